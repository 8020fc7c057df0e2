-- InsertRequest creates a request, which keeps the current names.
-- name: InsertRequest :exec
INSERT INTO access_requests (id, account_id, company_id, requester_account_id, requested_by, asked_by_user_id, description, ticket, ticket_key,
    valid_from, valid_to, length_ms, read_only, asked_from, asked_to, asked_length_ms, asked_read_only, extends, created_at,
    account_name, company_name, requester_account_name, requested_by_name, requested_by_first_name, requested_by_last_name, names_key)
VALUES (@id, @account_id, @company_id, @requester_account_id, @requested_by, @asked_by_user_id, @description, @ticket, @ticket_key,
    @valid_from, @valid_to, @length_ms, @read_only, @valid_from, @valid_to, @length_ms, @read_only, @extends, @created_at,
    (SELECT a.name FROM accounts a WHERE a.id = @account_id), (SELECT c.name FROM companies c WHERE c.id = @company_id),
    (SELECT ra.name FROM accounts ra WHERE ra.id = @requester_account_id), (SELECT u.name FROM users u WHERE u.id = @requested_by),
    (SELECT u.first_name FROM users u WHERE u.id = @requested_by), (SELECT u.last_name FROM users u WHERE u.id = @requested_by),
    (SELECT c.name_key FROM companies c WHERE c.id = @company_id)
        || ' | ' || (SELECT a.name_key FROM accounts a WHERE a.id = @account_id)
        || ' | ' || (SELECT ra.name_key FROM accounts ra WHERE ra.id = @requester_account_id)
        || ' | ' || (SELECT SUBSTR(u.search_key, 1, LENGTH(u.search_key) - LENGTH(u.email)) FROM users u WHERE u.id = @requested_by));

-- GetRequest is one request that a login may see: it is for an account whose requests the login
-- reads, or its own account made it.
-- name: GetRequest :one
SELECT r.* FROM named_requests r
WHERE r.id = CAST(@id AS TEXT)
  AND (CAST(@scope_all AS INTEGER) = 1 OR r.account_id = CAST(@own_account AS TEXT)
    OR r.requester_account_id = CAST(@asking_account AS TEXT));

-- ListWaitingRequests is a page of the requests of an account, as target or as requester, that wait
-- for a decision. The oldest come first: new ones appear below, and no GRANT slides under the
-- pointer.
-- name: ListWaitingRequests :many
WITH page AS (
    SELECT w.id FROM access_requests w
    WHERE w.account_id = CAST(@target_account AS TEXT) AND w.valid_to > CAST(@now AS BIGINT)
      AND w.decision IS NULL AND w.id > CAST(@after AS TEXT)
    UNION ALL
    SELECT w.id FROM access_requests w
    WHERE w.requester_account_id = CAST(@asking_account AS TEXT) AND w.valid_to > CAST(@now AS BIGINT)
      AND w.decision IS NULL AND w.id > CAST(@after AS TEXT)
)
SELECT r.* FROM page JOIN named_requests r ON r.id = page.id
ORDER BY r.id LIMIT @page_size;

-- ListUnendedGrants is every active or scheduled grant of an account, as target or as requester. It
-- has no limit, so that nobody with access is left out.
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

-- HasOtherGrant reports whether a person has another active or scheduled grant for a company.
-- name: HasOtherGrant :one
SELECT CAST(EXISTS (
    SELECT 1 FROM access_requests w
    WHERE w.account_id = CAST(@account_id AS TEXT) AND w.valid_to > CAST(@now AS BIGINT)
      AND w.decision = 'GRANTED' AND w.ending IS NULL
      AND w.company_id = @company_id AND w.requested_by = @requested_by AND w.id <> @id
) AS BOOLEAN);

-- ListGrantsNow is the grants that give access to an account's data now: those that end first come
-- first.
-- name: ListGrantsNow :many
WITH page AS (
    SELECT g.id FROM unended_grants g
    WHERE g.account_id = CAST(@target_account AS TEXT) AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to
    ORDER BY g.valid_to, g.id LIMIT CAST(@page_size AS INTEGER)
)
SELECT r.* FROM page JOIN named_requests r ON r.id = page.id
ORDER BY r.valid_to, r.id;

-- ListWaitingOf is the requests that wait in a person's name: those that lapse first come first.
-- name: ListWaitingOf :many
WITH page AS (
    SELECT w.id FROM access_requests w
    WHERE w.requester_account_id = @requester_account_id AND w.requested_by = @requested_by
      AND w.valid_to > CAST(@now AS BIGINT) AND w.decision IS NULL
    ORDER BY w.valid_to, w.id LIMIT CAST(@page_size AS INTEGER)
)
SELECT r.* FROM page JOIN named_requests r ON r.id = page.id
ORDER BY r.valid_to, r.id;

-- ListClosedRequests is a page of all other requests, newest first.
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

-- ListVisibleRequests is a page of the requests in the scope of a login that reads those of all
-- accounts, or of its own, newest first. It lists all of them, or only those that are WAITING for a
-- decision, or only those that are OPEN, that is, active or scheduled. except_account leaves out
-- the requests to and by that account. (Waiting or open requests are found by their end and then
-- sorted, hence || ''.)
-- name: ListVisibleRequests :many
WITH page AS (
    SELECT id FROM (
        SELECT w.id FROM access_requests w
        WHERE CAST(@scope_all AS INTEGER) = 1 AND CAST(@only AS TEXT) = '' AND w.id < CAST(@before AS TEXT)
          AND w.account_id <> CAST(@except_account AS TEXT) AND w.requester_account_id <> CAST(@except_account AS TEXT)
        ORDER BY w.id DESC LIMIT CAST(@page_size AS INTEGER)) AS every_request
    UNION ALL
    SELECT id FROM (
        SELECT w.id FROM access_requests w
        WHERE CAST(@scope_all AS INTEGER) = 1 AND CAST(@only AS TEXT) = 'WAITING' AND w.id || '' < CAST(@before AS TEXT)
          AND w.account_id <> CAST(@except_account AS TEXT) AND w.requester_account_id <> CAST(@except_account AS TEXT)
          AND w.valid_to > CAST(@now AS BIGINT) AND w.decision IS NULL
        ORDER BY w.id || '' DESC LIMIT CAST(@page_size AS INTEGER)) AS every_waiting
    UNION ALL
    SELECT id FROM (
        SELECT w.id FROM access_requests w
        WHERE CAST(@scope_all AS INTEGER) = 1 AND CAST(@only AS TEXT) = 'OPEN' AND w.id || '' < CAST(@before AS TEXT)
          AND w.account_id <> CAST(@except_account AS TEXT) AND w.requester_account_id <> CAST(@except_account AS TEXT)
          AND w.valid_to > CAST(@now AS BIGINT) AND w.decision = 'GRANTED' AND w.ending IS NULL
        ORDER BY w.id || '' DESC LIMIT CAST(@page_size AS INTEGER)) AS every_open
    UNION ALL
    SELECT id FROM (
        SELECT w.id FROM access_requests w
        WHERE CAST(@scope_all AS INTEGER) = 0 AND w.account_id = CAST(@own_account AS TEXT) AND w.id < CAST(@before AS TEXT)
          AND (CAST(@only AS TEXT) = '' OR (w.valid_to > CAST(@now AS BIGINT)
            AND (CAST(@only AS TEXT) = 'WAITING' AND w.decision IS NULL
              OR CAST(@only AS TEXT) = 'OPEN' AND w.decision = 'GRANTED' AND w.ending IS NULL)))
        ORDER BY w.id DESC LIMIT CAST(@page_size AS INTEGER)) AS own
)
SELECT r.* FROM page CROSS JOIN named_requests r
WHERE r.id = page.id
ORDER BY page.id DESC LIMIT CAST(@page_size AS INTEGER);

-- ListRequestsSeen is which of some requests a login may see, by the rule of GetRequest.
-- name: ListRequestsSeen :many
SELECT w.id FROM access_requests w
WHERE (CAST(@scope_all AS INTEGER) = 1 OR w.account_id = CAST(@own_account AS TEXT)
    OR w.requester_account_id = CAST(@asking_account AS TEXT))
  AND w.id IN (sqlc.slice('ids'));

-- GetLiveGrant is the id of a grant, if it is live.
-- name: GetLiveGrant :one
SELECT g.id FROM unended_grants g WHERE g.id = @id AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to;

-- DecideRequest decides a request that is PENDING. No row: it is not pending, or not of that
-- account, and nothing changed. Only an approval loses to a change of the terms at the same
-- instant: it would be for terms that its author did not know.
-- name: DecideRequest :execrows
UPDATE access_requests
SET decision = @decision, decided_at = CAST(@now AS BIGINT), decided_by = @decided_by, decided_by_user_id = @decided_by_user_id,
    decision_reason = @decision_reason, decision_cause = @decision_cause
WHERE access_requests.id = @id AND access_requests.account_id = @account_id AND valid_to > CAST(@now AS BIGINT) AND decision IS NULL
  AND (CAST(@decision AS TEXT) <> 'GRANTED' OR changed_at < CAST(@now AS BIGINT))
  AND (CAST(@decision AS TEXT) <> 'GRANTED' OR EXISTS (SELECT 1 FROM accounts a WHERE a.id = access_requests.account_id AND a.login_enabled AND a.frozen_at IS NULL))
  AND (CAST(@decision AS TEXT) <> 'GRANTED' OR EXISTS (SELECT 1 FROM companies c WHERE c.id = access_requests.company_id AND c.deleted_at IS NULL));

-- EndGrant ends a grant that is SCHEDULED or ACTIVE, whatever else happens to it at the same
-- instant. No row: it is neither, and nothing changed.
-- name: EndGrant :execrows
UPDATE access_requests
SET ending = @ending, ended_at = CAST(@now AS BIGINT), ended_by = @ended_by, ended_by_user_id = @ended_by_user_id,
    ending_reason = @ending_reason, ending_cause = @ending_cause
WHERE id = @id AND account_id = @account_id AND valid_to > CAST(@now AS BIGINT) AND decision = 'GRANTED' AND ending IS NULL;

-- IsReadOnly is 1 if live grants give a login access to an account, and all of them are read-only.
-- The caller passes 1 as read_only.
-- name: IsReadOnly :one
SELECT CAST(COALESCE(MIN(g.read_only), 0) AS INTEGER) FROM unended_grants g
WHERE g.requester_account_id = CAST(@grantee_account AS TEXT)
  AND (g.requested_by = CAST(@grantee_user AS TEXT) OR CAST(@grantee_user AS TEXT) = '') AND g.read_only <= CAST(@read_only AS INTEGER)
  AND g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to
  AND g.account_id = CAST(@account_id AS TEXT);

-- UpdateTerms reduces the terms of a request that is PENDING. No row: it is not pending, or its
-- terms have changed in the meantime.
-- name: UpdateTerms :execrows
UPDATE access_requests
SET valid_from = @valid_from, valid_to = @valid_to, length_ms = @length_ms, read_only = @read_only, rule_id = @rule_id
WHERE id = @id AND account_id = @account_id AND valid_to > CAST(@now AS BIGINT) AND decision IS NULL AND changed_at < CAST(@now AS BIGINT);

-- MarkChanged notes that the terms of a request changed, so that nobody approves terms that they
-- did not know.
-- name: MarkChanged :exec
UPDATE access_requests SET changed_at = CAST(@now AS BIGINT), changed_by = @changed_by WHERE id = @id;

-- ShortenGrant moves the end of a grant that is SCHEDULED or ACTIVE, whatever else happens to it at
-- the same instant. No row: it is neither, or already ends earlier.
-- name: ShortenGrant :execrows
UPDATE access_requests SET valid_to = CAST(@valid_to AS BIGINT), changed_at = CAST(@now AS BIGINT), changed_by = @changed_by
WHERE id = @id AND account_id = @account_id AND valid_to > CAST(@now AS BIGINT) AND decision = 'GRANTED' AND ending IS NULL
  AND valid_to > CAST(@valid_to AS BIGINT) AND valid_from < CAST(@valid_to AS BIGINT);

-- SetConsent stores which standing consent granted a request.
-- name: SetConsent :execrows
UPDATE access_requests SET consent_id = @consent_id, rule_id = @rule_id WHERE id = @id AND decision IS NULL;

-- name: InsertApproval :execrows
INSERT INTO access_approvals (request_id, user_id, name, at) VALUES (@request_id, @user_id, @name, @at)
ON CONFLICT (request_id, user_id) DO NOTHING;

-- ListApprovals is who approved a request and still exists.
-- name: ListApprovals :many
SELECT p.user_id, p.name, p.at FROM access_approvals p JOIN users u ON u.id = p.user_id
WHERE p.request_id = @request_id AND u.active AND u.deleted_at IS NULL
ORDER BY p.at, p.user_id;

-- ExistsOpenExtension says whether a request to extend a grant is waiting for a decision.
-- name: ExistsOpenExtension :one
SELECT CAST(EXISTS (
    SELECT 1 FROM access_requests e WHERE e.extends = @id AND e.valid_to > CAST(@now AS BIGINT) AND e.decision IS NULL
) AS INTEGER);

-- GetOpenRequestOf is the request by someone for a company that is waiting or granted and ends
-- last.
-- name: GetOpenRequestOf :one
SELECT w.id, w.valid_from, w.valid_to, CAST(w.decision IS NOT NULL AS INTEGER) AS granted
FROM access_requests w
WHERE w.account_id = @account_id AND w.company_id = @company_id
  AND w.requester_account_id = @requester_account_id AND w.requested_by = @requested_by
  AND w.valid_to > CAST(@now AS BIGINT) AND (w.decision IS NULL OR (w.decision = 'GRANTED' AND w.ending IS NULL))
ORDER BY w.valid_to DESC LIMIT 1;

-- GetEqualRequest is the oldest other waiting request by the same person for the same thing: the
-- same company, rights, description and ticket, and the same length, or the same end and start. A start in
-- the past counts as now. Extensions are never equal.
-- name: GetEqualRequest :one
SELECT w.id FROM access_requests r JOIN access_requests w ON w.requested_by = r.requested_by AND w.account_id = r.account_id
WHERE r.id = @id AND w.id <> r.id AND w.valid_to > CAST(@now AS BIGINT) AND w.decision IS NULL AND w.company_id = r.company_id
  AND w.requester_account_id = r.requester_account_id AND w.asked_read_only = r.asked_read_only AND w.description = r.description AND w.ticket_key = r.ticket_key
  AND COALESCE(w.asked_length_ms, 0) = COALESCE(r.asked_length_ms, 0) AND (r.asked_length_ms IS NOT NULL OR w.asked_to = r.asked_to)
  AND (w.asked_from = r.asked_from OR w.asked_from <= CAST(@now AS BIGINT) AND r.asked_from <= CAST(@now AS BIGINT))
  AND w.extends IS NULL AND r.extends IS NULL
ORDER BY w.id LIMIT 1;

-- CountWaitingOf counts the requests to an account that wait in a person's name, up to at_most.
-- name: CountWaitingOf :one
SELECT COUNT(*) FROM (
    SELECT 1 FROM access_requests w
    WHERE w.requested_by = @requested_by AND w.account_id = @account_id AND w.valid_to > CAST(@now AS BIGINT) AND w.decision IS NULL
    LIMIT CAST(@at_most AS INTEGER)
) AS waiting;

-- UpdateVisit continues the latest visit of a login from an address, if the visit had a page
-- recently.
-- name: UpdateVisit :execrows
UPDATE access_visits SET last_at = CASE WHEN access_visits.last_at < CAST(@now AS BIGINT) THEN CAST(@now AS BIGINT) ELSE access_visits.last_at END,
    pages = access_visits.pages + @pages, changes = access_visits.changes + @changes, webapps = access_visits.webapps + @webapps
WHERE access_visits.id = (
    SELECT v.id FROM access_visits v WHERE v.request_id = @request_id AND v.actor_name = @actor_name AND v.address = @address
    ORDER BY v.id DESC LIMIT 1)
  AND access_visits.last_at >= @since;

-- name: InsertVisit :exec
INSERT INTO access_visits (id, request_id, actor_name, address, began_at, last_at, pages, changes, webapps)
VALUES (@id, @request_id, @actor_name, @address, @at, @at, @pages, @changes, @webapps);

-- ListVisits is a page of the visits under a grant, oldest first.
-- name: ListVisits :many
SELECT * FROM access_visits WHERE request_id = @request_id AND id > @after ORDER BY id LIMIT @page_size;

-- ListRequestActs is what was done to a request, oldest first: its entries with certain actions.
-- name: ListRequestActs :many
SELECT * FROM audit_entries
WHERE request_id = @request_id AND request_id <> '' AND (SUBSTR(action, 1, 7) = 'access ' OR SUBSTR(action, 1, 8) = 'request.')
ORDER BY seq LIMIT @page_size;

-- ListOpenApprovals is who approved the waiting requests of an account, and still exists.
-- name: ListOpenApprovals :many
SELECT p.request_id, p.user_id, p.name, p.at FROM access_approvals p JOIN access_requests w ON w.id = p.request_id JOIN users u ON u.id = p.user_id
WHERE w.account_id = @account_id AND w.valid_to > CAST(@now AS BIGINT) AND w.decision IS NULL AND u.active AND u.deleted_at IS NULL
ORDER BY p.at, p.user_id;

-- ListExtensions is the requests to extend a grant, oldest first.
-- name: ListExtensions :many
SELECT r.* FROM access_requests e JOIN named_requests r ON r.id = e.id
WHERE e.extends = @id ORDER BY e.id LIMIT @page_size;

-- ListLastAsked is the companies that a login requested access to most recently, latest first, if
-- they still exist. For a user these are the user's own requests; with requested_by '' they are the
-- account's. It looks only at the newest depth requests.
-- name: ListLastAsked :many
WITH asked AS (
    SELECT id, company_id FROM (
        SELECT w.id, w.company_id FROM access_requests w
        WHERE w.requested_by = CAST(@requested_by AS TEXT) AND w.requester_account_id = CAST(@asking_account AS TEXT)
        ORDER BY w.id DESC LIMIT CAST(@depth AS INTEGER)) AS by_user
    UNION ALL
    SELECT id, company_id FROM (
        SELECT w.id, w.company_id FROM access_requests w
        WHERE CAST(@requested_by AS TEXT) = '' AND w.requester_account_id = CAST(@asking_account AS TEXT)
        ORDER BY w.id DESC LIMIT CAST(@depth AS INTEGER)) AS by_account
)
SELECT a.id AS account_id, a.name AS account_name, c.id, c.name, c.time_zone, CAST(MAX(asked.id) AS TEXT) AS last_id
FROM asked JOIN companies c ON c.id = asked.company_id JOIN accounts a ON a.id = c.account_id
WHERE c.deleted_at IS NULL AND a.deleted_at IS NULL AND a.id <> CAST(@asking_account AS TEXT)
GROUP BY a.id, a.name, c.id, c.name, c.time_zone
ORDER BY last_id DESC LIMIT @page_size;

-- GetFigures is how many requests are waiting for a decision, since when the oldest one is (0 for
-- none), and how many grants are live.
-- name: GetFigures :one
SELECT
    (SELECT COUNT(*) FROM access_requests w WHERE w.valid_to > CAST(@now AS BIGINT) AND w.decision IS NULL) AS waiting,
    CAST(COALESCE((SELECT MIN(o.created_at) FROM access_requests o WHERE o.valid_to > CAST(@now AS BIGINT) AND o.decision IS NULL), 0) AS BIGINT) AS oldest_waiting,
    (SELECT COUNT(*) FROM unended_grants g WHERE g.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < g.valid_to) AS live_grants;

-- GetRequestFloor is the id as far back as which a page of a search looks that begins before an id:
-- at a limited number of requests, however rare the matches are. It is '' if that is everything.
-- name: GetRequestFloor :one
SELECT CAST(MAX(floor) AS TEXT) AS floor FROM (
    SELECT CASE WHEN COUNT(*) = CAST(@looked AS INTEGER) THEN MIN(id) ELSE '' END AS floor FROM (
        SELECT w.id FROM access_requests w WHERE CAST(@scope_all AS INTEGER) = 1 AND w.id < CAST(@before AS TEXT)
        ORDER BY w.id DESC LIMIT CAST(@looked AS INTEGER)) AS every_request
    UNION ALL
    SELECT CASE WHEN COUNT(*) = CAST(@looked AS INTEGER) THEN MIN(id) ELSE '' END AS floor FROM (
        SELECT w.id FROM access_requests w WHERE CAST(@scope_all AS INTEGER) = 0 AND w.account_id = CAST(@own_account AS TEXT) AND w.id < CAST(@before AS TEXT)
        ORDER BY w.id DESC LIMIT CAST(@looked AS INTEGER)) AS t
    UNION ALL
    SELECT CASE WHEN COUNT(*) = CAST(@looked AS INTEGER) THEN MIN(id) ELSE '' END AS floor FROM (
        SELECT w.id FROM access_requests w WHERE CAST(@scope_all AS INTEGER) = 0 AND w.requester_account_id = CAST(@asking_account AS TEXT) AND CAST(@mine AS TEXT) = '' AND w.id < CAST(@before AS TEXT)
        ORDER BY w.id DESC LIMIT CAST(@looked AS INTEGER)) AS s
    UNION ALL
    SELECT CASE WHEN COUNT(*) = CAST(@looked AS INTEGER) THEN MIN(id) ELSE '' END AS floor FROM (
        SELECT w.id FROM access_requests w WHERE CAST(@mine AS TEXT) <> '' AND w.requested_by = CAST(@mine AS TEXT) AND w.id < CAST(@before AS TEXT)
        ORDER BY w.id DESC LIMIT CAST(@looked AS INTEGER)) AS m
) AS sides;

-- FilterRequests is a page of the requests of every account (scope_all), to an account or by one:
-- newest first or, with by_end 1, those that end soonest first. In that order it has only those
-- that are not over. Without state, WAITING or OPEN it looks back to floor, and further only for a
-- ticket that is typed whole. With mine, it has only those of that person of the asking account.
-- (The names are those from when it was made. LOWER folds A to Z.)
-- name: FilterRequests :many
WITH open_or_waiting AS (
    SELECT CAST(@by_end AS INTEGER) = 1 OR CAST(@state AS TEXT) = 'WAITING' OR CAST(@state AS TEXT) = 'OPEN' AS yes
), looked AS (
    SELECT w.id FROM access_requests w
    WHERE CAST(@scope_all AS INTEGER) = 1 AND NOT (SELECT yes FROM open_or_waiting) AND w.id < CAST(@before AS TEXT) AND w.id >= CAST(@floor AS TEXT)
    UNION ALL
    SELECT w.id FROM access_requests w
    WHERE CAST(@scope_all AS INTEGER) = 0 AND w.account_id = CAST(@own_account AS TEXT) AND NOT (SELECT yes FROM open_or_waiting) AND w.id < CAST(@before AS TEXT) AND w.id >= CAST(@floor AS TEXT)
    UNION ALL
    SELECT w.id FROM access_requests w
    WHERE CAST(@scope_all AS INTEGER) = 0 AND w.requester_account_id = CAST(@asking_account AS TEXT) AND CAST(@mine AS TEXT) = '' AND NOT (SELECT yes FROM open_or_waiting) AND w.id < CAST(@before AS TEXT) AND w.id >= CAST(@floor AS TEXT)
    UNION ALL
    SELECT w.id FROM access_requests w
    WHERE CAST(@mine AS TEXT) <> '' AND w.requested_by = CAST(@mine AS TEXT) AND w.requester_account_id = CAST(@asking_account AS TEXT) AND NOT (SELECT yes FROM open_or_waiting) AND w.id < CAST(@before AS TEXT) AND w.id >= CAST(@floor AS TEXT)
    UNION ALL
    SELECT w.id FROM access_requests w
    WHERE CAST(@scope_all AS INTEGER) = 1 AND (SELECT yes FROM open_or_waiting) AND w.valid_to > CAST(@now AS BIGINT)
    UNION ALL
    SELECT w.id FROM access_requests w
    WHERE CAST(@scope_all AS INTEGER) = 0 AND w.account_id = CAST(@own_account AS TEXT) AND (SELECT yes FROM open_or_waiting) AND w.valid_to > CAST(@now AS BIGINT)
    UNION ALL
    SELECT w.id FROM access_requests w
    WHERE CAST(@scope_all AS INTEGER) = 0 AND w.requester_account_id = CAST(@asking_account AS TEXT) AND (SELECT yes FROM open_or_waiting) AND w.valid_to > CAST(@now AS BIGINT)
    UNION ALL
    SELECT w.id FROM access_requests w
    WHERE w.ticket_key = CAST(@ticket_key AS TEXT) AND w.ticket_key <> ''
      AND (CAST(@scope_all AS INTEGER) = 1 OR w.account_id = CAST(@own_account AS TEXT) OR w.requester_account_id = CAST(@asking_account AS TEXT))
), found AS (
    SELECT w.id, CASE WHEN CAST(@by_end AS INTEGER) = 1 THEN w.valid_to ELSE 0 END AS ends
    FROM access_requests w
    WHERE w.id IN (SELECT id FROM looked)
      AND (CAST(@state AS TEXT) = ''
        OR CAST(@state AS TEXT) = 'WAITING' AND w.valid_to > CAST(@now AS BIGINT) AND w.decision IS NULL
        OR CAST(@state AS TEXT) = 'OPEN' AND w.valid_to > CAST(@now AS BIGINT) AND w.decision = 'GRANTED' AND w.ending IS NULL
        OR CAST(@state AS TEXT) = 'OVER' AND NOT (w.valid_to > CAST(@now AS BIGINT) AND (w.decision IS NULL OR (w.decision = 'GRANTED' AND w.ending IS NULL))))
      AND (CAST(@by_end AS INTEGER) = 0 OR w.valid_to > CAST(@now AS BIGINT) AND (w.decision IS NULL OR (w.decision = 'GRANTED' AND w.ending IS NULL)))
      AND (CAST(@mine AS TEXT) = '' OR w.requested_by = CAST(@mine AS TEXT))
      AND (CAST(@ticket AS TEXT) = '' OR w.ticket_key = CAST(@ticket AS TEXT))
      AND (CAST(@text AS TEXT) = '' OR w.id = CAST(@typed AS TEXT)
        OR REPLACE(w.names_key, CAST(@text AS TEXT), '') <> w.names_key
        OR REPLACE(w.ticket_key, CAST(@text AS TEXT), '') <> w.ticket_key
        OR REPLACE(w.description, CAST(@typed AS TEXT), '') <> w.description
        OR REPLACE(LOWER(w.description), LOWER(CAST(@text AS TEXT)), '') <> LOWER(w.description))
      AND (CAST(@company AS TEXT) = '' OR w.company_id = CAST(@company AS TEXT)
        OR REPLACE(LOWER(w.company_name), LOWER(CAST(@company AS TEXT)), '') <> LOWER(w.company_name))
      AND (CAST(@asker AS TEXT) = '' OR w.requested_by = CAST(@asker AS TEXT) OR w.requester_account_id = CAST(@asker AS TEXT)
        OR REPLACE(LOWER(w.requester_account_name || ' ' || w.requested_by_name || ' ' || w.requested_by_first_name || ' ' || w.requested_by_last_name),
            LOWER(CAST(@asker AS TEXT)), '')
          <> LOWER(w.requester_account_name || ' ' || w.requested_by_name || ' ' || w.requested_by_first_name || ' ' || w.requested_by_last_name))
      AND w.valid_to > CAST(@valid_after AS BIGINT) AND w.valid_from < CAST(@valid_before AS BIGINT)
), page AS (
    SELECT id, ends FROM found
    WHERE ends > CAST(@after_end AS BIGINT) OR (ends = CAST(@after_end AS BIGINT) AND id < CAST(@before AS TEXT))
    ORDER BY ends, id DESC LIMIT CAST(@page_size AS INTEGER)
)
SELECT r.* FROM page CROSS JOIN named_requests r
WHERE r.id = page.id
ORDER BY page.ends, page.id DESC;
