package access

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

// exportFrom is Acme's record as a file that extends a head.
func (w *world) exportFrom(by Actor, kept Head, form ExportForm) (string, error) {
	var b bytes.Buffer
	err := w.s.ExportRecord(w.Context(), by, "acc_Acme", "", "", fmt.Sprintf("%d:%s", kept.Size, kept.Hash), form, func() io.Writer { return &b })
	return b.String(), err
}

// Any head that was ever kept is extended, and the file alone proves it.
func TestExportExtends(t *testing.T) {
	w := signs(t, 9)
	for _, form := range forms {
		for size := int64(1); size <= 10; size++ {
			kept := Head{size, hashOf(treeHash(w, size))}
			file, err := w.exportFrom(w.as("Acme"), kept, form)
			w.must(err)
			x, err := w.verify(file)
			w.must(err)
			equal(t, fmt.Sprintf("%s: extends %d of %d", form, size, x.Head.Size), x.Extends(kept), nil)
			equal(t, "the head that it extends", *x.Extended, kept)
		}
	}
	for _, text := range []string{"no head", "5", "0:" + w.signed("").Hash.String(), "5:AAAA", ":", "9223372036854775808:" + w.signed("").Hash.String()} {
		err := w.s.ExportRecord(t.Context(), w.as("Acme"), "acc_Acme", "", "", text, JSONLines, nil)
		equal(t, text, outcome(err), "invalid head")
	}
}

func TestWhatAnExportSaysOfAKeptHead(t *testing.T) {
	w := signs(t, 5)
	head := func(size int64, hash byte) Head { return Head{size, tlog.Hash{hash}} }
	first := head(3, 1)
	for _, c := range []struct {
		what     string
		extended *Head
		kept     Head
		want     string
	}{
		{"the one extended", &first, first, ""},
		{"its own", nil, head(9, 9), ""},
		{"another of its size", nil, head(9, 8), "the first 9 entries are not those of the head that was kept"},
		{"another of the size extended", &first, head(3, 2), "the first 3 entries are not those of the head that was kept"},
		{"a longer one", &first, head(10, 1), "it is of a record of 9 entries, and the head that was kept has 10: it is an earlier file, or the record was cut off"},
		{"one of another size", &first, head(4, 1), ErrUnproven.Error()},
		{"without a proof", nil, first, ErrUnproven.Error()},
	} {
		err := Export{Head: head(9, 9), Extended: c.extended}.Extends(c.kept)
		said := ""
		if err != nil {
			said = err.Error()
		}
		equal(t, c.what, said, c.want)
		equal(t, c.what+": cannot tell", errors.Is(err, ErrUnproven), c.want == ErrUnproven.Error())
	}

	// Whoever has the key can sign a false proof: it is found wrong.
	kept := w.signed("").Head
	for range 7 {
		w.must(w.note(w.as("Acme"), Entry{Action: SettingChanged, AccountID: "acc_Acme"}))
	}
	now := w.signed("")
	proof, err := proveExtends(now.Head, kept, hashesAt(t.Context(), w.store.Read))
	w.must(err)
	forged := func(change func(e *exportExtends)) error {
		e := exportExtends{kept.Size, kept.Hash, slices.Clone(proof)}
		change(&e)
		var b bytes.Buffer
		x := newExporter(&b, JSONLines)
		x.write(exportLine{head: &exportHead{Form: exportVersion, Checkpoint: now.Checkpoint, Extends: &e}})
		w.must(x.seal(w.s.signer))
		_, err := w.verify(b.String())
		return err
	}
	w.must(forged(func(*exportExtends) {}))
	for i := range proof {
		for at := range tlog.HashSize {
			err := forged(func(e *exportExtends) { e.Proof[i][at] ^= 1 })
			equal(t, fmt.Sprintf("byte %d of hash %d of the proof", at, i), err, "line 1: its proof does not lead from the head of 6 entries to the signed head")
		}
	}
	for what, change := range map[string]func(e *exportExtends){
		"another size":    func(e *exportExtends) { e.Size++ },
		"no size":         func(e *exportExtends) { e.Size = 0 },
		"below no size":   func(e *exportExtends) { e.Size = -1 },
		"too large":       func(e *exportExtends) { e.Size = 1 << 62 },
		"its size":        func(e *exportExtends) { e.Size = now.Size },
		"another hash":    func(e *exportExtends) { e.Hash[0] ^= 1 },
		"a hash less":     func(e *exportExtends) { e.Proof = e.Proof[1:] },
		"a hash more":     func(e *exportExtends) { e.Proof = append(e.Proof, tlog.Hash{}) },
		"no proof at all": func(e *exportExtends) { e.Proof = nil },
	} {
		var wrong *ExportError
		err := forged(change)
		equal(t, what+" is found wrong", errors.As(err, &wrong) && strings.Contains(wrong.What, "its proof does not lead from the head"), true)
	}
}

// A past that was rewritten or cut off, and the signed heads with it, shows to whoever kept a head.
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
		{"cut off", 9, 0, "conflict", "it is of a record of 9 entries, and the head that was kept has 10: it is an earlier file, or the record was cut off"},
		{"rewritten to the same size", 9, 1, "conflict", "the first 10 entries are not those of the head that was kept"},
		{"rewritten past it", 8, 5, "conflict", ErrUnproven.Error()},
	} {
		f := w.forge()
		f.do("DELETE FROM signed_heads")
		f.rewrite(c.size, c.others)
		for _, form := range forms {
			file, err := f.exportFrom(w.as("Acme"), kept, form)
			equal(t, c.what, outcome(err), c.want)
			equal(t, c.what+": there is a file", file != "", c.want == "done")
			if c.want == "done" {
				x, err := f.verify(file)
				f.must(err)
				equal(t, c.what+": extends", x.Extends(kept), nil)
				continue
			}
			if !strings.Contains(err.Error(), "The record does NOT extend the head of 10 entries that you kept") {
				t.Errorf("%s: %v", c.what, err)
			}
			var b bytes.Buffer
			f.must(f.s.ExportRecord(t.Context(), w.as("Acme"), "acc_Acme", "", "", "", form, func() io.Writer { return &b }))
			x, err := f.verify(b.String())
			f.must(err)
			equal(t, c.what+": the file without the head", x.Extends(kept), c.says)
		}
	}
}
