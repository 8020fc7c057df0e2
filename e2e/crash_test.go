package e2e

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"
)

const (
	kills = 20
	// settingWritten is the setting that the load changes again and again.
	settingWritten = "invoice prefix"
)

// TestCrash kills a server in the middle of writes, again and again: everything that it
// acknowledged must be there, and in the record.
func TestCrash(t *testing.T) {
	t.Parallel()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	d := startDemo(t)
	l := newLoad(t, d)
	for round := range kills {
		s := startServe(t, d.DB)
		l.check(t)
		l.deny(t, s)
		l.run(t, s, round, random)
	}
	l.check(t)
	t.Logf("acknowledged: %d settings, %d requests", len(l.settings), len(l.requests))
	if l.acknowledged() < 20*kills || len(l.settings) == 0 || len(l.requests) == 0 {
		t.Error("too little was acknowledged to prove anything")
	}
}

// load is what writers have written so far, and what was acknowledged.
type load struct {
	target       *demo
	acme, retail string
	acmeCookie   string
	// askers are the cookies of the requesters, one for each writer, because only a limited number
	// of requests can wait in one person's name.
	askers []string
	// zone is their time zone, for typed times.
	zone *time.Location

	mu                 sync.Mutex
	settings, requests []string
}

// newLoad signs in the writers, and stops the demo.
func newLoad(t *testing.T, d *demo) *load {
	t.Helper()
	l := &load{target: d, zone: berlin(t)}
	l.acme, l.retail = d.ids(t, "Acme", "Acme Retail")
	l.acmeCookie = d.signIn(t, "Acme", "").cookie
	for _, asker := range []string{"mia", "jonas", "aylin"} {
		l.askers = append(l.askers, d.signIn(t, "Northwind Support", asker).cookie)
	}
	d.stop(t)
	return l
}

func (l *load) acknowledged() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.settings) + len(l.requests)
}

// run writes until the server is killed, at a random moment after some writes were acknowledged.
func (l *load) run(t *testing.T, s *process, round int, random *rand.Rand) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	enough := l.acknowledged() + 20 + random.IntN(30)
	var writers sync.WaitGroup
	for writer, asker := range l.askers {
		name := fmt.Sprintf("round %d writer %d", round, writer)
		writers.Go(func() { write(ctx, t, s, l.acmeCookie, l.setSetting, name, l, &l.settings) })
		writers.Go(func() { write(ctx, t, s, asker, l.ask, name, l, &l.requests) })
	}
	eventually(t, "enough writes are acknowledged", func() bool { return l.acknowledged() >= enough })
	time.Sleep(time.Duration(random.IntN(20_000)) * time.Microsecond)
	s.Kill(t)
	writers.Wait()
}

// deny denies the waiting requests, to make room for more.
func (l *load) deny(t *testing.T, s *process) {
	t.Helper()
	file := openFile(t, l.target.DB)
	waiting := file.texts("SELECT id FROM access_requests WHERE decision IS NULL AND account_id = ? AND valid_to > ?", l.acme, time.Now().UnixMilli())
	file.close()
	c := newClient(s.address)
	c.cookie = l.acmeCookie
	for _, id := range waiting {
		if r := c.send(t, "/access-requests/"+id+"/deny", url.Values{"reason": {"once more"}}); r.StatusCode != http.StatusSeeOther {
			t.Fatalf("denying %s: %s", id, r.Status)
		}
	}
}

// write posts unique texts until the server is gone, and notes those that it acknowledged.
func write(ctx context.Context, t *testing.T, s *process, cookie string, form func(text string) (string, url.Values), name string, l *load, noted *[]string) {
	c := newClient(s.address)
	c.cookie = cookie
	for i := 0; ; i++ {
		text := fmt.Sprintf("%s write %d", name, i)
		path, values := form(text)
		r, err := c.post(ctx, path, values) //nolint:bodyclose // post closes it
		if err != nil {
			return
		}
		if r.StatusCode != http.StatusSeeOther || !strings.HasPrefix(r.Header.Get("Location"), "/accounts/") {
			t.Errorf("%s: %s to %q", text, r.Status, r.Header.Get("Location"))
			return
		}
		l.mu.Lock()
		*noted = append(*noted, text)
		l.mu.Unlock()
	}
}

func (l *load) setSetting(text string) (path string, form url.Values) {
	return "/accounts/" + l.acme + "/companies/" + l.retail + "/settings", url.Values{"key": {settingWritten}, "value": {text}}
}

func (l *load) ask(text string) (path string, form url.Values) {
	local := func(after time.Duration) string { return time.Now().Add(after).In(l.zone).Format("2006-01-02T15:04") }
	return "/access-requests", url.Values{
		"account_id": {l.acme}, "company_id": {l.retail}, "description": {text},
		"valid_from": {local(0)}, "valid_from_which": {"first"}, "valid_to": {local(24 * time.Hour)}, "valid_to_which": {"first"},
	}
}

// check reads the file: everything that was acknowledged is there, nothing is there without its
// entry in the record, and the record is intact.
func (l *load) check(t *testing.T) {
	t.Helper()
	succeeds(t, "audit", "verify", "--db", l.target.DB)
	file := openFile(t, l.target.DB)
	recorded := map[string]bool{}
	last := ""
	for _, after := range file.texts("SELECT after FROM audit_entries WHERE action = 'setting.changed' AND object_id = ? ORDER BY seq", l.retail) {
		var changed map[string]string
		must(t, json.Unmarshal([]byte(after), &changed))
		if value, ok := changed[settingWritten]; ok {
			recorded[value], last = true, value
		}
	}
	for _, value := range l.settings {
		if !recorded[value] {
			t.Errorf("the acknowledged setting %q is not in the record", value)
		}
	}
	now := file.texts("SELECT value FROM company_settings WHERE company_id = ? AND key = ?", l.retail, settingWritten)
	if last != "" && (len(now) != 1 || now[0] != last) {
		t.Errorf("the setting is %q, but the last one in the record is %q", now, last)
	}
	asked := count(file.texts("SELECT description FROM access_requests"))
	for _, description := range l.requests {
		same(t, asked[description], 1, "how often the acknowledged request %q is there", description)
	}
	requests := count(file.texts("SELECT id FROM access_requests"))
	entries := count(file.texts("SELECT request_id FROM audit_entries WHERE action = 'request.asked'"))
	if !maps.Equal(requests, entries) {
		t.Errorf("%d requests, but %d entries of requests in the record", len(requests), len(entries))
	}
	file.close()
}

// file is a database that is read without the program.
type file struct {
	t    *testing.T
	pool *sql.DB
}

func openFile(t *testing.T, path string) file {
	t.Helper()
	pool, err := sql.Open("sqlite3", (&url.URL{Scheme: "file", Opaque: path, RawQuery: "mode=ro&_busy_timeout=5000"}).String())
	must(t, err)
	return file{t, pool}
}

func (f file) close() {
	f.t.Helper()
	must(f.t, f.pool.Close())
}

// texts is the only column of a query.
func (f file) texts(query string, args ...any) []string {
	f.t.Helper()
	rows, err := f.pool.QueryContext(f.t.Context(), query, args...)
	must(f.t, err)
	defer rows.Close() //nolint:errcheck // nothing was written
	var texts []string
	for rows.Next() {
		var text string
		must(f.t, rows.Scan(&text))
		texts = append(texts, text)
	}
	must(f.t, rows.Err())
	return texts
}

func count(texts []string) map[string]int {
	n := map[string]int{}
	for _, text := range texts {
		n[text]++
	}
	return n
}
