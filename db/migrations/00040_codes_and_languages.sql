-- +goose Up
-- The language that a login chose, '' for none, and the one that the browser of its last sign-in preferred. Which languages there are says the
-- program: another one needs no migration.
ALTER TABLE users ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN browser_language TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN browser_language TEXT NOT NULL DEFAULT '';
-- The language of a mail's text.
ALTER TABLE mails ADD COLUMN language TEXT NOT NULL DEFAULT '';

-- The record tells by codes what was done; entries of before have a phrase, and keep it.
DROP INDEX audit_entries_keys;
CREATE INDEX audit_entries_keys ON audit_entries (seq) WHERE action IN ('record key begun', 'key.begun');
DROP INDEX audit_entries_forks;
CREATE INDEX audit_entries_forks ON audit_entries (seq)
    WHERE action IN ('record fork accepted', 'restored from a backup', 'fork.accepted', 'backup.restored');
DROP INDEX audit_entries_settings;
CREATE INDEX audit_entries_settings ON audit_entries (object_id, seq)
    WHERE action IN ('setting changed', 'setting added', 'setting removed', 'setting.changed', 'setting.added', 'setting.removed');
DROP INDEX audit_entries_acts;
CREATE INDEX audit_entries_acts ON audit_entries (request_id, seq)
    WHERE request_id <> '' AND (SUBSTR(action, 1, 7) = 'access ' OR SUBSTR(action, 1, 8) = 'request.');

-- Why the program itself decided, ended or froze something, by a code; '' where somebody did just that. The reason is what a person typed: in
-- rows of before it may be a sentence of the program.
ALTER TABLE access_requests ADD COLUMN decision_cause TEXT NOT NULL DEFAULT '';
ALTER TABLE access_requests ADD COLUMN ending_cause TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN freeze_cause TEXT NOT NULL DEFAULT '';

-- That a standing consent decided says consent_id: decided_by is who gave it.
UPDATE access_requests SET decided_by = SUBSTR(decided_by, 21) WHERE consent_id IS NOT NULL AND decided_by LIKE 'standing consent of _%';

-- As it was, but with the causes.
DROP VIEW named_requests;
CREATE VIEW named_requests AS
SELECT r.id, r.account_id, r.company_id, r.requester_account_id, r.requested_by, r.description, r.valid_from, r.valid_to, r.length_ms,
    r.read_only, r.asked_from, r.asked_to, r.asked_length_ms, r.asked_read_only, r.extends, r.changed_at, r.changed_by, r.rule_id, r.consent_id,
    r.created_at, r.decision, r.decided_at, r.decided_by, r.decision_reason, r.decision_cause, r.ending, r.ended_at, r.ended_by,
    r.ending_reason, r.ending_cause, r.company_name, c.time_zone AS company_time_zone, r.account_name,
    r.requester_account_name, r.requested_by_name, r.requested_by_first_name, r.requested_by_last_name,
    CAST(CASE WHEN NOT a.login_enabled THEN r.account_name WHEN NOT ra.login_enabled THEN r.requester_account_name ELSE '' END AS TEXT) AS disabled_account
FROM access_requests r
JOIN companies c ON c.id = r.company_id
JOIN accounts a ON a.id = r.account_id
JOIN accounts ra ON ra.id = r.requester_account_id;

-- +goose Down
-- The record is never taken back: going down is restoring a backup.
