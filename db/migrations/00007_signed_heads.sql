-- +goose Up
-- A random text in an entry's bytes: whoever has only its hash cannot find out by guessing what it says. Entries of before have none.
ALTER TABLE audit_entries ADD COLUMN salt TEXT NOT NULL DEFAULT '';

-- The heads that were signed: each was proven to extend the one before it. checkpoint is the signed note, in the form of C2SP.
CREATE TABLE signed_heads (
    size       INTEGER NOT NULL PRIMARY KEY CHECK (size > 0),
    hash       BLOB    NOT NULL CHECK (length(hash) = 32),
    checkpoint TEXT    NOT NULL,
    at         INTEGER NOT NULL
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER signed_heads_no_update BEFORE UPDATE ON signed_heads
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER signed_heads_no_delete BEFORE DELETE ON signed_heads
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER signed_heads_only_grow BEFORE INSERT ON signed_heads
WHEN EXISTS (SELECT 1 FROM signed_heads WHERE size >= NEW.size)
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
-- +goose StatementEnd

-- An account's entries in two parts that have nothing in common: those about it, and what its logins did elsewhere. All that
-- the record is searched by stands in the index: a search reads no entry that it does not show.
DROP INDEX audit_entries_by_account;
DROP INDEX audit_entries_by_actor;
CREATE INDEX audit_entries_by_account ON audit_entries
    (account_id, at, seq, action, actor_name, actor_user_id, actor_account_id, object_name, object_id);
CREATE INDEX audit_entries_by_actor ON audit_entries
    (actor_account_id, at, seq, action, actor_name, actor_user_id, account_id, object_name, object_id)
    WHERE actor_account_id <> account_id AND action <> 'denied';
CREATE INDEX audit_entries_keys ON audit_entries (seq) WHERE action = 'record key begun';

-- +goose Down
-- The record is never taken back: going down is restoring a backup.
