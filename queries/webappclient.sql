-- GetWebappClient finds a client by the name that it calls itself by.
-- name: GetWebappClient :one
SELECT c.webapp_id, c.client_id, c.public, c.redirect_uris, c.after_logout_uris, c.logout_uri, w.name, w.address
FROM webapp_clients c
JOIN webapps w ON w.id = c.webapp_id
WHERE c.client_id = @client_id;

-- name: GetWebappClientOf :one
SELECT c.webapp_id, c.client_id, c.public, c.redirect_uris, c.after_logout_uris, c.logout_uri, w.name, w.address
FROM webapp_clients c
JOIN webapps w ON w.id = c.webapp_id
WHERE c.webapp_id = @webapp_id;

-- name: InsertWebappClient :exec
INSERT INTO webapp_clients (webapp_id, client_id, public, redirect_uris, after_logout_uris, logout_uri, created_at, updated_at)
VALUES (@webapp_id, @client_id, @public, @redirect_uris, @after_logout_uris, @logout_uri, @created_at, @updated_at);

-- name: UpdateWebappClient :execrows
UPDATE webapp_clients
SET public = @public, redirect_uris = @redirect_uris, after_logout_uris = @after_logout_uris, logout_uri = @logout_uri, updated_at = @updated_at
WHERE webapp_id = @webapp_id;

-- name: DeleteWebappClient :execrows
DELETE FROM webapp_clients WHERE webapp_id = @webapp_id;

-- IsWebappSecret says whether a client has a secret with this hash that counts now.
-- name: IsWebappSecret :one
SELECT CAST(EXISTS (
    SELECT 1 FROM webapp_secrets s
    WHERE s.secret_hash = @secret_hash AND s.webapp_id = @webapp_id AND (s.expires_at IS NULL OR s.expires_at > CAST(@now AS BIGINT))) AS INTEGER);

-- ListWebappSecrets is the secrets of a client that count now, oldest first.
-- name: ListWebappSecrets :many
SELECT id, hint, created_at, expires_at FROM webapp_secrets
WHERE webapp_id = @webapp_id AND (expires_at IS NULL OR expires_at > CAST(@now AS BIGINT))
ORDER BY created_at, id;

-- name: InsertWebappSecret :exec
INSERT INTO webapp_secrets (id, webapp_id, secret_hash, hint, created_at) VALUES (@id, @webapp_id, @secret_hash, @hint, @created_at);

-- EndWebappSecret lets a secret count until an instant, but never longer than it did.
-- name: EndWebappSecret :execrows
UPDATE webapp_secrets SET expires_at = CAST(@expires_at AS BIGINT)
WHERE id = @id AND webapp_id = @webapp_id AND (expires_at IS NULL OR expires_at > CAST(@expires_at AS BIGINT));

-- name: DeleteWebappSecrets :exec
DELETE FROM webapp_secrets WHERE webapp_id = @webapp_id;

-- DeleteOverWebappSecrets forgets the secrets that stopped counting before an instant.
-- name: DeleteOverWebappSecrets :exec
DELETE FROM webapp_secrets WHERE expires_at < CAST(@before AS BIGINT);

-- name: InsertVisitorWebapp :execrows
INSERT INTO webapp_visitors (account_id, webapp_id, created_at)
SELECT s.account_id, s.webapp_id, CAST(@created_at AS BIGINT) FROM account_subscriptions s
WHERE s.account_id = CAST(@account_id AS TEXT) AND s.webapp_id = CAST(@webapp_id AS TEXT)
ON CONFLICT (account_id, webapp_id) DO NOTHING;

-- name: DeleteVisitorWebapp :execrows
DELETE FROM webapp_visitors WHERE account_id = @account_id AND webapp_id = @webapp_id;

-- DeleteVisitorsOfWebapp is for a webapp that is deleted.
-- name: DeleteVisitorsOfWebapp :exec
DELETE FROM webapp_visitors WHERE webapp_id = @webapp_id;

-- name: ListWebappClientsToCheck :many
SELECT * FROM webapp_clients WHERE webapp_id > CAST(@after AS TEXT) ORDER BY webapp_id LIMIT @page_size;

-- name: ListWebappSecretsToCheck :many
SELECT * FROM webapp_secrets WHERE id > CAST(@after AS TEXT) ORDER BY id LIMIT @page_size;

-- name: ListWebappVisitorsToCheck :many
SELECT * FROM webapp_visitors
WHERE (account_id, webapp_id) > (CAST(@after AS TEXT), CAST(@after_part AS TEXT))
ORDER BY account_id, webapp_id LIMIT @page_size;

-- ListPublicClients is the clients without a secret.
-- name: ListPublicClients :many
SELECT c.webapp_id, c.client_id, c.public, c.redirect_uris, c.after_logout_uris, c.logout_uri, w.name, w.address
FROM webapp_clients c
JOIN webapps w ON w.id = c.webapp_id
WHERE c.public;
