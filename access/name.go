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

// checkName checks a new name of an account, a company, a user or a webapp: a line by which nothing else can be meant. Spaces
// inside are folded. It is unique by its skeleton as well.
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

// checkKey checks the name of something that stands for nobody: one line, of characters that can be seen.
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

// isVisible says whether somebody sees a character: no space, no mark on another, no filler.
func isVisible(r rune) bool {
	return unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unicode.IsMark(r) && !lookalike.Unseen(r)
}

// checkPerson checks the name of a person, which stands in the record's reports beside its login. was is the first and last name that the
// person has already, and may keep.
func checkPerson(invalid *Invalid, firstField, lastField string, first, last *string, was string) {
	*first, *last = checkLine(invalid, firstField, *first), checkLine(invalid, lastField, *last)
	if name := *first + " " + *last; name != was && IsReservedName(name) {
		invalid.add(lastField, PersonReserved{})
	}
}

// reserved are what pages, mails and the record call who is no login, in each language, and what they called them before.
var reserved = []string{
	operatorName, "the operator", nobodyName, "nobody signed in", "not signed in", "somebody", "someone", externalName, "somebody external",
	"someone external", "somebody from outside", "someone from outside", "from outside", "outside", "clock", "the clock", "command line",
	"the command line", "system", "the system", "hidden", "anonymous", "unknown",

	"Betreiber", "der Betreiber", "der Operator", "niemand", "niemand angemeldet", "nicht angemeldet", "jemand", "jemand Externes", "jemand von außen",
	"von außen", "außen", "außerhalb", "Uhr", "die Uhr", "Befehlszeile", "die Befehlszeile",
	"Kommandozeile", "das System", "verborgen", "ausgeblendet", "anonym", "unbekannt",
}

// reservedConsents begin what is said of a standing consent that decided.
var reservedConsents = []string{"standing consent of ", "Dauerfreigabe von "}

// reservedNames are reserved by what the letters look like: nobody new gets such a name.
var reservedNames = func() map[string]bool {
	looks := map[string]bool{}
	for _, name := range reserved {
		looks[lettersOnly(name)], looks[lettersOnly(strings.ToUpper(name))] = true, true // an I looks like an l
	}
	return looks
}()

// IsReservedName says whether a name looks like what is said of who is no login, or of a standing consent that decided.
func IsReservedName(name string) bool {
	look := lettersOnly(name)
	return reservedNames[look] || slices.ContainsFunc(reservedConsents, func(of string) bool {
		return strings.HasPrefix(look, lettersOnly(of)) || strings.HasPrefix(look, lettersOnly(strings.ToUpper(of)))
	})
}

// lettersOnly is what the letters of a name look like, without spaces and signs.
func lettersOnly(name string) string {
	only := func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '|' {
			return r
		}
		return -1
	}
	return strings.Map(only, lookalike.Skeleton(strings.Map(only, name)))
}

// skeleton is a name's unique key beside NameKey.
func skeleton(name string) sql.NullString { return db.NullText(lookalike.Skeleton(name)) }
