package e2e

import (
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"latchkey/cmd/latchkey/proctest"
)

// No package allocates much before main begins: large things (dictionaries, compressed files,
// fonts) are made when they are first needed, even in libraries. The numbers come from the
// allocator, and are the same in every run.
func TestAStartMakesNothingLarge(t *testing.T) {
	t.Parallel()
	const limit = 768 << 10
	cmd := exec.Command(binary, "version")
	cmd.Env = append(proctest.Environment(), "GODEBUG=inittrace=1")
	trace, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, trace)
	}
	inits := regexp.MustCompile(`(?m)^init (\S+) .* (\d+) bytes`).FindAllStringSubmatch(string(trace), -1)
	if len(inits) < 10 {
		t.Fatalf("found the start of %d packages only:\n%s", len(inits), trace)
	}
	for _, i := range inits {
		if n, err := strconv.Atoi(i[2]); err != nil || n > limit {
			t.Errorf("%s makes %s bytes at each start (%v), want at most %d", i[1], i[2], err, limit)
		}
	}
}

// An idle server is small, even after it was busy. Its own memory is the same on every machine; how
// much of the binary is mapped depends on the system.
func TestAnIdleServerIsSmall(t *testing.T) {
	t.Parallel()
	db, password := madeDB(t)
	s := startServe(t, db)
	own, all := s.memory(t, "RssAnon"), s.memory(t, "VmHWM")
	t.Logf("idle: %d KiB of its own, at most %d KiB with the program's file, and %s of processor time", own, all, s.cpu(t))
	if own > 14<<10 || all > 36<<10 {
		t.Errorf("an idle server has %d KiB of its own and had up to %d KiB in all, want at most 14 and 36 MiB", own, all)
	}
	for range 10 {
		s.signIn(t, "Northwind", "", password)
	}
	used := s.memory(t, "RssAnon")
	if used < own+18<<10 {
		t.Errorf("ten sign-ins took %d KiB: too little to prove anything", used-own)
	}
	eventually(t, "the memory for passwords is given back", func() bool { return s.memory(t, "RssAnon") < 16<<10 })
	s.stop(t)
}

// memory is what the system says about a running process's memory, in KiB.
func (p *process) memory(t *testing.T, what string) int {
	t.Helper()
	status := p.proc(t, "status")
	found := regexp.MustCompile(`(?m)^` + what + `:\s+(\d+) kB$`).FindStringSubmatch(status)
	if found == nil {
		t.Fatalf("no %s in\n%s", what, status)
	}
	n, err := strconv.Atoi(found[1])
	must(t, err)
	return n
}

// cpu is a running process's processor time, for printing, in steps of 10 ms.
func (p *process) cpu(t *testing.T) string {
	t.Helper()
	_, stat, _ := strings.Cut(p.proc(t, "stat"), ") ")
	fields := strings.Fields(stat)
	return fields[11] + "0 ms + " + fields[12] + "0 ms"
}

func (p *process) proc(t *testing.T, file string) string {
	t.Helper()
	return readFile(t, fmt.Sprintf("/proc/%d/%s", p.Cmd.Process.Pid, file))
}
