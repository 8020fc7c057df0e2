-- +goose Up
-- The language that a login chose, '' for none, and the one that the browser of its last sign-in preferred. Which languages there are says the
-- program: another one needs no migration.
ALTER TABLE users ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN browser_language TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN browser_language TEXT NOT NULL DEFAULT '';
-- The language of a mail's text.
ALTER TABLE mails ADD COLUMN language TEXT NOT NULL DEFAULT '';

-- The record tells by codes what was done; entries of before have a phrase, and keep it.
DROP INDEX audit_entries_keys;
CREATE INDEX audit_entries_keys ON audit_entries (seq) WHERE action IN ('record key begun', 'key.begun');
DROP INDEX audit_entries_forks;
CREATE INDEX audit_entries_forks ON audit_entries (seq)
    WHERE action IN ('record fork accepted', 'restored from a backup', 'fork.accepted', 'backup.restored');
DROP INDEX audit_entries_settings;
CREATE INDEX audit_entries_settings ON audit_entries (object_id, seq)
    WHERE action IN ('setting changed', 'setting added', 'setting removed', 'setting.changed', 'setting.added', 'setting.removed');
DROP INDEX audit_entries_acts;
CREATE INDEX audit_entries_acts ON audit_entries (request_id, seq)
    WHERE request_id <> '' AND (SUBSTR(action, 1, 7) = 'access ' OR SUBSTR(action, 1, 8) = 'request.');

-- +goose Down
-- The record is never taken back: going down is restoring a backup.
