package record

import (
	"bufio"
	"crypto/sha256"
	"encoding/base64"
	"hash"
	"io"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// An export has the signed head of the record as its first line, a line for each entry with the proof
// that the tree of this head has it, and as its last line a seal: the signed hash of all the lines
// above. Whoever kept an earlier head gets the proof that this one extends it in the first line.
//
// Where something of an entry is hidden from the reader, its hash stands there instead of the salt,
// and is proven to be in the tree; what is shown of the entry is under the seal alone.

// Writer writes an export: Begin, Write any number of times, Seal. Its first error stays.
type Writer struct {
	Form   Form
	About  About
	Head   SignedHead
	Signer *Signer
	Log    Hashes

	extends *extends
	w       *bufio.Writer
	sum     hash.Hash
	err     error
}

// Extend puts the proof into the export that its head extends one that was kept; it comes before
// Begin. Errors: *VerifyError.
func (w *Writer) Extend(kept Head) error {
	proof, err := proveExtends(w.Log, w.Head.Head, kept)
	w.extends = &extends{kept.Size, kept.Hash, proof}
	return err
}

// Begin writes the first line.
func (w *Writer) Begin(to io.Writer) {
	w.w, w.sum = bufio.NewWriterSize(to, 64<<10), sha256.New()
	w.put([]byte(w.Form.preamble()))
	w.line(exportLine{head: &headLine{Form: exportVersion, About: w.About, PublicKey: w.Signer.PublicKey(), Checkpoint: w.Head.Checkpoint, Extends: w.extends}})
}

// Write writes entries with their proofs. shown is how the reader may see an entry, nil where that
// is all of it.
func (w *Writer) Write(entries []Entry, shown func(Entry) *Entry) error {
	proofs, err := w.prove(entries)
	if err != nil {
		return err
	}
	for i, e := range entries {
		see := shown(e)
		hides := see != nil
		if !hides {
			see = &e
		}
		x, exact := entryLineFrom(*see)
		if hash := e.hash(); hides || !exact {
			x.Salt, x.Hash = "", &hash
		}
		x.Proof = proofs[i]
		w.line(exportLine{entry: &x})
	}
	return w.err
}

// prove proves that the tree of the head has each of some entries. The proofs have most of their
// hashes in common: they are read at once.
func (w *Writer) prove(entries []Entry) ([]tlog.RecordProof, error) {
	proofs := make([]tlog.RecordProof, len(entries))
	prove := func(read tlog.HashReaderFunc) (err error) {
		for i, e := range entries {
			proofs[i], err = tlog.ProveRecord(w.Head.Size, e.Seq, read)
			if err != nil {
				return err
			}
		}
		return nil
	}
	var need []int64
	err := prove(func(indexes []int64) ([]tlog.Hash, error) {
		need = append(need, indexes...)
		return make([]tlog.Hash, len(indexes)), nil
	})
	if err != nil {
		return nil, err
	}
	slices.Sort(need)
	found, err := w.Log.HashesAt(slices.Compact(need))
	if err != nil {
		return nil, err
	}
	return proofs, prove(func(indexes []int64) ([]tlog.Hash, error) { return pickHashes(found, indexes) })
}

func (w *Writer) put(line []byte) {
	if w.err == nil {
		w.sum.Write(line)
		_, w.err = w.w.Write(line)
	}
}

func (w *Writer) line(l exportLine) {
	line, err := w.Form.encode(l)
	if w.err == nil {
		w.err = err
	}
	w.put(line)
}

// Seal writes the last line, which signs those before.
func (w *Writer) Seal() error {
	signed, err := w.Signer.sign(sealText(w.sum))
	if err != nil {
		return err
	}
	w.line(exportLine{seal: &sealLine{signed}})
	if w.err == nil {
		w.err = w.w.Flush()
	}
	return w.err
}

func sealText(sum hash.Hash) string {
	return exportVersion + "\n" + base64.StdEncoding.EncodeToString(sum.Sum(nil)) + "\n"
}
