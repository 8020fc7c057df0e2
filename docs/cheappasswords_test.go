package docs

import (
	"go/ast"
	"strings"
	"testing"
)

// TestOnlyTestsHashCheaply: in the program, nothing but package access itself names the cheap
// hashes of passwords.
func TestOnlyTestsHashCheaply(t *testing.T) {
	defined := false
	sources(t, func(name string, _ *ast.File, text string) {
		switch names := strings.Contains(text, "CheapPasswords"); {
		case name == "access/service.go":
			defined = names
		case names:
			t.Errorf("%s makes passwords cheap", name)
		}
	})
	if !defined {
		t.Error("access/service.go no longer has CheapPasswords: remove this test")
	}
}
