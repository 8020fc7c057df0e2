package main

import (
	"regexp"
	"strings"
	"testing"
)

// A password that contains one of its login's names would be refused.
func TestARandomPasswordLeavesNamesOut(t *testing.T) {
	const letters = "abcdefghijklmnopqrstuvwxyz234567"
	var names []string
	for _, b := range letters {
		for _, c := range letters {
			names = append(names, "A"+string(b)+string(c))
		}
	}
	shape, named := regexp.MustCompile(`^([a-z2-7]{4}-){6}[a-z2-7]{4}$`), regexp.MustCompile(`a[a-z2-7]{2}`)
	for range 100 { // about one in three would contain one of them
		if p := randomPassword(realGroups, names...); !shape.MatchString(p) || named.MatchString(p) {
			t.Fatal(p)
		}
	}
}

// TestRandomPasswordsAreLong: what the operator's tools print has more than 128 bits.
func TestRandomPasswordsAreLong(t *testing.T) {
	seen := map[string]bool{}
	for range 100 {
		seen[randomPassword(realGroups)] = true
	}
	if bits := 5 * len(strings.ReplaceAll(randomPassword(realGroups), "-", "")); bits < 128 || len(seen) != 100 {
		t.Errorf("%d bits, %d of 100 different", bits, len(seen))
	}
}
