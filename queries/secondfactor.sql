-- GetGranteeFactors is whether a user and their account's login have a second factor.
-- name: GetGranteeFactors :one
SELECT person, account FROM grantee_factors WHERE user_id = CAST(@user_id AS TEXT);

-- ListGranteeFactors is GetGranteeFactors for everyone in whose name a request to an account, or by
-- one, waits for a decision.
-- name: ListGranteeFactors :many
WITH askers AS (
    SELECT w.requested_by FROM access_requests w
    WHERE w.account_id = CAST(@target_account AS TEXT) AND w.valid_to > CAST(@now AS BIGINT) AND w.decision IS NULL
    UNION
    SELECT w.requested_by FROM access_requests w
    WHERE w.requester_account_id = CAST(@asking_account AS TEXT) AND w.valid_to > CAST(@now AS BIGINT) AND w.decision IS NULL
)
SELECT f.user_id, f.person, f.account FROM askers CROSS JOIN grantee_factors f WHERE f.user_id = askers.requested_by;

-- GetFactorWish is what an account wants of those who sign in for it, whether a user is external,
-- and whether a grant lets the login in, now or later, whose rule demands a second factor.
-- name: GetFactorWish :one
SELECT a.second_factor, a.second_factor_from, CAST(u.owner_id IS NOT NULL AS INTEGER) AS external,
    CAST(EXISTS (
        SELECT 1 FROM unended_grants g JOIN access_requests w ON w.id = g.id JOIN access_rules r ON r.id = w.rule_id
        WHERE g.requester_account_id = CAST(@account_id AS TEXT)
          AND (g.requested_by = CAST(@user_id AS TEXT) OR CAST(@user_id AS TEXT) = '')
          AND g.valid_to > CAST(@now AS BIGINT) AND r.second_factor = 1) AS INTEGER) AS demanded
FROM accounts a LEFT JOIN users u ON u.id = CAST(@user_id AS TEXT)
WHERE a.id = CAST(@account_id AS TEXT);

-- GetOpenReset is the reset of a login's second factors that waits. It can be stopped until the
-- instant at which it takes place.
-- name: GetOpenReset :one
SELECT asked_by, effective_at FROM factor_resets WHERE login_id = @login_id AND stopped_at IS NULL AND done_at IS NULL;

-- name: InsertFactorReset :exec
INSERT INTO factor_resets (id, account_id, user_id, login_id, asked_at, asked_by, effective_at)
VALUES (@id, @account_id, @user_id, @login_id, @asked_at, @asked_by, @effective_at);

-- name: StopFactorReset :execrows
UPDATE factor_resets SET stopped_at = CAST(@now AS BIGINT)
WHERE login_id = @login_id AND stopped_at IS NULL AND done_at IS NULL AND effective_at > CAST(@now AS BIGINT);

-- ListDueResets is the resets that take place now.
-- name: ListDueResets :many
SELECT login_id, asked_by FROM factor_resets
WHERE stopped_at IS NULL AND done_at IS NULL AND effective_at <= CAST(@now AS BIGINT)
ORDER BY effective_at, login_id;

-- FinishFactorReset notes that the reset of a login is done, if it is due, or at any_time.
-- name: FinishFactorReset :execrows
UPDATE factor_resets SET done_at = CAST(@now AS BIGINT)
WHERE login_id = @login_id AND stopped_at IS NULL AND done_at IS NULL
  AND (effective_at <= CAST(@now AS BIGINT) OR CAST(@any_time AS INTEGER) = 1);

-- StopFactorResets stops all resets that wait.
-- name: StopFactorResets :exec
UPDATE factor_resets SET stopped_at = @now WHERE stopped_at IS NULL AND done_at IS NULL;

-- GetUserToReset is a user, deleted or not.
-- name: GetUserToReset :one
SELECT u.id, u.name, u.email, u.time_zone, a.id AS account_id, a.name AS account_name
FROM users u JOIN accounts a ON a.id = u.account_id WHERE u.id = @id;

-- name: DeletePasskeysOf :exec
DELETE FROM passkeys WHERE account_id = @account_id AND COALESCE(user_id, '') = CAST(@user_id AS TEXT);
