// Package newfile makes files that are complete or do not exist: even if the process is killed or
// the power fails, a file under its final name has its whole content.
package newfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// prefix is the beginning of the names of the folders in which files are made. lockName is the file
// in such a folder whose lock shows that its process is alive.
const (
	prefix   = ".latchkey-new-"
	lockName = "lock"
)

// Overwrite says what Make does if the file exists.
type Overwrite bool

// Keep returns fs.ErrExist if the file exists; Replace replaces it atomically.
const (
	Keep    Overwrite = false
	Replace Overwrite = true
)

// Write makes a file with the content. Only this user can read it.
func Write(path string, o Overwrite, content []byte) error {
	return Make(path, o, func(temporary string) error { return os.WriteFile(temporary, content, 0o600) })
}

// WriteLike is Write for a file that has the owner of another one: see GiveToOwner.
func WriteLike(like, path string, o Overwrite, content []byte) error {
	return Make(path, o, func(temporary string) error {
		return errors.Join(os.WriteFile(temporary, content, 0o600), GiveToOwner(like, temporary))
	})
}

// GiveToOwner gives a file to the owner of another one, or of a folder. Only root can, and has to:
// what it makes for a server that is not root would be of no use to that. For others it does
// nothing.
func GiveToOwner(like, path string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	info, err := os.Stat(like)
	if err != nil {
		return err
	}
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return os.Lchown(path, int(stat.Uid), int(stat.Gid))
	}
	return nil
}

// Make makes a file that only this user can read. fill writes it at a temporary path, in a new
// folder next to path. Make removes everything else that fill leaves in that folder. If fill fails,
// there is no file. Make also removes what killed processes left behind.
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

// makeDir makes a folder and locks it, so that nobody else removes it.
func makeDir(parent string) (dir string, lock *os.File, err error) {
	for {
		if dir, err = os.MkdirTemp(parent, prefix+"*"); err != nil {
			return "", nil, &fs.PathError{Op: "make a file in", Path: parent, Err: cause(err)}
		}
		lock, err = takeLock(dir)
		if err == nil || errors.Is(err, errNoLocks) {
			return dir, lock, nil
		}
		// Someone who removes dead folders was faster than the lock: they have the folder now, and
		// will remove it.
		if !errors.Is(err, errTaken) && !errors.Is(err, fs.ErrNotExist) {
			return "", nil, errors.Join(err, os.RemoveAll(dir))
		}
	}
}

var (
	errTaken = errors.New("newfile: the lock is taken")
	// errNoLocks comes with the open file: on such a file system nothing is removed.
	errNoLocks = errors.New("newfile: there are no locks here")
)

// takeLock locks a folder, or returns errTaken if someone else has the lock.
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

// clearDead removes the folders of dead processes, and nothing else. What it cannot remove now
// stays until the next time.
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

// Sync makes the content of a file or folder survive a power failure.
func Sync(path string) error {
	f, err := os.Open(path) //nolint:gosec // it was just made, or is its folder
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// SyncFolder makes renames and removals in a folder survive a power failure. It ignores file
// systems that cannot sync a folder: those do it by themselves.
func SyncFolder(path string) error {
	err := Sync(path)
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		return nil
	}
	return err
}

// cause is the error without the temporary paths, which mean nothing to anyone.
func cause(err error) error {
	var errno syscall.Errno
	if errors.As(err, &errno) {
		return errno
	}
	return err
}
