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

// TestTheFileThatIsLockedIsTheOneThatIsThere: of two first starts on an empty file, the second one
// may have opened that before the first put a whole database in its place.
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

// TestABackupOverALinkToTheDatabase is refused, and takes none of SQLite's locks away: without them
// another process that closes the database would remove the log that this one writes.
func TestABackupOverALinkToTheDatabase(t *testing.T) {
	path := made(t)
	s := open(t, path, Exclusive)
	must(t, s.Ready(t.Context()))
	link := filepath.Join(t.TempDir(), "backup.db")
	must(t, os.Symlink(path, link))
	before := locksOn(t, path)
	err := s.BackupWith(t.Context(), link, BackupOptions{Overwrite: newfile.Replace})
	// Closing the file gives all of them back at once; a single one may come and go with a write.
	if after := locksOn(t, path); !errors.Is(err, ErrNotABackup) || before == 0 || after == 0 {
		t.Errorf("got %v; there are %d locks, and there were %d", err, after, before)
	}
}

// locksOn is how many locks of this process's SQLite the kernel lists on a file. It skips lines where
// others take and give locks meanwhile.
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

// TestABackupOverANewDatabase is refused, also while the file itself is as it was made: what was
// written since is in its log.
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
