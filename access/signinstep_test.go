package access

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/db"
)

var errWrong = errors.New("wrong")

// needsSecond makes a login need a second factor, and returns how it proves one.
func (w *world) needsSecond(login string) func(context.Context, Half) (proving, error) {
	w.Helper()
	by := w.as(login)
	w.write(func(q *db.Queries) error {
		return q.InsertPasskey(w.Context(), db.InsertPasskeyParams{
			ID: "pky_" + rand.Text(), AccountID: by.AccountID, UserID: db.NullText(by.UserID), CredentialID: []byte(rand.Text()), Credential: "{}", Name: "phone",
		})
	})
	return func(context.Context, Half) (proving, error) {
		return proving{proof: ProofPasskey, passkey: "phone"}, nil
	}
}

// arrive signs in by password. token is that of the session, if there is one.
func (w *world) arrive(login string) (a Arrival, token string) {
	w.Helper()
	a = must(w.s.SignIn(w.Context(), credentials(login, password, address), newToken(&token)))(w)
	return a, token
}

func newToken(token *string) func() (string, error) {
	return func() (string, error) {
		*token = rand.Text()
		return *token, nil
	}
}

func TestASecondFactorIsTheSecondStep(t *testing.T) {
	for _, login := range []string{"sue @ Acme", "Acme"} {
		w := newWorld(t)
		right := w.needsSecond(login)
		half, token := w.arrive(login)
		equal(t, "half", []any{half.Step, token, half.Half != ""}, []any{StepSecond, "", true})
		equal(t, "half is no session", outcome(second(w.s.Authenticate(t.Context(), half.Half, address))), "not found")
		h := must(w.s.HalfSignedIn(t.Context(), half.Half))(w)
		equal(t, "who", []any{h.Name(), h.Step, h.Factors}, []any{login, StepSecond, Factors{Passkey: true}})
		done := must(w.s.goOn(t.Context(), half.Half, Client{Address: address}, right, newToken(&token)))(w)
		equal(t, "whole", []any{done.Step, done.Half, done.Known != ""}, []any{StepDone, "", true})
		by := must(w.s.Authenticate(t.Context(), token, address))(w)
		equal(t, "proved", []any{by.Name(), by.Proofs, by.Proved}, []any{login, Proofs{[]Proof{ProofPassword, ProofPasskey}, "phone"}, w.clock})
		equal(t, "again", outcome(second(w.s.goOn(t.Context(), half.Half, Client{}, right, newToken(&token)))), "not found")
		last := w.entries(0)
		equal(t, "recorded", each(last[len(last)-2:], func(e db.RecordEntry) string { return e.Action + e.After }),
			`[session.begun{"proof":"PASSWORD"} session.started{"passkey":"phone","proof":"PASSWORD PASSKEY"}]`)
	}
}

// What ends a half sign-in leaves nothing to go on with.
func TestAHalfSignInEnds(t *testing.T) {
	for what, end := range map[string]func(w *world, half string){
		"late": func(w *world, _ string) { w.clock = w.clock.Add(HalfLifetime) },
		"another": func(w *world, _ string) {
			w.must(w.s.ChangeOwnPassword(w.Context(), w.as("Acme"), password, "several other garden words", anyToken))
		},
		"disabled":    func(w *world, _ string) { w.must(w.s.SetAccountLogin(w.Context(), w.as("Root"), "Acme", false)) },
		"many tries":  func(w *world, half string) { w.wrongSeconds(half, halfTries) },
		"not at all":  func(*world, string) {},
		"a few tries": func(w *world, half string) { w.wrongSeconds(half, halfTries-1) },
	} {
		w := newWorld(t)
		right := w.needsSecond("Acme")
		a, token := w.arrive("Acme")
		end(w, a.Half)
		want := "not found"
		if what == "not at all" || what == "a few tries" {
			want = "done"
		}
		equal(t, what, outcome(second(w.s.goOn(t.Context(), a.Half, Client{Address: address}, right, newToken(&token)))), want)
		equal(t, what+": a session", token != "", want == "done")
	}
}

func (w *world) wrongSeconds(half string, times int) {
	w.Helper()
	for range times {
		_, err := w.s.goOn(w.Context(), half, Client{Address: address}, func(context.Context, Half) (proving, error) { return proving{proof: ProofCode}, errWrong }, nil)
		if !errors.Is(err, errWrong) {
			w.Fatal(err)
		}
	}
}

// Wrong second factors count for the login, however often its password is typed in between.
func TestWrongSecondFactorsOfALoginWait(t *testing.T) {
	w := newWorld(t)
	w.needsSecond("Acme")
	for range freeTries / halfTries {
		a, _ := w.arrive("Acme")
		w.wrongSeconds(a.Half, halfTries)
	}
	a, token := w.arrive("Acme")
	right := func(context.Context, Half) (proving, error) { return proving{proof: ProofCode}, nil }
	equal(t, "one more", outcome(second(w.s.goOn(t.Context(), a.Half, Client{Address: address}, right, newToken(&token)))), "too many tries")
	w.clock = w.clock.Add(firstWait)
	equal(t, "later", outcome(second(w.s.goOn(t.Context(), a.Half, Client{Address: address}, right, newToken(&token)))), "done")
	refused := slices.DeleteFunc(w.entries(0), func(e db.RecordEntry) bool { return e.Action != string(SignInFailed) })
	equal(t, "recorded", strings.HasPrefix(refused[0].After, `{"proof":"CODE"`), true)
}

// A proof that is used up meanwhile undoes the step.
func TestAProofIsUsedUpInsideTheStep(t *testing.T) {
	w := newWorld(t)
	w.needsSecond("Acme")
	a, token := w.arrive("Acme")
	used := func(context.Context, Half) (proving, error) {
		return proving{proof: ProofCode, use: func(context.Context, *tx) error { return errWrong }}, nil
	}
	_, err := w.s.goOn(t.Context(), a.Half, Client{Address: address}, used, newToken(&token))
	equal(t, "used up", err, errWrong)
	equal(t, "no session", outcome(second(w.s.Authenticate(t.Context(), token, address))), "not found")
	equal(t, "still half", outcome(second(w.s.HalfSignedIn(t.Context(), a.Half))), "done")
}

// Of two who add the first second factor at the same time, the later one is not let in by theirs:
// now there is one that they have to prove.
func TestTheFirstSecondFactorIsAddedOnce(t *testing.T) {
	w := newWorld(t)
	w.required()
	add := func(half string, meanwhile func()) (Arrival, error) {
		return w.s.addFactor(t.Context(), half, Client{Address: address}, func(h Half) (proving, error) {
			meanwhile()
			return proving{proof: ProofPasskey, use: func(ctx context.Context, q *tx) error {
				return q.InsertPasskey(ctx, db.InsertPasskeyParams{ID: "pky_" + rand.Text(), AccountID: h.accountID, CredentialID: []byte(rand.Text()), Name: "phone"})
			}}, nil
		}, newToken(new(string)))
	}
	owner, _ := w.arrive("Vendor")
	thief, _ := w.arrive("Vendor")
	_, err := add(thief.Half, func() { equal(t, "the owner", must(add(owner.Half, func() {}))(w).Step, StepDone) })
	equal(t, "the thief", outcome(err), "not found")
	equal(t, "passkeys", len(must(w.store.Read.ListPasskeys(t.Context(), db.ListPasskeysParams{AccountID: "acc_Vendor"}))(w)), 1)
	equal(t, "the thief's next step", must(w.s.HalfSignedIn(t.Context(), thief.Half))(w).Step, StepSecond)
}

// A password that is changed while it is checked signs nobody in any more: its thief would
// otherwise only have to try all the time.
func TestAPasswordThatIsChangedMeanwhileSignsNobodyIn(t *testing.T) {
	w := newWorld(t)
	asked := 0
	w.s.clock.machine = func() time.Time {
		if asked++; asked == 2 { // the first time is before the password is compared
			w.write(func(q *db.Queries) error {
				return q.UpdateAccountPassword(t.Context(), db.UpdateAccountPasswordParams{ID: "acc_Acme", PasswordHash: w.s.dummyHash})
			})
		}
		return w.clock
	}
	_, err := w.s.SignIn(t.Context(), credentials("Acme", password, address), anyToken)
	equal(t, "the old password", []any{outcome(err), asked >= 2}, []any{ErrSignIn.Error(), true})
}
