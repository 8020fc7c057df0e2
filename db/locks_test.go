package db

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"syscall"
	"testing"

	"latchkey/newfile"
)

// TestTheFileThatIsLockedIsTheOneThatIsThere: two servers start for the first time on an empty
// file. The second one may open it just before the first one replaces it with a complete database.
func TestTheFileThatIsLockedIsTheOneThatIsThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "latchkey.db")
	must(t, os.WriteFile(path, nil, 0o600))
	early, err := os.Open(path)
	must(t, err)
	defer early.Close() //nolint:errcheck // nothing is written
	first := open(t, path, Exclusive)
	if err := lockOpened(early, path); !errors.Is(err, errOtherFile) {
		t.Errorf("the empty file was locked: %v", err)
	}
	if _, err := Open(t.Context(), path, Exclusive); !errors.Is(err, ErrInUse) {
		t.Errorf("the second start: %v, want %v", err, ErrInUse)
	}
	must(t, first.Ready(t.Context()))
}

// TestABackupOverALinkToTheDatabase must be refused without releasing SQLite's locks: without them,
// another process that closes the database would remove the log that this one is writing.
func TestABackupOverALinkToTheDatabase(t *testing.T) {
	path := made(t)
	s := open(t, path, Exclusive)
	must(t, s.Ready(t.Context()))
	link := filepath.Join(t.TempDir(), "backup.db")
	must(t, os.Symlink(path, link))
	before := locksOn(t, path)
	err := s.BackupWith(t.Context(), link, BackupOptions{Overwrite: newfile.Replace})
	// Closing the file would release all locks at once; a single one may come and go with a write.
	if after := locksOn(t, path); !errors.Is(err, ErrNotABackup) || before == 0 || after == 0 {
		t.Errorf("got %v; there are %d locks, and there were %d", err, after, before)
	}
}

// locksOn counts the locks that the kernel lists for this process's SQLite on a file. The kernel
// skips lines if processes take and release locks in between.
func locksOn(t *testing.T, path string) (most int) {
	t.Helper()
	info, err := os.Stat(path)
	must(t, err)
	of := regexp.MustCompile(fmt.Sprintf(`(?m)^\d+: POSIX .* %d [^ ]+:%d \d`, os.Getpid(), info.Sys().(*syscall.Stat_t).Ino)) //nolint:forcetypeassert // Linux
	for range lockReads {
		list, err := os.ReadFile("/proc/locks")
		must(t, err)
		most = max(most, len(of.FindAllString(string(list), -1)))
	}
	return most
}

// TestABackupOverANewDatabase must be refused, even if the file itself is as new: later writes are
// in its log.
func TestABackupOverANewDatabase(t *testing.T) {
	other := newBusy(t)
	before := other.files()
	s := open(t, made(t), Exclusive)
	err := s.BackupWith(t.Context(), other.path, BackupOptions{Overwrite: newfile.Replace})
	if after := other.files(); !errors.Is(err, ErrNotABackup) || string(after.main) != string(before.main) {
		t.Errorf("got %v", err)
	}
	must(t, other.store.Close())
}
