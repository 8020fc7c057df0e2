package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"latchkey/record"
)

// If a kill or a full disk left only part of a head, wherever it was cut off, that says nothing
// against the record: the part is removed, and the head written again.
func TestAHeadThatIsCutOffIsMended(t *testing.T) {
	k := newKept(t, headsFlags{HeadsFile: filepath.Join(t.TempDir(), "heads")})
	k.keep(t.Context())
	whole, err := os.ReadFile(k.HeadsFile)
	must(t, err)
	for cut := 1; cut < len(whole); cut += 7 {
		k.entry()
		k.keep(t.Context())
		k.entry()
		before := len(k.file())
		content, err := os.ReadFile(k.HeadsFile)
		must(t, err)
		must(t, os.WriteFile(k.HeadsFile, append(content, whole[:cut]...), 0o600))
		k.logged.Reset()
		k.restart()
		k.keep(t.Context())
		wantCount(t, "heads in the file", k.file(), before+1)
		if got := k.logged.String(); !strings.Contains(got, `"level":"WARN","msg":"the last head in the file was written only in part`) || strings.Contains(got, "ERROR") {
			t.Fatalf("cut off after %d bytes it logged %s", cut, got)
		}
		content, err = os.ReadFile(k.HeadsFile)
		if _, torn, err := readCheckpoints(k.HeadsFile); err != nil || torn != 0 || strings.Count(string(content), "\n") != 5*(before+1) {
			t.Fatalf("cut off after %d bytes the file is %q, %v", cut, content, err)
		}
		must(t, err)
	}
	if _, err := k.svc.VerifyAgainst(t.Context(), record.Kept{Checkpoints: k.file()}); err != nil {
		t.Error(err)
	}
}

// A file of heads with something else in it must not be read as an empty one: nothing is signed.
func TestADamagedFileOfHeadsIsNotIgnored(t *testing.T) {
	r := newReceiver(t)
	k := newKept(t, headsFlags{HeadsFile: filepath.Join(t.TempDir(), "heads"), HeadsURL: r.URL})
	k.keep(t.Context())
	content, err := os.ReadFile(k.HeadsFile)
	must(t, err)
	must(t, os.WriteFile(k.HeadsFile, append([]byte("something else\n"), content...), 0o600))
	r.take(http.StatusOK)
	k.restart()
	k.entry()
	k.keep(t.Context())
	wantCount(t, "posted", r.take(http.StatusOK), 0)
	hasAll(t, "logged", k.logged.String(), "THE HEADS KEPT ELSEWHERE CAN'T BE READ", "line 1 doesn't begin a head")
}

// TestANewKeyThatFailsLeavesNone: the next run begins a new key, and also finishes what a killed
// run began.
func TestANewKeyThatFailsLeavesNone(t *testing.T) {
	k := newKept(t, headsFlags{})
	path := k.path + ".key"
	must(t, os.Rename(path, path+".lost"))
	execute(t, k.path, "CREATE TRIGGER fails BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'no entry'); END")
	if said, code := command(t, "audit", "new-key", "--db", k.path); code == 0 || !strings.Contains(said, "no entry") {
		t.Fatalf("exit status %d, it said %q", code, said)
	}
	for _, file := range []string{path, pendingKey(path)} {
		if _, err := os.Stat(file); err == nil {
			t.Errorf("%s is there", file)
		}
	}
	execute(t, k.path, "DROP TRIGGER fails")
	said, code := command(t, "audit", "new-key", "--db", k.path)
	begun, isNew, err := readKey(path)
	if code != 0 || err != nil || isNew || !strings.HasSuffix(said, "\n"+begun.PublicKey()) {
		t.Fatalf("exit status %d, %v, it said %q", code, err, said)
	}

	must(t, os.Rename(path, pendingKey(path)))
	said, code = command(t, "audit", "new-key", "--db", k.path)
	again, isNew, err := readKey(path)
	if code != 0 || err != nil || isNew || again.PublicKey() != begun.PublicKey() || !strings.HasSuffix(said, "\n"+begun.PublicKey()) {
		t.Errorf("after a kill: exit status %d, %v, it said %q", code, err, said)
	}
}
