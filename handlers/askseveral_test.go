package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/views"
	"latchkey/words"
)

// askingForBoth asks for both of Acme's companies, as the form does.
func (d *desk) askingForBoth() url.Values {
	form := d.asking()
	form.Set("ticket", "INC-4711")
	form.Set(views.AlsoField+d.sibling, "on")
	return form
}

// TestAskingForSeveralCompanies: the form offers the account's other companies, sums up all that
// are chosen, and leads to the list of what was asked.
func TestAskingForSeveralCompanies(t *testing.T) {
	d := newDesk(t)
	page := "/access-requests/new?how_long=4h&account_id=" + d.customer + "&company_id=" + d.company
	shown := d.want(d.get(page, d.miaCookie), http.StatusOK)
	shown.has("details#others:not([open]) input[name='"+views.AlsoField+d.sibling+"']:not([checked])", saying("#others summary", en.Ask.Others("Acme")))
	shown.hasNot("[name='" + views.AlsoField + d.company + "']")
	wish := en.Ask.Wish(words.Wish{Account: "Acme", Company: "Acme One and Acme Two", FromGrant: true, Length: 4 * time.Hour})
	for _, both := range []string{page + "&" + views.AlsoField + d.sibling + "=on", page + "&company_id=" + d.sibling} {
		d.want(d.get(both, d.miaCookie), http.StatusOK, wish).has("details#others[open] input[name='" + views.AlsoField + d.sibling + "'][checked]").
			has("#company_id option[selected][value='" + d.company + "']")
	}
	// While nothing is selected in the list, all of them can be ticked there.
	d.want(d.get("/access-requests/new?account_id="+d.customer+"&"+views.AlsoField+d.sibling+"=on", d.miaCookie), http.StatusOK).
		has("#others input[name='"+views.AlsoField+d.company+"']", "#others input[name='"+views.AlsoField+d.sibling+"'][checked]").hasNot("#company_id option[selected]")

	form := d.askingForBoth()
	form.Set("once", "k")
	list := "/accounts/" + d.support + "/external-access?ticket=INC-4711"
	d.goesTo(d.post("/access-requests", form, d.miaCookie), list)
	d.want(d.get(list, d.miaCookie), http.StatusOK, "Acme One", "Acme Two", en.Ask.AskedNobodyDecides("Acme", "Acme One and Acme Two"))
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusSeeOther)
	same(t, d.entries(d.customer, access.RequestAsked), 2, "requests")

	again := d.want(d.post("/access-requests", d.askingForBoth(), d.miaCookie), http.StatusUnprocessableEntity, "Acme One: "+en.Reason(access.AskedAlready{Person: "mia", Account: "Acme"}), "Acme Two: ")
	again.has("#others input[name='"+views.AlsoField+d.sibling+"'][checked]", "a[href^='/access-requests/req_']:contains('"+en.Ask.SeeWaiting+"')", "[name=ticket][value=INC-4711]")
	same(t, d.entries(d.customer, access.RequestAsked), 2, "requests")
}

// TestScriptsAskForSeveral: repeated values of company_id are several companies, and no other field
// may be repeated.
func TestScriptsAskForSeveral(t *testing.T) {
	d := newDesk(t)
	form := d.asking()
	form["company_id"] = []string{d.company, d.sibling, d.company}
	form["account_id"] = []string{d.customer, d.customer}
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusBadRequest)
	form["account_id"] = []string{d.customer}
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusSeeOther)
	same(t, d.entries(d.customer, access.RequestAsked), 2, "requests")
	form["company_id"] = strings.Fields(strings.Repeat("com_0 ", 2))
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusUnprocessableEntity, en.Reason(access.ChooseCompany{}))
	delete(form, "company_id")
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusUnprocessableEntity, en.Reason(access.ChooseCompany{}))
}

// TestRulesOfSeveral: what one company's rules refuse is said with its name, before and after the
// form is sent, and nothing is asked for.
func TestRulesOfSeveral(t *testing.T) {
	d := newDesk(t)
	rule := url.Values{"company_id": {d.sibling}, "longest_hours": {"2"}, "from": {"00:00"}, "to": {"24:00"}, "day_Monday": {"on"}, "approvals": {"1"}}
	d.want(d.post("/accounts/"+d.customer+"/rules", rule, d.admin), http.StatusSeeOther)
	why := "Acme Two: " + en.Reason(access.RuleLongest{Account: "Acme", Most: 2 * time.Hour})
	form := d.askingForBoth()
	form.Set("how_long", "4h")
	d.want(d.get("/access-requests/new?"+form.Encode(), d.miaCookie), http.StatusOK).has(saying("#asked .mistake", why))
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusUnprocessableEntity).has(saying("#how_long-mistake[role=alert]", why), "#others [checked]")
	same(t, d.entries(d.customer, access.RequestAsked), 0, "requests")
	form.Set("how_long", "1h")
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusSeeOther)
}

// TestARecentCompanyAndAnother: other companies can be added to a recent one.
func TestARecentCompanyAndAnother(t *testing.T) {
	d := newDesk(t)
	d.want(d.post("/access-requests", d.asking(), d.miaCookie), http.StatusSeeOther)
	form := url.Values{"again": {d.customer + " " + d.company}, "description": {"both"}, "how_long": {"1h"}}
	d.want(d.get("/access-requests/new?"+form.Encode(), d.miaCookie), http.StatusOK).has("#others input[name='" + views.AlsoField + d.sibling + "']").hasNot("[name='" + views.AlsoField + d.company + "']")
	form.Set(views.AlsoField+d.sibling, "on")
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusSeeOther)
	same(t, d.entries(d.customer, access.RequestAsked), 3, "requests")
}

// TestReasonsToChooseFrom: a reason that the operator offers begins the description.
func TestReasonsToChooseFrom(t *testing.T) {
	d := newDesk(t)
	page := "/access-requests/new?account_id=" + d.customer + "&company_id=" + d.company
	d.want(d.get(page, d.miaCookie), http.StatusOK).hasNot("#reason")
	d.server.config.Vendor.Reasons = []string{"Month-end closing", "Fault."}
	d.want(d.get(page+"&reason=Fault.", d.miaCookie), http.StatusOK).has("select#reason option[selected]:contains('Fault.')", "select#reason option[value='']", "label[for=reason]")
	for i, c := range []struct{ reason, text, want string }{
		{"Month-end closing", "", "Month-end closing"}, {"Month-end closing", "VAT", "Month-end closing: VAT"}, {"Fault.", "VAT", "Fault. VAT"}, {"", "VAT", "VAT"},
	} {
		d.setClock(noon.Add(time.Duration(i) * time.Second))
		form := d.asking()
		form.Set("reason", c.reason)
		form.Set("description", c.text)
		d.want(d.post("/access-requests", form, d.miaCookie), http.StatusSeeOther)
		newest := d.want(d.get("/access-requests/all", d.admin), http.StatusOK).find("tbody tr .clamp").First().Text()
		same(t, newest, c.want, "the description of %q and %q", c.reason, c.text)
	}
	// A rule that requires a description is met by a reason. One that is no longer offered stays.
	rule := url.Values{"company_id": {d.company}, "description_required": {"on"}, "from": {"00:00"}, "to": {"24:00"}, "day_Monday": {"on"}, "approvals": {"1"}}
	d.want(d.post("/accounts/"+d.customer+"/rules", rule, d.admin), http.StatusSeeOther)
	form := d.asking()
	form.Set("description", "")
	form.Set("reason", "Audit")
	d.want(d.get(page+"&reason=Audit", d.miaCookie), http.StatusOK).has("#reason option[selected][value=Audit]").hasNot("#description[required]")
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusSeeOther)
	form.Set("reason", "")
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusUnprocessableEntity, en.Reason(access.RuleDescription{Account: "Acme"}))
}
