package access

import (
	"errors"
	"time"
)

// HowLong names a window: the form of an access request offers these beside times that are typed. A length counts from GRANT; today and
// this week begin when they are asked for, and their ends are fixed.
type HowLong string

// The windows. Exact, as "", is that of the times that are typed.
const (
	Exact     HowLong = "exact"
	OneHour   HowLong = "1h"
	FourHours HowLong = "4h"
	Today     HowLong = "today"
	ThisWeek  HowLong = "week"
)

// howLongs are the windows with a name, as they are offered; usually is which of them is the first choice, then the next.
var (
	howLongs = []HowLong{OneHour, FourHours, Today, ThisWeek}
	usually  = []HowLong{FourHours, OneHour, Today, ThisWeek}
)

// length is how long a window with a name lasts from GRANT on, 0 for one that has a fixed end.
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

// window is the window that begins in this minute, of a length as if it was granted now; false for one that has no such name. A day ends, and a week with its Sunday, by
// the clocks of the zone.
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

// isTyped says whether the times count that were typed.
func (h HowLong) isTyped() bool { return h == "" || h == Exact }

// moveMistakes is err, with what is wrong with times that nobody typed said of the field how_long instead.
func (h HowLong) moveMistakes(err error) error {
	var invalid *Invalid
	if h.isTyped() || !errors.As(err, &invalid) {
		return err
	}
	invalid.moveTo("how_long", "valid_to", "valid_from")
	return err
}

// askedWindow is the window of a form, named or typed. Of a length it ends when the request lapses.
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
