package handlers

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/words"
)

// A preset window begins when the form is sent. Without a preset, the typed times count.
func TestAskingByPreset(t *testing.T) {
	d := newDesk(t)
	form := url.Values{"account_id": {d.customer}, "company_id": {d.company}, "how_long": {"today"}, "valid_from": {""}, "valid_to": {"nonsense"}}
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusSeeOther)
	tab := "/accounts/" + d.support + "/external-access"
	d.want(d.get(tab, d.miaCookie), http.StatusOK, "2 Jun 2026, 00:00 CEST")
	form.Set("how_long", "exact")
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusUnprocessableEntity).has("#valid_from-mistake", "#valid_to-mistake", "[value=exact][checked]")
	form.Set("how_long", "for ever")
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusUnprocessableEntity, en.Reason(access.ChooseHowLong{})).has("#how_long-mistake", "[value='4h'][checked]")
}

// Before the form is sent, a sentence says what is requested, and which rules apply.
func TestWhatIsAskedStandsInASentence(t *testing.T) {
	d := newDesk(t)
	page := "/access-requests/new?account_id=" + d.customer + "&company_id=" + d.company
	wish := func(w words.Wish) string {
		w.Account, w.Company = "Acme", "Acme One"
		return en.Ask.Wish(w)
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	must(t, err)
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 6, day, hour, minute, 0, 0, berlin) }
	grant := words.Wish{FromGrant: true, Length: 4 * time.Hour}
	sentence := wish(grant)
	d.want(d.get("/access-requests/new", d.miaCookie), http.StatusOK, en.Ask.Nothing).has("[value='4h'][checked]", "#account_search", "[autofocus]", saying("output", "mia"))
	d.want(d.get(page, d.miaCookie), http.StatusOK, sentence, en.Ask.NobodyDecides("Acme"))
	d.write(func(q *db.Queries) error {
		return q.UpdateAccountPassword(t.Context(), db.UpdateAccountPasswordParams{ID: d.customer, PasswordHash: "x"})
	})
	d.want(d.get(page, d.miaCookie), http.StatusOK, sentence, en.Ask.Decides)
	d.want(d.get(page+"&how_long=today&read_only=on", d.miaCookie), http.StatusOK, wish(words.Wish{ReadOnly: true, Today: true, To: at(2, 0, 0)}))
	d.want(d.get(page+"&how_long=exact&valid_from=2026-06-02T08:00&valid_to=2026-06-02T09:30", d.miaCookie), http.StatusOK, wish(words.Wish{Length: 90 * time.Minute, From: at(2, 8, 0), To: at(2, 9, 30)})).has("[value='2026-06-02T08:00']")
	d.want(d.get(page+"&how_long=exact&valid_from=2026-06-02T08:00&valid_to=2026-06-02T08:00", d.miaCookie), http.StatusOK, en.Reason(access.ChooseAfterFirst{}))
	d.want(d.get(page+"&how_long=exact&valid_from=2026-10-25T02:30&valid_to=2026-10-26T08:00", d.miaCookie), http.StatusOK, en.Parts.Second("25 Oct 2026, 02:30 CET"))
	account := d.get(page+"&requested_by="+d.mia, d.signIn(d.support, ""))
	grant.For = "mia"
	d.want(account, http.StatusOK, wish(grant))
	// A fragment does not move the focus.
	d.page(d.do(http.MethodGet, page, nil, d.miaCookie, htmx)).hasNot("[autofocus]")

	d.consent(d.customer, d.company, d.support)
	d.want(d.get(page+"&how_long=1h", d.miaCookie), http.StatusOK, en.Ask.AtOnce, "Visits of at most 1 hour", wish(words.Wish{Length: time.Hour, To: at(1, 15, 0)}))
	d.write(func(q *db.Queries) error {
		return q.FreezeAccount(t.Context(), db.FreezeAccountParams{FrozenAt: db.NullMillis(noon), FrozenBy: "somebody", FreezeReason: "a secret", ID: d.customer})
	})
	d.want(d.get(page, d.miaCookie), http.StatusOK, en.Reason(access.FrozenNotAsked{Account: "Acme"})).saysNot("a secret", sentence)
}

// The form shows the customer's rules before it is sent: windows that are too long cannot be
// chosen, and read-only is ticked.
func TestRulesAreShownBeforeAsking(t *testing.T) {
	d := newDesk(t)
	rule := url.Values{"company_id": {d.company}, "longest_hours": {"2"}, "read_only": {"on"}, "description_required": {"on"}, "from": {"08:00"}, "to": {"15:30"}, "approvals": {"1"}}
	for _, day := range []string{"Monday", "Tuesday"} {
		rule.Set("day_"+day, "on")
	}
	d.want(d.post("/accounts/"+d.customer+"/rules", rule, d.admin), http.StatusSeeOther)
	page := "/access-requests/new?account_id=" + d.customer + "&company_id="
	outside := en.Reason(access.RuleHours{Account: "Acme", Company: "Acme One", Hours: access.Hours{From: 8 * 60, To: 15*60 + 30, Weekdays: 0b110}})
	r, tooLong := d.get(page+d.company+"&how_long=4h", d.miaCookie), en.Reason(access.RuleLongest{Account: "Acme", Most: 2 * time.Hour})
	d.want(r, http.StatusOK, en.Ask.RulesFor("Acme One"), "At most 2 hours at a time.", "Allowed times: Mon, Tue, 08:00–15:30, in the company's time zone.", en.Ask.Refused([]string{"4 hours", "Today", "This week"}, tooLong), tooLong+" "+en.Ask.Instead,
		en.Ask.Wish(words.Wish{Account: "Acme", Company: "Acme One", ReadOnly: true, FromGrant: true, Length: time.Hour}), en.Ask.DescriptionWanted("Acme")).has("#how_long-4h-refused[value='4h'][disabled]", "#how_long-1h-instead[value='1h'][checked]", "[name=read_only][value=rule]", "[rows='3'][required]")
	d.want(d.get(page+d.sibling+"&how_long=4h&read_only=rule", d.miaCookie), http.StatusOK, en.Ask.Wish(words.Wish{Account: "Acme", Company: "Acme Two", FromGrant: true, Length: 4 * time.Hour})).
		has("#how_long-4h[value='4h'][checked]").saysNot("Rules for", "disabled").hasNot("[value=rule]")

	// If it is sent anyway, each mistake is shown at its field.
	form := url.Values{"account_id": {d.customer}, "company_id": {d.company}, "how_long": {"4h"}, "read_only": {"rule"}, "description": {"7"}}
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusUnprocessableEntity).has(saying("#how_long-mistake[role=alert]", tooLong))
	form.Set("how_long", "exact")
	form.Set("valid_from", "2026-06-01T15:00")
	form.Set("valid_to", "2026-06-01T16:00")
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusUnprocessableEntity).has(saying("#valid_to-mistake[role=alert]", outside))
	form.Set("valid_from", "2026-06-01T07:00")
	form.Set("valid_to", "2026-06-01T15:00")
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusUnprocessableEntity).has(saying("#valid_from-mistake[role=alert]", outside))
	form.Set("how_long", "1h")
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusSeeOther)
}

// A recent company is chosen with one click, whatever the search says. Another login does not see
// it.
func TestAskingAgain(t *testing.T) {
	d := newDesk(t)
	again := d.customer + " " + d.company
	form := url.Values{"again": {again}, "account_search": {"nonsense"}, "description": {"Ticket 8"}, "how_long": {"1h"}}
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusSeeOther)
	r := d.get("/access-requests/new", d.miaCookie)
	d.want(r, http.StatusOK, en.Ask.AskedLast).has("[value='"+again+"']", "#again-another[value=''][checked]")
	d.wantNot(d.get("/access-requests/new", d.colleague), en.Ask.AskedLast, d.company)
	d.want(d.get("/access-requests/new", d.signIn(d.support, "")), http.StatusOK).has("[value='" + again + "']")

	d.want(d.get("/access-requests/new?"+form.Encode(), d.miaCookie), http.StatusOK, en.Ask.Wish(words.Wish{Account: "Acme", Company: "Acme One", FromGrant: true, Length: time.Hour}), "Ticket 8").
		has("[value='"+again+"'][checked][autofocus]", "[value=nonsense]").hasNot("[name=company_id]")
	d.want(d.post("/accounts/"+d.customer+"/companies/"+d.company+"/delete", nil, d.admin), http.StatusSeeOther)
	d.want(d.post("/access-requests", form, d.miaCookie),
		http.StatusUnprocessableEntity, "Choose one of the account&#39;s companies.", "Ticket 8").saysNot(en.Ask.AskedLast)
}

// When a request is over, its requester can get the form again, filled in for the same company.
func TestAskAgainFromARequest(t *testing.T) {
	d := newDesk(t)
	id := d.request(d.customer, d.company, d.support, d.mia, true)
	link := "/access-requests/new?again=" + id
	d.page(d.get("/access-requests/"+id, d.miaCookie)).hasNot("[href^='/access-requests/new?']")
	d.setClock(noon.Add(30 * time.Minute))
	d.want(d.get("/access-requests/"+id, d.miaCookie), http.StatusOK).has("a[href='" + link + "']:contains('" + en.Request.Acts.AskAgain + "')")
	d.wantNot(d.get("/access-requests/"+id, d.admin), en.Request.Acts.AskAgain)
	d.want(d.get(link, d.miaCookie), http.StatusOK).has("#company_id option[selected][value='"+d.company+"']", "#how_long-exact[checked]")
	old := "/access-requests/new?account_id=" + d.customer + "&company_id=" + d.company
	d.want(d.get(old, d.miaCookie), http.StatusOK, en.Ask.Wish(words.Wish{Account: "Acme", Company: "Acme One", FromGrant: true, Length: 4 * time.Hour}))
}

// Enter in the search field finds accounts, even without JavaScript, and loses nothing that was
// typed.
func TestEnterInTheSearchFinds(t *testing.T) {
	d := newDesk(t)
	r := d.post("/access-requests", url.Values{"account_search": {"cme"}, "description": {"Ticket 9"}, "how_long": {"week"}}, d.miaCookie)
	d.want(r, http.StatusUnprocessableEntity, en.Ask.ChooseItsCompany("Acme"), "Ticket 9").has("[value=week][checked]", "[name=account_id][value='"+d.customer+"']")
	d.account("Acme Asia", access.Customer)
	r = d.post("/access-requests", url.Values{"account_search": {"cme"}}, d.miaCookie)
	d.want(r, http.StatusUnprocessableEntity, en.Reason(access.FindAccount{}), "Acme Asia")
	same(t, d.page(r).count("[type=radio][name=account_id]"), 2, "accounts to choose from")
}

// When one mistake is corrected, it disappears and the others stay: every change refreshes the
// form.
func TestMistakesStayUntilMended(t *testing.T) {
	d := newDesk(t)
	agent := d.signIn(d.support, "")
	account, person := en.Reason(access.FindAccount{}), en.Reason(access.ChooseResponsible{})
	sent := url.Values{"how_long": {"4h"}}
	d.want(d.post("/access-requests", sent, agent), http.StatusUnprocessableEntity, account, person).has("[name=mistaken][value='account_id requested_by']")

	sent.Set("mistaken", "account_id requested_by")
	sent.Set("description", "Ticket 9")
	d.want(d.get("/access-requests/new?"+sent.Encode(), agent), http.StatusOK, account, person, "Ticket 9")
	sent.Set("requested_by", d.mia)
	d.want(d.get("/access-requests/new?"+sent.Encode(), agent), http.StatusOK, account).has("[name=mistaken][value=account_id]").
		saysNot(person)
	sent.Set("mistaken", "")
	d.wantNot(d.get("/access-requests/new?"+sent.Encode(), agent), account)

	d.goesTo(d.post("/accounts/"+d.customer+"/rules", url.Values{"description_required": {"on"}, "from": {"00:00"}, "to": {"24:00"}, "day_Monday": {"on"}, "approvals": {"1"}}, d.admin), "/accounts/"+d.customer+"/rules")
	why := en.Reason(access.RuleDescription{Account: "Acme"})
	sent = url.Values{"account_id": {d.customer}, "company_id": {d.company}, "how_long": {"4h"}, "description": {" "}}
	d.want(d.post("/access-requests", sent, d.miaCookie), http.StatusUnprocessableEntity, why).has("[name=mistaken][value=description]")
	sent.Set("mistaken", "description")
	sent.Set("how_long", "1h")
	d.want(d.get("/access-requests/new?"+sent.Encode(), d.miaCookie), http.StatusOK, why)
	sent.Set("description", "Ticket 9")
	d.wantNot(d.get("/access-requests/new?"+sent.Encode(), d.miaCookie), why)
}

// Before someone asks twice, the form says what they have already requested or been granted.
func TestAlreadyAsked(t *testing.T) {
	d := newDesk(t)
	form := "/access-requests/new?account_id=" + d.customer + "&company_id=" + d.company
	says := func(cookie *http.Cookie, want string) {
		t.Helper()
		r := d.get(form, cookie)
		if want != "" {
			d.want(r, http.StatusOK, want)
			return
		}
		d.wantNot(r, "already")
	}
	says(d.miaCookie, "")
	id := d.request(d.customer, d.company, d.support, d.mia, false)
	says(d.miaCookie, en.Ask.WaitsAlready)
	d.page(d.get(form, d.miaCookie)).has(":contains(\"" + en.Ask.WaitsAlready + " " + en.Ask.SeeIt + "\") > a[href='/access-requests/" + id + "']")
	says(d.colleague, "")
	d.want(d.post("/access-requests/"+id+"/grant", nil, d.admin), http.StatusSeeOther)
	says(d.miaCookie, "You already have access until 1 Jun 2026, 14:30 CEST.")
	d.want(d.post("/access-requests/"+id+"/revoke", nil, d.admin), http.StatusSeeOther)
	says(d.miaCookie, "")
}

// While an account is disabled, the request form, External Access and a request's page say so, and
// offer no way in.
func TestPagesOfADisabledAccount(t *testing.T) {
	d := newDesk(t)
	running := d.request(d.customer, d.company, d.support, d.mia, true)
	waiting := d.request(d.customer, d.sibling, d.support, d.mia, false)
	tab := "/accounts/" + d.support + "/external-access"
	kept := saying("h2", en.Access.KeptOut)
	why, cannotGrant := en.Request.NobodyGetsIn("Acme"), en.Request.NobodyCanGrant("Acme")
	d.want(d.get(tab, d.miaCookie), http.StatusOK).has(saying(".badge", "ACTIVE")).saysNot("disabled").hasNot(kept)
	must(t, d.svc.SetAccountLogin(t.Context(), access.TheOperator(), d.customer, false))
	d.want(d.get(tab, d.miaCookie), http.StatusOK, why, en.Access.NobodyIn, cannotGrant).has(kept)
	d.want(d.get("/access-requests/"+running, d.miaCookie), http.StatusOK, why).saysNot("Open Acme One")
	d.want(d.get("/access-requests/"+waiting, d.miaCookie), http.StatusOK, cannotGrant)
	form := "/access-requests/new?account_id=" + d.customer + "&company_id="
	d.want(d.get(form+d.company, d.miaCookie), http.StatusOK, en.Reason(access.DisabledNotAsked{Account: "Acme"}))
	d.want(d.get("/accounts/"+d.customer+"/companies/"+d.company, d.miaCookie), http.StatusNotFound)

	must(t, errors.Join(d.svc.SetAccountLogin(t.Context(), access.TheOperator(), d.customer, true), d.svc.SetAccountLogin(t.Context(), access.TheOperator(), d.support, false)))
	// everyone else was signed out
	admin := d.signIn(d.customer, d.user(d.customer, "nina", "", access.Superuser))
	d.want(d.get("/accounts/"+d.customer+"/external-access", admin), http.StatusOK, en.Request.NobodyGetsIn("Help desk"), en.Request.Disabled("Help desk")).has(kept)
	d.want(d.get("/access-requests/"+running, admin), http.StatusOK, en.Request.NobodyGetsIn("Help desk"))
}

// TestAskingForTheSameLeadsThere: a second equal request is answered with a link to the first, and
// keeps what was typed. A second click on the same form counts as done.
func TestAskingForTheSameLeadsThere(t *testing.T) {
	d := newDesk(t)
	form := d.asking()
	form.Set("once", "a key of this form")
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusSeeOther)
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusSeeOther)
	r := d.post("/access-requests", d.asking(), d.miaCookie)
	d.want(r, http.StatusConflict, en.Reason(access.AskedAlready{Person: "mia", Account: "Acme"}), "Ticket &lt;7&gt;").
		has("a[href^='/access-requests/req_']:contains('" + en.Ask.SeeWaiting + "')")
	same(t, d.entries(d.customer, access.RequestAsked), 1, "requests")
	for i := range 19 {
		more := d.asking()
		more.Set("description", strings.Repeat("more ", i+1))
		d.want(d.post("/access-requests", more, d.miaCookie), http.StatusSeeOther)
	}
	more := d.asking()
	more.Set("description", "one too many")
	d.want(d.post("/access-requests", more, d.miaCookie), http.StatusUnprocessableEntity, en.Reason(access.TooManyWait{Most: 20, Person: "mia", Account: "Acme"}), "one too many")
}
