// Package pdf makes A4 PDF documents with text in any script. Text is shaped, ordered and broken
// into lines by Unicode's rules, and can be searched and copied.
package pdf

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
)

// The page, in millimetres: A4, with margins that every printer can keep and that leave room for a
// hole punch.
const (
	Margin     = 20.0
	Width      = 210 - 2*Margin
	pageHeight = 297
	lastLine   = pageHeight - 25.0
	inset      = 1.0 // of a text in its cell
	point      = 72 / 25.4
)

// The alignments of a cell. Start is left for a text whose first letter goes from left to right,
// and right otherwise.
const (
	Left = iota
	Right
	Start
)

// Style is how a text looks.
type Style struct {
	Size  float64 // in points
	Bold  bool
	Gray  int // 0 is black, 255 is white
	Align int
}

// Document is a document that is being drawn, from top to bottom. X and Y are where the next cell
// or paragraph begins, in millimetres from the page's upper left corner.
type Document struct {
	X, Y float64
	// Indent is where lines begin, from the margin.
	Indent float64
	// Language is the tag of the document's language.
	Language string
	// PageOf is the text at the foot of a page: its number, and how many pages there are. By
	// default, these are two numbers.
	PageOf func(page, pages int64) string

	// By is at the foot of each page, after the title.
	By string

	title, author string
	at            time.Time
	pages         []*bytes.Buffer
	picture       *Image // at the head
	err           error

	segmenter   shaping.Segmenter
	shaper      shaping.HarfbuzzShaper
	wrapper     shaping.LineWrapper
	faces       []*docFace
	byName      map[string]*docFace
	byFace      map[*font.Face]*docFace
	byRune      map[runeKey]*docFace
	missing     map[rune]bool
	unprintable map[rune]bool
}

// New makes a document. The title and the page number are at the foot of each page.
func New(title, author string, at time.Time) *Document {
	d := newDocument()
	d.title, d.author, d.at = title, author, at
	d.X, d.Language = Margin, "en"
	d.PageOf = func(page, pages int64) string { return fmt.Sprint(page, "/", pages) }
	d.newPage()
	return d
}

func newDocument() *Document {
	return &Document{
		byName: map[string]*docFace{}, byFace: map[*font.Face]*docFace{}, byRune: map[runeKey]*docFace{},
		missing: map[rune]bool{}, unprintable: map[rune]bool{},
	}
}

// Missing returns the characters for which no font has a glyph. The document shows their plain
// equivalents or their numbers.
func (d *Document) Missing() []rune { return slices.Sorted(maps.Keys(d.missing)) }

func (d *Document) newPage() {
	d.pages = append(d.pages, &bytes.Buffer{})
	d.Y = Margin
	d.print("0.57 w\n")
}

// Ln goes to the beginning of a line further down.
func (d *Document) Ln(height float64) { d.X, d.Y = Margin+d.Indent, d.Y+height }

// SetIndent sets where lines begin, from the margin, and goes there.
func (d *Document) SetIndent(indent float64) {
	d.Indent = indent
	d.X = Margin + indent
}

// room begins a new page if less than height is left on this one.
func (d *Document) room(height float64) {
	if d.Y+height > lastLine && d.Y > Margin {
		d.newPage()
	}
}

// Text writes a paragraph over as many lines and pages as it needs. If it has several parts, such
// as a name among our own words, each part has its own direction, and the paragraph goes from left
// to right.
func (d *Document) Text(s Style, width float64, parts ...string) {
	d.X = Margin + d.Indent
	texts, rtl := paragraphs(parts)
	for n, text := range texts {
		for _, line := range d.set(text, rtl[n], s.Bold, (width-2*inset)*point*em/s.Size) {
			above, below := s.extent(s.Size*0.5, line)
			d.room(above + below)
			d.draw(s, line, d.X, d.Y+above, width)
			d.Ln(above + below)
		}
	}
}

// extent returns how far a line goes above and below the base of its letters, in millimetres: as
// far as its letters need, and at least the given height.
func (s Style) extent(height float64, line textLine) (above, below float64) {
	size := s.Size / point
	return max(height*0.5+size*0.3, line.ascent*size/em), max(height*0.5-size*0.3, line.descent*size/em)
}

// Cell writes a text on one line, and moves to the right of it.
func (d *Document) Cell(s Style, width, height float64, text string) {
	d.room(height)
	texts, rtl := paragraphs([]string{text})
	for n := range texts[:1] {
		line := d.set(texts[n], rtl[n], s.Bold, 0)[0]
		d.draw(s, line, d.X, d.Y+height*0.5+s.Size/point*0.3, width)
	}
	d.X += width
}

// Rule draws a line from here to the right.
func (d *Document) Rule(width float64) {
	d.print("%.2f %.2f m %.2f %.2f l S\n", d.X*point, (pageHeight-d.Y)*point, (d.X+width)*point, (pageHeight-d.Y)*point)
}

func (d *Document) print(format string, args ...any) {
	fmt.Fprintf(d.pages[len(d.pages)-1], format, args...)
}

// draw writes a line with its letters on base.
func (d *Document) draw(s Style, line textLine, x, base, width float64) {
	free := width*point - 2*inset*point - line.width*s.Size/em
	left := x*point + inset*point
	if s.Align == Right || s.Align == Start && line.rtl {
		left += free
	}
	if len(line.runs) > 0 {
		d.glyphs(s, line, left, (pageHeight-base)*point)
	}
}

// footers writes the foot of each page, now that the number of pages is known.
func (d *Document) footers() {
	pages := d.pages
	foot := d.title
	if d.By != "" {
		foot += " · " + d.By
	}
	texts, rtl := paragraphs([]string{foot, ""})
	for n := range pages {
		d.pages = pages[:n+1]
		const base, height = pageHeight - 15.0, 5.0
		s := Style{Size: 8, Gray: 90}
		above, _ := s.extent(height, textLine{})
		title := d.fit(texts[0], rtl[0], false, (Width-30-2*inset)*point*em/s.Size)
		d.draw(s, title, Margin, base+above, Width-30)
		number := d.set(d.PageOf(int64(n+1), int64(len(pages))), false, false, 0)[0]
		s.Align = Right
		d.draw(s, number, Margin+Width-30, base+above, 30)
	}
}

// docFace is a font as used by one document.
type docFace struct {
	*typeface
	face    *font.Face
	fake    bool // drawn bolder than the font
	number  int  // /F0 and so on; -1 as long as nothing uses it
	index   map[glyphKey]uint16
	used    []drawn  // the glyphs that were used
	meaning []string // their text, for searching and copying
}

type runeKey struct {
	r      rune
	around language.Script
	bold   bool
}

// faceFor returns a font that has a character, or nil.
func (d *Document) faceFor(r rune, around language.Script, bold bool) *docFace {
	key := runeKey{r, around, bold}
	if f, known := d.byRune[key]; known {
		return f
	}
	for _, name := range fontsFor(r, around, bold) {
		if name == "" {
			continue
		}
		f := d.face(name, bold)
		if f == nil {
			return nil
		}
		if id, has := f.font.NominalGlyph(r); has && id != 0 {
			d.byRune[key] = f
			return f
		}
	}
	d.byRune[key] = nil
	return nil
}

// face returns a font of the document. If there is no bold version, it is drawn bolder.
func (d *Document) face(name string, bold bool) *docFace {
	key := name
	if bold && name != plainBold {
		key += " drawn bold"
	}
	if f := d.byName[key]; f != nil {
		return f
	}
	t, err := openTypeface(name)
	if err != nil {
		d.err = err
		return nil
	}
	f := &docFace{typeface: t, face: font.NewFace(t.font), fake: key != name, number: -1}
	d.byName[key], d.byFace[f.face] = f, f
	return f
}
