package access

import (
	"errors"
	"strings"
	"testing"
	"time"

	"latchkey/db"
)

// A rule can demand that both logins that a grant lets in have a second factor: when someone asks,
// when someone grants, to extend, and for a visit by standing consent.
func TestARuleDemandsASecondFactor(t *testing.T) {
	demand := rule(func(f *RuleForm) { f.SecondFactor = true })
	why := func(err error) (r Reason) {
		var invalid *Invalid
		if errors.As(err, &invalid) {
			r = invalid.Fields["requested_by"]
		}
		return r
	}
	for _, c := range []struct {
		who     []string
		reason  Reason
		factors GranteeFactors
	}{
		{nil, RuleSecondFactor{Account: "Acme", Person: "vera", AccountLogin: "Vendor"}, GranteeFactors{}},
		{[]string{"vera @ Vendor"}, RuleSecondFactor{Account: "Acme", AccountLogin: "Vendor"}, GranteeFactors{Person: true}},
		{[]string{"Vendor"}, RuleSecondFactor{Account: "Acme", Person: "vera"}, GranteeFactors{Account: true}},
		{[]string{"victor @ Vendor", "Acme"}, RuleSecondFactor{Account: "Acme", Person: "vera", AccountLogin: "Vendor"}, GranteeFactors{}},
		{[]string{"vera @ Vendor", "Vendor"}, nil, GranteeFactors{true, true}},
	} {
		w := newWorld(t)
		waits, grant := w.asked(from, to), w.granted(from, to)
		w.must(w.s.GiveConsent(t.Context(), w.as("Acme"), "acc_Acme", consent(func(f *ConsentForm) { f.ValidTo = local(later) })))
		for _, login := range c.who {
			w.needsSecond(login)
		}
		w.must(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", demand))
		seen := must(w.s.Request(t.Context(), w.as("Acme"), waits.ID))(w)
		equal(t, "the customer sees", *seen.Factors, c.factors)
		listed := must(w.s.ExternalAccess(t.Context(), w.as("Acme"), "acc_Acme", ""))(w)
		equal(t, "the customer sees in the list", *listed.Waiting[0].Factors, c.factors)
		equal(t, "against it", []any{seen.Against, listed.Waiting[0].Against}, []any{against(c.reason), against(c.reason)})
		draft := must(w.s.AskOptions(t.Context(), w.as("vera @ Vendor"), "", newRequest(from, to)))(w).Draft
		equal(t, "the form says", draft.Against.Fields["requested_by"], c.reason)
		equal(t, "asked, with a consent", why(second(w.s.Ask(t.Context(), w.as("vera @ Vendor"), newRequest(from, to)))), c.reason)
		equal(t, "extended", why(second(w.s.Extend(t.Context(), w.as("vera @ Vendor"), grant.ID, local(later)))), c.reason)
		_, err := w.s.Grant(t.Context(), w.as("Acme"), waits.ID)
		equal(t, "granted", why(err), c.reason)
		equal(t, "granted at all", err == nil, c.reason == nil)
	}
}

// Whoever should decide reads in the mail how those sign in who would get access. It is nobody
// else's business.
func TestMailsSayHowTheGranteeSignsIn(t *testing.T) {
	w := newToldWorld(t)
	w.needsSecond("vera @ Vendor")
	waits, grant := w.asked(from, to), w.granted(from, to)
	w.must(second(w.s.Extend(t.Context(), w.as("vera @ Vendor"), grant.ID, local(later))))
	w.clock = to.Add(-time.Minute)
	w.must(w.s.MakeDueNotices(t.Context()))
	said := map[string]bool{}
	for _, m := range w.sent() {
		kind, _, _ := strings.Cut(m.Subject, " ")
		said[kind] = strings.Contains(m.Body, "second factors: {Person:true Account:false}")
	}
	equal(t, "said about "+waits.ID, said, map[string]bool{
		"ASKED": true, "PROLONG_ASKED": true, "REMINDER": true, "GRANTED": false, "ENDING": false,
	})
}

func against(why Reason) []Breach {
	if why == nil {
		return nil
	}
	return []Breach{{Field: "requested_by", Why: why}}
}

// Nobody signs in with an account login that has no password.
func TestAnAccountLoginWithoutAPasswordNeedsNoSecondFactor(t *testing.T) {
	w := newWorld(t)
	w.write(func(q *db.Queries) error {
		return q.InsertAccount(t.Context(), db.InsertAccountParams{ID: "acc_New", Name: "New", NameKey: "new", TimeZone: "UTC", PasswordStatus: passwordUnset})
	})
	w.addUser(worldUser{login: "nia @ New"}, time.Time{})
	w.needsSecond("nia @ New")
	r := Request{RequestedBy: "usr_nia"}
	w.must(r.readFactors(t.Context(), w.store.Read))
	equal(t, "both", *r.Factors, GranteeFactors{true, true})
}
