-- name: GetRecordHead :one
SELECT size, hash FROM audit_head WHERE id = 1;

-- name: PutRecordHead :exec
INSERT INTO audit_head (id, size, hash) VALUES (1, @size, @hash)
ON CONFLICT (id) DO UPDATE SET size = excluded.size, hash = excluded.hash;

-- name: InsertRecordEntry :exec
INSERT INTO audit_entries (seq, at, actor_kind, actor_account_id, actor_user_id, actor_name, address, action, account_id,
    object_id, object_name, request_id, before, after, salt)
VALUES (@seq, @at, @actor_kind, @actor_account_id, @actor_user_id, @actor_name, @address, @action, @account_id,
    @object_id, @object_name, @request_id, @before, @after, @salt);

-- name: InsertRecordHash :exec
INSERT INTO audit_hashes (idx, hash) VALUES (@idx, @hash);

-- ListRecordEntriesFrom is for verifying: every entry in the order of the log.
-- name: ListRecordEntriesFrom :many
SELECT * FROM audit_entries WHERE seq >= @from_seq ORDER BY seq LIMIT @page_size;

-- ListRecordHashesFrom is for verifying: every stored hash in the order of the log.
-- name: ListRecordHashesFrom :many
SELECT * FROM audit_hashes WHERE idx >= @from_idx ORDER BY idx LIMIT @page_size;

-- ListSettingChanges is a page of the changes to a company's settings, newest first:
-- access.SettingChanged, SettingAdded and SettingRemoved, as listed in the index.
-- name: ListSettingChanges :many
SELECT * FROM audit_entries
WHERE object_id = @company_id AND action IN ('setting changed', 'setting added', 'setting removed', 'setting.changed', 'setting.added', 'setting.removed')
  AND seq < @before
ORDER BY seq DESC LIMIT @page_size;
