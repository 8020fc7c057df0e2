package db

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// A mark identifies a database file and its log. SQLite writes nothing into a -wal or -journal that
// says which file it belongs to: if another file takes the place of the database, SQLite replays
// the log's pages into it.
//
// So the first page of each database has a mark: a random id that stays the same as long as it is
// the same file (SQLite's application_id; a copy gets a new one), and a number that each write
// increments (its user_version). As a result, every write includes the first page. A log belongs to
// a file if the first pages in it have the file's id and their numbers continue the file's.
type mark struct{ id, number uint32 }

// numberRange is how many numbers there are. The last one is followed by the first.
const numberRange = 1 << 30

// before reports whether the mark's number is the given one or comes before it.
func (m mark) before(number uint32) bool { return (number-m.number)%numberRange < numberRange/2 }

const (
	headerSize = 100
	magic      = "SQLite format 3\x00"
	// Offsets in the first page.
	atPageSize, atJournalMode, atNumber, atID = 16, 18, 60, 68
)

// header is the beginning of a database file.
type header []byte

func (h header) mark() mark {
	return mark{binary.BigEndian.Uint32(h[atID:]), binary.BigEndian.Uint32(h[atNumber:]) % numberRange}
}

func (h header) pageSize() int64 {
	if n := int64(binary.BigEndian.Uint16(h[atPageSize:])); n != 1 {
		return n
	}
	return 1 << 16
}

// errNoHeader means that a file does not begin like an SQLite database.
var errNoHeader = errors.New("db: no header")

func readHeader(f io.ReaderAt) (header, error) {
	h := make(header, headerSize)
	_, err := f.ReadAt(h, 0)
	if errors.Is(err, io.EOF) || err == nil && string(h[:len(magic)]) != magic {
		return nil, errNoHeader
	}
	return h, err
}

// checkLogs returns ErrForeignLog if a non-empty -wal or -journal next to path does not belong to
// the file f, which is nil if there is no file. It does not open anything with SQLite, which would
// start to replay the log. Because a server or a tool may be writing, it looks several times before
// it decides.
func checkLogs(f *os.File, path string) (err error) {
	for range 5 {
		err = checkLogsOnce(f, path)
		if !errors.Is(err, ErrForeignLog) {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
	return err
}

func checkLogsOnce(f *os.File, path string) error {
	var h header
	if f != nil {
		var err error
		h, err = readHeader(f)
		if err != nil && !errors.Is(err, errNoHeader) {
			return err
		}
	}
	if err := checkJournal(h, path+"-journal"); err != nil {
		return err
	}
	wal, err := os.Open(filepath.Clean(path + "-wal"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer wal.Close() //nolint:errcheck // it was read only
	pages, err := readWAL(wal)
	if err == nil && !pages.belongTo(h) {
		err = fmt.Errorf("%s-wal: %w", path, ErrForeignLog)
	}
	return err
}

// checkJournal refuses a journal that SQLite would roll back. A file with a mark cannot have one:
// it has been in WAL mode from the beginning.
func checkJournal(h header, path string) error {
	f, err := os.Open(filepath.Clean(path))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it was read only
	begin := []byte{0}
	if _, err := f.ReadAt(begin, 0); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if begin[0] != 0 && (h == nil || h.mark().id != 0) {
		return fmt.Errorf("%s: %w", path, ErrForeignLog)
	}
	return nil
}

// newMark gives a database a new mark.
func newMark(ctx context.Context, pool *sql.DB) error {
	var random [4]byte
	if _, err := rand.Read(random[:]); err != nil {
		return err
	}
	id := int32(binary.BigEndian.Uint32(random[:]) | 1) //nolint:gosec // all its bits are wanted, and it is not 0
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", id)); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "PRAGMA user_version = 1"); err != nil {
		return err
	}
	return tx.Commit()
}

// readMark reads the database's mark. It gives a mark to a database from an earlier version, and
// makes sure that the mark is in the file itself before the first write.
func (s *Store) readMark(ctx context.Context, lock Lock) error {
	var id int32
	if err := s.writer.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return err
	}
	if id == 0 && lock == Exclusive {
		if err := newMark(ctx, s.writer); err != nil {
			return err
		}
		if _, err := s.writer.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
			return err
		}
		if err := s.writer.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
			return err
		}
	}
	s.id = uint32(id) //nolint:gosec // its bits are
	info, err := s.file.Stat()
	if err != nil {
		return err
	}
	wal, err := os.Stat(s.path + "-wal")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	s.opened, s.openedWAL = info, wal
	return s.Replaced()
}

// migrate migrates the open database. A migration need not write the first page, so migrate first
// makes a write that does.
func (s *Store) migrate(ctx context.Context) error {
	older, err := isOlder(ctx, s.writer)
	if err != nil {
		return err
	}
	if older {
		if err := s.backupBeforeMigration(ctx); err != nil {
			return err
		}
		tx, err := s.writer.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		if err := errors.Join(s.countWrite(ctx, tx), tx.Commit()); err != nil {
			return err
		}
	}
	return migrate(ctx, s.writer)
}

// countWrite increments the database's number in the transaction of a write.
func (s *Store) countWrite(ctx context.Context, tx *sql.Tx) error {
	if s.id == 0 {
		return nil
	}
	var number int64
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&number); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", (number+1)%numberRange))
	return err
}

// Replaced returns ErrReplaced if the file at the path is no longer the open one, or no longer has
// what this process wrote: another file was renamed to its place, or copied over it.
func (s *Store) Replaced() error {
	there, err := os.Stat(s.path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	wal, walErr := os.Stat(s.path + "-wal")
	if walErr != nil && !errors.Is(walErr, fs.ErrNotExist) {
		return walErr
	}
	s.seenMu.Lock()
	defer s.seenMu.Unlock()
	h, err := readHeader(s.file)
	if err != nil && !errors.Is(err, errNoHeader) {
		return err
	}
	switch {
	case there == nil || !os.SameFile(there, s.opened), h == nil,
		s.openedWAL != nil && (wal == nil || !os.SameFile(wal, s.openedWAL)), h.mark().id != s.id:
		return ErrReplaced
	}
	if now := h.mark(); s.seen.id == 0 || s.seen.before(now.number) {
		s.seen = now
		return nil
	}
	return ErrReplaced
}
