package access

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"latchkey/record"
)

// exportFrom is Acme's record as a file that extends a head.
func (w *world) exportFrom(by Actor, kept record.Head, form record.Form) (string, error) {
	var b bytes.Buffer
	err := w.s.ExportRecord(w.Context(), by, "acc_Acme", "", "", fmt.Sprintf("%d:%s", kept.Size, kept.Hash), form, func() io.Writer { return &b })
	return b.String(), err
}

// Any head that was ever kept is extended, and the file alone proves it.
func TestExportExtends(t *testing.T) {
	w := signs(t, 9)
	for _, form := range forms {
		for size := int64(1); size <= 10; size++ {
			kept := record.Head{Size: size, Hash: hashOf(treeHash(w, size))}
			file := must(w.exportFrom(w.as("Acme"), kept, form))(w)
			x := must(w.verify(file))(w)
			equal(t, fmt.Sprintf("%s: extends %d of %d", form, size, x.Head.Size), x.Extends(kept), nil)
			equal(t, "the head that it extends", *x.Extended, kept)
		}
	}
	for _, text := range []string{"no head", "5", "0:" + w.signed("").Hash.String(), "5:AAAA", ":", "9223372036854775808:" + w.signed("").Hash.String()} {
		err := w.s.ExportRecord(t.Context(), w.as("Acme"), "acc_Acme", "", "", text, record.JSONLines, nil)
		equal(t, text, outcome(err), "invalid head")
	}
}

// If the past was rewritten or cut off, and the signed heads with it, anyone who kept a head
// notices.
func TestAnExportOfAnotherPastIsRefused(t *testing.T) {
	w := signs(t, 5)
	for range 4 {
		w.must(w.note(w.as("Acme"), Entry{Action: SettingChanged, AccountID: "acc_Acme"}))
	}
	kept := w.signed("").Head
	w.must(w.note(w.as("Acme"), Entry{Action: SettingChanged, AccountID: "acc_Acme"}))
	for _, c := range []struct {
		what   string
		size   int64
		others int
		want   string
		says   string
	}{
		{"cut off after what was kept", 10, 0, "done", ""},
		{"others after what was kept", 10, 3, "done", ""},
		{"cut off", 9, 0, "conflict", "its record has 9 entries, but the saved head has 10: this is an earlier file, or the record was cut off"},
		{"rewritten to the same size", 9, 1, "conflict", "the first 10 entries don't match the saved head"},
		{"rewritten past it", 8, 5, "conflict", record.ErrUnproven.Error()},
	} {
		f := w.forge()
		f.do("DELETE FROM signed_heads")
		f.rewrite(c.size, c.others)
		for _, form := range forms {
			file, err := f.exportFrom(w.as("Acme"), kept, form)
			equal(t, c.what, outcome(err), c.want)
			equal(t, c.what+": there is a file", file != "", c.want == "done")
			if c.want == "done" {
				x := must(f.verify(file))(f)
				equal(t, c.what+": extends", x.Extends(kept), nil)
				continue
			}
			equal(t, c.what+": why", err, conflict(NotExtended{Kept: 10}))
			var b bytes.Buffer
			f.must(f.s.ExportRecord(t.Context(), w.as("Acme"), "acc_Acme", "", "", "", form, func() io.Writer { return &b }))
			x := must(f.verify(b.String()))(f)
			equal(t, c.what+": the file without the head", x.Extends(kept), c.says)
		}
	}
}
