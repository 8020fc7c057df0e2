package pdf

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// em is the size at which text is shaped: PDF uses thousandths of the font's size.
const em = 1000

// widestSpace is the width of DejaVu Sans's space, in thousandths of the font's size.
const widestSpace = 350

// joints are where one of our sentences continues after a name: an arrow, or a number after a
// comma. In a left-to-right paragraph, they belong to the right of a right-to-left name.
var joints = regexp.MustCompile(`→|[,:;.)] ?\d| – ?\d`)

// textLine is a line of a paragraph as on paper. The measures are in thousandths of the font's
// size.
type textLine struct {
	text                   []rune // of the whole paragraph
	end                    int    // where the line ends in it
	runs                   []shaping.Output
	width, ascent, descent float64
	rtl                    bool
}

// lines splits a text into lines, and removes characters that control a terminal or reverse the
// direction.
func lines(text string) []string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n', unicode.Is(unicode.Join_Control, r), unicode.Is(unicode.Variation_Selector, r):
			return r
		case r == '\r', unicode.Is(unicode.Cf, r):
			return -1
		case unicode.IsControl(r), r == '\u2028', r == '\u2029':
			return ' '
		}
		return r
	}, strings.ReplaceAll(text, "\r\n", "\n"))
	return strings.Split(norm.NFC.String(text), "\n")
}

// paragraphs joins the parts of a text. A single part goes in the direction of its first letter.
// Several parts are arranged from left to right, and each goes in its own direction.
func paragraphs(parts []string) (texts []string, rtl []bool) {
	if len(parts) == 1 {
		for _, line := range lines(parts[0]) {
			first, other := direction(line)
			if other && !first {
				line = strings.ReplaceAll(joints.ReplaceAllString(line, string(markLTR)+"$0"), "→", "→"+string(markLTR))
			}
			texts, rtl = append(texts, line), append(rtl, first)
		}
		return texts, rtl
	}
	texts = []string{""}
	for _, part := range parts {
		for n, line := range lines(part) {
			if n > 0 {
				texts = append(texts, "")
			}
			switch first, other := direction(line); {
			case first:
				line = string(isolateRTL) + line + string(isolateEnd)
			case other:
				line += string(markLTR)
			}
			texts[len(texts)-1] += line
		}
	}
	return texts, make([]bool, len(texts))
}

// printable returns a text in which all characters have a glyph. Others are replaced by their plain
// equivalents in Unicode, or by their numbers.
func (d *Document) printable(text string, bold bool) []rune {
	var out []rune
	around := language.Latin
	for _, r := range text {
		if script := language.LookupScript(r); script.Strong() && script != language.Unknown {
			around = script
		}
		switch {
		case !d.unprintable[r] && unicode.In(r, unicode.Z, unicode.Cf, unicode.Variation_Selector):
			out = append(out, r)
		case !d.unprintable[r] && d.faceFor(r, around, bold) != nil:
			out = append(out, r)
		default:
			d.missing[r] = true
			out = append(out, []rune(d.instead(r, bold))...)
		}
	}
	return out
}

func (d *Document) instead(r rune, bold bool) string {
	like := norm.NFKC.String(string(r))
	for _, l := range like {
		if l == r || d.unprintable[l] || !unicode.IsGraphic(l) || d.faceFor(l, language.LookupScript(l), bold) == nil {
			return fmt.Sprintf("[U+%04X]", r)
		}
	}
	return like
}

// fontmap chooses the fonts of a paragraph.
type fontmap struct {
	d      *Document
	bold   bool
	script language.Script
}

func (m *fontmap) SetScript(s language.Script) { m.script = s }

func (m *fontmap) ResolveFace(r rune) *font.Face {
	f := m.d.faceFor(r, m.script, m.bold)
	if f == nil {
		// part of a text that printable accepted: shape finds what is missing
		f = m.d.face(plain, m.bold)
	}
	return f.face
}

// alphabets are the scripts whose letters need no ligatures; noLigatures turns those off.
var alphabets = []language.Script{language.Latin, language.Greek, language.Cyrillic, language.Common}

var noLigatures = []shaping.FontFeature{{Tag: opentype.MustNewTag("liga"), Value: 0}, {Tag: opentype.MustNewTag("clig"), Value: 0}}

// shape makes the glyphs of a paragraph, in reading order.
func (d *Document) shape(text []rune, rtl, bold bool) (runs []shaping.Output, levels []bidi.Level) {
	levels = make([]bidi.Level, len(text))
	for _, p := range pieces(text, rtl) {
		for n := p.start; n < p.end; n++ {
			levels[n] = p.level
		}
		input := shaping.Input{Text: text, RunStart: p.start, RunEnd: p.end, Size: fixed.I(em), Language: "en", Direction: di.DirectionLTR}
		if p.level%2 == 1 {
			input.Direction = di.DirectionRTL
		}
		for _, part := range slices.Clone(d.segmenter.Split(input, &fontmap{d: d, bold: bold})) {
			if slices.Contains(alphabets, part.Script) {
				part.FontFeatures = noLigatures
			}
			run := d.shaper.ShapeNoExtents(part)
			for n := range run.Glyphs {
				switch g := &run.Glyphs[n]; {
				case !unicode.IsSpace(text[g.TextIndex()]):
					// the library treats something without a width as a space, which may be beyond
					// the margin
					g.Width = 1
				case text[g.TextIndex()] == ' ':
					g.Advance = min(g.Advance, fixed.I(widestSpace)) // spaces of emoji are wide
				}
			}
			run.RecomputeAdvance()
			runs = append(runs, run)
		}
	}
	return runs, levels
}

// lacking returns the characters of shaped text for which the font turned out to have no glyph.
func lacking(text []rune, runs []shaping.Output) (chars []rune) {
	for _, run := range runs {
		for _, g := range run.Glyphs {
			if g.GlyphID == 0 {
				chars = append(chars, text[g.TextIndex():g.TextIndex()+g.RunesCount()]...)
			}
		}
	}
	return chars
}

// remember notes characters as not printable, and reports whether one of them is new.
func (d *Document) remember(chars []rune) (fresh bool) {
	for _, r := range chars {
		fresh = fresh || !d.unprintable[r]
		d.unprintable[r] = true
	}
	return fresh
}

// set breaks a paragraph into lines that are no wider than width, in thousandths of the font's
// size; 0 makes one line. It breaks where Unicode allows it, and inside a word only if the word
// does not fit on a line.
func (d *Document) set(paragraph string, rtl, bold bool, width float64) (out []textLine) {
	text := d.printable(paragraph, bold)
	runs, levels := d.shape(text, rtl, bold)
	for d.remember(lacking(text, runs)) {
		text = d.printable(paragraph, bold)
		runs, levels = d.shape(text, rtl, bold)
	}
	if len(text) == 0 {
		return []textLine{{rtl: rtl}}
	}
	config := shaping.WrapConfig{Direction: di.DirectionLTR, DisableTrailingWhitespaceTrim: true}
	if rtl {
		config.Direction = di.DirectionRTL
	}
	most := fixed.Int26_6(1 << 30)
	if width > 0 {
		most = fixed.Int26_6(min(width*64, 1<<30))
	}
	wrapped, _ := d.wrapper.WrapParagraphF(config, most, text, shaping.NewSliceIterator(runs))
	for _, line := range wrapped {
		l := textLine{text: text, runs: withoutLastSpaces(text, slices.Clone(line)), rtl: rtl}
		for _, run := range l.runs {
			l.end = max(l.end, run.Runes.Offset+run.Runes.Count)
		}
		visual(l.runs, func(run shaping.Output) bidi.Level {
			return levels[run.Runes.Offset]
		})
		for _, run := range l.runs {
			run.RecomputeAdvance()
			l.width += float64(run.Advance) / 64
			f := d.byFace[run.Face]
			for _, g := range run.Glyphs {
				below, above := f.reach(uint16(g.GlyphID)) //nolint:gosec // a font has no more glyphs
				rise, unit := float64(g.YOffset)/64, em/float64(f.font.Upem())
				l.ascent, l.descent = max(l.ascent, rise+float64(above)*unit), max(l.descent, -rise-float64(below)*unit)
			}
		}
		out = append(out, l)
	}
	return out
}

// fit sets a text on one line, and cuts off its end if it is too long.
func (d *Document) fit(text string, rtl, bold bool, width float64) textLine {
	all := d.set(text, rtl, bold, width)
	if len(all) == 1 {
		return all[0]
	}
	first := d.set(text, rtl, bold, width-em)[0] // the dots are as wide as one em
	return d.set(strings.TrimSpace(string(first.text[:first.end]))+"…", rtl, bold, 0)[0]
}

// withoutLastSpaces removes the spaces at the end of a line, so that they take no room in its
// middle if directions mix.
func withoutLastSpaces(text []rune, runs []shaping.Output) []shaping.Output {
	for len(runs) > 0 {
		run := &runs[len(runs)-1]
		at, rest := len(run.Glyphs)-1, run.Glyphs[:max(0, len(run.Glyphs)-1)]
		if run.Direction == di.DirectionRTL {
			at, rest = 0, run.Glyphs[min(1, len(run.Glyphs)):]
		}
		if len(run.Glyphs) > 0 && !unicode.IsSpace(text[run.Glyphs[at].TextIndex()]) {
			return runs
		}
		if run.Glyphs = rest; len(rest) == 0 {
			runs = runs[:len(runs)-1]
		}
	}
	return runs
}
