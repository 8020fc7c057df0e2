package e2e

import (
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// nobody is the user in the container, and like the unit's: one without rights or a home.
const nobody = 65532

// needRoot skips a test that only root can do.
func needRoot(t *testing.T) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("only root can be another user")
	}
}

// folderOf is a new folder of a user's, which goes away with the test. (Nobody else gets into those
// of t.TempDir.)
func folderOf(t *testing.T, user int) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "latchkey-e2e-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	give(t, dir, user)
	return dir
}

// give makes a user the owner of a file or folder.
func give(t *testing.T, path string, user int) {
	t.Helper()
	if err := os.Chown(path, user, user); err != nil {
		t.Fatal(err)
	}
}

// as makes a command run as a user.
func as(cmd *exec.Cmd, user uint32) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: user, Gid: user}}
}

// copyFile copies a file, for nobody to use.
func copyFile(t *testing.T, from, to string, mode os.FileMode) {
	t.Helper()
	if err := os.WriteFile(to, []byte(readFile(t, from)), mode); err != nil {
		t.Fatal(err)
	}
	if os.Getuid() == 0 {
		give(t, to, nobody)
	}
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
