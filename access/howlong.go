package access

import (
	"errors"
	"time"
)

// HowLong is a choice for the window in the request form: a preset, or typed times. A length counts
// from GRANT. Today and this week begin when the request is made, and their ends are fixed.
type HowLong string

// The choices. Exact, like "", means the typed times.
const (
	Exact     HowLong = "exact"
	OneHour   HowLong = "1h"
	FourHours HowLong = "4h"
	Today     HowLong = "today"
	ThisWeek  HowLong = "week"
)

// howLongs are the presets in their order in the form. usually has them in the order in which they
// become the default.
var (
	howLongs = []HowLong{OneHour, FourHours, Today, ThisWeek}
	usually  = []HowLong{FourHours, OneHour, Today, ThisWeek}
)

// length is how long a preset lasts from GRANT, or 0 if it has a fixed end.
func (h HowLong) length() time.Duration {
	switch h {
	case OneHour:
		return time.Hour
	case FourHours:
		return 4 * time.Hour
	default:
		return 0
	}
}

// window is the window of a preset that begins in this minute; for a length, as if it were granted
// now. It is false for anything else. A day ends at midnight, and a week at the end of Sunday, in
// the time zone.
func (h HowLong) window(now time.Time, zone *time.Location) (w Window, ok bool) {
	w = windowFrom(time.Time{}, h.length(), now)
	today := dateOf(now, zone)
	switch h {
	case OneHour, FourHours:
	case Today:
		w.To = today.AddDays(1).start(zone)
	case ThisWeek:
		daysLeft := (7 - int(today.Time().Weekday())) % 7 // none on a Sunday
		w.To = today.AddDays(daysLeft + 1).start(zone)
	default:
		return Window{}, false
	}
	return w, true
}

// isTyped reports whether the typed times count.
func (h HowLong) isTyped() bool { return h == "" || h == Exact }

// moveMistakes moves the mistakes of times that nobody typed to the field how_long.
func (h HowLong) moveMistakes(err error) error {
	var invalid *Invalid
	if h.isTyped() || !errors.As(err, &invalid) {
		return err
	}
	invalid.moveTo("how_long", "valid_to", "valid_from")
	return err
}

// askedWindow is the window of a form, from a preset or from typed times. For a length, it ends
// when the request lapses.
func askedWindow(invalid *Invalid, a NewRequest, zone *time.Location, now time.Time, longest time.Duration) (w Window, length time.Duration) {
	if a.HowLong.isTyped() {
		return checkWindow(invalid, a, zone, now, longest), 0
	}
	w, ok := a.HowLong.window(now, zone)
	switch {
	case !ok:
		invalid.add("how_long", ChooseHowLong{})
	case a.HowLong.length() == 0 && !KnownZone(zone):
		ownZoneUnknown(invalid, "how_long", zone)
	default:
		checkLength(invalid, w, longest)
	}
	length = a.HowLong.length()
	if length > 0 {
		w.To = w.From.Add(lapsesAfter)
	}
	return w, length
}

func checkLength(invalid *Invalid, w Window, longest time.Duration) {
	if w.To.Sub(w.From) > longest {
		invalid.add("valid_to", WindowTooLong{Most: longest})
	}
}

// AskedHowLong is the choice of a length that asks for as long as a request did. Exact says that it
// asked for exact times, or for a length that is no choice.
func (r Request) AskedHowLong() HowLong {
	for _, h := range howLongs {
		if length := h.length(); length > 0 && length == r.Asked.Length {
			return h
		}
	}
	return Exact
}
