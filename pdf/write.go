package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"
)

// writer writes the objects of a PDF file one after the other, and notes their positions.
type writer struct {
	b  bytes.Buffer
	at []int // where each object begins; there is no object 0
}

func newWriter() *writer {
	w := writer{at: make([]int, 1)}
	w.b.WriteString("%PDF-1.5\n%\xE2\xE3\xCF\xD3\n")
	return &w
}

// reserve returns the number of an object that is written later.
func (w *writer) reserve() int {
	w.at = append(w.at, 0)
	return len(w.at) - 1
}

func (w *writer) object(number int, format string, args ...any) {
	w.at[number] = w.b.Len()
	fmt.Fprintf(&w.b, "%d 0 obj\n", number)
	fmt.Fprintf(&w.b, format, args...)
	w.b.WriteString("\nendobj\n")
}

// stream writes an object with compressed content. more goes into its dictionary.
func (w *writer) stream(number int, content []byte, more string) error {
	b, err := packed(content)
	w.packed(number, b, more)
	return err
}

// packed is stream for content that is compressed already.
func (w *writer) packed(number int, content []byte, more string) {
	w.object(number, "<</Length %d/Filter/FlateDecode%s>>\nstream\n%s\nendstream", len(content), more, content)
}

// packed compresses the content of a stream.
func packed(content []byte) ([]byte, error) {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, err := z.Write(content)
	if err == nil {
		err = z.Close()
	}
	return b.Bytes(), err
}

// end writes the table of objects. The file's id is derived from its content, so that the same
// content has the same id.
func (w *writer) end(catalog, info int) []byte {
	name := sha256.Sum256(w.b.Bytes())
	start := w.b.Len()
	fmt.Fprintf(&w.b, "xref\n0 %d\n0000000000 65535 f \n", len(w.at))
	for _, at := range w.at[1:] {
		fmt.Fprintf(&w.b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&w.b, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%x><%x>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(w.at), catalog, info, name[:16], name[:16], start)
	return w.b.Bytes()
}

// hexText is a text for PDF's dictionaries, in any script.
func hexText(text string) string { return "<FEFF" + hexUnits(text) + ">" }

func hexUnits(text string) string {
	var b []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		b = binary.BigEndian.AppendUint16(b, unit)
	}
	return strings.ToUpper(hex.EncodeToString(b))
}

func dateText(at time.Time) string { return at.UTC().Format("(D:20060102150405Z)") }

// Bytes returns the finished document. The same content at the same instant gives the same bytes.
func (d *Document) Bytes() ([]byte, error) {
	if d.err != nil {
		return nil, d.err
	}
	d.footers()
	w := newWriter()
	catalog, pages, info, resources := w.reserve(), w.reserve(), w.reserve(), w.reserve()
	var kids, fonts strings.Builder
	for _, content := range d.pages {
		page, stream := w.reserve(), w.reserve()
		fmt.Fprintf(&kids, "%d 0 R ", page)
		w.object(page, "<</Type/Page/Parent %d 0 R/MediaBox [0 0 595.28 841.89]/Resources %d 0 R/Contents %d 0 R>>", pages, resources, stream)
		if err := w.stream(stream, content.Bytes(), ""); err != nil {
			return nil, err
		}
	}
	for n, f := range d.faces {
		number, err := f.write(w)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&fonts, "/F%d %d 0 R", n, number)
	}
	if d.err != nil {
		return nil, d.err
	}
	pictures := ""
	if d.picture != nil {
		pictures = fmt.Sprintf("/XObject<</I0 %d 0 R>>", d.picture.write(w))
	}
	w.object(resources, "<</Font<<%s>>%s>>", fonts.String(), pictures)
	w.object(pages, "<</Type/Pages/Count %d/Kids[%s]>>", len(d.pages), kids.String())
	w.object(info, "<</Title %s/Author %s/Creator(Latchkey)/CreationDate %s/ModDate %s>>",
		hexText(strings.Join(lines(d.title), " ")), hexText(strings.Join(lines(d.author), " ")), dateText(d.at), dateText(d.at))
	w.object(catalog, "<</Type/Catalog/Pages %d 0 R/Lang(%s)/ViewerPreferences<</DisplayDocTitle true>>>>", pages, d.Language)
	return w.end(catalog, info), nil
}
