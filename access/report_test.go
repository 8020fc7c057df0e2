package access

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// The statements recognize a page that was read by the end of its action.
func TestPageReadsEndAlike(t *testing.T) {
	for action := range readActions {
		if !strings.HasSuffix(string(action), ".read") {
			t.Errorf("%q", action)
		}
	}
	for _, action := range []Action{SettingChanged, UserCreated, UserChanged, RequestGranted, Denied} {
		if strings.HasSuffix(string(action), ".read") {
			t.Errorf("%q", action)
		}
	}
}

func TestReportOfEachState(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		name          string
		do            func(id string) error
		at            time.Time
		state         State
		granted, over bool
		used          string
	}{
		{"pending", func(string) error { return nil }, start, Pending, false, false, "[0 0 0]"},
		{"denied", func(id string) error { return w.act("deny", "Acme", id) }, start, Refused, false, false, "[0 0 0]"},
		{"active", func(id string) error { return w.act("grant", "Acme", id) }, start.Add(time.Minute), Active, true, false, "[1 1 1]"},
		{"expired", func(id string) error { return w.act("grant", "Acme", id) }, start.Add(2 * time.Hour), Expired, true, true, "[0 0 0]"},
	} {
		w.anew(start)
		r := w.asked(start, start.Add(time.Hour))
		w.must(c.do(r.ID))
		w.clock = c.at
		if c.state == Active {
			vera := w.as("vera @ Vendor")
			w.must(second(w.s.CompanyFrom(t.Context(), vera, "acc_Acme", "com_North", "")))
			w.must(w.s.SetSetting(t.Context(), vera, "acc_Acme", "com_North", "bank", "new"))
		}
		got := must(w.s.WholeReport(t.Context(), w.as("Acme"), r.ID))(w)
		equal(t, c.name, []any{got.State(got.AsOf), got.Granted(), got.Over(), got.NeverUsed}, []any{c.state, c.granted, c.over, c.over})
		equal(t, c.name+": use", []int64{got.Use.Visits, got.Use.Pages, got.Use.Changes}, c.used)
		if c.state != Active {
			continue
		}
		equal(t, c.name+": pages", got.Pages, []PageRead{{CompanyRead, "North", "vera @ Vendor", 1, Window{c.at, c.at}}})
		equal(t, c.name+": changes", []any{len(got.Changes), got.Changes[0].Before, got.Changes[0].After, got.Changes[0].Address}, []any{1, map[Detail]string{"bank": "North bank"}, map[Detail]string{"bank": "new"}, "192.0.2.1"})
		for login, sees := range map[string]string{"vera @ Vendor": "(hidden)", "Vendor": "(hidden)", "Root": "(hidden)", "sue @ Acme": "new", "ext @ Acme": "new"} {
			got := must(w.s.Report(t.Context(), w.as(login), r.ID, ReportPlace{}))(w)
			equal(t, login+" sees", got.Changes[0].After["bank"], sees)
		}
		for login, want := range map[string]string{"paul @ Acme": "not found", "Kite": "not found", "Borealis": "not found"} {
			equal(t, login, outcome(second(w.s.Report(t.Context(), w.as(login), r.ID, ReportPlace{}))), want)
		}
	}
}

func TestSpanOfAGrant(t *testing.T) {
	decided := func(at time.Time) *Act { return &Act{What: decisionGranted, At: at} }
	at := func(minutes int) time.Time { return start.Add(time.Duration(minutes) * time.Minute) }
	for _, c := range []struct {
		name     string
		r        Request
		from, to int
	}{
		{"granted before", Request{Decision: decided(at(-5))}, 0, 60},
		{"granted meanwhile", Request{Decision: decided(at(5))}, 5, 60},
		{"ended", Request{Decision: decided(at(5)), Ending: &Act{At: at(9)}}, 5, 9},
		{"ended before it began", Request{Decision: decided(at(-5)), Ending: &Act{At: at(-1)}}, 0, 60},
	} {
		c.r.Window = Window{at(0), at(60)}
		equal(t, c.name, c.r.Span(), Window{at(c.from), at(c.to)})
	}
}

func TestDays(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	usual := Days{"2026-03-01", "2026-03-10"}
	for _, c := range []struct{ from, to, want string }{
		{"", "", "{2026-03-01 2026-03-10} "},
		{"2026-03-05", "", "{2026-03-05 2026-03-10} "},
		{"2026-03-10", "2026-03-10", "{2026-03-10 2026-03-10} "},
		{"2026-03-11", "", "{2026-03-11 2026-03-10} to: day_before_first"},
		{"", "2026-03-30", "{2026-03-01 2026-03-30} "},
		{"", "2026-03-31", "{2026-03-01 2026-03-31} to: too_many_days Most:30"},
		{"2026-02-30", "x", "{ } from: not_a_date; to: not_a_date"},
	} {
		var invalid Invalid
		d := readDays(&invalid, c.from, c.to, usual, 30)
		equal(t, c.from+" to "+c.to, fmt.Sprint(d)+strings.TrimPrefix(invalid.Error(), "invalid input:"), c.want)
	}
	// The last Sunday of March has 23 hours.
	w := Days{"2026-03-29", "2026-03-29"}.Window(berlin)
	equal(t, "a day when clocks go forward", []any{w.From.UTC(), w.To.Sub(w.From)}, []any{time.Date(2026, 3, 28, 23, 0, 0, 0, time.UTC), 23 * time.Hour})
}

// Whatever was done under a grant is in one list of its report, and the counts are those of the
// lists.
func TestReportCountsWhatItLists(t *testing.T) {
	w, grant := newShop(t)
	w.inShop("vera @ Vendor")
	w.must(second(w.s.Shorten(t.Context(), w.as("Acme"), grant.ID, local(start.Add(2*time.Hour)))))
	w.inShop("vera @ Vendor")
	vera := w.as("vera @ Vendor")
	w.must(second(w.s.CompanyFrom(t.Context(), vera, "acc_Acme", "com_North", "")))
	w.must(w.s.SetSetting(t.Context(), vera, "acc_Acme", "com_North", "bank", "new"))
	r := must(w.s.WholeReport(t.Context(), w.as("Acme"), grant.ID))(w)
	times := func(read []PageRead) (n int64) {
		for _, p := range read {
			n += p.Times
		}
		return n
	}
	equal(t, "lists", []int64{times(r.Pages), int64(len(r.Changes)), times(r.Webapps)}, []int64{1, 1, 2})
	equal(t, "use", []int64{r.Use.Pages, r.Use.Changes, r.Use.Webapps}, []int64{1, 1, 2})
	equal(t, "the webapp", []any{len(r.Webapps), r.Webapps[0].Action, r.Webapps[0].ObjectName, r.Webapps[0].Who}, []any{1, WebappOpened, "Shop", "vera @ Vendor"})
	var visits []int64
	for _, v := range r.Visits {
		visits = append(visits, v.Pages, v.Changes, v.Webapps)
	}
	equal(t, "visits", visits, []int64{1, 1, 2})
	later := must(w.s.Report(t.Context(), w.as("Acme"), grant.ID, ReportPlace{Webapp: 1 << 40}))(w)
	equal(t, "beyond the last", len(later.Webapps), 0)
}
