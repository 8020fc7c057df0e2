-- GetFormKey is the result of a form that was sent before.
-- name: GetFormKey :one
SELECT object_id FROM form_keys WHERE key_hash = @key_hash;

-- InsertFormKey belongs to the transaction of what the form did.
-- name: InsertFormKey :exec
INSERT INTO form_keys (key_hash, object_id, created_at) VALUES (@key_hash, @object_id, @created_at);

-- name: DeleteOldFormKeys :exec
DELETE FROM form_keys WHERE created_at < @before;
