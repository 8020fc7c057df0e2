package access

import (
	"database/sql"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"latchkey/db"
	"latchkey/lookalike"
)

// maxName is the longest name of anything, in characters.
const maxName = 100

// checkName checks a new name of an account, a company, a user or a webapp: it must be a line that
// cannot be mistaken for something else. Spaces inside are folded. Its skeleton is unique, too.
func checkName(invalid *Invalid, name string) string {
	name = checkKey(invalid, "name", name)
	name = strings.Join(strings.FieldsFunc(name, func(r rune) bool { return unicode.Is(unicode.Zs, r) }), " ")
	switch {
	case invalid.Fields["name"] != nil:
	case lookalike.Mixed(name):
		invalid.add("name", MixedScripts{})
	case IsReservedName(name):
		invalid.add("name", NameReserved{})
	}
	return name
}

// checkKey checks the name of something that is not a person: one line of visible characters.
func checkKey(invalid *Invalid, field, name string) string {
	name = strings.TrimSpace(name)
	switch {
	case name == "":
		invalid.add(field, EnterName{})
	case utf8.RuneCountInString(name) > maxName:
		invalid.add(field, TooLong{Most: maxName, Has: utf8.RuneCountInString(name)})
	case strings.Contains(name, " @ "):
		invalid.add(field, NameHasAt{})
	case !strings.ContainsFunc(name, isVisible):
		invalid.add(field, NameUnseen{})
	case strings.ContainsFunc(name, lookalike.Unseen):
		invalid.add(field, HasUnseen{})
	case !utf8.ValidString(name), strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsGraphic(r) }):
		invalid.add(field, HasNoSuchCharacters{})
	}
	return name
}

// isVisible reports whether a character is visible: not a space, not a mark on another character,
// not a filler.
func isVisible(r rune) bool {
	return unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unicode.IsMark(r) && !lookalike.Unseen(r)
}

// checkPerson checks a person's name, which reports show next to the login. was is the person's
// current first and last name, which they may keep.
func checkPerson(invalid *Invalid, firstField, lastField string, first, last *string, was string) {
	*first, *last = checkLine(invalid, firstField, *first), checkLine(invalid, lastField, *last)
	if name := *first + " " + *last; name != was && IsReservedName(name) {
		invalid.add(lastField, PersonReserved{})
	}
}

// reserved are the names that pages, mails and the record use, or used, for actors that are not
// logins, in each language.
var reserved = []string{
	operatorName, "the operator", nobodyName, "nobody signed in", "not signed in", "somebody", "someone", externalName, "somebody external",
	"someone external", "somebody from outside", "someone from outside", "from outside", "outside", "clock", "the clock", "command line",
	"the command line", "system", "the system", "hidden", "anonymous", "unknown",

	"Betreiber", "der Betreiber", "der Operator", "niemand", "niemand angemeldet", "nicht angemeldet", "jemand", "jemand Externes", "jemand von außen",
	"von außen", "außen", "außerhalb", "Uhr", "die Uhr", "Befehlszeile", "die Befehlszeile",
	"Kommandozeile", "das System", "verborgen", "ausgeblendet", "anonym", "unbekannt",
}

// reservedConsents are the beginnings of texts about a standing consent that decided.
var reservedConsents = []string{"standing consent of ", "Dauerfreigabe von "}

// reservedNames are reserved by what their letters look like: nobody new gets such a name.
var reservedNames = func() map[string]bool {
	looks := map[string]bool{}
	for _, name := range reserved {
		// a capital I looks like a small l
		looks[lettersOnly(name)], looks[lettersOnly(strings.ToUpper(name))] = true, true
	}
	return looks
}()

// IsReservedName reports whether a name looks like a text for an actor that is not a login, or for
// a standing consent that decided.
func IsReservedName(name string) bool {
	look := lettersOnly(name)
	return reservedNames[look] || slices.ContainsFunc(reservedConsents, func(of string) bool {
		return strings.HasPrefix(look, lettersOnly(of)) || strings.HasPrefix(look, lettersOnly(strings.ToUpper(of)))
	})
}

// lettersOnly is what the letters of a name look like, without spaces and symbols.
func lettersOnly(name string) string {
	only := func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '|' {
			return r
		}
		return -1
	}
	return strings.Map(only, lookalike.Skeleton(strings.Map(only, name)))
}

// skeleton is a name's second unique key, besides NameKey.
func skeleton(name string) sql.NullString { return db.NullText(lookalike.Skeleton(name)) }
