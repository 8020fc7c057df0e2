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

-- ListLoginsWithFactors is every login with a passkey, one-time codes or recovery codes, unless it
-- was deleted.
-- name: ListLoginsWithFactors :many
WITH logins AS (
    SELECT p.account_id, COALESCE(p.user_id, '') AS user_id FROM passkeys p
    UNION SELECT c.account_id, COALESCE(c.user_id, '') AS user_id FROM one_time_codes c
    UNION SELECT r.account_id, COALESCE(r.user_id, '') AS user_id FROM recovery_codes r
)
SELECT a.id AS account_id, a.name AS account_name, CAST(logins.user_id AS TEXT) AS user_id, CAST(COALESCE(u.name, '') AS TEXT) AS user_name
FROM logins CROSS JOIN accounts a LEFT JOIN users u ON u.id = logins.user_id
WHERE a.id = logins.account_id AND a.deleted_at IS NULL AND u.deleted_at IS NULL
ORDER BY a.name, user_name;

-- name: ListUnusedRecoveryCodes :many
SELECT code_hash FROM recovery_codes WHERE login_id = @login_id AND used_at IS NULL ORDER BY code_hash;

-- name: DeleteRecoveryCode :execrows
DELETE FROM recovery_codes WHERE login_id = @login_id AND code_hash = @code_hash;

-- RaisePasskeyCounter notes how far a passkey has counted, so that no copy of it counts on from
-- earlier.
-- name: RaisePasskeyCounter :exec
UPDATE passkeys SET counter = @counter WHERE id = @id AND counter < @counter;

-- DoubtAccountEmail makes no link to set a password go to the address until it is accepted.
-- name: DoubtAccountEmail :exec
UPDATE accounts SET email_outside = 1 WHERE id = @id;

-- name: DoubtUserEmail :exec
UPDATE users SET email_outside = 1 WHERE id = @id;

-- ForgetAccountsBrowsers makes every browser unknown in which an account login signed in: now is
-- later than any count.
-- name: ForgetAccountsBrowsers :exec
UPDATE accounts SET browsers_epoch = @now WHERE browsers_epoch < @now;

-- name: ForgetUsersBrowsers :exec
UPDATE users SET browsers_epoch = @now WHERE browsers_epoch < @now;

-- ListUntoldWebappSessions is a page of the sign-ins to webapps that are not over, or that a webapp is
-- still to be told of.
-- name: ListUntoldWebappSessions :many
SELECT w.id, w.webapp_id, w.client_id, w.account_id, w.user_id, w.session_hash, w.opened_at, w.why, CAST(COALESCE(w.over_at, 0) AS BIGINT) AS over_at,
    CAST(COALESCE((SELECT c.logout_uri FROM webapp_clients c WHERE c.client_id = w.client_id AND c.logout_uri <> ''), w.logout_uri) AS TEXT) AS logout_uri
FROM webapp_sessions w
WHERE w.id > CAST(@after AS TEXT) AND w.used AND (w.over_at IS NULL OR w.next_try IS NOT NULL) ORDER BY w.id LIMIT @page_size;

-- InsertUntoldWebappSession makes a webapp be told of one that another database had, unless there is
-- no such user here.
-- name: InsertUntoldWebappSession :execrows
INSERT INTO webapp_sessions (id, webapp_id, client_id, account_id, user_id, session_hash, opened_at, look_at, used, logout_uri, over_at, why, next_try)
SELECT CAST(@id AS TEXT), CAST(@webapp_id AS TEXT), CAST(@client_id AS TEXT), u.account_id, u.id, CAST(@session_hash AS BLOB), CAST(@opened_at AS BIGINT), 0, 1,
    CAST(@logout_uri AS TEXT), CAST(@over_at AS BIGINT), CAST(@why AS TEXT), CAST(@now AS BIGINT)
FROM users u WHERE u.id = CAST(@user_id AS TEXT) AND u.account_id = CAST(@account_id AS TEXT) AND CAST(@logout_uri AS TEXT) <> ''
ON CONFLICT (id) DO NOTHING;
