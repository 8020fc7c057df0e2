package access

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// shift is the hours of one day as two readings of a wall clock, written as if they were UTC.
func shift(h Hours, day time.Time) Window {
	end := day.Add(time.Duration(h.To) * time.Minute)
	if h.To < h.From {
		end = day.AddDate(0, 0, 1).Add(time.Duration(h.To) * time.Minute)
	}
	return Window{day.Add(time.Duration(h.From) * time.Minute), end}
}

// containsByShifts is another implementation of Hours.Contain: each minute of the window, on the
// wall clock, must be in the hours of that day or of the day before.
func containsByShifts(h Hours, w Window, zone *time.Location) bool {
	for t := w.From; t.Before(w.To); t = t.Add(time.Minute) {
		local := t.In(zone)
		wall := time.Date(local.Year(), local.Month(), local.Day(), local.Hour(), local.Minute(), 0, 0, time.UTC)
		today := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, time.UTC)
		in := false
		for _, day := range []time.Time{today, today.AddDate(0, 0, -1)} {
			if h.Weekdays&(1<<day.Weekday()) != 0 && shift(h, day).Contains(wall) {
				in = true
			}
		}
		if !in {
			return false
		}
	}
	return true
}

// TestHoursByTheMinute: a window is inside hours if each of its minutes is.
func TestHoursByTheMinute(t *testing.T) {
	changes := map[string][]string{ // a zone, and instants near its clock changes
		"Europe/Berlin": {"2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z", "2026-06-01T00:00:00Z"},
		"Africa/Cairo":  {"2026-04-23T22:00:00Z", "2026-10-29T21:00:00Z"}, // at midnight
		"Asia/Kolkata":  {"2026-06-01T00:00:00Z"},
		"UTC":           {"2026-06-01T00:00:00Z"},
	}
	rapid.Check(t, func(t *rapid.T) {
		zone := rapid.SampledFrom([]string{"Europe/Berlin", "Africa/Cairo", "Asia/Kolkata", "UTC"}).Draw(t, "zone")
		near := at(rapid.SampledFrom(changes[zone]).Draw(t, "near"))
		h := Hours{Weekdays: rapid.Int64Range(1, 127).Draw(t, "weekdays")}
		h.From = rapid.Int64Range(0, dayMinutes-1).Draw(t, "from")
		h.To = rapid.Int64Range(1, dayMinutes).Filter(func(to int64) bool { return to != h.From }).Draw(t, "to")
		w := Window{From: near.Add(time.Duration(rapid.IntRange(-36*60, 36*60).Draw(t, "begins")) * time.Minute)}
		w.To = w.From.Add(time.Duration(rapid.IntRange(1, 12*60).Draw(t, "lasts")) * time.Minute)
		l := location(zone)
		if got, want := h.Contain(w, l), containsByShifts(h, w, l); got != want {
			t.Fatalf("%v in %s contain %s – %s: %v, want %v", h, zone, w.From.In(l), w.To.In(l), got, want)
		}
		to, next := h.stored()
		if back := hoursFrom(h.From, to, next, h.Weekdays); back != h {
			t.Fatalf("%v comes back from the database as %v", h, back)
		}
	})
}

// TestHoursOverMidnight: a night belongs to the weekday on which it begins.
func TestHoursOverMidnight(t *testing.T) {
	night := Hours{22 * 60, 6 * 60, 0b0111110} // from Monday evening to Saturday morning
	berlin := location("Europe/Berlin")
	for _, c := range []struct {
		from, to string // 2 March 2026 is a Monday
		want     bool
	}{
		{"2026-03-02T22:00", "2026-03-03T06:00", true}, {"2026-03-02T21:59", "2026-03-03T06:00", false}, {"2026-03-02T22:00", "2026-03-03T06:01", false},
		{"2026-03-03T00:00", "2026-03-03T06:00", true},
		{"2026-03-02T00:00", "2026-03-02T06:00", false}, // Sunday's night
		{"2026-03-06T22:00", "2026-03-07T06:00", true},  // Friday's night ends on Saturday
		{"2026-03-07T22:00", "2026-03-08T06:00", false},
		{"2026-03-02T22:00", "2026-03-04T06:00", false}, // there is a day in between
		{"2026-03-28T22:00", "2026-03-29T06:00", false}, // Saturday
		{"2026-03-27T22:00", "2026-03-28T06:00", true},
	} {
		instant := func(text string) time.Time {
			found := must(LocalTime{Text: text}.instants(berlin))(t)
			return found[0]
		}
		equal(t, c.from+" to "+c.to, night.Contain(Window{instant(c.from), instant(c.to)}, berlin), c.want)
	}
	every := Hours{22 * 60, 6 * 60, 127}
	for day, length := range map[string]time.Duration{"2026-03-28": 7 * time.Hour, "2026-10-24": 9 * time.Hour, "2026-06-01": 8 * time.Hour} {
		found := must(LocalTime{Text: day + "T22:00"}.instants(berlin))(t)
		equal(t, "the night of "+day, every.Contain(Window{found[0], found[0].Add(length)}, berlin), true)
		equal(t, "a minute more", every.Contain(Window{found[0], found[0].Add(length + time.Minute)}, berlin), false)
	}
}

// TestHoursTyped: hours are parsed as typed, and stored like that.
func TestHoursTyped(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ from, to, want string }{
		{"22:00", "06:00", "22:00–06:00"}, {"22:00", "00:00", "22:00–24:00"}, {"22:00", "", "22:00–24:00"},
		{"00:01", "00:00", "00:01–24:00"}, {"06:01", "06:00", "06:01–06:00"}, {"", "", "00:00–24:00"},
		{"", "06:00", "00:00–06:00"}, {"06:00", "06:00", "invalid to"}, {"00:00", "00:00", "invalid to"}, {"24:00", "06:00", "invalid from"},
	} {
		hours := HoursForm{From: c.from, To: c.to, Weekdays: week}
		got := outcome(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.Hours = hours })))
		if got == "done" {
			r := must(w.s.Rules(t.Context(), w.as("Acme"), "acc_Acme", ""))(w)
			got = ClockText(r.Own.Hours.From) + "–" + ClockText(r.Own.Hours.To)
			equal(t, got+": days", r.Own.Hours.Weekdays, AllHours.Weekdays)
		}
		equal(t, fmt.Sprintf("a rule from %q to %q", c.from, c.to), got, c.want)
	}
	w.must(w.s.RemoveRule(t.Context(), w.as("Acme"), "acc_Acme", ""))
	// now it is Monday 9:00
	nights := consent(func(f *ConsentForm) { f.Hours.From, f.Hours.To = "09:00", "08:59" })
	w.must(w.s.GiveConsent(t.Context(), w.as("Acme"), "acc_Acme", nights))
	r := must(w.s.Ask(t.Context(), w.as("vera @ Vendor"), newRequest(start, start.Add(2*time.Hour))))(w)
	equal(t, "a visit in the night of a consent", r.State(w.clock), Active)
	rules := must(w.s.Rules(t.Context(), w.as("Acme"), "acc_Acme", ""))(w)
	equal(t, "the consent", fmt.Sprintf("%+v", rules.Consents[0].Hours), fmt.Sprintf("%+v", Hours{9 * 60, 9*60 - 1, 127}))
}
