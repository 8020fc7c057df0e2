package views

import (
	"cmp"
	_ "embed"
	"net/url"
	"slices"
	"strings"

	"latchkey/access"
	"latchkey/words"
)

// The examples have ISSUER, CLIENT_ID, SECRET, REDIRECT, ORIGIN, RANDOM and AUTH_METHOD in place of
// values.
var (
	//go:embed examples/apache.conf
	apacheExample string
	//go:embed examples/grafana.ini
	grafanaExample string
	//go:embed examples/oauth2-proxy.cfg
	proxyExample string
	//go:embed examples/other.txt
	otherExample string
)

// Example is the configuration of a program that signs people in. ID is for its copy button.
// Missing is the redirect URI that it needs and that is not registered, or "".
type Example struct{ ID, Name, Text, Missing string }

// WebappConfig is what a webapp needs to know, ready to copy.
type WebappConfig struct {
	Discovery string
	Examples  []Example
}

// NewWebappConfig fills in a webapp's values. issuer is this server's address, or "" if it does not
// know it. secret is "" if it cannot be shown. A webapp without a secret gets only what works
// without one.
func NewWebappConfig(w *words.WebappSignIn, issuer string, c access.WebappClient, secret string) WebappConfig {
	if issuer == "" || c.ClientID == "" {
		return WebappConfig{}
	}
	m := WebappConfig{Discovery: issuer + "/.well-known/openid-configuration"}
	values := []string{"ISSUER", issuer, "CLIENT_ID", c.ClientID, "SECRET", cmp.Or(secret, w.PutSecret), "RANDOM", w.PutRandom}
	if c.Public {
		m.add(Example{ID: "example-other", Name: w.Other, Text: withoutSecret(otherExample)}, c, "", append(values, "AUTH_METHOD", "none"))
		return m
	}
	values = append(values, "AUTH_METHOD", "client_secret_basic")
	m.add(Example{ID: "example-apache", Name: "Apache, mod_auth_openidc", Text: apacheExample}, c, "", values)
	m.add(Example{ID: "example-grafana", Name: "Grafana", Text: grafanaExample}, c, "/login/generic_oauth", values)
	m.add(Example{ID: "example-oauth2-proxy", Name: "oauth2-proxy", Text: proxyExample}, c, "/oauth2/callback", values)
	m.add(Example{ID: "example-other", Name: w.Other, Text: otherExample}, c, "", values)
	return m
}

// add fills in an example. path is where its program answers, or "" for any path.
func (m *WebappConfig) add(e Example, c access.WebappClient, path string, values []string) {
	redirect, registered := redirectTo(c.RedirectURIs, path)
	if !registered {
		e.Missing = redirect
	}
	values = append(slices.Clone(values), "REDIRECT", redirect, "ORIGIN", strings.TrimSuffix(redirect, path))
	e.Text = strings.NewReplacer(values...).Replace(e.Text)
	m.Examples = append(m.Examples, e)
}

// redirectTo is the first of the registered redirect URIs that has a path, or what it would have to
// be.
func redirectTo(uris []string, path string) (uri string, registered bool) {
	for _, uri := range uris {
		if u, err := url.Parse(uri); err == nil && (path == "" || u.Path == path) {
			return uri, true
		}
	}
	for _, uri := range uris {
		if u, err := url.Parse(uri); err == nil && u.Host != "" {
			return u.Scheme + "://" + u.Host + path, false
		}
	}
	return "", true
}

// withoutSecret is an example without the lines that need a secret: asking about tokens does, too.
func withoutSecret(text string) string {
	var kept strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "client_secret:") && !strings.HasPrefix(line, "introspection_endpoint:") {
			kept.WriteString(line)
		}
	}
	return kept.String()
}
