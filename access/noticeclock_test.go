package access

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

func TestNoticesOfTheClock(t *testing.T) {
	for _, c := range []struct {
		what       string
		granted    bool
		long       time.Duration
		at         time.Duration // of the notification, from the start
		to, notice string
		downFor    time.Duration // how long after that no server was running
		none       bool
	}{
		{what: "a long request", long: hours(8), at: hours(6), to: "sue@acme", notice: "REMINDER North"},
		{what: "a short request", long: hours(1), at: hours(0.5), to: "sue@acme", notice: "REMINDER North"},
		{what: "lapsed", long: hours(8), at: hours(8), to: "vera@vendor", notice: "LAPSED North"},
		{what: "a long grant", granted: true, long: hours(8), at: hours(7.75), to: "vera@vendor", notice: "ENDING North"},
		{what: "a short grant", granted: true, long: 10 * time.Minute, at: 5 * time.Minute, to: "vera@vendor", notice: "ENDING North"},
		{what: "over", granted: true, long: hours(8), at: hours(8), to: "vera@vendor", notice: "EXPIRED North"},
		{what: "over, two days ago", granted: true, long: hours(8), at: hours(8), to: "vera@vendor", notice: "EXPIRED North", downFor: hours(48)},
		{what: "over, too long ago", granted: true, long: hours(8), at: hours(8), to: "vera@vendor", notice: "EXPIRED North", downFor: hours(72), none: true},
	} {
		t.Run(c.what, func(t *testing.T) {
			w := newToldWorld(t)
			begin := w.clock
			if c.granted {
				w.granted(begin, begin.Add(c.long))
			} else {
				w.asked(begin, begin.Add(c.long))
			}
			count := func(at time.Time) int {
				w.clock = at
				lines := w.told(func() { w.must(w.s.MakeDueNotices(t.Context())) })
				return len(slices.DeleteFunc(lines, func(line string) bool { return line != c.to+": "+c.notice }))
			}
			if c.downFor == 0 {
				equal(t, "an instant before", count(begin.Add(c.at-time.Millisecond)), 0)
			}
			equal(t, "then", count(begin.Add(c.at+c.downFor)), map[bool]int{false: 1}[c.none])
			equal(t, "and never again", count(w.clock), 0)
			equal(t, "and never again", count(w.clock.Add(time.Minute)), 0)
		})
	}
}

// A notification that is no longer true is not sent: about a request that was decided, or a grant
// that was ended or extended.
func TestNoticesOfTheClockAreTrue(t *testing.T) {
	w := newToldWorld(t)
	begin := w.clock
	denied, revoked := w.asked(begin, begin.Add(hours(8))), w.granted(begin, begin.Add(hours(8)))
	w.must(second(w.s.Deny(t.Context(), w.as("Acme"), denied.ID, "no")))
	w.must(second(w.s.Revoke(t.Context(), w.as("Acme"), revoked.ID, "")))
	first := w.granted(begin, begin.Add(hours(8)))
	w.granted(begin.Add(hours(8)), begin.Add(hours(16)))
	w.clock = begin.Add(gatherEvery) // those above atOnce have gone out
	w.told(func() { w.must(w.s.MakeDueNotices(t.Context())) })
	for h := range 34 {
		w.clock = begin.Add(hours(float64(h) / 2))
		got := w.told(func() { w.must(w.s.MakeDueNotices(t.Context())) })
		want := []string{}
		if h == 32 {
			want = []string{"vera@vendor: EXPIRED North"}
		}
		equal(t, fmt.Sprintf("%s and %s, after %d half hours", first.ID, revoked.ID, h), got, want)
	}
}
