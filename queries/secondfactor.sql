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
