package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"latchkey/db"
)

// files examines who else can read or replace the database and the keys.
func (e *examination) files() {
	before := e.wrong
	for _, path := range []string{e.DB, e.DB + "-wal"} {
		info, err := os.Stat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist) && path != e.DB:
		case err != nil:
			e.bad("files", err.Error(), "")
		case info.Mode().Perm()&0o077 != 0:
			e.bad("files", fmt.Sprintf("other users of this machine can read %s (mode %04o), which contains password hashes", path, info.Mode().Perm()), "Run `chmod 600 "+path+"`.")
		}
	}
	folder := filepath.Dir(e.DB)
	if info, err := os.Stat(folder); err == nil && info.Mode().Perm()&0o022 != 0 && info.Mode()&fs.ModeSticky == 0 {
		e.bad("files", fmt.Sprintf("other users of this machine can replace files in %s (mode %04o)", folder, info.Mode().Perm()), "Run `chmod go-w "+folder+"`.")
	}
	signer, isNew, err := readKey(e.path(e.DB))
	switch {
	case err != nil:
		e.bad("files", err.Error(), "")
	case isNew:
		e.bad("files", "the key file "+e.path(e.DB)+" is missing", "Restore it. A new installation gets one when `latchkey serve` starts.")
	default:
		e.signer = signer
	}
	factors, isNew, err := readFactorsKey(e.factorsPath(e.DB))
	if err != nil {
		e.bad("files", err.Error(), "")
	} else {
		e.factors, e.noFactors = factors, isNew
	}
	if e.wrong == before {
		e.ok("files", "only this user can read the database and the keys")
	}
}

// freeAtLeast is how many bytes must be free in addition to twice the database's size: a backup and
// a migration each write the database again.
const freeAtLeast = 64 << 20

// maxLog is the largest normal size of the write-ahead log in bytes. It shrinks at each checkpoint,
// unless something reads for a very long time.
const maxLog = 256 << 20

// disk examines the free space in every folder where files are made: next to the database, where
// SQLite also puts its temporary files; in TMPDIR, if that is set; and in the folder for backups.
func (e *examination) disk() {
	size := int64(0)
	if info, err := os.Stat(e.DB); err == nil {
		size = info.Size()
	}
	folders := []string{filepath.Dir(e.DB)}
	for _, dir := range []string{os.Getenv("TMPDIR"), e.BackupDir} {
		if dir != "" {
			folders = append(folders, dir)
		}
	}
	for _, folder := range folders {
		free, err := freeBytes(folder)
		switch need := 2*size + freeAtLeast; {
		case err != nil:
			e.bad("disk", fmt.Sprintf("can't write to %s: %v", folder, err), "Create the folder, or give this user permission to write there. TMPDIR can name another temporary folder.")
		case free < need:
			e.bad("disk", fmt.Sprintf("only %d MiB free in %s, but a backup or a migration may need %d MiB", free>>20, folder, need>>20), "Free some space.")
		default:
			e.ok("disk", "%d MiB free in %s", free>>20, folder)
		}
	}
	if info, err := os.Stat(e.DB + "-wal"); err == nil && info.Size() > maxLog {
		e.bad("disk", fmt.Sprintf("the write-ahead log %s has grown to %d MiB", info.Name(), info.Size()>>20), "Something has kept reading for a long time, like a backup or a check that hangs. Stop it.")
	}
}

// freeBytes returns how much this user may write to a folder, in bytes.
func freeBytes(folder string) (int64, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(folder, &s); err != nil {
		return 0, err
	}
	const write, search = 2, 1
	if err := syscall.Access(folder, write|search); err != nil {
		return 0, err
	}
	return int64(s.Bavail) * int64(s.Bsize), nil //nolint:gosec,unconvert // no disk is that large
}

// server checks whether a server is running, and asks it at --addr whether it is ready.
func (e *examination) server() {
	by := db.ServedBy(e.DB)
	said, err := readiness(e.ctx, e.Addr, answerTimeout)
	switch {
	case err != nil && by == "":
		e.bad("server", fmt.Sprintf("no server is using %s, and nothing answers at %s: %v", e.DB, e.Addr, err), "Start `latchkey serve`.")
	case err != nil:
		e.bad("server", fmt.Sprintf("%s has %s open, but %s gives: %v", by, e.DB, e.Addr, err), "Check its log, and run doctor with the same --addr.")
	default:
		e.served = true
		e.ok("server", "%s serves at %s and is %s", cmp.Or(by, "a process"), e.Addr, said)
	}
}

// readiness returns the answer of /readyz.
func readiness(ctx context.Context, addr string, within time.Duration) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "", err
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return "", err
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return "", err
	}
	said := firstLine(response.Body)
	if err := response.Body.Close(); err != nil {
		return "", err
	}
	if response.StatusCode != http.StatusOK {
		return "", fmt.Errorf("it answers %s: %s", response.Status, said)
	}
	return said, nil
}

// backups examines the newest of the scheduled backups.
func (e *examination) backups() {
	dir, every := e.BackupDir, e.every()
	if dir == "" {
		e.ok("backups", "the server creates none (no --backup-dir): make sure that something else runs `latchkey backup`")
		return
	}
	done, _, err := backupsIn(dir)
	switch {
	case err != nil:
		e.bad("backups", err.Error(), "Create the folder, or name another one with --backup-dir.")
		return
	case len(done) == 0:
		e.bad("backups", dir+" contains none", "Check the server's log for the reason.")
		return
	}
	path := filepath.Join(dir, done[0])
	at, _ := stampOf(done[0])
	age := time.Since(at)
	if err := db.CheckSum(path); err != nil {
		e.bad("backups", err.Error(), "Create a new one with `latchkey backup`.")
		return
	}
	if age > every+every/2+ahead {
		e.bad("backups", fmt.Sprintf("the newest, %s, is %s old, but one should be created every %s", path, age.Round(time.Second), every), "Check the server's log for the reason.")
		return
	}
	e.ok("backups", "the newest, %s, is %s old and matches its SHA-256", path, age.Round(time.Second))
}
