-- +goose Up
-- How many of the seats bought are used: by the active users, not deleted, to whom the webapp is assigned. The triggers keep it, so
-- that no way of assigning a webapp, or of activating a user, gets past the check.
ALTER TABLE account_subscriptions ADD COLUMN used INTEGER NOT NULL DEFAULT 0 CHECK (used BETWEEN 0 AND seats);
UPDATE account_subscriptions SET used = (
    SELECT COUNT(*) FROM user_subscriptions us JOIN users u ON u.id = us.user_id
    WHERE us.account_id = account_subscriptions.account_id AND us.webapp_id = account_subscriptions.webapp_id
      AND u.active AND u.deleted_at IS NULL);
CREATE INDEX account_subscriptions_by_webapp ON account_subscriptions (webapp_id);
CREATE INDEX webapps_by_name ON webapps (name, id);

-- +goose StatementBegin
CREATE TRIGGER user_subscriptions_take_seat AFTER INSERT ON user_subscriptions
WHEN EXISTS (SELECT 1 FROM users WHERE id = NEW.user_id AND active AND deleted_at IS NULL)
BEGIN
    UPDATE account_subscriptions SET used = used + 1 WHERE account_id = NEW.account_id AND webapp_id = NEW.webapp_id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER user_subscriptions_free_seat AFTER DELETE ON user_subscriptions
WHEN EXISTS (SELECT 1 FROM users WHERE id = OLD.user_id AND active AND deleted_at IS NULL)
BEGIN
    UPDATE account_subscriptions SET used = used - 1 WHERE account_id = OLD.account_id AND webapp_id = OLD.webapp_id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER user_subscriptions_no_update BEFORE UPDATE ON user_subscriptions
BEGIN SELECT RAISE(ABORT, 'a subscription of a user is made and deleted, not changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER users_take_seats AFTER UPDATE OF active, deleted_at ON users
WHEN NEW.active AND NEW.deleted_at IS NULL AND NOT (OLD.active AND OLD.deleted_at IS NULL)
BEGIN
    UPDATE account_subscriptions SET used = used + 1
    WHERE account_id = NEW.account_id AND webapp_id IN (SELECT webapp_id FROM user_subscriptions WHERE user_id = NEW.id);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER users_free_seats AFTER UPDATE OF active, deleted_at ON users
WHEN OLD.active AND OLD.deleted_at IS NULL AND NOT (NEW.active AND NEW.deleted_at IS NULL)
BEGIN
    UPDATE account_subscriptions SET used = used - 1
    WHERE account_id = NEW.account_id AND webapp_id IN (SELECT webapp_id FROM user_subscriptions WHERE user_id = NEW.id);
END;
-- +goose StatementEnd

-- +goose Down
-- Going down is restoring a backup.
