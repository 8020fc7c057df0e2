package oidc

import (
	"net/url"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestAnAnswer(t *testing.T) {
	no := refuse(AccessDenied, "no seat")
	for _, c := range []struct{ what, redirectURI, want string }{
		{"a code", redirectURI, redirectURI + "?code=c&iss=https%3A%2F%2Flatchkey.example&state=a+%2B%26%23"},
		{"beside a query, which stays", redirectURI + "?b=1&a=%20+%2f", redirectURI + "?b=1&a=%20+%2f&code=c&iss=https%3A%2F%2Flatchkey.example&state=a+%2B%26%23"},
	} {
		equal(t, c.what, Answer{Code: "c", State: "a +&#", Issuer: issuer}.URL(c.redirectURI), c.want)
	}
	equal(t, "an error has no code", Answer{Code: "c", Error: no, Issuer: issuer}.URL(redirectURI),
		redirectURI+"?error=access_denied&error_description=no+seat&iss=https%3A%2F%2Flatchkey.example")
	equal(t, "after signing out", AfterLogoutURL("https://desk.example/bye?x=1", "a b"), "https://desk.example/bye?x=1&state=a+b")
	equal(t, "without a state", AfterLogoutURL("https://desk.example/bye", ""), "https://desk.example/bye")
}

// A webapp reads what it sent, and nothing else is added or changed.
func TestAnAnswerHandsBackTheState(t *testing.T) {
	states := rapid.StringMatching(`[ -~]{0,40}`)
	rapid.Check(t, func(t *rapid.T) {
		state := states.Draw(t, "state")
		address := rapid.SampledFrom([]string{redirectURI, redirectURI + "?a=1", "http://127.0.0.1:8080/"}).Draw(t, "address")
		u, err := url.Parse(Answer{Code: "c", State: state, Issuer: issuer}.URL(address))
		if err != nil {
			t.Fatal(err)
		}
		before, _ := url.Parse(address)
		got, want := u.Query(), before.Query()
		want.Set("code", "c")
		want.Set("iss", issuer)
		if state != "" {
			want.Set("state", state)
		}
		if got.Encode() != want.Encode() || u.Host != before.Host || u.Scheme != before.Scheme || u.Path != before.Path || u.Fragment != "" {
			t.Fatalf("got %s", u)
		}
	})
}

func TestTheDiscoveryDocumentPromisesWhatIsThere(t *testing.T) {
	d := fields(t, Discover(issuer, []string{"en"}))
	texts := func(name string) (list []string) {
		values, _ := d[name].([]any)
		for _, v := range values {
			text, _ := v.(string)
			list = append(list, text)
		}
		return list
	}
	for name, want := range map[string]any{
		"issuer": issuer, "authorization_endpoint": issuer + "/oidc/authorize", "token_endpoint": issuer + "/oidc/token", "jwks_uri": issuer + "/oidc/keys",
		"userinfo_endpoint": issuer + "/oidc/userinfo", "introspection_endpoint": issuer + "/oidc/introspect", "end_session_endpoint": issuer + "/oidc/logout",
		"authorization_response_iss_parameter_supported": true, "backchannel_logout_supported": true, "backchannel_logout_session_supported": true,
		"claims_parameter_supported": false, "request_parameter_supported": false, "request_uri_parameter_supported": false,
	} {
		equal(t, name, d[name], want)
	}
	for name, want := range map[string][]string{
		"response_types_supported": {"code"}, "response_modes_supported": {"query"}, "grant_types_supported": {"authorization_code"},
		"code_challenge_methods_supported": {"S256"}, "id_token_signing_alg_values_supported": {"RS256"}, "subject_types_supported": {"public"},
		"token_endpoint_auth_methods_supported":         {"client_secret_basic", "client_secret_post", "none"},
		"introspection_endpoint_auth_methods_supported": {"client_secret_basic", "client_secret_post"},
	} {
		equal(t, name, texts(name), want)
	}
	for _, s := range texts("scopes_supported") {
		_, err := ParseAuthorize(request("scope", "openid "+s))
		equal(t, "scope "+s, err, (*Error)(nil))
	}
	for _, p := range texts("prompt_values_supported") {
		_, err := ParseAuthorize(request("prompt", p))
		equal(t, "prompt "+p, err, (*Error)(nil))
	}
	yes := true
	all := IDToken{Nonce: "n", AMR: []string{""}, ACR: "a", AtHash: "h", UserClaims: UserClaims{
		Name: "n", GivenName: "g", FamilyName: "f", PreferredUsername: "p", ZoneInfo: "z", Locale: "l", AccountID: "a", AccountName: "a",
		Roles: []string{}, External: &yes, Email: "e", EmailVerified: &yes, Grants: []GrantClaim{},
	}}
	claims := texts("claims_supported")
	for name := range fields(t, all) {
		equal(t, "claim "+name, slices.Contains(claims, name), true)
	}
	equal(t, "claims", len(claims), len(fields(t, all)))
}
