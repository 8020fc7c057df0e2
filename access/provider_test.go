package access

import (
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/db"
	"latchkey/idp"
	"latchkey/idp/idptest"
)

const redirectURI = "https://latchkey.test/login/callback"

// provide starts a provider, which Acme has not set yet.
func (w *world) provide() {
	w.Helper()
	w.provider = idptest.New(w.T, w.Now)
	w.s.EnableProviders(idp.Options{AllowPrivate: true})
}

// setProvider makes it that of Acme.
func (w *world) setProvider(change func(*IdentityProviderForm)) error {
	f := IdentityProviderForm{
		Name: "Acme ID", Issuer: w.provider.URL, ClientID: idptest.ClientID, ClientSecret: idptest.ClientSecret,
		SecondFactor: strings.Join(DefaultSecondFactor, " "), Enabled: true,
	}
	if change != nil {
		change(&f)
	}
	return w.s.SetIdentityProvider(w.Context(), w.as("Acme"), "acc_Acme", f)
}

func newProviderWorld(t *testing.T, change func(*IdentityProviderForm)) *world {
	t.Helper()
	w := newWorld(t)
	w.provide()
	w.must(w.setProvider(change))
	return w
}

func (w *world) atProvider() AtProvider {
	return AtProvider{Client: Client{Address: address}, RedirectURI: redirectURI, BrowserToken: w.browser}
}

// there is what the provider answers to someone who was sent there, and the state.
func (w *world) there(l Leaving, err error) (state string, a idp.Answer) {
	w.Helper()
	w.must(err)
	w.browser = l.BrowserToken
	q := must(url.Parse(w.provider.SignIn(w.T, l.URL)))(w).Query()
	return q.Get("state"), idp.Answer{Code: q.Get("code"), Issuer: q.Get("iss"), Error: q.Get("error")}
}

// back is what comes of it.
func (w *world) back(by Actor, l Leaving, err error) (Return, error) {
	w.Helper()
	state, answer := w.there(l, err)
	return w.s.Returned(w.Context(), by, w.atProvider(), state, answer, newToken(new(string)))
}

// signInThere signs somebody in for Acme who has a subject at the provider.
func (w *world) signInThere(subject string) (Return, error) {
	w.Helper()
	w.provider.Claims["sub"] = subject
	l, err := w.s.LeaveToSignIn(w.Context(), "acme", w.atProvider(), "/search")
	return w.back(Actor{}, l, err)
}

// linkTo links a login to a subject.
func (w *world) linkTo(login, subject string) error {
	w.provider.Claims["sub"] = subject
	l, err := w.s.LeaveToLink(w.Context(), w.as(login), w.atProvider())
	if err != nil {
		return err
	}
	return second(w.back(w.as(login), l, nil))
}

// whyNot is the code of the reason why something was refused, or what else came of it.
func whyNot(err error) string {
	var p *Problem
	if errors.As(err, &p) {
		return Code(p.Reason)
	}
	return outcome(err)
}

// A user links itself, and signs in by the provider from then on. Only issuer and subject say who
// it is, and the record says how it was proved.
func TestSignInByAProvider(t *testing.T) {
	w := newProviderWorld(t, nil)
	w.provider.Claims["preferred_username"], w.provider.Claims["email"] = "sue", "sue@acme.example"
	var err error
	lines := w.recorded(func() { _, err = w.signInThere("sue-1") })
	equal(t, "not linked", []any{whyNot(err), lines}, []any{"not_linked", []string{"nobody: session.refused: Acme"}})
	equal(t, "link", outcome(w.linkTo("sue @ Acme", "sue-1")), "done")
	equal(t, "another user", whyNot(w.linkTo("paul @ Acme", "sue-1")), "identity_taken")
	var back Return
	lines = w.recorded(func() { back, err = w.signInThere("sue-1") })
	equal(t, "in", []any{err, back.Arrival.Step, back.Next, back.Provider}, []any{nil, StepDone, "/search", "Acme ID"})
	equal(t, "entries", lines, []string{"sue @ Acme: session.started: Acme"})
	all := w.entries(0)
	after := detailsOf(SignedIn, all[len(all)-1].After)
	equal(t, "details", []string{after[DetailProof], after[DetailProvider]}, []string{string(ProofProvider), "Acme ID"})
	_, err = w.signInThere("sue-2") // with the same name and address
	equal(t, "another subject", whyNot(err), "not_linked")
	w.setActive("sue @ Acme", false)
	_, err = w.signInThere("sue-1")
	equal(t, "inactive", whyNot(err), "user_cannot_sign_in")
	w.setActive("sue @ Acme", true)
	w.unsound = true // that has no entry
}

// A second factor at the provider is one here, if the account says which values mean it.
func TestASecondFactorAtTheProvider(t *testing.T) {
	w := newProviderWorld(t, nil)
	w.must(w.linkTo("sue @ Acme", "1"))
	w.needsSecond("sue @ Acme")
	for _, c := range []struct {
		amr  []string
		acr  string
		want SignInStep
	}{
		{nil, "", StepSecond}, {[]string{"pwd"}, "", StepSecond}, {[]string{"pwd", "sms"}, "", StepSecond}, {[]string{"pwd", "kba"}, "1", StepSecond},
		{[]string{"pwd", "mfa"}, "", StepDone}, {[]string{"otp"}, "", StepDone}, {nil, "mfa", StepDone}, {[]string{"MFA"}, "", StepSecond},
	} {
		w.provider.Claims["amr"], w.provider.Claims["acr"] = c.amr, c.acr
		back, err := w.signInThere("1")
		equal(t, strings.Join(c.amr, " ")+c.acr, []any{back.Arrival.Step, err}, []any{c.want, nil})
	}
	w.must(w.setProvider(func(f *IdentityProviderForm) { f.SecondFactor, f.ClientSecret = "", "" }))
	w.provider.Claims["amr"] = []string{"mfa"}
	back, err := w.signInThere("1")
	equal(t, "no value counts", []any{back.Arrival.Step, err}, []any{StepSecond, nil})
}

// Whoever has a set-up link can use the provider instead of a password.
func TestAnInvitationByAProvider(t *testing.T) {
	w := newProviderWorld(t, nil)
	id, link, err := w.s.CreateUser(t.Context(), w.as("Acme"), "acc_Acme", NewUser{Name: "nora"})
	w.must(err)
	leave := func() (Leaving, error) { return w.s.LeaveWithSetupLink(t.Context(), link, w.atProvider()) }
	w.provider.Claims["sub"] = "nora-1"
	l, err := leave()
	back, err := w.back(Actor{}, l, err)
	equal(t, "in", []any{err, back.Arrival.Step}, []any{nil, StepDone})
	is := must(w.store.Read.GetIdentity(t.Context(), id))(w)
	equal(t, "linked", []string{is.Subject, is.How}, []string{"nora-1", string(LinkedByInvitation)})
	equal(t, "again", second(leave()), ErrNotFound)
	equal(t, "the link", second(w.s.SetupLink(t.Context(), link)), ErrNotFound)
	equal(t, "later", outcome(second(w.signInThere("nora-1"))), "done")
	// who has no other way in keeps this one
	nora := w.as("nora @ Acme")
	equal(t, "unlink", whyNot(w.s.UnlinkOwn(t.Context(), nora)), "last_way_in")
	equal(t, "by an administrator", outcome(w.s.UnlinkUser(t.Context(), w.as("Acme"), "acc_Acme", id)), "done")
	equal(t, "signed out", second(w.s.Authenticate(t.Context(), w.sessions["nora @ Acme"], address)), ErrNotFound)
	equal(t, "out", whyNot(second(w.signInThere("nora-1"))), "not_linked")
	// an external user's link is for a password
	_, link, err = w.s.MakeSetupLink(t.Context(), w.as("Acme"), "acc_Acme", "usr_ext")
	w.must(err)
	equal(t, "external", second(leave()), ErrNotFound)
}

// Just in time, whoever the provider lets in becomes a user with USER, and never an existing one.
func TestUsersJustInTime(t *testing.T) {
	w := newProviderWorld(t, func(f *IdentityProviderForm) { f.Creates = true })
	claims := w.provider.Claims
	claims["given_name"], claims["family_name"], claims["email"] = "Nina", "New", "nina@acme.example"
	for name, want := range map[string]string{"sue": "name_not_possible", "Sue": "name_not_possible", "ѕue": "name_not_possible", "operator": "name_not_possible", "a @ b": "name_not_possible"} {
		claims["preferred_username"] = name
		_, err := w.signInThere("x-" + name)
		equal(t, name, whyNot(err), want)
	}
	claims["preferred_username"] = "nina"
	lines := w.recorded(func() { equal(t, "in", outcome(second(w.signInThere("nina-1"))), "done") })
	equal(t, "entries", lines, []string{"nobody: user.created: nina", "nobody: identity.linked: nina", "nina @ Acme: session.started: Acme"})
	row := must(w.store.Read.GetUserByName(t.Context(), db.GetUserByNameParams{AccountID: "acc_Acme", NameKey: "nina"}))(w)
	u := must(w.s.User(t.Context(), w.as("Acme"), "acc_Acme", row.ID))(w)
	equal(t, "user", []any{u.heldRoles(), u.FirstName, u.LastName, u.Email, u.LinkEmail(), u.HasPassword}, []any{[]Role{User}, "Nina", "New", "nina@acme.example", "", false})
	lines = w.recorded(func() { equal(t, "again", outcome(second(w.signInThere("nina-1"))), "done") })
	equal(t, "entries again", len(lines), 1)
	claims["preferred_username"], claims["email"] = nil, nil
	equal(t, "no name", whyNot(second(w.signInThere("y"))), "no_name_there")
	w.must(w.setProvider(func(f *IdentityProviderForm) { f.ClientSecret = "" }))
	claims["preferred_username"] = "otto"
	equal(t, "not any more", whyNot(second(w.signInThere("otto-1"))), "not_linked")
}

// The account says which groups may sign in.
func TestGroupsOfAProvider(t *testing.T) {
	w := newProviderWorld(t, func(f *IdentityProviderForm) { f.GroupsClaim, f.Groups = "groups", "admins\r\n staff \n" })
	w.provider.Claims["groups"] = []string{"staff"}
	w.must(w.linkTo("sue @ Acme", "1"))
	for _, c := range []struct {
		groups any
		want   string
	}{{[]string{"guests", "admins"}, "done"}, {"staff", "done"}, {[]string{"Staff"}, "not_in_group"}, {nil, "not_in_group"}, {map[string]any{"staff": 1}, "not_in_group"}, {[]int{1}, "not_in_group"}} {
		w.provider.Claims["groups"] = c.groups
		equal(t, "groups", whyNot(second(w.signInThere("1"))), c.want)
	}
}

// Only the browser that was sent comes back, once, in time, in the same session, to the same
// provider.
func TestReturningFromAProvider(t *testing.T) {
	w := newProviderWorld(t, nil)
	w.must(w.linkTo("sue @ Acme", "1"))
	leave := func() (string, idp.Answer) {
		l, err := w.s.LeaveToSignIn(t.Context(), "Acme", w.atProvider(), "")
		return w.there(l, err)
	}
	returned := func(v AtProvider, state string, a idp.Answer) string {
		return whyNot(second(w.s.Returned(t.Context(), Actor{}, v, state, a, newToken(new(string)))))
	}
	state, answer := leave()
	mine := w.atProvider()
	other := mine
	other.BrowserToken = "another browser"
	equal(t, "another browser", returned(other, state, answer), "sign_in_elsewhere")
	other.BrowserToken = ""
	equal(t, "no browser", returned(other, state, answer), "sign_in_elsewhere")
	equal(t, "another state", returned(mine, "state", answer), "sign_in_elsewhere")
	equal(t, "right", returned(mine, state, answer), "done")
	equal(t, "replayed", returned(mine, state, answer), "sign_in_elsewhere")

	_, stolen := leave() // the code of somebody else's sign-in is put into one's own
	state, _ = leave()
	equal(t, "another code", returned(mine, state, stolen), "provider_failed")
	state, answer = leave()
	answer.Issuer = "https://evil.example"
	equal(t, "mixed up", returned(mine, state, answer), "provider_failed")
	state, answer = leave()
	w.clock = w.clock.Add(providerSignInLasts)
	equal(t, "late", returned(mine, state, answer), "sign_in_elsewhere")
	state, answer = leave()
	w.must(w.setProvider(func(f *IdentityProviderForm) { f.Enabled, f.ClientSecret = false, "" }))
	equal(t, "switched off", returned(mine, state, answer), "sign_in_elsewhere")
	_, err := w.s.LeaveToSignIn(t.Context(), "Acme", mine, "")
	unknown := second(w.s.LeaveToSignIn(t.Context(), "Nobody", mine, ""))
	equal(t, "no provider", []string{outcome(err), err.Error()}, []string{"invalid account", unknown.Error()})
	w.must(w.setProvider(func(f *IdentityProviderForm) { f.ClientSecret = "" }))
	equal(t, "the link is still there", outcome(second(w.signInThere("1"))), "done")

	l, err := w.s.LeaveToLink(t.Context(), w.as("paul @ Acme"), w.atProvider())
	state, answer = w.there(l, err)
	_, err = w.s.Returned(t.Context(), w.as("sue @ Acme"), w.atProvider(), state, answer, newToken(new(string)))
	equal(t, "another session", whyNot(err), "sign_in_elsewhere")
}

// wrongTries is how many wrong passwords are counted for a login.
func (w *world) wrongTries(id string) int64 {
	w.Helper()
	return must(wrongPasswords(w.Context(), w.store.Read, wrongKey(id), w.clock))(w).Times
}

// If the provider is required, passwords and passkeys of the account's own users count no more. The
// account login's does, and so do those of external users, whom the provider does not know.
func TestARequiredProvider(t *testing.T) {
	w := newPasskeyWorld(t)
	w.provide()
	w.must(w.setProvider(nil))
	w.must(w.linkTo("sue @ Acme", "1"))
	device := w.addPasskey("paul @ Acme")
	half, _ := w.arrive("paul @ Acme")
	w.must(w.setProvider(func(f *IdentityProviderForm) { f.Required, f.ClientSecret = true, "" }))
	byPassword := func(login, with string) string {
		return outcome(second(w.s.SignIn(t.Context(), credentials(login, with, address), newToken(new(string)))))
	}
	equal(t, "a half sign-in", second(w.s.HalfSignedIn(t.Context(), half.Half)), ErrNotFound)
	for _, with := range []string{password, "wrong"} {
		before := w.wrongTries("usr_sue")
		equal(t, with, byPassword("sue @ Acme", with), ErrSignIn)
		equal(t, with+": counted", w.wrongTries("usr_sue"), before+1)
	}
	equal(t, "account", byPassword("Acme", password), "done")
	equal(t, "external", byPassword("ext @ Acme", password), "done")
	equal(t, "elsewhere", byPassword("bea @ Borealis", password), "done")
	equal(t, "passkey", whyNot(third(w.byPasskey(device.Sign(w.signInOptions())))), "provider_required")
	equal(t, "provider", outcome(second(w.signInThere("1"))), "done")
	equal(t, "unlink", whyNot(w.s.UnlinkOwn(t.Context(), w.as("sue @ Acme"))), "provider_stays")
	offer := must(w.s.ProviderOffer(t.Context(), " ACME "))(w)
	equal(t, "offer", []any{offer.Account, offer.Provider, offer.Required}, []any{"Acme", "Acme ID", true})
	w.must(w.s.RemoveIdentityProvider(t.Context(), w.as("Acme"), "acc_Acme"))
	equal(t, "removed", byPassword("sue @ Acme", password), "done")
}

// A proof at the provider is fresh only if the provider says when it was made, and counts like one
// here.
func TestProveByAProvider(t *testing.T) {
	w := newProviderWorld(t, nil)
	w.must(w.linkTo("sue @ Acme", "1"))
	requested(w)
	sue := func() Actor { return w.as("sue @ Acme") }
	w.oldProofs()
	prove := func(subject string) error {
		w.provider.Claims["sub"] = subject
		l, err := w.s.LeaveToProve(t.Context(), sue(), w.atProvider(), "/next")
		return second(w.back(sue(), l, err))
	}
	grant := func() string { return outcome(second(w.s.Grant(t.Context(), sue(), w.latest()))) }
	equal(t, "ways", must(w.s.ProofWays(t.Context(), sue()))(w), ProofWays{Password: true, Provider: "Acme ID"})
	equal(t, "before", grant(), outcome(ErrUnproved))
	equal(t, "somebody else", whyNot(prove("2")), "other_person_there")
	w.provider.Claims["auth_time"] = w.clock.Add(-2 * time.Minute).Unix()
	equal(t, "not fresh", whyNot(prove("1")), "provider_failed")
	equal(t, "still", grant(), outcome(ErrUnproved))
	delete(w.provider.Claims, "auth_time")
	lines := w.recorded(func() { equal(t, "fresh", outcome(prove("1")), "done") })
	equal(t, "entries", lines, []string{"sue @ Acme: session.proved: sue"})
	equal(t, "grant", grant(), "done")
	w.needsSecond("sue @ Acme")
	equal(t, "one factor", whyNot(prove("1")), "no_second_factor_there")
	w.provider.Claims["amr"] = []string{"mfa"}
	equal(t, "two", outcome(prove("1")), "done")
	equal(t, "a user who is not linked", second(w.s.LeaveToProve(t.Context(), w.as("paul @ Acme"), w.atProvider(), "")), ErrNotFound)
	w.s.freshFor = 0
	equal(t, "an account", second(w.s.LeaveToLink(t.Context(), w.as("Acme"), w.atProvider())), ErrNotFound)
	equal(t, "external", second(w.s.LeaveToLink(t.Context(), w.as("ext @ Acme"), w.atProvider())), ErrNotFound)
}

// Where a second factor is required, a proof at the provider without one is too little, also for
// whoever has no other.
func TestProveByAProviderWhereTwoAreRequired(t *testing.T) {
	w := newProviderWorld(t, nil)
	w.must(w.linkTo("sue @ Acme", "1"))
	w.must(w.s.SetSignInRules(t.Context(), w.as("Acme"), "acc_Acme", SignInRulesForm{WishRequired, ""}))
	for _, c := range []struct {
		amr  []string
		want string
	}{{nil, "no_second_factor_there"}, {[]string{"pwd"}, "no_second_factor_there"}, {[]string{"mfa"}, "done"}} {
		w.provider.Claims["amr"] = c.amr
		l, err := w.s.LeaveToProve(t.Context(), w.as("sue @ Acme"), w.atProvider(), "/next")
		equal(t, strings.Join(c.amr, " "), whyNot(second(w.back(w.as("sue @ Acme"), l, err))), c.want)
	}
}
