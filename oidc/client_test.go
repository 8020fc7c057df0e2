package oidc

import (
	"encoding/base64"
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func basic(joined string) string { return "Basic " + base64.StdEncoding.EncodeToString([]byte(joined)) }

func TestCredentialsOfAClient(t *testing.T) {
	form := func(pairs ...string) url.Values {
		v := url.Values{}
		for i := 0; i < len(pairs); i += 2 {
			v.Add(pairs[i], pairs[i+1])
		}
		return v
	}
	for _, c := range []struct {
		what          string
		authorization []string
		form          url.Values
		want          Credentials
		err           ErrorCode
	}{
		{"Basic", []string{basic("cli_1:s3cret")}, nil, Credentials{"cli_1", "s3cret", BySecretBasic}, ""},
		{"encoded as in forms", []string{basic("cli%5f1:s3cret%3A%2F%2B+x")}, nil, Credentials{"cli_1", "s3cret:/+ x", BySecretBasic}, ""},
		{"any case of Basic", []string{strings.Replace(basic("cli_1:s"), "Basic", "bAsic", 1)}, nil, Credentials{"cli_1", "s", BySecretBasic}, ""},
		{"a colon in the secret", []string{basic("cli_1:a:b")}, nil, Credentials{"cli_1", "a:b", BySecretBasic}, ""},
		{"Basic, and the same client in the form", []string{basic("cli_1:s")}, form("client_id", "cli_1"), Credentials{"cli_1", "s", BySecretBasic}, ""},
		{"post", nil, form("client_id", "cli_1", "client_secret", "s +"), Credentials{"cli_1", "s +", BySecretPost}, ""},
		{"public", nil, form("client_id", "cli_1"), Credentials{"cli_1", "", ByNothing}, ""},
		{"public, with an empty secret", nil, form("client_id", "cli_1", "client_secret", ""), Credentials{"cli_1", "", ByNothing}, ""},
		{"nothing", nil, nil, Credentials{}, InvalidClient},
		{"a secret of nobody", nil, form("client_secret", "s"), Credentials{}, InvalidClient},
		{"both", []string{basic("cli_1:s")}, form("client_id", "cli_1", "client_secret", "s"), Credentials{}, InvalidRequest},
		{"both, another header", []string{"Bearer x"}, form("client_id", "cli_1", "client_secret", "s"), Credentials{}, InvalidRequest},
		{"Basic, and another client in the form", []string{basic("cli_1:s")}, form("client_id", "cli_2"), Credentials{}, InvalidRequest},
		{"two headers", []string{basic("cli_1:s"), basic("cli_1:s")}, nil, Credentials{}, InvalidRequest},
		{"two clients", nil, form("client_id", "cli_1", "client_id", "cli_2"), Credentials{}, InvalidRequest},
		{"two secrets", nil, form("client_id", "cli_1", "client_secret", "a", "client_secret", "b"), Credentials{}, InvalidRequest},
		{"another parameter twice", []string{basic("cli_1:s")}, form("code", "a", "code", "b"), Credentials{}, InvalidRequest},
		{"an assertion", nil, form("client_id", "cli_1", "client_assertion", "x"), Credentials{}, InvalidClient},
		{"a kind of assertion", []string{basic("cli_1:s")}, form("client_assertion_type", "x"), Credentials{}, InvalidClient},
		{"no Basic", []string{"Bearer x"}, form("client_id", "cli_1"), Credentials{}, InvalidClient},
		{"an empty header", []string{""}, form("client_id", "cli_1"), Credentials{}, InvalidClient},
		{"no base64", []string{"Basic x"}, nil, Credentials{}, InvalidClient},
		{"no colon", []string{basic("cli_1")}, nil, Credentials{}, InvalidClient},
		{"no secret", []string{basic("cli_1:")}, nil, Credentials{}, InvalidClient},
		{"no client", []string{basic(":s")}, nil, Credentials{}, InvalidClient},
		{"badly encoded", []string{basic("cli_1:%zz")}, nil, Credentials{}, InvalidClient},
		{"control characters", []string{basic("cli_1:a%00b")}, nil, Credentials{}, InvalidClient},
		{"control characters in the form", nil, form("client_id", "cli\n"), Credentials{}, InvalidClient},
		{"too long", []string{basic("cli_1:" + strings.Repeat("s", maxValue+1))}, nil, Credentials{}, InvalidClient},
	} {
		got, err := ParseCredentials(c.authorization, c.form)
		equal(t, c.what, code(err), c.err)
		equal(t, c.what, got, c.want)
	}
}

// What a client encodes as RFC 6749 says is read as it was.
func TestBasicIsReadAsItWasWritten(t *testing.T) {
	texts := rapid.StringMatching(`[ -~]{1,40}`)
	rapid.Check(t, func(t *rapid.T) {
		id, secret := texts.Draw(t, "id"), texts.Draw(t, "secret")
		gotID, gotSecret, ok := ParseBasic(basic(url.QueryEscape(id) + ":" + url.QueryEscape(secret)))
		if !ok || gotID != id || gotSecret != secret {
			t.Fatalf("got %q %q %v", gotID, gotSecret, ok)
		}
	})
}

func TestAccessTokensOfARequest(t *testing.T) {
	for _, c := range []struct {
		what          string
		authorization []string
		form          url.Values
		want          string
		err           *Error
	}{
		{"header", []string{"Bearer abc"}, nil, "abc", nil},
		{"any case", []string{"bearer abc"}, nil, "abc", nil},
		{"form", nil, url.Values{"access_token": {"abc"}}, "abc", nil},
		{"both", []string{"Bearer abc"}, url.Values{"access_token": {"abc"}}, "", &Error{Code: InvalidRequest}},
		{"two headers", []string{"Bearer a", "Bearer b"}, nil, "", &Error{Code: InvalidRequest}},
		{"two in the form", nil, url.Values{"access_token": {"a", "b"}}, "", &Error{Code: InvalidRequest}},
		{"none", nil, nil, "", &Error{}},
		{"an empty one", []string{"Bearer "}, nil, "", &Error{}},
		{"another way", []string{basic("a:b")}, nil, "", &Error{}},
		{"malformed", []string{"Bearer a\x00b"}, nil, "", &Error{Code: InvalidToken}},
		{"too long", []string{"Bearer " + strings.Repeat("a", maxValue+1)}, nil, "", &Error{Code: InvalidToken}},
	} {
		got, err := ParseBearer(c.authorization, c.form)
		equal(t, c.what, got, c.want)
		equal(t, c.what+": refused", err != nil, c.err != nil)
		if err != nil && c.err != nil {
			equal(t, c.what, err.Code, c.err.Code)
		}
	}
}

func TestExchangesAreRead(t *testing.T) {
	exchange := func(name, value string) url.Values {
		v := url.Values{"grant_type": {"authorization_code"}, "code": {"c"}, "redirect_uri": {redirectURI}, "code_verifier": {verifier}, "client_id": {"cli_1"}, "x": {"ignored"}}
		if name != "" {
			v.Set(name, value)
		}
		return v
	}
	got, err := ParseTokenRequest(exchange("", ""))
	equal(t, "an exchange", err, (*Error)(nil))
	equal(t, "an exchange", got, TokenRequest{Code: "c", RedirectURI: redirectURI, Verifier: verifier})
	for _, c := range []struct {
		name, value string
		want        ErrorCode
	}{
		{"grant_type", "", InvalidRequest},
		{"grant_type", "password", UnsupportedGrantType},
		{"grant_type", "refresh_token", UnsupportedGrantType},
		{"grant_type", "client_credentials", UnsupportedGrantType},
		{"code", "", InvalidRequest},
		{"code", "a\x00", InvalidGrant},
		{"code", strings.Repeat("c", maxValue+1), InvalidGrant},
		{"redirect_uri", "", InvalidRequest},
		{"code_verifier", "", InvalidGrant},
		{"code_verifier", "short", InvalidGrant},
		{"code_verifier", strings.Repeat("a", 129), InvalidGrant},
	} {
		_, err := ParseTokenRequest(exchange(c.name, c.value))
		equal(t, c.name+"="+c.value[:min(20, len(c.value))], code(err), c.want)
	}
	for name := range exchange("", "") {
		twice := exchange("", "")
		twice.Add(name, "x")
		_, err := ParseTokenRequest(twice)
		equal(t, name+" twice", code(err), InvalidRequest)
	}
}

func TestSignOutsAreRead(t *testing.T) {
	q := url.Values{"id_token_hint": {"h"}, "client_id": {"cli_1"}, "post_logout_redirect_uri": {"https://desk.example/bye"}, "state": {"s"}, "ui_locales": {"de en"}, "x": {"y"}}
	got, err := ParseLogoutRequest(q)
	equal(t, "a sign-out", err, (*Error)(nil))
	equal(t, "a sign-out", got, LogoutRequest{IDTokenHint: "h", ClientID: "cli_1", AfterLogoutURI: "https://desk.example/bye", State: "s", UILocales: []string{"de", "en"}})
	for name := range q {
		twice, malformed := url.Values{}, url.Values{}
		twice[name], malformed[name] = []string{"a", "b"}, []string{"a\nb"}
		_, err := ParseLogoutRequest(twice)
		equal(t, name+" twice", err != nil && err.Page, true)
		_, err = ParseLogoutRequest(malformed)
		equal(t, name+" malformed", err != nil && err.Page, name != "x")
	}
}

func FuzzParseCredentials(f *testing.F) {
	for _, seed := range []string{basic("cli_1:s"), basic("a%3Ab:c%20+"), "Basic ", "basic x", "Bearer x", "", basic(":"), basic("%:%")} {
		f.Add(seed, "client_id=cli_1")
	}
	f.Fuzz(func(t *testing.T, authorization, form string) {
		v, err := url.ParseQuery(form)
		if err != nil {
			t.Skip()
		}
		c, refusal := ParseCredentials([]string{authorization}, v)
		equal(t, "a header is by a secret", refusal != nil || c.Method == BySecretBasic && c.Secret != "" && c.ClientID != "", true)
		c, refusal = ParseCredentials(nil, v)
		equal(t, "a form", refusal != nil || c.ClientID != "" && (c.Secret == "") == (c.Method == ByNothing), true)
	})
}
