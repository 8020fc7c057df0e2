package handlers

import (
	"net/http"
	"net/url"
	"testing"

	"latchkey/access"
	"latchkey/db"
)

// TestZonesAreChosen: each form with a time zone has a list of them, with the stored one selected.
func TestZonesAreChosen(t *testing.T) {
	w := newWorld(t)
	id, company := w.account("Acme", access.Administrator)
	me := w.signIn(id, "")
	token, err := w.svc.OfferSetup(t.Context())
	must(t, err)
	berlin, tokyo := saying("option[value='Europe/Berlin'][selected]", "Berlin (UTC+02:00)"), saying("option[value='Asia/Tokyo']:not([selected])", "Tokyo (UTC+09:00)")
	utc := saying("option[value=UTC]:not([selected])", "UTC (UTC+00:00)")
	for path, chosen := range map[string]string{
		"/accounts/new": utc, "/accounts/" + id + "/edit": berlin, "/accounts/" + id + "/companies/new": berlin, "/accounts/" + id + "/companies/" + company + "/edit": berlin,
		"/accounts/" + id + "/users/new": berlin, "/accounts/" + id + "/users/" + w.user(id, "tom", ""): tokyo, "/setup/" + token: "[data-zone]",
	} {
		page := w.get(path, me)
		w.want(page, http.StatusOK).has(chosen, tokyo, "[name=time_zone]", "optgroup[label=America]", saying("option[value='America/Argentina/Buenos_Aires']", "Buenos Aires, Argentina (UTC-03:00)"))
		if n := w.page(page).count("option[value]"); n < 400 {
			t.Errorf("%s has %d time zones", path, n)
		}
		packed := w.do(http.MethodGet, path, nil, me, func(r *http.Request) { r.Header.Set("Accept-Encoding", "gzip") })
		if n := packed.Body.Len(); n > 12_000 {
			t.Errorf("%s is %d bytes", path, n)
		}
	}
}

// TestUnknownZoneIsTold: a login with an unknown time zone reads that on every page, and can choose
// another.
func TestUnknownZoneIsTold(t *testing.T) {
	w := newWorld(t)
	id := "acc_old"
	w.write(func(q *db.Queries) error {
		return q.InsertAccount(t.Context(), db.InsertAccountParams{
			ID: id, Name: "Old", NameKey: access.NameKey("Old"), TimeZone: "right/Europe/Berlin", PasswordStatus: "UNSET", Email: "pat@example.com",
		})
	})
	w.write(func(q *db.Queries) error {
		return errOf(q.InsertAccountRole(t.Context(), db.InsertAccountRoleParams{AccountID: id, Role: string(access.Customer)}))
	})
	me := w.signIn(id, "")
	told := en.Parts.ZoneUnknown("right/Europe/Berlin")
	edit := "/accounts/" + id + "/edit"
	w.want(w.get("/accounts/"+id, me), http.StatusOK, told, en.Parts.UnknownZone("right/Europe/Berlin")).has("[href='" + edit + "']")
	w.want(w.get(edit, me), http.StatusOK, told).has(saying("option[value='right/Europe/Berlin'][selected]", "right/Europe/Berlin"))
	form := url.Values{"email": {"pat@example.com"}, "time_zone": {"right/Europe/Berlin"}}
	w.want(w.post(edit, form, me), http.StatusUnprocessableEntity, en.Reason(access.NotAZone{}))
	form.Set("time_zone", "Europe/Berlin")
	w.want(w.post(edit, form, me), http.StatusSeeOther)
	w.wantNot(w.get("/accounts/"+id, me), told)
}
