package access

import (
	"context"

	"latchkey/db"
)

// Glance is what a login sees of requests on its first page after the sign-in, besides what waits
// for its decision.
type Glance struct {
	// Now gives others access to the data of the actor's account, if the actor reads its requests:
	// what ends first comes first. Asked waits in the actor's name, what lapses first.
	Now, Asked []Request
	// MoreNow and MoreAsked say that there are more.
	MoreNow, MoreAsked bool
}

// maxGlance is how many of each a Glance has.
const maxGlance = 8

// Glance reads what a login sees of requests on its first page.
func (s *Service) Glance(ctx context.Context, by Actor) (g Glance, err error) {
	now := s.now()
	if by.MayOwn(ReadRequests) {
		rows, err := s.store.Read.ListGrantsNow(ctx, db.ListGrantsNowParams{TargetAccount: by.AccountID, Now: db.Millis(now), PageSize: maxGlance + 1})
		if err != nil {
			return g, err
		}
		rows, next := cut(rows, maxGlance, requestID)
		g.Now, g.MoreNow = requestsFrom(rows, now), next != ""
	}
	if by.UserID == "" || !by.MayAnywhere(RequestAccess) {
		return g, nil
	}
	rows, err := s.store.Read.ListWaitingOf(ctx, db.ListWaitingOfParams{
		RequesterAccountID: by.AccountID, RequestedBy: by.UserID, Now: db.Millis(now), PageSize: maxGlance + 1,
	})
	rows, next := cut(rows, maxGlance, requestID)
	g.Asked, g.MoreAsked = requestsFrom(rows, now), next != ""
	return g, err
}
