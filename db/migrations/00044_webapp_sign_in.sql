-- +goose Up
-- Webapps sign people in through Latchkey: OpenID Connect, authorization code flow.

-- What a webapp of the catalogue needs for that. The lists have an address in each line.
CREATE TABLE webapp_clients (
    webapp_id    TEXT    NOT NULL PRIMARY KEY REFERENCES webapps (id),
    client_id    TEXT    NOT NULL UNIQUE CHECK (client_id LIKE 'cli!_%' ESCAPE '!'),
    -- A public one runs in browsers or on devices, and has no secret.
    public       INTEGER NOT NULL DEFAULT 0 CHECK (public IN (0, 1)),
    redirect_uris TEXT   NOT NULL,
    -- Where people may be sent after they signed out there.
    after_logout_uris TEXT NOT NULL DEFAULT '',
    -- What is told when access ends (OpenID Connect Back-Channel Logout), or ''.
    logout_uri   TEXT    NOT NULL DEFAULT '',
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL
) STRICT;

CREATE INDEX webapp_clients_public ON webapp_clients (webapp_id) WHERE public;

-- A webapp's secrets: two count while one takes the place of the other.
CREATE TABLE webapp_secrets (
    id          TEXT    NOT NULL PRIMARY KEY CHECK (id LIKE 'sec!_%' ESCAPE '!'),
    webapp_id   TEXT    NOT NULL REFERENCES webapp_clients (webapp_id),
    secret_hash BLOB    NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    -- The first characters, by which people tell them apart.
    hint        TEXT    NOT NULL,
    created_at  INTEGER NOT NULL,
    -- When it stops counting; NULL: it counts.
    expires_at  INTEGER
) STRICT;
CREATE INDEX webapp_secrets_of_webapp ON webapp_secrets (webapp_id, created_at);

-- Which webapps an account lets visitors open: people with a live grant for it. None by default.
CREATE TABLE webapp_visitors (
    account_id TEXT    NOT NULL REFERENCES accounts (id),
    webapp_id  TEXT    NOT NULL REFERENCES webapps (id),
    created_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, webapp_id)
) STRICT;
CREATE INDEX webapp_visitors_of_webapp ON webapp_visitors (webapp_id);

-- Someone is signed in to a webapp through a session here. It is over with that, and with whatever let them in. A row that is over and
-- not told yet is what the webapp has to be told: the row is written in the transaction of the act that ended it.
CREATE TABLE webapp_sessions (
    id           TEXT    NOT NULL PRIMARY KEY CHECK (id LIKE 'sid!_%' ESCAPE '!'),
    -- The webapp, and its client, may be gone before it is told.
    webapp_id    TEXT    NOT NULL,
    client_id    TEXT    NOT NULL,
    account_id   TEXT    NOT NULL REFERENCES accounts (id),
    user_id      TEXT    NOT NULL REFERENCES users (id),
    -- The hash of the token of the session here; it follows when that gets a new token.
    session_hash BLOB    NOT NULL CHECK (length(session_hash) = 32),
    -- Whether they had a seat of their own (else they are a visitor, by the grants below).
    seat         INTEGER NOT NULL DEFAULT 0 CHECK (seat IN (0, 1)),
    opened_at    INTEGER NOT NULL,
    -- When the clock can end it at the earliest: webapp_doors says whether it does.
    look_at      INTEGER NOT NULL,
    -- Whether the webapp got an ID token: only then is there somebody to tell.
    used         INTEGER NOT NULL DEFAULT 0 CHECK (used IN (0, 1)),
    -- The client's address, in case that is gone.
    logout_uri   TEXT    NOT NULL,
    over_at      INTEGER,
    -- Why it is over, for ADMINISTRATOR: a word of access.WebappEnd.
    why          TEXT    NOT NULL DEFAULT '',
    tries        INTEGER NOT NULL DEFAULT 0,
    next_try     INTEGER,
    told_at      INTEGER,
    -- given_up_at: not told within a day.
    given_up_at  INTEGER,
    -- Why it was not told so far: a code of access.LogoutProblem.
    problem      TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX webapp_sessions_live ON webapp_sessions (session_hash, webapp_id) WHERE over_at IS NULL;
CREATE INDEX webapp_sessions_live_of_account ON webapp_sessions (account_id, user_id) WHERE over_at IS NULL;
CREATE INDEX webapp_sessions_live_of_webapp ON webapp_sessions (webapp_id) WHERE over_at IS NULL;
CREATE INDEX webapp_sessions_live_by_id ON webapp_sessions (id) WHERE over_at IS NULL;
CREATE INDEX webapp_sessions_look ON webapp_sessions (look_at) WHERE over_at IS NULL;
CREATE INDEX webapp_sessions_due ON webapp_sessions (next_try, id) WHERE next_try IS NOT NULL;
CREATE INDEX webapp_sessions_due_of_webapp ON webapp_sessions (webapp_id, next_try, id) WHERE next_try IS NOT NULL;
CREATE INDEX webapp_sessions_over ON webapp_sessions (webapp_id, over_at, id) WHERE over_at IS NOT NULL;
CREATE INDEX webapp_sessions_untold ON webapp_sessions (webapp_id) WHERE over_at IS NOT NULL AND told_at IS NULL AND problem <> '';
CREATE INDEX webapp_sessions_old ON webapp_sessions (over_at) WHERE over_at IS NOT NULL;

-- The grants that a webapp was told of at the sign-in, with what it was told. When one is over or otherwise, so is the sign-in.
CREATE TABLE webapp_session_grants (
    webapp_session_id TEXT NOT NULL REFERENCES webapp_sessions (id) ON DELETE CASCADE,
    request_id        TEXT NOT NULL REFERENCES access_requests (id),
    valid_to          INTEGER NOT NULL,
    read_only         INTEGER NOT NULL CHECK (read_only IN (0, 1)),
    PRIMARY KEY (webapp_session_id, request_id)
) STRICT;
CREATE INDEX webapp_session_grants_of_request ON webapp_session_grants (request_id);

-- What a webapp exchanges, once, within a minute. A used one stays until the tokens from it are over: whoever shows it again ends them.
CREATE TABLE webapp_codes (
    code_hash         BLOB    NOT NULL PRIMARY KEY CHECK (length(code_hash) = 32),
    webapp_session_id TEXT    NOT NULL REFERENCES webapp_sessions (id) ON DELETE CASCADE,
    redirect_uri      TEXT    NOT NULL,
    nonce             TEXT    NOT NULL,
    challenge         TEXT    NOT NULL,
    scope             TEXT    NOT NULL,
    -- When the person proved last who they are, and how.
    auth_time         INTEGER NOT NULL,
    proofs            TEXT    NOT NULL,
    created_at        INTEGER NOT NULL,
    expires_at        INTEGER NOT NULL,
    used_at           INTEGER
) STRICT;
CREATE INDEX webapp_codes_by_expiry ON webapp_codes (expires_at);
CREATE INDEX webapp_codes_of_session ON webapp_codes (webapp_session_id);

CREATE TABLE webapp_tokens (
    token_hash        BLOB    NOT NULL PRIMARY KEY CHECK (length(token_hash) = 32),
    code_hash         BLOB    NOT NULL,
    webapp_session_id TEXT    NOT NULL REFERENCES webapp_sessions (id) ON DELETE CASCADE,
    scope             TEXT    NOT NULL,
    created_at        INTEGER NOT NULL,
    expires_at        INTEGER NOT NULL
) STRICT;
CREATE INDEX webapp_tokens_by_expiry ON webapp_tokens (expires_at);
CREATE INDEX webapp_tokens_of_code ON webapp_tokens (code_hash);
CREATE INDEX webapp_tokens_of_session ON webapp_tokens (webapp_session_id);

-- The keys that sign what webapps are told. The private half is sealed like the secrets of one-time codes.
CREATE TABLE signing_keys (
    id         TEXT    NOT NULL PRIMARY KEY,
    public_jwk TEXT    NOT NULL,
    sealed     BLOB    NOT NULL,
    key_id     TEXT    NOT NULL,
    -- NEXT is published, so that webapps know it before CURRENT signs with it; OLD is published until retires_at.
    state      TEXT    NOT NULL CHECK (state IN ('NEXT', 'CURRENT', 'OLD')),
    created_at INTEGER NOT NULL,
    retires_at INTEGER
) STRICT;
CREATE UNIQUE INDEX signing_keys_once ON signing_keys (state) WHERE state <> 'OLD';

-- The grants by which visitors open an account's webapps, and when each counts: as far as the account subscribes to the webapp, and lets
-- visitors open it.
CREATE VIEW visitor_grants AS
SELECT g.id AS request_id, g.requested_by AS user_id, v.webapp_id, g.account_id, g.company_id, g.read_only,
    CAST(CASE WHEN s.valid_from > g.valid_from THEN s.valid_from ELSE g.valid_from END AS BIGINT) AS valid_from,
    CAST(CASE WHEN s.valid_to < g.valid_to THEN s.valid_to ELSE g.valid_to END AS BIGINT) AS valid_to
FROM unended_grants g
JOIN webapp_visitors v ON v.account_id = g.account_id
JOIN account_subscriptions s ON s.account_id = v.account_id AND s.webapp_id = v.webapp_id
JOIN users u ON u.id = g.requested_by
WHERE u.owner_id IS NULL AND EXISTS (
    SELECT 1 FROM account_roles r WHERE r.account_id = g.requester_account_id AND r.role IN ('SUPPORT', 'CONSULTANT'));

-- The seats of an account's own people, and when each counts.
CREATE VIEW seat_windows AS
SELECT w.user_id, w.account_id, w.webapp_id,
    CAST(CASE WHEN s.valid_from > w.valid_from THEN s.valid_from ELSE w.valid_from END AS BIGINT) AS valid_from,
    CAST(CASE WHEN s.valid_to < w.valid_to THEN s.valid_to ELSE w.valid_to END AS BIGINT) AS valid_to
FROM webapp_windows w
JOIN account_subscriptions s ON s.account_id = w.account_id AND s.webapp_id = w.webapp_id;

-- When each user may open webapps at all: by the roles that access.OpenWebapps names. Of two such roles, the one that lasts longer.
CREATE VIEW opener_windows AS
SELECT u.id AS user_id,
    CAST(COALESCE((SELECT r.valid_from FROM role_windows r
      WHERE r.user_id = u.id AND (r.role = 'USER' OR (r.role = 'EXTERNALUSER' AND u.owner_id IS NOT NULL))
      ORDER BY r.valid_to DESC, r.valid_from LIMIT 1), 0) AS BIGINT) AS valid_from,
    CAST(COALESCE((SELECT MAX(r.valid_to) FROM role_windows r
      WHERE r.user_id = u.id AND (r.role = 'USER' OR (r.role = 'EXTERNALUSER' AND u.owner_id IS NOT NULL))), 0) AS BIGINT) AS valid_to
FROM users u;

-- All that each live sign-in to a webapp hangs on, and when that is there: from <= now < to. What is not there at all, whatever the clock
-- says, is there to 0; what it does not hang on is always there.
CREATE VIEW webapp_parts AS
SELECT w.id, w.webapp_id, w.client_id, w.account_id, w.user_id, w.session_hash,
    CAST(COALESCE((SELECT s.seen_at FROM sessions s WHERE s.token_hash = w.session_hash), 0) AS BIGINT) AS seen_at,
    CAST(COALESCE((SELECT s.expires_at FROM sessions s JOIN users su ON su.id = s.user_id
      WHERE s.token_hash = w.session_hash AND s.user_id = w.user_id AND s.epoch = su.epoch), 0) AS BIGINT) AS session_to,
    CAST((SELECT u.valid_from FROM user_windows u WHERE u.user_id = w.user_id) AS BIGINT) AS user_from,
    CAST((SELECT u.valid_to FROM user_windows u WHERE u.user_id = w.user_id) AS BIGINT) AS user_to,
    CAST((SELECT o.valid_from FROM opener_windows o WHERE o.user_id = w.user_id) AS BIGINT) AS opener_from,
    CAST((SELECT o.valid_to FROM opener_windows o WHERE o.user_id = w.user_id) AS BIGINT) AS opener_to,
    CAST(CASE WHEN EXISTS (SELECT 1 FROM webapp_clients c WHERE c.webapp_id = w.webapp_id AND c.client_id = w.client_id)
      THEN 253402300799999 ELSE 0 END AS BIGINT) AS client_to,
    CAST(CASE WHEN NOT w.seat THEN 0 ELSE COALESCE((SELECT s.valid_from FROM account_subscriptions s
      WHERE s.account_id = w.account_id AND s.webapp_id = w.webapp_id), 0) END AS BIGINT) AS subscription_from,
    CAST(CASE WHEN NOT w.seat THEN 253402300799999 ELSE COALESCE((SELECT s.valid_to FROM account_subscriptions s
      WHERE s.account_id = w.account_id AND s.webapp_id = w.webapp_id), 0) END AS BIGINT) AS subscription_to,
    CAST(CASE WHEN NOT w.seat THEN 0 ELSE COALESCE((SELECT s.valid_from FROM webapp_windows s
      WHERE s.user_id = w.user_id AND s.webapp_id = w.webapp_id), 0) END AS BIGINT) AS seat_from,
    CAST(CASE WHEN NOT w.seat THEN 253402300799999 ELSE COALESCE((SELECT s.valid_to FROM webapp_windows s
      WHERE s.user_id = w.user_id AND s.webapp_id = w.webapp_id), 0) END AS BIGINT) AS seat_to,
    CAST(COALESCE((SELECT MAX(v.valid_from) FROM webapp_session_grants g
      JOIN visitor_grants v ON v.request_id = g.request_id AND v.webapp_id = w.webapp_id AND v.user_id = w.user_id
      WHERE g.webapp_session_id = w.id), 0) AS BIGINT) AS grants_from,
    CAST(COALESCE((SELECT MIN(COALESCE((SELECT v.valid_to FROM visitor_grants v
        WHERE v.request_id = g.request_id AND v.webapp_id = w.webapp_id AND v.user_id = w.user_id
          AND v.valid_to = g.valid_to AND v.read_only = g.read_only), 0))
      FROM webapp_session_grants g WHERE g.webapp_session_id = w.id), CASE WHEN w.seat THEN 253402300799999 ELSE 0 END) AS BIGINT) AS grants_to
FROM webapp_sessions w
WHERE w.over_at IS NULL;

-- Until when each live sign-in to a webapp is open, by the clock and all that it hangs on: valid_from <= now < valid_to. Whatever lets
-- somebody in by one compares the clock with this.
CREATE VIEW webapp_doors AS
SELECT p.id, p.webapp_id, p.client_id, p.account_id, p.user_id, p.session_hash, p.seen_at,
    CAST((SELECT MAX(part_of_door.valid_from) FROM (
      SELECT p.user_from AS valid_from UNION ALL SELECT p.opener_from UNION ALL SELECT p.subscription_from UNION ALL SELECT p.seat_from
      UNION ALL SELECT p.grants_from) AS part_of_door) AS BIGINT) AS valid_from,
    CAST((SELECT MIN(part_of_door.valid_to) FROM (
      SELECT p.session_to AS valid_to UNION ALL SELECT p.user_to UNION ALL SELECT p.opener_to UNION ALL SELECT p.client_to
      UNION ALL SELECT p.subscription_to UNION ALL SELECT p.seat_to UNION ALL SELECT p.grants_to) AS part_of_door) AS BIGINT) AS valid_to
FROM webapp_parts p;

-- +goose Down
-- The record is never taken back: going down is restoring a backup.
