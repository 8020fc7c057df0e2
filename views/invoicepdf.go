package views

import (
	"latchkey/access"
	"latchkey/pdf"
	"latchkey/words"
)

// InvoicePDF is an invoice as a PDF document in A4. The same invoice in the same language gives the
// same bytes, until it is cancelled.
func InvoicePDF(w *words.Words, v Vendor, p access.InvoicePage) (Document, error) {
	d := invoiceDoc{newPDF(w, v, titleOf(&w.Invoices, p.Invoice), p.Issuer.Name, p.IssuedAt), w, &w.Invoices}
	d.head(p)
	d.parties(p.Invoice)
	d.sums(p.Invoice)
	d.ending(p.Invoice)
	return finished(d.Document)
}

// invoiceDoc is an invoice that is being drawn.
type invoiceDoc struct {
	*pdf.Document
	all *words.Words
	w   *words.Invoices
}

// head has the kind of document, its issuer and its date.
func (d invoiceDoc) head(p access.InvoicePage) {
	d.Text(pdfHeading, pdf.Width, p.Issuer.Name)
	d.Text(pdfSmall, pdf.Width, p.Issuer.Person(), ", ", p.Issuer.Email)
	d.Ln(10)
	d.Text(pdfTitle, pdf.Width, titleOf(d.w, p.Invoice))
	switch {
	case p.Other != nil && p.Status == access.StatusCancellation:
		d.Text(pdfPlain, pdf.Width, d.w.Cancels(p.Other.Name))
	case p.Other != nil:
		d.Text(pdfStrong, pdf.Width, d.w.CancelledBy(p.Other.Name))
	}
	if p.CancelReason != "" {
		d.Text(pdfPlain, pdf.Width, d.w.Reason(p.CancelReason))
	}
	d.Ln(6)
}

// parties has the invoiced account on the left, and the dates on the right.
func (d invoiceDoc) parties(i access.Invoice) {
	const left = pdf.Width * 0.6
	top := d.Y
	d.Text(pdfFine, left, d.w.For)
	d.Text(pdfHeading, left, i.Account.Name)
	for _, line := range []string{i.Account.Person(), i.Account.Email} {
		if line != "" {
			d.Text(pdfPlain, left, line)
		}
	}
	bottom := d.Y
	d.Y = top
	lines := [][2]string{{d.w.Number, i.Number}, {d.w.Issued, d.all.Format.Day(i.Issued.Time())}, {d.w.Due, d.all.Format.Day(i.Due.Time())}}
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

// pdfColumns are the widths of the table's columns: item, quantity, price, amount.
var pdfColumns = [4]float64{62, 28, 40, 40}

// sums is the table of items, and the totals.
func (d invoiceDoc) sums(i access.Invoice) {
	d.row(pdf.Style{Size: 9, Bold: true}, d.w.Item, d.w.Messages, d.w.Price, d.w.Amount)
	d.Rule(pdf.Width)
	d.row(pdfSmall, d.w.SMS, d.all.Format.Number(i.Messages), priceOf(d.all, i), d.all.Format.Money(i.Net))
	d.Cell(pdfSmall, pdf.Width, pdfLine+2, d.w.PeriodIs(d.all.Format.Day(i.From.Time()), d.all.Format.Day(i.To.Time())))
	d.Ln(pdfLine + 2)
	d.Rule(pdf.Width)
	d.Ln(3)
	for _, sum := range []struct {
		style  pdf.Style
		name   string
		amount access.Money
	}{{pdfPlain, d.w.Net, i.Net}, {pdfPlain, d.w.VAT(d.all.Format.Decimal(i.VATRate)), i.VAT}, {pdfStrong, d.w.Total, i.Total}} {
		d.X = pdf.Margin + pdf.Width - 90
		if sum.style.Bold {
			d.Rule(90)
		}
		d.Cell(sum.style, 45, 7, sum.name)
		d.Cell(aligned(sum.style, pdf.Right), 45, 7, d.all.Format.Money(sum.amount))
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
	d.Text(pdfNote, pdf.Width, d.w.Rounding)
}
