package access

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"latchkey/db"
)

// dropMails removes the waiting mails: they have gone out since, or are about something that was
// undone. What the clock brought about and was noticed since is not noticed again.
func (t *tx) dropMails(ctx context.Context, r Restore, report *RestoreReport) error {
	rows, err := t.ListUnsentMails(ctx)
	if err != nil {
		return err
	}
	report.Mails = mapped(rows, func(m db.ListUnsentMailsRow) UnsentMail {
		return UnsentMail{db.Time(m.CreatedAt), m.Recipient, m.Subject}
	})
	if _, err := t.DeleteUnsentMails(ctx); err != nil || !report.Known {
		return err
	}
	after := ""
	return eachBatch(func(n db.Noticed) error {
		after = n.Occasion
		_, err := t.InsertNoticed(ctx, db.InsertNoticedParams(n))
		return err
	}, func() ([]db.Noticed, error) {
		return r.Before.store.Read.ListNoticed(ctx, db.ListNoticedParams{After: after, PageSize: verifyBatch})
	})
}

// skipLostNumbers skips the invoice numbers that were used after the backup: two invoices with the
// same number would be worse than a gap.
func (t *tx) skipLostNumbers(ctx context.Context, r Restore, report *RestoreReport) error {
	given := map[int64]int64{}
	if r.LastInvoice != "" && !noteNumber(given, r.LastInvoice) {
		return &Invalid{Fields: map[string]Reason{"last_invoice": NotAnInvoiceNumber{}}}
	}
	for _, entry := range report.Lost {
		noteNumber(given, entry.ObjectName)
		for _, value := range entry.After {
			noteNumber(given, value)
		}
	}
	if report.Known {
		rows, err := r.Before.store.Read.ListInvoiceNumbers(ctx)
		if err != nil {
			return err
		}
		for _, row := range rows {
			given[row.Year] = max(given[row.Year], row.Last)
		}
	}
	has := map[int64]int64{}
	rows, err := t.ListInvoiceNumbers(ctx)
	for _, row := range rows {
		has[row.Year] = row.Last
		given[row.Year] = max(given[row.Year], row.Last)
	}
	if err != nil {
		return err
	}
	for _, year := range slices.Sorted(maps.Keys(given)) {
		last := has[year]
		for ; last < given[year]; last++ {
			if _, err := t.NextInvoiceNumber(ctx, year); err != nil {
				return err
			}
		}
		next := NextNumber{Year: year, Next: invoiceNumber(year, last+1)}
		if has[year] < last {
			next.First, next.Last = invoiceNumber(year, has[year]+1), invoiceNumber(year, last)
		}
		report.Numbers = append(report.Numbers, next)
	}
	return nil
}

// noteNumber notes the year and the number in an invoice number. It is false if a text is not one.
func noteNumber(given map[int64]int64, text string) bool {
	var year, n int64
	if _, err := fmt.Sscanf(text, "%d-%d", &year, &n); err != nil || n < 1 || n > 999_999 || year < 1970 || text != invoiceNumber(year, n) {
		return false
	}
	given[year] = max(given[year], n)
	return true
}
