package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"latchkey/db"
)

// notEmpty refuses an empty database file next to a key: the installation is not new, so its
// database is gone.
func notEmpty(path, key string) error {
	info, err := os.Stat(path)
	if err != nil || info.Size() > 0 {
		return nil //nolint:nilerr // opening the file reports the error
	}
	return fmt.Errorf("%s is empty, but its key file %s exists, so this isn't a new installation: restore a backup, or remove the empty file to start over", path, key)
}

// watchEvery is how often a running server checks that its database file is still its own. Each
// write checks that, too.
const watchEvery = 5 * time.Second

// checkpointEvery is how often the log is written back, so that the file alone is nearly complete.
const checkpointEvery = time.Minute

// watchFile logs an error if the database file was replaced, and keeps its log short, until ctx is
// done.
func watchFile(ctx context.Context, log *slog.Logger, store *db.Store, look, checkpoint time.Duration) {
	turn := time.NewTicker(look)
	defer turn.Stop()
	said, checkpointed := false, time.Now()
	for {
		err := store.Replaced()
		if err == nil && time.Since(checkpointed) >= checkpoint {
			_, err = store.Checkpoint(ctx)
			checkpointed = time.Now()
		}
		if err != nil && !said && ctx.Err() == nil {
			log.ErrorContext(ctx, "the database file", "error", err.Error())
		}
		said = err != nil
		select {
		case <-ctx.Done():
			return
		case <-turn.C:
		}
	}
}
