package e2e

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
)

var publicKeyText = regexp.MustCompile(`--public-key (latchkey/\w+\+\w+\+[\w/+=]+)`)

// exported writes the answer at a URL to a file, and returns its path.
func (c *client) exported(t *testing.T, path, name string) string {
	t.Helper()
	a := c.get(t, path)
	answers(t, a, http.StatusOK)
	file := filepath.Join(t.TempDir(), name)
	must(t, os.WriteFile(file, []byte(a.body), 0o600))
	return file
}

// change replaces the first occurrence of a text in a file.
func change(t *testing.T, path, old, by string) (changed string) {
	t.Helper()
	content := readFile(t, path)
	if !strings.Contains(content, old) {
		t.Fatalf("%s has no %q:\n%s", path, old, content)
	}
	changed = path + ".changed"
	must(t, os.WriteFile(changed, []byte(strings.Replace(content, old, by, 1)), 0o600))
	return changed
}

// The program can verify an export with the public key alone.
func TestProcessVerifyFile(t *testing.T) {
	t.Parallel()
	db, password := madeDB(t)
	s := startServe(t, db)
	s.trySignIn(t, "Northwind", "", "wrong password")
	c := s.signIn(t, "Northwind", "", password)
	record := c.get(t, "/").Header.Get("Location") + "/audit"
	key := publicKeyText.FindStringSubmatch(c.get(t, record).find(t, "main").Text())
	if key == nil {
		t.Fatal("the Record tab shows no public key")
	}
	jsonl, csv := c.exported(t, record+"/export", "record.jsonl"), c.exported(t, record+"/export?format=csv", "record.csv")
	head := strings.Split(succeeds(t, "audit", "verify", jsonl, "--public-key", key[1]), "\n")[1]
	s.signIn(t, "Northwind", "", password) // adds an entry
	query := "?head=" + url.QueryEscape(head)
	later := []string{c.exported(t, record+"/export"+query, "later.jsonl"), c.exported(t, record+"/export"+query+"&format=csv", "later.csv")}
	without := c.exported(t, record+"/export", "without.jsonl")
	s.stop(t)
	must(t, errors.Join(os.Remove(db), os.Remove(db+".key")))
	for _, file := range []string{jsonl, csv} {
		said := succeeds(t, "audit", "verify", file, "--public-key", key[1])
		if !regexp.MustCompile(`^` + file + ` is intact: 3 entries of Northwind in the time of UTC\. Each one is proven to be in the record of \d entries signed with latchkey/\w+:\n\d:\S{44}\n$`).MatchString(said) {
			t.Errorf("it said %q", said)
		}
		said = fails(t, "audit", "verify", change(t, file, "session.refused", "session.allowed"), "--public-key", key[1])
		if !regexp.MustCompile(`\.changed is NOT intact: line [34], entry \d: changed: its proof doesn't lead to the signed head$`).MatchString(said) {
			t.Errorf("of a changed one it said %q", said)
		}
	}
	if said, want := fails(t, "audit", "verify", jsonl), "set --public-key to the public key that the Record tab shows"; said != want {
		t.Errorf("without a key it said %q", said)
	}
	for _, file := range later {
		for _, kept := range [][]string{{"--head", head}, {"--earlier", jsonl}, {"--earlier", csv}} {
			said := succeeds(t, append([]string{"audit", "verify", file, "--public-key", key[1]}, kept...)...)
			if !strings.HasSuffix(said, "\nIts record extends the saved head of "+head[:1]+" entries: nothing in it was changed or removed since.\n") {
				t.Errorf("against %q it said %q", kept, said)
			}
		}
	}
	// the same head needs no proof
	succeeds(t, "audit", "verify", csv, "--public-key", key[1], "--earlier", jsonl)
	for _, c := range []struct {
		want string
		args []string
	}{
		{"export the record again, with the head in the field", []string{without, "--head", head}},
		{"does NOT extend the head", []string{jsonl, "--earlier", later[0]}},
		{"does NOT extend the head", []string{later[0], "--head", head[:2] + strings.Repeat("A", 43) + "="}},
		{"changed is NOT intact", []string{later[0], "--earlier", change(t, jsonl, "session.refused", "session.allowed")}},
		{"--head must be SIZE:HASH", []string{later[0], "--head", "no head"}},
		{"--head and --earlier can't be used together", []string{later[0], "--head", head, "--earlier", jsonl}},
		{"--earlier works only with a FILE to verify", []string{"--earlier", jsonl}},
	} {
		args := append([]string{"audit", "verify", "--public-key", key[1]}, c.args...)
		hasAll(t, strings.Join(c.args, " ")+" said", fails(t, args...), c.want)
	}
	fails(t, "audit", "verify", jsonl, "--public-key", "latchkey/x+1+AAAA")
	fails(t, "audit", "verify", jsonl+".missing", "--public-key", key[1])
}

func TestProcessHeads(t *testing.T) {
	t.Parallel()
	var posts atomic.Int32
	receiver := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { posts.Add(1) }))
	defer receiver.Close()
	db, password := madeDB(t)
	heads := filepath.Join(t.TempDir(), "heads")
	s := startServe(t, db, "--heads-file", heads, "--heads-url", receiver.URL, "--heads-every", "1s")
	eventually(t, "a head was posted", func() bool { return posts.Load() == 1 })
	s.signIn(t, "Northwind", "", password)
	eventually(t, "another was posted", func() bool { return posts.Load() == 2 })
	s.stop(t)
	if content := readFile(t, heads); strings.Count(content, "\n— latchkey/") != 2 {
		t.Errorf("the file of heads:\n%s", content)
	}
	succeeds(t, "audit", "verify", "--db", db, "--heads", heads)
	other := change(t, heads, "\n— ", "\n— x")
	fails(t, "audit", "verify", "--db", db, "--heads", other)
	execute(t, db, `DROP TRIGGER audit_entries_no_delete; DROP TRIGGER audit_hashes_no_delete; DROP TRIGGER audit_head_only_grows; DROP TRIGGER signed_heads_no_delete;
		DELETE FROM audit_entries WHERE seq >= 1; DELETE FROM audit_hashes WHERE idx >= 1;
		UPDATE audit_head SET size = 1, hash = (SELECT hash FROM audit_hashes WHERE idx = 0)`)
	if said := fails(t, "audit", "verify", "--db", db); !strings.HasPrefix(said, "the record is NOT intact: entry ") {
		t.Errorf("of a record cut off it said %q", said)
	}
	execute(t, db, "DELETE FROM signed_heads")
	succeeds(t, "audit", "verify", "--db", db) // nothing in it shows the change any more
	hasAll(t, "against the heads kept elsewhere it said", fails(t, "audit", "verify", "--db", db, "--heads", heads), "saved head number ")
}

func TestProcessNewKey(t *testing.T) {
	t.Parallel()
	db, password := madeDB(t)
	s := startServe(t, db)
	c := s.signIn(t, "Northwind", "", password)
	record := c.get(t, "/").Header.Get("Location") + "/audit"
	old := publicKeyText.FindStringSubmatch(c.get(t, record).find(t, "main").Text())[1]
	before := c.exported(t, record+"/export", "before.jsonl")
	hasAll(t, "where there is a key it said", fails(t, "audit", "new-key", "--db", db), "holds a key: move it")
	must(t, os.Rename(db+".key", db+".old"))
	said := succeeds(t, "audit", "new-key", "--db", db)
	lines := strings.Split(said, "\n")
	key := lines[len(lines)-2]
	// the running server still has the old key
	answers(t, c.get(t, record+"/export"), http.StatusConflict)
	s.stop(t)

	hasAll(t, "with the old key serve said", fails(t, "serve", "--db", db, "--key", db+".old", "--addr", "127.0.0.1:0"),
		"it has a different key from the one the record is signed with, "+key)
	again := startServe(t, db)
	c = again.signIn(t, "Northwind", "", password)
	page := c.get(t, record).find(t, "main").Text()
	if got := publicKeyText.FindStringSubmatch(page); got == nil || got[1] != key || !strings.Contains(page, old) {
		t.Errorf("the page shows %q, want %s, and %s as an earlier one", got, key, old)
	}
	after := c.exported(t, record+"/export", "after.jsonl")
	again.stop(t)
	succeeds(t, "audit", "verify", before, "--public-key", old)
	succeeds(t, "audit", "verify", after, "--public-key", key)
	fails(t, "audit", "verify", after, "--public-key", old)
	succeeds(t, "audit", "verify", after, "--public-key", old, "--public-key", key)
	succeeds(t, "audit", "verify", "--db", db)
	succeeds(t, "audit", "verify", "--db", db, "--public-key", old, "--public-key", key)
	fails(t, "audit", "verify", "--db", db, "--public-key", key)
}
