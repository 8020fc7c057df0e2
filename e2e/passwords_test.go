package e2e

import (
	"database/sql"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"latchkey/cmd/latchkey/smtptest"
	"latchkey/views"
)

// mailing is a demo whose server sends mails.
type mailing struct {
	*demo
	mails *smtptest.Server
}

// startMailing starts one in which the password of a user of Acme has expired.
func startMailing(t *testing.T, expired string) mailing {
	t.Helper()
	d := startDemo(t)
	d.stop(t)
	pool, err := sql.Open("sqlite3", d.DB)
	must(t, err)
	for _, s := range []string{"UPDATE accounts SET password_days = 3650 WHERE name = 'Acme'", "UPDATE users SET password_set_at = 1 WHERE name = '" + expired + "'"} {
		_, err := pool.ExecContext(t.Context(), s)
		must(t, err)
	}
	must(t, pool.Close())
	m := mailing{d, smtptest.Start(t)}
	d.Address = startServe(t, d.DB, "--smtp", m.mails.URL(), "--mail-from", "Latchkey <latchkey@example.com>").address
	return m
}

var passwordLink = regexp.MustCompile(`/password/[\w-]{43}`)

// passwordLink waits for the mail with a link for a new password, and returns its path.
func (m mailing) passwordLink(t *testing.T) string {
	t.Helper()
	link := ""
	eventually(t, "a mail with a link for a new password", func() bool {
		for _, mail := range m.mails.Received() {
			link = passwordLink.FindString(mail.Body)
		}
		return link != ""
	})
	return link
}

// forget asks for a link for a login of Acme, and returns its path.
func (m mailing) forget(t *testing.T, user string) string {
	t.Helper()
	leads(t, newClient(m.Address).send(t, views.ForgottenURL, url.Values{"kind": {"USER"}, "account": {"Acme"}, "user": {user}}), views.ForgottenSentURL(""))
	return m.passwordLink(t)
}

// TestPasswordsInTheBrowser: Anna forgot her password, and Tom's has expired.
func TestPasswordsInTheBrowser(t *testing.T) {
	for name, javaScript := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := startMailing(t, "tom")
			b := openBrowser(t, m.Address, javaScript)
			b.open("/login")
			b.shoot("login")
			follow(b, chromedp.CSS(`#user-login .more a`))
			b.shoot("forgotten")
			b.do(chromedp.SendKeys(chromedp.ID("user-user"), "anna @ Acme"))
			follow(b, chromedp.CSS(`#user-login button[type="submit"]`))
			b.wantText("h1", en.Passwords.LookTitle)
			b.wantText("main", en.Passwords.Asked)
			b.shoot("asked")
			link := m.passwordLink(t)
			b.open(link)
			b.wantText("main", "anna @ Acme")
			b.shoot("link")
			b.do(chromedp.SendKeys(chromedp.ID("password"), goodPassword))
			b.followText(en.Login.SetThePassword)
			b.wantText("main", en.Login.PasswordSet)
			b.signIn("Acme", "anna", goodPassword)
			b.open(link)
			b.wantStatus(http.StatusNotFound)

			b = openBrowser(t, m.Address, javaScript)
			b.open("/login?next=/profile")
			b.do(chromedp.SendKeys(chromedp.ID("user-user"), "tom @ Acme"), chromedp.SendKeys(chromedp.ID("user-password"), m.password(t, "Acme", "tom")))
			follow(b, chromedp.CSS(`#user-login button[type="submit"]`))
			b.wantText("main", en.Passwords.OldExpired("tom @ Acme"))
			b.shoot("expired")
			b.do(chromedp.SendKeys(chromedp.ID("new_password"), m.password(t, "Acme", "tom")))
			b.followText(en.Passwords.SaveAndGoOn)
			b.wantStatus(http.StatusUnprocessableEntity)
			b.shoot("the-same")
			b.do(chromedp.SendKeys(chromedp.ID("new_password"), "several other garden words"))
			b.followText(en.Passwords.SaveAndGoOn)
			b.wantText(".me", "tom @ Acme")
			if !strings.HasSuffix(b.path(), "/profile") {
				t.Errorf("Tom is at %s", b.path())
			}
		})
	}
}

// forgetful are someone who forgot a password, and someone whose password has expired.
func forgetful(t *testing.T) []*visitor {
	t.Helper()
	m := startMailing(t, "tom")
	late := newClient(m.Address)
	a := late.send(t, "/login/user", url.Values{"account": {"Acme"}, "user": {"tom"}, "password": {m.password(t, "Acme", "tom")}})
	leads(t, a, views.NewPasswordURL)
	late.cookie = a.Cookies()[0].Name + "=" + a.Cookies()[0].Value
	forgotten, setUp := m.forget(t, "anna"), m.accountLink(t, "Southwind")
	senders := m.senders(t)
	confirm := m.confirmLink(t, senders[0].client)
	stayFresh(t, m.DB)
	return append(senders, []*visitor{
		{name: "forgetful", client: newClient(m.Address), starts: []string{views.ForgottenURL, views.ForgottenSentURL(""), forgotten, setUp, confirm}, only: []string{views.ForgottenURL, "/password/:token", "/setup-links/:token", "/confirm/:token"}},
		{name: "late", client: late, starts: []string{views.NewPasswordURL}, only: []string{views.NewPasswordURL}},
	}...)
}

// senders may have links sent to others, whose addresses were written by someone outside, or not.
func (m mailing) senders(t *testing.T) []*visitor {
	t.Helper()
	execute(t, m.DB, "UPDATE accounts SET email_outside = 1 WHERE name = 'Acme'")
	execute(t, m.DB, "UPDATE users SET email_outside = 1 WHERE name = 'tom'")
	file := openFile(t, m.DB)
	users := file.texts("SELECT '/accounts/' || account_id || '/users/' || id FROM users WHERE name IN ('anna', 'tom') ORDER BY name")
	file.close()
	acme, retail := m.ids(t, "Acme", "Acme Retail")
	execute(t, m.DB, "INSERT INTO passkeys SELECT 'pky_01J00000000000000000000000', account_id, id, x'00', '{}', 0, 'Phone', '', created_at, NULL FROM users WHERE name = 'anna'")
	mailed := m.signIn(t, "Acme", "")
	leads(t, mailed.send(t, "/accounts/"+acme+"/sign-in-rules", url.Values{"second_factor": {"RECOMMENDED"}}), "/accounts/"+acme)
	rule := url.Values{"second_factor": {"on"}, "from": {"00:00"}, "to": {"24:00"}, "approvals": {"1"}}
	for day := time.Sunday; day <= time.Saturday; day++ {
		rule.Set(views.DayField(day), "on")
	}
	leads(t, mailed.send(t, "/accounts/"+acme+"/rules", rule), "/accounts/"+acme+"/rules")
	lakeside, _ := m.ids(t, "Lakeside Foods", "")
	return []*visitor{
		{name: "mails", client: m.signIn(t, "Northwind", ""), starts: []string{"/accounts/" + acme + "/edit", "/accounts/" + lakeside + "/edit", "/profile"}, only: []string{"/accounts/:other/edit", "/profile"}},
		{name: "mailed", client: mailed, account: acme, starts: append(users, "/accounts/"+acme, "/profile"), only: []string{"/profile", "/accounts/:own", "/accounts/:own/edit", "/accounts/:own/users/:user", "/accounts/:own/external-access", "/access-requests/:pending"}},
		{name: "asks", client: m.signIn(t, "Northwind Support", "mia"), customer: acme, company: retail, only: []string{}},
	}
}
