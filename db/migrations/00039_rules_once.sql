-- +goose Up
-- When a user, a role of one, or a webapp of one counts stands here once, as a window: valid_from <= now < valid_to. The statements compare
-- the clock. What does not count now, whatever the clock says, is valid to 0; what has no end is valid to the end of the year 9999.

-- The users who may own external users: they could sign in themselves, but for a password.
CREATE VIEW owners AS
SELECT o.id
FROM users o
JOIN accounts a ON a.id = o.account_id
WHERE o.active AND o.owner_id IS NULL AND o.deleted_at IS NULL AND a.login_enabled AND a.deleted_at IS NULL;

-- When each user could sign in, but for a password and for the external users that it hangs on.
CREATE VIEW own_windows AS
SELECT u.id AS user_id,
    CAST(CASE WHEN u.grant_id IS NULL THEN 0
      ELSE COALESCE((SELECT g.valid_from FROM unended_grants g WHERE g.id = u.grant_id), 0) END AS BIGINT) AS valid_from,
    CAST(CASE WHEN u.active AND u.deleted_at IS NULL AND a.login_enabled AND a.deleted_at IS NULL
        AND (u.owner_id IS NULL OR (a.frozen_at IS NULL AND EXISTS (SELECT 1 FROM owners o WHERE o.id = u.owner_id)))
      THEN CASE WHEN u.grant_id IS NULL THEN COALESCE(u.valid_to, 253402300799999)
        ELSE COALESCE((
          SELECT CASE WHEN u.valid_to < g.valid_to THEN u.valid_to ELSE g.valid_to END
          FROM unended_grants g WHERE g.id = u.grant_id), 0) END
      ELSE 0 END AS BIGINT) AS valid_to
FROM users u
JOIN accounts a ON a.id = u.account_id;

-- Each bond with when its external user could sign in.
DROP VIEW bond_windows;
CREATE VIEW bond_windows AS
SELECT b.user_id, b.role, b.guest_id, w.valid_from, w.valid_to
FROM bonds b
JOIN own_windows w ON w.user_id = b.guest_id;

-- When each user could sign in, but for a password.
CREATE VIEW user_windows AS
SELECT w.user_id,
    CAST((SELECT CASE WHEN MAX(b.valid_from) > w.valid_from THEN MAX(b.valid_from) ELSE w.valid_from END
      FROM bond_windows b WHERE b.user_id = w.user_id AND b.role = '') AS BIGINT) AS valid_from,
    CAST((SELECT CASE WHEN MIN(b.valid_to) < w.valid_to THEN MIN(b.valid_to) ELSE w.valid_to END
      FROM bond_windows b WHERE b.user_id = w.user_id AND b.role = '') AS BIGINT) AS valid_to
FROM own_windows w;

-- When each role of a user counts; whether it hangs on external users; and with_user, whether all that it hangs on is the user itself and
-- what that hangs on: such a role is there with the user, when that is extended.
CREATE VIEW role_windows AS
SELECT w.user_id, w.role, w.account_id, w.grant_id,
    EXISTS (SELECT 1 FROM bonds h WHERE h.user_id = w.user_id AND h.role = w.role) AS hangs,
    (w.grant_id IS NULL OR EXISTS (SELECT 1 FROM users u WHERE u.id = w.user_id AND u.grant_id = w.grant_id)) AND NOT EXISTS (
      SELECT 1 FROM bonds h WHERE h.user_id = w.user_id AND h.role = w.role AND h.guest_id <> w.user_id AND NOT EXISTS (
        SELECT 1 FROM bonds m WHERE m.user_id = h.user_id AND m.role = '' AND m.guest_id = h.guest_id)) AS with_user,
    CAST((SELECT CASE WHEN MAX(b.valid_from) > w.grant_from THEN MAX(b.valid_from) ELSE w.grant_from END
      FROM bond_windows b WHERE b.user_id = w.user_id AND b.role = w.role) AS BIGINT) AS valid_from,
    CAST((SELECT CASE WHEN MIN(b.valid_to) < w.grant_to THEN MIN(b.valid_to) ELSE w.grant_to END
      FROM bond_windows b WHERE b.user_id = w.user_id AND b.role = w.role) AS BIGINT) AS valid_to
FROM (
    SELECT r.user_id, r.role, r.account_id, r.grant_id,
        CASE WHEN r.grant_id IS NULL THEN 0
          ELSE COALESCE((SELECT g.valid_from FROM unended_grants g WHERE g.id = r.grant_id), 0) END AS grant_from,
        CASE WHEN r.grant_id IS NULL THEN 253402300799999
          ELSE COALESCE((SELECT g.valid_to FROM unended_grants g WHERE g.id = r.grant_id), 0) END AS grant_to
    FROM user_roles r
) AS w;

-- When each webapp of a user counts, as far as it was given under a grant.
CREATE VIEW webapp_windows AS
SELECT s.user_id, s.account_id, s.webapp_id,
    CAST(CASE WHEN s.grant_id IS NULL THEN 0
      ELSE COALESCE((SELECT g.valid_from FROM unended_grants g WHERE g.id = s.grant_id), 0) END AS BIGINT) AS valid_from,
    CAST(CASE WHEN s.grant_id IS NULL THEN 253402300799999
      ELSE COALESCE((SELECT g.valid_to FROM unended_grants g WHERE g.id = s.grant_id), 0) END AS BIGINT) AS valid_to
FROM user_subscriptions s;

-- +goose Down
-- Going down is restoring a backup.
