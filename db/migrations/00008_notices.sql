-- +goose Up
-- Mails: one row for each, written in the transaction of what it tells of. occasion is that of which a person is told once: a
-- request, or a user, and the kind of notice. A row that is HELD goes into its reader's digest at due_at, and is GATHERED then.
-- One that is SENDING when no server runs may or may not have gone out: it is sent again, with the same Message-ID.
CREATE TABLE mails (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (id LIKE 'mal!_%' ESCAPE '!'),
    kind       TEXT    NOT NULL CHECK (kind <> ''),
    occasion   TEXT    NOT NULL CHECK (occasion <> ''),
    request_id TEXT    REFERENCES access_requests (id),
    account_id TEXT    NOT NULL REFERENCES accounts (id),
    user_id    TEXT    REFERENCES users (id),
    recipient  TEXT    NOT NULL CHECK (recipient <> ''),
    subject    TEXT    NOT NULL CHECK (subject <> ''),
    body       TEXT    NOT NULL CHECK (body <> ''),
    link       TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    due_at     INTEGER NOT NULL,
    state      TEXT    NOT NULL CHECK (state IN ('PENDING', 'SENDING', 'SENT', 'FAILED', 'HELD', 'GATHERED')),
    attempts   INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    next_try   INTEGER NOT NULL,
    sent_at    INTEGER,
    last_error TEXT    NOT NULL DEFAULT '',
    UNIQUE (occasion, recipient),
    CHECK ((state = 'SENT') = (sent_at IS NOT NULL))
) STRICT;
CREATE INDEX mails_by_state ON mails (state, next_try);
CREATE INDEX mails_by_age ON mails (created_at);

-- What was noticed already, whoever was told: what the clock brings about, and a grantee's first visit, are noticed once.
CREATE TABLE noticed (
    occasion   TEXT    NOT NULL PRIMARY KEY CHECK (occasion <> ''),
    noticed_at INTEGER NOT NULL
) STRICT;
INSERT INTO noticed (occasion, noticed_at) SELECT request_id || ' ENTERED', MIN(began_at) FROM access_visits GROUP BY request_id;
CREATE INDEX noticed_by_age ON noticed (noticed_at);
CREATE INDEX access_requests_by_end ON access_requests (valid_to);

-- How a login wants to be told of a topic; without a row at once. login_id is a user or an account.
CREATE TABLE notice_choices (
    login_id   TEXT    NOT NULL,
    topic      TEXT    NOT NULL CHECK (topic <> ''),
    choice     TEXT    NOT NULL CHECK (choice IN ('NOW', 'DIGEST', 'NONE')),
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (login_id, topic)
) STRICT;

-- Who stands in for a user who decides, while that one is away: valid_from <= now < valid_to.
CREATE TABLE deputies (
    user_id    TEXT    NOT NULL PRIMARY KEY,
    account_id TEXT    NOT NULL,
    deputy_id  TEXT    NOT NULL CHECK (deputy_id <> user_id),
    valid_from INTEGER NOT NULL,
    valid_to   INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    FOREIGN KEY (user_id, account_id) REFERENCES users (id, account_id),
    FOREIGN KEY (deputy_id, account_id) REFERENCES users (id, account_id),
    CHECK (valid_from < valid_to)
) STRICT;
CREATE INDEX deputies_by_deputy ON deputies (deputy_id, account_id);

-- +goose Down
-- Going down is restoring a backup.
