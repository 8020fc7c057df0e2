// Package lookalike says which names a reader takes for one another, by Unicode's security mechanisms (UTS 39).
package lookalike

import (
	"strings"
	"unicode"

	"github.com/mtibben/confusables"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Skeleton is what a name looks like: two names with one skeleton look alike, in capitals or in small letters. Of a name without
// anything to be seen it is empty.
//
// UTS 39 compares names as they are written. Folding the case between two turns also finds ACME in Cyrillic capitals beside Acme.
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

// plainMarks leaves out marks that add nothing to be seen: the dot over a letter that has one, or that stands for one that has, and a
// mark that the same letter has already. The tables of UTS 39 have neither.
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

// above is the combining class of the marks above a letter: with one the letter has no dot of its own.
const above = 230

// blanks are characters that are drawn as nothing although no property of Unicode says so: the empty Braille pattern, a musical
// note without a head, a filler of Khitan, and blanks of hieroglyphs.
const blanks = "\u2800\U0001D159\U00016FE4\U00013441\U00013442"

// Unseen says whether a character is drawn as nothing and is no space either: one that Unicode lets programs ignore, a filler, a
// selector of variants, or a control character, those that turn the direction of writing among them.
func Unseen(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) ||
		unicode.IsControl(r) && !unicode.IsSpace(r) || strings.ContainsRune(blanks, r)
}

// together are the scripts that are written together in one language: a name of each of these sets is no mixture.
var together = [][]string{
	{"Latin", "Han", "Hiragana", "Katakana"},
	{"Latin", "Han", "Bopomofo"},
	{"Latin", "Han", "Hangul"},
}

// Mixed says whether a name has letters of scripts that are not written together: more than "highly restrictive" in UTS 39 lets through.
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

// script is the script of a character, "" for what is common to several.
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
