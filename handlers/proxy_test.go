package handlers

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"testing"

	"latchkey/db"
	"latchkey/words"
)

// frontWorld is a real server behind a proxy. The test sees its log.
type frontWorld struct {
	*world
	address string
	mu      sync.Mutex
	log     bytes.Buffer
}

func (w *frontWorld) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.log.Write(p)
}

// lines are the lines of the log whose message begins like this.
func (w *frontWorld) lines(message string) (lines []map[string]any) {
	w.t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	for line := range strings.Lines(w.log.String()) {
		var l map[string]any
		must(w.t, json.Unmarshal([]byte(line), &l))
		if text, _ := l["msg"].(string); strings.HasPrefix(text, message) {
			lines = append(lines, l)
		}
	}
	return lines
}

func newFrontWorld(t *testing.T, proxies ...string) *frontWorld {
	t.Helper()
	w := &frontWorld{world: newWorld(t)}
	config := w.server.config
	config.Log, config.URL = slog.New(slog.NewJSONHandler(w, nil)), "https://latchkey.example"
	for _, p := range proxies {
		config.TrustedProxies = append(config.TrustedProxies, netip.MustParsePrefix(p))
	}
	server, err := New(w.svc, db.NewSessionStore(w.store, w.now), config)
	must(t, err)
	listener := httptest.NewServer(server)
	t.Cleanup(listener.Close)
	w.address = listener.URL
	return w
}

// send sends a request like a proxy.
func (w *frontWorld) send(method, path string, form url.Values, headers ...string) *http.Response {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), method, w.address+path, strings.NewReader(form.Encode()))
	must(w.t, err)
	r.Host = "latchkey.example"
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		if r.Header.Add(name, value); name == "Host" {
			r.Host = value
		}
	}
	response, err := http.DefaultTransport.RoundTrip(r)
	must(w.t, err)
	return response
}

func (w *frontWorld) body(r *http.Response) string {
	w.t.Helper()
	var b bytes.Buffer
	must(w.t, errOf(b.ReadFrom(r.Body)))
	_ = r.Body.Close()
	return b.String()
}

// TestForwardedAddresses: X-Forwarded-For is understood in every form that proxies send. What is
// not understood, or comes from a stranger, is ignored and logged once.
func TestForwardedAddresses(t *testing.T) {
	for _, c := range []struct {
		name    string
		proxies string
		headers []string
		want    string
		warns   string
	}{
		{"an address", "127.0.0.1/32", []string{"203.0.113.9"}, "203.0.113.9", ""},
		{"with a port", "127.0.0.1/32", []string{"203.0.113.9:51234"}, "203.0.113.9", ""},
		{"IPv6", "127.0.0.1/32", []string{"2001:db8::1"}, "2001:db8::1", ""},
		{"IPv6 in brackets", "127.0.0.1/32", []string{"[2001:db8::1]"}, "2001:db8::1", ""},
		{"IPv6 with a port", "127.0.0.1/32", []string{"[2001:db8::1]:443"}, "2001:db8::1", ""},
		{"IPv4 as IPv6", "127.0.0.1/32", []string{"::ffff:203.0.113.9"}, "203.0.113.9", ""},
		{"IPv4 as IPv6 with a port", "127.0.0.1/32", []string{"[::ffff:203.0.113.9]:80"}, "203.0.113.9", ""},
		{"spaces, and nothing between commas", "127.0.0.1/32", []string{" 198.51.100.1 ,  203.0.113.9 ,, "}, "203.0.113.9", ""},
		{"several lines", "127.0.0.1/32", []string{"198.51.100.1", "203.0.113.9:1"}, "203.0.113.9", ""},
		{"through a second proxy", "127.0.0.1/32 10.0.0.0/8", []string{"198.51.100.1, 203.0.113.9:1, 10.1.2.3:4"}, "203.0.113.9", ""},
		{"a proxy named as IPv6", "::ffff:127.0.0.0/104 ::ffff:10.1.2.3/128", []string{"203.0.113.9, 10.1.2.3"}, "203.0.113.9", ""},
		{"proxies alone", "127.0.0.1/32 10.0.0.0/8", []string{"10.0.0.1:5, 10.1.2.3:4"}, "10.0.0.1", ""},
		{"a lie left of the truth", "127.0.0.1/32", []string{"nonsense, 203.0.113.9"}, "203.0.113.9", ""},
		{"no address", "127.0.0.1/32", []string{"203.0.113.9, unknown"}, "127.0.0.1", "the proxy's X-Forwarded-For cannot be read"},
		{"an address with too much", "127.0.0.1/32", []string{"203.0.113.9:51234:7"}, "127.0.0.1", "the proxy's X-Forwarded-For cannot be read"},
		{"from a stranger", "10.0.0.0/8", []string{"203.0.113.9"}, "127.0.0.1", "a forwarded header came from an address that is no trusted proxy"},
		{"from a stranger, where nobody is trusted", "", []string{"203.0.113.9"}, "127.0.0.1", "a forwarded header came from an address that is no trusted proxy"},
		{"no header", "127.0.0.1/32", nil, "127.0.0.1", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newFrontWorld(t, strings.Fields(c.proxies)...)
			var headers []string
			for _, h := range c.headers {
				headers = append(headers, "X-Forwarded-For: "+h)
			}
			for range 3 {
				w.body(w.send(http.MethodGet, "/login", nil, headers...)) //nolint:bodyclose // body closes it
			}
			requests := w.lines("request")
			if len(requests) != 3 || requests[2]["address"] != c.want {
				t.Errorf("the requests are %v, want them from %s", requests, c.want)
			}
			w.wantWarned(c.warns)
		})
	}
}

// wantWarned requires exactly one warning that begins like this, or none for "".
func (w *frontWorld) wantWarned(message string) {
	w.t.Helper()
	var warned []string
	for _, l := range w.lines("") {
		if l["level"] == "WARN" {
			warned = append(warned, fmt.Sprint(l["msg"]))
		}
	}
	if message == "" && len(warned) > 0 || message != "" && (len(warned) != 1 || !strings.HasPrefix(warned[0], message)) {
		w.t.Errorf("the log warns %q, want %q once", warned, message)
	}
}

// TestOtherHeadersOfProxies: the header Forwarded is ignored, and a changed Host is logged; forms
// from our own pages still work.
func TestOtherHeadersOfProxies(t *testing.T) {
	w := newFrontWorld(t, "127.0.0.1/32")
	w.body(w.send(http.MethodGet, "/login", nil, "Forwarded: for=203.0.113.9")) //nolint:bodyclose // body closes it
	w.body(w.send(http.MethodGet, "/login", nil, "Forwarded: for=203.0.113.9")) //nolint:bodyclose // body closes it
	w.wantWarned("the proxy sends Forwarded, which is not read")

	w = newFrontWorld(t)
	w.body(w.send(http.MethodGet, "/login", nil, "Forwarded: for=203.0.113.9")) //nolint:bodyclose // body closes it
	w.wantWarned("a forwarded header came from an address that is no trusted proxy")

	w = newFrontWorld(t, "127.0.0.1/32")
	w.accountWithPassword("Acme")
	for _, host := range []string{"latchkey.example", "Latchkey.example:443"} {
		w.body(w.send(http.MethodGet, "/login", nil, "Host: "+host)) //nolint:bodyclose // body closes it
	}
	w.body(w.send(http.MethodGet, "/healthz", nil, "Host: 127.0.0.1:8080")) //nolint:bodyclose // body closes it
	w.wantWarned("")
	form := url.Values{"account": {"Acme"}, "password": {goodPassword}}
	answer := w.send(http.MethodPost, "/login/account", form, "Host: 10.0.0.7:8080", "Origin: https://latchkey.example")
	if body := w.body(answer); answer.StatusCode != http.StatusSeeOther {
		t.Errorf("a form of our own page behind a proxy that changes Host: %d\n%s", answer.StatusCode, body)
	}
	answer = w.send(http.MethodPost, "/login/account", form, "Host: 10.0.0.7:8080", "Origin: https://evil.example")
	if body := w.body(answer); answer.StatusCode != http.StatusForbidden {
		t.Errorf("a form of another site: %d\n%s", answer.StatusCode, body)
	}
	w.wantWarned("the Host header is not the host of --url")

	for host, warns := range map[string]bool{"127.0.0.1:8080": false, "localhost:8080": false, "localhost:80": true, "evil.example": true} {
		log := &bytes.Buffer{}
		rules := newProxyRules(Config{URL: "http://127.0.0.1:8080", Log: slog.New(slog.NewTextHandler(log, nil))})
		rules.checkHost(&http.Request{Host: host})
		same(t, log.Len() > 0, warns, "%s: a warning", host)
	}
}

// TestPlainHTTP: if HTTPS is required, a form that a browser sent over plain HTTP is answered with
// a page that says so and links to the right URL, and nothing is done.
func TestPlainHTTP(t *testing.T) {
	w := newFrontWorld(t, "127.0.0.1/32")
	w.accountWithPassword("Acme")
	form := url.Values{"account": {"Acme"}, "password": {goodPassword}}
	link := func(body string) bool { return newPage(t, body).count("[href='https://latchkey.example/login']") > 0 }
	for _, origin := range []string{"http://latchkey.example", "http://10.0.0.7:8080"} {
		answer := w.send(http.MethodPost, "/login/account", form, "Origin: "+origin)
		if body := w.body(answer); answer.StatusCode != http.StatusForbidden || !strings.Contains(body, en.Errors.Pages[words.PlainHTTP].Heading) || !link(body) || len(answer.Cookies()) > 0 {
			t.Errorf("from %s: %d, cookies %v\n%s", origin, answer.StatusCode, answer.Cookies(), body)
		}
	}
	// Browsers send Sec-Fetch-Site only over HTTPS, so here a proxy changed Origin.
	answer := w.send(http.MethodPost, "/login/account", form, "Origin: http://127.0.0.1:8080", "Sec-Fetch-Site: same-origin")
	if body := w.body(answer); answer.StatusCode != http.StatusSeeOther {
		t.Errorf("over HTTPS: %d\n%s", answer.StatusCode, body)
	}
	for _, c := range []struct {
		name    string
		told    bool
		headers []string
	}{
		{"a trusted proxy says http", true, []string{"X-Forwarded-Proto: http"}},
		{"a trusted proxy says https", false, []string{"X-Forwarded-Proto: https"}},
		{"the browser says otherwise", false, []string{"X-Forwarded-Proto: http", "Sec-Fetch-Mode: navigate"}},
	} {
		if body := w.body(w.send(http.MethodGet, "/login", nil, c.headers...)); link(body) != c.told { //nolint:bodyclose // body closes it
			t.Errorf("where %s the sign-in page is\n%s", c.name, body)
		}
	}
}
