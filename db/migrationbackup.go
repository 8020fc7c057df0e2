package db

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"latchkey/newfile"
)

// keptMigrationBackups is how many backups from before migrations are kept.
const keptMigrationBackups = 2

// backupBeforeMigration makes a backup before migrations, next to the database file or in the
// folder given to OpenIn. Its name has the number of the first migration. It replaces a backup from
// a failed attempt at the same migration. If the backup fails, nothing is migrated.
func (s *Store) backupBeforeMigration(ctx context.Context) error {
	p, err := provider(s.writer)
	if err != nil {
		return err
	}
	current, err := p.GetDBVersion(ctx)
	if err != nil || current == 0 {
		return err // the file is still empty
	}
	next := current + 1
	for _, source := range p.ListSources() {
		if source.Version > current {
			next = source.Version
			break
		}
	}
	dir := s.beforeDir
	if dir == "" {
		dir = filepath.Dir(s.path)
	}
	name := filepath.Base(s.path) + ".before-"
	s.Before = filepath.Join(dir, name+strconv.FormatInt(next, 10))
	if err := s.BackupWith(ctx, s.Before, BackupOptions{Overwrite: newfile.Replace, older: true}); err != nil {
		return fmt.Errorf("%w: %w", ErrNoBackup, err)
	}
	return removeOldMigrationBackups(dir, name)
}

// removeOldMigrationBackups removes all of these backups except the newest.
func removeOldMigrationBackups(dir, name string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	number := regexp.MustCompile("^" + regexp.QuoteMeta(name) + `(\d{1,9})$`)
	var found []int
	for _, e := range entries {
		if m := number.FindStringSubmatch(e.Name()); m != nil && e.Type().IsRegular() {
			n, err := strconv.Atoi(m[1])
			if err != nil {
				return err
			}
			found = append(found, n)
		}
	}
	slices.Sort(found)
	for _, n := range found[:max(0, len(found)-keptMigrationBackups)] {
		if err := RemoveBackup(filepath.Join(dir, name+strconv.Itoa(n))); err != nil {
			return err
		}
	}
	return nil
}

// RemoveBackup removes a backup and the files that belong to it. It removes the checksum first, so
// that a half-removed backup no longer counts as one.
func RemoveBackup(path string, beside ...string) error {
	for _, suffix := range append([]string{SumSuffix}, append(beside, "")...) {
		if err := removeFile(path + suffix); err != nil {
			return err
		}
	}
	return nil
}

// checkOlder checks the structure and the foreign keys of a copy whose tables may be from an
// earlier version.
func checkOlder(ctx context.Context, path string) error {
	pool, err := sql.Open(Driver, dsn(path, "mode=ro"))
	if err != nil {
		return err
	}
	defer pool.Close() //nolint:errcheck // it was read only
	wrong, err := damages(ctx, pool, "PRAGMA integrity_check")
	if err == nil && len(wrong) == 0 {
		wrong, err = strayReferences(ctx, pool)
	}
	if err == nil && len(wrong) > 0 {
		err = fmt.Errorf("%w: %s", ErrDamaged, strings.Join(wrong, "; "))
	}
	return err
}
