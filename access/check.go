package access

import (
	"context"
	"errors"
	"fmt"

	"latchkey/db"
	"latchkey/record"
)

// Finding is a problem of an installation.
type Finding struct {
	// What is wrong, in a sentence.
	What string
	// Do is what to do about it, in a sentence.
	Do string
	// Damage says that the file or the record itself was changed. Otherwise some rows contradict
	// the record, and a copy of them is still a true copy.
	Damage bool
}

// RestoreBackup is what to do if the file or the record was changed.
const RestoreBackup = "Restore a backup with `latchkey restore FILE`."

// Check looks for damage in the file and in the record and, if whole is true, for rows that
// contradict the record. It finds nothing in a sound database. Without whole, it checks only the
// file's structure and the record's head. An error means that it could not check.
func (s *Service) Check(ctx context.Context, whole bool) (found []Finding, err error) {
	wrong, err := s.store.Integrity(ctx, whole)
	for _, what := range wrong {
		found = append(found, Finding{What: "The database file is damaged: " + what + ".", Do: RestoreBackup, Damage: true})
	}
	if err != nil || len(found) > 0 {
		return found, err
	}
	if !whole {
		return s.CheckRecord(ctx, whole)
	}
	wrong, err = s.store.OtherDefinitions(ctx)
	if err != nil {
		return nil, err
	}
	for _, what := range wrong {
		found = append(found, Finding{What: "The database structure isn't as Latchkey created it: " + what + ".", Do: RestoreBackup})
	}
	more, err := s.CheckRecord(ctx, whole)
	if len(found) > 0 {
		err = nil // an altered schema may be unreadable
	}
	return append(found, more...), err
}

// CheckRecord checks the record's head or, if whole is true, the whole record, and then compares
// the tables with it.
func (s *Service) CheckRecord(ctx context.Context, whole bool) (found []Finding, err error) {
	if whole {
		_, err = s.VerifyRecord(ctx, nil)
	} else {
		err = s.store.Snapshot(ctx, func(q *db.Queries) error { return record.CheckHead(storedLog{ctx, q}) })
	}
	if err == nil && whole {
		err = s.store.Snapshot(ctx, func(q *db.Queries) error {
			found, err = checkState(ctx, q)
			return err
		})
	}
	var broken *record.VerifyError
	switch {
	case errors.As(err, &broken):
		return []Finding{{What: fmt.Sprintf("The record doesn't match what was written: %v.", broken), Do: RestoreBackup, Damage: true}}, nil
	case db.IsDamaged(err):
		return []Finding{{What: fmt.Sprintf("The database file is damaged: %v.", err), Do: RestoreBackup, Damage: true}}, nil
	}
	return found, err
}
