-- name: InsertUser :exec
INSERT INTO users (id, account_id, name, name_key, skeleton, first_name, last_name, email, time_zone, password_hash, owner_id, valid_to,
    grant_id, search_key, password_set_at, email_outside, created_at, updated_at)
VALUES (@id, @account_id, @name, @name_key, @skeleton, @first_name, @last_name, @email, @time_zone, @password_hash, @owner_id, @valid_to,
    @grant_id, @search_key, CASE WHEN @password_hash = '' THEN 0 ELSE @created_at END, @email_outside, @created_at, @updated_at);

-- name: InsertUserRole :execrows
INSERT INTO user_roles (user_id, role, assigned_at, grant_id, account_id)
VALUES (@user_id, @role, @assigned_at, @grant_id, COALESCE((SELECT u.account_id FROM users u WHERE u.id = @user_id), ''))
ON CONFLICT (user_id, role) DO NOTHING;

-- name: GetUserByName :one
SELECT * FROM users WHERE account_id = @account_id AND name_key = @name_key AND deleted_at IS NULL;

-- name: UpdateUserLastLogin :exec
UPDATE users SET last_login_at = @last_login_at, browser_language = @browser_language WHERE id = @id;

-- UpdateUserActive also ends the user's sessions.
-- name: UpdateUserActive :execrows
UPDATE users SET active = @active, epoch = epoch + 1, updated_at = @updated_at WHERE id = @id AND active <> @active;

-- UpdateUserPassword also ends the user's sessions, and forgets the user's browsers.
-- name: UpdateUserPassword :exec
UPDATE users
SET password_hash = @password_hash, password_set_at = @updated_at, password_known = 0, epoch = epoch + 1, browsers_epoch = browsers_epoch + 1,
    updated_at = @updated_at
WHERE id = @id;

-- name: UpdateUserZone :exec
UPDATE users SET time_zone = @time_zone, updated_at = @updated_at WHERE id = @id;

-- ForgetUserBrowsers makes every browser unknown in which a user signed in.
-- name: ForgetUserBrowsers :exec
UPDATE users SET browsers_epoch = browsers_epoch + 1 WHERE id = @id;

-- SetUserPasswordKnown notes who else knows a user's password.
-- name: SetUserPasswordKnown :exec
UPDATE users SET password_known = @password_known WHERE id = @id;

-- ListUsers is a page of an account's users in a login's scope, by name, with one row for each role
-- that counts. Empty filters, and an active below 0, are off. (The index alone has all that is
-- needed to find them.)
-- name: ListUsers :many
WITH live AS (
    SELECT g.id, g.account_id, g.company_id, g.read_only, g.valid_to FROM unended_grants g
    WHERE g.requester_account_id = CAST(@grantee_account AS TEXT)
      AND (g.requested_by = CAST(@grantee_user AS TEXT) OR CAST(@grantee_user AS TEXT) = '') AND g.read_only <= CAST(@read_only AS INTEGER)
      AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to
), found AS (
    SELECT u.id AS user_id
    FROM users u
    WHERE u.account_id = CAST(@account_id AS TEXT) AND u.deleted_at IS NULL AND u.name_key > CAST(@after AS TEXT)
      AND (CAST(@scope_all AS INTEGER) = 1 OR u.account_id = CAST(@own_account AS TEXT)
        OR u.account_id IN (SELECT l.account_id FROM live l))
      AND (CAST(@part AS TEXT) = '' OR REPLACE(u.search_key, CAST(@part AS TEXT), '') <> u.search_key)
      AND (CAST(@active AS INTEGER) < 0 OR u.active = CAST(@active AS INTEGER))
      AND (CAST(@role AS TEXT) = '' OR CAST(@role AS TEXT) = 'USER' OR u.id IN (
        SELECT f.user_id FROM role_windows f
        WHERE f.account_id = CAST(@account_id AS TEXT) AND f.role <> 'USER' AND f.role = CAST(@role AS TEXT)
          AND f.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < f.valid_to))
    ORDER BY u.name_key LIMIT CAST(@page_size AS INTEGER)
), page AS (
    SELECT u.id, u.name, u.name_key, u.first_name, u.last_name, u.email, u.active, u.owner_id, u.valid_to, u.last_login_at
    FROM found JOIN users u ON u.id = found.user_id
)
SELECT page.id, page.name, page.name_key, page.first_name, page.last_name, page.email, page.active, page.valid_to,
    page.last_login_at, CAST(COALESCE(oa.name, '') AS TEXT) AS owner_account_name, CAST(COALESCE(r.role, '') AS TEXT) AS role
FROM page
LEFT JOIN users o ON o.id = page.owner_id
LEFT JOIN accounts oa ON oa.id = o.account_id
LEFT JOIN role_windows r ON r.user_id = page.id AND r.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < r.valid_to
ORDER BY page.name_key, r.role;

-- ListUsersByLogin is ListUsers by last sign-in, latest first. Those who never signed in come last.
-- (The sum is for SQLite, which uses the index only for a value without a type.)
-- name: ListUsersByLogin :many
WITH live AS (
    SELECT g.id, g.account_id, g.company_id, g.read_only, g.valid_to FROM unended_grants g
    WHERE g.requester_account_id = CAST(@grantee_account AS TEXT)
      AND (g.requested_by = CAST(@grantee_user AS TEXT) OR CAST(@grantee_user AS TEXT) = '') AND g.read_only <= CAST(@read_only AS INTEGER)
      AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to
), page AS (
    SELECT u.id, u.name, u.name_key, u.first_name, u.last_name, u.email, u.active, u.owner_id, u.valid_to, u.last_login_at,
      COALESCE(u.last_login_at, 0) AS login_at
    FROM users u
    WHERE u.account_id = CAST(@account_id AS TEXT) AND u.deleted_at IS NULL
      AND COALESCE(u.last_login_at, 0) <= CAST(@before_at AS BIGINT) + 0
      AND (COALESCE(u.last_login_at, 0), u.id) < (CAST(@before_at AS BIGINT), CAST(@before_id AS TEXT))
      AND (CAST(@scope_all AS INTEGER) = 1 OR u.account_id = CAST(@own_account AS TEXT)
        OR u.account_id IN (SELECT l.account_id FROM live l))
      AND (CAST(@part AS TEXT) = '' OR REPLACE(u.search_key, CAST(@part AS TEXT), '') <> u.search_key)
      AND (CAST(@active AS INTEGER) < 0 OR u.active = CAST(@active AS INTEGER))
      AND (CAST(@role AS TEXT) = '' OR CAST(@role AS TEXT) = 'USER' OR u.id IN (
        SELECT f.user_id FROM role_windows f
        WHERE f.account_id = CAST(@account_id AS TEXT) AND f.role <> 'USER' AND f.role = CAST(@role AS TEXT)
          AND f.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < f.valid_to))
    ORDER BY COALESCE(u.last_login_at, 0) DESC, u.id DESC LIMIT CAST(@page_size AS INTEGER)
)
SELECT page.id, page.name, page.name_key, page.first_name, page.last_name, page.email, page.active, page.valid_to,
    page.last_login_at, CAST(COALESCE(oa.name, '') AS TEXT) AS owner_account_name, CAST(COALESCE(r.role, '') AS TEXT) AS role
FROM page
LEFT JOIN users o ON o.id = page.owner_id
LEFT JOIN accounts oa ON oa.id = o.account_id
LEFT JOIN role_windows r ON r.user_id = page.id AND r.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < r.valid_to
ORDER BY page.login_at DESC, page.id DESC, r.role;

-- ListActiveUsers is for the request form: whom an account login can name as responsible.
-- name: ListActiveUsers :many
SELECT id, name, first_name, last_name FROM users
WHERE account_id = @account_id AND active AND owner_id IS NULL AND deleted_at IS NULL
ORDER BY name_key LIMIT @page_size;

-- GetActiveUser is a user of an account who may be named as responsible.
-- name: GetActiveUser :one
SELECT id, name, first_name, last_name FROM users
WHERE id = @id AND account_id = @account_id AND active AND owner_id IS NULL AND deleted_at IS NULL;

-- InsertWayIn notes that someone gave a user a way to sign in, and so has that way too.
-- name: InsertWayIn :exec
INSERT INTO ways_in (user_id, giver_id, at) VALUES (@user_id, @giver_id, @at) ON CONFLICT (user_id, giver_id, at) DO NOTHING;

-- ListHands is the logins that could have signed in as a user at an instant: the user itself,
-- whoever gave it a way in since another instant, whoever gave those one, and so on.
-- name: ListHands :many
WITH RECURSIVE hands AS (
    SELECT CAST(@user_id AS TEXT) AS login_id
    UNION
    SELECT w.giver_id FROM hands JOIN ways_in w ON w.user_id = hands.login_id
    WHERE w.at > CAST(@since AS BIGINT) AND w.at <= CAST(@at AS BIGINT)
)
SELECT CAST(login_id AS TEXT) AS login_id FROM hands ORDER BY 1;
