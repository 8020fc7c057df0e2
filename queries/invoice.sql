-- NextInvoiceNumber takes the next number of a year. If the transaction is rolled back, the number
-- was never used.
-- name: NextInvoiceNumber :one
INSERT INTO invoice_numbers (year, last) VALUES (@year, 1)
ON CONFLICT (year) DO UPDATE SET last = invoice_numbers.last + 1
RETURNING last;

-- name: ListInvoiceYears :many
SELECT year FROM invoice_numbers ORDER BY year DESC;

-- name: InsertInvoice :exec
INSERT INTO invoices (id, number, status, cancels, account_id, account_name, account_first_name, account_last_name,
    account_email, issuer_account_id, issuer_name, issuer_first_name, issuer_last_name, issuer_email, period_from, period_to,
    messages, price_micros, currency, vat_rate, net, vat, total, note, issue_date, due_date, issued_at, paid_at, cancelled_at,
    cancel_reason)
VALUES (@id, @number, @status, @cancels, @account_id, @account_name, @account_first_name, @account_last_name,
    @account_email, @issuer_account_id, @issuer_name, @issuer_first_name, @issuer_last_name, @issuer_email, @period_from,
    @period_to, @messages, @price_micros, @currency, @vat_rate, @net, @vat, @total, @note, @issue_date, @due_date,
    @issued_at, @paid_at, @cancelled_at, @cancel_reason);

-- GetInvoice is one invoice that a login may see.
-- name: GetInvoice :one
SELECT i.* FROM invoices i
WHERE i.id = @id AND (CAST(@scope_all AS INTEGER) = 1 OR i.account_id = CAST(@own_account AS TEXT));

-- GetInvoiceLink is the cancellation of an invoice, or the invoice of a cancellation.
-- name: GetInvoiceLink :one
SELECT i.id, i.number FROM invoices i WHERE i.id = CAST(@cancelled AS TEXT) OR i.cancels = CAST(@cancelling AS TEXT);

-- ListInvoices is a page of the invoices with numbers between two, newest first.
-- name: ListInvoices :many
SELECT i.* FROM invoices i
WHERE i.number < @before AND i.number > @after AND CAST(@scope_all AS INTEGER) = 1
ORDER BY i.number DESC LIMIT @page_size;

-- ListInvoicesByStatus is ListInvoices for one status.
-- name: ListInvoicesByStatus :many
SELECT i.* FROM invoices i
WHERE i.status = @status AND i.number < @before AND i.number > @after AND CAST(@scope_all AS INTEGER) = 1
ORDER BY i.number DESC LIMIT @page_size;

-- ListInvoicesByDue is a page of the invoices of a year, or of all years if that is empty, by due
-- date, earliest first.
-- name: ListInvoicesByDue :many
SELECT i.* FROM invoices i
WHERE (i.due_date, i.number) > (CAST(@after_due AS TEXT), CAST(@after_number AS TEXT))
  AND (CAST(@year AS TEXT) = '' OR SUBSTR(i.number, 1, 4) = CAST(@year AS TEXT)) AND CAST(@scope_all AS INTEGER) = 1
ORDER BY i.due_date, i.number LIMIT @page_size;

-- ListInvoicesByStatusAndDue is ListInvoicesByDue for one status.
-- name: ListInvoicesByStatusAndDue :many
SELECT i.* FROM invoices i
WHERE i.status = @status AND (i.due_date, i.number) > (CAST(@after_due AS TEXT), CAST(@after_number AS TEXT))
  AND (CAST(@year AS TEXT) = '' OR SUBSTR(i.number, 1, 4) = CAST(@year AS TEXT)) AND CAST(@scope_all AS INTEGER) = 1
ORDER BY i.due_date, i.number LIMIT @page_size;

-- ListInvoicesByAccount is a page of one account's invoices, newest first.
-- name: ListInvoicesByAccount :many
SELECT i.* FROM invoices i
WHERE i.account_id = @account_id AND i.number < @before
  AND (CAST(@scope_all AS INTEGER) = 1 OR i.account_id = CAST(@own_account AS TEXT))
ORDER BY i.number DESC LIMIT @page_size;

-- ListInvoicesOfPeriod is an account's invoices that are not cancelled and share days with a
-- period, last issued first.
-- name: ListInvoicesOfPeriod :many
SELECT i.* FROM invoices i
WHERE i.account_id = @account_id AND i.period_to >= CAST(@first_day AS TEXT) AND i.period_from <= CAST(@last_day AS TEXT)
  AND i.status IN ('ISSUED', 'PAID')
ORDER BY i.issued_at DESC, i.number DESC LIMIT @page_size;

-- ExistsInvoice says whether an account has an invoice that a login may see.
-- name: ExistsInvoice :one
SELECT CAST(EXISTS (
    SELECT 1 FROM invoices i
    WHERE i.account_id = @account_id AND (CAST(@scope_all AS INTEGER) = 1 OR i.account_id = CAST(@own_account AS TEXT))
) AS INTEGER);

-- PayInvoice marks an invoice as paid. No row: it no longer has the status issued, and nothing
-- changed.
-- name: PayInvoice :execrows
UPDATE invoices SET status = 'PAID', paid_at = CAST(@now AS BIGINT) WHERE id = @id AND status = 'ISSUED';

-- CancelInvoice cancels an invoice. No row: it no longer has the status issued, and nothing
-- changed.
-- name: CancelInvoice :execrows
UPDATE invoices SET status = 'CANCELLED', cancelled_at = CAST(@now AS BIGINT), cancel_reason = @cancel_reason
WHERE id = @id AND status = 'ISSUED';
