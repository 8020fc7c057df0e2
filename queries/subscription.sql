-- ListSubscriptions is the subscriptions of an account in a login's scope, and whether a user (or
-- '' for none) has each.
-- name: ListSubscriptions :many
WITH live AS (
    SELECT g.id, g.account_id, g.company_id, g.read_only, g.valid_to FROM unended_grants g
    WHERE g.requester_account_id = CAST(@grantee_account AS TEXT)
      AND (g.requested_by = CAST(@grantee_user AS TEXT) OR CAST(@grantee_user AS TEXT) = '') AND g.read_only <= CAST(@read_only AS INTEGER)
      AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to
)
SELECT s.webapp_id, w.key, w.name, w.address, w.description, s.seats, s.used, s.valid_from, s.valid_to,
    CAST(EXISTS (SELECT 1 FROM webapp_windows us
      WHERE us.user_id = CAST(@user_id AS TEXT) AND us.webapp_id = s.webapp_id AND us.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < us.valid_to) AS INTEGER) AS assigned
FROM account_subscriptions s JOIN webapps w ON w.id = s.webapp_id
WHERE s.account_id = CAST(@account_id AS TEXT)
  AND (CAST(@scope_all AS INTEGER) = 1 OR s.account_id = CAST(@own_account AS TEXT)
    OR s.account_id IN (SELECT l.account_id FROM live l))
ORDER BY w.name, w.id;

-- GetSubscription is one subscription in a login's scope. grant_id is the live grant that gives
-- access, if a grant does.
-- name: GetSubscription :one
WITH live AS (
    SELECT g.id, g.account_id, g.company_id, g.read_only, g.valid_to FROM unended_grants g
    WHERE g.requester_account_id = CAST(@grantee_account AS TEXT)
      AND (g.requested_by = CAST(@grantee_user AS TEXT) OR CAST(@grantee_user AS TEXT) = '') AND g.read_only <= CAST(@read_only AS INTEGER)
      AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to
)
SELECT s.webapp_id, w.key, w.name, w.address, w.description, s.seats, s.used, s.valid_from, s.valid_to, a.name AS account_name,
    CAST(COALESCE((SELECT l.id FROM live l WHERE l.account_id = s.account_id ORDER BY l.read_only, l.valid_to DESC, l.id DESC LIMIT 1), '') AS TEXT) AS grant_id
FROM account_subscriptions s JOIN webapps w ON w.id = s.webapp_id JOIN accounts a ON a.id = s.account_id
WHERE s.account_id = CAST(@account_id AS TEXT) AND s.webapp_id = CAST(@webapp_id AS TEXT) AND a.deleted_at IS NULL
  AND (CAST(@scope_all AS INTEGER) = 1 OR s.account_id = CAST(@own_account AS TEXT)
    OR s.account_id IN (SELECT l.account_id FROM live l));

-- name: InsertSubscription :exec
INSERT INTO account_subscriptions (account_id, webapp_id, seats, valid_from, valid_to, created_at, updated_at)
VALUES (@account_id, @webapp_id, @seats, @valid_from, @valid_to, @created_at, @updated_at);

-- UpdateSubscription never sets fewer seats than are in use.
-- name: UpdateSubscription :execrows
UPDATE account_subscriptions SET seats = @seats, valid_from = @valid_from, valid_to = @valid_to, updated_at = @updated_at
WHERE account_id = @account_id AND webapp_id = @webapp_id AND used <= @seats;

-- name: DeleteSubscription :execrows
DELETE FROM account_subscriptions WHERE account_id = @account_id AND webapp_id = @webapp_id;

-- DeleteSubscribers unassigns the webapp of a subscription from everyone.
-- name: DeleteSubscribers :exec
DELETE FROM user_subscriptions WHERE account_id = @account_id AND webapp_id = @webapp_id;

-- ListSubscribers is a page of an account's users in a login's scope, by name, and whether each has
-- the webapp.
-- name: ListSubscribers :many
WITH live AS (
    SELECT g.id, g.account_id, g.company_id, g.read_only, g.valid_to FROM unended_grants g
    WHERE g.requester_account_id = CAST(@grantee_account AS TEXT)
      AND (g.requested_by = CAST(@grantee_user AS TEXT) OR CAST(@grantee_user AS TEXT) = '') AND g.read_only <= CAST(@read_only AS INTEGER)
      AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to
), page AS (
    SELECT u.id AS user_id, CAST(us.user_id IS NOT NULL AS INTEGER) AS assigned
    FROM users u
    LEFT JOIN webapp_windows us ON us.user_id = u.id AND us.webapp_id = CAST(@webapp_id AS TEXT)
      AND us.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < us.valid_to
    WHERE u.account_id = CAST(@account_id AS TEXT) AND u.deleted_at IS NULL AND u.name_key > CAST(@after AS TEXT)
      AND (CAST(@assigned_only AS INTEGER) = 0 OR us.user_id IS NOT NULL)
      AND (CAST(@part AS TEXT) = '' OR REPLACE(u.search_key, CAST(@part AS TEXT), '') <> u.search_key)
      AND (CAST(@scope_all AS INTEGER) = 1 OR u.account_id = CAST(@own_account AS TEXT)
        OR u.account_id IN (SELECT l.account_id FROM live l))
    ORDER BY u.name_key LIMIT CAST(@page_size AS INTEGER)
)
SELECT u.id, u.name, u.name_key, u.first_name, u.last_name, u.active, CAST(COALESCE(oa.name, '') AS TEXT) AS owner_account_name, page.assigned
FROM page
JOIN users u ON u.id = page.user_id
LEFT JOIN users o ON o.id = u.owner_id
LEFT JOIN accounts oa ON oa.id = o.account_id
ORDER BY u.name_key;

-- InsertUserSubscription takes a seat, but only a free one, for an active user, in a subscription
-- that is not over.
-- name: InsertUserSubscription :execrows
INSERT INTO user_subscriptions (user_id, account_id, webapp_id, assigned_at, grant_id)
SELECT u.id, s.account_id, s.webapp_id, CAST(@now AS BIGINT), @grant_id
FROM account_subscriptions s JOIN users u ON u.account_id = s.account_id
WHERE s.account_id = CAST(@account_id AS TEXT) AND s.webapp_id = CAST(@webapp_id AS TEXT) AND u.id = CAST(@user_id AS TEXT)
  AND s.used < s.seats AND s.valid_to > CAST(@now AS BIGINT) AND u.active AND u.deleted_at IS NULL
  AND (CAST(@scope_all AS INTEGER) = 1 OR s.account_id = CAST(@own_account AS TEXT)
    OR s.account_id IN (
        SELECT g.account_id FROM unended_grants g
        WHERE g.requester_account_id = CAST(@grantee_account AS TEXT)
          AND (g.requested_by = CAST(@grantee_user AS TEXT) OR CAST(@grantee_user AS TEXT) = '') AND g.read_only <= CAST(@read_only AS INTEGER)
          AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to))
ON CONFLICT (user_id, webapp_id) DO NOTHING;

-- DeleteUserSubscription unassigns a webapp. With given_only 1, it does so only if the webapp was
-- assigned under a grant.
-- name: DeleteUserSubscription :execrows
DELETE FROM user_subscriptions
WHERE (CAST(@given_only AS INTEGER) = 0 OR user_subscriptions.grant_id IS NOT NULL) AND user_id = CAST(@user_id AS TEXT)
  AND user_subscriptions.account_id = CAST(@account_id AS TEXT) AND webapp_id = CAST(@webapp_id AS TEXT)
  AND (CAST(@scope_all AS INTEGER) = 1 OR user_subscriptions.account_id = CAST(@own_account AS TEXT)
    OR user_subscriptions.account_id IN (
        SELECT g.account_id FROM unended_grants g
        WHERE g.requester_account_id = CAST(@grantee_account AS TEXT)
          AND (g.requested_by = CAST(@grantee_user AS TEXT) OR CAST(@grantee_user AS TEXT) = '') AND g.read_only <= CAST(@read_only AS INTEGER)
          AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to));

-- DeleteOverSubscriptions frees the seats assigned under grants that are over. A grant that only
-- waits for a disabled account is not over.
-- name: DeleteOverSubscriptions :exec
DELETE FROM user_subscriptions
WHERE user_subscriptions.account_id = @account_id AND user_subscriptions.webapp_id = @webapp_id AND grant_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM access_requests g
    WHERE g.id = user_subscriptions.grant_id AND g.ending IS NULL AND g.valid_to > CAST(@now AS BIGINT));

-- ExistsUserSubscription says whether a user has a webapp.
-- name: ExistsUserSubscription :one
SELECT CAST(EXISTS (SELECT 1 FROM user_subscriptions WHERE user_id = @user_id AND webapp_id = @webapp_id) AS INTEGER);

-- ListFullWebappsOfInactive is the webapps of an inactive user that have no free seat for it.
-- name: ListFullWebappsOfInactive :many
SELECT w.name
FROM user_subscriptions us
JOIN users u ON u.id = us.user_id
JOIN account_subscriptions s ON s.account_id = us.account_id AND s.webapp_id = us.webapp_id
JOIN webapps w ON w.id = us.webapp_id
WHERE us.user_id = @user_id AND s.used >= s.seats AND NOT (u.active AND u.deleted_at IS NULL)
ORDER BY w.name;
