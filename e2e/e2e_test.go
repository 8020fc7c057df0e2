// Package e2e tests the real binary as people use it: in a real browser, and from outside the process.
package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

var binary string

func TestMain(m *testing.M) { os.Exit(runTests(m)) }

func runTests(m *testing.M) int {
	dir, err := os.MkdirTemp("", "latchkey-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a folder of its own in the system's temporary one
	binary = filepath.Join(dir, "latchkey")
	build := exec.Command("make", "-s", "-C", "..", "release", "OUT="+binary, "VERSION=test") // what is shipped
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "build latchkey:", err)
		return 1
	}
	return m.Run()
}

// demo is a running demo, and what it printed.
type demo struct {
	Address  string  `json:"address"`
	Logins   []login `json:"logins"`
	Accounts []struct {
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

// startDemo starts a demo, and stops it with the test; it must then end in good order.
func startDemo(t *testing.T) *demo {
	t.Helper()
	d := &demo{DB: filepath.Join(t.TempDir(), "demo.db")}
	d.process = exec.Command(binary, "demo", "--json")
	d.process.Env = append(os.Environ(), "LATCHKEY_ADDR=127.0.0.1:0", "LATCHKEY_DB="+d.DB)
	d.process.Stderr = os.Stderr
	out, err := d.process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := d.process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.stop(t) })
	if err := json.NewDecoder(out).Decode(d); err != nil {
		t.Fatalf("what demo --json printed: %v", err)
	}
	return d
}

// stop ends the demo if it still runs.
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

// ids are those of an account and of one of its companies.
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

// client is a program that signed in, as a script would.
type client struct {
	base, cookie string
	http         http.Client
}

// signIn signs in as a user, or with user "" as the account.
func (d *demo) signIn(t *testing.T, account, user string) *client {
	t.Helper()
	c := newClient(d.Address)
	form, path := url.Values{"account": {account}, "password": {d.password(t, account, user)}}, "/login/account"
	if user != "" {
		form.Set("user", user)
		path = "/login/user"
	}
	r, err := c.post(t.Context(), path, form) //nolint:bodyclose // post closes it
	if err != nil {
		t.Fatal(err)
	}
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

// post posts a form; the response's body is closed.
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
