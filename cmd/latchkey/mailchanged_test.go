package main

import (
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/cmd/latchkey/smtptest"
)

// TestEveryChangedEmailIsToldToTheOldAddress: if someone changes or removes a login's e-mail
// address, the old address gets a mail that says who did it, but not what the new address is.
func TestEveryChangedEmailIsToldToTheOldAddress(t *testing.T) {
	p := newPost(t)
	root := p.account(access.NewAccount{Name: "Root", Roles: []access.Role{access.Administrator}})
	tom := p.user(p.acme, "tom", "", "", "UTC")
	p.granted(8 * time.Hour)
	id, link, err := p.svc.CreateUser(t.Context(), p.vera, p.acme.AccountID, access.NewUser{Name: "guest", Email: "guest@vendor.example"})
	p.must(err)
	_, err = p.svc.UseSetupLink(t.Context(), access.Nobody("192.0.2.1"), link, word, "")
	p.must(err)
	guest := p.signInUser("Acme", "guest")
	// These are the current addresses.
	address := map[string]string{"tom @ Acme": "tom@acme.example", "guest @ Acme": "guest@vendor.example", "Acme": "it@acme.example"}
	n := 0
	for _, c := range []struct {
		by   access.Actor
		user string
	}{
		{p.sue, tom.UserID}, {p.acme, tom.UserID}, {tom, tom.UserID}, {root, tom.UserID}, {p.vera, tom.UserID}, {guest, id}, {p.sue, id},
		{p.acme, ""}, {p.sue, ""}, {root, ""},
	} {
		login := map[string]string{tom.UserID: "tom @ Acme", id: "guest @ Acme", "": "Acme"}[c.user]
		for _, to := range []string{"new" + string(rune('a'+n)) + "@elsewhere.example", ""} {
			n++
			p.clock = p.clock.Add(11 * time.Minute)
			old := address[login]
			if old == "" { // someone must have the old address to read the mail
				old = "old" + string(rune('a'+n)) + "@acme.example"
				p.must(p.giveEmail(p.sue, c.user, old))
			}
			p.fresh()
			p.must(p.giveEmail(c.by, c.user, to))
			address[login] = to
			var told, welcomed []smtptest.Mail
			for _, m := range p.fresh() {
				switch {
				case to != "" && strings.Contains(m.Subject+m.Body, to):
					t.Errorf("%s gives %s %q, which is in\n%s\nto %s", c.by.Name(), login, to, m.Body, m.To)
				case to != "" && m.To == to:
					welcomed = append(welcomed, m)
				case m.To == old:
					told = append(told, m)
				}
			}
			if len(told) != 1 || !strings.Contains(told[0].Body, c.by.Name()) || !strings.Contains(told[0].Body, "e-mail") ||
				!strings.Contains(told[0].Body, login+" on 1 Jun 2026, 1") && !strings.Contains(told[0].Body, login+" on 1 Jun 2026, 2") {
				t.Errorf("%s gives %s %q instead of %s: told %+v", c.by.Name(), login, to, old, told)
			}
			if to != "" && (len(welcomed) != 1 || !strings.Contains(welcomed[0].Body, login+" on 1 Jun 2026, ")) {
				t.Errorf("%s gives %s %q: there, %+v", c.by.Name(), login, to, welcomed)
			}
		}
	}
}

// giveEmail changes the e-mail address of one of Acme's users, or of the account, with the right
// password.
func (p *post) giveEmail(by access.Actor, userID, email string) error {
	if userID == "" {
		return p.svc.UpdateAccount(p.t.Context(), by, p.acme.AccountID, access.AccountDetails{Email: email, CurrentPassword: word})
	}
	return p.svc.UpdateUser(p.t.Context(), by, p.acme.AccountID, userID, access.UserData{Email: email, CurrentPassword: word})
}
