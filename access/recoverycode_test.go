package access

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"latchkey/access/passkeytest"
)

func (w *world) recover(code string) string {
	w.Helper()
	half, token := w.arrive("sue @ Acme")
	return outcome(second(w.s.SignInWithRecoveryCode(w.Context(), half.Half, code, Client{Address: address}, newToken(&token))))
}

func TestRecoveryCodes(t *testing.T) {
	w := newWorld(t)
	_, codes := w.setUpCode("sue @ Acme")
	equal(t, "how many", len(slices.Compact(slices.Sorted(slices.Values(codes)))), RecoveryCodes)
	equal(t, "how they look", regexp.MustCompile(`^[A-Z2-7]{4}(-[A-Z2-7]{4}){5}$`).MatchString(codes[0]), true)
	lines := w.recorded(func() { equal(t, "as shown", w.recover(codes[0]), "done") })
	equal(t, "recorded", slices.Contains(lines, "sue @ Acme: factor.recovery_used: sue"), true)
	equal(t, "again", w.recover(codes[0]), "invalid recovery_code")
	equal(t, "small, without dashes", w.recover(strings.ToLower(strings.ReplaceAll(codes[1], "-", ""))), "done")
	equal(t, "with spaces", w.recover(" "+strings.ReplaceAll(codes[2], "-", " ")+" "), "done")
	equal(t, "with digits for letters", w.recover(strings.NewReplacer("O", "0", "I", "1", "B", "8").Replace(codes[3])), "done")
	equal(t, "a part", w.recover(codes[4][:14]), "invalid recovery_code")
	equal(t, "left", must(w.s.OwnFactors(t.Context(), w.as("sue @ Acme")))(w).RecoveryCodes, RecoveryCodes-4)

	_, others := w.setUpCode("paul @ Acme")
	equal(t, "another login's", w.recover(others[0]), "invalid recovery_code")

	anew := must(w.s.NewRecoveryCodes(t.Context(), w.as("sue @ Acme")))(w)
	equal(t, "of before", w.recover(codes[5]), "invalid recovery_code")
	equal(t, "new", w.recover(anew[0]), "done")
	equal(t, "without a second factor", outcome(second(w.s.NewRecoveryCodes(t.Context(), w.as("bea @ Borealis")))), "conflict")
}

// Two who have both found a recovery code right cannot both use it.
func TestARecoveryCodeWorksOnce(t *testing.T) {
	w := newWorld(t)
	_, codes := w.setUpCode("sue @ Acme")
	l := w.as("sue @ Acme").login()
	one, two := must(w.s.checkRecoveryCode(t.Context(), l, codes[0]))(w), must(w.s.checkRecoveryCode(t.Context(), l, codes[0]))(w)
	used := func(p proving) string {
		return outcome(w.s.write(t.Context(), w.as("sue @ Acme"), w.clock, func(t *tx) error { return p.use(w.Context(), t) }))
	}
	equal(t, "used", []string{used(one), used(two)}, []string{"done", "invalid recovery_code"})
	equal(t, "left", must(w.s.OwnFactors(t.Context(), w.as("sue @ Acme")))(w).RecoveryCodes, RecoveryCodes-1)
}

// The login hears of its codes, and of each recovery code that was used: how many are left, and
// from which browser.
func TestTheLoginHearsOfItsCodes(t *testing.T) {
	w := newToldWorld(t)
	var codes []string
	told := w.told(func() { _, codes = w.setUpCode("sue @ Acme") })
	equal(t, "set up", told, []string{"sue@acme: CODES_ADDED sue @ Acme by sue @ Acme"})
	told = w.told(func() { w.must(second(w.s.NewRecoveryCodes(t.Context(), w.as("sue @ Acme")))) })
	equal(t, "made anew", told, []string{"sue@acme: RECOVERY_CODES_MADE sue @ Acme by sue @ Acme"})
	equal(t, "removed", w.told(func() { w.must(w.s.RemoveCode(t.Context(), w.as("sue @ Acme"))) }), []string{"sue@acme: CODES_REMOVED sue @ Acme by sue @ Acme"})

	_, codes = w.setUpCode("sue @ Acme")
	var news []SecurityNews
	w.s.letters = func(l Letter) Written {
		if l.Login.Security.Event == SecurityRecoveryUsed {
			news = append(news, *l.Login.Security)
		}
		return Written{Subject: "news", Body: "news"}
	}
	half, token := w.arrive("sue @ Acme")
	w.must(second(w.s.SignInWithRecoveryCode(w.Context(), half.Half, codes[0], Client{Address: address, Browser: firefox}, newToken(&token))))
	equal(t, "used", news, []SecurityNews{{Event: SecurityRecoveryUsed, Left: RecoveryCodes - 1, Browser: firefox, Address: address}})
}

// Recovery codes come with the first second factor, whichever it is, and go with the last.
func TestRecoveryCodesComeWithTheFirstFactor(t *testing.T) {
	w := newWorld(t)
	w.must(w.s.EnablePasskeys(passkeyPage))
	sue := w.as("sue @ Acme")
	add := func() []string {
		options := must(w.s.NewPasskeyOptions(t.Context(), sue))(w)
		return must(w.s.AddPasskey(t.Context(), sue, newPasskey(passkeytest.New(passkeyPage).Register(options))))(w)
	}
	left := func() int64 { return must(w.s.OwnFactors(t.Context(), sue))(w).RecoveryCodes }
	equal(t, "with the first", len(add()), RecoveryCodes)
	equal(t, "with the second", len(add()), 0)
	_, more := w.setUpCode("sue @ Acme")
	equal(t, "with codes too", len(more), 0)
	for _, p := range must(w.s.Passkeys(t.Context(), sue))(w) {
		w.must(w.s.RemovePasskey(t.Context(), sue, p.ID))
	}
	equal(t, "without passkeys", left(), RecoveryCodes)
	w.must(w.s.RemoveCode(t.Context(), sue))
	equal(t, "without any", left(), 0)
}
