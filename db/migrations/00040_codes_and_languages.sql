-- +goose Up
-- The language that a login chose, '' for none, and the one that the browser of its last sign-in preferred. Which languages there are says the
-- program: another one needs no migration.
ALTER TABLE users ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN browser_language TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN language TEXT NOT NULL DEFAULT '';
ALTER TABLE accounts ADD COLUMN browser_language TEXT NOT NULL DEFAULT '';
-- The language of a mail's text.
ALTER TABLE mails ADD COLUMN language TEXT NOT NULL DEFAULT '';
