package access

import (
	"fmt"
	"testing"
	"time"

	"latchkey/db"
)

// isKnown reports whether a browser that keeps known is known for a login now.
func (w *world) isKnown(login, known string) bool {
	w.Helper()
	l := must(findLogin(w.Context(), w.store.Read, credentials(login, "", ""), w.clock))(w)
	return w.s.knownBrowser(known, l, w.clock) != ""
}

// A browser is known for the logins that signed in with it, and for no others.
func TestKnownBrowsers(t *testing.T) {
	w := newWorld(t)
	known := ""
	for _, login := range []string{"sue @ Acme", "Acme", "sue @ Acme"} {
		_, known = w.signedInFrom(login, firefox, address, known)
	}
	for login, want := range map[string]bool{"sue @ Acme": true, "Acme": true, "paul @ Acme": false, "nobody": false} {
		equal(t, login, w.isKnown(login, known), want)
		equal(t, login+", by another's hand", w.isKnown(login, known[:len(known)-1]+"?") && login == "sue @ Acme", want && login == "sue @ Acme")
		w.clock = w.clock.Add(BrowserKnownFor)
		equal(t, login+" much later", w.isKnown(login, known), false)
		w.clock = start
	}
	c := credentials("sue @ Acme", "wrong", address)
	arrived, err := w.s.SignIn(t.Context(), c, nil)
	equal(t, "a wrong password", fmt.Sprint(arrived.Known, err), ErrSignIn)
}

// Whoever signed in before a login's password changed, its factors were removed, or its sessions
// were ended everywhere is a stranger again: their wrong tries count and are told. The browser in
// which the owner did that stays known, and so do the browsers of other logins.
func TestABrowserIsForgotten(t *testing.T) {
	for _, login := range []string{"sue @ Acme", "Acme"} {
		for what, c := range map[string]struct {
			do      func(w *world, by Actor)
			forgets bool
		}{
			"a new password": {func(w *world, by Actor) {
				w.must(w.s.ChangeOwnPassword(w.Context(), by, password, newPassword, anyToken))
			}, true},
			"a password by a link": {func(w *world, _ Actor) {
				equal(w, "link", w.useLink(linkIn(w.T, w.forget(login, address)), newPassword), "done")
			}, true},
			"signed out elsewhere": {func(w *world, by Actor) {
				w.session(login)
				w.must(w.s.EndOtherSessions(w.Context(), by))
			}, true},
			"signed out by others": {func(w *world, by Actor) {
				if by.Kind == KindAccount {
					w.must(w.s.EndAccountSessions(w.Context(), w.as("Root"), by.AccountID))
				} else {
					w.must(w.s.EndUserSessions(w.Context(), w.as("Acme"), by.AccountID, by.UserID))
				}
			}, true},
			"the first factor": {func(w *world, by Actor) { w.setUpCode(by.Name()) }, true},
			"reset factors": {func(w *world, by Actor) {
				w.setUpCode(by.Name())
				w.must(w.s.ResetFactorsNow(w.Context(), TheOperator(), by.AccountName, by.UserName))
			}, true},
			"signed out": {func(w *world, by Actor) {
				w.must(w.s.EndSession(w.Context(), by, must(w.s.Sessions(w.Context(), by))(w)[0].ID))
			}, false},
		} {
			w := newToldWorld(t)
			w.s.dummyHash = passwordHash()
			_, known := w.signedInFrom("paul @ Acme", firefox, address, "")
			by, known := w.signedInFrom(login, firefox, address, known)
			c.do(w, by)
			equal(t, login+", "+what+": known", w.isKnown(login, known), !c.forgets)
			equal(t, login+", "+what+": the other login", w.isKnown("paul @ Acme", known), true)
			equal(t, login+", "+what+": stays", w.isKnown(login, must(w.s.RememberBrowser(t.Context(), by, known))(w)), true)
			wrong := credentials(login, "wrong", address)
			wrong.Known = known
			equal(t, login+", "+what, outcome(second(w.signIn(wrong))), ErrSignIn)
			equal(t, login+", "+what+": counted", must(w.s.WrongPasswords(t.Context(), w.as(login)))(w).Times == 1, c.forgets)
		}
	}
}

// A browser that signed in with a second factor is forgotten when one is removed, because someone
// else may have it, and not when another one is added.
func TestARemovedFactorForgetsBrowsers(t *testing.T) {
	w := newPasskeyWorld(t)
	code, _ := w.setUpCode("sue @ Acme")
	known := must(w.secondStep(code(0)))(w).Known
	w.addPasskey("sue @ Acme")
	equal(t, "another factor", w.isKnown("sue @ Acme", known), true)
	w.must(w.s.RemoveCode(t.Context(), w.as("sue @ Acme")))
	equal(t, "one removed", w.isKnown("sue @ Acme", known), false)
}

// Whoever must choose a new password at sign-in has no new browser by that.
func TestANewPasswordAtSignInKeepsItsBrowser(t *testing.T) {
	w := newToldWorld(t)
	_, known := w.signedInFrom("sue @ Acme", firefox, address, "")
	_, other := w.signedInFrom("sue @ Acme", chrome, address, "")
	w.clock = w.clock.Add(48 * time.Hour)
	w.write(func(q *db.Queries) error {
		return q.SetUserPasswordKnown(t.Context(), db.SetUserPasswordKnownParams{PasswordKnown: passwordKnownByMany, ID: userID("sue @ Acme")})
	})
	mails := w.told(func() {
		c := credentials("sue @ Acme", password, address)
		c.Browser, c.Known = firefox, known
		half := must(w.s.SignIn(t.Context(), c, nil))(w)
		equal(t, "step", half.Step, StepPassword)
		known = must(w.s.ChooseNewPassword(t.Context(), half.Half, c.Client, newPassword, anyToken))(w).Known
	})
	equal(t, "mails", mails, []string{"sue@acme: PASSWORD_CHANGED sue @ Acme by sue @ Acme"})
	equal(t, "known", []bool{w.isKnown("sue @ Acme", known), w.isKnown("sue @ Acme", other)}, []bool{true, false})
}
