package e2e

import (
	"os"
	"path/filepath"
	"testing"
)

// toolsDir is where `make setup` puts what tools/browser names.
var toolsDir = filepath.Join("..", "build", "browser", "node_modules")

func toolPath(parts ...string) string { return filepath.Join(append([]string{toolsDir}, parts...)...) }

// needTools fails where the tools of the browser tests are not there.
func needTools(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(filepath.Join("..", "build", "browser", "installed")); err != nil {
		t.Fatal("axe, html-validate and Lighthouse are missing: run `make setup`, which installs them into build/browser")
	}
}
