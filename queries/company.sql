-- name: InsertCompany :exec
INSERT INTO companies (id, account_id, name, name_key, skeleton, description, industry, time_zone, type, created_at, updated_at)
VALUES (@id, @account_id, @name, @name_key, @skeleton, @description, @industry, @time_zone, @type, @created_at, @updated_at);

-- name: InsertCompanySetting :exec
INSERT INTO company_settings (company_id, key, value, secret, revision, updated_at) VALUES (@company_id, @key, @value, @secret, @revision, @updated_at);

-- ListCompanies is a page of an account's companies in a login's scope, by name. An empty part of
-- the name and an empty type turn these filters off.
-- name: ListCompanies :many
WITH live AS (
    SELECT g.id, g.account_id, g.company_id, g.read_only, g.valid_to FROM unended_grants g
    WHERE g.requester_account_id = CAST(@grantee_account AS TEXT)
      AND (g.requested_by = CAST(@grantee_user AS TEXT) OR CAST(@grantee_user AS TEXT) = '') AND g.read_only <= CAST(@read_only AS INTEGER)
      AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to
)
SELECT c.id, c.name, c.name_key, c.type, c.industry, c.time_zone
FROM companies c
WHERE c.account_id = @account_id AND c.deleted_at IS NULL AND c.name_key > CAST(@after AS TEXT)
  AND (CAST(@part AS TEXT) = '' OR REPLACE(c.name_key, CAST(@part AS TEXT), '') <> c.name_key)
  AND (CAST(@type AS TEXT) = '' OR c.type = CAST(@type AS TEXT))
  AND (CAST(@scope_all AS INTEGER) = 1 OR (c.account_id = CAST(@own_account AS TEXT) AND (CAST(@own_company AS TEXT) = '' OR c.id = CAST(@own_company AS TEXT)))
    OR c.id IN (SELECT l.company_id FROM live l))
ORDER BY c.name_key LIMIT CAST(@page_size AS INTEGER);

-- GetCompany is one company in a login's scope. grant_id is the live grant that gives access, if a
-- grant does.
-- name: GetCompany :one
WITH live AS (
    SELECT g.id, g.account_id, g.company_id, g.read_only, g.valid_to FROM unended_grants g
    WHERE g.requester_account_id = CAST(@grantee_account AS TEXT)
      AND (g.requested_by = CAST(@grantee_user AS TEXT) OR CAST(@grantee_user AS TEXT) = '') AND g.read_only <= CAST(@read_only AS INTEGER)
      AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to
)
SELECT c.id, c.account_id, c.name, c.description, c.industry, c.time_zone, c.type, c.created_at, c.updated_at,
    a.name AS account_name,
    CAST(COALESCE((SELECT l.id FROM live l WHERE l.company_id = c.id ORDER BY l.read_only, l.valid_to DESC, l.id DESC LIMIT 1), '') AS TEXT) AS grant_id
FROM companies c JOIN accounts a ON a.id = c.account_id
WHERE c.id = CAST(@id AS TEXT) AND c.account_id = CAST(@account_id AS TEXT) AND c.deleted_at IS NULL AND a.deleted_at IS NULL
  AND (CAST(@scope_all AS INTEGER) = 1 OR (c.account_id = CAST(@own_account AS TEXT) AND (CAST(@own_company AS TEXT) = '' OR c.id = CAST(@own_company AS TEXT)))
    OR c.id IN (SELECT l.company_id FROM live l));

-- ListCompanySettings is a page of a company's settings, by key, without the values of secret ones.
-- It is empty outside a login's scope.
-- name: ListCompanySettings :many
WITH live AS (
    SELECT g.id, g.account_id, g.company_id, g.read_only, g.valid_to FROM unended_grants g
    WHERE g.requester_account_id = CAST(@grantee_account AS TEXT)
      AND (g.requested_by = CAST(@grantee_user AS TEXT) OR CAST(@grantee_user AS TEXT) = '') AND g.read_only <= CAST(@read_only AS INTEGER)
      AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to
)
SELECT s.key, CAST(CASE WHEN s.secret THEN '' ELSE s.value END AS TEXT) AS value, s.secret, s.revision, s.updated_at
FROM company_settings s JOIN companies c ON c.id = s.company_id
WHERE s.company_id = @company_id AND s.key >= CAST(@from_key AS TEXT) AND c.account_id = @account_id AND c.deleted_at IS NULL
  AND (CAST(@scope_all AS INTEGER) = 1 OR (c.account_id = CAST(@own_account AS TEXT) AND (CAST(@own_company AS TEXT) = '' OR c.id = CAST(@own_company AS TEXT)))
    OR c.id IN (SELECT l.company_id FROM live l))
ORDER BY s.key LIMIT CAST(@page_size AS INTEGER);

-- name: UpdateCompanySetting :execrows
UPDATE company_settings SET value = @value, secret = @secret, revision = @revision, updated_at = CAST(@now AS BIGINT)
WHERE company_settings.company_id = @company_id AND company_settings.key = @key AND company_settings.company_id IN (
    SELECT c.id FROM companies c
    WHERE c.account_id = @account_id AND c.deleted_at IS NULL
      AND (CAST(@scope_all AS INTEGER) = 1 OR (c.account_id = CAST(@own_account AS TEXT) AND (CAST(@own_company AS TEXT) = '' OR c.id = CAST(@own_company AS TEXT)))
        OR c.id IN (
            SELECT g.company_id FROM unended_grants g
            WHERE g.requester_account_id = CAST(@grantee_account AS TEXT)
              AND (g.requested_by = CAST(@grantee_user AS TEXT) OR CAST(@grantee_user AS TEXT) = '') AND g.read_only <= CAST(@read_only AS INTEGER)
              AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to)));

-- UpdateCompany changes a company of the account, if it exists. An unchanged name keeps its
-- skeleton.
-- name: UpdateCompany :execrows
UPDATE companies
SET skeleton = CASE WHEN companies.name = @name THEN companies.skeleton ELSE @skeleton END, name = @name, name_key = @name_key, description = @description, industry = @industry, time_zone = @time_zone, type = @type,
    updated_at = @updated_at
WHERE id = @id AND account_id = @account_id AND deleted_at IS NULL;

-- name: DeleteCompany :execrows
UPDATE companies SET deleted_at = @deleted_at WHERE id = @id AND account_id = @account_id AND deleted_at IS NULL;

-- name: DeleteCompanySetting :execrows
DELETE FROM company_settings WHERE company_id = @company_id AND key = @key;

-- ListCompaniesToAsk is for the request form.
-- name: ListCompaniesToAsk :many
SELECT id, name, time_zone FROM companies WHERE account_id = @account_id AND deleted_at IS NULL
ORDER BY name_key LIMIT @page_size;

-- CountCompanySettings is only for a transaction that has checked the company.
-- name: CountCompanySettings :one
SELECT COUNT(*) FROM company_settings WHERE company_id = @company_id;

-- GetCompanySetting is only for a transaction that has checked the company.
-- name: GetCompanySetting :one
SELECT value, secret, revision, updated_at FROM company_settings WHERE company_id = @company_id AND key = @key;
