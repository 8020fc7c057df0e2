-- InsertSignIn creates a half sign-in: the login has proved a part of who it is.
-- name: InsertSignIn :exec
INSERT INTO sign_ins (token_hash, account_id, user_id, epoch, proofs, passkey, address, browser, created_at, expires_at)
VALUES (@token_hash, @account_id, @user_id, @epoch, @proofs, @passkey, @address, @browser, @created_at, @expires_at);

-- GetSignIn finds a half sign-in that can still go on, if its login has not changed since. Whether
-- that login may sign in says GetAccountLogin or GetUserLogin.
-- name: GetSignIn :one
SELECT s.account_id, CAST(COALESCE(s.user_id, '') AS TEXT) AS user_id, s.proofs, s.passkey, a.name AS account_name,
    CAST(COALESCE(u.name, '') AS TEXT) AS user_name, CAST(COALESCE(u.time_zone, a.time_zone) AS TEXT) AS time_zone,
    CAST(COALESCE(u.language, a.language) AS TEXT) AS language
FROM sign_ins s
JOIN accounts a ON a.id = s.account_id
LEFT JOIN users u ON u.id = s.user_id
WHERE s.token_hash = @token_hash AND s.expires_at > @now AND s.epoch = COALESCE(u.epoch, a.epoch);

-- CountSignInTry counts one more try to prove the rest, unless there were too many.
-- name: CountSignInTry :execrows
UPDATE sign_ins SET tries = tries + 1 WHERE token_hash = @token_hash AND expires_at > @now AND tries < CAST(@most AS INTEGER);

-- name: UpdateSignIn :execrows
UPDATE sign_ins SET proofs = @proofs, passkey = @passkey, epoch = @epoch WHERE token_hash = @token_hash;

-- name: DeleteSignIn :execrows
DELETE FROM sign_ins WHERE token_hash = @token_hash;

-- name: DeleteExpiredSignIns :exec
DELETE FROM sign_ins WHERE expires_at <= @now;

-- GetFactors is what a login has to prove who it is, besides its password.
-- name: GetFactors :one
SELECT CAST(EXISTS (SELECT 1 FROM passkeys p WHERE p.account_id = @account_id AND COALESCE(p.user_id, '') = CAST(@user_id AS TEXT)) AS INTEGER) AS passkey,
    CAST(EXISTS (SELECT 1 FROM one_time_codes c WHERE c.login_id = CAST(@login_id AS TEXT) AND c.confirmed_at IS NOT NULL) AS INTEGER) AS code,
    CAST((SELECT COUNT(*) FROM recovery_codes r WHERE r.login_id = CAST(@login_id AS TEXT) AND r.used_at IS NULL) AS INTEGER) AS recovery_codes;

-- DeleteSignInsOf ends a login's half sign-ins.
-- name: DeleteSignInsOf :execrows
DELETE FROM sign_ins WHERE account_id = @account_id AND COALESCE(user_id, '') = CAST(@user_id AS TEXT);
