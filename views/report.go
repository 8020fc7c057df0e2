package views

import (
	"slices"
	"time"

	"latchkey/access"
	"latchkey/words"
)

// ReportURL is the report of an access request.
func ReportURL(id string) string { return RequestURL(id) + "/report" }

// ReportPDFURL is a report as a document.
func ReportPDFURL(id string) string { return ReportURL(id) + ".pdf" }

// Report is the report of an access request, ready for its reader.
type Report struct {
	Page
	Request access.Request
	State   access.State
	// Standing is a sentence about the current state, unless the access is simply over.
	Standing string
	// Facts are what was requested, granted and used.
	Facts []Fact
	// Acts, Visits, Read, Opened and Changes are what was done: each is a line with its details.
	Acts, Visits, Read, Opened, Changes []ReportRow
	// NextVisits and the others are the URLs of the next pages, or "".
	NextVisits, NextRead, NextOpened, NextChanges string
	// Cut says that there is more than fits into a document.
	Cut  bool
	Zone string
	// Made is when the report was made, in the reader's time zone.
	Made time.Time
}

// Fact is a name and its value.
type Fact struct {
	Name  string
	Lines []string
}

// ReportRow is something that was done: when, what, on which object, by whom, and details.
type ReportRow struct {
	When        Moment
	What, Where string
	Who         access.Who
	Details     []string
}

// NewReport prepares a report for its reader.
func NewReport(p Page, r access.Report, reader access.Actor) Report {
	m := Report{Page: p, Request: r.Request, State: r.State(r.AsOf), Zone: reader.Zone.String(), Made: r.AsOf.In(reader.Zone)}
	w := p.W
	switch {
	case !r.Granted():
		m.Standing = w.Report.NotGranted
	case !r.Over():
		m.Standing = w.Report.SoFar
	case r.NeverUsed:
		m.Standing = w.Report.NeverUsed
	}
	m.Facts = reportFacts(w, r, reader.Zone)
	for _, a := range r.Acts {
		m.Acts = append(m.Acts, ReportRow{When: MomentIn(w, a.At, reader.Zone), What: w.Action(a.Action), Who: whoIn(w, a), Details: ChangedLines(w, a, reader.Zone)})
	}
	for _, v := range r.Visits {
		m.Visits = append(m.Visits, ReportRow{When: MomentIn(w, v.Window.From, reader.Zone), What: w.Request.Visit, Who: login(v.Who), Details: visitDetails(w, v, reader.Zone)})
	}
	read := func(v access.PageRead) ReportRow {
		return ReportRow{When: MomentIn(w, v.Window.From, reader.Zone), What: w.Action(v.Action), Where: v.ObjectName, Who: login(v.Who), Details: []string{w.Report.ReadTimes(v.Times, v.Window.To.In(reader.Zone))}}
	}
	for _, v := range r.Pages {
		m.Read = append(m.Read, read(v))
	}
	for _, v := range r.Webapps {
		m.Opened = append(m.Opened, read(v))
	}
	for _, c := range r.Changes {
		details := ChangedLines(w, c, reader.Zone)
		if c.Address != "" {
			details = append(details, w.Request.FromAddress(c.Address))
		}
		m.Changes = append(m.Changes, ReportRow{When: MomentIn(w, c.At, reader.Zone), What: w.Action(c.Action), Where: c.ObjectName, Who: whoIn(w, c), Details: details})
	}
	m.Cut = r.Next != access.ReportPlace{}
	m.NextVisits = NextURL(ReportURL(r.ID), "visits", r.Next.Visit)
	m.NextRead = NextURL(ReportURL(r.ID), "pages", r.Next.Page)
	m.NextOpened = NextURL(ReportURL(r.ID), "webapps", r.Next.Webapp)
	m.NextChanges = NextURL(ReportURL(r.ID), "changes", r.Next.Change)
	return m
}

// named reports whether something was done on an object.
func named(rows []ReportRow) bool {
	return slices.ContainsFunc(rows, func(r ReportRow) bool { return r.Where != "" })
}

// reportFacts are what was requested, granted and used.
func reportFacts(w *words.Words, r access.Report, zone *time.Location) []Fact {
	t := &w.Report
	window := func(window access.Window) []string {
		s := SpanIn(w, window, zone, r.CompanyZone)
		lines := []string{s.FromText + " – " + s.ToText}
		if s.ThereText != "" {
			lines = append(lines, s.ThereText)
		}
		return lines
	}
	asked := []string{w.Format.AskedHowLong(r.Request, zone)}
	if asked[0] == "" {
		asked = window(r.Asked.Window)
	}
	facts := []Fact{
		{t.Company, []string{r.CompanyName + ", " + r.AccountName}},
		{t.RequestedBy, []string{r.RequestedByName + ", " + r.RequesterAccountName}},
		{t.For, []string{orDash(r.Description)}},
		{t.AskedFor, append(asked, w.Format.Allows(r.Asked.ReadOnly))},
	}
	if r.Ticket != "" {
		facts = append(facts, Fact{w.Request.Ticket, []string{r.Ticket}})
	}
	if r.Decision != nil {
		facts = append(facts, Fact{t.Decision, reportAct(w, r.Request, r.Decision, zone)})
	}
	if signed := signatureIn(w, r.Acts); len(signed) > 0 {
		facts = append(facts, Fact{w.Request.Signature, signed})
	}
	if !r.Granted() {
		return facts
	}
	rule := []string{t.NoRule}
	if r.Rule != nil && len(w.Format.Rule(*r.Rule)) > 0 {
		rule = w.Format.Rule(*r.Rule)
	}
	facts = append(facts, Fact{t.Rule, rule})
	if c := r.Consent; c != nil {
		facts = append(facts, Fact{t.Consent, []string{
			t.ConsentTerms(c.CreatedBy, c.CreatedAt.In(zone), c.ReadOnly, c.Longest, c.Hours, c.ValidTo.In(zone)),
		}})
	}
	facts = append(facts, Fact{t.Given, append(window(r.Window), w.Format.Allows(r.ReadOnly))})
	used := []string{t.Never}
	if r.Use.Visits > 0 {
		used = append(window(r.Use.Window), t.Visited(r.Use.Visits, r.Use.Pages, r.Use.Changes, r.Use.Webapps))
	}
	return append(facts, Fact{t.Used, used}, Fact{t.End, reportEnd(w, r.Request, zone)})
}

// reportEnd is who ended the access, and why.
func reportEnd(w *words.Words, r access.Request, zone *time.Location) []string {
	switch {
	case r.Ending != nil:
		return reportAct(w, r, r.Ending, zone)
	case r.Over():
		return []string{w.Report.ByTheClock(r.Window.To.In(zone))}
	default:
		return []string{w.Report.NotYet}
	}
}

// reportAct is what someone did to the request, and the reason.
func reportAct(w *words.Words, r access.Request, a *access.Act, zone *time.Location) []string {
	did := w.Report.HandedBackBy
	switch a.What {
	case "GRANTED":
		did = w.Report.GrantedBy
		if r.ConsentID != "" {
			did = w.Report.ConsentedBy
		}
	case "DENIED":
		did = w.Report.DeniedBy
	case "WITHDRAWN":
		did = w.Report.WithdrawnBy
	case "REVOKED":
		did = w.Report.RevokedBy
	}
	lines := []string{did(a.By, a.At.In(zone))}
	if why := w.Causes.Of(r, a.Cause); why != "" {
		lines = append(lines, why)
	}
	if a.Reason != "" {
		lines = append(lines, a.Reason)
	}
	return lines
}
