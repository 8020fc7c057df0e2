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

// The first line of an export is the signed head of the record. Then comes a line for each entry,
// with the proof that the entry is in this head's tree. The last line is a seal: the signed hash of
// all lines above. For someone who kept an earlier head, the first line also has the proof that
// this head extends it.
//
// If part of an entry is hidden from the reader, the line has the entry's hash instead of the salt,
// and the proof is for that hash. Only the seal protects what the line shows of the entry.

// Writer writes an export: call Begin, then Write any number of times, then Seal. After the first
// error, all calls return it.
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

// Extend adds to the export the proof that its head extends one that someone kept. Call it before
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

// Write writes entries with their proofs. shown returns an entry as the reader may see it, or nil
// if they may see all of it.
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

// prove proves that each of some entries is in the head's tree. It reads all hashes together,
// because the proofs have most of them in common.
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

// Seal writes the last line, which signs all lines before it.
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
