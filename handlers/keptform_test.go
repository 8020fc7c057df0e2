package handlers

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"latchkey/access"
	"latchkey/db"
	"latchkey/views"
)

// window is a browser: it keeps its cookies, and says where its requests come from.
type window struct {
	*world
	cookies map[string]*http.Cookie
}

func (w *world) window(session *http.Cookie) *window {
	b := &window{w, map[string]*http.Cookie{}}
	b.become(session)
	return b
}

func (b *window) become(session *http.Cookie) { b.cookies[session.Name] = session }

func (b *window) send(method, path string, form url.Values, change ...func(*http.Request)) *httptest.ResponseRecorder {
	b.t.Helper()
	answer := b.do(method, path, form, nil, append([]func(*http.Request){func(r *http.Request) {
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		r.Header.Set("Sec-Fetch-Mode", "navigate")
		for _, c := range b.cookies {
			r.AddCookie(c)
		}
	}}, change...)...)
	for _, c := range answer.Result().Cookies() {
		if b.cookies[c.Name] = c; c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		}
	}
	return answer
}

// another is another session of a session's login.
func (w *world) another(session *http.Cookie) *http.Cookie {
	w.t.Helper()
	who := w.session(session)
	return w.signIn(who.AccountID, who.UserID)
}

// end ends a session.
func (w *world) end(session *http.Cookie) {
	w.t.Helper()
	w.write(func(q *db.Queries) error { return errOf(q.DeleteSession(w.t.Context(), db.HashToken(session.Value))) })
}

// typing is a form into which something is typed, and its pages.
type typing struct {
	route, page, action string
	cookie              *http.Cookie
	typed               url.Values
}

// typings are the product's forms into which something is typed, except those that create or edit
// something.
func typings(w *world) []typing {
	root, _ := w.account("Root", access.Administrator)
	acme, company := w.account("Acme")
	help, _ := w.account("Help desk", access.Support)
	mia, tom := w.user(help, "mia", ""), w.user(acme, "tom", "")
	sue, sam := w.user(acme, "sue", "", access.Superuser), w.user(acme, "sam", "", access.Superuser)
	payroll := w.subscription(acme, 5)
	ask := func(granted bool) string { return "/access-requests/" + w.request(acme, company, help, mia, granted) }
	toGrant, toDeny, toRevoke, toShorten, toChoose := ask(false), ask(false), ask(true), ask(true), ask(false)
	account := "/accounts/" + acme
	admin, own, super := w.signIn(root, ""), w.signIn(acme, ""), w.signIn(acme, sue)
	w.visitor(acme, nil)
	provider := views.IdentityProviderURL(acme)
	return []typing{
		{views.TogetherURL, views.RequestsURL + "?state=WAITING", views.TogetherURL, own, url.Values{
			views.ChooseField + strings.TrimPrefix(toChoose, "/access-requests/"): {"on"}, "act": {"grant"}, "reason": {"typed reason"},
		}},
		{"/access-requests/:request/grant", toGrant, toGrant + "/grant", own, url.Values{"valid_to": {"2026-06-01T14:17"}, "read_only": {"on"}}},
		{"/access-requests/:request/deny", toDeny, toDeny + "/deny", own, one("reason", "typed reason")},
		{"/access-requests/:request/revoke", toRevoke, toRevoke + "/revoke", own, one("reason", "typed reason")},
		{"/access-requests/:request/shorten", toShorten, toShorten + "/shorten", own, one("valid_to", "2026-06-01T14:17")},
		{"/accounts/:account/delete", account + "/edit", account + "/delete", admin, one("name", "typed name")},
		{"/accounts/:account/subscriptions/:webapp/users", account + "/subscriptions/" + payroll, account + "/subscriptions/" + payroll + "/users", own, url.Values{"user_" + tom: {"on"}, "act": {"assign"}}},
		{"/profile/deputy", "/profile", "/profile/deputy", super, url.Values{"deputy": {sam}, "away_to": {"2026-06-09T10:17"}}},
		// from then on, super reads German
		{"/profile/language", "/profile", "/profile/language", super, one("language", "de")},
		{"/accounts/:account/identity-provider", provider, provider, own, url.Values{"name": {"Typed ID"}, "test": {no}}},
		{"/accounts/:account/freeze", account + "/rules", account + "/freeze", own, one("reason", "typed reason")},
	}
}

// typesNothing are the reasons why a form is not kept: it has only buttons, or what is typed is
// secret.
var typesNothing = []string{
	"/oidc/", "/login/", "/logout", "/session/seen", "/prove", "/grant/options", "/factors/", "/security/passkeys", "/security/code", "/security/recovery-codes", "/setup", "/profile/password", "/profile/deputy/end", "/profile/calendar", "/disable", "/enable", "/setup-link", "/send-link", "/password/:token", "/confirm/:token", "/profile/email/confirm", "/companies/:company/delete",
	"/settings/delete", "/activate", "/deactivate", "/users/:user/delete", "/rules/remove", "/end", "/unfreeze", "/withdraw", "/hand-back", "/webapps/:webapp/delete",
	"/subscriptions/:webapp/delete", "/invoices/:invoice/paid", "/sign-in/remove", "/sign-outs/", "/identity/", "/identity-provider/remove",
}

// everyTyping is every form of the product into which something is typed. Each gets its own world.
func everyTyping(t *testing.T, each func(*world, typing)) {
	t.Helper()
	w := newWorld(t)
	for _, m := range makings(w) {
		each(w, typing(m))
	}
	w = newWorld(t)
	for _, e := range editings(w) {
		if strings.HasSuffix(e.route, "/users/:user/roles") {
			e.yours = e.theirs // only the own change, because the other one already exists
		}
		each(w, typing{e.route, e.page, e.action, e.cookie, e.yours})
	}
	w = newWorld(t)
	for _, f := range typings(w) {
		each(w, f)
	}
}

// others are logins that may open what others may: an ADMINISTRATOR, and a colleague of the login.
func (w *world) others(session *http.Cookie) []*http.Cookie {
	w.t.Helper()
	who := w.session(session)
	admin, _ := w.account(w.id("Other"), access.Administrator)
	return []*http.Cookie{w.signIn(admin, ""), w.signIn(who.AccountID, w.user(who.AccountID, w.id("colleague"), "", access.Superuser))}
}

// wantKept requires a page to show a form as it was typed.
func (b *window) wantKept(page string, f typing, typed url.Values, but ...string) {
	b.t.Helper()
	kept := b.send(http.MethodGet, page, nil)
	b.want(kept, http.StatusOK, en.Parts.TypedAgain)
	b.wantTyped(b.formWith(kept, f.action, f.typed), typed, append(but, "act", "once")...)
}

// TestWhatWasTypedSurvivesTheSession: any form that is sent after the session has ended does
// nothing, and whoever signs in again as the same login in the same browser finds it with what was
// typed. Nobody else does.
func TestWhatWasTypedSurvivesTheSession(t *testing.T) {
	known := map[string]bool{}
	everyTyping(t, func(w *world, f typing) {
		known[f.route] = true
		t.Run(strings.TrimPrefix(f.action, "/"), func(t *testing.T) {
			w.t = t
			session, again, others := w.another(f.cookie), w.another(f.cookie), w.others(f.cookie)
			b := w.window(session)
			form := edited(w.formWith(b.send(http.MethodGet, f.page, nil), f.action, f.typed), f.typed)
			if form.Has(views.StepField) { // it comes after another form
				form = w.formOn(b.send(http.MethodPost, f.action, form), f.action)
			}
			w.end(session)
			before := w.changed()

			answer := b.send(http.MethodPost, f.action, form)
			w.want(answer, http.StatusSeeOther)
			to, err := url.Parse(answer.Header().Get("Location"))
			must(t, err)
			same(t, to.Path, "/login", "it leads to")
			w.want(b.send(http.MethodGet, to.RequestURI(), nil), http.StatusOK, en.Login.NotDoneButKept)
			page := to.Query().Get("next")
			same(t, w.changed(), before, "%d entries in the record, and then", before)
			for _, other := range others {
				b.become(other)
				w.wantNot(b.send(http.MethodGet, page, nil), en.Parts.TypedAgain, "typed reason")
			}
			w.wantNot(w.window(again).send(http.MethodGet, page, nil), en.Parts.TypedAgain, "typed reason")

			before = w.changed() // some may not even open it
			b.become(again)
			for range 2 { // the page can be reloaded
				b.wantKept(page, f, form)
			}
			form.Del("once")
			same(t, w.changed(), before, "%d entries in the record, and then", before)
			if f.route == "/accounts/:account/delete" {
				return // it is not what has to be typed
			}
			sent := b.send(http.MethodPost, f.action, form, func(r *http.Request) { r.Header.Set("Referer", "http://example.com"+page) })
			if sent.Code != http.StatusSeeOther && sent.Code != http.StatusOK || w.changed() == before {
				t.Errorf("sent again: status %d\n%s", sent.Code, sent.Body)
			}
			if sent.Code == http.StatusSeeOther {
				w.wantNot(b.send(http.MethodGet, page, nil), en.Parts.TypedAgain)
			}
		})
	})
	for _, r := range routes {
		if r.method != http.MethodPost || known[r.path] {
			continue
		}
		if !slices.ContainsFunc(typesNothing, func(part string) bool { return strings.Contains(r.path, part) }) {
			t.Errorf("nothing is known of what is typed for POST %s", r.path)
		}
		if r.need.who != forAll && r.page == "" {
			t.Errorf("POST %s has no page with its form", r.path)
		}
	}
}

// TestRehearsingChangesNothing: whatever a route does, and for whomever, it does not do it while
// its form is shown again.
func TestRehearsingChangesNothing(t *testing.T) {
	w := newWorld(t)
	help, _ := w.account("Help desk", access.Support)
	seller, _ := w.account("Seller", access.Sales)
	other := asker{help, w.user(help, "helper", ""), seller}
	for _, p := range w.people() {
		where := place{"own", p.accountID, w.company(p.accountID, p.name+" Inc"), true, false, ""}
		a, err := w.svc.Authenticate(t.Context(), p.cookie.Value, "")
		must(t, err)
		var kept []string
		for _, r := range routes {
			if r.method != http.MethodPost || r.need.who == forAll {
				continue
			}
			requestID := w.request(where.accountID, where.companyID, other.accountID, other.userID, strings.HasSuffix(r.path, "/shorten"))
			path := w.pathFor(r, where, other, requestID)
			c := w.server.echo.NewContext(nil, nil)
			w.server.echo.Router().Find(http.MethodPost, path, c)
			values := formFor(r)
			if strings.HasSuffix(r.path, "/deny") {
				values = one("reason", "typed")
			}
			typed := &typedForms{} // it keeps only a few forms per login
			id, err := typed.keep(typedForm{http.MethodPost, r.path, "/profile", c.ParamNames(), c.ParamValues(), values}, "half", w.svc.LoginTag(a), w.now())
			must(t, err)
			w.server.typed.list = append(w.server.typed.list, typed.list...)
			kept = append(kept, id)
		}
		before := w.changed()
		for _, id := range kept {
			w.want(w.window(p.cookie).send(http.MethodGet, "/profile?typed="+id, nil, func(r *http.Request) {
				r.AddCookie(&http.Cookie{Name: "__Host-latchkey-typed", Value: "half"})
			}), http.StatusOK)
		}
		same(t, w.changed(), before, "%s changed something: %d entries in the record, and then", p.name, before)
	}
}

// TestAnErrorLeadsBackToWhatWasTyped: if sending a form ends on an error page, that page links back
// to the form as it was typed.
func TestAnErrorLeadsBackToWhatWasTyped(t *testing.T) {
	everyTyping(t, func(w *world, f typing) {
		w.t = t
		b := w.window(f.cookie)
		form := edited(w.formWith(b.send(http.MethodGet, f.page, nil), f.action, f.typed), f.typed)
		a, err := w.svc.Authenticate(t.Context(), f.cookie.Value, "")
		must(t, err)
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, f.action, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.AddCookie(b.cookies["__Host-latchkey-login"])
		answer := httptest.NewRecorder()
		c := w.server.echo.NewContext(r, answer)
		w.server.echo.Router().Find(http.MethodPost, f.action, c)
		c.Set(actorKey, a)
		w.server.renderError(context.DeadlineExceeded, c)
		w.want(answer, http.StatusServiceUnavailable, "Nothing was changed.", en.Errors.BackToForm)

		for _, cookie := range answer.Result().Cookies() {
			b.cookies[cookie.Name] = cookie
		}
		b.wantKept(b.page(answer).leadsOn()[0], f, form)
	})
}

// readBy marks a request as made by the page's script.
func readBy(page string) func(*http.Request) {
	return func(r *http.Request) {
		htmx(r)
		r.Header.Set("HX-Current-URL", "http://example.com"+page)
	}
}

// TestAPageThatReadsItselfAnewKeepsWhatWasTyped: with a session, it shows everything that was typed
// so far; without one, it does after signing in again. A list leads back to what was searched for.
func TestAPageThatReadsItselfAnewKeepsWhatWasTyped(t *testing.T) {
	w := newWorld(t)
	acme, company := w.account("Acme")
	help, _ := w.account("Help desk", access.Support)
	mia := w.user(help, "mia", "")
	seller, _ := w.account("Seller", access.Sales)
	ask := url.Values{
		"account_search": {"acm"}, "account_id": {acme}, "company_id": {company}, "description": {"typed description"}, "requested_by": {mia},
		"read_only": {"on"}, "how_long": {"1h"}, "valid_from": {"2026-06-01T14:00"}, "valid_to": {"2026-06-01T15:00"},
	}
	invoice := url.Values{"account_search": {"acm"}, "account_id": {acme}, "messages": {"1234"}, "price": {"0.07"}, "note": {"typed note"}, "due_date": {"2026-08-01"}}
	for _, f := range []struct {
		page, action string
		session      *http.Cookie
		typed        url.Values
		presets      []string
	}{
		{"/access-requests/new", "/access-requests", w.signIn(help, ""), ask, []string{"1h", "4h", "today", "week", "exact"}},
		{"/payment/invoices/new", "/payment/invoices", w.signIn(seller, ""), invoice, []string{""}},
	} {
		b := w.window(f.session)
		read := readBy(f.page)
		shows := func(page *httptest.ResponseRecorder) {
			t.Helper()
			w.want(page, http.StatusOK)
			if now := w.formOn(page, f.action); f.typed.Get("how_long") != "exact" {
				w.wantTyped(now, f.typed, "valid_from", "valid_to")
			}
		}
		for _, preset := range f.presets {
			if preset != "" {
				f.typed.Set("how_long", preset)
			}
			shows(b.send(http.MethodGet, f.page+"?"+f.typed.Encode(), nil, read))
		}
		again := w.another(f.session)
		w.end(f.session)
		answer := b.send(http.MethodGet, f.page+"?"+f.typed.Encode(), nil, read)
		to, err := url.Parse(answer.Header().Get("HX-Redirect"))
		if err != nil || strings.Contains(to.RequestURI(), "description") || strings.Contains(to.RequestURI(), "note") {
			t.Fatalf("leads to %q", to)
		}
		for _, other := range w.others(again) {
			b.become(other)
			w.wantNot(b.send(http.MethodGet, to.Query().Get("next"), nil), "typed description", "typed note")
		}
		b.become(again)
		shows(b.send(http.MethodGet, to.Query().Get("next"), nil))
	}
	// When another company than the recent ones is chosen, the earlier choice is shown again.
	chosen := url.Values{"again": {acme + " " + company}, "account_search": {"acm"}, "account_id": {acme}, "company_id": {company}}
	w.request(acme, company, help, mia, false)
	form := w.formOn(w.get("/access-requests/new?"+chosen.Encode(), w.signIn(help, mia)), "/access-requests")
	form.Set("again", "")
	now := w.formOn(w.get("/access-requests/new?"+form.Encode(), w.signIn(help, mia)), "/access-requests")
	same(t, now.Get("company_id"), company, "the company")
	searched := w.do(http.MethodGet, "/accounts?search=acm", nil, nil, readBy("/accounts"))
	same(t, searched.Header().Get("HX-Redirect"), "/login?next="+url.QueryEscape("/accounts?search=acm"), "a list leads to")
}

// TestEveryPageThatReadsItselfAnewIsKnown finds forms that refresh their page but are not in the
// test above.
func TestEveryPageThatReadsItselfAnewIsKnown(t *testing.T) {
	everyTyping(t, func(w *world, f typing) {
		form := "form[method=post][action='" + f.action + "']"
		reads := w.page(w.get(f.page, f.cookie)).count(form + "[hx-get], " + form + " [hx-get], " + form + " [formmethod=get]")
		if reads > 0 && !findRoute(http.MethodGet, findRoute(http.MethodPost, f.route).page).readsAnew {
			t.Errorf("%s reads itself anew", f.page)
		}
	})
}
