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
	"strings"
	"time"

	"latchkey/newfile"
)

// SumSuffix is the suffix of the file with a backup's SHA-256, in the format of `sha256sum -c`.
const SumSuffix = ".sha256"

// BackupOptions says what makes a backup more than a plain copy.
type BackupOptions struct {
	// Overwrite says what to do if a backup with this name exists. With newfile.Replace, the old
	// backup is replaced immediately. A file that is not a backup is never replaced: that is
	// ErrNotABackup.
	Overwrite newfile.Overwrite
	// Check inspects the copy before it gets its name. If it is nil, BackupWith checks the copy's
	// structure.
	Check func(context.Context, *Store) error
	// Beside has further files that belong to the backup, by their suffix. A nil value means that
	// the file must not exist: the one of a replaced backup is removed.
	Beside map[string][]byte
	// At is the time that the copy records as the time of its backup. If it is zero, the copy still
	// says when the previous backup was made.
	At time.Time
	// older says that the tables may be from an earlier version.
	older bool
}

// Backup is BackupWith without options.
func (s *Store) Backup(ctx context.Context, path string) error {
	return s.BackupWith(ctx, path, BackupOptions{})
}

// BackupWith writes a complete, consistent and checked copy of the database to path, even while a
// server is running, and then its checksum next to it. If it is killed, the file at path is either
// complete or missing. The checksum is written last: a file without a matching one is not known to
// be a backup. Errors: fs.ErrExist, ErrNotABackup, ErrReplaced.
func (s *Store) BackupWith(ctx context.Context, path string, o BackupOptions) error {
	if err := s.Replaced(); err != nil {
		return err
	}
	overwrite, err := s.mayBackupTo(path, o.Overwrite)
	if err != nil {
		return err
	}
	sums := map[string][]byte{}
	err = newfile.Make(path, overwrite, func(temporary string) (err error) {
		if err = s.copyTo(ctx, temporary, o); err != nil {
			return err
		}
		if err = s.own(path, temporary, overwrite, o); err != nil {
			return err
		}
		sums[""], err = sumOf(temporary)
		if err != nil {
			return err
		}
		// The old backup must stay valid for as long as this one can fail.
		if err = newfile.Sync(temporary); err != nil {
			return err
		}
		err = removeFile(path + SumSuffix)
		if err != nil || overwrite == newfile.Keep {
			return err
		}
		for suffix, content := range o.Beside {
			if content == nil {
				err = errors.Join(err, removeFile(path+suffix))
			}
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	lines := sumLine(sums[""], path)
	for suffix, content := range o.Beside {
		if content == nil {
			continue
		}
		if err := newfile.WriteLike(path, path+suffix, newfile.Replace, content); err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		lines += sumLine(sum[:], path+suffix)
	}
	return newfile.WriteLike(path, path+SumSuffix, newfile.Replace, []byte(lines))
}

// own gives a backup to the owner of the one that it replaces, or to the database's if the server
// will look for it. Any other one that root makes is root's: the server cannot change it.
func (s *Store) own(path, temporary string, overwrite newfile.Overwrite, o BackupOptions) error {
	switch {
	case o.older:
		return newfile.GiveToOwner(s.path, temporary)
	case overwrite == newfile.Replace:
		return newfile.GiveToOwner(path, temporary)
	}
	return nil
}

// mayBackupTo returns how the file at path may be written: it may be replaced only if it is a
// backup. A file that appears later is not replaced.
func (s *Store) mayBackupTo(path string, o newfile.Overwrite) (newfile.Overwrite, error) {
	switch info, err := os.Lstat(path); {
	case errors.Is(err, fs.ErrNotExist):
		return newfile.Keep, nil
	case err != nil:
		return newfile.Keep, err
	case s.isOpenAs(path, info):
		return newfile.Keep, fmt.Errorf("%s: %w", path, ErrNotABackup)
	case o == newfile.Keep:
		return newfile.Keep, fmt.Errorf("a backup is a new file: %w", &fs.PathError{Op: "make", Path: path, Err: fs.ErrExist})
	}
	ours, err := IsBackup(path)
	if err == nil && !ours {
		err = fmt.Errorf("%s: %w", path, ErrNotABackup)
	}
	return newfile.Replace, err
}

// isOpenAs reports whether path is a name of the open database file, or a link to it. It must not
// open path: closing it again would release SQLite's locks on that file.
func (s *Store) isOpenAs(path string, info fs.FileInfo) bool {
	there, err := os.Stat(path)
	return os.SameFile(info, s.opened) || err == nil && os.SameFile(there, s.opened)
}

// copyTo makes a copy with its own mark, and checks it.
func (s *Store) copyTo(ctx context.Context, path string, o BackupOptions) error {
	if err := copyFile(ctx, s.path, path, o.At); err != nil {
		return err
	}
	if o.older {
		return checkOlder(ctx, path)
	}
	check := o.Check
	copied, err := Open(ctx, path, Shared)
	if err != nil {
		return err
	}
	if check == nil {
		check = func(ctx context.Context, copied *Store) error {
			wrong, err := copied.Integrity(ctx, true)
			if err == nil && len(wrong) > 0 {
				err = fmt.Errorf("%w: %s", ErrDamaged, strings.Join(wrong, "; "))
			}
			return err
		}
	}
	return errors.Join(check(ctx, copied), copied.Close())
}

// copyFile copies the content of a database file and its log over a separate connection, so that no
// write has to wait for it.
func copyFile(ctx context.Context, from, to string, at time.Time) error {
	source, err := sql.Open(Driver, dsn(from, "mode=ro&_busy_timeout=5000"))
	if err != nil {
		return err
	}
	_, err = source.ExecContext(ctx, "VACUUM INTO ?", to)
	err = errors.Join(err, source.Close())
	if err != nil {
		return err
	}
	if err := os.Chmod(to, 0o600); err != nil {
		return err
	}
	copied, err := sql.Open(Driver, dsn(to, writerOptions))
	if err != nil {
		return err
	}
	copied.SetMaxOpenConns(1)
	err = newMark(ctx, copied)
	if err == nil && !at.IsZero() {
		err = New(copied).PutLastBackup(ctx, Millis(at))
	}
	return errors.Join(err, copied.Close())
}

// IsBackup reports whether the file is a backup that nobody has served or changed since: its mark
// still has the number that copies begin with. A backup by an earlier version has no mark, and is
// not in WAL mode, as every served file is.
func IsBackup(path string) (bool, error) {
	if log, err := os.Stat(path + "-wal"); err == nil && log.Size() > 0 {
		return false, nil // later writes may be in the log only
	}
	f, err := os.Open(filepath.Clean(path))
	if err != nil {
		return false, err
	}
	defer f.Close() //nolint:errcheck // it was read only
	h, err := readHeader(f)
	if errors.Is(err, errNoHeader) || err != nil && isFolder(f) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	m := h.mark()
	return m.id != 0 && m.number == 1 || m == mark{} && h[atJournalMode] == 1 && hasOurTables(path), nil
}

// hasOurTables does not write anything.
func hasOurTables(path string) bool {
	pool, err := sql.Open(Driver, dsn(path, "mode=ro&immutable=1"))
	if err != nil {
		return false
	}
	defer pool.Close() //nolint:errcheck // it was read only
	_, ours, err := countTables(context.Background(), pool)
	return err == nil && ours > 0
}

func isFolder(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.IsDir()
}

// CheckSum checks a backup against the checksum file next to it. Errors: fs.ErrNotExist if there is
// no checksum file, ErrSum.
func CheckSum(path string) error {
	lines, err := os.ReadFile(filepath.Clean(path + SumSuffix))
	if err != nil {
		return err
	}
	sum, err := sumOf(path)
	if err != nil {
		return err
	}
	// The backup may have been renamed, so the name in the checksum file does not count.
	want, _, _ := strings.Cut(string(lines), " ")
	if want != hex.EncodeToString(sum) {
		return fmt.Errorf("%s: %w", path, ErrSum)
	}
	return nil
}

func sumLine(sum []byte, path string) string {
	return fmt.Sprintf("%x  %s\n", sum, filepath.Base(path))
}

func sumOf(path string) ([]byte, error) {
	f, err := os.Open(filepath.Clean(path))
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was read only
	h := sha256.New()
	_, err = io.Copy(h, f)
	return h.Sum(nil), err
}

// removeFile removes a file and syncs its folder. A missing file is not an error.
func removeFile(path string) error {
	err := os.Remove(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return errors.Join(err, newfile.SyncFolder(filepath.Dir(path)))
}
