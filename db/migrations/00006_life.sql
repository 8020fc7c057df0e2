-- +goose Up
-- A customer's rules for access to its companies: of an account, or with company_id an exception for that company, which holds
-- instead. A rule is never changed: another one follows it, so that a decision can name the one it was made under. Hours are
-- minutes of the company's day, weekdays a bit each from Sunday (1) to Saturday (64).
CREATE TABLE access_rules (
    id                   TEXT    NOT NULL PRIMARY KEY CHECK (id LIKE 'rul!_%' ESCAPE '!'),
    account_id           TEXT    NOT NULL REFERENCES accounts (id),
    company_id           TEXT    NOT NULL DEFAULT '',
    longest_ms           INTEGER NOT NULL DEFAULT 0 CHECK (longest_ms >= 0),
    read_only            INTEGER NOT NULL DEFAULT 0 CHECK (read_only IN (0, 1)),
    description_required INTEGER NOT NULL DEFAULT 0 CHECK (description_required IN (0, 1)),
    from_minute          INTEGER NOT NULL DEFAULT 0 CHECK (from_minute BETWEEN 0 AND 1439),
    to_minute            INTEGER NOT NULL DEFAULT 1440 CHECK (to_minute BETWEEN 1 AND 1440 AND to_minute > from_minute),
    weekdays             INTEGER NOT NULL DEFAULT 127 CHECK (weekdays BETWEEN 1 AND 127),
    approvals            INTEGER NOT NULL DEFAULT 1 CHECK (approvals IN (1, 2)),
    created_at           INTEGER NOT NULL,
    created_by           TEXT    NOT NULL,
    ended_at             INTEGER
) STRICT;
CREATE UNIQUE INDEX access_rules_in_force ON access_rules (account_id, company_id) WHERE ended_at IS NULL;

-- Standing consent: visits to a company by an account, each at most longest_ms long and inside the hours, until valid_to, are
-- requests that this grants.
CREATE TABLE standing_consents (
    id                   TEXT    NOT NULL PRIMARY KEY CHECK (id LIKE 'con!_%' ESCAPE '!'),
    account_id           TEXT    NOT NULL,
    company_id           TEXT    NOT NULL,
    requester_account_id TEXT    NOT NULL REFERENCES accounts (id),
    longest_ms           INTEGER NOT NULL CHECK (longest_ms > 0),
    read_only            INTEGER NOT NULL CHECK (read_only IN (0, 1)),
    from_minute          INTEGER NOT NULL CHECK (from_minute BETWEEN 0 AND 1439),
    to_minute            INTEGER NOT NULL CHECK (to_minute BETWEEN 1 AND 1440 AND to_minute > from_minute),
    weekdays             INTEGER NOT NULL CHECK (weekdays BETWEEN 1 AND 127),
    valid_to             INTEGER NOT NULL,
    created_at           INTEGER NOT NULL,
    created_by           TEXT    NOT NULL,
    ended_at             INTEGER,
    ended_by             TEXT    NOT NULL DEFAULT '',
    FOREIGN KEY (company_id, account_id) REFERENCES companies (id, account_id),
    CHECK (account_id <> requester_account_id),
    CHECK ((ended_at IS NULL) = (ended_by = ''))
) STRICT;
CREATE INDEX standing_consents_by_account ON standing_consents (account_id, id);
CREATE UNIQUE INDEX standing_consents_in_force ON standing_consents (company_id, requester_account_id) WHERE ended_at IS NULL;

-- valid_from, valid_to and read_only are what counts; asked_from, asked_to and asked_read_only what was asked for. A request that
-- asks to prolong names in extends the grant that it follows. changed_at is when its terms were changed last without an end to it,
-- so that an act which did not know of it does not win. rule_id and consent_id are what was in force for the decision.
ALTER TABLE access_requests ADD COLUMN read_only INTEGER NOT NULL DEFAULT 0 CHECK (read_only IN (0, 1));
ALTER TABLE access_requests ADD COLUMN asked_from INTEGER NOT NULL DEFAULT 0;
ALTER TABLE access_requests ADD COLUMN asked_to INTEGER NOT NULL DEFAULT 0;
ALTER TABLE access_requests ADD COLUMN asked_read_only INTEGER NOT NULL DEFAULT 0 CHECK (asked_read_only IN (0, 1));
ALTER TABLE access_requests ADD COLUMN extends TEXT REFERENCES access_requests (id);
ALTER TABLE access_requests ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE access_requests ADD COLUMN changed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE access_requests ADD COLUMN rule_id TEXT REFERENCES access_rules (id);
ALTER TABLE access_requests ADD COLUMN consent_id TEXT REFERENCES standing_consents (id);
CREATE INDEX access_requests_by_extended ON access_requests (extends) WHERE extends IS NOT NULL;
CREATE INDEX access_requests_by_consent ON access_requests (company_id, requester_account_id) WHERE consent_id IS NOT NULL;
UPDATE access_requests SET asked_from = valid_from, asked_to = valid_to;

-- Who said yes to a request that two must say yes to.
CREATE TABLE access_approvals (
    request_id TEXT    NOT NULL REFERENCES access_requests (id),
    user_id    TEXT    NOT NULL REFERENCES users (id),
    name       TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    PRIMARY KEY (request_id, user_id)
) STRICT;
CREATE INDEX access_approvals_by_user ON access_approvals (user_id, request_id);

-- The times that somebody was in by a grant, for its history and report (before this version one for each login and address): a visit goes on while less than half an hour passes
-- between two entries of the record under the grant by the same login from the same address.
CREATE TABLE access_visits (
    id         TEXT    NOT NULL PRIMARY KEY CHECK (id LIKE 'vis!_%' ESCAPE '!'),
    request_id TEXT    NOT NULL REFERENCES access_requests (id),
    actor_name TEXT    NOT NULL,
    address    TEXT    NOT NULL,
    began_at   INTEGER NOT NULL,
    last_at    INTEGER NOT NULL,
    pages      INTEGER NOT NULL,
    changes    INTEGER NOT NULL,
    CHECK (began_at <= last_at)
) STRICT;
CREATE INDEX access_visits_by_request ON access_visits (request_id, id);

INSERT INTO access_visits (id, request_id, actor_name, address, began_at, last_at, pages, changes)
SELECT 'vis_0' || MIN(e.seq), e.request_id, e.actor_name, e.address, MIN(e.at), MAX(e.at),
    SUM(CASE WHEN e.action LIKE '% read' THEN 1 ELSE 0 END), SUM(CASE WHEN e.action LIKE '% read' THEN 0 ELSE 1 END)
FROM audit_entries e JOIN access_requests r ON r.id = e.request_id
WHERE e.action NOT LIKE 'access %' AND e.action <> 'denied'
GROUP BY e.request_id, e.actor_name, e.address;

-- A request's entries of the record.
CREATE INDEX audit_entries_by_request ON audit_entries (request_id, seq) WHERE request_id <> '';

-- A role that an external user gave, and a user that it made, end with it; a webapp given under a grant ends with the grant.
-- ends_at is the end of the external user that gave the role.
ALTER TABLE user_roles ADD COLUMN given_by TEXT REFERENCES users (id);
ALTER TABLE user_roles ADD COLUMN ends_at INTEGER;
CREATE INDEX user_roles_by_giver ON user_roles (given_by) WHERE given_by IS NOT NULL;
ALTER TABLE users ADD COLUMN made_by TEXT REFERENCES users (id);
CREATE INDEX users_by_maker ON users (made_by) WHERE made_by IS NOT NULL;
ALTER TABLE user_subscriptions ADD COLUMN grant_id TEXT REFERENCES access_requests (id);

-- While an account is frozen nobody from outside gets in.
ALTER TABLE accounts ADD COLUMN frozen_at INTEGER;
ALTER TABLE accounts ADD COLUMN frozen_by TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN freeze_reason TEXT NOT NULL DEFAULT '';

-- The latest instant that was seen, so that a clock that is set back gives nothing back that was over.
CREATE TABLE clock_mark (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    at INTEGER NOT NULL
) STRICT;

DROP VIEW unended_grants;
CREATE VIEW unended_grants AS
SELECT r.id, r.account_id, r.company_id, r.requester_account_id, r.requested_by, r.valid_from, r.valid_to, r.read_only
FROM access_requests r
JOIN companies c ON c.id = r.company_id
JOIN accounts a ON a.id = r.account_id
JOIN accounts ra ON ra.id = r.requester_account_id
WHERE r.decision = 'GRANTED' AND r.ending IS NULL AND c.deleted_at IS NULL AND a.deleted_at IS NULL AND a.frozen_at IS NULL
  AND ra.login_enabled AND ra.deleted_at IS NULL;

DROP VIEW named_requests;
CREATE VIEW named_requests AS
SELECT r.id, r.account_id, r.company_id, r.requester_account_id, r.requested_by, r.description, r.valid_from, r.valid_to,
    r.read_only, r.asked_from, r.asked_to, r.asked_read_only, r.extends, r.changed_at, r.changed_by, r.rule_id, r.consent_id,
    r.created_at, r.decision, r.decided_at, r.decided_by, r.decision_reason, r.ending, r.ended_at, r.ended_by,
    r.ending_reason, c.name AS company_name, c.time_zone AS company_time_zone, a.name AS account_name,
    ra.name AS requester_account_name, u.name AS requested_by_name, u.first_name AS requested_by_first_name,
    u.last_name AS requested_by_last_name
FROM access_requests r
JOIN companies c ON c.id = r.company_id
JOIN accounts a ON a.id = r.account_id
JOIN accounts ra ON ra.id = r.requester_account_id
JOIN users u ON u.id = r.requested_by;

-- +goose Down
-- Going down is restoring a backup.
