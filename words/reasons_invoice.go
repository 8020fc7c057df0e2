package words

import (
	"strconv"

	"latchkey/access"
)

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

var enInvoiceReasons = InvoiceReasons{
	OnlySalesInvoices:   says[access.OnlySalesInvoices]("Only the account login of an account with the role SALES can issue invoices."),
	OwnInvoice:          says[access.OwnInvoice]("You can't mark an invoice to your own account as paid, or cancel it. Another account with the role SALES can."),
	OwnAccountInvoiced:  says[access.OwnAccountInvoiced]("This is your own account. You can't send yourself an invoice."),
	InvoicesNeedContact: says[access.InvoicesNeedContact]("Only named accounts can issue invoices. Enter the first name, last name and e-mail address of your account's contact first."),
	DayUnknown: func(r access.DayUnknown) string {
		return "This server doesn't know the time zone " + r.Zone + " of " + r.Account + ", so it can't date the invoice. Choose another time zone in the account's details."
	},
	NotAnInvoiceNumber: says[access.NotAnInvoiceNumber]("Enter the last invoice number that was used, like 2026-000012."),
	NumbersUsedUp: func(r access.NumbersUsedUp) string {
		return "All " + enNumber(r.Most) + " invoice numbers of the year " + strconv.Itoa(r.Year) + " are used."
	},
	InvoicePaidAlready: func(r access.InvoicePaidAlready) string {
		return "Invoice " + r.Number + " is already paid."
	},
	InvoiceCancelledAlready: func(r access.InvoiceCancelledAlready) string {
		return "Invoice " + r.Number + " is already cancelled."
	},
	IsCancellation: func(r access.IsCancellation) string {
		return r.Number + " is a cancellation. It can't be changed."
	},
	SayWhyCancelled: says[access.SayWhyCancelled]("Enter a reason. The invoiced account sees it."),
	DueInPast: func(r access.DueInPast) string {
		return "Choose today, " + enFormat.Day(r.Today) + ", or a later date."
	},
	MessagesRange: func(r access.MessagesRange) string {
		return "Enter a whole number from 1 to " + enNumber(r.Most) + ", without commas."
	},
	ChooseCurrency: says[access.ChooseCurrency]("Choose one of the currencies."),
	PriceRange: func(r access.PriceRange) string {
		return "Enter a price like 0.0345 or 0,0345, from 0 to " + enNumber(r.Most) + ", with up to " + enNumber(r.Digits) + " decimal places."
	},
	RateRange: func(r access.RateRange) string {
		return "Enter a percentage like 19, 7.75 or 7,75, from 0 to " + enNumber(r.Most) + ", with up to " + enNumber(r.Digits) + " decimal places."
	},
}

var deInvoiceReasons = InvoiceReasons{
	OnlySalesInvoices:   says[access.OnlySalesInvoices]("Nur der Account-Login eines Accounts mit der Rolle SALES kann Rechnungen ausstellen."),
	OwnInvoice:          says[access.OwnInvoice]("Eine Rechnung an Ihren eigenen Account können Sie nicht selbst als bezahlt markieren oder stornieren. Das kann nur ein anderer Account mit der Rolle SALES."),
	OwnAccountInvoiced:  says[access.OwnAccountInvoiced]("Das ist Ihr eigener Account. Sie können sich nicht selbst eine Rechnung stellen."),
	InvoicesNeedContact: says[access.InvoicesNeedContact]("Nur Accounts mit Kontaktperson können Rechnungen ausstellen. Geben Sie zuerst Vorname, Nachname und E-Mail-Adresse der Kontaktperson Ihres Accounts ein."),
	DayUnknown: func(r access.DayUnknown) string {
		return "Die Zeitzone " + r.Zone + " von " + r.Account + " ist diesem Server unbekannt, aber eine Rechnung braucht ein Datum. Wählen Sie in den Details des Accounts eine andere Zeitzone."
	},
	NotAnInvoiceNumber: says[access.NotAnInvoiceNumber]("Geben Sie die zuletzt vergebene Rechnungsnummer ein, zum Beispiel 2026-000012."),
	NumbersUsedUp: func(r access.NumbersUsedUp) string {
		return "Alle " + deNumber(r.Most) + " Rechnungsnummern des Jahres " + strconv.Itoa(r.Year) + " sind vergeben."
	},
	InvoicePaidAlready: func(r access.InvoicePaidAlready) string {
		return "Die Rechnung " + r.Number + " ist bereits bezahlt."
	},
	InvoiceCancelledAlready: func(r access.InvoiceCancelledAlready) string {
		return "Die Rechnung " + r.Number + " ist bereits storniert."
	},
	IsCancellation: func(r access.IsCancellation) string {
		return r.Number + " ist eine Stornorechnung und kann nicht geändert werden."
	},
	SayWhyCancelled: says[access.SayWhyCancelled]("Geben Sie eine Begründung ein. Der Rechnungsempfänger kann sie lesen."),
	DueInPast: func(r access.DueInPast) string {
		return "Wählen Sie heute, " + deFormat.Day(r.Today) + ", oder ein späteres Datum."
	},
	MessagesRange: func(r access.MessagesRange) string {
		return "Geben Sie eine ganze Zahl von 1 bis " + deNumber(r.Most) + " ein, ohne Punkte und Kommas."
	},
	ChooseCurrency: says[access.ChooseCurrency]("Wählen Sie eine der Währungen."),
	PriceRange: func(r access.PriceRange) string {
		return "Geben Sie einen Preis wie 0,0345 oder 0.0345 ein, von 0 bis " + deNumber(r.Most) + ", mit höchstens " + deNumber(r.Digits) + " Nachkommastellen."
	},
	RateRange: func(r access.RateRange) string {
		return "Geben Sie einen Prozentsatz wie 19, 7,75 oder 7.75 ein, von 0 bis " + deNumber(r.Most) + ", mit höchstens " + deNumber(r.Digits) + " Nachkommastellen."
	},
}
