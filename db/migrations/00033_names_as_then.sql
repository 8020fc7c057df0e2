-- +goose Up
-- A request keeps what everything in it was called when it was asked: the account and its company, the account that asked, and the person
-- who is responsible with their login. names_key is what it is found by: those names as they are folded for comparison, without the
-- person's e-mail. Of requests of before the names of now are the best that is known.
ALTER TABLE access_requests ADD COLUMN account_name TEXT NOT NULL DEFAULT '';
ALTER TABLE access_requests ADD COLUMN company_name TEXT NOT NULL DEFAULT '';
ALTER TABLE access_requests ADD COLUMN requester_account_name TEXT NOT NULL DEFAULT '';
ALTER TABLE access_requests ADD COLUMN requested_by_name TEXT NOT NULL DEFAULT '';
ALTER TABLE access_requests ADD COLUMN requested_by_first_name TEXT NOT NULL DEFAULT '';
ALTER TABLE access_requests ADD COLUMN requested_by_last_name TEXT NOT NULL DEFAULT '';
ALTER TABLE access_requests ADD COLUMN names_key TEXT NOT NULL DEFAULT '';
UPDATE access_requests SET
    account_name = (SELECT a.name FROM accounts a WHERE a.id = access_requests.account_id),
    company_name = (SELECT c.name FROM companies c WHERE c.id = access_requests.company_id),
    requester_account_name = (SELECT ra.name FROM accounts ra WHERE ra.id = access_requests.requester_account_id),
    requested_by_name = (SELECT u.name FROM users u WHERE u.id = access_requests.requested_by),
    requested_by_first_name = (SELECT u.first_name FROM users u WHERE u.id = access_requests.requested_by),
    requested_by_last_name = (SELECT u.last_name FROM users u WHERE u.id = access_requests.requested_by),
    names_key = (SELECT c.name_key FROM companies c WHERE c.id = access_requests.company_id)
        || ' | ' || (SELECT a.name_key FROM accounts a WHERE a.id = access_requests.account_id)
        || ' | ' || (SELECT ra.name_key FROM accounts ra WHERE ra.id = access_requests.requester_account_id)
        || ' | ' || (SELECT SUBSTR(u.search_key, 1, LENGTH(u.search_key) - LENGTH(u.email)) FROM users u WHERE u.id = access_requests.requested_by);

-- +goose StatementBegin
CREATE TRIGGER access_requests_names_stay BEFORE UPDATE OF account_name, company_name, requester_account_name, requested_by_name,
    requested_by_first_name, requested_by_last_name, names_key ON access_requests
BEGIN SELECT RAISE(ABORT, 'a request keeps the names of when it was asked'); END;
-- +goose StatementEnd

-- As it was, but with the names that the request keeps; disabled_account is one of them.
DROP VIEW named_requests;
CREATE VIEW named_requests AS
SELECT r.id, r.account_id, r.company_id, r.requester_account_id, r.requested_by, r.description, r.valid_from, r.valid_to, r.length_ms,
    r.read_only, r.asked_from, r.asked_to, r.asked_length_ms, r.asked_read_only, r.extends, r.changed_at, r.changed_by, r.rule_id, r.consent_id,
    r.created_at, r.decision, r.decided_at, r.decided_by, r.decision_reason, r.ending, r.ended_at, r.ended_by,
    r.ending_reason, r.company_name, c.time_zone AS company_time_zone, r.account_name,
    r.requester_account_name, r.requested_by_name, r.requested_by_first_name, r.requested_by_last_name,
    CAST(CASE WHEN NOT a.login_enabled THEN r.account_name WHEN NOT ra.login_enabled THEN r.requester_account_name ELSE '' END AS TEXT) AS disabled_account
FROM access_requests r
JOIN companies c ON c.id = r.company_id
JOIN accounts a ON a.id = r.account_id
JOIN accounts ra ON ra.id = r.requester_account_id;

-- +goose Down
-- Going down is restoring a backup.
