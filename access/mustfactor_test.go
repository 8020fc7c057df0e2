package access

import (
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/db"
)

// required makes the operator's wish hold: logins that act by certain roles must have a second
// factor.
func (w *world) required() { w.s.requireSecond = true }

func (w *world) step(login string) SignInStep {
	w.Helper()
	a, _ := w.arrive(login)
	return a.Step
}

func TestWhoMustHaveASecondFactor(t *testing.T) {
	w := newWorld(t)
	w.unsound = true
	steps := func() (led []string) {
		for _, login := range []string{"Root", "Vendor", "Kite", "Tills", "Acme", "vera @ Vendor", "kim @ Kite", "sue @ Acme", "spy @ Acme"} {
			if w.step(login) == StepAdd {
				led = append(led, login)
			}
		}
		return led
	}
	equal(t, "unless the operator says so", steps(), []string(nil))
	w.required()
	equal(t, "by roles", steps(), []string{"Root", "Vendor", "Kite", "Tills", "vera @ Vendor", "kim @ Kite"})
	w.addUser(worldUser{login: "ria @ Root"}, time.Time{})
	w.addUser(worldUser{login: "guest @ Vendor", roles: []Role{ExternalUser}, owner: "bea @ Borealis"}, time.Time{})
	equal(t, "a user whose account's roles do not count for them", w.step("ria @ Root"), StepDone)
	equal(t, "an external user does not act for their host", w.step("guest @ Vendor"), StepDone)
	w.needsSecond("Vendor")
	equal(t, "who has one proves it", w.step("Vendor"), StepSecond)
}

// What an account asks of those who sign in for it holds from the instant at which it begins.
func TestAnAccountAsksForSecondFactors(t *testing.T) {
	w := newWorld(t)
	set := func(wish Wish, from string) error {
		return w.s.SetSignInRules(t.Context(), w.as("sue @ Acme"), "acc_Acme", SignInRulesForm{wish, from})
	}
	wish := func() Wish {
		return must(w.s.FactorWish(t.Context(), w.as("paul @ Acme")))(w)
	}
	equal(t, "at first", []any{wish(), w.step("paul @ Acme")}, []any{WishOff, StepDone})
	w.must(set(WishRecommended, ""))
	equal(t, "recommended", []any{wish(), w.step("paul @ Acme")}, []any{WishRecommended, StepDone})
	tomorrow := at("2026-03-03T00:00:00Z")
	w.must(set(WishRequired, "2026-03-03"))
	for _, c := range []struct {
		at   time.Time
		wish Wish
		step SignInStep
	}{
		{start, WishRecommended, StepDone}, {tomorrow.Add(-millisecond), WishRecommended, StepDone},
		{tomorrow, WishRequired, StepAdd}, {tomorrow.Add(millisecond), WishRequired, StepAdd},
	} {
		w.anew(c.at)
		equal(t, c.at.String(), []any{wish(), w.step("paul @ Acme"), w.step("Acme"), w.step("ext @ Acme"), w.step("bea @ Borealis")}, []any{c.wish, c.step, c.step, c.step, StepDone})
	}
	w.must(set(WishOff, ""))
	equal(t, "off again", w.step("paul @ Acme"), StepDone)
	w.must(set(WishRequired, ""))
	equal(t, "from now", w.step("paul @ Acme"), StepAdd)
}

func TestSettingSignInRules(t *testing.T) {
	w := newWorld(t)
	w.must(w.setRoles("Acme", "ext @ Acme", Superuser))
	for _, c := range []struct {
		login, wish, from, want string
	}{
		{"Acme", "RECOMMENDED", "", "done"}, {"sue @ Acme", "OFF", "", "done"}, {"ext @ Acme", "OFF", "", "forbidden"},
		{"paul @ Acme", "OFF", "", "forbidden"}, {"Root", "OFF", "", "forbidden"}, {"Vendor", "OFF", "", "not found"},
		{"Acme", "", "", "invalid second_factor"}, {"Acme", "required", "", "invalid second_factor"},
		{"Acme", "REQUIRED", "2026-03-01", "invalid from"}, {"Acme", "REQUIRED", "soon", "invalid from"}, {"Acme", "REQUIRED", "2027-03-04", "invalid from"},
		{"Acme", "REQUIRED", "2027-03-03", "done"}, {"Acme", "REQUIRED", "2026-03-02", "done"}, {"Acme", "OFF", "soon", "done"},
	} {
		_, seen := w.s.SignInRulesToEdit(t.Context(), w.as(c.login), "acc_Acme")
		if allowed := c.want != "forbidden" && c.want != "not found"; allowed != (seen == nil) {
			t.Errorf("%s sees the form: %v", c.login, seen)
		}
		err := w.s.SetSignInRules(t.Context(), w.as(c.login), "acc_Acme", SignInRulesForm{Wish(c.wish), c.from})
		equal(t, c.login+" "+c.wish+" "+c.from, outcome(err), c.want)
	}
	set := slices.DeleteFunc(w.entries(0), func(e db.RecordEntry) bool { return e.Action != string(SignInRulesSet) })
	e := set[len(set)-1]
	equal(t, "recorded", e.Action+" "+e.Before+" "+e.After, `account.sign_in_rules_set {"from":"2026-03-02T09:00:00Z","second_factor":"REQUIRED"} {"from":"","second_factor":"OFF"}`)
	before := must(w.s.Account(t.Context(), w.as("Acme"), "acc_Acme"))(w).SignInRulesVersion()
	w.must(w.s.SetSignInRules(t.Context(), w.as("Acme"), "acc_Acme", SignInRulesForm{WishRecommended, ""}))
	equal(t, "stale", outcome(w.s.SetSignInRules(t.Context(), w.as("Acme").Saw(before), "acc_Acme", SignInRulesForm{WishRequired, ""})), "conflict")
}

// A day of the account begins at its midnight, and a rule that is saved again keeps its instant.
func TestSignInRulesBeginAtMidnight(t *testing.T) {
	w := newWorld(t)
	w.must(w.s.UpdateAccount(t.Context(), w.as("Acme"), "acc_Acme", AccountDetails{TimeZone: "Europe/Berlin"}))
	from := func() time.Time { return must(w.s.Account(t.Context(), w.as("Acme"), "acc_Acme"))(w).From }
	set := func(day string) {
		w.must(w.s.SetSignInRules(t.Context(), w.as("Acme"), "acc_Acme", SignInRulesForm{WishRequired, day}))
	}
	set("2026-03-03")
	equal(t, "from", from(), at("2026-03-02T23:00:00Z"))
	w.clock = at("2026-03-05T12:00:00Z")
	set("2026-03-03")
	equal(t, "still from", from(), at("2026-03-02T23:00:00Z"))
}

// A rule that demands a second factor holds as long as a grant under it does: nobody removes their
// last one.
func TestAGrantHoldsASecondFactor(t *testing.T) {
	w := newWorld(t)
	w.setUpCode("vera @ Vendor")
	w.setUpCode("Vendor")
	w.must(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.SecondFactor = true })))
	r := w.granted(w.clock, to)
	w.must(w.s.RemoveRule(t.Context(), w.as("Acme"), "acc_Acme", ""))
	wish := func(login string) Wish {
		return must(w.s.wish(t.Context(), w.store.Read, w.as(login).login(), w.clock))(w)
	}
	for _, login := range []string{"vera @ Vendor", "Vendor"} {
		equal(t, login, []any{wish(login), outcome(w.s.RemoveCode(t.Context(), w.as(login)))}, []any{WishRequired, "conflict"})
	}
	equal(t, "a colleague", wish("victor @ Vendor"), WishOff)
	w.clock = to.Add(-millisecond)
	equal(t, "a millisecond before its end", wish("vera @ Vendor"), WishRequired)
	w.clock = to
	equal(t, "at its end", []any{r.ID != "", wish("vera @ Vendor")}, []any{true, WishOff})
	w.must(w.s.RemoveCode(t.Context(), w.as("vera @ Vendor")))
}

// Who must have a second factor keeps the last one, and may replace it.
func TestTheLastSecondFactorStays(t *testing.T) {
	w := newWorld(t)
	w.setUpCode("Vendor")
	w.required()
	equal(t, "the last", outcome(w.s.RemoveCode(t.Context(), w.as("Vendor"))), "conflict")
	w.needsSecond("Vendor")
	w.must(w.s.RemoveCode(t.Context(), w.as("Vendor")))
}

// Whoever must add a second factor is half signed in, does that and nothing else, and is in.
func TestASecondFactorIsAddedOnTheWayIn(t *testing.T) {
	w := newWorld(t)
	w.required()
	half, token := w.arrive("Vendor")
	equal(t, "half", []any{half.Step, token}, []any{StepAdd, ""})
	equal(t, "no code yet proves anything", outcome(second(w.s.SignInWithCode(t.Context(), half.Half, "123456", Client{}, newToken(&token)))), "not found")
	c := must(w.s.CodeToAdd(t.Context(), half.Half))(w)
	equal(t, "the same again", must(w.s.CodeToAdd(t.Context(), half.Half))(w), c)
	add := func(code string) (Arrival, []string, error) {
		return w.s.AddCode(t.Context(), half.Half, Client{Address: address}, code, newToken(&token))
	}
	for range halfTries + 1 { // it is no secret from whoever types
		_, _, err := add("")
		equal(t, "a wrong code", outcome(err), "invalid code")
	}
	secret := must(codeText.DecodeString(strings.Join(c.Groups, "")))(w)
	done, recovery, err := add(must(codeOf(secret, w.clock.Unix()/30))(w))
	equal(t, "added", []any{outcome(err), done.Step, len(recovery)}, []any{"done", StepDone, 10})
	by := must(w.s.Authenticate(t.Context(), token, address))(w)
	equal(t, "proved", by.Proofs.String(), "PASSWORD CODE")
	equal(t, "again", outcome(second(w.s.CodeToAdd(t.Context(), half.Half))), "not found")
	equal(t, "next time", w.step("Vendor"), StepSecond)
	last := w.entries(0)
	equal(t, "recorded", each(last[:5], func(e db.RecordEntry) string { return e.ActorName + " " + e.Action }),
		"[Vendor session.begun Vendor factor.code_added Vendor factor.recovery_made Vendor session.started Vendor session.begun]")
}

// A wish that is over leads nobody to a new factor, and a half sign-in that waits for one goes on.
func TestAWishThatEndsMeanwhile(t *testing.T) {
	w := newWorld(t)
	w.must(w.s.SetSignInRules(t.Context(), w.as("Acme"), "acc_Acme", SignInRulesForm{WishRequired, ""}))
	half, _ := w.arrive("paul @ Acme")
	w.must(w.s.SetSignInRules(t.Context(), w.as("Acme"), "acc_Acme", SignInRulesForm{WishOff, ""}))
	equal(t, "step", must(w.s.HalfSignedIn(t.Context(), half.Half))(w).Step, StepDone)
	equal(t, "adding", outcome(second(w.s.CodeToAdd(t.Context(), half.Half))), "not found")
}

// Whoever knows only the password does not see the secret that its owner sets up, or has set up
// what the owner confirms: each session and each half sign-in has its own.
func TestASecretIsForWhoeverBeganIt(t *testing.T) {
	w := newWorld(t)
	w.required()
	thief, _ := w.arrive("Vendor")
	seen := must(w.s.CodeToAdd(t.Context(), thief.Half))(w)
	owner, _ := w.arrive("Vendor")
	shown := must(w.s.CodeToAdd(t.Context(), owner.Half))(w)
	equal(t, "the same secret", shown.Address == seen.Address, false)
	equal(t, "again", must(w.s.CodeToAdd(t.Context(), owner.Half))(w), shown)
	secret := must(codeText.DecodeString(strings.Join(seen.Groups, "")))(w)
	_, _, err := w.s.AddCode(t.Context(), thief.Half, Client{Address: address}, must(codeOf(secret, w.clock.Unix()/30))(w), newToken(new(string)))
	equal(t, "the thief's, replaced", outcome(err), "not found")

	by := w.as("paul @ Acme")
	w.must(w.s.BeginCode(t.Context(), by))
	other := must(w.s.Authenticate(t.Context(), w.session("paul @ Acme"), address))(w)
	equal(t, "another session", outcome(second(w.s.PendingCode(t.Context(), other))), "not found")
	equal(t, "its own", outcome(second(w.s.PendingCode(t.Context(), by))), "done")
}

// Whoever adds a second factor that was added meanwhile hears that the sign-in has gone on.
func TestAFactorThatWasAddedMeanwhileIsNoError(t *testing.T) {
	w := newWorld(t)
	w.required()
	half, _ := w.arrive("Vendor")
	_, err := w.s.addFactor(t.Context(), half.Half, Client{Address: address}, func(h Half) (proving, error) {
		must(w.s.CodeToAdd(t.Context(), half.Half))(w)
		secret := must(w.s.PendingCode(t.Context(), Actor{Kind: h.kind, AccountID: h.accountID, session: hashText(half.Half)}))(w)
		code := must(codeOf(must(codeText.DecodeString(strings.Join(secret.Groups, "")))(w), w.clock.Unix()/30))(w)
		w.must(third(w.s.AddCode(t.Context(), half.Half, Client{Address: address}, code, anyToken)))
		return w.s.checkNewCode(t.Context(), hashText(half.Half), h.login, code, new([]string))
	}, anyToken)
	equal(t, "the second one", outcome(err), "not found")
}
