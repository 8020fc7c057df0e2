package record

import (
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/note"
)

// Kept is what a record is held against.
type Kept struct {
	// Head is a head that Verify returned, or nil.
	Head *Head
	// Heads are further ones, of exports for example. Verify does not look at them.
	Heads []Head
	// Checkpoints are signed heads that were kept outside the database.
	Checkpoints []string
	// PublicKeys are those that checkpoints must be signed with.
	PublicKeys []string
	// Lost are heads that Verify leaves out.
	Lost Lost
}

// Open is Heads, and those of the Checkpoints.
func (k Kept) Open() ([]Head, error) {
	known, err := parseKeys(k.PublicKeys)
	if err != nil {
		return nil, err
	}
	heads, err := k.open(known)
	return slices.Concat(k.Heads, heads), err
}

// open is the heads of the checkpoints that are not lost.
func (k Kept) open(known note.Verifiers) (heads []Head, err error) {
	for i, checkpoint := range k.Checkpoints {
		if k.Lost.Has(checkpoint) {
			continue // perhaps with the key that signed it
		}
		h, err := openCheckpoint(checkpoint, known)
		if err != nil {
			return nil, fmt.Errorf("the head number %d kept elsewhere is not right: %w", i+1, err)
		}
		heads = append(heads, h)
	}
	return heads, nil
}

// Lost is heads that a record lawfully does not extend: it goes on from a backup, and says so.
type Lost map[Head]bool

// Has says whether the head of a checkpoint is lost, whoever signed it.
func (l Lost) Has(checkpoint string) bool {
	h, err := unsignedHead(checkpoint)
	return err == nil && l[h]
}

// Find is which of some heads a log does not extend and are not known as lost; and how many entries
// the largest one has that is extended and smaller than all of them: from there on the log may be
// another one.
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
