package handlers

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"latchkey/access"
)

// TestFirstMinutes goes through a new installation by the links on its own pages: from the set-up
// address to the first GRANT.
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
	w.want(r, http.StatusOK, en.Start.GettingStarted, step(access.StepCompany)).has(saying("a[href='/accounts/new']", step(access.StepCustomer)), saying("a[href='/accounts/new?role_SUPPORT=on']", step(access.StepAsker)), saying("a[href='/webapps/new']", step(access.StepWebapp)))
	w.page(r).has(done(step(access.StepHTTPS)), saying("a[href='/accounts/new?role_SALES=on']", step(access.StepSales))).
		hasNot(saying("a", step(access.StepCompany)), done(step(access.StepMail)), done(step(access.StepCustomer)))

	acme := w.throughLink("Acme", w.post("/accounts", url.Values{"name": {"Acme"}}, root))
	w.want(w.get("/accounts/new?role_SUPPORT=on", root), http.StatusOK).has("[name=role_SUPPORT][value=on][checked]")
	desk := w.throughLink("Help desk", w.post("/accounts", url.Values{"name": {"Help desk"}, "role_SUPPORT": {"on"}}, root))
	r = landing(root)
	w.want(r, http.StatusOK, en.Start.GettingStarted).has(done(step(access.StepCustomer)), done(step(access.StepAsker)), saying("a", step(access.StepCompany)))
	w.page(r).hasNot(done(step(access.StepCompany)))

	r = landing(acme)
	w.want(r, http.StatusOK, en.Start.GettingStarted).
		has(saying("a", step(access.StepCompany)), saying("a", step(access.StepSuperuser)), saying("a", step(access.StepRules)))
	w.wantNot(r, step(access.StepCustomer)).hasNot("a:matches(webapp$)")
	toCompany := w.leads(r, step(access.StepCompany))
	w.want(w.get(toCompany, acme), http.StatusOK, "New company")
	w.want(w.post(toCompany[:len(toCompany)-len("/new")], url.Values{"name": {"Acme Retail"}, "type": {"ERP"}}, acme), http.StatusSeeOther)
	toUser := w.leads(landing(acme), step(access.StepSuperuser))
	w.want(w.get(toUser, acme), http.StatusOK).has("[name=role_SUPERUSER][checked]")

	r = landing(desk)
	w.want(r, http.StatusOK, en.Start.GettingStarted).has(saying("a", step(access.StepUser)), saying("a", step(access.StepAsk)))
	w.wantNot(r, step(access.StepCompany))

	w.want(w.post("/webapps", url.Values{"key": {"desk"}, "name": {"Desk"}, "address": {"https://desk.example.com/"}}, root), http.StatusSeeOther)
	w.wantNot(landing(root), en.Start.GettingStarted)
}

// throughLink sets an account's password with the set-up link in an answer, and signs it in.
func (w *world) throughLink(name string, made *httptest.ResponseRecorder) *http.Cookie {
	w.t.Helper()
	w.want(w.post(w.link(made), url.Values{"password": {goodPassword}}, nil), http.StatusSeeOther)
	return w.login(url.Values{"account": {name}, "password": {goodPassword}}).Result().Cookies()[0]
}

// leads is where the page's link with this text leads.
func (w *world) leads(r *httptest.ResponseRecorder, text string) string {
	w.t.Helper()
	to := w.page(r).attr(saying("a", text), "href")
	if to == "" {
		w.t.Fatalf("no link %q on\n%s", text, r.Body)
	}
	return to
}

// step is the text of a first step.
func step(s access.Step) string { return en.Start.Steps[s].Do }

// done selects a step that is ticked.
func done(what string) string {
	return "[data-done] div:haschild(.sr-only:matches(^" + en.Start.Done + " $)):matchesOwn(^" + what + "$)"
}

// TestFirstStepsAreForWhoCanDoThem: nobody else sees them.
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
			w.want(r, http.StatusOK, en.Start.GettingStarted)
		} else {
			w.want(r, http.StatusOK)
			w.wantNot(r, en.Start.GettingStarted)
		}
		if t.Failed() {
			t.Fatal(c.name)
		}
	}
}
