package access

import (
	"context"
	"errors"
	"strings"
	"time"

	"latchkey/db"
)

// maxEarlier is how many earlier invoices of a period a preview shows.
const maxEarlier = 5

// InvoicePreview is an invoice as it would be issued now. It has no number: it gets that when it is
// issued.
type InvoicePreview struct {
	Invoice
	// Earlier are the account's invoices for days in the same period, newest first, at most
	// maxEarlier. More says that there are more. Cancelled ones do not count.
	Earlier []Invoice
	More    bool
	// ByMail says whether mail is enabled. Told says whether anyone gets a mail.
	ByMail, Told bool
	// Version is the version of what the preview shows.
	Version Version
}

// PreviewInvoice returns what CreateInvoice would issue. Errors like CreateInvoice.
func (s *Service) PreviewInvoice(ctx context.Context, by Actor, n NewInvoice) (p InvoicePreview, err error) {
	now := s.now()
	if err := s.mayInvoice(by, now); err != nil {
		return p, err
	}
	row, err := n.draft(ctx, s.store.Read, by, now)
	if errors.Is(err, errNoPerson) {
		return p, s.deny(by, now, CreateInvoices, Entry{AccountID: by.AccountID}, err)
	}
	if err == nil {
		p, err = preview(ctx, s.store.Read, row)
	}
	p.ByMail = s.links != nil
	if err != nil || !p.ByMail {
		return p, err
	}
	readers, err := invoiceRecipients(ctx, s.store.Read, row.AccountID, now)
	p.Told = len(onePerAddress(readers)) > 0
	return p, err
}

// draft is a form's invoice as it would be issued now, without its id and number.
func (n NewInvoice) draft(ctx context.Context, q *db.Queries, by Actor, now time.Time) (row db.Invoice, err error) {
	a, err := issuer(ctx, q, by)
	if err != nil {
		return row, err
	}
	row.Status = string(StatusIssued)
	setIssuer(&row, a, now)
	var invalid Invalid
	if err := n.checkInvoiced(ctx, q, by, &invalid, &row); err != nil {
		return row, err
	}
	n.check(&invalid, &row)
	if err := invalid.err(); err != nil {
		return row, err
	}
	setAmounts(&row)
	return row, nil
}

// checkInvoiced checks the account to be invoiced, and puts its current data on the invoice.
func (n NewInvoice) checkInvoiced(ctx context.Context, q *db.Queries, by Actor, invalid *Invalid, row *db.Invoice) error {
	return by.checkAccountID(invalid, n.AccountID, OwnAccountInvoiced{}, func() error {
		a, err := q.GetAccount(ctx, getAccountParams(n.AccountID, everything))
		if err == nil {
			row.AccountID, row.AccountName = a.ID, a.Name
			row.AccountFirstName, row.AccountLastName, row.AccountEmail = a.ContactFirstName, a.ContactLastName, a.Email
		}
		return err
	})
}

// setIssuer puts the issuer's current data on an invoice, and the day in the issuer's time zone.
func setIssuer(row *db.Invoice, a db.GetAccountRow, now time.Time) {
	row.IssuerAccountID, row.IssuerName = a.ID, a.Name
	row.IssuerFirstName, row.IssuerLastName, row.IssuerEmail = a.ContactFirstName, a.ContactLastName, a.Email
	row.IssueDate = string(dateOf(now, location(a.TimeZone)))
}

// preview is what is shown of an invoice before it is issued.
func preview(ctx context.Context, q *db.Queries, row db.Invoice) (p InvoicePreview, err error) {
	p.Invoice = invoiceFrom(row)
	rows, err := q.ListInvoicesOfPeriod(ctx, db.ListInvoicesOfPeriodParams{
		AccountID: row.AccountID, FirstDay: row.PeriodFrom, LastDay: row.PeriodTo, PageSize: maxEarlier + 1,
	})
	var next string
	p.Earlier, next = invoicesFrom(rows, maxEarlier)
	p.More = next != ""
	p.Version = p.formValues().version()
	return p, err
}

// Decimal is a number of digits, possibly with a point.
type Decimal string

// Price is an amount that may be less than the smallest coin.
type Price struct {
	Amount   Decimal
	Currency Currency
}

func (p Price) String() string { return string(p.Amount) + " " + string(p.Currency) }

func (p InvoicePreview) formValues() formValues {
	var earlier []string
	for _, i := range p.Earlier {
		earlier = append(earlier, i.Number)
	}
	return formValues{"invoice", []Shown{
		{"account", p.Account.Text()}, {"issuer", p.Issuer.Text()}, {"issued", p.Issued}, {"due_date", p.Due},
		{"period", Period{p.From, p.To}}, {"messages", p.Messages},
		{"price", Price{Decimal(p.Price), p.Currency}}, {"net", p.Net}, {"vat_rate", Decimal(p.VATRate)}, {"vat", p.VAT},
		{"total", p.Total}, {"note", p.Note}, {"earlier", strings.Join(earlier, ", ")},
	}}
}

// Text is a party on one line.
func (p Party) Text() string {
	parts := []string{p.Name}
	for _, part := range []string{p.Person(), p.Email} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// checkSeen returns *Invalid with Stale if the actor saw a different preview than there would be
// now. This is how a second invoice for the same days asks first, even if two people issue invoices
// at the same time.
func (t *tx) checkSeen(ctx context.Context, row db.Invoice) error {
	if t.by.saw == "" {
		return nil
	}
	p, err := preview(ctx, t.Queries, row)
	if err != nil {
		return err
	}
	return t.checkFresh(p.formValues(), formValues{})
}
