package main

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"latchkey/db"
)

// If asHolder is set in the environment, the test binary becomes a process that holds the write
// lock on the named database until its standard input ends.
const asHolder = "LATCHKEY_TEST_AS_HOLDER"

func hold(path string) error {
	pool, err := sql.Open(db.Driver, path+"?_busy_timeout=10000")
	if err != nil {
		return err
	}
	if _, err = pool.ExecContext(context.Background(), "BEGIN IMMEDIATE"); err == nil {
		fmt.Println("held")
		_, err = io.Copy(io.Discard, os.Stdin)
	}
	return errors.Join(err, pool.Close())
}

// heldBy locks a database in another process, until let is called.
func heldBy(t *testing.T, path string) (pid int, let func()) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), asHolder+"="+path)
	in, err := cmd.StdinPipe()
	must(t, err)
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	let = sync.OnceFunc(func() { _ = in.Close(); _ = cmd.Wait() })
	t.Cleanup(let)
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "held\n" {
		t.Fatalf("the holder said %q, %v", line, err)
	}
	return cmd.Process.Pid, let
}

// TestWhoHasTheLock: a command that waits in vain names the process. Afterwards the database is
// sound: looking for the holder must not release any lock.
func TestWhoHasTheLock(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a database.db")
	if _, said, code := ran(t, "migrate", "--db", path); code != 0 {
		t.Fatal(said)
	}
	pid, let := heldBy(t, path)
	comm, err := os.ReadFile("/proc/self/comm")
	must(t, err)
	name := strings.TrimSpace(string(comm))
	holder := fmt.Sprintf("%s (pid %d)", name, pid)
	var waiting sync.WaitGroup
	for _, args := range [][]string{{"account", "create", "Acme"}, {"migrate"}} {
		waiting.Go(func() {
			_, said, code := ran(t, append(args, "--db", path)...)
			if code != 1 || !strings.Contains(said, holder+" has had for ") || !strings.Contains(said, "the lock that writing to the database needs") {
				t.Errorf("%v: exit status %d, %s", args, code, said)
			}
		})
	}
	waiting.Wait()
	let()
	s := startServer(t, path)
	server := fmt.Sprintf("%s serve (pid %d)", name, s.Cmd.Process.Pid)
	for _, args := range [][]string{{"serve", "--addr", "127.0.0.1:0"}, {"migrate"}, {"clock", "accept"}} {
		_, said, code := ran(t, append(args, "--db", path)...)
		if code != 1 || !strings.Contains(said, "another latchkey process, "+server+", is serving this database: stop it first") {
			t.Errorf("%v: exit status %d, %s", args, code, said)
		}
	}
	if _, said, code := ran(t, "account", "create", "Acme", "--db", path); code != 0 {
		t.Errorf("beside the server: %s", said)
	}
}
