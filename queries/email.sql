-- PutEmailConfirmation replaces an earlier link of the same login.
-- name: PutEmailConfirmation :exec
INSERT INTO email_confirmations (token_hash, login_id, account_id, user_id, email, created_at, expires_at)
VALUES (@token_hash, @login_id, @account_id, @user_id, @email, @created_at, @expires_at)
ON CONFLICT (login_id) DO UPDATE
SET token_hash = excluded.token_hash, email = excluded.email, created_at = excluded.created_at, expires_at = excluded.expires_at;

-- GetEmailConfirmation finds the login of a link that has not expired, if the mail went to the
-- address that the login has. Whether it may sign in says GetAccountLogin or GetUserLogin.
-- name: GetEmailConfirmation :one
SELECT c.account_id, CAST(COALESCE(c.user_id, '') AS TEXT) AS user_id, a.name AS account_name, CAST(COALESCE(u.name, '') AS TEXT) AS user_name, c.email
FROM email_confirmations c
JOIN accounts a ON a.id = c.account_id
LEFT JOIN users u ON u.id = c.user_id
WHERE c.token_hash = @token_hash AND c.expires_at > @now
  AND COALESCE(u.email, a.email) = c.email AND NOT COALESCE(u.email_outside, a.email_outside);

-- GetOwnEmail is the address of a login, when it was confirmed, or 0, and the link that was mailed
-- last.
-- name: GetOwnEmail :one
SELECT CAST(COALESCE(u.email, a.email) AS TEXT) AS email, CAST(COALESCE(u.email_outside, a.email_outside) AS INTEGER) AS email_outside,
    CAST(COALESCE((SELECT v.confirmed_at FROM verified_emails v WHERE v.login_id = COALESCE(u.id, a.id)), 0) AS BIGINT) AS email_confirmed_at,
    CAST(COALESCE(c.email, '') AS TEXT) AS link_email, CAST(COALESCE(c.created_at, 0) AS BIGINT) AS link_at
FROM accounts a
LEFT JOIN users u ON u.account_id = a.id AND u.id = CAST(@user_id AS TEXT)
LEFT JOIN email_confirmations c ON c.login_id = COALESCE(u.id, a.id)
WHERE a.id = CAST(@account_id AS TEXT);

-- ConfirmEmail confirms the address of a login. No row: that is another one by now, its own people
-- do not know it, or it is confirmed.
-- name: ConfirmEmail :execrows
INSERT INTO confirmed_emails (login_id, account_id, user_id, email, confirmed_at)
SELECT COALESCE(u.id, a.id), a.id, u.id, CAST(@email AS TEXT), CAST(@now AS BIGINT)
FROM accounts a LEFT JOIN users u ON u.account_id = a.id AND u.id = CAST(@user_id AS TEXT)
WHERE a.id = CAST(@account_id AS TEXT) AND (u.id IS NOT NULL OR CAST(@user_id AS TEXT) = '')
  AND COALESCE(u.email, a.email) = CAST(@email AS TEXT) AND NOT COALESCE(u.email_outside, a.email_outside)
ON CONFLICT (login_id) DO UPDATE SET email = excluded.email, confirmed_at = excluded.confirmed_at
WHERE confirmed_emails.email <> excluded.email;

-- DeleteConfirmedEmailOf makes the address of a login unconfirmed: it changed, or a restore doubts
-- it. An address that comes back is not confirmed.
-- name: DeleteConfirmedEmailOf :exec
DELETE FROM confirmed_emails WHERE login_id = @login_id;

-- DeleteEmailConfirmationOf removes the link of a login that used it, or has another address.
-- name: DeleteEmailConfirmationOf :exec
DELETE FROM email_confirmations WHERE login_id = @login_id;

-- name: DeleteExpiredEmailConfirmations :exec
DELETE FROM email_confirmations WHERE expires_at <= @now;

-- name: DeleteEmailConfirmations :execrows
DELETE FROM email_confirmations;

-- name: DeleteEmailConfirmationsFrom :exec
DELETE FROM email_confirmations WHERE created_at > @now;
