package access

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"latchkey/record"
)

// phrases reads a file that the program wrote while the record still had English phrases: see
// record/testdata/phrases/README.md.
func phrases(t *testing.T, name string) string {
	t.Helper()
	return stored(t, "phrases", name)
}

// recordOfPhrases is a copy of that old database, opened by this version.
func recordOfPhrases(t *testing.T) *world {
	t.Helper()
	return storedWorld(t, "phrases", at(strings.TrimSpace(phrases(t, "exported-at"))))
}

func TestTheRecordOfPhrasesVerifies(t *testing.T) {
	w := recordOfPhrases(t)
	checkpoints, _, err := record.SplitHeads(phrases(t, "heads"))
	w.must(err)
	want := must(record.ParseHead(strings.TrimSpace(phrases(t, "head"))))(w)
	kept := record.Kept{Head: &want, Checkpoints: checkpoints, PublicKeys: strings.Fields(phrases(t, "public-keys"))}
	head := must(w.s.VerifyAgainst(t.Context(), kept))(w)
	equal(t, "head", head, want)
	lost := must(w.s.CountAccepted(t.Context(), checkpoints))(w)
	equal(t, "heads, and those that were lost", []int{len(checkpoints), lost}, []int{10, 2})
}

// The tables match the phrases in the record: latchkey check compares them.
func TestCheckFindsNothingInTheRecordOfPhrases(t *testing.T) {
	w := recordOfPhrases(t)
	found := must(w.s.Check(t.Context(), true))(w)
	for _, f := range found {
		t.Error(f.What)
	}
}

// A new export has exactly the bytes of the old one, so comparing the two files shows no
// difference.
func TestTheRecordOfPhrasesIsExportedAsBefore(t *testing.T) {
	w := recordOfPhrases(t)
	root, first := w.as("Root"), strings.Join(strings.Split(phrases(t, "heads"), "\n")[1:3], ":")
	export := func(by Actor, account, kept string, form record.Form) func(io.Writer) error {
		id := must(w.store.Read.GetAccountByRef(t.Context(), accountRef(account)))(w).ID
		return func(out io.Writer) error {
			return w.s.ExportRecord(t.Context(), by, id, "", "", kept, form, func() io.Writer { return out })
		}
	}
	for name, write := range map[string]func(io.Writer) error{
		"acme-to-customer.jsonl.gz":   export(w.as("sue @ Acme"), "Acme", first, record.JSONLines),
		"acme-to-vendor.csv.gz":       export(root, "Acme", "", record.CSV),
		"borealis-to-customer.csv.gz": export(w.as("bea @ Borealis"), "Borealis", "", record.CSV),
		"borealis-to-vendor.jsonl.gz": export(root, "Borealis", "", record.JSONLines),
		"receipt-to-asker.jsonl": func(out io.Writer) error {
			return w.s.Receipt(t.Context(), w.as("vera @ Vendor"), strings.TrimSpace(phrases(t, "request-id")), func() io.Writer { return out })
		},
	} {
		var b bytes.Buffer
		w.must(write(&b))
		if b.String() != phrases(t, name) {
			t.Errorf("%s is otherwise now:\n%s", name, b.String())
		}
	}
}
