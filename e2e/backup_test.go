package e2e

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"latchkey/cmd/latchkey/proctest"
	"latchkey/words"
)

// wantSum requires a file to match the checksum next to it.
func wantSum(t *testing.T, path string) {
	t.Helper()
	sum := readFile(t, path+".sha256")
	same(t, sum, fmt.Sprintf("%x  %s\n", sha256.Sum256([]byte(readFile(t, path))), filepath.Base(path)), "the sum of %s", path)
}

// injected runs a latchkey whose n-th call of a system call kills it, and reports whether that
// happened.
func injected(t *testing.T, call string, n int, args ...string) (killed bool) {
	t.Helper()
	return faulty(t, call, fmt.Sprintf("signal=SIGKILL:when=%d", n), args...) != nil
}

// faulty runs a latchkey whose calls of a system call fail, and returns how it ended.
func faulty(t *testing.T, call, fault string, args ...string) error {
	t.Helper()
	inject := "inject=" + call + ":" + fault
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, "strace", append([]string{"-f", "-qq", "-o", os.DevNull, "-e", "trace=" + call, "-e", inject, binary}, args...)...)
	var errs bytes.Buffer
	cmd.Env, cmd.Stderr = proctest.Environment(), &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) || errs.Len() > 0 && !strings.HasPrefix(errs.String(), "latchkey: ") {
		t.Fatalf("%v (with strace): %v, %s", args, err, &errs)
	}
	return err
}

// TestABackupThatFailsLeavesYesterdays, and nothing of its own. A file system without a rename that
// never replaces a file may have links.
func TestABackupThatFailsLeavesYesterdays(t *testing.T) {
	t.Parallel()
	db, _ := madeDB(t)
	for _, c := range []struct {
		call, fault string
		fails       bool
	}{{"fsync", "error=EIO", true}, {"pwrite64", "error=ENOSPC:when=30+", true}, {"renameat2", "error=EINVAL", false}} {
		for _, yesterday := range []bool{false, true} {
			dir := t.TempDir()
			path := filepath.Join(dir, "backup.db")
			var before []byte
			if yesterday {
				succeeds(t, "backup", "--db", db, path)
				before, _ = os.ReadFile(path)
			}
			if err := faulty(t, c.call, c.fault, "backup", "--db", db, path); (err != nil) != c.fails {
				t.Errorf("%s %s: %v", c.call, c.fault, err)
			}
			after, _ := os.ReadFile(path)
			if left, err := os.ReadDir(dir); err != nil || c.fails && !yesterday && len(left) > 0 || c.fails && !bytes.Equal(before, after) {
				t.Errorf("%s %s: it left %v, %v; yesterday's is as it was: %v", c.call, c.fault, left, err, bytes.Equal(before, after))
			}
			if yesterday || !c.fails {
				wantSum(t, path)
			}
		}
	}
}

// TestABackupIsWholeOrNotThere kills a backup at every write, sync and rename, both the first
// backup with a name and the next day's.
func TestABackupIsWholeOrNotThere(t *testing.T) {
	t.Parallel()
	db, _ := madeDB(t)
	killed := 0
	for _, at := range []struct {
		call      string
		n         int
		yesterday bool
	}{
		{"pwrite64", 1, false}, {"pwrite64", 100, false}, {"fsync", 3, false}, {"renameat2", 1, false}, {"renameat", 1, false},
		{"pwrite64", 100, true}, {"unlinkat", 1, true}, {"renameat", 1, true}, {"renameat", 2, true},
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, "backup.db")
		if at.yesterday {
			succeeds(t, "backup", "--db", db, path)
		}
		if injected(t, at.call, at.n, "backup", "--db", db, path) {
			killed++
		}
		_, err := os.Stat(path)
		if err == nil {
			if out := succeeds(t, "check", "--db", path); !strings.HasSuffix(out, " is intact.\n") {
				t.Errorf("killed at %s %d: %s", at.call, at.n, out)
			}
			if _, err := os.Stat(path + ".sha256"); err == nil {
				wantSum(t, path)
			}
		} else if !errors.Is(err, fs.ErrNotExist) || at.yesterday {
			t.Errorf("killed at %s %d: yesterday's backup is gone, %v", at.call, at.n, err)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) == 2 {
			continue
		}
		succeeds(t, "backup", "--db", db, path)
		wantSum(t, path)
		if left, err := os.ReadDir(dir); err != nil || len(left) != 2 {
			t.Errorf("killed at %s %d: it left %v, %v", at.call, at.n, left, err)
		}
	}
	t.Logf("killed %d times", killed)
	if killed < 4 {
		t.Error("too few were killed to prove anything")
	}
}

// TestProcessFileReplaced: a server whose file was replaced stops being ready, writes nothing and
// says so.
func TestProcessFileReplaced(t *testing.T) {
	t.Parallel()
	db, password := madeDB(t)
	backup := backUp(t, db)
	content := readFile(t, backup)
	s := startServe(t, db)
	c := newClient(s.address)
	answers(t, c.get(t, "/readyz"), http.StatusOK)
	must(t, os.WriteFile(db, []byte(content), 0o600))
	answers(t, c.get(t, "/readyz"), http.StatusServiceUnavailable)
	page := c.send(t, "/login/account", url.Values{"account": {"Northwind"}, "password": {password}})
	answers(t, page, http.StatusServiceUnavailable)
	hasAll(t, "signing in says", page.body, en.Errors.Pages[words.Replaced].Sentence)
	eventually(t, "the log says it", func() bool {
		return strings.Contains(s.Stderr.String(), `"level":"ERROR","msg":"the database file","error":"another program replaced or changed the database file`)
	})
	s.Kill(t)
	if readFile(t, db) != content {
		t.Error("what was put there was written to")
	}
	want := db + "-wal: this log belongs to a different database file"
	hasAll(t, "beside the log of the other it said", fails(t, "serve", "--db", db, "--addr", "127.0.0.1:0"), want)
	must(t, os.Remove(db+"-wal"))
	startServe(t, db).stop(t)
}

// TestProcessHalfADatabase: an incomplete database is not taken for a new installation.
func TestProcessHalfADatabase(t *testing.T) {
	t.Parallel()
	db, _ := madeDB(t)
	startServe(t, db).stop(t)
	must(t, os.Truncate(db, 0))
	want := db + " is empty, but its key file " + db + ".key exists, so this isn't a new installation: restore a backup, or remove the empty file to start over"
	same(t, fails(t, "serve", "--db", db, "--addr", "127.0.0.1:0"), want, "what it said of an empty file")
	execute(t, db, "PRAGMA user_version = 3")
	hasAll(t, "of a file without a table it said", fails(t, "serve", "--db", db, "--addr", "127.0.0.1:0"), "contains no tables")
}

// TestAFirstStartLeavesNothingHalf kills a first start at every write, with and without an empty
// database file. The next start must work.
func TestAFirstStartLeavesNothingHalf(t *testing.T) {
	t.Parallel()
	for _, at := range []struct {
		call string
		n    int
		made bool
	}{{"pwrite64", 50, false}, {"renameat2", 1, false}, {"write", 1, true}, {"renameat2", 1, true}} {
		db := newDB(t)
		if at.made {
			succeeds(t, "migrate", "--db", db)
		}
		if !injected(t, at.call, at.n, "serve", "--db", db, "--addr", "127.0.0.1:0") {
			t.Errorf("%s %d: it was not killed", at.call, at.n)
		}
		if key, err := os.ReadFile(db + ".key"); err == nil && !strings.HasPrefix(string(key), "PRIVATE+KEY+latchkey/") {
			t.Errorf("killed at %s %d: the key file holds %q", at.call, at.n, key)
		}
		if info, err := os.Stat(db); at.made != (err == nil) {
			t.Errorf("killed at %s %d: of the database there is %v, %v", at.call, at.n, info, err)
		}
		startServe(t, db).stop(t)
	}
}

// TestProcessScheduledBackups: the server makes them, and tells an ADMINISTRATOR about them,
// including those that fail.
func TestProcessScheduledBackups(t *testing.T) {
	t.Parallel()
	db, password := madeDB(t)
	details := func(s *process) answer {
		c := s.signIn(t, "Northwind", "", password)
		return c.get(t, c.get(t, "/").Header.Get("Location"))
	}
	without := startServe(t, db)
	hasAll(t, "without a plan the page says", details(without).body, html.EscapeString(en.Parts.NoBackup), html.EscapeString(en.Parts.NoBackupsPlanned))
	without.stop(t)

	dir := filepath.Join(t.TempDir(), "backups")
	want := "--backup-dir must be an existing folder: create it for this user only (chmod 700): stat " + dir + ": no such file or directory"
	same(t, fails(t, "serve", "--db", db, "--backup-dir", dir), want, "what it said without the folder")
	must(t, os.Mkdir(dir, 0o700))
	s := startServe(t, db, "--backup-dir", dir, "--backup-every", "1s", "--backup-keep", "2")
	made := func() int { return strings.Count(s.Stderr.String(), `"msg":"backup made","file":"`+dir+`/latchkey-`) }
	eventually(t, "three backups are made", func() bool { return made() >= 3 })
	if page := details(s); page.find(t, "dt:matches(^Last backup$)").Length() == 0 || strings.Contains(page.body, en.Parts.NoBackup) {
		t.Errorf("the page says\n%s", page.body)
	}
	must(t, os.Rename(dir, dir+".away"))
	eventually(t, "it says that it cannot", func() bool { return strings.Contains(s.Stderr.String(), `"level":"ERROR","msg":"make a backup"`) })
	hasAll(t, "after one that failed the page says", details(s).body, en.Parts.BackupFailed)
	s.stop(t)
	backups, err := filepath.Glob(dir + ".away/latchkey-*Z.db")
	if err != nil || len(backups) != 2 {
		t.Fatalf("kept are %q, %v", backups, err)
	}
	for _, path := range backups {
		wantSum(t, path)
	}
}
