-- +goose Up
-- What waits in the name of one person: only so much does, and nothing twice.
CREATE INDEX access_requests_waiting_of ON access_requests (requested_by, account_id, valid_to) WHERE decision IS NULL;

-- +goose Down
-- Going down is restoring a backup.
