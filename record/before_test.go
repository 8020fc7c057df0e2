package record

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// before reads a file that the program wrote before the record had its own package: see
// testdata/before/README.md.
func before(t *testing.T, name string) string {
	t.Helper()
	return stored(t, "before", name)
}

// stored reads and unpacks a file in a folder of testdata.
func stored(t *testing.T, folder, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", folder, name))
	if err == nil && strings.HasSuffix(name, ".gz") {
		var r *gzip.Reader
		if r, err = gzip.NewReader(bytes.NewReader(content)); err == nil {
			content, err = io.ReadAll(r)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestExportsOfBeforeVerify(t *testing.T) {
	keys := strings.Fields(before(t, "public-keys"))
	for name, want := range map[string]struct{ entries, hidden int }{
		"acme-to-vendor.jsonl.gz": {97, 8}, "acme-to-customer.jsonl": {97, 1}, "acme-to-customer.csv.gz": {97, 1}, "receipt-to-asker.jsonl": {9, 9},
	} {
		file := before(t, name)
		x := must(VerifyExport(strings.NewReader(file), keys, nil))(t)
		equal(t, name, []any{x.Account, x.Entries, x.Hidden, x.Head}, []any{"Acme", want.entries, want.hidden, strings.TrimSpace(before(t, "head"))})
		for i := 0; i < len(file); i += 997 {
			changed := []byte(file)
			changed[i] ^= 1
			var wrong *ExportError
			if _, err := VerifyExport(bytes.NewReader(changed), keys, nil); !errors.As(err, &wrong) {
				t.Errorf("%s: byte %d changed: %v", name, i, err)
			}
		}
	}
}

// Heads kept elsewhere open only with their keys. An export proves that it extends the first of
// them.
func TestHeadsOfBeforeOpen(t *testing.T) {
	keys := strings.Fields(before(t, "public-keys"))
	checkpoints, torn, err := SplitHeads(before(t, "heads"))
	if err != nil || torn > 0 {
		t.Fatal(torn, err)
	}
	heads := must(Kept{Checkpoints: checkpoints, PublicKeys: keys}.Open())(t)
	equal(t, "heads, and the last", []any{len(heads), heads[len(heads)-1]}, []any{6, strings.TrimSpace(before(t, "head"))})
	x := must(VerifyExport(strings.NewReader(before(t, "acme-to-customer.jsonl")), keys, nil))(t)
	equal(t, "the first is extended", x.Extends(heads[0]), nil)
	equal(t, "the second, without a proof", errors.Is(x.Extends(heads[1]), ErrUnproven), true)
	_, err = Kept{Checkpoints: checkpoints, PublicKeys: keys[1:]}.Open()
	equal(t, "without the first key", err, "saved head number 1 is invalid: it was signed with a different key")
	for i := range checkpoints[0] {
		changed := []byte(checkpoints[0])
		changed[i] ^= 1
		if _, err := (Kept{Checkpoints: []string{string(changed)}, PublicKeys: keys}).Open(); err == nil {
			t.Errorf("opened with byte %d changed", i)
		}
	}
}
