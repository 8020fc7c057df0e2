-- name: InsertAccount :exec
INSERT INTO accounts (id, name, name_key, skeleton, email, contact_first_name, contact_last_name, time_zone,
    password_hash, password_status, password_set_at, email_outside, created_at, updated_at)
VALUES (@id, @name, @name_key, @skeleton, @email, @contact_first_name, @contact_last_name, @time_zone,
    @password_hash, @password_status, CASE WHEN @password_hash = '' THEN 0 ELSE @created_at END, @email_outside, @created_at, @updated_at);

-- name: InsertAccountRole :execrows
INSERT INTO account_roles (account_id, role, assigned_at) VALUES (@account_id, @role, @assigned_at)
ON CONFLICT (account_id, role) DO NOTHING;

-- name: DeleteAccountRole :execrows
DELETE FROM account_roles WHERE account_id = @account_id AND role = @role;

-- EndAccountSessions ends the sessions of the account login.
-- name: EndAccountSessions :exec
UPDATE accounts SET epoch = epoch + 1, updated_at = @updated_at WHERE id = @id;

-- EndAccountUserSessions ends the sessions of every user of an account.
-- name: EndAccountUserSessions :exec
UPDATE users SET epoch = epoch + 1 WHERE account_id = @account_id;

-- EndOwnedUserSessions ends the sessions of external users whom users of an account own.
-- name: EndOwnedUserSessions :exec
UPDATE users SET epoch = epoch + 1
WHERE owner_id IN (SELECT o.id FROM users o WHERE o.account_id = @owner_account_id);

-- UpdateAccountPassword also ends the sessions of the account login, and forgets its browsers.
-- name: UpdateAccountPassword :exec
UPDATE accounts
SET password_hash = @password_hash, password_status = 'SET', password_set_at = @updated_at, password_known = 0, epoch = epoch + 1,
    browsers_epoch = browsers_epoch + 1, updated_at = @updated_at
WHERE id = @id;

-- ForgetAccountBrowsers makes every browser unknown in which the account login signed in.
-- name: ForgetAccountBrowsers :exec
UPDATE accounts SET browsers_epoch = browsers_epoch + 1 WHERE id = @id;

-- SetAccountPasswordKnown notes who else knows the password of an account login.
-- name: SetAccountPasswordKnown :exec
UPDATE accounts SET password_known = @password_known WHERE id = @id;

-- name: UpdateAccountPasswordDays :exec
UPDATE accounts SET password_days = @password_days, updated_at = @updated_at WHERE id = @id;

-- UpdateAccountLoginEnabled also ends the sessions of the account login.
-- name: UpdateAccountLoginEnabled :execrows
UPDATE accounts SET login_enabled = @login_enabled, epoch = epoch + 1, updated_at = @updated_at
WHERE id = @id AND login_enabled <> @login_enabled;

-- GetAccountByRef finds an account by its id or its name, without a scope.
-- name: GetAccountByRef :one
SELECT * FROM accounts WHERE (id = @id OR name_key = @name_key) AND deleted_at IS NULL;

-- name: UpdateAccountDetails :exec
UPDATE accounts
SET email = @email, contact_first_name = @contact_first_name, contact_last_name = @contact_last_name, time_zone = @time_zone,
    email_outside = @email_outside, updated_at = @updated_at
WHERE id = @id;

-- name: UpdateAccountZone :exec
UPDATE accounts SET time_zone = @time_zone, updated_at = @updated_at WHERE id = @id;

-- name: SetAccountDeleted :exec
UPDATE accounts SET deleted_at = @deleted_at WHERE id = @id;

-- name: GetAccountLogin :one
SELECT id, name, password_hash, epoch, browsers_epoch, password_set_at, password_known, password_days,
    CAST(login_enabled AS INTEGER) AS enabled
FROM accounts
WHERE name_key = @name_key AND deleted_at IS NULL;

-- GetUserLogin finds a user, and says whether it may sign in with the right password, and whether it
-- signs in by its account's identity provider instead.
-- name: GetUserLogin :one
SELECT u.id, u.name, u.password_hash, u.epoch, u.browsers_epoch, u.password_set_at, u.password_known, a.password_days, a.id AS account_id, a.name AS account_name,
    CAST(u.owner_id IS NULL AND EXISTS (SELECT 1 FROM identity_providers p WHERE p.account_id = a.id AND p.enabled = 1 AND p.required = 1) AS INTEGER) AS by_provider,
    CAST(w.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < w.valid_to AS INTEGER) AS enabled
FROM users u
JOIN accounts a ON a.id = u.account_id
JOIN user_windows w ON w.user_id = u.id
WHERE a.name_key = @account_name_key AND u.name_key = @name_key AND a.deleted_at IS NULL AND u.deleted_at IS NULL;

-- ListAccountsForOperator reads accounts in pages, by name.
-- name: ListAccountsForOperator :many
WITH page AS (
    SELECT a.id, a.name, a.name_key, a.email, a.login_enabled, a.password_status FROM accounts a
    WHERE a.deleted_at IS NULL AND a.name_key > @after ORDER BY a.name_key LIMIT @page_size
)
SELECT page.id, page.name, page.name_key, page.email, page.login_enabled, page.password_status,
    CAST(COALESCE(r.role, '') AS TEXT) AS role
FROM page LEFT JOIN account_roles r ON r.account_id = page.id
ORDER BY page.name_key, r.role;

-- ExistsAccountWithRole says whether an account with the role exists that could sign in: it is not
-- deleted, its login is enabled, and it has a password.
-- name: ExistsAccountWithRole :one
SELECT CAST(EXISTS (
    SELECT 1 FROM account_roles r JOIN accounts a ON a.id = r.account_id
    WHERE r.role = @role AND a.id <> @except_id AND a.deleted_at IS NULL AND a.login_enabled AND a.password_status = 'SET'
) AS INTEGER);

-- name: UpdateSignInRules :exec
UPDATE accounts SET second_factor = @second_factor, second_factor_from = @second_factor_from, updated_at = @updated_at WHERE id = @id;

-- GetAccount is one account in a login's scope. grant_id is the live grant that gives access, if a
-- grant does.
-- name: GetAccount :one
WITH live AS (
    SELECT g.id, g.account_id, g.company_id, g.read_only, g.valid_to FROM unended_grants g
    WHERE g.requester_account_id = CAST(@grantee_account AS TEXT)
      AND (g.requested_by = CAST(@grantee_user AS TEXT) OR CAST(@grantee_user AS TEXT) = '') AND g.read_only <= CAST(@read_only AS INTEGER)
      AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to
)
SELECT a.id, a.name, a.email, a.contact_first_name, a.contact_last_name, a.time_zone, a.login_enabled, a.password_status,
    a.password_set_at, a.password_days, a.email_outside,
    CAST(COALESCE((SELECT v.confirmed_at FROM verified_emails v WHERE v.login_id = a.id), 0) AS BIGINT) AS email_confirmed_at, a.second_factor, a.second_factor_from, a.created_at, a.updated_at,
    CAST(COALESCE((SELECT l.id FROM live l WHERE l.account_id = a.id ORDER BY l.read_only, l.valid_to DESC, l.id DESC LIMIT 1), '') AS TEXT) AS grant_id
FROM accounts a
WHERE a.id = @id AND a.deleted_at IS NULL
  AND (CAST(@scope_all AS INTEGER) = 1 OR a.id = CAST(@own_account AS TEXT) OR a.id IN (SELECT l.account_id FROM live l));

-- name: ListAccountRoles :many
SELECT role FROM account_roles WHERE account_id = @account_id ORDER BY role;

-- ListAccounts is a page of the accounts in a login's scope, by name, with one row per role. part,
-- role and login_enabled are filters; '' or -1 turns one off.
-- name: ListAccounts :many
WITH live AS (
    SELECT g.id, g.account_id, g.company_id, g.read_only, g.valid_to FROM unended_grants g
    WHERE g.requester_account_id = CAST(@grantee_account AS TEXT)
      AND (g.requested_by = CAST(@grantee_user AS TEXT) OR CAST(@grantee_user AS TEXT) = '') AND g.read_only <= CAST(@read_only AS INTEGER)
      AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to
), few AS (
    SELECT CAST(@own_account AS TEXT) AS id UNION SELECT l.account_id FROM live l
), page AS (
    SELECT * FROM (
        SELECT a.id, a.name, a.name_key, a.login_enabled, a.created_at FROM accounts a
        WHERE CAST(@scope_all AS INTEGER) = 1 AND a.deleted_at IS NULL AND a.name_key > CAST(@after AS TEXT)
          AND (CAST(@part AS TEXT) = '' OR REPLACE(a.name_key, CAST(@part AS TEXT), '') <> a.name_key)
          AND (CAST(@role AS TEXT) = '' OR EXISTS (
            SELECT 1 FROM account_roles f WHERE f.account_id = a.id AND f.role = CAST(@role AS TEXT)))
          AND (CAST(@login_enabled AS INTEGER) = -1 OR a.login_enabled = CAST(@login_enabled AS INTEGER))
        ORDER BY a.name_key LIMIT CAST(@page_size AS INTEGER)) AS every_account
    UNION ALL
    SELECT * FROM (
        SELECT a.id, a.name, a.name_key, a.login_enabled, a.created_at FROM few JOIN accounts a ON a.id = few.id
        WHERE CAST(@scope_all AS INTEGER) = 0 AND a.deleted_at IS NULL AND a.name_key > CAST(@after AS TEXT)
          AND (CAST(@part AS TEXT) = '' OR REPLACE(a.name_key, CAST(@part AS TEXT), '') <> a.name_key)
        ORDER BY a.name_key LIMIT CAST(@page_size AS INTEGER)) AS few_accounts
)
SELECT page.id, page.name, page.name_key, page.login_enabled, page.created_at, CAST(COALESCE(r.role, '') AS TEXT) AS role,
    CAST(COALESCE((SELECT l.id FROM live l WHERE l.account_id = page.id ORDER BY l.read_only, l.valid_to DESC, l.id DESC LIMIT 1), '') AS TEXT) AS grant_id
FROM page LEFT JOIN account_roles r ON r.account_id = page.id
ORDER BY page.name_key, r.role;

-- ListNewestAccounts is ListAccounts for those who see all accounts, newest first.
-- name: ListNewestAccounts :many
WITH page AS (
    SELECT a.id, a.name, a.name_key, a.login_enabled, a.created_at FROM accounts a
    WHERE a.deleted_at IS NULL AND a.id < CAST(@before AS TEXT)
      AND (CAST(@part AS TEXT) = '' OR REPLACE(a.name_key, CAST(@part AS TEXT), '') <> a.name_key)
      AND (CAST(@role AS TEXT) = '' OR EXISTS (
        SELECT 1 FROM account_roles f WHERE f.account_id = a.id AND f.role = CAST(@role AS TEXT)))
      AND (CAST(@login_enabled AS INTEGER) = -1 OR a.login_enabled = CAST(@login_enabled AS INTEGER))
    ORDER BY a.id DESC LIMIT CAST(@page_size AS INTEGER)
)
SELECT page.id, page.name, page.name_key, page.login_enabled, page.created_at, CAST(COALESCE(r.role, '') AS TEXT) AS role,
    CAST('' AS TEXT) AS grant_id
FROM page LEFT JOIN account_roles r ON r.account_id = page.id
ORDER BY page.id DESC, r.role;

-- FindAccounts is for the request form: accounts other than the reader's own whose name contains
-- part, which is not empty. (REPLACE works in both databases and needs no escaping. After LIKE ...
-- ESCAPE, sqlc loses arguments.)
-- name: FindAccounts :many
SELECT id, name FROM accounts
WHERE REPLACE(name_key, CAST(@part AS TEXT), '') <> name_key AND id <> @own_account AND deleted_at IS NULL
ORDER BY name_key LIMIT @page_size;

-- GetAccountToAsk is for the request form: any account but the reader's own.
-- name: GetAccountToAsk :one
SELECT id, name, time_zone FROM accounts WHERE id = @id AND id <> @own_account AND deleted_at IS NULL;

-- UpdateAccountBrowserLanguage notes which language the browser asked for when an account login
-- signed in.
-- name: UpdateAccountBrowserLanguage :exec
UPDATE accounts SET browser_language = @browser_language WHERE id = @id AND browser_language <> @browser_language;
