-- +goose Up
-- Wrong passwords of each login in each hour, from whatever addresses. key is a hash of the login, of one that there is not as well. told
-- says that its owner had a mail about it then.
CREATE TABLE wrong_passwords (
    key     BLOB    NOT NULL CHECK (length(key) = 32),
    hour    INTEGER NOT NULL,
    times   INTEGER NOT NULL CHECK (times > 0),
    last_at INTEGER NOT NULL,
    told    INTEGER NOT NULL DEFAULT 0 CHECK (told IN (0, 1)),
    PRIMARY KEY (key, hour)
) STRICT;
CREATE INDEX wrong_passwords_by_hour ON wrong_passwords (hour);

-- What is forgotten first where there is too much of it.
CREATE INDEX wrong_passwords_by_times ON wrong_passwords (times, last_at);
CREATE INDEX sign_in_attempts_by_failures ON sign_in_attempts (failures, updated_at);

-- +goose Down
-- Going down is restoring a backup.
