-- +goose Up
-- Why an invoice was cancelled, on it and on its cancellation; '' where nobody said.
ALTER TABLE invoices ADD COLUMN cancel_reason TEXT NOT NULL DEFAULT ''
    CHECK (length(cancel_reason) <= 2000 AND (cancel_reason = '' OR status IN ('CANCELLED', 'CANCELLATION')));

CREATE INDEX invoices_by_period ON invoices (account_id, period_to);

-- +goose Down
-- Going down is restoring a backup.
