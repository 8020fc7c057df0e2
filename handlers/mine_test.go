package handlers

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/views"
)

// TestOnlyMyRequests: who requests access finds their own requests on the tab, with what became of
// them and what to do next. Who only decides is not offered that.
func TestOnlyMyRequests(t *testing.T) {
	d := newDesk(t)
	d.asksFor(d.company, "INC-4711", "till broken")
	over := d.request(d.customer, d.sibling, d.support, d.mia, true)
	d.request(d.customer, d.company, d.support, d.user(d.support, "leo", ""), true)
	tab := "/accounts/" + d.support + "/external-access"
	d.want(d.get(tab, d.miaCookie), http.StatusOK).has("form.filter label:contains('" + en.Request.OnlyMine + "') input[name=mine]:not([checked])")
	d.want(d.get("/accounts/"+d.customer+"/external-access", d.admin), http.StatusOK).hasNot("input[name=mine]")
	same(t, d.want(d.get(tab+"?"+views.MineField+"=1", d.miaCookie), http.StatusOK).has("input[name=mine][checked]").count("tbody tr"), 2, "requests of mia's")
	same(t, d.want(d.get(tab+"?mine=1&state=OPEN", d.miaCookie), http.StatusOK).has("tbody td.act [href$='act=extend']").count("tbody tr"), 1, "grants of mia's")
	d.setClock(noon.Add(time.Hour))
	d.want(d.get(tab+"?mine=1&state=OVER", d.miaCookie), http.StatusOK).has("tbody td.act a[href='/access-requests/new?again=" + over + "']")
}

// TestTheFormIsFilledInAgain: from a request that is over, the form asks for the same: for as long,
// with its ticket and description. Its address has only the request's id.
func TestTheFormIsFilledInAgain(t *testing.T) {
	d := newDesk(t)
	form := d.asking()
	for name, value := range map[string]string{"ticket": "INC-4711", "description": "till broken", "how_long": "1h", "read_only": "on"} {
		form.Set(name, value)
	}
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusSeeOther)
	id := d.want(d.get("/accounts/"+d.customer+"/external-access?q=INC", d.admin), http.StatusOK).attrs("tbody tr", "id")[0]
	d.want(d.post("/access-requests/"+id+"/deny", one("reason", "not today"), d.admin), http.StatusSeeOther)
	link := views.AskAgainURL(id)
	d.want(d.get("/access-requests/"+id, d.miaCookie), http.StatusOK).has("a[href='" + link + "']")
	again := d.want(d.get(link, d.miaCookie), http.StatusOK)
	again.has("[name=account_id][value='"+d.customer+"']", "#company_id option[selected][value='"+d.company+"']", "#ticket[value=INC-4711]", "#how_long-1h[checked]", "#read_only[checked]")
	same(t, again.find("#description").Text(), "till broken", "the description")
	d.want(d.post("/access-requests", d.formOn(d.get(link, d.miaCookie), "/access-requests"), d.miaCookie), http.StatusSeeOther)
	same(t, d.entries(d.customer, access.RequestAsked), 2, "requests")

	// Exact times begin now and last as long.
	form.Set("how_long", "exact")
	form.Set("valid_from", "2026-06-02T08:00")
	form.Set("valid_to", "2026-06-02T09:30")
	form.Set("ticket", "INC-4712")
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusSeeOther)
	id = d.want(d.get("/accounts/"+d.customer+"/external-access?ticket=INC-4712", d.admin), http.StatusOK).attrs("tbody tr", "id")[0]
	d.want(d.get(views.AskAgainURL(id), d.miaCookie), http.StatusOK).has("#how_long-exact[checked]", "[name=valid_from][value='2026-06-01T14:00']", "[name=valid_to][value='2026-06-01T15:30']")
	d.want(d.get(views.AskAgainURL(id), d.signIn(d.support, "")), http.StatusOK).has("#requested_by option[selected][value='" + d.mia + "']")

	// Others do not get at what was typed there.
	other, _ := d.account("Other desk", access.Support)
	d.want(d.get(views.AskAgainURL(id), d.signIn(other, "")), http.StatusNotFound).saysNot("till broken")
	d.want(d.get(views.AskAgainURL("req_0"), d.miaCookie), http.StatusNotFound)
	d.want(d.get("/access-requests/new?"+url.Values{"again": {"nonsense"}}.Encode(), d.miaCookie), http.StatusOK)
}
