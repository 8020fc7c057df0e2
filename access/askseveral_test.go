package access

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// forBoth asks for North and South.
func forBoth() NewRequest {
	a := newRequest(from, to)
	a.Also = []string{"com_South", "com_North"}
	return a
}

// askedForEach is what came of an asking for several companies, with what is wrong of which.
func (w *world) askedForEach(login string, a NewRequest) string {
	w.Helper()
	made, err := w.s.AskForEach(w.Context(), w.as(login), a)
	names := strings.Join(each(made, func(r Request) string { return r.CompanyName }), " ")
	var invalid *Invalid
	if !errors.As(err, &invalid) {
		return outcome(err) + " " + names
	}
	var wrong []string
	for _, field := range slices.Sorted(maps.Keys(invalid.Fields)) {
		for _, why := range append([]Reason{invalid.Fields[field]}, invalid.More[field]...) {
			of := ""
			if one, is := why.(ForCompany); is {
				of, why = " of "+one.Company, one.Why
			}
			wrong = append(wrong, field+": "+Code(why)+of)
		}
	}
	return strings.TrimSpace(strings.Join(wrong, ", ") + " " + names)
}

// TestAskingForSeveral: one request is made for each company, each with its own entry.
func TestAskingForSeveral(t *testing.T) {
	w := newWorld(t)
	lines := w.recorded(func() { equal(t, "asked", w.askedForEach("vera @ Vendor", forBoth()), "done North South") })
	equal(t, "entries", lines, []string{"vera @ Vendor: request.asked: North", "vera @ Vendor: request.asked: South"})
	equal(t, "without a first one", w.askedForEach("victor @ Vendor", func() NewRequest { a := forBoth(); a.CompanyID = ""; return a }()), "done South North")
	equal(t, "asked alone", w.askedForEach("kim @ Kite", newRequest(from, to)), "done North")
}

// TestAskingForSeveralIsAllOrNothing: whatever is wrong with one of them, nothing is asked for, and
// the answer names the company.
func TestAskingForSeveralIsAllOrNothing(t *testing.T) {
	south := func(edit func(*RuleForm)) func(*world) {
		return func(w *world) {
			w.must(w.s.SetRule(w.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.CompanyID = "com_South"; edit(f) })))
		}
	}
	for _, c := range []struct {
		what  string
		begin func(*world)
		edit  func(*NewRequest)
		want  string
	}{
		{"too long for one", south(func(f *RuleForm) { f.LongestHours = "1" }), nil, "valid_to: rule_longest of South"},
		{"too long for both", func(w *world) {
			w.must(w.s.SetRule(w.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.LongestHours = "1" })))
		}, nil, "valid_to: rule_longest"},
		{"too long, by a preset", south(func(f *RuleForm) { f.LongestHours = "1" }), func(a *NewRequest) { a.HowLong = FourHours }, "how_long: rule_longest of South"},
		{"different mistakes", func(w *world) {
			south(func(f *RuleForm) { f.ReadOnly = true })(w)
			w.must(w.s.SetRule(w.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.CompanyID, f.LongestHours = "com_North", "1" })))
		}, nil, "read_only: rule_read_only of South, valid_to: rule_longest of North"},
		{"an equal one waits", func(w *world) {
			a := newRequest(from, to)
			a.CompanyID = "com_South"
			equal(w.T, "the first", w.askedForEach("vera @ Vendor", a), "done South")
		}, nil, "company_id: asked_already of South South"},
		{"equal ones wait", func(w *world) {
			equal(w.T, "the first", w.askedForEach("vera @ Vendor", forBoth()), "done North South")
		},
			nil, "company_id: asked_already of North, company_id: asked_already of South North South"},
		{"a company of another account", nil, func(a *NewRequest) { a.Also = []string{"com_Bay"} }, "company_id: choose_company"},
		{"an account that is none", nil, func(a *NewRequest) { a.AccountID = "acc_Nobody" }, "account_id: no_such_account"},
		{"too many", nil, func(a *NewRequest) {
			for i := range MaxCompanies {
				a.Also = append(a.Also, fmt.Sprint("com_", i))
			}
		}, "company_id: too_many_companies"},
		{"frozen", func(w *world) { w.must(w.s.Freeze(w.Context(), w.as("Acme"), "acc_Acme", "fire")) }, nil, "account_id: frozen_not_asked"},
	} {
		t.Run(c.what, func(t *testing.T) {
			w := newWorld(t)
			if c.begin != nil {
				c.begin(w)
			}
			a := forBoth()
			if c.edit != nil {
				c.edit(&a)
			}
			lines := w.recorded(func() { equal(t, "asked", w.askedForEach("vera @ Vendor", a), c.want) })
			equal(t, "entries", len(lines), 0)
		})
	}
}

// TestAskingForSeveralCountsWhatWaits: the requests of one asking count together.
func TestAskingForSeveralCountsWhatWaits(t *testing.T) {
	w := newWorld(t)
	for i := range maxWaiting - 1 {
		a := newRequest(from, to)
		a.Description = fmt.Sprint(i)
		equal(t, "before", w.askedForEach("vera @ Vendor", a), "done North")
	}
	equal(t, "two more", w.askedForEach("vera @ Vendor", forBoth()), "account_id: too_many_wait")
	equal(t, "one more", w.askedForEach("vera @ Vendor", newRequest(from, to)), "done North")
}

// TestAskingForSeveralOnce: however often it is sent, it is done once.
func TestAskingForSeveralOnce(t *testing.T) {
	w := newWorld(t)
	var codes map[string]int
	vera := w.as("vera @ Vendor").Once("k")
	lines := w.recorded(func() {
		codes = together(4, func(int) error {
			_, err := w.s.AskForEach(w.Context(), vera, forBoth())
			if errors.As(err, new(*DoneBefore)) {
				return nil
			}
			return err
		})
	})
	equal(t, "answers", codes, map[string]int{"done": 4})
	equal(t, "entries", len(lines), 2)
}

// TestAskingForSeveralIsOneMail: each who decides gets one mail, however many companies there are.
func TestAskingForSeveralIsOneMail(t *testing.T) {
	w := newToldWorld(t)
	w.must(w.s.MakeDueNotices(t.Context()))
	told := w.told(func() {
		equal(t, "asked", w.askedForEach("vera @ Vendor", forBoth()), "done North South")
		w.must(w.s.MakeDueNotices(t.Context()))
	})
	equal(t, "told", told, deciders("DIGEST 2 burst"))
	w.clock = w.clock.Add(time.Second)
	equal(t, "the next one alone", w.told(func() { w.asked(from, to.Add(time.Second)) }), deciders("ASKED North by vera @ Vendor"))
}

// TestAskingForSeveralByConsent: a standing consent lets in to its company alone.
func TestAskingForSeveralByConsent(t *testing.T) {
	w := newWorld(t)
	w.must(w.s.GiveConsent(w.Context(), w.as("Acme"), "acc_Acme", consent(func(f *ConsentForm) { f.CompanyID = "com_South" })))
	a := forBoth()
	a.HowLong = OneHour
	made, err := w.s.AskForEach(w.Context(), w.as("vera @ Vendor"), a)
	equal(t, "asked", outcome(err), "done")
	equal(t, "states", each(made, func(r Request) State { return r.State(w.clock) }), []State{Pending, Active})
}

// TestTheFormForSeveral: the form says of each company what would be refused there.
func TestTheFormForSeveral(t *testing.T) {
	w := newWorld(t)
	w.must(w.s.SetRule(w.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.CompanyID, f.LongestHours, f.ReadOnly = "com_South", "1", true })))
	a := forBoth()
	a.HowLong = FourHours
	o := must(w.s.AskOptions(t.Context(), w.as("vera @ Vendor"), "", a))(w)
	equal(t, "the first", o.Company.Name, "North")
	equal(t, "the others", each(o.Others, func(o Other) string { return o.Company.Name + ": " + Code(o.Trouble()) }), []string{"South: rule_read_only"})
	a.ReadOnly = true
	o = must(w.s.AskOptions(t.Context(), w.as("vera @ Vendor"), "", a))(w)
	equal(t, "read-only", Code(o.Others[0].Trouble()), "rule_longest")
	a.HowLong = OneHour
	o = must(w.s.AskOptions(t.Context(), w.as("vera @ Vendor"), "", a))(w)
	equal(t, "for an hour", o.Others[0].Trouble() == nil, true)
}
