package handlers

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/record"
	"latchkey/views"
	"latchkey/words"
)

// caused is a desk that sends mails. otto of the help desk has access, and has another request
// waiting.
type caused struct {
	*desk
	otto, granted, waiting string
	ottos, root            *http.Cookie
}

func newCaused(t *testing.T) *caused {
	t.Helper()
	c := &caused{desk: newDesk(t), otto: "usr_otto"}
	address := func(id string) string { return "https://latchkey.test/" + id }
	c.svc.EnableMail(access.Links{Request: address, User: func(_, id string) string { return address(id) }, Choices: address("profile")}, views.Letters("en"))
	c.write(func(q *db.Queries) error {
		err := q.InsertUser(t.Context(), db.InsertUserParams{
			ID: c.otto, AccountID: c.support, Name: "otto", NameKey: "otto", SearchKey: "otto", TimeZone: "Europe/Berlin", Email: "otto@help.example", PasswordHash: passwordHash,
		})
		if err == nil {
			_, err = q.InsertUserRole(t.Context(), db.InsertUserRoleParams{UserID: c.otto, Role: string(access.User)})
		}
		return err
	})
	root, _ := c.account("Root", access.Administrator)
	c.root, c.ottos = c.signIn(root, ""), c.signIn(c.support, c.otto)
	c.granted = c.request(c.customer, c.company, c.support, c.otto, true)
	c.waiting = c.request(c.customer, c.company, c.support, c.otto, false)
	return c
}

// mails are otto's mails, by subject.
func (c *caused) mails() map[string]string {
	c.t.Helper()
	bodies := map[string]string{}
	for more := true; more; {
		var err error
		more, err = c.svc.SendMail(c.t.Context(), c.t.Context(), func(_ context.Context, m access.Mail) error {
			if m.To == "otto@help.example" {
				bodies[m.Subject] += m.Body
			}
			return nil
		})
		must(c.t, err)
	}
	return bodies
}

// causing is an act that makes the program itself end or deny something.
type causing struct {
	what string
	do   func(*caused)
	says func(*words.Words) string
	// by performs it, and typed is what they typed.
	by, typed string
	// denies says that waiting requests are denied, too. alone says that the reader is the
	// requester because the customer is gone.
	denies, alone bool
}

var causings = []causing{
	{"frozen", func(c *caused) {
		c.want(c.post("/accounts/"+c.customer+"/freeze", one("reason", "An incident."), c.admin), http.StatusSeeOther)
	}, func(w *words.Words) string { return w.Causes.FrozenAll }, "Acme", "An incident.", false, false},
	{"company deleted", func(c *caused) {
		c.want(c.post("/accounts/"+c.customer+"/companies/"+c.company+"/delete", nil, c.admin), http.StatusSeeOther)
	}, func(w *words.Words) string { return w.Causes.CompanyDeleted }, "Acme", "", true, false},
	{"account deleted", func(c *caused) {
		c.want(c.post("/accounts/"+c.customer+"/delete", one("name", "Acme"), c.root), http.StatusSeeOther)
	}, func(w *words.Words) string { return w.Causes.AccountDeleted("Acme") }, "Root", "", true, true},
	{"asker deleted", func(c *caused) {
		c.want(c.post("/accounts/"+c.support+"/delete", one("name", "Help desk"), c.root), http.StatusSeeOther)
	}, func(w *words.Words) string { return w.Causes.AccountDeleted("Help desk") }, "Root", "", true, false},
}

// Every page, file and mail says, in its reader's language, why the program itself ended or denied
// something.
func TestCausesOnPagesAndInMails(t *testing.T) {
	for _, c := range causings {
		for _, w := range words.All {
			t.Run(c.what+" "+w.Tag, func(t *testing.T) {
				d := newCaused(t)
				for _, reader := range []*http.Cookie{d.admin, d.ottos} {
					d.want(d.post("/profile/language", url.Values{"language": {w.Tag}}, reader), http.StatusSeeOther)
				}
				c.do(d)
				d.t = t
				d.pages(c, w)
				if c.what != "asker deleted" { // nobody is left to notify
					d.letters(c, w)
				}
			})
		}
	}
}

// pages checks the pages and files of the granted request and of the waiting one.
func (d *caused) pages(c causing, w *words.Words) {
	d.t.Helper()
	reader, says, request := d.admin, c.says(w), "/access-requests/"+d.granted
	if c.alone {
		reader = d.ottos
	}
	d.want(d.get(request, reader), http.StatusOK, says, c.typed)
	d.want(d.get(request+"/report", reader), http.StatusOK, says, c.typed)
	if c.denies {
		d.want(d.get("/access-requests/"+d.waiting, reader), http.StatusOK, says)
	}
	pdf := readPDF(d.t.(*testing.T), d.get(request+"/report.pdf", reader).Body.String()) //nolint:forcetypeassert // no benchmark
	files := map[string]string{"report.pdf": strings.Join(pdf, " ")}
	if !c.alone {
		account := "/accounts/" + d.customer
		d.want(d.get(account+"/external-access", reader), http.StatusOK, says, c.typed)
		d.want(d.get(account+"/audit", reader), http.StatusOK, w.Detail(access.DetailCause)+": ", c.typed)
		pack, _ := d.unpack(account+"/evidence?from=2026-06-01&to=2026-06-02", reader)
		files["requests.csv"] = pack["requests.csv"]
		hasAll(d.t, "decisions.csv", pack["decisions.csv"], w.Detail(access.DetailCause)+": ", c.typed)
	}
	for name, text := range files {
		hasAll(d.t, name, text, says, c.typed)
	}
}

// letters checks the mails to otto.
func (d *caused) letters(c causing, w *words.Words) {
	d.t.Helper()
	letters, mails := &w.Mails, d.mails()
	reason := letters.Line(letters.Reason, c.says(w))
	if c.what == "frozen" {
		hasAll(d.t, "the mail", mails[letters.ForAskers.FrozenSubject(c.by, "Acme", "Acme One")], letters.ForAskers.Frozen(c.by, "Acme", "Acme One"), c.typed)
		return
	}
	hasAll(d.t, "the mail about the grant", mails[letters.ForAskers.RevokedSubject(c.by, "Acme One")], reason)
	hasAll(d.t, "the mail about the request", mails[letters.ForAskers.DeniedSubject(c.by, "Acme One")], reason)
}

// If something ended because a backup was restored, its readers read that, and the record says what
// had become of it.
func TestTheCauseOfARestoreOnPages(t *testing.T) {
	d := newCaused(t)
	path := filepath.Join(t.TempDir(), "backup.db")
	must(t, d.store.Backup(t.Context(), path))
	d.setClock(noon.Add(time.Minute))
	d.want(d.post("/access-requests/"+d.granted+"/revoke", one("reason", "Enough."), d.admin), http.StatusSeeOther)
	d.want(d.post("/access-requests/"+d.waiting+"/deny", one("reason", "Not now."), d.admin), http.StatusSeeOther)
	d.want(d.post("/accounts/"+d.customer+"/freeze", one("reason", "A theft."), d.admin), http.StatusSeeOther)
	d.setClock(noon.Add(2 * time.Minute))

	store, err := db.Open(t.Context(), path, db.Exclusive)
	must(t, err)
	t.Cleanup(func() { must(t, store.Close()) })
	w := &world{t: t, store: store}
	w.setClock(d.now())
	w.ids.Store(1000)
	signer, err := record.NewSigner(randomness())
	must(t, err)
	w.svc, err = access.New(store, access.Config{Now: w.now, Random: randomness(), Signer: signer, Languages: words.Tags()})
	must(t, err)
	_, err = w.svc.Restore(t.Context(), access.Restore{Before: d.svc, File: "backup.db", Sum: "aa"})
	must(t, err)
	w.server, err = New(w.svc, db.NewSessionStore(store, w.now), Config{Log: slog.New(slog.DiscardHandler), SecureCookies: true})
	must(t, err)

	admin := w.signIn(d.customer, "")
	berlin, err := time.LoadLocation("Europe/Berlin")
	must(t, err)
	for _, in := range words.All {
		header := accepts(in.Tag)
		get := func(path string) page { return w.want(w.do(http.MethodGet, path, nil, admin, header), http.StatusOK) }
		ends := func(e access.End, reason string) []string {
			return []string{
				in.Detail(access.DetailCause) + ": " + in.Causes.Names[access.CauseRestore], in.Detail(access.DetailWhy) + ": " + in.Causes.Ends[e],
				in.Detail(access.DetailWhyBy) + ": Acme", in.Detail(access.DetailWhyReason) + ": " + reason,
				in.Detail(access.DetailWhyAt) + ": " + in.Format.Moment(noon.Add(time.Minute).In(berlin)),
				in.Detail(access.DetailBackupOf) + ": ",
			}
		}
		get("/access-requests/"+d.granted).says(in.Causes.Restored, "Enough.").says(ends(access.EndRevoked, "Enough.")...)
		get("/access-requests/"+d.waiting).says(in.Causes.Restored, "Not now.").says(ends(access.EndDenied, "Not now.")...)
		get("/access-requests/"+d.granted+"/report").says(in.Causes.Restored, "Enough.")
		get("/accounts/"+d.customer+"/external-access").says(in.Causes.Restored, "A theft.")
		get("/accounts/"+d.customer+"/rules").says(in.Causes.Restored, "A theft.")
		get("/accounts/" + d.customer + "/audit").says(ends(access.End(access.CauseFreeze), "A theft.")...)
	}
}

// Every page says, in the reader's language, whose standing consent gave access; who decided is
// a name and nothing else.
func TestAVisitByConsentOnPages(t *testing.T) {
	d := newDesk(t)
	d.consent(d.customer, d.company, d.support)
	form := d.asking()
	form.Set("valid_to", "2026-06-01T15:00")
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusSeeOther)
	rows, err := d.store.Read.ListGrantsEverywhere(t.Context(), db.Millis(noon))
	must(t, err)
	same(t, rows[0].DecidedBy, "somebody", "decided by")
	request := "/access-requests/" + rows[0].ID
	berlin, err := time.LoadLocation("Europe/Berlin")
	must(t, err)
	for _, w := range words.All {
		until := w.Format.Moment(noon.Add(time.Hour).In(berlin))
		for _, reader := range []*http.Cookie{d.admin, d.miaCookie} {
			get := func(path string) page {
				return d.want(d.do(http.MethodGet, path, nil, reader, accepts(w.Tag)), http.StatusOK)
			}
			get(request).says(before(w.Request.ConsentedBy("somebody", words.Slot(0))))
			get(request + "/report").says(before(w.Report.ConsentedBy("somebody", noon)))
		}
		company := d.do(http.MethodGet, "/accounts/"+d.customer+"/companies/"+d.company, nil, d.miaCookie, accepts(w.Tag))
		same(t, d.want(company, http.StatusOK).find("p.notice").Text(), w.Company.In("somebody", until, "", true), "the company's page")
	}
}

// before is a text up to its first slot, or to its first comma.
func before(text string) string {
	text, _, _ = strings.Cut(text, words.Slot(0))
	text, _, _ = strings.Cut(text, ",")
	return strings.TrimSpace(text)
}
