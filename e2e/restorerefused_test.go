package e2e

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"latchkey/db/dbtest"
)

// If something cannot be restored, the message says what to do instead, and nothing is replaced.
func TestRestoreSaysWhatToDo(t *testing.T) {
	t.Parallel()
	db, _ := madeDB(t)
	dir := t.TempDir()
	backup, heads := backUp(t, db), filepath.Join(dir, "heads")
	another, _ := madeDB(t)
	s := startServe(t, another, "--heads-file", heads)
	eventually(t, "a head is kept", func() bool { return strings.HasSuffix(readFile(t, heads), "=\n") })
	s.stop(t)
	for _, refused := range []struct {
		args []string
		said string
	}{
		{[]string{db}, "is the database itself"},
		{[]string{dir}, "is a folder: name one of the backups in it"},
		{[]string{"--heads", heads, backup}, "name its public key with --public-key"},
	} {
		said := fails(t, append([]string{"restore", "--db", db}, refused.args...)...)
		hasAll(t, strings.Join(refused.args, " ")+" said", said, refused.said)
	}
	sound(t, db)
	if rest, _ := filepath.Glob(db + ".*restore*"); len(rest) != 0 {
		t.Errorf("there is %q", rest)
	}
}

// The same command finishes a restore that was killed, unless the backup has changed in the
// meantime.
func TestRestoreAgainLooksAtTheSum(t *testing.T) {
	t.Parallel()
	db, _ := madeDB(t)
	backup := backUp(t, db)
	succeeds(t, "restore", "--db", db, backup)
	hasAll(t, "the same backup again says", succeeds(t, "restore", "--db", db, backup), "nothing was done with it since")
	must(t, os.WriteFile(backup+".sha256", []byte(strings.Repeat("0", 64)+"  backup.db\n"), 0o600))
	hasAll(t, "with another sum it said", fails(t, "restore", "--db", db, backup), ".sha256")
}

// If the disk has no room for a second database, the first one stays, and the message says what is
// missing.
func TestRestoreOntoAFullDisk(t *testing.T) {
	t.Parallel()
	small := dbtest.NewDisk(t, "1200k").Path
	db, _ := madeDB(t)
	backup := backUp(t, db)
	there := filepath.Join(small, "latchkey.db")
	succeeds(t, "restore", "--db", there, backup)
	must(t, os.WriteFile(filepath.Join(small, "fill"), make([]byte, 200<<10), 0o600))
	hasAll(t, "it said", fails(t, "restore", "--db", there, "--last-invoice", "2026-000001", backup), "free some space on that disk")
	sound(t, there)
	if left, _ := filepath.Glob(filepath.Join(small, ".latchkey-new-*")); len(left) != 0 {
		t.Errorf("there is %q", left)
	}
}

// A restore checks its backup like `latchkey check`: SQLite opens a backup even if a page is
// damaged that nothing reads at first, or an entry of the record was changed.
func TestARestoreChecksItsBackup(t *testing.T) {
	t.Parallel()
	db, _ := madeDB(t)
	backup := backUp(t, db)
	for what, harm := range map[string]func(path string){
		"The database file is damaged": func(path string) {
			open := openFile(t, path)
			page, err := strconv.ParseInt(open.texts("SELECT rootpage FROM sqlite_master WHERE name = 'company_settings'")[0], 10, 64)
			must(t, err)
			open.close()
			f, err := os.OpenFile(path, os.O_WRONLY, 0)
			must(t, err)
			_, err = f.WriteAt([]byte{0xff}, (page-1)*4096)
			must(t, err)
			must(t, f.Close())
		},
		"The record doesn't match what was written: entry 0": func(path string) {
			execute(t, path, "DROP TRIGGER audit_entries_no_update; UPDATE audit_entries SET actor_name = 'Eve' WHERE seq = 0")
		},
	} {
		path := filepath.Join(t.TempDir(), "harmed.db")
		copyFile(t, backup, path)
		harm(path)
		said := fails(t, "restore", "--db", db, path)
		hasAll(t, "it said", said, "nothing was replaced, because the backup "+path+" is damaged; use another one: "+what)
	}
	sound(t, db)
}

// If a restore cannot put the new file in place, it leaves the old one, and nothing else.
func TestARestoreThatFailsLeavesNothing(t *testing.T) {
	t.Parallel()
	db, _ := madeDB(t)
	startServe(t, db).stop(t)
	backup := backUp(t, db)
	const calls = "renameat,renameat2"
	p := startUnder(t, []string{"strace", "-D", "-f", "-o", "/dev/null", "-P", db, "-e", "trace=" + calls, "-e", "inject=" + calls + ":error=EIO"}, "restore", "--db", db, backup)
	p.Wait(t)
	if said := p.Stderr.String(); p.Err == nil || !strings.Contains(said, "input/output error") {
		t.Errorf("it ended with %v and said %s", p.Err, said)
	}
	sound(t, db)
	if rest, _ := filepath.Glob(db + ".*restore*"); len(rest) != 0 {
		t.Errorf("there is %q", rest)
	}
}
