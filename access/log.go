package access

import (
	"context"
	"iter"

	"golang.org/x/mod/sumdb/tlog"

	"latchkey/db"
	"latchkey/record"
)

// storedLog is the record as the database holds it, for package record.
type storedLog struct {
	ctx context.Context
	q   *db.Queries
}

func (l storedLog) Head() (record.Head, error) {
	row, err := l.q.GetAuditHead(l.ctx)
	if db.IsNotFound(err) {
		err = nil
	}
	return record.Head{Size: row.Size, Hash: hashOf(row.Hash)}, err
}

func (l storedLog) HashesAt(indexes []int64) (map[int64]tlog.Hash, error) {
	if len(indexes) == 0 {
		return nil, nil //nolint:nilnil // nothing of nothing
	}
	rows, err := l.q.ListAuditHashesAt(l.ctx, indexes)
	found := make(map[int64]tlog.Hash, len(rows))
	for _, row := range rows {
		found[row.Idx] = hashOf(row.Hash)
	}
	return found, err
}

// hashOf is a stored hash; what has another length is none, and like no other.
func hashOf(bytes []byte) (h tlog.Hash) {
	if len(bytes) == len(h) {
		copy(h[:], bytes)
	}
	return h
}

func (l storedLog) InsertEntry(e record.Entry) error {
	return l.q.InsertAuditEntry(l.ctx, db.InsertAuditEntryParams(e))
}

func (l storedLog) InsertHash(index int64, hash tlog.Hash) error {
	return l.q.InsertAuditHash(l.ctx, db.InsertAuditHashParams{Idx: index, Hash: hash[:]})
}

func (l storedLog) PutHead(h record.Head) error {
	return l.q.PutAuditHead(l.ctx, db.PutAuditHeadParams{Size: h.Size, Hash: h.Hash[:]})
}

// verifyBatch is how many rows are held in memory at a time while all of them are checked.
const verifyBatch = 1000

func (l storedLog) Entries(from int64) iter.Seq2[record.Entry, error] {
	return rowsAs(func(e db.AuditEntry) record.Entry { return record.Entry(e) }, func() ([]db.AuditEntry, error) {
		rows, err := l.q.ListAuditEntriesFrom(l.ctx, db.ListAuditEntriesFromParams{FromSeq: from, PageSize: verifyBatch})
		if len(rows) > 0 {
			from = rows[len(rows)-1].Seq + 1
		}
		return rows, err
	})
}

func (l storedLog) StoredHashes() iter.Seq2[record.StoredHash, error] {
	from := int64(0)
	return rowsAs(func(h db.AuditHash) record.StoredHash { return record.StoredHash{Index: h.Idx, Hash: hashOf(h.Hash)} }, func() ([]db.AuditHash, error) {
		rows, err := l.q.ListAuditHashesFrom(l.ctx, db.ListAuditHashesFromParams{FromIdx: from, PageSize: verifyBatch})
		if len(rows) > 0 {
			from = rows[len(rows)-1].Idx + 1
		}
		return rows, err
	})
}

func (l storedLog) SignedHeads() iter.Seq2[record.SignedHead, error] {
	after := int64(0)
	return rowsAs(signedHeadFrom, func() ([]db.SignedHead, error) {
		rows, err := l.q.ListSignedHeads(l.ctx, db.ListSignedHeadsParams{After: after, PageSize: verifyBatch})
		if len(rows) > 0 {
			after = rows[len(rows)-1].Size
		}
		return rows, err
	})
}

// rowsAs is rows to their end, each as something else. part reads some of those that come next.
func rowsAs[R, T any](as func(R) T, part func() ([]R, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for {
			rows, err := part()
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, row := range rows {
				if !yield(as(row), nil) {
					return
				}
			}
			if len(rows) == 0 {
				return
			}
		}
	}
}

func signedHeadFrom(row db.SignedHead) record.SignedHead {
	return record.SignedHead{Head: record.Head{Size: row.Size, Hash: hashOf(row.Hash)}, Checkpoint: row.Checkpoint, At: db.Time(row.At)}
}

// readHeads reads the record's head and the last signed one, nil where there is none. The signed
// one is read first: it never is the later one.
func readHeads(ctx context.Context, q *db.Queries) (now record.Head, signed *record.SignedHead, err error) {
	row, err := q.GetLastSignedHead(ctx)
	switch {
	case err == nil:
		h := signedHeadFrom(row)
		signed = &h
	case !db.IsNotFound(err):
		return now, nil, err
	}
	now, err = storedLog{ctx, q}.Head()
	return now, signed, err
}

// VerifyRecord is VerifyAgainst for a head, or nil.
func (s *Service) VerifyRecord(ctx context.Context, kept *record.Head) (record.Head, error) {
	return s.VerifyAgainst(ctx, record.Kept{Head: kept})
}

// VerifyAgainst checks the whole record, also against what was kept elsewhere: record.Verify, but
// for the heads that a fork names. Without PublicKeys the heads must be signed with those that the
// record itself names. It returns the head, or a *record.VerifyError.
func (s *Service) VerifyAgainst(ctx context.Context, kept record.Kept) (head record.Head, err error) {
	err = s.store.Snapshot(ctx, func(q *db.Queries) error {
		if len(kept.PublicKeys) == 0 {
			keys, err := recordKeys(ctx, q)
			if err != nil {
				return err
			}
			kept.PublicKeys = keys.Public()
		}
		if kept.Lost, err = lostHeads(ctx, q); err != nil {
			return err
		}
		head, err = record.Verify(storedLog{ctx, q}, kept)
		return err
	})
	return head, err
}
