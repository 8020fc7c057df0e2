package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
)

// Integrity checks the file and returns a sentence for each problem, or nothing if the file is
// sound. Without whole, it does not compare indexes with tables, and does not check foreign keys.
// If SQLite cannot read the file at all, that is one of the sentences, not an error.
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

// definitions returns the schema: the table and the SQL of each table, index, view and trigger, by
// kind and name.
func definitions(ctx context.Context, pool *sql.DB) (map[string]string, error) {
	found := map[string]string{}
	err := eachRow(ctx, pool, `
		SELECT type || ' ' || name, tbl_name || ' ' || COALESCE(sql, '') FROM sqlite_master
		WHERE name NOT LIKE 'sqlite!_s%' ESCAPE '!' AND tbl_name <> 'goose_db_version'`, func(rows *sql.Rows) error {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return err
		}
		found[name] = strings.Join(strings.Fields(text), " ")
		return nil
	})
	return found, err
}

// ownDefinitions is the schema of a new database.
var ownDefinitions = sync.OnceValues(func() (map[string]string, error) {
	ctx := context.Background()
	pool, err := sql.Open(Driver, ":memory:")
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(1) // each connection would have its own in-memory database
	err = migrate(ctx, pool)
	var found map[string]string
	if err == nil {
		found, err = definitions(ctx, pool)
	}
	return found, errors.Join(err, pool.Close())
})

// OtherDefinitions returns a sentence for each table, unique index, view or trigger that differs
// from this version's. For example, a missing trigger no longer protects anything.
func (s *Store) OtherDefinitions(ctx context.Context) (wrong []string, err error) {
	want, err := ownDefinitions()
	if err != nil {
		return nil, err
	}
	have, err := definitions(ctx, s.reader)
	if err != nil {
		return nil, err
	}
	for name, text := range want {
		switch is, ok := have[name]; {
		case !ok && strings.HasPrefix(name, "index ") && !strings.Contains(text, " UNIQUE "):
			// Other indexes only affect speed.
		case !ok:
			wrong = append(wrong, "the "+name+" is missing")
		case is != text:
			wrong = append(wrong, "the "+name+" is another one than this version made")
		}
	}
	for name := range have {
		if _, ok := want[name]; !ok {
			wrong = append(wrong, "the "+name+" is not Latchkey's")
		}
	}
	slices.Sort(wrong)
	return wrong, nil
}

// orDamaged turns the error of a file that could not be opened into ErrDamaged, if the file exists
// and SQLite's check finds damage or cannot even begin.
func orDamaged(ctx context.Context, path string, err error) error {
	for _, known := range []error{ErrInUse, ErrReadOnly, ErrNewer, ErrOlder, ErrMissing, ErrNoFolder, ErrNotADB, ErrDamaged, ErrNotNew, ErrForeignLog, ErrReplaced, ErrNoBackup, context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, known) {
			return err
		}
	}
	if info, missing := os.Stat(path); missing != nil || info.Size() == 0 || IsBusy(err) {
		return err
	}
	if isUnsupported(err) { // its tables are not those that our statements name
		return fmt.Errorf("%w (%w)", ErrDamaged, err)
	}
	pool, openErr := sql.Open(Driver, dsn(path, "mode=ro&_query_only=true&_busy_timeout=5000"))
	if openErr != nil {
		return err
	}
	defer pool.Close() //nolint:errcheck // it was read only
	if wrong, checkErr := damages(ctx, pool, "PRAGMA quick_check"); len(wrong) > 0 || isUnsupported(checkErr) {
		return fmt.Errorf("%w (%w)", ErrDamaged, err)
	}
	return err
}

// damages runs one of SQLite's checks. A sound file gives the single row "ok".
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

// strayReferences returns a sentence for each row with a foreign key to a missing row.
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
	if IsDamaged(err) || isUnsupported(err) {
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
