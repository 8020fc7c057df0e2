package access

import "time"

// Reasons about invoices and amounts.
type (
	// OnlySalesInvoices says that the actor may not issue invoices.
	OnlySalesInvoices struct{ reason }
	// OwnInvoice says that nobody can settle their own debts.
	OwnInvoice struct{ reason }
	// OwnAccountInvoiced says that nobody can send invoices to their own account.
	OwnAccountInvoiced struct{ reason }
	// InvoicesNeedContact says that only named accounts can issue invoices.
	InvoicesNeedContact struct{ reason }
	// DayUnknown says that nobody knows which day it is in the account's time zone.
	DayUnknown struct {
		reason
		Zone, Account string
	}
	// NotAnInvoiceNumber says that this is not an invoice number.
	NotAnInvoiceNumber struct{ reason }
	// NumbersUsedUp says that the year has no numbers left.
	NumbersUsedUp struct {
		reason
		Most int64
		Year int
	}
	// InvoicePaidAlready says that the invoice is already paid.
	InvoicePaidAlready struct {
		reason
		Number string
	}
	// InvoiceCancelledAlready says that the invoice is already cancelled.
	InvoiceCancelledAlready struct {
		reason
		Number string
	}
	// IsCancellation says that a cancellation cannot be changed.
	IsCancellation struct {
		reason
		Number string
	}
	// SayWhyCancelled says that the reason for the cancellation is missing.
	SayWhyCancelled struct{ reason }
	// DueInPast says that the due date is before the invoice's date.
	DueInPast struct {
		reason
		Today time.Time
	}
	// MessagesRange says that this is not a valid number of messages.
	MessagesRange struct {
		reason
		Most int64
	}
	// ChooseCurrency says that this is not one of the currencies.
	ChooseCurrency struct{ reason }
	// PriceRange says that this is not a valid price.
	PriceRange struct {
		reason
		Most, Digits int64
	}
	// RateRange says that this is not a valid VAT rate.
	RateRange struct {
		reason
		Most, Digits int64
	}
)
