package access

import (
	"reflect"
	"strings"
	"testing"

	"latchkey/db"
)

// A statement that takes a scope, or a part of one, names its parameters as the fields of a scope:
// scoped sets no others.
func TestStatementsTakeWholeScopes(t *testing.T) {
	scoped := reflect.TypeFor[scope]()
	found := 0
	queries := reflect.TypeFor[*db.Queries]()
	for i := range queries.NumMethod() {
		method := queries.Method(i)
		if method.Type.NumIn() < 3 || method.Type.In(2).Kind() != reflect.Struct {
			continue
		}
		params := method.Type.In(2)
		_, whole := params.FieldByName("ScopeAll")
		_, granted := params.FieldByName("GranteeUser")
		if !whole && !granted {
			continue
		}
		found++
		for i := range params.NumField() {
			param := params.Field(i)
			field, ok := scoped.FieldByName(param.Name)
			if ok && field.Type != param.Type {
				t.Errorf("%s: %s is %s, and %s in a scope", params, param.Name, param.Type, field.Type)
			}
			if !ok && looksScoped(param.Name) {
				t.Errorf("%s: %s is no field of a scope", params, param.Name)
			}
		}
		if _, login := params.FieldByName("GranteeAccount"); login != granted {
			t.Errorf("%s takes only half of a grantee", params)
		}
	}
	if found < 20 {
		t.Errorf("%d statements take a scope, want more", found)
	}
}

// looksScoped says whether a parameter has a name like those of a scope.
func looksScoped(name string) bool {
	for _, prefix := range []string{"Scope", "Own", "Self", "Grantee"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}
