-- +goose Up
-- Who sees every account's requests reads those that wait, wherever they do.
CREATE INDEX access_requests_undecided ON access_requests (valid_to, id) WHERE decision IS NULL;

-- +goose Down
-- Going down is restoring a backup.
