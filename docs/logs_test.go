package docs

import (
	"go/ast"
	"go/token"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var attribute = regexp.MustCompile(`^[a-z_]+$`)

// logged are the attributes in the arguments of a call that logs.
func logged(args []ast.Expr, found map[string]bool) {
	for _, a := range args {
		if l, ok := a.(*ast.BasicLit); ok && l.Kind == token.STRING {
			if text, _ := strconv.Unquote(l.Value); attribute.MatchString(text) {
				found[text] = true
			}
		}
	}
}

// TestLogsHaveOnlyWhatTheInventoryHas: the log has no attribute that security.md does not name.
func TestLogsHaveOnlyWhatTheInventoryHas(t *testing.T) {
	found := map[string]bool{}
	sources(t, func(_ string, file *ast.File, _ string) {
		if !slices.Contains(imports(file), "log/slog") && file.Name.Name != "handlers" {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if s, ok := n.Fun.(*ast.SelectorExpr); ok && logs(s) {
					logged(n.Args[messageOf(s)+1:], found)
				} else if f, ok := n.Fun.(*ast.Ident); ok && f.Name == "append" && len(n.Args) > 0 && nameOf(n.Args[0]) == "attrs" {
					logged(n.Args, found)
				}
			case *ast.AssignStmt:
				if list, ok := n.Rhs[0].(*ast.CompositeLit); ok && nameOf(n.Lhs[0]) == "attrs" {
					logged(list.Elts, found)
				}
			}
			return true
		})
	})
	for _, block := range blocks(section(t, "Logging")) {
		if strings.Contains(block, "` · `") {
			wantSame(t, "attributes of the log", named(block, attribute), found)
		}
	}
	if len(found) < 15 {
		t.Errorf("only these attributes were found: %v", slices.Sorted(maps.Keys(found)))
	}
}

func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// messageOf says which argument of a logger's method is its message.
func messageOf(s *ast.SelectorExpr) int {
	switch {
	case s.Sel.Name == "Log":
		return 2
	case strings.HasSuffix(s.Sel.Name, "Context"):
		return 1
	}
	return 0
}

// logs reports whether a call is one of a logger.
func logs(s *ast.SelectorExpr) bool {
	levels := []string{"Debug", "Info", "Warn", "Error", "Log"}
	return slices.Contains(levels, strings.TrimSuffix(s.Sel.Name, "Context")) && strings.EqualFold(nameOf(s.X), "log")
}
