package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"latchkey/db"
)

// serverUser is the user of a server that is not root.
const serverUser = 65532

// giveAway gives everything in a folder to the server's user.
func giveAway(t *testing.T, dir string) {
	t.Helper()
	must(t, filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		return errors.Join(err, os.Chown(path, serverUser, serverUser))
	}))
}

// ownerOf is the user and group of a file, or -1 for mixed ones.
func ownerOf(t *testing.T, path string) int {
	t.Helper()
	info, err := os.Lstat(path)
	must(t, err)
	stat := info.Sys().(*syscall.Stat_t) //nolint:forcetypeassert // Linux
	if stat.Uid != stat.Gid {
		return -1
	}
	return int(stat.Uid)
}

// TestRootsCommandsLeaveTheServerItsFiles: whatever root runs in the folder of a server that is not
// root, that server owns every file there afterwards, with the keys that were elsewhere. A new
// backup elsewhere is root's.
func TestRootsCommandsLeaveTheServerItsFiles(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root gives files away")
	}
	t.Setenv(passphraseVariable, "correct horse battery staple")
	path := coded(t)
	dir, backups, keys := filepath.Dir(path), t.TempDir(), t.TempDir()
	backup, key, list := filepath.Join(backups, "backup.db"), filepath.Join(keys, "key"), filepath.Join(backups, "list.txt")
	must(t, os.Rename(path+".key", key))
	giveAway(t, dir)
	giveAway(t, key)
	write(t, list, "correct horse battery staple\n", 0o600)
	backUp := []string{"backup", "--db", path, backup, "--with-key", "--key", key}
	for _, c := range []struct {
		before func()
		args   []string
	}{
		{nil, []string{"key", "rotate", "--db", path}},
		{nil, backUp},
		{func() {
			for _, suffix := range []string{"", db.SumSuffix, sealedSuffix} {
				same(t, ownerOf(t, backup+suffix), 0, "owner of a new backup%s", suffix)
				must(t, os.Chown(backup+suffix, serverUser, serverUser))
			}
		}, backUp},
		{func() { must(t, os.Rename(key, key+".lost")) }, []string{"audit", "new-key", "--db", path, "--key", key}},
		{nil, []string{"restore", "--db", path, "--key", key, backup, "--keep-access", "--with-key"}},
		{func() { must(t, errors.Join(os.Remove(path), os.Remove(path+".factors.key"))) },
			[]string{"restore", "--db", path, "--key", key, backup, "--keep-access", "--with-key"}},
		{nil, []string{"migrate", "--db", filepath.Join(dir, "new.db")}},
		{nil, []string{"passwords", "build", list, "--out", filepath.Join(dir, "passwords.list")}},
	} {
		if c.before != nil {
			c.before()
		}
		if said, code := command(t, c.args...); code != 0 {
			t.Fatalf("%v: exit status %d, it said %q", c.args, code, said)
		}
		for _, pattern := range []string{filepath.Join(dir, "*"), key + "*"} {
			files, err := filepath.Glob(pattern)
			must(t, err)
			for _, file := range files {
				same(t, ownerOf(t, file), serverUser, "after %v: the owner of %s", c.args, file)
			}
		}
	}
	for _, suffix := range []string{"", db.SumSuffix, sealedSuffix} {
		same(t, ownerOf(t, backup+suffix), serverUser, "owner of a backup that was replaced%s", suffix)
	}
}
