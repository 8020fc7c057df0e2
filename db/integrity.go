package db

import (
	"context"
	"database/sql"
	"fmt"
)

// Integrity reads the file and says, a sentence each, where it is not what SQLite wrote; nothing for a sound one. Quick leaves out
// whether indexes have what their tables have, and references. What SQLite cannot read at all is such a sentence, not an error.
func (s *Store) Integrity(ctx context.Context, whole bool) (wrong []string, err error) {
	pragma := "PRAGMA quick_check"
	if whole {
		pragma = "PRAGMA integrity_check"
	}
	wrong, err = damages(ctx, s.reader, pragma)
	if err != nil || !whole || len(wrong) > 0 {
		return wrong, err
	}
	return strayReferences(ctx, s.reader)
}

// damages runs one of SQLite's checks, whose only row is "ok" where nothing is wrong.
func damages(ctx context.Context, pool *sql.DB, pragma string) (wrong []string, err error) {
	err = eachRow(ctx, pool, pragma, func(rows *sql.Rows) error {
		var line string
		if err := rows.Scan(&line); err != nil {
			return err
		}
		if line != "ok" {
			wrong = append(wrong, line)
		}
		return nil
	})
	if IsDamaged(err) {
		return append(wrong, err.Error()), nil
	}
	return wrong, err
}

// strayReferences are the rows that name another row which is not there.
func strayReferences(ctx context.Context, pool *sql.DB) (wrong []string, err error) {
	err = eachRow(ctx, pool, "PRAGMA foreign_key_check", func(rows *sql.Rows) error {
		var table, parent string
		var row, key sql.NullInt64
		if err := rows.Scan(&table, &row, &parent, &key); err != nil {
			return err
		}
		wrong = append(wrong, fmt.Sprintf("row %d of %s names a row of %s that is not there", row.Int64, table, parent))
		return nil
	})
	if IsDamaged(err) {
		return append(wrong, err.Error()), nil
	}
	return wrong, err
}

func eachRow(ctx context.Context, pool *sql.DB, query string, fn func(*sql.Rows) error) error {
	rows, err := pool.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // rows.Err has it
	for rows.Next() {
		if err := fn(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
