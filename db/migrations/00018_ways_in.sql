-- +goose Up
-- Who could sign in as a user besides the user: giver_id made the set-up link that its password came through, chose its password, or
-- changed its e-mail address. giver_id is a user, or an account for its account login. Nothing is taken back: who said yes then could
-- have been somebody else, whatever came later.
CREATE TABLE ways_in (
    user_id  TEXT    NOT NULL REFERENCES users (id),
    giver_id TEXT    NOT NULL CHECK (giver_id <> ''),
    at       INTEGER NOT NULL,
    PRIMARY KEY (user_id, giver_id, at)
) STRICT;

-- Who made a link, as an id like giver_id and as a name; empty for links of before.
ALTER TABLE setup_links ADD COLUMN made_by_id TEXT NOT NULL DEFAULT '';
ALTER TABLE setup_links ADD COLUMN made_by TEXT NOT NULL DEFAULT '';

-- +goose Down
-- Going down is restoring a backup.
