package e2e

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// printedDemo is what demo --json prints, with every name.
type printedDemo struct {
	Address   string `json:"address"`
	OrderDesk string `json:"order_desk"`
	Logins    []struct {
		Kind     string   `json:"kind"`
		Account  string   `json:"account"`
		User     string   `json:"user"`
		Password string   `json:"password"`
		Roles    []string `json:"roles"`
	} `json:"logins"`
	Accounts []struct {
		ID        string   `json:"id"`
		Name      string   `json:"name"`
		Roles     []string `json:"roles"`
		Companies []struct {
			ID   string `json:"id"`
			Name string `json:"name"`
		} `json:"companies"`
	} `json:"accounts"`
}

func TestProcessDemo(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	p, d := runDemo(t, db)
	// Encoded again, it is the same only if no name was missing.
	var again bytes.Buffer
	must(t, json.NewEncoder(&again).Encode(d))

	var administrator *client
	for _, l := range d.Logins {
		c := p.signIn(t, l.Account, l.User, l.Password)
		switch {
		case l.Kind == "account" && l.User == "" && l.Roles[0] == "CUSTOMER":
		case l.Kind == "user" && l.User != "" && l.Roles[0] == "USER":
		default:
			t.Errorf("what a login is %+v?", l)
		}
		if slices.Contains(l.Roles, "ADMINISTRATOR") {
			administrator = c
		}
	}
	if administrator == nil {
		t.Fatal("no login is an ADMINISTRATOR")
	}
	states, companies := map[string]bool{}, 0
	for _, a := range d.Accounts {
		page := administrator.get(t, "/accounts/"+a.ID+"/external-access")
		answers(t, page, http.StatusOK)
		for _, row := range page.find(t, "[data-state]").EachIter() {
			states[row.AttrOr("data-state", "")] = true
		}
		for _, c := range a.Companies {
			companies++
			if page := administrator.get(t, "/accounts/"+a.ID+"/companies/"+c.ID); page.StatusCode != http.StatusOK || !strings.Contains(page.body, c.Name) {
				t.Errorf("the page of %s: %s", c.Name, page.Status)
			}
		}
	}
	want := []string{"ACTIVE", "DENIED", "ENDED", "EXPIRED", "LAPSED", "PENDING", "SCHEDULED", "WITHDRAWN"}
	if got := slices.Sorted(maps.Keys(states)); !slices.Equal(got, want) {
		t.Errorf("the demo has requests in the states %v, want %v", got, want)
	}
	if companies == 0 {
		t.Error("the demo has no companies")
	}
	succeeds(t, "audit", "verify", "--db", db)
	p.stop(t)
	if got := p.Stdout.String(); got != again.String() || strings.Count(got, "\n") != 1 {
		t.Errorf("the demo printed\n%s\nwant one line\n%s", got, &again)
	}
}

// A demo without a file leaves nothing behind.
func TestProcessDemoTidiesUp(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	p := startWith(t, []string{"TMPDIR=" + dir}, "demo", "--json", "--addr", "127.0.0.1:0")
	eventually(t, "the demo printed a line", func() bool { return strings.Contains(p.Stdout.String(), "\n") })
	p.stop(t)
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}

// runDemo starts a demo on a database file, and parses its output.
func runDemo(t *testing.T, db string) (*process, printedDemo) {
	t.Helper()
	p := start(t, "demo", "--json", "--db", db, "--addr", "127.0.0.1:0")
	eventually(t, "the demo printed a line", func() bool { return strings.Contains(p.Stdout.String(), "\n") })
	var d printedDemo
	decoder := json.NewDecoder(strings.NewReader(p.Stdout.String()))
	decoder.DisallowUnknownFields()
	must(t, decoder.Decode(&d))
	p.address = d.Address
	return p, d
}

// signInto signs in to a demo with the password that it printed.
func (d printedDemo) signInto(t *testing.T, p *process, account, user string) *client {
	t.Helper()
	for _, l := range d.Logins {
		if l.Account == account && l.User == user {
			return p.signIn(t, account, user, l.Password)
		}
	}
	t.Fatalf("there is no login %s/%s", account, user)
	return nil
}

func TestProcessDemoGoesOn(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	p, first := runDemo(t, db)
	if got := fails(t, "demo", "--db", db, "--addr", "127.0.0.1:0"); !strings.HasPrefix(got, db+": another latchkey process") {
		t.Errorf("beside a running demo a second one said %q", got)
	}
	const asked = "Ticket 4242: the second start"
	mia := first.signInto(t, p, "Northwind Support", "mia")
	form := url.Values{"account_id": {""}, "company_id": {""}, "description": {asked}, "how_long": {"4h"}}
	for _, a := range first.Accounts {
		if a.Name == "Acme" {
			form.Set("account_id", a.ID)
			form.Set("company_id", a.Companies[1].ID)
		}
	}
	made := mia.send(t, "/access-requests", form)
	answers(t, made, http.StatusSeeOther)
	listed := mia.get(t, made.Header.Get("Location"))
	request := listed.find(t, ".request:contains('"+asked+"') a[href^='/access-requests/']").AttrOr("href", "")
	answers(t, first.signInto(t, p, "Acme", "anna").send(t, request+"/grant", url.Values{}), http.StatusSeeOther)
	p.stop(t)

	p, second := runDemo(t, db)
	leads(t, newClient(second.OrderDesk).get(t, "/"), "/sign-in")
	second.Address, second.OrderDesk = first.Address, first.OrderDesk
	same(t, encoded(t, first), encoded(t, second), "the first start printed and the second")
	for _, l := range second.Logins {
		p.signIn(t, l.Account, l.User, l.Password)
	}
	page := second.signInto(t, p, "Northwind Support", "mia").get(t, request)
	answers(t, page, http.StatusOK)
	if !strings.Contains(page.body, asked) || page.find(t, "span.badge:matches(^ACTIVE$)").Length() == 0 {
		t.Errorf("the request that was granted before the restart:\n%s", page.body)
	}
	p.stop(t)
	succeeds(t, "audit", "verify", "--db", db)
	if info, err := os.Stat(db + ".demo"); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file with the passwords: %v, %v", info, err)
	}
}

func encoded(t *testing.T, d printedDemo) string {
	t.Helper()
	b, err := json.Marshal(d)
	must(t, err)
	return string(b)
}

// A demo neither fills nor serves someone else's database.
func TestProcessDemoRefusesAnothersDatabase(t *testing.T) {
	t.Parallel()
	theirs, password := madeDB(t)
	want := theirs + " already holds data that isn't from a demo: name a new file, or the file of an earlier demo"
	refuses := func() {
		t.Helper()
		same(t, fails(t, "demo", "--json", "--db", theirs, "--addr", "127.0.0.1:0"), want, "what it said")
	}
	refuses()
	db := newDB(t)
	p, _ := runDemo(t, db)
	p.stop(t)
	copyFile(t, db+".demo", theirs+".demo")
	refuses()
	s := startServe(t, theirs)
	s.signIn(t, "Northwind", "", password)
	s.stop(t)

	must(t, os.Chmod(db+".demo", 0o644))
	if got := fails(t, "demo", "--db", db, "--addr", "127.0.0.1:0"); !strings.HasSuffix(got, "other users of this machine can read it: run chmod 600 "+db+".demo") {
		t.Errorf("with passwords that everybody reads it said %q", got)
	}
}

// If a demo is killed while it fills its file, it leaves no half-made file, and the next start
// fills it.
func TestProcessDemoKilledWhileFilling(t *testing.T) {
	t.Parallel()
	db := newDB(t)
	p := start(t, "demo", "--json", "--db", db, "--addr", "127.0.0.1:0")
	eventually(t, "it began to fill the file", func() bool { _, err := os.Stat(db + ".key"); return err == nil })
	p.Kill(t)
	if _, err := os.Stat(db); err == nil && p.Stdout.String() == "" {
		t.Error("the file has its name before the demo is whole")
	}
	p, d := runDemo(t, db)
	d.signInto(t, p, "Acme", "anna")
	p.stop(t)
	left, err := filepath.Glob(filepath.Join(filepath.Dir(db), ".latchkey-new-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
}
