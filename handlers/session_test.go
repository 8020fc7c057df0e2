package handlers

import (
	"cmp"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/views"
)

func newIdleWorld(t *testing.T) (*world, *http.Cookie) {
	t.Helper()
	w := newWorld(t, func(c *access.Config) { c.Idle = 10 * time.Minute })
	account, _ := w.account("Acme")
	return w, w.signIn(account, w.user(account, "sue", "", access.Superuser))
}

// TestOnlyUseKeepsASession: pages, forms and a page on which someone is active do; the stream of
// events, the number of waiting requests and a page that updates itself do not.
func TestOnlyUseKeepsASession(t *testing.T) {
	byItself := func(r *http.Request) {
		htmx(r)
		r.Header.Set("HX-Source", "div#live")
	}
	for _, c := range []struct {
		what, method, path string
		change             func(*http.Request)
		status             int
		keeps              bool
	}{
		{"a page", http.MethodGet, "/profile", nil, http.StatusOK, true},
		{"a fragment that someone asked for", http.MethodGet, "/search?search=acme", htmx, http.StatusOK, true},
		{"a form with a mistake", http.MethodPost, "/profile/language", nil, http.StatusSeeOther, true},
		{"activity on a page", http.MethodPost, views.SeenURL, nil, http.StatusNoContent, true},
		{"a page that updates itself", http.MethodGet, "/profile", byItself, http.StatusOK, false},
		{"the number of waiting requests", http.MethodGet, views.WaitingURL, htmx, http.StatusOK, false},
		{"the stream", http.MethodHead, views.EventsURL, nil, http.StatusOK, false},
	} {
		w, cookie := newIdleWorld(t)
		change := c.change
		if change == nil {
			change = func(*http.Request) {}
		}
		form := one("language", "de")
		if c.path == views.SeenURL || c.method != http.MethodPost {
			form = nil
		}
		w.setClock(noon.Add(9 * time.Minute))
		same(t, w.do(c.method, c.path, form, cookie, change).Code, c.status, "%s", c.what)
		w.setClock(noon.Add(11 * time.Minute))
		same(t, w.get("/profile", cookie).Code == http.StatusOK, c.keeps, "after %s, that the session goes on", c.what)
	}
}

// TestActivityCannotBringASessionBack: what a page sends after the session has ended is refused
// like everything else.
func TestActivityCannotBringASessionBack(t *testing.T) {
	w, cookie := newIdleWorld(t)
	w.setClock(noon.Add(10*time.Minute + time.Millisecond))
	for range 2 {
		r := w.post(views.SeenURL, nil, cookie)
		same(t, r.Code, http.StatusSeeOther, "the answer")
		same(t, r.Header().Get("Location"), "/login?after=act", "it leads to")
	}
	same(t, w.get("/profile", cookie).Code, http.StatusSeeOther, "a page")
}

// TestPagesSayHowOftenTheyAreUsed: at most once a minute, and often enough for a short time.
func TestPagesSayHowOftenTheyAreUsed(t *testing.T) {
	for idle, want := range map[time.Duration]string{0: "", time.Minute: "20000", 30 * time.Minute: "60000"} {
		w := newWorld(t, func(c *access.Config) { c.Idle = idle })
		account, _ := w.account("Acme")
		p := w.want(w.get("/profile", w.signIn(account, "")), http.StatusOK)
		same(t, p.attr("body", "data-seen-every"), want, "with %v", idle)
		same(t, p.attr("body", "data-seen") != "", idle > 0, "that it says so with %v", idle)
	}
	w := newWorld(t, func(c *access.Config) { c.Idle = time.Hour })
	w.want(w.get("/login", nil), http.StatusOK).hasNot("[data-seen]")
}

// TestThePageOfSessions: one's own sessions, with the one in use marked and no way to end it there.
// The buttons end one of them, or all but that one.
func TestThePageOfSessions(t *testing.T) {
	w := newWorld(t)
	acme, _ := w.account("Acme")
	sue := w.user(acme, "sue", "")
	own, first, second := w.signIn(acme, sue), w.signIn(acme, sue), w.signIn(acme, sue)
	w.write(func(q *db.Queries) error {
		return q.InsertSession(t.Context(), db.InsertSessionParams{
			TokenHash: db.HashToken("phone"), AccountID: acme, UserID: db.NullText(sue), Data: sessionData, Address: "203.0.113.9", ExpiresAt: db.Millis(noon.Add(time.Hour)), CreatedAt: db.Millis(noon), SeenAt: db.Millis(noon.Add(-time.Minute)),
			Browser: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1", Proofs: "PASSWORD PASSKEY", Passkey: "Phone",
		})
	})
	p := w.want(w.get(views.SecurityURL, own), http.StatusOK)
	rows := p.find("section:has(h2:contains('" + en.Security.Sessions.Heading + "')) tbody tr")
	same(t, rows.Length(), 4, "sessions")
	same(t, rows.First().Find(".badge").Text(), en.Security.Sessions.This, "the first")
	same(t, rows.Find(".badge").Length(), 1, "those in use")
	same(t, rows.First().Find("form").Length(), 0, "buttons in the row of the one in use")
	last := rows.Last()
	for label, want := range map[string]string{"Browser": "Safari on iOS", "IP address": "203.0.113.9", "Signed in with": "Password and passkey “Phone”"} {
		same(t, strings.TrimSpace(last.Find("[data-label='"+label+"']").Text()), want, "%s", label)
	}
	w.wantNot(w.get(views.SecurityURL, own), own.Value, fmt.Sprintf("%x", db.HashToken(own.Value)))

	end := last.Find("form").AttrOr("action", "")
	same(t, w.post(end, nil, own).Code, http.StatusSeeOther, "ending one")
	same(t, w.post(end, nil, own).Code, http.StatusSeeOther, "ending it again")
	same(t, w.get("/profile", &http.Cookie{Name: own.Name, Value: "phone"}).Code, http.StatusSeeOther, "the one that ended")
	same(t, w.get("/profile", first).Code, http.StatusOK, "another one")
	w.want(w.get(views.SecurityURL, own), http.StatusOK, en.Security.Sessions.Ended)

	same(t, w.post(views.SessionsEndURL, nil, own).Code, http.StatusSeeOther, "ending all others")
	for cookie, status := range map[*http.Cookie]int{own: http.StatusOK, first: http.StatusSeeOther, second: http.StatusSeeOther} {
		same(t, w.get("/profile", cookie).Code, status, "after that")
	}
	w.want(w.get(views.SecurityURL, own), http.StatusOK).hasNot("form[action='" + views.SessionsEndURL + "']")
}

// TestAnAdministratorSignsAUserOut: they read how many sessions there are, but not from where.
func TestAnAdministratorSignsAUserOut(t *testing.T) {
	w := newWorld(t)
	acme, _ := w.account("Acme")
	root, _ := w.account("Root", access.Administrator)
	paul := w.user(acme, "paul", "")
	sue, pauls, account := w.signIn(acme, w.user(acme, "sue", "", access.Superuser)), w.signIn(acme, paul), w.signIn(acme, "")
	page := views.UserURL(acme, paul)
	w.want(w.get(page, sue), http.StatusOK, "1 session, last active on ")
	w.want(w.get(page, pauls), http.StatusOK).saysNot(en.Users.SignOutEverywhere, en.Users.Sessions)
	same(t, w.post(page+"/sessions/end", nil, pauls).Code, http.StatusForbidden, "one's own")
	same(t, w.post(page+"/sessions/end", nil, sue).Code, http.StatusSeeOther, "a user's")
	same(t, w.get("/profile", pauls).Code, http.StatusSeeOther, "the user")
	w.want(w.get(page, sue), http.StatusOK, en.Users.NoSession, en.Users.SignedOutEverywhere).hasNot("form[action$='/sessions/end']")

	admin := w.signIn(root, "")
	edit := views.AccountURL(acme, "edit")
	w.want(w.get(edit, admin), http.StatusOK, "1 session, last active on ")
	same(t, w.post(views.AccountURL(acme, "sessions/end"), nil, sue).Code, http.StatusForbidden, "an account's by a user")
	same(t, w.post(views.AccountURL(acme, "sessions/end"), nil, admin).Code, http.StatusSeeOther, "an account's")
	same(t, w.get("/profile", account).Code, http.StatusSeeOther, "the account")
	same(t, w.get("/profile", sue).Code, http.StatusOK, "its user")
}

// TestAPasswordsChangeRenewsTheCookie: the old cookie is out, the new one is in, and lasts no
// longer than the old one would have.
func TestAPasswordsChangeRenewsTheCookie(t *testing.T) {
	w := newWorld(t)
	old := w.signIn(w.accountWithPassword("Acme"), "")
	change := func(current, password string) *httptest.ResponseRecorder {
		return w.post("/profile/password", url.Values{"current_password": {current}, "new_password": {password}}, old)
	}
	refused := change("wrong", "lantern otter quarry velvet")
	w.want(refused, http.StatusUnprocessableEntity)
	same(t, cookieNamed(refused, old.Name) == nil, true, "that a refused change keeps the cookie")
	same(t, w.get("/profile", old).Code, http.StatusOK, "the old cookie after a refused change")

	changed := change(goodPassword, "lantern otter quarry velvet")
	same(t, changed.Code, http.StatusSeeOther, "the change")
	renewed := cookieNamed(changed, old.Name)
	same(t, renewed != nil && renewed.Value != old.Value, true, "that there is a new cookie")
	same(t, time.Until(renewed.Expires) < 2*sessionDataLasts, true, "that it ends when the old one would have, and not a whole session later")
	same(t, w.get("/profile", old).Code, http.StatusSeeOther, "the old cookie")
	w.want(w.get("/profile", renewed), http.StatusOK, en.Profile.PasswordChanged)
}

// cookieNamed is a cookie that an answer sets, or nil.
func cookieNamed(r *httptest.ResponseRecorder, name string) *http.Cookie {
	for _, c := range r.Result().Cookies() {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// TestTheStartPageSaysWhereTheLastSignInWas: the one before this one, on the first page of each
// kind of login, and nothing after the first.
func TestTheStartPageSaysWhereTheLastSignInWas(t *testing.T) {
	for path, form := range map[string]url.Values{
		"/login/account": {"account": {"Acme"}, "password": {goodPassword}},
		"/login/user":    {"account": {"Acme"}, "password": {goodPassword}, "user": {"sue"}},
	} {
		w := newWorld(t)
		acme := access.Actor{Kind: access.KindAccount, AccountID: w.accountWithPassword("Acme"), AccountName: "Acme", Roles: []access.Role{access.AccountLogin, access.Customer}}
		_, _, err := w.svc.CreateUser(t.Context(), acme, acme.AccountID, access.NewUser{Name: "sue", Password: goodPassword})
		must(t, err)
		signIn := func(agent string) *http.Cookie {
			return w.post(path, form, nil, func(r *http.Request) { r.Header.Set("User-Agent", agent) }).Result().Cookies()[0]
		}
		first := signIn("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
		page := cmp.Or(w.get("/", first).Header().Get("Location"), "/")
		w.want(w.get(page, first), http.StatusOK).saysNot(en.Start.CheckSessions)
		w.setClock(noon.Add(time.Hour))
		second := signIn("curl/8")
		w.want(w.get(page, second), http.StatusOK, "Last sign-in: 1 Jun 2026, 12:00 UTC, from Firefox on Linux (192.0.2.1).", en.Start.CheckSessions)
		w.want(w.get(page, first), http.StatusOK).saysNot(en.Start.CheckSessions)
	}
}
