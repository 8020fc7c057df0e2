package access

import (
	"slices"
	"testing"
	"time"

	"latchkey/db"
)

// TestStatementsHaveTheStatesOfRequests: the statements that say what waits, what is open, and whom a grant lets in agree with
// Request.State at every boundary of a request's life.
func TestStatementsHaveTheStatesOfRequests(t *testing.T) {
	w := newWorld(t)
	var ids []string
	for state := range comesTo {
		w.anew(start)
		ids = append(ids, w.broughtTo(state).ID)
	}
	for _, boundary := range []time.Time{start, from, between, to, later} {
		for _, now := range []time.Time{boundary.Add(-millisecond), boundary, boundary.Add(millisecond)} {
			for _, id := range ids {
				state := w.request(id).State(now)
				open := state == Scheduled || state == Active
				equal(t, id+" at "+now.String()+", "+string(state), w.inStatements(id, now), map[string]bool{
					"waiting": state == Pending, "unended": open, "closed": state != Pending && !open, "everywhere": open,
					"waiting everywhere": state == Pending, "only waiting": state == Pending, "only open": open, "lets in": state == Active, "live": state == Active,
				})
			}
		}
	}
}

// inStatements is which statements have a request at an instant.
func (w *world) inStatements(id string, now time.Time) map[string]bool {
	w.Helper()
	q, at := w.store.Read, db.Millis(now)
	has := func(rows []db.NamedRequest, err error) bool {
		w.must(err)
		return slices.ContainsFunc(rows, func(r db.NamedRequest) bool { return r.ID == id })
	}
	seen := func(only string) bool {
		return has(q.ListVisibleRequests(w.Context(), db.ListVisibleRequestsParams{ScopeAll: 1, Only: only, Before: "~", Now: at, PageSize: 99}))
	}
	_, err := q.GetLiveGrant(w.Context(), db.GetLiveGrantParams{ID: id, Now: at})
	if !db.IsNotFound(err) {
		w.must(err)
	}
	return map[string]bool{
		"waiting":            has(q.ListWaitingRequests(w.Context(), db.ListWaitingRequestsParams{TargetAccount: "acc_Acme", Now: at, PageSize: 99})),
		"unended":            has(q.ListUnendedGrants(w.Context(), db.ListUnendedGrantsParams{TargetAccount: "acc_Acme", Now: at})),
		"closed":             has(q.ListClosedRequests(w.Context(), db.ListClosedRequestsParams{TargetAccount: "acc_Acme", Before: "~", Now: at, PageSize: 99})),
		"everywhere":         has(q.ListGrantsEverywhere(w.Context(), at)),
		"waiting everywhere": has(q.ListWaitingEverywhere(w.Context(), at)),
		"only waiting":       seen("WAITING"),
		"only open":          seen("OPEN"),
		"lets in": has(q.ListLiveGrants(w.Context(), db.ListLiveGrantsParams{
			GranteeAccount: "acc_Vendor", GranteeUser: "usr_vera", ReadOnly: 1, Now: at, PageSize: 99,
		})),
		"live": !db.IsNotFound(err),
	}
}
