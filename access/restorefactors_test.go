package access

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/access/passkeytest"
	"latchkey/record"
)

// takenAway is a way to sign in that is taken away after the backup, and what the report of a
// restore says about it.
type takenAway struct {
	what  string
	setUp func(*world)
	act   func(*world)
	works func(*world) bool
	says  string
}

func takenWays(t *testing.T) []takenAway {
	var device *passkeytest.Device
	var codeAt func(int64) string
	var recovery []string
	passkey := func(w *world) { device = w.addPasskey("sue @ Acme") }
	codes := func(w *world) { codeAt, recovery = w.setUpCode("sue @ Acme") }
	byPasskey := func(w *world) bool { return third(w.byPasskey(device.Sign(w.signInOptions()))) == nil }
	byCode := func(w *world) bool {
		half, token := w.arrive("sue @ Acme")
		return half.Half != "" && second(w.s.SignInWithCode(w.Context(), half.Half, codeAt(0), Client{Address: address}, newToken(&token))) == nil
	}
	byRecovery := func(i int) func(w *world) bool {
		return func(w *world) bool { return w.recover(recovery[i]) == "done" }
	}
	remove := func(w *world) {
		w.must(w.s.RemovePasskey(t.Context(), w.as("sue @ Acme"), must(w.s.Passkeys(t.Context(), w.as("sue @ Acme")))(w)[0].ID))
	}
	reset := func(w *world) { w.must(w.s.ResetFactorsNow(t.Context(), TheOperator(), "Acme", "sue")) }
	move := func(by, to string) func(w *world) {
		return func(w *world) {
			w.must(w.s.UpdateUser(t.Context(), w.as(by), "acc_Acme", "usr_sue", UserData{Email: to, CurrentPassword: password}))
		}
	}
	asks := func(w *world) bool { w.sent(); return len(w.forget("sue @ Acme", address)) == 1 }
	confirm := func(w *world) { equal(w.T, "confirmed", w.confirm(w.askedToConfirm("sue @ Acme")), "done") }
	isConfirmed := func(w *world) bool { return w.verified("sue @ Acme") }
	return []takenAway{
		{"a passkey", passkey, remove, byPasskey, "factor.passkey_removed sue @ Acme phone: deleted AT sue @ Acme"},
		{"a passkey, reset", passkey, reset, byPasskey, "factor.passkey_removed sue @ Acme phone: deleted AT operator"},
		{"codes", codes, func(w *world) { w.must(w.s.RemoveCode(t.Context(), w.as("sue @ Acme"))) }, byCode, "factor.code_removed sue @ Acme: deleted AT sue @ Acme"},
		{"codes, reset", codes, reset, byCode, "factor.code_removed sue @ Acme: deleted AT operator"},
		{"the recovery codes of codes", codes, reset, byRecovery(0), "factor.recovery_removed sue @ Acme 10: deleted AT operator"},
		{"a recovery code", codes, func(w *world) { w.recover(recovery[0]) }, byRecovery(0), "factor.recovery_removed sue @ Acme 1: used AT sue @ Acme"},
		{"recovery codes", codes, func(w *world) { w.must(second(w.s.NewRecoveryCodes(t.Context(), w.as("sue @ Acme")))) }, byRecovery(0),
			"factor.recovery_removed sue @ Acme 10: replaced AT sue @ Acme"},
		{"an address", func(*world) {}, move("Acme", "sue@new.example"), asks, "user.changed sue @ Acme sue@acme: changed AT Acme"},
		{"an address, by its owner", func(*world) {}, move("sue @ Acme", "sue@new.example"), asks, "user.changed sue @ Acme sue@acme: changed AT sue @ Acme"},
		{"a confirmed address", confirm, move("Acme", "sue@new.example"), isConfirmed, "user.changed sue @ Acme sue@acme: changed AT Acme"},
		{"a confirmed address, which came back", confirm, func(w *world) {
			move("Acme", "sue@new.example")(w)
			move("Acme", "sue@acme")(w)
		}, isConfirmed, "user.changed sue @ Acme sue@acme: changed AT Acme"},
	}
}

func TestTakenWaysInStayTaken(t *testing.T) {
	for _, c := range takenWays(t) {
		for _, keep := range []bool{false, true} {
			r := known
			r.KeepAccess = keep
			var at string
			before, after, report := restored(t, func(w *world) {
				w.enableMail()
				w.must(w.s.EnablePasskeys(passkeyPage))
				c.setUp(w)
			}, func(w *world) { at = instantText(w.clock); c.act(w) }, r)
			got := strings.Join(each(slices.Concat(report.Factors, report.Emails), revivedText), "\n")
			if want := strings.Replace(c.says, "AT", at, 1); !strings.Contains(got, want) {
				t.Errorf("%s: the list is %q, want %q", c.what, got, want)
			}
			equal(t, c.what+": unchecked", len(report.Unchecked), 0)
			before.clock = before.clock.Add(setUpAgo)
			after.clock = before.clock
			after.s.links, after.s.letters = before.s.links, before.s.letters
			equal(t, fmt.Sprintf("%s, kept %t: works", c.what, keep), c.works(after), keep)
		}
	}
}

// lostEntries are the entries of a world that another one lacks, as an export has them.
func lostEntries(w, b *world) (lost []record.Entry) {
	for e, err := range (storedLog{w.Context(), w.store.Read}).Entries(int64(len(b.entries(0)))) {
		w.must(err)
		lost = append(lost, e)
	}
	return lost
}

// What an export shows of what is lost is taken away, even if the database is gone. Of the rest,
// the report names the logins: it must not take second factors away from everybody.
func TestWaysInWithoutTheReplacedDatabase(t *testing.T) {
	w := newToldWorld(t)
	w.must(w.s.EnablePasskeys(passkeyPage))
	w.must(w.s.BeginKey(t.Context(), false))
	device := w.addPasskey("paul @ Acme")
	w.setUpCode("paul @ Acme")
	_, recovery := w.setUpCode("sue @ Acme")
	w.setUpCode("Vendor")
	for _, known := range []bool{false, true} {
		b := w.backup()
		if known {
			w.must(w.s.RemoveCode(t.Context(), w.as("paul @ Acme")))
			w.must(w.s.RemoveCode(t.Context(), w.as("Vendor")))
			w.addPasskey("bea @ Borealis")
			equal(t, "used", w.recover(recovery[0]), "done")
			w.must(w.s.UpdateUser(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul", UserData{Email: "paul@new.example"}))
		}
		report := must(b.s.Restore(t.Context(), Restore{File: "backup.db", Sum: "aa", Exported: lostEntries(w, b)}))(w)
		for login, want := range map[string]Factors{
			"paul @ Acme": {Passkey: true, Code: !known, RecoveryCodes: RecoveryCodes}, "sue @ Acme": {Code: true, RecoveryCodes: RecoveryCodes},
			"Vendor": {Code: true, RecoveryCodes: RecoveryCodes},
		} {
			if known && login == "sue @ Acme" {
				want.RecoveryCodes = 0 // nobody knows which was used
			} else if known && login == "Vendor" {
				want = Factors{}
			}
			equal(t, login, must(factors(t.Context(), b.store.Read, b.as(login).login()))(w), want)
		}
		unchecked, bare, emails := "[paul @ Acme sue @ Acme Vendor]", "[]", 0
		if known {
			unchecked, bare, emails = "[paul @ Acme sue @ Acme]", "[Vendor bea @ Borealis]", 1
		}
		equal(t, "unchecked, bare, addresses", []any{report.Unchecked, report.Bare, len(report.Emails)}, fmt.Sprintf("[%s %s %d]", unchecked, bare, emails))
		w.clock = w.clock.Add(time.Second)
		b.clock = w.clock
		_, _, err := b.byPasskey(device.Sign(b.signInOptions()))
		equal(t, "a passkey that nobody removed", outcome(err), "done")
	}
}

// A copy of a passkey that was made before the backup counts on from there, and the passkey itself
// from where it was.
func TestACopiedPasskeyDoesNotCountOnFromABackup(t *testing.T) {
	var device *passkeytest.Device
	before, after, _ := restored(t, func(w *world) {
		w.must(w.s.EnablePasskeys(passkeyPage))
		device = w.addPasskey("sue @ Acme")
	}, func(w *world) {
		for range 3 {
			w.must(third(w.byPasskey(device.Sign(w.signInOptions()))))
		}
	}, known)
	before.clock = before.clock.Add(time.Second)
	after.clock = before.clock
	copied := *device
	copied.Counter = 1
	equal(t, "the copy", outcome(third(after.byPasskey(copied.Sign(after.signInOptions())))), ErrSignIn.Error())
	equal(t, "the passkey", outcome(third(after.byPasskey(device.Sign(after.signInOptions())))), "done")
}

// A second restore of the same backup takes away what the first one did.
func TestWaysInStayTakenHoweverOftenABackupIsRestored(t *testing.T) {
	w := newToldWorld(t)
	w.must(w.s.BeginKey(t.Context(), false))
	_, recovery := w.setUpCode("sue @ Acme")
	first, again := w.backup(), w.backup()
	equal(t, "used", w.recover(recovery[0]), "done")
	w.must(w.s.UpdateUser(t.Context(), w.as("Acme"), "acc_Acme", "usr_sue", UserData{Email: "sue@new.example"}))
	for i, b := range []*world{first, again} {
		b.clock = w.clock
		report := must(b.s.Restore(t.Context(), known.of(w)))(w)
		equal(t, fmt.Sprint("restore ", i), strings.Join(each(slices.Concat(report.Factors, report.Emails), func(r Revived) string { return fmt.Sprint(r.Action, r.Taken) }), " "),
			"factor.recovery_removed[1] user.changed[sue@acme]")
		w = b
	}
}
