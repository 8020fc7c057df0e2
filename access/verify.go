package access

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"latchkey/db"
)

// VerifyError is the first thing found wrong with the record.
type VerifyError struct {
	// Seq is the entry at which the record is not what it was.
	Seq  int64
	What string
}

func (e *VerifyError) Error() string { return fmt.Sprintf("entry %d: %s", e.Seq, e.What) }

// verifyBatch is how many entries are held in memory at a time.
const verifyBatch = 1000

// Kept is what was kept outside the database, to hold the record against.
type Kept struct {
	// Head is a head that VerifyRecord returned, or nil.
	Head *Head
	// Heads are further ones, of exports for example. Only AcceptFork looks at them.
	Heads []Head
	// Checkpoints are signed heads.
	Checkpoints []string
	// PublicKeys are those that heads must be signed with; without any they are those that the record itself names.
	PublicKeys []string
}

// VerifyRecord is VerifyAgainst for a head, or nil.
func (s *Service) VerifyRecord(ctx context.Context, kept *Head) (Head, error) {
	return s.VerifyAgainst(ctx, Kept{Head: kept})
}

// VerifyAgainst checks the whole record: that entries are dense, that each still has the bytes its stored hashes were made of,
// that no hash is missing or left over, that the head is theirs, and that the record still begins with what every head that
// was signed, or kept elsewhere, saw, but for those that a fork names. It returns the head, or a
// *VerifyError.
func (s *Service) VerifyAgainst(ctx context.Context, kept Kept) (Head, error) {
	var head Head
	err := s.store.Snapshot(ctx, func(q *db.Queries) error {
		size, err := verifyEntries(ctx, q)
		if err != nil {
			return err
		}
		row, err := q.GetAuditHead(ctx)
		if err != nil && !db.IsNotFound(err) {
			return err
		}
		if row.Size != size {
			return &VerifyError{min(row.Size, size), fmt.Sprintf("the head was made of %d entries, but there are %d", row.Size, size)}
		}
		root, err := tlog.TreeHash(size, hashesAt(ctx, q))
		if err != nil {
			return err
		}
		if size > 0 && !bytes.Equal(root[:], row.Hash) {
			return &VerifyError{size - 1, "the head's hash is not that of the entries"}
		}
		head = Head{size, root}
		return verifyHeads(ctx, q, size, kept)
	})
	return head, err
}

// verifyEntries reads entries and stored hashes side by side. A hash is compared before a later entry builds on it.
func verifyEntries(ctx context.Context, q *db.Queries) (size int64, err error) {
	stored, idx := storedHashes(ctx, q), int64(0)
	for {
		rows, err := q.ListAuditEntriesFrom(ctx, db.ListAuditEntriesFromParams{FromSeq: size, PageSize: verifyBatch})
		if err != nil {
			return 0, err
		}
		if len(rows) == 0 {
			break
		}
		// An entry stores its own hash and those of the subtrees it completes, on average two.
		kept, err := q.ListAuditHashesFrom(ctx, db.ListAuditHashesFromParams{FromIdx: idx, PageSize: 2*int64(len(rows)) + 64})
		if err != nil {
			return 0, err
		}
		for _, row := range rows {
			if row.Seq != size {
				return 0, &VerifyError{size, "missing"}
			}
			want, err := tlog.StoredHashes(size, canonical(row), stored)
			if err != nil {
				return 0, err
			}
			for _, h := range want {
				switch {
				case len(kept) == 0 || kept[0].Idx != idx:
					return 0, &VerifyError{size, fmt.Sprintf("its stored hash %d is missing", idx)}
				case !bytes.Equal(kept[0].Hash, h[:]):
					return 0, &VerifyError{size, fmt.Sprintf("changed: it does not have stored hash %d", idx)}
				}
				kept, idx = kept[1:], idx+1
			}
			size++
		}
	}
	rest, err := q.ListAuditHashesFrom(ctx, db.ListAuditHashesFromParams{FromIdx: idx, PageSize: 1})
	if err == nil && len(rest) > 0 {
		err = &VerifyError{size, "missing, but its stored hash is there"}
	}
	return size, err
}

// keptHead is a head to hold the record against; what is what it is called.
type keptHead struct {
	Head
	what string
}

// verifyHeads checks the signatures of all signed heads, and that the record begins with what each head saw. Where it does not, the
// last one before that still fits says how far back the past was changed.
func verifyHeads(ctx context.Context, q *db.Queries, size int64, kept Kept) error {
	heads, err := openHeads(ctx, q, kept)
	if err != nil {
		return err
	}
	slices.SortStableFunc(heads, func(a, b keptHead) int { return cmp.Compare(a.Size, b.Size) })
	stored, right := hashesAt(ctx, q), int64(0)
	for _, h := range heads {
		if h.Size > size {
			return &VerifyError{size, fmt.Sprintf("missing: %s had %d entries", h.what, h.Size)}
		}
		then, err := tlog.TreeHash(h.Size, stored)
		if err != nil {
			return err
		}
		if then != h.Hash {
			return &VerifyError{right, fmt.Sprintf("from here to entry %d they are not those of %s", h.Size-1, h.what)}
		}
		right = h.Size
	}
	return nil
}

// openHeads is every head to hold the record against: those signed in the database, and those kept elsewhere.
func openHeads(ctx context.Context, q *db.Queries, kept Kept) (heads []keptHead, err error) {
	keys, err := recordKeys(ctx, q)
	if err != nil {
		return nil, err
	}
	known, err := verifiersOf(keys)
	if len(kept.PublicKeys) > 0 {
		known, err = parseKeys(kept.PublicKeys)
	}
	if err != nil {
		return nil, err
	}
	accepted, err := acceptedHeads(ctx, q)
	if err != nil {
		return nil, err
	}
	if kept.Head != nil && !accepted[*kept.Head] {
		heads = append(heads, keptHead{*kept.Head, "the head that was kept"})
	}
	for i, checkpoint := range kept.Checkpoints {
		if h, err := unsignedHead(checkpoint); err == nil && accepted[h] {
			continue // it was lost, perhaps with the key that signed it
		}
		h, err := openCheckpoint(checkpoint, known)
		if err != nil {
			return nil, fmt.Errorf("the head number %d kept elsewhere is not right: %w", i+1, err)
		}
		heads = append(heads, keptHead{h, "a head that was kept elsewhere"})
	}
	for after := int64(0); ; {
		rows, err := q.ListSignedHeads(ctx, db.ListSignedHeadsParams{After: after, PageSize: verifyBatch})
		if err != nil || len(rows) == 0 {
			return heads, err
		}
		for _, row := range rows {
			after = row.Size
			h, err := openCheckpoint(row.Checkpoint, known)
			if err == nil && h != (Head{row.Size, hashOf(row.Hash)}) {
				err = fmt.Errorf("it was signed as %d:%s", h.Size, h.Hash)
			}
			if err != nil {
				return nil, &VerifyError{row.Size - 1, fmt.Sprintf("the head of %d entries that was signed after it is not right: %v", row.Size, err)}
			}
			heads = append(heads, keptHead{h, "a head that was signed"})
		}
	}
}
