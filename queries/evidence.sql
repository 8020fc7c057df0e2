-- ListEvidenceRequests is a batch of an account's requests that were made before one instant and
-- were not over before another, with how they were used and how many people approved them.
-- name: ListEvidenceRequests :many
SELECT sqlc.embed(r),
    (SELECT COUNT(*) FROM access_visits v WHERE v.request_id = r.id) AS visits,
    CAST(COALESCE((SELECT MIN(v.began_at) FROM access_visits v WHERE v.request_id = r.id), 0) AS BIGINT) AS first_at,
    CAST(COALESCE((SELECT MAX(v.last_at) FROM access_visits v WHERE v.request_id = r.id), 0) AS BIGINT) AS last_at,
    CAST(COALESCE((SELECT SUM(v.pages) FROM access_visits v WHERE v.request_id = r.id), 0) AS BIGINT) AS pages,
    CAST(COALESCE((SELECT SUM(v.changes) FROM access_visits v WHERE v.request_id = r.id), 0) AS BIGINT) AS changes,
    CAST(COALESCE((SELECT SUM(v.webapps) FROM access_visits v WHERE v.request_id = r.id), 0) AS BIGINT) AS webapps,
    (SELECT COUNT(*) FROM access_approvals p WHERE p.request_id = r.id) AS approvals
FROM named_requests r
WHERE r.account_id = @account_id AND r.id > @after AND r.created_at < CAST(@until AS BIGINT) AND r.valid_to > CAST(@since AS BIGINT)
ORDER BY r.id LIMIT @page_size;

-- ListEvidenceVisits is a batch of the visits to an account between two instants, by request.
-- name: ListEvidenceVisits :many
SELECT sqlc.embed(v), r.company_name, r.requester_account_name
FROM access_requests r
JOIN access_visits v ON v.request_id = r.id
WHERE r.account_id = @account_id AND r.id >= CAST(@after_request AS TEXT) AND (r.id > CAST(@after_request AS TEXT) OR v.id > CAST(@after_visit AS TEXT))
  AND v.began_at < CAST(@until AS BIGINT) AND v.last_at >= CAST(@since AS BIGINT)
ORDER BY r.id, v.id LIMIT @page_size;

-- ListEvidenceActs is a batch of the acts on an account's requests between two instants, except
-- making the request.
-- name: ListEvidenceActs :many
SELECT e.* FROM audit_entries e
WHERE e.account_id = @account_id AND (e.at, e.seq) > (CAST(@after_at AS BIGINT), CAST(@after_seq AS BIGINT)) AND e.at < CAST(@until AS BIGINT)
  AND e.request_id <> '' AND (SUBSTR(e.action, 1, 7) = 'access ' OR SUBSTR(e.action, 1, 8) = 'request.')
  AND e.action NOT IN ('access requested', 'request.asked')
ORDER BY e.at, e.seq LIMIT @page_size;

-- ListEvidenceExceptions is a batch of an account's entries with certain actions between two
-- instants.
-- name: ListEvidenceExceptions :many
SELECT e.* FROM audit_entries e
WHERE e.account_id = @account_id AND (e.at, e.seq) > (CAST(@after_at AS BIGINT), CAST(@after_seq AS BIGINT)) AND e.at < CAST(@until AS BIGINT)
  AND e.action IN (sqlc.slice('actions'))
ORDER BY e.at, e.seq LIMIT 500;
