package e2e

import (
	"bufio"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// startOn starts a server with the test's files as its standard output and error, and returns it
// with its address.
func startOn(t *testing.T, db string, stdout, stderr *os.File) *process {
	t.Helper()
	address := freeAddress(t)
	cmd := exec.Command(binary, "serve", "--db", db, "--addr", address, "--log-level", "DEBUG")
	cmd.Stdout, cmd.Stderr = stdout, stderr
	p := startCommand(t, cmd)
	p.address = "http://" + address
	c := newClient(p.address)
	eventually(t, "the server answers", func() bool {
		r, err := c.http.Get(p.address + "/healthz")
		return err == nil && r.Body.Close() == nil && r.StatusCode == http.StatusOK
	})
	return p
}

// freeAddress is an address on which nobody listens, for a server whose log cannot be read. Other
// tests' servers and clients get ports of 127.0.0.1, so none of them takes it.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.13.7:0")
	must(t, err)
	must(t, l.Close())
	return l.Addr().String()
}

func pipe(t *testing.T) (r, w *os.File) {
	t.Helper()
	r, w, err := os.Pipe()
	must(t, err)
	t.Cleanup(func() { _, _ = r.Close(), w.Close() }) // the test may have closed them
	return r, w
}

// Nobody reads a server's output, and finally the reader is gone. The server answers as before, its
// log says what is missing, and it stops cleanly.
func TestAServerOutlivesItsReaders(t *testing.T) {
	t.Parallel()
	const many = 2_000 // their log is larger than the pipe and the queue
	t.Run("that stop reading", func(t *testing.T) {
		t.Parallel()
		db, _ := madeDB(t)
		r, w := pipe(t)
		p := startOn(t, db, w, w)
		c := newClient(p.address)
		ids := map[string]bool{}
		for range many {
			a := c.get(t, "/healthz")
			answers(t, a, http.StatusOK)
			ids[a.Header.Get("X-Request-Id")] = true
		}
		must(t, w.Close())
		read := make(chan [2]int)
		go func() {
			had, missing := readLog(t, r, ids)
			read <- [2]int{had, missing}
		}()
		p.stop(t)
		got := <-read
		if had, missing := got[0], got[1]; had < 500 || missing == 0 || had+missing < many {
			t.Errorf("the log has %d of %d requests and says that %d lines are missing", had, many, missing)
		}
	})
	t.Run("that never read", func(t *testing.T) {
		t.Parallel()
		db, _ := madeDB(t)
		_, w := pipe(t)
		p := startOn(t, db, w, w)
		c := newClient(p.address)
		for range many {
			answers(t, c.get(t, "/healthz"), http.StatusOK)
		}
		p.stop(t)
	})
	t.Run("that go away", func(t *testing.T) {
		t.Parallel()
		r, w := pipe(t)
		must(t, r.Close())
		// its standard output says where to create the first account
		p := startOn(t, newDB(t), w, w)
		c := newClient(p.address)
		for range 500 {
			answers(t, c.get(t, "/login"), http.StatusOK)
		}
		p.stop(t)
	})
}

// readLog reads a log to its end, and returns how many of some requests it has, and how many lines
// it says are missing.
func readLog(t *testing.T, r *os.File, ids map[string]bool) (had, missing int) {
	for s := bufio.NewScanner(r); s.Scan(); {
		var line struct {
			Msg       string
			RequestID string `json:"request_id"`
			Lines     int
		}
		if err := json.Unmarshal(s.Bytes(), &line); err != nil {
			t.Errorf("%v: %s", err, s.Text())
		}
		if ids[line.RequestID] {
			had++
		}
		missing += line.Lines
	}
	return had, missing
}

// Health checks are not in the log, unless it has everything.
func TestProbesAreNotInTheLog(t *testing.T) {
	t.Parallel()
	db, _ := madeDB(t)
	s := startServe(t, db)
	c := newClient(s.address)
	for _, path := range []string{"/healthz", "/readyz", "/login"} {
		answers(t, c.get(t, path), http.StatusOK)
	}
	s.stop(t)
	var routes []string
	for line := range strings.Lines(s.Stderr.String()) {
		var request struct{ Msg, Route string }
		if err := json.Unmarshal([]byte(line), &request); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		if request.Msg == "request" {
			routes = append(routes, request.Route)
		}
	}
	if !slices.Equal(routes, []string{"/login"}) {
		t.Errorf("at the level INFO the log has requests of %q, want of the sign-in page only", routes)
	}
}
