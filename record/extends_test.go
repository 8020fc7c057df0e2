package record

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

func TestWhatAnExportSaysOfAKeptHead(t *testing.T) {
	head := func(size int64, hash byte) Head { return Head{size, tlog.Hash{hash}} }
	first := head(3, 1)
	for _, c := range []struct {
		what     string
		extended *Head
		kept     Head
		want     any
	}{
		{"the one extended", &first, first, nil},
		{"its own", nil, head(9, 9), nil},
		{"another of its size", nil, head(9, 8), "the first 9 entries don't match the saved head"},
		{"another of the size extended", &first, head(3, 2), "the first 3 entries don't match the saved head"},
		{"a longer one", &first, head(10, 1), "its record has 9 entries, but the saved head has 10: this is an earlier file, or the record was cut off"},
		{"one of another size", &first, head(4, 1), ErrUnproven.Error()},
		{"without a proof", nil, first, ErrUnproven.Error()},
	} {
		err := Export{Head: head(9, 9), Extended: c.extended}.Extends(c.kept)
		equal(t, c.what, err, c.want)
		equal(t, c.what+": cannot tell", errors.Is(err, ErrUnproven), c.want == ErrUnproven.Error())
	}
}

// Whoever has the key can sign a false proof, but it must be found wrong.
func TestAFalseProofIsFoundWrong(t *testing.T) {
	m := recorder(t, 13)
	kept, now := m.headAt(6), m.sign()
	proof, err := proveExtends(m, now.Head, kept)
	m.must(err)
	forged := func(change func(e *extends)) error {
		e := extends{kept.Size, kept.Hash, slices.Clone(proof)}
		change(&e)
		var b bytes.Buffer
		w := Writer{Form: JSONLines, Head: now, Signer: m.signer, extends: &e}
		w.Begin(&b)
		m.must(w.Seal())
		return second(m.verify(b.String()))
	}
	m.must(forged(func(*extends) {}))
	for i := range proof {
		for at := range tlog.HashSize {
			err := forged(func(e *extends) { e.Proof[i][at] ^= 1 })
			equal(t, fmt.Sprintf("byte %d of hash %d of the proof", at, i), err, "line 1: its proof doesn't lead from the head of 6 entries to the signed head")
		}
	}
	for what, change := range map[string]func(e *extends){
		"another size":    func(e *extends) { e.Size++ },
		"no size":         func(e *extends) { e.Size = 0 },
		"below no size":   func(e *extends) { e.Size = -1 },
		"too large":       func(e *extends) { e.Size = 1 << 62 },
		"its size":        func(e *extends) { e.Size = now.Size },
		"another hash":    func(e *extends) { e.Hash[0] ^= 1 },
		"a hash less":     func(e *extends) { e.Proof = e.Proof[1:] },
		"a hash more":     func(e *extends) { e.Proof = append(e.Proof, tlog.Hash{}) },
		"no proof at all": func(e *extends) { e.Proof = nil },
	} {
		var wrong *ExportError
		err := forged(change)
		equal(t, what+" is found wrong", errors.As(err, &wrong) && strings.Contains(wrong.What, "its proof doesn't lead from the head"), true)
	}
}
