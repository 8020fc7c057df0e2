package record

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// The proof is read alone: neither this package nor what it is built from knows the database or the
// product. Its only imports of others are the two of x/mod.
func TestThePackageStandsAlone(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	for dep := range strings.FieldsSeq(string(out)) {
		ours := strings.HasPrefix(dep, "latchkey") && dep != "latchkey/record"
		if ours || slices.Contains([]string{"database/sql", "net", "net/http", "github.com/mattn/go-sqlite3"}, dep) {
			t.Errorf("it is built from %s", dep)
		}
	}
}
