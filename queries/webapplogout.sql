-- CountLogouts is how many sign-ins that are over webapps are still to be told of, since when the
-- oldest of them is over (0 for none), and of how many they will not be told any more.
-- name: CountLogouts :one
SELECT
    (SELECT COUNT(*) FROM webapp_sessions w WHERE w.next_try IS NOT NULL) AS waiting,
    CAST(COALESCE((SELECT MIN(o.over_at) FROM webapp_sessions o WHERE o.next_try IS NOT NULL), 0) AS BIGINT) AS oldest,
    (SELECT COUNT(*) FROM webapp_sessions g WHERE g.over_at IS NOT NULL AND g.told_at IS NULL AND g.problem <> '' AND g.given_up_at IS NOT NULL) AS given_up;
