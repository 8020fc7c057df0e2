package orderdesk

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/oidc"
)

// world is Order Desk, and a server that is in Latchkey's place: it publishes a key, and says who
// may see what. The real one signs people in to it in package e2e.
type world struct {
	*Desk
	t     *testing.T
	key   oidc.Key
	clock time.Time
	// access is what the server answers about access, and header its Cache-Control.
	access, header string
	status, asked  int
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, clock: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC), status: http.StatusOK}
	var err error
	w.key, err = oidc.NewKey()
	w.must(err)
	mux := http.NewServeMux()
	latchkey := httptest.NewServer(mux)
	t.Cleanup(latchkey.Close)
	say := func(value any) http.HandlerFunc {
		return func(r http.ResponseWriter, _ *http.Request) { w.must(json.NewEncoder(r).Encode(value)) }
	}
	mux.HandleFunc("GET "+oidc.PathDiscovery, say(oidc.Discover(latchkey.URL, nil)))
	mux.HandleFunc("GET "+oidc.PathKeys, say(oidc.KeySet{Keys: []oidc.PublicKey{w.key.PublicKey}}))
	mux.HandleFunc("GET "+PathAccess, func(r http.ResponseWriter, q *http.Request) {
		w.asked++
		if id, secret, _ := q.BasicAuth(); id != "cli_1" || secret != "a+secret" && secret != url.QueryEscape("a+secret") {
			t.Errorf("it calls itself %s, %s", id, secret)
		}
		r.Header().Set("Cache-Control", w.header)
		r.WriteHeader(w.status)
		_, _ = io.WriteString(r, w.access)
	})
	w.Desk = New(Config{
		Issuer: latchkey.URL, Address: "http://desk.example", ClientID: "cli_1", Secret: "a+secret", Log: slog.New(slog.DiscardHandler),
		Companies: []Company{{"acc_1", "com_1", "Acme Retail"}, {"acc_2", "com_2", "Other"}},
	})
	w.now = func() time.Time { return w.clock }
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// signedIn is the cookie of somebody who is signed in with a sid.
func (w *world) signedIn(sid string) string {
	w.t.Helper()
	token, ok := w.add(&session{Claims: Claims{Subject: "usr_1", SessionID: sid, Name: "Tom", AccountID: "acc_1"}, zone: time.UTC})
	if !ok {
		w.t.Fatalf("%s is over", sid)
	}
	return token
}

func (w *world) get(path, token string) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(w.t.Context(), http.MethodGet, path, nil)
	if token != "" {
		r.AddCookie(&http.Cookie{Name: sessionCookie, Value: token})
	}
	a := httptest.NewRecorder()
	w.ServeHTTP(a, r)
	return a
}

func (w *world) tell(token string) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(w.t.Context(), http.MethodPost, PathLogout, strings.NewReader(url.Values{"logout_token": {token}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	a := httptest.NewRecorder()
	w.ServeHTTP(a, r)
	return a
}

func (w *world) wantIn(what, token string, in bool) {
	w.t.Helper()
	if a := w.get("/", token); (a.Code == http.StatusOK) != in {
		w.t.Errorf("%s: %d to %q", what, a.Code, a.Header().Get("Location"))
	}
}

// token is a logout token that is good.
func (w *world) token(jti, sid string) oidc.LogoutToken {
	return oidc.LogoutToken{
		Issuer: w.Issuer, Audience: "cli_1", IssuedAt: oidc.SecondsOf(w.clock), Expires: oidc.SecondsOf(w.clock.Add(2 * time.Minute)), ID: jti, Subject: "usr_1", SessionID: sid,
	}
}

func (w *world) sign(t oidc.LogoutToken) string {
	w.t.Helper()
	signed, err := w.key.SignLogoutToken(t)
	w.must(err)
	return signed
}

func TestLogoutTokens(t *testing.T) {
	w := newWorld(t)
	tom, other := w.signedIn("sid_1"), w.signedIn("sid_2")
	foreign, err := oidc.NewKey()
	w.must(err)
	forged, err := foreign.SignLogoutToken(w.token("jti_f", "sid_1"))
	w.must(err)
	id, err := w.key.SignIDToken(oidc.IDToken{
		Issuer: w.Issuer, Audience: "cli_1", IssuedAt: oidc.SecondsOf(w.clock), Expires: oidc.SecondsOf(w.clock.Add(time.Hour)), SessionID: "sid_1", Nonce: "n", UserClaims: oidc.UserClaims{Subject: "usr_1"},
	})
	w.must(err)
	refused := map[string]string{"nothing": "", "nonsense": "a.b.c", "another key": forged, "an ID token": id}
	for name, change := range map[string]func(*oidc.LogoutToken){
		"another issuer": func(t *oidc.LogoutToken) { t.Issuer = "https://elsewhere.example" }, "another webapp": func(t *oidc.LogoutToken) { t.Audience = "cli_2" },
		"over": func(t *oidc.LogoutToken) { t.Expires = t.IssuedAt - 1 }, "no sid": func(t *oidc.LogoutToken) { t.SessionID = "" },
		"no sub": func(t *oidc.LogoutToken) { t.Subject = "" }, "no jti": func(t *oidc.LogoutToken) { t.ID = "" },
		"old": func(t *oidc.LogoutToken) { t.IssuedAt -= 301 }, "from the future": func(t *oidc.LogoutToken) { t.IssuedAt += 61; t.Expires += 61 },
	} {
		token := w.token("jti_"+name, "sid_1")
		change(&token)
		refused[name] = w.sign(token)
	}
	for name, token := range refused {
		if a := w.tell(token); a.Code != http.StatusBadRequest || !strings.Contains(a.Body.String(), "invalid_request") {
			t.Errorf("%s: %d %s", name, a.Code, a.Body)
		}
		w.wantIn(name, tom, true)
	}
	good := w.sign(w.token("jti_1", "sid_1"))
	if a := w.tell(good); a.Code != http.StatusOK || a.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%d %s", a.Code, a.Body)
	}
	w.wantIn("after the token", tom, false)
	w.wantIn("someone else", other, true)
	if a := w.tell(good); a.Code != http.StatusBadRequest {
		t.Errorf("sent again: %d", a.Code)
	}
	if a := w.get("/", tom); a.Header().Get("Location") != "/over" || !strings.Contains(w.get("/over", tom).Body.String(), "12:00:00") {
		t.Errorf("it leads to %q", a.Header().Get("Location"))
	}
	// The token may come before the browser.
	w.tell(w.sign(w.token("jti_2", "sid_3")))
	if _, ok := w.add(&session{Claims: Claims{SessionID: "sid_3"}}); ok {
		t.Error("a sign-in that was over began")
	}
	w.clock = w.clock.Add(sessionLifetime)
	w.wantIn("after eight hours", other, false)
}

func TestAnOpenPageHearsThatItIsOver(t *testing.T) {
	w := newWorld(t)
	server := httptest.NewServer(w.Desk)
	t.Cleanup(server.Close)
	tom := w.signedIn("sid_1")
	open := func(token string) (status int, body io.ReadCloser) {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/events", nil)
		w.must(err)
		r.AddCookie(&http.Cookie{Name: sessionCookie, Value: token})
		a, err := http.DefaultClient.Do(r)
		w.must(err)
		return a.StatusCode, a.Body
	}
	read := func(body io.ReadCloser) string {
		text, err := io.ReadAll(body)
		w.must(errors.Join(err, body.Close()))
		return string(text)
	}
	_, stream := open(tom)
	_, other := open(w.signedIn("sid_2"))
	w.tell(w.sign(w.token("jti_1", "sid_1")))
	if text := read(stream); !strings.HasSuffix(text, "event: over\ndata: over\n\n") {
		t.Errorf("it heard %q", text)
	}
	w.Close()
	w.Close()
	if text := read(other); strings.Contains(text, "over") {
		t.Errorf("at a stop it heard %q", text)
	}
	if status, body := open(tom); status != http.StatusUnauthorized || read(body) != "" {
		t.Errorf("once over: %d", status)
	}
}

func TestAnswersAreKept(t *testing.T) {
	w := newWorld(t)
	tom := w.signedIn("sid_1")
	want := func(what string, status, asked int, texts ...string) {
		t.Helper()
		a := w.get("/companies/com_1", tom)
		if a.Code != status || w.asked != asked {
			t.Errorf("%s: %d, asked %d times; want %d, %d", what, a.Code, w.asked, status, asked)
		}
		for _, text := range texts {
			if !strings.Contains(a.Body.String(), text) {
				t.Errorf("%s: it does not say %q: %s", what, text, a.Body)
			}
		}
	}
	w.access, w.header = fmt.Sprintf(`{"live": true, "read_only": true, "ends_at": %d, "grant_id": "req_1"}`, w.clock.Add(time.Hour).Unix()), "private, max-age=30"
	want("the first time", http.StatusOK, 1, "read-only", "13:00 UTC", "req_1", "Acme Retail")
	w.access, w.header = `{"live": true, "read_only": false, "ends_at": null, "grant_id": null}`, "private, max-age=0"
	want("from memory", http.StatusOK, 1, "read-only")
	w.clock = w.clock.Add(30 * time.Second)
	want("half a minute later", http.StatusOK, 2, "see and change", "AR-10")
	want("an answer that is not kept", http.StatusOK, 3)
	w.access = `{"live": false, "read_only": false, "ends_at": null, "grant_id": null}`
	want("no access", http.StatusForbidden, 4)
	w.access = `{"live": true}`
	w.status = http.StatusUnauthorized
	want("an answer that is no answer", http.StatusServiceUnavailable, 5)
	w.status, w.access = http.StatusOK, "nonsense"
	want("nonsense", http.StatusServiceUnavailable, 6)
	for header, seconds := range map[string]int{"private, max-age=7": 7, "MAX-AGE=3": 3, "no-store": 0, "max-age=x": 0, "max-age=-5": 0, "": 0} {
		if got := maxAge(header); got != time.Duration(seconds)*time.Second {
			t.Errorf("%q: %v", header, got)
		}
	}
}

func TestASignInThatBeganElsewhere(t *testing.T) {
	w := newWorld(t)
	a := w.get("/sign-in", "")
	to, err := url.Parse(a.Header().Get("Location"))
	w.must(err)
	q := to.Query()
	for name, want := range map[string]string{"client_id": "cli_1", "response_type": "code", "code_challenge_method": "S256", "redirect_uri": "http://desk.example/callback", "scope": "openid profile email grants"} {
		if q.Get(name) != want {
			t.Errorf("%s is %q", name, q.Get(name))
		}
	}
	browser := a.Result().Cookies()[0]
	back := func(cookie *http.Cookie, query url.Values) int {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, PathCallback+"?"+query.Encode(), nil)
		if cookie != nil {
			r.AddCookie(cookie)
		}
		a := httptest.NewRecorder()
		w.ServeHTTP(a, r)
		return a.Code
	}
	denied := url.Values{"state": {q.Get("state")}, "iss": {w.Issuer}, "error": {"access_denied"}}
	for name, got := range map[string]int{
		"no browser": back(nil, denied), "another browser": back(&http.Cookie{Name: browserCookie, Value: strings.Repeat("A", len(browser.Value))}, denied),
		"another state": back(browser, url.Values{"state": {"x"}, "iss": {w.Issuer}}),
	} {
		if got != http.StatusBadRequest {
			t.Errorf("%s: %d", name, got)
		}
	}
	if got := back(browser, denied); got != http.StatusForbidden {
		t.Errorf("refused: %d", got)
	}
	if got := back(browser, denied); got != http.StatusBadRequest {
		t.Errorf("a second time: %d", got)
	}
	again, err := url.Parse(w.get("/sign-in", "").Header().Get("Location"))
	w.must(err)
	if got := back(browser, url.Values{"state": {again.Query().Get("state")}, "iss": {"https://elsewhere.example"}, "code": {"c"}}); got != http.StatusBadRequest {
		t.Errorf("mixed up: %d", got)
	}
}
