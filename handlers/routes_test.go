package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"latchkey/access"
	"latchkey/static"
	"latchkey/views"
)

// person is a login, with the roles that count for it.
type person struct {
	name              string
	accountID, userID string
	cookie            *http.Cookie
	roles             []access.Role
}

// place is an account in which a person tries a URL.
type place struct {
	name                 string
	accountID, companyID string
	own, granted         bool
	// userID is a user of the account other than the person.
	userID string
}

// asker is someone else, who requests access to every account. sellerID is an account that sends
// every account invoices.
type asker struct{ accountID, userID, sellerID string }

// TestRoutes compares every route with the permission table: for every kind of login, in its own
// account, in one to which a live grant gives it access (if its roles can request that), and in one
// with which it has nothing to do.
func TestRoutes(t *testing.T) {
	long(t)
	w := newWorld(t)
	strangerID, strangerCompany := w.account("Stranger")
	strangerUser := w.user(strangerID, "stranger's user", "")
	helpID, _ := w.account("Help desk", access.Support)
	sellerID, _ := w.account("Seller", access.Sales)
	other := asker{helpID, w.user(helpID, "helper", ""), sellerID}
	for _, p := range w.people() {
		own := place{"own", p.accountID, w.company(p.accountID, p.name+" Inc"), true, false, w.user(p.accountID, "colleague of "+p.name, "")}
		places := []place{own, {"stranger's", strangerID, strangerCompany, false, false, strangerUser}}
		if access.ReachOf(p.roles, access.RequestAccess) != 0 {
			grantedID, grantedCompany := w.account("Customer of " + p.name)
			by := p.userID
			if by == "" {
				by = w.user(p.accountID, "somebody", "")
			}
			w.request(grantedID, grantedCompany, p.accountID, by, true)
			places = append(places, place{"granted", grantedID, grantedCompany, false, true, w.user(grantedID, "customer's user", "")})
		}
		for _, r := range routes {
			if r.machine || r.webapps { // those are off here: TestOpenIDConnect
				continue
			}
			for _, where := range places {
				t.Run(fmt.Sprintf("%s %s/%s/%s", r.method, r.path, p.name, where.name), func(t *testing.T) {
					outer := w.t
					defer func() { w.t = outer }()
					w.t = t
					w.checkRoute(r, p, where, other)
				})
			}
		}
	}
}

// people has a login for every role. The roles are those that must count by docs/spec.md section 2.
func (w *world) people() []person {
	var people []person
	add := func(name, accountID, userID string, roles ...access.Role) {
		people = append(people, person{name, accountID, userID, w.signIn(accountID, userID), roles})
	}
	for _, role := range []access.Role{access.Administrator, access.Support, access.Consultant, access.Sales} {
		id, _ := w.account(string(role)+" account", role)
		add(string(role)+" account", id, "", access.AccountLogin, access.Customer, role)
		counts := []access.Role{access.User}
		if role == access.Support || role == access.Consultant {
			counts = append(counts, role)
		}
		add("user of "+string(role)+" account", id, w.user(id, "plain", ""), counts...)
	}
	id, _ := w.account("Customer")
	add("CUSTOMER account", id, "", access.AccountLogin, access.Customer)
	add("USER", id, w.user(id, "user", ""), access.User)
	add("SUPERUSER", id, w.user(id, "super", "", access.Superuser), access.User, access.Superuser)
	// Separation of duties is tested elsewhere: the owner of these external users is not from the
	// requesting account.
	ownerAccount, _ := w.account("Owner")
	owner := w.user(ownerAccount, "owner", "")
	add("EXTERNALUSER", id, w.user(id, "guest", owner, access.ExternalUser), access.User, access.ExternalUser)
	add("EXTERNAL_SUPERUSER", id, w.user(id, "guest super", owner, access.ExternalSuperuser), access.User, access.ExternalSuperuser)
	return people
}

func (w *world) checkRoute(r route, p person, where place, other asker) {
	w.t.Helper()
	if !where.granted && strings.Contains(r.path, ":company") {
		// one that no earlier route has changed
		where.companyID = w.company(where.accountID, w.id("company"))
	}
	requestID := w.request(where.accountID, where.companyID, other.accountID, other.userID, false)
	path := strings.Replace(w.pathFor(r, where, other, requestID), "/:passkey/", "/"+w.passkeyFor(r, p)+"/", 1)
	form := formFor(r)
	if strings.HasSuffix(r.path, "/settings/delete") {
		w.setting(where.companyID, requestID)
		form = url.Values{"key": {requestID}}
	}
	if r.path == "/login/user" || r.path == "/login/account" {
		form = url.Values{"account": {requestID}} // one that nobody has tried before
	}
	p.cookie = w.signIn(p.accountID, p.userID) // some routes end all sessions of a login
	if r.need.who != forAll {
		if got := w.do(r.method, path, form, nil); got.Code != http.StatusSeeOther || !strings.HasPrefix(got.Header().Get("Location"), "/login") {
			w.t.Errorf("nobody signed in: status %d to %q, want the sign-in page", got.Code, got.Header().Get("Location"))
		}
	}
	got := w.do(r.method, path, form, p.cookie).Code
	want := wantStatus(r, p, where)
	if r.path == "/doctor" {
		want = []int{http.StatusNotFound} // whoever has the key file does not sign in
	}
	if r.path == views.ProvePasskeyOptionsURL {
		want = []int{http.StatusNotFound} // nobody here has a passkey
	}
	if !slices.Contains(want, got) {
		w.t.Errorf("status %d, want one of %d", got, want)
	}
	if got == http.StatusUnprocessableEntity && findRoute(http.MethodGet, r.page) == nil && findRoute(http.MethodGet, r.path) == nil {
		w.t.Errorf("a form is shown at %s, which cannot be loaded anew", r.path)
	}
}

// TestFormsAreFoundAgain loads the URLs at which a form is shown after a mistake: they must lead to
// the form's own page.
func TestFormsAreFoundAgain(t *testing.T) {
	w := newWorld(t)
	parameters := strings.NewReplacer(":account", "acc_%C3%A4", ":company", "com_2", ":request", "req_3", ":user", "usr_4", ":webapp", "app_5", ":invoice", "inv_6")
	for _, f := range routes {
		if f.page == "" {
			continue
		}
		if findRoute(http.MethodGet, f.page) == nil {
			t.Errorf("%s: there is no page %s", f.path, f.page)
		}
		if findRoute(http.MethodGet, f.path) != nil {
			continue // it is a page itself
		}
		r := w.get(parameters.Replace(f.path), nil)
		w.want(r, http.StatusSeeOther)
		same(t, r.Header().Get("Location"), parameters.Replace(f.page), "%s leads to", f.path)
		if r := w.do(http.MethodPut, parameters.Replace(f.path), nil, nil); r.Code != http.StatusMethodNotAllowed || r.Header().Get("Allow") != http.MethodPost {
			t.Errorf("PUT %s: status %d, allowed is %q", f.path, r.Code, r.Header().Get("Allow"))
		}
	}
	r := w.get("/logout", nil)
	w.want(r, http.StatusMethodNotAllowed)
	same(t, r.Header().Get("Allow"), http.MethodPost, "GET /logout: allowed is")
}

// reachAt says which functions a person has where a route leads.
func reachAt(r route, p person, where place) func(access.Function) bool {
	return func(f access.Function) bool {
		// A grant gives access to users, but not to what an account login can do.
		granted := where.granted && (f != access.ReadUsers || r.path != "/accounts/:account/why")
		has := access.ReachOf(p.roles, f)
		return has.Has(access.All) || where.own && has.Has(access.Own) || granted && has.Has(access.Granted)
	}
}

// wantStatus is how a route must answer by the permission table.
func wantStatus(r route, p person, where place) []int {
	reach := reachAt(r, p, where)
	done := []int{http.StatusOK, http.StatusNoContent, http.StatusSeeOther, http.StatusUnprocessableEntity, http.StatusConflict}
	asks := access.ReachOf(p.roles, access.RequestAccess) != 0
	switch {
	// nobody has the link or half a sign-in; a session that nobody has is over
	case strings.HasSuffix(r.path, "/:token"), strings.HasSuffix(r.path, "/:token/provider"), r.path == views.SecondPasskeyOptionsURL, r.path == views.AddPasskeyURL+"/options":
		return []int{http.StatusNotFound}
	case r.path == views.LinkIdentityURL, r.path == views.ProveByProviderURL: // no account here has a provider
		return []int{http.StatusNotFound}
	case r.path == views.ProviderCallbackURL: // nobody has left for one
		return []int{http.StatusForbidden}
	case r.need.who != forFunction:
		return done
	case !strings.Contains(r.path, ":") && (access.ReachOf(p.roles, r.need.function) != 0 || access.ReachOf(p.roles, r.need.or) != 0):
		return done
	case !strings.Contains(r.path, ":"):
		return []int{http.StatusForbidden}
	case r.need.function == access.CreateInvoices && !strings.Contains(r.path, ":invoice"):
		if access.ReachOf(p.roles, access.CreateInvoices) != 0 {
			return done
		}
		return []int{http.StatusForbidden}
	case strings.Contains(r.path, ":request"), strings.Contains(r.path, ":invoice"):
		// It belongs to someone else: whoever may not read the account's requests, or invoices,
		// does not see it at all.
		read := access.ReadRequests
		if strings.Contains(r.path, ":invoice") {
			read = access.ReadInvoices
		}
		switch {
		case !reach(read):
			return []int{http.StatusNotFound}
		case r.need.function == access.RequestAccess: // only the requester can withdraw
			return []int{http.StatusForbidden}
		// nobody settles their own debts
		case !reach(r.need.function), where.own && r.need.function == access.CreateInvoices:
			return []int{http.StatusForbidden}
		}
		return done
	case strings.Contains(r.path, ":company") && !reach(access.ReadCompanies):
		return []int{http.StatusNotFound}
	case strings.Contains(r.path, ":user") && !strings.HasSuffix(r.path, "/why") && !strings.HasSuffix(r.path, "/subscriptions"):
		// Someone who does not see the account's users does not see that this user exists.
		all := access.ReachOf(p.roles, r.need.function).Has(access.All) && !endsWithOne(r.path, neverOthers)
		switch {
		case !reach(access.ReadUsers):
			return []int{http.StatusNotFound}
		case !reach(r.need.function), !where.own && !all && endsWithOne(r.path, ownersOnly):
			return []int{http.StatusForbidden}
		// only the user itself, or who may reset its factors, stops that
		case strings.HasSuffix(r.path, "/factors/keep") && !reach(access.UpdateUsers):
			return []int{http.StatusForbidden}
		}
		return done
	case r.need.function == access.ManageWebapps && reach(access.ManageWebapps):
		return done
	case r.need.function == access.ManageWebapps:
		// The catalogue belongs to no account: that a webapp exists is not secret.
		return []int{http.StatusForbidden}
	case r.need.or != "" && reach(r.need.or):
		return done
	case reach(r.need.function), r.need.orAsker && where.own && asks:
		return done
	case where.own, reach(access.ReadAccount):
		return []int{http.StatusForbidden}
	default:
		return []int{http.StatusNotFound}
	}
}

// TestRoutesAreTheTable finds URLs that the router has but the table has not, and lines that do not
// say what they need.
func TestRoutesAreTheTable(t *testing.T) {
	w := newWorld(t)
	known := map[string]bool{http.MethodGet + static.Prefix + "*": true, http.MethodHead + static.Prefix + "*": true}
	for _, r := range routes {
		known[r.method+r.path] = true
		if r.method == http.MethodGet {
			known[http.MethodHead+r.path] = true
		}
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions} {
			known[method+r.path] = known[method+r.path] || r.machine // routeOtherMethods
		}
		if r.need.who == forNobody || (r.need.who == forFunction) != (r.need.function != "") {
			t.Errorf("%s %s does not say what it needs", r.method, r.path)
		}
	}
	for _, r := range w.server.echo.Routes() {
		if !known[r.Method+r.Path] && r.Method != "echo_route_not_found" {
			t.Errorf("%s %s is not in the table", r.Method, r.Path)
		}
	}
}

// TestInvisibleIsLikeMissing compares, byte for byte, the answers for what a login may not see and
// for what does not exist.
func TestInvisibleIsLikeMissing(t *testing.T) {
	w := newWorld(t)
	strangerID, strangerCompany := w.account("Stranger")
	helpID, _ := w.account("Help desk", access.Support)
	helper := w.user(helpID, "helper", "")
	requestID := w.request(strangerID, strangerCompany, helpID, helper, false)
	strangerWebapp, strangerUser := w.subscription(strangerID, 1), w.user(strangerID, "somebody", "")
	sellerID, _ := w.account("Seller", access.Sales)
	invoiceID := w.invoice(sellerID, strangerID).ID
	strangerConsent := w.consent(strangerID, strangerCompany, helpID)
	customerID, _ := w.account("Customer")
	people := map[string]*http.Cookie{
		"a customer": w.signIn(customerID, ""), "a user of it": w.signIn(customerID, w.user(customerID, "user", "")),
		"SUPPORT without a grant": w.signIn(helpID, w.user(helpID, "colleague", "")),
	}
	for name, cookie := range people {
		for _, r := range routes {
			if !strings.Contains(r.path, ":account") && !strings.Contains(r.path, ":invoice") && (!strings.Contains(r.path, ":request") || name == "SUPPORT without a grant") {
				continue
			}
			there := strings.NewReplacer(":account", strangerID, ":company", strangerCompany, ":request", requestID, ":webapp", strangerWebapp, ":user", strangerUser, ":invoice", invoiceID, ":consent", strangerConsent).Replace(r.path)
			missing := strings.NewReplacer(":account", "acc_0", ":company", "com_0", ":request", "req_0", ":webapp", "app_0", ":user", "usr_0", ":invoice", "inv_0", ":consent", "con_0").Replace(r.path)
			a, b := w.do(r.method, there, formFor(r), cookie), w.do(r.method, missing, formFor(r), cookie)
			if a.Code != http.StatusNotFound || a.Code != b.Code || a.Body.String() != b.Body.String() {
				t.Errorf("%s %s as %s: %d and %d bytes; missing: %d and %d bytes", r.method, r.path, name, a.Code, a.Body.Len(), b.Code, b.Body.Len())
			}
			for header := range a.Header() {
				if header != "X-Request-Id" && a.Header().Get(header) != b.Header().Get(header) {
					t.Errorf("%s %s as %s: the header %s differs", r.method, r.path, name, header)
				}
			}
		}
	}
}
