package db

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// busy is an open database that was written to since its log began.
type busy struct {
	t     *testing.T
	path  string
	store *Store
	wrote int
}

func newBusy(t *testing.T) *busy {
	t.Helper()
	b := &busy{t: t, path: made(t)}
	b.store = open(t, b.path, Exclusive)
	b.write(3)
	return b
}

func (b *busy) write(n int) {
	b.t.Helper()
	for range n {
		b.wrote++
		must(b.t, b.store.Write(b.t.Context(), func(q *Queries) error { return insertToken(b.t.Context(), q, strconv.Itoa(b.wrote)) }))
	}
}

// checkpoint writes the log back into the file.
func (b *busy) checkpoint() {
	b.t.Helper()
	_, err := b.store.writer.ExecContext(b.t.Context(), "PRAGMA wal_checkpoint(TRUNCATE)")
	must(b.t, err)
}

// files are the file and the log as a killed server leaves them.
type files struct{ main, wal []byte }

func (b *busy) files() (f files) {
	b.t.Helper()
	f.main, f.wal = contentOf(b.t, b.path), contentOf(b.t, b.path+"-wal")
	return f
}

func contentOf(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	must(t, err)
	return content
}

// put writes files into a new folder. A nil file is left out.
func put(t *testing.T, main, wal, journal []byte) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "latchkey.db")
	for suffix, content := range map[string][]byte{"": main, "-wal": wal, "-journal": journal} {
		if content != nil {
			must(t, os.WriteFile(path+suffix, content, 0o600))
		}
	}
	return path
}

// backup is the content of a backup.
func (b *busy) backup() []byte {
	b.t.Helper()
	path := filepath.Join(b.t.TempDir(), "backup.db")
	must(b.t, b.store.Backup(b.t.Context(), path))
	return contentOf(b.t, path)
}

func tokens(t *testing.T, s *Store) (n int) {
	t.Helper()
	must(t, s.reader.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM setup_tokens").Scan(&n))
	return n
}

// TestALogIsReplayedIntoItsOwnFileOnly, whichever file someone puts next to a log that a killed
// server left.
func TestALogIsReplayedIntoItsOwnFileOnly(t *testing.T) {
	b, other := newBusy(t), newBusy(t)
	first := b.files()
	backup := b.backup()
	b.checkpoint()
	b.write(2)
	second := b.files()
	b.checkpoint()
	b.write(2)
	third := b.files()
	legacy := oldFiles(t)
	torn := append(bytes.Clone(third.wal), third.wal[32:2000]...)
	journal := append([]byte("\xd9\xd5\x05\xf9\x20\xa1\x63\xd7\x00\x00\x00\x01"), make([]byte, 4<<10)...)
	for _, c := range []struct {
		what               string
		main, wal, journal []byte
		want               error
		tokens             int
	}{
		{"what a killed server left", first.main, first.wal, nil, nil, 3},
		{"and after a checkpoint", second.main, second.wal, nil, nil, 5},
		{"and after two", third.main, third.wal, nil, nil, 7},
		{"with a write that was cut off", third.main, torn, nil, nil, 7},
		{"by an earlier version", legacy.main, legacy.wal, nil, nil, 2},
		{"a backup alone", backup, nil, nil, nil, 3},
		{"a backup and an empty log", backup, []byte{}, nil, nil, 3},
		{"a backup by the log", backup, first.wal, nil, ErrForeignLog, 0},
		{"a backup by a later log", backup, third.wal, nil, ErrForeignLog, 0},
		{"a backup by a log of an earlier version", backup, legacy.wal, nil, ErrForeignLog, 0},
		{"a file of an earlier version by the log", legacy.main, third.wal, nil, ErrForeignLog, 0},
		{"an older file by a newer log", first.main, second.wal, nil, ErrForeignLog, 0},
		{"a file two older", first.main, third.wal, nil, ErrForeignLog, 0},
		{"a newer file by an older log", third.main, first.wal, nil, ErrForeignLog, 0},
		{"another database by the log", other.files().main, third.wal, nil, ErrForeignLog, 0},
		{"an empty file by the log", []byte{}, third.wal, nil, ErrForeignLog, 0},
		{"a journal of another", third.main, third.wal, journal, ErrForeignLog, 0},
		{"a backup by a journal", backup, nil, journal, ErrForeignLog, 0},
		{"a journal that is done", third.main, third.wal, make([]byte, 4<<10), nil, 7},
	} {
		locks := []Lock{Exclusive}
		if c.what == "what a killed server left" || c.what == "a backup by the log" {
			locks = append(locks, Shared)
		}
		for _, lock := range locks {
			wantPair(t, fmt.Sprintf("%s (%v)", c.what, lock), put(t, c.main, c.wal, c.journal), lock, c.want, c.tokens)
		}
	}
	if _, err := Open(t.Context(), put(t, nil, third.wal, nil), Exclusive); !errors.Is(err, ErrForeignLog) {
		t.Errorf("no file by the log: got %v, want %v", err, ErrForeignLog)
	}
}

// wantPair wants a file and its log to open with a number of tokens, or to be refused and left
// unchanged.
func wantPair(t *testing.T, what, path string, lock Lock, want error, wantTokens int) {
	t.Helper()
	main := contentOf(t, path)
	wal, _ := os.ReadFile(path + "-wal")
	s, err := Open(t.Context(), path, lock)
	if err == nil {
		same(t, tokens(t, s), wantTokens, "%s tokens", what)
		must(t, s.Close())
	}
	if !errors.Is(err, want) {
		t.Errorf("%s: got %v, want %v", what, err, want)
	}
	after, _ := os.ReadFile(path + "-wal")
	if want != nil && (!bytes.Equal(contentOf(t, path), main) || !bytes.Equal(after, wal)) {
		t.Errorf("%s: a file was changed", what)
	}
}

// oldFiles are a file and its log without a mark, as a killed server of an earlier version left
// them.
func oldFiles(t *testing.T) files {
	t.Helper()
	b := newBusy(t)
	_, err := b.store.writer.ExecContext(t.Context(), "PRAGMA application_id = 0; PRAGMA user_version = 0; DELETE FROM setup_tokens")
	must(t, err)
	b.checkpoint()
	for _, token := range []string{"a", "b"} {
		must(t, insertToken(t.Context(), New(b.store.writer), token))
	}
	f := b.files()
	b.store.id = 0
	b.store.seen = mark{}
	return f
}

// TestHalfADatabaseIsNoNewOne: a file with content but no table is incomplete. Only an empty file
// counts as missing.
func TestHalfADatabaseIsNoNewOne(t *testing.T) {
	whole := newBusy(t).backup()
	empty := filepath.Join(t.TempDir(), "empty.db")
	// this makes a page without a table
	execute(t, empty, "PRAGMA journal_mode = WAL", "PRAGMA user_version = 3")
	for _, c := range []struct {
		what    string
		content []byte
		want    error
	}{
		{"an empty file", []byte{}, nil},
		{"a page without a table", contentOf(t, empty), ErrNotNew},
		{"the first page of a backup", whole[:4096], ErrDamaged},
		{"half a backup", whole[:len(whole)/2/4096*4096], ErrDamaged},
		{"a backup without its first page", append(make([]byte, 4096), whole[4096:]...), ErrNotADB},
		{"zeros", make([]byte, 8192), ErrNotADB},
	} {
		s, err := Open(t.Context(), put(t, c.content, nil, nil), Exclusive)
		if err == nil {
			must(t, s.Close())
		}
		if !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.what, err, c.want)
		}
	}
}

// TestAFileReplacedWhileItIsOpen: nothing is written to the old file or to the new one, not even at
// the end.
func TestAFileReplacedWhileItIsOpen(t *testing.T) {
	rename := func(b *busy, content []byte) error {
		if err := os.WriteFile(b.path+".new", content, 0o600); err != nil {
			return err
		}
		return os.Rename(b.path+".new", b.path)
	}
	backup := newBusy(t).backup()
	into := func(b *busy, content []byte) error { return os.WriteFile(b.path, content, 0o600) }
	for what, replace := range map[string]func(b *busy, older files, backup []byte) error{
		"a backup renamed to it":        func(b *busy, _ files, backup []byte) error { return rename(b, backup) },
		"an older state renamed to it":  func(b *busy, older files, _ []byte) error { return rename(b, older.main) },
		"a backup copied into it":       func(b *busy, _ files, backup []byte) error { return into(b, backup) },
		"an older state copied into it": func(b *busy, older files, _ []byte) error { return into(b, older.main) },
		"half a backup copied into it":  func(b *busy, _ files, backup []byte) error { return into(b, backup[:50]) },
		"removed":                       func(b *busy, _ files, _ []byte) error { return os.Remove(b.path) },
		"emptied":                       func(b *busy, _ files, _ []byte) error { return os.Truncate(b.path, 0) },
		"its log removed":               func(b *busy, _ files, _ []byte) error { return os.Remove(b.path + "-wal") },
		"a backup renamed, and no log":  func(b *busy, _ files, c []byte) error { return errors.Join(rename(b, c), os.Remove(b.path+"-wal")) },
		"a log of its own is not lost": func(b *busy, o files, c []byte) error {
			return errors.Join(rename(b, c), os.WriteFile(b.path+"-wal", o.wal, 0o600))
		},
		"a sound one stays as it is (*)": func(*busy, files, []byte) error { return nil },
	} {
		b := newBusy(t)
		older := b.files()
		b.checkpoint()
		b.write(2)
		must(t, b.store.Ready(t.Context()))
		must(t, replace(b, older, backup))
		before, _ := os.ReadFile(b.path)
		wal, _ := os.ReadFile(b.path + "-wal")
		want := ErrReplaced
		if what == "a sound one stays as it is (*)" {
			want = nil
		}
		err := b.store.Write(t.Context(), func(q *Queries) error { return insertToken(t.Context(), q, "lost") })
		if !errors.Is(err, want) || !errors.Is(b.store.Ready(t.Context()), want) {
			t.Errorf("%s: write says %v and Ready %v, want %v", what, err, b.store.Ready(t.Context()), want)
		}
		// Open connections still read the old file. A new connection would read whatever has taken
		// its place.
		b.store.reader.SetMaxIdleConns(0)
		if _, err := b.store.Read.GetRecordHead(t.Context()); !errors.Is(err, want) && (want != nil || !IsNotFound(err)) {
			t.Errorf("%s: a new connection says %v, want %v", what, err, want)
		}
		if want == nil {
			continue
		}
		must(t, b.store.Close())
		after, _ := os.ReadFile(b.path)
		afterWAL, _ := os.ReadFile(b.path + "-wal")
		if !bytes.Equal(before, after) || !bytes.Equal(wal, afterWAL) {
			t.Errorf("%s: what was put there was written to", what)
		}
	}
}
