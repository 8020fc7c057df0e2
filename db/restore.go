package db

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"latchkey/newfile"
)

// Replacing is a database file that is to be replaced: no server serves it, and none will until
// Close.
type Replacing struct {
	path  string
	locks []*os.File
	// Missing says that there is no file yet.
	Missing bool
	// Untouched says why the file's log was left as it is, nil where all that was written is in the
	// file itself.
	Untouched error
}

// logSuffixes are how the names of what belongs to a database file end.
var logSuffixes = []string{"-wal", "-shm", "-journal"}

// Replace takes the database file at path, so that another one can be put in its place. Its log is
// brought into it, where it is not damaged. Errors: ErrInUse, ErrUsed, ErrNoFolder, ErrReadOnly.
func Replace(ctx context.Context, path string) (*Replacing, error) {
	r := &Replacing{path: path}
	f, err := lockFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		_, err = os.Stat(filepath.Dir(path))
		r.Missing = true
	case err == nil:
		r.locks = append(r.locks, f)
		if err = r.forgetLinks(); err == nil {
			err = r.Quiet(ctx)
		}
	}
	if err != nil {
		return nil, errors.Join(plainError(err), r.Close())
	}
	return r, nil
}

// Quiet brings the log into the file, and makes sure that no program has it open: the log of one
// that has would be left beside the new file.
func (r *Replacing) Quiet(ctx context.Context) error {
	if r.Missing {
		return nil
	}
	r.Untouched = checkLogs(r.locks[0], r.path)
	if r.Untouched != nil {
		return nil //nolint:nilerr // SQLite would replay what belongs to another file
	}
	pool, err := sql.Open(Driver, dsn(r.path, "_busy_timeout=2000&_locking_mode=EXCLUSIVE"))
	if err != nil {
		return err
	}
	pool.SetMaxOpenConns(1)
	var busy, frames, moved int64
	err = pool.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &moved)
	err = errors.Join(err, pool.Close())
	switch {
	case IsBusy(err), err == nil && busy != 0:
		return ErrUsed
	case err == nil:
	case ctx.Err() != nil:
		return err
	default:
		r.Untouched = plainError(err)
	}
	return nil
}

// asideMark stands in the names of databases that were replaced.
const asideMark = ".before-restore-"

// KeepOld gives the file that is replaced, and a log that could not be brought into it, another
// name beside it. Then the log is taken from beside path, where SQLite would replay it into the new
// file: the next thing to do is to rename that one.
func (r *Replacing) KeepOld(now time.Time) (kept string, err error) {
	if r.Missing {
		return "", nil
	}
	kept = r.path + asideMark + now.UTC().Format("20060102T150405.000Z")
	for _, suffix := range append([]string{""}, logSuffixes...) {
		err := linkOrCopy(r.path+suffix, kept+suffix)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return "", fmt.Errorf("keep %s as %s: %w", r.path+suffix, kept+suffix, err)
		}
	}
	if err := newfile.SyncFolder(filepath.Dir(r.path)); err != nil {
		return "", err
	}
	for _, suffix := range logSuffixes {
		if err := removeFile(r.path + suffix); err != nil {
			return "", err
		}
	}
	return kept, nil
}

// linkOrCopy gives a file another name, or makes a copy where the file system has one name for
// each.
func linkOrCopy(from, to string) error {
	err := os.Link(from, to)
	if err == nil || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrExist) {
		return err
	}
	return newfile.Make(to, newfile.Keep, func(temporary string) error {
		source, err := os.Open(filepath.Clean(from))
		if err != nil {
			return err
		}
		defer source.Close() //nolint:errcheck // it was read only
		target, err := os.Create(filepath.Clean(temporary))
		if err != nil {
			return err
		}
		_, err = io.Copy(target, source)
		return errors.Join(err, target.Close())
	})
}

// Undo takes the other name away again, where the file was not replaced.
func (r *Replacing) Undo() error {
	if r.Missing {
		return nil
	}
	return r.forgetLinks()
}

// forgetLinks removes what KeepOld linked where the file was not replaced after all: it is one file
// with two names.
func (r *Replacing) forgetLinks() error {
	info, err := r.locks[0].Stat()
	if err != nil {
		return err
	}
	links, err := filepath.Glob(r.path + asideMark + "*Z")
	for _, link := range links {
		other, statErr := os.Stat(link)
		_, walErr := os.Stat(link + "-wal")
		if statErr == nil && os.SameFile(info, other) && errors.Is(walErr, fs.ErrNotExist) {
			err = errors.Join(err, os.Remove(link))
		}
	}
	return err
}

// LockNew takes the new file before it is in its place, as a server would: none gets in between.
func (r *Replacing) LockNew(path string) error {
	f, err := lockFile(path)
	if err == nil {
		r.locks = append(r.locks, f)
	}
	return err
}

// GiveToOwner gives a file to whoever has the database file, or where there is none its folder:
// only root can, and only root needs to.
func (r *Replacing) GiveToOwner(path string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	like := r.path
	if r.Missing {
		like = filepath.Dir(r.path)
	}
	info, err := os.Stat(like)
	if err != nil {
		return err
	}
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return os.Chown(path, int(stat.Uid), int(stat.Gid))
	}
	return nil
}

// Close lets others serve the file again.
func (r *Replacing) Close() error {
	var errs []error
	for _, f := range r.locks {
		errs = append(errs, f.Close())
	}
	r.locks = nil
	return errors.Join(errs...)
}

// CopyBackup copies a backup to a file of its own, which has no log of before, and returns its
// SHA-256 as hexadecimal digits. Its .sha256, where there is one, must be right. Errors: ErrSum,
// ErrLogBeside, ErrNotADB.
func CopyBackup(ctx context.Context, from, to string) (sum string, err error) {
	for _, suffix := range logSuffixes {
		if info, err := os.Stat(from + suffix); err == nil && info.Size() > 0 && suffix != "-shm" {
			return "", fmt.Errorf("%s: %w", from, ErrLogBeside)
		}
	}
	if err := CheckSum(from); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	source, err := os.Open(filepath.Clean(from))
	if err != nil {
		return "", err
	}
	defer source.Close() //nolint:errcheck // it was read only
	target, err := os.OpenFile(filepath.Clean(to), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(target, h), source)
	err = errors.Join(err, target.Close())
	if err != nil {
		return "", err
	}
	if err := checkOurs(ctx, to); err != nil {
		return "", fmt.Errorf("%s: %w", from, plainError(err))
	}
	copied, err := sql.Open(Driver, dsn(to, writerOptions))
	if err != nil {
		return "", err
	}
	copied.SetMaxOpenConns(1)
	if err := errors.Join(newMark(ctx, copied), copied.Close()); err != nil {
		return "", fmt.Errorf("%s: %w", from, plainError(err))
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// Sum is the SHA-256 of a file, as hexadecimal digits.
func Sum(path string) (string, error) {
	sum, err := sumOf(path)
	return hex.EncodeToString(sum), err
}
