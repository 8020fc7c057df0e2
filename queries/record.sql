-- ListRecord is a page of the entries about an account, or about what its logins did elsewhere,
-- newest first. The entries are from after an instant and before a place, and match the actions
-- between bars and those parts of texts or ids that are not empty. Denied attempts by the account's
-- logins on other accounts are left out: they would reveal what exists there. (REPLACE finds a part
-- of a text without escaping.)
-- name: ListRecord :many
WITH page AS (
    SELECT seq FROM (
        SELECT e.seq, e.at FROM audit_entries e
        WHERE e.account_id = CAST(@account_id AS TEXT)
          AND e.at >= CAST(@from_at AS BIGINT) AND (e.at, e.seq) < (CAST(@before_at AS BIGINT), CAST(@before_seq AS BIGINT))
          AND (CAST(@actions AS TEXT) = '' OR REPLACE(CAST(@actions AS TEXT), '|' || e.action || '|', '') <> CAST(@actions AS TEXT))
          AND (CAST(@person AS TEXT) = '' OR REPLACE(LOWER(e.actor_name), CAST(@person AS TEXT), '') <> LOWER(e.actor_name)
            OR LOWER(e.actor_user_id) = CAST(@person AS TEXT) OR LOWER(e.actor_account_id) = CAST(@person AS TEXT))
          AND (CAST(@object AS TEXT) = '' OR REPLACE(LOWER(e.object_name), CAST(@object AS TEXT), '') <> LOWER(e.object_name)
            OR LOWER(e.object_id) = CAST(@object AS TEXT))
        ORDER BY e.at DESC, e.seq DESC LIMIT CAST(@page_size AS INTEGER)) AS about
    UNION ALL
    SELECT seq FROM (
        SELECT e.seq, e.at FROM audit_entries e
        WHERE e.actor_account_id = CAST(@account_id AS TEXT) AND e.actor_account_id <> e.account_id AND e.action <> 'denied'
          AND e.at >= CAST(@from_at AS BIGINT) AND (e.at, e.seq) < (CAST(@before_at AS BIGINT), CAST(@before_seq AS BIGINT))
          AND (CAST(@actions AS TEXT) = '' OR REPLACE(CAST(@actions AS TEXT), '|' || e.action || '|', '') <> CAST(@actions AS TEXT))
          AND (CAST(@person AS TEXT) = '' OR REPLACE(LOWER(e.actor_name), CAST(@person AS TEXT), '') <> LOWER(e.actor_name)
            OR LOWER(e.actor_user_id) = CAST(@person AS TEXT) OR LOWER(e.actor_account_id) = CAST(@person AS TEXT))
          AND (CAST(@object AS TEXT) = '' OR REPLACE(LOWER(e.object_name), CAST(@object AS TEXT), '') <> LOWER(e.object_name)
            OR LOWER(e.object_id) = CAST(@object AS TEXT))
        ORDER BY e.at DESC, e.seq DESC LIMIT CAST(@page_size AS INTEGER)) AS by_it
)
SELECT e.* FROM page JOIN audit_entries e ON e.seq = page.seq
ORDER BY e.at DESC, e.seq DESC LIMIT CAST(@page_size AS INTEGER);

-- ListRecordToExport is a page of the same entries, oldest first: in a span of time, after a place,
-- and with numbers below the size of a head.
-- name: ListRecordToExport :many
WITH page AS (
    SELECT seq FROM (
        SELECT e.seq, e.at FROM audit_entries e
        WHERE e.account_id = CAST(@account_id AS TEXT)
          AND (e.at, e.seq) > (CAST(@after_at AS BIGINT), CAST(@after_seq AS BIGINT))
          AND e.at < CAST(@to_at AS BIGINT) AND e.seq < CAST(@size AS BIGINT)
        ORDER BY e.at, e.seq LIMIT CAST(@page_size AS INTEGER)) AS about
    UNION ALL
    SELECT seq FROM (
        SELECT e.seq, e.at FROM audit_entries e
        WHERE e.actor_account_id = CAST(@account_id AS TEXT) AND e.actor_account_id <> e.account_id AND e.action <> 'denied'
          AND (e.at, e.seq) > (CAST(@after_at AS BIGINT), CAST(@after_seq AS BIGINT))
          AND e.at < CAST(@to_at AS BIGINT) AND e.seq < CAST(@size AS BIGINT)
        ORDER BY e.at, e.seq LIMIT CAST(@page_size AS INTEGER)) AS by_it
)
SELECT e.* FROM page JOIN audit_entries e ON e.seq = page.seq
ORDER BY e.at, e.seq LIMIT CAST(@page_size AS INTEGER);

-- ListDecisionsToExport is the decisions about a request.
-- name: ListDecisionsToExport :many
SELECT * FROM audit_entries
WHERE request_id = @request_id AND request_id <> '' AND (SUBSTR(action, 1, 7) = 'access ' OR SUBSTR(action, 1, 8) = 'request.')
  AND seq < @size AND action IN (sqlc.slice(actions))
ORDER BY seq;

-- ListRecordKeys is the entries about the keys that signed heads of the record, the current one
-- last.
-- name: ListRecordKeys :many
SELECT * FROM audit_entries WHERE action IN ('record key begun', 'key.begun') ORDER BY seq;

-- ListRecordForks is the entries at which the record continues from a backup.
-- name: ListRecordForks :many
SELECT * FROM audit_entries WHERE action IN ('record fork accepted', 'restored from a backup', 'fork.accepted', 'backup.restored') ORDER BY seq;

-- ListRecordHashesAt is some of the log's stored hashes.
-- name: ListRecordHashesAt :many
SELECT * FROM audit_hashes WHERE idx IN (sqlc.slice(indexes));

-- GetLastSignedHead is the last head that was signed and stored.
-- name: GetLastSignedHead :one
SELECT * FROM signed_heads WHERE size > 0 ORDER BY size DESC LIMIT 1;

-- ListSignedHeads is a page of the heads that were signed and stored, oldest first.
-- name: ListSignedHeads :many
SELECT * FROM signed_heads WHERE size > @after ORDER BY size LIMIT @page_size;

-- name: InsertSignedHead :exec
INSERT INTO signed_heads (size, hash, checkpoint, at) VALUES (@size, @hash, @checkpoint, @at);

-- GetRecordFloor is the instant to which a number of an account's entries before a place go back,
-- in either part; 0 if there are no more entries.
-- name: GetRecordFloor :one
SELECT CAST(MAX(floor) AS BIGINT) FROM (
    SELECT CASE WHEN COUNT(*) = CAST(@looked AS INTEGER) THEN MIN(at) ELSE 0 END AS floor FROM (
        SELECT e.at FROM audit_entries e
        WHERE e.account_id = CAST(@account_id AS TEXT) AND (e.at, e.seq) < (CAST(@before_at AS BIGINT), CAST(@before_seq AS BIGINT))
        ORDER BY e.at DESC, e.seq DESC LIMIT CAST(@looked AS INTEGER)) AS about
    UNION ALL
    SELECT CASE WHEN COUNT(*) = CAST(@looked AS INTEGER) THEN MIN(at) ELSE 0 END AS floor FROM (
        SELECT e.at FROM audit_entries e
        WHERE e.actor_account_id = CAST(@account_id AS TEXT) AND e.actor_account_id <> e.account_id AND e.action <> 'denied'
          AND (e.at, e.seq) < (CAST(@before_at AS BIGINT), CAST(@before_seq AS BIGINT))
        ORDER BY e.at DESC, e.seq DESC LIMIT CAST(@looked AS INTEGER)) AS by_it
) AS floors;
