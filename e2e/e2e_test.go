// Package e2e tests the real binary as people use it: in a real browser, and from outside the
// process.
package e2e

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

var binary string

func TestMain(m *testing.M) { os.Exit(runTests(m)) }

func runTests(m *testing.M) int {
	flag.Parse()
	if testing.Short() {
		fmt.Println("these tests start browsers and servers: -short leaves them out")
		return 0
	}
	dir, err := os.MkdirTemp("", "latchkey-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a folder of its own in the system's temporary one
	binary = filepath.Join(dir, "latchkey")
	// this is what ships
	build := exec.Command("make", "-s", "-C", "..", "release", "OUT="+binary, "VERSION=test")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "build latchkey:", err)
		return 1
	}
	defer func() { closeChromium() }()
	return m.Run()
}

// demo is a running demo and its output.
type demo struct {
	Address   string  `json:"address"`
	OrderDesk string  `json:"order_desk"`
	Logins    []login `json:"logins"`
	Accounts  []struct {
		ID, Name  string
		Companies []struct{ ID, Name string }
	} `json:"accounts"`
	DB      string `json:"-"`
	process *exec.Cmd
}

type login struct {
	Kind, Account, User, Password string
	Roles                         []string
}

// startDemo starts a demo, and stops it at the end of the test; it must then exit cleanly. The demo
// was filled once; each test continues with a copy.
func startDemo(t *testing.T) *demo {
	t.Helper()
	if err := filled(); err != nil {
		t.Fatal("fill a demo: ", err)
	}
	d := &demo{DB: filepath.Join(t.TempDir(), "demo.db")}
	for _, end := range demoFiles {
		must(t, os.WriteFile(d.DB+end, []byte(readFile(t, filledDB()+end)), 0o600))
	}
	must(t, d.start())
	t.Cleanup(func() { d.stop(t) })
	return d
}

// demoFiles are the suffixes of a demo's files: its database, its passwords and its key.
var demoFiles = []string{"", ".demo", ".key", ".factors.key"}

func filledDB() string { return filepath.Join(filepath.Dir(binary), "demo.db") }

// filled fills the demo that is copied.
var filled = sync.OnceValue(func() error {
	d := &demo{DB: filledDB()}
	if err := d.start(); err != nil {
		return err
	}
	return errors.Join(d.process.Process.Signal(syscall.SIGTERM), d.process.Wait())
})

// start starts the demo, and parses its output.
func (d *demo) start() error {
	d.process = exec.Command(binary, "demo", "--json")
	d.process.Env = append(os.Environ(), "LATCHKEY_ADDR=127.0.0.1:0", "LATCHKEY_DB="+d.DB)
	d.process.Stderr = os.Stderr
	out, err := d.process.StdoutPipe()
	if err == nil {
		err = d.process.Start()
	}
	if err != nil {
		return err
	}
	if err := json.NewDecoder(out).Decode(d); err != nil {
		return errors.Join(fmt.Errorf("what demo --json printed: %w", err), d.process.Process.Kill(), d.process.Wait())
	}
	return nil
}

// stop ends the demo if it is still running.
func (d *demo) stop(t *testing.T) {
	t.Helper()
	if d.process.ProcessState != nil {
		return
	}
	_ = d.process.Process.Signal(syscall.SIGTERM) // the test may have ended it
	if err := d.process.Wait(); err != nil && !d.killed() {
		t.Errorf("the demo did not stop in good order: %v", err)
	}
}

func (d *demo) killed() bool {
	status, ok := d.process.ProcessState.Sys().(syscall.WaitStatus)
	return ok && status.Signaled() && status.Signal() == syscall.SIGKILL
}

func (d *demo) password(t *testing.T, account, user string) string {
	t.Helper()
	for _, l := range d.Logins {
		if l.Account == account && l.User == user {
			return l.Password
		}
	}
	t.Fatalf("the demo has no login %s/%s", account, user)
	return ""
}

// ids are the ids of an account and of one of its companies.
func (d *demo) ids(t *testing.T, account, company string) (accountID, companyID string) {
	t.Helper()
	for _, a := range d.Accounts {
		for _, c := range a.Companies {
			if a.Name == account && c.Name == company {
				return a.ID, c.ID
			}
		}
		if a.Name == account && company == "" {
			return a.ID, ""
		}
	}
	t.Fatalf("the demo has no %s of %s", company, account)
	return "", ""
}

// client is a signed-in program, like a script.
type client struct {
	base, cookie string
	http         http.Client
}

// signIn signs in as a user or, with user "", as the account.
func (d *demo) signIn(t *testing.T, account, user string) *client {
	t.Helper()
	c := newClient(d.Address)
	form, path := url.Values{"account": {account}, "password": {d.password(t, account, user)}}, "/login/account"
	if user != "" {
		form.Set("user", user)
		path = "/login/user"
	}
	r, err := c.post(t.Context(), path, form) //nolint:bodyclose // post closes it
	must(t, err)
	if r.StatusCode != http.StatusSeeOther || len(r.Cookies()) != 1 {
		t.Fatalf("signing in as %s/%s: %s", account, user, r.Status)
	}
	c.cookie = r.Cookies()[0].Name + "=" + r.Cookies()[0].Value
	return c
}

func newClient(base string) *client {
	return &client{base: base, http: http.Client{
		Timeout:       30 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// post posts a form and closes the response's body.
func (c *client) post(ctx context.Context, path string, form url.Values) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", c.base)
	if c.cookie != "" {
		r.Header.Set("Cookie", c.cookie)
	}
	response, err := c.http.Do(r)
	if err != nil {
		return nil, err
	}
	return response, response.Body.Close()
}

// toolsDir is where `make setup` installs what tools/browser names.
var toolsDir = filepath.Join("..", "build", "browser", "node_modules")

func toolPath(parts ...string) string { return filepath.Join(append([]string{toolsDir}, parts...)...) }

// needTools fails if the tools of the browser tests are missing.
func needTools(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(filepath.Join("..", "build", "browser", "installed")); err != nil {
		t.Fatal("axe, html-validate and Lighthouse are missing: run `make setup`, which installs them into build/browser")
	}
}
