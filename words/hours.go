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

func enHours(h access.Hours) string {
	return hours(h, enShortWeekdays, "at any time", "every day", "Mon to Fri", "the next day")
}

func deHours(h access.Hours) string {
	return hours(h, deShortWeekdays, "jederzeit", "täglich", "Mo–Fr", "am nächsten Tag")
}

// enRule is what a rule requires, one sentence each; nothing if it requires nothing.
func enRule(r access.Rule) (lines []string) {
	if r.Longest > 0 {
		lines = append(lines, "At most "+enDuration(r.Longest)+" at a time.")
	}
	if r.Hours != access.AllHours {
		lines = append(lines, "Allowed times: "+enHours(r.Hours)+", in the company's time zone.")
	}
	if r.ReadOnly {
		lines = append(lines, "Read-only.")
	}
	if r.DescriptionRequired {
		lines = append(lines, "A description is required.")
	}
	if r.Approvals == 2 {
		lines = append(lines, "Two different people must approve.")
	}
	return lines
}

func deRule(r access.Rule) (lines []string) {
	if r.Longest > 0 {
		lines = append(lines, "Höchstens "+deDuration(r.Longest)+" je Zugriff.")
	}
	if r.Hours != access.AllHours {
		lines = append(lines, "Zugriffszeiten: "+deHours(r.Hours)+" (Zeitzone des Unternehmens).")
	}
	if r.ReadOnly {
		lines = append(lines, "Nur Lesezugriff.")
	}
	if r.DescriptionRequired {
		lines = append(lines, "Eine Beschreibung ist erforderlich.")
	}
	if r.Approvals == 2 {
		lines = append(lines, "Zwei verschiedene Personen müssen zustimmen.")
	}
	return lines
}

// enFromGrant is a length that counts from GRANT. from is its earliest start, or zero.
func enFromGrant(length time.Duration, from time.Time) string {
	if from.IsZero() {
		return enDuration(length) + " from GRANT"
	}
	return enDuration(length) + " from GRANT, not before " + enMoment(from)
}

func deFromGrant(length time.Duration, from time.Time) string {
	if from.IsZero() {
		return deDuration(length) + " ab GRANT"
	}
	return deDuration(length) + " ab GRANT, frühestens ab " + deMoment(from)
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

// enAllows and deAllows are what access allows.
func enAllows(readOnly bool) string {
	if readOnly {
		return "read-only"
	}
	return "read and edit"
}

func deAllows(readOnly bool) string {
	if readOnly {
		return "nur lesen"
	}
	return "lesen und bearbeiten"
}
