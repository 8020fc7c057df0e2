package main

import (
	"errors"
	"slices"
	"strings"

	"latchkey/access"
	"latchkey/db"
)

// reasonText returns what a database's error says, without the advice.
func reasonText(err error) string {
	text, _, _ := strings.Cut(err.Error(), ": restore a backup")
	return text
}

// replacedDB is a database that is being replaced.
type replacedDB struct {
	store *db.Store
	svc   *access.Service
}

// openBefore opens the database that is being replaced, if it exists, is sound, and is of this
// version or an older one.
func (r *restoring) openBefore(scratch string) (*replacedDB, error) {
	switch {
	case r.file.Missing:
		r.why = "there was no database to replace"
		return nil, nil //nolint:nilnil // no database is not an error
	case r.file.Untouched != nil:
		r.why = reasonText(r.file.Untouched)
		return nil, nil //nolint:nilnil,nilerr // no database is not an error
	}
	store, svc, err := open(r.g.ctx, r.path, db.Shared, access.Config{})
	if errors.Is(err, db.ErrOlder) {
		if _, err := db.CopyBackup(r.g.ctx, r.path, scratch); err != nil {
			return nil, err
		}
		store, svc, err = open(r.g.ctx, scratch, db.Exclusive, access.Config{})
	}
	if err != nil {
		r.why = reasonText(errors.Unwrap(err))
		return nil, nil //nolint:nilnil // no database is not an error
	}
	found, err := svc.Check(r.g.ctx, true)
	damage := slices.IndexFunc(found, func(f access.Finding) bool { return f.Damage })
	switch {
	case damage >= 0:
		r.why = "it is damaged: " + found[damage].What
	case err != nil:
		r.why = "it is damaged"
	case len(found) > 0:
		r.restore.Distrust = true
		r.notes = append(r.notes, "Rows in the replaced database don't match its record, so what was ended there isn't trusted: "+found[0].What)
	}
	if r.why != "" {
		return nil, errors.Join(r.g.ctx.Err(), store.Close())
	}
	return &replacedDB{store, svc}, nil
}
