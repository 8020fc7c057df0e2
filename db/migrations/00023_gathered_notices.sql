-- +goose Up
-- Notices of one kind to one address that come within minutes of each other are gathered.
CREATE INDEX mails_by_recipient ON mails (recipient, kind, created_at);

-- +goose Down
-- Going down is restoring a backup.
