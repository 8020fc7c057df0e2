package access

import (
	"context"
	"iter"

	"golang.org/x/mod/sumdb/tlog"

	"latchkey/db"
	"latchkey/record"
)

// storedLog is the record in the database, for package record.
type storedLog struct {
	ctx context.Context
	q   *db.Queries
}

func (l storedLog) Head() (record.Head, error) {
	row, err := l.q.GetRecordHead(l.ctx)
	if db.IsNotFound(err) {
		err = nil
	}
	return record.Head{Size: row.Size, Hash: hashOf(row.Hash)}, err
}

func (l storedLog) HashesAt(indexes []int64) (map[int64]tlog.Hash, error) {
	if len(indexes) == 0 {
		return nil, nil //nolint:nilnil // nothing of nothing
	}
	rows, err := l.q.ListRecordHashesAt(l.ctx, indexes)
	found := make(map[int64]tlog.Hash, len(rows))
	for _, row := range rows {
		found[row.Idx] = hashOf(row.Hash)
	}
	return found, err
}

// hashOf is a stored hash. A hash of the wrong length matches no other.
func hashOf(bytes []byte) (h tlog.Hash) {
	if len(bytes) == len(h) {
		copy(h[:], bytes)
	}
	return h
}

func (l storedLog) InsertEntry(e record.Entry) error {
	return l.q.InsertRecordEntry(l.ctx, db.InsertRecordEntryParams(e))
}

func (l storedLog) InsertHash(index int64, hash tlog.Hash) error {
	return l.q.InsertRecordHash(l.ctx, db.InsertRecordHashParams{Idx: index, Hash: hash[:]})
}

func (l storedLog) PutHead(h record.Head) error {
	return l.q.PutRecordHead(l.ctx, db.PutRecordHeadParams{Size: h.Size, Hash: h.Hash[:]})
}

// verifyBatch is how many rows are in memory at a time during a check.
const verifyBatch = 1000

func (l storedLog) Entries(from int64) iter.Seq2[record.Entry, error] {
	return rowsFrom(from, func(from int64) ([]db.RecordEntry, error) {
		return l.q.ListRecordEntriesFrom(l.ctx, db.ListRecordEntriesFromParams{FromSeq: from, PageSize: verifyBatch})
	}, func(row db.RecordEntry) (record.Entry, int64) { return record.Entry(row), row.Seq })
}

func (l storedLog) StoredHashes() iter.Seq2[record.StoredHash, error] {
	return rowsFrom(0, func(from int64) ([]db.RecordHash, error) {
		return l.q.ListRecordHashesFrom(l.ctx, db.ListRecordHashesFromParams{FromIdx: from, PageSize: verifyBatch})
	}, func(row db.RecordHash) (record.StoredHash, int64) {
		return record.StoredHash{Index: row.Idx, Hash: hashOf(row.Hash)}, row.Idx
	})
}

func (l storedLog) SignedHeads() iter.Seq2[record.SignedHead, error] {
	return rowsFrom(1, func(from int64) ([]db.SignedHead, error) {
		return l.q.ListSignedHeads(l.ctx, db.ListSignedHeadsParams{After: from - 1, PageSize: verifyBatch})
	}, func(row db.SignedHead) (record.SignedHead, int64) { return signedHeadFrom(row), row.Size })
}

// rowsFrom returns the rows from a place on, part by part. as converts a row, and returns its
// place.
func rowsFrom[R, T any](from int64, part func(from int64) ([]R, error), as func(R) (T, int64)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for at := from; ; at++ {
			rows, err := part(at)
			if err != nil {
				var none T
				yield(none, err)
			}
			if err != nil || len(rows) == 0 {
				return
			}
			for _, row := range rows {
				var value T
				value, at = as(row)
				if !yield(value, nil) {
					return
				}
			}
		}
	}
}

func signedHeadFrom(row db.SignedHead) record.SignedHead {
	return record.SignedHead{Head: record.Head{Size: row.Size, Hash: hashOf(row.Hash)}, Checkpoint: row.Checkpoint, At: db.Time(row.At)}
}

// readHeads reads the record's head and the last signed one, which may be nil. It reads the signed
// one first, so that this is never the later one.
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
	verified, err := s.VerifyAgainst(ctx, record.Kept{Head: kept})
	return verified.Head, err
}

// VerifyAgainst checks the whole record, and compares it with what was kept elsewhere: see
// record.Verify. Heads that a fork names are left out. Without PublicKeys, the heads must be signed
// with the keys that the record itself names. Errors: *record.VerifyError.
func (s *Service) VerifyAgainst(ctx context.Context, kept record.Kept) (verified record.Verified, err error) {
	err = s.store.Snapshot(ctx, func(q *db.Queries) error {
		if len(kept.PublicKeys) == 0 {
			keys, err := recordKeys(ctx, q)
			if err != nil {
				return err
			}
			kept.PublicKeys = keys.Public()
		}
		kept.Lost, err = lostHeads(ctx, q)
		if err != nil {
			return err
		}
		verified, err = record.Verify(storedLog{ctx, q}, kept)
		return err
	})
	return verified, err
}
