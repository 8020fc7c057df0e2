package access

import (
	"slices"
	"testing"
	"time"

	"latchkey/db"
)

// TestStatementsHaveTheStatesOfRequests: the statements agree with Request.State at every boundary.
func TestStatementsHaveTheStatesOfRequests(t *testing.T) {
	w := newWorld(t)
	var ids []string
	for state := range comesTo {
		w.anew(start)
		ids = append(ids, w.broughtTo(state).ID)
	}
	for _, boundary := range []time.Time{start, from, between, to, later} {
		for _, now := range []time.Time{boundary.Add(-millisecond), boundary, boundary.Add(millisecond)} {
			waiting, live := int64(0), int64(0)
			for _, id := range ids {
				state := w.request(id).State(now)
				if state == Pending {
					waiting++
				}
				if state == Active {
					live++
				}
				open := state == Scheduled || state == Active
				equal(t, id+" at "+now.String()+", "+string(state), w.inStatements(id, now), map[string]bool{
					"waiting": state == Pending, "unended": open, "closed": state != Pending && !open, "everywhere": open,
					"waiting everywhere": state == Pending, "only waiting": state == Pending, "only open": open, "lets in": state == Active, "live": state == Active,
				})
			}
			figures := must(w.store.Read.GetFigures(t.Context(), db.Millis(now)))(w)
			equal(t, "figures at "+now.String(), []int64{figures.Waiting, figures.LiveGrants}, []int64{waiting, live})
		}
	}
}

// TestStatementsKnowAnExtension: someone who asks again, or asks to extend, is told about a waiting
// request for as long as it waits.
func TestStatementsKnowAnExtension(t *testing.T) {
	w := newWorld(t)
	g := w.granted(from, to)
	w.clock = from.Add(time.Minute)
	e := must(w.s.Extend(t.Context(), w.as("vera @ Vendor"), g.ID, localIn(later, w.as("vera @ Vendor"))))(w)
	for _, boundary := range []time.Time{w.clock.Add(millisecond), to, e.Window.To} {
		for _, now := range []time.Time{boundary.Add(-millisecond), boundary, boundary.Add(millisecond)} {
			waits := e.State(now) == Pending
			exists, err := w.store.Read.ExistsOpenExtension(t.Context(), db.ExistsOpenExtensionParams{ID: db.NullText(g.ID), Now: db.Millis(now)})
			w.must(err)
			equal(t, "an extension at "+now.String(), exists != 0, waits)
			open, err := w.store.Read.GetOpenRequestOf(t.Context(), db.GetOpenRequestOfParams{
				AccountID: g.AccountID, CompanyID: g.CompanyID, RequesterAccountID: g.RequesterAccountID, RequestedBy: g.RequestedBy, Now: db.Millis(now),
			})
			if !db.IsNotFound(err) {
				w.must(err)
			}
			equal(t, "an open request at "+now.String(), open.ID, map[bool]string{true: e.ID}[waits])
		}
	}
}

// inStatements says which statements return a request at an instant.
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
