package access

import (
	"testing"
	"time"
)

// TestOneCheckOfWindows tries the instants before, at and after each limit of a window, for every
// operation with a typed time.
func TestOneCheckOfWindows(t *testing.T) {
	year, longest, s := maxAhead, DefaultMaxWindow, time.Second
	after := func(d time.Duration) LocalTime { return local(start.Add(d)) }
	ask := func(from, to time.Duration) func(*world) error {
		form := newRequest(start.Add(from), start.Add(to))
		return func(w *world) error { return second(w.s.Ask(w.Context(), w.as("vera @ Vendor"), form)) }
	}
	// extend extends a grant that ends that far away.
	extend := func(end, to time.Duration) func(*world) error {
		return func(w *world) error {
			r := w.granted(start.Add(end-longest), start.Add(end))
			return second(w.s.Extend(w.Context(), w.as("vera @ Vendor"), r.ID, after(to)))
		}
	}
	less := func(from, to time.Duration) func(*world) error {
		return func(w *world) error {
			r := w.asked(start.Add(-time.Hour), start.Add(time.Hour))
			return second(w.s.GrantLess(w.Context(), w.as("Acme"), r.ID, Terms{ValidFrom: after(from), ValidTo: after(to)}))
		}
	}
	shorten := func(from, to time.Duration) func(*world) error {
		return func(w *world) error {
			r := w.granted(start.Add(from), start.Add(3*time.Hour))
			return second(w.s.Shorten(w.Context(), w.as("Acme"), r.ID, after(to)))
		}
	}
	agree := func(to time.Duration) func(*world) error {
		form := consent(func(f *ConsentForm) { f.ValidTo = after(to) })
		return func(w *world) error { return w.s.GiveConsent(w.Context(), w.as("Acme"), "acc_Acme", form) }
	}
	extendUser := func(to time.Duration) func(*world) error {
		return func(w *world) error { return w.extendUser("Acme", "ext @ Acme", start.Add(to)) }
	}
	for _, c := range []struct {
		what string
		do   func(*world) error
		want string
	}{
		{"ask: over", ask(-time.Hour, 0), "invalid valid_to"}, {"ask: not over", ask(-time.Hour, s), "done"},
		{"ask: nothing", ask(time.Hour, time.Hour), "invalid valid_to"}, {"ask: a second", ask(time.Hour, time.Hour+s), "done"},
		{"ask: as long as can be", ask(0, longest), "done"}, {"ask: longer", ask(0, longest+s), "invalid valid_to"},
		{"ask: a year ahead", ask(year, year+time.Hour), "done"}, {"ask: farther", ask(year+s, year+time.Hour), "invalid valid_from"},
		{"extend: to the present end", extend(longest, longest), "invalid valid_to"}, {"extend: a second", extend(longest, longest+s), "done"},
		{"extend: as long as can be", extend(longest, 2*longest), "done"}, {"extend: longer", extend(longest, 2*longest+s), "invalid valid_to"},
		{"extend: what begins in a year", extend(year, year+time.Hour), "done"}, {"extend: farther", extend(year+s, year+time.Hour), "invalid valid_to"},
		{"less: all", less(-time.Hour, time.Hour), "done"}, {"less: more before", less(-time.Hour-s, time.Hour), "invalid valid_from"},
		{"less: more after", less(-time.Hour, time.Hour+s), "invalid valid_to"}, {"less: over", less(-time.Hour, 0), "invalid valid_to"},
		{"less: not over", less(-time.Hour, s), "done"}, {"less: nothing", less(s, s), "invalid valid_to"}, {"less: a second", less(s, 2*s), "done"},
		{"shorten: over", shorten(0, 0), "invalid valid_to"}, {"shorten: not over", shorten(0, s), "done"},
		{"shorten: to the begin", shorten(time.Hour, time.Hour), "invalid valid_to"}, {"shorten: after the begin", shorten(time.Hour, time.Hour+s), "done"},
		{"shorten: to the end", shorten(0, 3*time.Hour), "invalid valid_to"}, {"shorten: before the end", shorten(0, 3*time.Hour-s), "done"},
		{"consent: over", agree(0), "invalid valid_to"}, {"consent: not over", agree(s), "done"},
		{"consent: a year", agree(year), "done"}, {"consent: longer", agree(year + s), "invalid valid_to"},
		{"external user: over", extendUser(0), "invalid valid_to"}, {"external user: not over", extendUser(s), "done"},
		{"external user: as long as can be", extendUser(longest), "done"}, {"external user: longer", extendUser(longest + s), "invalid valid_to"},
	} {
		equal(t, c.what, outcome(c.do(newWorld(t))), c.want)
	}
}

// TestATimeThatExistsTwiceIsNeverGuessed: a form also sends back which one it showed.
func TestATimeThatExistsTwiceIsNeverGuessed(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	first, second := at("2026-10-25T00:30:00Z"), at("2026-10-25T01:30:00Z")
	for _, c := range []struct {
		what  string
		asked time.Time
		which string
		want  string
		end   time.Time
	}{
		{"the first of the second", second, "first", "done", first}, {"the second of the second", second, "second", "done", second},
		{"the first of the first", first, "first", "done", first}, {"the second of the first", first, "second", "invalid valid_to", first},
		{"a script's, of the second", second, "", "done", second}, {"a script's, of the first", first, "", "done", first},
		{"not said which, of a later end", second.Add(time.Hour), "", "invalid valid_to", second.Add(time.Hour)},
	} {
		w := newWorld(t)
		w.clock = at("2026-10-24T20:00:00Z")
		w.addUser(worldUser{login: "bert @ Acme", roles: []Role{Superuser}, zone: "Europe/Berlin"}, time.Time{})
		r := w.asked(w.clock, c.asked)
		_, err := w.s.GrantLess(t.Context(), w.as("bert @ Acme"), r.ID, Terms{ValidTo: LocalTime{"2026-10-25T02:30", c.which}})
		equal(t, c.what, outcome(err), c.want)
		equal(t, c.what+": its end", w.request(r.ID).Window.To, c.end)
		shown := NewLocalTime(c.asked, berlin)
		back, err := shown.instants(berlin)
		equal(t, c.what+": as a form shows it", []any{back, err}, []any{[]time.Time{c.asked}, nil})
	}
	for _, text := range []string{"2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z", "2026-03-29T01:00:00Z", "2026-07-01T00:00:00Z"} {
		howe := zone(t, "Australia/Lord_Howe")
		back, err := NewLocalTime(at(text), howe).instants(howe)
		equal(t, text, []any{back, err}, []any{[]time.Time{at(text)}, nil})
	}
}
