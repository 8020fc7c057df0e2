package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"latchkey/db"
)

// notEmpty refuses an empty database file beside a key: the installation is not new, and its database is gone.
func notEmpty(path, key string) error {
	info, err := os.Stat(path)
	if err != nil || info.Size() > 0 {
		return nil //nolint:nilerr // opening it tells
	}
	return fmt.Errorf("%s is empty, but its key file %s is there, so it is no new installation: restore a backup, or remove the empty file to begin anew", path, key)
}

// watchEvery is how often a running server looks whether its database file is still its own. Each write looks as well.
const watchEvery = 5 * time.Second

// watchFile says it when the database file was replaced, until ctx is done.
func watchFile(ctx context.Context, log *slog.Logger, store *db.Store) {
	turn := time.NewTicker(watchEvery)
	defer turn.Stop()
	for said := false; ; {
		err := store.Replaced()
		if err != nil && !said {
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
