package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"latchkey/db"
)

// command runs one command line, and returns its output and exit status.
func command(t *testing.T, args ...string) (said string, code int) {
	t.Helper()
	out, errs, code := says(t, args...)
	return strings.TrimSuffix(strings.TrimPrefix(out+errs, "latchkey: "), "\n"), code
}

func wantSaid(t *testing.T, want string, args ...string) {
	t.Helper()
	said, code := command(t, args...)
	if said != want || (code == 0) != (want == "") {
		t.Errorf("%v: exit status %d, it said %q, want %q", args, code, said, want)
	}
}

// write writes a file with a mode.
func write(t *testing.T, path, content string, mode os.FileMode) string {
	t.Helper()
	must(t, os.WriteFile(path, []byte(content), mode))
	must(t, os.Chmod(path, mode))
	return path
}

// TestABackupHasItsKeySealed: only the passphrase opens it, whether it comes from a file or the
// variable.
func TestABackupHasItsKeySealed(t *testing.T) {
	k := newKept(t, headsFlags{})
	dir := t.TempDir()
	file := filepath.Join(dir, "backup.db")
	backup := []string{"backup", "--db", k.path, file, "--with-key"}
	const pass = "correct horse battery staple"
	wantSaid(t, "there is no passphrase for the key: set one with --passphrase-file or the variable LATCHKEY_BACKUP_PASSPHRASE", backup...)
	t.Setenv(passphraseVariable, "too short")
	wantSaid(t, "LATCHKEY_BACKUP_PASSPHRASE is too short: use at least 12 characters", backup...)
	open := write(t, filepath.Join(dir, "open"), pass+"\n", 0o640)
	wantSaid(t, "the passphrase file "+open+": other users of this machine can read it: run chmod 600 "+open, append(backup, "--passphrase-file", open)...)
	other := write(t, filepath.Join(dir, "other.key"), newSecret(t), 0o600)
	private := write(t, filepath.Join(dir, "private"), pass+"\r\n", 0o600)
	wantSaid(t, "the key file "+other+" doesn't hold the key that the record is signed with: name the right file with --key", append(backup, "--passphrase-file", private, "--key", other)...)
	wantSaid(t, "there is no key file "+dir+"/none: name it with --key", append(backup, "--passphrase-file", private, "--key", dir+"/none")...)
	if _, err := os.Stat(file); err == nil {
		t.Error("without a key there is a backup all the same")
	}

	wantSaid(t, "", append(backup, "--passphrase-file", private)...)
	sealed := file + sealedSuffix
	secret, _, err := openKey(sealed, pass)
	if err != nil || secret != k.signer.Secret() {
		t.Errorf("it opens as %q, %v", secret, err)
	}
	if _, _, err := openKey(sealed, pass+"!"); err == nil || err.Error() != sealed+": wrong passphrase" {
		t.Errorf("by another passphrase: %v", err)
	}
	content, err := os.ReadFile(sealed)
	if err != nil || bytes.Contains(content, []byte(k.signer.Secret()[20:])) {
		t.Errorf("the key stands in it, %v", err)
	}
	write(t, sealed, string(content[:len(content)-60]), 0o600)
	if _, _, err := openKey(sealed, pass); err == nil || !strings.Contains(err.Error(), "or it was changed") {
		t.Errorf("cut off: %v", err)
	}
	t.Setenv(passphraseVariable, pass)
	wantSaid(t, "", backup...)
	if secret, _, err := openKey(sealed, pass); err != nil || secret != k.signer.Secret() {
		t.Errorf("by the variable it opens as %q, %v", secret, err)
	}
	must(t, db.CheckSum(file))
	wantSaid(t, "", "backup", "--db", k.path, file)
	if _, err := os.Stat(sealed); err == nil {
		t.Error("a backup without the key has that of the one before beside it")
	}
}

func newSecret(t *testing.T) string {
	t.Helper()
	signer, isNew, err := readKey(filepath.Join(t.TempDir(), "none"))
	if err != nil || !isNew {
		t.Fatal(err)
	}
	return signer.Secret()
}

// TestAKeyThatOthersCanReadIsRefused; for an empty one, the message says what to do.
func TestAKeyThatOthersCanReadIsRefused(t *testing.T) {
	dir := t.TempDir()
	path, secret := filepath.Join(dir, "latchkey.db.key"), newSecret(t)
	for _, c := range []struct {
		content string
		mode    os.FileMode
		want    string
	}{
		{secret, 0o600, ""}, {secret, 0o400, ""},
		{secret, 0o640, "other users of this machine can read it: run chmod 600 " + path},
		{secret, 0o604, "other users of this machine can read it: run chmod 600 " + path},
		{secret, 0o620, "other users of this machine can read it: run chmod 600 " + path},
		{"", 0o600, "it is empty: restore the right file, or remove it if this is the first start"},
	} {
		write(t, path, c.content, c.mode)
		_, _, err := readKey(path)
		if c.want == "" && err != nil || c.want != "" && (err == nil || err.Error() != "the key file "+path+": "+c.want) {
			t.Errorf("mode %v: %v", c.mode, err)
		}
	}
}
