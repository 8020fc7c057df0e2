-- GetUser is one user in a login's scope, or the login itself. by_grant_id is the live grant that
-- gives access, if a grant does. made_under is the grant under which the user was created.
-- grant_over says that this grant will never let anyone in again. grant_live, makers_in and
-- owner_in say whether the grant, all whom the user depends on, and the owner let the user in now.
-- name: GetUser :one
WITH live AS (
    SELECT g.id, g.account_id, g.company_id, g.read_only, g.valid_to FROM unended_grants g
    WHERE g.requester_account_id = CAST(@grantee_account AS TEXT)
      AND (g.requested_by = CAST(@grantee_user AS TEXT) OR CAST(@grantee_user AS TEXT) = '') AND g.read_only <= CAST(@read_only AS INTEGER)
      AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to
)
SELECT u.id, u.account_id, a.name AS account_name, u.name, u.first_name, u.last_name, u.email, u.time_zone, u.active,
    CAST(u.password_hash <> '' AS INTEGER) AS has_password, u.password_set_at, a.password_days, u.email_outside,
    CAST(COALESCE((SELECT v.confirmed_at FROM verified_emails v WHERE v.login_id = u.id), 0) AS BIGINT) AS email_confirmed_at, u.valid_to, u.created_at, u.updated_at, u.last_login_at,
    a.login_enabled AS account_enabled, CAST(u.owner_id IS NOT NULL AND a.frozen_at IS NOT NULL AS INTEGER) AS frozen,
    CAST(COALESCE(u.grant_id, '') AS TEXT) AS made_under,
    CAST(u.grant_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM access_requests q
      WHERE q.id = u.grant_id AND q.ending IS NULL AND q.valid_to > CAST(@now AS BIGINT)) AS INTEGER) AS grant_over,
    CAST(u.grant_id IS NULL OR EXISTS (
      SELECT 1 FROM unended_grants g
      WHERE g.id = u.grant_id AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to) AS INTEGER) AS grant_live,
    CAST(NOT EXISTS (
      SELECT 1 FROM bond_windows b WHERE b.user_id = u.id AND b.role = ''
        AND NOT (b.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < b.valid_to)) AS INTEGER) AS makers_in,
    CAST(COALESCE((SELECT MIN(b.valid_to) FROM bond_windows b WHERE b.user_id = u.id AND b.role = ''), 253402300799999) AS BIGINT) AS makers_to,
    CAST(COALESCE(u.owner_id, '') AS TEXT) AS owner_id, CAST(COALESCE(o.name, '') AS TEXT) AS owner_name,
    CAST(COALESCE(o.first_name, '') AS TEXT) AS owner_first_name, CAST(COALESCE(o.last_name, '') AS TEXT) AS owner_last_name,
    CAST(COALESCE(oa.id, '') AS TEXT) AS owner_account_id, CAST(COALESCE(oa.name, '') AS TEXT) AS owner_account_name,
    CAST(EXISTS (SELECT 1 FROM owners i WHERE i.id = u.owner_id) AS INTEGER) AS owner_in,
    CAST(COALESCE((SELECT l.id FROM live l WHERE l.account_id = u.account_id ORDER BY l.read_only, l.valid_to DESC, l.id DESC LIMIT 1), '') AS TEXT) AS by_grant_id,
    CAST(COALESCE((SELECT MIN(l.read_only) FROM live l WHERE l.account_id = u.account_id), 0) AS INTEGER) AS by_grant_read_only
FROM users u
JOIN accounts a ON a.id = u.account_id
LEFT JOIN users o ON o.id = u.owner_id
LEFT JOIN accounts oa ON oa.id = o.account_id
WHERE u.id = CAST(@id AS TEXT) AND u.account_id = CAST(@account_id AS TEXT) AND u.deleted_at IS NULL AND a.deleted_at IS NULL
  AND (CAST(@scope_all AS INTEGER) = 1 OR u.account_id = CAST(@own_account AS TEXT) OR u.id = CAST(@self_user AS TEXT)
    OR u.account_id IN (SELECT l.account_id FROM live l));

-- GetLongestGrant is the live grant that lets a login into an account and ends last.
-- name: GetLongestGrant :one
SELECT g.id, g.requested_by, g.valid_to FROM unended_grants g
WHERE g.requester_account_id = CAST(@grantee_account AS TEXT)
  AND (g.requested_by = CAST(@grantee_user AS TEXT) OR CAST(@grantee_user AS TEXT) = '') AND g.read_only <= CAST(@read_only AS INTEGER)
  AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to
  AND g.account_id = @account_id
ORDER BY g.valid_to DESC, g.id DESC LIMIT 1;

-- ListUserRoles is the roles of a user. hangs says whether a role depends on external users, counts
-- whether it is valid now, and grant_end until when, 0 for no end. with_user says that the role
-- depends only on the user itself and on what the user depends on: if the user is extended, so is
-- the role.
-- name: ListUserRoles :many
SELECT r.role, CAST(COALESCE(r.grant_id, '') AS TEXT) AS grant_id,
    CAST(r.hangs AS INTEGER) AS hangs, CAST(r.with_user AS INTEGER) AS with_user,
    CAST(r.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < r.valid_to AS INTEGER) AS counts,
    CAST(COALESCE((SELECT q.valid_to FROM access_requests q WHERE q.id = r.grant_id), 0) AS BIGINT) AS grant_end,
    CAST(COALESCE((
      SELECT MIN(b.valid_to) FROM bond_windows b
      WHERE b.user_id = r.user_id AND b.role = r.role AND b.valid_to < 253402300799999), 0) AS BIGINT) AS external_end
FROM role_windows r
WHERE r.user_id = @user_id ORDER BY r.role;

-- name: DeleteUserRole :execrows
DELETE FROM user_roles WHERE user_id = @user_id AND role = @role;

-- name: UpdateUserData :execrows
UPDATE users SET first_name = @first_name, last_name = @last_name, email = @email, time_zone = @time_zone,
    search_key = @search_key, email_outside = @email_outside, updated_at = @updated_at
WHERE id = @id AND account_id = @account_id AND deleted_at IS NULL;

-- DeleteUser keeps the user for the record, and ends its sessions.
-- name: DeleteUser :execrows
UPDATE users SET deleted_at = @now, active = 0, epoch = epoch + 1, updated_at = @now
WHERE id = @id AND account_id = @account_id AND deleted_at IS NULL;

-- EndUserSessions ends the sessions of a user and of the external users that it owns.
-- name: EndUserSessions :exec
UPDATE users SET epoch = epoch + 1 WHERE id = @id OR owner_id = @id;

-- UpdateUserValidTo detaches an external user from the grant under which it was created, and ends
-- its sessions.
-- name: UpdateUserValidTo :execrows
UPDATE users SET valid_to = @valid_to, grant_id = NULL, epoch = epoch + 1, updated_at = @updated_at
WHERE id = @id AND account_id = @account_id AND owner_id IS NOT NULL AND deleted_at IS NULL;

-- KeepUserRole detaches a role from the grant under which it was assigned.
-- name: KeepUserRole :exec
UPDATE user_roles SET grant_id = NULL WHERE user_id = @user_id AND role = @role;

-- CapUserValidTo ends an external user's validity no later than an instant.
-- name: CapUserValidTo :execrows
UPDATE users SET valid_to = @valid_to, updated_at = @updated_at
WHERE id = @id AND owner_id IS NOT NULL AND (valid_to IS NULL OR valid_to > @valid_to);

-- ListExternalUsers is a page of an account's external users, by name, with one row for each role
-- that counts, or would count if the user was extended.
-- name: ListExternalUsers :many
WITH page AS (
    SELECT u.id, u.account_id, u.name, u.name_key, u.first_name, u.last_name, u.active, u.owner_id, u.valid_to, u.grant_id
    FROM users u
    WHERE u.account_id = CAST(@account_id AS TEXT) AND u.owner_id IS NOT NULL AND u.deleted_at IS NULL
      AND u.name_key > CAST(@after AS TEXT)
      AND (CAST(@scope_all AS INTEGER) = 1 OR u.account_id = CAST(@own_account AS TEXT))
    ORDER BY u.name_key LIMIT CAST(@page_size AS INTEGER)
)
SELECT page.id, page.account_id, page.name, page.name_key, page.first_name, page.last_name, page.active, page.valid_to,
    CAST(page.grant_id IS NULL OR EXISTS (
      SELECT 1 FROM unended_grants g
      WHERE g.id = page.grant_id AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to) AS INTEGER) AS grant_live,
    CAST(NOT EXISTS (
      SELECT 1 FROM bond_windows b WHERE b.user_id = page.id AND b.role = ''
        AND NOT (b.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < b.valid_to)) AS INTEGER) AS makers_in,
    CAST(COALESCE((SELECT MIN(b.valid_to) FROM bond_windows b WHERE b.user_id = page.id AND b.role = ''), 253402300799999) AS BIGINT) AS makers_to,
    o.id AS owner_id, o.name AS owner_name, o.first_name AS owner_first_name, o.last_name AS owner_last_name,
    oa.id AS owner_account_id, oa.name AS owner_account_name,
    CAST(EXISTS (SELECT 1 FROM owners i WHERE i.id = page.owner_id) AS INTEGER) AS owner_in,
    CAST(COALESCE(r.role, '') AS TEXT) AS role
FROM page
JOIN users o ON o.id = page.owner_id
JOIN accounts oa ON oa.id = o.account_id
LEFT JOIN role_windows r ON r.user_id = page.id AND (r.with_user OR r.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < r.valid_to)
ORDER BY page.name_key, r.role;

-- InsertBonds makes a user, or its role role, depend on what another user, or that user's role
-- through, depends on. If the other user is external, it also depends on that user.
-- name: InsertBonds :exec
INSERT INTO bonds (user_id, role, guest_id)
SELECT CAST(@user_id AS TEXT), CAST(@role AS TEXT), b.guest_id FROM bonds b
WHERE b.user_id = CAST(@by_user AS TEXT) AND (b.role = '' OR b.role = CAST(@through AS TEXT))
UNION
SELECT CAST(@user_id AS TEXT), CAST(@role AS TEXT), x.id FROM users x
WHERE x.id = CAST(@by_user AS TEXT) AND x.owner_id IS NOT NULL AND x.id <> CAST(@user_id AS TEXT)
ON CONFLICT (user_id, role, guest_id) DO NOTHING;

-- DeleteBonds detaches a user, or its role role, from everyone whom it depends on.
-- name: DeleteBonds :exec
DELETE FROM bonds WHERE user_id = @user_id AND role = @role;

-- GetExternalBehind is the external user that ends first, of those that a role of a user depends
-- on.
-- name: GetExternalBehind :one
SELECT x.owner_id, x.grant_id, CAST(b.valid_to AS BIGINT) AS valid_to FROM bond_windows b JOIN users x ON x.id = b.guest_id
WHERE b.user_id = @user_id AND b.role = @role
ORDER BY b.valid_to, x.id LIMIT 1;

-- DeleteRolesHangingOn removes the roles that depend on an external user.
-- name: DeleteRolesHangingOn :exec
DELETE FROM user_roles
WHERE (user_id, role) IN (SELECT b.user_id, b.role FROM bonds b WHERE b.guest_id = @external_id);

-- ListUsersHangingOn is the users that depend on an external user.
-- name: ListUsersHangingOn :many
SELECT u.id, u.name, u.account_id, u.active FROM bonds b JOIN users u ON u.id = b.user_id
WHERE b.guest_id = @external_id AND b.role = '' AND u.deleted_at IS NULL ORDER BY u.id;
