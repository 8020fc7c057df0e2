-- +goose Up
-- How often a webapp was opened in a visit. Until now, that counted as a page.
ALTER TABLE access_visits ADD COLUMN webapps INTEGER NOT NULL DEFAULT 0;

UPDATE access_visits SET webapps = (
    SELECT COUNT(*) FROM audit_entries e
    WHERE e.request_id = access_visits.request_id AND e.request_id <> '' AND e.action = 'webapp.opened' AND e.actor_name = access_visits.actor_name
      AND e.address = access_visits.address AND e.at BETWEEN access_visits.began_at AND access_visits.last_at)
WHERE request_id IN (SELECT e.request_id FROM audit_entries e WHERE e.action = 'webapp.opened' AND e.request_id <> '');
UPDATE access_visits SET pages = MAX(0, pages - webapps) WHERE webapps > 0;

-- +goose Down
-- Going down is restoring a backup.
