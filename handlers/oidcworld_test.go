package handlers

import (
	"crypto/sha256"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"latchkey/access"
	"latchkey/db"
)

// Where the webapps of these tests are. Nothing listens there: the tests read what a browser would
// be sent with.
const (
	shopBack = "https://shop.example/cb"
	shopBye  = "https://shop.example/bye"
	spaBack  = "https://spa.example/cb"
	tellShop = "https://shop.example/logout"
)

const shopSecret = "s3cret:/+ %"

// webappWorld is a world over HTTP, with webapps that sign people in.
type webappWorld struct {
	*world
	url      string
	provider *oidc.Provider
	shop     oauth2.Config
	spa      oauth2.Config
	shopApp  string
	spaApp   string
	// mia is a user of acme, who has seats. jonas is one without. vera, of the vendor, has a grant.
	acme, company, mia, jonas string
	vendor, vera, grant       string
	verifier                  string
}

func newWebappWorld(t *testing.T, change ...func(*access.Config)) *webappWorld {
	t.Helper()
	w := &webappWorld{world: newWorld(t, change...), verifier: oauth2.GenerateVerifier()}
	must(t, w.svc.MakeSigningKeys(t.Context()))
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { w.server.ServeHTTP(rw, r) }))
	t.Cleanup(server.Close)
	w.url = server.URL
	w.serveAt(server.URL)
	must(t, w.svc.MakeSigningKeys(t.Context()))
	w.acme, w.company = w.account("Acme")
	w.vendor, _ = w.account("Vendor", access.Support)
	w.mia, w.jonas = w.user(w.acme, "mia", ""), w.user(w.acme, "jonas", "")
	w.vera = w.user(w.vendor, "vera", "")
	w.grant = w.request(w.acme, w.company, w.vendor, w.vera, true)
	for _, id := range []string{w.mia, w.jonas, w.vera} {
		w.write(func(q *db.Queries) error {
			return q.UpdateUserPassword(t.Context(), db.UpdateUserPasswordParams{PasswordHash: cheapHash, ID: id})
		})
	}
	w.shopApp = w.webapp("Shop", "cli_shop", false, shopBack+"\n"+shopBack+"/other", shopBye, tellShop)
	w.spaApp = w.webapp("Spa", "cli_spa", true, spaBack, "", "")
	w.secret(w.shopApp, shopSecret)
	for _, app := range []string{w.shopApp, w.spaApp} {
		w.subscribe(w.acme, app, noon.Add(-time.Hour), noon.Add(24*time.Hour))
		w.seat(w.acme, w.mia, app)
	}
	p, err := oidc.NewProvider(t.Context(), w.url)
	must(t, err)
	w.provider = p
	w.shop = oauth2.Config{ClientID: "cli_shop", ClientSecret: shopSecret, Endpoint: p.Endpoint(), RedirectURL: shopBack, Scopes: []string{"openid", "profile", "email"}}
	w.spa = w.shop
	w.spa.ClientID, w.spa.ClientSecret, w.spa.RedirectURL = "cli_spa", "", spaBack
	w.shop.Endpoint.AuthStyle = oauth2.AuthStyleInHeader
	w.spa.Endpoint.AuthStyle = oauth2.AuthStyleInParams
	return w
}

// serveAt makes the server anew, for browsers that find it at an address.
func (w *webappWorld) serveAt(address string) {
	w.t.Helper()
	config := Config{Log: slog.New(slog.DiscardHandler), URL: address, SignInsPerSecond: 1000, SignInBurst: 10_000}
	var err error
	w.server, err = New(w.svc, db.NewSessionStore(w.store, w.now), config)
	must(w.t, err)
}

// webapp puts a webapp that signs people in into the catalogue.
func (w *webappWorld) webapp(name, clientID string, public bool, redirects, afterLogout, logout string) string {
	w.t.Helper()
	id := w.id("app")
	w.write(func(q *db.Queries) error {
		err := q.InsertWebapp(w.t.Context(), db.InsertWebappParams{ID: id, Key: strings.ToLower(name), Name: name, Skeleton: db.NullText(name), Address: "https://" + strings.ToLower(name) + ".example/"})
		if err != nil {
			return err
		}
		return q.InsertWebappClient(w.t.Context(), db.InsertWebappClientParams{
			WebappID: id, ClientID: clientID, Public: public, RedirectUris: redirects, AfterLogoutUris: afterLogout, LogoutUri: logout,
		})
	})
	return id
}

func (w *webappWorld) secret(webappID, secret string) {
	w.t.Helper()
	id, hash := w.id("sec"), sha256.Sum256([]byte("webapp secret\x00"+secret))
	w.write(func(q *db.Queries) error {
		return q.InsertWebappSecret(w.t.Context(), db.InsertWebappSecretParams{ID: id, WebappID: webappID, SecretHash: hash[:], Hint: secret[:2], CreatedAt: db.Millis(w.now())})
	})
}

func (w *webappWorld) subscribe(accountID, webappID string, from, to time.Time) {
	w.t.Helper()
	w.write(func(q *db.Queries) error {
		return q.InsertSubscription(w.t.Context(), db.InsertSubscriptionParams{AccountID: accountID, WebappID: webappID, Seats: 10, ValidFrom: db.Millis(from), ValidTo: db.Millis(to)})
	})
}

func (w *webappWorld) seat(accountID, userID, webappID string) {
	w.t.Helper()
	w.write(func(q *db.Queries) error {
		n, err := q.InsertUserSubscription(w.t.Context(), db.InsertUserSubscriptionParams{
			AccountID: accountID, WebappID: webappID, UserID: userID, OwnAccount: accountID, ScopeAll: 1, Now: db.Millis(w.now()),
		})
		same(w.t, n, int64(1), "seats taken")
		return err
	})
}

func (w *webappWorld) noSeat(accountID, userID, webappID string) {
	w.t.Helper()
	w.write(func(q *db.Queries) error {
		n, err := q.DeleteUserSubscription(w.t.Context(), db.DeleteUserSubscriptionParams{AccountID: accountID, WebappID: webappID, UserID: userID, ScopeAll: 1})
		same(w.t, n, int64(1), "seats given back")
		return err
	})
}

// letVisitors lets visitors of an account open a webapp.
func (w *webappWorld) letVisitors(accountID, webappID string) {
	w.t.Helper()
	w.write(func(q *db.Queries) error {
		return errOf(q.InsertVisitorWebapp(w.t.Context(), db.InsertVisitorWebappParams{AccountID: accountID, WebappID: webappID}))
	})
}

// chrome is a browser that follows no redirect by itself.
type chrome struct {
	*http.Client
	w       *webappWorld
	session *http.Cookie
}

// browser is a browser in which a login is signed in, which proved now who it is: a user, or an
// account without one. Without an account, nobody is signed in.
func (w *webappWorld) browser(accountID, userID string) *chrome {
	w.t.Helper()
	jar, err := cookiejar.New(nil)
	must(w.t, err)
	b := &chrome{w: w, Client: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	if accountID == "" {
		return b
	}
	b.session = w.kept(w.signIn(accountID, userID))
	b.session.Name = "latchkey"
	w.proves(b, w.now(), access.ProofPassword)
	at, err := url.Parse(w.url)
	must(w.t, err)
	jar.SetCookies(at, []*http.Cookie{b.session})
	return b
}

// proves makes a browser's session one that was proved at an instant.
func (w *webappWorld) proves(b *chrome, at time.Time, proof access.Proof) {
	w.t.Helper()
	w.write(func(q *db.Queries) error {
		return errOf(q.SetSessionProved(w.t.Context(), db.SetSessionProvedParams{ProvedAt: db.Millis(at), Proofs: string(proof), TokenHash: db.HashToken(b.session.Value)}))
	})
}

// seen is what a browser got.
type seen struct {
	// back is what a webapp was told, and nil if the browser is still here.
	back   url.Values
	url    string
	status int
	body   string
	header http.Header
}

// follow goes on until the browser is sent elsewhere, or gets a page.
func (b *chrome) follow(r *http.Response, err error) seen {
	b.w.t.Helper()
	for range 8 {
		must(b.w.t, err)
		body, err := io.ReadAll(r.Body)
		must(b.w.t, err)
		must(b.w.t, r.Body.Close())
		s := seen{status: r.StatusCode, body: string(body), header: r.Header, url: r.Request.URL.String()}
		if r.StatusCode/100 != 3 {
			return s
		}
		to, err := r.Location()
		must(b.w.t, err)
		if s.url = to.String(); !strings.HasPrefix(s.url, b.w.url) {
			s.back = to.Query()
			return s
		}
		r, err = b.Get(s.url)
		must(b.w.t, err)
	}
	b.w.t.Fatal("the redirects do not end")
	return seen{}
}

func (b *chrome) open(address string) seen {
	b.w.t.Helper()
	return b.follow(b.Get(address))
}

// send sends a form like a page of ours.
func (b *chrome) send(address string, form url.Values) seen {
	b.w.t.Helper()
	r, err := http.NewRequestWithContext(b.w.t.Context(), http.MethodPost, address, strings.NewReader(form.Encode()))
	must(b.w.t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.follow(b.Do(r))
}

const testState = "st ate/+&1234567"

// wish sends a browser with a wish of a webapp. A parameter that the webapp does not send is "-".
func (b *chrome) wish(c oauth2.Config, params ...string) seen {
	b.w.t.Helper()
	return b.open(b.w.wishURL(c, params...))
}

func (w *webappWorld) wishURL(c oauth2.Config, params ...string) string {
	w.t.Helper()
	u, err := url.Parse(c.AuthCodeURL(testState, oauth2.S256ChallengeOption(w.verifier)))
	must(w.t, err)
	q := u.Query()
	for i := 0; i < len(params); i += 2 {
		q.Set(params[i], params[i+1])
		if params[i+1] == "-" {
			q.Del(params[i])
		}
	}
	u.RawQuery = q.Encode()
	return u.String()
}

// exchange exchanges the code that a browser brought.
func (w *webappWorld) exchange(c oauth2.Config, s seen) (*oauth2.Token, error) {
	w.t.Helper()
	return c.Exchange(w.t.Context(), s.back.Get("code"), oauth2.VerifierOption(w.verifier))
}

// signsIn signs a browser in to a webapp, and returns its token and its claims.
func (w *webappWorld) signsIn(b *chrome, c oauth2.Config, params ...string) (*oauth2.Token, map[string]any) {
	w.t.Helper()
	got, err := w.exchange(c, b.wish(c, params...))
	must(w.t, err)
	return got, w.claims(c, got)
}

// claims are those of the ID token beside an access token.
func (w *webappWorld) claims(c oauth2.Config, token *oauth2.Token) (claims map[string]any) {
	w.t.Helper()
	id, err := w.provider.Verifier(&oidc.Config{ClientID: c.ClientID, Now: w.now}).Verify(w.t.Context(), rawIDToken(token))
	must(w.t, err)
	must(w.t, id.Claims(&claims))
	return claims
}

// counts reports whether an access token still counts.
func (w *webappWorld) counts(token *oauth2.Token) bool {
	w.t.Helper()
	_, err := w.provider.UserInfo(w.t.Context(), oauth2.StaticTokenSource(&oauth2.Token{AccessToken: token.AccessToken}))
	return err == nil
}

// machineReply is an answer to a machine.
type machineReply struct {
	status int
	header http.Header
	body   map[string]any
	text   string
}

// call calls an address like a webapp's server.
func (w *webappWorld) call(method, path string, form url.Values, change ...func(*http.Request)) machineReply {
	w.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r, err := http.NewRequestWithContext(w.t.Context(), method, w.url+path, body)
	must(w.t, err)
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, f := range change {
		f(r)
	}
	alone := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	got, err := alone.Do(r)
	must(w.t, err)
	defer func() { must(w.t, got.Body.Close()) }()
	text, err := io.ReadAll(got.Body)
	must(w.t, err)
	a := machineReply{status: got.StatusCode, header: got.Header, text: string(text)}
	if strings.Contains(got.Header.Get("Content-Type"), "json") && len(text) > 0 {
		must(w.t, json.Unmarshal(text, &a.body))
	}
	return a
}

func asClient(id, secret string) func(*http.Request) {
	return func(r *http.Request) { r.SetBasicAuth(url.QueryEscape(id), url.QueryEscape(secret)) }
}

func asShop(r *http.Request) { asClient("cli_shop", shopSecret)(r) }

func withHeader(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

// rawIDToken is the ID token beside an access token, as it was sent.
func rawIDToken(token *oauth2.Token) string {
	raw, _ := token.Extra("id_token").(string)
	return raw
}
