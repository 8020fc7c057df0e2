package record

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Export is what an export proves.
type Export struct {
	About
	// Head is the head of the record. Key is the name of the key that signed it.
	Head Head
	Key  string
	// Extended is the earlier head that Head is proven to extend, or nil if the export was made
	// without one.
	Extended *Head
	// Entries is the number of entries in it. Hidden is how many of them are partly hidden.
	Entries, Hidden int
	// Decisions are those that gave access.
	Decisions Decisions
	reader    *decisionReader
}

// ExportError is the first problem found in an export.
type ExportError struct {
	// Line counts from 1. Seq is the entry that should be there, or nil if the line was unreadable.
	Line int
	Seq  *int64
	What string
}

func (e *ExportError) Error() string {
	if e.Seq != nil {
		return fmt.Sprintf("line %d, entry %d: %s", e.Line, *e.Seq, e.What)
	}
	return fmt.Sprintf("line %d: %s", e.Line, e.What)
}

// ErrUnproven means that an export has no proof for a head that someone kept.
var ErrUnproven = errors.New("it has no proof for this head: export the record again, with the head in the field \"Earlier head\"")

// Extends returns nil if the export proves that its head extends kept, ErrUnproven if it cannot
// tell, or else what is wrong.
func (x Export) Extends(kept Head) error {
	switch {
	case kept == x.Head:
		return nil
	case kept.Size > x.Head.Size:
		return fmt.Errorf("its record has %d entries, but the saved head has %d: this is an earlier file, or the record was cut off", x.Head.Size, kept.Size)
	case kept.Size == x.Head.Size, x.Extended != nil && x.Extended.Size == kept.Size && *x.Extended != kept:
		return fmt.Errorf("the first %d entries don't match the saved head", kept.Size)
	case x.Extended == nil || *x.Extended != kept:
		return ErrUnproven
	}
	return nil
}

// formOf detects the form of an export from its beginning.
func formOf(lines *bufio.Reader) Form {
	if first, err := lines.Peek(1); err == nil && first[0] != '{' {
		return CSV
	}
	return JSONLines
}

// VerifyExport verifies an export with public keys alone: the signature of its head, the proof that
// this head extends an earlier one, the proof of each entry, and the seal over all lines. If each
// is not nil, it is called with every proven entry as the file shows it, before it is known whether
// the rest of the file is right. What people signed with their passkeys must be what the entries
// say. Errors: *ExportError.
func VerifyExport(r io.Reader, publicKeys []string, each func(Entry)) (x Export, err error) {
	known, err := parseKeys(publicKeys)
	if err != nil {
		return x, err
	}
	x.reader = newDecisionReader()
	lines := bufio.NewReader(r)
	form, line := formOf(lines), 0
	sum := sha256.New()
	wrong := func(what any) (Export, error) { return x, &ExportError{Line: line, What: fmt.Sprint(what)} }
	for {
		text, err := lines.ReadBytes('\n')
		line++
		switch {
		case errors.Is(err, io.EOF) && len(text) == 0:
			return wrong("the file ends without its seal: something is missing")
		case err != nil && !errors.Is(err, io.EOF):
			return x, err
		case line == 1 && form == CSV:
			if string(text) != form.preamble() {
				return wrong("this is not an export of the record")
			}
			sum.Write(text)
			continue
		}
		l, err := form.decode(text)
		if err != nil {
			return wrong("it cannot be read")
		}
		again, err := form.encode(l)
		if l.entry != nil {
			err = errors.Join(err, x.check(*l.entry, each))
		}
		switch {
		case (l.head != nil) != (x.Key == ""):
			return wrong("the first line, and no other, must be the head")
		case err == nil && !bytes.Equal(again, text):
			err = errors.New("its format was changed")
		case err == nil && l.head != nil:
			err = x.open(*l.head, known)
		case err == nil && l.seal != nil:
			if err = x.checkSeal(l.seal.Seal, sealText(sum), known); err == nil {
				if rest, err := lines.Peek(1); len(rest) > 0 || !errors.Is(err, io.EOF) {
					line++
					return wrong("there is more after the seal")
				}
				x.Decisions, x.reader = x.reader.Decisions, nil
				return x, nil
			}
		}
		if err != nil && l.entry != nil {
			return x, &ExportError{line, &l.entry.Seq, err.Error()}
		}
		if err != nil {
			return wrong(err)
		}
		sum.Write(text)
	}
}

// open reads the head line.
func (x *Export) open(h headLine, known note.Verifiers) (err error) {
	if h.Form != exportVersion {
		return errors.New("this isn't an export that this version of latchkey can read")
	}
	x.Head, err = openCheckpoint(h.Checkpoint, known)
	if err != nil {
		return fmt.Errorf("the signed head is invalid: %w", err)
	}
	x.Key, _, _ = strings.Cut(h.Checkpoint, "\n")
	x.About, x.reader.receipt = h.About, h.RequestID != ""
	if e := h.Extends; e != nil {
		if tlog.CheckTree(e.Proof, x.Head.Size, x.Head.Hash, e.Size, e.Hash) != nil {
			return fmt.Errorf("its proof doesn't lead from the head of %d entries to the signed head", e.Size)
		}
		x.Extended = &Head{e.Size, e.Hash}
	}
	return nil
}

// check checks that an entry is in the head's tree, and calls each with it.
func (x *Export) check(e entryLine, each func(Entry)) error {
	shown, err := e.entry()
	if err != nil {
		return errors.New("its time can't be read")
	}
	hash := shown.hash()
	if e.Hash != nil {
		hash = *e.Hash
		x.Hidden++
	}
	x.Entries++
	if e.Seq < 0 || e.Seq >= x.Head.Size || tlog.CheckRecord(slices.Clone(e.Proof), x.Head.Size, x.Head.Hash, e.Seq, hash) != nil {
		return errors.New("changed: its proof doesn't lead to the signed head")
	}
	if err := x.reader.add(shown); err != nil {
		return err
	}
	if each != nil {
		each(shown)
	}
	return nil
}

// checkSeal checks the last line against the text that it should have signed.
func (x *Export) checkSeal(seal, want string, known note.Verifiers) error {
	text, key, err := openNote(seal, known)
	if err != nil {
		return fmt.Errorf("the seal is invalid: %w", err)
	}
	if text != want || key != x.Key {
		return errors.New("the seal doesn't match the lines above: a line was added or removed, or the first line or the visible part of a partly hidden entry was changed")
	}
	return nil
}
