package main

import (
	"context"
	"log/slog"
	"time"

	"latchkey/access"
)

// attemptsEvery is how often a running server writes what was attempted and refused into the record: all that a crash can lose of it, but
// for how often equal attempts were repeated within a minute.
const attemptsEvery = time.Second

// forgetEvery is how often it forgets tries to sign in that no longer count.
const forgetEvery = time.Minute

// writeAttempts writes them until ctx is done.
func writeAttempts(ctx context.Context, log *slog.Logger, svc *access.Service) {
	turn, forget := time.NewTicker(attemptsEvery), time.NewTicker(forgetEvery)
	defer turn.Stop()
	defer forget.Stop()
	for {
		var err error
		select {
		case <-ctx.Done():
			return
		case <-turn.C:
			err = svc.WriteAttempts(ctx, false)
		case <-forget.C:
			err = svc.ForgetTries(ctx)
		}
		if err != nil && ctx.Err() == nil {
			log.Error("keep what was attempted", "error", err.Error())
		}
	}
}

// finishAttempts writes the last of them, when a server has stopped.
func finishAttempts(ctx context.Context, log *slog.Logger, svc *access.Service) {
	if err := svc.WriteAttempts(ctx, true); err != nil {
		log.Error("record what was refused", "error", err.Error())
	}
}
