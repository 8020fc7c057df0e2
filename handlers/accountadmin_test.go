package handlers

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"latchkey/access"
)

// link is the set-up link that a page shows.
func (w *world) link(r *httptest.ResponseRecorder) string {
	w.t.Helper()
	found := regexp.MustCompile(`/setup-links/[\w-]{43}$`).FindString(w.page(r).attr("#link", "value"))
	if found == "" {
		w.t.Fatalf("no set-up link on the page: %s", r.Body)
	}
	return found
}

func TestAccountsOfAnAdministrator(t *testing.T) {
	w := newWorld(t)
	adminID, _ := w.account("Vendor", access.Administrator)
	admin := w.signIn(adminID, "")

	made := w.post("/accounts", url.Values{"name": {"Acme"}, "email": {"it@acme.example"}, "role_SUPPORT": {"on"}}, admin)
	w.want(made, http.StatusOK, "Set-up link for Acme")
	link := w.link(made)
	id := strings.TrimPrefix(w.page(made).attr(saying("a", en.Login.GoOn), "href"), "/accounts/")
	w.want(w.post("/accounts", url.Values{"name": {"ACME"}, "email": {"kept@acme.example"}}, admin), http.StatusUnprocessableEntity, en.Reason(access.AccountNameTaken{})).has("[value='kept@acme.example']")
	w.want(w.get("/accounts?search=acm&role=SUPPORT&state=enabled&sort=newest", admin), http.StatusOK, "Acme", "SUPPORT")
	w.page(w.get("/accounts?role=SALES", admin)).hasNot(saying("", "Acme"))

	w.want(w.get(link, nil), http.StatusOK, "Choose your password", "the account Acme")
	w.want(w.post(link, url.Values{"password": {"acme acme acme"}}, nil), http.StatusUnprocessableEntity, "Leave “Acme” out of the password")
	w.want(w.post(link, url.Values{"password": {goodPassword}}, nil), http.StatusSeeOther)
	w.want(w.post(link, url.Values{"password": {goodPassword}}, nil), http.StatusNotFound)
	w.want(w.login(url.Values{"account": {"Acme"}, "password": {goodPassword}}), http.StatusSeeOther)
	w.want(w.post("/accounts/"+id+"/setup-link", nil, admin), http.StatusConflict, en.Reason(access.AccountHasPassword{Account: "Acme"}))

	edit := "/accounts/" + id + "/edit"
	w.want(w.post("/accounts/"+id+"/roles", url.Values{"role_SALES": {"on"}}, admin), http.StatusUnprocessableEntity, en.Reason(access.SalesNeedsContact{})).has("[name=role_SALES][value=on][checked]")
	details := url.Values{"email": {"a@acme.example"}, "contact_first_name": {"Anna"}, "contact_last_name": {"Schulz"}, "time_zone": {"Europe/Vienna"}}
	w.want(w.post(edit, details, admin), http.StatusSeeOther)
	w.want(w.post("/accounts/"+id+"/roles", url.Values{"role_SALES": {"on"}}, admin), http.StatusSeeOther)
	w.want(w.get(edit, admin), http.StatusOK, "Europe/Vienna", en.Account.SavedRoles).has("[name=role_SALES][value=on][checked]")
	details.Set("contact_last_name", "")
	w.want(w.post(edit, details, admin), http.StatusUnprocessableEntity, en.Reason(access.SalesKeepsContact{})).has("[value=Anna]")

	own := "/accounts/" + adminID
	w.want(w.post(own+"/roles", nil, admin), http.StatusConflict, "Vendor is the last ADMINISTRATOR.")
	w.want(w.post(own+"/disable", nil, admin), http.StatusConflict, "Vendor is the last ADMINISTRATOR.")
	w.want(w.post(own+"/delete", url.Values{"name": {"Vendor"}}, admin), http.StatusConflict, en.Reason(access.OwnAccountStays{}))

	person := w.signIn(id, w.user(id, "tom", ""))
	w.want(w.post("/accounts/"+id+"/delete", url.Values{"name": {"Acm"}}, admin), http.StatusUnprocessableEntity, en.Reason(access.NotItsName{}))
	w.want(w.get("/", person), http.StatusOK)
	w.want(w.post("/accounts/"+id+"/delete", url.Values{"name": {"acme"}}, admin), http.StatusSeeOther)
	w.want(w.get("/accounts/"+id, admin), http.StatusNotFound)
	w.want(w.get("/", person), http.StatusSeeOther)
	w.want(w.post("/accounts", url.Values{"name": {"Acme"}}, admin), http.StatusUnprocessableEntity, en.Reason(access.AccountNameTaken{}))
}

func TestDisablingAnAccount(t *testing.T) {
	w := newWorld(t)
	adminID, _ := w.account("Vendor", access.Administrator)
	id, _ := w.account("Acme")
	admin, account := w.signIn(adminID, ""), w.signIn(id, "")
	w.want(w.post("/accounts/"+id+"/disable", nil, admin), http.StatusSeeOther)
	w.want(w.get("/accounts/"+id, account), http.StatusSeeOther)
	w.want(w.get("/accounts?state=disabled", admin), http.StatusOK, "Acme")
	w.want(w.post("/accounts/"+id+"/disable", nil, admin), http.StatusConflict)
	w.want(w.post("/accounts/"+id+"/enable", nil, admin), http.StatusSeeOther)
	w.want(w.post("/accounts/"+id+"/edit", url.Values{"time_zone": {"Nowhere"}}, w.signIn(adminID, "")), http.StatusUnprocessableEntity, en.Reason(access.NotAZone{}))
}

func TestCompanies(t *testing.T) {
	w := newWorld(t)
	id, company := w.account("Acme")
	me := w.signIn(id, "")
	form := url.Values{"name": {"Acme Retail"}, "type": {"ERP"}, "time_zone": {"Europe/Berlin"}, "industry": {"Retail"}}
	made := w.post("/accounts/"+id+"/companies", form, me)
	w.want(made, http.StatusSeeOther)
	page := made.Header().Get("Location")
	w.want(w.get(page, me), http.StatusOK, en.Company.Made("Acme Retail"), "ERP · Retail · Europe/Berlin")
	w.want(w.post("/accounts/"+id+"/companies", form, me), http.StatusUnprocessableEntity, en.Reason(access.CompanyNameTaken{})).has("[value=Retail]")
	for i := range 50 {
		w.company(id, fmt.Sprintf("Branch %02d", i))
	}
	tab := "/accounts/" + id + "/companies"
	w.want(w.get(tab, me), http.StatusOK, "Acme Retail", "Branch 47").has("[href='" + tab + "?after=branch+47']")
	w.want(w.get(tab+"?after=branch+47", me), http.StatusOK, "Branch 48", "Branch 49")
	form.Set("industry", "Shops")
	w.want(w.post(page, form, me), http.StatusSeeOther)
	w.want(w.get(page+"/edit", me), http.StatusOK).has("[value=Shops]")

	settings := "/accounts/" + id + "/companies/" + company + "/settings"
	w.want(w.post(settings+"/new", url.Values{"key": {"shape"}, "value": {"round"}}, me), http.StatusSeeOther)
	w.want(w.post(settings+"/new", url.Values{"key": {"shape"}, "value": {"kept"}}, me), http.StatusUnprocessableEntity, en.Reason(access.SettingExists{})).has("[value=kept]")
	w.want(w.post(settings, url.Values{"key": {"shape"}, "value": {"square"}}, me), http.StatusSeeOther)
	w.want(w.post(settings+"/delete", url.Values{"key": {"shape"}}, me), http.StatusSeeOther)
	w.want(w.get(settings, me), http.StatusOK, en.Actions[access.SettingAdded], "shape: round → square", en.Actions[access.SettingRemoved])
	if history := w.get(settings, me).Body.String(); strings.Index(history, en.Actions[access.SettingRemoved]) > strings.Index(history, en.Actions[access.SettingAdded]) {
		t.Error("the history does not begin with the newest")
	}
	w.want(w.post(page+"/delete", nil, me), http.StatusSeeOther)
	w.want(w.get(page, me), http.StatusNotFound)
}

// With a grant, a grantee can see and change settings and their history, and is named in the
// record. The grant ends when the company is deleted.
func TestSettingsByAGrant(t *testing.T) {
	d := newDesk(t)
	d.request(d.customer, d.company, d.support, d.mia, true)
	waiting := d.request(d.customer, d.company, d.support, d.mia, false)
	settings := "/accounts/" + d.customer + "/companies/" + d.company + "/settings"
	d.want(d.post(settings+"/new", url.Values{"key": {"shape"}, "value": {"round"}}, d.miaCookie), http.StatusSeeOther)
	d.want(d.get(settings, d.miaCookie), http.StatusOK, en.Actions[access.SettingAdded], "mia @ Help desk")
	d.want(d.get("/accounts/"+d.customer+"/companies/"+d.company+"/edit", d.miaCookie), http.StatusForbidden)
	d.want(d.get(settings, d.colleague), http.StatusNotFound)
	d.want(d.post("/accounts/"+d.customer+"/companies/"+d.company+"/delete", nil, d.admin), http.StatusSeeOther)
	d.want(d.get(settings, d.miaCookie), http.StatusNotFound)
	d.want(d.get("/accounts/"+d.customer, d.miaCookie), http.StatusNotFound)
	d.want(d.post("/access-requests/"+waiting+"/grant", nil, d.admin), http.StatusConflict, "denied this request.")
}

// An ADMINISTRATOR who is also SUPPORT still needs a grant to see the history of settings.
func TestSettingHistoryOfAnAdministrator(t *testing.T) {
	w := newWorld(t)
	id, company := w.account("Acme")
	both, _ := w.account("Both", access.Administrator, access.Support)
	settings := "/accounts/" + id + "/companies/" + company + "/settings"
	w.want(w.post(settings+"/new", url.Values{"key": {"shape"}, "value": {"round"}}, w.signIn(id, "")), http.StatusSeeOther)
	r := w.get(settings, w.signIn(both, ""))
	if r.Code == http.StatusOK || strings.Contains(r.Body.String(), "round") {
		t.Errorf("status %d: %s", r.Code, r.Body)
	}
}

func TestChangingThePassword(t *testing.T) {
	w := newWorld(t)
	id := w.accountWithPassword("Acme")
	here := w.login(url.Values{"account": {"Acme"}, "password": {goodPassword}}).Result().Cookies()[0]
	there := w.signIn(id, "")
	const another = "seven other unrelated words"
	w.want(w.get("/profile", here), http.StatusOK, en.Profile.AccountLogin)
	w.want(w.post("/profile/password", url.Values{"current_password": {"wrong"}, "new_password": {"short"}}, here),
		http.StatusUnprocessableEntity, en.Reason(access.NotThePassword{})).saysNot(en.Reason(access.PasswordShort{Least: 12}))
	changed := w.post("/profile/password", url.Values{"current_password": {goodPassword}, "new_password": {another}}, here)
	w.want(changed, http.StatusSeeOther)
	here = cookieNamed(changed, here.Name)
	w.want(w.get("/profile", here), http.StatusOK, en.Profile.PasswordChanged)
	w.want(w.get("/profile", there), http.StatusSeeOther)
	w.want(w.login(url.Values{"account": {"Acme"}, "password": {goodPassword}}), http.StatusUnprocessableEntity)
	w.want(w.login(url.Values{"account": {"Acme"}, "password": {another}}), http.StatusSeeOther)
	for range 9 {
		w.want(w.post("/profile/password", url.Values{"current_password": {"wrong"}, "new_password": {another}}, here), http.StatusUnprocessableEntity)
	}
	w.post("/profile/password", url.Values{"current_password": {"wrong"}, "new_password": {another}}, here)
	w.want(w.post("/profile/password", url.Values{"current_password": {another}, "new_password": {goodPassword}}, here), http.StatusTooManyRequests)
}
