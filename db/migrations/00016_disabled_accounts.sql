-- +goose Up
-- While an account is disabled nobody from outside gets in either: its own people could end no grant. The grants are there again
-- when it is enabled inside their windows.
DROP VIEW unended_grants;
CREATE VIEW unended_grants AS
SELECT r.id, r.account_id, r.company_id, r.requester_account_id, r.requested_by, r.valid_from, r.valid_to, r.read_only
FROM access_requests r
JOIN companies c ON c.id = r.company_id
JOIN accounts a ON a.id = r.account_id
JOIN accounts ra ON ra.id = r.requester_account_id
WHERE r.decision = 'GRANTED' AND r.ending IS NULL AND c.deleted_at IS NULL AND a.login_enabled AND a.deleted_at IS NULL
  AND a.frozen_at IS NULL AND ra.login_enabled AND ra.deleted_at IS NULL;

-- disabled_account is the name of the account, of the two, that is disabled, so that a grant lets nobody in; '' for neither.
DROP VIEW named_requests;
CREATE VIEW named_requests AS
SELECT r.id, r.account_id, r.company_id, r.requester_account_id, r.requested_by, r.description, r.valid_from, r.valid_to,
    r.read_only, r.asked_from, r.asked_to, r.asked_read_only, r.extends, r.changed_at, r.changed_by, r.rule_id, r.consent_id,
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
