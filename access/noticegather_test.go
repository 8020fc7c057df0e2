package access

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// However many notifications of a kind there are within minutes, an address gets few mails, and
// every notification is in one of them.
func TestManyNoticesAreGathered(t *testing.T) {
	w := newToldWorld(t)
	const many = 12
	var requests []Request
	ask := func(n int) func() {
		return func() {
			for range n {
				w.clock = w.clock.Add(10 * time.Second)
				requests = append(requests, w.asked(w.clock, w.clock.Add(hours(float64(len(requests)+2)))))
			}
		}
	}
	turn := func() { w.must(w.s.MakeDueNotices(t.Context())) }
	count := func(lines []string, to string) int {
		return strings.Count("\n"+strings.Join(lines, "\n"), "\n"+to+": ")
	}
	asked := w.told(ask(many))
	granted := w.told(func() {
		for _, r := range requests {
			w.must(second(w.s.Grant(t.Context(), w.as("sue @ Acme"), r.ID)))
		}
	})
	for to, lines := range map[string][]string{"office@acme": asked, "ext@acme": asked, "vera@vendor": granted} {
		equal(t, "at once to "+to, count(lines, to), atOnce)
	}
	equal(t, "to who granted", count(granted, "sue@acme"), 0)

	w.clock = w.clock.Add(gatherEvery - time.Minute) // until the five minutes are over
	w.clock = w.clock.Truncate(gatherEvery)
	w.must(w.s.MakeDueNotices(t.Context()))
	gathered := w.sent()
	for _, to := range []string{"office@acme", "vera@vendor"} {
		i := slices.IndexFunc(gathered, func(m Mail) bool { return m.To == to })
		if i < 0 {
			t.Fatalf("nothing was gathered for %s: %+v", to, gathered)
		}
		equal(t, "subject to "+to, gathered[i].Subject, fmt.Sprintf("DIGEST %d burst", many-atOnce))
		for _, r := range requests[atOnce:] {
			if strings.Count(gathered[i].Body, r.ID) != 1 {
				t.Errorf("%s is told of %s %d times, want once:\n%s", to, r.ID, strings.Count(gathered[i].Body, r.ID), gathered[i].Body)
			}
		}
	}
	equal(t, "told twice", w.told(turn), []string{})

	// Another kind is not delayed by that, nor is the same kind once it is quiet again.
	equal(t, "another kind", w.told(func() {
		w.must(second(w.s.Revoke(t.Context(), w.as("sue @ Acme"), requests[0].ID, "")))
	}), []string{"vera@vendor: REVOKED North by sue @ Acme"})
	w.clock = w.clock.Add(gatherWithin + time.Second)
	equal(t, "quiet again", count(w.told(ask(1)), "office@acme"), 1)
}

// Many set-up links are gathered in few mails. Each change of a password gets its own mail.
func TestManyNoticesToALoginAreGathered(t *testing.T) {
	w := newToldWorld(t)
	count := map[string]int{}
	for range 2 * atOnce {
		w.clock = w.clock.Add(time.Second)
		for _, line := range w.told(func() { w.link("sue @ Acme", "paul @ Acme") }) {
			count[line]++
		}
	}
	w.clock = w.clock.Add(gatherEvery)
	for _, line := range w.told(func() { w.must(w.s.MakeDueNotices(t.Context())) }) {
		count[line]++
	}
	equal(t, "told", fmt.Sprint(count), fmt.Sprint(map[string]int{
		"paul@acme: LINK_MADE paul @ Acme by sue @ Acme":    atOnce,
		"paul@acme: PASSWORD_SET paul @ Acme by sue @ Acme": 2 * atOnce,
		fmt.Sprintf("paul@acme: DIGEST %d burst", atOnce):   1,
	}))
}
