-- ListGrantsEverywhere is every active or scheduled grant of all accounts. (It is found by its end,
-- hence || ''.)
-- name: ListGrantsEverywhere :many
SELECT r.* FROM named_requests r
WHERE r.valid_to > CAST(@now AS BIGINT) AND r.decision = 'GRANTED' AND r.ending IS NULL ORDER BY r.id || '';

-- ListWaitingEverywhere is every request that waits for a decision.
-- name: ListWaitingEverywhere :many
SELECT r.* FROM named_requests r WHERE r.valid_to > CAST(@now AS BIGINT) AND r.decision IS NULL ORDER BY r.id || '';

-- GetAccountState is an account, even a deleted one.
-- name: GetAccountState :one
SELECT * FROM accounts WHERE id = @id;

-- GetUserState is a user, even a deleted one.
-- name: GetUserState :one
SELECT id, active, valid_to, deleted_at FROM users WHERE id = @id;

-- ListWebappsOfUser is the webapps that a user has.
-- name: ListWebappsOfUser :many
SELECT s.webapp_id, w.name FROM user_subscriptions s JOIN webapps w ON w.id = s.webapp_id WHERE s.user_id = @user_id ORDER BY s.webapp_id;

-- ListConsentsEverywhere is every standing consent in force.
-- name: ListConsentsEverywhere :many
SELECT sqlc.embed(s), c.name AS company_name, r.name AS requester_account_name, a.name AS account_name
FROM standing_consents s JOIN companies c ON c.id = s.company_id JOIN accounts r ON r.id = s.requester_account_id JOIN accounts a ON a.id = s.account_id
WHERE s.ended_at IS NULL AND s.valid_to > CAST(@now AS BIGINT) ORDER BY s.id;

-- ListCalendarFeeds is all calendar addresses. works is 0 if one stopped because its login's
-- password or roles changed.
-- name: ListCalendarFeeds :many
SELECT f.login_id, f.account_id, f.token_hash, CAST(f.epoch = COALESCE(u.epoch, a.epoch) AS INTEGER) AS works,
    a.name AS account_name, CAST(COALESCE(u.name, '') AS TEXT) AS user_name
FROM calendar_feeds f JOIN accounts a ON a.id = f.account_id LEFT JOIN users u ON u.id = f.user_id ORDER BY f.login_id;

-- DeleteSessions ends all sessions.
-- name: DeleteSessions :execrows
DELETE FROM sessions;

-- DeleteSignIns ends all half sign-ins.
-- name: DeleteSignIns :execrows
DELETE FROM sign_ins;

-- DeleteForgottens drops what those typed who forgot a password.
-- name: DeleteForgottens :execrows
DELETE FROM forgotten_passwords;

-- SpendCodes makes sure that no one-time code of a step works any more, or of an earlier one.
-- name: SpendCodes :exec
UPDATE one_time_codes SET last_step = @step WHERE last_step < @step;

-- name: DeleteSetupLinks :execrows
DELETE FROM setup_links;

-- ListUnsentMails is the mails that wait to be sent.
-- name: ListUnsentMails :many
SELECT id, recipient, subject, created_at FROM mails WHERE state IN ('PENDING', 'SENDING', 'HELD') ORDER BY id;

-- name: DeleteUnsentMails :execrows
DELETE FROM mails WHERE state IN ('PENDING', 'SENDING', 'HELD');

-- ListNoticed is a page of the occasions that were noticed.
-- name: ListNoticed :many
SELECT * FROM noticed WHERE occasion > @after ORDER BY occasion LIMIT @page_size;

-- ListInvoiceNumbers is the last number used in each year.
-- name: ListInvoiceNumbers :many
SELECT * FROM invoice_numbers ORDER BY year;
