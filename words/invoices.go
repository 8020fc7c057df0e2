package words

import "latchkey/access"

// Invoices is invoices, their previews and their documents.
type Invoices struct {
	Title, Sentence, New, AnyStatus, Year, AnyYear, NoneYet, MakeFirst string
	NoneHere                                                           string
	Number, Account, Period, Total, Status, Issued, Due, Paid          string
	Cancelled                                                          string
	Statuses                                                           map[access.InvoiceStatus]string
	// Days are the first and the last day of a period.
	Days func(first, last string) string

	InvoicesOf                     func(account string) string
	Invoice, Cancellation          func(number string) string
	MarkAsPaid                     string
	MarkAsPaidTitle                func(number string) string
	ItIsPaid                       string
	PaidConsequence                func(total, account string) string
	DownloadPDF                    string
	CancelledBy, Cancels           func(number string) string
	Reason                         func(text string) string
	For, From, Dates               string
	Cancel, CancelHint             string
	ReasonField                    string
	ReasonHint                     func(account string) string
	CancelNumber                   func(number string) string
	Amounts, Item, Messages, Price string
	Amount, Net                    string
	VAT                            func(rate string) string
	SMSMessages                    func(first, last string) string
	SMS                            string
	PeriodIs                       func(first, last string) string
	Rounding                       string
	Note                           string
	Contact, Email                 string

	NewSentence                                                      func(today string) string
	Preview, Find                                                    string
	PeriodFrom, PeriodTo, FirstDay, LastDay, MessagesHint, PriceHint string
	Currency, VATRate, VATRateHint, DueDate, NoteField, NoteHint     string
	PreviewTitle                                                     func(account string) string
	NothingIssuedYet                                                 string
	IssuedToday                                                      func(day string) string
	CannotUndo, CannotUndoWhy, Issue, IssueAnyway, BackToForm        string
	Told, NotTold, NoMail                                            func(account string) string
	NotWhatYouSaw, AnotherOne, AndOthers                             string
	HasEarlier                                                       func(account string) string
	IssuedFlash                                                      func(number, account, total string) string
	PaidFlash, CancelledFlash                                        func(number string) string
}

var enInvoices = Invoices{
	Title: "Invoices", Sentence: "Invoices for SMS messages. You can't edit or delete an invoice. If one is wrong, cancel it and create a new one.",
	New: "New invoice", AnyStatus: "Any status", Year: "Year", AnyYear: "Any year",
	NoneYet: "No invoices yet. Create one for the SMS messages an account has sent.", MakeFirst: "Create an invoice",
	NoneHere: "No invoices yet. Invoices to this account appear here.",
	Number:   "Number", Account: "Account", Period: "Period", Total: "Total", Status: "Status", Issued: "Issued", Due: "Due", Paid: "Paid", Cancelled: "Cancelled",
	Statuses: map[access.InvoiceStatus]string{
		access.StatusIssued: "ISSUED", access.StatusPaid: "PAID", access.StatusCancelled: "CANCELLED", access.StatusCancellation: "CANCELLATION",
	},
	Days:         func(first, last string) string { return first + " – " + last },
	InvoicesOf:   func(account string) string { return "Invoices to " + account },
	Invoice:      func(number string) string { return "Invoice " + number },
	Cancellation: func(number string) string { return "Cancellation " + number },
	MarkAsPaid:   "Mark as paid", ItIsPaid: "Mark as paid",
	MarkAsPaidTitle: func(number string) string { return "Mark " + number + " as paid?" },
	PaidConsequence: func(total, account string) string {
		return account + " paid " + total + ". You can't undo this, and you can't cancel a paid invoice."
	},
	DownloadPDF: "Download PDF",
	CancelledBy: func(number string) string { return "Cancelled by cancellation " + number + "." },
	Cancels:     func(number string) string { return "Cancels invoice " + number + "." },
	Reason:      func(text string) string { return "Reason: " + text },
	For:         "To", From: "From", Dates: "Dates",
	Cancel:      "Cancel invoice…",
	CancelHint:  "This creates a cancellation with its own number that reverses the amounts. You can't undo this.",
	ReasonField: "Reason",
	ReasonHint: func(account string) string {
		return "Appears on the invoice and on the cancellation. " + account + " can read it."
	},
	CancelNumber: func(number string) string { return "Cancel invoice " + number },
	Amounts:      "Amounts", Item: "Item", Messages: "Messages", Price: "Price per message", Amount: "Amount", Net: "Net",
	VAT:         func(rate string) string { return "VAT " + rate + "%" },
	SMSMessages: func(first, last string) string { return "SMS messages, " + first + " – " + last },
	SMS:         "SMS messages",
	PeriodIs:    func(first, last string) string { return "Period: " + first + " – " + last },
	Rounding:    "Net (messages × price) and VAT (net × rate) are each rounded to the currency's smallest unit, halves away from zero.",
	Note:        "Note", Contact: "Contact", Email: "E-mail",

	NewSentence: func(today string) string {
		return "An invoice for SMS messages, dated today, " + today + ". You'll see a preview before you issue it."
	},
	Preview: "Preview", Find: "Find",
	PeriodFrom: "Period from", PeriodTo: "Period to", FirstDay: "The first day.", LastDay: "The last day.",
	MessagesHint: "1 to 1,000,000,000, without commas.", PriceHint: "Net, like 0.0345 or 0,0345. Up to 6 decimal places.",
	Currency: "Currency", VATRate: "VAT rate in %", VATRateHint: "0 to 100, like 19, 7.75 or 7,75.", DueDate: "Due date",
	NoteField: "Note", NoteHint: "Appears on the invoice, for example how to pay or an order number. Optional, up to 2,000 characters.",
	PreviewTitle:     func(account string) string { return "Preview: invoice to " + account },
	NothingIssuedYet: "Nothing is issued yet. The invoice gets its number when you issue it.",
	IssuedToday:      func(day string) string { return day + ", today" },
	CannotUndo:       "You can't undo this.",
	CannotUndoWhy:    "You can't edit or delete an issued invoice. If something is wrong, cancel it and create a new one.",
	Issue:            "Issue invoice", IssueAnyway: "Issue anyway", BackToForm: "Back to the form",
	Told: func(account string) string { return "We'll e-mail " + account + "." },
	NotTold: func(account string) string {
		return "Nobody at " + account + " gets an e-mail about this. Send them the PDF."
	},
	NoMail:        func(account string) string { return "This server doesn't send e-mail. Send " + account + " the PDF." },
	NotWhatYouSaw: "The invoice wasn't issued, because it has changed since the preview. Check it again. It now says:",
	HasEarlier:    func(account string) string { return account + " already has an invoice for part of this period." },
	AnotherOne:    "Do you want to issue another one?", AndOthers: "and others",
	IssuedFlash: func(number, account, total string) string {
		return "Issued invoice " + number + " to " + account + ": " + total + "."
	},
	PaidFlash:      func(number string) string { return "Marked invoice " + number + " as paid." },
	CancelledFlash: func(number string) string { return "Cancelled invoice " + number + "." },
}

var deInvoices = Invoices{
	Title: "Rechnungen", Sentence: "Rechnungen für SMS-Nachrichten. Eine Rechnung lässt sich nicht bearbeiten oder löschen. Ist eine Rechnung falsch, stornieren Sie sie und erstellen Sie eine neue.",
	New: "Neue Rechnung", AnyStatus: "Alle Status", Year: "Jahr", AnyYear: "Alle Jahre",
	NoneYet: "Noch keine Rechnungen. Erstellen Sie eine für die SMS-Nachrichten, die ein Account gesendet hat.", MakeFirst: "Rechnung erstellen",
	NoneHere: "Noch keine Rechnungen. Rechnungen an diesen Account erscheinen hier.",
	Number:   "Nummer", Account: "Account", Period: "Zeitraum", Total: "Gesamtbetrag", Status: "Status", Issued: "Ausgestellt", Due: "Fällig", Paid: "Bezahlt", Cancelled: "Storniert",
	Statuses: map[access.InvoiceStatus]string{
		access.StatusIssued: "AUSGESTELLT", access.StatusPaid: "BEZAHLT", access.StatusCancelled: "STORNIERT", access.StatusCancellation: "STORNO",
	},
	Days:         func(first, last string) string { return first + " – " + last },
	InvoicesOf:   func(account string) string { return "Rechnungen an " + account },
	Invoice:      func(number string) string { return "Rechnung " + number },
	Cancellation: func(number string) string { return "Stornorechnung " + number },
	MarkAsPaid:   "Als bezahlt markieren", ItIsPaid: "Als bezahlt markieren",
	MarkAsPaidTitle: func(number string) string { return number + " als bezahlt markieren?" },
	PaidConsequence: func(total, account string) string {
		return account + " hat " + total + " bezahlt. Das lässt sich nicht rückgängig machen, und eine bezahlte Rechnung kann nicht storniert werden."
	},
	DownloadPDF: "PDF herunterladen",
	CancelledBy: func(number string) string { return "Storniert durch die Stornorechnung " + number + "." },
	Cancels:     func(number string) string { return "Storniert die Rechnung " + number + "." },
	Reason:      func(text string) string { return "Begründung: " + text },
	For:         "An", From: "Von", Dates: "Termine",
	Cancel:      "Diese Rechnung stornieren…",
	CancelHint:  "Damit wird eine Stornorechnung mit eigener Nummer erstellt, die die Beträge aufhebt. Das lässt sich nicht rückgängig machen.",
	ReasonField: "Begründung",
	ReasonHint: func(account string) string {
		return "Erscheint auf der Rechnung und auf der Stornorechnung. " + account + " kann sie lesen."
	},
	CancelNumber: func(number string) string { return "Rechnung " + number + " stornieren" },
	Amounts:      "Beträge", Item: "Leistung", Messages: "Nachrichten", Price: "Preis je Nachricht", Amount: "Betrag", Net: "Netto",
	VAT:         func(rate string) string { return "USt. " + rate + " %" },
	SMSMessages: func(first, last string) string { return "SMS-Nachrichten, " + first + " – " + last },
	SMS:         "SMS-Nachrichten",
	PeriodIs:    func(first, last string) string { return "Zeitraum: " + first + " – " + last },
	Rounding:    "Netto (Nachrichten × Preis) und USt. (Netto × Satz) sind jeweils kaufmännisch auf die kleinste Einheit der Währung gerundet.",
	Note:        "Hinweis", Contact: "Kontaktperson", Email: "E-Mail",

	NewSentence: func(today string) string {
		return "Eine Rechnung für SMS-Nachrichten mit dem heutigen Datum, " + today + ". Vor dem Ausstellen sehen Sie eine Vorschau."
	},
	Preview: "Vorschau", Find: "Suchen",
	PeriodFrom: "Zeitraum von", PeriodTo: "Zeitraum bis", FirstDay: "Der erste Tag.", LastDay: "Der letzte Tag.",
	MessagesHint: "1 bis 1000000000, ohne Trennzeichen.", PriceHint: "Netto, zum Beispiel 0,0345 oder 0.0345. Bis zu 6 Nachkommastellen.",
	Currency: "Währung", VATRate: "USt.-Satz in %", VATRateHint: "0 bis 100, zum Beispiel 19, 7,75 oder 7.75.", DueDate: "Fällig am",
	NoteField: "Hinweis", NoteHint: "Erscheint auf der Rechnung, zum Beispiel Zahlungsweg oder Bestellnummer. Optional, bis zu 2.000 Zeichen.",
	PreviewTitle:     func(account string) string { return "Vorschau: Rechnung an " + account },
	NothingIssuedYet: "Noch ist nichts ausgestellt. Die Rechnung erhält ihre Nummer beim Ausstellen.",
	IssuedToday:      func(day string) string { return day + ", heute" },
	CannotUndo:       "Das lässt sich nicht rückgängig machen.",
	CannotUndoWhy:    "Eine ausgestellte Rechnung lässt sich nicht bearbeiten oder löschen. Ist etwas falsch, stornieren Sie sie mit einer Stornorechnung, die eine eigene Nummer erhält.",
	Issue:            "Rechnung ausstellen", IssueAnyway: "Trotzdem ausstellen", BackToForm: "Zurück zum Formular",
	Told: func(account string) string { return account + " wird per E-Mail benachrichtigt." },
	NotTold: func(account string) string {
		return "Niemand bei " + account + " erhält eine E-Mail. Senden Sie die PDF-Datei."
	},
	NoMail: func(account string) string {
		return "Dieser Server sendet keine E-Mails. Senden Sie " + account + " die PDF-Datei."
	},
	NotWhatYouSaw: "Die Rechnung wurde nicht ausgestellt, weil sie sich seit der Vorschau geändert hat. Prüfen Sie sie noch einmal. Die Rechnung lautet jetzt:",
	HasEarlier: func(account string) string {
		return account + " hat bereits eine Rechnung für einen Teil dieses Zeitraums."
	},
	AnotherOne: "Möchten Sie eine weitere ausstellen?", AndOthers: "und weitere",
	IssuedFlash: func(number, account, total string) string {
		return "Rechnung " + number + " an " + account + " über " + total + " wurde ausgestellt."
	},
	PaidFlash:      func(number string) string { return "Rechnung " + number + " wurde als bezahlt markiert." },
	CancelledFlash: func(number string) string { return "Rechnung " + number + " wurde storniert." },
}

// Money is an amount with its currency.
func (f Format) Money(m access.Money) string {
	return f.Decimal(m.Decimal()) + " " + string(m.Currency)
}
