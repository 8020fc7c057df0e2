-- +goose Up
-- How long access lasts from its GRANT on, of a request whose exact window is fixed only then; NULL for a window that is fixed. Until the
-- decision valid_to is when the request lapses. A grant has its exact window: no grant lets anybody in for as long as it could have waited.
-- asked_length_ms is what was asked for, and stays.
ALTER TABLE access_requests ADD COLUMN length_ms INTEGER
    CHECK (length_ms IS NULL OR (length_ms > 0 AND COALESCE(decision, '') <> 'GRANTED'));
ALTER TABLE access_requests ADD COLUMN asked_length_ms INTEGER CHECK (asked_length_ms IS NULL OR asked_length_ms > 0);

DROP VIEW named_requests;
CREATE VIEW named_requests AS
SELECT r.id, r.account_id, r.company_id, r.requester_account_id, r.requested_by, r.description, r.valid_from, r.valid_to, r.length_ms,
    r.read_only, r.asked_from, r.asked_to, r.asked_length_ms, r.asked_read_only, r.extends, r.changed_at, r.changed_by, r.rule_id, r.consent_id,
    r.created_at, r.decision, r.decided_at, r.decided_by, r.decision_reason, r.ending, r.ended_at, r.ended_by,
    r.ending_reason, c.name AS company_name, c.time_zone AS company_time_zone, a.name AS account_name,
    ra.name AS requester_account_name, u.name AS requested_by_name, u.first_name AS requested_by_first_name,
    u.last_name AS requested_by_last_name,
    CAST(CASE WHEN NOT a.login_enabled THEN a.name WHEN NOT ra.login_enabled THEN ra.name ELSE '' END AS TEXT) AS disabled_account
FROM access_requests r
JOIN companies c ON c.id = r.company_id
JOIN accounts a ON a.id = r.account_id
JOIN accounts ra ON ra.id = r.requester_account_id
JOIN users u ON u.id = r.requested_by;

-- +goose Down
-- Going down is restoring a backup.
