-- GetIdentityProvider is the provider of an account.
-- name: GetIdentityProvider :one
SELECT * FROM identity_providers WHERE account_id = @account_id;

-- GetProviderOffer is the provider by which the users of an account can sign in, by the account's name.
-- name: GetProviderOffer :one
SELECT a.id, a.name AS account_name, p.name, p.required
FROM accounts a JOIN identity_providers p ON p.account_id = a.id
WHERE a.name_key = @name_key AND a.login_enabled AND a.deleted_at IS NULL AND p.enabled = 1;

-- name: PutIdentityProvider :exec
INSERT INTO identity_providers (account_id, name, issuer, client_id, sealed, key_id, scopes, groups_claim, groups, second_factor, enabled, required,
    creates, created_at, updated_at)
VALUES (@account_id, @name, @issuer, @client_id, @sealed, @key_id, @scopes, @groups_claim, @groups, @second_factor, @enabled, @required, @creates,
    @now, @now)
ON CONFLICT (account_id) DO UPDATE
SET name = excluded.name, issuer = excluded.issuer, client_id = excluded.client_id, sealed = excluded.sealed, key_id = excluded.key_id,
    scopes = excluded.scopes, groups_claim = excluded.groups_claim, groups = excluded.groups, second_factor = excluded.second_factor,
    enabled = excluded.enabled, required = excluded.required, creates = excluded.creates, updated_at = excluded.updated_at;

-- name: DeleteIdentityProvider :execrows
DELETE FROM identity_providers WHERE account_id = @account_id;

-- DeleteIdentities removes the identities of all users of an account.
-- name: DeleteIdentities :execrows
DELETE FROM identities WHERE account_id = @account_id;

-- CountUsersWithoutPassword is how many of an account's own users who are active have no other way to
-- sign in than the provider.
-- name: CountUsersWithoutPassword :one
SELECT CAST(COUNT(*) AS INTEGER) FROM identities i JOIN users u ON u.id = i.user_id
WHERE i.account_id = @account_id AND u.active AND u.password_hash = ''
  AND NOT EXISTS (SELECT 1 FROM passkeys p WHERE p.account_id = i.account_id AND p.user_id = i.user_id);

-- GetIdentity is who a user is at the provider.
-- name: GetIdentity :one
SELECT * FROM identities WHERE user_id = @user_id;

-- GetIdentityUser is the user who is somebody at the provider. Whether they may sign in says GetUserLogin.
-- name: GetIdentityUser :one
SELECT u.id, u.name, a.name AS account_name
FROM identities i JOIN users u ON u.id = i.user_id JOIN accounts a ON a.id = i.account_id
WHERE i.account_id = @account_id AND i.issuer = @issuer AND i.subject = @subject;

-- name: PutIdentity :exec
INSERT INTO identities (user_id, account_id, issuer, subject, linked_at, how)
VALUES (@user_id, @account_id, @issuer, @subject, @linked_at, @how)
ON CONFLICT (user_id) DO UPDATE SET issuer = excluded.issuer, subject = excluded.subject, linked_at = excluded.linked_at, how = excluded.how;

-- name: DeleteIdentity :execrows
DELETE FROM identities WHERE user_id = @user_id;

-- IsOwnUser is whether a user is one of an account's own people, and not external.
-- name: IsOwnUser :one
SELECT CAST(COUNT(*) AS INTEGER) FROM users WHERE id = @id AND account_id = @account_id AND owner_id IS NULL AND deleted_at IS NULL;

-- DeleteProviderSessions ends the sessions of an account's users that began by the provider.
-- name: DeleteProviderSessions :execrows
DELETE FROM sessions WHERE account_id = @account_id AND user_id IS NOT NULL AND (' ' || proofs || ' ') LIKE '% PROVIDER%';

-- name: InsertProviderSignIn :exec
INSERT INTO provider_sign_ins (state_hash, browser_hash, account_id, issuer, purpose, holder, next, created_at, expires_at)
VALUES (@state_hash, @browser_hash, @account_id, @issuer, @purpose, @holder, @next, @created_at, @expires_at);

-- TakeProviderSignIn is for whoever comes back from a provider: it can be taken once, and only by the browser
-- that was sent there.
-- name: TakeProviderSignIn :one
DELETE FROM provider_sign_ins
WHERE state_hash = @state_hash AND browser_hash = @browser_hash AND expires_at > @now
RETURNING account_id, issuer, purpose, holder, next, created_at;

-- name: DeleteExpiredProviderSignIns :exec
DELETE FROM provider_sign_ins WHERE expires_at <= @now;

-- DeleteProviderSignInsOf ends what began with an account's provider.
-- name: DeleteProviderSignInsOf :exec
DELETE FROM provider_sign_ins WHERE account_id = @account_id;

-- name: DeleteProviderSignIns :execrows
DELETE FROM provider_sign_ins;

-- ListSealedProviders is all client secrets.
-- name: ListSealedProviders :many
SELECT account_id, sealed, key_id FROM identity_providers WHERE account_id > CAST(@after AS TEXT) ORDER BY account_id LIMIT @page_size;

-- name: UpdateSealedProvider :exec
UPDATE identity_providers SET sealed = @sealed, key_id = @key_id WHERE account_id = @account_id;
