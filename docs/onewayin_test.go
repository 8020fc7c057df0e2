package docs

import (
	"go/ast"
	"strings"
	"testing"
)

// TestOneFunctionMakesSessions: every way of signing in ends in one function, so nothing else may
// make a session, or write one by a statement of its own.
func TestOneFunctionMakesSessions(t *testing.T) {
	makers := map[string]bool{}
	sources(t, func(name string, file *ast.File, text string) {
		if strings.Contains(strings.ToLower(text), "insert into sessions") && name != "db/session.sql.go" {
			t.Errorf("%s writes sessions by hand", name)
		}
		for _, d := range file.Decls {
			in := name
			if f, ok := d.(*ast.FuncDecl); ok {
				in += ": " + f.Name.Name
			}
			ast.Inspect(d, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Name == "InsertSession" {
					makers[in] = true
				}
				return true
			})
		}
	})
	wantSame(t, "makers of sessions", []string{"access/signinstep.go: begin"}, makers)
}
