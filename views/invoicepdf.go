package views

import (
	"latchkey/access"
	"latchkey/pdf"
)

// InvoicePDF is an invoice as a document to be printed on A4. The same invoice gives the same bytes, until it is cancelled.
func InvoicePDF(p access.InvoicePage) (Document, error) {
	d := invoiceDoc{pdf.New(titleOf(p.Invoice), p.Issuer.Name, p.IssuedAt)}
	d.head(p)
	d.parties(p.Invoice)
	d.sums(p.Invoice)
	d.ending(p.Invoice)
	return finished(d.Document)
}

// invoiceDoc is an invoice being drawn.
type invoiceDoc struct{ *pdf.Document }

// head is what the document is, whose, and when.
func (d invoiceDoc) head(p access.InvoicePage) {
	d.Text(pdfHeading, pdf.Width, p.Issuer.Name)
	d.Text(pdfSmall, pdf.Width, p.Issuer.Person(), ", ", p.Issuer.Email)
	d.Ln(10)
	d.Text(pdfTitle, pdf.Width, titleOf(p.Invoice))
	switch {
	case p.Other != nil && p.Status == access.StatusCancellation:
		d.Text(pdfPlain, pdf.Width, "Cancels invoice "+p.Other.Name)
	case p.Other != nil:
		d.Text(pdfStrong, pdf.Width, "Cancelled by "+p.Other.Name)
	}
	if p.CancelReason != "" {
		d.Text(pdfPlain, pdf.Width, "Reason: ", p.CancelReason)
	}
	d.Ln(6)
}

// parties is who is invoiced on the left, and the dates on the right.
func (d invoiceDoc) parties(i access.Invoice) {
	const left = pdf.Width * 0.6
	top := d.Y
	d.Text(pdfFine, left, "For")
	d.Text(pdfHeading, left, i.Account.Name)
	for _, line := range []string{i.Account.Person(), i.Account.Email} {
		if line != "" {
			d.Text(pdfPlain, left, line)
		}
	}
	bottom := d.Y
	d.Y = top
	lines := [][2]string{{"Number", i.Number}, {"Issued", i.Issued.Text()}, {"Due", i.Due.Text()}}
	if i.Status == access.StatusCancellation {
		lines = lines[:2]
	}
	for _, line := range lines {
		d.X = pdf.Margin + left
		d.Cell(pdfPlain, 22, pdfLine, line[0])
		d.Cell(aligned(pdfPlain, pdf.Right), pdf.Width-left-22, pdfLine, line[1])
		d.Ln(pdfLine)
	}
	d.Y = max(bottom, d.Y)
	d.Ln(10)
}

// pdfColumns are the widths of the table: what, how many, at what price, amount.
var pdfColumns = [4]float64{62, 28, 40, 40}

// sums is the table of what is invoiced, and the totals.
func (d invoiceDoc) sums(i access.Invoice) {
	d.row(pdf.Style{Size: 9, Bold: true}, "For", "Messages", "Price per message", "Amount")
	d.Rule(pdf.Width)
	d.row(pdfSmall, "SMS messages", access.CountText(i.Messages), priceOf(i), i.Net.String())
	d.Cell(pdfSmall, pdf.Width, pdfLine+2, "Period "+i.From.Text()+" – "+i.To.Text())
	d.Ln(pdfLine + 2)
	d.Rule(pdf.Width)
	d.Ln(3)
	for _, sum := range []struct {
		style  pdf.Style
		name   string
		amount access.Money
	}{{pdfPlain, "Net", i.Net}, {pdfPlain, "VAT " + i.VATRate + " %", i.VAT}, {pdfStrong, "Total", i.Total}} {
		d.X = pdf.Margin + pdf.Width - 90
		if sum.style.Bold {
			d.Rule(90)
		}
		d.Cell(sum.style, 45, 7, sum.name)
		d.Cell(aligned(sum.style, pdf.Right), 45, 7, sum.amount.String())
		d.Ln(7)
	}
	d.Ln(4)
}

func (d invoiceDoc) row(style pdf.Style, cells ...string) {
	for n, cell := range cells {
		if n > 0 {
			style.Align = pdf.Right
		}
		d.Cell(style, pdfColumns[n], 8, cell)
	}
	d.Ln(8)
}

// ending is the note, and how the amounts were rounded.
func (d invoiceDoc) ending(i access.Invoice) {
	if i.Note != "" {
		d.Text(aligned(pdfPlain, pdf.Start), pdf.Width, i.Note)
		d.Ln(4)
	}
	d.Text(pdfNote, pdf.Width, access.RoundingRule)
}
