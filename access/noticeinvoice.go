package access

import (
	"context"
	"fmt"
	"strings"
	"time"

	"latchkey/db"
)

// The notices to whoever may read the invoices of an account.
const (
	NoticeInvoiceIssued    Notice = "INVOICE_ISSUED"
	NoticeInvoiceCancelled Notice = "INVOICE_CANCELLED"
)

// invoiceWords are the subject, what happened, and what to do about it. {counter} is the number of the cancellation.
var invoiceWords = map[Notice][3]string{
	NoticeInvoiceIssued: {"Invoice {number} from {issuer}: {total}", "{by} issued the invoice {number} to {account}.", ""},
	NoticeInvoiceCancelled: {
		"Cancelled: invoice {number} from {issuer}", "{by} cancelled the invoice {number} to {account}.",
		"The cancellation {counter} takes its amounts back: it is not to be paid.",
	},
}

// invoiceRecipients is the logins of an account that may read its invoices, or for a user who is away the deputy.
func invoiceRecipients(ctx context.Context, q *db.Queries, accountID string, now time.Time) ([]recipient, error) {
	rows, err := q.ListDeciders(ctx, db.ListDecidersParams{Topic: string(TopicInvoices), AccountID: accountID, Now: db.Millis(now)})
	return recipientsOf(loginsThatMay(rows, accountID, func(a Actor) bool { return a.MayOwn(ReadInvoices) })), err
}

// notifyInvoice tells the invoiced account of an act on an invoice, in the transaction of the act.
func (t *tx) notifyInvoice(ctx context.Context, n Notice, i Invoice, counter string) error {
	if t.svc.links == nil {
		return nil
	}
	readers, err := invoiceRecipients(ctx, t.Queries, i.Account.AccountID, t.now)
	if err != nil {
		return err
	}
	m := db.InsertMailParams{Kind: string(n), Occasion: i.ID + " " + string(n), AccountID: i.Account.AccountID}
	return t.writeMails(ctx, m, readers, func(to recipient) (subject, body, link string) {
		return t.svc.invoiceMailText(n, i, t.by.Signature(), counter, to)
	})
}

// invoiceMailText is the words of a notice for its reader. by is who acted.
func (s *Service) invoiceMailText(n Notice, i Invoice, by, counter string, to recipient) (subject, body, link string) {
	text := invoiceWords[n]
	words := strings.NewReplacer("{number}", i.Number, "{issuer}", i.Issuer.Name, "{account}", i.Account.Name, "{total}", i.Total.String(), "{by}", by, "{counter}", counter)
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("%s\n", oneLine(words.Replace(text[1])))
	if to.standsIn != "" {
		line("You are told as deputy of %s, who is away.\n", oneLine(to.standsIn))
	}
	line("From: %s", oneLine(i.Issuer.text()))
	line("For: SMS messages, %s – %s", i.From.Text(), i.To.Text())
	line("Net: %s", i.Net)
	line("VAT %s %%: %s", i.VATRate, i.VAT)
	line("Total: %s", i.Total)
	line("Issued: %s", i.Issued.Text())
	line("Due: %s", i.Due.Text())
	quote(line, "Note", i.Note)
	quote(line, "Reason", i.CancelReason)
	if text[2] != "" {
		line("\n%s", oneLine(words.Replace(text[2])))
	}
	link = s.links.Invoice(i.ID)
	line("\n%s\n", link)
	line("How you are told, and of what, you choose here:\n%s", s.links.Choices)
	return oneLine(words.Replace(text[0])), b.String(), link
}
