-- ListOpenableWebapps is the webapps that a user is subscribed to while its account's subscription runs.
-- name: ListOpenableWebapps :many
SELECT w.key, w.name, w.address, w.description
FROM user_subscriptions us
JOIN account_subscriptions s ON s.account_id = us.account_id AND s.webapp_id = us.webapp_id
JOIN webapps w ON w.id = us.webapp_id
WHERE us.user_id = @user_id AND s.valid_from <= @now AND @now < s.valid_to
ORDER BY w.name;
