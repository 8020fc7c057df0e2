package record

import (
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/note"
)

// Kept is what a record is compared with.
type Kept struct {
	// Head is a head that Verify returned before, or nil.
	Head *Head
	// Heads are other heads, for example from exports. Verify does not use them.
	Heads []Head
	// Checkpoints are signed heads that were kept outside the database.
	Checkpoints []string
	// PublicKeys are the keys that may have signed the checkpoints.
	PublicKeys []string
	// Lost are the heads that Verify ignores.
	Lost Lost
}

// Open returns Heads and the heads of the Checkpoints.
func (k Kept) Open() ([]Head, error) {
	known, err := parseKeys(k.PublicKeys)
	if err != nil {
		return nil, err
	}
	heads, err := k.open(known)
	return slices.Concat(k.Heads, heads), err
}

// open returns the heads of the checkpoints that are not lost.
func (k Kept) open(known note.Verifiers) (heads []Head, err error) {
	for i, checkpoint := range k.Checkpoints {
		if k.Lost.Has(checkpoint) {
			continue // its key may be lost too
		}
		h, err := openCheckpoint(checkpoint, known)
		if err != nil {
			return nil, fmt.Errorf("saved head number %d is invalid: %w", i+1, err)
		}
		heads = append(heads, h)
	}
	return heads, nil
}

// Lost is the heads that a record does not have to extend, because it continues from a backup and
// says so.
type Lost map[Head]bool

// Has reports whether the head of a checkpoint is lost. It does not check the signature.
func (l Lost) Has(checkpoint string) bool {
	h, err := unsignedHead(checkpoint)
	return err == nil && l[h]
}

// Find returns which of some heads a log does not extend, although they are not known as lost.
// entries is the size of the largest head that the log does extend and that is smaller than all of
// those: after that, the log may be a different one.
func (l Lost) Find(log Log, heads []Head) (lost []Head, entries int64, err error) {
	now, err := log.Head()
	if err != nil {
		return nil, 0, err
	}
	var extended []int64
	for _, h := range heads {
		_, err := proveExtends(log, now, h)
		var broken *VerifyError
		switch {
		case err == nil:
			extended = append(extended, h.Size)
		case !errors.As(err, &broken):
			return nil, 0, err
		case !l[h] && !slices.Contains(lost, h):
			lost = append(lost, h)
		}
	}
	for _, size := range extended {
		if !slices.ContainsFunc(lost, func(h Head) bool { return h.Size <= size }) {
			entries = max(entries, size)
		}
	}
	return lost, entries, nil
}
