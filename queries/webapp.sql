-- ListOpenableWebapps is the webapps that a user may open, while the account's subscription lasts,
-- with the grant under which each was assigned.
-- name: ListOpenableWebapps :many
SELECT w.id, w.key, w.name, w.address, w.description
FROM webapp_windows us
JOIN account_subscriptions s ON s.account_id = us.account_id AND s.webapp_id = us.webapp_id
JOIN webapps w ON w.id = us.webapp_id
WHERE us.user_id = @user_id AND us.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < us.valid_to
  AND s.valid_from <= CAST(@now AS BIGINT) AND CAST(@now AS BIGINT) < s.valid_to
ORDER BY w.name, w.id;

-- ListWebapps is a page of the catalogue, by key, and whether each could not be told of something
-- that ended there.
-- name: ListWebapps :many
SELECT w.id, w.key, w.name, w.address, w.description,
    CAST(EXISTS (
      SELECT 1 FROM webapp_sessions s WHERE s.webapp_id = w.id AND s.over_at IS NOT NULL AND s.told_at IS NULL AND s.problem <> '') AS INTEGER) AS untold
FROM webapps w WHERE w.key > @after ORDER BY w.key LIMIT @page_size;

-- GetWebapp is a webapp of the catalogue, and whether an account subscribes to it.
-- name: GetWebapp :one
SELECT w.id, w.key, w.name, w.address, w.description,
    CAST(EXISTS (SELECT 1 FROM account_subscriptions s WHERE s.webapp_id = w.id) AS INTEGER) AS subscribed
FROM webapps w WHERE w.id = @id;

-- name: InsertWebapp :exec
INSERT INTO webapps (id, key, name, skeleton, address, description, created_at, updated_at)
VALUES (@id, @key, @name, @skeleton, @address, @description, @created_at, @updated_at);

-- UpdateWebapp does not change the key. An unchanged name keeps its skeleton.
-- name: UpdateWebapp :execrows
UPDATE webapps
SET skeleton = CASE WHEN webapps.name = @name THEN webapps.skeleton ELSE @skeleton END, name = @name, address = @address, description = @description, updated_at = @updated_at WHERE id = @id;

-- DeleteWebapp does not delete a webapp that an account subscribes to.
-- name: DeleteWebapp :execrows
DELETE FROM webapps
WHERE webapps.id = @id AND NOT EXISTS (SELECT 1 FROM account_subscriptions s WHERE s.webapp_id = webapps.id);

-- ListWebappsToSubscribe is the catalogue without an account's subscriptions.
-- name: ListWebappsToSubscribe :many
SELECT w.id, w.name FROM webapps w
WHERE NOT EXISTS (SELECT 1 FROM account_subscriptions s WHERE s.webapp_id = w.id AND s.account_id = CAST(@account_id AS TEXT))
ORDER BY w.name, w.id LIMIT CAST(@page_size AS INTEGER);
