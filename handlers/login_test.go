package handlers

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/words"
)

const goodPassword = "otter velvet quarry lantern"

// accountWithPassword creates an account that can sign in.
func (w *world) accountWithPassword(name string, roles ...access.Role) (id string) {
	w.t.Helper()
	id, _, err := w.svc.CreateAccount(w.t.Context(), access.TheOperator(), access.NewAccount{Name: name, Password: goodPassword, Roles: roles})
	must(w.t, err)
	return id
}

func (w *world) login(form url.Values, change ...func(*http.Request)) *httptest.ResponseRecorder {
	w.t.Helper()
	return w.post("/login/account", form, nil, change...)
}

func TestSigningIn(t *testing.T) {
	w := newWorld(t)
	id := w.accountWithPassword("Acme")
	right := url.Values{"account": {"ACME"}, "password": {goodPassword}}

	r := w.login(right)
	w.want(r, http.StatusSeeOther)
	cookies := r.Result().Cookies()
	if len(cookies) != 1 {
		t.Fatalf("%d cookies", len(cookies))
	}
	c := cookies[0]
	if c.Name != "__Host-latchkey" || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
		t.Errorf("the cookie is %v", c)
	}
	start := w.get("/", c)
	same(t, start.Header().Get("Location"), "/accounts/"+id, "an account login lands on")
	w.want(w.get("/accounts/"+id, c), http.StatusOK, "Acme", "Sign out")

	second := w.post("/login/account", right, c)
	w.want(second, http.StatusSeeOther)
	same(t, w.entries(id, access.SignedOut), 1, "entries of the session that this one replaced")
	if again := second.Result().Cookies()[0]; again.Value == c.Value {
		t.Error("signing in again kept the token")
	}
	w.want(w.get("/accounts/"+id, c), http.StatusSeeOther)
}

// The sign-in page says in one line what each of its two kinds of logins is.
func TestTheSignInPageSaysWhatALoginIs(t *testing.T) {
	w := newWorld(t)
	w.accountWithPassword("Acme")
	for _, in := range words.All {
		shown := w.want(w.do(http.MethodGet, "/login", nil, nil, func(r *http.Request) { r.Header.Set("Accept-Language", in.Tag) }), http.StatusOK)
		same(t, fmt.Sprint(shown.texts("#user-login > .hint, #account-login > .hint")), fmt.Sprint([]string{in.Login.UserLoginIs, in.Login.AccountLoginIs}), "the lines in %s", in.Tag)
	}
}

func TestSigningInWrongly(t *testing.T) {
	w := newWorld(t)
	w.accountWithPassword("Acme")
	w.accountWithPassword("Off")
	must(t, w.svc.SetAccountLogin(t.Context(), access.TheOperator(), "Off", false))
	var pages []string
	for account, password := range map[string]string{"Acme": "wrong", "Off": goodPassword, "Nobody": goodPassword} {
		r := w.login(url.Values{"account": {account}, "password": {password}})
		w.want(r, http.StatusUnprocessableEntity).has("[value='" + account + "']")
		if strings.Contains(r.Body.String(), password) || r.Header().Get("Set-Cookie") != "" {
			t.Errorf("%s: the answer has the password or a cookie in it", account)
		}
		pages = append(pages, strings.ReplaceAll(r.Body.String(), account, "…"))
	}
	if pages[0] != pages[1] || pages[1] != pages[2] {
		t.Error("the answers differ")
	}
}

func TestTooManyTries(t *testing.T) {
	w := newWorld(t)
	w.accountWithPassword("Acme")
	wrong := url.Values{"account": {"Acme"}, "password": {"wrong"}}
	for range 10 {
		w.want(w.login(wrong), http.StatusUnprocessableEntity)
	}
	r := w.login(url.Values{"account": {"Acme"}, "password": {goodPassword}})
	w.want(r, http.StatusTooManyRequests, "Wait 30 seconds")
	same(t, r.Header().Get("Retry-After"), "30", "Retry-After")
	elsewhere := func(r *http.Request) { r.RemoteAddr = "198.51.100.7:1234" }
	w.want(w.login(url.Values{"account": {"Acme"}, "password": {goodPassword}}, elsewhere), http.StatusSeeOther)
	w.setClock(noon.Add(31 * time.Second))
	w.want(w.login(url.Values{"account": {"Acme"}, "password": {goodPassword}}), http.StatusSeeOther)
}

// A request that is still running at the sign-out must not bring back the session when it saves it.
func TestSigningOutDuringARequest(t *testing.T) {
	w := newWorld(t)
	id, _ := w.account("Acme")
	cookie := w.signIn(id, "")
	ctx, err := w.server.sessions.Load(t.Context(), cookie.Value)
	must(t, err)
	w.want(w.get("/accounts/"+id, cookie), http.StatusOK)
	w.want(w.post("/logout", nil, cookie), http.StatusSeeOther)
	w.server.sessions.Put(ctx, "late", "write")
	if _, _, err := w.server.sessions.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	w.want(w.get("/accounts/"+id, cookie), http.StatusSeeOther)
}

// Both kinds of login are signed in at the same time, each with its own rights.
func TestBothKindsSideBySide(t *testing.T) {
	w := newWorld(t)
	id, _ := w.account("Acme")
	account, user := w.signIn(id, ""), w.signIn(id, w.user(id, "tom", ""))
	w.want(w.get("/accounts/"+id+"/audit", account), http.StatusOK)
	w.want(w.get("/accounts/"+id+"/audit", user), http.StatusForbidden, en.Reason(access.MayNot{Function: access.ReadRecord}))
	w.want(w.post("/logout", nil, account), http.StatusSeeOther)
	w.want(w.get("/", user), http.StatusOK, "Hello, tom")
}

func TestNextAfterSigningIn(t *testing.T) {
	for next, want := range map[string]string{
		"": "/", "/accounts?after=x": "/accounts?after=x", "//evil.example": "/", "https://evil.example/": "/", `/\evil.example`: "/", "accounts": "/",
		"/%2f/evil.example": "/%2f/evil.example", "/\t/evil.example": "/", "javascript:alert(1)": "/",
	} {
		same(t, landingPage(next), want, "next=%q leads to", next)
	}
	w := newWorld(t)
	w.goesTo(w.get("/accounts?after=x", nil), "/login?next=%2Faccounts%3Fafter%3Dx")
}

func TestRequestsFromElsewhere(t *testing.T) {
	w := newWorld(t)
	id, _ := w.account("Acme")
	for name, change := range map[string]func(*http.Request){
		"another site, by Sec-Fetch-Site": func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") },
		"another site, by Origin": func(r *http.Request) {
			r.Header.Del("Sec-Fetch-Site")
			r.Header.Set("Origin", "https://evil.example")
		},
		"a cookie without an origin": func(r *http.Request) { r.Header.Del("Sec-Fetch-Site") },
	} {
		cookie := w.signIn(id, "")
		w.want(w.post("/logout", nil, cookie, change), http.StatusForbidden, en.Errors.Pages[words.Foreign].Sentence)
		if w.want(w.get("/accounts/"+id, cookie), http.StatusOK); t.Failed() {
			t.Fatalf("%s signed somebody out", name)
		}
	}
	own := func(r *http.Request) { r.Header.Del("Sec-Fetch-Site"); r.Header.Set("Origin", "http://"+r.Host) }
	w.want(w.post("/logout", nil, w.signIn(id, ""), own), http.StatusSeeOther)
}

func TestSetup(t *testing.T) {
	w := newWorld(t)
	token, err := w.svc.OfferSetup(t.Context())
	must(t, err)
	w.want(w.get("/setup/"+token, nil), http.StatusOK, "Set up Latchkey")
	w.want(w.get("/setup/x"+token, nil), http.StatusNotFound)
	bad := url.Values{"name": {"Vendor"}, "email": {"nobody"}, "time_zone": {"Mars/Base"}, "password": {"short"}}
	w.want(w.post("/setup/"+token, bad, nil), http.StatusUnprocessableEntity, "name@example.com", "Europe/Berlin", "at least 12 characters").has("[value=Vendor]")
	good := url.Values{"name": {"Vendor"}, "password": {goodPassword}}
	w.want(w.post("/setup/"+token, good, nil), http.StatusSeeOther)
	w.want(w.post("/setup/"+token, good, nil), http.StatusNotFound)
	w.want(w.login(url.Values{"account": {"Vendor"}, "password": {goodPassword}}), http.StatusSeeOther)
	if token, err := w.svc.OfferSetup(t.Context()); token != "" || err != nil {
		t.Errorf("offered once more: %q, %v", token, err)
	}
}

// TestAnEmptyInstallationSaysWhereToSetItUp: nobody can sign in there, so the page says where the
// set-up address is, and not what it is.
func TestAnEmptyInstallationSaysWhereToSetItUp(t *testing.T) {
	w := newWorld(t)
	token, err := w.svc.OfferSetup(t.Context())
	must(t, err)
	same(t, w.get("/", nil).Header().Get("Location"), "/login", "the first page")
	r := w.get("/login", nil)
	w.want(r, http.StatusOK, en.Login.NotSetUpTitle, en.Login.NewSetUpAddress, "journalctl -u latchkey").hasNot("form")
	w.wantNot(r, token)
	w.want(w.do(http.MethodGet, "/login", nil, nil, func(r *http.Request) { r.Header.Set("Accept-Language", "de") }), http.StatusOK, words.Of("de", "").Login.NotSetUpTitle)
	w.want(w.post("/setup/"+token, url.Values{"name": {"Vendor"}, "password": {goodPassword}}, nil), http.StatusSeeOther)
	w.want(w.get("/login", nil), http.StatusOK, en.Login.SignIn).has("#user-login", "#account-login").hasNot(".where")
}

func TestErrorsTellNothing(t *testing.T) {
	w := newWorld(t)
	id, _ := w.account("Acme")
	cookie := w.signIn(id, "")
	w.write(func(q *db.Queries) error { return q.DeleteExpiredSessions(t.Context(), 0) })
	must(t, w.store.Close())
	r := w.get("/accounts/"+id, cookie)
	if r.Code != http.StatusInternalServerError || strings.Contains(r.Body.String(), "sql") {
		t.Errorf("status %d: %s", r.Code, r.Body)
	}
	if n := len(r.Result().Cookies()); n > 1 {
		t.Errorf("%d cookies on an error", n)
	}
}

func TestMethods(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		method, path, allow string
		status              int
	}{
		{http.MethodHead, "/login", "", http.StatusOK}, {http.MethodHead, "/readyz", "", http.StatusOK},
		{http.MethodGet, "/logout", "POST", http.StatusMethodNotAllowed}, {http.MethodPut, "/setup/x", "GET, POST", http.StatusMethodNotAllowed},
		{http.MethodGet, "/nothing", "", http.StatusNotFound},
	} {
		r := w.do(c.method, c.path, nil, nil)
		if r.Code != c.status || r.Header().Get("Allow") != c.allow {
			t.Errorf("%s %s: status %d, Allow %q; want %d, %q", c.method, c.path, r.Code, r.Header().Get("Allow"), c.status, c.allow)
		}
	}
}

// The page for developers exists only if it is enabled.
func TestComponents(t *testing.T) {
	w := newWorld(t)
	w.want(w.get("/_components", nil), http.StatusOK, "The parts that every page is built from").has("[data-tone=refused]")
	w.server.config.Components = false
	w.want(w.get("/_components", nil), http.StatusNotFound)
}

// A login's first page says how many wrong passwords were tried for it, in whichever form the name
// was typed. Nobody else sees that.
func TestAStartPageTellsOfWrongPasswords(t *testing.T) {
	w := newWorld(t)
	acme, _ := w.account("Acme")
	sue, paul := w.user(acme, "sue", "", access.Superuser), w.user(acme, "paul", "")
	help, _ := w.account("Help desk", access.Support)
	w.request(acme, w.company(acme, "North"), help, w.user(help, "helper", ""), true)
	account := "/accounts/" + acme
	for i := range 23 {
		forms := []url.Values{{"account": {"Acme"}, "user": {"sue"}, "password": {"wrong"}}, {"account": {""}, "user": {"sue @ Acme"}, "password": {"wrong"}}}
		w.want(w.post("/login/user", forms[i%2], nil, from(fmt.Sprint("203.0.113.", i))), http.StatusUnprocessableEntity)
	}
	w.want(w.get("/", w.signIn(acme, sue)), http.StatusOK, "23 wrong passwords since yesterday", "1 Jun 2026, 14:00")
	w.wantNot(w.get(account, w.signIn(acme, sue)), "wrong password")
	w.wantNot(w.get("/", w.signIn(acme, paul)), "wrong password")
	w.wantNot(w.get(account, w.signIn(acme, "")), "wrong password")
	w.want(w.post("/login/account", url.Values{"account": {"Acme"}, "password": {"wrong"}}, nil), http.StatusUnprocessableEntity)
	w.want(w.get(account, w.signIn(acme, "")), http.StatusOK, "1 wrong password since yesterday")
	w.wantNot(w.get(account, w.signIn(help, "")), "wrong password")
	w.setClock(noon.Add(11 * time.Hour))
	w.want(w.get("/", w.signIn(acme, sue)), http.StatusOK, "23 wrong passwords since yesterday")
}

// A browser fills in the account and opens the tab of the last sign-in that asked for it, and
// forgets them with one that does not.
func TestTheAccountIsRemembered(t *testing.T) {
	w := newWorld(t)
	id := w.accountWithPassword("Ängström & Co")
	acme := access.Actor{Kind: access.KindAccount, AccountID: id, AccountName: "Ängström & Co", Roles: []access.Role{access.AccountLogin}, Zone: time.UTC}
	_, _, err := w.svc.CreateUser(t.Context(), acme, id, access.NewUser{Name: "tom", Password: goodPassword})
	must(t, err)
	kept := func(r *httptest.ResponseRecorder) *http.Cookie {
		t.Helper()
		w.want(r, http.StatusSeeOther)
		for _, c := range r.Result().Cookies() {
			if c.Name == "__Host-latchkey-account" {
				return c
			}
		}
		return nil
	}
	right := url.Values{"account": {"Ängström & Co"}, "password": {goodPassword}}
	if c := kept(w.login(right)); c != nil {
		t.Errorf("remembered without being asked: %v", c)
	}
	right.Set("remember", "on")
	asAccount := kept(w.login(right))
	w.want(w.get("/login", asAccount), http.StatusOK).has(
		"#as-account[checked]", "#account-account[value='Ängström & Co']", "#account-password[autofocus]", "#account-login [name=remember][checked]")
	w.want(w.get("/login?as=user", asAccount), http.StatusOK).has("#as-user[checked]", "#user-account[value='Ängström & Co']")
	right.Set("user", "tom")
	asUser := kept(w.post("/login/user", right, nil))
	w.want(w.get("/login", asUser), http.StatusOK).has("#as-user[checked]", "#user-user[autofocus]", "#user-user[value='']")
	right.Set("user", "tom @ Ängström & Co")
	right.Set("account", "")
	w.want(w.get("/login", kept(w.post("/login/user", right, nil))), http.StatusOK).has("#user-account[value='Ängström & Co']", "#user-user[value='']")
	right.Del("remember")
	if c := kept(w.post("/login/user", right, asUser)); c == nil || c.MaxAge >= 0 {
		t.Errorf("not forgotten: %v", c)
	}
	w.want(w.get("/login", &http.Cookie{Name: "__Host-latchkey-account", Value: "account=%ff&as=ACCOUNT"}), http.StatusOK).has("#as-user[checked]")
}
