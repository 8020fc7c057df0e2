package access

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// cleanText is free text as it is stored: lines end in \n, and there are no spaces around it and no
// control characters in it.
func cleanText(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, s))
}

// dropInvisible removes invisible characters, for strings.Map.
func dropInvisible(r rune) rune {
	if unicode.Is(unicode.Cf, r) {
		return -1
	}
	return r
}

// checkLine checks an optional line of text.
func checkLine(invalid *Invalid, field, text string) string {
	text = strings.TrimSpace(text)
	if text != "" {
		checkKey(invalid, field, text)
	}
	return text
}

// checkReason checks the length of a reason.
func checkReason(invalid *Invalid, reason string) {
	if utf8.RuneCountInString(reason) > maxDescription {
		invalid.add("reason", TooLong{Most: maxDescription})
	}
}

// personName is a person's name for people: first and last name, or else the login.
func personName(first, last, login string) string {
	if name := strings.TrimSpace(first + " " + last); name != "" {
		return name
	}
	return login
}

// personWithLogin is personName, followed by the login if that is different.
func personWithLogin(first, last, login string) string {
	if name := personName(first, last, login); name != login {
		return name + " (" + login + ")"
	}
	return login
}

// NameKey folds a name for comparison: names that differ only in case, width or surrounding spaces
// are the same name.
func NameKey(name string) string {
	return cases.Fold().String(norm.NFKC.String(strings.TrimSpace(name)))
}

// searchKey is what a user is found by.
func searchKey(name, first, last, email string) string {
	return NameKey(name + " " + first + " " + last + " " + email)
}

// searchPart is a search text for the statements: they fold what SQLite's LOWER folds.
func searchPart(text string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, strings.TrimSpace(text))
}

// grouped puts commas between the thousands of a decimal.
func grouped(text string) string {
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign, text = "-", text[1:]
	}
	whole, fraction, point := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if point {
		whole += "." + fraction
	}
	return sign + whole
}

// roleText is roles as in the record.
func roleText(roles []Role) string {
	var names []string
	for _, r := range UserRoles {
		if slices.Contains(roles, r) {
			names = append(names, string(r))
		}
	}
	return strings.Join(names, " ")
}

// yesNo is a flag as in the record.
func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// OneLine is text without anything that could end a line or change how it looks.
func OneLine(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return dropInvisible(r)
	}, strings.ToValidUTF8(text, "\uFFFD")))
}
