package handlers

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/views"
)

func one(name, value string) url.Values { return url.Values{name: {value}} }

// Every way to end a request, by its form, and what its page says then.
func TestActsOnTheRequestsPage(t *testing.T) {
	for _, c := range []struct {
		act     string
		form    url.Values
		granted bool
		asker   bool
		badge   string
		says    []string
	}{
		{"deny", one("reason", "Not <now>."), false, false, saying(".badge[data-tone=refused]", "DENIED"), []string{"Not &lt;now&gt;.", "Access request denied"}},
		{"withdraw", nil, false, true, saying(".badge", "WITHDRAWN"), []string{"Access request withdrawn"}},
		{"revoke", one("reason", "Enough."), true, false, saying(".badge", "ENDED"), []string{"Enough.", "Access revoked"}},
		{"hand-back", nil, true, true, saying(".badge", "ENDED"), []string{"Access handed back"}},
		{"shorten", one("valid_to", "2026-06-01T14:20"), true, false, saying(".badge", "ACTIVE"), []string{"1 Jun 2026, 14:20 CEST", "requested:", "Access shortened"}},
		{"grant", url.Values{"valid_from": {"2026-06-01T14:05"}, "read_only": {"on"}}, false, false, saying(".badge", "SCHEDULED"), []string{"read-only", "read and edit", "access: read and edit → read-only"}},
	} {
		t.Run(c.act, func(t *testing.T) {
			d := newDesk(t)
			id := d.request(d.customer, d.company, d.support, d.mia, c.granted)
			page, by := "/access-requests/"+id, d.admin
			if c.asker {
				by = d.miaCookie
			}
			d.want(d.get(page, by), http.StatusOK).has("[action='" + page + "/" + c.act + "']")
			d.want(d.post(page+"/"+c.act, c.form, by), http.StatusSeeOther)
			for _, reader := range []*http.Cookie{d.admin, d.miaCookie} {
				d.want(d.get(page, reader), http.StatusOK, c.says...).has(c.badge)
			}
			if c.act != "shorten" && c.act != "grant" {
				d.want(d.post(page+"/"+c.act, c.form, by), http.StatusConflict)
			}
		})
	}
}

// A mistake in an act is shown at its field, on the request's page, with what was typed.
func TestActsTypedWrongly(t *testing.T) {
	for _, c := range []struct {
		act     string
		form    url.Values
		granted bool
		asker   bool
		says    string
		has     []string
	}{
		{"deny", one("reason", " "), false, false, en.Reason(access.SayWhyDenied{}), []string{"#reason-deny-mistake"}},
		{"grant", one("valid_to", "2026-06-01T15:00"), false, false, en.Reason(access.AfterAsked{}), []string{"[value='2026-06-01T15:00']", "#valid_to-grant-mistake"}},
		{"shorten", one("valid_to", "2026-06-01T13:00"), true, false, en.Reason(access.EndIsPast{}), []string{"[value='2026-06-01T13:00']", "#valid_to-shorten-mistake"}},
		{"extend", one("valid_to", "2026-06-01T14:10"), true, true, en.Reason(access.EndNotLater{}), []string{"[value='2026-06-01T14:10']", "#valid_to-extend-mistake"}},
	} {
		t.Run(c.act, func(t *testing.T) {
			d := newDesk(t)
			page, by := "/access-requests/"+d.request(d.customer, d.company, d.support, d.mia, c.granted), d.admin
			if c.asker {
				by = d.miaCookie
			}
			d.want(d.post(page+"/"+c.act, c.form, by), http.StatusUnprocessableEntity, c.says).has(append(c.has, "details[open]#"+c.act+"-"+strings.TrimPrefix(page, "/access-requests/"))...)
			d.want(d.post(page+"/"+c.act, c.form, by, htmx), http.StatusUnprocessableEntity, c.says).has("article.request")
			same(t, d.post(page+"/"+c.act, url.Values{"decision": {"GRANTED"}}, by).Code, http.StatusBadRequest, "an unknown field: status")
		})
	}
}

// An extension is a separate request, which links to the access that it continues.
func TestExtending(t *testing.T) {
	d := newDesk(t)
	page := "/access-requests/" + d.request(d.customer, d.company, d.support, d.mia, true)
	d.want(d.post(page+"/extend", one("valid_to", "2026-06-01T16:00"), d.miaCookie), http.StatusSeeOther)
	d.want(d.get("/accounts/"+d.customer+"/external-access", d.admin), http.StatusOK, "extends").has("[href='"+page+"']", saying(".badge", "PENDING"), saying(".badge", "ACTIVE"))
	d.want(d.post(page+"/extend", one("valid_to", "2026-06-01T17:00"), d.miaCookie), http.StatusConflict, en.Reason(access.ExtensionWaits{}))
}

// Visits are in the timeline; only the customer sees their addresses.
func TestVisitsInTheTimeline(t *testing.T) {
	d := newDesk(t)
	id := d.request(d.customer, d.company, d.support, d.mia, true)
	company := "/accounts/" + d.customer + "/companies/" + d.company
	d.want(d.get(company, d.miaCookie), http.StatusOK)
	d.want(d.post(company+"/settings", url.Values{"key": {"colour"}, "value": {"blue"}}, d.miaCookie), http.StatusSeeOther)
	d.want(d.get("/access-requests/"+id, d.admin), http.StatusOK, "1 page viewed, 1 change made", en.Request.FromAddress("192.0.2.1"), "mia @ Help desk")
	d.want(d.get("/access-requests/"+id, d.miaCookie), http.StatusOK, "1 page viewed, 1 change made").saysNot("192.0.2.1")
	d.setClock(noon.Add(30 * time.Minute))
	d.want(d.get("/access-requests/"+id, d.admin), http.StatusOK, en.Request.OverByTheClock).has(saying(".badge", "EXPIRED"))
}

func TestRulesPages(t *testing.T) {
	d := newDesk(t)
	rules := "/accounts/" + d.customer + "/rules"
	d.want(d.get(rules, d.admin), http.StatusOK, en.Rules.NoDemands, en.Rules.FreezeOpen, en.Rules.GiveConsent)
	form := url.Values{"company_id": {""}, "longest_hours": {"8"}, "read_only": {"on"}, "from": {"08:00"}, "to": {"18:00"}, "approvals": {"1"},
		"day_Monday": {"on"}, "day_Tuesday": {"on"}, "day_Wednesday": {"on"}, "day_Thursday": {"on"}, "day_Friday": {"on"}}
	d.want(d.post(rules, form, d.admin), http.StatusSeeOther)
	d.want(d.get(rules, d.admin), http.StatusOK, en.Rules.RuleSet, "At most 8 hours at a time.", "Allowed times: Mon to Fri, 08:00–18:00", "Read-only.")
	d.want(d.get(rules+"/edit?company_id=", d.admin), http.StatusOK).has("[value='8']", "[value='18:00']")
	d.want(d.get("/access-requests/new?account_id="+d.customer, d.miaCookie), http.StatusOK, en.Parts.ReadOnly)
	d.want(d.post("/access-requests", d.asking(), d.miaCookie), http.StatusUnprocessableEntity, en.Reason(access.RuleReadOnly{Account: "Acme"}))

	form.Set("company_id", d.sibling)
	form.Set("longest_hours", "many")
	d.want(d.post(rules, form, d.admin), http.StatusUnprocessableEntity, "Enter a number of hours", en.Rules.TitleOf("Acme Two")).has("[value=many]")
	form.Set("longest_hours", "1")
	d.want(d.post(rules, form, d.admin), http.StatusSeeOther)
	d.want(d.get(rules, d.admin), http.StatusOK, "Acme Two", "At most 1 hour at a time.", en.Rules.RemoveOf("Acme Two"))
	d.want(d.post(rules+"/remove", one("company_id", d.sibling), d.admin), http.StatusSeeOther)
	d.want(d.post(rules+"/remove", one("company_id", d.sibling), d.admin), http.StatusConflict)

	d.want(d.get("/accounts/"+d.customer+"/consents/new", d.admin), http.StatusOK, en.Rules.ConsentSentence, "Acme One")
	consent := url.Values{"company_id": {d.company}, "requester": {"help DESK"}, "longest_hours": {"2"}, "read_only": {"on"}, "valid_to": {"2026-07-01T00:00"}}
	d.want(d.post("/accounts/"+d.customer+"/consents", consent, d.admin), http.StatusUnprocessableEntity, en.Reason(access.TickDay{})).has("[value='help DESK']")
	consent.Set("day_Monday", "on")
	d.want(d.post("/accounts/"+d.customer+"/consents", consent, d.admin), http.StatusSeeOther)
	d.want(d.get(rules, d.admin), http.StatusOK, "Help desk", en.Rules.AtMost(2*time.Hour, access.Hours{To: access.AllHours.To, Weekdays: 1 << time.Monday})).has(saying(".badge", en.Rules.InForce))
	asking := d.asking()
	asking.Set("read_only", "on")
	d.want(d.post("/access-requests", asking, d.miaCookie), http.StatusSeeOther)
	d.want(d.get("/accounts/"+d.support+"/external-access", d.miaCookie), http.StatusOK, "You have access to Acme One until", en.Request.ConsentedBy("Acme", "")).has(saying(".badge", "ACTIVE"))
}

// A freeze is shown on every page of the account until it is lifted.
func TestFreezeOnEveryPage(t *testing.T) {
	d := newDesk(t)
	d.request(d.customer, d.company, d.support, d.mia, true)
	rules, company := "/accounts/"+d.customer+"/rules", "/accounts/"+d.customer+"/companies/"+d.company
	user := d.signIn(d.customer, d.user(d.customer, "tom", ""))
	d.want(d.get(company, d.miaCookie), http.StatusOK)
	d.want(d.post("/accounts/"+d.customer+"/freeze", one("reason", ""), d.admin), http.StatusUnprocessableEntity, en.Reason(access.SayWhyFrozen{}))
	d.want(d.post("/accounts/"+d.customer+"/freeze", one("reason", "An incident."), d.admin), http.StatusSeeOther)
	d.want(d.get(company, d.miaCookie), http.StatusNotFound)
	d.want(d.get(rules, d.admin), http.StatusOK, en.Rules.FrozenNow, "An incident.", en.Rules.Unfreeze)
	for _, page := range []string{"/", "/profile"} {
		d.want(d.get(page, user), http.StatusOK, en.Rules.FrozenNow, "An incident.")
	}
	d.wantNot(d.get("/", user), "Lift it")
	d.wantNot(d.get("/", d.miaCookie), "frozen")
	d.want(d.post("/accounts/"+d.customer+"/unfreeze", nil, d.admin), http.StatusSeeOther)
	d.wantNot(d.get("/", user), en.Rules.FrozenNow)
	same(t, d.entries(d.customer, access.AccessFrozen)+d.entries(d.customer, access.AccessUnfrozen), 2, "entries")
}

// The next request of a signed-in visitor after each way to end access answers 404 or, if the login
// itself has ended, leads to the sign-in page. After a new sign-in, they find nothing either.
func TestVisitorsNextRequest(t *testing.T) {
	operator := access.TheOperator()
	for _, c := range []struct {
		what      string
		end       func(d *desk, id string) error
		signedOut bool
	}{
		{"revoked", func(d *desk, id string) error { d.post("/access-requests/"+id+"/revoke", nil, d.admin); return nil }, false},
		{"handed back", func(d *desk, id string) error {
			d.post("/access-requests/"+id+"/hand-back", nil, d.miaCookie)
			return nil
		}, false},
		{"frozen", func(d *desk, _ string) error {
			d.post("/accounts/"+d.customer+"/freeze", one("reason", "x"), d.admin)
			return nil
		}, false},
		{"expired", func(d *desk, _ string) error { d.setClock(noon.Add(30 * time.Minute)); return nil }, false},
		{"his account's role taken", func(d *desk, _ string) error {
			return d.svc.RemoveAccountRole(t.Context(), operator, d.support, access.Support)
		}, true},
		{"his account disabled", func(d *desk, _ string) error { return d.svc.SetAccountLogin(t.Context(), operator, d.support, false) }, true},
		{"he is deactivated", func(d *desk, _ string) error {
			boss := d.signIn(d.support, "")
			d.post("/accounts/"+d.support+"/users/"+d.mia+"/deactivate", nil, boss)
			return nil
		}, true},
	} {
		d := newDesk(t)
		id := d.request(d.customer, d.company, d.support, d.mia, true)
		company := "/accounts/" + d.customer + "/companies/" + d.company
		d.want(d.get(company, d.miaCookie), http.StatusOK)
		must(t, c.end(d, id))
		want := http.StatusNotFound
		if c.signedOut {
			want = http.StatusSeeOther
		}
		for _, r := range []int{d.get(company, d.miaCookie).Code, d.post(company+"/settings", url.Values{"key": {"colour"}, "value": {"x"}}, d.miaCookie).Code} {
			same(t, r, want, "%s: status", c.what)
		}
	}
}

// If a page's script acts after the session has ended, the answer leads to the sign-in page and
// back, although the script would also accept events.
func TestActAfterTheSession(t *testing.T) {
	d := newDesk(t)
	tab := views.AccountURL(d.customer, views.TabExternalAccess)
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/access-requests/"+d.request(d.customer, d.company, d.support, d.mia, false)+"/grant", nil)
	for name, value := range map[string]string{
		"HX-Request": "true", "HX-Current-URL": "http://example.com" + tab, "Accept": "text/html, text/event-stream", "Sec-Fetch-Site": "same-origin",
	} {
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	d.server.ServeHTTP(w, r)
	if got := w.Header().Get("HX-Redirect"); got != views.LoginAfterURL(views.AfterAct, tab) || w.Body.Len() > 0 {
		t.Errorf("%d to %q: %s", w.Code, got, w.Body)
	}
}

// TestFormsSayWhichOfATimeThatExistsTwice: a form that already has such a time says which one it
// is, and so does a form with a mistake in another field.
func TestFormsSayWhichOfATimeThatExistsTwice(t *testing.T) {
	d := newDesk(t)
	now := time.Date(2026, 10, 24, 20, 0, 0, 0, time.UTC)
	d.setClock(now)
	second := time.Date(2026, 10, 25, 1, 30, 0, 0, time.UTC)
	guest := d.user(d.customer, "guest", d.mia)
	d.write(func(q *db.Queries) error {
		err := q.InsertSession(t.Context(), db.InsertSessionParams{
			TokenHash: db.HashToken("autumn"), AccountID: d.customer, Data: sessionData, ExpiresAt: db.Millis(now.Add(time.Hour)),
		})
		if err != nil {
			return err
		}
		if _, err := q.UpdateUserValidTo(t.Context(), db.UpdateUserValidToParams{ID: guest, AccountID: d.customer, ValidTo: db.NullMillis(second)}); err != nil {
			return err
		}
		return q.InsertRequest(t.Context(), db.InsertRequestParams{
			ID: "req_autumn", AccountID: d.customer, CompanyID: d.company, RequesterAccountID: d.support, RequestedBy: d.mia,
			ValidFrom: db.Millis(now), ValidTo: db.Millis(second),
		})
	})
	d.admin.Value = "autumn"
	const chosen = "[name=valid_to_which][value=second][checked]"
	for _, page := range []string{views.RequestURL("req_autumn"), views.AccountURL(d.customer, views.TabExternalAccess), views.UserURL(d.customer, guest)} {
		d.want(d.get(page, d.admin), http.StatusOK).has(chosen)
	}
	d.want(d.post(views.GrantURL("req_autumn"), url.Values{
		"valid_from": {"2026-10-24T21:59"}, "valid_to": {"2026-10-25T02:30"}, "valid_to_which": {"second"},
	}, d.admin), http.StatusUnprocessableEntity, en.Request.Acts.NotBeforeAsked).has(chosen)
	d.want(d.post(views.GrantURL("req_autumn"), url.Values{"valid_to": {"2026-10-25T02:30"}, "valid_to_which": {"first"}, "back": {"request"}}, d.admin), http.StatusSeeOther)
	d.want(d.get(views.RequestURL("req_autumn"), d.admin), http.StatusOK, "may edit Acme One (Acme) until 25 Oct 2026, 02:30 CEST")
}
