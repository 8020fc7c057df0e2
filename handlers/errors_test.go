package handlers

import (
	"html"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"latchkey/views"
	"latchkey/words"
)

// leadsOn are the links on an error page, in order.
func (p page) leadsOn() []string { return p.attrs("main a.btn", "href") }

// TestErrorPages: each says what happened, and what to do next.
func TestErrorPages(t *testing.T) {
	d := newDesk(t)
	tom := d.user(d.customer, "tom", "")
	tomCookie := d.signIn(d.customer, tom)
	tab := func(account string) string { return views.AccountURL(account, views.TabExternalAccess) }
	details := views.AccountURL(d.customer, "")
	from := func(path string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("Referer", "http://example.com"+path) }
	}
	for _, c := range []struct {
		name, method, path string
		form               url.Values
		cookie             *http.Cookie
		change             func(*http.Request)
		status             int
		says               string
		leads              []string
	}{
		{"nothing, for a customer", http.MethodGet, "/nothing", nil, d.admin, nil, http.StatusNotFound, en.Errors.Pages[words.NotFound].Heading, []string{tab(d.customer), "/"}},
		{"nothing, for who asks", http.MethodGet, "/nothing", nil, d.miaCookie, nil, http.StatusNotFound, en.Errors.Pages[words.NotFound].Heading, []string{tab(d.support), "/"}},
		{"nothing, for a user without the tab", http.MethodGet, "/nothing", nil, tomCookie, nil, http.StatusNotFound, en.Errors.Pages[words.NotFound].Heading, []string{"/"}},
		{"nothing, for nobody", http.MethodGet, "/nothing", nil, nil, nil, http.StatusNotFound, en.Errors.Pages[words.NotFound].Heading, []string{"/login"}},
		{"a used set-up link", http.MethodGet, "/setup-links/used", nil, nil, nil, http.StatusNotFound, en.Errors.Pages[words.NoSetupLink].Sentence, []string{"/login"}},
		{"a used set-up address", http.MethodGet, "/setup/used", nil, nil, nil, http.StatusNotFound, en.Errors.Pages[words.NoSetup].Sentence, []string{"/login"}},
		{"an address that no page sends", http.MethodGet, details + "/users?q=1&q=2", nil, d.admin, from(details), http.StatusBadRequest, en.Errors.Pages[words.Malformed].Sentence, []string{details, "/"}},
		{"by another site's link", http.MethodGet, details + "/users?q=1&q=2", nil, d.admin, func(r *http.Request) { r.Header.Set("Referer", "http://elsewhere.example/") }, http.StatusBadRequest, en.Errors.Pages[words.Malformed].Sentence, []string{"/"}},
		{"from where only forms go", http.MethodGet, details + "/users?q=1&q=2", nil, d.admin, from(details + "/freeze"), http.StatusBadRequest, en.Errors.Pages[words.Malformed].Sentence, []string{"/"}},
		{"not allowed", http.MethodPost, details + "/users", one("name", "x"), tomCookie, from("/"), http.StatusForbidden, "Your roles don't allow this here", []string{"/", views.WhyURL(d.customer, tom)}},
		{"not by this method", http.MethodGet, "/logout", nil, d.admin, nil, http.StatusMethodNotAllowed, en.Errors.Pages[words.FormAddress].Sentence, []string{"/"}},
		{"done already", http.MethodPost, details + "/unfreeze", nil, d.admin, from(details + "/rules"), http.StatusConflict, en.Errors.HowItStands, []string{details + "/rules", "/"}},
		{"too long", http.MethodPost, details + "/users", one("name", strings.Repeat("x", 200_000)), d.admin, from(details + "/users/new"), http.StatusRequestEntityTooLarge, "128 KiB", []string{details + "/users/new", "/login"}},
	} {
		change := c.change
		if change == nil {
			change = func(*http.Request) {}
		}
		r := d.do(c.method, c.path, c.form, c.cookie, change)
		if r.Code != c.status || !strings.Contains(html.UnescapeString(r.Body.String()), c.says) {
			t.Errorf("%s: status %d, want %d and %q:\n%s", c.name, r.Code, c.status, c.says, r.Body)
		}
		if got := d.page(r).leadsOn(); c.leads != nil && !slices.Equal(got, c.leads) {
			t.Errorf("%s: leads to %q, want %q", c.name, got, c.leads)
		}
	}
}

// TestWhySomebodyIsToSignIn: the sign-in page says why it is shown, and says the same whether or
// not there ever was a session.
func TestWhySomebodyIsToSignIn(t *testing.T) {
	d := newDesk(t)
	over := &http.Cookie{Name: "__Host-latchkey", Value: "over"}
	form := views.AccountURL(d.customer, views.TabUsers) + "/new"
	fromForm := func(r *http.Request) { r.Header.Set("Referer", "http://example.com"+form) }
	for _, cookie := range []*http.Cookie{nil, over} {
		for _, c := range []struct {
			method, path string
			cookie       *http.Cookie
			change       func(*http.Request)
			to, says     string
		}{
			{http.MethodGet, "/", cookie, nil, "/login", ""},
			{http.MethodGet, "/accounts?search=x", cookie, nil, "/login?next=%2Faccounts%3Fsearch%3Dx", en.Login.SignInToGoOn},
			{http.MethodPost, "/accounts", cookie, nil, "/login?after=act", en.Login.NotDone},
			{http.MethodPost, views.AccountURL(d.customer, views.TabUsers), cookie, fromForm, "/login?after=act&next=" + url.QueryEscape(form), en.Login.NotDone},
			{http.MethodPost, "/logout", cookie, nil, "/login?after=sign-out", en.Login.SignedOut},
			{http.MethodPost, "/logout", d.signIn(d.customer, ""), nil, "/login?after=sign-out", en.Login.SignedOut},
		} {
			change := c.change
			if change == nil {
				change = func(*http.Request) {}
			}
			r := d.do(c.method, c.path, nil, c.cookie, change)
			same(t, r.Header().Get("Location"), c.to, "%s %s leads to", c.method, c.path)
			p := d.want(d.get(c.to, nil), http.StatusOK, c.says)
			if c.says == "" {
				p.hasNot("p[role=status]:not([class])")
			}
		}
	}
	d.wantNot(d.post("/login/account", url.Values{"account": {"Acme"}, "password": {"x"}, "next": {"/accounts"}}, nil), en.Login.SignInToGoOn)
}
