-- +goose Up
-- The one-time address with which a login gets its password: an account login, or with user_id a user. One for each login.
CREATE TABLE setup_links (
    token_hash BLOB    NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
    login_id   TEXT    NOT NULL UNIQUE,
    account_id TEXT    NOT NULL REFERENCES accounts (id),
    user_id    TEXT    REFERENCES users (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    CHECK (login_id = COALESCE(user_id, account_id))
) STRICT;

-- What was made under a grant does not outlive it: an external user, or a role given, that names the grant counts only while
-- that grant is live. When the customer prolongs an external user, the name is taken away.
ALTER TABLE users ADD COLUMN grant_id TEXT REFERENCES access_requests (id);
ALTER TABLE user_roles ADD COLUMN grant_id TEXT REFERENCES access_requests (id);

-- A company's settings have their history in the record.
CREATE INDEX audit_entries_by_object ON audit_entries (object_id, seq);

-- +goose Down
-- Going down is restoring a backup.
