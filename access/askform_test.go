package access

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"latchkey/db"
)

// A preset begins in this minute. Days and weeks end in the login's time zone, even if its clocks
// change.
func TestPresets(t *testing.T) {
	for _, c := range []struct{ zone, now, hour, four, today, week string }{
		// a Monday
		{"UTC", "2026-03-02T09:00:59Z", "2026-03-02T10:00", "2026-03-02T13:00", "2026-03-03T00:00", "2026-03-09T00:00"},
		{"Europe/Berlin", "2026-03-07T22:59:59Z", "2026-03-08T00:59", "2026-03-08T03:59", "2026-03-08T00:00", "2026-03-09T00:00"},
		// Sunday has begun
		{"Europe/Berlin", "2026-03-07T23:00:00Z", "2026-03-08T01:00", "2026-03-08T04:00", "2026-03-09T00:00", "2026-03-09T00:00"},
		// its last minute
		{"Europe/Berlin", "2026-03-08T22:59:30Z", "2026-03-09T00:59", "2026-03-09T03:59", "2026-03-09T00:00", "2026-03-09T00:00"},
		// Clocks go forward at 02:00 on Sunday 29 March: four hours are four hours, and the day has
		// 23.
		{"Europe/Berlin", "2026-03-29T00:30:00Z", "2026-03-29T03:30", "2026-03-29T06:30", "2026-03-30T00:00", "2026-03-30T00:00"},
		{"Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-28T14:00", "2026-03-28T17:00", "2026-03-29T00:00", "2026-03-30T00:00"},
		// They go back at 03:00 on Sunday 25 October.
		{"Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T02:30", "2026-10-25T05:30", "2026-10-26T00:00", "2026-10-26T00:00"},
		{"Europe/Berlin", "2026-10-24T10:00:00Z", "2026-10-24T13:00", "2026-10-24T16:00", "2026-10-25T00:00", "2026-10-26T00:00"},
		// In Beirut they go forward at midnight: Sunday 29 March begins at 01:00.
		{"Asia/Beirut", "2026-03-28T20:00:00Z", "2026-03-28T23:00", "2026-03-29T03:00", "2026-03-29T01:00", "2026-03-30T00:00"},
		{"Asia/Kathmandu", "2026-12-31T18:14:00Z", "2027-01-01T00:59", "2027-01-01T03:59", "2027-01-01T00:00", "2027-01-04T00:00"},
	} {
		zone, now, ends := zone(t, c.zone), at(c.now), []string{}
		for _, h := range howLongs {
			w, ok := h.window(now, zone)
			if !ok || w.From.After(now) || now.Sub(w.From) >= time.Minute || !w.To.After(now) {
				t.Errorf("%s in %s: %s is %v, %v", c.now, c.zone, h, w, ok)
			}
			ends = append(ends, LocalText(w.To, zone))
		}
		equal(t, c.now+" in "+c.zone, ends, []string{c.hour, c.four, c.today, c.week})
	}
	for _, h := range []HowLong{"", Exact, "2h"} {
		if w, ok := h.window(start, time.UTC); ok {
			t.Errorf("%q is %v", h, w)
		}
	}
}

// A preset requests its window as if it were granted immediately, whatever times were typed as
// well. A mistake in the window is shown at the preset.
func TestAskingByPreset(t *testing.T) {
	w := newWorld(t)
	w.clock = at("2026-03-06T16:30:20Z") // a Friday
	hours := func(f *RuleForm) { f.Hours = HoursForm{"08:00", "18:00", []time.Weekday{1, 2, 3, 4, 5}} }
	for i, c := range []struct {
		rule    func(*RuleForm)
		howLong HowLong
		want    string
	}{
		{nil, OneHour, "done 2026-03-06T17:30"}, {nil, FourHours, "done 2026-03-06T20:30"}, {nil, Today, "done 2026-03-07T00:00"}, {nil, ThisWeek, "done 2026-03-09T00:00"},
		{nil, "2h", "invalid how_long"}, {nil, Exact, "invalid valid_from valid_to"}, {nil, "", "invalid valid_from valid_to"},
		{hours, OneHour, "done 2026-03-06T17:30"}, {hours, FourHours, "invalid how_long"}, {hours, ThisWeek, "invalid how_long"},
		{func(f *RuleForm) { f.LongestHours = "4" }, FourHours, "done 2026-03-06T20:30"}, {func(f *RuleForm) { f.LongestHours = "3.9" }, FourHours, "invalid how_long"},
		{func(f *RuleForm) { hours(f); f.LongestHours = "1"; f.ReadOnly = true }, ThisWeek, "invalid how_long read_only"},
	} {
		f := rule(func(*RuleForm) {})
		if c.rule != nil {
			c.rule(&f)
		}
		w.must(w.s.SetRule(t.Context(), w.as("sue @ Acme"), "acc_Acme", f))
		a := newRequest(start, start)
		a.HowLong, a.ValidFrom.Text, a.ValidTo.Text, a.Description = c.howLong, "soon", "later", fmt.Sprint("ticket ", i)
		r, err := w.s.Ask(t.Context(), w.as("vera @ Vendor"), a)
		got := outcome(err)
		if err == nil {
			r = r.GrantedAt(w.clock)
			got += " " + LocalText(r.Window.To, time.UTC)
			equal(t, "it begins in this minute", r.Window.From, at("2026-03-06T16:30:00Z"))
		}
		equal(t, fmt.Sprintf("%s with %+v", c.howLong, f), got, c.want)
	}
	short := newWorld(t)
	short.s.maxWindow = 2 * time.Hour
	a := newRequest(from, to)
	a.HowLong = FourHours
	equal(t, "longer than the operator allows", outcome(second(short.s.Ask(t.Context(), short.as("vera @ Vendor"), a))), "invalid how_long")
}

// The recent companies are the login's own, without those to which it may not request access.
func TestLastAsked(t *testing.T) {
	w := newWorld(t)
	last := func(login string) string {
		o := must(w.s.AskOptions(t.Context(), w.as(login), "", NewRequest{}))(w)
		return strings.Join(each(o.Recent, func(r Target) string { return r.Company.Name + " of " + r.Account.Name }), ", ")
	}
	ask := func(login, account, company, by string) {
		w.clock = w.clock.Add(time.Second)
		a := newRequest(from, to)
		a.AccountID, a.CompanyID, a.RequestedBy, a.Description = accountID(account), companyID(company), by, instantText(w.clock)
		w.must(second(w.s.Ask(t.Context(), w.as(login), a)))
	}
	equal(t, "at first", last("vera @ Vendor"), "")
	ask("vera @ Vendor", "Acme", "North", "")
	ask("vera @ Vendor", "Borealis", "Bay", "")
	ask("victor @ Vendor", "Acme", "South", "")
	ask("vera @ Vendor", "Acme", "North", "")
	ask("kim @ Kite", "Borealis", "Bay", "")
	ask("kim @ Kite", "Vendor", "Dock", "")
	equal(t, "vera's", last("vera @ Vendor"), "North of Acme, Bay of Borealis")
	equal(t, "the account's", last("Vendor"), "North of Acme, South of Acme, Bay of Borealis")
	ask("Vendor", "Acme", "South", "usr_vera")
	equal(t, "asked for her", last("vera @ Vendor"), "South of Acme, North of Acme, Bay of Borealis")
	equal(t, "another account's", last("kim @ Kite"), "Dock of Vendor, Bay of Borealis")

	o := must(w.s.AskOptions(t.Context(), w.as("vera @ Vendor"), "o", NewRequest{AccountID: "acc_Acme"}))(w)
	equal(t, "accounts asked for last are found first", o.Accounts, "[{acc_Borealis Borealis} {acc_Root Root}]")
	o = must(w.s.AskOptions(t.Context(), w.as("vera @ Vendor"), "", NewRequest{AccountID: "acc_Acme"}))(w)
	equal(t, "and companies", []string{o.Companies[0].Name, o.Companies[1].Name}, "[South North]")

	w.must(w.s.DeleteCompany(t.Context(), w.as("Acme"), "acc_Acme", "com_South"))
	equal(t, "without a deleted company", last("vera @ Vendor"), "North of Acme, Bay of Borealis")
	w.must(w.s.DeleteAccount(t.Context(), w.as("Root"), "acc_Borealis", "Borealis"))
	equal(t, "without a deleted account", last("vera @ Vendor"), "North of Acme")
	for i := range maxRecent + 2 {
		name := fmt.Sprint("Plant ", i)
		w.addCompany(name, "Acme")
		ask("vera @ Vendor", "Acme", name, "")
	}
	equal(t, "no more than five", last("vera @ Vendor"), "Plant 6 of Acme, Plant 5 of Acme, Plant 4 of Acme, Plant 3 of Acme, Plant 2 of Acme")
}

// form is vera's form for a company of Acme, as it is now.
func (w *world) form(company string, change func(*NewRequest)) AskOptions {
	w.Helper()
	a := NewRequest{AccountID: "acc_Acme", CompanyID: company}
	change(&a)
	return must(w.s.AskOptions(w.Context(), w.as("vera @ Vendor"), "", a))(w)
}

// preset chooses a preset.
func preset(h HowLong) func(*NewRequest) { return func(a *NewRequest) { a.HowLong = h } }

// addUnused creates an account in which nobody has signed in yet, with a company.
func (w *world) addUnused() {
	w.Helper()
	w.write(func(q *db.Queries) error {
		return q.InsertAccount(w.Context(), db.InsertAccountParams{ID: "acc_New", Name: "New", NameKey: "new", TimeZone: "UTC", PasswordStatus: "UNSET"})
	})
	w.addCompany("Hall", "New")
}

// The form says in advance what the answer would be.
func TestTheFormForeseesWhatAskingSays(t *testing.T) {
	w := newWorld(t)
	w.must(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.LongestHours = "8" })))
	w.must(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) {
		f.CompanyID, f.LongestHours, f.ReadOnly, f.DescriptionRequired = "com_South", "2", true, true
	})))
	eight, two := Rule{Longest: hours(8)}, Rule{Longest: hours(2), ReadOnly: true, DescriptionRequired: true}
	typed := func(from, to time.Time) func(*NewRequest) {
		return func(a *NewRequest) { a.HowLong, a.ValidFrom, a.ValidTo = Exact, local(from), local(to) }
	}
	for _, c := range []struct {
		what, company string
		change        func(*NewRequest)
		howLong       HowLong
		instead       Reason
		refused       Reason
		demands       Rule
	}{
		{"no company", "", preset(""), FourHours, nil, nil, Rule{}},
		{"the account's rule", "com_North", preset(""), FourHours, nil, nil, eight},
		{"its exception", "com_South", preset(""), OneHour, nil, nil, two},
		{"chosen, allowed", "com_North", preset(OneHour), OneHour, nil, nil, eight},
		{"chosen, too long", "com_North", preset(ThisWeek), FourHours, RuleLongest{Account: "Acme", Most: hours(8)}, nil, eight},
		{"chosen, too long for the exception", "com_South", preset(FourHours), OneHour, RuleLongest{Account: "Acme", Most: hours(2)}, nil, two},
		{"typed", "com_North", typed(start, start.Add(8*time.Hour)), Exact, nil, nil, eight},
		{"typed, too long", "com_North", typed(start, start.Add(8*time.Hour+time.Second)), Exact, nil, RuleLongest{Account: "Acme", Most: hours(8)}, eight},
		{"typed wrongly", "com_North", typed(start, start), Exact, nil, ChooseLater{}, eight},
		{"another's company", "com_Bay", preset(""), FourHours, nil, nil, Rule{}},
	} {
		o := w.form(c.company, c.change)
		var demands Rule
		if o.Draft != nil {
			demands = Rule{Longest: o.Draft.Rule.Longest, ReadOnly: o.Draft.Rule.ReadOnly, DescriptionRequired: o.Draft.Rule.DescriptionRequired}
		}
		equal(t, c.what, []any{o.HowLong, reasonText(o.Instead), reasonText(o.Refused), demands}, []any{c.howLong, reasonText(c.instead), reasonText(c.refused), c.demands})
	}
	equal(t, "by the rule", w.form("com_South", preset("")).Draft.ReadOnly, true)

	night := rule(func(f *RuleForm) { f.Hours = HoursForm{"22:00", "24:00", week} })
	w.must(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", night))
	o := w.form("com_North", preset(FourHours))
	equal(t, "no preset is possible", []any{o.HowLong, o.Window.To, reasonText(o.Refused)},
		[]any{Exact, start.Add(4 * time.Hour), reasonText(RuleHours{Account: "Acme", Company: "North", Hours: Hours{22 * 60, dayMinutes, 127}})})
}

// It also says who decides, and what could be in the way.
func TestTheFormForeseesWhoDecides(t *testing.T) {
	w := newWorld(t)
	drafted := func() Draft { return *w.form("com_North", preset(OneHour)).Draft }
	w.must(w.s.GiveConsent(t.Context(), w.as("Acme"), "acc_Acme", consent(func(*ConsentForm) {})))
	d := drafted()
	equal(t, "standing consent", []any{d.Consent != nil, d.AtOnce}, "[true true]")
	d = *w.form("com_North", preset(ThisWeek)).Draft
	equal(t, "longer than it says", []any{d.Consent != nil, d.AtOnce}, "[true false]")
	north := NewRequest{AccountID: "acc_Acme", CompanyID: "com_North", HowLong: OneHour}
	equal(t, "another's consent", must(w.s.AskOptions(t.Context(), w.as("kim @ Kite"), "", north))(w).Draft.Consent, (*Consent)(nil))

	for _, login := range []string{"sue @ Acme", "ext @ Acme", "spy @ Acme"} {
		w.setActive(login, false)
	}
	equal(t, "the account login decides", w.form("com_South", preset("")).Draft.NobodyDecides, false)
	w.must(w.s.SetAccountLogin(t.Context(), w.as("Root"), "Acme", false))
	d = drafted()
	equal(t, "disabled", []any{d.Disabled, d.AtOnce, d.NobodyDecides}, "[true false false]")
	w.must(w.s.SetAccountLogin(t.Context(), w.as("Root"), "Acme", true))
	w.addUnused()
	o := must(w.s.AskOptions(t.Context(), w.as("vera @ Vendor"), "", NewRequest{AccountID: "acc_New", CompanyID: "com_Hall"}))(w)
	equal(t, "nobody decides", o.Draft.NobodyDecides, true)
	w.must(w.s.Freeze(t.Context(), w.as("Acme"), "acc_Acme", "secret"))
	d = drafted()
	equal(t, "frozen", []any{d.Frozen, d.AtOnce, d.NobodyDecides}, "[true false false]")
}
