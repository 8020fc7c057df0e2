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

// keptMigrationBackups is how many of the backups that were made before migrations are kept.
const keptMigrationBackups = 2

// backupBeforeMigration makes a backup before migrations: beside the database file, or in the folder that
// OpenIn names, with the number of the first migration in its name. One that was made before the
// same migration and broke off is replaced. Without the backup nothing is migrated.
func (s *Store) backupBeforeMigration(ctx context.Context) error {
	p, err := provider(s.writer)
	if err != nil {
		return err
	}
	current, err := p.GetDBVersion(ctx)
	if err != nil || current == 0 {
		return err // there is nothing in it yet
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

// removeOldMigrationBackups removes all of these backups but the newest.
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

// RemoveBackup removes a backup and what stands beside it, its sum first: half of one is none.
func RemoveBackup(path string, beside ...string) error {
	for _, suffix := range append([]string{SumSuffix}, append(beside, "")...) {
		if err := removeFile(path + suffix); err != nil {
			return err
		}
	}
	return nil
}

// checkOlder checks a copy that may have the tables of an earlier version: its structure and its
// references.
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
