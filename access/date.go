package access

import (
	"math"
	"time"

	"latchkey/db"
)

// Date is a day of the calendar, like 2026-03-14; dates compare as texts do.
type Date string

const dateForm = "2006-01-02"

// dateOf is the day on which an instant is in a zone.
func dateOf(t time.Time, zone *time.Location) Date { return Date(t.In(zone).Format(dateForm)) }

// Time is midnight UTC of the day, for showing it in another form; the zero time for an empty date.
func (d Date) Time() time.Time {
	t, err := time.Parse(dateForm, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

// start is the first instant of the day in a zone.
func (d Date) start(zone *time.Location) time.Time {
	day := d.Time()
	t := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, zone)
	if dateOf(t, zone) < d { // clocks go forward over midnight
		t = t.Add(time.Hour)
	}
	return t
}

// AddDays is the day so many days later.
func (d Date) AddDays(n int) Date { return Date(d.Time().AddDate(0, 0, n).Format(dateForm)) }

// LastMonth is the first and the last day of the month before the day's.
func (d Date) LastMonth() (first, last Date) {
	t := d.Time()
	month := time.Date(t.Year(), t.Month()-1, 1, 0, 0, 0, 0, time.UTC)
	return Date(month.Format(dateForm)), Date(month.AddDate(0, 1, -1).Format(dateForm))
}

// Text is a day as people read it, empty for none.
func (d Date) Text() string {
	if d == "" {
		return ""
	}
	return d.Time().Format("2 Jan 2006")
}

// checkDate reads the date that was typed in a field; empty where it is none.
func checkDate(invalid *Invalid, field, text string) Date {
	t, err := time.Parse(dateForm, text)
	switch {
	case text == "":
		invalid.add(field, EnterDate{})
	case err != nil || len(text) != len(dateForm) || t.Year() < 1970:
		invalid.add(field, NotADate{})
	default:
		return Date(text)
	}
	return ""
}

// Days is a period of whole days, the last one included.
type Days struct{ From, To Date }

// longestDays bounds a period that is shown at once.
const longestDays = 366

// readDays reads a period that was typed in the fields from and to; what is empty is as in usual. longest is how many days it can
// have, 0 for any.
func readDays(invalid *Invalid, from, to string, usual Days, longest int) Days {
	d := usual
	if from != "" {
		d.From = checkDate(invalid, "from", from)
	}
	if to != "" {
		d.To = checkDate(invalid, "to", to)
	}
	switch {
	case d.From == "" || d.To == "":
	case d.To < d.From:
		invalid.add("to", DayBeforeFirst{})
	case longest > 0 && d.To > d.From.AddDays(longest-1):
		invalid.add("to", TooManyDays{Most: int64(longest)})
	}
	return d
}

// parsePeriod reads a span of days in a zone, both included, half open in milliseconds. An empty day is no limit.
func parsePeriod(from, to string, zone *time.Location) (fromAt, toAt int64, err error) {
	var invalid Invalid
	toAt = math.MaxInt64
	if from != "" {
		if day := checkDate(&invalid, "from", from); day != "" {
			fromAt = db.Millis(day.start(zone))
		}
	}
	if to != "" {
		if day := checkDate(&invalid, "to", to); day != "" {
			toAt = db.Millis(day.AddDays(1).start(zone))
		}
	}
	if toAt <= fromAt {
		invalid.add("to", DayBeforeFirst{})
	}
	return fromAt, toAt, invalid.err()
}

// Window is the period by the clocks of a zone.
func (d Days) Window(zone *time.Location) Window {
	return Window{d.From.start(zone), d.To.AddDays(1).start(zone)}
}

// Starts is when each day of a period begins in a zone.
func (d Days) Starts(zone *time.Location) (starts []time.Time) {
	for day := d.From; day <= d.To; day = day.AddDays(1) {
		starts = append(starts, day.start(zone))
	}
	return starts
}

// instantText is how the record writes an instant.
func instantText(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// SameClock says whether clocks show the same in two zones at t.
func SameClock(t time.Time, a, b *time.Location) bool {
	_, offsetA := t.In(a).Zone()
	_, offsetB := t.In(b).Zone()
	return offsetA == offsetB
}

// timeOrZero is the instant of ms, the zero time for 0.
func timeOrZero(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return db.Time(ms)
}
