-- ListLiveGrants is the grants that let a login in now: a user, or with grantee_user '' the account login.
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

-- GetUserToExplain is one user inside the scope of a login, with each thing that GetUserLogin asks of it on its own. by_grant is
-- the live grant that let the reader in, if that is what did.
-- name: GetUserToExplain :one
WITH live AS (
    SELECT g.id, g.account_id, g.company_id, g.read_only, g.valid_to FROM unended_grants g
    WHERE g.requester_account_id = CAST(@grantee_account AS TEXT)
      AND (g.requested_by = CAST(@grantee_user AS TEXT) OR CAST(@grantee_user AS TEXT) = '') AND g.read_only <= CAST(@read_only AS INTEGER)
      AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to
)
SELECT u.id, u.name, u.first_name, u.last_name, u.active, u.valid_to, a.name AS account_name, a.login_enabled AS account_enabled,
    CAST(u.owner_id IS NOT NULL AND a.frozen_at IS NOT NULL AS INTEGER) AS frozen,
    CAST(u.password_hash <> '' AS INTEGER) AS has_password,
    CAST(COALESCE(o.account_id, '') AS TEXT) AS owner_account_id, CAST(COALESCE(oa.name, '') AS TEXT) AS owner_account_name,
    CAST(u.owner_id IS NULL OR EXISTS (SELECT 1 FROM owners i WHERE i.id = u.owner_id) AS INTEGER) AS owner_may,
    CAST(u.grant_id IS NULL OR EXISTS (
        SELECT 1 FROM access_requests g
        WHERE g.id = u.grant_id AND g.ending IS NULL AND CAST(@now AS BIGINT) < g.valid_to) AS INTEGER) AS grant_lives,
    CAST(NOT EXISTS (
      SELECT 1 FROM bond_windows b WHERE b.user_id = u.id AND b.role = ''
        AND NOT (b.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < b.valid_to)) AS INTEGER) AS makers_in,
    CAST(COALESCE((SELECT l.id FROM live l WHERE l.account_id = u.account_id ORDER BY l.read_only, l.valid_to DESC, l.id DESC LIMIT 1), '') AS TEXT) AS by_grant
FROM users u
JOIN accounts a ON a.id = u.account_id
LEFT JOIN users o ON o.id = u.owner_id
LEFT JOIN accounts oa ON oa.id = o.account_id
WHERE u.id = @id AND u.account_id = @account_id AND u.deleted_at IS NULL AND a.deleted_at IS NULL
  AND (CAST(@scope_all AS INTEGER) = 1 OR u.account_id = CAST(@own_account AS TEXT) OR u.account_id IN (SELECT l.account_id FROM live l));

-- ListRolesOfAskers is the roles of the accounts whose requests, to an account or of an asking one, wait for a decision.
-- name: ListRolesOfAskers :many
SELECT ar.account_id, ar.role FROM account_roles ar
WHERE ar.account_id IN (
    SELECT w.requester_account_id FROM access_requests w
    WHERE w.account_id = CAST(@target_account AS TEXT) AND w.valid_to > CAST(@now AS BIGINT) AND w.decision IS NULL
    UNION
    SELECT w.requester_account_id FROM access_requests w
    WHERE w.requester_account_id = CAST(@asking_account AS TEXT) AND w.valid_to > CAST(@now AS BIGINT) AND w.decision IS NULL)
ORDER BY ar.account_id, ar.role;
