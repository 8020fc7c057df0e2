package e2e

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestProcessBackup(t *testing.T) {
	t.Parallel()
	db, password := madeDB(t)
	s := startServe(t, db)
	s.signIn(t, "Northwind", "", password)
	copied := filepath.Join(t.TempDir(), "copy.db")
	same(t, succeeds(t, "backup", "--db", db, copied), "", "what backup said")
	if original, backup := succeeds(t, "audit", "verify", "--db", db), succeeds(t, "audit", "verify", "--db", copied); original != backup {
		t.Errorf("of the database verify says\n%s\nand of its backup\n%s", original, backup)
	}
	before := readFile(t, copied)
	s.signIn(t, "Northwind", "", password)
	wantSum(t, copied)
	same(t, succeeds(t, "backup", "--db", db, copied), "", "what it said the next day")
	if readFile(t, copied) == before {
		t.Error("the first backup is still there")
	}
	wantSum(t, copied)
	theirs := filepath.Join(t.TempDir(), "theirs")
	must(t, os.WriteFile(theirs, []byte("theirs"), 0o600))
	execute(t, copied, "PRAGMA user_version = 9") // as if someone served it
	for _, path := range []string{theirs, copied, db} {
		if got := fails(t, "backup", "--db", db, path); !strings.HasPrefix(got, path+": ") {
			t.Errorf("over %s it said %q", path, got)
		}
	}
	execute(t, copied, "PRAGMA user_version = 1")
	fails(t, "backup", "--db", db, "")
	s.stop(t)

	missing := "the key file " + copied + ".key is missing, but the record is signed with the key latchkey/"
	if got := fails(t, "serve", "--db", copied, "--addr", "127.0.0.1:0"); !strings.HasPrefix(got, missing) {
		t.Errorf("without its key it said %q", got)
	}
	missing = "the factors key file " + copied + ".factors.key is missing, and with it the key of the signing keys for webapps: "
	if got := fails(t, "serve", "--db", copied, "--addr", "127.0.0.1:0", "--key", db+".key"); !strings.HasPrefix(got, missing) {
		t.Errorf("without the factors key it said %q", got)
	}
	restored := startServe(t, copied, "--key", db+".key", "--factors-key", db+".factors.key")
	restored.signIn(t, "Northwind", "", password)
	restored.stop(t)
}

func TestProcessHealthcheck(t *testing.T) {
	t.Parallel()
	db, _ := madeDB(t)
	s := startServe(t, db)
	addr := strings.TrimPrefix(s.address, "http://")
	same(t, succeeds(t, "healthcheck", "--addr", addr), "ready\n", "what healthcheck said")
	release := hold(t, db)
	c := newClient(s.address)
	answers(t, c.get(t, "/healthz"), http.StatusOK)
	becomes := func(status int) { // the answer is reused for a second
		t.Helper()
		eventually(t, fmt.Sprintf("/readyz answers %d", status), func() bool { return c.get(t, "/readyz").StatusCode == status })
	}
	becomes(http.StatusServiceUnavailable)
	if said := fails(t, "healthcheck", "--addr", addr); !strings.HasSuffix(said, "not ready: a write does not get its turn") {
		t.Errorf("healthcheck said %q", said)
	}
	release()
	becomes(http.StatusOK)

	s.stop(t)
	fails(t, "healthcheck", "--addr", addr)
}

// hold keeps everyone else from writing to a database, until release is called.
func hold(t *testing.T, path string) (release func()) {
	t.Helper()
	pool, err := sql.Open("sqlite3", path+"?_txlock=immediate")
	must(t, err)
	tx, err := pool.BeginTx(t.Context(), nil)
	must(t, err)
	return func() {
		t.Helper()
		must(t, errors.Join(tx.Rollback(), pool.Close()))
	}
}

func TestProcessHelp(t *testing.T) {
	t.Parallel()
	if out := succeeds(t, "version"); !regexp.MustCompile(`^latchkey \S+\n$`).MatchString(out) {
		t.Errorf("version printed %q", out)
	}
	help := succeeds(t, "--help")
	for _, command := range []string{
		"serve", "demo", "account create", "account role add", "account role remove", "account password", "account disable",
		"account enable", "account list", "account reset-factors", "migrate", "backup", "audit verify", "audit new-key", "mail status", "mail retry", "healthcheck", "version",
	} {
		if !regexp.MustCompile(`(?m)^  ` + command + `  +\S`).MatchString(help) {
			t.Errorf("--help does not name %s", command)
		}
		succeeds(t, append(strings.Fields(command), "--help")...)
	}
	fails(t)
	fails(t, "dance")
	fails(t, "serve", "--dance")
}

func TestProcessLogs(t *testing.T) {
	t.Parallel()
	s := startServe(t, newDB(t), "--log-level", "DEBUG")
	path := s.setUpPath(t)
	const wrong = "walrus-thimble-orchid-88"
	nobody := newClient(s.address)
	ids := []string{nobody.get(t, path).Header.Get("X-Request-Id")}
	nobody.get(t, path+"x")
	nobody.get(t, "/login?next="+url.QueryEscape(path))
	nobody.send(t, path, setUpForm("Northwind"))
	_, refusal := s.trySignIn(t, "Northwind", "", wrong)
	answers(t, refusal, http.StatusUnprocessableEntity)
	nobody.send(t, "/login/account?password="+wrong, url.Values{"password": {wrong, wrong}})
	c := s.signIn(t, "Northwind", "", goodPassword)
	c.get(t, c.get(t, "/").Header.Get("Location"))
	ids = append(ids, refusal.Header.Get("X-Request-Id"), c.get(t, "/nothing/here").Header.Get("X-Request-Id"))
	c.send(t, "/logout", nil)
	s.stop(t)

	logged := map[string]bool{}
	for line := range strings.Lines(s.Stderr.String()) {
		var entry struct {
			Time      time.Time `json:"time"`
			Msg       string    `json:"msg"`
			RequestID string    `json:"request_id"`
		}
		if err := json.Unmarshal([]byte(line), &entry); err != nil || entry.Time.IsZero() || entry.Msg == "" {
			t.Errorf("%q is no line of JSON with a time and a message: %v", line, err)
		}
		if entry.Msg == "request" && (entry.RequestID == "" || logged[entry.RequestID]) {
			t.Errorf("without a request id of its own: %s", line)
		}
		logged[entry.RequestID] = true
	}
	for _, id := range ids {
		if id == "" || !logged[id] {
			t.Errorf("request %q is not in the log", id)
		}
	}
	_, cookie, _ := strings.Cut(c.cookie, "=")
	for what, secret := range map[string]string{
		"right password": goodPassword, "wrong password": wrong, "set-up token": strings.TrimPrefix(path, "/setup/"), "cookie": cookie,
	} {
		if len(secret) < 10 || strings.Contains(s.Stderr.String(), secret) {
			t.Errorf("the log has the %s %q", what, secret)
		}
	}
	if t.Failed() {
		t.Log(s.Stderr.String())
	}
}

func TestProcessHeaders(t *testing.T) {
	t.Parallel()
	db, password := madeDB(t)
	s := startServe(t, db)
	c := s.signIn(t, "Northwind", "", password)
	asset := regexp.MustCompile(`/static/app\.\w+\.css`).FindString(c.get(t, "/login").body + c.get(t, "/nothing").body)
	for path, want := range map[string]struct {
		status int
		cache  string
	}{
		"/accounts":       {http.StatusOK, "no-store"},
		"/nothing":        {http.StatusNotFound, "no-store"},
		"/healthz":        {http.StatusOK, "no-store"},
		"/readyz":         {http.StatusOK, "no-store"},
		asset:             {http.StatusOK, "public, max-age=31536000, immutable"},
		"/static/nothing": {http.StatusNotFound, ""},
	} {
		a := c.get(t, path)
		answers(t, a, want.status)
		for name, value := range map[string]string{
			"Content-Security-Policy":      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
			"X-Content-Type-Options":       "nosniff",
			"Referrer-Policy":              "same-origin",
			"Cross-Origin-Opener-Policy":   "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin",
			"Permissions-Policy":           "camera=(), geolocation=(), microphone=()",
			"Strict-Transport-Security":    "",
		} {
			same(t, a.Header.Get(name), value, "%s: %s", path, name)
		}
		if got := a.Header.Get("Cache-Control"); want.cache != "" && got != want.cache {
			t.Errorf("%s: Cache-Control is %q, want %q", path, got, want.cache)
		}
	}
}

func TestProcessBodyLimit(t *testing.T) {
	t.Parallel()
	db, _ := madeDB(t)
	s := startServe(t, db)
	c := newClient(s.address)
	form := func(size int) string { return "account=" + strings.Repeat("a", size-len("account=")) }
	const limit = 128 << 10
	for _, post := range []struct {
		what string
		body io.Reader
		want int
	}{
		{"all that fits", strings.NewReader(form(limit)), http.StatusUnprocessableEntity},
		{"a byte more", strings.NewReader(form(limit + 1)), http.StatusRequestEntityTooLarge},
		{"a byte more, in chunks", io.MultiReader(strings.NewReader(form(limit + 1))), http.StatusRequestEntityTooLarge},
	} {
		t.Run(post.what, func(t *testing.T) {
			answers(t, c.do(t, http.MethodPost, "/login/account", post.body, "Content-Type", "application/x-www-form-urlencoded"), post.want)
		})
	}
}
