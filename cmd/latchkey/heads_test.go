package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/cmd/latchkey/proctest"
	"latchkey/db"
	"latchkey/record"
)

// receiver is a server that keeps what is posted to it.
type receiver struct {
	*httptest.Server
	mu     sync.Mutex
	status int
	posts  []string
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{status: http.StatusNoContent}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		body, err := io.ReadAll(q.Body)
		if err != nil || q.Method != http.MethodPost || q.Header.Get("Content-Type") != "text/plain; charset=utf-8" {
			t.Errorf("%s with %q, %v", q.Method, q.Header, err)
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		r.posts = append(r.posts, string(body))
		w.WriteHeader(r.status)
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) take(status int) []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	posts := r.posts
	r.posts, r.status = nil, status
	return posts
}

// kept is a database with a key, and a keeper of its heads.
type kept struct {
	*headKeeper
	t      *testing.T
	path   string
	signer *record.Signer
	logged bytes.Buffer
}

func newKept(t *testing.T, f headsFlags) *kept {
	t.Helper()
	path := filepath.Join(t.TempDir(), "latchkey.db")
	signer, isNew, err := readKey(path + ".key")
	if err != nil || !isNew {
		t.Fatal(isNew, err)
	}
	_, svc := opened(t, path, db.Exclusive, access.Config{Signer: signer})
	must(t, useKey(t.Context(), svc, signer, path+".key", path, isNew))
	k := &kept{t: t, path: path, signer: signer}
	k.headKeeper = &headKeeper{headsFlags: f, svc: svc, log: newLog(&k.logged, 0)}
	return k
}

// entry adds an entry to the record.
func (k *kept) entry() {
	k.t.Helper()
	if _, err := k.svc.OfferSetup(k.t.Context()); err != nil {
		k.t.Fatal(err)
	}
}

func (k *kept) file() []string {
	k.t.Helper()
	checkpoints, _, err := readCheckpoints(k.HeadsFile)
	must(k.t, err)
	return checkpoints
}

// restart continues with a new service, which remembers nothing, and compares it with the file.
func (k *kept) restart() {
	k.t.Helper()
	_, svc := opened(k.t, k.path, db.Shared, access.Config{Signer: k.signer})
	k.headKeeper = &headKeeper{headsFlags: k.headsFlags, svc: svc, log: k.log}
	must(k.t, k.begin(k.t.Context()))
}

func wantCount(t *testing.T, what string, got []string, want int) {
	t.Helper()
	if len(got) != want {
		t.Errorf("%s: %d, want %d: %q", what, len(got), want, got)
	}
}

func TestHeadsAreKept(t *testing.T) {
	r := newReceiver(t)
	k := newKept(t, headsFlags{HeadsFile: filepath.Join(t.TempDir(), "heads"), HeadsURL: r.URL, HeadsEvery: length(time.Hour)})
	k.keep(t.Context())
	posts := r.take(http.StatusServiceUnavailable)
	wantCount(t, "posted", posts, 1)
	if file := k.file(); len(file) != 1 || file[0] != posts[0] {
		t.Errorf("the file has %q, posted was %q", file, posts)
	}
	k.keep(t.Context())
	wantCount(t, "posted again, though nothing is new", r.take(http.StatusServiceUnavailable), 0)

	// If the receiver fails, it gets the head the next time. The file has it once.
	k.entry()
	k.keep(t.Context())
	failed := r.take(http.StatusOK)
	k.keep(t.Context())
	again := r.take(http.StatusOK)
	if len(failed) != 1 || len(again) != 1 || failed[0] != again[0] || again[0] == posts[0] {
		t.Errorf("posted %q, and then %q", failed, again)
	}
	wantCount(t, "heads in the file", k.file(), 2)
	hasAll(t, "logged", k.logged.String(), "the receiver answered 503")

	// The same goes for a receiver that does not exist; and the log does not contain the URL.
	r.Close()
	k.entry()
	k.keep(t.Context())
	wantCount(t, "heads in the file", k.file(), 3)
	if strings.Contains(k.logged.String(), r.URL) || strings.Count(k.logged.String(), "post the record's head") != 2 {
		t.Errorf("logged: %s", &k.logged)
	}

	kept := record.Kept{Checkpoints: k.file(), PublicKeys: []string{k.signer.PublicKey()}}
	if _, err := k.svc.VerifyAgainst(t.Context(), kept); err != nil {
		t.Error(err)
	}
}

// cut shortens the past to one entry, as someone with the file could, and removes every trace in
// the database.
const cut = `DROP TRIGGER audit_entries_no_delete; DROP TRIGGER audit_hashes_no_delete; DROP TRIGGER audit_head_only_grows; DROP TRIGGER signed_heads_no_delete;
	DELETE FROM audit_entries WHERE seq >= 1; DELETE FROM audit_hashes WHERE idx >= 1; DELETE FROM signed_heads;
	UPDATE audit_head SET size = 1, hash = (SELECT hash FROM audit_hashes WHERE idx = 0)`

func TestARewrittenPastIsNoticed(t *testing.T) {
	for what, restart := range map[string]bool{"by the running server": false, "by the next one, from the file": true} {
		t.Run(what, func(t *testing.T) {
			r := newReceiver(t)
			k := newKept(t, headsFlags{HeadsFile: filepath.Join(t.TempDir(), "heads"), HeadsURL: r.URL})
			k.entry()
			k.keep(t.Context())
			wantCount(t, "posted", r.take(http.StatusOK), 1)
			execute(t, k.path, cut)
			k.entry() // the record grows again, with correct hashes
			k.entry()
			if restart {
				k.restart()
			}
			if _, err := k.svc.VerifyRecord(t.Context(), nil); err != nil {
				t.Errorf("by itself the database should look right: %v", err)
			}
			k.keep(t.Context())
			wantCount(t, "posted of the forged record", r.take(http.StatusOK), 0)
			wantCount(t, "heads in the file", k.file(), 1)
			hasAll(t, "logged", k.logged.String(), `"level":"ERROR","msg":"THE RECORD WAS REWRITTEN`)
			var wrong *record.VerifyError
			if _, err := k.svc.VerifyAgainst(t.Context(), record.Kept{Checkpoints: k.file()}); !errors.As(err, &wrong) {
				t.Errorf("verifying against the file: %v", err)
			}
		})
	}
}

func TestTheKeeperStops(t *testing.T) {
	r := newReceiver(t)
	k := newKept(t, headsFlags{HeadsURL: r.URL, HeadsEvery: length(10 * time.Millisecond)})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		k.run(ctx)
		close(ended)
	}()
	posts := 0
	proctest.Eventually(t, "heads are posted", func() bool {
		if got := len(r.take(http.StatusOK)); got > 0 {
			posts += got
			k.entry()
		}
		return posts >= 3
	})
	stop()
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		t.Fatal("it goes on")
	}
}

// A head goes only to the configured URL: nothing is posted to the target of a redirect, and a
// redirect does not count as a success.
func TestHeadsAreNotRedirected(t *testing.T) {
	elsewhere := newReceiver(t)
	for _, status := range []int{http.StatusMovedPermanently, http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
		r := httptest.NewServer(http.RedirectHandler(elsewhere.URL, status))
		k := newKept(t, headsFlags{HeadsURL: r.URL})
		k.keep(t.Context())
		r.Close()
		wantCount(t, "posted elsewhere", elsewhere.take(http.StatusOK), 0)
		if k.posted != "" || !strings.Contains(k.logged.String(), "redirects aren't followed") {
			t.Errorf("%d: posted %q, logged %s", status, k.posted, &k.logged)
		}
	}
}

func TestHeadsURL(t *testing.T) {
	for address, want := range map[string]string{
		"https://heads.example.com/latchkey": "", "http://127.0.0.1:9000": "", "http://[::1]:9000": "", "http://localhost:9000/heads": "",
		"http://heads.example.com/latchkey": "must be https", "http://10.0.0.5/heads": "must be https", "http://127.0.0.1.example.com": "must be https",
		"ftp://heads.example.com": "must be like", "https:///heads": "must be like", "heads.example.com": "must be like",
	} {
		err := headsFlags{HeadsURL: address, HeadsEvery: length(time.Hour)}.check()
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v, want %q", address, err, want)
		}
	}
}

func TestUseKey(t *testing.T) {
	k := newKept(t, headsFlags{})
	path := k.path + ".key"
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatal(info, err)
	}
	same, isNew, err := readKey(path)
	if err != nil || isNew || same.PublicKey() != k.signer.PublicKey() {
		t.Errorf("read again: %v %v", isNew, err)
	}
	lost := useKey(t.Context(), k.svc, same, path+".lost", path, true)
	want := "the key file " + path + ".lost is missing, but the record is signed with the key " + k.signer.PublicKey() +
		": restore the right file, or start a new key with `latchkey audit new-key`"
	if lost == nil || lost.Error() != want {
		t.Errorf("of a lost key it says %v", lost)
	}
	if _, err := os.Stat(path + ".lost"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a key was made all the same: %v", err)
	}
	must(t, os.WriteFile(path, []byte("no key"), 0o600))
	if _, _, err := readKey(path); err == nil || err.Error() != "the key file "+path+": it doesn't contain a latchkey key" {
		t.Errorf("of a file without a key it says %v", err)
	}
}

// The file of heads is created at the start. If that fails, the server does not start. An empty
// file proves nothing.
func TestHeadsFileIsMadeAtTheStart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "heads")
	must(t, (headsFlags{HeadsFile: path, HeadsEvery: length(time.Hour)}).check())
	must(t, newKept(t, headsFlags{HeadsFile: path}).begin(t.Context()))
	if err := (headsFlags{HeadsFile: filepath.Join(path, "in a file"), HeadsEvery: length(time.Hour)}).check(); err == nil || !strings.HasPrefix(err.Error(), "--heads-file must be ") {
		t.Errorf("where none can be: %v", err)
	}
}
