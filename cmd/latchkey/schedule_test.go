package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
)

// backing is a keeper of backups with its own database, and a clock that the test sets.
type backing struct {
	*kept
	*backupKeeper
	now time.Time
}

func newBacking(t *testing.T) *backing {
	t.Helper()
	k := newKept(t, headsFlags{})
	b := &backing{kept: k, now: time.Date(2126, 11, 29, 12, 0, 0, 0, time.UTC)}
	store, svc := opened(t, k.path, db.Shared, access.Config{Now: func() time.Time { return b.now }})
	b.backupKeeper = &backupKeeper{
		backupFlags: backupFlags{BackupDir: t.TempDir(), BackupEvery: length(6 * time.Hour), BackupKeep: 3},
		backups:     backups{store: store, svc: svc, tell: func(access.Finding) {}}, key: k.path + ".key", factorsKey: k.path + ".factors.key", log: k.log,
	}
	return b
}

func namesIn(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// TestTheNewestGoodBackupsAreKept, and no other files are removed.
func TestTheNewestGoodBackupsAreKept(t *testing.T) {
	b := newBacking(t)
	dir := b.BackupDir
	write(t, filepath.Join(dir, "latchkey-yesterday.db"), "theirs", 0o600)
	write(t, filepath.Join(dir, "latchkey-21261129T120000Z.db.old"), "theirs", 0o600)
	write(t, filepath.Join(dir, "latchkey-20200101T000000Z.db"), "a killed run's, without a sum", 0o600)
	for range 5 {
		must(t, b.makeOne(t.Context()))
		b.now = b.now.Add(6 * time.Hour)
	}
	want := []string{
		"latchkey-21261129T120000Z.db.old", "latchkey-21261130T000000Z.db", "latchkey-21261130T000000Z.db.sha256", "latchkey-21261130T060000Z.db",
		"latchkey-21261130T060000Z.db.sha256", "latchkey-21261130T120000Z.db", "latchkey-21261130T120000Z.db.sha256", "latchkey-yesterday.db",
	}
	if got := namesIn(t, dir); !slices.Equal(got, want) {
		t.Fatalf("there are %q, want %q", got, want)
	}
	// If the newest ones are not good, the last good one stays.
	must(t, os.Remove(filepath.Join(dir, "latchkey-21261130T120000Z.db.sha256")))
	must(t, prune(dir, 1))
	if got := namesIn(t, dir); slices.Contains(got, "latchkey-21261130T000000Z.db") || !slices.Contains(got, "latchkey-21261130T060000Z.db") || !slices.Contains(got, "latchkey-21261130T120000Z.db") {
		t.Errorf("without the newest one's sum there are %q", got)
	}
	must(t, b.makeOne(t.Context()))
	write(t, filepath.Join(dir, "latchkey-21261130T180000Z.db"), "damaged", 0o600)
	if err := prune(dir, 1); err == nil || !strings.HasPrefix(err.Error(), "earlier backups stay: ") {
		t.Errorf("with a damaged one: %v", err)
	}
	must(t, db.CheckSum(filepath.Join(dir, "latchkey-21261130T060000Z.db")))
}

// TestABackupIsDue when the newest good one is older than the interval, even after a restart.
func TestABackupIsDue(t *testing.T) {
	b := newBacking(t)
	due := func(what string, want time.Duration) {
		t.Helper()
		same(t, b.firstWait(), want, "%s: due in", what)
	}
	due("without any", 0)
	must(t, b.makeOne(t.Context()))
	made := b.now
	due("just made", 6*time.Hour)
	b.now = made.Add(5 * time.Hour)
	due("after five hours", time.Hour)
	path := filepath.Join(b.BackupDir, stampedName(made))
	content, err := os.ReadFile(path)
	must(t, err)
	write(t, path, "damaged", 0o600)
	due("not what its sum says", 0)
	write(t, path, string(content), 0o600)
	due("good again", time.Hour)
	must(t, os.Rename(path+db.SumSuffix, path+".away"))
	due("without a sum", 0)
	must(t, os.Rename(path+".away", path+db.SumSuffix))
	b.now = made.Add(7 * time.Hour)
	due("too late", 0)
	last, err := b.backups.svc.LastBackup(t.Context())
	if err != nil || !last.Equal(made) {
		t.Errorf("the last one is of %s, %v", last, err)
	}
}

// TestABackupSaysOfWhenItIs: a database restored from it has its time, not that of the previous
// backup.
func TestABackupSaysOfWhenItIs(t *testing.T) {
	b := newBacking(t)
	for range 2 {
		b.now = b.now.Add(time.Hour)
		path, err := b.makeIn(t.Context(), b.BackupDir)
		must(t, err)
		store, svc, err := open(t.Context(), path, db.Shared, access.Config{})
		must(t, err)
		if last, err := svc.LastBackup(t.Context()); err != nil || !last.Equal(b.now) {
			t.Errorf("of %s it says %s, %v", b.now, last, err)
		}
		must(t, store.Close())
	}
}

// TestScheduledBackupsHaveTheKey if there is a passphrase; problems are reported.
func TestScheduledBackupsHaveTheKey(t *testing.T) {
	b := newBacking(t)
	const pass = "correct horse battery staple"
	b.PassphraseFile = write(t, filepath.Join(t.TempDir(), "pass"), pass, 0o600)
	must(t, b.makeOne(t.Context()))
	secret, _, err := openKey(filepath.Join(b.BackupDir, stampedName(b.now)+sealedSuffix), pass)
	if err != nil || secret != b.signer.Secret() {
		t.Errorf("its key is %q, %v", secret, err)
	}
	b.now = b.now.Add(time.Hour)
	must(t, b.makeOne(t.Context()))
	if err := prune(b.BackupDir, 1); err != nil || len(namesIn(t, b.BackupDir)) != 3 {
		t.Errorf("there are %q, %v", namesIn(t, b.BackupDir), err)
	}
	b.BackupDir = filepath.Join(b.BackupDir, "gone")
	if err := b.makeOne(t.Context()); err == nil || !strings.Contains(err.Error(), b.BackupDir) {
		t.Errorf("in no folder: %v", err)
	}
}

// TestWhatCannotBeRemovedIsNoFailedBackup: making another backup soon would fill the disk.
func TestWhatCannotBeRemovedIsNoFailedBackup(t *testing.T) {
	b := newBacking(t)
	b.BackupKeep = 1
	inTheWay := filepath.Join(b.BackupDir, stampedName(b.now)+sealedSuffix)
	for range 2 {
		must(t, b.makeOne(t.Context()))
		b.now = b.now.Add(6 * time.Hour)
		must(t, os.MkdirAll(filepath.Join(inTheWay, "not empty"), 0o700))
	}
	must(t, db.CheckSum(filepath.Join(b.BackupDir, stampedName(b.now.Add(-6*time.Hour)))))
	if got := b.logged.String(); strings.Count(got, `"level":"ERROR","msg":"remove old backups"`) != 1 || strings.Count(got, "ERROR") != 1 {
		t.Errorf("logged: %s", got)
	}
}

// TestABackupThatIsNotNotedIsOne: if the database cannot be written, the next backup must not come
// sooner, because it would push out the older ones.
func TestABackupThatIsNotNotedIsOne(t *testing.T) {
	b := newBacking(t)
	_, let := heldBy(t, b.path)
	b.store.Deadlines.Write = 50 * time.Millisecond
	must(t, b.makeOne(t.Context()))
	let()
	must(t, db.CheckSum(filepath.Join(b.BackupDir, stampedName(b.now))))
	if got := b.logged.String(); !strings.Contains(got, `"level":"WARN","msg":"note the backup"`) || strings.Contains(got, "ERROR") {
		t.Errorf("logged: %s", got)
	}
}

// TestAScheduledBackupSaysWhatTheRecordDoesNotKnow: nothing else runs the whole check as often.
func TestAScheduledBackupSaysWhatTheRecordDoesNotKnow(t *testing.T) {
	b := newBacking(t)
	const eve = "INSERT INTO accounts (id, name, name_key, time_zone, password_status, created_at, updated_at) VALUES ('acc_1', 'Eve', 'eve', 'UTC', 'UNSET', 0, 0)"
	execute(t, b.path, eve)
	must(t, b.makeOne(t.Context()))
	hasAll(t, "it logged", b.logged.String(),
		`"level":"ERROR","msg":"the check of the backup found","what":"accounts acc_1: it is there, but the record does not know it`)
}

// TestACronJobRunsAgain: into a folder that keeps the newest backups, and over yesterday's file.
func TestACronJobRunsAgain(t *testing.T) {
	k := newKept(t, headsFlags{})
	dir := t.TempDir()
	wantSaid(t, "--keep must not be negative, and works only if <file> is an existing folder", "backup", "--db", k.path, filepath.Join(dir, "file"), "--keep", "3")
	old := write(t, filepath.Join(dir, "latchkey-20250101T000000Z.db"), "", 0o600)
	write(t, old+db.SumSuffix, "", 0o600)
	said, code := command(t, "backup", "--db", k.path, dir, "--keep", "1")
	if code != 0 || !regexp.MustCompile(`^`+regexp.QuoteMeta(dir)+`/latchkey-\d{8}T\d{6}Z\.db$`).MatchString(said) {
		t.Fatalf("exit status %d, it said %q", code, said)
	}
	if err := db.CheckSum(said); err != nil || len(namesIn(t, dir)) != 2 {
		t.Errorf("%v; there are %q", err, namesIn(t, dir))
	}
	for range 2 {
		wantSaid(t, "", "backup", "--db", k.path, filepath.Join(dir, "file"))
	}
	if last, err := k.svc.LastBackup(t.Context()); err != nil || time.Since(last) > time.Hour {
		t.Errorf("the running server knows of %s, %v", last, err)
	}
}
