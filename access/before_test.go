package access

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"latchkey/db"
	"latchkey/record"
)

// before reads a file that the program wrote before the record had its own package: see
// record/testdata/before/README.md.
func before(t *testing.T, name string) string {
	t.Helper()
	return stored(t, "before", name)
}

// stored reads and unpacks a file in a folder of the record's testdata.
func stored(t *testing.T, folder, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("..", "record", "testdata", folder, name))
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

// recordBefore is a copy of the old database, opened by this version.
func recordBefore(t *testing.T) *forger {
	t.Helper()
	return storedWorld(t, "before", at("2026-03-03T09:00:00Z")).forge()
}

// storedWorld is a copy of the database in a folder of the record's testdata, opened by this
// version.
func storedWorld(t *testing.T, folder string, now time.Time) *world {
	t.Helper()
	w := &world{T: t, clock: now, unsound: true}
	path := filepath.Join(t.TempDir(), folder+".db")
	w.must(os.WriteFile(path, []byte(stored(t, folder, "latchkey.db.gz")), 0o600))
	signer := must(record.ParseSigner(strings.TrimSpace(stored(t, folder, "key"))))(w)
	w.store = must(db.Open(t.Context(), path, db.Exclusive))(w)
	t.Cleanup(func() { w.must(w.store.Close()) })
	w.s = must(New(w.store, Config{Now: w.Now, Signer: signer}))(w)
	return w
}

func TestTheRecordOfBeforeVerifies(t *testing.T) {
	f := recordBefore(t)
	checkpoints, _, err := record.SplitHeads(before(t, "heads"))
	f.must(err)
	want := must(record.ParseHead(strings.TrimSpace(before(t, "head"))))(f)
	kept := record.Kept{Head: &want, Checkpoints: checkpoints, PublicKeys: strings.Fields(before(t, "public-keys"))}
	head := must(f.s.VerifyAgainst(t.Context(), kept))(f)
	equal(t, "head", head, want)
	lost := must(f.s.CountAccepted(t.Context(), checkpoints))(f)
	equal(t, "heads, and those that were lost", []int{len(checkpoints), lost}, []int{6, 1})

	for i, checkpoint := range checkpoints {
		kept.Checkpoints = []string{strings.Replace(checkpoint, "=\n\n", "=\n \n", 1)}
		if _, err := f.s.VerifyAgainst(t.Context(), kept); err == nil && i != 3 {
			t.Errorf("the changed head %d is right", i)
		}
	}
	for seq := range head.Size {
		const set = "UPDATE audit_entries SET address = %s WHERE seq = %d"
		f.do(fmt.Sprintf(set, "address || ' '", seq))
		equal(t, fmt.Sprint("entry ", seq, " changed"), f.found(), seq)
		f.do(fmt.Sprintf(set, "SUBSTR(address, 1, LENGTH(address) - 1)", seq))
	}
	equal(t, "changed back", f.found(), -1)
}

// A new export has exactly the bytes of the old one, so comparing the two files shows no
// difference.
func TestTheRecordOfBeforeIsExportedAsBefore(t *testing.T) {
	f := recordBefore(t)
	sue, vera, root := f.as("sue @ Acme"), f.as("vera @ Vendor"), f.as("Root")
	first := strings.Join(strings.Split(before(t, "heads"), "\n")[1:3], ":")
	export := func(by Actor, kept string, form record.Form) func(io.Writer) error {
		return func(w io.Writer) error {
			return f.s.ExportRecord(t.Context(), by, "acc_Acme", "", "", kept, form, func() io.Writer { return w })
		}
	}
	for name, write := range map[string]func(io.Writer) error{
		"acme-to-vendor.jsonl.gz": export(root, "", record.JSONLines),
		"acme-to-customer.jsonl":  export(sue, first, record.JSONLines),
		"acme-to-customer.csv.gz": export(sue, "", record.CSV),
		"receipt-to-asker.jsonl": func(w io.Writer) error {
			return f.s.Receipt(t.Context(), vera, strings.TrimSpace(before(t, "request-id")), func() io.Writer { return w })
		},
	} {
		var b bytes.Buffer
		f.must(write(&b))
		if b.String() != before(t, name) {
			t.Errorf("%s is otherwise now:\n%s", name, b.String())
		}
	}
	// With one more entry, the file differs.
	f.clock = f.clock.Add(time.Hour)
	f.must(f.note(sue, Entry{Action: SettingChanged, AccountID: "acc_Acme"}))
	var b bytes.Buffer
	f.must(export(root, "", record.JSONLines)(&b))
	equal(t, "with another entry", b.String() == before(t, "acme-to-vendor.jsonl.gz"), false)
}
