package access

import (
	"context"
	"slices"
	"time"

	"latchkey/db"
)

// Timeline is who has or had access when: an account's grants in a period.
type Timeline struct {
	Account Named
	Days    Days
	// Window is Days in the reader's time zone.
	Window Window
	// Grants are those that begin last, latest first. More says that there are more.
	Grants []Request
	More   bool
	Now    time.Time
}

// Limits of a timeline, and the days that it shows by default.
const (
	maxTimeline                 = 200
	timelineBack, timelineAhead = 7, 14
)

// Timeline reads the grants in the days from and to, like 2026-03-14, in the actor's time zone. ""
// means a week ago, and two weeks from now. Errors: *Invalid with the fields from and to, together
// with a Timeline without grants; otherwise like ExternalAccess.
func (s *Service) Timeline(ctx context.Context, by Actor, accountID, from, to string) (t Timeline, err error) {
	t.Now = s.now()
	var of requestSides
	t.Account, of, err = s.seesRequestsOf(ctx, by, accountID, t.Now)
	if err != nil {
		return t, err
	}
	var invalid Invalid
	today := dateOf(t.Now, by.Zone)
	t.Days = readDays(&invalid, from, to, Days{From: today.AddDays(-timelineBack), To: today.AddDays(timelineAhead)}, longestDays)
	if err := invalid.err(); err != nil {
		return t, err
	}
	t.Window = t.Days.Window(by.Zone)
	t.Grants, t.More, err = s.grantsBetween(ctx, of, t.Window, maxTimeline, t.Now)
	t.Grants = slices.DeleteFunc(t.Grants, func(r Request) bool { return r.Over() && !r.WasOpen() })
	return t, err
}

// requestSides are an account as the target and as the requester of requests. A side is "" if the
// actor does not see its requests.
type requestSides struct{ target, asking string }

func (a Actor) accountSides(accountID string) (of requestSides) {
	if a.May(ReadRequests, accountID) {
		of.target = accountID
	}
	if a.askerAccount() == accountID || a.Reach(ReadRequests).Has(All) {
		of.asking = accountID
	}
	return of
}

// seesRequestsOf returns an account whose requests the actor sees, and from which sides. Errors:
// ErrNotFound, ErrForbidden.
func (s *Service) seesRequestsOf(ctx context.Context, by Actor, accountID string, now time.Time) (account Named, of requestSides, err error) {
	of = by.accountSides(accountID)
	if of != (requestSides{}) {
		account, err = s.visibleAccount(ctx, by, accountID, now)
	}
	if of == (requestSides{}) || db.IsNotFound(err) {
		err = s.refuseAccount(ctx, by, now, ReadRequests, accountID)
	}
	return account, of, err
}

func (s *Service) grantsBetween(ctx context.Context, of requestSides, w Window, size int, now time.Time) (grants []Request, more bool, err error) {
	rows, err := s.store.Read.ListGrantsBetween(ctx, db.ListGrantsBetweenParams{
		TargetAccount: of.target, AskingAccount: of.asking, Since: db.Millis(w.From), Until: db.Millis(w.To), PageSize: int64(size) + 1,
	})
	rows, next := cut(rows, size, requestID)
	return requestsFrom(rows, now), next != "", err
}

// Span is the time in which a grant gives, or gave, access: from the decision at the earliest,
// until it was ended. For a grant that was ended before it began, it is what would have been.
func (r Request) Span() Window {
	w := r.Window
	if r.Decision != nil && r.Decision.At.After(w.From) {
		w.From = r.Decision.At
	}
	if r.Ending != nil && r.Ending.At.After(w.From) {
		w.To = r.Ending.At
	}
	return w
}
