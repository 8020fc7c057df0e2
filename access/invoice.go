package access

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"latchkey/db"
)

// InvoiceStatus is the status of an invoice: ISSUED, and then PAID or CANCELLED. A CANCELLATION is
// the counter-entry of a cancelled invoice, and stays as it is.
type InvoiceStatus string

// The statuses, in the order in which pages show them.
const (
	StatusIssued       InvoiceStatus = "ISSUED"
	StatusPaid         InvoiceStatus = "PAID"
	StatusCancelled    InvoiceStatus = "CANCELLED"
	StatusCancellation InvoiceStatus = "CANCELLATION"
)

// InvoiceStatuses are all statuses.
var InvoiceStatuses = []InvoiceStatus{StatusIssued, StatusPaid, StatusCancelled, StatusCancellation}

// Party is an account on an invoice, and the person behind it, as they were when it was issued.
type Party struct{ AccountID, Name, FirstName, LastName, Email string }

// Person is the person's first and last name, or "" if unknown.
func (p Party) Person() string { return personName(p.FirstName, p.LastName, "") }

// Invoice is an invoice for SMS messages, or the cancellation of one, which has the same fields,
// with negative Messages and Amounts.
type Invoice struct {
	ID     string
	Number string
	Status InvoiceStatus
	// Cancels is the id of the invoice that a cancellation cancels.
	Cancels string
	// Account is the invoiced account, Issuer the issuing one.
	Account, Issuer Party
	From, To        Date
	Messages        int64
	// Price is per message, in the currency's major unit, like 0.0345. VATRate is in percent, like
	// 19.00.
	Price    string
	VATRate  string
	Currency Currency
	Amounts
	Note string
	// Issued is the date in the issuing account's time zone.
	Issued, Due Date
	IssuedAt    time.Time
	// PaidAt and CancelledAt are zero if that did not happen.
	PaidAt, CancelledAt time.Time
	// CancelReason is why it was cancelled. A cancellation has the same reason.
	CancelReason string
}

// InvoicePage is an invoice and, if there is one, its cancellation, or the invoice that it cancels.
type InvoicePage struct {
	Invoice
	Other *Named
	// MayChange says that the actor can still mark it as paid or cancel it.
	MayChange bool
}

// Invoice returns one invoice. It needs ReadInvoices. Errors: ErrNotFound.
func (s *Service) Invoice(ctx context.Context, by Actor, id string) (p InvoicePage, err error) {
	now := s.now()
	row, err := s.store.Read.GetInvoice(ctx, by.getInvoiceParams(id))
	if db.IsNotFound(err) {
		return p, s.refuseInvoice(ctx, by, now, ReadInvoices, id)
	}
	if err != nil {
		return p, err
	}
	p.Invoice = invoiceFrom(row)
	p.MayChange = p.Status == StatusIssued && by.maySettle(p.Account.AccountID)
	if p.Status == StatusCancelled || p.Status == StatusCancellation {
		other, err := s.store.Read.GetInvoiceLink(ctx, db.GetInvoiceLinkParams{Cancelled: p.Cancels, Cancelling: p.ID})
		if err != nil {
			return p, err
		}
		p.Other = &Named{ID: other.ID, Name: other.Number}
	}
	return p, nil
}

// refuseInvoice is the answer to an actor who does not see an invoice, or is not allowed by f to
// change it: forbidden only if the actor may see the invoice.
func (s *Service) refuseInvoice(ctx context.Context, by Actor, now time.Time, f Function, id string) error {
	row, err := s.store.Read.GetInvoice(ctx, scoped(everything, db.GetInvoiceParams{ID: id}))
	if err != nil {
		return notFound(err)
	}
	answer := ErrNotFound
	if by.May(ReadInvoices, row.AccountID) {
		answer = errMayNotInvoice
	}
	return s.deny(by, now, f, Entry{AccountID: row.AccountID, ObjectID: row.ID, ObjectName: row.Number}, answer)
}

// InvoiceFilter is the filter and order of a list of invoices. Zero lists all of them.
type InvoiceFilter struct {
	Status InvoiceStatus
	// Year is the year of the number, or 0 for every year.
	Year int
	// ByDue sorts by due date, earliest first. Otherwise, the newest come first.
	ByDue bool
}

// InvoiceList is a page of invoices.
type InvoiceList struct {
	Rows []Invoice
	// Next is the before of the next page, or "".
	Next string
	// Years are the years with invoice numbers, newest first.
	Years []int
}

// Invoices returns a page of the invoices of all accounts. before is the Next of the previous page,
// or "". It needs CreateInvoices. Errors: ErrForbidden.
func (s *Service) Invoices(ctx context.Context, by Actor, f InvoiceFilter, before string) (l InvoiceList, err error) {
	if err := s.mayInvoice(by, s.now()); err != nil {
		return l, err
	}
	l.Rows, l.Next, err = s.listInvoices(ctx, by, f, before, pageSize)
	if err != nil {
		return l, err
	}
	years, err := s.store.Read.ListInvoiceYears(ctx)
	l.Years = mapped(years, func(year int64) int { return int(year) })
	return l, err
}

// EachInvoice calls begin, and then fn with every invoice that matches a filter, in the order of
// the list. It needs CreateInvoices. Errors: ErrForbidden, before any call; what begin or fn
// returns.
func (s *Service) EachInvoice(ctx context.Context, by Actor, f InvoiceFilter, begin func() error, fn func(Invoice) error) error {
	if err := s.mayInvoice(by, s.now()); err != nil {
		return err
	}
	return eachRow(ctx, s, by, begin, fn, func(before string) ([]Invoice, string, error) {
		return s.listInvoices(ctx, by, f, before, exportBatch)
	})
}

// afterNumbers, added to a prefix, sorts after every number with that prefix.
const afterNumbers = "~"

func (s *Service) listInvoices(ctx context.Context, by Actor, f InvoiceFilter, before string, size int) ([]Invoice, string, error) {
	after, sc := "", by.scope(ReadInvoices, time.Time{})
	if f.ByDue {
		return s.listInvoicesByDue(ctx, f, before, sc, size)
	}
	if f.Year != 0 {
		after = fmt.Sprintf("%04d-", f.Year)
	}
	if before == "" || before > after+afterNumbers {
		before = after + afterNumbers
	}
	var rows []db.Invoice
	var err error
	if f.Status != "" {
		rows, err = s.store.Read.ListInvoicesByStatus(ctx, scoped(sc, db.ListInvoicesByStatusParams{
			Status: string(f.Status), Before: before, After: after, PageSize: int64(size) + 1,
		}))
	} else {
		rows, err = s.store.Read.ListInvoices(ctx, scoped(sc, db.ListInvoicesParams{Before: before, After: after, PageSize: int64(size) + 1}))
	}
	invoices, next := invoicesFrom(rows, size)
	return invoices, next, err
}

// listInvoicesByDue is listInvoices sorted by due date, after a date and a number.
func (s *Service) listInvoicesByDue(ctx context.Context, f InvoiceFilter, place string, sc scope, size int) ([]Invoice, string, error) {
	year := ""
	if f.Year != 0 {
		year = fmt.Sprintf("%04d", f.Year)
	}
	due, number, _ := strings.Cut(place, " ")
	due = max(due, year) // nothing is due before it is issued
	var rows []db.Invoice
	var err error
	if f.Status != "" {
		rows, err = s.store.Read.ListInvoicesByStatusAndDue(ctx, scoped(sc, db.ListInvoicesByStatusAndDueParams{
			Status: string(f.Status), AfterDue: due, AfterNumber: number, Year: year, PageSize: int64(size) + 1,
		}))
	} else {
		rows, err = s.store.Read.ListInvoicesByDue(ctx, scoped(sc, db.ListInvoicesByDueParams{
			AfterDue: due, AfterNumber: number, Year: year, PageSize: int64(size) + 1,
		}))
	}
	invoices, next := invoicesFrom(rows, size)
	if next != "" {
		next = string(invoices[size-1].Due) + " " + next
	}
	return invoices, next, err
}

// AccountInvoices returns a page of the invoices to one account, newest first. before is the Next
// of the previous page, or "". It needs ReadInvoices. Errors: ErrNotFound, ErrForbidden.
func (s *Service) AccountInvoices(ctx context.Context, by Actor, accountID, before string) (l AccountList[Invoice], err error) {
	now := s.now()
	if !by.May(ReadInvoices, accountID) {
		return l, s.refuseAccount(ctx, by, now, ReadInvoices, accountID)
	}
	sc := by.scope(ReadInvoices, now)
	a, err := s.store.Read.GetAccount(ctx, getAccountParams(accountID, sc))
	if err != nil {
		return l, notFound(err)
	}
	found, err := s.store.Read.ListInvoicesByAccount(ctx, scoped(sc, db.ListInvoicesByAccountParams{
		AccountID: accountID, Before: cmp.Or(before, afterNumbers), PageSize: pageSize + 1,
	}))
	l.Account = Named{ID: a.ID, Name: a.Name}
	l.Rows, l.Next = invoicesFrom(found, pageSize)
	return l, err
}

// invoicesFrom returns at most size invoices, and the before of the next page.
func invoicesFrom(rows []db.Invoice, size int) (invoices []Invoice, next string) {
	rows, next = cut(rows, size, func(i db.Invoice) string { return i.Number })
	return mapped(rows, invoiceFrom), next
}

func invoiceFrom(row db.Invoice) Invoice {
	c := Currency(row.Currency)
	return Invoice{
		ID: row.ID, Number: row.Number, Status: InvoiceStatus(row.Status), Cancels: row.Cancels.String,
		Account: Party{AccountID: row.AccountID, Name: row.AccountName, FirstName: row.AccountFirstName, LastName: row.AccountLastName, Email: row.AccountEmail},
		Issuer:  Party{AccountID: row.IssuerAccountID, Name: row.IssuerName, FirstName: row.IssuerFirstName, LastName: row.IssuerLastName, Email: row.IssuerEmail},
		From:    Date(row.PeriodFrom), To: Date(row.PeriodTo), Messages: row.Messages,
		Price: decimalText(row.PriceMicros, priceDigits, minorDigits[c]), VATRate: decimalText(row.VatRate, rateDigits, rateDigits),
		Currency: c, Amounts: Amounts{Money{row.Net, c}, Money{row.Vat, c}, Money{row.Total, c}}, Note: row.Note,
		Issued: Date(row.IssueDate), Due: Date(row.DueDate), IssuedAt: db.Time(row.IssuedAt),
		PaidAt: db.NullTime(row.PaidAt), CancelledAt: db.NullTime(row.CancelledAt), CancelReason: row.CancelReason,
	}
}

// Limits of an invoice.
const (
	maxMessages    = 1_000_000_000
	maxPriceMicros = 1_000_000 * 1_000_000
	maxVATRate     = 100_00
	maxNote        = 2000
	maxNumber      = 999_999
)

// NewInvoice is the form of an invoice, as typed.
type NewInvoice struct {
	AccountID string
	// From, To and Due are dates like 2026-03-14.
	From, To, Due string
	Messages      string
	// Price is a decimal number per message, like 0.0345. VATRate is a percentage, like 19 or 7.7.
	Price             string
	Currency, VATRate string
	// Note is a text that is printed on the invoice: where to pay, or an order number.
	Note string
}

// check parses the form, except the account.
func (n NewInvoice) check(invalid *Invalid, row *db.Invoice) {
	issued := row.IssueDate
	from := checkDate(invalid, "period_from", n.From)
	to := checkDate(invalid, "period_to", n.To)
	due := checkDate(invalid, "due_date", n.Due)
	if from != "" && to != "" && to < from {
		invalid.add("period_to", DayBeforeFirst{})
	}
	if due != "" && string(due) < issued {
		invalid.add("due_date", DueInPast{Today: Date(issued).Time()})
	}
	messages, ok := parseDecimal(n.Messages, 0, maxMessages)
	if !ok || messages == 0 {
		invalid.add("messages", MessagesRange{Most: maxMessages})
	}
	price := checkDecimal(invalid, "price", n.Price, priceDigits, maxPriceMicros, PriceRange{Most: maxPriceMicros / 1_000_000, Digits: priceDigits})
	currency := Currency(n.Currency)
	if !slices.Contains(Currencies, currency) {
		invalid.add("currency", ChooseCurrency{})
	}
	rate := checkDecimal(invalid, "vat_rate", n.VATRate, rateDigits, maxVATRate, RateRange{Most: maxVATRate / 100, Digits: rateDigits})
	note := cleanText(n.Note)
	if count := utf8.RuneCountInString(note); count > maxNote {
		invalid.add("note", TooLong{Most: maxNote, Has: count})
	}
	row.PeriodFrom, row.PeriodTo, row.DueDate = string(from), string(to), string(due)
	row.Messages, row.PriceMicros, row.Currency, row.VatRate, row.Note = messages, price, n.Currency, rate, note
}

// setAmounts computes the amounts of a row.
func setAmounts(row *db.Invoice) {
	a := amountsOf(row.Messages, row.PriceMicros, row.VatRate, Currency(row.Currency))
	row.Net, row.Vat, row.Total = a.Net.Minor, a.VAT.Minor, a.Total.Minor
}
