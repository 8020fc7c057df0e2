package main

import (
	"errors"
	"io"
	"log"
	"net/http/httputil"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/db/dbtest"
	"latchkey/record"
)

var quiet = log.New(io.Discard, "", 0)

// faults are planted in a sound installation, before it starts or while it runs. doctor must print
// line, and report no other problem except those in others.
var faults = []struct {
	what          string
	before, after func(i *installation)
	line          string
	others        []string
}{
	{"a database that others read", nil, func(i *installation) { must(i, os.Chmod(i.path, 0o644)) }, "WRONG: files: other users of this machine can read ", nil},
	{"a key that others read", nil, func(i *installation) { must(i, os.Chmod(i.path+".key", 0o640)) }, "WRONG: files: the key file ", nil},
	{"a factors key that others read", nil, func(i *installation) { must(i, os.Chmod(i.path+".factors.key", 0o640)) }, "WRONG: files: the factors key file ", nil},
	{"a factors key that is gone", nil, func(i *installation) {
		withCode(i, i.path, "gone")
		must(i, os.Remove(i.path+".factors.key"))
	}, "WRONG: factors key: the factors key file ", nil},
	{"a folder that others write to", nil, func(i *installation) { must(i, os.Chmod(i.dir, 0o777)) }, "WRONG: files: other users of this machine can replace files in ", nil},
	{"no temporary folder", nil, func(i *installation) { i.Setenv("TMPDIR", filepath.Join(i.dir, "gone")) }, "WRONG: disk: can't write to ", nil},
	{"a full disk", nil, func(i *installation) { i.Setenv("TMPDIR", dbtest.NewDisk(i, "1m").Path) }, "WRONG: disk: only ", nil},
	{"no server", nil, func(i *installation) { i.stop() }, "WRONG: server: no server is using ", nil},
	{"a migration that waits", nil, func(i *installation) {
		execute(i, i.path, "DELETE FROM goose_db_version WHERE id = (SELECT MAX(id) FROM goose_db_version)")
	}, "WRONG: migrations: ", nil},
	{"damage", nil, func(i *installation) {
		execute(i, i.path, "PRAGMA writable_schema = ON; UPDATE sqlite_master SET rootpage = 999999 WHERE name = 'webapps'")
	}, "WRONG: database: ", nil},
	{"a clock that was ahead", nil, func(i *installation) {
		execute(i, i.path, "INSERT INTO clock_mark (id, at) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET at = ?1", time.Now().Add(3*time.Hour).UnixMilli())
	}, "WRONG: clock: this machine's clock is ", nil},
	{"an unknown time zone", nil, func(i *installation) {
		execute(i, i.path, "INSERT INTO accounts (id, name, name_key, time_zone, password_status, created_at, updated_at) VALUES ('acc_1', 'Eve', 'eve', 'Mars/Olympus', 'UNSET', 0, 0)")
	}, "WRONG: time zones: ", nil},
	{"another key", nil, func(i *installation) {
		signer, err := record.NewSigner(strings.NewReader(strings.Repeat("another key of somebody's ", 9)))
		must(i, err)
		must(i, errors.Join(os.Remove(i.path+".key"), writeKey(i.path+".key", i.path, signer)))
	}, "WRONG: signed heads: the key file ", []string{"WRONG: address: something other than this server answers at "}},
	{"heads of another record", nil, func(i *installation) {
		other := newInstallation(i.T)
		other.start()
		content, err := os.ReadFile(other.doctor.HeadsFile)
		must(i, err)
		must(i, os.WriteFile(i.doctor.HeadsFile, content, 0o600))
	}, "WRONG: signed heads: the record doesn't begin with the entries that the heads in ", nil},
	{"an old head", nil, func(i *installation) {
		execute(i, i.path, "DROP TRIGGER signed_heads_no_update; UPDATE signed_heads SET at = at - 86400000")
		i.note()
	}, "WRONG: signed heads: the last one is 24h0m", nil},
	{"a damaged list of passwords", nil, func(i *installation) { i.doctor.Passwords = damagedList(i) }, "WRONG: passwords: the list of passwords /", nil},
	{"an old backup", nil, func(i *installation) { i.age(12 * time.Hour) }, "WRONG: backups: the newest, ", nil},
	{"a backup that was damaged", nil, (*installation).damageBackup, "WRONG: backups: ", nil},
	{"no backup", nil, func(i *installation) { i.doctor.BackupDir = i.TempDir() }, "WRONG: backups: /", nil},
	{"a proxy that changes the host", func(i *installation) { i.bend = func(r *httputil.ProxyRequest) { r.Out.Host = "inside.example" } }, nil,
		"WRONG: proxy: it changes the Host header: 127.0.0.1:", nil},
	{"a proxy that nobody trusts", func(i *installation) { i.trusted = "" }, nil, "WRONG: proxy: the server doesn't trust the proxy at 127.0.0.1", nil},
	{"a proxy that does not say for whom", func(i *installation) { i.bend = func(r *httputil.ProxyRequest) { r.Out.Header.Del("X-Forwarded-For") } }, nil,
		"WRONG: proxy: it sends no X-Forwarded-For", nil},
	{"a proxy that believes everybody", func(i *installation) {
		i.bend = func(r *httputil.ProxyRequest) { r.Out.Header["X-Forwarded-For"] = r.In.Header["X-Forwarded-For"] }
	}, nil, "WRONG: proxy: it passes on the X-Forwarded-For that visitors send", nil},
	{"visitors who are trusted", func(i *installation) {
		i.trusted = "0.0.0.0/0"
		i.bend = func(r *httputil.ProxyRequest) { r.Out.Header.Set("X-Forwarded-For", forgedVisitor+", 198.51.100.7") }
	}, nil, "WRONG: proxy: --trusted-proxies includes 198.51.100.7", nil},
	{"a proxy that holds back events", func(i *installation) { i.delay = true }, nil, "WRONG: events: an event didn't arrive", nil},
	{"a certificate that ends soon", func(i *installation) { i.left = 10*24*time.Hour + time.Hour }, nil, "WRONG: certificate: the certificate for 127.0.0.1:", nil},
	{"a certificate that is over", func(i *installation) { i.left = -time.Minute }, nil, "WRONG: certificate: ", nil},
	{"a certificate of somebody else", func(i *installation) { i.names = []string{"other.example"} }, nil, "WRONG: certificate: the certificate isn't for 127.0.0.1", nil},
	{"a certificate of an unknown authority", nil, func(i *installation) { _, i.doctor.roots = i.certificate() }, "WRONG: certificate: the certificate isn't signed by an authority", nil},
	{"a mail server that is not there", nil, func(i *installation) { i.smtp.Die() }, "WRONG: mail: 127.0.0.1:", nil},
	{"a mail server of another time", nil, func(i *installation) {
		i.doctor.SMTP, _ = drip(i, "localhost ESMTP Sendmail 8.17; Mon, 2 Mar 2026 09:00:00 +0000", 0)
	}, "WRONG: clock: this machine's clock and the mail server's are ", nil},
	{"a wrong password of the mail server", nil, func(i *installation) {
		i.doctor.SMTP = strings.Replace(i.smtp.URL(), "smtp://", "smtp://me:wrong-secret@", 1)
	}, "WRONG: mail: 127.0.0.1:", nil},
	{"a mail that is refused", nil, func(i *installation) { i.doctor.To = "nobody@example.com" }, "didn't accept an e-mail to nobody@example.com", nil},
}

// backup is the newest backup.
func (i *installation) backup() string {
	i.Helper()
	made, _, err := backupsIn(i.doctor.BackupDir)
	if err != nil || len(made) == 0 {
		i.Fatal(made, err)
	}
	return filepath.Join(i.doctor.BackupDir, made[0])
}

// age makes the backup look older.
func (i *installation) age(by time.Duration) {
	i.Helper()
	path := i.backup()
	older := filepath.Join(i.doctor.BackupDir, stampedName(time.Now().Add(-by)))
	must(i, errors.Join(os.Rename(path, older), os.Rename(path+db.SumSuffix, older+db.SumSuffix)))
}

func (i *installation) damageBackup() {
	i.Helper()
	f, err := os.OpenFile(i.backup(), os.O_WRONLY, 0)
	must(i, err)
	_, err = f.WriteAt([]byte("x"), 5000)
	must(i, errors.Join(err, f.Close()))
}

// note makes an entry in the record.
func (i *installation) note() {
	i.Helper()
	must(i, database{DB: i.path}.use(i.Context(), func(svc *access.Service) error {
		_, _, err := svc.CreateAccount(i.Context(), access.TheOperator(), access.NewAccount{Name: "Acme", Password: word})
		return err
	}))
}

// TestDoctorFindsWhatIsWrong plants one fault at a time in an installation that is otherwise sound.
func TestDoctorFindsWhatIsWrong(t *testing.T) {
	if testing.Short() {
		t.Skip("this takes seconds")
	}
	for _, f := range faults {
		t.Run(f.what, func(t *testing.T) {
			i := newInstallation(t)
			if f.before != nil {
				f.before(i)
			}
			i.start()
			if f.after != nil {
				f.after(i)
			}
			said, err := i.examined()
			if !errors.Is(err, errNotWell) || !strings.Contains(said, f.line) || strings.Contains(said, "wrong-secret") {
				t.Errorf("%v, and no %q in\n%s", err, f.line, said)
			}
			if wrong := strings.Count(said, "WRONG: "); wrong != 1+len(f.others) {
				t.Errorf("%d lines say that something is wrong:\n%s", wrong, said)
			}
			hasAll(t, "it said", said, f.others...)
		})
	}
}
