-- name: InsertRequest :exec
INSERT INTO access_requests (id, account_id, company_id, requester_account_id, requested_by, asked_by_user_id, description,
    valid_from, valid_to, created_at)
VALUES (@id, @account_id, @company_id, @requester_account_id, @requested_by, @asked_by_user_id, @description,
    @valid_from, @valid_to, @created_at);

-- GetRequest is one request that a login may see: of an account whose requests it reads, or made by its own account.
-- name: GetRequest :one
SELECT r.* FROM named_requests r
WHERE r.id = @id
  AND (CAST(@scope_all AS INTEGER) = 1 OR r.account_id = CAST(@own_account AS TEXT)
    OR r.requester_account_id = CAST(@asking_account AS TEXT));

-- ListWaitingRequests is a page of the requests of an account, as target or as asker, that wait for a decision, the
-- newest first.
-- name: ListWaitingRequests :many
WITH page AS (
    SELECT w.id FROM access_requests w
    WHERE w.account_id = CAST(@target_account AS TEXT) AND w.valid_to > CAST(@now AS BIGINT)
      AND w.decision IS NULL AND w.id < CAST(@before AS TEXT)
    UNION ALL
    SELECT w.id FROM access_requests w
    WHERE w.requester_account_id = CAST(@asking_account AS TEXT) AND w.valid_to > CAST(@now AS BIGINT)
      AND w.decision IS NULL AND w.id < CAST(@before AS TEXT)
)
SELECT r.* FROM page JOIN named_requests r ON r.id = page.id
ORDER BY r.id DESC LIMIT @page_size;

-- ListUnendedGrants is every grant of an account, as target or as asker, that is running or to come. It is never cut short:
-- nobody who can get in is left out.
-- name: ListUnendedGrants :many
WITH page AS (
    SELECT w.id FROM access_requests w
    WHERE w.account_id = CAST(@target_account AS TEXT) AND w.valid_to > CAST(@now AS BIGINT)
      AND w.decision = 'GRANTED' AND w.ending IS NULL
    UNION ALL
    SELECT w.id FROM access_requests w
    WHERE w.requester_account_id = CAST(@asking_account AS TEXT) AND w.valid_to > CAST(@now AS BIGINT)
      AND w.decision = 'GRANTED' AND w.ending IS NULL
)
SELECT r.* FROM page JOIN named_requests r ON r.id = page.id
ORDER BY r.valid_from, r.id;

-- ListClosedRequests is the rest, a page, the newest first.
-- name: ListClosedRequests :many
WITH page AS (
    SELECT id FROM (
        SELECT w.id FROM access_requests w
        WHERE w.account_id = CAST(@target_account AS TEXT) AND w.id < CAST(@before AS TEXT)
          AND NOT (w.valid_to > CAST(@now AS BIGINT) AND (w.decision IS NULL OR (w.decision = 'GRANTED' AND w.ending IS NULL)))
        ORDER BY w.id DESC LIMIT CAST(@page_size AS INTEGER)) AS t
    UNION ALL
    SELECT id FROM (
        SELECT w.id FROM access_requests w
        WHERE w.requester_account_id = CAST(@asking_account AS TEXT) AND w.id < CAST(@before AS TEXT)
          AND NOT (w.valid_to > CAST(@now AS BIGINT) AND (w.decision IS NULL OR (w.decision = 'GRANTED' AND w.ending IS NULL)))
        ORDER BY w.id DESC LIMIT CAST(@page_size AS INTEGER)) AS s
)
SELECT r.* FROM page JOIN named_requests r ON r.id = page.id
ORDER BY r.id DESC LIMIT CAST(@page_size AS INTEGER);

-- GetLiveGrant is the id of a grant, if that is live.
-- name: GetLiveGrant :one
SELECT id FROM unended_grants WHERE id = @id AND valid_from <= @now AND @now < valid_to;

-- DecideRequest decides a request that is PENDING. No row: it is not, or not of that account, and nothing changed.
-- name: DecideRequest :execrows
UPDATE access_requests
SET decision = @decision, decided_at = CAST(@now AS BIGINT), decided_by = @decided_by, decided_by_user_id = @decided_by_user_id,
    decision_reason = @decision_reason
WHERE access_requests.id = @id AND access_requests.account_id = @account_id AND decision IS NULL AND valid_to > CAST(@now AS BIGINT)
  AND EXISTS (SELECT 1 FROM companies c WHERE c.id = access_requests.company_id AND c.deleted_at IS NULL);

-- EndGrant ends a grant that is SCHEDULED or ACTIVE. No row: it is not, and nothing changed.
-- name: EndGrant :execrows
UPDATE access_requests
SET ending = @ending, ended_at = CAST(@now AS BIGINT), ended_by = @ended_by, ended_by_user_id = @ended_by_user_id,
    ending_reason = @ending_reason
WHERE id = @id AND account_id = @account_id AND decision = 'GRANTED' AND ending IS NULL AND valid_to > CAST(@now AS BIGINT);
