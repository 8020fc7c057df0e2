package access

import (
	"fmt"
	"reflect"
	"strings"
	"unicode"
)

// Reason is why something is refused, or what is wrong with a field. There is a type for each
// reason, with the values that its sentence mentions. Package words has the sentences.
type Reason interface{ isReason() }

// reason makes the type that embeds it a Reason.
type reason struct{}

func (reason) isReason() {}

// Breach is what a customer's rule does not allow in a request, and the request's field that breaks
// it.
type Breach struct {
	Field string
	Why   Reason
}

// Code is a reason's code, for programs, from the name of its type: OnlyOwnDecide has
// only_own_decide.
func Code(r Reason) string {
	var code strings.Builder
	for i, c := range reflect.TypeOf(r).Name() {
		if unicode.IsUpper(c) && i > 0 {
			code.WriteByte('_')
		}
		code.WriteRune(unicode.ToLower(c))
	}
	return code.String()
}

// reasonText is a reason for logs: its code and its values, or "" for nil.
func reasonText(r Reason) string {
	if r == nil {
		return ""
	}
	return Code(r) + strings.TrimSuffix(strings.TrimPrefix(fmt.Sprintf("%+v", r), "{reason:{}"), "}")
}
