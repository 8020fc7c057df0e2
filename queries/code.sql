-- PutPendingCode keeps the secret of one-time codes that are being set up. They count only when a
-- code was right. It replaces an earlier try, but not codes that count.
-- name: PutPendingCode :execrows
INSERT INTO one_time_codes (login_id, account_id, user_id, sealed, key_id, last_step, created_at, holder)
VALUES (@login_id, @account_id, @user_id, @sealed, @key_id, 0, @created_at, @holder)
ON CONFLICT (login_id) DO UPDATE SET sealed = excluded.sealed, key_id = excluded.key_id, created_at = excluded.created_at, holder = excluded.holder
WHERE one_time_codes.confirmed_at IS NULL;

-- name: GetCode :one
SELECT sealed, key_id, last_step, created_at, confirmed_at, holder FROM one_time_codes WHERE login_id = @login_id;

-- ConfirmCode makes one-time codes count whose secret is still that of which a code was right.
-- name: ConfirmCode :execrows
UPDATE one_time_codes SET confirmed_at = @confirmed_at, last_step = @last_step
WHERE login_id = @login_id AND confirmed_at IS NULL AND sealed = @sealed;

-- UseCode uses the code of a step up. No code of that step or an earlier one works any more.
-- name: UseCode :execrows
UPDATE one_time_codes SET last_step = @step WHERE login_id = @login_id AND confirmed_at IS NOT NULL AND sealed = @sealed AND last_step < @step;

-- name: DeleteCode :execrows
DELETE FROM one_time_codes WHERE login_id = @login_id AND confirmed_at IS NOT NULL;

-- name: DeletePendingCodes :exec
DELETE FROM one_time_codes WHERE confirmed_at IS NULL AND created_at <= @created_before;

-- ListSealedCodes is every secret of one-time codes that count, after the one of a login, with
-- whose it is.
-- name: ListSealedCodes :many
SELECT c.login_id, c.account_id, a.name AS account_name, CAST(COALESCE(c.user_id, '') AS TEXT) AS user_id, CAST(COALESCE(u.name, '') AS TEXT) AS user_name,
    c.sealed, c.key_id
FROM one_time_codes c
JOIN accounts a ON a.id = c.account_id
LEFT JOIN users u ON u.id = c.user_id
WHERE c.login_id > @after AND c.confirmed_at IS NOT NULL ORDER BY c.login_id LIMIT @page_size;

-- name: UpdateSealedCode :exec
UPDATE one_time_codes SET sealed = @sealed, key_id = @key_id WHERE login_id = @login_id;

-- ListCodeKeys is the keys with which the secrets of codes that count are sealed, and how many each
-- has.
-- name: ListCodeKeys :many
SELECT key_id, COUNT(*) AS codes FROM one_time_codes WHERE confirmed_at IS NOT NULL GROUP BY key_id ORDER BY key_id;

-- name: InsertRecoveryCode :exec
INSERT INTO recovery_codes (login_id, code_hash, account_id, user_id, created_at) VALUES (@login_id, @code_hash, @account_id, @user_id, @created_at);

-- name: DeleteRecoveryCodes :execrows
DELETE FROM recovery_codes WHERE login_id = @login_id;

-- UseRecoveryCode uses a code up: it works once.
-- name: UseRecoveryCode :execrows
UPDATE recovery_codes SET used_at = @used_at WHERE login_id = @login_id AND code_hash = @code_hash AND used_at IS NULL;

-- name: ExistsRecoveryCode :one
SELECT CAST(EXISTS (SELECT 1 FROM recovery_codes WHERE login_id = @login_id AND code_hash = @code_hash AND used_at IS NULL) AS INTEGER) AS found;
