package main

import (
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"latchkey/access"
	"latchkey/db"
	"latchkey/newfile"
)

// withCode puts one-time codes into a database that a key has sealed.
func withCode(t testing.TB, path, key string) {
	t.Helper()
	execute(t, path, "INSERT INTO accounts (id, name, name_key, time_zone, password_status, created_at, updated_at) VALUES ('acc_9', 'Eve', 'eve', 'UTC', 'UNSET', 0, 0)")
	execute(t, path, "INSERT INTO one_time_codes (login_id, account_id, sealed, key_id, last_step, created_at, holder, confirmed_at) VALUES ('acc_9', 'acc_9', x'00', ?1, 0, 0, x'00', 0)", key)
}

// coded is an installation whose account Eve has one-time codes.
func coded(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "latchkey.db")
	keys, isNew, err := readFactorsKey(path + ".factors.key")
	must(t, err)
	signer, newKey, err := readKey(path + ".key")
	must(t, err)
	store, svc := opened(t, path, db.Exclusive, access.Config{Signer: signer, FactorKeys: keys})
	must(t, useKey(t.Context(), svc, signer, path+".key", path, newKey))
	must(t, useFactorsKey(t.Context(), svc, keys, path+".factors.key", path, isNew))
	id, _, err := svc.CreateAccount(t.Context(), access.TheOperator(), access.NewAccount{Name: "Eve", Password: "otter velvet quarry lantern"})
	must(t, err)
	eve := access.Actor{Kind: access.KindAccount, AccountID: id, AccountName: "Eve"}
	must(t, svc.BeginCode(t.Context(), eve))
	pending, err := svc.PendingCode(t.Context(), eve)
	must(t, err)
	code, err := totp.GenerateCode(strings.Join(pending.Groups, ""), time.Now())
	must(t, err)
	_, err = svc.ConfirmCode(t.Context(), eve, code)
	must(t, errors.Join(err, store.Close()))
	return path
}

// opens returns the error if the keys in the file do not open every code.
func opens(t *testing.T, path string) error {
	t.Helper()
	keys, isNew, err := readFactorsKey(path + ".factors.key")
	must(t, err)
	store, svc := opened(t, path, db.Exclusive, access.Config{FactorKeys: keys})
	err = opensAll(t.Context(), svc, keys, path+".factors.key", isNew)
	if err == nil {
		_, err = svc.RotateKeys(t.Context(), false) // it reads every secret
	}
	return errors.Join(err, store.Close())
}

// TestRotatingTheFactorsKey: wherever it is killed, the file opens everything, and the next run
// finishes it.
func TestRotatingTheFactorsKey(t *testing.T) {
	for _, killed := range []string{"never", "after the new key was written", "after everything was sealed anew"} {
		path := coded(t)
		file := path + ".factors.key"
		old, _, err := readFactorsKey(file)
		must(t, err)
		if killed != "never" {
			key, err := access.NewFactorKey(rand.Reader)
			must(t, err)
			both := append(access.FactorKeys{key}, old...)
			must(t, writeFactorsKey(file, path, newfile.Replace, both))
			if strings.HasPrefix(killed, "after everything") {
				store, svc := opened(t, path, db.Exclusive, access.Config{FactorKeys: both})
				_, err := svc.RotateKeys(t.Context(), false)
				must(t, errors.Join(err, store.Close()))
			}
			if err := opens(t, path); err != nil {
				t.Errorf("killed %s: %v", killed, err)
			}
		}
		said, code := command(t, "key", "rotate", "--db", path)
		if want := file + " holds a new key, which encrypts 1 secrets. The signing keys for webapps were changed, too. Backups from before need the old key: create a new one."; said != want || code != 0 {
			t.Errorf("killed %s: exit status %d, it said %q", killed, code, said)
		}
		keys, _, err := readFactorsKey(file)
		if err != nil || len(keys) != 1 || keys[0].ID == old[0].ID {
			t.Errorf("killed %s: the file has %d keys, %v", killed, len(keys), err)
		}
		if err := opens(t, path); err != nil {
			t.Errorf("killed %s, and rotated: %v", killed, err)
		}
	}
}

// TestALostFactorsKey: serve says what to do, and after that it starts.
func TestALostFactorsKey(t *testing.T) {
	path := coded(t)
	file := path + ".factors.key"
	must(t, os.Rename(file, file+".lost"))
	missing := "the factors key file " + file + " is missing, and with it the key of 1 of the secrets of one-time codes and identity providers in the database and of the signing keys for webapps: restore the right file, or remove them with `latchkey key forget`"
	wantSaid(t, missing, "serve", "--db", path, "--addr", "127.0.0.1:0")
	wantSaid(t, "there is no factors key file "+file+": name it with --factors-key", "key", "rotate", "--db", path)
	key, err := access.NewFactorKey(rand.Reader)
	must(t, err)
	must(t, writeFactorsKey(file, path, newfile.Keep, access.FactorKeys{key}))
	other := strings.Replace(missing, "is missing, and with it the key of", "doesn't hold the key of", 1)
	wantSaid(t, other, "serve", "--db", path, "--addr", "127.0.0.1:0")
	wantSaid(t, other, "key", "rotate", "--db", path)
	must(t, os.Chmod(file, 0o640))
	wantSaid(t, "the factors key file "+file+": other users of this machine can read it: run chmod 600 "+file, "serve", "--db", path, "--addr", "127.0.0.1:0")
	must(t, os.Chmod(file, 0o600))
	said, code := command(t, "key", "forget", "--db", path)
	if said != "Eve\nRemoved the one-time codes or identity providers of 1 logins.\nRemoved the signing keys for webapps. serve creates new ones." || code != 0 {
		t.Errorf("forget: exit status %d, it said %q", code, said)
	}
	if err := opens(t, path); err != nil {
		t.Error(err)
	}
}

// TestALostFactorsKeyOfSigningKeys: where nobody has codes, the signing keys are still missed.
func TestALostFactorsKeyOfSigningKeys(t *testing.T) {
	path := coded(t)
	file := path + ".factors.key"
	execute(t, path, "DELETE FROM one_time_codes")
	must(t, os.Remove(file))
	wantSaid(t, "the factors key file "+file+" is missing, and with it the key of the signing keys for webapps: restore the right file, or remove them with `latchkey key forget`", "serve", "--db", path, "--addr", "127.0.0.1:0")
	said, code := command(t, "key", "forget", "--db", path)
	if said != "Removed the one-time codes or identity providers of 0 logins.\nRemoved the signing keys for webapps. serve creates new ones." || code != 0 {
		t.Errorf("forget: exit status %d, it said %q", code, said)
	}
	if err := opens(t, path); err != nil {
		t.Error(err)
	}
}

// TestAfterALeakNoSigningKeyIsLeft: not even the next one, which leaked with the others.
func TestAfterALeakNoSigningKeyIsLeft(t *testing.T) {
	path := coded(t)
	published := func() (ids []string) {
		keys, _, err := readFactorsKey(path + ".factors.key")
		must(t, err)
		store, svc := opened(t, path, db.Exclusive, access.Config{FactorKeys: keys})
		signing, err := svc.SigningKeys(t.Context())
		must(t, errors.Join(err, store.Close()))
		for _, k := range signing.Set.Keys {
			ids = append(ids, k.ID)
		}
		return ids
	}
	before := published()
	for _, c := range []struct {
		flags []string
		want  int // how many of those from before are still published
	}{{nil, 2}, {[]string{"--leaked"}, 0}} {
		if said, code := command(t, append([]string{"key", "rotate", "--db", path}, c.flags...)...); code != 0 {
			t.Fatalf("exit status %d, it said %q", code, said)
		}
		kept := 0
		for _, id := range published() {
			if slices.Contains(before, id) {
				kept++
			}
		}
		if kept != c.want {
			t.Errorf("%v: %d of the earlier keys are published, want %d", c.flags, kept, c.want)
		}
	}
}

// TestABackupHasTheFactorsKeySealed: it comes back with the database, together with the one that is
// there.
func TestABackupHasTheFactorsKeySealed(t *testing.T) {
	path := coded(t)
	const pass = "correct horse battery staple"
	t.Setenv(passphraseVariable, pass)
	file, factors := filepath.Join(t.TempDir(), "backup.db"), path+".factors.key"
	backedUp, err := os.ReadFile(factors)
	must(t, err)
	must(t, os.Remove(factors))
	wantSaid(t, "the factors key file "+factors+" is missing, and with it the key of 1 of the secrets of one-time codes and identity providers in the database and of the signing keys for webapps: restore the right file, or remove them with `latchkey key forget`",
		"backup", "--db", path, file, "--with-key")
	write(t, factors, string(backedUp), 0o600)
	wantSaid(t, "", "backup", "--db", path, file, "--with-key")
	_, keys, err := openKey(file+sealedSuffix, pass)
	if err != nil || keys.Text() != string(backedUp) {
		t.Errorf("the backup has %d keys, %v", len(keys), err)
	}
	const here = "here:MTEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=\n"
	write(t, factors, here, 0o600)
	lacks := factors + " doesn't hold the key of 1 one-time codes in the backup."
	if said, code := command(t, "restore", "--db", path, file, "--keep-access"); code != 0 || !strings.Contains(said, lacks) {
		t.Errorf("without the key: exit status %d, it said %q", code, said)
	}
	if said, code := command(t, "restore", "--db", path, file, "--keep-access", "--with-key"); code != 0 || strings.Contains(said, lacks) {
		t.Errorf("with the key: exit status %d, it said %q", code, said)
	}
	if content, err := os.ReadFile(factors); err != nil || string(content) != string(backedUp)+here {
		t.Errorf("the file has %d bytes, %v", len(content), err)
	}
	if err := opens(t, path); err != nil {
		t.Error(err)
	}
}
