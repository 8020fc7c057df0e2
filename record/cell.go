package record

import (
	"regexp"
	"strings"
)

var (
	cellEscapes   = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`)
	cellUnescapes = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\r`, "\r")
)

// cell is a text as a spreadsheet takes it for text, on one line; uncell is its opposite. A text
// that would be taken for a formula gets an apostrophe before it, and so does one that begins with
// an apostrophe.
func cell(text string) string {
	return apostrophized(cellEscapes.Replace(text))
}

func uncell(text string) string {
	return cellUnescapes.Replace(strings.TrimPrefix(text, "'"))
}

// formulaInText is where a spreadsheet that splits at semicolons or tabs would begin a formula.
var formulaInText = regexp.MustCompile(`([;\t])([=+\-@＝＋－＠])`)

// TextCell keeps spreadsheets from taking a text for a formula, or a part of it, where they split
// it. It is for every list that is a CSV file: they escape as the record does.
func TextCell(text string) string {
	return formulaInText.ReplaceAllString(apostrophized(text), "$1'$2")
}

// apostrophized is a text that no spreadsheet takes for a formula: they do by its first sign, some
// also by a wide one. An apostrophe before it makes it text; one that is there already is written
// twice, so that it can be told apart.
func apostrophized(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠'", []rune(text)[0]) {
		return "'" + text
	}
	return text
}
