package views

import (
	"net/url"

	"latchkey/access"
)

// The addresses of the payment module.
const (
	InvoicesURL   = "/payment/invoices"
	NewInvoiceURL = InvoicesURL + "/new"
)

// InvoiceURL is the page of an invoice.
func InvoiceURL(id string) string { return InvoicesURL + "/" + url.PathEscape(id) }

// InvoicePDFURL is an invoice as a document.
func InvoicePDFURL(id string) string { return InvoiceURL(id) + ".pdf" }

// PaidURL is where an invoice is marked as paid.
func PaidURL(id string) string { return InvoiceURL(id) + "/paid" }

// CancelURL is where an invoice is cancelled.
func CancelURL(id string) string { return InvoiceURL(id) + "/cancel" }

// StepField says what a post of an invoice's form is for: without it the invoice is issued.
const StepField = "step"

// The other steps: to look at the invoice before it is issued, and to go back from there to the form.
const (
	StepPreview = "preview"
	StepForm    = "form"
)

// InvoicesCSVURL is the list of invoices as a file.
const InvoicesCSVURL = InvoicesURL + ".csv"

func invoiceTone(s access.InvoiceStatus) string {
	switch s {
	case access.StatusIssued:
		return "waiting"
	case access.StatusPaid:
		return "live"
	case access.StatusCancellation:
		return "refused"
	default:
		return "over"
	}
}

// willBeTold says who is told of an invoice that is issued.
func willBeTold(p access.InvoicePreview) string {
	switch {
	case p.Told:
		return p.Account.Name + " is told by mail."
	case p.ByMail:
		return "Nobody of " + p.Account.Name + " is told by mail: send them the PDF."
	default:
		return "Here no mail is sent: send " + p.Account.Name + " the PDF."
	}
}

// titleOf is what a document of the payment module is called.
func titleOf(i access.Invoice) string {
	if i.Status == access.StatusCancellation {
		return "Cancellation " + i.Number
	}
	return "Invoice " + i.Number
}

// lineOf is what an invoice is for.
func lineOf(i access.Invoice) string {
	return "SMS messages, " + i.From.Text() + " – " + i.To.Text()
}

// priceOf is the price of a message.
func priceOf(i access.Invoice) string { return i.Price + " " + string(i.Currency) }
