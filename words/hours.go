package words

import (
	"strings"
	"time"

	"latchkey/access"
)

// hours formats hours of the week. always and daily are for hours without days, workdays is Monday
// to Friday, and nextDay follows hours that extend past midnight.
func hours(h access.Hours, days [7]string, always, daily, workdays, nextDay string) string {
	if h == access.AllHours {
		return always
	}
	var text string
	switch h.Weekdays {
	case access.AllHours.Weekdays:
		text = daily
	case 0b0111110:
		text = workdays
	default:
		var names []string
		for i := range 7 {
			if d := time.Weekday((i + 1) % 7); h.Has(d) { // a week begins on Monday
				names = append(names, days[d])
			}
		}
		text = strings.Join(names, ", ")
	}
	if h.From == access.AllHours.From && h.To == access.AllHours.To {
		return text
	}
	text += ", " + access.ClockText(h.From) + "–" + access.ClockText(h.To)
	if h.To < h.From {
		text += " " + nextDay
	}
	return text
}

// HowLong is the length that a request asks for now, in a time zone, if GRANT fixes its exact
// window; otherwise "".
func (f Format) HowLong(r access.Request, zone *time.Location) string {
	return f.lengthFrom(r.Length, r.Window.From, r.AsOf, zone)
}

// AskedHowLong is HowLong for what was requested first.
func (f Format) AskedHowLong(r access.Request, zone *time.Location) string {
	return f.lengthFrom(r.Asked.Length, r.Asked.Window.From, r.AsOf, zone)
}

func (f Format) lengthFrom(length time.Duration, from, now time.Time, zone *time.Location) string {
	switch {
	case length == 0:
		return ""
	case from.After(now):
		return f.FromGrant(length, from.In(zone))
	default:
		return f.FromGrant(length, time.Time{})
	}
}
