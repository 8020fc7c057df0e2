package access

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"latchkey/db"
)

func TestCut(t *testing.T) {
	double := func(row int) int { return 2 * row }
	for _, c := range []struct {
		rows           []int
		page           []int
		next, nextFrom int
	}{
		{rows: nil},
		{rows: []int{1}, page: []int{1}},
		{rows: []int{1, 2}, page: []int{1, 2}},
		{rows: []int{1, 2, 3}, page: []int{1, 2}, next: 4, nextFrom: 6},
	} {
		page, next := cut(c.rows, 2, double)
		equal(t, "page, next", []any{page, next}, []any{c.page, c.next})
		page, next = cutFrom(c.rows, 2, double)
		equal(t, "page, next from", []any{page, next}, []any{c.page, c.nextFrom})
	}
}

func TestGroupBy(t *testing.T) {
	first := func(text string) string { return text[:1] }
	equal(t, "groups", groupBy([]string{"a1", "a2", "b1", "a3"}, first), [][]string{{"a1", "a2"}, {"b1"}, {"a3"}})
	equal(t, "no groups", len(groupBy(nil, first)), 0)
}

// A statement that takes a scope names its parameters like the scope's fields, because scoped sets
// only those.
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
			named := func(prefix string) bool { return strings.HasPrefix(param.Name, prefix) }
			if !ok && slices.ContainsFunc([]string{"Scope", "Own", "Self", "Grantee"}, named) {
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
