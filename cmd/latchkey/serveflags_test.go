package main

import (
	"context"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/cmd/latchkey/proctest"
	"latchkey/views"
)

// firstAdministrator starts a server with nothing in its environment, and signs its first
// ADMINISTRATOR in. It returns where that leads.
func firstAdministrator(t *testing.T, path string, flags ...string) (p *process, v *visitor, leads string) {
	t.Helper()
	noProcesses(t)
	cmd := program(context.Background(), append([]string{"serve", "--db", path, "--addr", "127.0.0.1:0"}, flags...)...)
	cmd.Env = slices.DeleteFunc(cmd.Env, func(s string) bool { return strings.HasPrefix(s, "LATCHKEY_REQUIRE") })
	started := proctest.Start(t, cmd)
	p = &process{started, started.AwaitServing(t)}
	v = &visitor{base: p.address}
	const password = "otter velvet quarry lantern"
	v.want(t, http.StatusSeeOther, regexp.MustCompile(`/setup/\S+`).FindString(p.Stdout.String()), url.Values{"name": {"First"}, "time_zone": {"UTC"}, "password": {password}})
	v.cookie = ""
	leads = v.want(t, http.StatusSeeOther, "/login/account", url.Values{"account": {"First"}, "password": {password}})
	return p, v, leads
}

// A server requires second factors unless its operator says otherwise.
func TestSecondFactorsAreRequiredByDefault(t *testing.T) {
	for flag, want := range map[string]string{"": views.AddFactorURL, "--no-require-second-factor": "/"} {
		_, _, leads := firstAdministrator(t, filepath.Join(t.TempDir(), "latchkey.db"), strings.Fields(flag)...)
		same(t, leads, want, "where signing in leads with %q", flag)
	}
}

// --session-length and --fresh-for say how long a session and a proof last.
func TestHowLongSessionsAndProofsLast(t *testing.T) {
	form := url.Values{"name": {"Acme"}, "role_SUPPORT": {"on"}}
	for _, c := range []struct {
		flags  string
		length time.Duration
		status int // of a form that matters, two seconds after signing in
	}{
		{"--no-require-second-factor", access.DefaultSessionLifetime, http.StatusOK},
		{"--no-require-second-factor --session-length 90m --fresh-for 1s", 90 * time.Minute, http.StatusUnprocessableEntity},
	} {
		path := filepath.Join(t.TempDir(), "latchkey.db")
		p, v, _ := firstAdministrator(t, path, strings.Fields(c.flags)...)
		time.Sleep(2 * time.Second)
		v.want(t, c.status, "/accounts", form)
		p.terminate(t)
		same(t, value[int64](t, path, "SELECT expires_at - created_at FROM sessions"), c.length.Milliseconds(), "length of a session with %q", c.flags)
	}
}

// The operator resets an account's second factors at once.
func TestTheOperatorResetsFactors(t *testing.T) {
	path := coded(t)
	count := func() int64 { return value[int64](t, path, "SELECT count(*) FROM one_time_codes") }
	same(t, count(), 1, "factors before")
	for _, c := range []struct {
		args, said string
		code       int
	}{
		{"Nobody", "latchkey: ", 1},
		{"Eve --user tom", "latchkey: ", 1},
		{"Eve", "", 0},
		{"Eve", "latchkey: ", 1},
	} {
		_, said, code := ran(t, append(strings.Fields("account reset-factors "+c.args), "--db", path)...)
		if code != c.code || !strings.HasPrefix(said, c.said) {
			t.Errorf("%s: exit status %d, it said %q", c.args, code, said)
		}
	}
	same(t, count(), 0, "factors afterwards")
	same(t, value[int64](t, path, "SELECT count(*) FROM audit_entries WHERE action = 'factors.reset'"), 1, "entries")
}
