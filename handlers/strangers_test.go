package handlers

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/db"
	"latchkey/views"
)

// strangers is a real server on which many strangers keep signing in with wrong passwords.
type strangers struct {
	*world
	address string
	client  *http.Client
	// checked counts the passwords that were checked, refused those that were not.
	checked, refused atomic.Int64
}

func newStrangers(t *testing.T) *strangers {
	t.Helper()
	s := &strangers{world: newWorld(t, func(c *access.Config) { c.CheapPasswords = false })}
	config := s.server.config
	config.Log, config.TrustedProxies = slog.New(slog.DiscardHandler), []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}
	server, err := New(s.svc, db.NewSessionStore(s.store, s.now), config)
	must(t, err)
	listener := httptest.NewServer(server)
	t.Cleanup(listener.Close)
	s.address = listener.URL
	s.client = &http.Client{
		Transport:     &http.Transport{MaxIdleConnsPerHost: 500, DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	t.Cleanup(s.client.CloseIdleConnections)
	return s
}

// reply is what a test needs of a response.
type reply struct {
	status     int
	retryAfter string
	cookies    []*http.Cookie
	body       []byte
}

// signInFrom posts the sign-in form from an address.
func (s *strangers) signInFrom(address, account, password string, cookies ...*http.Cookie) (reply, error) {
	return s.postFrom(address, "/login/account", url.Values{"account": {account}, "password": {password}}, cookies...)
}

// postFrom posts a form from an address.
func (s *strangers) postFrom(address, path string, form url.Values, cookies ...*http.Cookie) (reply, error) {
	r, err := http.NewRequestWithContext(s.t.Context(), http.MethodPost, s.address+path, strings.NewReader(form.Encode()))
	if err != nil {
		return reply{}, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Sec-Fetch-Mode", "navigate")
	r.Header.Set("X-Forwarded-For", address)
	for _, c := range cookies {
		r.AddCookie(c)
	}
	response, err := s.client.Do(r)
	if err != nil {
		return reply{}, err
	}
	body, err := io.ReadAll(response.Body)
	return reply{response.StatusCode, response.Header.Get("Retry-After"), response.Cookies(), body}, errors.Join(err, response.Body.Close())
}

// attack posts as n strangers from 4 addresses, until stop is called.
func (s *strangers) attack(n int) (stop func()) {
	var group sync.WaitGroup
	var over atomic.Bool
	for i := range n {
		group.Go(func() {
			for try := 0; !over.Load(); try++ {
				r, err := s.signInFrom(fmt.Sprintf("198.51.100.%d", i%4), fmt.Sprintf("stranger %d %d", i, try), "wrong")
				switch {
				case err != nil:
					s.t.Errorf("a stranger: %v", err)
					return
				case r.status == http.StatusUnprocessableEntity:
					s.checked.Add(1)
				case r.status == http.StatusServiceUnavailable && r.retryAfter != "":
					s.refused.Add(1)
					time.Sleep(300 * time.Millisecond) // sooner than Retry-After says
				default:
					s.t.Errorf("a stranger: %v", r)
				}
			}
		})
	}
	return func() {
		over.Store(true)
		group.Wait()
	}
}

// flood is attack by 400 strangers, when it is under way.
func (s *strangers) flood() (stop func()) {
	stop = s.attack(400)
	for s.checked.Load() < 5 && s.refused.Load() < 500 && !s.t.Failed() {
		must(s.t, errOf(s.signInFrom("203.0.113.9", "nobody", "wrong")))
	}
	return stop
}

// However many strangers sign in with wrong passwords, the owner waits for a few of them at most,
// with a known browser and with any other.
func TestStrangersDoNotStarveTheOwner(t *testing.T) {
	long(t)
	s := newStrangers(t)
	s.accountWithPassword("Acme")
	first, err := s.signInFrom("203.0.113.1", "Acme", goodPassword)
	if err != nil || first.status != http.StatusSeeOther {
		t.Fatal(first, err)
	}
	var known *http.Cookie
	for _, c := range first.cookies {
		if c.Name == "__Host-latchkey-known" {
			known = c
		}
	}
	if known == nil || !known.HttpOnly || !known.Secure || known.Path != "/" || known.MaxAge < 180*24*3600 {
		t.Fatalf("the browser keeps %v", known)
	}
	defer s.flood()()
	for what, cookies := range map[string][]*http.Cookie{"a known browser": {known}, "another browser": nil} {
		before := s.checked.Load()
		r, err := s.signInFrom("203.0.113.1", "Acme", goodPassword, cookies...)
		if err != nil || r.status != http.StatusSeeOther {
			t.Fatalf("%s: %v %v", what, r, err)
		}
		if n := s.checked.Load() - before; n > 40 {
			t.Errorf("%s: %d strangers were served while the owner waited", what, n)
		}
	}
}

// Whoever signs in with a passkey, or with a known browser, gets in while strangers flood the form
// for passwords: access.TestWhoWaitsForPasswords says why. With LATCHKEY_TIMES=1, it must not take
// longer than people wait.
func TestStrangersDoNotDelayAPasskey(t *testing.T) {
	long(t)
	s := newStrangers(t)
	s.accountWithPassword("Acme")
	first, err := s.signInFrom("203.0.113.1", "Acme", goodPassword)
	must(t, err)
	d := s.addPasskey(sessionIn(first.cookies))
	s.accountWithPassword("Borealis")
	known, err := s.signInFrom("203.0.113.2", "Borealis", goodPassword)
	must(t, err)
	defer s.flood()()
	s.takes(time.Second, "with a passkey", func() (reply, error) {
		options, err := s.postFrom("203.0.113.1", views.PasskeyOptionsURL, nil)
		must(t, err)
		return s.postFrom("203.0.113.1", views.PasskeyURL, url.Values{"answer": {d.Sign(options.body)}})
	})
	s.takes(2*time.Second, "with a known browser", func() (reply, error) {
		return s.signInFrom("203.0.113.2", "Borealis", goodPassword, known.cookies...)
	})
}

// takes signs in again and again, each time with success. If times count, most of them take less
// than a time: one or two may fall into a pause of the machine.
func (s *strangers) takes(most time.Duration, what string, signIn func() (reply, error)) {
	s.t.Helper()
	var all []time.Duration
	for range 20 {
		start := time.Now()
		r, err := signIn()
		if err != nil || r.status != http.StatusSeeOther || sessionIn(r.cookies) == nil {
			s.t.Fatal(what, r, err)
		}
		all = append(all, time.Since(start))
	}
	slices.Sort(all)
	usual, slow := all[len(all)/2], all[len(all)*9/10]
	s.t.Logf("signing in %s: median %v, nine of ten %v, longest %v", what, usual, slow, all[len(all)-1])
	if timesCount() && slow >= most {
		s.t.Errorf("signing in %s took %v", what, all)
	}
}

// timesCount says whether tests fail if something takes too long: only make times, on an otherwise
// idle machine, says so.
func timesCount() bool { return os.Getenv("LATCHKEY_TIMES") != "" }

// TestBusyIsNoErrorInTheLog: sending too much must not fill the log with errors.
func TestBusyIsNoErrorInTheLog(t *testing.T) {
	w := newWorld(t)
	var logged bytes.Buffer
	w.server.config.Log = slog.New(slog.NewJSONHandler(&logged, nil))
	for cause, level := range map[error]string{&access.Busy{}: "WARN", errors.New("broken"): "ERROR"} {
		logged.Reset()
		c := w.server.echo.NewContext(httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/login/user", nil), httptest.NewRecorder())
		err := w.server.logRequests(w.server.renderErrors(func(echo.Context) error { return cause }))(c)
		if err != nil || !strings.Contains(logged.String(), `"level":"`+level+`"`) {
			t.Errorf("%v is logged as %s, want %s (%v)", cause, logged.String(), level, err)
		}
	}
}
