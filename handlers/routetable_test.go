package handlers

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var addressLiteral = regexp.MustCompile("^[\"`]/[a-z_]")

// TestAddressesStandInTheTable finds facts about URLs outside the table: a URL that is written out,
// or put together from a slash, or a constant of package views that something is compared with.
// Links may use such constants.
func TestAddressesStandInTheTable(t *testing.T) {
	files, err := filepath.Glob("*.go")
	must(t, err)
	for _, name := range files {
		if name == "routes.go" || strings.HasSuffix(name, "_test.go") {
			continue
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, nil, 0)
		must(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			for _, e := range comparedIn(n) {
				if s, ok := e.(*ast.SelectorExpr); ok && strings.HasSuffix(s.Sel.Name, "URL") && isNamed(s.X, "views") {
					t.Errorf("%s: %s is compared: let its route in the table say what is different there", fset.Position(e.Pos()), s.Sel.Name)
				}
			}
			if l, ok := n.(*ast.BasicLit); ok && addressLiteral.MatchString(l.Value) {
				t.Errorf("%s: the address %s stands outside the table", fset.Position(l.Pos()), l.Value)
			}
			if b, ok := n.(*ast.BinaryExpr); ok && b.Op == token.ADD && isSlash(b.X) {
				t.Errorf("%s: an address is put together outside the table", fset.Position(b.Pos()))
			}
			return true
		})
	}
}

// comparedIn is what a node compares: the sides of == and !=, the values of a case, the key of a
// map.
func comparedIn(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if n.Op == token.EQL || n.Op == token.NEQ {
			return []ast.Expr{n.X, n.Y}
		}
	case *ast.CaseClause:
		return n.List
	case *ast.KeyValueExpr:
		return []ast.Expr{n.Key}
	}
	return nil
}

func isSlash(e ast.Expr) bool {
	l, ok := e.(*ast.BasicLit)
	return ok && l.Value == `"/"`
}

func isNamed(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}
