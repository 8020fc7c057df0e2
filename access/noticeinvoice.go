package access

import (
	"context"
	"time"

	"latchkey/db"
)

// The notifications to those who may read an account's invoices.
const (
	NoticeInvoiceIssued    Notice = "INVOICE_ISSUED"
	NoticeInvoiceCancelled Notice = "INVOICE_CANCELLED"
)

// invoiceRecipients returns the logins of an account that may read its invoices. A user who is away
// is replaced by the deputy.
func invoiceRecipients(ctx context.Context, q *db.Queries, accountID string, now time.Time) ([]recipient, error) {
	rows, err := q.ListDeciders(ctx, db.ListDecidersParams{Topic: string(TopicInvoices), AccountID: accountID, Now: db.Millis(now)})
	return recipientsOf(loginsThatMay(rows, accountID, func(a Actor) bool { return a.MayOwn(ReadInvoices) })), err
}

// notifyInvoice tells the invoiced account about an act on an invoice, in the act's transaction.
func (t *tx) notifyInvoice(ctx context.Context, n Notice, i Invoice, counter string) error {
	if t.svc.links == nil {
		return nil
	}
	readers, err := invoiceRecipients(ctx, t.Queries, i.Account.AccountID, t.now)
	if err != nil {
		return err
	}
	m := db.InsertMailParams{Kind: string(n), Occasion: i.ID + " " + string(n), AccountID: i.Account.AccountID}
	return t.writeMails(ctx, m, readers, Letter{Account: i.Account.Name, Link: t.svc.links.Invoice(i.ID), Invoice: &i, Counter: counter})
}
