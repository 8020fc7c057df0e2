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

// Money is an amount with its currency.
func (f Format) Money(m access.Money) string {
	return f.Decimal(m.Decimal()) + " " + string(m.Currency)
}
