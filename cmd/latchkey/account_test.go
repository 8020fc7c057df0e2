package main

import (
	"regexp"
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
	shape, named := regexp.MustCompile(`^([a-z2-7]{4}-){3}[a-z2-7]{4}$`), regexp.MustCompile(`a[a-z2-7]{2}`)
	for range 100 { // about one in five would contain one of them
		if p := randomPassword(names...); !shape.MatchString(p) || named.MatchString(p) {
			t.Fatal(p)
		}
	}
}
