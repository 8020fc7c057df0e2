package access

import (
	"fmt"
	"reflect"
	"strings"
	"unicode"
)

// Reason is why something is refused, or what is wrong with a field: a type for each, with what its sentence names. Package words has the
// sentences.
type Reason interface{ isReason() }

// reason makes a Reason of the type that embeds it.
type reason struct{}

func (reason) isReason() {}

// Breach is what a customer's rule does not allow of a request, and by which field of it.
type Breach struct {
	Field string
	Why   Reason
}

// Code is the code of a reason, for programs: the name of its type. OnlyOwnDecide has only_own_decide.
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

// reasonText is a reason for logs: its code and what it names, "" for nil.
func reasonText(r Reason) string {
	if r == nil {
		return ""
	}
	return Code(r) + strings.TrimSuffix(strings.TrimPrefix(fmt.Sprintf("%+v", r), "{reason:{}"), "}")
}
