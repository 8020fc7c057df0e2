package access

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"latchkey/db"
)

var (
	errMayNotInvoice = forbidden(OnlySalesInvoices{})
	errOwnInvoice    = forbidden(OwnInvoice{})
	errNoPerson      = forbidden(InvoicesNeedContact{})
)

// mayInvoice returns nil if CreateInvoices allows the actor to issue invoices.
func (s *Service) mayInvoice(by Actor, now time.Time) error {
	if by.Reach(CreateInvoices).Has(All) {
		return nil
	}
	return s.deny(by, now, CreateInvoices, Entry{AccountID: by.AccountID}, errMayNotInvoice)
}

// InvoiceOptions is what the invoice form offers.
type InvoiceOptions struct {
	// Accounts are the accounts that the search found, or the chosen one. Account is the chosen
	// one, or nil.
	Accounts []Named
	Account  *Named
	// Today is the day on which an invoice would be issued now.
	Today Date
}

// InvoiceOptions returns what the invoice form offers: accounts by a part of their name. If there
// is only one, it is chosen. It needs CreateInvoices and a named account. Errors: ErrForbidden.
func (s *Service) InvoiceOptions(ctx context.Context, by Actor, search, accountID string) (o InvoiceOptions, err error) {
	now := s.now()
	if err := s.mayInvoice(by, now); err != nil {
		return o, err
	}
	a, err := issuer(ctx, s.store.Read, by)
	if errors.Is(err, errNoPerson) {
		return o, s.deny(by, now, CreateInvoices, Entry{AccountID: by.AccountID}, err)
	}
	if err != nil {
		return o, err
	}
	o.Today = dateOf(now, location(a.TimeZone))
	o.Accounts, err = s.accountsToChoose(ctx, by, nil, search, accountID)
	o.Account = chosenOrOnly(o.Accounts, func(a Named) bool { return a.ID == accountID })
	return o, err
}

// issuer returns the actor's account with the person behind it. Errors: ErrConflict if its time
// zone is unknown, and so the day; errNoPerson if it is not a named account now, and so cannot
// issue anything.
func issuer(ctx context.Context, q *db.Queries, by Actor) (db.GetAccountRow, error) {
	a, err := q.GetAccount(ctx, getAccountParams(by.AccountID, everything))
	switch {
	case db.IsNotFound(err):
		err = ErrNotFound // it was deleted a moment ago
	case err == nil && !isNamed(a.ContactFirstName, a.ContactLastName, a.Email):
		err = errNoPerson
	case err == nil && !KnownZone(location(a.TimeZone)):
		err = conflict(DayUnknown{Zone: a.TimeZone, Account: a.Name})
	}
	return a, err
}

// CreateInvoice issues an invoice to an account other than the actor's own. It needs CreateInvoices
// and a named account. Errors: *Invalid with the fields account_id, period_from, period_to,
// messages, price, currency, vat_rate, due_date and note; ErrForbidden; ErrConflict if the year has
// no more numbers. For an actor that Saw a preview, also *Invalid with Stale, if the preview would
// be different now.
func (s *Service) CreateInvoice(ctx context.Context, by Actor, n NewInvoice) (i Invoice, err error) {
	now := s.now()
	if err := s.mayInvoice(by, now); err != nil {
		return i, err
	}
	id, err := s.newID("inv", now)
	if err != nil {
		return i, err
	}
	err = s.write(ctx, by, now, func(t *tx) error {
		row, err := n.draft(ctx, t.Queries, by, now)
		if err != nil {
			return err
		}
		if err := t.checkSeen(ctx, row); err != nil {
			return err
		}
		row.ID = id
		i, err = t.issue(ctx, row)
		if err != nil {
			return err
		}
		if err := t.notifyInvoice(ctx, NoticeInvoiceIssued, i, ""); err != nil {
			return err
		}
		after := i.amountChanges()
		after[DetailPerson] = i.Issuer.Person() + ", " + i.Issuer.Email
		return t.record(ctx, i.entry(InvoiceCreated, nil, after))
	})
	if errors.Is(err, errNoPerson) {
		err = s.deny(by, now, CreateInvoices, Entry{AccountID: by.AccountID}, err)
	}
	return i, err
}

// amountChanges is what never changes in an invoice, for the record.
func (i Invoice) amountChanges() changes {
	return changes{
		DetailMessages: strconv.FormatInt(i.Messages, 10), DetailPrice: i.Price, DetailVATRate: i.VATRate, DetailNet: i.Net.Decimal(),
		DetailVAT: i.VAT.Decimal(), DetailTotal: i.Total.Decimal(), DetailCurrency: string(i.Currency), DetailDue: string(i.Due),
		DetailPeriodFrom: string(i.From), DetailPeriodTo: string(i.To),
	}
}

// issue gives an invoice the next number of its year, and stores it.
func (t *tx) issue(ctx context.Context, row db.Invoice) (i Invoice, err error) {
	year := Date(row.IssueDate).Time().Year()
	n, err := t.NextInvoiceNumber(ctx, int64(year))
	if db.IsCheck(err) {
		return i, conflict(NumbersUsedUp{Most: maxNumber, Year: year})
	}
	if err != nil {
		return i, err
	}
	row.Number, row.IssuedAt = invoiceNumber(int64(year), n), db.Millis(t.now)
	return invoiceFrom(row), t.InsertInvoice(ctx, db.InsertInvoiceParams(row))
}

// PayInvoice marks an invoice as paid. It needs CreateInvoices and a named account. Errors:
// ErrNotFound, ErrForbidden; ErrConflict if the invoice is no longer ISSUED.
func (s *Service) PayInvoice(ctx context.Context, by Actor, id string) (Invoice, error) {
	return s.changeInvoice(ctx, by, id, func(t *tx, _ db.GetAccountRow, row db.Invoice) error {
		n, err := t.PayInvoice(ctx, db.PayInvoiceParams{ID: id, Now: db.Millis(t.now)})
		return t.recordChanged(ctx, n, err, invoiceFrom(row).entry(InvoicePaid, changes{DetailStatus: row.Status}, changes{DetailStatus: string(StatusPaid)}))
	})
}

// CancelInvoice cancels an invoice with a counter-entry: a cancellation with its own number, issued
// by the actor, which names the invoice and has its amounts with the opposite sign. Neither changes
// after that. Both have the reason. nil means that the caller was not asked for one. Errors like
// PayInvoice, and *Invalid with the field reason.
func (s *Service) CancelInvoice(ctx context.Context, by Actor, id string, reason *string) (Invoice, error) {
	return s.changeInvoice(ctx, by, id, func(t *tx, a db.GetAccountRow, row db.Invoice) error {
		after := changes{}
		why, err := cancelReason(reason, after)
		if err != nil {
			return err
		}
		n, err := t.CancelInvoice(ctx, db.CancelInvoiceParams{ID: id, Now: db.Millis(t.now), CancelReason: why})
		if err != nil || n == 0 {
			return orConflict(err, invoiceFrom(row).whyNot())
		}
		counter, err := t.issueCancellation(ctx, a, row, why)
		if err != nil {
			return err
		}
		i := invoiceFrom(row)
		i.CancelReason = why
		if err := t.notifyInvoice(ctx, NoticeInvoiceCancelled, i, counter.Number); err != nil {
			return err
		}
		after[DetailStatus], after[DetailCancellation], after[DetailTotal] = string(StatusCancelled), counter.Number, counter.Total.Decimal()
		after[DetailPerson] = counter.Issuer.Person() + ", " + counter.Issuer.Email
		return t.record(ctx, i.entry(InvoiceCancelled, changes{DetailStatus: row.Status}, after))
	})
}

// cancelReason checks the reason of a cancellation.
func cancelReason(typed *string, after changes) (string, error) {
	if typed == nil {
		return "", nil
	}
	reason, err := readReason(*typed, after)
	if err == nil && reason == "" {
		err = &Invalid{Fields: map[string]Reason{"reason": SayWhyCancelled{}}}
	}
	return reason, err
}

// issueCancellation issues the counter-entry of an invoice.
func (t *tx) issueCancellation(ctx context.Context, a db.GetAccountRow, row db.Invoice, reason string) (i Invoice, err error) {
	row.Status, row.Cancels, row.Note, row.CancelReason = string(StatusCancellation), db.NullText(row.ID), "", reason
	row.Messages, row.Net, row.Vat, row.Total = -row.Messages, -row.Net, -row.Vat, -row.Total
	setIssuer(&row, a, t.now)
	row.DueDate = row.IssueDate
	row.ID, err = t.svc.newID("inv", t.now)
	if err != nil {
		return i, err
	}
	return t.issue(ctx, row)
}

// changeInvoice changes an invoice that the actor sees and that is ISSUED, for a named account, and
// returns the changed invoice.
func (s *Service) changeInvoice(ctx context.Context, by Actor, id string, fn func(*tx, db.GetAccountRow, db.Invoice) error) (i Invoice, err error) {
	now := s.now()
	if !by.Reach(CreateInvoices).Has(All) {
		return i, s.refuseInvoice(ctx, by, now, CreateInvoices, id)
	}
	err = s.write(ctx, by, now, func(t *tx) error {
		row, err := t.GetInvoice(ctx, by.getInvoiceParams(id))
		if err != nil {
			return err
		}
		i = invoiceFrom(row)
		if !by.maySettle(i.Account.AccountID) {
			return errOwnInvoice
		}
		a, err := issuer(ctx, t.Queries, by)
		if err == nil && i.Status != StatusIssued {
			err = conflict(i.whyNot())
		}
		if err == nil {
			err = fn(t, a, row)
		}
		if err != nil {
			return err
		}
		row, err = t.GetInvoice(ctx, by.getInvoiceParams(id))
		i = invoiceFrom(row)
		return err
	})
	switch {
	case errors.Is(err, errNoPerson), errors.Is(err, errOwnInvoice):
		err = s.deny(by, now, CreateInvoices, i.entry(Denied, nil, nil), err)
	case db.IsNotFound(err):
		err = s.refuseInvoice(ctx, by, now, CreateInvoices, id)
	}
	return i, err
}

// maySettle reports whether the actor may mark an account's invoice as paid, or cancel it: never
// one to its own account.
func (a Actor) maySettle(invoicedID string) bool {
	return a.Reach(CreateInvoices).Has(All) && a.AccountID != invoicedID
}

// whyNot is why an invoice can no longer be changed.
func (i Invoice) whyNot() Reason {
	switch i.Status {
	case StatusPaid:
		return InvoicePaidAlready{Number: i.Number}
	case StatusCancelled:
		return InvoiceCancelledAlready{Number: i.Number}
	default:
		return IsCancellation{Number: i.Number}
	}
}

// entry is an entry of the record about the invoice, for the invoiced account.
func (i Invoice) entry(action Action, before, after changes) Entry {
	return Entry{Action: action, AccountID: i.Account.AccountID, ObjectID: i.ID, ObjectName: i.Number, Before: before, After: after}
}

// invoiceNumber is the number of a year's nth invoice.
func invoiceNumber(year, n int64) string { return fmt.Sprintf("%04d-%06d", year, n) }
