package access

import (
	"cmp"
	"context"
	"time"

	"latchkey/db"
)

// The filters of a list of requests.
const (
	OnlyWaiting = "WAITING"
	OnlyOpen    = "OPEN"
)

// maxElsewhere is how many requests that wait at other accounts the tab of the own account shows.
const maxElsewhere = 10

// Requests returns a page of the requests that the actor may read, newest first: of every account,
// or of its own. only is "", OnlyWaiting or OnlyOpen. before is the next of the previous page, or
// "". Errors: ErrForbidden.
func (s *Service) Requests(ctx context.Context, by Actor, only, before string) (page []Request, next string, err error) {
	now := s.now()
	if !by.MayAnywhere(ReadRequests) {
		return nil, "", s.deny(by, now, ReadRequests, Entry{AccountID: by.AccountID}, forbidden(MayNotSeeRequests{}))
	}
	page, next, err = s.visibleRequests(ctx, by, now, db.ListVisibleRequestsParams{Only: only, Before: before, PageSize: pageSize})
	if err != nil {
		return nil, "", err
	}
	page, err = s.addUse(ctx, page)
	return page, next, err
}

// waitingElsewhere returns the newest requests that wait at other accounts, for someone who reads
// the requests of all accounts.
func (s *Service) waitingElsewhere(ctx context.Context, by Actor, now time.Time) (page []Request, more bool, err error) {
	page, next, err := s.visibleRequests(ctx, by, now, db.ListVisibleRequestsParams{Only: OnlyWaiting, ExceptAccount: by.AccountID, PageSize: maxElsewhere})
	return page, next != "", err
}

func (s *Service) visibleRequests(ctx context.Context, by Actor, now time.Time, p db.ListVisibleRequestsParams) (page []Request, next string, err error) {
	size := int(p.PageSize)
	p.PageSize++
	p.Before = cmp.Or(p.Before, lastID)
	rows, err := s.store.Read.ListVisibleRequests(ctx, scoped(by.scope(ReadRequests, now), p))
	rows, next = cut(rows, size, requestID)
	return requestsFrom(rows, now), next, err
}
