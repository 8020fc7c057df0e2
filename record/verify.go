package record

import (
	"cmp"
	"fmt"
	"iter"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// VerifyError is the first problem found in the record.
type VerifyError struct {
	// Seq is the entry at which the record has been changed.
	Seq  int64
	What string
	// Fault is the kind of problem. Signed is the size of the head that the record does not extend.
	Fault  Fault
	Signed int64
}

// Fault is a kind of problem with a record.
type Fault int

const (
	// Damaged means that entries, hashes and the head do not match.
	Damaged Fault = iota
	// CutOff means that entries are missing at the end.
	CutOff
	// Rewritten means that some entries have changed.
	Rewritten
	// NoHeadElsewhere means that a head kept elsewhere cannot be read.
	NoHeadElsewhere
)

func (e *VerifyError) Error() string { return fmt.Sprintf("entry %d: %s", e.Seq, e.What) }

// Log is a stored log at one moment.
type Log interface {
	Hashes
	// Head returns the stored head. An empty log has a zero head.
	Head() (Head, error)
	// Entries returns the entries from a number on. Like the stored hashes and the signed heads,
	// they come in the order of the log.
	Entries(from int64) iter.Seq2[Entry, error]
	StoredHashes() iter.Seq2[StoredHash, error]
	SignedHeads() iter.Seq2[SignedHead, error]
}

// StoredHash is a hash with its index in tlog.
type StoredHash struct {
	Index int64
	Hash  tlog.Hash
}

// Verified is a log that was verified.
type Verified struct {
	Head
	Decisions Decisions
}

// Verify checks a whole log: entries have no gaps, each entry still has the bytes from which its
// stored hashes were made, no hash is missing or left over, and the head matches. The log must also
// extend every head that was signed or kept elsewhere, except those that are lost. What people
// signed with their passkeys must be what the entries say. It returns a *VerifyError if something
// is wrong.
func Verify(log Log, kept Kept) (v Verified, err error) {
	decisions := newDecisionReader()
	decisions.whole = true
	found, err := verifyEntries(log, decisions)
	if err != nil {
		return v, err
	}
	stored, err := log.Head()
	switch {
	case err != nil:
		return v, err
	case stored.Size != found.Size:
		return v, &VerifyError{Seq: min(stored.Size, found.Size), What: fmt.Sprintf("the head was made of %d entries, but there are %d", stored.Size, found.Size)}
	case found.Size > 0 && stored.Hash != found.Hash:
		return v, &VerifyError{Seq: found.Size - 1, What: "the head's hash is not that of the entries"}
	}
	return Verified{found, decisions.Decisions}, verifyHeads(log, found.Size, kept)
}

// verifyEntries reads entries and stored hashes side by side. It compares each hash before a later
// entry builds on it.
func verifyEntries(log Log, decisions *decisionReader) (head Head, err error) {
	next, stop := iter.Pull2(log.StoredHashes())
	defer stop()
	edge, index := edgeHashes{}, int64(0)
	for e, err := range log.Entries(0) {
		if err != nil {
			return head, err
		}
		if e.Seq != head.Size {
			return head, &VerifyError{Seq: head.Size, What: "missing"}
		}
		want, err := tlog.StoredHashes(head.Size, e.bytes(), edge)
		if err != nil {
			return head, err
		}
		for _, h := range want {
			stored, err, ok := next()
			switch {
			case err != nil:
				return head, err
			case !ok || stored.Index != index:
				return head, &VerifyError{Seq: head.Size, What: fmt.Sprintf("its stored hash %d is missing", index)}
			case stored.Hash != h:
				return head, &VerifyError{Seq: head.Size, What: fmt.Sprintf("changed: it does not have stored hash %d", index)}
			}
			index++
		}
		if err := decisions.add(e); err != nil {
			return head, &VerifyError{Seq: head.Size, What: err.Error()}
		}
		edge[index-1] = want[len(want)-1]
		head.Size++
	}
	if _, err, ok := next(); ok {
		if err == nil {
			err = &VerifyError{Seq: head.Size, What: "missing, but its stored hash is there"}
		}
		return head, err
	}
	head.Hash, err = tlog.TreeHash(head.Size, edge)
	return head, err
}

// edgeHashes are the hashes of a growing log from which later hashes will be made. tlog reads each
// once.
type edgeHashes map[int64]tlog.Hash

func (e edgeHashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes, err := pickHashes(e, indexes)
	for _, index := range indexes {
		delete(e, index)
	}
	return hashes, err
}

// knownHead is a head to compare the record with. what says what to call it.
type knownHead struct {
	Head
	what string
}

// verifyHeads checks the signatures of all signed heads, and that the record extends each of them.
// If it does not extend one, the last one before it that still fits shows how far back the past was
// changed.
func verifyHeads(log Log, size int64, kept Kept) error {
	heads, err := openHeads(log, kept)
	if err != nil {
		return err
	}
	slices.SortStableFunc(heads, func(a, b knownHead) int { return cmp.Compare(a.Size, b.Size) })
	right := int64(0)
	for _, h := range heads {
		if h.Size > size {
			return &VerifyError{Seq: size, What: fmt.Sprintf("missing: %s had %d entries", h.what, h.Size)}
		}
		then, err := tlog.TreeHash(h.Size, reader(log))
		if err != nil {
			return err
		}
		if then != h.Hash {
			return &VerifyError{Seq: right, What: fmt.Sprintf("from here to entry %d they are not those of %s", h.Size-1, h.what)}
		}
		right = h.Size
	}
	return nil
}

// openHeads returns every head to compare the record with: those kept elsewhere, and those signed
// and stored with it.
func openHeads(log Log, kept Kept) (heads []knownHead, err error) {
	known, err := parseKeys(kept.PublicKeys)
	if err != nil {
		return nil, err
	}
	if kept.Head != nil && !kept.Lost[*kept.Head] {
		heads = append(heads, knownHead{*kept.Head, "the head that was kept"})
	}
	elsewhere, err := kept.open(known)
	if err != nil {
		return nil, err
	}
	for _, h := range elsewhere {
		heads = append(heads, knownHead{h, "a head that was kept elsewhere"})
	}
	for signed, err := range log.SignedHeads() {
		if err != nil {
			return nil, err
		}
		h, err := openCheckpoint(signed.Checkpoint, known)
		if err == nil && h != signed.Head {
			err = fmt.Errorf("it was signed as %s", h)
		}
		if err != nil {
			return nil, &VerifyError{Seq: signed.Size - 1, What: fmt.Sprintf("the head of %d entries that was signed after it is invalid: %v", signed.Size, err)}
		}
		heads = append(heads, knownHead{h, "a head that was signed"})
	}
	return heads, nil
}
