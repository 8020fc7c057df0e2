package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"latchkey/access"
	"latchkey/views"
	"latchkey/words"
)

// TestDecidingTogether: those that are chosen are decided, each by itself, and the page says with
// which that did not work, and why. Nothing that was typed is lost.
func TestDecidingTogether(t *testing.T) {
	d := newDesk(t)
	for i := range 3 {
		d.asksFor(d.company, "INC-4711", fmt.Sprint("till ", i))
	}
	d.asksFor(d.company, "INC-4712", "printer")
	list := "/accounts/" + d.customer + "/external-access?ticket=INC-4711"
	shown := d.want(d.get(list, d.admin), http.StatusOK)
	boxes := shown.attrs("input[form=all]", "name")
	same(t, len(boxes), 3, "boxes")
	shown.has("form#all[method=post][action='/access-requests/all/together'] button[value=grant]", "#all button[value=deny]")
	shown.hasNot("#all button[value=revoke]", "#all button[value=withdraw]")
	chosen := func(act, reason string) url.Values {
		form := url.Values{"act": {act}, "reason": {reason}, "back": {list}, "account": {d.customer}, "once": {shown.attr("#all [name=once]", "value")}}
		for _, box := range boxes {
			form.Set(box, "on")
		}
		return form
	}
	d.want(d.post(views.TogetherURL, chosen("deny", ""), d.admin), http.StatusUnprocessableEntity, en.Reason(access.SayWhyDenied{})).
		has("input[name="+boxes[0]+"][checked]", "#all details[open] textarea[name=reason][aria-invalid]")
	d.want(d.post(views.TogetherURL, url.Values{"act": {"grant"}, "back": {list}, "account": {d.customer}}, d.admin), http.StatusUnprocessableEntity, en.Reason(access.ChooseRequests{}))
	id := strings.TrimPrefix(boxes[1], "request_")
	d.want(d.post("/access-requests/"+id+"/deny", one("reason", "no"), d.admin), http.StatusSeeOther)

	answer := d.want(d.post(views.TogetherURL, chosen("grant", ""), d.admin), http.StatusOK, en.Request.Together.Outcome(2, 3), en.Reason(access.WasDenied{By: "Acme"}))
	answer.has(".outcomes a[href='/access-requests/"+id+"']", "a.btn[href='"+list+"']")
	same(t, d.entries(d.customer, access.RequestGranted), 2, "entries")
	again := d.want(d.post(views.TogetherURL, chosen("grant", ""), d.admin), http.StatusOK, en.Request.Together.Outcome(2, 3))
	again.has(".outcomes")
	same(t, d.entries(d.customer, access.RequestGranted), 2, "entries after it was sent again")

	unknown := url.Values{"act": {"revoke"}, "back": {"/access-requests/all"}, "request_req_0": {"on"}}
	d.want(d.post(views.TogetherURL, unknown, d.admin), http.StatusOK, en.Request.Together.Outcome(0, 1), en.Errors.Pages[words.NotFound].Sentence)

	shown = d.want(d.get(list+"&state=OPEN", d.admin), http.StatusOK)
	boxes = shown.attrs("input[form=all]", "name")
	d.want(d.post(views.TogetherURL, chosen("revoke", "ticket closed"), d.admin), http.StatusOK, en.Request.Together.Outcome(2, 2), "ticket closed")
	d.want(d.post(views.TogetherURL, chosen("revoke", ""), d.miaCookie), http.StatusOK, en.Request.Together.Outcome(0, 2), en.Reason(access.AskersDoNotDecide{Askers: "Help desk", Account: "Acme"}))
}

// TestTakingBackTogether: the asking side withdraws and hands back, and cannot decide.
func TestTakingBackTogether(t *testing.T) {
	d := newDesk(t)
	d.asksFor(d.company, "INC-1", "one")
	d.asksFor(d.sibling, "INC-1", "two")
	list := "/accounts/" + d.support + "/external-access?q=inc-1"
	shown := d.want(d.get(list, d.miaCookie), http.StatusOK)
	shown.has("#all button[value=withdraw]").hasNot("#all button[value=grant]", "#all textarea")
	form := url.Values{"act": {"grant"}, "back": {list}, "account": {d.support}}
	for _, box := range shown.attrs("input[form=all]", "name") {
		form.Set(box, "on")
	}
	d.want(d.post(views.TogetherURL, form, d.miaCookie), http.StatusOK, en.Request.Together.Outcome(0, 2))
	form.Set("act", "withdraw")
	d.want(d.post(views.TogetherURL, form, d.miaCookie), http.StatusOK, en.Request.Together.Outcome(2, 2))
	same(t, d.entries(d.customer, access.RequestWithdrawn), 2, "entries")
}
