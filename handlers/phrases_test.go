package handlers

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"database/sql"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"latchkey/access"
	"latchkey/db"
	"latchkey/record"
)

var update = flag.Bool("update", false, "write what the record of phrases reads as anew, in place of comparing it")

const (
	phrasesFolder = "../record/testdata/phrases"
	phrasesGolden = "testdata/phrases.txt"
)

// phrases is a server with a copy of the database that was written while the record had English
// phrases: see record/testdata/phrases/README.md.
type phrases struct {
	*world
	golden strings.Builder
}

func phrasesFile(t testing.TB, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(phrasesFolder, name))
	if err == nil && strings.HasSuffix(name, ".gz") {
		var r *gzip.Reader
		if r, err = gzip.NewReader(bytes.NewReader(content)); err == nil {
			content, err = io.ReadAll(r)
		}
	}
	must(t, err)
	return string(content)
}

func newPhrases(t *testing.T) *phrases {
	t.Helper()
	path := filepath.Join(t.TempDir(), "phrases.db")
	must(t, os.WriteFile(path, []byte(phrasesFile(t, "latchkey.db.gz")), 0o600))
	store, err := db.Open(t.Context(), path, db.Exclusive)
	must(t, err)
	t.Cleanup(func() { must(t, store.Close()) })
	w := &world{t: t, store: store}
	at, err := time.Parse(time.RFC3339, strings.TrimSpace(phrasesFile(t, "exported-at")))
	must(t, err)
	w.setClock(at)
	signer, err := record.ParseSigner(strings.TrimSpace(phrasesFile(t, "key")))
	must(t, err)
	w.svc, err = access.New(store, access.Config{Now: w.now, Random: randomness(), Signer: signer})
	must(t, err)
	heads, _, err := record.SplitHeads(phrasesFile(t, "heads"))
	must(t, err)
	must(t, w.svc.SetKeptHeads(t.Context(), heads))
	config := Config{Log: slog.New(slog.DiscardHandler), SecureCookies: true, SignInsPerSecond: 1000, SignInBurst: 10_000}
	w.server, err = New(w.svc, db.NewSessionStore(store, w.now), config)
	must(t, err)
	return &phrases{world: w}
}

// as is a session of an account or, with a user's name, of a user.
func (p *phrases) as(account, user string) *http.Cookie {
	p.t.Helper()
	a, err := p.store.Read.GetAccountByRef(p.t.Context(), db.GetAccountByRefParams{NameKey: access.NameKey(account)})
	must(p.t, err)
	token := p.id("token")
	s := db.InsertSessionParams{
		TokenHash: db.HashToken(token), AccountID: a.ID, Epoch: a.Epoch, Data: sessionData,
		CreatedAt: p.clock.Load(), ExpiresAt: db.Millis(p.now().Add(access.DefaultSessionLifetime)),
	}
	if user != "" {
		u, err := p.store.Read.GetUserByName(p.t.Context(), db.GetUserByNameParams{AccountID: a.ID, NameKey: access.NameKey(user)})
		must(p.t, err)
		s.UserID, s.Epoch = sql.NullString{String: u.ID, Valid: true}, u.Epoch
	}
	p.write(func(q *db.Queries) error { return q.InsertSession(p.t.Context(), s) })
	return &http.Cookie{Name: "__Host-latchkey", Value: token}
}

// accountIDs are the accounts that occur in the record, in the order of the record.
func (p *phrases) accountIDs() (ids []string) {
	p.t.Helper()
	rows, err := p.store.Read.ListRecordEntriesFrom(p.t.Context(), db.ListRecordEntriesFromParams{PageSize: 10_000})
	must(p.t, err)
	for _, row := range rows {
		if row.AccountID != "" && !slices.Contains(ids, row.AccountID) {
			ids = append(ids, row.AccountID)
		}
	}
	return ids
}

// say writes a line of what the pages show.
func (p *phrases) say(format string, args ...any) { fmt.Fprintf(&p.golden, format+"\n", args...) }

// pages visits every page of a list from its first URL, following the link to the next one.
func (p *phrases) pages(address, next string, cookie *http.Cookie, each func(page)) {
	p.t.Helper()
	for n := 0; address != "" && n < 100; n++ {
		r := p.get(address, cookie)
		shown := p.want(r, http.StatusOK)
		each(shown)
		address = shown.find(next).Last().AttrOr("href", "")
	}
}

// record writes how the Record tab shows an account's entries. It leaves out those that are in seen
// and read the same.
func (p *phrases) record(a db.Account, reader string, cookie *http.Cookie, seen map[string]bool) {
	p.t.Helper()
	p.say("\n== Record of %s, as %s reads it", a.Name, reader)
	p.pages("/accounts/"+a.ID+"/audit", "main a[href*='before=']", cookie, func(shown page) {
		for _, row := range shown.find("table.record tbody tr").EachIter() {
			cell := func(label string) string { return textOf(row.Find("[data-label='" + label + "']")) }
			lines := []string{fmt.Sprintf("%s | %s | %s | %s", textOf(row.Find("td.number")), cell(en.Record.Who), cell(en.Record.What), cell(en.Record.OnWhat))}
			for _, line := range row.Find("td.changes div").EachIter() {
				lines = append(lines, textOf(line))
			}
			if text := strings.Join(lines, "\n      "); !seen[text] {
				seen[text] = true
				p.say("%s", text)
			}
		}
	})
}

// request writes what a request's page and report show of what was done to it and under it.
func (p *phrases) request(id, reader string, cookie *http.Cookie) {
	p.t.Helper()
	p.say("\n== Request %s, as %s reads it", id, reader)
	p.pages("/access-requests/"+id, "main a[href*='visits=']", cookie, func(shown page) {
		p.say("%s", textOf(shown.find("main .page-head, main header").First()))
		p.events(shown.find("ol.events > li"))
	})
	r := p.get("/access-requests/"+id+"/report", cookie)
	if r.Code != http.StatusOK {
		return // it was never granted
	}
	for _, row := range p.page(r).find("main table tbody tr").EachIter() {
		p.say("report | %s", textOf(row))
	}
}

func (p *phrases) events(items *goquery.Selection) {
	for _, item := range items.EachIter() {
		for i, line := range item.Find("p").EachIter() {
			p.say("%s%s", strings.Repeat(" ", 6*min(i, 1)), textOf(line))
		}
	}
}

// requests are the ids of all requests, oldest first.
func (p *phrases) requests() (ids []string) {
	p.t.Helper()
	p.pages("/access-requests/all", "main a[href*='before=']", p.as("Root", ""), func(shown page) {
		for _, link := range shown.find("main a[href^='/access-requests/req_']").EachIter() {
			id := strings.TrimPrefix(link.AttrOr("href", ""), "/access-requests/")
			if len(id) == len("req_")+26 && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	})
	slices.Sort(ids)
	return ids
}

// unpacked writes the tables of an evidence pack.
func (p *phrases) unpacked(account string, cookie *http.Cookie) {
	p.t.Helper()
	r := p.get("/accounts/"+account+"/evidence?from=2026-03-01&to=2026-05-29", cookie)
	p.want(r, http.StatusOK)
	pack, err := zip.NewReader(bytes.NewReader(r.Body.Bytes()), int64(r.Body.Len()))
	must(p.t, err)
	for _, f := range pack.File {
		if !strings.HasSuffix(f.Name, ".csv") || f.Name == "record.csv" {
			continue
		}
		file, err := f.Open()
		must(p.t, err)
		content, err := io.ReadAll(file)
		must(p.t, err)
		text := strings.ReplaceAll(strings.TrimPrefix(string(content), "\ufeff"), "\r\n", "\n")
		p.say("\n== %s of the evidence pack\n%s", f.Name, strings.TrimSpace(text))
	}
}
