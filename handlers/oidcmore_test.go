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

// Nobody is sent to an address that is not registered, letter by letter.
func TestRedirectURIsAreEqualOrRefused(t *testing.T) {
	w := newWebappWorld(t)
	b := w.browser(w.acme, w.mia)
	for what, address := range map[string]string{
		"host in capitals": "https://SHOP.example/cb", "scheme in capitals": "HTTPS://shop.example/cb", "default port": "https://shop.example:443/cb",
		"another port": "https://shop.example:8443/cb", "slash at the end": shopBack + "/", "user info": "https://shop.example@evil.example/cb",
		"user info of ours": "https://x@shop.example/cb", "empty fragment": shopBack + "#", "empty query": shopBack + "?", "encoded": "https://shop.example/%63b",
		"dots": "https://shop.example/./cb", "http": "http://shop.example/cb", "subdomain": "https://a.shop.example/cb", "of another webapp": spaBack,
		"after logout": shopBye, "script": "javascript:alert(1)//shop.example/cb", "no address": "-", "two in one": shopBack + "\n" + shopBack + "/other", "with a space": " " + shopBack,
	} {
		got := b.wish(w.shop, "redirect_uri", address)
		if got.back != nil || got.status != http.StatusBadRequest || strings.Contains(got.body, "evil.example") {
			t.Errorf("%s: %v", what, got)
		}
	}
	got := b.wish(w.shop, "redirect_uri", shopBack+"/other")
	same(t, got.back.Get("code") != "", true, "code at the other registered address")
}

// Whoever is wrong about themselves or about the protocol hears it at the webapp, with state and
// iss.
func TestRefusedWishes(t *testing.T) {
	w := newWebappWorld(t)
	b := w.browser(w.acme, w.mia)
	for what, c := range map[string]struct {
		params []string
		want   string
	}{
		"no response_type":       {[]string{"response_type", "-"}, "invalid_request"},
		"hybrid flow":            {[]string{"response_type", "code id_token"}, "unsupported_response_type"},
		"no openid":              {[]string{"scope", "profile"}, "invalid_scope"},
		"request object":         {[]string{"request", "eyJhbGciOiJub25lIn0.e30."}, "request_not_supported"},
		"request_uri":            {[]string{"request_uri", "https://shop.example/r"}, "request_uri_not_supported"},
		"registration":           {[]string{"registration", "{}"}, "registration_not_supported"},
		"fragment mode":          {[]string{"response_mode", "fragment"}, "invalid_request"},
		"form_post mode":         {[]string{"response_mode", "form_post"}, "invalid_request"},
		"no method of PKCE":      {[]string{"code_challenge_method", "-"}, "invalid_request"},
		"short challenge":        {[]string{"code_challenge", "abc"}, "invalid_request"},
		"negative max_age":       {[]string{"max_age", "-1"}, "invalid_request"},
		"none and login":         {[]string{"prompt", "none login"}, "invalid_request"},
		"second factor required": {[]string{"acr_values", "urn:latchkey:second-factor"}, "unmet_authentication_requirements"},
	} {
		got := b.wish(w.shop, c.params...)
		if got.back.Get("error") != c.want || got.back.Get("code") != "" || got.back.Get("state") != testState || got.back.Get("iss") != w.url {
			t.Errorf("%s: %v", what, got)
		}
	}
	for _, twice := range []string{"scope=openid", "nonce=b", "code_challenge=x", "prompt=none", "something=a&something=b"} {
		got := b.open(w.wishURL(w.shop, "nonce", "a", "prompt", "login") + "&" + twice)
		same(t, got.back.Get("error"), "invalid_request", "error for %s twice", twice)
	}
	for _, twice := range []string{"client_id=cli_spa", "state=x"} {
		same(t, b.open(w.wishURL(w.shop)+"&"+twice).status, http.StatusBadRequest, "status for %s twice", twice)
	}
	same(t, b.wish(w.shop, "client_id", "cli_nobody").status, http.StatusBadRequest, "status for an unknown client")
	got := b.wish(w.shop, "ui_locales", "de", "login_hint", "mia", "unknown", "x", "prompt", "consent select_account", "scope", "openid other")
	same(t, got.back.Get("code") != "", true, "code with what is ignored")
}

// What webapps send to the token address is taken once, in the body, from whom it is.
func TestTheTokenAddress(t *testing.T) {
	w := newWebappWorld(t)
	b := w.browser(w.acme, w.mia)
	form := func() url.Values {
		code := b.wish(w.shop).back.Get("code")
		return url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {shopBack}, "code_verifier": {w.verifier}}
	}
	with := func(name string, values ...string) url.Values {
		f := form()
		f[name] = values
		return f
	}
	for what, c := range map[string]struct {
		form   url.Values
		change []func(*http.Request)
		status int
		want   string
	}{
		"good":                    {form(), []func(*http.Request){asShop}, http.StatusOK, ""},
		"Basic and post together": {with("client_secret", shopSecret), []func(*http.Request){asShop}, http.StatusBadRequest, "invalid_request"},
		"Basic and another id":    {with("client_id", "cli_spa"), []func(*http.Request){asShop}, http.StatusBadRequest, "invalid_request"},
		"Basic without encoding": {form(), []func(*http.Request){func(r *http.Request) { r.SetBasicAuth("cli_shop", shopSecret) }},
			http.StatusUnauthorized, "invalid_client"},
		"two headers":           {form(), []func(*http.Request){asShop, func(r *http.Request) { r.Header.Add("Authorization", "Basic eDp5") }}, http.StatusBadRequest, "invalid_request"},
		"public with a secret":  {form(), []func(*http.Request){asClient("cli_spa", "x")}, http.StatusUnauthorized, "invalid_client"},
		"unknown client":        {form(), []func(*http.Request){asClient("cli_nobody", shopSecret)}, http.StatusUnauthorized, "invalid_client"},
		"no client":             {form(), nil, http.StatusUnauthorized, "invalid_client"},
		"assertion":             {with("client_assertion", "x"), nil, http.StatusUnauthorized, "invalid_client"},
		"code twice":            {with("code", "a", "b"), []func(*http.Request){asShop}, http.StatusBadRequest, "invalid_request"},
		"verifier twice":        {with("code_verifier", w.verifier, w.verifier), []func(*http.Request){asShop}, http.StatusBadRequest, "invalid_request"},
		"password grant":        {with("grant_type", "password"), []func(*http.Request){asShop}, http.StatusBadRequest, "unsupported_grant_type"},
		"refresh grant":         {with("grant_type", "refresh_token"), []func(*http.Request){asShop}, http.StatusBadRequest, "unsupported_grant_type"},
		"no grant":              {with("grant_type"), []func(*http.Request){asShop}, http.StatusBadRequest, "invalid_request"},
		"JSON":                  {form(), []func(*http.Request){asShop, withHeader("Content-Type", "application/json")}, http.StatusBadRequest, "invalid_request"},
		"parameters in address": {form(), []func(*http.Request){asShop, func(r *http.Request) { r.URL.RawQuery = "code=x" }}, http.StatusBadRequest, "invalid_request"},
		"too long":              {with("code", strings.Repeat("x", maxBodyBytes)), []func(*http.Request){asShop}, http.StatusRequestEntityTooLarge, "invalid_request"},
	} {
		got := w.call(http.MethodPost, "/oidc/token", c.form, c.change...)
		code, _ := got.body["error"].(string)
		if got.status != c.status || code != c.want || got.header.Get("Cache-Control") != "no-store" || got.header.Get("Set-Cookie") != "" {
			t.Errorf("%s: %v", what, got)
		}
		same(t, got.header.Get("WWW-Authenticate") != "", c.status == http.StatusUnauthorized, "WWW-Authenticate for %s", what)
	}
}

// A code is good for less than a minute; the token for ten minutes, or as long as what lets in.
func TestHowLongCodesAndTokensLast(t *testing.T) {
	w := newWebappWorld(t)
	b := w.browser(w.acme, w.mia)
	got := b.wish(w.shop)
	w.setClock(noon.Add(59*time.Second + 999*time.Millisecond))
	token, err := w.exchange(w.shop, got)
	must(t, err)
	same(t, token.Extra("expires_in"), any(float64(600)), "expires_in")
	late := b.wish(w.shop)
	w.setClock(w.now().Add(time.Minute))
	_, err = w.exchange(w.shop, late)
	same(t, strings.Contains(err.Error(), "invalid_grant"), true, "a code of a minute ago")
	w.setClock(noon.Add(10*time.Minute + 59*time.Second + 998*time.Millisecond))
	same(t, w.counts(token), true, "counts before its end")
	w.setClock(w.now().Add(time.Millisecond))
	same(t, w.counts(token), false, "counts at its end")
	w.write(func(q *db.Queries) error {
		return errOf(q.UpdateSubscription(t.Context(), db.UpdateSubscriptionParams{
			AccountID: w.acme, WebappID: w.shopApp, Seats: 10, ValidFrom: 0, ValidTo: db.Millis(w.now().Add(90 * time.Second)),
		}))
	})
	token, _ = w.signsIn(b, w.shop)
	same(t, token.Extra("expires_in"), any(float64(90)), "expires_in before the end of a subscription")
	w.setClock(w.now().Add(90 * time.Second))
	same(t, w.counts(token), false, "counts at the end of the subscription")
}

// Two secrets count while one takes the place of the other.
func TestSecretsOverlap(t *testing.T) {
	w := newWebappWorld(t)
	b := w.browser(w.acme, w.mia)
	old := w.shop
	w.secret(w.shopApp, "another secret")
	w.shop.ClientSecret = "another secret"
	rows, err := w.store.Read.ListWebappSecrets(t.Context(), db.ListWebappSecretsParams{WebappID: w.shopApp, Now: db.Millis(w.now())})
	must(t, err)
	same(t, len(rows), 2, "secrets")
	w.write(func(q *db.Queries) error {
		for _, r := range rows {
			if r.Hint == shopSecret[:2] {
				return errOf(q.EndWebappSecret(t.Context(), db.EndWebappSecretParams{ID: r.ID, WebappID: w.shopApp, ExpiresAt: db.Millis(noon.Add(time.Hour))}))
			}
		}
		return nil
	})
	for _, c := range []struct {
		at      time.Duration
		old     bool
		another bool
	}{{0, true, true}, {time.Hour - time.Millisecond, true, true}, {time.Hour, false, true}} {
		w.setClock(noon.Add(c.at))
		_, err = w.exchange(old, b.wish(w.shop))
		same(t, err == nil, c.old, "the old secret after %s", c.at)
		_, err = w.exchange(w.shop, b.wish(w.shop))
		same(t, err == nil, c.another, "the new secret after %s", c.at)
	}
}

// A session that ended after the code, or after the token, lets nobody in.
func TestWebappsAndTheSession(t *testing.T) {
	w := newWebappWorld(t)
	b := w.browser(w.acme, w.mia)
	got := b.wish(w.shop)
	token, _ := w.signsIn(b, w.spa)
	b.send(w.url+"/logout", url.Values{})
	_, err := w.exchange(w.shop, got)
	same(t, err != nil && strings.Contains(err.Error(), "invalid_grant"), true, "a code after signing out")
	same(t, w.counts(token), false, "a token after signing out")
	same(t, b.wish(w.shop, "prompt", "none").back.Get("error"), "login_required", "prompt=none after signing out")
	b = w.browser(w.acme, w.mia)
	token, claims := w.signsIn(b, w.shop)
	again, more := w.signsIn(b, w.shop)
	same(t, more["sid"], claims["sid"], "sid of one session")
	_, elsewhere := w.signsIn(w.browser(w.acme, w.mia), w.shop)
	same(t, elsewhere["sid"] == claims["sid"], false, "one sid in two sessions")
	must(t, w.svc.SetUserActive(t.Context(), w.actorOf(w.acme), w.acme, w.mia, false))
	same(t, w.counts(token) || w.counts(again), false, "tokens of a user who was deactivated")
}

// actorOf is an account login that acts.
func (w *webappWorld) actorOf(accountID string) access.Actor {
	w.t.Helper()
	a, err := w.svc.Authenticate(w.t.Context(), w.signIn(accountID, "").Value, "192.0.2.9")
	must(w.t, err)
	return a
}

// A visitor opens the customer's webapp as themselves, and is out with the grant.
func TestVisitorsOpenWebapps(t *testing.T) {
	w := newWebappWorld(t)
	b := w.browser(w.vendor, w.vera)
	same(t, b.wish(w.shop, "prompt", "none").back.Get("error"), "access_denied", "before visitors may")
	w.letVisitors(w.acme, w.shopApp)
	token, claims := w.signsIn(b, w.shop, "scope", "openid profile grants")
	grants, _ := claims["grants"].([]any)
	same(t, len(grants), 1, "grants")
	g, _ := grants[0].(map[string]any)
	same(t, g["id"], any(w.grant), "the grant")
	same(t, g["company_id"], any(w.company), "the grant's company")
	same(t, g["read_only"], any(false), "read_only")
	same(t, g["ends_at"], any(float64(noon.Add(30*time.Minute).Unix())), "ends_at")
	same(t, claims["account_id"], any(w.vendor), "account_id")
	same(t, w.counts(token), true, "counts")
	_, claims = w.signsIn(b, w.shop, "scope", "openid")
	same(t, claims["grants"], nil, "grants without the scope")
	must(t, errOf(w.svc.Shorten(t.Context(), w.actorOf(w.acme), w.grant, access.LocalTime{Text: "2026-06-01T14:20"})))
	same(t, w.counts(token), false, "counts after the grant was shortened")
	token, claims = w.signsIn(b, w.shop, "scope", "openid grants")
	grants, _ = claims["grants"].([]any)
	g, _ = grants[0].(map[string]any)
	same(t, g["ends_at"], any(float64(noon.Add(20*time.Minute).Unix())), "ends_at after it was shortened")
	must(t, errOf(w.svc.Revoke(t.Context(), w.actorOf(w.acme), w.grant, "")))
	same(t, w.counts(token), false, "counts after it was revoked")
	same(t, b.wish(w.shop, "prompt", "none").back.Get("error"), "access_denied", "after it was revoked")
}
