package pdf

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
	"sync"
	"weak"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/language"

	"latchkey/static"
)

// typeface is a font that was read. Nobody changes it, so documents can share it.
type typeface struct {
	name string
	// without outlines: those are most of the file, and a document needs few of them
	font   *font.Font
	tables map[string][]byte // parts of the file
}

// The fonts by name. DejaVu Sans is used for everything that it has, and stays in memory once it
// was needed. The others are decompressed when first needed, and garbage-collected once no document
// uses them.
const (
	plain     = "DejaVuSans"
	plainBold = "DejaVuSans-Bold"
	emoji     = "NotoEmoji"
	han       = "DroidSansFallbackFull"
	rareHan   = "NotoSansJP-Plane2"
	hangul    = "NanumSquareR"
	symbols   = "NotoSansSymbols"
	symbols2  = "NotoSansSymbols2"
)

// anyScript are the fonts to try last, for characters that belong to no script or whose script has
// no font.
var anyScript = []string{plain, symbols, symbols2, emoji, han, hangul, rareHan}

// scriptFonts are the scripts that have their own font.
var scriptFonts = map[language.Script]string{
	language.Han: han, language.Hiragana: han, language.Katakana: han, language.Bopomofo: han, language.Hangul: hangul,
	language.Arabic: "NotoSansArabic", language.Hebrew: "NotoSansHebrew", language.Syriac: "NotoSansSyriac", language.Thaana: "NotoSansThaana",
	language.Nko: "NotoSansNKo", language.Adlam: "NotoSansAdlam", language.Hanifi_Rohingya: "NotoSansHanifiRohingya",
	language.Devanagari: "NotoSansDevanagari", language.Bengali: "NotoSansBengali", language.Gurmukhi: "NotoSansGurmukhi",
	language.Gujarati: "NotoSansGujarati", language.Oriya: "NotoSansOriya", language.Tamil: "NotoSansTamil", language.Telugu: "NotoSansTelugu",
	language.Kannada: "NotoSansKannada", language.Malayalam: "NotoSansMalayalam", language.Sinhala: "NotoSansSinhala",
	language.Newa: "NotoSansNewa", language.Kaithi: "NotoSansKaithi", language.Saurashtra: "NotoSansSaurashtra", language.Chakma: "NotoSansChakma",
	language.Limbu: "NotoSansLimbu", language.Lepcha: "NotoSansLepcha", language.Ol_Chiki: "NotoSansOlChiki", language.Meetei_Mayek: "NotoSansMeeteiMayek",
	language.Thai: "NotoSansThai", language.Lao: "NotoSansLao", language.Myanmar: "NotoSansMyanmar", language.Khmer: "NotoSansKhmer",
	language.Tai_Le: "NotoSansTaiLe", language.New_Tai_Lue: "NotoSansNewTaiLue", language.Tai_Tham: "NotoSansTaiTham", language.Tai_Viet: "NotoSansTaiViet",
	language.Cham: "NotoSansCham", language.Javanese: "NotoSansJavanese", language.Balinese: "NotoSansBalinese", language.Sundanese: "NotoSansSundanese",
	language.Batak: "NotoSansBatak", language.Buginese: "NotoSansBuginese", language.Tibetan: "NotoSerifTibetan", language.Mongolian: "NotoSansMongolian",
	language.Ethiopic: "NotoSansEthiopic", language.Vai: "NotoSansVai", language.Osmanya: "NotoSansOsmanya", language.Tifinagh: "NotoSansTifinagh",
	language.Cherokee: "NotoSansCherokee", language.Canadian_Aboriginal: "NotoSansCanadianAboriginal", language.Yi: "NotoSansYi", language.Lisu: "NotoSansLisu",
}

// fontsFor returns the fonts to try for a character, in order. For a character that many scripts
// use, the font of the surrounding script comes first, so that marks and letters come from one
// font.
func fontsFor(r rune, around language.Script, bold bool) []string {
	script := language.LookupScript(r)
	if !script.Strong() || script == language.Unknown {
		script = around
	}
	var names []string
	own := scriptFonts[script]
	switch {
	case r >= 0x1F000 && r < 0x20000:
		names = append(names, emoji)
	case r >= 0x20000:
		names = append(names, rareHan)
	case r >= 0x2E80 && r < 0xA000, r >= 0xFE30 && r < 0xFE50, r >= 0xFF00:
		names = append(names, own, han)
	case own != "" && r >= 0x0250 && (r < 0x2010 || r >= 0x2C00):
		names = append(names, own)
	}
	if bold {
		names = append(names, plainBold)
	}
	return append(append(names, plain, own), anyScript...)
}

var (
	regular = sync.OnceValues(func() (*typeface, error) { return readTypeface(plain, static.Font) })
	boldest = sync.OnceValues(func() (*typeface, error) { return readTypeface(plainBold, static.FontBold) })

	shelf   = map[string]weak.Pointer[typeface]{}
	shelfMu sync.Mutex
)

// openTypeface returns a font by its name.
func openTypeface(name string) (*typeface, error) {
	switch name {
	case plain:
		return regular()
	case plainBold:
		return boldest()
	}
	shelfMu.Lock()
	defer shelfMu.Unlock()
	if t := shelf[name].Value(); t != nil {
		return t, nil
	}
	compressed, err := static.CompressedFont(name)
	if err != nil {
		return nil, err
	}
	r, err := gzip.NewReader(bytes.NewReader(compressed))
	if err != nil {
		return nil, fmt.Errorf("font %s: %w", name, err)
	}
	file, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("font %s: %w", name, err)
	}
	t, err := readTypeface(name, file)
	if err == nil {
		shelf[name] = weak.Make(t)
	}
	return t, err
}

// readTypeface parses a TrueType file.
func readTypeface(name string, file []byte) (*typeface, error) {
	t := typeface{name: name, tables: map[string][]byte{}}
	var layout []opentype.Table
	for entry := 12; entry < 12+16*int(binary.BigEndian.Uint16(file[4:])); entry += 16 {
		tag := string(file[entry : entry+4])
		at, size := binary.BigEndian.Uint32(file[entry+8:]), binary.BigEndian.Uint32(file[entry+12:])
		t.tables[tag] = file[at : at+size : at+size]
		switch tag {
		case "glyf", "loca", "post", "name", "fpgm", "prep", "cvt ":
		default:
			layout = append(layout, opentype.Table{Tag: opentype.MustNewTag(tag), Content: t.tables[tag]})
		}
	}
	loader, err := opentype.NewLoader(bytes.NewReader(opentype.WriteTTF(layout)))
	if err == nil {
		t.font, err = font.NewFont(loader)
	}
	if err != nil {
		return nil, fmt.Errorf("font %s: %w", name, err)
	}
	return &t, nil
}
