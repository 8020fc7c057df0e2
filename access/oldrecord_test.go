package access

import (
	"encoding/json"
	"maps"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// An English length or hours in an entry become the value from which they were written.
func TestPhrasesBecomeValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := time.Duration(rapid.Int64Range(0, 400*24*3600).Draw(t, "seconds")) * time.Second
		if got := readOldLength(oldDuration(d) + " from GRANT"); got != d.String() {
			t.Fatalf("%s is read as %s", oldDuration(d), got)
		}
		h := Hours{From: rapid.Int64Range(0, dayMinutes-1).Draw(t, "from"), To: rapid.Int64Range(0, dayMinutes).Draw(t, "to"), Weekdays: rapid.Int64Range(1, 127).Draw(t, "days")}
		if h.From == h.To || h.To == 0 {
			h = AllHours
		}
		if got, ok := readOldHours(oldHours(h)); !ok || got != h {
			t.Fatalf("%v is read as %+v, not %+v", h, got, h)
		}
		if got, ok := ParseHours(h.code()); !ok || got != h {
			t.Fatalf("%s is read as %+v, not %+v", h.code(), got, h)
		}
	})
}

// Each function had its own phrase.
func TestOldFunctions(t *testing.T) {
	phrases := map[Function]string{}
	for phrase, f := range oldFunctions {
		phrases[f] = phrase
	}
	for _, p := range Permissions {
		if phrases[p.Function] == "" {
			t.Errorf("%s has no old phrase", p.Function)
		}
	}
	equal(t, "functions, their phrases, and phrases in all", []int{len(phrases), len(oldFunctions)}, []int{len(Permissions), len(Permissions)})
}

// For rules, consents and lengths, an old phrase gives the same details as codes do today:
// latchkey check compares the two.
func TestPhrasesTellWhatCodesTell(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := func(name string) time.Duration {
			return time.Duration(rapid.Int64Range(0, 400*24*60).Draw(t, name)) * time.Minute
		}
		h := Hours{From: rapid.Int64Range(0, dayMinutes-1).Draw(t, "from"), To: rapid.Int64Range(1, dayMinutes).Draw(t, "to"), Weekdays: rapid.Int64Range(1, 127).Draw(t, "days")}
		if h.From == h.To {
			h = AllHours
		}
		yes := func(name string) bool { return rapid.Bool().Draw(t, name) }
		same := func(what string, a Action, old map[string]string, want changes) {
			text, err := json.Marshal(old)
			if err != nil {
				t.Fatal(err)
			}
			if got := detailsOf(a, string(text)); !maps.Equal(got, want) {
				t.Fatalf("%s %s: %v, want %v", what, text, got, want)
			}
			if got := detailsOf(a, want.String()); !maps.Equal(got, want) {
				t.Fatalf("%s is %v when it is read, and was %v", what, got, want)
			}
		}
		r := Rule{ReadOnly: yes("read only"), DescriptionRequired: yes("described"), Hours: h, Approvals: rapid.Int64Range(1, 2).Draw(t, "approvals"), Longest: d("longest")}
		longest := "no bound"
		if r.Longest > 0 {
			longest = oldDuration(r.Longest)
		}
		then := r.changes()
		delete(then, DetailSecondFactor) // old entries do not say
		same("a rule", RuleSet, map[string]string{
			"read-only": strconv.FormatBool(r.ReadOnly), "description required": strconv.FormatBool(r.DescriptionRequired), "hours": oldHours(h),
			"people who must say yes": strconv.FormatInt(r.Approvals, 10), "longest": longest,
		}, then)

		access := map[bool]string{true: "read-only", false: "edit"}
		c := Consent{Requester: Named{Name: "Vendor"}, Longest: d("longest visit"), Hours: h, ReadOnly: r.ReadOnly, ValidTo: start}
		same("a consent", ConsentGiven, map[string]string{
			"account": "Vendor", "longest visit": oldDuration(c.Longest), "hours": oldHours(h), "until": instantText(start), "access": access[c.ReadOnly],
		}, c.changes())

		q := Request{Length: d("length") + time.Minute, Window: Window{From: start}}
		same("a length", RequestAsked, map[string]string{"valid from": instantText(start), "length": oldDuration(q.Length) + " from GRANT"}, q.windowChanges())
	})
}

func TestOldDetails(t *testing.T) {
	for _, c := range []struct {
		action Action
		text   string
		want   map[Detail]string
	}{
		{RuleSet, `{"longest":"no bound","hours":"at any time","people who must say yes":"2"}`, map[Detail]string{"longest": "", "hours": "mon,tue,wed,thu,fri,sat,sun 00:00-24:00", "approvals": "2"}},
		{RuleSet, `{"hours":"Mon to Fri, 20:00–06:00 of the next day"}`, map[Detail]string{"hours": "mon,tue,wed,thu,fri 20:00-06:00"}},
		{RuleSet, `{"hours":"Sat, Sun"}`, map[Detail]string{"hours": "sat,sun 00:00-24:00"}},
		{RuleSet, `{"longest":"a while","hours":"now and then"}`, map[Detail]string{"longest": "a while", "hours": "now and then"}},
		{RequestGranted, `{"valid to":"2026-03-02T12:00:00Z","access":"read-only"}`, map[Detail]string{"valid_to": "2026-03-02T12:00:00Z", "access": "read_only"}},
		{Denied, `{"times":"3 more","on":"others than before"}`, map[Detail]string{"times": "3", "repeated": "true", "various": "true"}},
		{Denied, `{"function":"see companies"}`, map[Detail]string{"function": "companies.read"}},
		{InvoiceCreated, `{"period":"2026-03-01 to 2026-03-31","VAT":"1.00"}`, map[Detail]string{"period_from": "2026-03-01", "period_to": "2026-03-31", "vat": "1.00"}},
		{Restored, `{"access":"kept as in the backup","lost entries":"not known"}`, map[Detail]string{"access_kept": "true", "lost_entries": ""}},
		// What someone typed stays as it is.
		{SettingChanged, `{"valid to":"no bound","period":"a to b"}`, map[Detail]string{"valid to": "no bound", "period": "a to b"}},
		{CompanyCreated, `{"hours":"at any time"}`, map[Detail]string{"hours": "at any time"}},
		{NoticesChosen, `{"changes":"NOW"}`, map[Detail]string{"changes": "NOW"}},
		{RequestGranted, "", nil},
		{RequestGranted, "{", nil},
	} {
		if got := detailsOf(c.action, c.text); !maps.Equal(got, c.want) {
			t.Errorf("%s %s: %v, want %v", c.action, c.text, got, c.want)
		}
	}
}

// Only codes are written: an entry with anything else is refused.
func TestOnlyCodesAreRecorded(t *testing.T) {
	w := newWorld(t)
	was := len(w.entries(0))
	for _, e := range []Entry{
		{Action: "access granted"},
		{},
		{Action: RequestGranted, After: changes{"valid to": "2026-03-02T12:00:00Z"}},
		{Action: RequestGranted, Before: changes{"valid to": "2026-03-02T12:00:00Z"}},
		{Action: Denied, After: changes{DetailFunction: "", "on": "others"}},
	} {
		if err := w.note(w.as("Acme"), e); err == nil {
			t.Errorf("%+v is recorded", e)
		}
	}
	equal(t, "entries", len(w.entries(0)), was)
	for _, e := range []Entry{
		{Action: RequestGranted, After: changes{DetailValidTo: "2026-03-02T12:00:00Z"}},
		{Action: SettingAdded, After: changes{"valid to": "as typed"}},
		{Action: CompanyCreated, After: changes{"a setting": ""}},
		{Action: NoticesChosen, After: changes{Detail(TopicChanges): string(ChoiceNow)}},
	} {
		w.must(w.note(w.as("Acme"), e))
	}
	equal(t, "entries", len(w.entries(0)), was+4)
}
