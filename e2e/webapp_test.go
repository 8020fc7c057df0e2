package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// The catalogue's page of a webapp says how it signs people in, and shows a new secret once. A
// customer lets visitors open it, and says so on the page of rules.
func TestAWebappIsSetUpToSignPeopleIn(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	acme, _ := d.ids(t, "Acme", "")
	d.ask(t, "Northwind Support", "mia", "Acme", "Acme Retail", "The webapps, too.")
	d.grant(t, "Acme", "The webapps, too.")
	b := openBrowser(t, d.Address, true)
	b.signIn("Northwind", "", d.password(t, "Northwind", ""))
	b.open("/webapps")
	b.followText("Time Sheets")
	follow(b, chromedp.CSS(`.tabnav a[href$="/sign-in"]`))
	at := get(b, chromedp.Location())
	b.look("unset")
	b.do(chromedp.SendKeys(chromedp.CSS("#redirect_uris"), "http://app.example/callback"))
	follow(b, chromedp.CSS(`main form.stack button`))
	b.wantStatus(422)
	b.wantText("#redirect_uris-mistake", "Line 1: Use https, and no scheme of your own.")
	b.look("mistake")
	b.do(chromedp.SetValue(chromedp.CSS("#redirect_uris"), "https://app.example/callback"), chromedp.SendKeys(chromedp.CSS("#logout_uri"), "https://app.example/signed-out"))
	follow(b, chromedp.CSS(`main form.stack button`))
	b.wantText("main", "No secret yet.")
	b.do(chromedp.Click(chromedp.CSS(`[commandfor="new-secret"].scripted`)))
	b.look("new secret")
	follow(b, chromedp.CSS(`#new-secret form button[type="submit"]`))
	secret := get(b, chromedp.Value(chromedp.CSS("#secret")))
	if len(secret) != 43 {
		t.Errorf("the secret is %q", secret)
	}
	b.do(chromedp.Click(chromedp.CSS(".example summary")))
	b.wantText("#example-apache", `OIDCClientSecret "`+secret+`"`)
	b.look("secret")
	b.open(strings.TrimPrefix(at, d.Address))
	if strings.Contains(get(b, chromedp.OuterHTML(chromedp.CSS("html"))), secret) {
		t.Error("the secret is shown again")
	}
	b.wantText("main", secret[:6]+"…")
	b.do(chromedp.Click(chromedp.CSS(".example summary")))
	b.wantText("#example-apache", "OIDCRedirectURI https://app.example/callback")
	b.look("set up")
	follow(b, chromedp.CSS(`.tabnav a[href$="/sign-outs"]`))
	b.wantText(".empty", "has ended in the last 30 days")
	b.look("sign-outs")

	own := openBrowser(t, d.Address, true)
	own.signIn("Acme", "anna", d.password(t, "Acme", "anna"))
	own.open("/accounts/" + acme + "/rules")
	own.wantText("main", "Visitors may open:")
	own.toggleVisitors()
	own.wantText("main", "Visitors can't open any of your webapps.")
	own.look("no visitors")
	own.toggleVisitors()
	own.wantText("main", "Visitors may open:")
	own.look("rules")

	mia := openBrowser(t, d.Address, true)
	mia.signIn("Northwind Support", "mia", d.password(t, "Northwind Support", "mia"))
	mia.wantText("main", "With your access to Acme")
	mia.look("start")
}

// toggleVisitors lets visitors open the account's first webapp, or no longer.
func (b *browser) toggleVisitors() {
	b.t.Helper()
	follow(b, chromedp.CSS(`a[href$="/visitors"]`))
	b.look("visitors")
	b.do(chromedp.Click(chromedp.CSS(`.choices input`)))
	follow(b, chromedp.CSS(`main form.stack button`))
}

// look keeps pictures of a page, also of one on a small phone, which it must fit.
func (b *browser) look(name string) {
	b.t.Helper()
	b.shoot(name)
	b.do(chromedp.EmulateViewport(320, 900))
	b.shoot(name + "-320")
	if width := get(b, chromedp.Evaluate[int]("document.documentElement.scrollWidth")); width > 320 {
		b.t.Errorf("%s is %d wide", name, width)
	}
	b.do(chromedp.EmulateViewport(1280, 900))
}
