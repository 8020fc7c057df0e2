package access

import (
	"crypto/rand"
	"testing"
	"time"

	"latchkey/db"
)

// start starts a server on the world, with the keys of another one.
func (w *world) start(keys *world) {
	w.Helper()
	s := must(New(w.store, Config{Now: w.Now, Random: rand.Reader, Signer: keys.s.signer, FactorKeys: keys.s.factorKeys}))(w)
	s.passkeys = keys.s.passkeys
	w.s = s
}

// Nothing that someone had begun when the backup was made, or could still use then, gets anybody in
// after the restore, even if the key stays: it may have been used or taken back in what was lost.
func TestNothingHalfDoneOutlivesARestore(t *testing.T) {
	w := newToldWorld(t)
	w.must(w.s.EnablePasskeys(passkeyPage))
	w.must(w.s.BeginKey(t.Context(), false))
	device := w.addPasskey("paul @ Acme")
	codeAt, _ := w.setUpCode("sue @ Acme")
	half, _ := w.arrive("sue @ Acme")
	arrived, _ := w.arrive("bea @ Borealis")
	knows := func(w *world) bool {
		l := must(findLogin(t.Context(), w.store.Read, credentials("bea @ Borealis", "", address), w.clock))(w)
		return w.s.knownBrowser(arrived.Known, l, w.clock) != ""
	}
	equal(t, "a known browser", knows(w), true)
	w.must(w.s.BeginCode(t.Context(), w.as("bea @ Borealis")))
	w.sent()
	link := linkIn(t, w.forget("Acme", address))
	forgets := credentials("bea @ Borealis", "", address)
	w.must(w.s.ForgotPassword(t.Context(), forgets))
	answer := device.Sign(w.signInOptions())

	b := w.backup()
	w.must(third(w.byPasskey(answer)))
	w.must(second(w.secondStep(codeAt(1))))
	b.clock = w.clock
	report := must(b.s.Restore(t.Context(), Restore{File: "backup.db", Sum: "aa", Key: w.s.signer, KeepKey: true}))(w)
	equal(t, "the key stays", report.KeyKept, true)

	b.start(w)
	var token string
	client := Client{Address: address}
	equal(t, "the half sign-in", outcome(second(b.s.SignInWithCode(t.Context(), half.Half, codeAt(0), client, newToken(&token)))), "not found")
	for _, steps := range []int64{-1, 0, 1} {
		equal(t, "a code of that time", outcome(second(b.secondStep(codeAt(steps)))), "invalid code")
	}
	equal(t, "the answer of a passkey", outcome(third(b.byPasskey(answer))), ErrSignIn.Error())
	equal(t, "a known browser, later", knows(b), false)
	equal(t, "the link", outcome(third(b.s.PasswordLink(t.Context(), link))), "not found")
	equal(t, "the codes that were set up", db.IsNotFound(second(b.store.Read.GetCode(t.Context(), "usr_bea"))), true)
	equal(t, "what was forgotten", len(must(b.store.Read.ListForgotten(t.Context(), 10))(w)), 0)

	w.clock = w.clock.Add(time.Millisecond)
	b.clock = w.clock
	equal(t, "a new answer", outcome(third(b.byPasskey(device.Sign(b.signInOptions())))), "done")
	w.clock = w.clock.Add((2*codeDrift + 1) * codeStep)
	b.clock = w.clock
	equal(t, "a later code", outcome(second(b.secondStep(codeAt(0)))), "done")
}

// Whoever got a new password after the backup has the old one again, however they got the new one.
func TestOldPasswordsThatARestoreBringsBack(t *testing.T) {
	_, _, report := restored(t, func(w *world) { w.enableMail() }, func(w *world) {
		equal(t, "by a link", w.useLink(linkIn(t, w.forget("sue @ Acme", address)), newPassword), "done")
		w.must(w.s.SetAccountPassword(t.Context(), TheOperator(), "Acme", newPassword))
		w.link("Acme", "paul @ Acme")
		w.must(w.s.ChangeOwnPassword(t.Context(), w.as("bea @ Borealis"), password, newPassword, func() (string, error) { return "token", nil }))
		_, link, err := w.s.CreateUser(t.Context(), w.as("Acme"), "acc_Acme", NewUser{Name: "anew"})
		w.must(err)
		w.must(second(w.s.UseSetupLink(t.Context(), Nobody(address), link, password, "")))
	}, known)
	equal(t, "old passwords", report.Passwords, "[sue @ Acme Acme paul @ Acme bea @ Borealis]")
}
