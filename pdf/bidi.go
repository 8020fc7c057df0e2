package pdf

import (
	"slices"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/shaping"
	classes "golang.org/x/text/unicode/bidi"
)

// Marks that isolate the direction of a part of a paragraph from the rest. They are removed from
// people's own texts, so that nobody can reverse what is next to them.
const (
	isolateRTL = '\u2067'
	isolateEnd = '\u2069'
	markLTR    = '\u200E'
)

// direction reports whether the first letter that has a direction goes from right to left, and
// whether there is one.
func direction(text string) (first, some bool) {
	decided := false
	for _, r := range text {
		switch class(r) { //nolint:exhaustive // the others have no direction
		case classes.L:
			decided = true
		case classes.R, classes.AL:
			first, some, decided = first || !decided, true, true
		}
	}
	return first, some
}

// piece is a part of a paragraph that goes in one direction.
type piece struct {
	start, end int
	level      bidi.Level
}

// pieces splits a paragraph by Unicode's bidirectional algorithm. The library joins neighbours of
// levels 0 and 2, which both go from left to right. But a number after a right-to-left word has
// level 2 and belongs to the left of that word, so pieces splits these.
func pieces(text []rune, rtl bool) (out []piece) {
	base := bidi.LeftToRight
	var second []bool
	if rtl {
		base = bidi.RightToLeft
	} else {
		second = secondLevel(text)
	}
	var p bidi.Paragraph
	runs := p.Segment(text, base)
	for n := range runs.NumRuns() {
		run := runs.Run(n)
		if rtl || !run.IsLeftToRight() {
			out = append(out, piece{run.Start, run.End, run.Level})
			continue
		}
		for start := run.Start; start < run.End; {
			end := start + 1
			for end < run.End && second[end] == second[start] {
				end++
			}
			level := bidi.Level(0)
			if second[start] {
				level = 2
			}
			out = append(out, piece{start, end, level})
			start = end
		}
	}
	return out
}

// secondLevel says which characters of a left-to-right paragraph have level 2 if they go from left
// to right at all: those of an isolated part, and those of a number after a right-to-left letter,
// or of Arabic digits (rules W1 to W7 of the algorithm).
func secondLevel(text []rune) []bool {
	second, kinds := make([]bool, len(text)), make([]classes.Class, len(text))
	last, inside := classes.L, false
	for n, r := range text {
		switch c := class(r); {
		case r == isolateRTL:
			inside = true
		case r == isolateEnd:
			inside = false
		case inside:
			second[n] = true
		case c == classes.L, c == classes.R, c == classes.AL:
			last = c
		case c == classes.AN, c == classes.EN && last == classes.AL:
			kinds[n] = classes.AN
		case c == classes.EN && last == classes.R:
			kinds[n] = classes.EN
		}
	}
	// symbols between digits of one kind, marks on digits, and symbols after them
	for n := 1; n < len(text); n++ {
		before := kinds[n-1]
		between := n+1 < len(text) && kinds[n+1] == before
		switch c := class(text[n]); {
		case c == classes.CS && between, c == classes.ES && between && before == classes.EN, c == classes.ET && before == classes.EN, c == classes.NSM:
			kinds[n] = before
		}
	}
	for n := len(text) - 2; n >= 0; n-- { // and symbols before them
		if kinds[n+1] == classes.EN && class(text[n]) == classes.ET {
			kinds[n] = classes.EN
		}
	}
	for n, k := range kinds {
		second[n] = second[n] || k == classes.EN || k == classes.AN
	}
	return second
}

func class(r rune) classes.Class {
	p, _ := classes.LookupRune(r)
	return p.Class()
}

// visual puts the runs of a line into the order on paper, from left to right (rule L2 of the
// algorithm).
func visual(runs []shaping.Output, level func(shaping.Output) bidi.Level) {
	var highest bidi.Level
	for _, run := range runs {
		highest = max(highest, level(run))
	}
	for l := highest; l > 0; l-- {
		for start := 0; start < len(runs); start++ {
			end := start
			for end < len(runs) && level(runs[end]) >= l {
				end++
			}
			slices.Reverse(runs[start:end])
			start = end
		}
	}
}
