-- +goose Up
-- Who was made under a grant opens webapps by a seat and by that grant: for its company, as far as it allows that, and if the account lets
-- visitors open the webapp. The grant's own user still needs no seat.
DROP VIEW webapp_doors;
DROP VIEW webapp_parts;
DROP VIEW visitor_grants;

-- The grants by which people open an account's webapps, and when each counts: as far as the account subscribes to the webapp, and lets
-- visitors open it. with_seat says that its user was made under it, and needs a seat besides.
CREATE VIEW visitor_grants AS
SELECT g.id AS request_id, u.id AS user_id, v.webapp_id, g.account_id, g.company_id, g.read_only, u.grant_id IS NOT NULL AS with_seat,
    CAST(CASE WHEN s.valid_from > g.valid_from THEN s.valid_from ELSE g.valid_from END AS BIGINT) AS valid_from,
    CAST(CASE WHEN s.valid_to < g.valid_to THEN s.valid_to ELSE g.valid_to END AS BIGINT) AS valid_to
FROM unended_grants g
JOIN webapp_visitors v ON v.account_id = g.account_id
JOIN account_subscriptions s ON s.account_id = v.account_id AND s.webapp_id = v.webapp_id
JOIN users u ON (u.id = g.requested_by AND u.owner_id IS NULL) OR u.grant_id = g.id
WHERE EXISTS (SELECT 1 FROM account_roles r WHERE r.account_id = g.requester_account_id AND r.role IN ('SUPPORT', 'CONSULTANT'));

-- All that each live sign-in to a webapp hangs on, and when that is there: from <= now < to. What is not there at all, whatever the clock
-- says, is there to 0; what it does not hang on is always there. Who was made under a grant hangs on it, whatever the webapp was told.
CREATE VIEW webapp_parts AS
SELECT w.id, w.webapp_id, w.client_id, w.account_id, w.user_id, w.session_hash,
    CAST(COALESCE((SELECT s.seen_at FROM sessions s WHERE s.token_hash = w.session_hash), 0) AS BIGINT) AS seen_at,
    CAST(COALESCE((SELECT s.expires_at FROM sessions s JOIN users su ON su.id = s.user_id
      WHERE s.token_hash = w.session_hash AND s.user_id = w.user_id AND s.epoch = su.epoch), 0) AS BIGINT) AS session_to,
    CAST((SELECT u.valid_from FROM user_windows u WHERE u.user_id = w.user_id) AS BIGINT) AS user_from,
    CAST((SELECT u.valid_to FROM user_windows u WHERE u.user_id = w.user_id) AS BIGINT) AS user_to,
    CAST((SELECT o.valid_from FROM opener_windows o WHERE o.user_id = w.user_id) AS BIGINT) AS opener_from,
    CAST((SELECT o.valid_to FROM opener_windows o WHERE o.user_id = w.user_id) AS BIGINT) AS opener_to,
    CAST(CASE WHEN EXISTS (SELECT 1 FROM webapp_clients c WHERE c.webapp_id = w.webapp_id AND c.client_id = w.client_id)
      THEN 253402300799999 ELSE 0 END AS BIGINT) AS client_to,
    CAST(CASE WHEN NOT w.seat THEN 0 ELSE COALESCE((SELECT s.valid_from FROM account_subscriptions s
      WHERE s.account_id = w.account_id AND s.webapp_id = w.webapp_id), 0) END AS BIGINT) AS subscription_from,
    CAST(CASE WHEN NOT w.seat THEN 253402300799999 ELSE COALESCE((SELECT s.valid_to FROM account_subscriptions s
      WHERE s.account_id = w.account_id AND s.webapp_id = w.webapp_id), 0) END AS BIGINT) AS subscription_to,
    CAST(CASE WHEN NOT w.seat THEN 0 ELSE COALESCE((SELECT s.valid_from FROM webapp_windows s
      WHERE s.user_id = w.user_id AND s.webapp_id = w.webapp_id), 0) END AS BIGINT) AS seat_from,
    CAST(CASE WHEN NOT w.seat THEN 253402300799999 ELSE COALESCE((SELECT s.valid_to FROM webapp_windows s
      WHERE s.user_id = w.user_id AND s.webapp_id = w.webapp_id), 0) END AS BIGINT) AS seat_to,
    CAST(COALESCE((SELECT MAX(v.valid_from) FROM webapp_session_grants g
      JOIN visitor_grants v ON v.request_id = g.request_id AND v.webapp_id = w.webapp_id AND v.user_id = w.user_id
      WHERE g.webapp_session_id = w.id), 0) AS BIGINT) AS grants_from,
    CAST(COALESCE((SELECT MIN(COALESCE((SELECT v.valid_to FROM visitor_grants v
        WHERE v.request_id = g.request_id AND v.webapp_id = w.webapp_id AND v.user_id = w.user_id
          AND v.valid_to = g.valid_to AND v.read_only = g.read_only), 0))
      FROM webapp_session_grants g WHERE g.webapp_session_id = w.id),
      CASE WHEN w.seat AND EXISTS (SELECT 1 FROM users u WHERE u.id = w.user_id AND u.grant_id IS NULL) THEN 253402300799999 ELSE 0 END) AS BIGINT) AS grants_to
FROM webapp_sessions w
WHERE w.over_at IS NULL;

-- Until when each live sign-in to a webapp is open, by the clock and all that it hangs on: valid_from <= now < valid_to. Whatever lets
-- somebody in by one compares the clock with this.
CREATE VIEW webapp_doors AS
SELECT p.id, p.webapp_id, p.client_id, p.account_id, p.user_id, p.session_hash, p.seen_at,
    CAST((SELECT MAX(part_of_door.valid_from) FROM (
      SELECT p.user_from AS valid_from UNION ALL SELECT p.opener_from UNION ALL SELECT p.subscription_from UNION ALL SELECT p.seat_from
      UNION ALL SELECT p.grants_from) AS part_of_door) AS BIGINT) AS valid_from,
    CAST((SELECT MIN(part_of_door.valid_to) FROM (
      SELECT p.session_to AS valid_to UNION ALL SELECT p.user_to UNION ALL SELECT p.opener_to UNION ALL SELECT p.client_to
      UNION ALL SELECT p.subscription_to UNION ALL SELECT p.seat_to UNION ALL SELECT p.grants_to) AS part_of_door) AS BIGINT) AS valid_to
FROM webapp_parts p;

-- What hangs on a grant, by the grant: so that its end looks at nothing else.
CREATE INDEX users_by_grant ON users (grant_id) WHERE grant_id IS NOT NULL;
CREATE INDEX user_roles_by_grant ON user_roles (grant_id) WHERE grant_id IS NOT NULL;
CREATE INDEX user_subscriptions_by_grant ON user_subscriptions (grant_id) WHERE grant_id IS NOT NULL;

-- +goose Down
-- Going down is restoring a backup.
