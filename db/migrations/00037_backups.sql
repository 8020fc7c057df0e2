-- +goose Up
-- When the last backup was made. A copy has its own instant in it: what is restored from it says when that was.
CREATE TABLE last_backup (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    at INTEGER NOT NULL
) STRICT;

-- +goose Down
-- Going down is restoring a backup.
