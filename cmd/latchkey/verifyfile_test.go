package main

import (
	"bytes"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
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
