package views

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"latchkey/access"
	"latchkey/words"
)

// Heights in the drawing, in pixels. It is as wide as the page, so what is across is in per cent.
const (
	timelineHead    = 34
	timelineCompany = 30
	timelineLane    = 36
	timelineBar     = 12
	// timelineLabels is how many marks have a label: as many as fit on a phone.
	timelineLabels = 7
	// timelineLeast is the least width of a bar, as a share: even a moment is visible on a phone.
	timelineLeast = 0.01
)

// TimelineURL is the timeline of an account's External Access.
func TimelineURL(accountID string) string {
	return AccountURL(accountID, TabExternalAccess) + "/timeline"
}

// timelineAt is the timeline with a scale, at the period of a day ("" for today).
func timelineAt(accountID string, s access.Scale, start access.Date) string {
	if s == access.Around {
		return TimelineURL(accountID)
	}
	return withQuery(TimelineURL(accountID), map[string]string{"scale": string(s)}, "start", string(start))
}

// Timeline is who has or had access when, as a drawing and as a table.
type Timeline struct {
	Page
	Form
	access.Timeline
	Bars      []TimelineBar
	Companies []CompanyBars
	Marks     []TimeMark
	// Period says which days it shows.
	Period string
	// Before and After are the URLs of the periods around it.
	Before, After string
	// Present is where the present is, or "" if it is outside the period. Over is how wide the past
	// is, or "" for none of it.
	Present, Over string
	Zone          string
	height        int
}

// CompanyBars are the bars of a company in the drawing. Y is its upper edge.
type CompanyBars struct {
	Name, Account string
	Y             int
	Bars          []TimelineBar
}

// TimelineBar is a grant: its row of the table, and its place in the drawing.
type TimelineBar struct {
	RequestRow
	// Span is the window in which someone had access.
	Span Span
	// X and Width are cut to the period. Y is the upper edge of the bar's lane. The label is at
	// LabelX; with Anchor end, it ends there.
	X, Width, LabelX, Anchor string
	Y                        int
	// Earlier and Later say that it begins before the period, and ends after it.
	Earlier, Later bool
	left, right    float64
}

// TimeMark is where a day or an hour begins. Only some marks have a label.
type TimeMark struct{ X, Label string }

// NewTimeline prepares a timeline for its reader, with the days as typed.
func NewTimeline(p Page, f Form, t access.Timeline, reader access.Actor) Timeline {
	m := Timeline{Page: p, Timeline: t, Zone: reader.Zone.String(), Form: Form{Mistakes: f.Mistakes, Values: map[string]string{
		"from": cmp.Or(f.Values["from"], f.Values["start"], string(t.Days.From)), "to": cmp.Or(f.Values["to"], string(t.Days.To)),
	}}}
	if t.Window.From.IsZero() {
		return m
	}
	m.Period = periodText(p.W, t.Days)
	before, after := t.Around()
	m.Before, m.After = m.periodURL(before), m.periodURL(after)
	m.Marks = m.marks(reader.Zone)
	for _, g := range t.Grants {
		m.Bars = append(m.Bars, m.bar(g, reader))
	}
	m.Companies, m.height = companyBars(m.Bars)
	if t.Window.Contains(t.Now) {
		m.Present = percent(m.share(t.Now))
	}
	if past := m.share(t.Now); past > 0 {
		m.Over = percent(past)
	}
	return m
}

func (m Timeline) bar(g access.Request, reader access.Actor) TimelineBar {
	w := g.Span()
	b := TimelineBar{
		RequestRow: NewRequestRow(m.W, g, reader), Span: SpanIn(m.W, w, reader.Zone, g.CompanyZone), left: m.share(w.From), right: m.share(w.To),
		Earlier: w.From.Before(m.Window.From), Later: w.To.After(m.Window.To), Anchor: "start",
	}
	width := max(b.right-b.left, timelineLeast)
	b.left = min(b.left, 1-width)
	b.right = b.left + width
	b.X, b.Width, b.LabelX = percent(b.left), percent(width), percent(b.left)
	if b.left > 0.5 {
		b.LabelX, b.Anchor = percent(b.right), "end"
	}
	return b
}

// companyBars places the bars: a row for each company, with as many lanes as it takes that no bar
// or label covers another.
func companyBars(bars []TimelineBar) (companies []CompanyBars, height int) {
	byBegin := slices.Clone(bars)
	slices.SortStableFunc(byBegin, func(a, b TimelineBar) int {
		return cmp.Or(strings.Compare(access.NameKey(a.CompanyName), access.NameKey(b.CompanyName)), strings.Compare(a.CompanyID, b.CompanyID), cmp.Compare(a.left, b.left))
	})
	y := timelineHead
	for i := 0; i < len(byBegin); {
		c := CompanyBars{Name: byBegin[i].CompanyName, Account: byBegin[i].AccountName, Y: y}
		var lanes []float64 // where each is free
		for id := byBegin[i].CompanyID; i < len(byBegin) && byBegin[i].CompanyID == id; i++ {
			b := byBegin[i]
			from, to := b.takes()
			lane := slices.IndexFunc(lanes, func(free float64) bool { return free <= from })
			if lane < 0 {
				lane, lanes = len(lanes), append(lanes, 0)
			}
			lanes[lane] = to
			b.Y = y + timelineCompany + lane*timelineLane
			c.Bars = append(c.Bars, b)
		}
		companies = append(companies, c)
		y += timelineCompany + len(lanes)*timelineLane
	}
	return companies, y
}

// takes is the part of its lane that a bar takes with its label, which is cut at half the drawing
// on a phone.
func (b TimelineBar) takes() (from, to float64) {
	const label = 0.5
	if b.Anchor == "end" {
		return min(b.left, b.right-label), b.right
	}
	return b.left, max(b.right, b.left+label)
}

// marks are the days of the period or, for one day, its hours.
func (m Timeline) marks(zone *time.Location) (marks []TimeMark) {
	if m.Scale == access.OneDay {
		for at := m.Window.From; at.Before(m.Window.To); at = at.Add(time.Hour) {
			mark := TimeMark{X: percent(m.share(at))}
			if at.In(zone).Hour()%4 == 0 {
				mark.Label = at.In(zone).Format("15:04")
			}
			marks = append(marks, mark)
		}
		return marks
	}
	starts := m.Days.Starts(zone)
	every := (len(starts) + timelineLabels - 1) / timelineLabels
	for i, start := range starts {
		mark := TimeMark{X: percent(m.share(start))}
		if i%every == 0 && m.share(start) < 0.9 { // else it would be cut on a phone
			mark.Label = m.W.Access.ShortDay(start.In(zone))
		}
		marks = append(marks, mark)
	}
	return marks
}

// share is which part of the period is before an instant: from 0 to 1.
func (m Timeline) share(t time.Time) float64 {
	w := m.Window
	return min(max(float64(t.Sub(w.From))/float64(w.To.Sub(w.From)), 0), 1)
}

func percent(share float64) string { return fmt.Sprintf("%.2f%%", 100*share) }

// periodURL is the timeline of other days at the same scale.
func (m Timeline) periodURL(d access.Days) string {
	if m.Scale != access.Around {
		return timelineAt(m.Account.ID, m.Scale, d.From)
	}
	return withQuery(TimelineURL(m.Account.ID), map[string]string{"from": string(d.From)}, "to", string(d.To))
}

func periodText(w *words.Words, d access.Days) string {
	from, to := w.Format.Day(d.From.Time()), w.Format.Day(d.To.Time())
	if from == to {
		return from
	}
	return from + " – " + to
}

// label is the label of a bar. Arrows say that it begins earlier, or ends later.
func (b TimelineBar) label() string {
	label := b.RequestedByName
	if b.Earlier {
		label = "← " + label
	}
	if b.Later {
		label += " →"
	}
	return label
}

// labelShift keeps the label of a bar at the edge of the drawing off that edge.
func (b TimelineBar) labelShift() string {
	switch {
	case b.Anchor == "end" && b.right > 1-timelineLeast:
		return "-4"
	case b.Anchor == "start" && b.left < timelineLeast:
		return "4"
	}
	return "0"
}

// name is the name of a bar for those who do not see it.
func (b TimelineBar) name() string {
	return b.RequestedByName + " → " + b.CompanyName + ", " + b.Span.FromText + " – " + b.Span.ToText + ", " + b.W.Request.States[b.State]
}

// start is the day at which other scales show the same: today, if the period has it.
func (m Timeline) start() access.Date {
	if m.Present != "" || m.Window.From.IsZero() {
		return ""
	}
	return m.Days.From
}

// nowAnchor and nowShift put the name of the present beside its line, where there is room.
func (m Timeline) nowAnchor() string {
	if m.share(m.Timeline.Now) > 0.5 {
		return "end"
	}
	return "start"
}

func (m Timeline) nowShift() string {
	if m.nowAnchor() == "end" {
		return "-4"
	}
	return "4"
}
