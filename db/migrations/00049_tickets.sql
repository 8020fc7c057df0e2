-- +goose Up
-- The ticket for which access was asked for, in the vendor's own system: as it was typed, and in the form by which it is found. Both are '' for
-- none, and for requests of before.
ALTER TABLE access_requests ADD COLUMN ticket TEXT NOT NULL DEFAULT '' CHECK (length(ticket) <= 100);
ALTER TABLE access_requests ADD COLUMN ticket_key TEXT NOT NULL DEFAULT '';
CREATE INDEX access_requests_by_ticket ON access_requests (ticket_key, id) WHERE ticket_key <> '';

-- As it was, but with the ticket.
DROP VIEW named_requests;
CREATE VIEW named_requests AS
SELECT r.id, r.account_id, r.company_id, r.requester_account_id, r.requested_by, r.description, r.valid_from, r.valid_to, r.length_ms,
    r.read_only, r.asked_from, r.asked_to, r.asked_length_ms, r.asked_read_only, r.extends, r.changed_at, r.changed_by, r.rule_id, r.consent_id,
    r.created_at, r.decision, r.decided_at, r.decided_by, r.decision_reason, r.decision_cause, r.ending, r.ended_at, r.ended_by,
    r.ending_reason, r.ending_cause, r.company_name, c.time_zone AS company_time_zone, r.account_name,
    r.requester_account_name, r.requested_by_name, r.requested_by_first_name, r.requested_by_last_name, r.ticket,
    CAST(CASE WHEN NOT a.login_enabled THEN r.account_name WHEN NOT ra.login_enabled THEN r.requester_account_name ELSE '' END AS TEXT) AS disabled_account
FROM access_requests r
JOIN companies c ON c.id = r.company_id
JOIN accounts a ON a.id = r.account_id
JOIN accounts ra ON ra.id = r.requester_account_id;

-- +goose Down
-- The record is never taken back: going down is restoring a backup.
