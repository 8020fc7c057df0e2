package access

import "testing"

// setUp uses a new set-up link of paul's as a browser does. token is that of the session, if there
// is one.
func (w *world) setUp() (a Arrival, token string) {
	w.Helper()
	_, link, err := w.s.MakeSetupLink(w.Context(), w.as("Acme"), "acc_Acme", "usr_paul")
	w.must(err)
	_, a, err = w.s.SetUpAndSignIn(w.Context(), Nobody(address), link, newPassword, "", "", Client{Address: address}, newToken(&token))
	w.must(err)
	return a, token
}

// Whoever sets up a login is signed in as by the password, and as far as that takes them.
func TestWhoSetsUpALoginIsSignedIn(t *testing.T) {
	const paul = "paul @ Acme"
	for what, c := range map[string]struct {
		before func(*world)
		want   SignInStep
	}{
		"nothing else":        {func(*world) {}, StepDone},
		"has a second factor": {func(w *world) { w.needsSecond(paul) }, StepSecond},
		"must add a second factor": {func(w *world) {
			w.required()
			w.must(w.s.SetAccountRoles(w.Context(), w.as("Root"), "acc_Acme", []Role{Support}))
		}, StepAdd},
		"signs in only by a provider": {func(w *world) {
			w.provide()
			w.must(w.setProvider(func(f *IdentityProviderForm) { f.Required = true }))
		}, ""},
		"had a session, and loses it": {func(w *world) { w.as(paul) }, StepDone},
	} {
		w := newPasskeyWorld(t)
		c.before(w)
		had := w.sessions[paul]
		var a Arrival
		var token string
		a, token = w.setUp()
		equal(t, what, []any{a.Step, token != "", a.Half != ""}, []any{c.want, c.want == StepDone, c.want == StepSecond || c.want == StepAdd})
		equal(t, what+": had", outcome(second(w.s.Authenticate(t.Context(), had, address))), "not found")
		last := w.entries(0)[len(w.entries(0))-1].Action
		equal(t, what+": recorded", last, map[SignInStep]string{StepDone: string(SignedIn), StepSecond: string(SignInBegun), StepAdd: string(SignInBegun), "": string(PasswordSetUp)}[c.want])
		if c.want == StepDone {
			by := must(w.s.Authenticate(t.Context(), token, address))(w)
			equal(t, what+": proved", []any{by.Name(), by.Proofs.List, by.Proved}, []any{paul, []Proof{ProofPassword}, w.clock})
		}
	}
}

// The first ADMINISTRATOR is signed in as, too: after adding a second factor, where one must.
func TestTheFirstAdministratorIsSignedIn(t *testing.T) {
	for required, want := range map[bool]SignInStep{true: StepAdd, false: StepDone} {
		w := newEmptyWorld(t)
		w.s.requireSecond = required
		var session string
		a, err := w.s.SetupAndSignIn(t.Context(), Nobody(address), w.offered(), newAccount, Client{Address: address}, newToken(&session))
		w.must(err)
		equal(t, "step", []any{a.Step, session != "", a.Half != ""}, []any{want, !required, required})
	}
}
