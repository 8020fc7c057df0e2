package views

import (
	"testing"
	"time"

	"latchkey/access"
	"latchkey/words"
)

// TestSentence checks that the sentence about a request is true in every state: who has access, who
// had it, and who only requested it.
func TestSentence(t *testing.T) {
	noon := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	at := func(hours float64) time.Time { return noon.Add(time.Duration(hours * float64(time.Hour))) }
	act := func(what string, hours float64) *access.Act { return &access.Act{What: what, At: at(hours)} }
	for _, c := range []struct {
		name             string
		from, to         float64
		decision, ending *access.Act
		extends          string
		want             string
	}{
		{"waits, from now", -1, 4, nil, nil, "", "wants to edit Acme One (Acme) for 4 hours, starting now."},
		{"waits, from later", 1, 3, nil, nil, "", "wants to edit Acme One (Acme) for 2 hours from 1 Jun 2026, 13:00 UTC."},
		{"waits, to go on", 1, 3, nil, nil, "req_0", "wants to keep editing Acme One (Acme) until 1 Jun 2026, 15:00 UTC."},
		{"lapsed", -4, -1, nil, nil, "", "asked to edit Acme One (Acme) from 1 Jun 2026, 08:00 until 11:00 UTC."},
		{"denied", 1, 3, act("DENIED", -1), nil, "", "asked to edit Acme One (Acme) from 1 Jun 2026, 13:00 until 15:00 UTC."},
		{"active", -1, 3, act("GRANTED", -1), nil, "", "may edit Acme One (Acme) until 1 Jun 2026, 15:00 UTC."},
		{"scheduled", 1, 3, act("GRANTED", -1), nil, "", "may edit Acme One (Acme) from 1 Jun 2026, 13:00 until 15:00 UTC."},
		{"expired, granted late", -4, -1, act("GRANTED", -3), nil, "", "was allowed to edit Acme One (Acme) from 1 Jun 2026, 09:00 until 11:00 UTC."},
		{"revoked while it ran", -4, 3, act("GRANTED", -5), act("REVOKED", -1), "", "was allowed to edit Acme One (Acme) from 1 Jun 2026, 08:00 until 11:00 UTC."},
		{"revoked before it began", 1, 3, act("GRANTED", -5), act("REVOKED", -1), "", "asked to edit Acme One (Acme) from 1 Jun 2026, 13:00 until 15:00 UTC."},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := access.Request{
				RequestedByName: "Mia", RequesterAccountName: "Help desk", CompanyName: "Acme One", AccountName: "Acme", CompanyZone: time.UTC,
				Window: access.Window{From: at(c.from), To: at(c.to)}, Decision: c.decision, Ending: c.ending, Extends: c.extends, AsOf: noon,
			}
			r.Asked.Window = r.Window
			if got, want := NewRequestRow(words.English(), r, access.Actor{Zone: time.UTC}).sentence(), "Mia from Help desk "+c.want; got != want {
				t.Errorf("it says\n%s, not\n%s", got, want)
			}
		})
	}
}

// The sentence mentions a length as long as no decision has turned it into a window.
func TestSentenceOfALength(t *testing.T) {
	noon := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	asked := access.Window{From: noon.Add(-time.Hour), To: noon.Add(71 * time.Hour)}
	for state, c := range map[string]struct {
		decision, want string
		later          time.Duration
	}{
		"waits":           {"", "wants to edit Acme One (Acme) for 4 hours from GRANT.", 0},
		"waits for later": {"", "wants to edit Acme One (Acme) for 4 hours from GRANT, not before 1 Jun 2026, 13:00 UTC.", 2 * time.Hour},
		"lapsed":          {"", "asked to edit Acme One (Acme) for 4 hours from GRANT.", -72 * time.Hour},
		"denied":          {"DENIED", "asked to edit Acme One (Acme) for 4 hours from GRANT.", 0},
		"withdrawn":       {"WITHDRAWN", "asked to edit Acme One (Acme) for 4 hours from GRANT.", 0},
	} {
		r := access.Request{
			RequestedByName: "Mia", RequesterAccountName: "Help desk", CompanyName: "Acme One", AccountName: "Acme", CompanyZone: time.UTC,
			Window: asked, Length: 4 * time.Hour, Asked: access.Asked{Window: asked, Length: 4 * time.Hour}, AsOf: noon,
		}
		if r.Window.From = asked.From.Add(c.later); c.later < 0 {
			r.Window.To = asked.To.Add(c.later)
		}
		if c.decision != "" {
			r.Decision = &access.Act{What: c.decision, At: noon}
		}
		if got, want := NewRequestRow(words.English(), r, access.Actor{Zone: time.UTC}).sentence(), "Mia from Help desk "+c.want; got != want {
			t.Errorf("%s: it says\n%s, not\n%s", state, got, want)
		}
	}
}
