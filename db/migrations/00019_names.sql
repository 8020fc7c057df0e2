-- +goose Up
-- A skeleton is what a name looks like (package lookalike), and no two live names have the same. Opening the database fills in those that are
-- missing; of names that look alike already all but the oldest get one of their own, and stay.
ALTER TABLE accounts ADD COLUMN skeleton TEXT;
ALTER TABLE companies ADD COLUMN skeleton TEXT;
ALTER TABLE users ADD COLUMN skeleton TEXT;
ALTER TABLE webapps ADD COLUMN skeleton TEXT;
CREATE UNIQUE INDEX accounts_by_skeleton ON accounts (skeleton);
CREATE UNIQUE INDEX companies_by_skeleton ON companies (skeleton, account_id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX users_by_skeleton ON users (skeleton, account_id);
CREATE UNIQUE INDEX webapps_by_skeleton ON webapps (skeleton);

-- +goose Down
-- Going down is restoring a backup.
