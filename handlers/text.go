package handlers

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"latchkey/access"
	"latchkey/views"
)

// mistakesText is what is wrong with a form, where its fields are not shown.
func mistakesText(mistakes map[string]string) string {
	return strings.Join(slices.Sorted(maps.Values(mistakes)), " ")
}

// staleText says what was changed meanwhile.
func staleText(s *access.Stale) string {
	var now []string
	for _, d := range s.Changed {
		now = append(now, d.Name+": "+cmp.Or(d.Theirs, "nothing"))
	}
	return "Somebody changed this meanwhile. Nothing was changed by you. It is now: " + strings.Join(now, "; ") + "."
}

// whenText is when a granted request lets in: until an instant, or from one that is still to come.
func whenText(r access.Request, me access.Actor) string {
	return strings.TrimPrefix(views.WindowText(r, me.Zone), "from now ")
}

// requestTitle tells the pages of requests apart.
func requestTitle(r access.Request) string { return r.RequestedByName + " → " + r.CompanyName }

// seconds is how long to wait, at least one second.
func seconds(t *access.TooManyTries) int { return max(1, int(math.Ceil(t.RetryAfter.Seconds()))) }

// waitText is how long to wait, in words.
func waitText(t *access.TooManyTries) string {
	switch n := seconds(t); {
	case n == 1:
		return "a second"
	case n < 120:
		return strconv.Itoa(n) + " seconds"
	default:
		return strconv.Itoa((n+59)/60) + " minutes"
	}
}
