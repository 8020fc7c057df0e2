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
	ErrReadOnly = errors.New("the database file or its folder cannot be written: check its permissions and the mount")
	ErrNewer    = errors.New("the database was made by a newer version of latchkey: run that version, or restore a backup")
	ErrOlder    = errors.New("the database has the tables of an older version: run `latchkey migrate` first, or start `latchkey serve`")
	ErrMissing  = errors.New("there is no database file here yet: start `latchkey serve` or run `latchkey migrate`, or name another file with --db")
	ErrNoFolder = errors.New("the folder of the database file does not exist: make it, or name another file with --db")
	ErrFull     = errors.New("the disk is full: make room on it, then try again")
	ErrNotADB   = errors.New("the file is not a latchkey database; if it was one, it is damaged: restore a backup with `latchkey restore FILE`")
	ErrNotNew   = errors.New("the file has no table in it, so it is half of something: a database or a backup that was not written to its end. Restore a backup, or remove the file to begin anew")
	// The next two occur when someone moves or copies database files.
	ErrForeignLog = errors.New("this log belongs to another database file than the one beside it, which it would damage: put the file back that it belongs to, or move it away to go on without what was written last")
	ErrReplaced   = errors.New("another program replaced the database file, or wrote into it, while it was open: nothing is written any more. Stop latchkey, put the right file in its place (`latchkey restore FILE` does it), then start it again")
	ErrNoBackup   = errors.New("no backup could be made, so nothing was migrated")
	ErrNotABackup = errors.New("the file that is there is not a backup that latchkey made: move it away, or name another file")
	ErrSum        = errors.New("the backup is not the file that its .sha256 was made of: it was damaged or changed, so take another one")
	ErrUsed       = errors.New("another program has the database file open: end it first")
	ErrLogBeside  = errors.New("there is a log beside the backup with what was written last, so the file alone is not whole: make a backup of it with `latchkey backup --db THAT-FILE NEW-FILE`, and restore that")
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
