package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
)

// webapp adds a webapp to the catalogue.
func (w *world) webapp(name string) string {
	w.t.Helper()
	id := w.id("app")
	w.write(func(q *db.Queries) error {
		return q.InsertWebapp(w.t.Context(), db.InsertWebappParams{ID: id, Key: strings.ToLower(id), Name: name, Address: "https://" + strings.ToLower(name) + ".example/"})
	})
	return id
}

// subscription subscribes an account, around noon, to a new webapp.
func (w *world) subscription(accountID string, seats int64) string {
	w.t.Helper()
	id := w.webapp("Payroll")
	w.write(func(q *db.Queries) error {
		return q.InsertSubscription(w.t.Context(), db.InsertSubscriptionParams{
			AccountID: accountID, WebappID: id, Seats: seats, ValidFrom: db.Millis(noon.Add(-time.Hour)), ValidTo: db.Millis(noon.Add(time.Hour)),
		})
	})
	return id
}

func (w *world) goesTo(r interface{ Result() *http.Response }, want string) {
	w.t.Helper()
	res := r.Result()
	defer res.Body.Close() //nolint:errcheck // a recorder's
	if got := res.Header.Get("Location"); res.StatusCode != http.StatusSeeOther || got != want {
		w.t.Errorf("status %d to %q, want 303 to %q", res.StatusCode, got, want)
	}
}

func TestCatalogue(t *testing.T) {
	w := newWorld(t)
	rootID, _ := w.account("Root", access.Administrator)
	root := w.signIn(rootID, "")
	w.want(w.get("/webapps", root), http.StatusOK, en.Webapps.NoneYet)
	w.want(w.get("/webapps/new", root), http.StatusOK, en.Webapps.Add)

	typed := url.Values{"key": {"Time Sheets"}, "name": {"Time & sheets"}, "address": {"ftp://x.example"}, "description": {"Hours <b>and</b> days"}}
	w.want(w.post("/webapps", typed, root), http.StatusUnprocessableEntity, en.Reason(access.WebappKeyForm{}), en.Reason(access.AddressNotWhole{})).has(saying("textarea", "Hours <b>and</b> days"), "[value='Time Sheets']", "[value='ftp://x.example']")
	typed.Set("key", "time-sheets")
	typed.Set("address", "https://time.example/")
	w.goesTo(w.post("/webapps", typed, root), "/webapps")
	w.want(w.get("/webapps", root), http.StatusOK, "Time &amp; sheets is in the catalogue.", "time-sheets").has(saying(":haschild(wbr)", "https://time.example/"))
	w.want(w.post("/webapps", typed, root), http.StatusUnprocessableEntity, en.Reason(access.WebappNameTaken{}))
	typed.Set("name", "Other sheets")
	w.want(w.post("/webapps", typed, root), http.StatusUnprocessableEntity, en.Reason(access.WebappKeyTaken{}))
	typed.Set("name", "Time & sheets")

	rows, err := w.store.Read.ListWebapps(t.Context(), db.ListWebappsParams{PageSize: 9})
	if err != nil || len(rows) != 1 {
		t.Fatalf("%d webapps, %v", len(rows), err)
	}
	page := "/webapps/" + rows[0].ID
	w.want(w.get(page, root), http.StatusOK, "Delete Time &amp; sheets?").has("[value='https://time.example/']")
	w.want(w.post(page, url.Values{"key": {"other"}}, root), http.StatusBadRequest)
	w.want(w.post(page, url.Values{"name": {""}, "address": {"https://time.example/2"}}, root), http.StatusUnprocessableEntity, "Enter a name.").has("[value='https://time.example/2']")
	w.goesTo(w.post(page, url.Values{"name": {"Hours"}, "address": {"https://time.example/2"}}, root), "/webapps")
	w.want(w.get("/webapps", root), http.StatusOK, "Saved Hours.", "time-sheets").has(saying(":haschild(wbr)", "https://time.example/2"))

	w.write(func(q *db.Queries) error {
		return q.InsertSubscription(t.Context(), db.InsertSubscriptionParams{AccountID: rootID, WebappID: rows[0].ID, Seats: 1, ValidTo: 1})
	})
	w.want(w.get(page, root), http.StatusOK, en.Webapps.StillSubscribed)
	w.want(w.post(page+"/delete", nil, root), http.StatusConflict, en.Reason(access.WebappSubscribed{Webapp: "Hours"}))
	w.goesTo(w.post("/accounts/"+rootID+"/subscriptions/"+rows[0].ID+"/delete", nil, root), "/accounts/"+rootID+"/subscriptions")
	w.goesTo(w.post(page+"/delete", nil, root), "/webapps")
	w.want(w.get(page, root), http.StatusNotFound)
}

func TestSubscriptionPages(t *testing.T) {
	w := newWorld(t)
	rootID, _ := w.account("Root", access.Administrator)
	acmeID, _ := w.account("Acme")
	root, acme := w.signIn(rootID, ""), w.signIn(acmeID, "")
	anna, bob := w.user(acmeID, "anna", ""), w.user(acmeID, "bob", "")
	app := w.webapp("Payroll")
	tab := "/accounts/" + acmeID + "/subscriptions"
	page := tab + "/" + app

	w.want(w.get(tab, acme), http.StatusOK, en.Webapps.NoSubscription)
	// The times are in Berlin, two hours ahead of UTC.
	form := url.Values{"webapp_id": {app}, "seats": {"0"}, "valid_from": {"2026-06-01T13:00"}, "valid_to": {"2026-06-01T13:00"}}
	w.want(w.post(tab, form, root), http.StatusUnprocessableEntity, en.Reason(access.SeatsRange{Most: 1_000_000}), en.Reason(access.ChooseAfterFirst{})).has("[value='2026-06-01T13:00']")
	form.Set("seats", "1")
	form.Set("valid_to", "2026-06-01T15:00")
	w.goesTo(w.post(tab, form, root), tab)
	w.want(w.get(tab, root), http.StatusOK, en.Webapps.Subscribed("Payroll", 1), "ACTIVE", "0 of 1", "1 Jun 2026, 15:00 CEST", "subscribed to every webapp")
	w.page(w.get(tab, acme)).says("0 of 1").saysNot(en.Webapps.AddSubscription)

	w.want(w.get(page, acme), http.StatusOK, "user_"+anna, "user_"+bob, en.Webapps.Assign)
	w.page(w.get(page, root)).says(en.Webapps.Change).saysNot(en.Webapps.Assign)
	w.page(w.get(page+"?q=ANN", acme)).says(anna).saysNot(bob)
	users := page + "/users"
	w.want(w.post(users, url.Values{"act": {"assign"}}, acme), http.StatusUnprocessableEntity, en.Reason(access.TickUsers{}))
	w.want(w.post(users, url.Values{"act": {"assign"}, "user_" + anna: {"yes"}}, acme), http.StatusBadRequest)
	w.want(w.post(users, url.Values{"act": {"grab"}, "user_" + anna: {"on"}}, acme), http.StatusBadRequest)
	w.want(w.post(users, url.Values{"act": {"assign"}, "user_" + anna: {"on"}, "user_" + bob: {"on"}}, acme), http.StatusConflict, en.Reason(access.NoSeatFor{User: "bob", Webapp: "Payroll"}), "0 of 1").has("[name='user_" + anna + "'][checked]")
	w.goesTo(w.post(users, url.Values{"act": {"assign"}, "user_" + anna: {"on"}, "q": {"a b"}}, acme), page+"?q=a+b")
	w.want(w.get(page+"?only=on", acme), http.StatusOK, en.Webapps.Assigned(1), "1 of 1", en.Webapps.HasIt, "user_"+anna)
	w.goesTo(w.post(users, url.Values{"act": {"assign"}, "user_" + anna: {"on"}}, acme), page)
	w.want(w.get(page, acme), http.StatusOK, en.Webapps.NoneAssigned)

	annas := w.signIn(acmeID, anna)
	w.want(w.get("/", annas), http.StatusOK).has("[href='https://payroll.example/']")
	own := "/accounts/" + acmeID + "/users/" + bob + "/subscriptions"
	w.want(w.post(own, url.Values{"webapp_" + app: {"on"}}, acme), http.StatusConflict, en.Reason(access.NoSeatFor{User: "bob", Webapp: "Payroll"})).has("[name='webapp_" + app + "'][checked]")
	w.want(w.post(own, url.Values{"webapp_app_0": {"on"}}, acme), http.StatusNotFound)
	w.goesTo(w.post("/accounts/"+acmeID+"/users/"+anna+"/subscriptions", nil, acme), "/accounts/"+acmeID+"/users/"+anna+"/subscriptions")
	w.want(w.get("/", annas), http.StatusOK, en.Start.NoWebapp("Acme"))
	w.goesTo(w.post(own, url.Values{"webapp_" + app: {"on"}}, acme), own)
	w.want(w.get("/", w.signIn(acmeID, bob)), http.StatusOK).has("[href='https://payroll.example/']")

	change := url.Values{"seats": {"2"}, "valid_from": {"2026-06-01T13:00"}, "valid_to": {"2026-06-01T15:00"}}
	w.goesTo(w.post(page, change, root), page)
	w.goesTo(w.post(users, url.Values{"act": {"assign"}, "user_" + anna: {"on"}}, acme), page)
	change.Set("seats", "1")
	w.want(w.post(page, change, root), http.StatusUnprocessableEntity, en.Reason(access.SeatsUsed{Used: 2})).has("[value='1']")
	w.want(w.get("/", annas), http.StatusOK).has("[href='https://payroll.example/']")
	// It is 14:00 in Berlin now.
	w.goesTo(w.post(page, url.Values{"seats": {"2"}, "valid_from": {"2026-06-01T13:00"}, "valid_to": {"2026-06-01T14:00"}}, root), page)
	w.want(w.get("/", annas), http.StatusOK, en.Start.NoWebapp("Acme"))
	w.want(w.get(tab, acme), http.StatusOK, "ENDED", "2 of 2")
	w.goesTo(w.post(page+"/delete", nil, root), tab)
	w.want(w.get(tab, acme), http.StatusOK, en.Webapps.NoSubscription)
}
