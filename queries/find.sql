-- FindVisibleAccounts is the accounts in a login's scope whose name contains part, which is not
-- empty. Names with a word that begins with part come first.
-- name: FindVisibleAccounts :many
WITH live AS (
    SELECT g.id, g.account_id, g.company_id, g.read_only, g.valid_to FROM unended_grants g
    WHERE g.requester_account_id = CAST(@grantee_account AS TEXT)
      AND (g.requested_by = CAST(@grantee_user AS TEXT) OR CAST(@grantee_user AS TEXT) = '') AND g.read_only <= CAST(@read_only AS INTEGER)
      AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to
), few AS (
    SELECT CAST(@own_account AS TEXT) AS id UNION SELECT l.account_id FROM live l
), found AS (
    SELECT a.id, a.name, a.name_key, CASE WHEN REPLACE(' ' || a.name_key, ' ' || CAST(@part AS TEXT), '') <> ' ' || a.name_key THEN 0 ELSE 1 END AS place
    FROM accounts a
    WHERE CAST(@scope_all AS INTEGER) = 1 AND a.deleted_at IS NULL AND REPLACE(a.name_key, CAST(@part AS TEXT), '') <> a.name_key
    UNION ALL
    SELECT a.id, a.name, a.name_key, CASE WHEN REPLACE(' ' || a.name_key, ' ' || CAST(@part AS TEXT), '') <> ' ' || a.name_key THEN 0 ELSE 1 END AS place
    FROM few JOIN accounts a ON a.id = few.id
    WHERE CAST(@scope_all AS INTEGER) = 0 AND a.deleted_at IS NULL AND REPLACE(a.name_key, CAST(@part AS TEXT), '') <> a.name_key
)
SELECT found.id, found.name FROM found ORDER BY found.place, found.name_key LIMIT CAST(@page_size AS INTEGER);

-- FindVisibleCompanies is like FindVisibleAccounts, for companies.
-- name: FindVisibleCompanies :many
WITH live AS (
    SELECT g.id, g.account_id, g.company_id, g.read_only, g.valid_to FROM unended_grants g
    WHERE g.requester_account_id = CAST(@grantee_account AS TEXT)
      AND (g.requested_by = CAST(@grantee_user AS TEXT) OR CAST(@grantee_user AS TEXT) = '') AND g.read_only <= CAST(@read_only AS INTEGER)
      AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to
), found AS (
    SELECT c.id, c.account_id, c.name, c.name_key, CASE WHEN REPLACE(' ' || c.name_key, ' ' || CAST(@part AS TEXT), '') <> ' ' || c.name_key THEN 0 ELSE 1 END AS place
    FROM companies c
    WHERE CAST(@scope_all AS INTEGER) = 1 AND c.deleted_at IS NULL AND REPLACE(c.name_key, CAST(@part AS TEXT), '') <> c.name_key
    UNION ALL
    SELECT c.id, c.account_id, c.name, c.name_key, CASE WHEN REPLACE(' ' || c.name_key, ' ' || CAST(@part AS TEXT), '') <> ' ' || c.name_key THEN 0 ELSE 1 END AS place
    FROM companies c
    WHERE CAST(@scope_all AS INTEGER) = 0 AND c.account_id = CAST(@own_account AS TEXT)
      AND (CAST(@own_company AS TEXT) = '' OR c.id = CAST(@own_company AS TEXT)) AND c.deleted_at IS NULL AND REPLACE(c.name_key, CAST(@part AS TEXT), '') <> c.name_key
    UNION ALL
    SELECT c.id, c.account_id, c.name, c.name_key, CASE WHEN REPLACE(' ' || c.name_key, ' ' || CAST(@part AS TEXT), '') <> ' ' || c.name_key THEN 0 ELSE 1 END AS place
    FROM (SELECT DISTINCT l.company_id FROM live l) AS let JOIN companies c ON c.id = let.company_id
    WHERE CAST(@scope_all AS INTEGER) = 0 AND c.deleted_at IS NULL AND REPLACE(c.name_key, CAST(@part AS TEXT), '') <> c.name_key
)
SELECT found.id, found.name, found.account_id, a.name AS account_name
FROM found JOIN accounts a ON a.id = found.account_id
WHERE a.deleted_at IS NULL
ORDER BY found.place, found.name_key, found.id LIMIT CAST(@page_size AS INTEGER);

-- FindVisibleUsers is like FindVisibleAccounts, for users, by user name, person and e-mail.
-- Depending on the scope, it searches all users, those of the login's own account, or only the
-- login's own user. It leaves out users whom the login sees by a live grant: viewing those is an
-- entry in the record, and a visit.
-- name: FindVisibleUsers :many
WITH found AS (
    SELECT u.id, u.account_id, u.name_key, CASE WHEN REPLACE(' ' || u.search_key, ' ' || CAST(@part AS TEXT), '') <> ' ' || u.search_key THEN 0 ELSE 1 END AS place
    FROM users u
    WHERE CAST(@scope_all AS INTEGER) = 1 AND u.deleted_at IS NULL AND REPLACE(u.search_key, CAST(@part AS TEXT), '') <> u.search_key
    UNION ALL
    SELECT u.id, u.account_id, u.name_key, CASE WHEN REPLACE(' ' || u.search_key, ' ' || CAST(@part AS TEXT), '') <> ' ' || u.search_key THEN 0 ELSE 1 END AS place
    FROM users u
    WHERE CAST(@scope_all AS INTEGER) = 0 AND u.account_id = CAST(@own_account AS TEXT)
      AND u.deleted_at IS NULL AND REPLACE(u.search_key, CAST(@part AS TEXT), '') <> u.search_key
    UNION ALL
    SELECT u.id, u.account_id, u.name_key, CASE WHEN REPLACE(' ' || u.search_key, ' ' || CAST(@part AS TEXT), '') <> ' ' || u.search_key THEN 0 ELSE 1 END AS place
    FROM users u
    WHERE CAST(@scope_all AS INTEGER) = 0 AND u.id = CAST(@self_user AS TEXT) AND u.account_id <> CAST(@own_account AS TEXT)
      AND u.deleted_at IS NULL AND REPLACE(u.search_key, CAST(@part AS TEXT), '') <> u.search_key
), best AS (
    SELECT found.id AS user_id, found.place, found.name_key, found.account_id, a.name AS account_name
    FROM found JOIN accounts a ON a.id = found.account_id
    WHERE a.deleted_at IS NULL
    ORDER BY found.place, found.name_key, found.id LIMIT CAST(@page_size AS INTEGER)
)
SELECT u.id, u.name, u.first_name, u.last_name, best.account_id, best.account_name
FROM best JOIN users u ON u.id = best.user_id
ORDER BY best.place, best.name_key, best.user_id;

-- FindVisibleRequests searches the newest requests that a login may see for part, which is not
-- empty. It looks at the names of the company, the accounts and the person, as they were when the
-- request was made and as they are now, and at word beginnings in the first 300 characters of the
-- description. It also finds the request with that id, however old. (A user's search key ends with
-- the e-mail, which readers of a request do not see. CROSS JOIN keeps the order of the joins: a
-- plan that begins with all requests is slow.)
-- name: FindVisibleRequests :many
WITH recent AS (
    SELECT id FROM (
        SELECT w.id FROM access_requests w WHERE CAST(@scope_all AS INTEGER) = 1
        ORDER BY w.id DESC LIMIT CAST(@looked AS INTEGER)) AS every_request
    UNION
    SELECT id FROM (
        SELECT w.id FROM access_requests w WHERE CAST(@scope_all AS INTEGER) = 0 AND w.account_id = CAST(@own_account AS TEXT)
        ORDER BY w.id DESC LIMIT CAST(@looked AS INTEGER)) AS t
    UNION
    SELECT id FROM (
        SELECT w.id FROM access_requests w WHERE CAST(@scope_all AS INTEGER) = 0 AND w.requester_account_id = CAST(@asking_account AS TEXT)
        ORDER BY w.id DESC LIMIT CAST(@looked AS INTEGER)) AS s
    UNION
    SELECT w.id FROM access_requests w
    WHERE w.id = CAST(@typed AS TEXT)
      AND (CAST(@scope_all AS INTEGER) = 1 OR w.account_id = CAST(@own_account AS TEXT) OR w.requester_account_id = CAST(@asking_account AS TEXT))
), found AS (
    SELECT w.id
    FROM recent CROSS JOIN access_requests w
    JOIN companies c ON c.id = w.company_id
    JOIN accounts a ON a.id = w.account_id
    JOIN accounts ra ON ra.id = w.requester_account_id
    JOIN users u ON u.id = w.requested_by
    WHERE w.id = recent.id AND (w.id = CAST(@typed AS TEXT)
      OR REPLACE(w.names_key, CAST(@part AS TEXT), '') <> w.names_key
      OR REPLACE(c.name_key, CAST(@part AS TEXT), '') <> c.name_key
      OR REPLACE(a.name_key, CAST(@part AS TEXT), '') <> a.name_key
      OR REPLACE(ra.name_key, CAST(@part AS TEXT), '') <> ra.name_key
      OR REPLACE(SUBSTR(u.search_key, 1, LENGTH(u.search_key) - LENGTH(u.email)), CAST(@part AS TEXT), '') <> SUBSTR(u.search_key, 1, LENGTH(u.search_key) - LENGTH(u.email))
      OR REPLACE(' ' || SUBSTR(w.description, 1, 300), ' ' || CAST(@typed AS TEXT), '') <> ' ' || SUBSTR(w.description, 1, 300)
      OR REPLACE(LOWER(' ' || SUBSTR(w.description, 1, 300)), LOWER(' ' || CAST(@part AS TEXT)), '') <> LOWER(' ' || SUBSTR(w.description, 1, 300)))
    ORDER BY recent.id DESC LIMIT CAST(@page_size AS INTEGER)
)
SELECT r.* FROM found CROSS JOIN named_requests r
WHERE r.id = found.id
ORDER BY found.id DESC;
