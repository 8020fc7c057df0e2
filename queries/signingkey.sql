-- The keys that sign what webapps are told. There are at most a few of them.

-- name: InsertSigningKey :exec
INSERT INTO signing_keys (id, public_jwk, sealed, key_id, state, created_at) VALUES (@id, @public_jwk, @sealed, @key_id, @state, @created_at);

-- ListSigningKeys is the published ones.
-- name: ListSigningKeys :many
SELECT * FROM signing_keys WHERE retires_at IS NULL OR retires_at > @now;

-- name: ListSigningKeysToCheck :many
SELECT * FROM signing_keys WHERE id > CAST(@after AS TEXT) ORDER BY id LIMIT @page_size;

-- SetSigningKey seals a key anew, and makes it the current one or leaves it the next.
-- name: SetSigningKey :exec
UPDATE signing_keys SET state = @state, sealed = @sealed, key_id = @key_id WHERE id = @id AND state <> 'OLD';

-- RetireSigningKey publishes a key for a while, and forgets what is secret of it.
-- name: RetireSigningKey :exec
UPDATE signing_keys SET state = 'OLD', sealed = @nothing, key_id = '', retires_at = @retires_at WHERE id = @id AND state <> 'OLD';

-- name: DeleteSigningKey :exec
DELETE FROM signing_keys WHERE id = @id;

-- name: DeleteSigningKeys :exec
DELETE FROM signing_keys;

-- name: DeleteRetiredSigningKeys :exec
DELETE FROM signing_keys WHERE retires_at <= CAST(@now AS BIGINT);

-- LimitSigningKeys lets no key be published longer than to an instant, when the clock is corrected.
-- name: LimitSigningKeys :exec
UPDATE signing_keys SET retires_at = CAST(@retires_at AS BIGINT) WHERE retires_at > CAST(@retires_at AS BIGINT);
