package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// unpackBefore makes a file from the stored database of an older version.
func unpackBefore(t *testing.T, path string) []byte {
	t.Helper()
	packed, err := os.Open(filepath.Join("..", "..", "record", "testdata", "before", "latchkey.db.gz"))
	must(t, err)
	defer packed.Close() //nolint:errcheck // it was read only
	r, err := gzip.NewReader(packed)
	must(t, err)
	content, err := io.ReadAll(r)
	must(t, err)
	must(t, os.WriteFile(path, content, 0o600))
	return content
}

// The passwords of a demo are left next to someone else's database, of an older version. The demo
// must neither serve it nor migrate it.
func TestTheDemoLeavesAnotherDatabaseAlone(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "latchkey.db")
	before := unpackBefore(t, path)
	must(t, os.WriteFile(castFile(path), []byte(`{"accounts":[{"id":"acc_0"}]}`), 0o600))
	if _, said, code := ran(t, "demo", "--db", path, "--addr", "127.0.0.1:0"); code != 1 || !strings.Contains(said, "already holds data that isn't from a demo") {
		t.Errorf("%d: %s", code, said)
	}
	after, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(after, before) {
		t.Errorf("the database is another one: %v", err)
	}
	left, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(left) != 2 {
		t.Errorf("there are %q, %v", left, err)
	}
}
