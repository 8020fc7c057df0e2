-- +goose Up
-- Instants are UTC milliseconds, ids are a kind prefix and a ULID, flags are 0 or 1 (a STRICT table has no BOOLEAN).
-- A name_key is its name folded for comparison (access.NameKey), so that names are unique regardless of case.
-- An epoch counts up whenever the sessions of a login have to end.

CREATE TABLE accounts (
    id                  TEXT    NOT NULL PRIMARY KEY CHECK (id LIKE 'acc!_%' ESCAPE '!'),
    name                TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    name_key            TEXT    NOT NULL UNIQUE,
    email               TEXT    NOT NULL DEFAULT '',
    contact_first_name  TEXT    NOT NULL DEFAULT '',
    contact_last_name   TEXT    NOT NULL DEFAULT '',
    time_zone           TEXT    NOT NULL,
    login_enabled       INTEGER NOT NULL DEFAULT 1 CHECK (login_enabled IN (0, 1)),
    password_hash       TEXT    NOT NULL DEFAULT '',
    password_status     TEXT    NOT NULL CHECK (password_status IN ('UNSET', 'SET')),
    password_expires_at INTEGER,
    epoch               INTEGER NOT NULL DEFAULT 0,
    created_at          INTEGER NOT NULL,
    updated_at          INTEGER NOT NULL,
    deleted_at          INTEGER,
    CHECK ((password_status = 'SET') = (password_hash <> ''))
) STRICT;

CREATE TABLE account_roles (
    account_id  TEXT    NOT NULL REFERENCES accounts (id),
    role        TEXT    NOT NULL CHECK (role IN ('ADMINISTRATOR', 'SUPPORT', 'CONSULTANT', 'SALES', 'CUSTOMER')),
    assigned_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, role)
) STRICT;
CREATE INDEX account_roles_by_role ON account_roles (role, account_id);

CREATE TABLE companies (
    id          TEXT    NOT NULL PRIMARY KEY CHECK (id LIKE 'com!_%' ESCAPE '!'),
    account_id  TEXT    NOT NULL REFERENCES accounts (id),
    name        TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    name_key    TEXT    NOT NULL,
    description TEXT    NOT NULL DEFAULT '',
    industry    TEXT    NOT NULL DEFAULT '',
    time_zone   TEXT    NOT NULL,
    type        TEXT    NOT NULL CHECK (type IN ('ERP', 'STANDALONE')),
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    deleted_at  INTEGER,
    UNIQUE (id, account_id)
) STRICT;
CREATE UNIQUE INDEX companies_by_name ON companies (account_id, name_key) WHERE deleted_at IS NULL;

CREATE TABLE company_settings (
    company_id TEXT    NOT NULL REFERENCES companies (id),
    key        TEXT    NOT NULL CHECK (length(key) BETWEEN 1 AND 100),
    value      TEXT    NOT NULL CHECK (length(value) <= 2000),
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (company_id, key)
) STRICT;

-- A user with an owner is an external user.
CREATE TABLE users (
    id            TEXT    NOT NULL PRIMARY KEY CHECK (id LIKE 'usr!_%' ESCAPE '!'),
    account_id    TEXT    NOT NULL REFERENCES accounts (id),
    name          TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    name_key      TEXT    NOT NULL,
    first_name    TEXT    NOT NULL DEFAULT '',
    last_name     TEXT    NOT NULL DEFAULT '',
    email         TEXT    NOT NULL DEFAULT '',
    time_zone     TEXT    NOT NULL,
    active        INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    password_hash TEXT    NOT NULL DEFAULT '',
    owner_id      TEXT    REFERENCES users (id) CHECK (owner_id <> id),
    valid_to      INTEGER CHECK (valid_to IS NULL OR owner_id IS NOT NULL),
    epoch         INTEGER NOT NULL DEFAULT 0,
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    last_login_at INTEGER,
    deleted_at    INTEGER,
    UNIQUE (id, account_id),
    UNIQUE (account_id, name_key)
) STRICT;
CREATE INDEX users_by_owner ON users (owner_id) WHERE owner_id IS NOT NULL;

CREATE TABLE user_roles (
    user_id     TEXT    NOT NULL REFERENCES users (id),
    role        TEXT    NOT NULL CHECK (role IN ('USER', 'SUPERUSER', 'EXTERNAL_SUPERUSER', 'EXTERNALUSER')),
    assigned_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, role)
) STRICT;

CREATE TABLE webapps (
    id          TEXT    NOT NULL PRIMARY KEY CHECK (id LIKE 'app!_%' ESCAPE '!'),
    key         TEXT    NOT NULL UNIQUE CHECK (length(key) BETWEEN 1 AND 50),
    name        TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    address     TEXT    NOT NULL,
    description TEXT    NOT NULL DEFAULT '',
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL
) STRICT;

-- Half open like every window: valid_from <= now < valid_to.
CREATE TABLE account_subscriptions (
    account_id TEXT    NOT NULL REFERENCES accounts (id),
    webapp_id  TEXT    NOT NULL REFERENCES webapps (id),
    seats      INTEGER NOT NULL CHECK (seats > 0),
    valid_from INTEGER NOT NULL,
    valid_to   INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, webapp_id),
    CHECK (valid_from < valid_to)
) STRICT;

CREATE TABLE user_subscriptions (
    user_id     TEXT    NOT NULL,
    account_id  TEXT    NOT NULL,
    webapp_id   TEXT    NOT NULL,
    assigned_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, webapp_id),
    FOREIGN KEY (user_id, account_id) REFERENCES users (id, account_id),
    FOREIGN KEY (account_id, webapp_id) REFERENCES account_subscriptions (account_id, webapp_id)
) STRICT;
CREATE INDEX user_subscriptions_by_seat ON user_subscriptions (account_id, webapp_id);

-- Only decisions are stored; PENDING, LAPSED, SCHEDULED, ACTIVE and EXPIRED follow from the clock (access.Request.State).
-- account_id is the account whose data it is, requester_account_id the one that asked. A login is an account and, unless
-- it is the account login, a user of it; its name is kept as it was then.
CREATE TABLE access_requests (
    id                   TEXT    NOT NULL PRIMARY KEY CHECK (id LIKE 'req!_%' ESCAPE '!'),
    account_id           TEXT    NOT NULL,
    company_id           TEXT    NOT NULL,
    requester_account_id TEXT    NOT NULL,
    requested_by         TEXT    NOT NULL,
    asked_by_user_id     TEXT,
    description          TEXT    NOT NULL DEFAULT '' CHECK (length(description) <= 2000),
    valid_from           INTEGER NOT NULL,
    valid_to             INTEGER NOT NULL,
    created_at           INTEGER NOT NULL,
    decision             TEXT    CHECK (decision IN ('GRANTED', 'DENIED', 'WITHDRAWN')),
    decided_at           INTEGER,
    decided_by           TEXT    NOT NULL DEFAULT '',
    decided_by_user_id   TEXT    REFERENCES users (id),
    decision_reason      TEXT    NOT NULL DEFAULT '' CHECK (length(decision_reason) <= 2000),
    ending               TEXT    CHECK (ending IN ('REVOKED', 'HANDED_BACK')),
    ended_at             INTEGER,
    ended_by             TEXT    NOT NULL DEFAULT '',
    ended_by_user_id     TEXT    REFERENCES users (id),
    ending_reason        TEXT    NOT NULL DEFAULT '' CHECK (length(ending_reason) <= 2000),
    FOREIGN KEY (company_id, account_id) REFERENCES companies (id, account_id),
    FOREIGN KEY (requested_by, requester_account_id) REFERENCES users (id, account_id),
    FOREIGN KEY (asked_by_user_id, requester_account_id) REFERENCES users (id, account_id),
    CHECK (account_id <> requester_account_id),
    CHECK (valid_from < valid_to),
    CHECK ((decision IS NULL) = (decided_at IS NULL) AND (decision IS NULL) = (decided_by = '')),
    CHECK ((ending IS NULL) = (ended_at IS NULL) AND (ending IS NULL) = (ended_by = '')),
    CHECK (ending IS NULL OR COALESCE(decision, '') = 'GRANTED'),
    CHECK (decided_at IS NULL OR decided_at < valid_to),
    CHECK (ended_at IS NULL OR ended_at < valid_to)
) STRICT;
CREATE INDEX access_requests_by_account ON access_requests (account_id, id);
CREATE INDEX access_requests_by_requester ON access_requests (requester_account_id, id);
CREATE INDEX access_requests_by_account_end ON access_requests (account_id, valid_to);
CREATE INDEX access_requests_by_requester_end ON access_requests (requester_account_id, valid_to);

-- The grants nobody ended, of companies that are there. A statement that lets somebody in by one compares its window with the clock as well.
CREATE VIEW unended_grants AS
SELECT id, account_id, company_id, requester_account_id, requested_by, valid_from, valid_to
FROM access_requests
WHERE decision = 'GRANTED' AND ending IS NULL
  AND EXISTS (SELECT 1 FROM companies c WHERE c.id = access_requests.company_id AND c.deleted_at IS NULL);

-- Requests with the names a person reads.
CREATE VIEW named_requests AS
SELECT r.id, r.account_id, r.company_id, r.requester_account_id, r.requested_by, r.description, r.valid_from, r.valid_to,
    r.created_at, r.decision, r.decided_at, r.decided_by, r.decision_reason, r.ending, r.ended_at, r.ended_by,
    r.ending_reason, c.name AS company_name, c.time_zone AS company_time_zone, a.name AS account_name,
    ra.name AS requester_account_name, u.name AS requested_by_name, u.first_name AS requested_by_first_name,
    u.last_name AS requested_by_last_name
FROM access_requests r
JOIN companies c ON c.id = r.company_id
JOIN accounts a ON a.id = r.account_id
JOIN accounts ra ON ra.id = r.requester_account_id
JOIN users u ON u.id = r.requested_by;

CREATE TABLE sessions (
    token_hash BLOB    NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
    account_id TEXT    NOT NULL REFERENCES accounts (id),
    user_id    TEXT    REFERENCES users (id),
    epoch      INTEGER NOT NULL,
    address    TEXT    NOT NULL,
    browser    TEXT    NOT NULL,
    data       BLOB    NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- Failed tries since the last success. key is a hash of a login and an address.
CREATE TABLE sign_in_attempts (
    key           BLOB    NOT NULL PRIMARY KEY CHECK (length(key) = 32),
    failures      INTEGER NOT NULL,
    blocked_until INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_attempts_by_age ON sign_in_attempts (updated_at);

-- The one-time address with which the first ADMINISTRATOR account is made.
CREATE TABLE setup_tokens (
    token_hash BLOB    NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

-- The record. seq is dense from 0. account_id is the account that the entry is about, actor_account_id the one that acted;
-- both read it. What an entry hashes to is all of its columns, in the form of
-- access.canonical.
CREATE TABLE audit_entries (
    seq              INTEGER NOT NULL PRIMARY KEY CHECK (seq >= 0),
    at               INTEGER NOT NULL,
    actor_kind       TEXT    NOT NULL CHECK (actor_kind IN ('ACCOUNT', 'USER', 'OPERATOR', 'NOBODY')),
    actor_account_id TEXT    NOT NULL,
    actor_user_id    TEXT    NOT NULL,
    actor_name       TEXT    NOT NULL,
    address          TEXT    NOT NULL,
    action           TEXT    NOT NULL,
    account_id       TEXT    NOT NULL,
    object_id        TEXT    NOT NULL,
    object_name      TEXT    NOT NULL,
    request_id       TEXT    NOT NULL,
    before           TEXT    NOT NULL,
    after            TEXT    NOT NULL
) STRICT;
CREATE INDEX audit_entries_by_account ON audit_entries (account_id, seq);
CREATE INDEX audit_entries_by_actor ON audit_entries (actor_account_id, seq);

-- The Merkle log's stored hashes, in the order of golang.org/x/mod/sumdb/tlog.
CREATE TABLE audit_hashes (
    idx  INTEGER NOT NULL PRIMARY KEY CHECK (idx >= 0),
    hash BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- The log's head: how many entries, and the hash of their tree.
CREATE TABLE audit_head (
    id   INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    size INTEGER NOT NULL CHECK (size > 0),
    hash BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_hashes_no_update BEFORE UPDATE ON audit_hashes
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_hashes_no_delete BEFORE DELETE ON audit_hashes
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_entries_no_replace BEFORE INSERT ON audit_entries
WHEN EXISTS (SELECT 1 FROM audit_entries WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_hashes_no_replace BEFORE INSERT ON audit_hashes
WHEN EXISTS (SELECT 1 FROM audit_hashes WHERE idx = NEW.idx)
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_head_no_replace BEFORE INSERT ON audit_head
WHEN EXISTS (SELECT 1 FROM audit_head WHERE size >= NEW.size)
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_head_only_grows BEFORE UPDATE ON audit_head WHEN NEW.size <= OLD.size
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
-- +goose StatementEnd

-- +goose Down
-- The record is never taken back: going down is restoring a backup.
