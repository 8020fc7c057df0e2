-- GetLastBackup is the time of the last backup.
-- name: GetLastBackup :one
SELECT at FROM last_backup WHERE id = 1;

-- name: PutLastBackup :exec
INSERT INTO last_backup (id, at) VALUES (1, @at) ON CONFLICT (id) DO UPDATE SET at = excluded.at;

-- DeleteLastBackupFrom forgets a backup that was made after an instant.
-- name: DeleteLastBackupFrom :exec
DELETE FROM last_backup WHERE at > @now;
