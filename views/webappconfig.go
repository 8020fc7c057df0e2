package views

import (
	_ "embed"
	"strings"

	"latchkey/access"
	"latchkey/words"
)

// The examples have ISSUER, CLIENT_ID, SECRET, REDIRECT, RANDOM and AUTH_METHOD in place of values.
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
type Example struct{ ID, Name, Text string }

// WebappConfig is what a webapp needs to know, ready to copy.
type WebappConfig struct {
	Discovery string
	Examples  []Example
}

// NewWebappConfig fills in a webapp's values. issuer is this server's address, or "" if it does not
// know it. secret is "" if it cannot be shown.
func NewWebappConfig(w *words.WebappSignIn, issuer string, c access.WebappClient, secret string) WebappConfig {
	if issuer == "" || c.ClientID == "" {
		return WebappConfig{}
	}
	if secret == "" {
		secret = w.PutSecret
	}
	method, redirect := "client_secret_basic", ""
	if c.Public {
		method = "none"
	}
	if len(c.RedirectURIs) > 0 {
		redirect = c.RedirectURIs[0]
	}
	values := strings.NewReplacer("ISSUER", issuer, "CLIENT_ID", c.ClientID, "SECRET", secret, "REDIRECT", redirect, "RANDOM", w.PutRandom, "AUTH_METHOD", method)
	m := WebappConfig{Discovery: issuer + "/.well-known/openid-configuration"}
	for _, e := range []Example{
		{"example-apache", "Apache, mod_auth_openidc", apacheExample},
		{"example-grafana", "Grafana", grafanaExample},
		{"example-oauth2-proxy", "oauth2-proxy", proxyExample},
		{"example-other", w.Other, otherExample},
	} {
		e.Text = values.Replace(e.Text)
		if c.Public {
			e.Text = withoutSecret(e.Text)
		}
		m.Examples = append(m.Examples, e)
	}
	return m
}

// withoutSecret is an example without its line with the secret: a public client has none.
func withoutSecret(text string) string {
	var kept strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(strings.ToLower(strings.NewReplacer("_", "", "OIDC", "").Replace(line)), "clientsecret") {
			kept.WriteString(line)
		}
	}
	return kept.String()
}
