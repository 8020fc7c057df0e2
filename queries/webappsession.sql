-- GetSeat is whether a user has a seat in a webapp now and, if not, how far they are from one: their
-- role, and the account's subscription. grant_id is the grant under which they were made.
-- name: GetSeat :one
SELECT u.grant_id,
    CAST(EXISTS (SELECT 1 FROM seat_windows s
      WHERE s.user_id = u.id AND s.webapp_id = CAST(@webapp_id AS TEXT) AND s.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < s.valid_to) AS INTEGER) AS seat,
    CAST(EXISTS (SELECT 1 FROM opener_windows o
      WHERE o.user_id = u.id AND o.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < o.valid_to) AS INTEGER) AS opener,
    CAST(COALESCE((SELECT s.valid_from FROM account_subscriptions s
      WHERE s.account_id = u.account_id AND s.webapp_id = CAST(@webapp_id AS TEXT)), 0) AS BIGINT) AS subscribed_from,
    CAST(COALESCE((SELECT s.valid_to FROM account_subscriptions s
      WHERE s.account_id = u.account_id AND s.webapp_id = CAST(@webapp_id AS TEXT)), 0) AS BIGINT) AS subscribed_to
FROM users u
WHERE u.id = CAST(@user_id AS TEXT);

-- ListVisitorGrants is the grants by which a user may open a webapp now: as a visitor or, with a
-- seat, because the user was made under one.
-- name: ListVisitorGrants :many
SELECT g.request_id, g.account_id, g.company_id, g.read_only, g.valid_to, a.name AS account_name, c.name AS company_name
FROM visitor_grants g
JOIN accounts a ON a.id = g.account_id
JOIN companies c ON c.id = g.company_id
WHERE g.user_id = CAST(@user_id AS TEXT) AND g.webapp_id = CAST(@webapp_id AS TEXT)
  AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to
ORDER BY g.request_id;

-- IsOutByFreeze is whether a user could open a webapp as a visitor but for a freeze.
-- name: IsOutByFreeze :one
SELECT CAST(EXISTS (SELECT 1 FROM access_requests r
      JOIN webapp_visitors v ON v.account_id = r.account_id AND v.webapp_id = CAST(@webapp_id AS TEXT)
      JOIN accounts a ON a.id = r.account_id
      WHERE r.requested_by = u.id AND r.requester_account_id = u.account_id AND r.decision = 'GRANTED' AND a.frozen_at IS NOT NULL
        AND (r.ended_at IS NULL OR r.ended_at >= a.frozen_at)
        AND r.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < r.valid_to) AS INTEGER) AS frozen
FROM users u WHERE u.id = CAST(@user_id AS TEXT);

-- GetVisitorGrantOf is the grant by which a user may see a company in a webapp now: one that is not
-- read-only, if there is one, and of those the one that lasts longest. It is over with the first of
-- its ends.
-- name: GetVisitorGrantOf :one
SELECT g.request_id, g.read_only, g.with_seat, g.valid_to, w.valid_to AS user_to, o.valid_to AS opener_to
FROM visitor_grants g
JOIN user_windows w ON w.user_id = g.user_id
JOIN opener_windows o ON o.user_id = g.user_id
WHERE g.user_id = CAST(@user_id AS TEXT) AND g.webapp_id = CAST(@webapp_id AS TEXT) AND g.company_id = CAST(@company_id AS TEXT)
  AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to
  AND w.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < w.valid_to
  AND o.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < o.valid_to
ORDER BY g.read_only, g.valid_to DESC, g.request_id LIMIT 1;

-- GetOwnDoor is until when a user may see a company of their own account in a webapp, by a seat:
-- until the first of these is over. grant_id is the grant under which they were made, and that they
-- need for it.
-- name: GetOwnDoor :one
SELECT w.valid_to AS user_to, s.valid_to AS seat_to, o.valid_to AS opener_to, u.grant_id
FROM users u
JOIN companies c ON c.account_id = u.account_id
JOIN user_windows w ON w.user_id = u.id
JOIN seat_windows s ON s.user_id = u.id AND s.webapp_id = CAST(@webapp_id AS TEXT)
JOIN opener_windows o ON o.user_id = u.id
WHERE u.id = CAST(@user_id AS TEXT) AND c.id = CAST(@company_id AS TEXT) AND c.deleted_at IS NULL
  AND w.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < w.valid_to
  AND s.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < s.valid_to
  AND o.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < o.valid_to;

-- GetLiveWebappSession is a session's sign-in to a webapp.
-- name: GetLiveWebappSession :one
SELECT id, valid_from, valid_to FROM webapp_doors WHERE session_hash = @session_hash AND webapp_id = CAST(@webapp_id AS TEXT);

-- GetWebappSession is a sign-in to a webapp, also one that is over.
-- name: GetWebappSession :one
SELECT * FROM webapp_sessions WHERE id = @id;

-- name: InsertWebappSession :execrows
INSERT INTO webapp_sessions (id, webapp_id, client_id, account_id, user_id, session_hash, seat, opened_at, look_at, logout_uri)
SELECT @id, c.webapp_id, c.client_id, @account_id, @user_id, @session_hash, @seat, @opened_at, @look_at, c.logout_uri
FROM webapp_clients c WHERE c.client_id = @client_id;

-- name: InsertWebappSessionGrant :execrows
INSERT INTO webapp_session_grants (webapp_session_id, request_id, valid_to, read_only)
VALUES (@webapp_session_id, @request_id, @valid_to, @read_only)
ON CONFLICT (webapp_session_id, request_id) DO NOTHING;

-- ListWebappSessionGrants is what a webapp was told of grants.
-- name: ListWebappSessionGrants :many
SELECT g.request_id, r.account_id, r.company_id, g.read_only, g.valid_to, a.name AS account_name, c.name AS company_name
FROM webapp_session_grants g
JOIN access_requests r ON r.id = g.request_id
JOIN accounts a ON a.id = r.account_id
JOIN companies c ON c.id = r.company_id
WHERE g.webapp_session_id = CAST(@webapp_session_id AS TEXT)
ORDER BY g.request_id;

-- MoveWebappSessions makes sign-ins to webapps follow a session that gets a new token.
-- name: MoveWebappSessions :exec
UPDATE webapp_sessions SET session_hash = @new_hash WHERE session_hash = @session_hash AND over_at IS NULL;

-- name: SetWebappSessionUsed :execrows
UPDATE webapp_sessions SET used = 1 WHERE id = @id AND over_at IS NULL;

-- name: InsertWebappCode :exec
INSERT INTO webapp_codes (code_hash, webapp_session_id, redirect_uri, nonce, challenge, scope, auth_time, proofs, created_at, expires_at)
VALUES (@code_hash, @webapp_session_id, @redirect_uri, @nonce, @challenge, @scope, @auth_time, @proofs, @created_at, @expires_at);

-- GetWebappCode is a code, and the client that it is for.
-- name: GetWebappCode :one
SELECT c.*, w.client_id FROM webapp_codes c
JOIN webapp_sessions w ON w.id = c.webapp_session_id
WHERE c.code_hash = @code_hash;

-- UseWebappCode takes a code, once, before it is over.
-- name: UseWebappCode :execrows
UPDATE webapp_codes SET used_at = CAST(@now AS BIGINT) WHERE code_hash = @code_hash AND used_at IS NULL AND expires_at > CAST(@now AS BIGINT);

-- name: InsertWebappToken :exec
INSERT INTO webapp_tokens (token_hash, code_hash, webapp_session_id, scope, created_at, expires_at)
VALUES (@token_hash, @code_hash, @webapp_session_id, @scope, @created_at, @expires_at);

-- name: DeleteTokensOfCode :execrows
DELETE FROM webapp_tokens WHERE code_hash = @code_hash;

-- GetWebappToken is a token that counts now, with the door of its sign-in.
-- name: GetWebappToken :one
SELECT t.scope, t.created_at, t.expires_at, d.id, d.client_id, d.webapp_id, d.user_id, d.session_hash, d.seen_at, d.valid_to
FROM webapp_tokens t
JOIN webapp_doors d ON d.id = t.webapp_session_id
WHERE t.token_hash = @token_hash AND t.expires_at > CAST(@now AS BIGINT)
  AND d.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < d.valid_to;

-- GetWebappDoor is the door of a sign-in to a webapp that is not over.
-- name: GetWebappDoor :one
SELECT * FROM webapp_doors WHERE id = @id;

-- GetClaims is what a webapp can be told of a user.
-- name: GetClaims :one
SELECT u.id, u.name, u.first_name, u.last_name, u.email, u.time_zone, u.language, u.browser_language, u.account_id, u.grant_id, a.name AS account_name,
    CAST(u.owner_id IS NOT NULL AS INTEGER) AS external,
    CAST(EXISTS (SELECT 1 FROM verified_emails v WHERE v.login_id = u.id) AS INTEGER) AS email_verified
FROM users u
JOIN accounts a ON a.id = u.account_id
WHERE u.id = @id;

-- ExistsLiveWebappSession says whether anybody is signed in to a webapp.
-- name: ExistsLiveWebappSession :one
SELECT CAST(EXISTS (SELECT 1 FROM webapp_sessions WHERE over_at IS NULL AND look_at >= 0) AS INTEGER);

-- ListWebappDoorsOf is the doors that what happened in an account, or to a webapp, can shut: of its
-- users; of its users' external users and of what hangs on its grants, in other accounts, and of
-- whoever hangs on those; and of the people to whom it gave grants.
-- name: ListWebappDoorsOf :many
WITH elsewhere AS (
    SELECT u.account_id, u.id FROM users o
    JOIN users u ON u.owner_id = o.id
    WHERE o.account_id = CAST(@account_id AS TEXT)
    UNION
    SELECT u.account_id, u.id FROM access_requests r
    JOIN users u ON u.grant_id = r.id
    WHERE r.requester_account_id = CAST(@account_id AS TEXT) AND r.valid_to > CAST(@now AS BIGINT)
    UNION
    SELECT x.account_id, x.user_id FROM access_requests r
    JOIN user_roles x ON x.grant_id = r.id
    WHERE r.requester_account_id = CAST(@account_id AS TEXT) AND r.valid_to > CAST(@now AS BIGINT)
    UNION
    SELECT s.account_id, s.user_id FROM access_requests r
    JOIN user_subscriptions s ON s.grant_id = r.id
    WHERE r.requester_account_id = CAST(@account_id AS TEXT) AND r.valid_to > CAST(@now AS BIGINT)
), touched AS (
    SELECT w.id FROM webapp_sessions w WHERE w.over_at IS NULL AND w.account_id = CAST(@account_id AS TEXT)
    UNION
    SELECT w.id FROM webapp_sessions w WHERE w.over_at IS NULL AND w.webapp_id = CAST(@object_id AS TEXT)
    UNION
    SELECT w.id FROM elsewhere
    JOIN webapp_sessions w ON w.account_id = elsewhere.account_id AND w.user_id = elsewhere.id
    WHERE w.over_at IS NULL
    UNION
    SELECT w.id FROM elsewhere
    CROSS JOIN bonds b ON b.guest_id = elsewhere.id
    CROSS JOIN webapp_sessions w ON w.account_id = elsewhere.account_id AND w.user_id = b.user_id
    WHERE w.over_at IS NULL
    UNION
    SELECT w.id FROM access_requests r
    JOIN webapp_sessions w ON w.account_id = r.requester_account_id AND w.user_id = r.requested_by
    WHERE r.account_id = CAST(@account_id AS TEXT) AND r.valid_to > CAST(@now AS BIGINT) AND w.over_at IS NULL
)
SELECT d.id, d.webapp_id, d.session_hash, d.seen_at, d.valid_from, d.valid_to FROM touched CROSS JOIN webapp_doors d ON d.id = touched.id;

-- ListWebappDoorsOfUser is the doors of one user.
-- name: ListWebappDoorsOfUser :many
SELECT d.id, d.webapp_id, d.session_hash, d.seen_at, d.valid_from, d.valid_to FROM webapp_doors d
WHERE d.account_id = @account_id AND d.user_id = @user_id;

-- ListWebappDoorsDue is the doors that the clock may have shut.
-- name: ListWebappDoorsDue :many
WITH due AS (
    SELECT w.id FROM webapp_sessions w WHERE w.over_at IS NULL AND w.look_at <= CAST(@now AS BIGINT) ORDER BY w.look_at LIMIT @page_size
)
SELECT d.id, d.webapp_id, d.session_hash, d.seen_at, d.valid_from, d.valid_to FROM due CROSS JOIN webapp_doors d ON d.id = due.id;

-- ListWebappDoors is a page of all doors.
-- name: ListWebappDoors :many
WITH page AS (
    SELECT w.id FROM webapp_sessions w WHERE w.over_at IS NULL AND w.id > CAST(@after AS TEXT) ORDER BY w.id LIMIT @page_size
)
SELECT d.id, d.webapp_id, d.session_hash, d.seen_at, d.valid_from, d.valid_to FROM page CROSS JOIN webapp_doors d ON d.id = page.id;

-- GetWebappParts is all that a sign-in to a webapp hangs on.
-- name: GetWebappParts :one
SELECT * FROM webapp_parts WHERE id = @id;

-- name: SetWebappLook :exec
UPDATE webapp_sessions SET look_at = @look_at WHERE id = @id AND over_at IS NULL AND look_at <> @look_at;

-- EndWebappSession ends a sign-in to a webapp. The webapp is told if it knows of it and can be told.
-- name: EndWebappSession :execrows
UPDATE webapp_sessions
SET over_at = CAST(@now AS BIGINT), why = @why,
    logout_uri = COALESCE((SELECT c.logout_uri FROM webapp_clients c WHERE c.client_id = webapp_sessions.client_id), webapp_sessions.logout_uri),
    next_try = CASE WHEN used AND COALESCE((
      SELECT c.logout_uri FROM webapp_clients c WHERE c.client_id = webapp_sessions.client_id), webapp_sessions.logout_uri) <> '' THEN CAST(@now AS BIGINT) END
WHERE id = @id AND over_at IS NULL;

-- ListLiveWebappSessions is a page of the sign-ins to a webapp that are not over or, without an id, to
-- all webapps.
-- name: ListLiveWebappSessions :many
SELECT id FROM webapp_sessions
WHERE over_at IS NULL AND id > CAST(@after AS TEXT) AND (CAST(@webapp_id AS TEXT) = '' OR webapp_id = CAST(@webapp_id AS TEXT)) ORDER BY id LIMIT @page_size;

-- DeleteTokensOfSession ends the tokens of a sign-in that is over.
-- name: DeleteTokensOfSession :exec
DELETE FROM webapp_tokens WHERE webapp_session_id = @webapp_session_id;

-- ListWebappsToTell is the webapps that are to be told something now.
-- name: ListWebappsToTell :many
SELECT DISTINCT w.webapp_id FROM webapp_sessions w
WHERE w.next_try IS NOT NULL AND w.next_try <= CAST(@now AS BIGINT);

-- ListDueLogouts is what a webapp is to be told now, the longest waiting first.
-- name: ListDueLogouts :many
SELECT w.id, w.webapp_id, w.client_id, w.user_id, w.over_at, w.tries,
    CAST(COALESCE((SELECT c.logout_uri FROM webapp_clients c WHERE c.client_id = w.client_id AND c.logout_uri <> ''), w.logout_uri) AS TEXT) AS logout_uri
FROM webapp_sessions w
WHERE w.next_try IS NOT NULL AND w.webapp_id = @webapp_id AND w.next_try <= CAST(@now AS BIGINT)
ORDER BY w.next_try, w.id LIMIT @page_size;

-- SetLogoutTold notes that a webapp was told.
-- name: SetLogoutTold :execrows
UPDATE webapp_sessions SET told_at = @told_at, next_try = NULL, tries = tries + 1, problem = '' WHERE id = @id AND next_try IS NOT NULL;

-- SetLogoutTried notes that a webapp could not be told, and when to try again.
-- name: SetLogoutTried :execrows
UPDATE webapp_sessions SET next_try = @next_try, tries = tries + 1, problem = @problem WHERE id = @id AND next_try IS NOT NULL;

-- name: SetLogoutGivenUp :execrows
UPDATE webapp_sessions SET given_up_at = @given_up_at, next_try = NULL, tries = tries + 1, problem = @problem WHERE id = @id AND next_try IS NOT NULL;

-- ListWebappLogouts is a page of a webapp's sign-ins that are over and that it knew of, newest first.
-- name: ListWebappLogouts :many
SELECT w.id, w.user_id, w.over_at, w.why, w.tries, w.next_try, w.told_at, w.given_up_at, w.problem, w.logout_uri, u.name AS user_name, u.first_name, u.last_name, a.name AS account_name
FROM webapp_sessions w
JOIN users u ON u.id = w.user_id
JOIN accounts a ON a.id = w.account_id
WHERE w.webapp_id = @webapp_id AND w.over_at IS NOT NULL AND w.used
  AND (w.over_at, w.id) < (CAST(@before_at AS BIGINT), CAST(@before_id AS TEXT))
ORDER BY w.over_at DESC, w.id DESC LIMIT @page_size;

-- DeleteOldWebappSessions forgets sign-ins that have been over for long.
-- name: DeleteOldWebappSessions :execrows
DELETE FROM webapp_sessions WHERE over_at IS NOT NULL AND over_at < @before AND next_try IS NULL;

-- name: DeleteOldWebappCodes :exec
DELETE FROM webapp_codes WHERE expires_at < @before;

-- name: DeleteOldWebappTokens :exec
DELETE FROM webapp_tokens WHERE expires_at <= @now;

-- name: DeleteAllWebappCodes :exec
DELETE FROM webapp_codes;

-- name: DeleteAllWebappTokens :exec
DELETE FROM webapp_tokens;

-- ResetLogoutsFrom makes due what would be tried in a time that was wrong.
-- name: ResetLogoutsFrom :exec
UPDATE webapp_sessions SET next_try = CAST(@now AS BIGINT) WHERE next_try IS NOT NULL AND next_try > CAST(@now AS BIGINT);
