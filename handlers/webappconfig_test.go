package handlers

import (
	"encoding/base64"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"latchkey/access"
	"latchkey/db"
	"latchkey/views"
	"latchkey/words"
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

	"OIDCRemoteUserClaim": "claims_supported", "login_attribute_path": "claims_supported", "user_id_claim": "claims_supported",
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
			hasNone(t, "the example", example.Text(), "ISSUER", "CLIENT_ID", "REDIRECT", "ORIGIN", `"RANDOM"`, "AUTH_METHOD")
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

// exampleValue is the value of a line of an example.
func exampleValue(t *testing.T, text, line string) string {
	t.Helper()
	for _, m := range exampleLine.FindAllStringSubmatch(text, -1) {
		if m[1] == line {
			return m[2]
		}
	}
	t.Errorf("no line %s in\n%s", line, text)
	return ""
}

// People are found by what nobody else ever gets.
func TestTheExamplesFindPeopleBySub(t *testing.T) {
	config := views.NewWebappConfig(&en.WebappSignIn, "https://latchkey.example", access.WebappClient{ClientID: "cli_shop", RedirectURIs: []string{shopBack}}, "")
	for i, line := range []string{"OIDCRemoteUserClaim", "login_attribute_path", "user_id_claim"} {
		same(t, exampleValue(t, config.Examples[i].Text, line), "sub", "%s of %s", line, config.Examples[i].Name)
	}
}

// A redirect URI in an example is registered, or the page says that it is not.
func TestRedirectURIsOfTheExamples(t *testing.T) {
	w := newWebappWorld(t)
	admin, _ := w.account("Northwind", access.Administrator)
	b := w.browser(admin, "")
	for _, c := range []struct {
		registered       []string
		grafana, proxy   string
		grafanas, proxys bool // whether they are missing
	}{
		{[]string{"https://app.example/cb"}, "https://app.example/login/generic_oauth", "https://app.example/oauth2/callback", true, true},
		{[]string{"https://app.example/cb", "https://app.example:8080/oauth2/callback"}, "https://app.example/login/generic_oauth", "https://app.example:8080/oauth2/callback", true, false},
		{[]string{"https://app.example/login/generic_oauth"}, "https://app.example/login/generic_oauth", "https://app.example/oauth2/callback", false, true},
	} {
		w.write(func(q *db.Queries) error {
			return errOf(q.UpdateWebappClient(t.Context(), db.UpdateWebappClientParams{WebappID: w.shopApp, RedirectUris: strings.Join(c.registered, "\n")}))
		})
		p := newPage(t, b.open(w.url+views.WebappTabURL(w.shopApp, views.TabSignIn)).body)
		text := func(id string) string { return p.find("#" + id).Text() }
		same(t, exampleValue(t, text("example-apache"), "OIDCRedirectURI"), c.registered[0], "Apache's")
		same(t, exampleValue(t, text("example-other"), "redirect_uri"), c.registered[0], "any other's")
		same(t, exampleValue(t, text("example-grafana"), "root_url")+"login/generic_oauth", c.grafana, "Grafana's")
		same(t, exampleValue(t, text("example-oauth2-proxy"), "redirect_url"), c.proxy, "oauth2-proxy's")
		var missing []string
		if c.grafanas {
			missing = append(missing, en.WebappSignIn.NotRegistered(c.grafana))
		}
		if c.proxys {
			missing = append(missing, en.WebappSignIn.NotRegistered(c.proxy))
		}
		sameList(t, p.texts(".example .notice"), missing, "what is missing with %v", c.registered)
		for address := range strings.FieldsSeq(p.find(".example pre").Text()) {
			if strings.Contains(address, "example.com") {
				t.Errorf("an example has an address of nobody: %s", address)
			}
		}
	}
}

// What stands for a random text starts no oauth2-proxy: that takes 16, 24 or 32 bytes, as they are
// or in Base64.
func TestThePlaceholderOfASecretStartsNothing(t *testing.T) {
	for _, language := range words.All {
		config := views.NewWebappConfig(&language.WebappSignIn, "https://latchkey.example", access.WebappClient{ClientID: "cli_shop", RedirectURIs: []string{shopBack}}, "")
		for _, e := range config.Examples {
			if e.ID != "example-oauth2-proxy" {
				continue
			}
			secret := exampleValue(t, e.Text, "cookie_secret")
			decoded, err := base64.RawURLEncoding.DecodeString(secret)
			for _, size := range []int{16, 24, 32} {
				if len(secret) == size || err == nil && len(decoded) == size {
					t.Errorf("%s: %s starts oauth2-proxy", language.Tag, secret)
				}
			}
		}
	}
}

// A webapp that runs in browsers is offered what works without a secret.
func TestTheExamplesOfAPublicWebapp(t *testing.T) {
	config := views.NewWebappConfig(&en.WebappSignIn, "https://latchkey.example", access.WebappClient{ClientID: "cli_spa", Public: true, RedirectURIs: []string{spaBack}}, "")
	same(t, len(config.Examples), 1, "examples")
	same(t, config.Examples[0].ID, "example-other", "the example")
	hasNone(t, "the example", config.Examples[0].Text, "secret", "introspect")
	same(t, exampleValue(t, config.Examples[0].Text, "token_endpoint_auth_method"), "none", "how it proves who it is")
}
