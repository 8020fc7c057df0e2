-- +goose Up
-- The secret address of a login's calendar: one for each, of which only the hash is kept. It goes on for as long as a session of the
-- login with its epoch would.
CREATE TABLE calendar_feeds (
    login_id   TEXT    NOT NULL PRIMARY KEY,
    token_hash BLOB    NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    account_id TEXT    NOT NULL REFERENCES accounts (id),
    user_id    TEXT    REFERENCES users (id),
    epoch      INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    CHECK (login_id = COALESCE(user_id, account_id))
) STRICT;

-- Grants by their beginning, with all that says whether they were over at a time.
CREATE INDEX access_requests_granted ON access_requests (account_id, valid_from, id, valid_to, decided_at, ended_at) WHERE decision = 'GRANTED';
CREATE INDEX access_requests_granted_to ON access_requests (requester_account_id, valid_from, id, valid_to, decided_at, ended_at) WHERE decision = 'GRANTED';

-- +goose Down
-- Going down is restoring a backup.
