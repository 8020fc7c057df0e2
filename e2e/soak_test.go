package e2e

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"latchkey/cmd/latchkey/smtptest"
)

// How long the soak test runs and how often it kills, unless `make soak` says otherwise, and how
// much a server may use.
const (
	shortSoak, shortKill = 6 * time.Second, 3 * time.Second
	soakKill             = time.Minute
	maxMemory, maxFiles  = 512 << 20, 200
)

// soak is a load of everything at once, and what was acknowledged.
type soak struct {
	*load
	t       *testing.T
	s       *process
	smtp    *smtptest.Server
	backups string
	// password is for an account that signs in again and again.
	account, password string

	// decided has requests and the last act on each. failed are answers with server errors.
	decided         map[string]string
	answered, kills int
	failed          []string
	memory, files   float64
}

// TestSoak is `make soak`, and a short version in `make test`: mixed load and kill -9, again and
// again. Nothing that was acknowledged is lost, the record and the file are sound after each kill,
// and memory and file descriptors stay within limits.
func TestSoak(t *testing.T) {
	long, every := shortSoak, shortKill
	if text := os.Getenv("LATCHKEY_SOAK"); text != "" {
		var err error
		if long, err = time.ParseDuration(text); err != nil {
			t.Fatal(err)
		}
		every = soakKill
	}
	d := startDemo(t)
	k := &soak{
		t: t, smtp: smtptest.Start(t), backups: t.TempDir(), decided: map[string]string{},
		account: "Lakeside Foods", password: d.password(t, "Lakeside Foods", ""),
	}
	k.load = newLoad(t, d)
	began := time.Now()
	for time.Since(began) < long {
		k.round(every)
		if t.Failed() {
			break
		}
	}
	k.report(time.Since(began))
}

// round runs everything until the server is killed, and then checks the file.
func (k *soak) round(every time.Duration) {
	k.t.Helper()
	k.s = startServe(k.t, k.target.DB, "--metrics-addr", "127.0.0.1:0", "--smtp", k.smtp.URL(), "--mail-from", "latchkey@example.com",
		"--backup-dir", k.backups, "--backup-every", "20s", "--backup-keep", "3", "--heads-every", "5s")
	ctx, cancel := context.WithTimeout(k.t.Context(), every)
	defer cancel()
	var all sync.WaitGroup
	for i, asker := range k.askers {
		name := fmt.Sprintf("kill %d worker %d", k.kills, i)
		all.Go(func() { k.writing(ctx, k.acmeCookie, k.setSetting, name, &k.settings) })
		all.Go(func() { k.writing(ctx, asker, k.ask, name, &k.requests) })
		all.Go(func() {
			k.reading(ctx, asker, "/", "/profile", "/search?q=a", "/accounts/"+k.acme, "/accounts/"+k.acme+"/companies/"+k.retail+"/settings")
		})
		all.Go(func() { k.listening(ctx, asker) })
	}
	all.Go(func() { k.deciding(ctx) })
	all.Go(func() { k.signingIn(ctx) })
	record := "/accounts/" + k.acme + "/audit"
	all.Go(func() {
		k.reading(ctx, k.acmeCookie, "/accounts/"+k.acme+"/external-access", "/accounts/"+k.acme+"/users?q=a", record, record+"?action=setting",
			record+"/export?format=csv&from=2026-01-01&to=2026-01-02", "/accounts/"+k.acme+"/users.csv", "/accounts/"+k.acme+"/evidence")
	})
	k.measure(ctx)
	k.s.Kill(k.t)
	cancel()
	all.Wait()
	k.kills++
	k.check(k.t)
	k.checkDecided()
	succeeds(k.t, "check", "--db", k.target.DB)
}

// send posts a form and returns the answer. ok is false if the server is gone or time is up.
func (k *soak) send(ctx context.Context, cookie, path string, form url.Values) (a answer, ok bool) {
	c := newClient(k.s.address)
	c.cookie = cookie
	r, err := c.post(ctx, path, form) //nolint:bodyclose // post closes it
	c.http.CloseIdleConnections()
	if err != nil {
		return answer{}, false
	}
	k.answer(r)
	return answer{r, ""}, true
}

func (k *soak) answer(r *http.Response) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.answered++
	if r.StatusCode >= http.StatusInternalServerError {
		k.failed = append(k.failed, r.Request.Method+" "+r.Request.URL.Path+": "+r.Status)
	}
}

// pause lets others work. It is false if time is up.
func pause(ctx context.Context, most time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(time.Duration(rand.Int64N(int64(most)))):
		return true
	}
}

// writing sends unique texts, and notes those that were acknowledged.
func (k *soak) writing(ctx context.Context, cookie string, form func(string) (string, url.Values), name string, noted *[]string) {
	for i := 0; pause(ctx, 300*time.Millisecond); i++ {
		text := fmt.Sprintf("%s write %d", name, i)
		path, values := form(text)
		r, ok := k.send(ctx, cookie, path, values)
		if !ok {
			return
		}
		if r.StatusCode == http.StatusSeeOther && strings.HasPrefix(r.Header.Get("Location"), "/accounts/") {
			k.mu.Lock()
			*noted = append(*noted, text)
			k.mu.Unlock()
		}
	}
}

// reading reads pages one after the other.
func (k *soak) reading(ctx context.Context, cookie string, paths ...string) {
	c := newClient(k.s.address)
	defer c.http.CloseIdleConnections()
	for i := 0; pause(ctx, 200*time.Millisecond); i++ {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, k.s.address+paths[i%len(paths)], nil)
		if err != nil {
			k.t.Error(err)
			return
		}
		r.Header.Set("Cookie", cookie)
		a, err := c.http.Do(r)
		if err != nil {
			return
		}
		_, err = io.Copy(io.Discard, a.Body)
		_ = a.Body.Close() // the server may be gone
		if err != nil {
			return
		}
		k.answer(a)
	}
}

// listening reads an event stream until the server is gone.
func (k *soak) listening(ctx context.Context, cookie string) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, k.s.address+"/events", nil)
	if err != nil {
		k.t.Error(err)
		return
	}
	r.Header.Set("Cookie", cookie)
	r.Header.Set("Accept", "text/event-stream")
	var c http.Client
	defer c.CloseIdleConnections()
	a, err := c.Do(r)
	if err != nil {
		return
	}
	_, _ = io.Copy(io.Discard, a.Body) // until the server is gone
	_ = a.Body.Close()
}

// deciding grants and denies waiting requests, and revokes grants.
func (k *soak) deciding(ctx context.Context) {
	for i := 0; pause(ctx, 600*time.Millisecond); i++ {
		f := openFile(k.t, k.target.DB)
		waiting := f.texts("SELECT id FROM access_requests WHERE decision IS NULL AND account_id = ? AND valid_to > ? ORDER BY id LIMIT 4", k.acme, time.Now().UnixMilli())
		live := f.texts("SELECT id FROM access_requests WHERE decision = 'GRANTED' AND ending IS NULL AND account_id = ? AND valid_to > ? ORDER BY id LIMIT 2", k.acme, time.Now().UnixMilli())
		f.close()
		for n, id := range waiting {
			act := map[bool]string{true: "grant", false: "deny"}[(i+n)%2 == 0]
			if !k.decide(ctx, id, act) {
				return
			}
		}
		if len(live) == 2 && !k.decide(ctx, live[0], "revoke") {
			return
		}
	}
}

func (k *soak) decide(ctx context.Context, id, act string) (ok bool) {
	r, ok := k.send(ctx, k.acmeCookie, "/access-requests/"+id+"/"+act, url.Values{"reason": {"soak"}})
	if ok && r.StatusCode == http.StatusSeeOther {
		k.mu.Lock()
		k.decided[id] = act
		k.mu.Unlock()
	}
	return ok
}

// checkDecided compares the file with the acknowledged decisions.
func (k *soak) checkDecided() {
	k.t.Helper()
	f := openFile(k.t, k.target.DB)
	defer f.close()
	is := map[string]bool{}
	for _, text := range f.texts("SELECT id || ' ' || COALESCE(decision, '') || ' ' || COALESCE(ending, '') FROM access_requests") {
		is[text] = true
	}
	for id, act := range k.decided {
		want := map[string][]string{"grant": {"GRANTED ", "GRANTED REVOKED"}, "deny": {"DENIED "}, "revoke": {"GRANTED REVOKED"}}[act]
		if !slices.ContainsFunc(want, func(w string) bool { return is[id+" "+w] }) {
			k.t.Errorf("%s of %s was acknowledged, and is not there", act, id)
		}
	}
}

// signingIn signs in and out, and tries wrong passwords.
func (k *soak) signingIn(ctx context.Context) {
	for i := 0; pause(ctx, 800*time.Millisecond); i++ {
		form := url.Values{"account": {k.account}, "password": {k.password}}
		if i%4 == 3 {
			form = url.Values{"account": {fmt.Sprint("nobody ", i)}, "password": {"wrong"}}
		}
		r, ok := k.send(ctx, "", "/login/account", form)
		if !ok {
			return
		}
		if cookies := r.Cookies(); len(cookies) == 1 {
			if _, ok = k.send(ctx, cookies[0].Name+"="+cookies[0].Value, "/logout", url.Values{}); !ok {
				return
			}
		}
	}
}

var (
	ofMemory = regexp.MustCompile(`(?m)^process_resident_memory_bytes (\S+)$`)
	ofFiles  = regexp.MustCompile(`(?m)^process_open_fds (\S+)$`)
)

// measure watches how much a server uses, until time is up.
func (k *soak) measure(ctx context.Context) {
	c := k.s.metrics(k.t)
	defer c.http.CloseIdleConnections()
	for more := true; more; {
		more = pause(ctx, 2*time.Second)
		a := c.get(k.t, "/metrics")
		for pattern, most := range map[*regexp.Regexp]*float64{ofMemory: &k.memory, ofFiles: &k.files} {
			if m := pattern.FindStringSubmatch(a.body); m != nil {
				n, err := strconv.ParseFloat(m[1], 64)
				must(k.t, err)
				*most = max(*most, n)
			}
		}
	}
}

// report is the result, as a row of the table in docs/hosting.md.
func (k *soak) report(long time.Duration) {
	k.t.Helper()
	if len(k.failed) > 0 {
		k.t.Errorf("%d of %d answers say that the server is at fault, the first: %v", len(k.failed), k.answered, k.failed[:min(5, len(k.failed))])
	}
	if k.memory > maxMemory || k.files > maxFiles || k.memory == 0 {
		k.t.Errorf("it took %.0f MiB and %.0f file descriptors", k.memory/(1<<20), k.files)
	}
	if k.acknowledged() == 0 || len(k.decided) == 0 || len(k.smtp.Received()) == 0 {
		k.t.Error("too little was done to prove anything")
	}
	made, err := filepath.Glob(filepath.Join(k.backups, "*.db"))
	must(k.t, err)
	size := "?"
	if info, err := os.Stat(k.target.DB); err == nil {
		size = fmt.Sprintf("%d MiB", info.Size()>>20)
	}
	lost := "nothing"
	if k.t.Failed() {
		lost = "see above"
	}
	k.t.Logf("\n| %s | %s | %d | %d | %d | %d | %d | %d | %s | %.0f MiB | %.0f | %s |", time.Now().UTC().Format(time.DateOnly), long.Round(time.Second), k.kills,
		k.answered, k.acknowledged(), len(k.decided), len(k.smtp.Received()), len(made), size, k.memory/(1<<20), k.files, lost)
}
