package record

import (
	"fmt"
	"regexp"
	"strings"
)

// Heads are kept elsewhere in files, one checkpoint after another. If a disk was full or the
// process was killed, a file may contain only the beginning of one: that is not a head, and proves
// nothing against the record.

// wholeHead matches a checkpoint as this program signs it. Every part has a fixed form, so it
// cannot match across a place where another checkpoint was cut off.
var wholeHead = regexp.MustCompile(`latchkey/[0-9a-f]{8}\n[0-9]+\n[A-Za-z0-9+/]{43}=\n\n— latchkey/[0-9a-f]{8} [A-Za-z0-9+/]{91}=\n`)

// longestHead is longer than any checkpoint, in bytes.
const longestHead = 300

// headLines match the lines of a checkpoint. headBegins match how much of each may have been
// written.
var (
	headLines  = lineForms(`latchkey/[0-9a-f]{8}`, `[0-9]+`, `[A-Za-z0-9+/]{43}=`, ``, `— latchkey/[0-9a-f]{8} [A-Za-z0-9+/]{91}=`)
	headBegins = lineForms(`latchkey/[0-9a-f]{0,8}`, `[0-9]*`, `[A-Za-z0-9+/]{0,43}=?`, ``, `— latchkey/[0-9a-f]{0,8}( [A-Za-z0-9+/]{0,91}=?)?`)
)

func lineForms(forms ...string) (lines []*regexp.Regexp) {
	for _, form := range forms {
		lines = append(lines, regexp.MustCompile(`^`+form+`$`))
	}
	return lines
}

// SplitHeads returns the checkpoints in a file of heads. It leaves out checkpoints that were cut
// off; torn is the number of bytes of such a part at the end. It is an error if the file contains
// anything else.
func SplitHeads(text string) (heads []string, torn int, err error) {
	end := 0
	for _, at := range wholeHead.FindAllStringIndex(text, -1) {
		if !isCutOff(text[end:at[0]]) {
			return nil, 0, errNoHead(text, end)
		}
		heads, end = append(heads, text[at[0]:at[1]]), at[1]
	}
	rest := text[end:]
	if !isCutOff(rest) {
		return nil, 0, errNoHead(text, end)
	}
	return heads, len(strings.TrimLeft(rest, "\n")), nil
}

// TornAtEnd returns how many bytes at the end of a text are part of a checkpoint that was cut off.
// The text may begin in the middle of another one.
func TornAtEnd(text string) int {
	end := 0
	for _, at := range wholeHead.FindAllStringIndex(text, -1) {
		end = at[1]
	}
	rest := strings.TrimLeft(text[end:], "\n")
	if !isCutOff(rest) {
		return 0
	}
	return len(rest)
}

func errNoHead(text string, at int) error {
	return fmt.Errorf("line %d doesn't begin a head that latchkey signed", strings.Count(text[:at], "\n")+1)
}

// isCutOff reports whether a text consists only of empty lines and beginnings of checkpoints. After
// a power failure, a file may also end with zero bytes that nobody wrote.
func isCutOff(text string) bool {
	text = strings.TrimLeft(strings.TrimRight(text, "\x00"), "\n")
	if text == "" || beginsHead(text) {
		return true
	}
	// An older version appended to a checkpoint that was cut off.
	for i := 1; i < min(len(text), longestHead); i++ {
		if text[i] == 'l' && beginsHead(text[:i]) && isCutOff(text[i:]) {
			return true
		}
	}
	return false
}

// The beginnings of the first and the last line of a checkpoint.
const firstBegins, lastBegins = "latchkey/", "— latchkey/"

// beginsHead reports whether a text is the beginning of a checkpoint.
func beginsHead(text string) bool {
	lines := strings.Split(text, "\n")
	if len(lines) > len(headLines) {
		return false
	}
	last := len(lines) - 1
	for i, line := range lines[:last] {
		if !headLines[i].MatchString(line) {
			return false
		}
	}
	return headBegins[last].MatchString(lines[last]) ||
		strings.HasPrefix(firstBegins, lines[last]) && last == 0 || strings.HasPrefix(lastBegins, lines[last]) && last == len(headLines)-1
}
