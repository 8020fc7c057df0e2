-- ListLiveGrants is the live grants of a login: a user or, with grantee_user '', the account login.
-- name: ListLiveGrants :many
WITH live AS (
    SELECT g.id, g.account_id, g.company_id, g.read_only, g.valid_to FROM unended_grants g
    WHERE g.requester_account_id = CAST(@grantee_account AS TEXT)
      AND (g.requested_by = CAST(@grantee_user AS TEXT) OR CAST(@grantee_user AS TEXT) = '') AND g.read_only <= CAST(@read_only AS INTEGER)
      AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to
)
SELECT r.* FROM live l
JOIN accounts a ON a.id = l.account_id
JOIN named_requests r ON r.id = l.id
WHERE a.deleted_at IS NULL
ORDER BY r.valid_to, r.id LIMIT CAST(@page_size AS INTEGER);

-- ListRolesOfAskers is the roles of the accounts that have waiting requests to an account, or of
-- one requesting account.
-- name: ListRolesOfAskers :many
SELECT ar.account_id, ar.role FROM account_roles ar
WHERE ar.account_id IN (
    SELECT w.requester_account_id FROM access_requests w
    WHERE w.account_id = CAST(@target_account AS TEXT) AND w.valid_to > CAST(@now AS BIGINT) AND w.decision IS NULL
    UNION
    SELECT w.requester_account_id FROM access_requests w
    WHERE w.requester_account_id = CAST(@asking_account AS TEXT) AND w.valid_to > CAST(@now AS BIGINT) AND w.decision IS NULL)
ORDER BY ar.account_id, ar.role;
