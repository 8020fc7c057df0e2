package access

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"latchkey/db"
)

// forget has someone at an address forget the password of a login, and returns the mails that go
// out, with whom they go to.
func (w *world) forget(login, from string) (mails []Mail) {
	w.Helper()
	w.must(w.s.ForgotPassword(w.Context(), credentials(login, "", from)))
	w.must(w.s.AnswerForgotten(w.Context()))
	return w.sent()
}

// linkIn is the token of the link at the end of a mail.
func linkIn(t *testing.T, mails []Mail) string {
	t.Helper()
	if len(mails) != 1 {
		t.Fatalf("%d mails", len(mails))
	}
	for line := range strings.Lines(mails[0].Body) {
		for _, of := range []string{"/password/", "/setup-links/", "/confirm/"} {
			if _, token, ok := strings.Cut(strings.TrimSpace(line), "https://latchkey.test"+of); ok {
				return token
			}
		}
	}
	t.Fatalf("there is no link in %q", mails[0].Body)
	return ""
}

func (w *world) useLink(token, password string) string {
	w.Helper()
	return outcome(second(w.s.UsePasswordLink(w.Context(), Nobody(address), token, password, "a browser")))
}

func TestAForgottenPasswordIsSetByALink(t *testing.T) {
	for login, to := range map[string]string{"sue @ Acme": "sue@acme", "Acme": "office@acme"} {
		w := newToldWorld(t)
		w.as(login)
		var mails []Mail
		asked := w.recorded(func() { mails = w.forget(login, address) })
		equal(t, "mail", []any{mails[0].Kind, mails[0].To}, []any{NoticePasswordLink, to})
		name := strings.TrimSuffix(login, " @ Acme")
		equal(t, "recorded", asked, []string{"nobody: login.password_link_sent: " + name})
		token := linkIn(t, mails)
		whose, _, err := w.s.PasswordLink(t.Context(), token)
		equal(t, "whose", []any{whose, err}, []any{login, nil})
		equal(t, "weak", w.useLink(token, "12345"), "invalid password")
		var told []Mail
		used := w.recorded(func() {
			equal(t, "used", w.useLink(token, newPassword), "done")
			told = w.sent()
		})
		equal(t, "recorded", used, []string{"nobody: login.password_reset: " + name, "nobody: email.confirmed: " + name})
		equal(t, "told", []any{len(told), told[0].Kind, told[0].To}, []any{1, Notice(SecurityPasswordReset), to})
		equal(t, "no session is left", outcome(second(w.s.Authenticate(t.Context(), w.sessions[login], address))), "not found")
		a := must(w.s.SignIn(t.Context(), credentials(login, newPassword, address), newToken(new(string))))(w)
		equal(t, "signs in", a.Step, StepDone)
		equal(t, "the old one", outcome(second(w.signIn(credentials(login, password, address)))), ErrSignIn.Error())
		equal(t, "mails that keep the link", w.forge().texts("SELECT kind FROM mails WHERE instr(body || link, ?)", token), []string{})
	}
}

// Only one of those who use a link at the same time sets the password.
func TestALinkIsUsedOnceAtATime(t *testing.T) {
	w := newToldWorld(t)
	token := linkIn(t, w.forget("sue @ Acme", address))
	count := together(4, func(i int) error {
		return second(w.s.UsePasswordLink(t.Context(), Nobody(address), token, fmt.Sprint("meadow otter basin candle ", i), ""))
	})
	equal(t, "answers", count, map[string]int{"done": 1, "not found": 3})
}

// Logins that get no link, and how often the others get one.
func TestWhoGetsALinkForAForgottenPassword(t *testing.T) {
	w := newToldWorld(t)
	w.write(func(q *db.Queries) error {
		w.must(second(q.UpdateUserData(t.Context(), db.UpdateUserDataParams{ID: "usr_paul", AccountID: "acc_Acme", TimeZone: "UTC"})))
		return nil
	})
	w.must(w.s.SetAccountLogin(t.Context(), w.as("Root"), "Kite", false))
	_, _, err := w.s.CreateUser(t.Context(), w.as("Acme"), "acc_Acme", NewUser{Name: "fresh", Email: "fresh@acme.example"})
	w.must(err)
	w.sent()
	for login, want := range map[string]string{
		"sue @ Acme": "sue@acme", "Acme": "office@acme", "BOSS @ vendor": "boss@vendor", "paul @ Acme": "", "nobody @ Acme": "", "sue @ Nobody": "", "Nobody": "",
		"idle @ Vendor": "", "Kite": "", "kim @ Kite": "", "fresh @ Acme": "", "": "",
	} {
		w.clock = w.clock.Add(time.Minute)
		var to string
		for _, m := range w.forget(login, "192.0.2.200") {
			to = m.To
		}
		equal(t, login, to, want)
	}
}

func TestForgottenPasswordsAreLimited(t *testing.T) {
	w := newToldWorld(t)
	tries := func(login, from string, want int) {
		t.Helper()
		equal(t, login+" from "+from, len(w.forget(login, from)), want)
	}
	tries("sue @ Acme", "192.0.2.1", 1)
	tries("sue @ Acme", "192.0.2.2", 0) // the login
	w.clock = w.clock.Add(resetEvery - time.Millisecond)
	tries("sue @ Acme", "192.0.2.2", 0)
	w.clock = w.clock.Add(time.Millisecond)
	tries("sue @ Acme", "192.0.2.3", 1)
	for _, login := range []string{"paul @ Acme", "Acme", "vera @ Vendor", "kim @ Kite"} {
		tries(login, "2001:db8::1", 1)
	}
	tries("bea @ Borealis", "2001:db8::2", 1)
	tries("Root", "2001:db8::3", 0) // the address
	tries("Root", "2001:db8:0:1::1", 1)
	w.clock = w.clock.Add(resetsWithin)
	tries("Borealis", "2001:db8::3", 1)
}

// What was typed is kept only up to a bound, and only for as long as a link would last.
func TestForgottenPasswordsThatWaitAreBounded(t *testing.T) {
	w := newToldWorld(t)
	w.write(func(q *db.Queries) error {
		for i := range maxForgotten {
			w.must(q.InsertForgotten(t.Context(), db.InsertForgottenParams{ID: fmt.Sprintf("fgt_%06d", i), Kind: "USER", Account: "x", User: "y", Address: "z", Network: fmt.Sprint(i), Most: maxForgotten, MostOfNetwork: 1}))
		}
		return nil
	})
	w.must(w.s.ForgotPassword(t.Context(), credentials("sue @ Acme", "", address)))
	equal(t, "most", len(must(w.store.Read.ListForgotten(t.Context(), 10_000))(w)), maxForgotten)
	w.must(w.s.AnswerForgotten(t.Context()))
	equal(t, "none", []int{len(must(w.store.Read.ListForgotten(t.Context(), 10_000))(w)), len(w.sent())}, []int{0, 0})
	w.must(w.s.ForgotPassword(t.Context(), credentials(strings.Repeat("x", 100_000), "", address)))
	equal(t, "cut", len(must(w.store.Read.ListForgotten(t.Context(), 1))(w)[0].Account), maxTyped)
	w.must(w.s.AnswerForgotten(t.Context()))
	w.must(w.s.ForgotPassword(t.Context(), credentials("sue @ Acme", "", address)))
	w.clock = w.clock.Add(resetLifetime)
	w.must(w.s.AnswerForgotten(t.Context()))
	equal(t, "too late", len(w.sent()), 0)
}

// However much someone forgets, others are still heard: as many wait of one address as it could get
// mails.
func TestAnAddressKeepsNobodyFromForgetting(t *testing.T) {
	w := newToldWorld(t)
	waiting := func() int { return len(must(w.store.Read.ListForgotten(t.Context(), 10_000))(w)) }
	for i := range maxForgotten {
		w.must(w.s.ForgotPassword(t.Context(), credentials(fmt.Sprint("nobody @ Acme", i), "", fmt.Sprintf("2001:db8::%x", i))))
	}
	equal(t, "of one address", waiting(), resetsOfAddress)
	w.must(w.s.ForgotPassword(t.Context(), credentials("paul @ Acme", "", "2001:db8::5")))
	w.must(w.s.ForgotPassword(t.Context(), credentials("sue @ Acme", "", "2001:db8:0:1::5")))
	equal(t, "of another", waiting(), resetsOfAddress+1)
	w.must(w.s.AnswerForgotten(t.Context()))
	equal(t, "answered", each(w.sent(), func(m Mail) string { return m.To }), []string{"sue@acme"})
	equal(t, "none is left", waiting(), 0)
	equal(t, "again", len(w.forget("paul @ Acme", "2001:db8::5")), 1)
}

// The second factor is still asked for after a password was set by a link.
func TestALinkDoesNotSkipTheSecondFactor(t *testing.T) {
	w := newToldWorld(t)
	w.needsSecond("sue @ Acme")
	equal(t, "set", w.useLink(linkIn(t, w.forget("sue @ Acme", address)), newPassword), "done")
	a := must(w.s.SignIn(t.Context(), credentials("sue @ Acme", newPassword, address), newToken(new(string))))(w)
	equal(t, "next", a.Step, StepSecond)
}

// Without mail, nothing is kept.
func TestWithoutMailNothingIsForgotten(t *testing.T) {
	w := newWorld(t)
	w.must(w.s.ForgotPassword(context.Background(), credentials("sue @ Acme", "", address)))
	equal(t, "kept", len(must(w.store.Read.ListForgotten(t.Context(), 10))(w)), 0)
}

// A user may change its account's e-mail address, but gets no link there that would make it the
// account login, and cannot call the address the account's own.
func TestNobodyBecomesTheAccountLoginByItsAddress(t *testing.T) {
	w := newToldWorld(t)
	d := AccountDetails{Email: "sue@elsewhere.example", TimeZone: "UTC"}
	w.must(w.s.UpdateAccount(t.Context(), w.as("sue @ Acme"), "acc_Acme", d))
	w.sent()
	equal(t, "a link", len(w.forget("Acme", address)), 0)
	d.EmailAccepted = true
	w.must(w.s.UpdateAccount(t.Context(), w.as("sue @ Acme"), "acc_Acme", d))
	w.clock = w.clock.Add(resetEvery)
	equal(t, "a link, after sue accepted it", len(w.forget("Acme", address)), 0)
	w.must(w.s.UpdateAccount(t.Context(), w.as("Acme"), "acc_Acme", d))
	w.sent() // the address can be confirmed now
	w.clock = w.clock.Add(resetEvery)
	equal(t, "a link, after the account accepted it", len(w.forget("Acme", address)), 1)
}
