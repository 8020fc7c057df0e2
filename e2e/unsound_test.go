package e2e

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// A restore checks the backup that it is given as `latchkey check` does: SQLite opens one in which
// a page is damaged that nothing reads at first, or an entry of the record is another.
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
		"The record is not what was written: entry 0": func(path string) {
			execute(t, path, "DROP TRIGGER audit_entries_no_update; UPDATE audit_entries SET actor_name = 'Eve' WHERE seq = 0")
		},
	} {
		path := filepath.Join(t.TempDir(), "harmed.db")
		copyFile(t, backup, path)
		harm(path)
		said := fails(t, "restore", "--db", db, path)
		if !strings.Contains(said, "nothing was replaced, for "+path+" is not a sound backup; take another one: "+what) {
			t.Errorf("it said %s, want %s", said, what)
		}
	}
	sound(t, db)
}

// A restore that cannot put the new file in its place leaves the old one, and nothing beside it.
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
