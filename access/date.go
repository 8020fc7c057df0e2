package access

import (
	"math"
	"time"

	"latchkey/db"
)

// Date is a calendar day, like 2026-03-14. Dates compare like texts.
type Date string

const dateForm = "2006-01-02"

// dateOf is the day of an instant in a time zone.
func dateOf(t time.Time, zone *time.Location) Date { return Date(t.In(zone).Format(dateForm)) }

// Time is midnight UTC of the day, for formatting. An empty date has the zero time.
func (d Date) Time() time.Time {
	t, err := time.Parse(dateForm, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

// start is the first instant of the day in a time zone.
func (d Date) start(zone *time.Location) time.Time {
	day := d.Time()
	t := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, zone)
	if dateOf(t, zone) < d { // clocks skip midnight
		t = t.Add(time.Hour)
	}
	return t
}

// AddDays is the date n days later.
func (d Date) AddDays(n int) Date { return Date(d.Time().AddDate(0, 0, n).Format(dateForm)) }

// LastMonth returns the first and the last day of the previous month.
func (d Date) LastMonth() (first, last Date) {
	t := d.Time()
	month := time.Date(t.Year(), t.Month()-1, 1, 0, 0, 0, 0, time.UTC)
	return Date(month.Format(dateForm)), Date(month.AddDate(0, 1, -1).Format(dateForm))
}

// Text is the date for people, or "" for none.
func (d Date) Text() string {
	if d == "" {
		return ""
	}
	return d.Time().Format("2 Jan 2006")
}

// checkDate parses the date in a field. It returns "" if that is not a date.
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

// Days is a period of whole days, including the last one.
type Days struct{ From, To Date }

// longestDays is the longest period, in days, that is shown at once.
const longestDays = 366

// readDays parses a period from the fields from and to. An empty field means the same as in usual.
// longest is how many days it can have, or 0 for any number.
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

// parsePeriod parses a span of days in a time zone, including both, into half-open milliseconds. An
// empty day is no limit.
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

// Window is the period in a time zone.
func (d Days) Window(zone *time.Location) Window {
	return Window{d.From.start(zone), d.To.AddDays(1).start(zone)}
}

// Starts are the beginnings of the days of a period in a time zone.
func (d Days) Starts(zone *time.Location) (starts []time.Time) {
	for day := d.From; day <= d.To; day = day.AddDays(1) {
		starts = append(starts, day.start(zone))
	}
	return starts
}

// instantText is an instant as in the record.
func instantText(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// SameClock reports whether clocks in two time zones show the same at t.
func SameClock(t time.Time, a, b *time.Location) bool {
	_, offsetA := t.In(a).Zone()
	_, offsetB := t.In(b).Zone()
	return offsetA == offsetB
}

// timeOrZero is the instant of ms, or the zero time for 0.
func timeOrZero(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return db.Time(ms)
}
