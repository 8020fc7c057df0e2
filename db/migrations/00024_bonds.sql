-- +goose Up
-- A user (role ''), or a role of it, hangs on every external user in its bonds: it counts only while they could all sign in. Bonds
-- are written when somebody is made or something given, those of the maker or giver with them, so that they hold at any remove.
CREATE TABLE bonds (
    user_id  TEXT NOT NULL REFERENCES users (id),
    role     TEXT NOT NULL,
    guest_id TEXT NOT NULL REFERENCES users (id),
    PRIMARY KEY (user_id, role, guest_id)
) STRICT;
CREATE INDEX bonds_by_guest ON bonds (guest_id, user_id);

-- +goose StatementBegin
CREATE TRIGGER user_roles_drop_bonds AFTER DELETE ON user_roles
BEGIN
    DELETE FROM bonds WHERE user_id = OLD.user_id AND role = OLD.role;
END;
-- +goose StatementEnd

-- What was made and given before: the chain of makers, and the givers with their chains.
WITH RECURSIVE made (user_id, guest_id) AS (
    SELECT id, made_by FROM users WHERE made_by IS NOT NULL
    UNION
    SELECT made.user_id, u.made_by FROM made JOIN users u ON u.id = made.guest_id WHERE u.made_by IS NOT NULL
)
INSERT INTO bonds (user_id, role, guest_id)
SELECT made.user_id, '', made.guest_id FROM made JOIN users g ON g.id = made.guest_id
WHERE g.owner_id IS NOT NULL AND made.user_id <> made.guest_id;
INSERT INTO bonds (user_id, role, guest_id)
SELECT r.user_id, r.role, r.given_by FROM user_roles r WHERE r.given_by IS NOT NULL AND r.given_by <> r.user_id
UNION
SELECT r.user_id, r.role, b.guest_id FROM user_roles r JOIN bonds b ON b.user_id = r.given_by AND b.role = ''
WHERE r.given_by IS NOT NULL
UNION
SELECT r.user_id, r.role, b.guest_id FROM user_roles r JOIN users u ON u.id = r.user_id JOIN bonds b ON b.user_id = r.user_id AND b.role = ''
WHERE r.role <> 'USER' AND r.assigned_at = u.created_at;
-- A role that ended with its giver for good does not come back.
DELETE FROM user_roles WHERE given_by IS NOT NULL AND EXISTS (
    SELECT 1 FROM users g WHERE g.id = user_roles.given_by AND (g.deleted_at IS NOT NULL OR NOT g.active));
DROP INDEX user_roles_by_giver;
ALTER TABLE user_roles DROP COLUMN given_by;
ALTER TABLE user_roles DROP COLUMN ends_at;
DROP INDEX users_by_maker;
ALTER TABLE users DROP COLUMN made_by;

-- Each bond with when its guest could sign in, but for its password: valid_from <= now < valid_to. One that is out now is valid to 0.
CREATE VIEW bond_windows AS
SELECT w.user_id, w.role, w.guest_id, w.valid_from, CAST(CASE WHEN w.grant_to < w.valid_to THEN w.grant_to ELSE w.valid_to END AS BIGINT) AS valid_to
FROM (
    SELECT b.user_id, b.role, b.guest_id,
        CAST(CASE WHEN x.grant_id IS NULL THEN 0
          ELSE COALESCE((SELECT g.valid_from FROM unended_grants g WHERE g.id = x.grant_id), 0) END AS BIGINT) AS valid_from,
        CASE WHEN x.active AND x.deleted_at IS NULL AND a.login_enabled AND a.deleted_at IS NULL AND a.frozen_at IS NULL
            AND o.active AND o.owner_id IS NULL AND o.deleted_at IS NULL AND oa.login_enabled AND oa.deleted_at IS NULL
          THEN COALESCE(x.valid_to, 253402300799999) ELSE 0 END AS valid_to,
        CASE WHEN x.grant_id IS NULL THEN 253402300799999
          ELSE COALESCE((SELECT g.valid_to FROM unended_grants g WHERE g.id = x.grant_id), 0) END AS grant_to
    FROM bonds b
    JOIN users x ON x.id = b.guest_id
    JOIN accounts a ON a.id = x.account_id
    JOIN users o ON o.id = x.owner_id
    JOIN accounts oa ON oa.id = o.account_id
) AS w;

-- +goose Down
-- Going down is restoring a backup.
