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

	"latchkey/db"
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
