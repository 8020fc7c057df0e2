package views

import (
	"cmp"
	"fmt"
	"strconv"
	"time"

	"latchkey/access"
)

// Sizes in the drawing, in its own units: it scales with the page.
const (
	timelineWidth  = 1200
	timelineHead   = 28
	timelineRow    = 40
	timelineBar    = 14
	timelineLabels = 12
)

// TimelineURL is the timeline of an account's External Access.
func TimelineURL(accountID string) string {
	return AccountURL(accountID, TabExternalAccess) + "/timeline"
}

// Timeline is who has or had access when, as a drawing and as a table.
type Timeline struct {
	Page
	Form
	access.Timeline
	Bars []TimelineBar
	Days []DayMark
	// Present is where the present is, or "" if it is outside the period.
	Present string
	Zone    string
}

// TimelineBar is a grant: its row of the table, and its place in the drawing.
type TimelineBar struct {
	RequestRow
	// Span is the window in which someone had access.
	Span Span
	// X and Width are cut to the period. Y is the upper edge of the bar's row. The label is at
	// LabelX; with Anchor end, it ends there.
	X, Width, LabelX, Anchor string
	Y                        int
}

// DayMark is where a day begins. Only some marks have a label.
type DayMark struct{ X, Label string }

// NewTimeline prepares a timeline for its reader, with the days as typed.
func NewTimeline(p Page, f Form, t access.Timeline, reader access.Actor) Timeline {
	m := Timeline{Page: p, Timeline: t, Zone: reader.Zone.String(), Form: Form{Mistakes: f.Mistakes, Values: map[string]string{
		"from": cmp.Or(f.Values["from"], string(t.Days.From)), "to": cmp.Or(f.Values["to"], string(t.Days.To)),
	}}}
	if t.Window.From.IsZero() {
		return m
	}
	starts := t.Days.Starts(reader.Zone)
	every := (len(starts) + timelineLabels - 1) / timelineLabels
	for i, start := range starts {
		mark := DayMark{X: m.place(start)}
		if i%every == 0 {
			mark.Label = p.W.Access.ShortDay(start.In(reader.Zone))
		}
		m.Days = append(m.Days, mark)
	}
	for i, g := range t.Grants {
		w := g.Span()
		left, right := m.xOf(w.From), m.xOf(w.To)
		bar := TimelineBar{
			RequestRow: NewRequestRow(p.W, g, reader), Span: SpanIn(p.W, w, reader.Zone, g.CompanyZone), Y: timelineHead + i*timelineRow,
			X: units(left), Width: units(max(right-left, 1)), // so that even a moment is visible
			LabelX: units(left), Anchor: "start",
		}
		if left > timelineWidth/2 {
			bar.LabelX, bar.Anchor = units(right), "end"
		}
		m.Bars = append(m.Bars, bar)
	}
	if t.Window.Contains(t.Now) {
		m.Present = m.place(t.Now)
	}
	return m
}

// xOf is the position of an instant in the drawing, cut to the period.
func (m Timeline) xOf(t time.Time) float64 {
	w := m.Window
	share := float64(t.Sub(w.From)) / float64(w.To.Sub(w.From))
	return timelineWidth * min(max(share, 0), 1)
}

func (m Timeline) place(t time.Time) string { return units(m.xOf(t)) }

func units(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }

// height is the height of the drawing.
func (m Timeline) height() int { return timelineHead + max(len(m.Bars), 1)*timelineRow }

func (m Timeline) viewBox() string { return fmt.Sprintf("0 0 %d %d", timelineWidth, m.height()) }

// label is the label of a bar.
func (b TimelineBar) label() string { return b.RequestedByName + " → " + b.CompanyName }
