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

// mistakesText is what is wrong with a form, where its fields are not shown.
func mistakesText(mistakes map[string]string) string {
	return strings.Join(slices.Sorted(maps.Values(mistakes)), " ")
}

// staleText says what was changed meanwhile.
func staleText(w *words.Words, s *access.Stale) string {
	var now []string
	for _, d := range s.Changed {
		now = append(now, w.Parts.Differences.Now(d))
	}
	return w.Errors.Changed(now...)
}

// requestTitle tells the pages of requests apart.
func requestTitle(r access.Request) string { return r.RequestedByName + " → " + r.CompanyName }

// seconds is how long to wait, at least one second.
func seconds(t *access.TooManyTries) int { return max(1, int(math.Ceil(t.RetryAfter.Seconds()))) }

// waitFor is how long to wait, as it is said: from two minutes on in whole ones.
func waitFor(t *access.TooManyTries) time.Duration {
	n := time.Duration(seconds(t)) * time.Second
	if n >= 2*time.Minute {
		n = (n + time.Minute - time.Second).Truncate(time.Minute)
	}
	return n
}
