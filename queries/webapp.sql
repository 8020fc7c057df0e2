-- name: InsertWebapp :exec
INSERT INTO webapps (id, key, name, address, description, created_at, updated_at)
VALUES (@id, @key, @name, @address, @description, @created_at, @updated_at);

-- name: InsertAccountSubscription :exec
INSERT INTO account_subscriptions (account_id, webapp_id, seats, valid_from, valid_to, created_at, updated_at)
VALUES (@account_id, @webapp_id, @seats, @valid_from, @valid_to, @created_at, @updated_at);

-- name: InsertUserSubscription :exec
INSERT INTO user_subscriptions (user_id, account_id, webapp_id, assigned_at)
VALUES (@user_id, @account_id, @webapp_id, @assigned_at);

-- ListOpenableWebapps is the webapps that a user is subscribed to while its account's subscription runs.
-- name: ListOpenableWebapps :many
SELECT w.key, w.name, w.address, w.description
FROM user_subscriptions us
JOIN account_subscriptions s ON s.account_id = us.account_id AND s.webapp_id = us.webapp_id
JOIN webapps w ON w.id = us.webapp_id
WHERE us.user_id = @user_id AND s.valid_from <= @now AND @now < s.valid_to
ORDER BY w.name;
