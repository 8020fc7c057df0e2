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

// InUseError is an ErrInUse that names the process.
type InUseError struct {
	// By is like "latchkey serve (pid 4711)", or "" if the system does not tell.
	By string
}

func (e *InUseError) Error() string {
	if e.By == "" {
		return ErrInUse.Error()
	}
	return fmt.Sprintf("another latchkey process, %s, is serving this database: stop it first, or name another file with --db", e.By)
}

func (e *InUseError) Unwrap() error { return ErrInUse }

// LockedError means that another process held the write lock for the whole time that we were
// willing to wait. IsBusy recognizes it.
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

// locked adds to err who holds the write lock, if err says that the wait that started at began was
// in vain.
func (s *Store) locked(began time.Time, err error) error {
	if !IsBusy(err) {
		return err
	}
	return &LockedError{writerOf(s.path), time.Since(began), err}
}

// The position of SQLite's write lock (WAL_WRITE_LOCK) in the file next to the database that holds
// its locks.
const (
	locksFile = "-shm"
	writeLock = 120
)

// serverOf returns the process that holds the server's lock on a database file, or "".
func serverOf(path string) string { return holderOf(path, "FLOCK", 0, os.Getpid()) }

// writerOf returns the other process that is writing to a database, or "".
func writerOf(path string) string { return holderOf(path+locksFile, "POSIX", writeLock, os.Getpid()) }

// heldLock matches a line of /proc/locks: kind, process, device, file, first and last byte. Lines
// with an arrow are waiting processes; it does not match those.
var heldLock = regexp.MustCompile(`(?m)^\d+: (\w+) +\w+ +WRITE +(\d+) ([0-9a-f]+:[0-9a-f]+):(\d+) (\d+) (\d+|EOF)$`)

// holderOf returns the process, other than but, that holds the lock on a byte of a file. It reads
// the kernel's list, because opening the file and closing it again would release SQLite's own locks
// on it. It returns "" on other systems, and for processes in other containers.
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

// lockReads is how often to read the kernel's list. The kernel returns it in pieces, and skips
// lines if processes take and release locks in between.
const lockReads = 10

// findLock finds the process, other than but, that holds the lock on a byte of a file in the
// kernel's list.
func findLock(list string, file *syscall.Stat_t, kind string, at uint64, but int) string {
	anywhere := "" // some file systems show callers a different device than the kernel does
	for _, lock := range heldLock.FindAllStringSubmatch(list, -1) {
		first, _ := strconv.ParseUint(lock[5], 10, 64) // these are digits
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

// hasOpen reports whether a process may have a file open. This is needed because files on different
// devices can have the same inode.
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
	return err != nil || len(open) == 0 // it belongs to another user
}

// device formats a device number like the kernel's list.
func device(n uint64) string {
	major, minor := n>>8&0xfff|n>>32&^uint64(0xfff), n&0xff|n>>12&^uint64(0xff)
	return fmt.Sprintf("%02x:%02x", major, minor)
}

// processName names a process and, if it is one of ours, its command. It shows nothing else of the
// command line, because that may contain a password.
func processName(pid string) string {
	proc := os.DirFS("/proc")
	name, err := fs.ReadFile(proc, pid+"/comm")
	if err != nil {
		return "pid " + pid
	}
	called := strings.TrimSpace(string(name))
	own, _ := fs.ReadFile(proc, "self/comm") // if it is missing, no other equals it
	if line, err := fs.ReadFile(proc, pid+"/cmdline"); err == nil && string(own) == string(name) {
		if words := strings.Split(string(line), "\x00"); len(words) > 1 && ourCommand.MatchString(words[1]) {
			called += " " + words[1]
		}
	}
	return called + " (pid " + pid + ")"
}

var ourCommand = regexp.MustCompile(`^[a-z]+$`)

// ServedBy returns the process that has a database file open with Exclusive, which may be this one,
// or "".
func ServedBy(path string) string { return holderOf(path, "FLOCK", 0, 0) }
