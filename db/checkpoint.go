package db

import (
	"context"
	"database/sql"
	"errors"
)

// checkpointOptions are the writer's, but without waiting for locks: what cannot be written back
// now can be written later.
const checkpointOptions = "_journal_mode=WAL&_synchronous=FULL&_busy_timeout=0"

// Checkpoint writes the log back into the file and empties it, as far as it can without making
// anyone wait. whole reports whether the file now contains everything.
func (s *Store) Checkpoint(ctx context.Context) (whole bool, err error) {
	if err := s.Replaced(); err != nil {
		return false, err
	}
	pool, err := sql.Open(Driver, dsn(s.path, checkpointOptions))
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	pool.SetMaxOpenConns(1)
	for _, mode := range []string{"PASSIVE", "TRUNCATE"} {
		var busy, pages, written int
		err := pool.QueryRowContext(ctx, "PRAGMA wal_checkpoint("+mode+")").Scan(&busy, &pages, &written)
		if IsBusy(err) {
			return false, nil
		}
		if err != nil || busy != 0 || pages != written {
			return false, err
		}
	}
	return true, nil
}
