package handlers

import (
	"net/http"
	"net/url"
	"testing"

	"latchkey/access"
	"latchkey/db"
)

// A customer sees whether those who ask have a second factor, and can demand it.
func TestTheCustomerSeesAndDemandsSecondFactors(t *testing.T) {
	d := newDesk(t)
	ask := url.Values{"account_id": {d.customer}, "company_id": {d.company}, "how_long": {"1h"}}
	d.goesTo(d.post("/access-requests", ask, d.miaCookie), "/accounts/"+d.support+"/external-access")
	tab := "/accounts/" + d.customer + "/external-access"
	d.want(d.get(tab, d.admin), http.StatusOK, en.Request.NoFactor)

	rule := url.Values{"second_factor": {"on"}, "from": {"00:00"}, "to": {"24:00"}, "day_Monday": {"on"}, "approvals": {"1"}}
	for _, day := range []string{"Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"} {
		rule.Set("day_"+day, "on")
	}
	rules := "/accounts/" + d.customer + "/rules"
	d.goesTo(d.post(rules, rule, d.admin), rules)
	d.want(d.get(rules, d.admin), http.StatusOK, en.Format.Rule(access.Rule{Hours: access.AllHours, SecondFactor: true})...)
	d.want(d.get(rules+"/edit", d.admin), http.StatusOK).has("[name=second_factor][checked]")
	why := en.Reason(access.RuleSecondFactor{Account: "Acme", Person: "mia"})
	d.want(d.get("/access-requests/new?account_id="+d.customer+"&company_id="+d.company, d.miaCookie), http.StatusOK, why)
	d.want(d.post("/access-requests", ask, d.miaCookie), http.StatusUnprocessableEntity).has(saying("#requested_by-mistake[role=alert]", why))
	d.want(d.get(tab, d.admin), http.StatusOK, why).hasNot("[translate=no], form[action$='/grant']") // less does not mend it
	d.write(func(q *db.Queries) error {
		return q.InsertPasskey(t.Context(), db.InsertPasskeyParams{ID: "pky_1", AccountID: d.support, UserID: db.NullText(d.mia), CredentialID: []byte("1"), Name: "phone"})
	})
	d.want(d.get(tab, d.admin), http.StatusOK, en.Request.BothFactors).saysNot(why).has("[translate=no]")
	d.goesTo(d.post("/access-requests", url.Values{"account_id": {d.customer}, "company_id": {d.company}, "how_long": {"4h"}}, d.miaCookie), "/accounts/"+d.support+"/external-access")
}
