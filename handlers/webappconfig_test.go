package handlers

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"latchkey/access"
	"latchkey/views"
)

// examplePromise is what a line of an example must be, according to the discovery document: the
// field itself or, for a list, one of it.
var examplePromise = map[string]string{
	"OIDCScope": "scopes_supported", "scopes": "scopes_supported", "scope": "scopes_supported",
	"OIDCPKCEMethod": "code_challenge_methods_supported", "code_challenge_method": "code_challenge_methods_supported",
	"token_endpoint_auth_method":   "token_endpoint_auth_methods_supported",
	"response_type":                "response_types_supported",
	"id_token_signed_response_alg": "id_token_signing_alg_values_supported",

	"issuer": "issuer", "oidc_issuer_url": "issuer",
	"authorization_endpoint": "authorization_endpoint", "auth_url": "authorization_endpoint",
	"token_endpoint": "token_endpoint", "token_url": "token_endpoint",
	"userinfo_endpoint": "userinfo_endpoint", "api_url": "userinfo_endpoint",
	"introspection_endpoint": "introspection_endpoint",
	"jwks_uri":               "jwks_uri",
	"end_session_endpoint":   "end_session_endpoint", "signout_redirect_url": "end_session_endpoint",
}

// exampleLine is a line of an example: a name and a value, as each of the programs writes it.
var exampleLine = regexp.MustCompile(`(?m)^\s*(\w+)(?: *= *|: | )"?(.*?)"?$`)

// TestWhatTheExamplesSay: what a webapp's page offers to copy is what the discovery document of the
// same server says, for webapps with a secret and without. An address, a scope or a method in an
// example has a row in examplePromise.
func TestWhatTheExamplesSay(t *testing.T) {
	w := newWebappWorld(t)
	admin, _ := w.account("Northwind", access.Administrator)
	b := w.browser(admin, "")
	document := w.call(http.MethodGet, "/.well-known/openid-configuration", nil).body
	promised := map[string]bool{}
	for name, app := range map[string]string{"cli_shop": w.shopApp, "cli_spa": w.spaApp} {
		p := newPage(t, b.open(w.url+views.WebappTabURL(app, views.TabSignIn)).body)
		same(t, w.call(http.MethodGet, strings.TrimPrefix(p.find("#discovery").Text(), w.url), nil).body["issuer"], any(w.url), "the issuer at the discovery address")
		for _, example := range p.find(".example pre").EachIter() {
			for _, m := range exampleLine.FindAllStringSubmatch(example.Text(), -1) {
				promised[m[1]] = true
				w.keeps(document, example.AttrOr("id", ""), m[1], m[2])
				if strings.HasSuffix(strings.ToLower(strings.ReplaceAll(m[1], "_", "")), "clientid") {
					same(t, m[2], name, "client id in %s", example.AttrOr("id", ""))
				}
			}
			hasNone(t, "the example", example.Text(), "ISSUER", "CLIENT_ID", "REDIRECT", `"RANDOM"`, "AUTH_METHOD")
		}
	}
	for line := range examplePromise {
		if !promised[line] {
			t.Errorf("no example has a line %s", line)
		}
	}
}

// keeps requires a line of an example to be what the discovery document says.
func (w *webappWorld) keeps(document map[string]any, example, line, value string) {
	w.t.Helper()
	field, ok := examplePromise[line]
	if !ok {
		if strings.HasPrefix(value, w.url) && value != w.url+"/.well-known/openid-configuration" {
			w.t.Errorf("%s: %s is %s: say in examplePromise what that is in the discovery document", example, line, value)
		}
		return
	}
	switch said := document[field].(type) {
	case string:
		same(w.t, value, said, "%s: %s", example, line)
	case []any:
		for word := range strings.FieldsSeq(value) {
			if !slices.Contains(said, any(word)) {
				w.t.Errorf("%s: %s has %s, and %s is %v", example, line, word, field, said)
			}
		}
	default:
		w.t.Errorf("the discovery document has %v as %s", said, field)
	}
}
