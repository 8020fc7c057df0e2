// Package views turns what package access knows into HTML: a typed model in, a page out. It reads no clock and no database.
package views

import (
	"time"
	_ "time/tzdata" // a server may have no zone files

	"latchkey/access"
)

// Moment is an instant made ready to be shown, in the reader's zone.
type Moment struct {
	// Text is the date and time with the zone named, Machine the same for programs.
	Text    string
	Machine string
}

const momentLayout = "2 Jan 2006, 15:04:05 MST"

// NewMoment shows t in zone; the zero time is an empty Moment. Seconds are left out where they are zero.
func NewMoment(t time.Time, zone *time.Location) Moment {
	if t.IsZero() {
		return Moment{}
	}
	layout := momentLayout
	if t.Second() == 0 {
		layout = "2 Jan 2006, 15:04 MST"
	}
	return Moment{t.In(zone).Format(layout), t.UTC().Format(time.RFC3339Nano)}
}

// Span is a window made ready to be shown.
type Span struct {
	From, To Moment
	// There is the window on the company's clock, empty where that shows the same.
	There string
}

// NewSpan shows a window in zone, and in there where clocks differ from zone's.
func NewSpan(w access.Window, zone, there *time.Location) Span {
	s := Span{From: NewMoment(w.From, zone), To: NewMoment(w.To, zone)}
	_, hereFrom := w.From.In(zone).Zone()
	_, thereFrom := w.From.In(there).Zone()
	_, hereTo := w.To.In(zone).Zone()
	_, thereTo := w.To.In(there).Zone()
	if hereFrom != thereFrom || hereTo != thereTo {
		s.There = NewMoment(w.From, there).Text + " – " + NewMoment(w.To, there).Text
	}
	return s
}

// ZoneName is a zone with its offset at t, like "Europe/Berlin (UTC+01:00)".
func ZoneName(zone *time.Location, t time.Time) string {
	return zone.String() + " (UTC" + t.In(zone).Format("-07:00") + ")"
}
