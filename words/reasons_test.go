package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"testing"
)

// Every type of reason in access has a sentence in each language.
func TestReasonsHaveSentences(t *testing.T) {
	files, err := filepath.Glob("../access/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, w := range All {
		told := map[string]bool{}
		for reason := range w.sentences {
			told[reason.Name()] = true
		}
		for _, path := range files {
			for _, name := range reasonsIn(t, path) {
				if !told[name] {
					t.Errorf("%s says nothing of %s", w.Tag, name)
				}
			}
		}
	}
}

// reasonsIn are the types in a file that embed access.reason.
func reasonsIn(t *testing.T, path string) (names []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok {
			return true
		}
		if s, ok := spec.Type.(*ast.StructType); ok {
			for _, field := range s.Fields.List {
				if of, ok := field.Type.(*ast.Ident); ok && len(field.Names) == 0 && of.Name == "reason" {
					names = append(names, spec.Name.Name)
				}
			}
		}
		return false
	})
	return names
}
