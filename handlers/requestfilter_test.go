package handlers

import (
	"encoding/csv"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"latchkey/access"
)

// asksFor makes a request of mia's with a ticket and a description.
func (d *desk) asksFor(company, ticket, description string) {
	d.t.Helper()
	form := d.asking()
	form.Set("company_id", company)
	form.Set("ticket", ticket)
	form.Set("description", description)
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusSeeOther)
}

// TestRequestsAreFilteredByTheirAddress: what the address of the tab and of the list says is what
// the page, its form and its file have.
func TestRequestsAreFilteredByTheirAddress(t *testing.T) {
	d := newDesk(t)
	d.asksFor(d.company, "INC-4711", "till broken")
	d.asksFor(d.sibling, "INC-4711", "till slow")
	d.asksFor(d.company, "INC-4712", "printer")
	tab := "/accounts/" + d.customer + "/external-access"
	for _, c := range []struct {
		query string
		want  []string
	}{
		{"", []string{"till broken", "till slow", "printer"}},
		{"?q=inc-4711", []string{"till broken", "till slow"}},
		{"?ticket=inc-4711", []string{"till broken", "till slow"}},
		{"?q=PRINT", []string{"printer"}},
		{"?company=two", []string{"till slow"}},
		{"?by=help&q=slow", []string{"till slow"}},
		{"?by=nobody", nil},
		{"?state=WAITING", []string{"till broken", "till slow", "printer"}},
		{"?state=OVER", nil},
		{"?from=2026-06-01&to=2026-06-01", []string{"till broken", "till slow", "printer"}},
		{"?from=2026-06-02", nil},
		{"?sort=ends", []string{"till broken", "till slow", "printer"}},
	} {
		rows := d.want(d.get(tab+c.query, d.admin), http.StatusOK)
		file, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(d.get(tab+".csv"+c.query, d.admin).Body.String(), "\ufeff"))).ReadAll()
		must(t, err)
		same(t, len(file)-1, len(c.want), "%s: rows of the file", c.query)
		for _, about := range []string{"till broken", "till slow", "printer"} {
			is := strings.Contains(rows.find("main").Text(), about)
			wanted := strings.Contains(strings.Join(c.want, ";"), about)
			same(t, is, wanted, "%s: %s is on the page", c.query, about)
		}
	}
	shown := d.want(d.get(tab+"?q=inc&company=two", d.admin), http.StatusOK)
	shown.has("form.filter input[name=q][value=inc]", "details.filters[open] input[name=company][value=two]", "a[href='"+tab+".csv?company=two&q=inc']")
	d.want(d.get(tab+"?from=yesterday", d.admin), http.StatusUnprocessableEntity, en.Record.NoDays).has("input[name=from][aria-invalid]")
	d.want(d.get(tab+"?sort=name", d.admin), http.StatusBadRequest)
	d.want(d.get("/access-requests/all?"+url.Values{"q": {"slow"}}.Encode(), d.admin), http.StatusOK, "till slow")
	d.wantNot(d.get("/access-requests/all?q=slow", d.admin), "till broken")
	stranger := d.signIn(d.support, d.user(d.support, "new", "", access.User))
	d.want(d.get(tab+".csv", stranger), http.StatusNotFound)
}
