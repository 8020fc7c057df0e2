package main

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"latchkey/cmd/latchkey/proctest"
	"latchkey/db"
)

// stopsWithin is how long a stop may take, whatever is in progress.
const stopsWithin = 8 * time.Second

// hang is a receiver that never answers.
func hang(t *testing.T) (address string, came chan struct{}) {
	t.Helper()
	came = make(chan struct{}, 100)
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // only then does it notice that the client has gone
		came <- struct{}{}
		<-r.Context().Done()
	}))
	t.Cleanup(s.Close)
	return s.URL, came
}

// half sends half a request and then nothing more.
func half(t *testing.T, address, text string) {
	t.Helper()
	c, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", address)
	must(t, err)
	_, err = io.WriteString(c, text)
	must(t, err)
	t.Cleanup(func() { _ = c.Close() })
}

// stream opens an event stream, and returns once it has begun.
func (v *visitor) stream(t *testing.T) {
	t.Helper()
	response, err := v.ask(t.Context(), "/events", nil)
	must(t, err)
	t.Cleanup(func() { _ = response.Body.Close() })
	if _, err := io.ReadFull(response.Body, make([]byte, 5)); err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("the stream: %s, %v", response.Status, err)
	}
}

// besieged is a server with everything that could delay a stop, except the lock. refuse makes an
// attempt that it refuses.
func besieged(t *testing.T) (s *process, path string, refuse func()) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "latchkey.db")
	if _, said, code := ran(t, "migrate", "--db", path); code != 0 {
		t.Fatal(said)
	}
	const password = word
	if _, said, code := saysTo(t, password+"\n", "account", "create", "Acme", "--db", path, "--email", "it@acme.example", "--password-stdin"); code != 0 {
		t.Fatal(said)
	}
	smtp, _ := drip(t, "me", time.Second)
	heads, posting := hang(t)
	s = startServer(t, path, "--smtp", smtp, "--mail-from", "latchkey@example.com", "--heads-url", heads, "--heads-every", "1s")
	v := &visitor{base: s.address}
	v.want(t, http.StatusSeeOther, "/login/account", url.Values{"account": {"Acme"}, "password": {password}})
	for range 3 {
		v.stream(t)
	}
	own := v.want(t, http.StatusSeeOther, "/", nil)
	v.want(t, http.StatusSeeOther, own+"/edit", url.Values{"email": {"new@acme.example"}, "current_password": {password}})
	<-posting
	proctest.Eventually(t, "the mail is being sent", func() bool {
		out, _, _ := ran(t, "mail", "status", "--db", path)
		return strings.Contains(out, "SENDING")
	})
	host := strings.TrimPrefix(s.address, "http://")
	half(t, host, "")
	half(t, host, "GET / HTTP/1.1\r\nHost: x\r\n")
	half(t, host, "POST /login/account HTTP/1.1\r\nHost: "+host+"\r\nOrigin: "+s.address+"\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\naccount=")
	return s, path, func() { v.want(t, http.StatusForbidden, "/accounts/new", nil) }
}

// TestStopInTime: a slow mail server, a hanging receiver of heads, streams and half-sent requests
// delay nothing, and the last refused attempt is in the record.
func TestStopInTime(t *testing.T) {
	t.Parallel()
	s, path, refuse := besieged(t)
	refuse()
	if took := s.terminate(t); took >= stopsWithin {
		t.Errorf("the stop took %s", took)
	}
	log := s.Stderr.String()
	if s.Cmd.ProcessState.ExitCode() != 0 || strings.Contains(log, `"level":"ERROR"`) || !strings.Contains(log, `"msg":"requests were cut off`) || !strings.Contains(log, `"error":"the server is stopping`) {
		t.Errorf("%s\n%s", s.Cmd.ProcessState, log)
	}
	if denied := value[int](t, path, "SELECT COUNT(*) FROM audit_entries WHERE action LIKE 'denied%' OR action LIKE '%denied'"); denied != 1 {
		t.Errorf("refused in the record: %d, want one", denied)
	}
	same(t, value[string](t, path, "SELECT GROUP_CONCAT(state) FROM mails"), "PENDING,PENDING", "the mails to the old and the new address")
}

// TestStopBehindALock: another process that holds the lock does not delay the stop further, and the
// log says what could not be written.
func TestStopBehindALock(t *testing.T) {
	t.Parallel()
	s, path, refuse := besieged(t)
	pool, err := sql.Open(db.Driver, path+"?_busy_timeout=10000")
	must(t, err)
	defer pool.Close() //nolint:errcheck // a test's
	if _, err = pool.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	refuse()
	go func() { // it waits for the lock
		r, err := (&visitor{base: s.address}).ask(t.Context(), "/login/account", url.Values{"account": {"Acme"}, "password": {"wrong"}})
		if err == nil {
			_ = r.Body.Close()
		}
	}()
	if took := s.terminate(t); took >= stopsWithin {
		t.Errorf("the stop took %s", took)
	}
	log := s.Stderr.String()
	hasAll(t, "the log", log, "latchkey: the latest denied attempts aren't in the record", `"msg":"the time of the stop was not kept`,
		"what became of a mail could not be noted", fmt.Sprintf("(pid %d) has ", os.Getpid()))
	if s.Cmd.ProcessState.ExitCode() != 1 || t.Failed() {
		t.Errorf("%s\n%s", s.Cmd.ProcessState, log)
	}
}

// TestStopWaitsForNoIdleConnection: browsers open connections in advance, without a request.
func TestStopWaitsForNoIdleConnection(t *testing.T) {
	t.Parallel()
	s := startServer(t, filepath.Join(t.TempDir(), "latchkey.db"))
	half(t, strings.TrimPrefix(s.address, "http://"), "")
	// so that the server has seen the other one
	(&visitor{base: s.address}).want(t, http.StatusSeeOther, "/", nil)
	s.terminate(t)
	if log := s.Stderr.String(); s.Cmd.ProcessState.ExitCode() != 0 || strings.Contains(log, "cut off") {
		t.Errorf("%s\n%s", s.Cmd.ProcessState, log)
	}
}

// TestStopWaitsForNoCheck: the check of a large file may hang on its disk, where no context can
// interrupt it.
func TestStopWaitsForNoCheck(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "latchkey.db")
	err := os.WriteFile(path, nil, 0o600)
	must(t, err)
	must(t, os.Truncate(path, checkedAtOnce+1))
	end := newStopping(t.Context())
	defer end.over()
	over, cancel := context.WithCancel(t.Context())
	cancel()
	end.last = over
	hangs := make(chan struct{})
	defer close(hangs)
	var served bool
	err = serveChecked(end, newLog(io.Discard, 0), path, func(context.Context) error { <-hangs; return nil }, func() error { served = true; return nil })
	if !served || err == nil || !strings.Contains(err.Error(), "the check of the database hadn't finished") {
		t.Errorf("served: %v, %v", served, err)
	}
}
