package e2e

import (
	"errors"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// theUnit is the systemd unit with the tests' own binary, as a file, and its text.
func theUnit(t *testing.T) (path, text string) {
	t.Helper()
	text = strings.Replace(readFile(t, "../deploy/latchkey.service"), "/usr/local/bin/latchkey", binary, 1)
	path = filepath.Join(t.TempDir(), "latchkey.service")
	must(t, os.WriteFile(path, []byte(text), 0o600))
	return path, text
}

// tool runs a program that the Makefile installs, and returns its output.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput()
	if errors.Is(err, exec.ErrNotFound) {
		t.Fatalf("%s is missing: run `make setup`", name)
	}
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return string(out)
}

// The unit has no mistakes, and systemd rates it 2.0 of 10 or less, where less is better.
func TestTheUnitIsSafe(t *testing.T) {
	t.Parallel()
	path, _ := theUnit(t)
	hasNone(t, "verify says", tool(t, "systemd-analyze", "verify", "--man=no", path), "latchkey")
	report := tool(t, "systemd-analyze", "security", "--offline=true", "--threshold=20", path)
	t.Log(regexp.MustCompile(`Overall exposure.*`).FindString(report))
}

// A server needs no more than the unit allows: it makes no other system calls, has no memory that
// is both writable and executable, and opens only network sockets.
func TestAServerKeepsToTheUnit(t *testing.T) {
	t.Parallel()
	needRoot(t)
	_, unit := theUnit(t)
	db, password := madeDB(t)
	calls := traced(t, db, password)
	allowed, of := map[string]bool{}, filters(t)
	for _, filter := range regexp.MustCompile(`(?m)^SystemCallFilter=(~?)(\S+)$`).FindAllStringSubmatch(unit, -1) {
		for _, call := range of(filter[2]) {
			allowed[call] = filter[1] == ""
		}
	}
	families := strings.Fields(regexp.MustCompile(`(?m)^RestrictAddressFamilies=(.+)$`).FindStringSubmatch(unit)[1])
	for _, c := range calls {
		name, rest := c[1], c[2]
		switch {
		case !allowed[name]:
			t.Errorf("the unit does not allow %s(%s", name, rest)
		case name == "socket" && !slices.Contains(families, strings.SplitN(rest, ",", 2)[0]):
			t.Errorf("the unit does not allow %s(%s", name, rest)
		case strings.Contains(rest, "PROT_EXEC") && (name == "mprotect" || strings.Contains(rest, "PROT_WRITE")):
			t.Errorf("the unit does not allow %s(%s", name, rest)
		}
	}
	if len(calls) < 500 {
		t.Errorf("found %d system calls only", len(calls))
	}
}

// traced are the system calls of a server on a database, run by nobody: the name of each, and the
// rest of its line.
func traced(t *testing.T, db, password string) [][]string {
	t.Helper()
	dir := folderOf(t, nobody)
	program, trace := filepath.Join(dir, "latchkey"), filepath.Join(dir, "trace")
	linkProgram(t, program)
	copyFile(t, db, filepath.Join(dir, "latchkey.db"))
	give(t, filepath.Join(dir, "latchkey.db"), nobody)
	cmd := exec.Command("strace", "-f", "-qq", "-o", trace, program, "serve", "--db", filepath.Join(dir, "latchkey.db"), "--addr", "127.0.0.1:0")
	asNobody(cmd)
	p := startCommand(t, cmd)
	p.awaitServing(t)
	c := p.signIn(t, "Northwind", "", password)
	answers(t, c.get(t, c.get(t, "/").Header.Get("Location")), http.StatusOK)
	// If strace got the signal, it would leave the server running.
	pid, err := strconv.Atoi(regexp.MustCompile(`^\d+`).FindString(readFile(t, trace)))
	must(t, err)
	must(t, syscall.Kill(pid, syscall.SIGTERM))
	p.Wait(t)
	return regexp.MustCompile(`(?m)^\d+ +(\w+)\((.*)$`).FindAllStringSubmatch(readFile(t, trace), -1)
}

// filters are systemd's sets of system calls, including those that a set includes.
func filters(t *testing.T) func(set string) []string {
	t.Helper()
	sets, set := map[string][]string{}, ""
	for line := range strings.Lines(tool(t, "systemd-analyze", "syscall-filter", "--no-pager")) {
		name := strings.TrimSpace(line)
		switch {
		case name == "" || strings.HasPrefix(name, "#"):
		case strings.HasPrefix(line, "@"):
			set = name
		default:
			sets[set] = append(sets[set], name)
		}
	}
	var all func(set string) []string
	all = func(set string) (calls []string) {
		for _, name := range sets[set] {
			if strings.HasPrefix(name, "@") {
				calls = append(calls, all(name)...)
			} else {
				calls = append(calls, name)
			}
		}
		return calls
	}
	return all
}
