-- +goose Up
-- The last number given in a year. It is counted in the transaction of the invoice that takes it, so that there is no gap.
CREATE TABLE invoice_numbers (
    year INTEGER NOT NULL PRIMARY KEY CHECK (year BETWEEN 1970 AND 9999),
    last INTEGER NOT NULL CHECK (last BETWEEN 1 AND 999999)
) STRICT;

-- Invoices for SMS messages, and the cancellations that take one back: those name it in cancels, and their messages and
-- amounts are negative. account is who is invoiced, issuer who issued; names and persons are those of that moment. A number,
-- like 2026-000001, sorts by age. Calendar dates are texts like 2026-03-14. Amounts are minor units of the currency,
-- price_micros millionths of its major unit, vat_rate hundredths of a percent.
CREATE TABLE invoices (
    id                 TEXT    NOT NULL PRIMARY KEY CHECK (id LIKE 'inv!_%' ESCAPE '!'),
    number             TEXT    NOT NULL UNIQUE CHECK (length(number) = 11),
    status             TEXT    NOT NULL CHECK (status IN ('ISSUED', 'PAID', 'CANCELLED', 'CANCELLATION')),
    cancels            TEXT    UNIQUE REFERENCES invoices (id) CHECK (cancels <> id),
    account_id         TEXT    NOT NULL REFERENCES accounts (id),
    account_name       TEXT    NOT NULL CHECK (account_name <> ''),
    account_first_name TEXT    NOT NULL,
    account_last_name  TEXT    NOT NULL,
    account_email      TEXT    NOT NULL,
    issuer_account_id  TEXT    NOT NULL REFERENCES accounts (id),
    issuer_name        TEXT    NOT NULL CHECK (issuer_name <> ''),
    issuer_first_name  TEXT    NOT NULL CHECK (issuer_first_name <> ''),
    issuer_last_name   TEXT    NOT NULL CHECK (issuer_last_name <> ''),
    issuer_email       TEXT    NOT NULL CHECK (issuer_email <> ''),
    period_from        TEXT    NOT NULL CHECK (length(period_from) = 10),
    period_to          TEXT    NOT NULL CHECK (length(period_to) = 10),
    messages           INTEGER NOT NULL CHECK (messages <> 0 AND messages BETWEEN -1000000000 AND 1000000000),
    price_micros       INTEGER NOT NULL CHECK (price_micros >= 0),
    currency           TEXT    NOT NULL CHECK (currency IN ('EUR', 'USD', 'GBP', 'CHF', 'JPY')),
    vat_rate           INTEGER NOT NULL CHECK (vat_rate BETWEEN 0 AND 10000),
    net                INTEGER NOT NULL,
    vat                INTEGER NOT NULL,
    total              INTEGER NOT NULL CHECK (total = net + vat),
    note               TEXT    NOT NULL CHECK (length(note) <= 2000),
    issue_date         TEXT    NOT NULL CHECK (length(issue_date) = 10),
    due_date           TEXT    NOT NULL CHECK (length(due_date) = 10),
    issued_at          INTEGER NOT NULL,
    paid_at            INTEGER,
    cancelled_at       INTEGER,
    CHECK (account_id <> issuer_account_id OR cancels IS NOT NULL),
    CHECK (period_from <= period_to AND issue_date <= due_date),
    CHECK ((status = 'CANCELLATION') = (cancels IS NOT NULL)),
    CHECK ((status = 'CANCELLATION') = (messages < 0)),
    CHECK ((messages < 0 AND net <= 0 AND vat <= 0) OR (messages > 0 AND net >= 0 AND vat >= 0)),
    CHECK ((status = 'PAID') = (paid_at IS NOT NULL)),
    CHECK ((status = 'CANCELLED') = (cancelled_at IS NOT NULL))
) STRICT;
CREATE INDEX invoices_by_account ON invoices (account_id, number);
CREATE INDEX invoices_by_status ON invoices (status, number);
CREATE INDEX invoices_by_issuer ON invoices (issuer_account_id);

-- +goose StatementBegin
CREATE TRIGGER invoices_no_edit BEFORE UPDATE OF id, number, cancels, account_id, account_name, account_first_name,
    account_last_name, account_email, issuer_account_id, issuer_name, issuer_first_name, issuer_last_name, issuer_email,
    period_from, period_to, messages, price_micros, currency, vat_rate, net, vat, total, note, issue_date, due_date, issued_at
ON invoices
BEGIN SELECT RAISE(ABORT, 'an invoice is never edited'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER invoices_status_once BEFORE UPDATE ON invoices
WHEN NOT (OLD.status = 'ISSUED' AND NEW.status IN ('PAID', 'CANCELLED'))
BEGIN SELECT RAISE(ABORT, 'an invoice is never edited'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER invoices_no_delete BEFORE DELETE ON invoices
BEGIN SELECT RAISE(ABORT, 'an invoice is never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER invoices_no_replace BEFORE INSERT ON invoices
WHEN EXISTS (SELECT 1 FROM invoices WHERE id = NEW.id OR number = NEW.number OR cancels = NEW.cancels)
BEGIN SELECT RAISE(ABORT, 'an invoice is never replaced'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER invoice_numbers_dense BEFORE UPDATE ON invoice_numbers WHEN NEW.year <> OLD.year OR NEW.last <> OLD.last + 1
BEGIN SELECT RAISE(ABORT, 'invoice numbers have no gaps'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER invoice_numbers_no_delete BEFORE DELETE ON invoice_numbers
BEGIN SELECT RAISE(ABORT, 'invoice numbers have no gaps'); END;
-- +goose StatementEnd

-- +goose Down
-- Going down is restoring a backup.
