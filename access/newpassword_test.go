package access

import (
	"context"
	"testing"
	"time"

	"latchkey/db"
)

const newPassword = "otter velvet quarry lantern"

func daysOf(n int) time.Duration { return time.Duration(n) * 24 * time.Hour }

// expireAfter makes the passwords of an account, all set now, expire.
func (w *world) expireAfter(account string, days int64) {
	w.Helper()
	w.write(func(q *db.Queries) error {
		for _, login := range []string{"sue", "paul"} {
			w.must(q.UpdateUserPassword(w.Context(), db.UpdateUserPasswordParams{PasswordHash: passwordHash(), UpdatedAt: db.Millis(w.clock), ID: "usr_" + login}))
		}
		w.must(q.UpdateAccountPassword(w.Context(), db.UpdateAccountPasswordParams{PasswordHash: passwordHash(), UpdatedAt: db.Millis(w.clock), ID: accountID(account)}))
		return q.UpdateAccountPasswordDays(w.Context(), db.UpdateAccountPasswordDaysParams{PasswordDays: days, UpdatedAt: db.Millis(w.clock), ID: accountID(account)})
	})
}

// An expired password leads through a new one, and locks nobody out.
func TestAnExpiredPasswordLeadsToANewOne(t *testing.T) {
	for login, changed := range map[string]string{
		"sue @ Acme": "[sue @ Acme: user.password_changed: sue sue @ Acme: session.started: Acme]",
		"Acme":       "[Acme: account.password_changed: Acme Acme: session.started: Acme]",
	} {
		w := newWorld(t)
		w.expireAfter("Acme", 90)
		for _, c := range []struct {
			days int64
			late time.Duration
			want SignInStep
		}{{90, -time.Millisecond, StepDone}, {90, 0, StepPassword}, {90, time.Hour, StepPassword}, {0, time.Hour, StepDone}} {
			w.write(func(q *db.Queries) error {
				return q.UpdateAccountPasswordDays(t.Context(), db.UpdateAccountPasswordDaysParams{PasswordDays: c.days, ID: "acc_Acme"})
			})
			w.anew(start.Add(daysOf(90) + c.late))
			a, _ := w.arrive(login)
			equal(t, login+": next", a.Step, c.want)
		}
		w.expireAfter("Acme", 90)
		w.clock = w.clock.Add(daysOf(90))
		before := w.as(login)
		half, token := w.arrive(login)
		h := must(w.s.HalfSignedIn(t.Context(), half.Half))(w)
		equal(t, "no session yet", []any{token, h.Step, h.PasswordKnown()}, []any{"", StepPassword, false})
		choose := func(password string) (Arrival, error) {
			return w.s.ChooseNewPassword(t.Context(), half.Half, Client{Address: address}, password, newToken(&token))
		}
		equal(t, "weak", outcome(second(choose("12345"))), "invalid new_password")
		equal(t, "the same", outcome(second(choose(password))), "invalid new_password")
		var done Arrival
		lines := w.recorded(func() { done = must(choose(newPassword))(w) })
		equal(t, "signed in", []any{done.Step, second(w.s.Authenticate(t.Context(), token, address))}, []any{StepDone, nil})
		equal(t, "recorded", lines, changed)
		equal(t, "other sessions", outcome(second(w.s.Authenticate(t.Context(), w.sessions[login], before.Address))), "not found")
		equal(t, "once", outcome(second(choose("several other garden words"))), "not found")
		equal(t, "the old one", outcome(second(w.s.SignIn(t.Context(), credentials(login, password, address), newToken(&token)))), ErrSignIn.Error())
		again := must(w.s.SignIn(t.Context(), credentials(login, newPassword, address), newToken(&token)))(w)
		equal(t, "the new one", again.Step, StepDone)
	}
}

// The second factor comes first: who knows only an expired password cannot change it.
func TestTheSecondFactorComesBeforeANewPassword(t *testing.T) {
	w := newWorld(t)
	w.expireAfter("Acme", 1)
	w.clock = w.clock.Add(daysOf(1))
	right := w.needsSecond("sue @ Acme")
	half, token := w.arrive("sue @ Acme")
	equal(t, "first", half.Step, StepSecond)
	choose := func() (Arrival, error) {
		return w.s.ChooseNewPassword(t.Context(), half.Half, Client{Address: address}, newPassword, newToken(&token))
	}
	equal(t, "too early", outcome(second(choose())), "not found")
	then := must(w.s.goOn(t.Context(), half.Half, Client{Address: address}, right, newToken(&token)))(w)
	equal(t, "then", []any{then.Step, then.Half, token}, []any{StepPassword, half.Half, ""})
	equal(t, "done", must(choose())(w).Step, StepDone)
	by := must(w.s.Authenticate(t.Context(), token, address))(w)
	equal(t, "proved", by.Proofs.List, []Proof{ProofPassword, ProofPasskey})
}

// A password that others know still signs in, to a new one.
func TestAKnownPasswordIsChangedAtSignIn(t *testing.T) {
	for _, login := range []string{"sue @ Acme", "Acme"} {
		w := newWorld(t)
		w.s.isKnown = func(p string) bool { return p == password }
		half, token := w.arrive(login)
		h := must(w.s.HalfSignedIn(t.Context(), half.Half))(w)
		equal(t, "known", []any{half.Step, token, h.PasswordKnown()}, []any{StepPassword, "", true})
		w.s.isKnown = func(string) bool { return false }
		again, _ := w.arrive(login)
		equal(t, "stays known", again.Step, StepPassword)
		w.must(second(w.s.ChooseNewPassword(t.Context(), again.Half, Client{Address: address}, newPassword, newToken(&token))))
		by := must(w.s.Authenticate(t.Context(), token, address))(w)
		equal(t, "signed in", by.Name(), login)
	}
}

// A password that is changed while it is being checked signs nobody in.
func TestAPasswordChangedMeanwhileSignsNobodyIn(t *testing.T) {
	w := newWorld(t)
	_, err := w.s.SignIn(t.Context(), credentials("Acme", password, address), func() (string, error) {
		return "token", w.s.SetAccountPassword(context.WithoutCancel(t.Context()), TheOperator(), "Acme", newPassword)
	})
	equal(t, "answer", err, ErrSignIn)
	equal(t, "no session", outcome(second(w.s.Authenticate(t.Context(), "token", address))), "not found")
}
