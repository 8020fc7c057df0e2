package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/cmd/latchkey/proctest"
	"latchkey/db"
)

// If asProgram is set in the environment, the test binary becomes the program itself, so that a
// test can kill it or lock it out like a separate process.
const asProgram = "LATCHKEY_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	if path := os.Getenv(asHolder); path != "" {
		if err := hold(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

var hasAll, hasNone = proctest.HasAll, proctest.HasNone

// same requires a value to be the expected one.
func same[T comparable](t testing.TB, got, want T, what string, args ...any) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %#v, want %#v", fmt.Sprintf(what, args...), got, want)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// noProcesses skips a test that starts processes in `make quick`.
func noProcesses(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("this starts processes")
	}
}

// program is a command that runs the program in a separate process.
func program(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0], args...)
	cmd.Env = append(proctest.Environment(), asProgram+"=1")
	return cmd
}

// says runs a command in this process, and returns its output and exit status.
func says(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(&globals{t.Context(), strings.NewReader(""), &out, &errs}, args)
	return out.String(), errs.String(), code
}

// execute executes statements on a database behind the program's back.
func execute(t testing.TB, path, statements string, args ...any) {
	t.Helper()
	pool, err := sql.Open(db.Driver, "file:"+path+"?_busy_timeout=10000")
	must(t, err)
	pool.SetMaxOpenConns(1)
	_, err = pool.ExecContext(t.Context(), statements, args...)
	must(t, errors.Join(err, pool.Close()))
}

// value returns the result of a query on a database file that nobody has open.
func value[T any](t *testing.T, path, query string) (v T) {
	t.Helper()
	pool, err := sql.Open(db.Driver, "file:"+path+"?mode=ro&immutable=1")
	must(t, err)
	err = pool.QueryRowContext(t.Context(), query).Scan(&v)
	must(t, errors.Join(err, pool.Close()))
	return v
}

// opened opens a database and its service until the end of the test.
func opened(t *testing.T, path string, lock db.Lock, c access.Config) (*db.Store, *access.Service) {
	t.Helper()
	store, svc, err := open(t.Context(), path, lock, c)
	must(t, err)
	t.Cleanup(func() { must(t, store.Close()) })
	return store, svc
}

// ran runs a command in a separate process, and returns its output and exit status.
func ran(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	noProcesses(t)
	return proctest.Run(t, program(t.Context(), args...))
}

// process is a server in a separate process.
type process struct {
	*proctest.Process
	address string
}

// startServer starts a server on a database file, waits until it serves, and stops it at the end of
// the test at the latest.
func startServer(t *testing.T, path string, args ...string) *process {
	t.Helper()
	noProcesses(t)
	p := proctest.Start(t, program(context.Background(), append([]string{"serve", "--db", path, "--addr", "127.0.0.1:0"}, args...)...))
	return &process{p, p.AwaitServing(t)}
}

// terminate stops a process as a supervisor would, and returns how long that took.
func (p *process) terminate(t *testing.T) (took time.Duration) {
	t.Helper()
	begin := time.Now()
	p.Terminate(t)
	return time.Since(begin)
}

// visitor is a browser that does not follow redirects.
type visitor struct {
	base, cookie string
}

// ask sends a request. If there is a form, it is posted.
func (v *visitor) ask(ctx context.Context, path string, form url.Values) (*http.Response, error) {
	method, body := http.MethodGet, io.Reader(nil)
	if form != nil {
		method, body = http.MethodPost, strings.NewReader(form.Encode())
	}
	r, err := http.NewRequestWithContext(ctx, method, v.base+path, body)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Origin", v.base)
	r.Header.Set("Cookie", v.cookie)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return client.Do(r)
}

// want requires a status, and returns the Location of the answer.
func (v *visitor) want(t *testing.T, status int, path string, form url.Values) (location string) {
	t.Helper()
	r, err := v.ask(t.Context(), path, form)
	must(t, err)
	defer r.Body.Close() //nolint:errcheck // nothing is read
	if r.StatusCode != status {
		t.Fatalf("%s: %s, want %d", path, r.Status, status)
	}
	for _, c := range r.Cookies() {
		if strings.Contains(c.Name, "session") || v.cookie == "" {
			v.cookie = c.Name + "=" + c.Value
		}
	}
	return r.Header.Get("Location")
}
