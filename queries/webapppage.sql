-- GetWebappSecret is a secret of a webapp, also one that no longer counts.
-- name: GetWebappSecret :one
SELECT id, hint, created_at, expires_at FROM webapp_secrets WHERE id = @id AND webapp_id = @webapp_id;

-- RetryWebappLogout makes a webapp be told at once that someone's access ended there, if it has an
-- address for that and was not told yet.
-- name: RetryWebappLogout :execrows
UPDATE webapp_sessions SET next_try = CAST(@now AS BIGINT), given_up_at = NULL
WHERE webapp_sessions.id = @id AND webapp_sessions.webapp_id = @webapp_id AND over_at IS NOT NULL AND told_at IS NULL AND used
  AND (webapp_sessions.logout_uri <> ''
    OR EXISTS (SELECT 1 FROM webapp_clients c WHERE c.client_id = webapp_sessions.client_id AND c.logout_uri <> ''));

-- ListWebappsForVisitors is the webapps that an account subscribes to, whether its visitors may open
-- each, and whether it signs people in.
-- name: ListWebappsForVisitors :many
SELECT w.id, w.key, w.name, w.description, s.valid_from, s.valid_to,
    CAST(EXISTS (SELECT 1 FROM webapp_visitors v WHERE v.account_id = s.account_id AND v.webapp_id = s.webapp_id) AS INTEGER) AS allowed,
    CAST(EXISTS (SELECT 1 FROM webapp_clients c WHERE c.webapp_id = w.id) AS INTEGER) AS signs_in
FROM account_subscriptions s JOIN webapps w ON w.id = s.webapp_id
WHERE s.account_id = @account_id
ORDER BY w.name, w.id;

-- ListVisitableWebapps is the webapps that a user may open in accounts to which a live grant gives
-- them access: those for which the account allows that. With a company_id, only grants for that
-- company count.
-- name: ListVisitableWebapps :many
SELECT DISTINCT a.id AS account_id, a.name AS account_name, w.id, w.key, w.name, w.address, w.description
FROM visitor_grants g
JOIN webapp_clients c ON c.webapp_id = g.webapp_id
JOIN webapps w ON w.id = g.webapp_id
JOIN accounts a ON a.id = g.account_id
WHERE g.user_id = CAST(@user_id AS TEXT) AND NOT g.with_seat AND (CAST(@company_id AS TEXT) = '' OR g.company_id = CAST(@company_id AS TEXT))
  AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to
ORDER BY a.name, a.id, w.name, w.id;
