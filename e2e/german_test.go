package e2e

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"latchkey/access"
	"latchkey/cmd/latchkey/smtptest"
	"latchkey/words"
)

// de has the German texts of pages and mails.
var de = words.Of("de", "")

const (
	mia   = "Mia Keller (mia)"
	annas = "Anna Schulz (anna) @ Acme"
	desk  = "Northwind Support"
)

// german is a demo that sends mails, with people in two browsers.
type german struct {
	*demo
	t         *testing.T
	mails     *smtptest.Server
	mia, anna *browser
}

// TestGerman is the product's main job in German, from the request to the end of the access and the
// record: for mia because her browser prefers German, and for anna because she chose it.
func TestGerman(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	d.stop(t)
	g := &german{demo: d, t: t, mails: smtptest.Start(t)}
	d.Address = startServe(t, d.DB, "--smtp", g.mails.URL(), "--mail-from", "Latchkey <latchkey@example.com>").address
	g.mia, g.anna = openBrowser(t, d.Address, true), openBrowser(t, d.Address, true)
	g.arrive()
	page := g.ask()
	g.grant(page)
	g.enter()
	g.end(page)
	g.record()
	g.choosesEnglish()
}

// speaks requires the page to be in a language, including the word that the style sheet adds.
func (b *browser) speaks(w *words.Words) {
	b.t.Helper()
	same(b.t, get(b, chromedp.Evaluate[string](`document.documentElement.lang`)), w.Tag, "%s: lang", b.path())
	required := `getComputedStyle(document.documentElement).getPropertyValue("--required")`
	same(b.t, get(b, chromedp.Evaluate[string](required)), strconv.Quote(w.Script.Required), "%s: required", b.path())
}

// choose chooses a language on the login's own page.
func (b *browser) choose(w *words.Words) {
	b.t.Helper()
	b.open("/profile")
	b.send("/profile/language", w.Profile.LanguageSaved, "language", w.Tag)
	b.speaks(w)
}

func (g *german) arrive() {
	g.mia.prefers("de-AT,de;q=0.9,en;q=0.5")
	g.mia.open("/login")
	g.mia.speaks(de)
	g.mia.wantText("#user-login", de.Login.SignIn)
	g.mia.signIn(desk, "mia", g.password(g.t, desk, "mia"))
	g.mia.wantText("h1", de.Start.Hello("Mia"))
	g.mia.speaks(de)
	g.anna.signIn("Acme", "anna", g.password(g.t, "Acme", "anna"))
	g.anna.speaks(en)
	g.anna.choose(de)
}

// ask requests four hours, and returns the path of the request's page from the mail to anna.
func (g *german) ask() (page string) {
	g.t.Helper()
	const description = "Ticket 8000: auf Deutsch"
	acme, retail := g.ids(g.t, "Acme", "Acme Retail")
	g.mia.followText(de.Layout.Ask)
	g.mia.wantText("#description-hint", de.Format.Number(2000))
	g.mia.open("/access-requests/new?account_id=" + acme + "&company_id=" + retail)
	g.mia.do(chromedp.SendKeys(chromedp.ID("description"), description))
	wish := de.Ask.Wish(words.Wish{Account: "Acme", Company: "Acme Retail", FromGrant: true, Length: 4 * time.Hour})
	g.mia.sees("the form says "+wish, `document.querySelector("#asked").innerText.includes(`+quoted(wish)+`)`)
	g.mia.shoot("ask")
	follow(g.mia, chromedp.CSS(`#ask .outcome .btn`))
	g.mia.wantText("#flash", de.Ask.Asked("Acme", "Acme Retail"))
	g.mia.wantText("main", description)
	g.mia.speaks(de)

	subject := func(w *words.Words) string {
		return w.Mails.ForDeciders.AskedSubject(w.Mails.Who(mia, desk), "Acme Retail")
	}
	g.mail(en, "it@acme.example", subject(en))
	body := g.mail(de, "anna@example.com", subject(de))
	hasAll(g.t, "the mail", body, de.Mails.ForDeciders.Asked(de.Mails.Who(mia, desk), "Acme Retail", "Acme"), description)
	_, link, found := strings.Cut(body, g.Address+"/access-requests/")
	id, _, _ := strings.Cut(link, "\n")
	if !found {
		g.t.Fatalf("the mail has no link:\n%s", body)
	}
	return "/access-requests/" + id
}

// mail waits for a mail in a language, and returns its text.
func (g *german) mail(w *words.Words, to, subject string) (body string) {
	g.t.Helper()
	var all []smtptest.Mail
	i := -1
	eventually(g.t, fmt.Sprintf("a mail to %s: %s", to, subject), func() bool {
		all = g.mails.Received()
		i = slices.IndexFunc(all, func(m smtptest.Mail) bool { return m.To == to && m.Subject == subject })
		return i >= 0
	})
	same(g.t, all[i].Header.Get("Content-Language"), w.Tag, "%s: Content-Language", subject)
	return all[i].Body
}

// until is when the access on a request's page ends. The page must say so in German.
func (g *german) until(b *browser) time.Time {
	g.t.Helper()
	const ends = ".span time:last-of-type"
	end, err := time.Parse(time.RFC3339Nano, get(b, chromedp.AttributeValue(chromedp.CSS(ends), "datetime")).Value)
	must(g.t, err)
	if last := de.Format.Moment(end.In(berlin(g.t))); !strings.HasSuffix(last, b.text(ends)) {
		g.t.Errorf("it ends %q, want it like %q", b.text(ends), last)
	}
	return end.In(berlin(g.t))
}

func (g *german) grant(page string) {
	g.t.Helper()
	g.anna.open(page)
	g.anna.speaks(de)
	g.anna.wantText("main", de.Request.Sentence(words.RequestSentence{
		Who: mia, Of: desk, Company: "Acme Retail", Account: "Acme", When: words.When{For: 4 * time.Hour, FromGrant: true},
	}))
	g.anna.wantText("main", de.Request.States[access.Pending])
	g.anna.followText(de.Request.Acts.Grant)
	g.anna.wantText("#flash", de.Request.Acts.Granted(mia, "Acme Retail", words.When{To: g.until(g.anna)}))
	g.anna.wantText("main", de.Request.States[access.Active])
	g.anna.shoot("granted")
	body := g.mail(de, "mia@example.com", de.Mails.ForAskers.GrantedSubject(annas, "Acme Retail"))
	hasAll(g.t, "the mail", body, de.Mails.ForAskers.Granted(annas, "Acme Retail", "Acme"), g.Address+page)
	g.mia.open(page)
}

// enter sees and changes the company's data.
func (g *german) enter() {
	g.t.Helper()
	until := de.Format.Moment(g.until(g.mia))
	g.mia.followText(de.Request.OpenCompany("Acme Retail"))
	g.mia.speaks(de)
	g.mia.wantText("main", de.Company.In(annas, until, "", false))
	g.save("RE-", de.Company.SettingSaved("invoice prefix"))
	g.mia.shoot("company")
}

// save changes a setting, or tries to.
func (g *german) save(value, want string) {
	g.t.Helper()
	g.mia.do(
		chromedp.SetValue(chromedp.CSS(`form:has([value="invoice prefix"]) [name="value"]`), value),
		chromedp.Click(chromedp.CSS(fmt.Sprintf("[aria-label=%q]", de.Company.SaveSetting("invoice prefix")))),
	)
	g.mia.sees("the page says "+want, `document.body.innerText.includes(`+quoted(want)+`)`)
}

// end revokes the access, which ends immediately.
func (g *german) end(page string) {
	g.t.Helper()
	g.anna.open(page)
	g.anna.unfold(de.Request.Acts.Revoke + "…")
	g.anna.send("/revoke", de.Request.Acts.Revoked(mia, "Acme Retail"), "reason", "Danke, erledigt.")
	body := g.mail(de, "mia@example.com", de.Mails.ForAskers.RevokedSubject(annas, "Acme Retail"))
	hasAll(g.t, "the mail", body, de.Mails.ForAskers.Revoked(annas, "Acme Retail", "Acme"), "> Danke, erledigt.")
	g.save("XX-", de.Errors.Pages[words.NotFound].Heading)
	g.mia.speaks(de)
}

// record reads the story.
func (g *german) record() {
	g.t.Helper()
	g.anna.followText(de.Layout.Account)
	g.anna.followText(de.Layout.Record)
	g.anna.speaks(de)
	record := g.anna.text("table")
	for _, a := range []access.Action{access.RequestAsked, access.RequestGranted, access.CompanyRead, access.SettingChanged, access.GrantRevoked, access.LanguageChosen} {
		hasAll(g.t, "the record", record, de.Actions[a])
		hasNone(g.t, "the record", record, en.Actions[a])
	}
	hasAll(g.t, "the record", record, "invoice prefix: AR- → RE-", de.Detail(access.DetailReason)+": Danke, erledigt.",
		de.Request.States[access.Active]+" → "+de.Request.States[access.Ended], de.Format.Day(time.Now().In(berlin(g.t))))
	hasNone(g.t, "the record", record, "XX-")
	g.anna.shoot("record")
}

// choosesEnglish chooses English in a German browser. Without a session, only the browser decides.
func (g *german) choosesEnglish() {
	g.t.Helper()
	g.mia.choose(en)
	g.mia.wantText("main", en.Profile.SaveLanguage)
	g.mia.open("/access-requests/req_0")
	g.mia.wantText("h1", en.Errors.Pages[words.NotFound].Heading)
	g.mia.speaks(en)
	g.mia.signOut()
	g.mia.wantText("main", de.Login.SignedOut)
	g.mia.speaks(de)
	link := strings.TrimPrefix(g.accountLink(g.t, "Southwind"), g.Address)
	for _, w := range words.All {
		g.mia.prefers(w.Tag)
		g.mia.open(link)
		g.mia.wantText("main", w.Login.ForAccount("Southwind"))
		g.mia.speaks(w)
		g.mia.open("/setup-links/of-yesterday")
		g.mia.wantStatus(http.StatusNotFound)
		g.mia.speaks(w)
	}
}
