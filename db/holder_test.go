package db

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Files on two disks can have the same inode. A process that has one of them open does not have the
// other open.
func TestTheHolderHasThisFile(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root mounts disks")
	}
	var files [2]*os.File
	for i := range files {
		disk := t.TempDir()
		must(t, syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=64k"))
		f, err := os.Create(filepath.Join(disk, "file"))
		must(t, err)
		t.Cleanup(func() {
			_ = f.Close() // it may be closed by now
			if err := syscall.Unmount(disk, 0); err != nil {
				t.Error(err)
			}
		})
		files[i] = f
	}
	must(t, syscall.Flock(int(files[0].Fd()), syscall.LOCK_EX))
	var numbers [2]uint64
	for i, f := range files {
		info, err := f.Stat()
		must(t, err)
		numbers[i] = info.Sys().(*syscall.Stat_t).Ino //nolint:forcetypeassert // Linux
	}
	if numbers[0] != numbers[1] {
		t.Skip("this system gives the files of both disks numbers of their own")
	}
	if by := ServedBy(files[0].Name()); !strings.Contains(by, fmt.Sprint(os.Getpid())) {
		t.Errorf("the one with the lock is held by %q", by)
	}
	// Otherwise this process holds a lock and also has the other file open.
	must(t, files[1].Close())
	same(t, ServedBy(files[1].Name()), "", "who holds the other one")
}
