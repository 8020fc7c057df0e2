package views

import (
	"latchkey/access"
)

// InvoicePDF is an invoice as a document to be printed on A4. The same invoice gives the same bytes, until it is cancelled.
func InvoicePDF(p access.InvoicePage) ([]byte, error) {
	d := newInvoiceDoc(p.Invoice)
	d.AddPage()
	d.head(p)
	d.parties(p.Invoice)
	d.sums(p.Invoice)
	d.ending(p.Invoice)
	return d.bytes()
}

// invoiceDoc is an invoice being drawn.
type invoiceDoc struct{ pdfDoc }

func newInvoiceDoc(i access.Invoice) invoiceDoc {
	return invoiceDoc{newPDF(titleOf(i), i.Issuer.Name, i.IssuedAt)}
}

// head is what the document is, whose, and when.
func (d invoiceDoc) head(p access.InvoicePage) {
	d.text("B", 11, pdfWidth, p.Issuer.Name)
	d.text("", 9, pdfWidth, p.Issuer.Person()+", "+p.Issuer.Email)
	d.Ln(10)
	d.text("B", 18, pdfWidth, titleOf(p.Invoice))
	switch {
	case p.Other != nil && p.Status == access.StatusCancellation:
		d.text("", 10, pdfWidth, "Cancels invoice "+p.Other.Name)
	case p.Other != nil:
		d.text("B", 10, pdfWidth, "Cancelled by "+p.Other.Name)
	}
	if p.CancelReason != "" {
		d.text("", 10, pdfWidth, "Reason: "+p.CancelReason)
	}
	d.Ln(6)
}

// parties is who is invoiced on the left, and the dates on the right.
func (d invoiceDoc) parties(i access.Invoice) {
	const left = pdfWidth * 0.6
	top := d.GetY()
	d.text("", 8, left, "For")
	d.text("B", 11, left, i.Account.Name)
	for _, line := range []string{i.Account.Person(), i.Account.Email} {
		if line != "" {
			d.text("", 10, left, line)
		}
	}
	bottom := d.GetY()
	d.SetY(top)
	lines := [][2]string{{"Number", i.Number}, {"Issued", DateText(i.Issued)}, {"Due", DateText(i.Due)}}
	if i.Status == access.StatusCancellation {
		lines = lines[:2]
	}
	for _, line := range lines {
		d.SetX(pdfMargin + left)
		d.font("", 10)
		d.CellFormat(22, pdfLine, line[0], "", 0, "L", false, 0, "")
		d.CellFormat(pdfWidth-left-22, pdfLine, line[1], "", 1, "R", false, 0, "")
	}
	d.SetY(max(bottom, d.GetY()))
	d.Ln(10)
}

// pdfColumns are the widths of the table: what, how many, at what price, amount.
var pdfColumns = [4]float64{62, 28, 40, 40}

// sums is the table of what is invoiced, and the totals.
func (d invoiceDoc) sums(i access.Invoice) {
	d.row("B", "B", "For", "Messages", "Price per message", "Amount")
	d.row("", "", "SMS messages", access.CountText(i.Messages), priceOf(i), i.Net.String())
	d.font("", 9)
	d.CellFormat(pdfWidth, pdfLine+2, "Period "+DateText(i.From)+" – "+DateText(i.To), "B", 1, "L", false, 0, "")
	d.Ln(3)
	for _, sum := range []struct {
		style, name string
		amount      access.Money
	}{{"", "Net", i.Net}, {"", "VAT " + i.VATRate + " %", i.VAT}, {"B", "Total", i.Total}} {
		border := ""
		if sum.style == "B" {
			border = "T"
		}
		d.font(sum.style, 10)
		d.SetX(pdfMargin + pdfWidth - 90)
		d.CellFormat(45, 7, sum.name, border, 0, "L", false, 0, "")
		d.CellFormat(45, 7, sum.amount.String(), border, 1, "R", false, 0, "")
	}
	d.Ln(4)
}

func (d invoiceDoc) row(style, border string, cells ...string) {
	d.font(style, 9)
	for n, cell := range cells {
		align, ln := "R", 0
		if n == 0 {
			align = "L"
		}
		if n == len(cells)-1 {
			ln = 1
		}
		d.CellFormat(pdfColumns[n], 8, cell, border, ln, align, false, 0, "")
	}
}

// ending is the note, and how the amounts were rounded.
func (d invoiceDoc) ending(i access.Invoice) {
	if i.Note != "" {
		d.text("", 10, pdfWidth, i.Note)
		d.Ln(4)
	}
	d.SetTextColor(90, 90, 90)
	d.text("", 8, pdfWidth, access.RoundingRule)
}
