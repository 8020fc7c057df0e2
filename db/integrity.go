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

// Integrity reads the file and says, a sentence each, where it is not what SQLite wrote; nothing
// for a sound one. Quick leaves out whether indexes have what their tables have, and references.
// What SQLite cannot read at all is such a sentence, not an error.
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

// definitions is what a database consists of: the table and the text of each table, index, view and
// trigger by its kind and name.
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

// ownDefinitions are those of a new database.
var ownDefinitions = sync.OnceValues(func() (map[string]string, error) {
	ctx := context.Background()
	pool, err := sql.Open(Driver, ":memory:")
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(1) // each connection would have a database of its own
	err = migrate(ctx, pool)
	var found map[string]string
	if err == nil {
		found, err = definitions(ctx, pool)
	}
	return found, errors.Join(err, pool.Close())
})

// OtherDefinitions are the tables, unique indexes, views and triggers that are not those of this
// version: a trigger that is gone keeps nothing from being changed.
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
			// It only makes things faster.
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

// orDamaged is for a file that could not be opened: ErrDamaged where it is there and SQLite's check
// finds it damaged or cannot even begin.
func orDamaged(ctx context.Context, path string, err error) error {
	for _, known := range []error{ErrInUse, ErrReadOnly, ErrNewer, ErrOlder, ErrMissing, ErrNoFolder, ErrNotADB, ErrDamaged, ErrNotNew, ErrForeignLog, ErrReplaced, ErrNoBackup, context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, known) {
			return err
		}
	}
	if info, missing := os.Stat(path); missing != nil || info.Size() == 0 || IsBusy(err) {
		return err
	}
	if isUnsupported(err) { // its tables are not those that every statement of ours names
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
