package views

import (
	"fmt"
	"slices"
	"time"

	"latchkey/access"
)

// ReportURL is the report of an access request.
func ReportURL(id string) string { return RequestURL(id) + "/report" }

// ReportPDFURL is a report as a document.
func ReportPDFURL(id string) string { return ReportURL(id) + ".pdf" }

// Report is what became of an access request, made ready for its reader.
type Report struct {
	Page
	Request access.Request
	State   access.State
	// Standing says in a sentence how it stands, where not just that it is over.
	Standing string
	// Facts are what was asked for, given and used.
	Facts []Fact
	// Acts, Visits, Read and Changes are what was done, each a line and what belongs to it.
	Acts, Visits, Read, Changes []ReportRow
	// NextVisits, NextRead and NextChanges are the addresses of further pages, or "".
	NextVisits, NextRead, NextChanges string
	// Cut says that there is more than a document holds.
	Cut  bool
	Zone string
	// Made is when the report was made, At the same instant.
	Made Moment
	At   time.Time
}

// Fact is a name and what goes with it.
type Fact struct {
	Name  string
	Lines []string
}

// ReportRow is something that was done: when, what, on what, who, and what there is to say of it.
type ReportRow struct {
	When        Moment
	What, Where string
	Who         access.Who
	Details     []string
}

// The sentences that say how a report stands.
const (
	reportNeverUsed  = "Granted and never used: nobody was in by this access."
	reportSoFar      = "The access is not over: this is the report so far."
	reportNotGranted = "This was not granted: nobody could get in by it."
)

// NewReport makes a report ready for its reader.
func NewReport(p Page, r access.Report, reader access.Actor) Report {
	m := Report{Page: p, Request: r.Request, State: r.State(r.AsOf), Zone: reader.Zone.String(), Made: NewExactMoment(r.AsOf, reader.Zone), At: r.AsOf}
	switch {
	case !r.Granted():
		m.Standing = reportNotGranted
	case !r.Over():
		m.Standing = reportSoFar
	case r.NeverUsed:
		m.Standing = reportNeverUsed
	}
	m.Facts = reportFacts(r, reader.Zone)
	for _, a := range r.Acts {
		m.Acts = append(m.Acts, ReportRow{When: NewExactMoment(a.At, reader.Zone), What: p.W.Action(a.Action), Who: a.Who(), Details: ChangedLines(a, reader.Zone)})
	}
	for _, v := range r.Visits {
		m.Visits = append(m.Visits, ReportRow{When: NewExactMoment(v.Window.From, reader.Zone), What: "visit", Who: login(v.Who), Details: visitDetails(v, reader.Zone)})
	}
	for _, read := range r.Pages {
		m.Read = append(m.Read, ReportRow{When: NewExactMoment(read.Window.From, reader.Zone), What: p.W.Action(read.Action), Where: read.ObjectName, Who: login(read.Who), Details: []string{readTimes(read, reader.Zone)}})
	}
	for _, c := range r.Changes {
		details := ChangedLines(c, reader.Zone)
		if c.Address != "" {
			details = append(details, "from "+c.Address)
		}
		m.Changes = append(m.Changes, ReportRow{When: NewExactMoment(c.At, reader.Zone), What: p.W.Action(c.Action), Where: c.ObjectName, Who: c.Who(), Details: details})
	}
	m.Cut = r.Next != access.ReportPlace{}
	m.NextVisits = NextURL(ReportURL(r.ID), "visits", r.Next.Visit)
	m.NextRead = NextURL(ReportURL(r.ID), "pages", r.Next.Page)
	m.NextChanges = NextURL(ReportURL(r.ID), "changes", r.Next.Change)
	return m
}

// named says whether there is something that was done on something.
func named(rows []ReportRow) bool {
	return slices.ContainsFunc(rows, func(r ReportRow) bool { return r.Where != "" })
}

func readTimes(p access.PageRead, zone *time.Location) string {
	if p.Times == 1 {
		return "once"
	}
	return fmt.Sprintf("%s, last %s", counted(p.Times, "time"), NewExactMoment(p.Window.To, zone).Text)
}

// reportFacts is what was asked for, given and used.
func reportFacts(r access.Report, zone *time.Location) []Fact {
	window := func(w access.Window) []string {
		s := NewSpan(w, zone, r.CompanyZone)
		lines := []string{s.FromText + " – " + s.ToText}
		if s.There != "" {
			lines = append(lines, "there: "+s.There)
		}
		return lines
	}
	asked := []string{r.AskedHowLong(zone)}
	if asked[0] == "" {
		asked = window(r.Asked.Window)
	}
	facts := []Fact{
		{"Company", []string{r.CompanyName + ", " + r.AccountName}},
		{"Requested By", []string{r.RequestedByName + ", " + r.RequesterAccountName}},
		{"For", []string{orDash(r.Description)}},
		{"Asked for", append(asked, access.ReadOnlyText(r.Asked.ReadOnly))},
	}
	if r.Decision != nil {
		lines := []string{actWord(r.Decision.What) + " by " + r.Decision.By + ", " + NewExactMoment(r.Decision.At, zone).Text}
		if r.Decision.Reason != "" {
			lines = append(lines, r.Decision.Reason)
		}
		facts = append(facts, Fact{"Decision", lines})
	}
	if !r.Granted() {
		return facts
	}
	rule := []string{"None."}
	if r.Rule != nil && len(r.Rule.Sentences()) > 0 {
		rule = r.Rule.Sentences()
	}
	facts = append(facts, Fact{"Rule in force", rule})
	if r.Consent != nil {
		facts = append(facts, Fact{"Standing consent", []string{
			"By " + r.Consent.CreatedBy + ", " + NewExactMoment(r.Consent.CreatedAt, zone).Text + ": " + access.ReadOnlyText(r.Consent.ReadOnly) + ", at most " +
				access.DurationText(r.Consent.Longest) + " a visit, " + r.Consent.Hours.String() + ", until " + NewExactMoment(r.Consent.ValidTo, zone).Text + ".",
		}})
	}
	facts = append(facts, Fact{"Given", append(window(r.Window), access.ReadOnlyText(r.ReadOnly))})
	if r.Use.Visits == 0 {
		facts = append(facts, Fact{"Used", []string{"Never."}})
	} else {
		facts = append(facts, Fact{"Used", append(window(r.Use.Window),
			fmt.Sprintf("%s: %s read, %s made", counted(r.Use.Visits, "visit"), counted(r.Use.Pages, "page"), counted(r.Use.Changes, "change")))})
	}
	return append(facts, Fact{"End", reportEnd(r.Request, zone)})
}

// reportEnd is who ended the access, and why.
func reportEnd(r access.Request, zone *time.Location) []string {
	switch {
	case r.Ending != nil:
		lines := []string{actWord(r.Ending.What) + " by " + r.Ending.By + ", " + NewExactMoment(r.Ending.At, zone).Text}
		if r.Ending.Reason != "" {
			lines = append(lines, r.Ending.Reason)
		}
		return lines
	case r.Over():
		return []string{"By the clock, " + NewExactMoment(r.Window.To, zone).Text}
	default:
		return []string{"Not yet."}
	}
}
