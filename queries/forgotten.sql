-- InsertForgotten keeps what someone typed who forgot a password, unless most of them wait already,
-- or most_of_network of the same network.
-- name: InsertForgotten :exec
INSERT INTO forgotten_passwords (id, kind, account, user, address, network, asked_at)
SELECT CAST(@id AS TEXT), CAST(@kind AS TEXT), CAST(@account AS TEXT), CAST(@user AS TEXT), CAST(@address AS TEXT), CAST(@network AS TEXT), CAST(@asked_at AS BIGINT)
WHERE (SELECT COUNT(*) FROM forgotten_passwords) < CAST(@most AS INTEGER)
  AND (SELECT COUNT(*) FROM forgotten_passwords f WHERE f.network = CAST(@network AS TEXT)) < CAST(@most_of_network AS INTEGER);

-- name: ListForgotten :many
SELECT * FROM forgotten_passwords ORDER BY id LIMIT @page_size;

-- DeleteForgotten takes what someone typed. No row: it was taken before.
-- name: DeleteForgotten :execrows
DELETE FROM forgotten_passwords WHERE id = @id;

-- PutPasswordReset replaces an earlier link of the same login.
-- name: PutPasswordReset :exec
INSERT INTO password_resets (token_hash, login_id, account_id, user_id, email, created_at, expires_at)
VALUES (@token_hash, @login_id, @account_id, @user_id, @email, @created_at, @expires_at)
ON CONFLICT (login_id) DO UPDATE
SET token_hash = excluded.token_hash, email = excluded.email, created_at = excluded.created_at, expires_at = excluded.expires_at;

-- GetPasswordReset finds the login of a link that has not expired. Whether that login may sign in
-- says GetAccountLogin or GetUserLogin.
-- name: GetPasswordReset :one
SELECT r.account_id, CAST(COALESCE(r.user_id, '') AS TEXT) AS user_id, a.name AS account_name, CAST(COALESCE(u.name, '') AS TEXT) AS user_name, r.email
FROM password_resets r
JOIN accounts a ON a.id = r.account_id
LEFT JOIN users u ON u.id = r.user_id
WHERE r.token_hash = @token_hash AND r.expires_at > @now;

-- DeletePasswordResetOf removes the link of a login that has a new password or e-mail address.
-- name: DeletePasswordResetOf :exec
DELETE FROM password_resets WHERE login_id = @login_id;

-- name: DeletePasswordResets :execrows
DELETE FROM password_resets;

-- name: DeletePasswordResetsFrom :exec
DELETE FROM password_resets WHERE created_at > @now;

-- AcceptAccountEmail notes that the account's own people know the e-mail address.
-- name: AcceptAccountEmail :exec
UPDATE accounts SET email_outside = 0 WHERE id = @id;

-- AcceptUserEmail notes that the user, or the account's own people, know the e-mail address.
-- name: AcceptUserEmail :exec
UPDATE users SET email_outside = 0 WHERE id = @id;
