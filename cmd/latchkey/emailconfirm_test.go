package main

import (
	"regexp"
	"testing"
	"time"

	"latchkey/access"
)

var confirmLink = regexp.MustCompile(`https://admin\.example\.com/confirm/([\w-]{43})`)

// A real mail server gets the link that confirms an address, in the login's language, at that
// address; the link confirms it.
func TestAConfirmationIsMailed(t *testing.T) {
	p := newPost(t)
	p.must(p.svc.ChooseLanguage(t.Context(), p.sue, "de"))
	for _, c := range []struct {
		what  func() error
		to    string
		says  []string
		whose string
	}{
		{func() error { return p.giveEmail(p.acme, p.sue.UserID, "sue@new.example") }, "sue@new.example", []string{"Acme hat am 1. Juni 2026, 12:15 UTC diese E-Mail-Adresse für Ihren Login sue @ Acme eingetragen", "Der Link meldet niemanden an"}, "sue @ Acme"},
		{func() error { return p.giveEmail(p.acme, "", "it@new.example") }, "it@new.example", []string{"Acme made this the e-mail address of your login Acme on 1 Jun 2026", "The link signs nobody in"}, "Acme"},
		{func() error {
			return p.svc.UpdateUser(t.Context(), p.boss, p.boss.AccountID, p.boss.UserID, access.UserData{Email: "boss@new.example", CurrentPassword: word})
		}, "boss@new.example", []string{"boss @ Vendor made this the e-mail address of your login boss @ Vendor on 1 Jun 2026"}, "boss @ Vendor"},
		{func() error { _, err := p.svc.SendConfirmation(t.Context(), p.vera); return err }, "vera@vendor.example", []string{"Someone asked to confirm this e-mail address for your login vera @ Vendor on 1 Jun 2026"}, "vera @ Vendor"},
	} {
		p.clock = p.clock.Add(15 * time.Minute)
		p.fresh()
		p.must(c.what())
		token := ""
		for _, m := range p.fresh() {
			if link := confirmLink.FindStringSubmatch(m.Body); link != nil && m.To == c.to {
				t.Logf("%s\n%s", m.Subject, m.Body)
				wantIn(t, m.Body, c.says...)
				token = link[1]
			}
		}
		confirmed, err := p.svc.ConfirmEmail(t.Context(), access.Nobody("192.0.2.1"), token)
		p.must(err)
		if confirmed.Login != c.whose || confirmed.Email != c.to {
			t.Errorf("confirmed %+v, want %s of %s", confirmed, c.to, c.whose)
		}
	}
}
