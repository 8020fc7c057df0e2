package db

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// InUseError is ErrInUse, and says by which process.
type InUseError struct {
	// By is like "latchkey serve (pid 4711)", or "" where the system does not say it.
	By string
}

func (e *InUseError) Error() string {
	if e.By == "" {
		return ErrInUse.Error()
	}
	return fmt.Sprintf("another latchkey process, %s, is serving this database: stop it first, or name another file with --db", e.By)
}

func (e *InUseError) Unwrap() error { return ErrInUse }

// LockedError is that another process had the lock of a write for all the time that was to wait for
// it. IsBusy knows it.
type LockedError struct {
	// By is as in InUseError.
	By  string
	For time.Duration
	Err error
}

func (e *LockedError) Error() string {
	has := "has"
	if long := e.For.Truncate(time.Second); long > 0 {
		has = "has had for " + long.String()
	}
	return fmt.Sprintf("%s %s the lock that writing to the database needs: wait until it is done, or end it, and try again", cmp.Or(e.By, "another process"), has)
}

func (e *LockedError) Unwrap() error { return e.Err }

// locked is an error of what began to wait for the lock of a write, which says who had it where
// that is the reason.
func (s *Store) locked(began time.Time, err error) error {
	if !IsBusy(err) {
		return err
	}
	return &LockedError{writerOf(s.path), time.Since(began), err}
}

// The lock of the one that writes, in the file beside the database that has its locks (SQLite's
// WAL_WRITE_LOCK).
const (
	locksFile = "-shm"
	writeLock = 120
)

// serverOf is who has the lock of a server on a database file, or "".
func serverOf(path string) string { return holderOf(path, "FLOCK", 0, os.Getpid()) }

// writerOf is which other process writes to a database, or "".
func writerOf(path string) string { return holderOf(path+locksFile, "POSIX", writeLock, os.Getpid()) }

// heldLock is a line of /proc/locks: kind, process, device, file, first and last byte. A line with
// an arrow is of who waits.
var heldLock = regexp.MustCompile(`(?m)^\d+: (\w+) +\w+ +WRITE +(\d+) ([0-9a-f]+:[0-9a-f]+):(\d+) (\d+) (\d+|EOF)$`)

// holderOf is which process but one has the lock of a byte of a file. It reads what the kernel
// lists: opening the file to ask for its locks, and closing it, would give back SQLite's own locks
// on it. On other systems, and across the walls of containers, it is "".
func holderOf(path, kind string, at uint64, but int) string {
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	file, ok := info.Sys().(*syscall.Stat_t)
	for i := 0; ok && i < lockReads; i++ {
		list, err := os.ReadFile("/proc/locks")
		if err != nil {
			return ""
		}
		if by := findLock(string(list), file, kind, at, but); by != "" {
			return by
		}
		time.Sleep(5 * time.Millisecond)
	}
	return ""
}

// lockReads is how often the kernel's list is read: it is read in pieces, and skips lines where others
// take and give locks meanwhile.
const lockReads = 10

// findLock is which process but one has the lock of a byte of a file, by the kernel's list.
func findLock(list string, file *syscall.Stat_t, kind string, at uint64, but int) string {
	anywhere := "" // some file systems are another device to those who ask than to the kernel
	for _, lock := range heldLock.FindAllStringSubmatch(list, -1) {
		first, _ := strconv.ParseUint(lock[5], 10, 64) // they are digits
		last, _ := strconv.ParseUint(lock[6], 10, 64)
		if lock[1] != kind || lock[4] != strconv.FormatUint(file.Ino, 10) || at < first || at > last && lock[6] != "EOF" || lock[2] == strconv.Itoa(but) {
			continue
		}
		if lock[3] == device(uint64(file.Dev)) { //nolint:unconvert // it has another type elsewhere
			return processName(lock[2])
		}
		if hasOpen(lock[2], file) {
			anywhere = lock[2]
		}
	}
	if anywhere == "" {
		return ""
	}
	return processName(anywhere)
}

// hasOpen is whether a process may have a file open: files of other devices have the same number.
func hasOpen(pid string, file *syscall.Stat_t) bool {
	open, err := filepath.Glob("/proc/" + pid + "/fd/*")
	for _, fd := range open {
		info, err := os.Stat(fd) //nolint:gosec // of /proc
		if err != nil {
			continue
		}
		if is, ok := info.Sys().(*syscall.Stat_t); ok && is.Dev == file.Dev && is.Ino == file.Ino {
			return true
		}
	}
	return err != nil || len(open) == 0 // it is another user's
}

// device is a device's number as the kernel lists it.
func device(n uint64) string {
	major, minor := n>>8&0xfff|n>>32&^uint64(0xfff), n&0xff|n>>12&^uint64(0xff)
	return fmt.Sprintf("%02x:%02x", major, minor)
}

// processName names a process, and where it is one of ours what it does. (Nothing else of its command
// line: there may be a password in it.)
func processName(pid string) string {
	proc := os.DirFS("/proc")
	name, err := fs.ReadFile(proc, pid+"/comm")
	if err != nil {
		return "pid " + pid
	}
	called := strings.TrimSpace(string(name))
	own, _ := fs.ReadFile(proc, "self/comm") // where there is none no other is equal to it
	if line, err := fs.ReadFile(proc, pid+"/cmdline"); err == nil && string(own) == string(name) {
		if words := strings.Split(string(line), "\x00"); len(words) > 1 && ourCommand.MatchString(words[1]) {
			called += " " + words[1]
		}
	}
	return called + " (pid " + pid + ")"
}

var ourCommand = regexp.MustCompile(`^[a-z]+$`)

// ServedBy is which process has a database file open with Exclusive, this one as well, or "".
func ServedBy(path string) string { return holderOf(path, "FLOCK", 0, 0) }
