package handlers

import (
	"net/http"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/views"
)

func newIdleWorld(t *testing.T) (w *world, account string, cookie *http.Cookie) {
	t.Helper()
	w = newWorld(t, func(c *access.Config) { c.Idle = 10 * time.Minute })
	account, _ = w.account("Acme")
	return w, account, w.signIn(account, w.user(account, "sue", "", access.Superuser))
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
		w, _, cookie := newIdleWorld(t)
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
	w, _, cookie := newIdleWorld(t)
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
