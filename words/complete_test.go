package words

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"latchkey/access"
)

// wordless are the values that deliberately have no word, by map.
var wordless = map[string][]any{
	// A login has a name.
	".Parts.Kinds": {access.KindAccount, access.KindUser},
	// An exact window has its own fields.
	".Ask.Windows": {access.Exact},
	// These have their own sentences.
	".Mails.ForLogins.What": {access.LoginActivated, access.LoginDeactivated, access.LoginDeleted},
	// Someone assigns these roles, so they are not automatic.
	".Why.Automatic": {
		access.Superuser, access.ExternalSuperuser, access.ExternalUser, access.Administrator, access.Support, access.Consultant, access.Sales,
	},
	".Why.Constraints": {access.User, access.Superuser},
	// No form offers these roles.
	".Account.RoleHints": {access.Customer, access.AccountLogin, access.Operator},
}

// TestEachValueHasItsWord: a map by one of access's types has a word for each constant of that
// type, in each language.
func TestEachValueHasItsWord(t *testing.T) {
	values, maps := constants(t), 0
	for _, m := range access.ReachMembers {
		values["Reach"] = append(values["Reach"], reflect.ValueOf(m))
	}
	for _, w := range All {
		eachMap("", reflect.ValueOf(*w), func(path string, m reflect.Value) {
			key := m.Type().Key()
			if !strings.HasSuffix(key.PkgPath(), "/access") {
				return
			}
			maps++
			if len(values[key.Name()]) == 0 {
				t.Errorf("%s%s: there are no constants of %s", w.Tag, path, key)
			}
			for _, value := range values[key.Name()] {
				value = value.Convert(key)
				word := m.MapIndex(value)
				if has := word.IsValid() && !word.IsZero(); has == slices.Contains(wordless[path], value.Interface()) {
					t.Errorf("%s%s: that %v has a word is %t", w.Tag, path, value, has)
				}
			}
		})
	}
	if maps < 20*len(All) {
		t.Errorf("only %d maps are found", maps)
	}
}

// TestFieldsOfFormsHaveLabels: a message about what has changed since a form was shown names each
// field.
func TestFieldsOfFormsHaveLabels(t *testing.T) {
	fields := 0
	inAccess(t, func(n ast.Node) {
		list, ok := n.(*ast.CompositeLit)
		if !ok || !isListOf(list, "Shown") {
			return
		}
		for _, e := range list.Elts {
			shown, ok := e.(*ast.CompositeLit)
			if !ok {
				continue
			}
			if name, ok := shown.Elts[0].(*ast.BasicLit); ok {
				fields++
				for _, w := range All {
					if field, _ := strconv.Unquote(name.Value); w.Parts.Differences.Fields[field] == "" {
						t.Errorf("%s has no label for the field %s", w.Tag, field)
					}
				}
			}
		}
	})
	if fields < 20 {
		t.Errorf("only %d fields are found", fields)
	}
}

// TestValuesOfFormsAreShown: a stale form shows the changed values, whatever their type.
func TestValuesOfFormsAreShown(t *testing.T) {
	values := []any{
		"text", true, int64(1), access.Date("2026-06-01"), access.Money{Currency: "EUR"}, access.Decimal("1.5"), access.Price{Amount: "1", Currency: "EUR"},
		access.AllHours, time.Duration(0), time.Hour, access.People(1), access.People(2), access.Period{First: "2026-06-01", Last: "2026-06-30"},
		access.Secret("secret"), access.ChoiceNow,
	}
	for _, w := range All {
		shown := map[string]any{}
		for _, value := range values {
			text := w.Parts.Differences.value(value)
			if text == "" || shown[text] != nil {
				t.Errorf("%s: %T is shown as %q, as %T is", w.Tag, value, text, shown[text])
			}
			shown[text] = value
		}
	}
}

// eachMap calls fn with every map of a language, by its path.
func eachMap(path string, v reflect.Value, fn func(path string, v reflect.Value)) {
	switch v.Kind() {
	case reflect.Struct:
		for f, field := range v.Fields() {
			if f.IsExported() {
				eachMap(path+"."+f.Name, field, fn)
			}
		}
	case reflect.Map:
		fn(path, v)
	default:
	}
}

// constants are the texts of package access's constants, by the name of their type.
func constants(t *testing.T) map[string][]reflect.Value {
	t.Helper()
	values := map[string][]reflect.Value{}
	inAccess(t, func(n ast.Node) {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return
		}
		if of, ok := spec.Type.(*ast.Ident); ok && len(spec.Values) == 1 {
			if lit, ok := spec.Values[0].(*ast.BasicLit); ok {
				text, err := strconv.Unquote(lit.Value)
				if err == nil {
					values[of.Name] = append(values[of.Name], reflect.ValueOf(text))
				}
			}
		}
	})
	return values
}

// inAccess calls fn with each node of the source of package access.
func inAccess(t *testing.T, fn func(ast.Node)) {
	t.Helper()
	files, err := filepath.Glob("../access/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			fn(n)
			return true
		})
	}
}

// isListOf reports whether a literal is a slice of a type.
func isListOf(lit *ast.CompositeLit, name string) bool {
	list, ok := lit.Type.(*ast.ArrayType)
	return ok && fmt.Sprint(list.Elt) == name
}
