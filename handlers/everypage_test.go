package handlers

import (
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"latchkey/access"
	"latchkey/db"
	"latchkey/db/dbtest"
)

// hostile is a text that would show itself if it got into a page, a script or an attribute without
// being escaped.
const hostile = `"'><b data-hostile="1">&lt;{{7*7}}</script></title><img src=x onerror=1>`

// shownColumns are the columns that pages show as they are.
var shownColumns = regexp.MustCompile(`^(name|\w*_name|description|reason|email|industry|note|person|browser|decided_by|created_by|value|title)$`)

// poison puts a hostile text before every value in the database that pages show, whatever the
// database says about that.
func poison(t *testing.T, path string) (columns int) {
	t.Helper()
	pool, err := sql.Open(db.Driver, path)
	must(t, err)
	defer pool.Close() //nolint:errcheck // only read and written here
	pool.SetMaxOpenConns(1)
	must(t, errOf(pool.ExecContext(t.Context(), "PRAGMA ignore_check_constraints = 1")))
	rows, err := pool.QueryContext(t.Context(), "SELECT m.type, m.name, COALESCE(c.name, '') FROM sqlite_master m LEFT JOIN pragma_table_info(m.name) c ON c.type = 'TEXT' WHERE m.type IN ('table', 'trigger') ORDER BY m.type DESC")
	must(t, err)
	defer rows.Close() //nolint:errcheck // it was only read
	var changes []string
	for rows.Next() {
		var kind, table, column string
		must(t, rows.Scan(&kind, &table, &column))
		if kind == "trigger" {
			changes = append(changes, "DROP TRIGGER "+table)
		} else if shownColumns.MatchString(column) {
			changes = append(changes, fmt.Sprintf("UPDATE %s SET %s = ? || %[2]s WHERE %[2]s <> ''", table, column))
		}
	}
	must(t, errors.Join(rows.Err(), rows.Close()))
	for _, change := range slices.Compact(changes) {
		if strings.HasPrefix(change, "DROP") {
			must(t, errOf(pool.ExecContext(t.Context(), change)))
			continue
		}
		r, err := pool.ExecContext(t.Context(), change, hostile)
		must(t, err)
		if n, err := r.RowsAffected(); err == nil && n > 0 {
			columns++
		}
	}
	return columns
}

// TestEveryPageIsTame: whatever people typed stays text. No page has a script, a style or a handler
// in its HTML, or anything from another host. Fields for passwords hide them and let password
// managers work. Every page of someone who is signed in can sign them out.
func TestEveryPageIsTame(t *testing.T) {
	long(t)
	dir := t.TempDir()
	store, counter := dbtest.OpenCountedIn(t, dir)
	f := newFullOn(t, store, counter, 2)
	owner := access.Actor{Kind: access.KindAccount, AccountID: f.customer, AccountName: "Customer", Roles: []access.Role{access.AccountLogin, access.Customer}}
	f.setting(f.company, `<b data-hostile="1">`)
	must(t, f.svc.SetSetting(t.Context(), owner, f.customer, f.company, `<b data-hostile="1">`, hostile))
	if n := poison(t, filepath.Join(dir, "latchkey.db")); n < 20 {
		t.Fatalf("only %d columns have hostile values", n)
	}
	pages, escaped, passwords := 0, 0, 0
	f.everyAnswer(func(what string, r *httptest.ResponseRecorder) {
		if !strings.HasPrefix(r.Header().Get("Content-Type"), "text/html") {
			return
		}
		pages++
		p := f.page(r)
		escaped += strings.Count(r.Body.String(), "data-hostile=")
		for _, wrong := range wildParts(p) {
			t.Errorf("%s (%d): %s", what, r.Code, wrong)
		}
		for _, field := range p.find("input[name*=password], input[type=password]").EachIter() {
			passwords++
			if kind, hint := field.AttrOr("type", ""), field.AttrOr("autocomplete", ""); kind != "password" || hint != "current-password" && hint != "new-password" || field.Is("[maxlength], [onpaste], [readonly]") {
				t.Errorf("%s: the field %s is type=%s autocomplete=%s", what, field.AttrOr("name", ""), kind, hint)
			}
		}
		if n := p.count("[name*=hint], [name*=question]"); n > 0 {
			t.Errorf("%s: %d fields for hints or questions about a password", what, n)
		}
		if r.Code == http.StatusOK && p.count("html") > 0 && p.count(".me") > 0 && p.count("form[action='/logout'] button") != 1 {
			t.Errorf("%s: the page does not lead out", what)
		}
	})
	if pages < 500 || escaped < 1500 || passwords < 20 {
		t.Errorf("only %d pages, %d escaped texts and %d fields for passwords", pages, escaped, passwords)
	}
}

// ours are the addresses that a page may fetch or send forms to, and outside those that it may link
// to besides.
var (
	ours    = regexp.MustCompile(`^(/([^/\\]|$)|#|\?|$)`)
	outside = regexp.MustCompile(`^(https?://|mailto:|otpauth://totp/)`)
)

// wildParts are what a page must not have.
func wildParts(p page) (wrong []string) {
	doc, err := p.parsed()
	must(p.t, err)
	doc.Find("*").Each(func(_ int, s *goquery.Selection) {
		n := s.Get(0)
		if n.Data == "style" || n.Data == "iframe" || n.Data == "object" || n.Data == "embed" || n.Data == "base" || n.Data == "script" && n.FirstChild != nil {
			wrong = append(wrong, "<"+n.Data+">: "+s.Text())
		}
		for _, a := range n.Attr {
			if isWild(n, a) {
				wrong = append(wrong, fmt.Sprintf("<%s %s=%q>", n.Data, a.Key, a.Val))
			}
		}
	})
	return wrong
}

func isWild(n *html.Node, a html.Attribute) bool {
	switch {
	case a.Key == "data-hostile" || a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Key, "hx-on"):
		return true
	case a.Key == "href" && n.Data == "a":
		return !ours.MatchString(a.Val) && !outside.MatchString(a.Val)
	case slices.Contains([]string{"href", "src", "srcset", "action", "formaction", "poster", "hx-get", "hx-post", "hx-sse:connect"}, a.Key):
		return !ours.MatchString(a.Val)
	}
	return false
}
