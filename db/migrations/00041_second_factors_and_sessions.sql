-- +goose Up
-- A session knows when its login last proved who it is, and how; and when it was last used.
ALTER TABLE sessions ADD COLUMN proved_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN proofs TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN passkey TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN seen_at INTEGER NOT NULL DEFAULT 0;
UPDATE sessions SET proved_at = created_at, seen_at = MAX(created_at, CAST(unixepoch('now') AS INTEGER) * 1000), proofs = 'PASSWORD';

-- Where a login signed in last. A session knows what that was before it began (0: it was the first).
CREATE TABLE last_sign_ins (
    login_id TEXT    NOT NULL PRIMARY KEY,
    at       INTEGER NOT NULL,
    address  TEXT    NOT NULL,
    browser  TEXT    NOT NULL
) STRICT;
INSERT INTO last_sign_ins (login_id, at, address, browser) SELECT id, last_login_at, '', '' FROM users WHERE last_login_at IS NOT NULL AND deleted_at IS NULL;
INSERT INTO last_sign_ins (login_id, at, address, browser) SELECT account_id, MAX(created_at), '', '' FROM sessions WHERE user_id IS NULL GROUP BY account_id;
ALTER TABLE sessions ADD COLUMN before_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN before_address TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN before_browser TEXT NOT NULL DEFAULT '';

-- Somebody who proved a part of who they are. It is no session, and nothing but the rest of signing in reads it.
CREATE TABLE sign_ins (
    token_hash BLOB    NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
    account_id TEXT    NOT NULL REFERENCES accounts (id),
    user_id    TEXT    REFERENCES users (id),
    epoch      INTEGER NOT NULL,
    proofs     TEXT    NOT NULL,
    passkey    TEXT    NOT NULL DEFAULT '',
    tries      INTEGER NOT NULL DEFAULT 0,
    address    TEXT    NOT NULL,
    browser    TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_ins_by_expiry ON sign_ins (expires_at);
CREATE INDEX sign_ins_by_login ON sign_ins (account_id, user_id);

-- What browsers were asked to sign with a passkey and did, until it is too old anyway: none is taken twice.
CREATE TABLE used_challenges (
    hash       BLOB    NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX used_challenges_by_expiry ON used_challenges (expires_at);

CREATE TABLE passkeys (
    id            TEXT    NOT NULL PRIMARY KEY CHECK (id LIKE 'pky!_%' ESCAPE '!'),
    account_id    TEXT    NOT NULL REFERENCES accounts (id),
    user_id       TEXT    REFERENCES users (id),
    credential_id BLOB    NOT NULL UNIQUE,
    credential    TEXT    NOT NULL,
    counter       INTEGER NOT NULL,
    name          TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    -- person is whose passkey of an account login it is.
    person        TEXT    NOT NULL,
    created_at    INTEGER NOT NULL,
    used_at       INTEGER
) STRICT;
CREATE INDEX passkeys_of_login ON passkeys (account_id, user_id, id);

-- The secret of one-time codes, sealed with a key that is kept beside the record's. last_step is the newest step of which a code was used.
CREATE TABLE one_time_codes (
    login_id     TEXT    NOT NULL PRIMARY KEY,
    account_id   TEXT    NOT NULL REFERENCES accounts (id),
    user_id      TEXT    REFERENCES users (id),
    sealed       BLOB    NOT NULL,
    key_id       TEXT    NOT NULL,
    last_step    INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    -- holder is the hash of the session or the half sign-in that sets them up: nobody else sees the secret.
    holder       BLOB    NOT NULL,
    confirmed_at INTEGER
) STRICT;
CREATE INDEX one_time_codes_pending ON one_time_codes (created_at) WHERE confirmed_at IS NULL;

CREATE TABLE recovery_codes (
    login_id   TEXT    NOT NULL,
    code_hash  BLOB    NOT NULL CHECK (length(code_hash) = 32),
    account_id TEXT    NOT NULL REFERENCES accounts (id),
    user_id    TEXT    REFERENCES users (id),
    created_at INTEGER NOT NULL,
    used_at    INTEGER,
    PRIMARY KEY (login_id, code_hash)
) STRICT;

-- A wish to take a login's factors away. Nothing happens before effective_at, and the login can stop it until then.
CREATE TABLE factor_resets (
    id           TEXT    NOT NULL PRIMARY KEY CHECK (id LIKE 'rst!_%' ESCAPE '!'),
    account_id   TEXT    NOT NULL REFERENCES accounts (id),
    user_id      TEXT    REFERENCES users (id),
    login_id     TEXT    NOT NULL,
    asked_at     INTEGER NOT NULL,
    asked_by     TEXT    NOT NULL,
    effective_at INTEGER NOT NULL,
    stopped_at   INTEGER,
    done_at      INTEGER
) STRICT;
CREATE UNIQUE INDEX factor_resets_open ON factor_resets (login_id) WHERE stopped_at IS NULL AND done_at IS NULL;
CREATE INDEX factor_resets_due ON factor_resets (effective_at) WHERE stopped_at IS NULL AND done_at IS NULL;

-- A link by which a forgotten password is set anew. The newest of a login counts.
CREATE TABLE password_resets (
    token_hash BLOB    NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
    login_id   TEXT    NOT NULL UNIQUE,
    account_id TEXT    NOT NULL REFERENCES accounts (id),
    user_id    TEXT    REFERENCES users (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

-- What somebody typed who forgot a password, whether or not there is such a login: a worker looks. So the answer takes the same time.
CREATE TABLE forgotten_passwords (
    id       TEXT    NOT NULL PRIMARY KEY,
    kind     TEXT    NOT NULL CHECK (kind IN ('ACCOUNT', 'USER')),
    account  TEXT    NOT NULL,
    user     TEXT    NOT NULL,
    address  TEXT    NOT NULL,
    network  TEXT    NOT NULL,
    asked_at INTEGER NOT NULL
) STRICT;
CREATE INDEX forgotten_passwords_by_network ON forgotten_passwords (network);

-- What an account wants of its users: a second factor, and a new password now and then (0 days: never).
ALTER TABLE accounts ADD COLUMN second_factor TEXT NOT NULL DEFAULT 'OFF' CHECK (second_factor IN ('OFF', 'RECOMMENDED', 'REQUIRED'));
ALTER TABLE accounts ADD COLUMN second_factor_from INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN password_days INTEGER NOT NULL DEFAULT 0 CHECK (password_days BETWEEN 0 AND 3650);
-- When a password was set, and whether a sign-in found that others know it.
ALTER TABLE accounts ADD COLUMN password_set_at INTEGER NOT NULL DEFAULT 0;
-- 2: the operator's tools made it, and whoever used them knows it.
ALTER TABLE accounts ADD COLUMN password_known INTEGER NOT NULL DEFAULT 0 CHECK (password_known IN (0, 1, 2));
ALTER TABLE users ADD COLUMN password_set_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN password_known INTEGER NOT NULL DEFAULT 0 CHECK (password_known IN (0, 1));
-- Counts up whenever the browsers in which a login signed in are no longer known.
ALTER TABLE accounts ADD COLUMN browsers_epoch INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN browsers_epoch INTEGER NOT NULL DEFAULT 0;
-- An account's passwords expire together (password_days). This was never set.
ALTER TABLE accounts DROP COLUMN password_expires_at;
-- Whether somebody else than the account's own people wrote the e-mail address last, or a restore brought it back: then no link to a new password goes there.
ALTER TABLE accounts ADD COLUMN email_outside INTEGER NOT NULL DEFAULT 0 CHECK (email_outside IN (0, 1));
ALTER TABLE users ADD COLUMN email_outside INTEGER NOT NULL DEFAULT 0 CHECK (email_outside IN (0, 1));
UPDATE accounts SET password_set_at = updated_at WHERE password_hash <> '';
UPDATE users SET password_set_at = updated_at WHERE password_hash <> '';
ALTER TABLE access_rules ADD COLUMN second_factor INTEGER NOT NULL DEFAULT 0 CHECK (second_factor IN (0, 1));

-- Whether a user and their account's login have a second factor. Nobody signs in with an account login that has neither password nor passkey.
CREATE VIEW grantee_factors AS
SELECT u.id AS user_id,
    CAST(EXISTS (SELECT 1 FROM passkeys p WHERE p.account_id = u.account_id AND p.user_id = u.id)
        OR EXISTS (SELECT 1 FROM one_time_codes c WHERE c.login_id = u.id AND c.confirmed_at IS NOT NULL) AS INTEGER) AS person,
    CAST(a.password_hash = '' OR EXISTS (SELECT 1 FROM passkeys p WHERE p.account_id = u.account_id AND p.user_id IS NULL)
        OR EXISTS (SELECT 1 FROM one_time_codes c WHERE c.login_id = u.account_id AND c.confirmed_at IS NOT NULL) AS INTEGER) AS account
FROM users u JOIN accounts a ON a.id = u.account_id;

-- +goose Down
-- The record is never taken back: going down is restoring a backup.
