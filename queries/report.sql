-- GetUse is how a grant was used: how many visits, pages, changes and openings of webapps there
-- were, and when the first and last visit was. Without visits, first and last are 0.
-- name: GetUse :one
SELECT COUNT(*) AS visits, CAST(COALESCE(MIN(v.began_at), 0) AS BIGINT) AS first_at, CAST(COALESCE(MAX(v.last_at), 0) AS BIGINT) AS last_at,
    CAST(COALESCE(SUM(v.pages), 0) AS BIGINT) AS pages, CAST(COALESCE(SUM(v.changes), 0) AS BIGINT) AS changes,
    CAST(COALESCE(SUM(v.webapps), 0) AS BIGINT) AS webapps
FROM access_visits v WHERE v.request_id = @request_id;

-- ListUsedRequests is which of some requests were used.
-- name: ListUsedRequests :many
SELECT DISTINCT v.request_id FROM access_visits v WHERE v.request_id IN (sqlc.slice('ids'));

-- ListPagesRead is a page of what was read under a grant. Each page is listed once per reader, with
-- how often, first and last, in the order of the first entries. Early entries have a phrase instead
-- of the code, and both count as the same page.
-- name: ListPagesRead :many
SELECT CAST(MIN(e.seq) AS BIGINT) AS first_seq, CAST(REPLACE(REPLACE(e.action, ' page read', '.read'), 'secret ', '') AS TEXT) AS code,
    e.object_name, e.actor_name, COUNT(*) AS times,
    CAST(MIN(e.at) AS BIGINT) AS first_at, CAST(MAX(e.at) AS BIGINT) AS last_at
FROM audit_entries e
WHERE e.request_id = @request_id AND e.request_id <> '' AND (e.action LIKE '% page read' OR e.action LIKE '%.read')
GROUP BY REPLACE(REPLACE(e.action, ' page read', '.read'), 'secret ', ''), e.object_id, e.object_name, e.actor_name HAVING MIN(e.seq) >= CAST(@from_seq AS BIGINT)
ORDER BY first_seq LIMIT @page_size;

-- ListChangesMade is a page of what was changed under a grant, oldest first. It leaves out pages
-- read, webapps opened, acts on the request itself, and denied attempts.
-- name: ListChangesMade :many
SELECT e.* FROM audit_entries e
WHERE e.request_id = @request_id AND e.request_id <> '' AND e.seq >= @from_seq
  AND NOT (e.action LIKE '% page read' OR e.action LIKE '%.read')
  AND NOT (SUBSTR(e.action, 1, 7) = 'access ' OR SUBSTR(e.action, 1, 8) = 'request.') AND e.action NOT IN ('denied', 'webapp.opened')
ORDER BY e.seq LIMIT @page_size;

-- ListOpenedWebapps is a page of the webapps opened under a grant, as ListPagesRead has the pages.
-- name: ListOpenedWebapps :many
SELECT CAST(MIN(e.seq) AS BIGINT) AS first_seq, e.object_name, e.actor_name, COUNT(*) AS times,
    CAST(MIN(e.at) AS BIGINT) AS first_at, CAST(MAX(e.at) AS BIGINT) AS last_at
FROM audit_entries e
WHERE e.request_id = @request_id AND e.request_id <> '' AND e.action = 'webapp.opened'
GROUP BY e.object_id, e.object_name, e.actor_name HAVING MIN(e.seq) >= CAST(@from_seq AS BIGINT)
ORDER BY first_seq LIMIT @page_size;

-- ListGrantsBetween is the grants of an account, as target or as requester, that gave or will give
-- access between two instants. Those that begin last come first.
-- name: ListGrantsBetween :many
WITH page AS (
    SELECT id FROM (
        SELECT w.id FROM access_requests w
        WHERE w.account_id = CAST(@target_account AS TEXT) AND w.decision = 'GRANTED' AND w.valid_from < CAST(@until AS BIGINT)
          AND w.decided_at < CAST(@until AS BIGINT)
          AND CASE WHEN w.ended_at > w.valid_from THEN w.ended_at ELSE w.valid_to END > CAST(@since AS BIGINT)
        ORDER BY w.valid_from DESC, w.id DESC LIMIT CAST(@page_size AS INTEGER)) AS t
    UNION ALL
    SELECT id FROM (
        SELECT w.id FROM access_requests w
        WHERE w.requester_account_id = CAST(@asking_account AS TEXT) AND w.decision = 'GRANTED' AND w.valid_from < CAST(@until AS BIGINT)
          AND w.decided_at < CAST(@until AS BIGINT)
          AND CASE WHEN w.ended_at > w.valid_from THEN w.ended_at ELSE w.valid_to END > CAST(@since AS BIGINT)
        ORDER BY w.valid_from DESC, w.id DESC LIMIT CAST(@page_size AS INTEGER)) AS s
)
SELECT r.* FROM page JOIN named_requests r ON r.id = page.id
ORDER BY r.valid_from DESC, r.id DESC LIMIT CAST(@page_size AS INTEGER);
