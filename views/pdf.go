package views

import (
	"time"

	"latchkey/pdf"
	"latchkey/words"
)

// The styles of PDF documents.
var (
	pdfTitle   = pdf.Style{Size: 18, Bold: true}
	pdfHeading = pdf.Style{Size: 11, Bold: true}
	pdfStrong  = pdf.Style{Size: 10, Bold: true}
	pdfPlain   = pdf.Style{Size: 10}
	pdfSmall   = pdf.Style{Size: 9}
	pdfFine    = pdf.Style{Size: 8}
	pdfNote    = pdf.Style{Size: 8, Gray: 90}
)

// pdfLine is the height of a line of a table, in millimetres.
const pdfLine = 5.0

// newPDF makes a document with a title in a language. The vendor's name is at the foot of each
// page, and its logo above the first.
func newPDF(w *words.Words, v Vendor, title, author string, at time.Time) *pdf.Document {
	d := pdf.New(title, author, at)
	d.Language, d.PageOf, d.By = w.Tag, w.Parts.PageOf, v.Name
	if v.Printed != nil {
		d.Head(v.Printed, v.Name)
	}
	return d
}

// aligned is a style with a different alignment.
func aligned(s pdf.Style, align int) pdf.Style {
	s.Align = align
	return s
}

// Document is a PDF document, and the characters in it for which no font has a glyph: it shows
// their plain equivalents or their numbers.
type Document struct {
	Bytes   []byte
	Missing []rune
}

func finished(d *pdf.Document) (Document, error) {
	b, err := d.Bytes()
	return Document{b, d.Missing()}, err
}
