package handlers

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"latchkey/access"
)

// TestFirstMinutes goes the way of a new system by what its own pages link to: from the set-up address to the first GRANT.
func TestFirstMinutes(t *testing.T) {
	w := newWorld(t)
	token, err := w.svc.OfferSetup(t.Context())
	must(t, err)
	w.want(w.post("/setup/"+token, url.Values{"name": {"Northwind"}, "password": {goodPassword}}, nil), http.StatusSeeOther)
	root := w.login(url.Values{"account": {"Northwind"}, "password": {goodPassword}}).Result().Cookies()[0]
	landing := func(cookie *http.Cookie) *httptest.ResponseRecorder {
		return w.get(w.get("/", cookie).Header().Get("Location"), cookie)
	}

	r := landing(root)
	w.want(r, http.StatusOK, "Getting started", "Make the first company").has(saying("a[href='/accounts/new']", "Make the first customer account"), saying("a[href='/accounts/new?role_SUPPORT=on']", "Make an account with the role SUPPORT"), saying("a[href='/webapps/new']", "Add the first webapp"))
	w.wantNot(r, "Done: ").hasNot(saying("a", "Make the first company"))

	acme := w.throughLink("Acme", w.post("/accounts", url.Values{"name": {"Acme"}}, root))
	w.want(w.get("/accounts/new?role_SUPPORT=on", root), http.StatusOK).has("[name=role_SUPPORT][value=on][checked]")
	desk := w.throughLink("Help desk", w.post("/accounts", url.Values{"name": {"Help desk"}, "role_SUPPORT": {"on"}}, root))
	r = landing(root)
	w.want(r, http.StatusOK, "Getting started").has(done("Make the first customer account"), done("Make an account with the role SUPPORT"), saying("a", "Make the first company"))
	w.page(r).hasNot(done("Make the first company"))

	r = landing(acme)
	w.want(r, http.StatusOK, "Getting started").
		has(saying("a", "Make the first company"), saying("a", "Make the first user with the role SUPERUSER"), saying("a", "Set the rules, if you like"))
	w.wantNot(r, "customer account").hasNot("a:matches(webapp$)")
	toCompany := w.leads(r, "Make the first company")
	w.want(w.get(toCompany, acme), http.StatusOK, "New company")
	w.want(w.post(toCompany[:len(toCompany)-len("/new")], url.Values{"name": {"Acme Retail"}, "type": {"ERP"}}, acme), http.StatusSeeOther)
	toUser := w.leads(landing(acme), "Make the first user with the role SUPERUSER")
	w.want(w.get(toUser, acme), http.StatusOK).has("[name=role_SUPERUSER][checked]")

	r = landing(desk)
	w.want(r, http.StatusOK, "Getting started").has(saying("a", "Make a user for each person who asks"), saying("a", "Ask for the first access"))
	w.wantNot(r, "Make the first company")

	w.want(w.post("/webapps", url.Values{"key": {"desk"}, "name": {"Desk"}, "address": {"https://desk.example.com/"}}, root), http.StatusSeeOther)
	w.wantNot(landing(root), "Getting started")
}

// throughLink chooses an account's password by the set-up link that an answer shows, and signs it in.
func (w *world) throughLink(name string, made *httptest.ResponseRecorder) *http.Cookie {
	w.t.Helper()
	w.want(w.post(w.link(made), url.Values{"password": {goodPassword}}, nil), http.StatusSeeOther)
	return w.login(url.Values{"account": {name}, "password": {goodPassword}}).Result().Cookies()[0]
}

// leads is where a page's link with a text leads.
func (w *world) leads(r *httptest.ResponseRecorder, text string) string {
	w.t.Helper()
	to := w.page(r).attr(saying("a", text), "href")
	if to == "" {
		w.t.Fatalf("no link %q on\n%s", text, r.Body)
	}
	return to
}

// done selects a step that is ticked.
func done(step string) string {
	return "[data-done] div:haschild(.sr-only:matches(^Done: $)):matchesOwn(^" + step + "$)"
}

// TestFirstStepsAreForWhoCanDoThem: nobody else is told.
func TestFirstStepsAreForWhoCanDoThem(t *testing.T) {
	w := newWorld(t)
	id, _ := w.account("Acme")
	seller, _ := w.account("Seller", access.Sales)
	root, _ := w.account("Root", access.Administrator)
	helper, _ := w.account("Help desk", access.Support)
	super := w.user(helper, "boss", "", access.Superuser)
	for _, c := range []struct {
		name, page string
		cookie     *http.Cookie
		told       bool
	}{
		{"the account", "/accounts/" + id, w.signIn(id, ""), true},
		{"an ADMINISTRATOR in another's account", "/accounts/" + id, w.signIn(root, ""), false},
		{"SALES", "/accounts/" + seller, w.signIn(seller, ""), false},
		{"a SUPERUSER of who asks", "/accounts/" + helper, w.signIn(helper, super), true},
	} {
		r := w.get(c.page, c.cookie)
		if c.told {
			w.want(r, http.StatusOK, "Getting started")
		} else {
			w.want(r, http.StatusOK)
			w.wantNot(r, "Getting started")
		}
		if t.Failed() {
			t.Fatal(c.name)
		}
	}
}
