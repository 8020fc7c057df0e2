package handlers

import (
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"latchkey/access"
	"latchkey/words"
)

// mistakesText has all mistakes of a form, for a page that does not show its fields.
func mistakesText(mistakes map[string]string) string {
	return strings.Join(slices.Sorted(maps.Values(mistakes)), " ")
}

// staleText says what has changed in the meantime.
func staleText(w *words.Words, s *access.Stale) string {
	var now []string
	for _, d := range s.Changed {
		now = append(now, w.Parts.Differences.Now(d))
	}
	return w.Errors.Changed(now...)
}

// requestTitle gives each request's page its own title.
func requestTitle(r access.Request) string { return r.RequestedByName + " → " + r.CompanyName }

// seconds is how long to wait, at least one second.
func seconds(t *access.TooManyTries) int { return max(1, int(math.Ceil(t.RetryAfter.Seconds()))) }

// waitFor is how long to wait, for a text: from two minutes on, in whole minutes.
func waitFor(t *access.TooManyTries) time.Duration {
	n := time.Duration(seconds(t)) * time.Second
	if n >= 2*time.Minute {
		n = (n + time.Minute - time.Second).Truncate(time.Minute)
	}
	return n
}
