-- +goose Up
-- A login has so many sessions at most: its oldest ones end.
CREATE INDEX sessions_by_login ON sessions (account_id, user_id, created_at);

-- +goose Down
-- The record is never taken back: going down is restoring a backup.
