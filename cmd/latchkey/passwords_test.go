package main

import (
	"bytes"
	"context"
	"crypto/sha1"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"latchkey/passwords"
)

const leaked = "Lantern over a quiet quarry"

// listOf makes a list of a dump with the leaked password, and returns its path.
func listOf(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	dump := filepath.Join(dir, "dump.txt")
	must(t, os.WriteFile(dump, fmt.Appendf(nil, "%X:7\r\n%040X:1\r\n", sha1.Sum([]byte(leaked)), 1), 0o600))
	var out bytes.Buffer
	must(t, (&passwordsBuildCmd{Out: filepath.Join(dir, "list"), Seen: 2, File: dump}).Run(&globals{ctx: context.WithoutCancel(t.Context()), stdout: &out}))
	return filepath.Join(dir, "list")
}

// damagedList is a list in which one bit is changed.
func damagedList(t testing.TB) string {
	t.Helper()
	path := listOf(t)
	content, err := os.ReadFile(path)
	must(t, err)
	content[len(content)-1] ^= 1
	must(t, os.WriteFile(path, content, 0o600))
	return path
}

// saysTo is says with standard input.
func saysTo(t *testing.T, stdin string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(&globals{t.Context(), strings.NewReader(stdin), &out, &errs}, args)
	return out.String(), errs.String(), code
}

func TestPasswordsBuild(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		must(t, os.WriteFile(path, []byte(content), 0o600))
		return path
	}
	plain, out := file("plain", "short\n"+leaked+"\nanother quiet lantern\n"), filepath.Join(dir, "list")
	dump := file("dump", fmt.Sprintf("%x:7\n%040x:1\n", sha1.Sum([]byte(leaked)), 1))
	empty, gzip := file("empty", ""), file("gzip", "\x1f\x8b\x08")
	ntlm := file("ntlm", strings.Repeat("00", 16)+":1\n")
	for _, c := range []struct {
		args, stdin, want string
		code              int
	}{
		{args: plain, want: out + ": 2 passwords in 8 KiB. Use it with `latchkey serve --passwords " + out + "`.\n"},
		{args: plain + " --count 100000", want: out + ": 2 passwords in 396 KiB."},
		{args: dump, want: out + ": 2 passwords in 8 KiB."},
		{args: dump + " --seen 2", want: out + ": 1 passwords in 8 KiB."},
		{args: "- --count 5", stdin: leaked + "\n", want: out + ": 1 passwords in 8 KiB."},
		{args: "-", stdin: leaked, code: 1, want: "latchkey: -: standard input can't be read twice: say with --count how many passwords it has at most\n"},
		{args: "/dev/null --seen 2", code: 1, want: "latchkey: /dev/null: it has no password that is long enough or was seen often enough\n"},
		{args: dump + " --seen 8", code: 1, want: "latchkey: " + dump + ": it has no password that is long enough or was seen often enough\n"},
		{args: plain + " --count 1", code: 1, want: "latchkey: " + plain + ": it has more than 1 passwords: use a larger --count\n"},
		{args: plain + " --count=-1", code: 1, want: "latchkey: --count must not be negative\n"},
		{args: empty, code: 1, want: "latchkey: " + empty + ": it has no password that is long enough or was seen often enough\n"},
		{args: gzip, code: 1, want: "latchkey: " + gzip + ": it is compressed: unpack it first\n"},
		{args: ntlm, code: 1, want: "latchkey: " + ntlm + ": these are NTLM hashes: use the list with SHA-1 hashes instead\n"},
		{args: dir + "/none", code: 1, want: "latchkey: " + dir + "/none: no such file or directory\n"},
		{args: dir, code: 1, want: "latchkey: " + dir + ": "},
	} {
		told, wrong, code := saysTo(t, c.stdin, append(strings.Fields("passwords build --out "+out), strings.Fields(c.args)...)...)
		if code != c.code || !strings.HasPrefix(told+wrong, c.want) {
			t.Errorf("%s: exit %d\n got %swant %s", c.args, code, told+wrong, c.want)
		}
		if _, err := os.Stat(out); (err == nil) != (code == 0) {
			t.Errorf("%s: the list: %v", c.args, err)
		}
		if code == 0 {
			l, err := passwords.Open(out)
			must(t, err)
			if found, err := l.Has(leaked); !found || err != nil {
				t.Errorf("%s: the list does not have it: %v", c.args, err)
			}
			must(t, errors.Join(l.Close(), os.Remove(out)))
		}
	}
	must(t, os.WriteFile(out, nil, 0o600))
	if _, said, code := says(t, "passwords", "build", "--out", out, plain); code != 1 || said != "latchkey: "+out+" exists: remove it first, or use another --out\n" {
		t.Errorf("over a file: exit %d, %s", code, said)
	}
}

// Stopping the command leaves nothing behind.
func TestPasswordsBuildCanBeStopped(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	c := &passwordsBuildCmd{Out: filepath.Join(t.TempDir(), "list"), Count: 5, File: "-"}
	err := c.Run(&globals{ctx: ctx, stdin: strings.NewReader(leaked), stdout: io.Discard})
	if left, _ := os.ReadDir(filepath.Dir(c.Out)); !errors.Is(err, context.Canceled) || len(left) != 0 {
		t.Errorf("%v, and %v is left", err, left)
	}
}

// The commands that set a password refuse what is in the list.
func TestThePasswordsOfAccountsAreLookedUp(t *testing.T) {
	t.Setenv("LATCHKEY_DB", filepath.Join(t.TempDir(), "latchkey.db"))
	if _, said, code := says(t, "migrate"); code != 0 {
		t.Fatal(said)
	}
	list := listOf(t)
	const refused = "latchkey: password: Many people use this password, or it was in a data leak. Choose another one.\n"
	for _, c := range []struct{ args, stdin, want string }{
		{"account create Acme --password-stdin --passwords " + list, leaked, refused},
		{"account create Acme --password-stdin --passwords " + list, "!QAZ2wsx#EDC", refused},
		{"account create Acme --password-stdin", "!QAZ2wsx#EDC", refused},
		{"account create Acme --password-stdin", leaked, ""},
		{"account password Acme --password-stdin --passwords " + list, leaked, refused},
		{"account password Acme --password-stdin --passwords " + list, strings.ToLower(leaked), ""}, // the dump has another hash
	} {
		if _, said, code := saysTo(t, c.stdin+"\n", strings.Fields(c.args)...); said != c.want || (code == 0) != (c.want == "") {
			t.Errorf("%s with %q: exit %d\n got %swant %s", c.args, c.stdin, code, said, c.want)
		}
	}
}

// A list that cannot be used is said before a database is created.
// Nothing can listen at the address, so that the test ends in any case.
func TestAListThatCannotBeUsed(t *testing.T) {
	t.Setenv("LATCHKEY_DB", filepath.Join(t.TempDir(), "latchkey.db"))
	damaged, none, text := damagedList(t), filepath.Join(t.TempDir(), "none"), filepath.Join(t.TempDir(), "text")
	must(t, os.WriteFile(text, []byte(leaked), 0o600))
	const do = ": make it again with `latchkey passwords build`, or leave out --passwords\n"
	for path, want := range map[string]string{
		damaged: "latchkey: the list of passwords " + damaged + ": this list is damaged" + do,
		none:    "latchkey: the list of passwords " + none + ": no such file or directory" + do,
		text:    "latchkey: the list of passwords " + text + ": this isn't a list that `latchkey passwords build` made" + do,
	} {
		for _, command := range []string{"serve --addr 203.0.113.9:8080", "account create Acme"} {
			if _, said, code := says(t, append(strings.Fields(command), "--passwords", path)...); code != 1 || said != want {
				t.Errorf("%s: exit %d\n got %swant %s", command, code, said, want)
			}
		}
	}
	if _, err := os.Stat(os.Getenv("LATCHKEY_DB")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("there is a database: %v", err)
	}
}

// If the disk fails, people can still choose a password, and the log has the reason.
func TestAListThatCannotBeReadAnyMore(t *testing.T) {
	f := passwordsFlag{Passwords: listOf(t)}
	l, err := f.openList(t.Context(), checkedAtOnce)
	must(t, err)
	var log bytes.Buffer
	knows := f.knows(l, newLog(&log, 0))
	if !knows(leaked) || knows(word) {
		t.Error("it has other passwords")
	}
	must(t, l.Close())
	if knows(leaked) || !strings.Contains(log.String(), "the list of passwords can't be read") {
		t.Errorf("the log has %q", log.String())
	}
	var nothing passwordsFlag
	if l, err := nothing.openList(t.Context(), 0); l != nil || err != nil || nothing.knows(l, nil) != nil {
		t.Errorf("without the flag there is %v, %v", l, err)
	}
}

// The server looks passwords up in the list that it was given.
func TestTheServerUsesTheList(t *testing.T) {
	p := startServer(t, filepath.Join(t.TempDir(), "latchkey.db"), "--passwords", listOf(t))
	setup := regexp.MustCompile(`/setup/\S+`).FindString(p.Stdout.String())
	v := &visitor{base: p.address}
	form := func(password string) url.Values {
		return url.Values{"name": {"First"}, "time_zone": {"UTC"}, "password": {password}}
	}
	v.want(t, http.StatusUnprocessableEntity, setup, form(leaked))
	v.want(t, http.StatusSeeOther, setup, form(word))
}
