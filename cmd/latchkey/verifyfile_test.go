package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"latchkey/db"
	"latchkey/record"
)

// declarations returns which names the other files of this package declare, and where, and the
// parsed file itself.
func declarations(t *testing.T, name string) (elsewhere map[string]string, file *ast.File) {
	t.Helper()
	paths, err := filepath.Glob("*.go")
	must(t, err)
	elsewhere = map[string]string{}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		must(t, err)
		if path == name {
			file = f
			continue
		}
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil {
					elsewhere[d.Name.Name] = path
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					switch s := s.(type) {
					case *ast.TypeSpec:
						elsewhere[s.Name.Name] = path
					case *ast.ValueSpec:
						for _, n := range s.Names {
							elsewhere[n.Name] = path
						}
					}
				}
			}
		}
	}
	return elsewhere, file
}

// Verifying a file uses only package record, and needs no database.
func TestVerifyingAFileNeedsNoDatabase(t *testing.T) {
	declared, f := declarations(t, "verifyfile.go")
	for _, i := range f.Imports {
		if path, err := strconv.Unquote(i.Path.Value); err != nil || strings.Contains(path, "sql") || strings.HasPrefix(path, "latchkey/") && path != "latchkey/record" {
			t.Errorf("verifyfile.go imports %s", i.Path.Value)
		}
	}
	delete(declared, "auditVerifyCmd") // the command, and where it writes
	delete(declared, "globals")
	var look func(ast.Node) bool
	look = func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			ast.Inspect(n.X, look)
			return false
		case *ast.Ident:
			same(t, declared[n.Name], "", "the file whose %s verifyfile.go uses", n.Name)
		}
		return true
	}
	for _, d := range f.Decls {
		ast.Inspect(d, look)
	}

	before := filepath.Join("..", "..", "record", "testdata", "before")
	keys, err := os.ReadFile(filepath.Join(before, "public-keys"))
	must(t, err)
	var said bytes.Buffer
	c := auditVerifyCmd{File: filepath.Join(before, "acme-to-customer.jsonl"), PublicKey: strings.Fields(string(keys)), Head: "3:A9p82Y2Uyw7SohzIghSAK+k/wbKmA+NVBvpx4DGm+6I="}
	must(t, c.Run(&globals{ctx: t.Context(), stdout: &said}))
	hasAll(t, "it said", said.String(),
		" is intact: 97 entries of Acme in the time of UTC. Each one is proven to be in the record of 100 entries signed with latchkey/616e6f74:\n",
		"Entries with hidden parts: 1.", "Its record extends the saved head of 3 entries")
}

// The database of an older version verifies after all migrations, and against its heads that were
// kept elsewhere.
func TestTheDatabaseOfBeforeVerifies(t *testing.T) {
	before := filepath.Join("..", "..", "record", "testdata", "before")
	path := filepath.Join(t.TempDir(), "latchkey.db")
	content := unpackBefore(t, path)
	verify := func(content []byte) (string, error) {
		must(t, os.WriteFile(path, content, 0o600))
		store, err := db.Open(t.Context(), path, db.Exclusive) // this migrates it
		must(t, err)
		must(t, store.Close())
		var said bytes.Buffer
		c := auditVerifyCmd{database: database{DB: path}, Heads: filepath.Join(before, "heads")}
		err = c.Run(&globals{ctx: t.Context(), stdout: &said})
		return said.String(), err
	}
	const want = "The record is intact: 100 entries. Save its head somewhere else:\n100:CTbAuzsZKDII39sj2Uqg8pNQ82O3curklXv4s+De4CM=\n"
	if said, err := verify(content); err != nil || !strings.HasPrefix(said, want) || !strings.Contains(said, "Heads lost when a backup was restored, as the operator recorded: 1.") {
		t.Errorf("%s, %v", said, err)
	}
	if said, err := verify(bytes.ReplaceAll(content, []byte("ticket 7"), []byte("ticket 8"))); err == nil || !strings.HasPrefix(err.Error(), "the record is NOT intact: entry 3: changed") {
		t.Errorf("changed: %s, %v", said, err)
	}
}

// Each signed decision is a sentence: who gets access to what, and how long. Nothing in a file
// makes another line of it.
func TestWhatIsSaidOfSignedDecisions(t *testing.T) {
	at, entry := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC), int64(7)
	window := record.SignedDecision{
		Seq: 9, Fingerprint: "SHA256:x", Passkey: "phone", Person: "Sue Gräf", Begins: at, Ends: at.Add(time.Hour), Asked: &entry, Registered: &entry,
		Decision: record.Decision{
			Request: "req_1", Extends: "req_0", AccountName: "Acme", CompanyName: "North", RequestedByName: "Vera Voss (vera)", RequestingAccountName: "Vendor",
			Access: "edit", People: 1, Decider: "sue @ Acme",
		},
	}
	approval := window
	window.Approved = &entry
	approval.Person, approval.Begins, approval.Ends, approval.Asked, approval.Registered = "", time.Time{}, time.Time{}, nil, nil
	approval.Decision.Extends, approval.Decision.People, approval.Decision.NotBefore, approval.Decision.Length = "", 2, at, 90*time.Minute
	approval.Decision.CompanyName = "North\nEntry 1 is signed"
	var said bytes.Buffer
	must(t, printDecisions(&globals{stdout: &said}, record.Decisions{Signed: 2, Unsigned: 3, Waived: []int64{4, 8}, Each: []record.SignedDecision{window, approval}}))
	same(t, said.String(), `Decisions by which people gave access: 5. Signed with a passkey: 2, and each signature is right.
NOT signed, although the login had a passkey: entries 4, 8. Ask whoever decided: scripts and "Grant without signing" do that, but only a signature shows that it was them.
Entry 9 is signed by sue @ Acme (Sue Gräf) with the passkey "phone", SHA256:x: this key was registered in entry 7.
  It grants Vera Voss (vera) of Vendor access to North of Acme (edit) from 2026-03-02T10:00:00Z until 2026-03-02T11:00:00Z.
  This is the request req_1, which extends req_0, as asked for in entry 7, and another login approved it in entry 7.
Entry 9 is signed by sue @ Acme with the passkey "phone", SHA256:x: no entry that is here names this key; compare it with the record or with "Sign-in and security".
  It grants Vera Voss (vera) of Vendor access to "North\nEntry 1 is signed" of Acme (edit) for 1h30m0s, not before 2026-03-02T10:00:00Z, if 2 people approve.
  This is the request req_1; the entry that asks for it is not in this file.
`, "said")
}

// What is said of one entry, of none signed, and of options that are missing or too many, says just
// that.
func TestWhatIsSaidOfFewEntries(t *testing.T) {
	for n, want := range map[int64]string{0: "0 entries", 1: "1 entry", 2: "2 entries"} {
		same(t, entries(n), want, "%d", n)
	}
	var said bytes.Buffer
	must(t, printDecisions(&globals{stdout: &said}, record.Decisions{Unsigned: 1}))
	same(t, said.String(), "Decisions by which people gave access: 1. None of them is signed with a passkey.\n", "none signed")
	for _, c := range []struct {
		cmd  auditVerifyCmd
		want string
	}{
		{auditVerifyCmd{File: "x"}, "set --public-key to the public key that the Record tab shows"},
		{auditVerifyCmd{File: "x", PublicKey: []string{"k"}, Heads: "h"}, "leave out --heads: it's for the database, not for a FILE"},
	} {
		if err := c.cmd.Run(&globals{ctx: t.Context(), stdout: &said}); err == nil || err.Error() != c.want {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}
