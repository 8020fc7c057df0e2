package handlers

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/db/dbtest"
	"latchkey/views"
	"latchkey/words"
)

// promises are the statements of pages that are shown only if that is recorded: an entry of the
// record, or its signed head.
var promises = []string{"InsertRecordEntry", "InsertSignedHead"}

// reading is a URL that a login reads, and its answer while the disk had space.
type reading struct {
	path     string
	by       person
	status   int
	promises bool
}

// readings reads every URL as every login.
func (f *full) readings() (all []reading) {
	f.t.Helper()
	for _, r := range routes {
		if r.method != http.MethodGet || r.path == "/readyz" || r.path == views.EventsURL {
			continue
		}
		for _, by := range f.logins {
			for _, path := range slices.Compact([]string{f.path(r.path, f.customer), f.path(r.path, by.accountID)}) {
				one := reading{path: path, by: by}
				status, _, counts, _ := f.statements(one.path, by)
				one.status = status
				one.promises = slices.ContainsFunc(promises, func(name string) bool { return counts[name] > 0 })
				all = append(all, one)
			}
		}
	}
	return all
}

// TestAFullDisk: everyone can still read what they could read before, except what must be recorded.
// Whoever tries to write hears why that failed, and that nothing was changed.
func TestAFullDisk(t *testing.T) {
	disk := dbtest.NewDisk(t, "24M")
	store, counter := dbtest.OpenCountedIn(t, disk.Path)
	f := newFullOn(t, store, counter, fewRows)
	stranger, _ := f.account("Stranger")
	nobodys := f.signIn(stranger, "")
	readings := f.readings()
	own := f.logins[0].cookie
	settings := views.CompanyURL(f.customer, f.company) + "/settings"
	change := url.Values{"key": {"colour"}, "value": {"green"}}
	f.want(f.post(settings, change, own), http.StatusSeeOther)
	must(t, errOf(f.svc.SignHead(t.Context())))
	disk.Fill(filepath.Join(disk.Path, "latchkey.db"))

	f.want(f.get(settings, own), http.StatusOK, "green").has("[role=status]")
	f.want(f.get("/readyz", nil), http.StatusServiceUnavailable, "not ready: the disk is full")
	promised := 0
	for _, r := range readings {
		got := f.get(r.path, r.by.cookie)
		same(t, got.Code, f.whenFull(r), "%s as %s: status on a full disk (with room it was %d)", r.path, r.by.name, r.status)
		if got.Code == http.StatusInsufficientStorage {
			promised++
			f.want(got, got.Code, en.Errors.Pages[words.DiskFullHere].Heading, en.Errors.Pages[words.DiskFullHere].Sentence)
		}
	}
	if promised == 0 || promised > len(readings)/4 {
		t.Errorf("of %d readings %d are refused", len(readings), promised)
	}
	// an attempt, which cannot be recorded
	f.want(f.get(views.AccountURL(f.customer, views.TabUsers)+"/new", nobodys), http.StatusNotFound)
	f.want(f.get(views.AccountURL(f.customer, views.TabRecord), own), http.StatusOK, en.Record.Behind)
	f.want(f.get(views.ExportURL(f.customer), own), http.StatusInsufficientStorage)
	for path, form := range map[string]url.Values{settings: {"key": {"colour"}, "value": {"blue"}}, "/login/account": {"account": {"Customer"}, "password": {"x"}}} {
		f.want(f.post(path, form, own), http.StatusInsufficientStorage, en.Errors.Pages[words.DiskFull].Heading, "Nothing was changed.", en.Errors.Pages[words.DiskFull].Sentence)
	}
	f.wantNot(f.get(settings, own), "blue")

	disk.Free()
	f.want(f.post(settings, url.Values{"key": {"colour"}, "value": {"blue"}}, own), http.StatusSeeOther)
	f.want(f.get(settings, own), http.StatusOK, "blue")
	wantReady(f.world)
}

// TestAFullDiskAtStart: the message says that the disk is full.
func TestAFullDiskAtStart(t *testing.T) {
	disk := dbtest.NewDisk(t, "8M")
	store, _ := dbtest.OpenCountedIn(t, disk.Path)
	must(t, store.Close())
	path := filepath.Join(disk.Path, "latchkey.db")
	disk.Fill(path)
	for _, lock := range []db.Lock{db.Exclusive, db.Shared} {
		if _, err := db.Open(t.Context(), path, lock); !errors.Is(err, db.ErrFull) {
			t.Errorf("exclusive %v: %v", lock, err)
		}
	}
	disk.Free()
	again, err := db.Open(t.Context(), path, db.Exclusive)
	must(t, err)
	must(t, again.Close())
}

// whenFull is the status of a reading on a full disk. (An export works if its head is already
// signed because nothing has happened since.)
func (f *full) whenFull(r reading) int {
	if r.promises && !strings.HasSuffix(r.path, "/audit/export") && !strings.HasSuffix(r.path, "/receipt") {
		return http.StatusInsufficientStorage
	}
	return r.status
}

// wantReady waits until the server checks again whether it is ready, and is.
func wantReady(w *world) {
	w.t.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		got := w.get("/readyz", nil)
		if got.Code == http.StatusOK {
			return
		}
		if time.Now().After(end) {
			w.want(got, http.StatusOK)
			return
		}
	}
}

// lockFrom takes the write lock as another process would.
func lockFrom(t *testing.T, path string) (release func()) {
	t.Helper()
	pool, err := sql.Open(db.Driver, "file:"+path+"?_txlock=immediate&_busy_timeout=5000")
	must(t, err)
	tx, err := pool.BeginTx(t.Context(), nil)
	must(t, err)
	release = sync.OnceFunc(func() {
		must(t, errors.Join(tx.Rollback(), pool.Close()))
	})
	t.Cleanup(release)
	return release
}

// TestAWriteThatDoesNotGetItsTurn gets an answer, however many are waiting; reads still work.
func TestAWriteThatDoesNotGetItsTurn(t *testing.T) {
	dir := t.TempDir()
	store, counter := dbtest.OpenCountedIn(t, dir)
	store.Deadlines = db.Deadlines{Write: 600 * time.Millisecond, Ready: 100 * time.Millisecond, Settle: time.Second}
	f := newFullOn(t, store, counter, 1)
	own := f.logins[0].cookie
	settings := views.CompanyURL(f.customer, f.company) + "/settings"
	release := lockFrom(t, filepath.Join(dir, "latchkey.db"))
	f.want(f.get("/readyz", nil), http.StatusServiceUnavailable, "not ready: a write does not get its turn")
	answers := make([]*httptest.ResponseRecorder, 8)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() {
			answers[i] = f.post(settings, url.Values{"key": {"colour"}, "value": {fmt.Sprint("no ", i)}}, own)
		})
	}
	f.want(f.get(settings, own), http.StatusOK)
	all.Wait()
	for _, r := range answers {
		f.want(r, http.StatusServiceUnavailable, "Nothing was changed.")
		if r.Header().Get("Retry-After") == "" {
			t.Error("there is no Retry-After")
		}
	}
	// A sign-in writes several times, but waits only once.
	began := time.Now()
	f.want(f.post("/login/account", url.Values{"account": {"Customer"}, "password": {"x"}}, own), http.StatusServiceUnavailable)
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("signing in was answered after %s", took)
	}
	release()
	f.wantNot(f.get(settings, own), "no 1")
	f.want(f.post(settings, url.Values{"key": {"colour"}, "value": {"yes"}}, own), http.StatusSeeOther)
	wantReady(f.world)
}

// TestProbesAreShared: flooding /readyz does not cause a flood of writes.
func TestProbesAreShared(t *testing.T) {
	store, counter := dbtest.OpenCounted(t)
	w := newWorldOn(t, store)
	counter.Take()
	began := time.Now()
	atOnce(50, func(int) {
		for range 10 {
			w.want(w.get("/readyz", nil), http.StatusOK, "ready")
		}
	})
	_, writes := counter.Take()
	if most := 2 + int(time.Since(began)/time.Second); writes < 1 || writes > most {
		t.Errorf("500 probes wrote %d times, want 1 to %d", writes, most)
	}
}

// TestWhatADiskFailureIsCalled: if it is unknown whether something was saved, no text says that
// nothing was changed.
func TestWhatADiskFailureIsCalled(t *testing.T) {
	failure := errors.New("disk I/O error")
	for _, c := range []struct {
		err     error
		page    words.ErrorPage
		changed bool
	}{
		{fmt.Errorf("%w: %w", access.ErrUnknown, &db.CommitError{Err: failure}), words.Unknown, true},
		{&db.CommitError{Err: failure}, words.Unknown, true},
		{fmt.Errorf("%w: %w", access.ErrNotSaved, &db.CommitError{Settled: true, Err: failure}), words.NotSaved, false},
		{&db.CommitError{Settled: true, Err: failure}, words.Internal, false},
	} {
		a := answerTo(c.err)
		if a.status != http.StatusInternalServerError || a.page != c.page || strings.Contains(a.sentence(en), "Nothing was changed") == c.changed {
			t.Errorf("%v: %+v", c.err, a)
		}
	}
}

// TestWhyNotReady gives the right reason: a server whose file is gone is not waiting for a turn.
func TestWhyNotReady(t *testing.T) {
	for want, err := range map[string]error{
		"the database file was replaced": db.ErrReplaced, "the database file is damaged": db.ErrDamaged,
		"a write does not get its turn": context.DeadlineExceeded, "the database cannot be written": errors.New("disk I/O error"),
	} {
		same(t, whyNotReady(err), want, "%v", err)
	}
}

// TestSlowRequestsAreWarnings in the log, without anything that was sent.
func TestSlowRequestsAreWarnings(t *testing.T) {
	dir := t.TempDir()
	store, _ := dbtest.OpenCountedIn(t, dir)
	w := newWorldOn(t, store)
	var lines bytes.Buffer
	w.server.config.Log = slog.New(slog.NewJSONHandler(&lines, nil))
	customer, company := w.account("Customer")
	cookie := w.signIn(customer, "")
	settings := views.CompanyURL(customer, company) + "/settings"
	w.want(w.get(settings, cookie), http.StatusOK)
	hasNone(t, "quick, and the log says", lines.String(), "slow")
	lines.Reset()
	release := lockFrom(t, filepath.Join(dir, "latchkey.db"))
	go func() {
		time.Sleep(slowRequest + 200*time.Millisecond)
		release()
	}()
	w.want(w.post(settings, url.Values{"key": {"colour"}, "value": {"unheard of"}}, cookie), http.StatusSeeOther)
	hasAll(t, "slow, and the log says", lines.String(), `"level":"WARN"`, `"slow":true`)
	hasNone(t, "slow, and the log says", lines.String(), "unheard of")
}
