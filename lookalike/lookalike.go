// Package lookalike says which names people mistake for one another, by Unicode's security
// mechanisms (UTS 39).
package lookalike

import (
	"strings"
	"unicode"

	"github.com/mtibben/confusables"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Skeleton returns what a name looks like: two names look alike, ignoring case, if they have the
// same skeleton. A name without visible characters has an empty skeleton.
//
// UTS 39 compares names as they are written. Skeleton folds the case between two rounds, so it also
// matches ACME in Cyrillic capitals with Acme.
func Skeleton(name string) string {
	seen := strings.Map(func(r rune) rune {
		switch {
		case Unseen(r):
			return -1
		case unicode.IsSpace(r):
			return ' '
		}
		return r
	}, norm.NFKC.String(name))
	seen = plainMarks(strings.Join(strings.Fields(seen), " "))
	return confusables.Skeleton(cases.Fold().String(confusables.Skeleton(seen)))
}

// plainMarks removes marks that change nothing visible: a dot above a letter that already has one,
// or that stands for such a letter, and a repeated mark. The tables of UTS 39 cover neither.
func plainMarks(name string) string {
	var b strings.Builder
	dotted, last := false, rune(0)
	for _, r := range norm.NFD.String(name) {
		switch {
		case r == 'ı', r == 'ȷ':
			dotted, r = true, map[rune]rune{'ı': 'i', 'ȷ': 'j'}[r]
		case !unicode.IsMark(r):
			dotted = unicode.Is(unicode.Soft_Dotted, r)
		case r == last, r == '\u0307' && dotted:
			continue
		case norm.NFD.PropertiesString(string(r)).CCC() == above:
			dotted = false
		}
		last = r
		b.WriteRune(r)
	}
	return b.String()
}

// above is the combining class of marks above a letter. With such a mark, a letter loses its own
// dot.
const above = 230

// blanks are characters that are drawn as nothing, although no Unicode property says so: the empty
// Braille pattern, a musical note without a head, a Khitan filler, and hieroglyphic blanks.
const blanks = "\u2800\U0001D159\U00016FE4\U00013441\U00013442"

// Unseen reports whether a character is drawn as nothing but is not a space: one that Unicode lets
// programs ignore, a filler, a variation selector, or a control character, including those that
// change the writing direction.
func Unseen(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) ||
		unicode.IsControl(r) && !unicode.IsSpace(r) || strings.ContainsRune(blanks, r)
}

// together are the sets of scripts that one language combines. A name with scripts from only one
// set is not mixed.
var together = [][]string{
	{"Latin", "Han", "Hiragana", "Katakana"},
	{"Latin", "Han", "Bopomofo"},
	{"Latin", "Han", "Hangul"},
}

// Mixed reports whether a name combines scripts that no language combines, that is, more than the
// level "highly restrictive" of UTS 39 allows.
func Mixed(name string) bool {
	used := map[string]bool{}
	for _, r := range name {
		if s := script(r); s != "" {
			used[s] = true
		}
	}
	if len(used) < 2 {
		return false
	}
	for _, set := range together {
		n := 0
		for _, s := range set {
			if used[s] {
				n++
			}
		}
		if n == len(used) {
			return false
		}
	}
	return true
}

// script returns the script of a character, or "" if several scripts share it.
func script(r rune) string {
	switch {
	case r < 0x80 && !unicode.IsLetter(r), unicode.In(r, unicode.Common, unicode.Inherited):
		return ""
	case unicode.Is(unicode.Latin, r):
		return "Latin"
	}
	for name, table := range unicode.Scripts {
		if unicode.Is(table, r) {
			return name
		}
	}
	return ""
}
