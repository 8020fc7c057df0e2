package pdf

import (
	"encoding/binary"
	"math"
	"slices"

	"github.com/go-text/typesetting/font/opentype"
)

// The flags of a composite glyph, from OpenType's table glyf.
const (
	wordArguments  = 0x0001
	offsets        = 0x0002
	oneScale       = 0x0008
	moreComponents = 0x0020
	twoScales      = 0x0040
	fourScales     = 0x0080
)

// glyph is the outline of a glyph. It is empty for a glyph that draws nothing, or that the font
// does not have.
func (t *typeface) glyph(id uint16) []byte {
	loca, glyf := t.tables["loca"], t.tables["glyf"]
	var from, to int
	if binary.BigEndian.Uint16(t.tables["head"][50:]) == 0 {
		if int(id)*2+4 > len(loca) {
			return nil
		}
		from, to = 2*int(binary.BigEndian.Uint16(loca[2*int(id):])), 2*int(binary.BigEndian.Uint16(loca[2*int(id)+2:]))
	} else {
		if int(id)*4+8 > len(loca) {
			return nil
		}
		from, to = int(binary.BigEndian.Uint32(loca[4*int(id):])), int(binary.BigEndian.Uint32(loca[4*int(id)+4:]))
	}
	if from > to || to > len(glyf) {
		return nil
	}
	return glyf[from:to]
}

// reach is how far a glyph goes below and above the base of its line, in the font's units.
func (t *typeface) reach(id uint16) (below, above int16) {
	outline := t.glyph(id)
	if len(outline) < 10 {
		return 0, 0
	}
	return int16(binary.BigEndian.Uint16(outline[4:])), int16(binary.BigEndian.Uint16(outline[8:])) //nolint:gosec // the format's numbers are signed
}

// metric is the advance and the left side bearing of a glyph, in the font's units.
func (t *typeface) metric(id uint16) (advance, bearing uint16) {
	hmtx, long := t.tables["hmtx"], int(binary.BigEndian.Uint16(t.tables["hhea"][34:]))
	last := min(int(id), long-1)
	advance = binary.BigEndian.Uint16(hmtx[4*last:])
	at := 4*last + 2
	if int(id) >= long {
		at = 4*long + 2*(int(id)-long)
	}
	if at+2 > len(hmtx) {
		return advance, 0
	}
	return advance, binary.BigEndian.Uint16(hmtx[at:])
}

// components returns the positions in a composite glyph's outline that name its parts.
func components(outline []byte) (places []int) {
	if len(outline) < 10 || int16(binary.BigEndian.Uint16(outline)) >= 0 { //nolint:gosec // the format's negative number says that it is composite
		return nil
	}
	for at := 10; at+4 <= len(outline); {
		flags := binary.BigEndian.Uint16(outline[at:])
		places = append(places, at+2)
		at += 6
		if flags&wordArguments != 0 {
			at += 2
		}
		switch {
		case flags&oneScale != 0:
			at += 2
		case flags&twoScales != 0:
			at += 4
		case flags&fourScales != 0:
			at += 8
		}
		if flags&moreComponents == 0 {
			break
		}
	}
	return places
}

// part is a glyph at a position, in the font's units.
type part struct {
	glyph  uint16
	dx, dy int16
}

// drawn is a glyph of a document's font: one glyph of the font, several of them together, or none.
type drawn struct {
	parts   []part
	advance int // in the font's units
}

// composite is the outline of several glyphs together. It uses the font's own glyph numbers.
func (t *typeface) composite(parts []part) (outline []byte, left int16) {
	parts = slices.DeleteFunc(slices.Clone(parts), func(p part) bool { return len(t.glyph(p.glyph)) < 10 })
	if len(parts) == 0 {
		return nil, 0
	}
	box := [4]int16{math.MaxInt16, math.MaxInt16, math.MinInt16, math.MinInt16}
	var body []byte
	for n, p := range parts {
		own := t.glyph(p.glyph)
		side := func(at int) int16 { return int16(binary.BigEndian.Uint16(own[at:])) } //nolint:gosec // the format's numbers are signed
		_, bearing := t.metric(p.glyph)
		dx := p.dx + int16(bearing) - side(2) //nolint:gosec // as above
		box[0], box[1] = min(box[0], side(2)+dx), min(box[1], side(4)+p.dy)
		box[2], box[3] = max(box[2], side(6)+dx), max(box[3], side(8)+p.dy)
		flags := uint16(wordArguments | offsets)
		if n < len(parts)-1 {
			flags |= moreComponents
		}
		for _, v := range []uint16{flags, p.glyph, uint16(dx), uint16(p.dy)} { //nolint:gosec // as above
			body = binary.BigEndian.AppendUint16(body, v)
		}
	}
	outline = []byte{0xFF, 0xFF} // a composite one
	for _, v := range box {
		outline = binary.BigEndian.AppendUint16(outline, uint16(v)) //nolint:gosec // as above
	}
	return append(outline, body...), box[0]
}

// outlineOf is the outline of a document's glyph, and its left side bearing.
func (t *typeface) outlineOf(d drawn) (outline []byte, bearing uint16) {
	switch {
	case len(d.parts) == 0:
		return nil, 0
	case len(d.parts) == 1 && d.parts[0].dx == 0 && d.parts[0].dy == 0:
		_, bearing = t.metric(d.parts[0].glyph)
		return slices.Clone(t.glyph(d.parts[0].glyph)), bearing
	}
	outline, left := t.composite(d.parts)
	return outline, uint16(left) //nolint:gosec // the format's numbers are signed
}

// subset is a font file with only these glyphs, numbered in this order: the first must be glyph 0,
// with which every font begins. The parts of composite glyphs follow.
func (t *typeface) subset(glyphs []drawn) []byte {
	glyphs = slices.Clone(glyphs)
	var glyf, loca, hmtx []byte
	place := map[uint16]uint16{}
	for n := 0; n < len(glyphs); n++ { // the loop appends
		outline, bearing := t.outlineOf(glyphs[n])
		for _, at := range components(outline) {
			id := binary.BigEndian.Uint16(outline[at:])
			if _, there := place[id]; !there {
				place[id] = uint16(len(glyphs)) //nolint:gosec // a document uses fewer glyphs than a font can have
				glyphs = append(glyphs, t.whole(id))
			}
			binary.BigEndian.PutUint16(outline[at:], place[id])
		}
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf))) //nolint:gosec // a part of a font file
		glyf = append(glyf, outline...)
		glyf = append(glyf, make([]byte, -len(glyf)&3)...)
		hmtx = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(hmtx, uint16(glyphs[n].advance)), bearing) //nolint:gosec // a width
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf))) //nolint:gosec // a part of a font file
	return t.file(uint16(len(glyphs)), glyf, loca, hmtx)          //nolint:gosec // as above
}

// whole is a single glyph of the font.
func (t *typeface) whole(id uint16) drawn {
	advance, _ := t.metric(id)
	return drawn{[]part{{glyph: id}}, int(advance)}
}

// file is a font file with these glyphs.
func (t *typeface) file(count uint16, glyf, loca, hmtx []byte) []byte {
	head, hhea, maxp := slices.Clone(t.tables["head"]), slices.Clone(t.tables["hhea"]), slices.Clone(t.tables["maxp"])
	// the checksum of the whole file, which no PDF reader checks
	binary.BigEndian.PutUint32(head[8:], 0)
	binary.BigEndian.PutUint16(head[50:], 1) // loca has 32-bit numbers
	binary.BigEndian.PutUint16(hhea[34:], count)
	binary.BigEndian.PutUint16(maxp[4:], count)
	// the parts of a glyph
	binary.BigEndian.PutUint16(maxp[28:], 64)
	// and how deeply they are nested
	binary.BigEndian.PutUint16(maxp[30:], 1+binary.BigEndian.Uint16(maxp[30:]))
	made := map[string][]byte{"glyf": glyf, "loca": loca, "hmtx": hmtx, "head": head, "hhea": hhea, "maxp": maxp}
	var tables []opentype.Table
	for _, tag := range []string{"cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"} {
		content, own := made[tag]
		if !own {
			content = t.tables[tag]
		}
		if content != nil {
			padded := append(slices.Clip(content), make([]byte, -len(content)&3)...)
			tables = append(tables, opentype.Table{Tag: opentype.MustNewTag(tag), Content: padded})
		}
	}
	return opentype.WriteTTF(tables)
}
