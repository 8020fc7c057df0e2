package orderdesk

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// A page can be read at the moment in which the sign-in ends: go test -race looks at it.
func TestReadingWhileASignInEnds(t *testing.T) {
	w := newWorld(t)
	var tokens []string
	for n := range 20 {
		tokens = append(tokens, w.signedIn(fmt.Sprint("sid_", n)))
	}
	w.clock = w.clock.Add(sessionLifetime)
	for n, token := range tokens {
		var both sync.WaitGroup
		both.Go(func() {
			if a := w.get("/over", token); a.Code != http.StatusOK {
				t.Errorf("%d: %d", n, a.Code)
			}
		})
		both.Go(func() { w.end(fmt.Sprint("sid_", n)) })
		both.Wait()
	}
}

// Whoever works here uses Latchkey, too: from time to time, a page that they open leads over it.
// What a page does by itself leads nowhere.
func TestWhoWorksHereIsSeenByLatchkey(t *testing.T) {
	w := newWorld(t)
	w.access = `{"live":true}`
	token := w.signedIn("sid_1")
	leads := func(method, path, dest string) string {
		r := httptest.NewRequestWithContext(t.Context(), method, path, nil)
		r.AddCookie(&http.Cookie{Name: sessionCookie, Value: token})
		r.Header.Set("Sec-Fetch-Dest", dest)
		a := httptest.NewRecorder()
		w.ServeHTTP(a, r)
		to, _, _ := strings.Cut(a.Header().Get("Location"), "?")
		return fmt.Sprint(a.Code, strings.ReplaceAll(to, w.Issuer, ""))
	}
	const page, over = "/companies/com_1", "303/oidc/authorize"
	for _, c := range []struct {
		after              time.Duration
		method, path, dest string
		want               string
	}{
		{goAgain - time.Second, http.MethodGet, page, "document", "200"}, {time.Second, http.MethodGet, page, "document", over}, {0, http.MethodGet, "/", "", over},
		{0, http.MethodGet, page, "empty", "200"}, {0, http.MethodPost, page + "/ship", "document", "303" + page},
	} {
		w.clock = w.clock.Add(c.after)
		if got := leads(c.method, c.path, c.dest); got != c.want {
			t.Errorf("%s %s for %q leads to %q, want %q", c.method, c.path, c.dest, got, c.want)
		}
	}
	for _, sid := range []string{"sid_1", "sid_2"} {
		stays := sid == "sid_1"
		r, a := httptest.NewRequestWithContext(t.Context(), http.MethodGet, PathCallback, nil), httptest.NewRecorder()
		r.AddCookie(&http.Cookie{Name: sessionCookie, Value: token})
		w.begin(a, r, &session{Claims: Claims{SessionID: sid}, zone: time.UTC}, page)
		if got := a.Header().Get("Location"); got != page || (a.Header().Get("Set-Cookie") == "") != stays {
			t.Errorf("%s leads to %q, with the cookie %q", sid, got, a.Header().Get("Set-Cookie"))
		}
		if stays && leads(http.MethodGet, page, "document") != "200" {
			t.Error("it leads over Latchkey again at once")
		}
	}
}
