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
	"time"

	"latchkey/newfile"
)

// Replacing is a database file that is about to be replaced. No server serves it, and none can
// before Close.
type Replacing struct {
	path  string
	locks []*os.File
	// Missing says that there is no file yet.
	Missing bool
	// Untouched says why the file's log was left alone. It is nil if the file itself has everything
	// that was written.
	Untouched error
}

// logSuffixes are the suffixes of the files that belong to a database file.
var logSuffixes = []string{"-wal", "-shm", "-journal"}

// Replace locks the database file at path, so that another file can take its place. It writes the
// log back into the file, unless it is damaged. Errors: ErrInUse, ErrUsed, ErrNoFolder,
// ErrReadOnly.
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

// Quiet writes the log back into the file and checks that no program has the file open: that
// program's log would stay next to the new file.
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

// asideMark is part of the names of replaced databases.
const asideMark = ".before-restore-"

// KeepOld gives the old file, and a log that could not be written back into it, a second name. Then
// it removes the log next to path, because SQLite would replay it into the new file. The next step
// must be to rename the new file to path.
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

// linkOrCopy gives a file a second name, or copies it if the file system has no links.
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
		return errors.Join(err, target.Close(), newfile.GiveToOwner(from, temporary))
	})
}

// Undo removes the second name again if the file was not replaced.
func (r *Replacing) Undo() error {
	if r.Missing {
		return nil
	}
	return r.forgetLinks()
}

// forgetLinks removes the links that KeepOld made if the file was not replaced after all, so that
// it is not one file with two names.
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

// LockNew locks the new file before it is put in place, as a server would. So no server can get in
// between.
func (r *Replacing) LockNew(path string) error {
	f, err := lockFile(path)
	if err == nil {
		r.locks = append(r.locks, f)
	}
	return err
}

// Like is the database file or, if there is none, its folder: new files belong to its owner.
func (r *Replacing) Like() string {
	if r.Missing {
		return filepath.Dir(r.path)
	}
	return r.path
}

// Close unlocks the file, so that a server can use it again.
func (r *Replacing) Close() error {
	var errs []error
	for _, f := range r.locks {
		errs = append(errs, f.Close())
	}
	r.locks = nil
	return errors.Join(errs...)
}

// CopyBackup copies a backup to a separate file without a log, and returns its SHA-256 in
// hexadecimal. If the backup has a .sha256 file, that must match. Errors: ErrSum, ErrLogBeside,
// ErrNotADB.
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

// Sum returns the SHA-256 of a file in hexadecimal.
func Sum(path string) (string, error) {
	sum, err := sumOf(path)
	return hex.EncodeToString(sum), err
}
