-- InsertSession is the only statement that creates a session. It is for signing in.
-- name: InsertSession :exec
INSERT INTO sessions (token_hash, account_id, user_id, epoch, address, browser, data, created_at, expires_at, proved_at, proofs, passkey, seen_at,
    before_at, before_address, before_browser)
VALUES (@token_hash, @account_id, @user_id, @epoch, @address, @browser, @data, @created_at, @expires_at, @proved_at, @proofs, @passkey, @seen_at,
    @before_at, @before_address, @before_browser);

-- SetSessionProved notes that a login has proved again who it is.
-- name: SetSessionProved :execrows
UPDATE sessions SET proved_at = @proved_at, proofs = @proofs, passkey = @passkey WHERE token_hash = @token_hash;

-- name: GetSessionData :one
SELECT data FROM sessions WHERE token_hash = @token_hash AND expires_at > @now;

-- UpdateSessionData never brings back a session that was deleted in the meantime.
-- name: UpdateSessionData :exec
UPDATE sessions SET data = @data WHERE token_hash = @token_hash;

-- name: DeleteSession :execrows
DELETE FROM sessions WHERE token_hash = @token_hash;

-- DeleteSessionsOf ends a login's sessions, except one.
-- name: DeleteSessionsOf :execrows
DELETE FROM sessions
WHERE account_id = @account_id AND COALESCE(user_id, '') = CAST(@user_id AS TEXT) AND token_hash <> CAST(@but AS BLOB);

-- DeleteOldestSessions ends a login's sessions, except the newest keep.
-- name: DeleteOldestSessions :exec
DELETE FROM sessions
WHERE sessions.account_id = @account_id AND COALESCE(sessions.user_id, '') = CAST(@user_id AS TEXT)
  AND sessions.token_hash NOT IN (
    SELECT n.token_hash FROM sessions n
    WHERE n.account_id = @account_id AND COALESCE(n.user_id, '') = CAST(@user_id AS TEXT)
    ORDER BY n.created_at DESC, n.token_hash LIMIT CAST(@keep AS INTEGER));

-- name: DeleteExpiredSessions :exec
DELETE FROM sessions WHERE expires_at <= @now;

-- UpdateSessionSeen notes when a session was last used.
-- name: UpdateSessionSeen :exec
UPDATE sessions SET seen_at = @seen_at WHERE token_hash = @token_hash AND seen_at < @seen_at;

-- name: DeleteIdleSessions :exec
DELETE FROM sessions WHERE seen_at < @seen_since;

-- ListSessions is the sessions of a login that have not expired, newest first. It does not know which
-- ones ended because they were not used.
-- name: ListSessions :many
SELECT s.token_hash, s.address, s.browser, s.created_at, s.proofs, s.passkey, s.seen_at
FROM sessions s
JOIN accounts a ON a.id = s.account_id
LEFT JOIN users u ON u.id = s.user_id
WHERE s.account_id = @account_id AND COALESCE(s.user_id, '') = CAST(@user_id AS TEXT) AND s.expires_at > @now AND s.epoch = COALESCE(u.epoch, a.epoch)
ORDER BY s.created_at DESC, s.token_hash;

-- GetSessionActor finds the login of a session or, by feed_hash instead of token_hash, of a
-- calendar address, if that login could still sign in: it has not expired and was used lately, its
-- epoch is unchanged, its account is enabled, and a user is valid as in user_windows.
-- name: GetSessionActor :one
WITH s AS (
    SELECT account_id, user_id, epoch, expires_at, created_at, proved_at, proofs, passkey, seen_at FROM sessions WHERE sessions.token_hash = @token_hash
    UNION ALL
    SELECT account_id, user_id, epoch, 253402300799999, created_at, 0, '', '', 253402300799999 FROM calendar_feeds WHERE calendar_feeds.token_hash = @feed_hash
)
SELECT a.id AS account_id, a.name AS account_name, a.time_zone AS account_time_zone,
       CAST(COALESCE(u.id, '') AS TEXT) AS user_id, CAST(COALESCE(u.name, '') AS TEXT) AS user_name,
       CAST(COALESCE(u.first_name, '') AS TEXT) AS user_first_name, CAST(COALESCE(u.last_name, '') AS TEXT) AS user_last_name,
       CAST(COALESCE(u.time_zone, '') AS TEXT) AS user_time_zone, CAST(COALESCE(u.language, a.language) AS TEXT) AS language,
       CAST(COALESCE(o.account_id, '') AS TEXT) AS owner_account_id,
       CAST(COALESCE(a.frozen_at, 0) AS BIGINT) AS frozen_at, a.frozen_by, a.freeze_reason, a.freeze_cause,
       s.expires_at, s.proved_at, s.proofs, s.passkey
FROM s
JOIN accounts a ON a.id = s.account_id
LEFT JOIN users u ON u.id = s.user_id
LEFT JOIN users o ON o.id = u.owner_id
WHERE s.expires_at > CAST(@now AS BIGINT) AND s.seen_at >= CAST(@seen_since AS BIGINT)
  AND a.login_enabled AND a.deleted_at IS NULL
  AND ((s.user_id IS NULL AND s.epoch = a.epoch)
    OR (s.epoch = u.epoch AND EXISTS (
        SELECT 1 FROM user_windows w
        WHERE w.user_id = u.id AND w.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < w.valid_to)));

-- GetLastSignIn is where a login signed in last.
-- name: GetLastSignIn :one
SELECT at, address, browser FROM last_sign_ins WHERE login_id = @login_id;

-- name: PutLastSignIn :exec
INSERT INTO last_sign_ins (login_id, at, address, browser) VALUES (@login_id, @at, @address, @browser)
ON CONFLICT (login_id) DO UPDATE SET at = excluded.at, address = excluded.address, browser = excluded.browser;

-- name: DeleteLastSignIn :exec
DELETE FROM last_sign_ins WHERE login_id = @login_id;

-- GetSignInBefore is where a session's login had signed in before.
-- name: GetSignInBefore :one
SELECT before_at, before_address, before_browser FROM sessions WHERE token_hash = @token_hash;

-- name: GetSessionBrowser :one
SELECT browser FROM sessions WHERE token_hash = @token_hash;

-- GetLanguage is the language that a login chose.
-- name: GetLanguage :one
SELECT CAST(COALESCE(u.language, a.language) AS TEXT) AS language
FROM accounts a
LEFT JOIN users u ON u.id = @user_id
WHERE a.id = @account_id;

-- name: UpdateAccountLanguage :exec
UPDATE accounts SET language = @language WHERE id = @id;

-- name: UpdateUserLanguage :exec
UPDATE users SET language = @language WHERE id = @id;

-- RenewSession gives a session a new token, and keeps it alive when the login's other sessions end.
-- name: RenewSession :exec
UPDATE sessions SET token_hash = @new_hash, seen_at = @seen_at, epoch = (
    SELECT COALESCE((SELECT u.epoch FROM users u WHERE u.id = sessions.user_id), a.epoch)
    FROM accounts a WHERE a.id = sessions.account_id)
WHERE token_hash = @token_hash;

-- ListLoginRoles is the roles of an account and of its user. A role that depends on something
-- counts only while that is valid, and comes with its grant. CAST keeps SQLite from planning the
-- statement anew for each bare text argument.
-- name: ListLoginRoles :many
SELECT ar.role, CAST(0 AS INTEGER) AS hangs, CAST('' AS TEXT) AS grant_id, CAST('' AS TEXT) AS company_id,
    CAST('' AS TEXT) AS requester_account_id, CAST('' AS TEXT) AS requested_by, CAST(0 AS BIGINT) AS valid_to
FROM account_roles ar WHERE ar.account_id = CAST(@account_id AS TEXT)
UNION ALL
SELECT r.role, CAST(r.hangs AS INTEGER), CAST(COALESCE(g.id, '') AS TEXT), CAST(COALESCE(g.company_id, '') AS TEXT),
    CAST(COALESCE(g.requester_account_id, '') AS TEXT), CAST(COALESCE(g.requested_by, '') AS TEXT), CAST(COALESCE(g.valid_to, 0) AS BIGINT)
FROM role_windows r
LEFT JOIN access_requests g ON g.id = r.grant_id
WHERE r.user_id = CAST(@user_id AS TEXT) AND r.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < r.valid_to;

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

-- name: CountSignInAttempts :one
SELECT COUNT(*) FROM sign_in_attempts;

-- DeleteLeastSignInAttempts forgets the excess attempts that matter least.
-- name: DeleteLeastSignInAttempts :exec
DELETE FROM sign_in_attempts WHERE key IN (
    SELECT l.key FROM sign_in_attempts l ORDER BY l.failures, l.updated_at LIMIT CAST(@excess AS INTEGER));

-- AddWrongPassword counts one more wrong password for a login in an hour.
-- name: AddWrongPassword :exec
INSERT INTO wrong_passwords (key, hour, times, last_at) VALUES (@key, @hour, 1, @last_at)
ON CONFLICT (key, hour) DO UPDATE SET times = wrong_passwords.times + 1, last_at = excluded.last_at;

-- GetWrongPasswords is how many wrong passwords a login had since an hour, how many of those since
-- a later hour, when the last one was, and whether the owner had a mail about them.
-- name: GetWrongPasswords :one
SELECT CAST(COALESCE(SUM(times), 0) AS BIGINT) AS times,
    CAST(COALESCE(SUM(CASE WHEN hour >= CAST(@recent_hour AS BIGINT) THEN times ELSE 0 END), 0) AS BIGINT) AS recent,
    CAST(COALESCE(MAX(last_at), 0) AS BIGINT) AS last_at, CAST(COALESCE(MAX(told), 0) AS BIGINT) AS told
FROM wrong_passwords WHERE key = @key AND hour >= CAST(@since_hour AS BIGINT);

-- name: SetWrongPasswordsTold :exec
UPDATE wrong_passwords SET told = 1 WHERE key = @key AND hour = @hour;

-- name: DeleteOldWrongPasswords :exec
DELETE FROM wrong_passwords WHERE hour < @before_hour;

-- name: CountWrongPasswords :one
SELECT COUNT(*) FROM wrong_passwords;

-- DeleteLeastWrongPasswords forgets the excess counts that matter least.
-- name: DeleteLeastWrongPasswords :exec
DELETE FROM wrong_passwords WHERE (key, hour) IN (
    SELECT l.key, l.hour FROM wrong_passwords l ORDER BY l.times, l.last_at LIMIT CAST(@excess AS INTEGER));

-- DeleteWrongPasswordsFrom forgets the counts after an instant, because the clock was ahead.
-- name: DeleteWrongPasswordsFrom :exec
DELETE FROM wrong_passwords WHERE last_at > @now;

-- PutSetupLink replaces an earlier link of the same login.
-- name: PutSetupLink :exec
INSERT INTO setup_links (token_hash, login_id, account_id, user_id, created_at, expires_at, made_by_id, made_by, email)
VALUES (@token_hash, @login_id, @account_id, @user_id, @created_at, @expires_at, @made_by_id, @made_by, @email)
ON CONFLICT (login_id) DO UPDATE
SET token_hash = excluded.token_hash, created_at = excluded.created_at, expires_at = excluded.expires_at,
    made_by_id = excluded.made_by_id, made_by = excluded.made_by, email = excluded.email;

-- GetSetupLink finds the login of a link that can still be used.
-- name: GetSetupLink :one
SELECT l.account_id, CAST(COALESCE(l.user_id, '') AS TEXT) AS user_id, a.name AS account_name,
    CAST(COALESCE(u.name, '') AS TEXT) AS user_name, l.made_by_id, l.made_by, l.email AS mailed_to,
    CAST(COALESCE(u.email, a.email) AS TEXT) AS email,
    CAST(COALESCE(u.email_outside, a.email_outside) AS INTEGER) AS email_outside, CAST(COALESCE(u.time_zone, a.time_zone) AS TEXT) AS time_zone,
    CAST(COALESCE(u.password_set_at, a.password_set_at) = 0 AS INTEGER) AS first_password
FROM setup_links l
JOIN accounts a ON a.id = l.account_id
LEFT JOIN users u ON u.id = l.user_id
WHERE l.token_hash = @token_hash AND l.expires_at > @now AND a.login_enabled AND a.deleted_at IS NULL
  AND (u.id IS NULL OR (u.active AND u.deleted_at IS NULL));

-- DeleteSetupLinkOf removes the link of a login that got a password in another way.
-- name: DeleteSetupLinkOf :exec
DELETE FROM setup_links WHERE login_id = @login_id;


-- name: InsertSetupToken :exec
INSERT INTO setup_tokens (token_hash, created_at, expires_at) VALUES (@token_hash, @created_at, @expires_at);

-- name: GetSetupToken :one
SELECT expires_at FROM setup_tokens WHERE token_hash = @token_hash AND expires_at > @now;

-- name: DeleteSetupTokens :execrows
DELETE FROM setup_tokens;
