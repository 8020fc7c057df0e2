-- +goose Up
-- What came of a form that makes something: key_hash is of the form's one-time key, of the login that sent it, of the address and of what was
-- typed. object_id is what the act was on, or what it made.
CREATE TABLE form_keys (
    key_hash   BLOB    NOT NULL PRIMARY KEY CHECK (length(key_hash) = 32),
    object_id  TEXT    NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX form_keys_created ON form_keys (created_at);

-- +goose Down
-- Going down is restoring a backup.
