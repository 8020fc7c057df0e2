package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
)

// What webapps call reads no cookie and sets none, whatever it answers, and is kept by no browser.
func TestMachinesReadNoCookie(t *testing.T) {
	w := newWebappWorld(t)
	b := w.browser(w.acme, w.mia)
	reads := w.signIn(w.acme, w.mia)
	cookie := withHeader("Cookie", "latchkey="+reads.Value+"; __Host-latchkey="+reads.Value)
	for _, r := range routes {
		if !r.machine {
			continue
		}
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions} {
			if r.path == "/oidc/authorize" || r.path == "/oidc/logout" {
				method = http.MethodPost
			}
			got := w.call(method, r.path, url.Values{"x": {"y"}}, cookie, withHeader("Sec-Fetch-Site", "cross-site"), withHeader("Origin", "https://evil.example"))
			if got.header.Get("Set-Cookie") != "" || strings.Contains(got.header.Get("Vary"), "Cookie") || got.status >= http.StatusInternalServerError || got.status == http.StatusForbidden {
				t.Errorf("%s %s: %v", method, r.path, got)
			}
			if kind := got.header.Get("Content-Type"); got.text != "" && !strings.Contains(kind, "json") {
				t.Errorf("%s %s: %s", method, r.path, kind)
			}
			if keeps := got.header.Get("Cache-Control"); keeps != "no-store" && keeps != "public, max-age=300" {
				t.Errorf("%s %s: %s", method, r.path, keeps)
			}
		}
	}
	// a preflight or a foreign form does not use the session
	same(t, b.wish(w.shop, "prompt", "none").back.Get("code") != "", true, "still signed in")
}

// Each of these addresses says which methods it has.
func TestMethodsOfMachines(t *testing.T) {
	w := newWebappWorld(t)
	for path, allowed := range map[string]string{
		"/oidc/token": "POST", "/oidc/introspect": "POST", "/oidc/keys": "GET, HEAD", "/oidc/userinfo": "GET, HEAD, POST", "/api/v1/access": "GET, HEAD",
		"/.well-known/openid-configuration": "GET, HEAD", "/.well-known/oauth-authorization-server": "GET, HEAD",
	} {
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
			got := w.call(method, path, nil)
			same(t, got.status == http.StatusMethodNotAllowed, !strings.Contains(allowed, method), "%s %s is 405", method, path)
			if got.status == http.StatusMethodNotAllowed {
				same(t, got.header.Get("Allow"), allowed, "Allow of %s", path)
			}
		}
		same(t, w.call(http.MethodOptions, path, nil).status, http.StatusNoContent, "OPTIONS %s", path)
	}
	for path := range map[string]bool{"/oidc/authorize": true, "/oidc/logout": true} {
		same(t, w.call(http.MethodHead, path, nil).status, http.StatusOK, "HEAD %s", path)
	}
}

// Only the pages of a public client may read what the token and userinfo addresses answer, and only
// their own.
func TestCORS(t *testing.T) {
	w := newWebappWorld(t)
	b := w.browser(w.acme, w.mia)
	shops, _ := w.signsIn(b, w.shop)
	spas, _ := w.signsIn(b, w.spa)
	bearer := func(token string) func(*http.Request) { return withHeader("Authorization", "Bearer "+token) }
	for _, c := range []struct {
		what, method, path, origin string
		change                     func(*http.Request)
		want                       bool
	}{
		{"its own page", http.MethodGet, "/oidc/userinfo", "https://spa.example", bearer(spas.AccessToken), true},
		{"another page", http.MethodGet, "/oidc/userinfo", "https://evil.example", bearer(spas.AccessToken), false},
		{"another port", http.MethodGet, "/oidc/userinfo", "https://spa.example:8443", bearer(spas.AccessToken), false},
		{"without TLS", http.MethodGet, "/oidc/userinfo", "http://spa.example", bearer(spas.AccessToken), false},
		{"a sandbox", http.MethodGet, "/oidc/userinfo", "null", bearer(spas.AccessToken), false},
		{"a page of a client with a secret", http.MethodGet, "/oidc/userinfo", "https://shop.example", bearer(shops.AccessToken), false},
		{"another client's token", http.MethodGet, "/oidc/userinfo", "https://spa.example", bearer(shops.AccessToken), false},
		{"preflight of its page", http.MethodOptions, "/oidc/userinfo", "https://spa.example", withHeader("Access-Control-Request-Method", "GET"), true},
		{"preflight of another page", http.MethodOptions, "/oidc/token", "https://evil.example", withHeader("Access-Control-Request-Method", "POST"), false},
		{"preflight of a client with a secret", http.MethodOptions, "/oidc/token", "https://shop.example", withHeader("Access-Control-Request-Method", "POST"), false},
		{"preflight elsewhere", http.MethodOptions, "/api/v1/access", "https://spa.example", withHeader("Access-Control-Request-Method", "GET"), false},
	} {
		got := w.call(c.method, c.path, nil, withHeader("Origin", c.origin), c.change)
		want := ""
		if c.want {
			want = c.origin
		}
		same(t, got.header.Get("Access-Control-Allow-Origin"), want, "Access-Control-Allow-Origin for %s", c.what)
		same(t, got.header.Get("Access-Control-Allow-Credentials"), "", "Access-Control-Allow-Credentials for %s", c.what)
	}
}

// An access token is good in one place of a request, and says who it is for only to its own webapp.
func TestUserInfoAndIntrospection(t *testing.T) {
	w := newWebappWorld(t)
	b := w.browser(w.acme, w.mia)
	shops, claims := w.signsIn(b, w.shop)
	spas, _ := w.signsIn(b, w.spa)
	bearer := withHeader("Authorization", "Bearer "+shops.AccessToken)
	for what, c := range map[string]struct {
		got    machineReply
		status int
		want   string
	}{
		"header":         {w.call(http.MethodGet, "/oidc/userinfo", nil, bearer), http.StatusOK, ""},
		"POST, header":   {w.call(http.MethodPost, "/oidc/userinfo", nil, bearer), http.StatusOK, ""},
		"POST, form":     {w.call(http.MethodPost, "/oidc/userinfo", url.Values{"access_token": {shops.AccessToken}}), http.StatusOK, ""},
		"both":           {w.call(http.MethodPost, "/oidc/userinfo", url.Values{"access_token": {shops.AccessToken}}, bearer), http.StatusBadRequest, "invalid_request"},
		"twice":          {w.call(http.MethodPost, "/oidc/userinfo", url.Values{"access_token": {shops.AccessToken, "x"}}), http.StatusBadRequest, "invalid_request"},
		"in the address": {w.call(http.MethodGet, "/oidc/userinfo?access_token="+shops.AccessToken, nil), http.StatusUnauthorized, "invalid_token"},
		"none":           {w.call(http.MethodGet, "/oidc/userinfo", nil), http.StatusUnauthorized, "invalid_token"},
		"Basic":          {w.call(http.MethodGet, "/oidc/userinfo", nil, asShop), http.StatusUnauthorized, "invalid_token"},
		"unknown":        {w.call(http.MethodGet, "/oidc/userinfo", nil, withHeader("Authorization", "Bearer x")), http.StatusUnauthorized, "invalid_token"},
	} {
		code, _ := c.got.body["error"].(string)
		if c.got.status != c.status || code != c.want || c.got.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: %v", what, c.got)
		}
		same(t, c.got.header.Get("WWW-Authenticate") != "", c.status != http.StatusOK, "WWW-Authenticate for %s", what)
		if c.status == http.StatusOK {
			same(t, c.got.body["sub"], any(w.mia), "sub for %s", what)
			same(t, c.got.body["preferred_username"], any("mia @ Acme"), "preferred_username for %s", what)
			same(t, c.got.body["email_verified"], nil, "email_verified without an address for %s", what)
		}
	}
	ask := func(token string, as func(*http.Request)) machineReply {
		return w.call(http.MethodPost, "/oidc/introspect", url.Values{"token": {token}, "token_type_hint": {"access_token"}}, as)
	}
	got := ask(shops.AccessToken, asShop)
	same(t, fmt.Sprint(got.body["active"], got.body["sub"], got.body["sid"], got.body["client_id"], got.body["exp"]),
		fmt.Sprint(true, w.mia, claims["sid"], "cli_shop", float64(noon.Add(10*time.Minute).Unix())), "introspection")
	for what, token := range map[string]string{"another client's": spas.AccessToken, "unknown": "x", "an ID token": rawIDToken(shops)} {
		same(t, strings.TrimSpace(ask(token, asShop).text), `{"active":false}`, "introspection of %s token", what)
	}
	same(t, ask(spas.AccessToken, asClient("cli_spa", "x")).status, http.StatusUnauthorized, "a public client asks")
	for _, id := range []string{"cli_spa", "cli_shop", "cli_unknown"} {
		got := w.call(http.MethodPost, "/oidc/introspect", url.Values{"token": {"x"}, "client_id": {id}})
		same(t, got.status, http.StatusUnauthorized, "%s asks without a secret", id)
		same(t, got.body["error_description"], any(errNeedsSecret.Description), "what %s is told without a secret", id)
	}
	same(t, w.call(http.MethodPost, "/oidc/introspect", url.Values{}, asShop).status, http.StatusBadRequest, "without a token")
	w.noSeat(w.acme, w.mia, w.shopApp)
	same(t, strings.TrimSpace(ask(shops.AccessToken, asShop).text), `{"active":false}`, "introspection after the seat was taken")
	same(t, w.call(http.MethodGet, "/oidc/userinfo", nil, bearer).status, http.StatusUnauthorized, "userinfo after the seat was taken")
}

// Any webapp asks who may see which company.
func TestTheAccessAPI(t *testing.T) {
	w := newWebappWorld(t)
	w.letVisitors(w.acme, w.shopApp)
	ask := func(user, company string, change ...func(*http.Request)) machineReply {
		return w.call(http.MethodGet, "/api/v1/access?"+url.Values{"user": {user}, "company": {company}}.Encode(), nil, change...)
	}
	ends := float64(noon.Add(30 * time.Minute).Unix())
	got := ask(w.vera, w.company, asShop)
	same(t, fmt.Sprint(got.body["live"], got.body["read_only"], got.body["ends_at"], got.body["grant_id"]), fmt.Sprint(true, false, ends, w.grant), "a visitor")
	same(t, got.header.Get("Cache-Control"), "private, max-age=30", "kept")
	got = ask(w.mia, w.company, asShop)
	same(t, fmt.Sprint(got.body["live"], got.body["grant_id"]), fmt.Sprint(true, nil), "with a seat")
	none := `{"live":false,"read_only":false,"ends_at":null,"grant_id":null}`
	for _, pair := range [][2]string{{w.jonas, w.company}, {w.mia, "com_x"}, {"usr_x", w.company}, {w.vera, w.mia}, {"x y", "'"}} {
		got := ask(pair[0], pair[1], asShop)
		same(t, strings.TrimSpace(got.text), none, "%v", pair)
		same(t, got.status, http.StatusOK, "%v", pair)
	}
	for what, c := range map[string]struct {
		got    machineReply
		status int
	}{
		"no credentials":  {ask(w.vera, w.company), http.StatusUnauthorized},
		"a wrong secret":  {ask(w.vera, w.company, asClient("cli_shop", "x")), http.StatusUnauthorized},
		"a public client": {ask(w.vera, w.company, asClient("cli_spa", "x")), http.StatusUnauthorized},
		"a bearer token":  {ask(w.vera, w.company, withHeader("Authorization", "Bearer x")), http.StatusUnauthorized},
		"no company":      {ask(w.vera, "", asShop), http.StatusBadRequest},
		"user twice":      {w.call(http.MethodGet, "/api/v1/access?user=a&user=b&company=c", nil, asShop), http.StatusBadRequest},
	} {
		same(t, c.got.status, c.status, "status for %s", what)
		same(t, c.got.header.Get("Content-Type"), "application/problem+json", "Content-Type for %s", what)
		same(t, c.got.body["status"], any(float64(c.status)), "status in the body for %s", what)
		same(t, c.got.header.Get("Cache-Control"), "no-store", "Cache-Control for %s", what)
	}
	w.setClock(noon.Add(30*time.Minute - 2500*time.Millisecond))
	same(t, ask(w.vera, w.company, asShop).header.Get("Cache-Control"), "private, max-age=2", "kept at the end")
	w.setClock(noon.Add(30 * time.Minute))
	same(t, strings.TrimSpace(ask(w.vera, w.company, asShop).text), none, "at the end")
}

// Without the address that browsers use, nobody signs in to webapps.
func TestNoWebappsWithoutAnAddress(t *testing.T) {
	w := newWebappWorld(t)
	w.serveAt(UnknownURL)
	for _, path := range []string{"/.well-known/openid-configuration", "/oidc/keys", "/oidc/authorize?client_id=cli_shop", "/oidc/logout"} {
		same(t, w.call(http.MethodGet, path, nil).status, http.StatusNotFound, "status of %s", path)
	}
	same(t, w.call(http.MethodPost, "/oidc/token", url.Values{}, asShop).status, http.StatusNotFound, "status of the token address")
}

// What was read of a read-only grant says so.
func TestAReadOnlyVisit(t *testing.T) {
	w := newWebappWorld(t)
	w.letVisitors(w.acme, w.shopApp)
	w.write(func(q *db.Queries) error {
		id := w.id("req")
		err := q.InsertRequest(t.Context(), db.InsertRequestParams{
			ID: id, AccountID: w.acme, CompanyID: w.company, RequesterAccountID: w.vendor, RequestedBy: w.vera, ReadOnly: true,
			ValidFrom: db.Millis(noon.Add(-time.Minute)), ValidTo: db.Millis(noon.Add(50 * time.Minute)),
		})
		if err == nil {
			_, err = q.DecideRequest(t.Context(), db.DecideRequestParams{ID: id, AccountID: w.acme, Decision: db.NullText("GRANTED"), DecidedBy: "somebody", Now: db.Millis(noon.Add(-time.Hour))})
		}
		return err
	})
	b := w.browser(w.vendor, w.vera)
	token, claims := w.signsIn(b, w.shop, "scope", "openid grants")
	grants, _ := claims["grants"].([]any)
	same(t, len(grants), 2, "grants")
	last, _ := grants[1].(map[string]any)
	same(t, last["read_only"], any(true), "read_only in the claim")
	must(t, errOf(w.svc.Revoke(t.Context(), w.actorOf(w.acme), w.grant, "")))
	same(t, w.counts(token), false, "counts after one of two grants was revoked")
	_, claims = w.signsIn(b, w.shop, "scope", "openid grants")
	grants, _ = claims["grants"].([]any)
	same(t, len(grants), 1, "grants that are left")
	got := w.call(http.MethodGet, "/api/v1/access?"+url.Values{"user": {w.vera}, "company": {w.company}}.Encode(), nil, asShop)
	same(t, fmt.Sprint(got.body["live"], got.body["read_only"]), fmt.Sprint(true, true), "the access API")
	must(t, w.svc.Freeze(t.Context(), w.actorOf(w.acme), w.acme, "something is wrong"))
	same(t, b.wish(w.shop, "prompt", "none").back.Get("error"), "access_denied", "frozen")
	same(t, w.entries(w.acme, access.WebappOpened), 3, "entries of the customer")
}
