package main

import (
	"fmt"
	"strings"
	"testing"
)

// TestReasons: reasons are few, short, different and one line each.
func TestReasons(t *testing.T) {
	many := make([]string, mostReasons+1)
	for i := range many {
		many[i] = fmt.Sprint("reason ", i)
	}
	for _, c := range []struct {
		reasons []string
		wrong   string
	}{
		{nil, ""},
		{[]string{" Month-end closing ", "Störung"}, ""},
		{[]string{strings.Repeat("ü", longestReason)}, ""},
		{many[1:], ""},
		{many, "50 times"},
		{[]string{"A", " "}, "empty"},
		{[]string{strings.Repeat("ü", longestReason+1)}, "100 characters"},
		{[]string{"two\nlines"}, "one line"},
		{[]string{"Closing", " closing"}, "twice"},
	} {
		switch err := checkReasons(c.reasons); {
		case err == nil && c.wrong != "":
			t.Errorf("%.80q was accepted", c.reasons)
		case err != nil && (c.wrong == "" || !strings.Contains(err.Error(), c.wrong)):
			t.Errorf("%.80q: %v", c.reasons, err)
		}
	}
	if got := fmt.Sprintf("%q", trimmed([]string{" A ", "B"})); got != `["A" "B"]` {
		t.Errorf("trimmed: %s", got)
	}
}
