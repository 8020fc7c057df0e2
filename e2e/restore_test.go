package e2e

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"latchkey/access"
)

// restoreCommands are the commands in the docs that lead from a backup to a running server.
func restoreCommands(t *testing.T) []string {
	t.Helper()
	_, section, _ := strings.Cut(readFile(t, "../docs/hosting.md"), "\n## Restore\n")
	_, block, _ := strings.Cut(section, "```sh\n")
	block, _, _ = strings.Cut(block, "\n```")
	lines := strings.Split(block, "\n")
	if len(lines) != 2 {
		t.Fatalf("the docs have %q, want two commands", lines)
	}
	return lines
}

// restoredWorld is a demo with a used grant for Mia, and writers.
type restoredWorld struct {
	*demo
	t                    *testing.T
	acme, retail, backup string
	headsFile            string
	env                  []string
	revoked, kept        string
	load                 *load
	server               *process
}

// run starts a command from the docs, and waits until it serves, if it does.
func (w *restoredWorld) run(command string) *process {
	w.t.Helper()
	args := strings.Fields(strings.ReplaceAll(command, "FILE", w.backup))[1:]
	p := startWith(w.t, w.env, args...)
	if args[0] == "serve" {
		p.awaitServing(w.t)
	}
	return p
}

func (w *restoredWorld) signIn(account, user string) *client {
	w.t.Helper()
	return w.server.signIn(w.t, account, user, w.password(w.t, account, user))
}

// granted requests access as Mia, and grants it as Acme: for some hours from now.
func (w *restoredWorld) granted(mia, acme *client, description string, hours int) string {
	w.t.Helper()
	path, form := w.load.ask(description)
	form.Set("valid_to", time.Now().Add(time.Duration(hours)*time.Hour).In(w.load.zone).Format("2006-01-02T15:04"))
	asked := mia.send(w.t, path, form)
	answers(w.t, asked, 303)
	file := openFile(w.t, w.DB)
	ids := file.texts("SELECT id FROM access_requests WHERE description = ?", description)
	file.close()
	if len(ids) != 1 {
		w.t.Fatalf("%q is there %d times", description, len(ids))
	}
	answers(w.t, acme.send(w.t, "/access-requests/"+ids[0]+"/grant", url.Values{}), 303)
	return ids[0]
}

// heads is how many heads are kept.
func (w *restoredWorld) heads() int {
	w.t.Helper()
	return strings.Count(readFile(w.t, w.headsFile), "— latchkey/")
}

func newRestoredWorld(t *testing.T) *restoredWorld {
	t.Helper()
	w := &restoredWorld{demo: startDemo(t), t: t, backup: filepath.Join(t.TempDir(), "backup.db")}
	w.stop(t)
	w.acme, w.retail = w.ids(t, "Acme", "Acme Retail")
	w.headsFile = filepath.Join(t.TempDir(), "heads")
	w.env = []string{"LATCHKEY_DB=" + w.DB, "LATCHKEY_ADDR=127.0.0.1:0", "LATCHKEY_HEADS_FILE=" + w.headsFile, "LATCHKEY_HEADS_EVERY=1s"}
	w.load = &load{target: w.demo, acme: w.acme, retail: w.retail, zone: berlin(t)}
	return w
}

// The two commands of the docs lead from a backup to a running server, under load: what was lost is
// listed, and no revoked access is alive.
func TestRestoreByTheDocs(t *testing.T) {
	t.Parallel()
	w := newRestoredWorld(t)
	w.server = w.run("latchkey serve")
	mia, acme := w.signIn("Northwind Support", "mia"), w.signIn("Acme", "")
	jonas := w.signIn("Northwind Support", "jonas")
	w.revoked, w.kept = w.granted(mia, acme, "to be revoked", 3), w.granted(jonas, acme, "to be kept", 4)
	answers(t, mia.get(t, w.company()), 200)
	w.revokeUnderLoad(mia, acme)

	commands := restoreCommands(t)
	restore := w.run(commands[0])
	restore.Wait(t)
	if restore.Err != nil || restore.Stderr.String() != "" {
		t.Fatalf("restoring: %v %s", restore.Err, &restore.Stderr)
	}
	w.checkList(restore)
	w.server = w.run(commands[1])
	w.checkRestored(mia, acme)

	// If the database is damaged, nobody knows what was ended since the backup, so everyone
	// external has to ask again.
	w.damage()
	restore = w.run(commands[0])
	restore.Wait(t)
	if restore.Err != nil {
		t.Errorf("restoring: %v %s", restore.Err, &restore.Stderr)
	}
	hasAll(t, "the list says", restore.Stdout.String(),
		"is lost and isn't known, because the database file is damaged.", "it isn't known what was ended", "Acme Retail of Acme, granted to")
	w.server = w.run(commands[1])
	jonas = w.signIn("Northwind Support", "jonas")
	answers(t, jonas.get(t, w.company()), 404)
	page := w.signIn("Acme", "").get(t, w.record())
	hasNone(t, "after the damage the Record tab says", page.body, en.Record.Broken)
	w.server.stop(t)
}

func (w *restoredWorld) company() string {
	return "/accounts/" + w.acme + "/companies/" + w.retail
}

func (w *restoredWorld) record() string { return "/accounts/" + w.acme + "/audit" }

// revokeUnderLoad makes a backup, then revokes an access and kills the server, while others write.
func (w *restoredWorld) revokeUnderLoad(mia, acme *client) {
	t := w.t
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var writers sync.WaitGroup
	w.load.acmeCookie = acme.cookie
	for range 3 {
		writers.Go(func() {
			write(ctx, t, w.server, acme.cookie, w.load.setSetting, "under load", w.load, &w.load.settings)
		})
	}
	eventually(t, "there is load", func() bool { return w.load.acknowledged() > 20 })
	succeeds(t, "backup", "--db", w.DB, w.backup)
	before, signed := w.load.acknowledged(), w.heads()
	answers(t, acme.send(t, "/access-requests/"+w.revoked+"/revoke", url.Values{"reason": {"enough"}}), 303)
	answers(t, mia.get(t, w.company()), 404)
	eventually(t, "more is written", func() bool { return w.load.acknowledged() > before+20 && w.heads() > signed })
	w.server.Kill(t)
	stop()
	writers.Wait()
}

// checkList checks what a restore says has changed. Its output may have fewer of the lost entries
// than the file that it names.
func (w *restoredWorld) checkList(restore *process) {
	t := w.t
	t.Helper()
	lists, err := filepath.Glob(w.DB + ".restored-*.txt")
	if err != nil || len(lists) != 1 || !strings.Contains(restore.Stdout.String(), lists[0]) {
		t.Fatalf("%q, %v, printed %s", lists, err, &restore.Stdout)
	}
	told := readFile(t, lists[0])
	hasAll(t, "the list says", told,
		en.Actions[access.GrantRevoked], en.Actions[access.SettingChanged], "All ", "This access was ended again", "revoked on ", "(enough)", "Signed heads", "new key", ".before-restore-")
	if n := strings.Count(told, en.Actions[access.SettingChanged]); n < 20 {
		t.Errorf("%d of the lost settings are listed", n)
	}
}

// checkRestored checks the running server after a restore, with old sessions, and stops it.
func (w *restoredWorld) checkRestored(old ...*client) {
	t := w.t
	t.Helper()
	answers(t, newClient(w.server.address).get(t, "/readyz"), 200)
	for _, c := range old {
		c.base = w.server.address
		if got := c.get(t, w.company()); got.StatusCode == http.StatusOK {
			t.Error("a session of before lets in")
		}
	}
	mia, acme, jonas := w.signIn("Northwind Support", "mia"), w.signIn("Acme", ""), w.signIn("Northwind Support", "jonas")
	answers(t, mia.get(t, w.company()), 404)
	answers(t, jonas.get(t, w.company()), 200)
	page := acme.get(t, "/access-requests/"+w.revoked)
	hasAll(t, "the page of the request says", page.body, "was restored")
	if page = acme.get(t, w.record()); strings.Contains(page.body, en.Record.Broken) || !strings.Contains(page.body, "<dt>"+en.Record.Restored+"</dt>") {
		t.Error("the Record tab does not say that a backup was restored")
	}
	answers(t, acme.get(t, w.record()+"/export"), 200)
	answers(t, acme.get(t, "/access-requests/"+w.kept), 200)
	w.server.stop(t)
	hasAll(t, "the check found", succeeds(t, "check", "--db", w.DB), "is intact")
	out := succeeds(t, "audit", "verify", "--db", w.DB, "--heads", w.headsFile)
	hasAll(t, "verifying printed", out, "The record is intact", "as the operator recorded")
	hasNone(t, "it logged", w.server.Stderr.String(), `"level":"ERROR"`)
}

// damage overwrites some pages of the database.
func (w *restoredWorld) damage() {
	w.t.Helper()
	f, err := os.OpenFile(w.DB, os.O_WRONLY, 0)
	if err == nil {
		_, err = f.WriteAt(make([]byte, 64<<10), 64<<10)
	}
	must(w.t, errors.Join(err, f.Close()))
}

// sound requires a database that can be opened, with an intact record.
func sound(t *testing.T, db string) {
	t.Helper()
	succeeds(t, "audit", "verify", "--db", db)
}

// If a restore is killed at any step, the old or the restored database is in place, complete, and
// the same command finishes.
func TestRestoreIsKilled(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("strace"); err != nil {
		t.Fatal(err)
	}
	origin, password := madeDB(t)
	s := startServe(t, origin)
	backup := backUp(t, origin)
	create(t, origin, "Acme")
	s.Kill(t) // its log is next to it
	for _, at := range []struct{ calls, on string }{
		{"fsync", "/"}, {"linkat", "/latchkey.db"}, {"renameat,renameat2", "/latchkey.db"}, {"linkat", "/latchkey.db.key"}, {"renameat,renameat2", "/latchkey.db.key"},
	} {
		db := filepath.Join(t.TempDir(), "latchkey.db")
		for _, suffix := range []string{"", "-wal", ".key"} {
			copyFile(t, origin+suffix, db+suffix)
		}
		on := filepath.Clean(filepath.Dir(db) + at.on)
		p := startUnder(t, []string{"strace", "-D", "-f", "-o", "/dev/null", "-P", on, "-e", "trace=" + at.calls, "-e", "inject=" + at.calls + ":signal=KILL"}, "restore", "--db", db, backup)
		p.Wait(t)
		if p.Err == nil {
			t.Errorf("%s: it was not killed", at)
		}
		sound(t, db)
		out := succeeds(t, "restore", "--db", db, backup)
		if !strings.Contains(out, "Acme") && !strings.Contains(out, "See what changed in") {
			t.Errorf("after %s the list is %s", at, out)
		}
		if links, _ := filepath.Glob(db + ".before-restore-*Z"); len(links) != 1 {
			t.Errorf("after %s the old database is kept as %q", at, links)
		} else {
			sound(t, links[0])
		}
		again := startServe(t, db)
		again.signIn(t, "Northwind", "", password)
		again.stop(t)
	}
}

// While a server or a tool has the file open, or if the backup is incomplete, nothing is replaced.
func TestRestoreIsRefused(t *testing.T) {
	t.Parallel()
	db, _ := madeDB(t)
	backup := backUp(t, db)
	s := startServe(t, db)
	hasAll(t, "beside a server it said", fails(t, "restore", "--db", db, backup), "is serving this database")
	s.stop(t)
	open := openFile(t, db)
	open.texts("SELECT name FROM accounts")
	hasAll(t, "beside a program it said", fails(t, "restore", "--db", db, backup), "another program has the database file open")
	open.close()
	content := readFile(t, backup)
	for what, file := range map[string]string{"half": content[:len(content)/2], "empty": "", "changed": "SQLite format 4" + content[15:]} {
		path := filepath.Join(t.TempDir(), "other.db")
		must(t, os.WriteFile(path, []byte(file), 0o600))
		if said := fails(t, "restore", "--db", db, path); said == "" {
			t.Errorf("a file that is %s is restored", what)
		}
	}
	must(t, os.WriteFile(backup, []byte(content+"\x00"), 0o600))
	hasAll(t, "with another sum it said", fails(t, "restore", "--db", db, backup), ".sha256")
	sound(t, db)
	if rest, _ := filepath.Glob(filepath.Join(filepath.Dir(db), "*restore*")); len(rest) != 0 {
		t.Errorf("there is %q", rest)
	}
}

// A new machine has only the backup and the files next to it: the record continues with its own
// key, and all external access is ended.
func TestRestoreOnANewMachine(t *testing.T) {
	t.Parallel()
	db, password := madeDB(t)
	startServe(t, db).stop(t)
	key := readFile(t, db+".key")
	env := []string{"LATCHKEY_BACKUP_PASSPHRASE=otter velvet quarry"}
	backup := filepath.Join(t.TempDir(), "backup.db")
	made := startWith(t, env, "backup", "--db", db, "--with-key", backup)
	if made.Wait(t); made.Err != nil {
		t.Fatal(&made.Stderr)
	}
	other := newDB(t)
	heads := filepath.Join(t.TempDir(), "heads")
	restore := startWith(t, append(env, "LATCHKEY_HEADS_FILE="+heads), "restore", "--db", other, "--with-key", backup)
	restore.Wait(t)
	told := restore.Stdout.String()
	if restore.Err != nil || !strings.Contains(told, "there was no database to replace") || !strings.Contains(told, "There is no "+heads) || strings.Contains(told, "new key") {
		t.Errorf("restoring: %v %s\n%s", restore.Err, &restore.Stderr, told)
	}
	if again, err := os.ReadFile(other + ".key"); err != nil || string(again) != key {
		t.Errorf("the key is another one: %v", err)
	}
	s := startServe(t, other, "--heads-file", heads)
	s.signIn(t, "Northwind", "", password)
	s.stop(t)
	sound(t, other)
	hasAll(t, "the check found", succeeds(t, "check", "--db", other), "is intact")
}
