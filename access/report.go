package access

import (
	"context"
	"slices"
	"time"

	"latchkey/db"
)

// MaxReport is how many visits, pages, changes and webapps each a whole report can have.
const MaxReport = 10_000

// Report is what became of a request: what was requested and granted, and what was done under it.
type Report struct {
	Request
	// Rule and Consent are those that applied to the decision, or nil.
	Rule    *Rule
	Consent *Consent
	// Acts are what was done to it, oldest first.
	Acts []Record
	Use  Use
	// Visits, Pages, Webapps and Changes are a page of each, oldest first. Next is where the next
	// ones begin.
	Visits         []Visit
	Pages, Webapps []PageRead
	Changes        []Record
	Next           ReportPlace
}

// Use is how a grant was used.
type Use struct {
	Visits, Pages, Changes, Webapps int64
	// Window is from the start of the first visit to the end of the last one, or zero if there was
	// none.
	Window Window
}

// PageRead is a page that someone read under a grant, or a webapp that they opened: how often,
// first and last.
type PageRead struct {
	Action     Action
	ObjectName string
	Who        string
	Times      int64
	Window     Window
}

// ReportPlace is where the pages of a report begin. Zero is the beginning or, in Next, means that
// there are no more.
type ReportPlace struct {
	Visit                string
	Page, Change, Webapp int64
}

// grantOver reports whether it was granted and the access is over.
func (r Request) grantOver(now time.Time) bool {
	return r.State(now) == Expired || r.State(now) == Ended
}

// Over reports whether it was granted and the access was over when it was read.
func (r Request) Over() bool { return r.grantOver(r.AsOf) }

// WasOpen reports whether its access is over after having begun: a grant that was ended before that
// gave nobody access.
func (r Request) WasOpen() bool {
	return r.Over() && (r.Ending == nil || r.Ending.At.After(r.Span().From))
}

// Granted reports whether it was granted.
func (r Request) Granted() bool { return r.Decision != nil && r.Decision.What == decisionGranted }

// Report returns a page of a request's report; for a running grant, so far. Addresses and changed
// values are visible only to those who read the account's requests, and values of company settings
// only to those who may read them in their own account. It needs what Request needs. Errors:
// ErrNotFound.
func (s *Service) Report(ctx context.Context, by Actor, id string, at ReportPlace) (Report, error) {
	return s.report(ctx, by, id, at, pageSize)
}

// WholeReport is Report with everything, up to MaxReport of each. Next says where there is more.
func (s *Service) WholeReport(ctx context.Context, by Actor, id string) (Report, error) {
	return s.report(ctx, by, id, ReportPlace{}, MaxReport)
}

func (s *Service) report(ctx context.Context, by Actor, id string, at ReportPlace, size int) (r Report, err error) {
	r.Request, err = s.Request(ctx, by, id)
	if err != nil {
		return r, err
	}
	if err := s.reportDecision(ctx, &r); err != nil {
		return r, err
	}
	q := s.store.Read
	use, err := q.GetUse(ctx, id)
	if err != nil {
		return r, err
	}
	r.Use = Use{Visits: use.Visits, Pages: use.Pages, Changes: use.Changes, Webapps: use.Webapps}
	if use.Visits > 0 {
		r.Use.Window = Window{db.Time(use.FirstAt), db.Time(use.LastAt)}
	}
	r.NeverUsed = r.WasOpen() && use.Visits == 0
	visits, err := q.ListVisits(ctx, db.ListVisitsParams{RequestID: id, After: at.Visit, PageSize: int64(size) + 1})
	if err != nil {
		return r, err
	}
	visits, r.Next.Visit = cut(visits, size, visitID)
	r.Visits = by.visitsFrom(visits, r.AccountID)
	pages, err := q.ListPagesRead(ctx, db.ListPagesReadParams{RequestID: id, FromSeq: at.Page, PageSize: int64(size) + 1})
	if err != nil {
		return r, err
	}
	pages, r.Next.Page = cutFrom(pages, size, func(p db.ListPagesReadRow) int64 { return p.FirstSeq })
	for _, p := range pages {
		r.Pages = append(r.Pages, PageRead{Action: Action(p.Code), ObjectName: p.ObjectName, Who: p.ActorName, Times: p.Times, Window: Window{db.Time(p.FirstAt), db.Time(p.LastAt)}})
	}
	if err := s.reportWebapps(ctx, &r, at.Webapp, size); err != nil {
		return r, err
	}
	changes, err := q.ListChangesMade(ctx, db.ListChangesMadeParams{RequestID: id, FromSeq: at.Change, PageSize: int64(size) + 1})
	if err != nil {
		return r, err
	}
	changes, r.Next.Change = cutFrom(changes, size, func(c db.RecordEntry) int64 { return c.Seq })
	for _, c := range changes {
		record := by.recordFrom(c)
		if !by.May(ReadRequests, r.AccountID) {
			record.Address = ""
			hideValues(record.Before)
			hideValues(record.After)
		}
		r.Changes = append(r.Changes, record)
	}
	return r, nil
}

// reportWebapps adds a page of the webapps that were opened.
func (s *Service) reportWebapps(ctx context.Context, r *Report, from int64, size int) error {
	opened, err := s.store.Read.ListOpenedWebapps(ctx, db.ListOpenedWebappsParams{RequestID: r.ID, FromSeq: from, PageSize: int64(size) + 1})
	if err != nil {
		return err
	}
	opened, r.Next.Webapp = cutFrom(opened, size, func(o db.ListOpenedWebappsRow) int64 { return o.FirstSeq })
	r.Webapps = mapped(opened, func(o db.ListOpenedWebappsRow) PageRead {
		return PageRead{Action: WebappOpened, ObjectName: o.ObjectName, Who: o.ActorName, Times: o.Times, Window: Window{db.Time(o.FirstAt), db.Time(o.LastAt)}}
	})
	return nil
}

// reportDecision adds what led to the decision, and what was done to the request.
func (s *Service) reportDecision(ctx context.Context, r *Report) error {
	q := s.store.Read
	if r.RuleID != "" {
		row, err := q.GetRuleByID(ctx, r.RuleID)
		if err != nil {
			return err
		}
		rule := ruleFrom(row)
		r.Rule = &rule
	}
	if r.ConsentID != "" {
		row, err := q.GetConsentByID(ctx, db.GetConsentByIDParams{ID: r.ConsentID, AccountID: r.AccountID})
		if err != nil {
			return err
		}
		consent := consentFrom(row.StandingConsent, row.CompanyName, row.RequesterAccountName)
		r.Consent = &consent
	}
	var err error
	r.Acts, err = s.acts(ctx, r.ID)
	return err
}

// addUse notes which of the grants among closed requests were never used, with one statement for
// all of them.
func (s *Service) addUse(ctx context.Context, closed []Request) ([]Request, error) {
	used, err := s.store.Read.ListUsedRequests(ctx, mapped(closed, func(r Request) string { return r.ID }))
	for i, r := range closed {
		closed[i].NeverUsed = r.WasOpen() && !slices.Contains(used, r.ID)
	}
	return closed, err
}
