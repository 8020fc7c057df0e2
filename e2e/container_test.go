package e2e

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"database/sql"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/pressly/goose/v3"

	"latchkey/cmd/latchkey/smtptest"
)

// oldDatabase writes a database of an early version, with more users than SQLite can sort in
// memory.
func oldDatabase(t *testing.T, path string) (users int) {
	t.Helper()
	const version = 2
	users = 3_000
	pool, err := sql.Open("sqlite3", path)
	must(t, err)
	migrations, err := goose.NewProvider(goose.DialectSQLite3, pool, os.DirFS("../db/migrations"))
	must(t, err)
	_, err = migrations.UpTo(t.Context(), version)
	must(t, err)
	_, err = pool.ExecContext(t.Context(), `INSERT INTO accounts (id, name, name_key, time_zone, password_status, created_at, updated_at)
		VALUES ('acc_a', 'Acme', 'acme', 'UTC', 'UNSET', 0, 0)`)
	must(t, err)
	_, err = pool.ExecContext(t.Context(), `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
		INSERT INTO users (id, account_id, name, name_key, first_name, last_name, email, time_zone, created_at, updated_at)
		SELECT 'usr_' || i, 'acc_a', 'user ' || i, 'user ' || i, 'Vera', 'Lang', 'vera.lang.' || i || '@acme.example', 'UTC', 0, 0 FROM n`, users)
	must(t, err)
	must(t, pool.Close())
	return users
}

// same requires a value to be the expected one.
func same[T comparable](t testing.TB, got, want T, what string, args ...any) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %#v, want %#v", fmt.Sprintf(what, args...), got, want)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A database of an early version is upgraded in the container: the image as it is, with nothing
// writable but the volume.
func TestTheImageUpgrades(t *testing.T) {
	t.Parallel()
	for _, readOnly := range []bool{false, true} {
		m := newImage(t)
		db := m.path("/data/latchkey.db")
		users := oldDatabase(t, db)
		give(t, db, nobody)
		if temp, err := os.Stat(m.path("/tmp")); err != nil || temp.Mode().Perm() != 0o777 {
			t.Errorf("not everybody can write to /tmp of the image: %v", err)
		}
		if readOnly {
			must(t, os.RemoveAll(m.path("/tmp")))
		}
		if said, want := m.says(nil, "migrate"), "/data/latchkey.db is at schema version "; !strings.HasPrefix(said, want) {
			t.Errorf("migrate said %q, want %q", said, want)
		}
		file := openFile(t, db)
		if got := file.texts("SELECT COUNT(*) FROM users WHERE search_key LIKE '%vera%'"); got[0] != fmt.Sprint(users) {
			t.Errorf("%s of %d users are found by their names", got[0], users)
		}
		file.close()
	}
}

// The container serves, checks its own readiness, and sends mail over TLS. It trusts mail servers
// by the certificates in the image, and the operator's own mail server if its certificate is in the
// bundle that they mount.
func TestTheImageServes(t *testing.T) {
	t.Parallel()
	m := newImage(t)
	m.says(nil, "migrate")
	_, password, _ := strings.Cut(m.says(nil, "account", "create", "Northwind", "--role", "ADMINISTRATOR", "--email", "petra@northwind.example"), "shown once: ")
	authority, certificate := newAuthority(t)
	bundle := m.path("/etc/ssl/certs/ca-certificates.crt")
	debians := readFile(t, bundle)
	if n := strings.Count(debians, "BEGIN CERTIFICATE"); n < 50 {
		t.Fatalf("the image has %d root certificates only", n)
	}
	m.write("/etc/ssl/certs/ca-certificates.crt", debians+authority)
	m.write("/etc/hosts", "127.0.0.1 mail.test\n") // the container engine writes this file
	mails := smtptest.StartTLS(t, &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12})
	_, port, err := net.SplitHostPort(strings.TrimPrefix(mails.URL(), "smtp://"))
	must(t, err)
	env := []string{
		"LATCHKEY_REQUIRE_SECOND_FACTOR=false",
		"LATCHKEY_ADDR=" + freeAddress(t), "LATCHKEY_TRUSTED_PROXIES=127.0.0.1/32",
		"LATCHKEY_SMTP=smtp://mail.test:" + port, "LATCHKEY_MAIL_FROM=Latchkey <latchkey@northwind.example>",
	}
	p := startCommand(t, m.command(env, "serve"))
	p.awaitServing(t)
	same(t, m.says(env, "healthcheck"), "ready\n", "what healthcheck said")
	guess(t, p)
	eventually(t, "a mail goes out by TLS", func() bool {
		for _, mail := range mails.Received() {
			if mail.TLS && mail.To == "petra@northwind.example" {
				return true
			}
		}
		return false
	})
	p.signInPrinted(t, "Northwind", strings.TrimSpace(password))
	p.stop(t)
	for _, what := range []string{"ERROR", "WARN", "certificates"} {
		hasNone(t, "the log", p.Stderr.String(), what)
	}
}

// guess causes a mail: about wrong passwords.
func guess(t *testing.T, p *process) {
	t.Helper()
	form := url.Values{"account": {"Northwind"}, "password": {"wrong"}}.Encode()
	for i := range 10 {
		a := newClient(p.address).do(t, http.MethodPost, "/login/account", strings.NewReader(form),
			"Content-Type", "application/x-www-form-urlencoded", "X-Forwarded-For", fmt.Sprintf("203.0.%d.1", i))
		answers(t, a, http.StatusUnprocessableEntity)
	}
}

// If the system lacks something, the program says so at once, with what to do, and not only after
// the first mail has been waiting for days.
func TestTheImageSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	m := newImage(t)
	must(t, os.RemoveAll(m.path("/etc")))
	must(t, os.RemoveAll(m.path("/tmp")))
	for setting, missing := range map[string]bool{
		"LATCHKEY_SMTP=smtp://mail.test": true, "LATCHKEY_SMTP=smtps://127.0.0.1": true, "LATCHKEY_SMTP=smtp://127.0.0.1:25": false,
		"LATCHKEY_HEADS_URL=https://heads.test": true, "LATCHKEY_HEADS_URL=http://127.0.0.1:1": false,
	} {
		with := []string{"LATCHKEY_ADDR=127.0.0.1:0", setting}
		if strings.Contains(setting, "SMTP") {
			with = append(with, "LATCHKEY_MAIL_FROM=latchkey@northwind.example")
		}
		p := startCommand(t, m.command(with, "serve"))
		p.awaitServing(t)
		p.stop(t)
		if said := strings.Contains(p.Stderr.String(), "this machine has no root certificates"); said != missing {
			t.Errorf("%s: it says that certificates are missing: %v, want %v\n%s", setting, said, missing, &p.Stderr)
		}
	}
	out, err := m.command([]string{"LATCHKEY_DB=", "LATCHKEY_ADDR=127.0.0.1:0"}, "demo").CombinedOutput()
	if want := "latchkey: can't write to /tmp: set TMPDIR to a folder for temporary files, or give the demo a file with --db\n"; err == nil || string(out) != want {
		t.Errorf("the demo says %q, want %q", out, want)
	}
}

// newAuthority makes a certificate authority, and its certificate for mail.test.
func newAuthority(t *testing.T) (root string, certificate tls.Certificate) {
	t.Helper()
	now := time.Now()
	sign := func(what, by *x509.Certificate, key, byKey *ecdsa.PrivateKey) []byte {
		what.NotBefore, what.NotAfter = now.Add(-time.Hour), now.Add(time.Hour)
		der, err := x509.CreateCertificate(rand.Reader, what, by, &key.PublicKey, byKey)
		must(t, err)
		return der
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	own, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	authority := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Northwind's own authority"}, IsCA: true,
		BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der := sign(authority, authority, key, key)
	server := &x509.Certificate{SerialNumber: big.NewInt(2), DNSNames: []string{"mail.test"}, KeyUsage: x509.KeyUsageDigitalSignature}
	certificate = tls.Certificate{Certificate: [][]byte{sign(server, authority, own, key)}, PrivateKey: own}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})), certificate
}
