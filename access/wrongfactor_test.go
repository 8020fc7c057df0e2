package access

import (
	"testing"
	"time"
)

// wrongCodes is a stranger who knows sue's password and guesses her codes until they have to wait.
func (w *world) wrongCodes() {
	w.Helper()
	for range freeTries / halfTries {
		half, _ := w.arrive("sue @ Acme")
		for range halfTries {
			_, err := w.s.SignInWithCode(w.Context(), half.Half, "000000", Client{Address: "203.0.113.9"}, nil)
			equal(w, "a guess", outcome(err), "invalid code")
		}
	}
}

// Whoever knows only the password cannot keep the owner out of the second step in a known browser,
// or of a fresh proof; elsewhere, a passkey still signs in. Each has its own count, and the right
// code of one does not reset that of strangers.
func TestWhoKnowsThePasswordLocksNobodyOut(t *testing.T) {
	w := newPasskeyWorld(t)
	code, _ := w.setUpCode("sue @ Acme")
	device := w.addPasskey("sue @ Acme")
	known := must(w.secondStep(code(0)))(w).Known
	owner := w.as("sue @ Acme")
	second := func(known, code string) (Arrival, error) {
		c := credentials("sue @ Acme", password, address)
		c.Known = known
		half := must(w.s.SignIn(t.Context(), c, nil))(w)
		return w.s.SignInWithCode(t.Context(), half.Half, code, c.Client, anyToken)
	}
	stranger := func() string {
		_, err := second("", "000000")
		return outcome(err)
	}
	w.wrongCodes()
	equal(t, "a stranger", stranger(), "too many tries")
	w.clock = w.clock.Add(firstWait)
	equal(t, "a stranger later", stranger(), "invalid code")
	_, err := w.s.Prove(t.Context(), owner, TypedProof{Code: code(0)})
	equal(t, "the owner proves", outcome(err), "done")
	a, err := second(known, code(1))
	equal(t, "the owner in a known browser", []any{outcome(err), a.Step}, []any{"done", StepDone})
	equal(t, "a stranger then", stranger(), "too many tries")
	half, _ := w.arrive("sue @ Acme")
	for range halfTries - 1 {
		_, err := w.s.SecondPasskey(t.Context(), half.Half, "{}", Client{Address: address}, nil)
		equal(t, "a passkey is no guess", outcome(err), "invalid answer")
	}
	answer := device.Sign(must(w.s.SecondPasskeyOptions(t.Context(), half.Half))(w))
	_, err = w.s.SecondPasskey(t.Context(), half.Half, answer, Client{Address: address}, anyToken)
	equal(t, "a passkey elsewhere", outcome(err), "done")
	for range freeTries {
		_, err := w.s.Prove(t.Context(), owner, TypedProof{Code: "000000"})
		equal(t, "a guess in a session", outcome(err), "invalid proof_code")
	}
	_, err = w.s.Prove(t.Context(), owner, TypedProof{Code: "000000"})
	equal(t, "a session's own count", outcome(err), "too many tries")
}

// The tenth wrong second factor in a day is told by mail, once, wherever they were typed.
func TestWrongSecondFactorsAreOneMail(t *testing.T) {
	w := newToldWorld(t)
	w.setUpCode("sue @ Acme")
	by := w.as("sue @ Acme")
	wrong := func() { _, _ = w.s.Prove(t.Context(), by, TypedProof{Code: "000000"}) }
	equal(t, "nine", w.told(func() {
		for range tellWrong - 1 {
			wrong()
		}
	}), []string{})
	equal(t, "ten", w.told(w.wrongCodes), []string{"sue@acme: WRONG_SECOND_FACTORS sue @ Acme 10"})
	w.clock = w.clock.Add(setUpAgo)
	equal(t, "on the same day", w.told(wrong), []string{})
}

// Whoever knows the password and guesses codes from one hour to the next has few guesses in a day.
func TestGuessingCodesAllDayIsSlow(t *testing.T) {
	w := newWorld(t)
	w.setUpCode("sue @ Acme")
	guesses := 0
	for hour := range 48 {
		if hour == 24 {
			guesses = 0
		}
		for said := "invalid code"; said == "invalid code"; {
			half, _ := w.arrive("sue @ Acme")
			_, err := w.s.SignInWithCode(t.Context(), half.Half, "000000", Client{Address: address}, nil)
			if said = outcome(err); said == "invalid code" {
				guesses++
			}
		}
		w.clock = w.clock.Add(triesForgotten + time.Second)
	}
	if guesses < 20 || guesses > 40 {
		t.Errorf("%d guesses on the second day", guesses)
	}
}
