-- +goose Up
-- The value of a secret setting stands in its own row alone: never in the record, nor in what follows from it. revision is the number of
-- the record's entry that tells of the setting's last change: by it a stale form shows, without anything that follows from the value. It
-- is 0 for settings that were not changed since there are any.
ALTER TABLE company_settings ADD COLUMN secret INTEGER NOT NULL DEFAULT 0 CHECK (secret IN (0, 1));
ALTER TABLE company_settings ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;

-- +goose Down
-- Going down is restoring a backup.
