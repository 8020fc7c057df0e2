package idptest

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The client that an Independent provider knows, and the code that is a second factor there.
const (
	IndependentSecret = "the secret of latchkey"
	IndependentCode   = "123456"
)

// Independent starts a provider that others have written, tools/browser/provider.mjs, and returns
// its issuer. root is the folder of the repository. Whoever comes back there comes back to one of
// the redirect URIs. It ends with the test.
func Independent(t testing.TB, root string, redirectURIs ...string) (issuer string) {
	t.Helper()
	packages, err := filepath.Abs(filepath.Join(root, "build", "browser"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(packages, "node_modules", "oidc-provider")); err != nil {
		t.Fatal("the npm package oidc-provider is missing: run `make setup`, which installs it into build/browser")
	}
	node := filepath.Join(packages, "node_modules", ".bin", "node")
	args := append([]string{filepath.Join(root, "tools", "browser", "provider.mjs"), packages}, redirectURIs...)
	cmd := exec.CommandContext(t.Context(), node, args...) //nolint:gosec // it is ours
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = stdin.Close()
		_ = cmd.Wait() // the test's context may have ended it
	})
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal("the provider said nothing: ", err)
	}
	return strings.TrimSpace(line)
}
