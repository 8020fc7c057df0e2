// Package proctest lets tests run the program in separate processes.
package proctest

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// Patience is how long to wait for what must happen, however slow the machine is.
const Patience = 30 * time.Second

// Output is what a process has written so far.
type Output struct {
	mu   sync.Mutex
	text []byte
}

func (o *Output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.text = append(o.text, p...)
	return len(p), nil
}

func (o *Output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return string(o.text)
}

// Environment is the current environment without variables that set latchkey's flags, except that
// nobody must have a second factor: tests about that pass the flag.
func Environment() []string {
	env := slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "LATCHKEY_") })
	return append(env, "LATCHKEY_REQUIRE_SECOND_FACTOR=false")
}

// Run runs a command until it ends.
func Run(t testing.TB, cmd *exec.Cmd) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatalf("%v: %v\n%s", cmd.Args, err, &errs)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// Process is a process that runs until it is stopped.
type Process struct {
	Cmd            *exec.Cmd
	Stdout, Stderr Output
	// Ended is closed once the process has ended and Err is set.
	Ended chan struct{}
	Err   error
}

// Start starts a command, which ends with the test at the latest. Its output is kept, unless the
// command says where it goes.
func Start(t testing.TB, cmd *exec.Cmd) *Process {
	t.Helper()
	p := &Process{Cmd: cmd, Ended: make(chan struct{})}
	if cmd.Stdout == nil {
		cmd.Stdout, cmd.Stderr = &p.Stdout, &p.Stderr
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		p.Err = cmd.Wait()
		close(p.Ended)
	}()
	t.Cleanup(func() { p.Kill(t) })
	return p
}

var serving = regexp.MustCompile(`"msg":"serving","address":"([^"]+)"`)

// AwaitServing waits until a server's log says where it is serving.
func (p *Process) AwaitServing(t testing.TB) (address string) {
	t.Helper()
	Eventually(t, "the server serves", func() bool {
		if m := serving.FindStringSubmatch(p.Stderr.String()); m != nil {
			address = m[1]
		}
		return address != ""
	})
	return address
}

// Terminate stops a process as an operator or a supervisor would.
func (p *Process) Terminate(t testing.TB) {
	t.Helper()
	if err := p.Cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	p.Wait(t)
}

// Kill is kill -9. It does nothing if the process has ended.
func (p *Process) Kill(t testing.TB) {
	t.Helper()
	if err := p.Cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Error(err)
	}
	p.Wait(t)
}

// Wait waits until the process has ended.
func (p *Process) Wait(t testing.TB) {
	t.Helper()
	select {
	case <-p.Ended:
	case <-time.After(Patience):
		t.Fatalf("%v did not end:\n%s", p.Cmd.Args, &p.Stderr)
	}
}

// Eventually waits until so returns true, for at most Patience.
func Eventually(t testing.TB, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(Patience); !so(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain until %s", what)
		}
	}
}

// HasAll requires all texts in what something said.
func HasAll(t testing.TB, what, said string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(said, text) {
			t.Errorf("%s, without %q:\n%s", what, text, said)
		}
	}
}

// HasNone requires that none of the texts is in what something said.
func HasNone(t testing.TB, what, said string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(said, text) {
			t.Errorf("%s, with %q:\n%s", what, text, said)
		}
	}
}
