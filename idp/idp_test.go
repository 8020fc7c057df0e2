package idp

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"latchkey/idp/idptest"
)

var noon = time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)

func now() time.Time { return noon }

func newClient(change ...func(*Options)) *Client {
	o := Options{AllowPrivate: true, Now: now, Timeout: 5 * time.Second}
	for _, f := range change {
		f(&o)
	}
	return New(o)
}

// says is a problem in short, or "" for none.
func says(err error) string {
	var p *Problem
	if err == nil {
		return ""
	}
	if !errors.As(err, &p) {
		return "no problem, but " + err.Error()
	}
	return strings.TrimSpace(fmt.Sprint(p.Kind, " ", p.At))
}

// What a provider says about itself, and what is wrong with it.
func TestDiscovery(t *testing.T) {
	for name, of := range map[string]struct {
		spoil func(*idptest.Provider)
		want  string
	}{
		"right":            {func(*idptest.Provider) {}, ""},
		"another issuer":   {func(p *idptest.Provider) { p.Document = map[string]any{"issuer": "https://evil.example"} }, "OTHER_ISSUER DISCOVERY"},
		"a slash more":     {func(p *idptest.Provider) { p.Document = map[string]any{"issuer": p.URL + "/"} }, "OTHER_ISSUER DISCOVERY"},
		"no token address": {func(p *idptest.Provider) { p.Document = map[string]any{"token_endpoint": nil} }, "INCOMPLETE DISCOVERY"},
		"no keys":          {func(p *idptest.Provider) { p.Document = map[string]any{"jwks_uri": nil} }, "INCOMPLETE DISCOVERY"},
		"a token by http":  {func(p *idptest.Provider) { p.Document = map[string]any{"token_endpoint": "http://login.example/token"} }, "BAD_ADDRESS DISCOVERY"},
		"keys in a file":   {func(p *idptest.Provider) { p.Document = map[string]any{"jwks_uri": "file:///etc/passwd"} }, "BAD_ADDRESS DISCOVERY"},
		"a script": {func(p *idptest.Provider) {
			p.Document = map[string]any{"authorization_endpoint": "javascript:alert(1)"}
		}, "BAD_ADDRESS DISCOVERY"},
		"only HS256": {func(p *idptest.Provider) {
			p.Document = map[string]any{"id_token_signing_alg_values_supported": []string{"HS256"}}
		}, "WRONG_ALGORITHM DISCOVERY"},
		"only plain PKCE": {func(p *idptest.Provider) {
			p.Document = map[string]any{"code_challenge_methods_supported": []string{"plain"}}
		}, "NO_PKCE DISCOVERY"},
		"not found":         {status(http.StatusNotFound), "BAD_STATUS DISCOVERY"},
		"an error":          {status(http.StatusInternalServerError), "BAD_STATUS DISCOVERY"},
		"no JSON":           {answer("<html>"), "NOT_JSON DISCOVERY"},
		"too much":          {answer(`{"issuer":"` + strings.Repeat("x", maxAnswer) + `"}`), "TOO_LARGE DISCOVERY"},
		"another host":      {redirect("http://localhost:1/"), "MOVED DISCOVERY"},
		"round in a circle": {redirect("/.well-known/openid-configuration"), "MOVED DISCOVERY"},
	} {
		p := idptest.New(t, now)
		of.spoil(p)
		if _, err := newClient().Discover(t.Context(), p.URL, false); says(err) != of.want {
			t.Errorf("%s: %q, want %q", name, says(err), of.want)
		}
	}
}

func status(code int) func(*idptest.Provider) {
	return handled(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) })
}

func answer(body string) func(*idptest.Provider) {
	return handled(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) })
}

func redirect(to string) func(*idptest.Provider) {
	return handled(func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) })
}

func handled(handle http.HandlerFunc) func(*idptest.Provider) {
	return func(p *idptest.Provider) {
		p.Handle = func(w http.ResponseWriter, r *http.Request) bool { handle(w, r); return true }
	}
}

// A provider that does not answer, or whose certificate nobody trusts.
func TestUnreachableProviders(t *testing.T) {
	hangs := idptest.New(t, now)
	release := make(chan struct{})
	hangs.Handle = func(http.ResponseWriter, *http.Request) bool { <-release; return true }
	if _, err := newClient(func(o *Options) { o.Timeout = 50 * time.Millisecond }).Discover(t.Context(), hangs.URL, false); says(err) != "SLOW DISCOVERY" {
		t.Error(says(err))
	}
	close(release)

	closed := idptest.New(t, now)
	closed.Close()
	if _, err := newClient().Discover(t.Context(), closed.URL, false); says(err) != "UNREACHABLE DISCOVERY" {
		t.Error(says(err))
	}

	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	t.Cleanup(secure.Close)
	if _, err := newClient().Discover(t.Context(), secure.URL, false); says(err) != "UNTRUSTED DISCOVERY" {
		t.Error(says(err))
	}
}

// Customers cannot make the server call what only it reaches, by whatever name.
func TestPrivateAddresses(t *testing.T) {
	p := idptest.New(t, now)
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(p.URL, "http://"))
	strict := newClient(func(o *Options) { o.AllowPrivate = false })
	for address, want := range map[string]string{
		p.URL:                                   "BAD_ADDRESS DISCOVERY", // http
		"https://127.0.0.1:" + port:             "PRIVATE_ADDRESS DISCOVERY",
		"https://localhost:" + port:             "PRIVATE_ADDRESS DISCOVERY",
		"https://[::ffff:127.0.0.1]:" + port:    "PRIVATE_ADDRESS DISCOVERY",
		"https://2130706433:" + port:            "", // how an address is written is up to the resolver
		"https://169.254.169.254/":              "PRIVATE_ADDRESS DISCOVERY",
		"https://10.0.0.1/":                     "PRIVATE_ADDRESS DISCOVERY",
		"https://[fd00::1]/":                    "PRIVATE_ADDRESS DISCOVERY",
		"https://user:secret@login.example/":    "BAD_ADDRESS DISCOVERY",
		"https://login.example/#x":              "BAD_ADDRESS DISCOVERY",
		"https://login.example/?x":              "BAD_ADDRESS DISCOVERY",
		"https://login.example" + discoveryPath: "BAD_ADDRESS DISCOVERY",
		"ftp://login.example":                   "BAD_ADDRESS DISCOVERY",
		"":                                      "BAD_ADDRESS DISCOVERY",
	} {
		_, err := strict.Discover(t.Context(), address, false)
		if err == nil || want != "" && says(err) != want {
			t.Errorf("%s: %q, want %q", address, says(err), want)
		}
	}
	if calls := p.Calls(); len(calls) != 0 {
		t.Errorf("it called %v", calls)
	}
	if _, err := newClient().Discover(t.Context(), "http://192.0.2.1", false); says(err) != "BAD_ADDRESS DISCOVERY" {
		t.Error("http elsewhere: ", says(err))
	}
}

func TestWhichAddressesArePublic(t *testing.T) {
	for address, want := range map[string]bool{
		"8.8.8.8": true, "2606:4700::1111": true, "127.0.0.1": false, "0.0.0.0": false, "::": false, "::1": false, "10.1.2.3": false, "172.16.0.1": false,
		"192.168.1.1": false, "169.254.1.1": false, "100.64.0.1": false, "198.18.0.1": false, "224.0.0.1": false, "255.255.255.255": false, "fe80::1": false,
		"fc00::1": false, "ff02::1": false, "::ffff:10.0.0.1": false, "::ffff:8.8.8.8": true, "64:ff9b::a00:1": false, "2002:a00:1::": false, "::127.0.0.1": false,
	} {
		if got := isPublic(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}

var asked = Asked{State: "state", Nonce: "nonce", Verifier: "verifier-verifier-verifier-verifier-verifier"}

var app = Application{ClientID: idptest.ClientID, ClientSecret: idptest.ClientSecret, RedirectURI: "https://latchkey.example/login/callback", Scopes: []string{"groups"}}

// signIn sends someone to a provider and takes them back.
func signIn(ctx context.Context, t *testing.T, c *Client, p *idptest.Provider, ask Asked) (Identity, error) {
	t.Helper()
	found, err := c.Discover(ctx, p.URL, false)
	if err != nil {
		t.Fatal(err)
	}
	back, err := url.Parse(p.SignIn(t, found.SignInURL(app, ask)))
	if err != nil {
		t.Fatal(err)
	}
	q := back.Query()
	return c.SignIn(ctx, found, app, ask, Answer{Code: q.Get("code"), Issuer: q.Get("iss"), Error: q.Get("error")})
}

// Whoever signs in right is who the provider says.
func TestSignIn(t *testing.T) {
	p := idptest.New(t, now)
	p.Claims = map[string]any{"sub": "anna-1", "amr": []string{"pwd", "mfa"}, "acr": "2", "groups": []string{"staff"}, "email": "anna@acme.example", "email_verified": false}
	p.UserInfo = map[string]any{"sub": "anna-1", "preferred_username": "anna", "given_name": "Anna", "amr": []string{"face"}, "groups": []string{"admins"}, "acr": "9"}
	id, err := signIn(t.Context(), t, newClient(), p, asked)
	got := fmt.Sprint(id.Issuer == p.URL, id.Subject, id.Name, id.GivenName, id.Email, id.Methods, id.Class, id.At.UTC(), err)
	if want := fmt.Sprint(true, "anna-1", "anna", "Anna", "", []string{"pwd", "mfa"}, "2", noon, nil); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if groups, said := id.Values("groups"); fmt.Sprint(groups, said) != "[staff] true" {
		t.Error(groups, said) // the userinfo does not replace what is signed
	}
	if _, said := id.Values("roles"); said {
		t.Error("roles")
	}
	q := p.Asked()
	for name, want := range map[string]string{
		"scope": "openid profile email groups", "code_challenge_method": "S256", "response_type": "code", "nonce": "nonce", "state": "state", "prompt": "", "max_age": "",
	} {
		if q.Get(name) != want {
			t.Errorf("%s: %q", name, q.Get(name))
		}
	}
	if calls := strings.Join(p.Calls(), " "); calls != "/.well-known/openid-configuration /token /keys /userinfo" {
		t.Error(calls)
	}
}

// What a hostile or broken provider answers, and what we say to it.
func TestHostileAnswers(t *testing.T) {
	otherRSA, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	claim := func(name string, value any) func(*idptest.Provider) {
		return func(p *idptest.Provider) { p.Claims[name] = value }
	}
	signed := func(sign func(p *idptest.Provider, claims map[string]any) string) func(*idptest.Provider) {
		return func(p *idptest.Provider) {
			p.Sign = func(claims map[string]any) string { return sign(p, claims) }
		}
	}
	back := func(name, value string) func(*idptest.Provider) {
		return func(p *idptest.Provider) { p.Answer = map[string]string{name: value} }
	}
	for name, of := range map[string]struct {
		spoil func(*idptest.Provider)
		want  string
	}{
		"another issuer":   {claim("iss", "https://evil.example"), "OTHER_ISSUER TOKEN"},
		"no issuer":        {claim("iss", nil), "OTHER_ISSUER TOKEN"},
		"another audience": {claim("aud", "somebody"), "WRONG_AUDIENCE TOKEN"},
		"no audience":      {claim("aud", nil), "WRONG_AUDIENCE TOKEN"},
		"two audiences":    {claim("aud", []string{idptest.ClientID, "somebody"}), "WRONG_AUDIENCE TOKEN"},
		"two, for us": {func(p *idptest.Provider) {
			p.Claims = map[string]any{"aud": []string{idptest.ClientID, "x"}, "azp": idptest.ClientID}
		}, ""},
		"another party":   {claim("azp", "somebody"), "WRONG_AUDIENCE TOKEN"},
		"another nonce":   {claim("nonce", "other"), "WRONG_NONCE TOKEN"},
		"no nonce":        {claim("nonce", nil), "WRONG_NONCE TOKEN"},
		"expired":         {claim("exp", noon.Add(-time.Second).Unix()), "EXPIRED TOKEN"},
		"no expiry":       {claim("exp", nil), "EXPIRED TOKEN"},
		"not yet":         {claim("nbf", noon.Add(time.Hour).Unix()), "EXPIRED TOKEN"},
		"from the future": {claim("iat", noon.Add(time.Hour).Unix()), "EXPIRED TOKEN"},
		"nobody":          {claim("sub", nil), "INCOMPLETE TOKEN"},
		"another token":   {claim("at_hash", "AAAAAAAAAAAAAAAAAAAAAA"), "WRONG_TOKEN TOKEN"},
		"alg none":        {signed(func(p *idptest.Provider, c map[string]any) string { return p.Unsigned(c) }), "WRONG_ALGORITHM TOKEN"},
		"HS256 with the secret": {signed(func(p *idptest.Provider, c map[string]any) string {
			return p.Signed(jose.HS256, []byte(idptest.ClientSecret), c)
		}), "WRONG_ALGORITHM TOKEN"},
		"RS512": {signed(func(p *idptest.Provider, c map[string]any) string { return p.Signed(jose.RS512, p.Key(), c) }), "WRONG_ALGORITHM TOKEN"},
		"PS256": {signed(func(p *idptest.Provider, c map[string]any) string { return p.Signed(jose.PS256, p.Key(), c) }), ""}, // by the same key
		"an unknown key": {signed(func(p *idptest.Provider, c map[string]any) string {
			return p.Signed(jose.ES256, idptest.OtherKey(t), c)
		}), "WRONG_SIGNATURE TOKEN"},
		"another RSA key":     {signed(func(p *idptest.Provider, c map[string]any) string { return p.Signed(jose.RS256, otherRSA, c) }), "WRONG_SIGNATURE TOKEN"},
		"not a token":         {signed(func(*idptest.Provider, map[string]any) string { return "not.a.token" }), "WRONG_ALGORITHM TOKEN"},
		"no token":            {signed(func(*idptest.Provider, map[string]any) string { return "" }), "NO_ID_TOKEN TOKEN"},
		"mixed up":            {back("iss", "https://other.example"), "OTHER_ISSUER"},
		"not named":           {back("iss", ""), "OTHER_ISSUER"},
		"declined":            {back("error", "access_denied"), "DECLINED"},
		"no code":             {back("code", ""), "DECLINED"},
		"another code":        {back("code", "stolen"), "CODE_REFUSED TOKEN"},
		"userinfo of another": {func(p *idptest.Provider) { p.UserInfo = map[string]any{"sub": "other"} }, "WRONG_TOKEN USER_INFO"},
		"userinfo of nobody":  {func(p *idptest.Provider) { p.UserInfo = map[string]any{"email": "x@y.example"} }, "WRONG_TOKEN USER_INFO"},
		"no keys":             {only("/keys", status(http.StatusInternalServerError)), "NOT_JSON KEYS"},
		"huge keys":           {only("/keys", answer(strings.Repeat("x", 2*maxAnswer))), "NOT_JSON KEYS"},
		"a huge token":        {only("/token", answer(`{"access_token":"`+strings.Repeat("x", 2*maxAnswer)+`"}`)), "NOT_JSON TOKEN"},
		"a token elsewhere":   {only("/token", redirect("/elsewhere")), "MOVED TOKEN"},
		"an error page":       {only("/token", status(http.StatusServiceUnavailable)), "BAD_STATUS TOKEN"},
		"a wrong client":      {only("/token", status(http.StatusUnauthorized)), "WRONG_CLIENT TOKEN"},
	} {
		p := idptest.New(t, now)
		of.spoil(p)
		id, err := signIn(t.Context(), t, newClient(), p, asked)
		if says(err) != of.want {
			t.Errorf("%s: %q (%v), want %q", name, says(err), err, of.want)
		}
		if err == nil && id.Subject != "1" {
			t.Errorf("%s: %v", name, id)
		}
	}
}

// only breaks one of the provider's addresses.
func only(path string, spoil func(*idptest.Provider)) func(*idptest.Provider) {
	return func(p *idptest.Provider) {
		spoil(p)
		handle := p.Handle
		p.Handle = func(w http.ResponseWriter, r *http.Request) bool { return r.URL.Path == path && handle(w, r) }
	}
}

// A fresh proof is asked for, and the provider has to say that there was one.
func TestFreshProof(t *testing.T) {
	ask := asked
	ask.Since = noon.Add(-5 * time.Minute)
	for authTime, want := range map[any]string{
		noon.Unix():                                   "",
		noon.Add(-6 * time.Minute).Unix():             "", // its clock may be a minute late
		noon.Add(-6*time.Minute - time.Second).Unix(): "NOT_FRESH TOKEN",
		nil: "NOT_FRESH TOKEN",
	} {
		p := idptest.New(t, now)
		p.Claims["auth_time"] = authTime
		if _, err := signIn(t.Context(), t, newClient(), p, ask); says(err) != want {
			t.Errorf("%v: %q, want %q", authTime, says(err), want)
		}
		if q := p.Asked(); q.Get("prompt") != "login" || q.Get("max_age") != "0" {
			t.Error(q)
		}
	}
}

// A code is worth nothing without the verifier of the sign-in for which it was given.
func TestACodeOfAnotherSignIn(t *testing.T) {
	p, c := idptest.New(t, now), newClient()
	found, err := c.Discover(t.Context(), p.URL, false)
	if err != nil {
		t.Fatal(err)
	}
	other := asked
	other.Verifier = strings.Repeat("x", 43)
	back, _ := url.Parse(p.SignIn(t, found.SignInURL(app, other)))
	if _, err := c.SignIn(t.Context(), found, app, asked, Answer{Code: back.Query().Get("code"), Issuer: p.URL}); says(err) != "CODE_REFUSED TOKEN" {
		t.Error(says(err))
	}
}

// What a provider says about itself is believed for ten minutes, and its own texts are shown short.
func TestDiscoveryIsRemembered(t *testing.T) {
	clock := noon
	p := idptest.New(t, now)
	c := newClient(func(o *Options) { o.Now = func() time.Time { return clock } })
	for _, after := range []time.Duration{0, discoveredFor - time.Second, time.Second} {
		clock = clock.Add(after)
		if _, err := c.Discover(t.Context(), p.URL, false); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(p.Calls()); n != 2 {
		t.Errorf("%d calls", n)
	}
	p.Document = map[string]any{"issuer": strings.Repeat("é\n\u202e", 200)}
	var problem *Problem
	if _, err := c.Discover(t.Context(), p.URL, true); !errors.As(err, &problem) || problem.Got != strings.Repeat("é", 200) {
		t.Errorf("%+v", problem)
	}
}
