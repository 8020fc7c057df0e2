package pdf

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/go-text/typesetting/language"
	"golang.org/x/text/unicode/norm"

	"latchkey/static"
)

// scripts are a few words in each of many scripts.
var scripts = []string{
	"株式会社サンプル", "東京都千代田区", "有限公司", "هذه شركة النور المحدودة", "شكرًا مُحَمَّد لا إله", "חברת הנור בעמ", "שָׁלוֹם בְּרֵאשִׁית", "हिन्दी कर्म क्षत्रिय श्री",
	"ภาษาไทย น้ำ ที่นี่", "Nguyễn Thị Ánh", "Söhne Ağ Žluťoučký", "Ελληνικά", "Кириллица Ђорђе", "தமிழ்நாடு", "কোম্পানি", "ქართული", "Հայերեն", "주식회사 한국어",
	"ひらがなカタカナ", "မြန်မာ", "ខ្មែរ", "ລາວ", "བོད་ཡིག", "አማርኛ", "ગુજરાતી", "తెలుగు", "ಕನ್ನಡ", "മലയാളം", "සිංහල", "ਪੰਜਾਬੀ", "ଓଡ଼ିଆ", "ދިވެހި", "ܣܘܪܝܝܐ", "ᠮᠣᠩᠭᠣᠯ",
	"ⵜⵉⴼⵉⵏⴰⵖ", "ᏣᎳᎩ", "ᐃᓄᒃᑎᑐᑦ", "ꆈꌠ", "ߒߞߏ", "𞤀𞤣𞤤𞤢𞤥", "😀 🔥 ☃ ⚖", "𠮷野家", "ﬁx ① ½ € ₹ →", "ﷺ",
}

// unturned are right-to-left words that poppler does not reverse.
const unturned = "ދިވެހި ߒߞߏ 𞤀𞤣𞤤𞤢𞤥"

// made is a document with these texts, each a paragraph, and what poppler reads in it.
func made(t *testing.T, texts ...string) (d *Document, file []byte, read string) {
	t.Helper()
	d = New("Title: "+texts[0], "Author", time.Unix(1e9, 0))
	for n, text := range texts {
		d.Text(Style{Size: 10, Bold: n%2 == 1, Align: Start}, Width, text)
	}
	file, err := d.Bytes()
	must(t, err)
	return d, file, run(t, string(file), "pdftotext", "-enc", "UTF-8", "-", "-")
}

// plainText is a text without spaces and direction marks, in one Unicode form.
func plainText(text string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, text))
}

// Each script has a font, and printed text can be found and copied as it was written.
func TestEveryScriptIsPrintedAndCanBeCopied(t *testing.T) {
	for bold := range 2 {
		texts := append(make([]string, bold), scripts...)
		texts[0] = scripts[0]
		d, file, read := made(t, texts...)
		if missing := d.Missing(); len(missing) > 0 {
			t.Errorf("no font has %U", missing)
		}
		for _, text := range texts {
			if !strings.Contains(plainText(read), plainText(text)) && !strings.Contains(unturned, text) {
				t.Errorf("%q cannot be copied:\n%s", text, read)
			}
		}
		for _, f := range d.faces {
			for n, g := range f.used {
				for _, p := range g.parts {
					if n > 0 && p.glyph == 0 {
						t.Errorf("%s: %q is a box", f.name, f.meaning[n])
					}
				}
			}
		}
		path := filepath.Join(t.TempDir(), "a.pdf")
		must(t, os.WriteFile(path, file, 0o600))
		rows := strings.Split(strings.TrimSpace(run(t, "", "pdffonts", path)), "\n")[2:]
		if len(rows) != len(d.faces) {
			t.Errorf("%d fonts in the file, and %d used", len(rows), len(d.faces))
		}
		for _, row := range rows {
			if !strings.Contains(row, " yes yes yes ") {
				t.Errorf("a font is not embedded as a subset with its Unicode: %s", row)
			}
		}
		if info := run(t, "", "pdfinfo", "-enc", "UTF-8", path); !strings.Contains(info, " Title: 株式会社サンプル\n") {
			t.Errorf("the metadata are\n%s", info)
		}
	}
}

// The glyphs are those of HarfBuzz: forms of Arabic letters, conjuncts, positions of marks.
func TestTheGlyphsAreHarfBuzzs(t *testing.T) {
	files := map[string]string{}
	for _, text := range scripts {
		for _, word := range strings.Fields(norm.NFC.String(text)) {
			first, _ := direction(word)
			d := newDocument()
			runs, _ := d.shape([]rune(word), first, false)
			name := d.byFace[runs[0].Face].name
			if len(runs) > 1 || name == plain {
				continue // from two fonts, or Latin without the ligatures that HarfBuzz makes
			}
			var ours []string
			for _, g := range runs[0].Glyphs {
				ours = append(ours, fmt.Sprintf("%d@%d,%d+%d", g.GlyphID, g.XOffset.Round(), g.YOffset.Round(), g.Advance.Round()))
			}
			if files[name] == "" {
				files[name] = fontFile(t, name)
			}
			theirs := strings.TrimSpace(run(t, "", "hb-shape", "--no-glyph-names", "--no-clusters", "--font-size=1000", files[name], word))
			var glyphs []string
			for _, g := range strings.Split(strings.Trim(theirs, "[]"), "|") {
				if !strings.Contains(g, "@") {
					g = strings.Replace(g, "+", "@0,0+", 1)
				}
				glyphs = append(glyphs, g)
			}
			if !slices.Equal(ours, glyphs) {
				t.Errorf("%s %q: the glyphs are\n%v, want\n%v", name, word, ours, glyphs)
			}
		}
	}
	if len(files) < 25 {
		t.Errorf("only %d fonts were compared", len(files))
	}
}

func fontFile(t *testing.T, name string) string {
	t.Helper()
	compressed, err := static.CompressedFont(name)
	must(t, err)
	r, err := gzip.NewReader(bytes.NewReader(compressed))
	must(t, err)
	content, err := io.ReadAll(r)
	must(t, err)
	path := filepath.Join(t.TempDir(), name+".ttf")
	must(t, os.WriteFile(path, content, 0o600))
	return path
}

// Every named font exists, and has letters of its script.
func TestEveryFontIsThere(t *testing.T) {
	for script, name := range scriptFonts {
		face, err := openTypeface(name)
		if err != nil {
			t.Errorf("%v: %v", script, err)
			continue
		}
		letters := 0
		for _, r := range language.ScriptRanges {
			for c := r.Start; r.Script == script && c <= r.End; c++ {
				if _, has := face.font.NominalGlyph(c); has {
					letters++
				}
			}
		}
		if letters < 20 {
			t.Errorf("%s has %d letters of the script %v", name, letters, script)
		}
	}
	for _, name := range anyScript {
		if _, err := openTypeface(name); err != nil {
			t.Error(err)
		}
	}
}

// A character that no font has is printed as its plain equivalent or its number, never as a box.
func TestWhatNoFontHasIsPrintedByItsNumber(t *testing.T) {
	d, _, read := made(t, "a\U00012000b", "𝓙𝓸𝓱𝓷", "\uE000\U000F0000 x\U00012000", "tab\tand\x00\x1B[31mcontrol\u200B\u00AD", strings.Repeat("\U00012000", 40))
	for _, want := range []string{"a[U+12000]b", "John", "[U+E000][U+F0000] x[U+12000]", "tab and [31mcontrol"} {
		if !strings.Contains(strings.Join(strings.Fields(read), " "), want) {
			t.Errorf("the document does not say %q:\n%s", want, read)
		}
	}
	if got := fmt.Sprintf("%U", d.Missing()); got != "[U+E000 U+12000 U+1D4D9 U+1D4F1 U+1D4F7 U+1D4F8 U+F0000]" {
		t.Errorf("missing are %s", got)
	}
}
