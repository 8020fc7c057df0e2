-- InsertSession is the only statement that makes a session: signing in.
-- name: InsertSession :exec
INSERT INTO sessions (token_hash, account_id, user_id, epoch, address, browser, data, created_at, expires_at)
VALUES (@token_hash, @account_id, @user_id, @epoch, @address, @browser, @data, @created_at, @expires_at);

-- name: GetSessionData :one
SELECT data FROM sessions WHERE token_hash = @token_hash AND expires_at > @now;

-- UpdateSessionData never brings back a session that was deleted meanwhile.
-- name: UpdateSessionData :exec
UPDATE sessions SET data = @data WHERE token_hash = @token_hash;

-- name: DeleteSession :execrows
DELETE FROM sessions WHERE token_hash = @token_hash;

-- name: DeleteExpiredSessions :exec
DELETE FROM sessions WHERE expires_at <= @now;

-- GetSessionActor finds who a session belongs to, if that login could still sign in: not expired, its epoch unchanged, its
-- account enabled, and for a user active, valid, and, for an external user, with an owner who could sign in too.
-- name: GetSessionActor :one
SELECT a.id AS account_id, a.name AS account_name, a.time_zone AS account_time_zone,
       CAST(COALESCE(u.id, '') AS TEXT) AS user_id, CAST(COALESCE(u.name, '') AS TEXT) AS user_name,
       CAST(COALESCE(u.time_zone, '') AS TEXT) AS user_time_zone,
       CAST(COALESCE(o.account_id, '') AS TEXT) AS owner_account_id,
       s.expires_at
FROM sessions s
JOIN accounts a ON a.id = s.account_id
LEFT JOIN users u ON u.id = s.user_id
LEFT JOIN users o ON o.id = u.owner_id
LEFT JOIN accounts oa ON oa.id = o.account_id
WHERE s.token_hash = @token_hash AND s.expires_at > CAST(@now AS INTEGER)
  AND a.login_enabled AND a.deleted_at IS NULL
  AND ((s.user_id IS NULL AND s.epoch = a.epoch)
    OR (s.epoch = u.epoch AND u.active AND u.deleted_at IS NULL
        AND (u.valid_to IS NULL OR CAST(@now AS INTEGER) < u.valid_to)
        AND (u.owner_id IS NULL
          OR (o.active AND o.owner_id IS NULL AND o.deleted_at IS NULL AND oa.login_enabled AND oa.deleted_at IS NULL))));

-- name: ListLoginRoles :many
SELECT role FROM account_roles WHERE account_id = @account_id
UNION ALL
SELECT role FROM user_roles WHERE user_id = @user_id;

-- name: GetSignInAttempts :one
SELECT failures, blocked_until, updated_at FROM sign_in_attempts WHERE key = @key;

-- name: PutSignInAttempts :exec
INSERT INTO sign_in_attempts (key, failures, blocked_until, updated_at)
VALUES (@key, @failures, @blocked_until, @updated_at)
ON CONFLICT (key) DO UPDATE
SET failures = excluded.failures, blocked_until = excluded.blocked_until, updated_at = excluded.updated_at;

-- name: DeleteSignInAttempts :exec
DELETE FROM sign_in_attempts WHERE key = @key;

-- name: DeleteOldSignInAttempts :exec
DELETE FROM sign_in_attempts WHERE updated_at < @before;

-- name: InsertSetupToken :exec
INSERT INTO setup_tokens (token_hash, created_at, expires_at) VALUES (@token_hash, @created_at, @expires_at);

-- name: GetSetupToken :one
SELECT expires_at FROM setup_tokens WHERE token_hash = @token_hash AND expires_at > @now;

-- name: DeleteSetupTokens :execrows
DELETE FROM setup_tokens;
