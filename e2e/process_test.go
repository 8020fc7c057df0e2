package e2e

import (
	"bufio"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"latchkey/access"
)

func TestProcessSetUp(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	s := startServe(t, db)
	path := s.setUpPath(t)
	nobody := newClient(s.address)
	page := nobody.get(t, path)
	answers(t, page, http.StatusOK)
	for field := range setUpForm("") {
		if page.find(t, "[name="+field+"]").Length() == 0 {
			t.Errorf("the set-up page has no field %s", field)
		}
	}
	weak := setUpForm("Northwind")
	weak.Set("password", "short")
	answers(t, nobody.send(t, path, weak), http.StatusUnprocessableEntity)
	leads(t, nobody.send(t, path, setUpForm("Northwind")), "/")

	answers(t, nobody.get(t, path), http.StatusNotFound)
	answers(t, nobody.send(t, path, setUpForm("Southwind")), http.StatusNotFound)
	c := s.signIn(t, "Northwind", "", goodPassword)
	landing := c.get(t, "/").Header.Get("Location")
	own := c.get(t, landing)
	answers(t, own, http.StatusOK)
	if !regexp.MustCompile(`^/accounts/acc_\w+$`).MatchString(landing) || !strings.Contains(own.body, "Northwind") || !strings.Contains(own.body, "ADMINISTRATOR") {
		t.Errorf("the account landed on %s:\n%s", landing, own.body)
	}
	s.stop(t)

	again := startServe(t, db)
	answers(t, newClient(again.address).get(t, path), http.StatusNotFound)
	again.stop(t)
	same(t, again.Stdout.String(), "", "what serve printed with an ADMINISTRATOR there")
}

// The next start replaces an unused set-up address.
func TestProcessSetUpAnew(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	first := startServe(t, db)
	old := first.setUpPath(t)
	first.stop(t)
	second := startServe(t, db)
	c := newClient(second.address)
	answers(t, c.get(t, old), http.StatusNotFound)
	answers(t, c.get(t, second.setUpPath(t)), http.StatusOK)
}

// A set-up address is only for the first ADMINISTRATOR, even if the operator created that account.
func TestProcessSetUpIsOver(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	s := startServe(t, db)
	path := s.setUpPath(t)
	create(t, db, "Northwind", "--role", "ADMINISTRATOR")
	c := newClient(s.address)
	answers(t, c.get(t, path), http.StatusNotFound)
	answers(t, c.send(t, path, setUpForm("Southwind")), http.StatusNotFound)
}

func TestProcessFinishesRequests(t *testing.T) {
	t.Parallel()
	db, password := madeDB(t)
	s := startServe(t, db)
	host := strings.TrimPrefix(s.address, "http://")
	conn, err := (&net.Dialer{Timeout: patience}).DialContext(t.Context(), "tcp", host)
	must(t, err)
	defer conn.Close() //nolint:errcheck // the server closes it
	must(t, conn.SetDeadline(time.Now().Add(patience)))
	body := url.Values{"account": {"Northwind"}, "password": {password}}.Encode()
	half := len(body) / 2
	say := func(text string) {
		if _, err := io.WriteString(conn, text); err != nil {
			t.Fatal(err)
		}
	}
	say("POST /login/account HTTP/1.1\r\nHost: " + host + "\r\nOrigin: " + s.address +
		"\r\nContent-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\nContent-Length: " + fmt.Sprint(len(body)) + "\r\n\r\n")
	reader := bufio.NewReader(conn)
	if line, err := reader.ReadString('\n'); err != nil || line != "HTTP/1.1 100 Continue\r\n" {
		t.Fatalf("%q %v", line, err)
	}
	if _, err := reader.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	say(body[:half])
	must(t, s.Cmd.Process.Signal(syscall.SIGTERM))
	eventually(t, "the server is stopping", func() bool { return strings.Contains(s.Stderr.String(), `"msg":"stopping"`) })
	say(body[half:])
	response, err := http.ReadResponse(reader, nil)
	must(t, err)
	must(t, response.Body.Close())
	if response.StatusCode != http.StatusSeeOther || len(response.Cookies()) != 1 {
		t.Errorf("the request in flight was answered with %s", response.Status)
	}
	s.Wait(t)
	if s.Err != nil {
		t.Errorf("after SIGTERM: %v\n%s", s.Err, &s.Stderr)
	}
	if _, err := net.DialTimeout("tcp", host, patience); err == nil {
		t.Error("it still listens")
	}
}

func TestProcessRefusesToServe(t *testing.T) {
	t.Parallel()
	serve := func(db string) []string { return []string{"serve", "--db", db, "--addr", "127.0.0.1:0"} }
	refused := func(t *testing.T, db, want string) {
		t.Helper()
		if got := fails(t, serve(db)...); got != db+": "+want {
			t.Errorf("it said %q, want %q", got, want)
		}
	}
	t.Run("a second server", func(t *testing.T) {
		t.Parallel()
		db, _ := madeDB(t)
		s := startServe(t, db)
		by := fmt.Sprintf("another latchkey process, latchkey serve (pid %d), is serving this database: ", s.Cmd.Process.Pid)
		refused(t, db, by+"stop it first, or name another file with --db")
		answers(t, newClient(s.address).get(t, "/readyz"), http.StatusOK)
		s.stop(t)
		startServe(t, db).stop(t)
	})
	t.Run("a newer database", func(t *testing.T) {
		t.Parallel()
		db, _ := madeDB(t)
		execute(t, db, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)")
		const newer = "the database was created by a newer version of latchkey: run that version, or restore a backup"
		refused(t, db, newer)
		for _, args := range [][]string{{"migrate"}, {"audit", "verify"}, {"account", "list"}, {"account", "disable", "Northwind"}, {"backup", db + ".copy"}} {
			if stdout, stderr, code := run(t, slices.Concat(args, []string{"--db", db})...); code == 0 || stderr != "latchkey: "+db+": "+newer+"\n" {
				t.Errorf("%v: exit status %d, %q %q", args, code, stdout, stderr)
			}
		}
	})
	t.Run("a file that cannot be written", func(t *testing.T) {
		t.Parallel()
		db, _ := madeDB(t)
		must(t, os.Chmod(db, 0o444))
		refused(t, db, "can't write to the database file or its folder: check the permissions and the mount")
	})
	for name, content := range map[string]string{"a text": strings.Repeat("This is no database.\n", 500), "a short text": "no\n"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := newDB(t)
			must(t, os.WriteFile(db, []byte(content), 0o600))
			refused(t, db, "the file isn't a latchkey database; if it used to be one, it is damaged: restore a backup with `latchkey restore FILE`")
			same(t, readFile(t, db), content, "the file afterwards")
		})
	}
	t.Run("another program's database", func(t *testing.T) {
		t.Parallel()
		db := newDB(t)
		execute(t, db, "CREATE TABLE songs (title TEXT)")
		refused(t, db, "the file isn't a latchkey database; if it used to be one, it is damaged: restore a backup with `latchkey restore FILE`")
		file := openFile(t, db)
		if tables := file.texts("SELECT name FROM sqlite_master"); !slices.Equal(tables, []string{"songs"}) {
			t.Errorf("the file has now %q", tables)
		}
		file.close()
	})
	t.Run("a port in use", func(t *testing.T) {
		t.Parallel()
		db, _ := madeDB(t)
		l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
		must(t, err)
		defer l.Close() //nolint:errcheck // a test's
		want := l.Addr().String() + " is in use by another program: stop it, or listen elsewhere with --addr"
		same(t, fails(t, "serve", "--db", db, "--addr", l.Addr().String()), want, "what it said")
	})
}

// execute changes a database behind the program's back.
func execute(t *testing.T, path, statement string) {
	t.Helper()
	pool, err := sql.Open("sqlite3", path)
	must(t, err)
	_, err = pool.ExecContext(t.Context(), statement)
	must(t, errors.Join(err, pool.Close()))
}

func TestProcessAccountTools(t *testing.T) {
	t.Parallel()
	db, administrator := madeDB(t)
	s := startServe(t, db)
	tool := func(args ...string) string {
		return succeeds(t, slices.Concat([]string{"account"}, args, []string{"--db", db})...)
	}
	// out requires a session to be over.
	out := func(c *client) {
		t.Helper()
		leads(t, c.get(t, "/"), "/login")
	}
	in := func(c *client) {
		t.Helper()
		answers(t, c.get(t, c.get(t, "/").Header.Get("Location")), http.StatusOK)
	}
	refused := func(account, password string) {
		t.Helper()
		_, a := s.trySignIn(t, account, "", password)
		answers(t, a, http.StatusUnprocessableEntity)
	}

	password := create(t, db, "Acme", "--email", "it@acme.example", "--role", "sales", "--first-name", "Anna", "--last-name", "Schulz")
	acme, northwind := s.signIn(t, "Acme", "", password), s.signIn(t, "northwind", "", administrator)
	in(acme)

	same(t, tool("role", "add", "acme", "SUPPORT"), "", "what role add said")
	out(acme)
	acme = s.signIn(t, "Acme", "", password)
	answers(t, acme.get(t, "/access-requests/new"), http.StatusOK)
	tool("role", "remove", "Acme", "SUPPORT")
	out(acme)
	acme = s.signIn(t, "Acme", "", password)
	answers(t, acme.get(t, "/access-requests/new"), http.StatusForbidden)

	changed := printedPassword(t, tool("password", "Acme"), "Acme")
	out(acme)
	refused("Acme", password)
	acme, changed = s.signInPrinted(t, "Acme", changed)

	tool("disable", "Acme")
	out(acme)
	refused("Acme", changed)
	tool("enable", "Acme")
	out(acme)
	in(s.signIn(t, "Acme", "", changed))
	in(northwind) // it was not affected by any of this

	last := en.Reason(access.LastAdministrator{Account: "Northwind"})
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"role", "remove", "Northwind", "ADMINISTRATOR"}, last},
		{[]string{"disable", "Northwind"}, last},
		{[]string{"role", "add", "Acme", "SALES"}, en.Reason(access.HasRole{Account: "Acme", Role: access.Sales})},
		{[]string{"role", "remove", "Acme", "SUPPORT"}, en.Reason(access.HasNotRole{Account: "Acme", Role: access.Support})},
		{[]string{"role", "add", "Acme", "KING"}, "KING is not an account role: choose one of [ADMINISTRATOR SUPPORT CONSULTANT SALES CUSTOMER]"},
		{[]string{"role", "add", "Nobody", "SUPPORT"}, "there is no account with this name: `latchkey account list` lists them"},
		{[]string{"create", "ACME"}, "name: " + en.Reason(access.AccountNameTaken{})},
		{[]string{"create", "Globex", "--role", "SALES"}, "role: " + en.Reason(access.SalesNeedsContact{})},
	} {
		same(t, fails(t, slices.Concat([]string{"account"}, c.args, []string{"--db", db})...), c.want, "%v", c.args)
	}
	in(northwind)

	list := regexp.MustCompile(`acc_\w+`).ReplaceAllString(tool("list"), "acc_")
	wantList := "NAME       ROLES                   LOGIN    E-MAIL           ID\n" +
		"Acme       CUSTOMER SALES          enabled  it@acme.example  acc_\n" +
		"Northwind  ADMINISTRATOR CUSTOMER  enabled                   acc_\n"
	same(t, list, wantList, "list")

	file := openFile(t, db)
	record := file.texts("SELECT actor_name || ', ' || address || ': ' || action || ' ' || object_name || ' ' || before || after" +
		" FROM audit_entries WHERE actor_kind = 'OPERATOR' AND action LIKE 'account%' ORDER BY seq")
	file.close()
	wantRecord := []string{
		`operator, command_line: account.created Northwind {"name":"Northwind","roles":"CUSTOMER ADMINISTRATOR","time_zone":"UTC"}`,
		`operator, command_line: account.created Acme {"name":"Acme","roles":"CUSTOMER SALES","time_zone":"UTC"}`,
		`operator, command_line: account.role_added Acme {"role":"SUPPORT"}`,
		`operator, command_line: account.role_removed Acme {"role":"SUPPORT"}`,
		`operator, command_line: account.password_changed Acme `,
		`operator, command_line: account.disabled Acme `,
		`operator, command_line: account.enabled Acme `,
	}
	if !slices.Equal(record, wantRecord) {
		t.Errorf("the record of the operator:\n%s\nwant\n%s", strings.Join(record, "\n"), strings.Join(wantRecord, "\n"))
	}
	succeeds(t, "audit", "verify", "--db", db)
	s.stop(t)
}
