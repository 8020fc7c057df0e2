package access

import (
	"errors"
	"time"
)

// Window is a span of time, half open: From ≤ t < To.
type Window struct{ From, To time.Time }

// Contains says whether t is inside the window.
func (w Window) Contains(t time.Time) bool { return !t.Before(w.From) && t.Before(w.To) }

// LocalTime is a time as somebody typed it: a date and a time of day in the login's own time zone.
type LocalTime struct {
	// Text is 2006-01-02T15:04, with :05 if wanted.
	Text string
	// Which says of a time that exists twice, where clocks go back, which one is meant: "first", "second", or "" for not said.
	Which string
}

var (
	errNotATime   = errors.New("not a date and time")
	errNoSuchTime = errors.New("does not exist")
	errTwice      = errors.New("exists twice")
)

// instants finds when a local time is, in zone. A time that clocks skip is errNoSuchTime; one that they show twice is errTwice
// with both instants, unless Which says which.
func (l LocalTime) instants(zone *time.Location) ([]time.Time, error) {
	wall, err := time.Parse("2006-01-02T15:04:05", l.Text)
	if err != nil {
		if wall, err = time.Parse("2006-01-02T15:04", l.Text); err != nil {
			return nil, errNotATime
		}
	}
	if n := len(l.Text); (n != len("2006-01-02T15:04") && n != len("2006-01-02T15:04:05")) || wall.Year() < 1970 {
		return nil, errNotATime
	}
	var found []time.Time
	// Zones change their offset by a few hours at most, and never twice within two days.
	for _, near := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		_, offset := wall.Add(near).In(zone).Zone()
		t := wall.Add(-time.Duration(offset) * time.Second)
		shown := t.In(zone).Format("2006-01-02T15:04:05")
		if shown == wall.Format("2006-01-02T15:04:05") && (len(found) == 0 || !found[0].Equal(t)) {
			found = append(found, t)
		}
	}
	switch {
	case len(found) == 0:
		return nil, errNoSuchTime
	case len(found) == 1:
		return found, nil
	case found[1].Before(found[0]):
		found[0], found[1] = found[1], found[0]
	}
	switch l.Which {
	case "first":
		return found[:1], nil
	case "second":
		return found[1:], nil
	}
	return found, errTwice
}

// instant is instants for a field of a form: what is wrong is added to invalid.
func (l LocalTime) instant(invalid *Invalid, field string, zone *time.Location) (t time.Time, ok bool) {
	if l.Text == "" {
		invalid.add(field, "Enter a date and a time.")
		return t, false
	}
	found, err := l.instants(zone)
	switch {
	case errors.Is(err, errNoSuchTime):
		invalid.add(field, "This time does not exist in %s: clocks go forward over it. Choose an earlier or a later one.", zone)
	case errors.Is(err, errTwice):
		invalid.add(field, "This time exists twice in %s: clocks go back. Choose which one you mean.", zone)
		if invalid.Twice == nil {
			invalid.Twice = map[string][]time.Time{}
		}
		invalid.Twice[field] = found
	case err != nil:
		invalid.add(field, "Enter a date and a time, like 2026-03-14T09:30.")
	default:
		return found[0], true
	}
	return t, false
}

// ExactLocalText is LocalText to the second, where it is not a whole minute.
func ExactLocalText(t time.Time, zone *time.Location) string {
	if t.Second() == 0 {
		return LocalText(t, zone)
	}
	return t.In(zone).Format("2006-01-02T15:04:05")
}

// LocalText is how a time is put into a form: as LocalTime reads it, to the minute.
func LocalText(t time.Time, zone *time.Location) string { return t.In(zone).Format("2006-01-02T15:04") }
