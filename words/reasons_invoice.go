package words

import "latchkey/access"

// InvoiceReasons are about invoices and amounts.
type InvoiceReasons struct {
	OnlySalesInvoices       func(access.OnlySalesInvoices) string
	OwnInvoice              func(access.OwnInvoice) string
	OwnAccountInvoiced      func(access.OwnAccountInvoiced) string
	InvoicesNeedContact     func(access.InvoicesNeedContact) string
	DayUnknown              func(access.DayUnknown) string
	NotAnInvoiceNumber      func(access.NotAnInvoiceNumber) string
	NumbersUsedUp           func(access.NumbersUsedUp) string
	InvoicePaidAlready      func(access.InvoicePaidAlready) string
	InvoiceCancelledAlready func(access.InvoiceCancelledAlready) string
	IsCancellation          func(access.IsCancellation) string
	SayWhyCancelled         func(access.SayWhyCancelled) string
	DueInPast               func(access.DueInPast) string
	MessagesRange           func(access.MessagesRange) string
	ChooseCurrency          func(access.ChooseCurrency) string
	PriceRange              func(access.PriceRange) string
	RateRange               func(access.RateRange) string
}
