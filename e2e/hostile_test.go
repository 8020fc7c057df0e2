package e2e

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// hostile is a text that would show itself in a browser: as an element, a dialog or an error of the
// page's policy.
const hostile = `"><b data-hostile="1">quarry</b><img src=x onerror=alert(1)>`

// startPoisoned is a demo in which every text that people may type is hostile.
func startPoisoned(t *testing.T) *demo {
	t.Helper()
	must(t, filled())
	d := &demo{DB: filepath.Join(t.TempDir(), "demo.db")}
	for _, end := range demoFiles {
		must(t, os.WriteFile(d.DB+end, []byte(readFile(t, filledDB()+end)), 0o600))
	}
	for table, columns := range map[string][]string{
		"users":            {"first_name", "last_name", "email"},
		"accounts":         {"contact_first_name", "contact_last_name", "email"},
		"companies":        {"name", "description", "industry"},
		"company_settings": {"value"},
		"webapps":          {"name", "description"},
		"access_requests":  {"description"},
		"access_visits":    {"actor_name"},
	} {
		for _, column := range columns {
			execute(t, d.DB, fmt.Sprintf("UPDATE %s SET %s = substr(%[2]s, 1, 30) || '%[3]s' WHERE %[2]s <> ''", table, column, hostile))
		}
	}
	must(t, d.start())
	t.Cleanup(func() { d.stop(t) })
	return d
}

// TestHostileValuesInABrowser opens every shape of page with hostile values, with scripts. They
// stay text, also where scripts put them on the page: nothing runs, and the policy has nothing to
// refuse.
func TestHostileValuesInABrowser(t *testing.T) {
	t.Parallel()
	d := startPoisoned(t)
	texts := 0
	for _, l := range []struct{ account, user string }{{"Northwind", ""}, {"Acme", "anna"}, {"Northwind Support", "mia"}, {"Northwind Sales", ""}} {
		id, _ := d.ids(t, l.account, "")
		v := &visitor{name: l.account, client: d.signIn(t, l.account, l.user), account: id}
		v.crawl(t)
		b := d.browse(t, l.account, l.user)
		for _, path := range v.examples {
			b.open(path)
			b.sees(path+" has loaded", `document.readyState === "complete"`)
			if n := get(b, chromedp.Evaluate[int](`document.querySelectorAll("[data-hostile], img[src='x']").length`)); n > 0 {
				t.Errorf("%s as %s: %d elements came from a value", path, l.account, n)
			}
			texts += get(b, chromedp.Evaluate[int](`document.body.textContent.split("data-hostile").length - 1`))
		}
		b.open("/") // the search's own page has no dialog for it
		b.keys("/")
		b.sees("a slash opens the search", paletteOpen)
		b.keys("quarry")
		b.sees("something is found", `document.querySelector('#search-found .found')?.dataset.text === 'quarry'`)
		if n := get(b, chromedp.Evaluate[int](`document.querySelectorAll("[data-hostile], img[src='x']").length`)); n > 0 {
			t.Errorf("the search as %s: %d elements came from a value", l.account, n)
		}
	}
	if texts < 100 {
		t.Errorf("only %d hostile texts were on the pages", texts)
	}
}

// TestSignedOutIsGone: after signing out, neither going back nor another tab shows a page.
func TestSignedOutIsGone(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	anna := d.browse(t, "Acme", "anna")
	id, _ := d.ids(t, "Acme", "")
	anna.open("/accounts/" + id)
	anna.wantText("main", "Acme")
	anna.open("/profile")
	anna.signOut()
	for range 2 {
		_, err := chromedp.RunResponse(anna.ctx, chromedp.NavigateBack())
		must(t, err)
		anna.sees("the sign-in page, or nothing", `document.querySelector(".me") === null && location.pathname === "/login"`)
	}
	if kept := get(anna, chromedp.Evaluate[string](`JSON.stringify([Object.keys(sessionStorage), Object.keys(localStorage)])`)); kept != `[[],[]]` {
		t.Errorf("the browser keeps %s", kept)
	}
}

// raw sends bytes to a server and returns all that it answers until it closes the connection.
func raw(t *testing.T, address, request string) (statuses []int) {
	t.Helper()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(address, "http://"))
	must(t, err)
	defer conn.Close() //nolint:errcheck // a test's
	must(t, conn.SetDeadline(time.Now().Add(patience)))
	_, err = io.WriteString(conn, request)
	must(t, err)
	in := bufio.NewReader(conn)
	for {
		r, err := http.ReadResponse(in, nil)
		if err != nil {
			if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Errorf("%q: %v", request, err)
			}
			return statuses
		}
		body, err := io.ReadAll(r.Body)
		must(t, errors.Join(err, r.Body.Close()))
		if r.ContentLength >= 0 && int64(len(body)) != r.ContentLength {
			t.Errorf("%d bytes of %d", len(body), r.ContentLength)
		}
		statuses = append(statuses, r.StatusCode)
	}
}

// TestRequestsAreFramed: nobody can hide a request in another one. A request whose end is in doubt
// is refused, and its connection closed.
func TestRequestsAreFramed(t *testing.T) {
	t.Parallel()
	s := startServe(t, newDB(t))
	const host, last = "Host: latchkey.test\r\n", "GET /readyz HTTP/1.1\r\nHost: latchkey.test\r\nConnection: close\r\n\r\n"
	const form = "POST /login/account HTTP/1.1\r\n" + host + "Content-Type: application/x-www-form-urlencoded\r\n"
	for what, c := range map[string]struct {
		request string
		want    string
	}{
		"one after the other":        {"GET /healthz HTTP/1.1\r\n" + host + "\r\n" + last, "[200 200]"},
		"two lengths":                {form + "Content-Length: 3\r\nContent-Length: 4\r\n\r\na=b" + last, "[400]"},
		"a list of lengths":          {form + "Content-Length: 3, 4\r\n\r\na=b" + last, "[400]"},
		"a negative length":          {form + "Content-Length: -3\r\n\r\na=b" + last, "[400]"},
		"a length with a plus":       {form + "Content-Length: +3\r\n\r\na=b" + last, "[400]"},
		"a space before the colon":   {form + "Content-Length : 3\r\n\r\na=b" + last, "[400]"},
		"chunks in disguise":         {form + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + last, "[501]"},
		"chunks twice":               {form + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + last, "[501]"},
		"a chunk of no size":         {form + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\na=b\r\n0\r\n\r\n", "[400]"},
		"chunks and a length":        {form + fmt.Sprintf("Content-Length: %d\r\n", 5+len(last)) + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + last, "[422 200]"},
		"two hosts":                  {"GET /healthz HTTP/1.1\r\n" + host + host + "\r\n" + last, "[400]"},
		"no host":                    {"GET /healthz HTTP/1.1\r\n\r\n" + last, "[400]"},
		"a header with a zero":       {"GET /healthz HTTP/1.1\r\n" + host + "X-A: \x00\r\n\r\n" + last, "[400]"},
		"a header with a return":     {"GET /healthz HTTP/1.1\r\n" + host + "X-A: a\rX-B: b\r\n\r\n" + last, "[400]"},
		"headers that are too large": {"GET /healthz HTTP/1.1\r\n" + host + "X-A: " + strings.Repeat("a", 80<<10) + "\r\n\r\n", "[431]"},
		"a line break in the path":   {"GET /login?next=/%0d%0aX-Evil:1 HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n", "[200]"},
	} {
		t.Run(what, func(t *testing.T) {
			if got := fmt.Sprint(raw(t, s.address, c.request)); got != c.want {
				t.Errorf("statuses %s, want %s", got, c.want)
			}
		})
	}
}
