package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/views"
)

// TestEverythingForATicket: all requests for a ticket are chosen and granted together, and what was
// granted is ended together, by either side.
func TestEverythingForATicket(t *testing.T) {
	d := newDesk(t)
	for i := range 3 {
		d.setClock(noon.Add(time.Duration(i) * time.Second))
		d.asksFor(d.company, "INC-4711", fmt.Sprint("till ", i))
	}
	d.asksFor(d.company, "INC-4712", "printer")
	list := "/accounts/" + d.customer + "/external-access?ticket=INC-4711"
	shown := d.want(d.get(list, d.admin), http.StatusOK, en.Request.Together.ChooseTicket(3, "INC-4711"))
	shown.hasNot("input[form=all][checked]", ".of-ticket form")
	all := shown.attr(".of-ticket > a", "href")
	shown = d.want(d.get(all, d.admin), http.StatusOK)
	same(t, shown.count("input[form=all][checked]"), 3, "chosen requests")
	form := d.formOn(d.get(all, d.admin), views.TogetherURL)
	form.Set("act", "grant")
	d.want(d.post(views.TogetherURL, form, d.admin), http.StatusOK, en.Request.Together.Outcome(3, 3)).has("a.btn[href='" + list + "']")

	end := func(cookie *http.Cookie, account, act string) url.Values {
		t.Helper()
		page := d.get("/accounts/"+account+"/external-access?state=OPEN&ticket=INC-4711", cookie)
		d.want(page, http.StatusOK).has(".of-ticket details button[name=act][value="+act+"]", ".of-ticket summary:contains('"+en.Request.Together.EndTicket("INC-4711")+"')")
		form := d.formWith(page, views.TogetherURL, one("ticket", ""))
		form.Set("act", act)
		return form
	}
	handBack, revoke := end(d.miaCookie, d.support, "hand-back"), end(d.admin, d.customer, "revoke")
	if handBack.Has("reason") || !revoke.Has("reason") {
		t.Errorf("the forms have %v and %v", handBack, revoke)
	}
	revoke.Set("reason", "ticket closed")
	d.want(d.post(views.TogetherURL, revoke, d.admin), http.StatusOK, en.Request.Together.Outcome(3, 3), "ticket closed")
	same(t, d.entries(d.customer, access.GrantRevoked), 3, "revoked")
	nothing := en.Reason(access.NothingForTicket{Ticket: "INC-4711"})
	d.want(d.post(views.TogetherURL, revoke, d.admin), http.StatusUnprocessableEntity, nothing)
	d.want(d.post(views.TogetherURL, handBack, d.miaCookie), http.StatusUnprocessableEntity, nothing)
	other, _ := d.account("Other")
	d.want(d.post(views.TogetherURL, revoke, d.signIn(other, "")), http.StatusNotFound)
	d.want(d.get("/accounts/"+d.customer+"/external-access?state=OPEN&ticket=INC-4711", d.admin), http.StatusOK).hasNot(".of-ticket")
}
