package access

import (
	"context"
	"time"

	"latchkey/db"
)

// visitEndsAfter is how long without a page or a change ends a visit.
const visitEndsAfter = 30 * time.Minute

// Visit is a period in which someone used a grant.
type Visit struct {
	Who, Address string
	Window       Window
	// Pages is how many pages were read, Changes how many changes were made, Webapps how often a
	// webapp was opened.
	Pages, Changes, Webapps int64
}

// readActions are the actions that read a page. Of what is done under a grant, all others are
// changes, except opening a webapp.
var readActions = map[Action]bool{
	AccountRead: true, CompaniesRead: true, CompanyRead: true, UsersRead: true, UserRead: true, SubscriptionsRead: true, WhyRead: true,
	SecretShown: true,
}

// addToVisit adds an entry made under a grant to its visit.
func (t *tx) addToVisit(ctx context.Context, e Entry) error {
	reads, opens := readActions[e.Action], e.Action == WebappOpened
	pages, changes, webapps := flag(reads), flag(!reads && !opens), flag(opens)
	n, err := t.UpdateVisit(ctx, db.UpdateVisitParams{
		RequestID: e.GrantID, ActorName: t.by.Signature(), Address: t.by.Address, Now: db.Millis(t.now), Since: db.Millis(t.now.Add(-visitEndsAfter)),
		Pages: pages, Changes: changes, Webapps: webapps,
	})
	if err != nil || n > 0 {
		return err
	}
	id, err := t.svc.newID("vis", t.now)
	if err != nil {
		return err
	}
	return t.InsertVisit(ctx, db.InsertVisitParams{
		ID: id, RequestID: e.GrantID, ActorName: t.by.Signature(), Address: t.by.Address, At: db.Millis(t.now), Pages: pages, Changes: changes, Webapps: webapps,
	})
}

func visitID(v db.AccessVisit) string { return v.ID }

// visitsFrom are visits to an account as the actor sees them.
func (a Actor) visitsFrom(rows []db.AccessVisit, accountID string) []Visit {
	visits := make([]Visit, len(rows))
	for i, v := range rows {
		visits[i] = Visit{Who: v.ActorName, Address: v.Address, Window: Window{db.Time(v.BeganAt), db.Time(v.LastAt)}, Pages: v.Pages, Changes: v.Changes, Webapps: v.Webapps}
		if !a.May(ReadRequests, accountID) {
			visits[i].Address = ""
		}
	}
	return visits
}

// maxRequestActs is how many of a request's acts its page shows. Only shortening can be done more
// than once.
const maxRequestActs = 200

// History is a request with everything that was done to it and under it.
type History struct {
	Request
	// Acts are what was done to it, oldest first.
	Acts []Record
	// Visits are a page of them, oldest first. NextVisit is the after of the next page, or "".
	Visits    []Visit
	NextVisit string
	// Approvals are those who have approved, if two people must.
	Approvals []Act
	// Rule is the rule in force for its company now.
	Rule Rule
	// Extensions are the requests to extend it, oldest first.
	Extensions []Request
	// PublicKey verifies its receipt. It is "" if nothing is signed.
	PublicKey string
}

// acts are what was done to a request, oldest first.
func (s *Service) acts(ctx context.Context, id string) (acts []Record, err error) {
	rows, err := s.store.Read.ListRequestActs(ctx, db.ListRequestActsParams{RequestID: id, PageSize: maxRequestActs})
	if err != nil {
		return nil, err
	}
	acts = mapped(rows, recordFrom)
	for i, row := range rows {
		if err := s.readWaived(ctx, row, &acts[i]); err != nil {
			return nil, err
		}
	}
	return acts, nil
}

// History returns a request's page. after is the NextVisit of the previous page, or "". Addresses
// are visible only to those who read the account's requests. It needs what Request needs. Errors:
// ErrNotFound.
func (s *Service) History(ctx context.Context, by Actor, id, after string) (h History, err error) {
	h.Request, err = s.Request(ctx, by, id)
	if err != nil {
		return h, err
	}
	q := s.store.Read
	h.Acts, err = s.acts(ctx, id)
	if err != nil {
		return h, err
	}
	visits, err := q.ListVisits(ctx, db.ListVisitsParams{RequestID: id, After: after, PageSize: pageSize + 1})
	if err != nil {
		return h, err
	}
	visits, h.NextVisit = cut(visits, pageSize, visitID)
	h.NeverUsed = h.WasOpen() && after == "" && len(visits) == 0
	h.Visits = by.visitsFrom(visits, h.AccountID)
	approvals, err := q.ListApprovals(ctx, id)
	if err != nil {
		return h, err
	}
	h.Approvals = mapped(approvals, func(a db.ListApprovalsRow) Act {
		return Act{What: string(RequestApproved), At: db.Time(a.At), By: a.Name}
	})
	extensions, err := q.ListExtensions(ctx, db.ListExtensionsParams{ID: db.NullText(id), PageSize: pageSize})
	if err != nil {
		return h, err
	}
	h.Extensions = requestsFrom(extensions, h.AsOf)
	if s.signer != nil {
		h.PublicKey = s.signer.PublicKey()
	}
	h.Rule, err = ruleOf(ctx, q, h.AccountID, h.CompanyID)
	return h, err
}
