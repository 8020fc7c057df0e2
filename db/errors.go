package db

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"strings"
	"syscall"

	"github.com/mattn/go-sqlite3"
)

// These errors stop a process that cannot use its database. Each is a whole sentence for the
// operator.
var (
	ErrInUse    = errors.New("another latchkey process is serving this database: stop it first, or name another file with --db")
	ErrReadOnly = errors.New("can't write to the database file or its folder: check the permissions and the mount")
	ErrNewer    = errors.New("the database was created by a newer version of latchkey: run that version, or restore a backup")
	ErrOlder    = errors.New("the database is from an older version of latchkey: run `latchkey migrate` first, or start `latchkey serve`")
	ErrMissing  = errors.New("there is no database file here yet: start `latchkey serve` or run `latchkey migrate`, or name another file with --db")
	ErrNoFolder = errors.New("the folder of the database file doesn't exist: create it, or name another file with --db")
	ErrFull     = errors.New("the disk is full: free some space, then try again")
	ErrNotADB   = errors.New("the file isn't a latchkey database; if it used to be one, it is damaged: restore a backup with `latchkey restore FILE`")
	ErrNotNew   = errors.New("the file contains no tables: it is an incomplete database or backup. Restore a backup, or remove the file to start over")
	// The next two occur when someone moves or copies database files.
	ErrForeignLog = errors.New("this log belongs to a different database file and would damage the one beside it: put back the right database file, or move the log away to continue without the latest changes")
	ErrReplaced   = errors.New("another program replaced or changed the database file while it was open, so nothing is written any more. Stop latchkey, put the right file in its place (`latchkey restore FILE` does that), then start it again")
	ErrNoBackup   = errors.New("no backup could be created, so nothing was migrated")
	ErrNotABackup = errors.New("the existing file isn't a backup that latchkey created: move it away, or name another file")
	ErrSum        = errors.New("the backup doesn't match its .sha256: it was damaged or changed. Use another backup")
	ErrUsed       = errors.New("another program has the database file open: stop it first")
	ErrLogBeside  = errors.New("the backup has a log file beside it with its latest changes, so the file alone is incomplete: create a backup of it with `latchkey backup --db THAT-FILE NEW-FILE`, and restore that")
	ErrDamaged    = errors.New("the database file is damaged: restore a backup with `latchkey restore FILE`")
)

// IsNotFound reports whether a query found no row.
func IsNotFound(err error) bool { return errors.Is(err, sql.ErrNoRows) }

// IsUnique reports whether a write violated a UNIQUE or PRIMARY KEY constraint.
func IsUnique(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) &&
		(e.ExtendedCode == sqlite3.ErrConstraintUnique || e.ExtendedCode == sqlite3.ErrConstraintPrimaryKey)
}

// IsLookalike reports whether a write violated the UNIQUE constraint on a skeleton: another name
// looks the same.
func IsLookalike(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && e.ExtendedCode == sqlite3.ErrConstraintUnique && strings.Contains(e.Error(), ".skeleton")
}

// IsCheck reports whether a write violated a CHECK constraint.
func IsCheck(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && e.ExtendedCode == sqlite3.ErrConstraintCheck
}

// IsBusy reports whether the database stayed locked for longer than the busy timeout.
func IsBusy(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && e.Code == sqlite3.ErrBusy
}

// IsDamaged reports whether the file is damaged. Only a backup helps.
func IsDamaged(err error) bool {
	var e sqlite3.Error
	return errors.Is(err, ErrDamaged) || errors.As(err, &e) && (e.Code == sqlite3.ErrCorrupt || e.Code == sqlite3.ErrNotADB)
}

// isUnsupported reports whether SQLite does not know the format of the file. It is meant for errors
// of statements that are always valid.
func isUnsupported(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && e.Code == sqlite3.ErrError
}

// IsFull reports whether a write failed because the disk or its quota is full.
func IsFull(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && (e.Code == sqlite3.ErrFull || e.SystemErrno == syscall.ENOSPC || e.SystemErrno == syscall.EDQUOT)
}

// CommitError means that the disk failed while a write was being committed. If Settled is true, a
// later write succeeded, and the change is either visible now or gone for good. Otherwise the
// outcome is unknown: the change may appear after a crash.
type CommitError struct {
	Settled bool
	Err     error
}

func (c *CommitError) Error() string { return "commit: " + c.Err.Error() }
func (c *CommitError) Unwrap() error { return c.Err }

// CannotWrite reports whether a write failed because of the state of the machine, and not because
// of its content.
func CannotWrite(err error) bool {
	var failed *CommitError
	return IsFull(err) || IsBusy(err) || errors.Is(err, context.DeadlineExceeded) || errors.As(err, &failed)
}

// mayBeKept reports whether a failed commit may still have reached the disk: it was written, but
// the disk did not confirm it. On a full disk it was not even written.
func mayBeKept(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && e.Code == sqlite3.ErrIoErr && (!IsFull(err) || e.ExtendedCode == sqlite3.ErrIoErrFsync)
}

// plainError replaces a driver's error by the matching sentence from above, if there is one.
func plainError(err error) error {
	var e sqlite3.Error
	switch {
	case errors.Is(err, ErrNoBackup):
		return err // it describes the backup's location, not the database's
	case IsFull(err), errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return ErrFull
	case errors.As(err, &e) && (e.Code == sqlite3.ErrReadonly || e.Code == sqlite3.ErrCantOpen):
		return ErrReadOnly
	case errors.As(err, &e) && e.Code == sqlite3.ErrNotADB:
		return ErrNotADB
	case IsDamaged(err):
		return ErrDamaged
	case errors.Is(err, fs.ErrNotExist):
		return ErrNoFolder
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), errors.Is(err, syscall.EISDIR):
		return ErrReadOnly
	}
	return err
}
