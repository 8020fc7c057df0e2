package main

import (
	"bufio"
	"errors"
	"io"
	"log"
	"net"
	"net/http/httputil"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/record"
)

var quiet = log.New(io.Discard, "", 0)

// faults are what is planted in a sound installation: before it starts, or in what runs. line is
// what doctor says, and it says nothing else is wrong but what others names.
var faults = []struct {
	what          string
	before, after func(i *installation)
	line          string
	others        []string
}{
	{"a database that others read", nil, func(i *installation) { i.chmod(i.path, 0o644) }, "WRONG: files: others on this machine can read ", nil},
	{"a key that others read", nil, func(i *installation) { i.chmod(i.path+".key", 0o640) }, "WRONG: files: the key file ", nil},
	{"a folder that others write to", nil, func(i *installation) { i.chmod(i.dir, 0o777) }, "WRONG: files: others on this machine can replace what is in ", nil},
	{"no temporary folder", nil, func(i *installation) { i.Setenv("TMPDIR", filepath.Join(i.dir, "gone")) }, "WRONG: disk: nothing can be written in ", nil},
	{"a full disk", nil, (*installation).smallTemp, "WRONG: disk: only ", nil},
	{"no server", nil, func(i *installation) { i.stop() }, "WRONG: server: none serves ", nil},
	{"a migration that waits", nil, func(i *installation) {
		i.sql("DELETE FROM goose_db_version WHERE id = (SELECT MAX(id) FROM goose_db_version)")
	}, "WRONG: migrations: ", nil},
	{"damage", nil, func(i *installation) {
		i.sql("PRAGMA writable_schema = ON; UPDATE sqlite_master SET rootpage = 999999 WHERE name = 'webapps'")
	}, "WRONG: database: ", nil},
	{"a clock that was ahead", nil, func(i *installation) {
		i.sql("INSERT INTO clock_mark (id, at) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET at = ?1", time.Now().Add(3*time.Hour).UnixMilli())
	}, "WRONG: clock: this machine's clock is ", nil},
	{"an unknown time zone", nil, func(i *installation) {
		i.sql("INSERT INTO accounts (id, name, name_key, time_zone, password_status, created_at, updated_at) VALUES ('acc_1', 'Eve', 'eve', 'Mars/Olympus', 'UNSET', 0, 0)")
	}, "WRONG: time zones: ", nil},
	{"another key", nil, func(i *installation) {
		signer, err := record.NewSigner(strings.NewReader(strings.Repeat("another key of somebody's ", 9)))
		must(i, err)
		must(i, errors.Join(os.Remove(i.path+".key"), writeKey(i.path+".key", signer)))
	}, "WRONG: signed heads: the key file ", []string{"WRONG: address: what answers at "}},
	{"heads of another record", nil, func(i *installation) {
		other := newInstallation(i.T)
		other.start()
		content, err := os.ReadFile(other.doctor.HeadsFile)
		must(i, err)
		must(i, os.WriteFile(i.doctor.HeadsFile, content, 0o600))
	}, "WRONG: signed heads: the record does not begin with what the heads in ", nil},
	{"an old head", nil, func(i *installation) {
		i.sql("DROP TRIGGER signed_heads_no_update; UPDATE signed_heads SET at = at - 86400000")
		i.note()
	}, "WRONG: signed heads: the last one is 24h0m", nil},
	{"an old backup", nil, func(i *installation) { i.age(12 * time.Hour) }, "WRONG: backups: the newest, ", nil},
	{"a backup that was damaged", nil, (*installation).damageBackup, "WRONG: backups: ", nil},
	{"no backup", nil, func(i *installation) { i.doctor.BackupDir = i.TempDir() }, "WRONG: backups: /", nil},
	{"a proxy that changes the host", func(i *installation) { i.bend = func(r *httputil.ProxyRequest) { r.Out.Host = "inside.example" } }, nil,
		"WRONG: proxy: it changes the Host header: 127.0.0.1:", nil},
	{"a proxy that nobody trusts", func(i *installation) { i.trusted = "" }, nil, "WRONG: proxy: the server does not believe the proxy at 127.0.0.1", nil},
	{"a proxy that does not say for whom", func(i *installation) { i.bend = func(r *httputil.ProxyRequest) { r.Out.Header.Del("X-Forwarded-For") } }, nil,
		"WRONG: proxy: it sends no X-Forwarded-For", nil},
	{"a proxy that believes everybody", func(i *installation) {
		i.bend = func(r *httputil.ProxyRequest) { r.Out.Header["X-Forwarded-For"] = r.In.Header["X-Forwarded-For"] }
	}, nil, "WRONG: proxy: it passes on the X-Forwarded-For that visitors send", nil},
	{"visitors who are trusted", func(i *installation) {
		i.trusted = "0.0.0.0/0"
		i.bend = func(r *httputil.ProxyRequest) { r.Out.Header.Set("X-Forwarded-For", forgedVisitor+", 198.51.100.7") }
	}, nil, "WRONG: proxy: --trusted-proxies takes in 198.51.100.7", nil},
	{"a proxy that holds back events", func(i *installation) { i.delay = true }, nil, "WRONG: events: an event did not arrive", nil},
	{"a certificate that ends soon", func(i *installation) { i.left = 10*24*time.Hour + time.Hour }, nil, "WRONG: certificate: the one of 127.0.0.1:", nil},
	{"a certificate that is over", func(i *installation) { i.left = -time.Minute }, nil, "WRONG: certificate: ", nil},
	{"a certificate of somebody else", func(i *installation) { i.names = []string{"other.example"} }, nil, "WRONG: certificate: it is not for 127.0.0.1", nil},
	{"a certificate of an unknown authority", nil, func(i *installation) { _, i.doctor.roots = i.certificate() }, "WRONG: certificate: it is not signed by anybody", nil},
	{"a mail server that is not there", nil, func(i *installation) { i.smtp.Die() }, "WRONG: mail: 127.0.0.1:", nil},
	{"a mail server of another time", nil, func(i *installation) { i.doctor.SMTP = i.oldMailServer() }, "WRONG: clock: this machine's clock and that of the mail server are ", nil},
	{"a wrong password of the mail server", nil, func(i *installation) {
		i.doctor.SMTP = strings.Replace(i.smtp.URL(), "smtp://", "smtp://me:wrong-secret@", 1)
	}, "WRONG: mail: 127.0.0.1:", nil},
	{"a mail that is refused", nil, func(i *installation) { i.doctor.To = "nobody@example.com" }, "did not take a mail to nobody@example.com", nil},
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

// age makes the backup older than it is.
func (i *installation) age(by time.Duration) {
	i.Helper()
	path := i.backup()
	older := filepath.Join(i.doctor.BackupDir, stampedName(time.Now().Add(-by)))
	must(i, errors.Join(os.Rename(path, older), os.Rename(path+db.SumSuffix, older+db.SumSuffix)))
}

func (i *installation) damageBackup() {
	i.Helper()
	f, err := os.OpenFile(i.backup(), os.O_WRONLY, 0)
	if err == nil {
		_, err = f.WriteAt([]byte("x"), 5000)
		err = errors.Join(err, f.Close())
	}
	must(i, err)
}

func (i *installation) chmod(path string, mode os.FileMode) {
	i.Helper()
	must(i, os.Chmod(path, mode))
}

// smallTemp makes the temporary folder a disk of its own, of 1 MiB.
func (i *installation) smallTemp() {
	i.Helper()
	if os.Geteuid() != 0 {
		i.Skip("only root mounts a disk")
	}
	small := i.TempDir()
	must(i, syscall.Mount("tmpfs", small, "tmpfs", 0, "size=1m"))
	i.Cleanup(func() {
		if err := syscall.Unmount(small, 0); err != nil {
			i.Error(err)
		}
	})
	i.Setenv("TMPDIR", small)
}

// oldMailServer greets with a time of long ago, and takes no mail.
func (i *installation) oldMailServer() string {
	i.Helper()
	l, err := (&net.ListenConfig{}).Listen(i.Context(), "tcp", "127.0.0.1:0")
	must(i, err)
	i.Cleanup(func() { _ = l.Close() })
	go func() {
		conn, err := l.Accept()
		if err != nil {
			return // the test is over
		}
		defer conn.Close() //nolint:errcheck // the client has what it wants
		_, _ = io.WriteString(conn, "220 localhost ESMTP Sendmail 8.17; Mon, 2 Mar 2026 09:00:00 +0000\r\n")
		for lines := bufio.NewScanner(conn); lines.Scan(); {
			answer := "250 localhost\r\n"
			if lines.Text() == "QUIT" {
				answer = "221 bye\r\n"
			}
			_, _ = io.WriteString(conn, answer)
		}
	}()
	return "smtp://" + l.Addr().String()
}

// note makes an entry in the record.
func (i *installation) note() {
	i.Helper()
	err := database{DB: i.path}.use(i.Context(), func(svc *access.Service) error {
		_, _, err := svc.CreateAccount(i.Context(), access.TheOperator(), access.NewAccount{Name: "Acme", Password: "four unrelated garden words"})
		return err
	})
	must(i, err)
}

// TestDoctorFindsWhatIsWrong plants one fault at a time in an installation that is sound otherwise.
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
			for _, other := range f.others {
				if !strings.Contains(said, other) {
					t.Errorf("no %q in\n%s", other, said)
				}
			}
		})
	}
}
