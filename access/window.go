package access

import (
	"cmp"
	"errors"
	"time"
)

// Window is a half-open span of time: From ≤ t < To.
type Window struct{ From, To time.Time }

// Contains reports whether t is inside the window.
func (w Window) Contains(t time.Time) bool { return !t.Before(w.From) && t.Before(w.To) }

// LocalTime is a time as typed: a date and a time of day in the login's own time zone.
type LocalTime struct {
	// Text is 2006-01-02T15:04, optionally with seconds.
	Text string
	// Which says, for a time that exists twice because clocks go back, which one is meant: "first",
	// "second", or "" if nobody said.
	Which string
}

var (
	errNotATime   = errors.New("not a date and time")
	errNoSuchTime = errors.New("does not exist")
	errTwice      = errors.New("exists twice")
)

// instants returns when a local time is, in zone. For a time that clocks skip, the error is
// errNoSuchTime; for one that they show twice, it is errTwice with both instants, unless Which says
// which.
func (l LocalTime) instants(zone *time.Location) ([]time.Time, error) {
	wall, err := time.Parse("2006-01-02T15:04:05", l.Text)
	if err != nil {
		wall, err = time.Parse("2006-01-02T15:04", l.Text)
		if err != nil {
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

// instant is instants for a field of a form: it adds mistakes to invalid.
func (l LocalTime) instant(invalid *Invalid, field string, zone *time.Location) (t time.Time, ok bool) {
	if l.Text == "" {
		invalid.add(field, EnterTime{})
		return t, false
	}
	if !KnownZone(zone) {
		ownZoneUnknown(invalid, field, zone)
		return t, false
	}
	found, err := l.instants(zone)
	switch {
	case errors.Is(err, errNoSuchTime):
		invalid.add(field, NoSuchTime{Zone: zone.String()})
	case errors.Is(err, errTwice):
		invalid.add(field, TimeTwice{Zone: zone.String()})
		if invalid.Twice == nil {
			invalid.Twice = map[string][]time.Time{}
		}
		invalid.Twice[field] = found
	case err != nil:
		invalid.add(field, NotATime{})
	default:
		return found[0], true
	}
	return t, false
}

// maxAhead is how far ahead a window can begin, and a standing consent can end. Anything later is
// probably a mistake.
const maxAhead = 366 * 24 * time.Hour

// bounds are the limits of a window. Every window with a typed time is checked with them: requests,
// extensions, granting less and shortening, and the ends of standing consents and of external
// users.
type bounds struct {
	now time.Time
	// over is the reason for an end that is not in the future, or nil for the usual one.
	over Reason
	// notBefore and beginsIn (the upper limit) are for the start; endsAfter, endsBefore and
	// notAfter are for the end. A zero instant is no limit.
	notBefore, beginsIn  bound
	endsAfter            []bound
	endsBefore, notAfter bound
	// longest is the longest length, or 0 for no limit. tooLong is the reason for more, or nil for
	// the usual one.
	longest time.Duration
	tooLong Reason
	// begin is the field for a start that is too far away.
	begin string
}

// bound is an instant, and the reason for a window that does not keep to it.
type bound struct {
	at  time.Time
	why Reason
}

// check adds to invalid what is wrong with a window. It skips a time that could not be parsed,
// because that has been reported.
func (b bounds) check(invalid *Invalid, w Window) {
	_, noFrom := invalid.Fields["valid_from"]
	_, noTo := invalid.Fields["valid_to"]
	if !noFrom && w.From.Before(b.notBefore.at) {
		invalid.add("valid_from", b.notBefore.why)
	}
	if last := b.beginsIn; !noFrom && !last.at.IsZero() && !w.From.Before(last.at) {
		invalid.add("valid_from", last.why)
	}
	if noTo {
		b.checkBegin(invalid, w, noFrom)
		return
	}
	for _, after := range append([]bound{{b.now, cmp.Or[Reason](b.over, ChooseLater{})}}, b.endsAfter...) {
		if !w.To.After(after.at) {
			invalid.add("valid_to", after.why)
		}
	}
	if !noFrom && !w.To.After(w.From) {
		invalid.add("valid_to", ChooseAfterFirst{})
	}
	if before := b.endsBefore; !before.at.IsZero() && !w.To.Before(before.at) {
		invalid.add("valid_to", before.why)
	}
	if last := b.notAfter; !last.at.IsZero() && w.To.After(last.at) {
		invalid.add("valid_to", last.why)
	}
	b.checkBegin(invalid, w, noFrom)
	if _, wrong := invalid.Fields["valid_from"]; !wrong && b.longest > 0 && w.To.Sub(w.From) > b.longest {
		invalid.add("valid_to", cmp.Or[Reason](b.tooLong, WindowTooLong{Most: b.longest}))
	}
}

func (b bounds) checkBegin(invalid *Invalid, w Window, unread bool) {
	if !unread && w.From.Sub(b.now) > maxAhead {
		invalid.add(cmp.Or(b.begin, "valid_from"), ChooseWithinYear{})
	}
}

// withTyped replaces the times of a window by typed ones, in zone. A field that is empty, or shows
// the window's own time, changes nothing.
func (w Window) withTyped(invalid *Invalid, from, to LocalTime, zone *time.Location) Window {
	for _, f := range []struct {
		name string
		l    LocalTime
		t    *time.Time
	}{{"valid_from", from, &w.From}, {"valid_to", to, &w.To}} {
		if f.l.Text == "" || f.l.isShownAs(*f.t, zone) {
			continue
		}
		if t, ok := f.l.instant(invalid, f.name, zone); ok {
			*f.t = t
		}
	}
	return w
}

// isShownAs reports whether a local time is as NewLocalTime shows t in a form. For a time that
// exists twice, it may also say nothing about which one.
func (l LocalTime) isShownAs(t time.Time, zone *time.Location) bool {
	shown := NewLocalTime(t, zone)
	return l.Text == shown.Text && (l.Which == shown.Which || l.Which == "")
}

// NewLocalTime is a time for a form: ExactLocalText and, if it exists twice, which one it is.
func NewLocalTime(t time.Time, zone *time.Location) LocalTime {
	l := LocalTime{Text: ExactLocalText(t, zone)}
	_, before := t.Add(-24 * time.Hour).In(zone).Zone()
	_, after := t.Add(24 * time.Hour).In(zone).Zone()
	if before == after { // the offset does not change around it
		return l
	}
	switch both := l.BothInstants(zone); {
	case both == nil:
	case t.Before(both[1]):
		l.Which = "first"
	default:
		l.Which = "second"
	}
	return l
}

// BothInstants are the two instants of a time that exists twice in a zone, or nil for any other.
func (l LocalTime) BothInstants(zone *time.Location) []time.Time {
	both, err := LocalTime{Text: l.Text}.instants(zone)
	if !errors.Is(err, errTwice) {
		return nil
	}
	return both
}

// ExactLocalText is LocalText, to the second if it is not a whole minute.
func ExactLocalText(t time.Time, zone *time.Location) string {
	if t.Second() == 0 {
		return LocalText(t, zone)
	}
	return t.In(zone).Format("2006-01-02T15:04:05")
}

// LocalText formats a time for a form, as LocalTime parses it, to the minute.
func LocalText(t time.Time, zone *time.Location) string { return t.In(zone).Format("2006-01-02T15:04") }
