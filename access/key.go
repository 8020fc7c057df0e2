package access

import (
	"context"

	"latchkey/db"
	"latchkey/record"
)

// RecordKeys returns all keys that have signed the record's heads, the current one last. They are
// in the record itself.
func (s *Service) RecordKeys(ctx context.Context) (record.Keys, error) {
	return recordKeys(ctx, s.store.Read)
}

func recordKeys(ctx context.Context, q *db.Queries) (record.Keys, error) {
	rows, err := q.ListRecordKeys(ctx)
	return mapped(rows, func(row db.RecordEntry) record.Key {
		return record.Key{PublicKey: detailsOf(KeyBegun, row.After)[DetailPublicKey], Since: db.Time(row.At)}
	}), err
}

// BeginKey records that from now on the Signer's key signs the record's heads, unless it already
// does. If the record has a different key, that is ErrConflict, unless replace is true.
func (s *Service) BeginKey(ctx context.Context, replace bool) error {
	now, key := s.now(), s.signer.PublicKey()
	keys, err := s.RecordKeys(ctx)
	if err != nil || keys.Current() == key {
		return err
	}
	return s.write(ctx, TheOperator(), now, func(t *tx) error { return t.beginKey(ctx, replace) })
}

func (t *tx) beginKey(ctx context.Context, replace bool) error {
	keys, err := recordKeys(ctx, t.Queries)
	if err != nil {
		return err
	}
	e := Entry{Action: KeyBegun, After: changes{DetailPublicKey: t.svc.signer.PublicKey()}}
	if old := keys.Current(); old != "" {
		if !replace {
			return conflict(KeyDiffers{Key: old})
		}
		e.Before = changes{DetailPublicKey: old}
	}
	return t.record(ctx, e)
}
