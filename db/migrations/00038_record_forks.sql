-- +goose Up
-- Where the record goes on from a backup: there are few such entries, and each page of the record asks for them.
CREATE INDEX audit_entries_forks ON audit_entries (seq) WHERE action IN ('record fork accepted', 'restored from a backup');

-- +goose Down
-- Going down is restoring a backup.
