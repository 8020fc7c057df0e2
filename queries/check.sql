-- These statements page through the rows of all accounts, in the order of their keys. Service.Check
-- compares the rows with the record, and Service.Restore with an earlier database.

-- name: ListAccountsToCheck :many
SELECT * FROM accounts WHERE id > CAST(@after AS TEXT) ORDER BY id LIMIT @page_size;

-- name: ListAccountRolesToCheck :many
SELECT * FROM account_roles WHERE (account_id, role) > (CAST(@after AS TEXT), CAST(@after_part AS TEXT))
ORDER BY account_id, role LIMIT @page_size;

-- name: ListConfirmedEmailsToCheck :many
SELECT login_id, email, confirmed_at FROM confirmed_emails WHERE login_id > CAST(@after AS TEXT) ORDER BY login_id LIMIT @page_size;

-- name: ListUsersToCheck :many
SELECT * FROM users WHERE id > CAST(@after AS TEXT) ORDER BY id LIMIT @page_size;

-- name: ListUserRolesToCheck :many
SELECT * FROM user_roles WHERE (user_id, role) > (CAST(@after AS TEXT), CAST(@after_part AS TEXT))
ORDER BY user_id, role LIMIT @page_size;

-- name: ListCompaniesToCheck :many
SELECT * FROM companies WHERE id > CAST(@after AS TEXT) ORDER BY id LIMIT @page_size;

-- name: ListCompanySettingsToCheck :many
SELECT * FROM company_settings WHERE (company_id, key) > (CAST(@after AS TEXT), CAST(@after_part AS TEXT))
ORDER BY company_id, key LIMIT @page_size;

-- name: ListWebappsToCheck :many
SELECT * FROM webapps WHERE id > CAST(@after AS TEXT) ORDER BY id LIMIT @page_size;

-- ListSubscriptionsToCheck also counts the seats that active users take: used must equal that.
-- name: ListSubscriptionsToCheck :many
SELECT sqlc.embed(s), CAST((SELECT COUNT(*) FROM user_subscriptions us JOIN users u ON u.id = us.user_id
    WHERE us.account_id = s.account_id AND us.webapp_id = s.webapp_id AND u.active AND u.deleted_at IS NULL) AS BIGINT) AS taken
FROM account_subscriptions s WHERE (s.account_id, s.webapp_id) > (CAST(@after AS TEXT), CAST(@after_part AS TEXT))
ORDER BY s.account_id, s.webapp_id LIMIT @page_size;

-- name: ListUserSubscriptionsToCheck :many
SELECT * FROM user_subscriptions WHERE (user_id, webapp_id) > (CAST(@after AS TEXT), CAST(@after_part AS TEXT))
ORDER BY user_id, webapp_id LIMIT @page_size;

-- name: ListRequestsToCheck :many
SELECT r.id, r.account_id, r.company_id, r.company_name, r.description, r.ticket, r.valid_from, r.valid_to, r.length_ms, r.read_only, r.decision, r.decided_at,
    r.decided_by, r.decision_reason, r.decision_cause, r.ending, r.ended_at, r.ended_by, r.ending_reason, r.ending_cause, u.name AS requested_by_login
FROM access_requests r JOIN users u ON u.id = r.requested_by
WHERE r.id > CAST(@after AS TEXT) ORDER BY r.id LIMIT @page_size;

-- name: ListInvoicesToCheck :many
SELECT * FROM invoices WHERE id > CAST(@after AS TEXT) ORDER BY id LIMIT @page_size;

-- ListRulesToCheck is the rules in force.
-- name: ListRulesToCheck :many
SELECT * FROM access_rules WHERE ended_at IS NULL AND id > CAST(@after AS TEXT) ORDER BY id LIMIT @page_size;

-- ListConsentsToCheck is the standing consents that nobody has ended.
-- name: ListConsentsToCheck :many
SELECT sqlc.embed(s), a.name AS requester_account_name
FROM standing_consents s JOIN accounts a ON a.id = s.requester_account_id
WHERE s.ended_at IS NULL AND s.id > CAST(@after AS TEXT) ORDER BY s.id LIMIT @page_size;

-- name: ListDeputiesToCheck :many
SELECT d.user_id, d.valid_from, d.valid_to, u.name AS deputy_login FROM deputies d JOIN users u ON u.id = d.deputy_id
WHERE d.user_id > CAST(@after AS TEXT) ORDER BY d.user_id LIMIT @page_size;

-- name: ListNoticeChoicesToCheck :many
SELECT login_id, topic, choice FROM notice_choices WHERE (login_id, topic) > (CAST(@after AS TEXT), CAST(@after_part AS TEXT))
ORDER BY login_id, topic LIMIT @page_size;

-- name: ListPasskeysToCheck :many
SELECT * FROM passkeys WHERE id > CAST(@after AS TEXT) ORDER BY id LIMIT @page_size;

-- ListCodesToCheck is the one-time codes that count.
-- name: ListCodesToCheck :many
SELECT login_id, confirmed_at FROM one_time_codes WHERE confirmed_at IS NOT NULL AND login_id > CAST(@after AS TEXT) ORDER BY login_id LIMIT @page_size;

-- ListRecoveryCodesToCheck is how many recovery codes each login has, used or not, and when the
-- first and the last were made.
-- name: ListRecoveryCodesToCheck :many
SELECT login_id, COUNT(*) AS codes, CAST(MIN(created_at) AS BIGINT) AS made_first, CAST(MAX(created_at) AS BIGINT) AS made_last
FROM recovery_codes WHERE login_id > CAST(@after AS TEXT) GROUP BY login_id ORDER BY login_id LIMIT @page_size;

-- name: ListIdentityProvidersToCheck :many
SELECT * FROM identity_providers WHERE account_id > CAST(@after AS TEXT) ORDER BY account_id LIMIT @page_size;

-- name: ListIdentitiesToCheck :many
SELECT * FROM identities WHERE user_id > CAST(@after AS TEXT) ORDER BY user_id LIMIT @page_size;
