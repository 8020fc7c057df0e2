package dbtest

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"latchkey/db"
)

// Disk is a small file system that a test can fill.
type Disk struct {
	Path string
	t    testing.TB
}

// NewDisk mounts a file system of the given size, for example "4M", until the test ends.
func NewDisk(t testing.TB, size string) Disk {
	t.Helper()
	if testing.Short() {
		t.Skip("this fills a disk")
	}
	if os.Getuid() != 0 {
		t.Skip("only root mounts a disk that can be filled")
	}
	d := Disk{t.TempDir(), t}
	if err := syscall.Mount("latchkey", d.Path, "tmpfs", 0, "size="+size); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(d.Path, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return d
}

func (d Disk) filler() string { return filepath.Join(d.Path, "filler") }

// Fill fills the disk to the last byte. It first empties the write-ahead log of the database at
// path: SQLite reuses space in the log, and would need no free space.
func (d Disk) Fill(path string) {
	d.t.Helper()
	pool, err := sql.Open(db.Driver, "file:"+path+"?_busy_timeout=5000")
	if err == nil {
		_, err = pool.ExecContext(d.t.Context(), "PRAGMA wal_checkpoint(TRUNCATE)")
		err = errors.Join(err, pool.Close())
	}
	if err != nil {
		d.t.Fatal(err)
	}
	f, err := os.Create(d.filler())
	if err != nil {
		d.t.Fatal(err)
	}
	for size := 1 << 20; size > 0 && err == nil; {
		if _, err = f.Write(make([]byte, size)); errors.Is(err, syscall.ENOSPC) {
			size, err = size/2, nil
		}
	}
	if err := errors.Join(err, f.Close()); err != nil {
		d.t.Fatal(err)
	}
}

// Free frees the space that Fill took.
func (d Disk) Free() {
	d.t.Helper()
	if err := os.Remove(d.filler()); err != nil {
		d.t.Fatal(err)
	}
}
