package record

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// phrases reads a file that the program wrote while the record still had English phrases: see
// testdata/phrases/README.md.
func phrases(t *testing.T, name string) string {
	t.Helper()
	return stored(t, "phrases", name)
}

// packedRecord is the export of the record in the evidence pack.
func packedRecord(t *testing.T) string {
	t.Helper()
	pack := phrases(t, "acme-evidence.zip")
	r, err := zip.NewReader(strings.NewReader(pack), int64(len(pack)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := r.Open("record.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestExportsOfPhrasesVerify(t *testing.T) {
	keys := strings.Fields(phrases(t, "public-keys"))
	files := map[string]string{"the evidence pack": packedRecord(t)}
	for _, name := range []string{
		"acme-to-customer.jsonl.gz", "acme-to-vendor.csv.gz", "borealis-to-customer.csv.gz", "borealis-to-vendor.jsonl.gz", "receipt-to-asker.jsonl",
	} {
		files[name] = phrases(t, name)
	}
	for name, want := range map[string]string{
		"acme-to-customer.jsonl.gz": "Acme, 197 entries, 0 hidden", "acme-to-vendor.csv.gz": "Acme, 197 entries, 13 hidden",
		"borealis-to-customer.csv.gz": "Borealis, 29 entries, 0 hidden", "borealis-to-vendor.jsonl.gz": "Borealis, 29 entries, 2 hidden",
		"receipt-to-asker.jsonl": "Acme, 3 entries, 3 hidden", "the evidence pack": "Acme, 130 entries, 0 hidden",
	} {
		x, err := VerifyExport(strings.NewReader(files[name]), keys, nil)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		equal(t, name, fmt.Sprintf("%s, %d entries, %d hidden", x.Account, x.Entries, x.Hidden), want)
		equal(t, name+": the head", x.Head, strings.TrimSpace(phrases(t, "head")))
		for i := 0; i < len(files[name]); i += 19997 {
			changed := []byte(files[name])
			changed[i] ^= 1
			var wrong *ExportError
			if _, err := VerifyExport(bytes.NewReader(changed), keys, nil); !errors.As(err, &wrong) {
				t.Errorf("%s: byte %d changed: %v", name, i, err)
			}
		}
	}
}

// An export that was made with a kept head proves that it extends that head.
func TestAnExportOfPhrasesExtendsTheHeadThatWasKept(t *testing.T) {
	keys := strings.Fields(phrases(t, "public-keys"))
	checkpoints, torn, err := SplitHeads(phrases(t, "heads"))
	if err != nil || torn > 0 {
		t.Fatal(torn, err)
	}
	heads, err := Kept{Checkpoints: checkpoints, PublicKeys: keys}.Open()
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "the last", heads[len(heads)-1], strings.TrimSpace(phrases(t, "head")))
	x, err := VerifyExport(strings.NewReader(phrases(t, "acme-to-customer.jsonl.gz")), keys, nil)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "the first is extended", x.Extends(heads[0]), nil)
}
