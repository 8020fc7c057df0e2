package access

import (
	"errors"
	"testing"
	"time"

	"latchkey/db"
	"latchkey/oidc"
)

// boundPeople are those who are in Acme only by vera's grant, however they came to be made.
var boundPeople = []struct {
	what, login string
	make        func(w *world)
}{
	{"made under the grant", "nia @ Acme", func(w *world) { w.must(w.make("vera @ Vendor", "nia @ Acme", ExternalUser)) }},
	{"made by the account that has the grant", "nia @ Acme", func(w *world) { w.must(w.make("Vendor", "nia @ Acme")) }},
	{"made by such a user", "nat @ Acme", func(w *world) {
		w.must(w.make("vera @ Vendor", "nia @ Acme", Superuser))
		w.must(w.make("nia @ Acme", "nat @ Acme"))
	}},
	{"made with a role by the grant", "pia @ Acme", func(w *world) {
		w.must(w.setRoles("vera @ Vendor", "paul @ Acme", Superuser))
		w.must(w.make("paul @ Acme", "pia @ Acme"))
	}},
}

// refusal is why a login may not open the webapp, or "".
func (w *world) refusal(login string) WebappRefusal {
	w.Helper()
	_, err := w.openShop(login)
	var refused *WebappRefused
	if !errors.As(err, &refused) {
		w.must(err)
		return ""
	}
	return refused.Reason
}

// A grant for one company opens no other one in webapps, whoever is let in by it, and nothing at
// all unless the account lets visitors in.
func TestAGrantReachesNoFurtherInWebapps(t *testing.T) {
	for _, c := range boundPeople {
		t.Run(c.what, func(t *testing.T) {
			w, grant := newShop(t)
			c.make(w)
			id := w.idOf(c.login)
			live := func(company string) bool { return must(w.s.AccessOf(t.Context(), w.shop(), id, company))(w).Live }
			equal(t, "without a seat", []any{w.refusal(c.login), live("com_North")}, []any{RefusedNoSeat, false})
			must(w.s.AssignWebapp(t.Context(), w.as("vera @ Vendor"), "acc_Acme", "app_shop", []string{id}, true))(w)
			equal(t, "North", must(w.s.AccessOf(t.Context(), w.shop(), id, "com_North"))(w),
				CompanyAccess{Live: true, GrantID: grant.ID, EndsAt: grant.Window.To, AsOf: w.clock})
			equal(t, "others", []bool{live("com_South"), live("com_Bay"), live("com_Dock")}, []bool{false, false, false})
			equal(t, "those of the account itself", must(w.s.AccessOf(t.Context(), w.shop(), "usr_paul", "com_South"))(w).Live, true)

			before := int64(len(w.entries(0)))
			a := w.inShop(c.login, oidc.ScopeProfile) // it does not ask for grants
			var under []string
			for _, e := range w.entries(before) {
				under = append(under, e.Action+" "+e.AccountID+" "+e.RequestID)
			}
			equal(t, "in the record", under, []string{"webapp.opened acc_Acme " + grant.ID})
			want := []GrantClaim{{ID: grant.ID, AccountID: "acc_Acme", AccountName: "Acme", CompanyID: "com_North", CompanyName: "North", EndsAt: grant.Window.To}}
			equal(t, "what the webapp is told", a.Claims.Grants, want)
			equal(t, "and again", must(w.s.WebappUser(t.Context(), "", a.AccessToken))(w).Grants, want)

			w.must(w.s.SetVisitorWebapps(t.Context(), w.as("Acme"), "acc_Acme", nil))
			equal(t, "when visitors may not", []any{w.refusal(c.login), live("com_North"), w.counts(a)}, []any{RefusedVisitors, false, false})
			equal(t, "why it ended", WebappEnd(w.webappSession(a).Why), EndedGrant)
			equal(t, "paul is in", w.refusal("paul @ Acme"), "")
		})
	}
}

// What was let in before the webapp was told of the grant is shut.
func TestNobodyMadeUnderAGrantIsInWithoutIt(t *testing.T) {
	w, _ := newShop(t)
	w.must(w.make("vera @ Vendor", "nia @ Acme", ExternalUser))
	must(w.s.AssignWebapp(t.Context(), w.as("sue @ Acme"), "acc_Acme", "app_shop", []string{w.idOf("nia @ Acme")}, true))(w)
	w.as("nia @ Acme")
	w.write(func(q *db.Queries) error {
		return second(q.InsertWebappSession(t.Context(), db.InsertWebappSessionParams{
			ID: "sid_old", ClientID: shopClient, AccountID: "acc_Acme", UserID: w.idOf("nia @ Acme"), SessionHash: hashText(w.sessions["nia @ Acme"]), Seat: true, OpenedAt: db.Millis(w.clock),
		}))
	})
	w.must(w.s.EndWebapps(t.Context()))
	equal(t, "why", WebappEnd(must(w.store.Read.GetWebappSession(t.Context(), "sid_old"))(w).Why), EndedGrant)
}

// The customer can make such a user one of its own; then the grant is no limit any more.
func TestAnExtendedUserHangsOnNoGrant(t *testing.T) {
	w, grant := newShop(t)
	w.must(w.make("vera @ Vendor", "nia @ Acme", ExternalUser))
	id := w.idOf("nia @ Acme")
	must(w.s.AssignWebapp(t.Context(), w.as("sue @ Acme"), "acc_Acme", "app_shop", []string{id}, true))(w)
	a := w.inShop("nia @ Acme")
	end := start.Add(5 * time.Hour)
	w.must(w.s.ExtendUser(t.Context(), w.as("sue @ Acme"), "acc_Acme", id, local(end), nil))
	equal(t, "what the webapp was told is over", w.counts(a), false)
	equal(t, "told", len(must(w.s.DueLogouts(t.Context(), "app_shop"))(w)), 1)
	w.must(w.s.SetVisitorWebapps(t.Context(), w.as("Acme"), "acc_Acme", nil))
	must(w.s.Revoke(t.Context(), w.as("Acme"), grant.ID, ""))(w)
	equal(t, "in", w.refusal("nia @ Acme"), "")
	equal(t, "South", must(w.s.AccessOf(t.Context(), w.shop(), id, "com_South"))(w), CompanyAccess{Live: true, EndsAt: end, AsOf: w.clock})
}
