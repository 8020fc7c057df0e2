package handlers

import (
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"latchkey/access"
	"latchkey/db"
	"latchkey/views"
)

// TestPhrasesReadAsBefore compares what the pages, the tables of an evidence pack and the history
// of settings show for a record with English phrases with what they showed while every record had
// them: testdata/phrases.txt. What was recorded then must still read the same, whatever is recorded
// now.
//
// If you change words on purpose, write the file again, and look at every line that git shows:
//
//	go test ./handlers -run TestPhrasesReadAsBefore -update
func TestPhrasesReadAsBefore(t *testing.T) {
	p := newPhrases(t)
	p.records()
	for _, id := range p.requests() {
		reader, cookie := p.reader(id)
		p.request(id, reader, cookie)
	}
	acme := p.accountOf("Acme")
	p.request(strings.TrimSpace(phrasesFile(t, "request-id")), "vera @ Vendor", p.as("Vendor", "vera"))
	p.histories(acme)
	p.searched(acme)
	p.unpacked(acme, p.as("Acme", ""))

	got := p.golden.String()
	if *update {
		must(t, os.WriteFile(phrasesGolden, []byte(got), 0o600))
		return
	}
	want, err := os.ReadFile(phrasesGolden)
	must(t, err)
	wrong := 0
	was := strings.Split(string(want), "\n")
	for i, line := range strings.Split(got, "\n") {
		if i >= len(was) || line != was[i] {
			t.Errorf("line %d is otherwise:\n got %s\nwant %s", i+1, line, strings.Join(was[min(i, len(was)):min(i+1, len(was))], ""))
			if wrong++; wrong == 20 {
				t.Fatal("and maybe more")
			}
		}
	}
	same(t, strings.Count(got, "\n"), len(was)-1, "lines")
}

func (p *phrases) accountOf(name string) string {
	p.t.Helper()
	a, err := p.store.Read.GetAccountByRef(p.t.Context(), db.GetAccountByRefParams{NameKey: access.NameKey(name)})
	must(p.t, err)
	return a.ID
}

// records writes every account's record as the account reads it, and what an ADMINISTRATOR reads
// differently. Nobody reads the record of a deleted account.
func (p *phrases) records() {
	p.t.Helper()
	root, beside := p.as("Root", ""), map[string]bool{}
	for _, id := range p.accountIDs() {
		a, err := p.store.Read.GetAccountByRef(p.t.Context(), db.GetAccountByRefParams{ID: id})
		if db.IsNotFound(err) {
			continue
		}
		must(p.t, err)
		seen := map[string]bool{}
		// a disabled account cannot
		if own := p.as(a.Name, ""); p.get("/", own).Code == http.StatusOK {
			p.record(a, a.Name, own, seen)
		}
		p.record(a, "Root", root, seen)
		shown := p.want(p.get("/accounts/"+id+"/audit", root), http.StatusOK)
		for _, line := range shown.texts("dl.details dd, .notice, .alert") {
			if !beside[line] {
				beside[line] = true
				p.say("beside | %s", line)
			}
		}
	}
}

// reader is who reads a request: the customer's account login, or the requester's if that is gone.
func (p *phrases) reader(id string) (string, *http.Cookie) {
	p.t.Helper()
	for _, name := range []string{"Acme", "Borealis", "Vendor"} {
		cookie := p.as(name, "")
		if p.get(views.RequestURL(id), cookie).Code == http.StatusOK {
			return name, cookie
		}
	}
	return "Root", p.as("Root", "")
}

// searched writes how many entries the Record tab finds for actions, as people would type them.
func (p *phrases) searched(accountID string) {
	p.t.Helper()
	p.say("\n== What is found in the record of Acme")
	cookie := p.as("Acme", "")
	for _, what := range []string{
		"access granted", "Access granted by", "granted", "access", "request denied", "setting", "page viewed", "sign-in failed",
		"denied", "prolonged", "rule", "standing consent", "frozen", "webapp", "subscription", "invoice", "user", "role", "password", "company", "deputy", "calendar",
	} {
		n := 0
		address := "/accounts/" + accountID + "/audit?action=" + url.QueryEscape(what)
		p.pages(address, "main a[href*='before=']", cookie, func(shown page) { n += shown.count("table.record tbody tr") })
		p.say("%s: %d", what, n)
	}
}

// histories writes the changes to the settings of an account's companies.
func (p *phrases) histories(accountID string) {
	p.t.Helper()
	rows := p.want(p.get("/accounts/"+accountID+"/companies", p.as("Acme", "")), http.StatusOK)
	for _, address := range rows.links() {
		if !strings.Contains(address, "/companies/com_") || strings.Count(address, "/") != 4 {
			continue
		}
		shown := p.want(p.get(address+"/settings", p.as("Acme", "")), http.StatusOK)
		p.say("\n== %s", textOf(shown.find("main h1")))
		for _, row := range shown.find("main table tbody tr, main ol.events > li").EachIter() {
			p.say("%s", textOf(row))
		}
	}
}
