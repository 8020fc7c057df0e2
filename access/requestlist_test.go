package access

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"latchkey/db"
)

func TestExternalAccessShowsEachSideItsRequests(t *testing.T) {
	w := newWorld(t)
	scheduled, active := w.granted(from, to), w.granted(start, to)
	pending := w.asked(from, to.Add(time.Hour))
	denied, lapsed := w.asked(start, to), w.asked(start, start.Add(time.Second))
	w.must(w.act("deny", "Acme", denied.ID))
	_, err := w.s.Ask(t.Context(), w.as("Kite"), NewRequest{
		AccountID: "acc_Borealis", CompanyID: "com_Bay", RequestedBy: "usr_kim", ValidFrom: local(from), ValidTo: local(to),
	})
	w.must(err)
	w.clock = start.Add(time.Second)
	names := map[string]string{scheduled.ID: "scheduled", active.ID: "active", pending.ID: "pending", denied.ID: "denied", lapsed.ID: "lapsed"}
	for _, c := range []struct{ login, account, err, open, closed string }{
		{"Acme", "Acme", "done", "[pending active scheduled]", "[denied lapsed]"},
		{"sue @ Acme", "Acme", "done", "[pending active scheduled]", "[denied lapsed]"},
		{"ext @ Acme", "Acme", "done", "[pending active scheduled]", "[denied lapsed]"},
		{"Vendor", "Vendor", "done", "[pending active scheduled]", "[denied lapsed]"},
		{"victor @ Vendor", "Vendor", "done", "[pending active scheduled]", "[denied lapsed]"},
		{"Root", "Acme", "done", "[pending active scheduled]", "[denied lapsed]"},
		{"Root", "Root", "done", "[]", "[]"},
		{"Kite", "Kite", "done", "[another]", "[]"},
		{"bea @ Borealis", "Borealis", "done", "[another]", "[]"},
		{"paul @ Acme", "Acme", "forbidden", "[]", "[]"},
		{"vera @ Vendor", "Acme", "forbidden", "[]", "[]"},
		{"victor @ Vendor", "Acme", "not found", "[]", "[]"},
		{"Kite", "Acme", "not found", "[]", "[]"},
		{"Root", "Nobody", "not found", "[]", "[]"},
	} {
		e, err := w.s.ExternalAccess(t.Context(), w.as(c.login), accountID(c.account), "")
		named := func(r Request) string { return cmp.Or(names[r.ID], "another") }
		closed, open := each(e.Closed, named), each(slices.Concat(e.Waiting, e.Granted), named)
		slices.Sort(closed)
		equal(t, c.login+" sees of "+c.account+": open, closed", []any{outcome(err), open, closed}, []any{c.err, c.open, c.closed})
	}
}

func TestTheTabHasTheNewestClosedRequests(t *testing.T) {
	w := newWorld(t)
	for i := range pageSize + 2 {
		w.clock = start.Add(time.Duration(i) * time.Second)
		w.must(w.act("withdraw", "vera @ Vendor", w.asked(from, to).ID))
	}
	by := w.as("Acme")
	page := must(w.s.ExternalAccess(t.Context(), by, "acc_Acme", ""))(w)
	equal(t, "rows", []any{len(page.Waiting), len(page.Closed), page.MoreClosed}, []any{0, 50, true})
	equal(t, "the newest is first", page.Closed[0].CreatedAt, w.clock)
}

// waitsFor makes a request of vera's that waits: more than one person could make.
func (w *world) waitsFor(id string, to time.Time) string {
	w.Helper()
	w.write(func(q *db.Queries) error {
		return q.InsertRequest(w.Context(), db.InsertRequestParams{
			ID: id, AccountID: "acc_Acme", CompanyID: "com_North", RequesterAccountID: "acc_Vendor", RequestedBy: "usr_vera",
			ValidFrom: db.Millis(from), ValidTo: db.Millis(to), CreatedAt: db.Millis(start),
		})
	})
	return id
}

// However many requests are waiting, everyone with access is on the first page.
func TestWaitingRequestsHideNoGrant(t *testing.T) {
	w := newWorld(t)
	live := w.granted(from, to)
	for i := range pageSize + 2 {
		w.waitsFor(fmt.Sprintf("req_Z%02d", i), to)
	}
	by := w.as("Acme")
	page := must(w.s.ExternalAccess(t.Context(), by, "acc_Acme", ""))(w)
	rest := must(w.s.ExternalAccess(t.Context(), by, "acc_Acme", page.NextWaiting))(w)
	equal(t, "waiting", []any{len(page.Waiting), len(rest.Waiting), rest.NextWaiting}, []any{50, 2, ""})
	equal(t, "who can get in", []any{len(page.Granted), page.Granted[0].ID}, []any{1, live.ID})
}

// TestNobodyFillsACustomersList: nothing waits twice, and a limited number waits in one person's
// name.
func TestNobodyFillsACustomersList(t *testing.T) {
	w := newWorld(t)
	ask := func(login string, change func(*NewRequest)) (Request, string) {
		f := newRequest(from, to)
		change(&f)
		r, err := w.s.Ask(t.Context(), w.as(login), f)
		return r, outcome(err)
	}
	past := func(a *NewRequest) { a.ValidFrom = local(w.clock.Add(-time.Minute)) }
	firsts := []func(*NewRequest){func(*NewRequest) {}, preset(FourHours), preset(Today), past}
	ids := make([]string, len(firsts))
	for i, change := range firsts {
		first, got := ask("vera @ Vendor", change)
		equal(t, fmt.Sprint("first ", i), got, "done")
		ids[i] = first.ID
	}
	// then a length and a window that begins now are the same
	w.clock = w.clock.Add(5 * time.Minute)
	for i, change := range firsts {
		again, got := ask("vera @ Vendor", change)
		equal(t, fmt.Sprint("the same ", i), []any{got, again.ID}, []any{"conflict", ids[i]})
		again, got = ask("Vendor", func(a *NewRequest) { change(a); a.RequestedBy = "usr_vera" })
		equal(t, fmt.Sprint("the same in her name ", i), []any{got, again.ID}, []any{"conflict", ids[i]})
	}
	others := map[string]func(*NewRequest){
		"another company": func(a *NewRequest) { a.CompanyID = "com_South" }, "to read": func(a *NewRequest) { a.ReadOnly = true },
		"longer": func(a *NewRequest) { a.ValidTo = local(later) }, "later": func(a *NewRequest) { a.ValidFrom = local(from.Add(time.Second)) },
		"for something else": func(a *NewRequest) { a.Description = "ticket 8" }, "an hour": preset(OneHour), "a week": preset(ThisWeek),
	}
	for what, change := range others {
		_, got := ask("vera @ Vendor", change)
		equal(t, what, got, "done")
	}
	victor := w.as("victor @ Vendor").Zone
	_, got := ask("victor @ Vendor", func(a *NewRequest) { a.ValidFrom, a.ValidTo = NewLocalTime(from, victor), NewLocalTime(to, victor) })
	equal(t, "somebody else", got, "done")
	for i := range maxWaiting - len(firsts) - len(others) {
		_, got = ask("vera @ Vendor", func(a *NewRequest) { a.Description = fmt.Sprint("ticket ", 10+i) })
		equal(t, "one more", got, "done")
	}
	before := len(w.entries(0))
	_, got = ask("vera @ Vendor", func(a *NewRequest) { a.Description = "one too many" })
	equal(t, "one too many", got, "invalid account_id")
	_, got = ask("vera @ Vendor", firsts[0])
	equal(t, "the same is still led to the first", got, "conflict")
	equal(t, "entries of what was not asked", len(w.entries(0)), before)
	_, got = ask("vera @ Vendor", func(a *NewRequest) { a.AccountID, a.CompanyID = "acc_Borealis", "com_Bay" })
	equal(t, "of another account", got, "done")
	w.must(w.act("withdraw", "vera @ Vendor", ids[0]))
	_, got = ask("vera @ Vendor", firsts[0])
	equal(t, "the same after it was withdrawn", got, "done")
}

// Of equal requests at the same instant only one is made, and there are never more than may wait.
func TestTheListIsNotFilledAtOnce(t *testing.T) {
	w := newWorld(t)
	vera := w.as("vera @ Vendor")
	all := func(n int, description func(int) string) map[string]int {
		return together(n, func(i int) error {
			a := newRequest(from, to)
			a.Description = description(i)
			return second(w.s.Ask(t.Context(), vera, a))
		})
	}
	equal(t, "equal ones", all(8, func(int) string { return "the same" }), map[string]int{"done": 1, "conflict": 7})
	equal(t, "others", all(maxWaiting+3, func(i int) string { return fmt.Sprint("ticket ", i) }), map[string]int{"done": maxWaiting - 1, "invalid account_id": 4})
}

// A standing consent also grants if the requester has already requested the same, or much else,
// because such a visit does not wait.
func TestAVisitByConsentDoesNotWait(t *testing.T) {
	w := newWorld(t)
	for range maxWaiting {
		w.asked(start, start.Add(time.Hour))
	}
	w.must(w.s.GiveConsent(t.Context(), w.as("sue @ Acme"), "acc_Acme", consent(func(f *ConsentForm) { f.LongestHours = "1" })))
	r := must(w.s.Ask(t.Context(), w.as("vera @ Vendor"), newRequest(start, start.Add(time.Hour))))(w)
	equal(t, "state", r.State(w.clock), Active)
}
