package access

import "time"

// Reasons of invoices and amounts.
type (
	// OnlySalesInvoices is that the actor makes no invoices.
	OnlySalesInvoices struct{ reason }
	// OwnInvoice is that nobody settles what they owe themselves.
	OwnInvoice struct{ reason }
	// OwnAccountInvoiced is that nobody sends invoices to themselves.
	OwnAccountInvoiced struct{ reason }
	// InvoicesNeedContact is that invoices are made by named accounts.
	InvoicesNeedContact struct{ reason }
	// DayUnknown is that nobody knows which day it is in an account's time zone.
	DayUnknown struct {
		reason
		Zone, Account string
	}
	// NotAnInvoiceNumber is that a text is not the number of an invoice.
	NotAnInvoiceNumber struct{ reason }
	// NumbersUsedUp is that a year has no number left.
	NumbersUsedUp struct {
		reason
		Most int64
		Year int
	}
	// InvoicePaidAlready is why an invoice stays as it is.
	InvoicePaidAlready struct {
		reason
		Number string
	}
	// InvoiceCancelledAlready is why an invoice stays as it is.
	InvoiceCancelledAlready struct {
		reason
		Number string
	}
	// IsCancellation is why a cancellation stays as it is.
	IsCancellation struct {
		reason
		Number string
	}
	// SayWhyCancelled is that the reason of a cancellation is missing.
	SayWhyCancelled struct{ reason }
	// DueInPast is a day before that of the invoice.
	DueInPast struct {
		reason
		Today time.Time
	}
	// MessagesRange is what is no number of messages.
	MessagesRange struct {
		reason
		Most int64
	}
	// ChooseCurrency is what is no currency.
	ChooseCurrency struct{ reason }
	// PriceRange is what is no price.
	PriceRange struct {
		reason
		Most, Digits int64
	}
	// RateRange is what is no VAT rate.
	RateRange struct {
		reason
		Most, Digits int64
	}
)
