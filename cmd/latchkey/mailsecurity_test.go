package main

import (
	"crypto/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/cmd/latchkey/smtptest"
)

// TestSecurityMailsArrive: a real mail server gets them for a user and, at the account's address,
// for an account login. They say where it was, and where to look.
func TestSecurityMailsArrive(t *testing.T) {
	p := newPost(t)
	const agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
	token := func() (string, error) { return rand.Text(), nil }
	for to, c := range map[string]access.Credentials{
		"sue@acme.example": {Kind: access.KindUser, Account: "Acme", User: "sue", Password: word},
		"it@acme.example":  {Kind: access.KindAccount, Account: "Acme", Password: word},
	} {
		p.clock = p.clock.Add(11 * time.Minute)
		c.Client = access.Client{Address: "192.0.2.1", Browser: agent}
		p.signIn(c)
		p.fresh()
		p.clock = p.clock.Add(time.Second)
		c.Browser = strings.ReplaceAll(agent, "Linux x86_64", "Windows NT 10.0")
		by := p.signIn(c)
		p.clock = p.clock.Add(time.Second)
		p.must(p.svc.ChangeOwnPassword(t.Context(), by, word, "several other garden words", token))
		mails := slices.DeleteFunc(p.fresh(), func(m smtptest.Mail) bool { return m.To != to })
		if len(mails) != 2 {
			t.Fatalf("to %s: %+v", to, mails)
		}
		for i, begins := range []string{"New sign-in with your login ", "The password of your login "} {
			if !strings.HasPrefix(mails[i].Subject, begins) {
				t.Errorf("to %s: %s, want %s", to, mails[i].Subject, begins)
			}
			hasAll(t, to, mails[i].Body, "Browser: Firefox on Windows", "IP address: 192.0.2.1", "/profile/security", "sign out everywhere else")
		}
	}
}
