package words

import (
	"flag"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"latchkey/access"
)

var update = flag.Bool("update", false, "write testdata anew")

// Programs know a reason by its code, so the codes in testdata/reasons.txt must not change
// unnoticed.
func TestCodesOfReasons(t *testing.T) {
	var codes []string
	for reason := range English().sentences {
		r, ok := reflect.Zero(reason).Interface().(access.Reason)
		if !ok {
			t.Fatalf("%s is no reason", reason)
		}
		codes = append(codes, access.Code(r))
	}
	slices.Sort(codes)
	got := strings.Join(codes, "\n") + "\n"
	if *update {
		if err := os.WriteFile("testdata/reasons.txt", []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/reasons.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the codes are otherwise; if that is meant: go test ./words -run TestCodesOfReasons -update, and look at the difference")
	}
}
