package views

import (
	"net/url"

	"latchkey/access"
	"latchkey/words"
)

// The URLs of the payment module.
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

// StepField says what a POST of an invoice's form is for. Without it, the invoice is issued.
const StepField = "step"

// The other steps: to preview the invoice, and to go back to the form.
const (
	StepPreview = "preview"
	StepForm    = "form"
)

// InvoicesCSVURL is the list of invoices as a file.
const InvoicesCSVURL = InvoicesURL + ".csv"

// willBeTold says who gets a notification when an invoice is issued.
func willBeTold(w *words.Invoices, p access.InvoicePreview) string {
	switch {
	case p.Told:
		return w.Told(p.Account.Name)
	case p.ByMail:
		return w.NotTold(p.Account.Name)
	default:
		return w.NoMail(p.Account.Name)
	}
}

// titleOf is the title of a document of the payment module.
func titleOf(w *words.Invoices, i access.Invoice) string {
	if i.Status == access.StatusCancellation {
		return w.Cancellation(i.Number)
	}
	return w.Invoice(i.Number)
}

// lineOf says what an invoice is for.
func lineOf(w *words.Words, i access.Invoice) string {
	return w.Invoices.SMSMessages(w.Format.Day(i.From.Time()), w.Format.Day(i.To.Time()))
}

// priceOf is the price per message.
func priceOf(w *words.Words, i access.Invoice) string {
	return w.Format.Decimal(i.Price) + " " + string(i.Currency)
}

// anyStatus are the statuses to choose from, by name.
func anyStatus(w *words.Invoices) []Choice {
	list := []Choice{{"", w.AnyStatus}}
	for _, s := range access.InvoiceStatuses {
		list = append(list, Choice{string(s), w.Statuses[s]})
	}
	return list
}
