package db

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"io/fs"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

func provider(pool *sql.DB) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectSQLite3, pool, files)
}

// migrate migrates the tables to this program's version.
func migrate(ctx context.Context, pool *sql.DB) error {
	p, err := provider(pool)
	if err != nil {
		return err
	}
	if _, err = p.Up(ctx); err != nil {
		return err
	}
	return fillSkeletons(ctx, pool)
}

// checkOurs refuses another program's file. It looks before the writer's options change anything.
func checkOurs(ctx context.Context, path string) error {
	pool, err := sql.Open(Driver, dsn(path, "_query_only=true&_busy_timeout=5000"))
	if err != nil {
		return err
	}
	tables, ours, err := countTables(ctx, pool)
	switch {
	case err != nil:
	case tables == 0:
		err = ErrNotNew
	case ours == 0:
		err = ErrNotADB
	}
	return errors.Join(err, pool.Close())
}

// countTables counts the tables in a file, and how many of them are our table of versions.
func countTables(ctx context.Context, pool *sql.DB) (tables, ours int, err error) {
	err = pool.QueryRowContext(ctx, "SELECT COUNT(*), COUNT(CASE name WHEN 'goose_db_version' THEN 1 END) FROM sqlite_master").Scan(&tables, &ours)
	return tables, ours, err
}

// checkVersion changes nothing.
func checkVersion(ctx context.Context, pool *sql.DB) error {
	if _, ours, err := countTables(ctx, pool); err != nil {
		return err
	} else if ours == 0 {
		return ErrNotADB
	}
	older, err := isOlder(ctx, pool)
	if err == nil && older {
		err = ErrOlder
	}
	return err
}

// isOlder reports whether there are migrations to apply. It returns ErrNewer if the tables are
// newer than this program.
func isOlder(ctx context.Context, pool *sql.DB) (bool, error) {
	p, err := provider(pool)
	if err != nil {
		return false, err
	}
	current, target, err := p.GetVersions(ctx)
	if err == nil && current > target {
		err = ErrNewer
	}
	return current < target, err
}

// SchemaVersion is the number of the newest migration that was applied to the database.
func (s *Store) SchemaVersion(ctx context.Context) (int64, error) {
	p, err := provider(s.writer)
	if err != nil {
		return 0, err
	}
	return p.GetDBVersion(ctx)
}
