// Package idptest is an OpenID Connect provider for tests. It does as it is told, also what no
// honest provider does.
package idptest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// The client that a Provider knows.
const (
	ClientID     = "latchkey"
	ClientSecret = "secret of the client: 100% & more" // it has to be escaped
)

// Provider is a provider, for one person at a time. The fields may be changed between sign-ins.
type Provider struct {
	*httptest.Server
	// Now is its clock.
	Now func() time.Time
	// Claims are those of the person, besides what every ID token has. They replace that, too: nil
	// takes a claim away.
	Claims map[string]any
	// UserInfo are the claims at the userinfo address. If it is nil, there is none.
	UserInfo map[string]any
	// Document are changes to the discovery document: nil takes a member away.
	Document map[string]any
	// Answer are changes to the parameters with which it sends people back: "" takes one away.
	Answer map[string]string
	// Sign makes the ID token instead of the provider, from its claims.
	Sign func(claims map[string]any) string
	// Handle answers requests instead of the provider, if it returns true.
	Handle func(http.ResponseWriter, *http.Request) bool

	mu    sync.Mutex
	key   *rsa.PrivateKey
	codes map[string]url.Values
	// Asked are the parameters of the last sign-in, and Calls the paths that were called.
	asked url.Values
	calls []string
}

var newKey = sync.OnceValues(func() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 2048) })

// New starts a provider on this machine, by http.
func New(t testing.TB, now func() time.Time) *Provider {
	t.Helper()
	key, err := newKey()
	if err != nil {
		t.Fatal(err)
	}
	p := &Provider{Now: now, Claims: map[string]any{}, key: key, codes: map[string]url.Values{}}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

// Calls are the paths that were called so far.
func (p *Provider) Calls() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.calls...)
}

// Asked are the parameters of the last sign-in.
func (p *Provider) Asked() url.Values {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked
}

func (p *Provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.calls = append(p.calls, r.URL.Path)
	p.mu.Unlock()
	if p.Handle != nil && p.Handle(w, r) {
		return
	}
	switch r.URL.Path {
	case "/.well-known/openid-configuration":
		p.sendJSON(w, changed(map[string]any{
			"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token", "jwks_uri": p.URL + "/keys",
			"userinfo_endpoint": p.userInfoURL(), "end_session_endpoint": p.URL + "/logout", "code_challenge_methods_supported": []string{"S256"},
			"id_token_signing_alg_values_supported": []string{"RS256"}, "authorization_response_iss_parameter_supported": true,
		}, p.Document))
	case "/keys":
		p.sendJSON(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: p.key.Public(), KeyID: "1", Use: "sig", Algorithm: "RS256"}}})
	case "/token":
		p.answerCode(w, r)
	case "/userinfo":
		if r.Header.Get("Authorization") != "Bearer access" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		p.sendJSON(w, p.UserInfo)
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

func (p *Provider) userInfoURL() string {
	if p.UserInfo == nil {
		return ""
	}
	return p.URL + "/userinfo"
}

func (p *Provider) sendJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) //nolint:errchkjson // a test notices
}

func (p *Provider) sendError(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	p.sendJSON(w, map[string]string{"error": code})
}

func changed(all, changes map[string]any) map[string]any {
	maps.Copy(all, changes)
	maps.DeleteFunc(all, func(_ string, v any) bool { return v == nil })
	return all
}

// SignIn does what the provider does with someone who was sent to address, and returns the address
// to which it sends them back.
func (p *Provider) SignIn(t testing.TB, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil || !strings.HasPrefix(address, p.URL+"/authorize?") {
		t.Fatalf("sent to %q: %v", address, err)
	}
	ask, code := u.Query(), rand.Text()
	p.mu.Lock()
	p.codes[code], p.asked = ask, ask
	p.mu.Unlock()
	back, err := url.Parse(ask.Get("redirect_uri"))
	if err != nil {
		t.Fatal(err)
	}
	q := url.Values{"code": {code}, "state": {ask.Get("state")}, "iss": {p.URL}}
	for name, value := range p.Answer {
		if q.Set(name, value); value == "" {
			q.Del(name)
		}
	}
	back.RawQuery = q.Encode()
	return back.String()
}

// answerCode is the token address.
func (p *Provider) answerCode(w http.ResponseWriter, r *http.Request) {
	id, secret, _ := r.BasicAuth()
	wantID, wantSecret := url.QueryEscape(ClientID), url.QueryEscape(ClientSecret)
	p.mu.Lock()
	ask := p.codes[r.PostFormValue("code")]
	delete(p.codes, r.PostFormValue("code"))
	p.mu.Unlock()
	challenge := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	switch {
	case id != wantID || secret != wantSecret:
		p.sendError(w, http.StatusUnauthorized, "invalid_client")
	case ask == nil || ask.Get("redirect_uri") != r.PostFormValue("redirect_uri") || ask.Get("code_challenge_method") != "S256" ||
		ask.Get("code_challenge") != base64.RawURLEncoding.EncodeToString(challenge[:]):
		p.sendError(w, http.StatusBadRequest, "invalid_grant")
	default:
		p.sendJSON(w, map[string]any{"access_token": "access", "token_type": "Bearer", "id_token": p.idToken(ask)})
	}
}

func (p *Provider) idToken(ask url.Values) string {
	now := p.Now()
	claims := changed(map[string]any{
		"iss": p.URL, "aud": ClientID, "sub": "1", "nonce": ask.Get("nonce"), "iat": now.Unix(), "exp": now.Add(time.Minute).Unix(),
		"auth_time": now.Unix(),
	}, p.Claims)
	if p.Sign != nil {
		return p.Sign(claims)
	}
	return p.Signed(jose.RS256, p.key, claims)
}

// Signed signs claims with a key.
func (p *Provider) Signed(algorithm jose.SignatureAlgorithm, key any, claims map[string]any) string {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: algorithm, Key: jose.JSONWebKey{Key: key, KeyID: "1"}}, nil)
	if err != nil {
		panic(err)
	}
	body, err := json.Marshal(claims)
	if err != nil {
		panic(err)
	}
	signed, err := signer.Sign(body)
	if err != nil {
		panic(err)
	}
	token, err := signed.CompactSerialize()
	if err != nil {
		panic(err)
	}
	return token
}

// Unsigned is a token with alg none.
func (p *Provider) Unsigned(claims map[string]any) string {
	body, _ := json.Marshal(claims) //nolint:errchkjson // a test notices
	return base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none"}`)) + "." + base64.RawURLEncoding.EncodeToString(body) + "."
}

// Key is the provider's key.
func (p *Provider) Key() *rsa.PrivateKey { return p.key }

// OtherKey is a key that the provider does not publish.
func OtherKey(t testing.TB) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}
