package views

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode"

	"codeberg.org/go-pdf/fpdf"

	"latchkey/static"
)

// The page of a document, in millimetres: A4, with margins that every printer keeps and that leave room for a punch.
const (
	pdfMargin = 20.0
	pdfWidth  = 210 - 2*pdfMargin
	pdfBottom = 25.0
	pdfLine   = 5.0
	pdfFont   = "DejaVu"
)

// pdfDoc is a document being drawn.
type pdfDoc struct{ *fpdf.Fpdf }

// newPDF is a document of a title, which stands with the page's number at the foot of each page. The same content of the same instant
// gives the same bytes.
func newPDF(title, author string, at time.Time) pdfDoc {
	d := pdfDoc{fpdf.New("P", "mm", "A4", "")}
	d.SetCatalogSort(true)
	d.SetCreationDate(at)
	d.SetModificationDate(at)
	d.SetTitle(printable(title), true)
	d.SetAuthor(printable(author), true)
	d.SetCreator("Latchkey", true)
	d.SetLang("en")
	d.AddUTF8FontFromBytes(pdfFont, "", static.Font)
	d.AddUTF8FontFromBytes(pdfFont, "B", static.FontBold)
	d.SetMargins(pdfMargin, pdfMargin, pdfMargin)
	d.SetAutoPageBreak(true, pdfBottom)
	d.AliasNbPages("")
	d.SetFooterFunc(func() {
		d.SetY(-15)
		d.font("", 8)
		d.SetTextColor(90, 90, 90)
		d.CellFormat(pdfWidth/2, pdfLine, printable(title), "", 0, "L", false, 0, "")
		d.CellFormat(pdfWidth/2, pdfLine, fmt.Sprintf("Page %d of {nb}", d.PageNo()), "", 0, "R", false, 0, "")
		d.SetTextColor(0, 0, 0)
	})
	return d
}

func (d pdfDoc) font(style string, size float64) { d.SetFont(pdfFont, style, size) }

// text writes a paragraph, over as many lines and pages as it needs.
func (d pdfDoc) text(style string, size, width float64, text string) {
	d.font(style, size)
	d.MultiCell(width, size*0.5, printable(text), "", "L", false)
}

func (d pdfDoc) bytes() ([]byte, error) {
	var b bytes.Buffer
	err := d.Output(&b)
	return b.Bytes(), err
}

// printable is a text without what the font, of the Basic Multilingual Plane only, has no place for.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r > 0xFFFE:
			return unicode.ReplacementChar
		case !unicode.IsGraphic(r):
			return ' '
		}
		return r
	}, text)
}
