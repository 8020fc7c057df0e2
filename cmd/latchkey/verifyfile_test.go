package main

import (
	"bytes"
	"compress/gzip"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"latchkey/db"
)

// What checks a file is built from package record alone, and needs no database.
func TestVerifyingAFileNeedsNoDatabase(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "verifyfile.go", nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range f.Imports {
		if path, err := strconv.Unquote(i.Path.Value); err != nil || strings.Contains(path, "sql") || strings.HasPrefix(path, "latchkey/") && path != "latchkey/record" {
			t.Errorf("verifyfile.go imports %s", i.Path.Value)
		}
	}

	before := filepath.Join("..", "..", "record", "testdata", "before")
	keys, err := os.ReadFile(filepath.Join(before, "public-keys"))
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	c := auditVerifyCmd{File: filepath.Join(before, "acme-to-customer.jsonl"), PublicKey: strings.Fields(string(keys)), Head: "3:A9p82Y2Uyw7SohzIghSAK+k/wbKmA+NVBvpx4DGm+6I="}
	if err := c.Run(&globals{ctx: t.Context(), stdout: &said}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		" is intact: 97 entries of Acme in the time of UTC. Each is proven to be in the record of 100 entries that latchkey/616e6f74 signed:\n",
		"Of 1 of them something is hidden", "Its record extends the head of 3 entries that was kept",
	} {
		if !strings.Contains(said.String(), want) {
			t.Errorf("%q is missing in:\n%s", want, said.String())
		}
	}
}

// The database of before verifies, whatever was migrated since, and against its heads that were
// kept elsewhere.
func TestTheDatabaseOfBeforeVerifies(t *testing.T) {
	before := filepath.Join("..", "..", "record", "testdata", "before")
	packed, err := os.ReadFile(filepath.Join(before, "latchkey.db.gz"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "latchkey.db")
	verify := func(content []byte) (string, error) {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		store, err := db.Open(t.Context(), path, db.Exclusive) // which migrates it
		if err != nil {
			t.Fatal(err)
		}
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
		var said bytes.Buffer
		c := auditVerifyCmd{database: database{DB: path}, Heads: filepath.Join(before, "heads")}
		err = c.Run(&globals{ctx: t.Context(), stdout: &said})
		return said.String(), err
	}
	const want = "The record is intact: 100 entries. Its head, to keep elsewhere:\n100:CTbAuzsZKDII39sj2Uqg8pNQ82O3curklXv4s+De4CM=\n"
	if said, err := verify(content); err != nil || !strings.HasPrefix(said, want) || !strings.Contains(said, "Heads that were lost when a backup was restored, as the operator recorded: 1.") {
		t.Errorf("%s, %v", said, err)
	}
	if said, err := verify(bytes.ReplaceAll(content, []byte("ticket 7"), []byte("ticket 8"))); err == nil || !strings.HasPrefix(err.Error(), "the record is NOT intact: entry 3: changed") {
		t.Errorf("changed: %s, %v", said, err)
	}
}
