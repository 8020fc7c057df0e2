package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"latchkey/access"
	"latchkey/db"
	"latchkey/views"
)

// making is a form that creates something: its page, its action, what is typed, and where its
// result is.
type making struct {
	route, page, action string
	cookie              *http.Cookie
	typed               url.Values
}

// makings is every form of the product that creates something.
func makings(w *world) []making {
	root, _ := w.account("Root", access.Administrator)
	acme, company := w.account("Acme")
	help, _ := w.account("Help desk", access.Support)
	seller, _ := w.account("Seller", access.Sales)
	mia := w.user(help, "mia", "")
	app, grant := w.webapp("Catalogue"), w.request(acme, company, help, mia, true)
	admin, own, asker, sales := w.signIn(root, ""), w.signIn(acme, ""), w.signIn(help, mia), w.signIn(seller, "")
	account, invoice := "/accounts/"+acme, "/payment/invoices/"+w.invoice(seller, acme).ID
	signsIn := w.signingIn(admin)
	companies := account + "/companies"
	settings := companies + "/" + company + "/settings"
	return []making{
		{"/accounts", "/accounts/new", "/accounts", admin, one("name", "New")},
		{"/accounts/:account/companies", companies + "/new", companies, own, one("name", "New")},
		{"/accounts/:account/companies/:company/settings/new", settings, settings + "/new", own, one("key", "new")},
		{"/accounts/:account/users", account + "/users/new", account + "/users", own, one("name", "new")},
		{"/accounts/:account/consents", account + "/consents/new", account + "/consents", own, url.Values{"requester": {"Help desk"}, "longest_hours": {"2"}, "valid_to": {"2026-07-01T10:00"}}},
		{"/accounts/:account/subscriptions", account + "/subscriptions", account + "/subscriptions", admin, url.Values{"webapp_id": {app}, "seats": {"3"}, "valid_to": {"2026-07-01T10:00"}}},
		{"/access-requests", "/access-requests/new?account_id=" + acme + "&company_id=" + company, "/access-requests", asker, one("description", "new")},
		{"/access-requests/:request/extend", "/access-requests/" + grant, "/access-requests/" + grant + "/extend", asker, one("valid_to", "2026-06-01T16:00")},
		{"/webapps", "/webapps/new", "/webapps", admin, url.Values{"key": {"new"}, "name": {"New"}, "address": {"https://new.example/"}}},
		{"/webapps/:webapp/secrets", "/webapps/" + signsIn + "/sign-in", "/webapps/" + signsIn + "/secrets", admin, nil},
		{"/payment/invoices", "/payment/invoices/new?account_id=" + acme, "/payment/invoices", sales, url.Values{"messages": {"1000"}, "price": {"0.05"}, "currency": {"EUR"}, "vat_rate": {"19"}}},
		{"/payment/invoices/:invoice/cancel", invoice, invoice + "/cancel", sales, one("reason", "wrong")},
	}
}

// actings is every act on a request or an invoice, from its page.
func actings(w *world) (list []making) {
	acme, _ := w.account("Acting")
	help, _ := w.account("Acting help desk", access.Support)
	mia := w.user(help, "mia", "")
	own, asker := w.signIn(acme, ""), w.signIn(help, mia)
	for act, a := range map[string]struct {
		cookie  *http.Cookie
		granted bool
		typed   url.Values
	}{
		"grant": {own, false, nil}, "deny": {own, false, one("reason", "No.")}, "withdraw": {asker, false, nil},
		"revoke": {own, true, nil}, "shorten": {own, true, one("valid_to", "2026-06-01T14:20")}, "hand-back": {asker, true, nil},
	} {
		page := "/access-requests/" + w.request(acme, w.company(acme, act), help, mia, a.granted)
		list = append(list, making{"/access-requests/:request/" + act, page, page + "/" + act, a.cookie, a.typed})
	}
	seller, _ := w.account("Acting seller", access.Sales)
	page := "/payment/invoices/" + w.invoice(seller, acme).ID
	return append(list, making{"/payment/invoices/:invoice/paid", page, page + "/paid", w.signIn(seller, ""), nil})
}

// signingIn is a new webapp that signs people in, with a secret.
func (w *world) signingIn(admin *http.Cookie) string {
	w.t.Helper()
	id := w.webapp(w.id("Signing in "))
	page := "/webapps/" + id
	w.formDone(page+"/sign-in", one("redirect_uris", "https://app.example/callback"), admin)
	w.want(w.post(page+"/secrets", nil, admin), http.StatusOK)
	return id
}

// sentBy is what the last click of a form sends, after its preview if there is one.
func (w *world) sentBy(m making) url.Values {
	w.t.Helper()
	form := edited(w.formOn(w.get(m.page, m.cookie), m.action), m.typed)
	if form.Has(views.StepField) {
		form = w.formOn(w.post(m.action, form, m.cookie), m.action)
	}
	return form
}

// changed counts what was done according to the record, without signing in and out.
func (w *world) changed() int {
	w.t.Helper()
	rows, err := w.store.Read.ListRecordEntriesFrom(w.t.Context(), db.ListRecordEntriesFromParams{PageSize: 10_000})
	must(w.t, err)
	n := 0
	for _, r := range rows {
		if !strings.HasSuffix(r.Action, "read") {
			n++
		}
	}
	return n
}

// TestADoubleClickMakesOneThing: if a form is sent twice, the second one leads to what the first
// one created, or to where what it ended was, even if both are sent at the same time. A different
// content, or another sender, creates something new. Without a key, each form counts.
func TestADoubleClickMakesOneThing(t *testing.T) {
	w := newWorld(t)
	list := slices.Concat(makings(w), actings(w), endings(w))
	same(t, len(list), len(createsOnce()), "forms that are tested")
	for _, m := range list {
		t.Run(strings.TrimPrefix(m.route, "/"), func(t *testing.T) {
			w.t = t
			form := w.sentBy(m)
			before := w.changed()
			codes := make([]int, 2)
			atOnce(2, func(n int) { codes[n] = w.post(m.action, form, m.cookie).Code })
			made := w.changed()
			for _, code := range codes {
				if code != http.StatusSeeOther && code != http.StatusOK {
					t.Fatalf("statuses %d", codes)
				}
			}
			third := w.post(m.action, form, m.cookie)
			w.want(third, http.StatusSeeOther)
			if now := w.changed(); made == before || now != made {
				t.Errorf("%d entries, then %d, then %d", before, made, now)
			}
			to := third.Header().Get("Location")
			w.want(w.get(to, m.cookie), http.StatusOK, en.Parts.SentTwice)
			if want := withoutParams(findRoute(http.MethodPost, m.route).once); !strings.HasPrefix(to, want) {
				t.Errorf("leads to %s", to)
			}
		})
	}
}

// createsOnce are the forms that act once per key.
func createsOnce() []route {
	return slices.DeleteFunc(slices.Clone(routes), func(r route) bool { return r.once == "" })
}

// withoutParams is the beginning of a URL in the table.
func withoutParams(path string) string { return path[:strings.Index(path+":", ":")] }

// TestADoubleClickOfASetUpLeadsOn: a URL that works once is gone when its form comes a second time,
// but that form still leads on. With a different key or content, it is refused.
func TestADoubleClickOfASetUpLeadsOn(t *testing.T) {
	w := newWorld(t)
	setup, err := w.svc.OfferSetup(t.Context())
	must(t, err)
	typed := url.Values{"name": {"Root"}, "password": {goodPassword}}
	links := map[string]url.Values{"/setup/" + setup: typed}
	account, _ := w.account("Acme")
	user := w.user(account, "anna", "")
	by := access.Actor{Kind: access.KindAccount, AccountID: account, AccountName: "Acme", Roles: []access.Role{access.AccountLogin, access.Customer}}
	_, link, err := w.svc.MakeSetupLink(t.Context(), by, account, user)
	must(t, err)
	links["/setup-links/"+link] = one("password", goodPassword)
	for address, typed := range links {
		form := edited(w.formOn(w.get(address, nil), address), typed)
		answers := make([]string, 3)
		send := func(n int) { answers[n] = w.post(address, form, nil).Header().Get("Location") }
		atOnce(2, send)
		send(2)
		in := slices.Contains(answers[:2], "/") // the one that set the password is signed in
		asked := func(to string) bool { return strings.HasPrefix(to, "/login?after=set-up") }
		if !in || !asked(answers[0]) && !asked(answers[1]) || !asked(answers[2]) {
			t.Errorf("%s leads to %q", address, answers)
		}
		w.want(w.post(address, edited(form, one("once", "another")), nil), http.StatusNotFound)
		w.want(w.post(address, edited(form, one("password", goodPassword+"!")), nil), http.StatusNotFound)
		w.want(w.post(address, typed, nil), http.StatusNotFound)
	}
}

// TestOneTimeKeysAreOfOneForm: a key counts for its login, its URL and the content. A form with a
// mistake may be sent again. Without a key, each form counts.
func TestOneTimeKeysAreOfOneForm(t *testing.T) {
	w := newWorld(t)
	acme, _ := w.account("Acme")
	other, _ := w.account("Other")
	companies := func(account string) string { return "/accounts/" + account + "/companies" }
	own, others := w.signIn(acme, ""), w.signIn(other, "")
	form := edited(w.formOn(w.get(companies(acme)+"/new", own), companies(acme)), one("name", ""))
	w.want(w.post(companies(acme), form, own), http.StatusUnprocessableEntity)
	for _, name := range []string{"First", "Second"} {
		w.want(w.post(companies(acme), edited(form, one("name", name)), own), http.StatusSeeOther)
	}
	w.want(w.post(companies(other), form, others), http.StatusSeeOther)
	for id, n := range map[string]int{acme: 2, other: 1} {
		same(t, w.entries(id, access.CompanyCreated), n, "companies of %s", id)
	}
	form.Del("once")
	w.want(w.post(companies(acme), edited(form, one("name", "Third")), own), http.StatusSeeOther)
	w.want(w.post(companies(acme), form, own), http.StatusUnprocessableEntity, en.Reason(access.CompanyNameTaken{}))
}

// makesNothing says why a form needs no one-time key: doing it again changes nothing, and is no
// mistake.
var makesNothing = map[string]string{
	"/login/user": "signs in", "/login/account": "signs in", "/login/new-password": "sets", "/login/add-factor": "the step is done once", "/login/add-factor/passkey": "the step is done once", "/login/add-factor/passkey/options": "changes nothing", "/login/forgotten": "asks", "/password/:token": "the link works once", "/logout": "signs out", "/setup/:token": "the link works once", "/setup-links/:token": "the link works once", "/confirm/:token": "the link works once",
	"/login/provider": "signs in", "/setup-links/:token/provider": "signs in", "/prove/provider": "proves", "/profile/security/identity/link": "a link is made once",
	"/accounts/:account/identity-provider": "sets",
	"/profile/password":                    "sets", "/profile/language": "sets", "/profile/notices": "sets", "/profile/deputy": "sets",
	"/oidc/authorize": "leads on", "/oidc/token": "the code works once", "/oidc/userinfo": "reads", "/oidc/introspect": "reads", "/oidc/logout": "leads on",
	"/oidc/logout/confirm": "signs out", "/prove/webapp": "proves",
	"/access-requests/:request/grant/options": "stores nothing",
	views.TogetherURL:                         "each is done once, by the key and its id",
	"/session/seen":                           "sets", "/prove": "proves", "/prove/passkey/options": "stores nothing",
	"/login/second-factor/passkey/options": "stores nothing", "/login/second-factor/passkey": "signs in",
	"/login/passkey/options": "stores nothing", "/login/passkey": "signs in",
	"/profile/security/passkeys/options": "stores nothing", "/profile/security/passkeys": "an answer counts once",
	"/profile/security/passkeys/:passkey/rename": "sets",
	"/login/second-factor":                       "signs in", "/login/recovery-code": "signs in",
	"/profile/security/code/new": "the last secret counts, and is shown", "/profile/security/code": "sets",
	"/profile/security/recovery-codes": "the last codes count, and are shown",
	"/profile/calendar":                "the last address counts, and is shown",
	"/profile/security/sessions/end":   "ended sessions are over", "/profile/security/sessions/:session/end": "an ended session is over",
	"/accounts/:account/users/:user/sessions/end": "ended sessions are over", "/accounts/:account/sessions/end": "ended sessions are over",
	"/accounts/:account/edit": "sets", "/accounts/:account/roles": "sets",
	"/accounts/:account/setup-link": "the last link counts, and is shown", "/accounts/:account/send-link": "the last link counts", "/accounts/:account/passwords": "sets",
	"/accounts/:account/companies/:company":          "sets",
	"/accounts/:account/companies/:company/settings": "sets",
	"/accounts/:account/users/:user":                 "sets", "/accounts/:account/users/:user/roles": "sets",
	"/accounts/:account/users/:user/setup-link": "the last link counts, and is shown", "/accounts/:account/users/:user/send-link": "the last link counts", "/accounts/:account/users/:user/prolong": "sets",
	"/accounts/:account/users/:user/subscriptions":   "sets",
	"/accounts/:account/sign-in-rules":               "sets",
	"/accounts/:account/freeze":                      "a page of before freezes what was unfrozen meanwhile",
	"/accounts/:account/rules":                       "sets",
	"/webapps/:webapp":                               "sets",
	"/webapps/:webapp/sign-in":                       "sets",
	"/webapps/:webapp/sign-outs/:session/retry":      "the webapp is told once, and then there is nothing to tell",
	"/accounts/:account/visitors":                    "sets",
	"/accounts/:account/subscriptions/:webapp":       "sets",
	"/accounts/:account/subscriptions/:webapp/users": "sets",
}

// TestEveryFormThatMakesSomethingIsMadeOnce finds forms that do not say whether a second click
// creates a second thing.
func TestEveryFormThatMakesSomethingIsMadeOnce(t *testing.T) {
	known := 0
	for _, r := range routes {
		if r.method != http.MethodPost {
			continue
		}
		makes := r.once != ""
		_, not := makesNothing[r.path]
		if makes == not {
			t.Errorf("POST %s: made once %t, makes nothing %t", r.path, makes, not)
		}
		known++
	}
	same(t, known, len(createsOnce())+len(makesNothing), "forms that are known")
}
