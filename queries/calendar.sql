-- PutCalendarFeed makes the address of the login of a session; an earlier one of the same login is over.
-- name: PutCalendarFeed :execrows
INSERT INTO calendar_feeds (login_id, token_hash, account_id, user_id, epoch, created_at)
SELECT COALESCE(s.user_id, s.account_id), CAST(@token_hash AS BLOB), s.account_id, s.user_id, s.epoch, CAST(@created_at AS BIGINT)
FROM sessions s WHERE s.token_hash = CAST(@session AS BLOB)
ON CONFLICT (login_id) DO UPDATE
SET token_hash = excluded.token_hash, epoch = excluded.epoch, created_at = excluded.created_at;

-- GetCalendarFeed is when a login made its address; works is 0 where that stopped because its password or its roles changed.
-- name: GetCalendarFeed :one
SELECT f.created_at, CAST(f.epoch = COALESCE(u.epoch, a.epoch) AS INTEGER) AS works
FROM calendar_feeds f JOIN accounts a ON a.id = f.account_id LEFT JOIN users u ON u.id = f.user_id
WHERE f.login_id = @login_id;

-- name: DeleteCalendarFeed :execrows
DELETE FROM calendar_feeds WHERE login_id = @login_id;
