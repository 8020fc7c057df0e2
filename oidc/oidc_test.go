package oidc

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"
)

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if err, ok := got.(error); ok && !reflect.ValueOf(err).IsNil() {
		if text, isText := want.(string); isText {
			got, want = err.Error(), text
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got %#v, want %#v", what, got, want)
	}
}

func must[T any](v T, err error) func(t testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// code is the code of an error, or "" if there is none.
func code(err *Error) ErrorCode {
	if err == nil {
		return ""
	}
	return err.Code
}

func fields(t *testing.T, v any) map[string]any {
	t.Helper()
	m := map[string]any{}
	if err := json.Unmarshal(must(json.Marshal(v))(t), &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestErrorsAreThoseOfRFC6749(t *testing.T) {
	err := refuse(InvalidScope, "scope must contain openid")
	equal(t, "JSON", fields(t, err), map[string]any{"error": "invalid_scope", "error_description": "scope must contain openid"})
	equal(t, "without a description", fields(t, refuse(InvalidToken, "")), map[string]any{"error": "invalid_token"})
	var target *Error
	equal(t, "it is an error", errors.As(error(err), &target), true)
	equal(t, "text", err, "invalid_scope: scope must contain openid")
}
