package access

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Hours are hours of the week in a company's time zone. From and To are minutes of the day, and
// Weekdays has a bit for each day, beginning with Sunday. If To is before From, the hours extend
// past midnight to To on the next day. Such a night belongs to the weekday on which it begins.
type Hours struct {
	From, To int64
	Weekdays int64
}

// AllHours is every hour of the week.
var AllHours = Hours{0, dayMinutes, 127}

const dayMinutes = 24 * 60

// Has reports whether a weekday is in the hours.
func (h Hours) Has(d time.Weekday) bool { return h.Weekdays&(1<<d) != 0 }

// overnight reports whether hours extend past midnight.
func (h Hours) overnight() bool { return h.To < h.From }

// has reports whether the hours include a minute of a weekday: as part of that day, or of the night
// that began on the previous day.
func (h Hours) has(d time.Weekday, minute int64) bool {
	if !h.overnight() {
		return h.Has(d) && minute >= h.From && minute < h.To
	}
	return h.Has(d) && minute >= h.From || h.Has((d+6)%7) && minute < h.To
}

// stored is hours as in the database: the minute at which they end on their own day, and the minute
// on the next day.
func (h Hours) stored() (to, nextDayTo int64) {
	if h.overnight() {
		return dayMinutes, h.To
	}
	return h.To, 0
}

// hoursFrom reverses stored.
func hoursFrom(from, to, nextDayTo, weekdays int64) Hours {
	if nextDayTo > 0 {
		to = nextDayTo
	}
	return Hours{from, to, weekdays}
}

// Contain reports whether a whole window is inside the hours, in zone. For an unknown zone it never
// is. It checks every minute on the clock there: on some days clocks skip some, even midnight, or
// show them twice.
func (h Hours) Contain(w Window, zone *time.Location) bool {
	if h == AllHours {
		return true
	}
	if !KnownZone(zone) {
		return false
	}
	for t := w.From; t.Before(w.To); t = t.Truncate(time.Minute).Add(time.Minute) {
		local := t.In(zone)
		if !h.has(local.Weekday(), int64(local.Hour()*60+local.Minute())) {
			return false
		}
	}
	return true
}

// ClockText formats a minute of the day. The end of the day is 24:00.
func ClockText(minute int64) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

// HoursForm is hours as typed: times of day like 08:00, and the ticked weekdays.
type HoursForm struct {
	From, To string
	Weekdays []time.Weekday
}

// read checks hours. An empty time is the start or the end of the day. An end at 00:00 is the end
// of the day on which they begin.
func (f HoursForm) read(invalid *Invalid) (h Hours) {
	h.From, h.To = checkClock(invalid, "from", f.From, 0), checkClock(invalid, "to", f.To, dayMinutes)
	for _, d := range f.Weekdays {
		h.Weekdays |= 1 << d
	}
	if h.Weekdays == 0 {
		invalid.add("weekdays", TickDay{})
	}
	if h.To == 0 && h.From > 0 {
		h.To = dayMinutes
	}
	if h.From == dayMinutes {
		invalid.add("from", NotABegin{})
	} else if h.To == h.From {
		invalid.add("to", EmptyHours{})
	}
	return h
}

// checkClock parses a time of day.
func checkClock(invalid *Invalid, field, text string, empty int64) int64 {
	text = strings.TrimSpace(text)
	switch text {
	case "":
		return empty
	case "24:00":
		return dayMinutes
	}
	t, err := time.Parse("15:04", text)
	if err != nil {
		invalid.add(field, NotAClock{})
		return empty
	}
	return int64(t.Hour()*60 + t.Minute())
}

// HoursText formats a length of time for checkHours.
func HoursText(d time.Duration) string { return strconv.FormatFloat(d.Hours(), 'f', -1, 64) }

// checkHours parses a length of time in hours, like 8, 0.5 or 0,5. An empty one is 0.
func checkHours(invalid *Invalid, field, text string) time.Duration {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0
	}
	h, err := strconv.ParseFloat(normalDecimal(text), 64)
	if d := time.Duration(h * float64(time.Hour)).Round(time.Minute); err == nil && h > 0 && h <= 24*366 && d >= time.Minute {
		return d
	}
	if isAmbiguousDecimal(text) {
		invalid.add(field, twoNumbers(text))
	}
	invalid.add(field, NotHours{})
	return 0
}
