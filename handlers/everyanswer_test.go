package handlers

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"latchkey/access"
	"latchkey/static"
	"latchkey/views"
)

// everyAnswer drives every route as every kind of login and as nobody, with a form that is missing
// its fields, and then what is no route at all.
func (f *full) everyAnswer(each func(what string, r *httptest.ResponseRecorder)) {
	f.t.Helper()
	own := f.logins[0].cookie
	f.accountWithPassword("Acme")
	for what, r := range map[string]*httptest.ResponseRecorder{
		"a form from elsewhere":  f.post("/profile/language", nil, own, fromSite("cross-site")),
		"a form that is no form": f.post("/profile/language", url.Values{"nothing": {"like it"}}, own),
		"too large a form":       f.post("/profile/language", url.Values{"a": {strings.Repeat("a", maxBodyBytes)}}, own),
		"a file from elsewhere":  f.do(http.MethodGet, "/accounts/"+f.customer+"/evidence", nil, own, fromSite("cross-site")),
		"a browser":              f.do(http.MethodGet, "/profile", nil, own, func(r *http.Request) { r.Header.Set("Sec-Fetch-Mode", "navigate") }),
		"a right password":       f.login(url.Values{"account": {"Acme"}, "password": {goodPassword}}),
		"a wrong password":       f.login(url.Values{"account": {"Customer"}, "password": {"wrong"}}),
		"no route":               f.get("/nothing", own),
		"TRACE":                  f.do(http.MethodTrace, "/profile", nil, own),
		"OPTIONS from elsewhere": f.do(http.MethodOptions, "/profile", nil, own, func(r *http.Request) { r.Header.Set("Origin", "https://evil.example") }),
		"a script":               f.get(static.Path("app.js"), nil),
		"no script":              f.get(static.Prefix+"nothing.js", nil),
		"the folder of scripts":  f.get(static.Prefix, nil),
		"signing out":            f.post("/logout", nil, f.another(own)),
	} {
		each(what, r)
	}
	logins := append([]person{{name: "nobody"}}, f.logins...)
	for _, r := range routes {
		if r.path == "/logout" || r.endless {
			continue // these end the session, or never end
		}
		for _, p := range logins {
			for _, account := range []string{f.customer, p.accountID} {
				each(r.method+" "+r.path+" as "+p.name, f.do(r.method, f.path(r.path, account), nil, p.cookie))
			}
		}
	}
}

func fromSite(site string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", site) }
}

// everyHeader are the headers that every answer has.
var everyHeader = map[string]string{
	"Content-Security-Policy":      csp,
	"X-Content-Type-Options":       "nosniff",
	"Referrer-Policy":              "same-origin",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Permissions-Policy":           "camera=(), geolocation=(), microphone=()",
	"Strict-Transport-Security":    "max-age=31536000; includeSubDomains",
	// what would open the door, or tell what answers
	"Access-Control-Allow-Origin": "", "Access-Control-Allow-Credentials": "", "Server": "", "X-Powered-By": "", "Via": "",
}

// TestEveryAnswerHasItsHeaders, whatever is asked, by whomever, and every cookie its guards.
func TestEveryAnswerHasItsHeaders(t *testing.T) {
	long(t)
	f := newFull(t, 1)
	answers, cookies := 0, 0
	f.everyAnswer(func(what string, r *httptest.ResponseRecorder) {
		answers++
		for name, value := range everyHeader {
			if got := r.Header().Get(name); got != value {
				t.Errorf("%s (%d): %s is %q", what, r.Code, name, got)
			}
		}
		kind, cache := r.Header().Get("Content-Type"), r.Header().Get("Cache-Control")
		asset := what == "a script"
		if cache != "no-store" && !asset {
			t.Errorf("%s (%d): Cache-Control is %q", what, r.Code, cache)
		}
		if r.Body.Len() > 0 && kind == "" || strings.HasPrefix(kind, "text/") && !strings.Contains(strings.ToLower(kind), "charset=utf-8") ||
			strings.Contains(kind, "javascript") != asset {
			t.Errorf("%s (%d): Content-Type is %q", what, r.Code, kind)
		}
		for _, c := range r.Result().Cookies() {
			cookies++
			if !strings.HasPrefix(c.Name, "__Host-latchkey") || !c.Secure || !c.HttpOnly || c.Path != "/" || c.Domain != "" ||
				c.SameSite != http.SameSiteLaxMode && c.SameSite != http.SameSiteStrictMode || len(c.Name)+len(c.Value) > 1000 {
				t.Errorf("%s: cookie %s", what, c)
			}
			if len(c.Value) > 8 && strings.Contains(r.Body.String(), c.Value) {
				t.Errorf("%s: the page has the value of %s", what, c.Name)
			}
		}
	})
	if answers < 900 || cookies < 3 {
		t.Errorf("only %d answers and %d cookies", answers, cookies)
	}
}

// TestFilesAreNotFetchedFromElsewhere: another site cannot lead a browser to an answer that is
// saved; our own pages, the address bar and programs can.
func TestFilesAreNotFetchedFromElsewhere(t *testing.T) {
	f := newFull(t, 1)
	files := map[string]bool{}
	for _, r := range routes {
		if r.method != http.MethodGet || r.endless || files[r.path] {
			continue
		}
		for _, p := range f.logins {
			address := f.path(r.path, f.customer)
			if !strings.HasPrefix(f.get(address, p.cookie).Header().Get("Content-Disposition"), "attachment") {
				continue
			}
			files[r.path] = true
			for site, status := range map[string]int{"none": http.StatusOK, "same-origin": http.StatusOK, "same-site": http.StatusForbidden, "cross-site": http.StatusForbidden} {
				before := f.changed()
				same(t, f.do(http.MethodGet, address, nil, p.cookie, fromSite(site)).Code, status, "%s from %q", address, site)
				if status != http.StatusOK {
					same(t, f.changed(), before, "%s from %q: entries", address, site)
				}
			}
			break
		}
	}
	same(t, len(files), 9, "files")
	own := f.logins[0].cookie
	f.want(f.do(http.MethodGet, "/prove", nil, own, fromSite("cross-site")), http.StatusForbidden)           // which leads to one
	f.want(f.do(http.MethodGet, views.RequestURL(f.grant), nil, own, fromSite("cross-site")), http.StatusOK) // a link in a mail
}

// TestExpensivePagesAreBounded: a session has two made at a time, and does not keep others waiting,
// not even those of the same login. The page that only asks for a proof does not wait.
func TestExpensivePagesAreBounded(t *testing.T) {
	turns := newTurns()
	first, err := turns.enter(t.Context(), "anna")
	must(t, err)
	second, err := turns.enter(t.Context(), "anna")
	must(t, err)
	soon, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := turns.enter(soon, "anna"); !errors.As(err, new(*access.Busy)) {
		t.Errorf("a third at the same time: %v", err)
	}
	other, err := turns.enter(t.Context(), "berta")
	must(t, err)
	second()
	third, err := turns.enter(t.Context(), "anna")
	must(t, err)
	for _, leave := range []func(){first, third, other} {
		leave()
	}
	same(t, len(turns.of), 0, "sessions that are remembered")
	same(t, findRoute(http.MethodGet, "/prove").heavy, false, "asking for a proof")
	for _, path := range []string{"/accounts/:account/evidence", "/accounts/:account/audit/export", "/access-requests/:request/receipt",
		"/access-requests/:request/report.pdf", "/payment/invoices.csv"} {
		same(t, findRoute(http.MethodGet, path).heavy, true, "%s", path)
	}
}

// TestAPanicIsAnErrorPage: it ends one request, tells nothing, and is in the log.
func TestAPanicIsAnErrorPage(t *testing.T) {
	w := newWorld(t)
	lines := w.logs()
	w.server.echo.GET("/panic", func(echo.Context) error { panic("a secret of the program") })
	r := w.get("/panic", nil)
	same(t, r.Code, http.StatusInternalServerError, "status")
	hasNone(t, "the page", r.Body.String(), "secret", "goroutine", ".go:")
	logged := lines.find("panic")
	same(t, logged["panic"], any("a secret of the program"), "panic")
	hasAll(t, "the page", r.Body.String(), fmt.Sprint(logged["request_id"]))
	same(t, w.get("/login", nil).Code, http.StatusOK, "the next request")
}

// logLines are the lines of a server's log.
type logLines struct {
	t testing.TB
	bytes.Buffer
}

func (w *world) logs() *logLines {
	l := &logLines{t: w.t}
	w.server.config.Log = slog.New(slog.NewJSONHandler(l, &slog.HandlerOptions{Level: slog.LevelDebug}))
	return l
}

// find is the last line with a message.
func (l *logLines) find(message string) (found map[string]any) {
	l.t.Helper()
	for line := range strings.Lines(l.String()) {
		var one map[string]any
		must(l.t, json.Unmarshal([]byte(line), &one))
		if one["msg"] == message {
			found = one
		}
	}
	if found == nil {
		l.t.Fatalf("no line %q in the log:\n%s", message, l)
	}
	return found
}

// TestWhatIsRefusedIsInTheLog, with a word for why.
func TestWhatIsRefusedIsInTheLog(t *testing.T) {
	w := newWorld(t)
	acme, _ := w.account("Acme")
	other, _ := w.account("Other")
	cookie, tom := w.signIn(acme, ""), w.signIn(acme, w.user(acme, "tom", ""))
	lines := w.logs()
	for _, c := range []struct {
		want string
		send func() *httptest.ResponseRecorder
	}{
		{"foreign", func() *httptest.ResponseRecorder {
			return w.post("/profile/language", nil, cookie, fromSite("cross-site"))
		}},
		{"malformed", func() *httptest.ResponseRecorder {
			return w.post("/profile/language", url.Values{"no": {"field"}}, cookie)
		}},
		{"too_large", func() *httptest.ResponseRecorder {
			return w.post("/profile/language", url.Values{"a": {strings.Repeat("a", maxBodyBytes)}}, cookie)
		}},
		{"forbidden", func() *httptest.ResponseRecorder { return w.get("/accounts/"+acme+"/audit", tom) }},
		{"too_many_tries", func() (r *httptest.ResponseRecorder) {
			for range 12 {
				r = w.login(url.Values{"account": {"Acme"}, "password": {"wrong"}})
			}
			return r
		}},
		{"", func() *httptest.ResponseRecorder { return w.get("/profile", cookie) }},
		{"", func() *httptest.ResponseRecorder { return w.get("/accounts/"+other, cookie) }}, // 404 tells nothing in the log either
	} {
		r := c.send()
		got, _ := lines.find("request")["refused"].(string)
		same(t, got, c.want, "status %d", r.Code)
	}
}

var secretInURL = regexp.MustCompile(`/(setup|setup-links|calendar)/[\w-]{20,}`)

// TestNoSecretIsLogged: neither what people type nor what lets them in gets into the log, and no
// text can break out of its line.
func TestNoSecretIsLogged(t *testing.T) {
	f := newFull(t, 1)
	lines := f.logs()
	const typed = "typed-by-somebody\n{\"level\":\"ERROR\"}"
	own := f.logins[0].cookie
	setup, err := f.svc.OfferSetup(t.Context())
	must(t, err)
	f.get("/setup/"+setup, nil)
	f.login(url.Values{"account": {typed}, "password": {typed}})
	f.post("/profile/password", url.Values{"current_password": {typed}, "new_password": {typed}}, own)
	f.post(views.CompanyURL(f.customer, f.company)+"/settings", url.Values{"key": {"k"}, "value": {typed}}, own)
	f.get("/search?q="+url.QueryEscape(typed), own)
	f.get("/"+url.PathEscape(typed), own)
	f.do(http.MethodGet, "/profile", nil, own, func(r *http.Request) { r.Header.Set("User-Agent", typed); r.Header.Set("X-Forwarded-For", typed) })
	for _, p := range f.logins {
		f.crawl(p.cookie, "en", "/", 60, nil)
	}
	text := lines.String()
	secrets := []string{"typed-by-somebody", setup, "secret red", "pat@example.com", "Pat", "helper", "row 000"}
	for _, p := range f.logins {
		secrets = append(secrets, p.cookie.Value)
	}
	hasNone(t, "the log", text, secrets...)
	if found := secretInURL.FindString(text); found != "" {
		t.Errorf("the log has an address with a secret: %s", found)
	}
	n := 0
	for line := range strings.Lines(text) {
		n++
		if err := json.Unmarshal([]byte(line), new(map[string]any)); err != nil {
			t.Errorf("%v: %s", err, line)
		}
	}
	if n < 50 {
		t.Errorf("only %d lines", n)
	}
}
