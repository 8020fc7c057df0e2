-- +goose Up
-- The other orders of lists: users by their last login, invoices by the day they are due.
CREATE INDEX users_by_login ON users (account_id, (COALESCE(last_login_at, 0)), id) WHERE deleted_at IS NULL;
CREATE INDEX invoices_by_due ON invoices (due_date, number);
CREATE INDEX invoices_by_status_due ON invoices (status, due_date, number);

-- +goose Down
-- Going down is restoring a backup.
