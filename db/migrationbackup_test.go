package db

import (
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// old returns the path of a database with the tables of an earlier version and the rows of
// statements.
func old(t *testing.T, version int64, statements string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "latchkey.db")
	raw, err := sql.Open(Driver, dsn(path, writerOptions))
	must(t, err)
	raw.SetMaxOpenConns(1)
	p, err := provider(raw)
	must(t, err)
	_, err = p.UpTo(t.Context(), version)
	must(t, err)
	_, err = raw.ExecContext(t.Context(), statements)
	must(t, errors.Join(err, raw.Close()))
	return path
}

const aToken = "INSERT INTO setup_tokens (token_hash, created_at, expires_at) VALUES (ZEROBLOB(32), 0, 0)"

// versionOf returns the version of a database's tables. If the file is writable, it creates the
// table of versions.
func versionOf(t *testing.T, path, options string) (version int64) {
	t.Helper()
	raw, err := sql.Open(Driver, dsn(path, options))
	must(t, err)
	p, err := provider(raw)
	must(t, err)
	version, err = p.GetDBVersion(t.Context())
	must(t, errors.Join(err, raw.Close()))
	return version
}

// userOf is the user that owns a file.
func userOf(t *testing.T, path string) uint32 {
	t.Helper()
	info, err := os.Stat(path)
	must(t, err)
	return info.Sys().(*syscall.Stat_t).Uid //nolint:forcetypeassert // Linux
}

// TestABackupIsMadeBeforeAMigration, next to the file or in the operator's folder. If it fails,
// nothing is migrated.
func TestABackupIsMadeBeforeAMigration(t *testing.T) {
	path := old(t, 31, aToken)
	dir := t.TempDir()
	if _, err := OpenIn(t.Context(), path, filepath.Join(dir, "none")); err == nil || !strings.HasPrefix(err.Error(), "no backup could be created, so nothing was migrated: ") {
		t.Errorf("without a backup: %v", err)
	}
	same(t, versionOf(t, path, "mode=ro"), 31, "the version without a backup")
	for _, c := range []struct{ dir, at string }{{"", filepath.Dir(path)}, {dir, dir}} {
		path := path
		if c.dir != "" {
			path = old(t, 31, aToken)
		}
		for _, name := range []string{"latchkey.db.before-9", "latchkey.db.before-9.sha256", "latchkey.db.before-12", "latchkey.db.before-1x", "theirs"} {
			must(t, os.WriteFile(filepath.Join(c.at, name), nil, 0o600))
		}
		if os.Getuid() == 0 { // root migrates for the server's user
			must(t, os.Chown(path, 65532, 65532))
		}
		s, err := OpenIn(t.Context(), path, c.dir)
		must(t, err)
		before := filepath.Join(c.at, "latchkey.db.before-33")
		if ours, err := IsBackup(before); s.Before != before || !ours || err != nil || versionOf(t, before, "mode=ro") != 31 {
			t.Errorf("%q is a backup: %v, %v, version %d", s.Before, ours, err, versionOf(t, before, "mode=ro"))
		}
		must(t, errors.Join(CheckSum(before), s.Close()))
		for _, file := range []string{before, before + SumSuffix} {
			same(t, userOf(t, file), userOf(t, path), "owner of %s", file)
		}
		for name, want := range map[string]bool{"before-9": false, "before-9.sha256": false, "before-12": true, "before-1x": true, "before-33": true} {
			if _, err := os.Stat(filepath.Join(c.at, "latchkey.db."+name)); want != !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%s: %v, want it kept: %v", name, err, want)
			}
		}
		// The operator can go back to the backup.
		back := open(t, before, Exclusive)
		same(t, tokens(t, back), 1, "tokens in the backup")
		if s := open(t, path, Exclusive); s.Before != "" {
			t.Errorf("without a migration there is %s", s.Before)
		}
	}
}

// TestNoBackupOfNothing: there is no backup of a new database, even if an earlier version had
// already created the file.
func TestNoBackupOfNothing(t *testing.T) {
	first := filepath.Join(t.TempDir(), "latchkey.db")
	version := versionOf(t, first, writerOptions)
	open(t, first, Exclusive)
	for what, path := range map[string]string{"a new database": made(t), "one without migrations": first} {
		entries, err := os.ReadDir(filepath.Dir(path))
		must(t, err)
		if version != 0 || slices.ContainsFunc(entries, func(e os.DirEntry) bool { return strings.Contains(e.Name(), "before") }) {
			t.Errorf("%s has %v beside it", what, entries)
		}
	}
}

// TestTheFileAloneHasWhatWasCheckpointed: before a checkpoint, and while a server runs, a copy of
// the file alone is not a backup.
func TestTheFileAloneHasWhatWasCheckpointed(t *testing.T) {
	b := newBusy(t)
	b.checkpoint()
	_, err := b.store.writer.ExecContext(t.Context(), "CREATE TABLE big (x TEXT)")
	must(t, err)
	for range 4 {
		must(t, b.store.Write(t.Context(), func(q *Queries) error {
			_, err := q.db.ExecContext(t.Context(), "INSERT INTO big VALUES (HEX(ZEROBLOB(120000)))")
			return err
		}))
	}
	b.write(5)
	alone := func() int {
		s, err := Open(t.Context(), put(t, b.files().main, nil, nil), Exclusive)
		must(t, err)
		defer func() { must(t, s.Close()) }()
		return tokens(t, s)
	}
	if wal := len(b.files().wal); wal < 900<<10 || alone() != 3 {
		t.Errorf("the log has %d bytes, the file alone %d tokens, want 3", wal, alone())
	}
	reading, err := b.store.reader.BeginTx(t.Context(), &sql.TxOptions{ReadOnly: true})
	must(t, err)
	_, err = New(reading).GetRecordHead(t.Context())
	if !IsNotFound(err) {
		must(t, err)
	}
	b.write(1)
	if whole, err := b.store.Checkpoint(t.Context()); whole || err != nil {
		t.Errorf("beside a reader: whole %v, %v", whole, err)
	}
	must(t, reading.Rollback())
	if whole, err := b.store.Checkpoint(t.Context()); !whole || err != nil || len(b.files().wal) != 0 || alone() != b.wrote {
		t.Errorf("whole %v, %v; the log has %d bytes, the file alone %d tokens, want %d", whole, err, len(b.files().wal), alone(), b.wrote)
	}
	b.write(2)
	must(t, b.store.Close())
	if s := open(t, put(t, contentOf(t, b.path), nil, nil), Exclusive); tokens(t, s) != b.wrote {
		t.Errorf("after a stop the file alone has %d tokens, want %d", tokens(t, s), b.wrote)
	}
}
