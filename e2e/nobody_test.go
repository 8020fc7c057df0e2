package e2e

import (
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// nobody is the user in the container: like the unit's, one without rights or a home.
const nobody = 65532

// needRoot skips a test that only root can run.
func needRoot(t *testing.T) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("only root can be another user")
	}
}

// folderOf makes a new folder that belongs to a user, and is removed after the test. (Other users
// cannot enter those of t.TempDir.)
func folderOf(t *testing.T, user int) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "latchkey-e2e-")
	must(t, err)
	t.Cleanup(func() {
		must(t, os.RemoveAll(dir))
	})
	give(t, dir, user)
	return dir
}

// give makes a user the owner of a file or folder.
func give(t *testing.T, path string, user int) {
	t.Helper()
	must(t, os.Chown(path, user, user))
}

// asNobody makes a command run as nobody.
func asNobody(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	must(t, os.WriteFile(to, []byte(readFile(t, from)), 0o600))
}

// linkProgram gives the tests' binary a second name. A copy might not run: a process that another
// test is just starting may have it open for writing.
func linkProgram(t *testing.T, to string) {
	t.Helper()
	must(t, os.Link(binary, to))
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	must(t, err)
	return string(text)
}
