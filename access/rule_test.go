package access

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"latchkey/db"
)

func TestHoursContain(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	office := Hours{8 * 60, 18 * 60, 0b0111110} // Monday to Friday
	for _, c := range []struct {
		hours    Hours
		from, to string // in Berlin; 2 March 2026 is a Monday
		want     bool
	}{
		{AllHours, "2026-03-01T00:00", "2026-04-20T00:00", true},
		{office, "2026-03-02T08:00", "2026-03-02T18:00", true}, {office, "2026-03-02T07:59", "2026-03-02T18:00", false},
		{office, "2026-03-02T08:00", "2026-03-02T18:01", false}, {office, "2026-03-02T18:00", "2026-03-02T19:00", false},
		{office, "2026-03-02T10:00", "2026-03-03T10:00", false}, {office, "2026-03-07T10:00", "2026-03-07T11:00", false},
		{Hours{0, dayMinutes, 0b0111110}, "2026-03-02T00:00", "2026-03-07T00:00", true},
		{Hours{0, dayMinutes, 0b0111110}, "2026-03-02T00:00", "2026-03-07T00:01", false},
		{Hours{0, dayMinutes, 0b0111110}, "2026-03-01T23:59", "2026-03-02T01:00", false},
		// Clocks go forward on 29 March at 2:00: the day has 23 hours, and its hours are still
		// those on the clock.
		{Hours{60, 4 * 60, 127}, "2026-03-29T01:00", "2026-03-29T04:00", true}, {Hours{60, 4 * 60, 127}, "2026-03-29T01:00", "2026-03-29T04:01", false},
		{AllHours, "2026-03-28T12:00", "2026-03-30T12:00", true},
	} {
		instant := func(text string) time.Time {
			instants := must(LocalTime{Text: text}.instants(berlin))(t)
			return instants[0]
		}
		equal(t, oldHours(c.hours)+": "+c.from+" to "+c.to, c.hours.Contain(Window{instant(c.from), instant(c.to)}, berlin), c.want)
	}
}

func TestHoursInWords(t *testing.T) {
	for want, h := range map[string]Hours{
		"at any time": AllHours, "Mon to Fri, 08:00–18:00": {480, 1080, 0b0111110}, "every day, 22:00–24:00": {1320, 1440, 127}, "Mon, Sun": {0, 1440, 0b0000011},
	} {
		equal(t, fmt.Sprint(h.From, h.To, h.Weekdays), oldHours(h), want)
	}
}

var week = []time.Weekday{0, 1, 2, 3, 4, 5, 6}

// rule is a form that requires nothing.
func rule(change func(*RuleForm)) RuleForm {
	f := RuleForm{Hours: HoursForm{Weekdays: week}}
	change(&f)
	return f
}

// A rule applies when someone requests access, grants it, or asks to extend it.
func TestRulesHold(t *testing.T) {
	long := func(f *RuleForm) { f.LongestHours = "1,5" }
	for _, c := range []struct {
		what  string
		rule  RuleForm
		ask   func(*NewRequest)
		asked string
		less  Terms
		grant string
	}{
		{"longest, kept", rule(long), func(a *NewRequest) { a.ValidTo = local(from.Add(90 * time.Minute)) }, "done", Terms{}, "done"},
		{"longest", rule(long), func(a *NewRequest) { a.ValidTo = local(from.Add(90*time.Minute + time.Second)) }, "invalid valid_to", Terms{ValidTo: local(from.Add(time.Hour))}, "done"},
		{"longest, all of it granted", rule(long), func(a *NewRequest) { a.ValidTo = local(from.Add(2 * time.Hour)) }, "invalid valid_to", Terms{}, "invalid valid_to"},
		{"read-only", rule(func(f *RuleForm) { f.ReadOnly = true }), func(*NewRequest) {}, "invalid read_only", Terms{ReadOnly: true}, "done"},
		{"read-only, to edit granted", rule(func(f *RuleForm) { f.ReadOnly = true }), func(*NewRequest) {}, "invalid read_only", Terms{}, "invalid read_only"},
		{"read-only, kept", rule(func(f *RuleForm) { f.ReadOnly = true }), func(a *NewRequest) { a.ReadOnly = true }, "done", Terms{}, "done"},
		{"description", rule(func(f *RuleForm) { f.DescriptionRequired = true }), func(a *NewRequest) { a.Description = " " }, "invalid description", Terms{}, "invalid description"},
		{"hours", rule(func(f *RuleForm) { f.Hours.To = "11:30" }), func(*NewRequest) {}, "invalid valid_to", Terms{ValidTo: local(from.Add(time.Hour))}, "done"},
		{"hours, all of it granted", rule(func(f *RuleForm) { f.Hours.To = "11:30" }), func(*NewRequest) {}, "invalid valid_to", Terms{}, "invalid valid_to"},
		{"hours, from before them", rule(func(f *RuleForm) { f.Hours.From = "10:01" }), func(*NewRequest) {}, "invalid valid_from", Terms{}, "invalid valid_from"},
		{"weekdays", rule(func(f *RuleForm) { f.Hours.Weekdays = week[2:] }), func(*NewRequest) {}, "invalid valid_from", Terms{}, "invalid valid_from"},
	} {
		w := newWorld(t)
		form := newRequest(from, to)
		c.ask(&form)
		before := must(w.s.Ask(t.Context(), w.as("vera @ Vendor"), form))(w)
		w.must(w.s.SetRule(t.Context(), w.as("sue @ Acme"), "acc_Acme", c.rule))
		form.Description = strings.Replace(form.Description, "7", "8", 1)
		equal(t, c.what+": asked", outcome(second(w.s.Ask(t.Context(), w.as("vera @ Vendor"), form))), c.asked)
		equal(t, c.what+": granted", outcome(second(w.s.GrantLess(t.Context(), w.as("Acme"), before.ID, c.less))), c.grant)
	}
}

func TestExceptionsHoldInstead(t *testing.T) {
	w := newWorld(t)
	w.must(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.ReadOnly = true })))
	w.must(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.CompanyID = "com_North"; f.DescriptionRequired = true })))
	ask := func(company, description string) string {
		form := newRequest(from, to)
		form.CompanyID, form.Description = company, description
		return outcome(second(w.s.Ask(t.Context(), w.as("vera @ Vendor"), form)))
	}
	equal(t, "North", ask("com_North", "x"), "done")
	equal(t, "North without a description", ask("com_North", ""), "invalid description")
	equal(t, "South", ask("com_South", ""), "invalid read_only")
	w.must(w.s.RemoveRule(t.Context(), w.as("Acme"), "acc_Acme", "com_North"))
	equal(t, "North, exception removed", ask("com_North", ""), "invalid read_only")
	equal(t, "removed again", outcome(w.s.RemoveRule(t.Context(), w.as("Acme"), "acc_Acme", "com_North")), "conflict")
	w.must(w.s.RemoveRule(t.Context(), w.as("Acme"), "acc_Acme", ""))
	equal(t, "no rule", ask("com_South", ""), "done")
}

// A decision keeps the rule under which it was made, whatever follows.
func TestADecisionKeepsItsRule(t *testing.T) {
	w := newWorld(t)
	w.must(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.LongestHours = "5" })))
	then := w.granted(from, to)
	w.must(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.ReadOnly = true })))
	row := must(w.store.Read.GetRuleByID(t.Context(), then.RuleID))(w)
	equal(t, "its rule", ruleFrom(row).Longest, hours(5))
	equal(t, "its access", then.ReadOnly, false)
	lines := w.recorded(func() { w.must(w.s.RemoveRule(t.Context(), w.as("Acme"), "acc_Acme", "")) })
	equal(t, "entry", lines, []string{"Acme: rule.removed: Acme"})
}

func TestWhoSetsRules(t *testing.T) {
	w := newWorld(t)
	// a role does not make an external user one of the account's own people
	w.must(w.setRoles("Acme", "ext @ Acme", Superuser))
	for login, want := range map[string]string{
		"Acme": "done", "sue @ Acme": "done", "ext @ Acme": "forbidden", "spy @ Acme": "forbidden", "paul @ Acme": "forbidden",
		"Root": "forbidden", "Vendor": "not found", "Borealis": "not found",
	} {
		by := w.as(login)
		equal(t, login+" sets a rule", outcome(w.s.SetRule(t.Context(), by, "acc_Acme", rule(func(*RuleForm) {}))), want)
		equal(t, login+" sees its form", outcome(third(w.s.RuleToEdit(t.Context(), by, "acc_Acme", ""))), want)
		equal(t, login+" freezes", outcome(w.s.Freeze(t.Context(), by, "acc_Acme", "x")), want)
		if want == "done" {
			w.must(w.s.Unfreeze(t.Context(), by, "acc_Acme"))
		}
		equal(t, login+" consents", outcome(w.s.GiveConsent(t.Context(), by, "acc_Acme", consent(func(f *ConsentForm) { f.ValidTo = local(to) }))), want)
		if want == "done" {
			w.must(w.s.EndConsent(t.Context(), by, "acc_Acme", w.lastConsent()))
		}
	}
	for _, c := range []struct {
		what string
		f    RuleForm
		want string
	}{
		{"hours", RuleForm{LongestHours: "many"}, "invalid longest_hours weekdays"},
		{"too long", rule(func(f *RuleForm) { f.LongestHours = "721" }), "invalid longest_hours"},
		{"times", rule(func(f *RuleForm) { f.Hours.From, f.Hours.To = "18:00", "8" }), "invalid to"},
		{"no time at all", rule(func(f *RuleForm) { f.Hours.From, f.Hours.To = "18:00", "18:00" }), "invalid to"},
		{"another's company", rule(func(f *RuleForm) { f.CompanyID = "com_Bay" }), "invalid company_id"},
		{"two people where there is one", rule(func(f *RuleForm) { f.TwoApprovals = true }), "invalid approvals"},
	} {
		equal(t, c.what, outcome(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", c.f)), c.want)
	}
}

// If two people must approve, they are different people; one denial ends it.
func TestTwoMustSayYes(t *testing.T) {
	w := newWorld(t)
	w.must(w.setRoles("Acme", "paul @ Acme", Superuser))
	w.must(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.TwoApprovals = true })))
	r := w.asked(start, to)
	grant := func(login string, terms Terms) string {
		w.clock = w.clock.Add(time.Second)
		return outcome(second(w.s.GrantLess(t.Context(), w.as(login), r.ID, terms)))
	}
	// nobody can tell who is behind it
	equal(t, "the account login", grant("Acme", Terms{}), "forbidden")
	equal(t, "the first, for less", grant("sue @ Acme", Terms{ReadOnly: true, ValidTo: local(between)}), "done")
	equal(t, "after one", w.request(r.ID).State(w.clock), Pending)
	sees := func(login string) []any {
		e := must(w.s.ExternalAccess(t.Context(), w.as(login), "acc_Acme", ""))(w)
		return []any{e.Waiting[0].NeedsTwo, e.Waiting[0].SaidYes, e.Waiting[0].Yes}
	}
	waits := func(login string) int { return must(w.s.CountWaiting(t.Context(), w.as(login)))(w).Number }
	equal(t, "the first sees", sees("sue @ Acme"), []any{true, true, []string(nil)})
	equal(t, "the second sees", sees("paul @ Acme"), []any{true, false, []string{"sue @ Acme"}})
	equal(t, "it waits for the second, not for the first", []int{waits("sue @ Acme"), waits("paul @ Acme")}, []int{0, 1})
	w.must(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.TwoApprovals = false })))
	equal(t, "where one is enough, it waits for both", []int{waits("sue @ Acme"), waits("paul @ Acme")}, []int{1, 1})
	w.must(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.TwoApprovals = true })))
	equal(t, "the same once more", grant("sue @ Acme", Terms{}), "conflict")
	equal(t, "the second, for more", grant("paul @ Acme", Terms{ValidTo: local(to)}), "invalid valid_to")
	equal(t, "the second", grant("paul @ Acme", Terms{}), "done")
	r = w.request(r.ID)
	equal(t, "after two", []any{r.State(w.clock), r.ReadOnly, r.Window.To, r.Asked.Window.To, r.Asked.ReadOnly}, []any{Active, true, between, to, false})
	h := must(w.s.History(t.Context(), w.as("vera @ Vendor"), r.ID, ""))(w)
	actions := each(h.Acts, func(a Record) string { return a.Actor + ": " + string(a.Action) })
	equal(t, "timeline", strings.Join(actions, "; "), "vera @ Vendor: request.asked; sue @ Acme: request.approved; paul @ Acme: request.granted")

	r = w.asked(w.clock, to)
	equal(t, "one yes", grant("paul @ Acme", Terms{}), "done")
	w.clock = w.clock.Add(time.Second)
	w.must(w.act("deny", "Acme", r.ID))
	equal(t, "one no", w.request(r.ID).State(w.clock), Refused)

	// The approval of someone who has left does not count.
	r = w.asked(w.clock, to)
	equal(t, "one yes", grant("paul @ Acme", Terms{}), "done")
	w.must(w.s.SetUserActive(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul", false))
	equal(t, "sue, after paul left", grant("sue @ Acme", Terms{}), "done")
	equal(t, "waits still", w.request(r.ID).State(w.clock), Pending)
}

func TestGrantingLess(t *testing.T) {
	for _, c := range []struct {
		what  string
		terms Terms
		want  string
	}{
		{"all", Terms{}, "done"}, {"as in the form", Terms{ValidFrom: local(from), ValidTo: local(to)}, "done"},
		{"begins later", Terms{ValidFrom: local(from.Add(time.Hour))}, "done"}, {"ends earlier", Terms{ValidTo: local(between)}, "done"},
		{"begins earlier", Terms{ValidFrom: local(from.Add(-time.Second))}, "invalid valid_from"}, {"ends later", Terms{ValidTo: local(later)}, "invalid valid_to"},
		{"nothing left", Terms{ValidFrom: local(between), ValidTo: local(from)}, "invalid valid_to"}, {"no time", Terms{ValidTo: LocalTime{Text: "soon"}}, "invalid valid_to"},
		{"over", Terms{ValidTo: local(start)}, "invalid valid_to"},
	} {
		w := newWorld(t)
		r := w.asked(from, to)
		_, err := w.s.GrantLess(t.Context(), w.as("Acme"), r.ID, c.terms)
		equal(t, c.what, outcome(err), c.want)
		if got := w.request(r.ID); err != nil {
			equal(t, c.what+": nothing changed", []any{got.Window, got.Decision == nil}, []any{r.Window, true})
		}
	}
}

// Read-only access allows reading what a grant gives, and nothing else.
func TestReadOnlyLetsOnlyRead(t *testing.T) {
	w := newWorld(t)
	r := w.asked(start, to)
	w.must(second(w.s.GrantLess(t.Context(), w.as("Acme"), r.ID, Terms{ReadOnly: true})))
	vera := w.as("vera @ Vendor")
	for what, c := range map[string]struct {
		do   func() error
		want string
	}{
		"the company":      {func() error { _, err := w.s.Company(t.Context(), vera, "acc_Acme", "com_North"); return err }, "done"},
		"the users":        {func() error { _, err := w.s.Users(t.Context(), vera, "acc_Acme", UserFilter{}, ""); return err }, "done"},
		"a user":           {func() error { _, err := w.s.User(t.Context(), vera, "acc_Acme", "usr_paul"); return err }, "done"},
		"sets a setting":   {func() error { return w.s.SetSetting(t.Context(), vera, "acc_Acme", "com_North", "bank", "x") }, "forbidden"},
		"adds a setting":   {func() error { return w.s.AddSetting(t.Context(), vera, "acc_Acme", "com_North", "k", "x", false) }, "forbidden"},
		"edits a user":     {func() error { return w.s.UpdateUser(t.Context(), vera, "acc_Acme", "usr_paul", UserData{}) }, "forbidden"},
		"makes a user":     {func() error { return w.make("vera @ Vendor", "nia @ Acme") }, "forbidden"},
		"gives a role":     {func() error { return w.setRoles("vera @ Vendor", "paul @ Acme", Superuser) }, "forbidden"},
		"the other":        {func() error { _, err := w.s.Company(t.Context(), vera, "acc_Acme", "com_South"); return err }, "not found"},
		"edits the other":  {func() error { return w.s.SetSetting(t.Context(), vera, "acc_Acme", "com_South", "bank", "x") }, "not found"},
		"subscriptions of": {func() error { _, err := w.s.Subscriptions(t.Context(), vera, "acc_Acme"); return err }, "forbidden"},
	} {
		equal(t, what, outcome(c.do()), c.want)
	}
	page := must(w.s.Company(t.Context(), vera, "acc_Acme", "com_North"))(w)
	equal(t, "may", []bool{page.MayRead, page.MayEdit}, []bool{true, false})
	at := must(w.s.ActorAt(t.Context(), vera, "acc_Acme"))(w)
	equal(t, "offered", []bool{at.May(ReadUsers, "acc_Acme"), at.May(CreateUsers, "acc_Acme")}, []bool{true, false})
	// Another grant allows editing: the less restrictive one wins.
	w.granted(start, to)
	equal(t, "with both", outcome(w.s.SetSetting(t.Context(), vera, "acc_Acme", "com_North", "bank", "x")), "done")
	equal(t, "may with both", must(w.s.Company(t.Context(), vera, "acc_Acme", "com_North"))(w).MayEdit, true)
	equal(t, "what a read-only grant gives", len(Request{RequesterRoles: []Role{Support}, ReadOnly: true}.Gives()), 4)
}

func TestFreeze(t *testing.T) {
	w := newWorld(t)
	active, scheduled, pending := w.granted(start, to), w.granted(from, to), w.asked(from, to)
	w.must(w.s.GiveConsent(t.Context(), w.as("Acme"), "acc_Acme", consent(func(*ConsentForm) {})))
	in := w.in("ext @ Acme", "spy @ Acme", "sue @ Acme", "vera @ Vendor")
	equal(t, "without a reason", outcome(w.s.Freeze(t.Context(), w.as("Acme"), "acc_Acme", " ")), "invalid reason")
	lines := w.recorded(func() { w.must(w.s.Freeze(t.Context(), w.as("sue @ Acme"), "acc_Acme", "an incident")) })
	equal(t, "entries", lines, []string{"sue @ Acme: request.revoked: North", "sue @ Acme: request.revoked: North", "sue @ Acme: freeze.set: Acme"})
	for _, id := range []string{active.ID, scheduled.ID} {
		equal(t, "a grant", []any{w.request(id).State(w.clock), w.request(id).Ending.Cause, w.request(id).Ending.Reason}, []any{Ended, CauseFreeze, "an incident"})
	}
	equal(t, "signed in still", in(), []string{"sue @ Acme", "vera @ Vendor"})
	equal(t, "signs in anew", outcome(second(w.signIn(credentials("ext @ Acme", password, address)))), ErrSignIn)
	equal(t, "granted", outcome(w.act("grant", "Acme", pending.ID)), "conflict")
	equal(t, "asked", outcome(second(w.s.Ask(t.Context(), w.as("vera @ Vendor"), newRequest(from, to)))), "invalid account_id")
	equal(t, "what everybody of the account sees", *w.as("paul @ Acme").Frozen, Freeze{start, "sue @ Acme", "an incident", ""})
	equal(t, "frozen again", outcome(w.s.Freeze(t.Context(), w.as("Acme"), "acc_Acme", "x")), "conflict")
	w.must(w.s.Unfreeze(t.Context(), w.as("Acme"), "acc_Acme"))
	equal(t, "lifted again", outcome(w.s.Unfreeze(t.Context(), w.as("Acme"), "acc_Acme")), "conflict")
	equal(t, "what it ended stays ended", w.request(active.ID).State(w.clock), Ended)
	equal(t, "granted after", outcome(w.act("grant", "Acme", pending.ID)), "done")
	w.as("ext @ Acme")
}

func TestExtending(t *testing.T) {
	w := newWorld(t)
	r := w.granted(start, to)
	extend := func(to time.Time) (Request, string) {
		e, err := w.s.Extend(t.Context(), w.as("vera @ Vendor"), r.ID, local(to))
		return e, outcome(err)
	}
	for end, want := range map[time.Time]string{to: "invalid valid_to", to.Add(DefaultMaxWindow + time.Second): "invalid valid_to"} {
		_, got := extend(end)
		equal(t, "until "+end.String(), got, want)
	}
	e, got := extend(later)
	equal(t, "asked", []any{got, e.Window, e.Extends, e.RequestedBy, e.State(w.clock)}, []any{"done", Window{to, later}, r.ID, r.RequestedBy, Pending})
	_, got = extend(later.Add(time.Hour))
	equal(t, "while one waits", got, "conflict")
	w.must(w.act("grant", "Acme", e.ID))
	for _, now := range []time.Time{to.Add(-millisecond), to, later.Add(-millisecond)} {
		w.clock = now
		equal(t, "in at "+now.String(), outcome(second(w.s.Company(t.Context(), w.as("vera @ Vendor"), "acc_Acme", "com_North"))), "done")
	}
	w.clock = later
	equal(t, "after both", outcome(second(w.s.Company(t.Context(), w.as("vera @ Vendor"), "acc_Acme", "com_North"))), "not found")
}

// Visits are counted per grant. A visit continues until half an hour passes without a page.
func TestVisits(t *testing.T) {
	w := newWorld(t)
	r := w.granted(start, start.Add(5*time.Hour))
	read := func(login string) {
		w.must(second(w.s.Company(t.Context(), w.as(login), "acc_Acme", "com_North")))
	}
	read("vera @ Vendor")
	w.clock = start.Add(visitEndsAfter)
	read("vera @ Vendor")
	w.must(w.s.SetSetting(t.Context(), w.as("vera @ Vendor"), "acc_Acme", "com_North", "bank", "x"))
	read("Vendor")
	w.clock = w.clock.Add(visitEndsAfter + millisecond)
	read("vera @ Vendor")
	visits := func(reader string) []string {
		return each(must(w.s.History(t.Context(), w.as(reader), r.ID, ""))(w).Visits, func(v Visit) string {
			return fmt.Sprintf("%s %s %s %d %d", v.Who, v.Address, v.Window.To.Sub(v.Window.From), v.Pages, v.Changes)
		})
	}
	equal(t, "Acme reads", visits("Acme"), []string{"vera @ Vendor 192.0.2.1 30m0s 2 1", "Vendor 192.0.2.1 0s 1 0", "vera @ Vendor 192.0.2.1 0s 1 0"})
	equal(t, "the askers read", visits("Vendor"), []string{"vera @ Vendor  30m0s 2 1", "Vendor  0s 1 0", "vera @ Vendor  0s 1 0"})
	for action := range readActions {
		if !strings.HasSuffix(string(action), ".read") {
			t.Errorf("%q is no page that was read", action)
		}
	}
	// What was done to a request differs from what was done under it by the beginning of the code.
	for _, a := range []Action{RequestAsked, RequestApproved, RequestGranted, RequestDenied, RequestWithdrawn, GrantRevoked, GrantHandedBack, GrantShortened} {
		equal(t, string(a), strings.HasPrefix(string(a), "request."), true)
	}
	rows := must(w.store.Read.ListVisits(t.Context(), db.ListVisitsParams{RequestID: r.ID, PageSize: 10}))(w)
	equal(t, "rows", len(rows), 3)
	_, err := w.s.History(t.Context(), w.as("Borealis"), r.ID, "")
	equal(t, "somebody else", errors.Is(err, ErrNotFound), true)
}
