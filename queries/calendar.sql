-- PutCalendarFeed creates a login's calendar address, with the epoch of its session. It replaces an
-- earlier address of the login.
-- name: PutCalendarFeed :exec
INSERT INTO calendar_feeds (login_id, token_hash, account_id, user_id, epoch, created_at)
VALUES (@login_id, @token_hash, @account_id, @user_id, (SELECT s.epoch FROM sessions s WHERE s.token_hash = @session), @created_at)
ON CONFLICT (login_id) DO UPDATE
SET token_hash = excluded.token_hash, epoch = excluded.epoch, created_at = excluded.created_at;

-- GetCalendarFeed is when a login created its calendar address. works is 0 if the address stopped
-- working because the login's password or roles changed.
-- name: GetCalendarFeed :one
SELECT f.created_at, CAST(f.epoch = COALESCE(u.epoch, a.epoch) AS INTEGER) AS works
FROM calendar_feeds f JOIN accounts a ON a.id = f.account_id LEFT JOIN users u ON u.id = f.user_id
WHERE f.login_id = @login_id;

-- name: DeleteCalendarFeed :execrows
DELETE FROM calendar_feeds WHERE login_id = @login_id;
