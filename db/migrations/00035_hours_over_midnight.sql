-- +goose Up
-- Hours that go on over midnight end on the next day: then to_minute is the end of the day on which they begin, and next_day_to the minute
-- of the next day at which they end, before they would begin again. 0 is hours that end on their own day.
ALTER TABLE access_rules ADD COLUMN next_day_to INTEGER NOT NULL DEFAULT 0
    CHECK (next_day_to = 0 OR (next_day_to BETWEEN 1 AND 1439 AND to_minute = 1440 AND next_day_to < from_minute));
ALTER TABLE standing_consents ADD COLUMN next_day_to INTEGER NOT NULL DEFAULT 0
    CHECK (next_day_to = 0 OR (next_day_to BETWEEN 1 AND 1439 AND to_minute = 1440 AND next_day_to < from_minute));

-- +goose Down
-- Going down is restoring a backup.
