package record

import (
	"regexp"
	"strings"
)

var (
	cellEscapes   = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`)
	cellUnescapes = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\r`, "\r")
)

// cell writes a text on one line, so that a spreadsheet reads it as text; uncell reverses it. A
// text that would be read as a formula gets a leading apostrophe, and so does one that begins with
// an apostrophe.
func cell(text string) string {
	return apostrophized(cellEscapes.Replace(text))
}

func uncell(text string) string {
	return cellUnescapes.Replace(strings.TrimPrefix(text, "'"))
}

// formulaInText matches where a spreadsheet that splits at semicolons or tabs would begin a
// formula.
var formulaInText = regexp.MustCompile(`([;\t])([=+\-@＝＋－＠])`)

// TextCell keeps spreadsheets from reading a text, or a part of it after they split it, as a
// formula. All CSV lists use it, so they escape like the record does.
func TextCell(text string) string {
	return formulaInText.ReplaceAllString(apostrophized(text), "$1'$2")
}

// apostrophized makes sure that no spreadsheet reads a text as a formula. They look at the first
// character, some also at its wide form. A leading apostrophe makes it text; if the text already
// has one, it is doubled, so that this can be reversed.
func apostrophized(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠'", []rune(text)[0]) {
		return "'" + text
	}
	return text
}
