package access

import "time"

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

// AddDays is the day so many days later.
func (d Date) AddDays(n int) Date { return Date(d.Time().AddDate(0, 0, n).Format(dateForm)) }

// LastMonth is the first and the last day of the month before the day's.
func (d Date) LastMonth() (first, last Date) {
	t := d.Time()
	month := time.Date(t.Year(), t.Month()-1, 1, 0, 0, 0, 0, time.UTC)
	return Date(month.Format(dateForm)), Date(month.AddDate(0, 1, -1).Format(dateForm))
}

// checkDate reads the date that was typed in a field; empty where it is none.
func checkDate(invalid *Invalid, field, text string) Date {
	t, err := time.Parse(dateForm, text)
	switch {
	case text == "":
		invalid.add(field, "Enter a date.")
	case err != nil || len(text) != len(dateForm) || t.Year() < 1970:
		invalid.add(field, "Enter a date like 2026-03-14.")
	default:
		return Date(text)
	}
	return ""
}
