package pdf

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"
)

// No line is wider than the space for it, and no letter is lost, even if a script has no spaces or
// a word is longer than a line.
func TestLinesAreBrokenInEveryScript(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		rtl  bool
		most int // the largest number of lines
	}{
		"words":      {text: strings.Repeat("word ", 50), most: 17},
		"long word":  {text: strings.Repeat("W", 100), most: 13},
		"Chinese":    {text: strings.Repeat("株式会社東京", 12), most: 8},
		"Thai":       {text: "กรุงเทพมหานครอมรรัตนโกสินทร์มหินทรายุธยามหาดิลกภพนพรัตนราชธานีบูรีรมย์อุดมราชนิเวศน์มหาสถานอมรพิมานอวตารสถิต", most: 9},
		"Arabic":     {text: strings.Repeat("شركة النور المحدودة ", 9), rtl: true, most: 9},
		"mixed":      {text: strings.Repeat("שלום abc 123 ", 9), rtl: true, most: 9},
		"Devanagari": {text: strings.Repeat("हिन्दी", 40), most: 15},
	} {
		const width = 10 * em
		d := newDocument()
		lines := d.set(test.text, test.rtl, false, width)
		if len(lines) < 4 || len(lines) > test.most {
			t.Errorf("%s: %d lines", name, len(lines))
		}
		var read strings.Builder
		for n, line := range lines {
			if line.width > width || line.width == 0 {
				t.Errorf("%s: line %d is %.0f wide", name, n+1, line.width)
			}
			last := 0
			for _, run := range line.runs {
				for _, c := range clusters(run, line.text) {
					read.WriteString(string(c.text))
				}
				for _, g := range run.Glyphs {
					last = max(last, g.TextIndex())
				}
			}
			if unicode.IsSpace(line.text[last]) {
				t.Errorf("%s: line %d ends with a space, which takes room where directions mix", name, n+1)
			}
		}
		if got, want := len(plainText(read.String())), len(plainText(test.text)); got != want {
			t.Errorf("%s: %d bytes of %d are there", name, got, want)
		}
	}
}

// Right-to-left text begins at the right margin, and so do numbers in their columns.
func TestTextFromRightToLeftBeginsAtTheRight(t *testing.T) {
	at := func(s Style, text string) (left, right float64) {
		d := newDocument()
		d.newPage()
		texts, rtl := paragraphs([]string{text})
		line := d.set(texts[0], rtl[0], false, 0)[0]
		d.draw(s, line, Margin, 50, 100)
		content := d.pages[0].String()
		var x float64
		if _, err := fmt.Sscan(content[strings.Index(content, "1 0 0 1 ")+8:], &x); err != nil {
			t.Fatal(err)
		}
		return x / point, x/point + line.width*s.Size/em/point
	}
	const first, last = Margin + inset, Margin + 100 - inset
	for _, test := range []struct {
		align int
		text  string
		right bool
	}{{Start, "שלום", true}, {Start, "abc", false}, {Left, "שלום", false}, {Right, "17", true}, {Right, "שלום 17", true}} {
		left, right := at(Style{Size: 10, Align: test.align}, test.text)
		if ok := map[bool]float64{true: right - last, false: left - first}[test.right]; ok > 0.01 || ok < -0.01 {
			t.Errorf("%q, aligned %d, stands from %.2f to %.2f", test.text, test.align, left, right)
		}
	}
}

// The foot of the page has the beginning of a long title, and the page number next to it.
func TestALongTitleIsCutAtTheFoot(t *testing.T) {
	d := New(strings.Repeat("株式会社 long ", 20), "", time.Unix(0, 0))
	d.Text(Style{Size: 10}, Width, "Text")
	file, err := d.Bytes()
	must(t, err)
	read := run(t, string(file), "pdftotext", "-layout", "-", "-")
	foot := read[strings.Index(read, "Text")+4:]
	if strings.Count(strings.TrimSpace(foot), "\n") > 0 || !strings.Contains(foot, "…") || !strings.Contains(foot, "1/1") {
		t.Errorf("the foot is %q", foot)
	}
}

// The same content gives the same bytes, even next to other documents, which share the fonts, and
// after the fonts were garbage-collected.
func TestTheSameContentMakesTheSameBytes(t *testing.T) {
	document := func() []byte {
		d := New("株式会社", "", time.Unix(0, 0))
		for _, text := range scripts {
			d.Text(Style{Size: 10}, Width, text)
		}
		file, err := d.Bytes()
		if err != nil {
			t.Error(err)
		}
		return file
	}
	want := document()
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			runtime.GC()
			if !bytes.Equal(document(), want) {
				t.Error("a document that was made beside others is another one")
			}
		})
	}
	all.Wait()
}

func BenchmarkLatin(b *testing.B)   { benchmark(b, "Till & Söhne GmbH", 30) }
func BenchmarkChinese(b *testing.B) { benchmark(b, "株式会社サンプル", 30) }
func BenchmarkLong(b *testing.B)    { benchmark(b, "Till & Söhne GmbH", 3000) }

func benchmark(b *testing.B, name string, lines int) {
	for b.Loop() {
		d := New("Invoice 2026-000001", name, time.Unix(0, 0))
		for range lines {
			d.Text(Style{Size: 10}, Width, name, ": 119.00 EUR")
		}
		if _, err := d.Bytes(); err != nil {
			b.Fatal(err)
		}
	}
}
