package handlers

import (
	"net/http"
	"net/url"
	"testing"
)

// The page of a public client can read why it was refused. No other page can, and no error of
// another address.
func TestPagesReadTheirErrors(t *testing.T) {
	w := newWebappWorld(t)
	bad := withHeader("Authorization", "Bearer x")
	form := url.Values{"grant_type": {"authorization_code"}, "client_id": {"cli_spa"}, "code": {"x"}, "redirect_uri": {spaBack}, "code_verifier": {w.verifier}}
	for _, c := range []struct {
		what, method, path string
		form               url.Values
		change             func(*http.Request)
		status             int
		reads              bool
	}{
		{"a token that is over", http.MethodGet, "/oidc/userinfo", nil, bad, http.StatusUnauthorized, true},
		{"no token", http.MethodGet, "/oidc/userinfo", nil, func(*http.Request) {}, http.StatusUnauthorized, true},
		{"a code that is over", http.MethodPost, "/oidc/token", form, func(*http.Request) {}, http.StatusBadRequest, true},
		{"an unknown client", http.MethodPost, "/oidc/token", url.Values{"client_id": {"cli_x"}}, func(*http.Request) {}, http.StatusUnauthorized, true},
		{"a parameter in the address", http.MethodPost, "/oidc/token?x=y", form, func(*http.Request) {}, http.StatusBadRequest, true},
		{"another method", http.MethodPut, "/oidc/token", nil, func(*http.Request) {}, http.StatusMethodNotAllowed, true},
		{"introspection", http.MethodPost, "/oidc/introspect", form, func(*http.Request) {}, http.StatusUnauthorized, false},
		{"the access API", http.MethodGet, "/api/v1/access", nil, func(*http.Request) {}, http.StatusUnauthorized, false},
	} {
		for origin, own := range map[string]bool{"https://spa.example": true, "https://shop.example": false, "https://evil.example": false, "null": false} {
			got := w.call(c.method, c.path, c.form, c.change, withHeader("Origin", origin))
			want := ""
			if own && c.reads {
				want = origin
			}
			same(t, got.status, c.status, "status: %s", c.what)
			same(t, got.header.Get("Access-Control-Allow-Origin"), want, "Access-Control-Allow-Origin for %s: %s", origin, c.what)
		}
	}
}
