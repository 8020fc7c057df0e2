package access

import (
	"testing"
	"time"

	"latchkey/db"
)

// provedAt makes all sessions of as be proved at an instant, by as much as their logins have.
func (w *world) provedAt(at time.Time) {
	w.Helper()
	proofs := map[string]Proof{}
	for login := range w.sessions {
		proofs[login] = ProofPassword
		if has := must(w.s.ProofWays(w.Context(), w.as(login)))(w); has.Any() {
			proofs[login] = ProofCode
		}
	}
	w.provedBy(at, proofs)
}

// provedBy makes sessions of as be proved at an instant.
func (w *world) provedBy(at time.Time, proofs map[string]Proof) {
	w.Helper()
	w.write(func(q *db.Queries) error {
		for login, proof := range proofs {
			n, err := q.SetSessionProved(w.Context(), db.SetSessionProvedParams{ProvedAt: db.Millis(at), Proofs: string(proof), TokenHash: db.HashToken(w.sessions[login])})
			if err != nil || n != 1 {
				w.Errorf("%d sessions, %v", n, err)
			}
		}
		return nil
	})
}

// oldProofs makes proofs count only while they are fresh, and those of some sessions too old.
func (w *world) oldProofs() {
	w.Helper()
	for _, login := range []string{"Acme", "sue @ Acme", "paul @ Acme", "vera @ Vendor", "Root"} {
		w.as(login)
	}
	w.provedAt(w.clock.Add(-DefaultFreshFor - time.Millisecond))
	w.s.freshFor = DefaultFreshFor
}

// What matters needs a proof that is not older than 15 minutes; nothing is done or recorded
// without.
func TestWhatNeedsAFreshProof(t *testing.T) {
	tried := map[Action]bool{AccountPasswordChanged: true, UserPasswordChanged: true} // as others, and below
	for what, act := range freshActs {
		w := act.prepared(t)
		w.oldProofs()
		lines := w.recorded(func() { equal(t, what+" too late", act.do(w), ErrUnproved) })
		equal(t, what+" too late: entries", len(lines), 0)
		w.provedAt(w.clock.Add(-DefaultFreshFor))
		before := int64(len(w.entries(0)))
		equal(t, what+" in time", outcome(act.do(w)), "done")
		for _, e := range w.entries(before) {
			tried[Action(e.Action)] = true
		}
	}
	for a := range wantsFresh {
		if !tried[a] {
			t.Errorf("%s is not tried", a)
		}
	}
}

// Taking access away is always one press, whatever the proof.
func TestTakingAwayNeedsNoFreshProof(t *testing.T) {
	for what, act := range map[string]freshAct{
		"deny":     {requested, func(w *world) error { return second(w.s.Deny(w.Context(), w.as("Acme"), w.latest(), "no")) }},
		"withdraw": {requested, func(w *world) error { return second(w.s.Withdraw(w.Context(), w.as("vera @ Vendor"), w.latest())) }},
		"stop a reset": {
			func(w *world) {
				w.needsSecond("paul @ Acme")
				w.must(w.s.AskReset(w.Context(), w.as("Acme"), "acc_Acme", "usr_paul"))
			},
			func(w *world) error { return w.s.StopReset(w.Context(), w.as("paul @ Acme"), "acc_Acme", "usr_paul") },
		},
		"revoke":    {isGranted, func(w *world) error { return second(w.s.Revoke(w.Context(), w.as("Acme"), w.latest(), "")) }},
		"hand back": {isGranted, func(w *world) error { return second(w.s.HandBack(w.Context(), w.as("vera @ Vendor"), w.latest())) }},
		"shorten": {isGranted, func(w *world) error {
			return second(w.s.Shorten(w.Context(), w.as("Acme"), w.latest(), local(w.clock.Add(30*time.Minute))))
		}},
		"a consent": {
			func(w *world) {
				w.must(w.s.GiveConsent(w.Context(), w.as("Acme"), "acc_Acme", consent(func(*ConsentForm) {})))
			},
			func(w *world) error { return w.s.EndConsent(w.Context(), w.as("Acme"), "acc_Acme", w.lastConsent()) },
		},
		"a user": {nil, func(w *world) error {
			return w.s.SetUserActive(w.Context(), w.as("Acme"), "acc_Acme", "usr_paul", false)
		}},
		"an earlier end":        {helped, func(w *world) error { return w.newEnd(time.Minute) }},
		"a clock without hours": {nil, func(w *world) error { return w.moveClock("Europe/Berlin") }},
		"a login":               {nil, func(w *world) error { return w.s.SetAccountLogin(w.Context(), w.as("Root"), "Acme", false) }},
		"a webapp's sign-in": {func(w *world) { w.signingIn() }, func(w *world) error {
			return second(w.s.RemoveWebappClient(w.Context(), w.as("Root"), w.appID()))
		}},
		"a webapp's secret": {
			func(w *world) {
				w.signingIn()
				must(w.s.MakeWebappSecret(w.Context(), w.as("Root"), w.appID(), 0))(w)
			},
			func(w *world) error {
				return second(w.s.EndWebappSecret(w.Context(), w.as("Root"), w.appID(), w.client(Webapp{ID: w.appID()}).Secrets[0].ID))
			},
		},
		"a webapp for visitors": {
			func(w *world) {
				w.signingIn()
				w.must(w.s.SetVisitorWebapps(w.Context(), w.as("Acme"), "acc_Acme", []string{w.appID()}))
			},
			func(w *world) error { return w.s.SetVisitorWebapps(w.Context(), w.as("Acme"), "acc_Acme", nil) },
		},
		"sign out": {nil, func(w *world) error { a := w.as("Acme"); return w.s.SignOut(w.Context(), a, w.sessions["Acme"]) }},
		"ask":      {nil, func(w *world) error { requested(w); return nil }},
	} {
		w := act.prepared(t)
		w.oldProofs()
		equal(t, what, outcome(act.do(w)), "done")
	}
}

// A fresh proof counts for its session, and only until it is too old.
func TestProve(t *testing.T) {
	w := newWorld(t)
	requested(w)
	w.oldProofs()
	other := must(w.s.Authenticate(t.Context(), w.session("Acme"), address))(w)
	w.write(func(q *db.Queries) error {
		return second(q.SetSessionProved(t.Context(), db.SetSessionProvedParams{TokenHash: other.session}))
	})
	grant := func(by Actor) error { return second(w.s.Grant(t.Context(), by, w.latest())) }
	equal(t, "before", grant(w.as("Acme")), ErrUnproved)
	lines := w.recorded(func() {
		equal(t, "prove", outcome(second(w.s.Prove(t.Context(), w.as("Acme"), TypedProof{Password: password}))), "done")
	})
	equal(t, "entries", lines, []string{"Acme: session.proved: Acme"})
	equal(t, "another session", grant(other), ErrUnproved)
	w.clock = w.clock.Add(DefaultFreshFor)
	equal(t, "after", outcome(grant(w.as("Acme"))), "done")
	all := w.entries(0)
	equal(t, "the entry says how", detailsOf(RequestGranted, all[len(all)-1].After)[DetailProof], ProofPassword)
	w.clock = w.clock.Add(time.Millisecond)
	requested(w)
	equal(t, "too old", grant(w.as("Acme")), ErrUnproved)
}

func TestWrongProofs(t *testing.T) {
	w := newWorld(t)
	w.oldProofs()
	prove := func(typed string) string {
		return outcome(second(w.s.Prove(t.Context(), w.as("paul @ Acme"), TypedProof{Password: typed})))
	}
	equal(t, "nothing", prove(""), "invalid proof_password")
	lines := w.recorded(func() {
		for range freeTries {
			equal(t, "wrong", prove("something else"), "invalid proof_password")
		}
	})
	equal(t, "entries", len(lines), freeTries)
	equal(t, "entry", lines[0], "paul @ Acme: login.password_refused: paul")
	equal(t, "right, but too late", prove(password), "too many tries")
	w.clock = w.clock.Add(firstWait)
	equal(t, "right", prove(password), "done")
	equal(t, "wrong ones are forgotten", prove("something else"), "invalid proof_password")
}

// The password that a form asks for anyway counts as the proof.
func TestACurrentPasswordIsAProof(t *testing.T) {
	w := newWorld(t)
	w.oldProofs()
	mail := func(current string) error {
		return w.s.UpdateAccount(t.Context(), w.as("Acme"), "acc_Acme", AccountDetails{Email: "acme@example.com", CurrentPassword: current})
	}
	equal(t, "no password", mail(""), ErrUnproved)
	equal(t, "wrong", outcome(mail("something else")), "invalid current_password")
	equal(t, "right", outcome(mail(password)), "done")
	equal(t, "password", outcome(w.s.ChangeOwnPassword(t.Context(), w.as("Acme"), password, "several other garden words", anyToken)), "done")
}

// A login with a second factor needs that: its password alone proves nothing.
func TestAPasswordIsNoProofForALoginWithASecondFactor(t *testing.T) {
	w := newWorld(t)
	requested(w)
	w.needsSecond("Acme")
	w.oldProofs()
	acme := w.as("Acme")
	equal(t, "prove", second(w.s.Prove(t.Context(), acme, TypedProof{Password: password})), ErrUnproved)
	equal(t, "e-mail", w.s.UpdateAccount(t.Context(), acme, "acc_Acme", AccountDetails{Email: "acme@example.com", CurrentPassword: password}), ErrUnproved)
	equal(t, "password", w.s.ChangeOwnPassword(t.Context(), acme, password, "several other garden words", anyToken), ErrUnproved)
	w.provedAt(w.clock)
	equal(t, "grant", outcome(second(w.s.Grant(t.Context(), w.as("Acme"), w.latest()))), "done")
}

// A session that was proved by the password alone proves nothing any more once its login has a
// second factor, however fresh it is: least of all to change factors.
func TestASecondFactorDevaluesThePasswordOfASession(t *testing.T) {
	for what, act := range freshActs {
		w := act.prepared(t)
		w.oldProofs()
		proofs := map[string]Proof{}
		for login := range w.sessions {
			if has := must(w.s.ProofWays(t.Context(), w.as(login)))(w); !has.Any() {
				w.needsSecond(login)
			}
			proofs[login] = ProofPassword
		}
		w.provedBy(w.clock, proofs)
		lines := w.recorded(func() { equal(t, what+" by password alone", act.do(w), ErrUnproved) })
		equal(t, what+" by password alone: entries", len(lines), 0)
		equal(t, what+": page", w.s.CheckProof(t.Context(), w.as("Acme")), ErrUnproved)
		w.provedAt(w.clock)
		equal(t, what+" by a code", outcome(act.do(w)), "done")
	}
}

// A second factor is a proof, and works once. Wrong ones count together with those of a sign-in.
func TestProveByASecondFactor(t *testing.T) {
	w := newPasskeyWorld(t)
	codeAt, recovery := w.setUpCode("Acme")
	device := w.addPasskey("Acme")
	acme := w.as("Acme")
	answer := device.Sign(must(w.s.ProofPasskeyOptions(t.Context(), acme))(w))
	for _, c := range []struct {
		typed TypedProof
		field string
		want  Proofs
	}{
		{TypedProof{Code: codeAt(0)}, FieldProofCode, Proofs{List: []Proof{ProofCode}}},
		{TypedProof{RecoveryCode: recovery[0]}, FieldProofRecoveryCode, Proofs{List: []Proof{ProofRecoveryCode}}},
		{TypedProof{Passkey: answer}, FieldProofPasskey, Proofs{[]Proof{ProofPasskey}, "Anna Adams"}},
	} {
		w.oldProofs()
		by := must(w.s.Prove(t.Context(), acme, c.typed))(w)
		equal(t, c.field, []any{by.Proofs, by.Proved, w.as("Acme").Proofs}, []any{c.want, w.clock, c.want})
		requested(w)
		w.must(second(w.s.Grant(t.Context(), w.as("Acme"), w.latest())))
		all := w.entries(0)
		equal(t, c.field+" in the entry", detailsOf(RequestGranted, all[len(all)-1].After)[DetailProof], c.want)
		lines := w.recorded(func() {
			equal(t, c.field+" again", outcome(second(w.s.Prove(t.Context(), acme, c.typed))), "invalid "+c.field)
		})
		equal(t, c.field+" again: entry", lines[len(lines)-1], "Acme: session.proof_refused: Acme")
	}
	wrong := func() string { return outcome(second(w.s.Prove(t.Context(), acme, TypedProof{Code: "000000"}))) }
	for range freeTries { // the passkey that was used again was no try
		equal(t, "wrong", wrong(), "invalid "+FieldProofCode)
	}
	equal(t, "too many", wrong(), "too many tries")
	half, token := w.arrive("Acme")
	equal(t, "a sign-in has its own count", outcome(second(w.s.SignInWithCode(t.Context(), half.Half, codeAt(1), Client{Address: address}, newToken(&token)))), "done")
}

// A challenge is for one session, and one login's passkey proves nothing about another.
func TestProofsOfOthers(t *testing.T) {
	w := newPasskeyWorld(t)
	ofAcme, ofSue := w.addPasskey("Acme"), w.addPasskey("sue @ Acme")
	acme := w.as("Acme")
	other := must(w.s.Authenticate(t.Context(), w.session("Acme"), address))(w)
	options := must(w.s.ProofPasskeyOptions(t.Context(), acme))(w)
	prove := func(by Actor, answer string) string {
		return outcome(second(w.s.Prove(t.Context(), by, TypedProof{Passkey: answer})))
	}
	refused := "invalid " + FieldProofPasskey
	equal(t, "another session", prove(other, ofAcme.Sign(options)), refused)
	equal(t, "another login's passkey", prove(acme, ofSue.Sign(options)), refused)
	equal(t, "the challenge of a sign-in", prove(acme, ofAcme.Sign(w.signInOptions())), refused)
	equal(t, "nothing", second(w.s.Prove(t.Context(), acme, TypedProof{})), ErrUnproved)
	equal(t, "right", prove(acme, ofAcme.Sign(options)), "done")
	w.clock = w.clock.Add(challengeLifetime)
	equal(t, "late", prove(acme, ofAcme.Sign(options)), refused)
	_, err := w.s.ProofPasskeyOptions(t.Context(), w.as("paul @ Acme"))
	equal(t, "without passkeys", err, ErrNotFound)
}

// needsNoProof are the actions that never ask for a fresh proof, by the reason.
var needsNoProof = map[string][]Action{
	"it only takes access away": {
		SignedOut, SessionsEnded, AccountDeleted, AccountDisabled, UserDeactivated, UserDeleted, CompanyDeleted, RequestDenied, RequestWithdrawn, GrantRevoked,
		GrantHandedBack, GrantShortened, ConsentEnded, CalendarRemoved, FactorsResetStopped, IdentityUnlinked, SubscriptionRemoved, WebappTakenAway, WebappDeleted,
		WebappClientRemoved, WebappSecretEnded,
	},
	"it is a proof itself, or part of one":         {SignedIn, SignInBegun, SessionProved, RecoveryCodeUsed},
	"whoever has the link acts, without a session": {PasswordSetUp, PasswordReset, EmailConfirmed},
	"it was refused": {SignInFailed, Denied, WrongCurrentPassword, ProofRefused, PasskeyRefused},
	"the operator or the clock, without a session":                             {SetupOffered, KeyBegun, FactorKeyChanged, SigningKeyRotated, ClockAccepted, ForkAccepted, Restored, FactorsReset, RecoveryCodesRemoved},
	"it is read by someone who may read it anyway":                             {AccountRead, UsersRead, UserRead, WhyRead, CompaniesRead, CompanyRead, SecretShown, SubscriptionsRead, WebappOpened},
	"others decide whether it gives access":                                    {RequestAsked},
	"it is data, and gives nobody access":                                      {CompanyCreated, SettingAdded, SettingChanged, SettingRemoved, LanguageChosen, EmailLinkSent, PasskeyRenamed, InvoiceCreated, InvoicePaid, InvoiceCancelled},
	"the webapp itself decides who gets in":                                    {WebappCreated, WebappChanged, SubscriptionAdded, SubscriptionChanged, WebappAssigned},
	"it changes who hears of it, and everyone who hears of it decides already": {NoticesChosen, DeputyNamed, DeputyEnded},
}

// asksSometimes are the actions that ask only if they give access: see freshActs, and
// TestTakingAwayNeedsNoFreshProof.
var asksSometimes = []Action{AccountUpdated, UserChanged, UserExtended, CompanyUpdated, VisitorsSet}

// Whatever gives access asks for a fresh proof: each action says so, or why it does not.
func TestEveryActionSaysWhetherItNeedsAFreshProof(t *testing.T) {
	said := map[Action]int{}
	for a := range wantsFresh {
		said[a]++
	}
	for _, list := range needsNoProof {
		for _, a := range list {
			said[a]++
		}
	}
	for _, a := range asksSometimes {
		said[a]++
	}
	for _, a := range Actions {
		if said[a] != 1 {
			t.Errorf("%s is in %d lists", a, said[a])
		}
	}
	equal(t, "actions", len(said), len(Actions))
}
