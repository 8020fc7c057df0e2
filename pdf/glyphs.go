package pdf

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// boldness is how much wider strokes are drawn for a font without bold letters, as a fraction of
// the font's size.
const boldness = 0.022

type glyphKey struct {
	text string
	one  part
	more string
}

// code returns the number, in the document's font, of a glyph that stands for a text. The same
// glyph with a different text gets a different number.
func (f *docFace) code(d drawn, text string) uint16 {
	if f.index == nil {
		f.index = map[glyphKey]uint16{}
		// the glyph for missing characters, with which every font begins
		f.used, f.meaning = []drawn{f.whole(0)}, []string{""}
	}
	key := glyphKey{text: text}
	if len(d.parts) == 1 {
		key.one = d.parts[0]
	} else {
		key.more = fmt.Sprint(d)
	}
	n, known := f.index[key]
	if !known {
		n = uint16(len(f.used)) //nolint:gosec // a document of our pages has fewer
		f.index[key] = n
		f.used, f.meaning = append(f.used, d), append(f.meaning, text)
	}
	return n
}

// thousandths converts the font's units into thousandths of its size.
func (f *docFace) thousandths(v int) int {
	return int(math.Round(float64(v) * em / float64(f.font.Upem())))
}

// units converts the shaper's measures into the font's units.
func (f *docFace) units(v fixed.Int26_6) int {
	return int(math.Round(float64(v) / 64 / em * float64(f.font.Upem())))
}

// cluster is a few glyphs that together stand for a few characters.
type cluster struct {
	glyphs []shaping.Glyph
	text   []rune
}

// clusters splits a run, in the order on paper. It leaves out what draws nothing and stands for
// nothing.
func clusters(run shaping.Output, text []rune) (out []cluster) {
	for start := 0; start < len(run.Glyphs); {
		g := run.Glyphs[start]
		end := start + 1
		for end < len(run.Glyphs) && run.Glyphs[end].TextIndex() == g.TextIndex() {
			end++
		}
		c := cluster{glyphs: run.Glyphs[start:end], text: slices.DeleteFunc(slices.Clone(text[g.TextIndex():g.TextIndex()+g.RunesCount()]), func(r rune) bool {
			return r == isolateRTL || r == isolateEnd || r == markLTR
		})}
		if len(c.text) > 0 {
			out = append(out, c)
		}
		start = end
	}
	return out
}

// drawn returns the cluster as one glyph of the document's font, so that readers find and copy its
// text as a whole. Marks move with their letters.
func (c cluster) drawn(f *docFace) drawn {
	if g := c.glyphs[0]; len(c.glyphs) == 1 && g.XOffset == 0 && g.YOffset == 0 {
		return f.whole(uint16(g.GlyphID)) //nolint:gosec // a font has no more glyphs
	}
	var d drawn
	var x fixed.Int26_6
	for _, g := range c.glyphs {
		d.parts = append(d.parts, part{uint16(g.GlyphID), int16(f.units(x + g.XOffset)), int16(f.units(g.YOffset))}) //nolint:gosec // as above; offsets are small
		x += g.Advance
	}
	d.advance = max(0, f.units(x))
	return d
}

// glyphs writes a line from a position, in points.
func (d *Document) glyphs(s Style, line textLine, x, y float64) {
	shade := float64(s.Gray) / 255
	d.print("q %.3f g %.3f G BT\n", shade, shade)
	for _, run := range line.runs {
		f, parts := d.byFace[run.Face], clusters(run, line.text)
		if len(parts) == 0 {
			continue
		}
		if f.number < 0 {
			f.number = len(d.faces)
			d.faces = append(d.faces, f)
		}
		if f.fake {
			d.print("2 Tr %.3f w ", boldness*s.Size)
		} else {
			d.print("0 Tr ")
		}
		d.print("/F%d %.2f Tf 1 0 0 1 %.2f %.2f Tm\n", f.number, s.Size, x, y)
		pen := pen{f: f}
		for _, c := range parts {
			pen.write(c, run.Direction == di.DirectionRTL)
		}
		d.print("[%s]TJ\n", pen.out.String())
		x += pen.want * s.Size / em
	}
	d.print("ET Q\n")
}

// pen writes the glyphs of a run. The measures are in thousandths of the font's size.
type pen struct {
	f          *docFace
	out        strings.Builder
	want, real float64 // where the next glyph belongs, and where the reader of the document is
}

func (p *pen) write(c cluster, rtl bool) {
	d := c.drawn(p.f)
	if off := math.Round(p.want - p.real); off != 0 {
		fmt.Fprintf(&p.out, "%d", -int(off))
		p.real += off
	}
	if !rtl {
		fmt.Fprintf(&p.out, "<%04X>", p.f.code(d, string(c.text)))
	} else {
		// Readers reverse right-to-left text letter by letter, so each letter must be one for them:
		// the first has the glyph, and the others draw nothing.
		for n, r := range slices.Backward(c.text) {
			what := drawn{}
			if n == len(c.text)-1 {
				what = d
			}
			fmt.Fprintf(&p.out, "<%04X>", p.f.code(what, string(r)))
		}
	}
	p.real += float64(p.f.thousandths(d.advance))
	for _, g := range c.glyphs {
		p.want += float64(g.Advance) / 64
	}
}

// write writes the document's font with the glyphs that were used, and returns its number.
func (f *docFace) write(w *writer) (int, error) {
	file := f.subset(f.used)
	sum := sha256.Sum256(file)
	tag := make([]byte, 6)
	for n := range tag {
		tag[n] = 'A' + sum[n]%26
	}
	name := string(tag) + "+" + f.name
	number, inner, descriptor, embedded, unicodes := w.reserve(), w.reserve(), w.reserve(), w.reserve(), w.reserve()
	w.object(number, "<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", name, inner, unicodes)
	var widths strings.Builder
	for _, d := range f.used {
		fmt.Fprintf(&widths, "%d ", f.thousandths(d.advance))
	}
	w.object(inner, "<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"+
		"/FontDescriptor %d 0 R/CIDToGIDMap/Identity/W[0[%s]]>>", name, descriptor, widths.String())
	scale := func(table string, at int) int {
		v := int16(binary.BigEndian.Uint16(f.tables[table][at:])) //nolint:gosec // the format's numbers are signed
		return int(math.Round(float64(v) * em / float64(f.font.Upem())))
	}
	w.object(descriptor, "<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV 80/FontFile2 %d 0 R>>",
		name, scale("head", 36), scale("head", 38), scale("head", 40), scale("head", 42), scale("hhea", 4), scale("hhea", 6), scale("hhea", 4), embedded)
	if err := w.stream(embedded, file, fmt.Sprintf("/Length1 %d", len(file))); err != nil {
		return 0, err
	}
	return number, w.stream(unicodes, f.toUnicode(), "")
}

// toUnicode is the table by which readers search and copy text.
func (f *docFace) toUnicode() []byte {
	var entries []string
	for n, text := range f.meaning {
		text = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Z, r) {
				return ' '
			}
			return r
		}, text)
		if text != "" {
			entries = append(entries, fmt.Sprintf("<%04X><%s>\n", n, hexUnits(text)))
		}
	}
	var b strings.Builder
	b.WriteString("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n" +
		"/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
	for part := range slices.Chunk(entries, 100) {
		fmt.Fprintf(&b, "%d beginbfchar\n%sendbfchar\n", len(part), strings.Join(part, ""))
	}
	b.WriteString("endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n")
	return []byte(b.String())
}
