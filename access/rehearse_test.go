package access

import "testing"

// Someone who only looks at a form again makes no try with a password, however often, and what is
// not recorded is not counted either.
func TestRehearsingCountsNoTries(t *testing.T) {
	w := newWorld(t)
	for _, login := range []string{"Acme", "sue @ Acme"} {
		a := w.as(login)
		for range 3 * freeTries {
			equal(t, login+" rehearses", outcome(w.s.ChangeOwnPassword(t.Context(), a.Rehearse(), "wrong", "x", anyToken)), "invalid ")
			equal(t, login+" rehearses an e-mail address", outcome(w.rehearsedMail(a)), "invalid ")
		}
		equal(t, login, outcome(w.s.ChangeOwnPassword(t.Context(), a, password, "five other unrelated cellar words", anyToken)), "done")
	}
}

func (w *world) rehearsedMail(a Actor) error {
	if a.Kind == KindAccount {
		return w.s.UpdateAccount(w.Context(), a.Rehearse(), a.AccountID, AccountDetails{Email: "new@acme", CurrentPassword: "wrong"})
	}
	return w.s.UpdateUser(w.Context(), a.Rehearse(), a.AccountID, a.UserID, UserData{Email: "new@acme", CurrentPassword: "wrong"})
}
