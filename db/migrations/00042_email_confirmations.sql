-- +goose Up
-- A link that confirms the e-mail address of a login. The newest of a login counts, and only while the login has the address to which the mail
-- went.
CREATE TABLE email_confirmations (
    token_hash BLOB    NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
    login_id   TEXT    NOT NULL UNIQUE,
    account_id TEXT    NOT NULL REFERENCES accounts (id),
    user_id    TEXT    REFERENCES users (id),
    email      TEXT    NOT NULL CHECK (email <> ''),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX email_confirmations_by_expiry ON email_confirmations (expires_at);

-- The address of a login that was confirmed, and when: somebody followed a link in a mail that went there.
CREATE TABLE confirmed_emails (
    login_id     TEXT    NOT NULL PRIMARY KEY,
    account_id   TEXT    NOT NULL REFERENCES accounts (id),
    user_id      TEXT    REFERENCES users (id),
    email        TEXT    NOT NULL CHECK (email <> ''),
    confirmed_at INTEGER NOT NULL
) STRICT;

-- Those that count: it is still the login's address, and its own people know it. Nothing else says whether an address is confirmed.
CREATE VIEW verified_emails AS
SELECT c.login_id, c.email, c.confirmed_at
FROM confirmed_emails c
JOIN accounts a ON a.id = c.account_id
LEFT JOIN users u ON u.id = c.user_id
WHERE COALESCE(u.email, a.email) = c.email AND NOT COALESCE(u.email_outside, a.email_outside);

-- To which address a link was mailed that sets a password: whoever uses it reads what arrives there. '' for one that was shown.
ALTER TABLE setup_links ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE password_resets ADD COLUMN email TEXT NOT NULL DEFAULT '';

-- +goose Down
-- The record is never taken back: going down is restoring a backup.
