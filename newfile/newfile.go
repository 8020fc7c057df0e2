// Package newfile makes files that are whole or not there: whenever the process is killed, or the
// machine loses its power, a file under its own name has all that was to be in it.
package newfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// prefix is how the folders begin in which files are made; lockName is the file in each that says
// that its process lives.
const (
	prefix   = ".latchkey-new-"
	lockName = "lock"
)

// Overwrite is what Make does where a file of the name is there.
type Overwrite bool

// Keep is fs.ErrExist where there is a file; Replace puts the new one in its place at once.
const (
	Keep    Overwrite = false
	Replace Overwrite = true
)

// Write makes a file of content that only this user reads.
func Write(path string, o Overwrite, content []byte) error {
	return Make(path, o, func(temporary string) error { return os.WriteFile(temporary, content, 0o600) })
}

// Make makes a file that only this user reads: fill writes it at a temporary path in a folder of
// its own beside path. What fill leaves beside it there goes away. If fill fails there is no file.
// What killed processes left behind is cleared away.
func Make(path string, o Overwrite, fill func(temporary string) error) (err error) {
	path = filepath.Clean(path)
	if _, there := os.Lstat(path); there == nil && o == Keep {
		return &fs.PathError{Op: "make", Path: path, Err: fs.ErrExist}
	}
	parent := filepath.Dir(path)
	clearDead(parent)
	dir, lock, err := makeDir(parent)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir), lock.Close()) }()
	temporary := filepath.Join(dir, filepath.Base(path))
	if err = fill(temporary); err != nil {
		return err
	}
	if err = os.Chmod(temporary, 0o600); err != nil {
		return err
	}
	if err = Sync(temporary); err != nil {
		return err
	}
	if o == Replace {
		err = os.Rename(temporary, path)
	} else {
		err = renameNew(temporary, path)
	}
	if err != nil {
		return &fs.PathError{Op: "make", Path: path, Err: cause(err)}
	}
	return SyncFolder(parent)
}

// makeDir makes a folder, and takes the lock in it that keeps others from clearing it away.
func makeDir(parent string) (dir string, lock *os.File, err error) {
	for {
		if dir, err = os.MkdirTemp(parent, prefix+"*"); err != nil {
			return "", nil, &fs.PathError{Op: "make a file in", Path: parent, Err: cause(err)}
		}
		lock, err = takeLock(dir)
		if err == nil || errors.Is(err, errNoLocks) {
			return dir, lock, nil
		}
		// Somebody who clears away was quicker than the lock: then the folder is theirs, and going.
		if !errors.Is(err, errTaken) && !errors.Is(err, fs.ErrNotExist) {
			return "", nil, errors.Join(err, os.RemoveAll(dir))
		}
	}
}

var (
	errTaken = errors.New("newfile: the lock is taken")
	// errNoLocks comes with the open file: on such a file system nothing is cleared away.
	errNoLocks = errors.New("newfile: there are no locks here")
)

// takeLock takes the lock of a folder, or says that somebody has it.
func takeLock(dir string) (*os.File, error) {
	path := filepath.Join(dir, lockName)
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) //nolint:gosec // in a folder that was made here
	if err != nil {
		return nil, err
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, errors.Join(errTaken, f.Close())
	} else if err != nil {
		return f, errNoLocks
	}
	mine, statErr := f.Stat()
	there, thereErr := os.Stat(path)
	if statErr != nil || thereErr != nil || !os.SameFile(mine, there) {
		return nil, errors.Join(errTaken, f.Close())
	}
	return f, nil
}

// clearDead removes the folders of processes that are gone, and nothing else: what cannot be
// removed now is another time.
func clearDead(parent string) {
	entries, err := os.ReadDir(parent)
	if err != nil {
		return
	}
	for _, e := range entries {
		if !e.IsDir() || !strings.HasPrefix(e.Name(), prefix) {
			continue
		}
		dir := filepath.Join(parent, e.Name())
		lock, err := takeLock(dir)
		if err == nil {
			_ = os.RemoveAll(dir)
		}
		if lock != nil {
			_ = lock.Close()
		}
	}
}

// Sync makes the content of a file, or of a folder, outlast a loss of power.
func Sync(path string) error {
	f, err := os.Open(path) //nolint:gosec // it was just made, or is its folder
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// SyncFolder makes what was renamed or removed in a folder last. Where a file system does not sync
// folders, it does that by itself.
func SyncFolder(path string) error {
	err := Sync(path)
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		return nil
	}
	return err
}

// cause is an error without the temporary paths, which say nothing to anybody.
func cause(err error) error {
	var errno syscall.Errno
	if errors.As(err, &errno) {
		return errno
	}
	return err
}
