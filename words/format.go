package words

import (
	"strings"
	"time"

	"latchkey/access"
)

// Format is how a language writes dates, numbers and the like. Instants are shown in the time zone
// that they carry.
type Format struct {
	// Day is a date. Clock is a time of day: to the minute, or to the second if it is not a whole
	// minute.
	Day, Clock func(t time.Time) string
	// Zone is the abbreviation of a time zone: "CET", "UTC".
	Zone func(t time.Time) string
	// Weekdays begin with Sunday, as in package time.
	Weekdays [7]string
	// Number is a whole number. Decimal is a number of digits with a point, like "-1234.50".
	Number  func(n int64) string
	Decimal func(digits string) string
	// Duration is a length of time to the second. From two days on, it is in days: "24 hours", "2
	// days".
	Duration func(d time.Duration) string
	// And is a list of items in a sentence.
	And func(items ...string) string
	// Hours are hours of the week.
	Hours func(h access.Hours) string
	// Rule is what a rule requires, one sentence each; nothing if it requires nothing.
	Rule func(r access.Rule) []string
	// FromGrant is a length that counts from GRANT, and its earliest start if that is not zero.
	FromGrant func(length time.Duration, from time.Time) string
	// Allows is what access allows.
	Allows func(readOnly bool) string
}

// Moment is an instant: its day, its time and its time zone.
func (f Format) Moment(t time.Time) string {
	return f.Day(t) + ", " + f.Clock(t) + " " + f.Zone(t)
}

// Span is two instants as one phrase: what both have in common appears only once.
func (f Format) Span(from, to time.Time) (first, last string) {
	first, last = f.Moment(from), f.Moment(to)
	if zone := f.Zone(to); f.Zone(from) == zone {
		first = strings.TrimSuffix(first, " "+zone)
		if f.Day(from) == f.Day(to) {
			last = f.Clock(to) + " " + zone
		}
	}
	return first, last
}

func clock(t time.Time) string {
	if t.Second() != 0 {
		return t.Format("15:04:05")
	}
	return t.Format("15:04")
}

// noun is the name of a thing, in the singular and in the plural.
type noun struct{ one, other string }

// of is a number of things.
func (n noun) of(count int64, number func(int64) string) string {
	if count == 1 {
		return number(count) + " " + n.one
	}
	return number(count) + " " + n.other
}

func duration(d time.Duration, number func(int64) string, names [4]noun) string {
	var parts []string
	for i, unit := range []time.Duration{24 * time.Hour, time.Hour, time.Minute, time.Second} {
		n := int64(d / unit)
		if n == 0 || i == 0 && n < 2 {
			continue
		}
		d -= time.Duration(n) * unit
		parts = append(parts, names[i].of(n, number))
	}
	if len(parts) == 0 {
		return names[3].of(0, number)
	}
	return strings.Join(parts, " ")
}

func and(last string) func(...string) string {
	return func(items ...string) string {
		if len(items) < 2 {
			return strings.Join(items, "")
		}
		return strings.Join(items[:len(items)-1], ", ") + last + items[len(items)-1]
	}
}

// grouped puts a mark between groups of three digits, and replaces the number's point.
func grouped(digits, mark, point string) string {
	sign, whole := "", digits
	if rest, negative := strings.CutPrefix(digits, "-"); negative {
		sign, whole = "-", rest
	}
	whole, fraction, hasFraction := strings.Cut(whole, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + mark + whole[i:]
	}
	if hasFraction {
		whole += point + fraction
	}
	return sign + whole
}

// joined puts a word between two texts, unless one of them is "".
func joined(first, between, second string) string {
	if first == "" || second == "" {
		return first + second
	}
	return first + between + second
}

func semicolons(items []string) string { return strings.Join(items, "; ") }
