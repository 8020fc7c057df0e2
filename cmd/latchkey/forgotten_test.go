package main

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"latchkey/access"
)

var passwordLink = regexp.MustCompile(`https://admin\.example\.com/password/([\w-]{43})`)

// A real mail server gets the link for a forgotten password, in the login's language, and then that
// the password has changed.
func TestAForgottenPasswordIsMailed(t *testing.T) {
	p := newPost(t)
	p.must(p.svc.ChooseLanguage(t.Context(), p.sue, "de"))
	for _, c := range []struct {
		what            access.Credentials
		to, asks, after string
	}{
		{access.Credentials{Kind: access.KindAccount, Account: "acme"}, "it@acme.example", "Someone asked for a new password for your login Acme", "used a link for a forgotten password"},
		{access.Credentials{Kind: access.KindUser, User: "sue @ Acme"}, "sue@acme.example", "ein neues Kennwort für Ihren Login sue @ Acme angefordert", "Link für ein vergessenes Kennwort"},
	} {
		p.clock = p.clock.Add(time.Minute)
		p.fresh()
		p.must(p.svc.ForgotPassword(t.Context(), c.what))
		p.must(p.svc.AnswerForgotten(t.Context()))
		got := p.fresh()
		if len(got) != 1 || got[0].To != c.to {
			t.Fatalf("mails: %+v", got)
		}
		wantIn(t, got[0].Body, c.asks)
		link := passwordLink.FindStringSubmatch(got[0].Body)
		if link == nil {
			t.Fatalf("no link in\n%s", got[0].Body)
		}
		t.Logf("%s\n%s", got[0].Subject, got[0].Body)
		_, err := p.svc.UsePasswordLink(t.Context(), access.Nobody("192.0.2.1"), link[1], "otter velvet quarry lantern", "")
		p.must(err)
		got = p.fresh()
		if len(got) != 1 || got[0].To != c.to {
			t.Fatalf("mails afterwards: %+v", got)
		}
		t.Logf("%s\n%s", got[0].Subject, got[0].Body)
		wantIn(t, got[0].Body, c.after)
	}
	root := p.account(access.NewAccount{Name: "Root", Roles: []access.Role{access.Administrator}})
	_, err := p.svc.SendAccountLink(t.Context(), root, p.acme.AccountID)
	p.must(err)
	wantIn(t, p.fresh()[0].Body, "Root sent you a link")
	acme := p.signIn(access.Credentials{Kind: access.KindAccount, Account: "Acme", Password: "otter velvet quarry lantern"})
	p.fresh() // the account is told that it signed in
	_, err = p.svc.SendUserLink(t.Context(), acme, p.acme.AccountID, p.sue.UserID)
	p.must(err)
	m := p.fresh()[0]
	t.Logf("%s\n%s", m.Subject, m.Body)
	wantIn(t, m.Body, "Acme sendet Ihnen den Link unten", "https://admin.example.com/setup-links/")
}

// wantIn requires texts in a mail, whose lines may be broken.
func wantIn(t *testing.T, body string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(strings.Join(strings.Fields(body), " "), text) {
			t.Errorf("without %q:\n%s", text, body)
		}
	}
}
