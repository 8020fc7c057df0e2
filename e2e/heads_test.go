package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"latchkey/db/dbtest"
)

// keeping starts a server that keeps its heads in a file, until it has tried once, and checks what
// the log says.
func keeping(t *testing.T, db, heads, logged string) *process {
	t.Helper()
	p := start(t, "serve", "--db", db, "--addr", "127.0.0.1:0", "--heads-file", heads)
	eventually(t, "the server has logged "+logged, func() bool { return strings.Contains(p.Stderr.String(), logged) })
	return p
}

// startUnder starts a latchkey under another program, which replaces itself with it.
func startUnder(t *testing.T, under []string, args ...string) *process {
	t.Helper()
	command := slices.Concat(under, []string{binary}, args)
	return startCommand(t, exec.Command(command[0], command[1:]...))
}

// If the disk is full while a head is appended, or a kill leaves half a head, neither counts as a
// forgery at the next start.
func TestHeadsOnAFullDisk(t *testing.T) {
	t.Parallel()
	dir := dbtest.NewDisk(t, "8k").Path // two pages of memory
	db, _ := madeDB(t)
	heads, filler := filepath.Join(dir, "heads"), filepath.Join(dir, "filler")
	written := func() string { return readFile(t, heads) }
	s := startServe(t, db, "--heads-file", heads)
	eventually(t, "the first head is there", func() bool { return strings.HasSuffix(written(), "=\n") })
	s.stop(t)
	first := written()
	// 96 bytes are left on this page, and none on the other
	padded := strings.Repeat("\n", 4000-len(first)) + first
	for path, text := range map[string]string{heads: padded, filler: strings.Repeat("x", 4096)} {
		must(t, os.WriteFile(path, []byte(text), 0o600))
	}
	create(t, db, "Acme")

	keeping(t, db, heads, "no space left on device").stop(t)
	if got := written(); got != padded {
		t.Errorf("on the full disk the file became %q", strings.TrimLeft(got, "\n"))
	}
	killed := startUnder(t, []string{"strace", "-D", "-f", "-o", "/dev/null", "-e", "trace=ftruncate", "-P", heads, "-e", "inject=ftruncate:signal=KILL"},
		"serve", "--db", db, "--addr", "127.0.0.1:0", "--heads-file", heads)
	killed.Wait(t)
	torn := strings.TrimPrefix(written(), padded)
	if torn == "" || strings.HasSuffix(torn, "\n") {
		t.Fatalf("the kill left %q", torn)
	}
	must(t, os.Remove(filler))
	verify := []string{"audit", "verify", "--db", db, "--heads", heads}
	hasAll(t, "verifying printed", succeeds(t, verify...), "written only in part", "that the record extends: 1.")

	s = keeping(t, db, heads, "written only in part")
	eventually(t, "the file is mended", func() bool { return strings.Count(strings.TrimLeft(written(), "\n"), "\n") == 10 })
	s.stop(t)
	hasNone(t, "it logged", s.Stderr.String(), "REWRITTEN", `"level":"ERROR"`)
	if out := succeeds(t, verify...); strings.Contains(out, "in part") || !strings.Contains(out, "that the record extends: 2.") {
		t.Errorf("verifying printed %s", out)
	}
}

// runTogether matches an instant without a space next to a word.
var runTogether = regexp.MustCompile(`\w+<time|</time>\w+`)

// byHand is a database whose file was replaced by a backup by hand, heads and an export from the
// lost part, and the URL of a Record tab.
type byHand struct {
	t                                   *testing.T
	db, password, heads, export, record string
}

func putBackByHand(t *testing.T) *byHand {
	t.Helper()
	b := &byHand{t: t, heads: filepath.Join(t.TempDir(), "heads")}
	b.db, b.password = madeDB(t)
	s := b.serve()
	backup := backUp(t, b.db)
	create(t, b.db, "Acme")
	c := s.signIn(t, "Northwind", "", b.password)
	b.record = c.get(t, "/").Header.Get("Location") + "/audit"
	b.export = c.exported(t, b.record+"/export", "export")
	s.stop(t)
	s = b.serve()
	eventually(t, "the last head is kept", func() bool {
		content, err := os.ReadFile(b.heads)
		return err == nil && strings.Count(string(content), "latchkey/") == 4
	})
	s.stop(t)

	copyFile(t, backup, b.db)
	return b
}

func (b *byHand) serve() *process {
	b.t.Helper()
	return startServe(b.t, b.db, "--heads-file", b.heads)
}

// isRefused examines a server before the operator has accepted the backup.
func (b *byHand) isRefused(broken string) {
	t := b.t
	t.Helper()
	s := b.serve()
	c := s.signIn(t, "Northwind", "", b.password)
	hasAll(t, "the Record tab says", c.get(t, b.record).body, broken)
	for _, path := range []string{"/audit/export", "/audit/export?format=csv", "/evidence"} {
		answers(t, c.get(t, strings.TrimSuffix(b.record, "/audit")+path), 409)
	}
	s.stop(t)
	hasAll(t, "it logged", s.Stderr.String(), "THE RECORD WAS REWRITTEN", "audit accept-fork")
}

// If someone replaces the file with a backup by hand, the Record tab and each export say so, until
// the operator accepts the backup.
func TestAForkByHand(t *testing.T) {
	t.Parallel()
	b := putBackByHand(t)
	broken := en.Record.Broken
	b.isRefused(broken)

	out := succeeds(t, "audit", "accept-fork", "--db", b.db, "--heads", b.heads, "--export", b.export)
	hasAll(t, "it printed", out, "new key")
	hasAll(t, "once more it said", fails(t, "audit", "accept-fork", "--db", b.db, "--heads", b.heads), "There is nothing to accept.")
	s := b.serve()
	c := s.signIn(t, "Northwind", "", b.password)
	page := c.get(t, b.record)
	hasAll(t, "the Record tab says", page.body, "<dt>"+en.Record.Restored+"</dt>")
	hasNone(t, "the Record tab says", page.body, broken)
	same(t, runTogether.FindString(page.body), "", "what the Record tab runs together")
	answers(t, c.get(t, b.record+"/export"), 200)
	s.stop(t)
	out = succeeds(t, "audit", "verify", "--db", b.db, "--heads", b.heads)
	hasAll(t, "verifying printed", out, "The record is intact", "that the record extends: 2.", "as the operator recorded: 1.")
	hasNone(t, "it logged", s.Stderr.String(), `"level":"ERROR"`)
}

// If the disk does not say whether the fork was saved, the new key waits: the next start finds out
// whether it is the record's.
func TestAForkOnAFailingDisk(t *testing.T) {
	t.Parallel()
	b := putBackByHand(t)
	p := startUnder(t, []string{"strace", "-D", "-f", "-o", "/dev/null", "-P", b.db + "-wal", "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO"},
		"audit", "accept-fork", "--db", b.db, "--heads", b.heads)
	p.Wait(t)
	if p.Err == nil || !strings.Contains(p.Stderr.String(), "it isn't known whether this was saved: check the current state") {
		t.Fatalf("%v, it said %s", p.Err, &p.Stderr)
	}
	if _, err := os.Stat(b.db + ".key.new"); err != nil {
		t.Errorf("the key that may be the record's is gone: %v", err)
	}
	b.serve().stop(t)
	if _, err := os.Stat(b.db + ".key.new"); err == nil {
		t.Error("a start leaves the key waiting")
	}
}

// TestANewHeadsFileOutlastsALossOfPower: its folder is synced before anything is served.
func TestANewHeadsFileOutlastsALossOfPower(t *testing.T) {
	t.Parallel()
	db, _ := madeDB(t)
	dir, trace := t.TempDir(), filepath.Join(t.TempDir(), "trace")
	s := startUnder(t, []string{"strace", "-D", "-f", "-y", "-o", trace, "-e", "trace=fsync"},
		"serve", "--db", db, "--addr", "127.0.0.1:0", "--heads-file", filepath.Join(dir, "heads"))
	s.awaitServing(t)
	s.stop(t)
	hasAll(t, "it synced", readFile(t, trace), "<"+dir+">") // what follows may be in another line
}
