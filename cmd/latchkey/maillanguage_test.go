package main

import (
	"slices"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/cmd/latchkey/smtptest"
	"latchkey/words"
)

// TestMailsInTheLanguageOfTheirReader: their own choice has priority over their browser's language.
func TestMailsInTheLanguageOfTheirReader(t *testing.T) {
	p := newPost(t)
	p.signIn(access.Credentials{Kind: access.KindUser, Account: "Acme", User: "sue", Password: word, Client: access.Client{Language: "de"}})
	must(t, p.svc.ChooseLanguage(t.Context(), p.acme, "en"))
	p.fresh()
	id := p.asked(time.Hour)
	mails := p.fresh()
	who := func(m *words.Mails) string { return m.Who("Vera Lang (vera)", "Vendor") }
	for to, tag := range map[string]string{"sue@acme.example": "de", "it@acme.example": "en"} {
		m := &words.Of(tag, "").Mails
		i := slices.IndexFunc(mails, func(got smtptest.Mail) bool { return got.To == to })
		got := mails[i]
		if got.Subject != m.ForDeciders.AskedSubject(who(m), "Büro Ltd") || got.Header.Get("Content-Language") != tag {
			t.Errorf("to %s: %s in %s", to, got.Subject, got.Header.Get("Content-Language"))
		}
		hasAll(t, to, got.Body, m.ForDeciders.Asked(who(m), "Büro Ltd", "Acme"), id)
	}
}
