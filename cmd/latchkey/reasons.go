package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"latchkey/access"
)

// The reasons for access that an operator offers: how many at most, and how long.
const (
	mostReasons   = 50
	longestReason = 100
)

// checkReasons checks the reasons for access that the request form is to offer.
func checkReasons(reasons []string) error {
	if len(reasons) > mostReasons {
		return fmt.Errorf("--reason can be given %d times at most, not %d times", mostReasons, len(reasons))
	}
	seen := map[string]bool{}
	for _, r := range trimmed(reasons) {
		key := access.NameKey(r)
		switch {
		case key == "":
			return errors.New("--reason must not be empty")
		case utf8.RuneCountInString(r) > longestReason:
			return fmt.Errorf("--reason must have at most %d characters: %q has %d", longestReason, r, utf8.RuneCountInString(r))
		case strings.ContainsFunc(r, unicode.IsControl):
			return fmt.Errorf("--reason must be one line: %q", r)
		case seen[key]:
			return fmt.Errorf("--reason %q was given twice", r)
		}
		seen[key] = true
	}
	return nil
}

// trimmed are texts without spaces around them.
func trimmed(texts []string) []string {
	texts = slices.Clone(texts)
	for i, text := range texts {
		texts[i] = strings.TrimSpace(text)
	}
	return texts
}
