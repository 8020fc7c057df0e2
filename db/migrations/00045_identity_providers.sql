-- +goose Up
-- An account's users sign in by its identity provider (OpenID Connect). An account has at most one.
CREATE TABLE identity_providers (
    account_id    TEXT    NOT NULL PRIMARY KEY REFERENCES accounts (id),
    name          TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    issuer        TEXT    NOT NULL CHECK (issuer <> ''),
    client_id     TEXT    NOT NULL CHECK (client_id <> ''),
    -- The client secret, sealed with a key that is kept beside the record's.
    sealed        BLOB    NOT NULL,
    key_id        TEXT    NOT NULL,
    -- More scopes to ask for, with spaces between them.
    scopes        TEXT    NOT NULL DEFAULT '',
    -- Who may sign in: a claim, and its values, one in each line. '' is everybody whom the provider lets in.
    groups_claim  TEXT    NOT NULL DEFAULT '',
    groups        TEXT    NOT NULL DEFAULT '',
    -- Values of amr or acr that say that there was a second factor, with spaces between them.
    second_factor TEXT    NOT NULL DEFAULT '',
    enabled       INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
    -- Whether the account's own users sign in in no other way.
    required      INTEGER NOT NULL DEFAULT 0 CHECK (required IN (0, 1)),
    -- Whether whoever is not linked to a user becomes a new one.
    creates       INTEGER NOT NULL DEFAULT 0 CHECK (creates IN (0, 1)),
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL
) STRICT;

-- Who a user is at the provider: nothing but issuer and subject says that.
CREATE TABLE identities (
    user_id    TEXT    NOT NULL PRIMARY KEY REFERENCES users (id),
    account_id TEXT    NOT NULL REFERENCES identity_providers (account_id),
    issuer     TEXT    NOT NULL,
    subject    TEXT    NOT NULL CHECK (subject <> ''),
    linked_at  INTEGER NOT NULL,
    -- Who linked it: the user, signed in or with an invitation, or the first sign-in.
    how        TEXT    NOT NULL CHECK (how IN ('USER', 'INVITATION', 'FIRST_SIGN_IN')),
    UNIQUE (account_id, issuer, subject)
) STRICT;

-- Somebody was sent to a provider. Only the browser with the token comes back, once. What has to stay secret until then follows from that token
-- and the state, of which only hashes are here.
CREATE TABLE provider_sign_ins (
    state_hash   BLOB    NOT NULL PRIMARY KEY CHECK (length(state_hash) = 32),
    browser_hash BLOB    NOT NULL CHECK (length(browser_hash) = 32),
    account_id   TEXT    NOT NULL REFERENCES accounts (id),
    issuer       TEXT    NOT NULL,
    purpose      TEXT    NOT NULL CHECK (purpose IN ('SIGN_IN', 'LINK', 'INVITATION', 'PROOF')),
    -- The session for LINK and PROOF, the set-up link for INVITATION.
    holder       BLOB    NOT NULL,
    -- Where to go afterwards, on this server, or ''.
    next         TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX provider_sign_ins_of_account ON provider_sign_ins (account_id);
CREATE INDEX provider_sign_ins_by_expiry ON provider_sign_ins (expires_at);

-- +goose Down
-- The record is never taken back: going down is restoring a backup.
