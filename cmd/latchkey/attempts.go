package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"latchkey/access"
)

// attemptsEvery is how often a running server writes refused attempts into the record. A crash
// loses no more than that, except the counts of equal attempts within a minute.
const attemptsEvery = time.Second

// forgetEvery is how often the server forgets sign-in attempts that no longer count, and writes
// when sessions were last used. A crash loses no more than that, so a session ends that much
// earlier.
const forgetEvery = time.Minute

// writeAttempts writes refused attempts until ctx is done.
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
			err = errors.Join(svc.WriteAttempts(ctx, false), resolveDoubts(ctx, log, svc))
		case <-forget.C:
			err = errors.Join(svc.ForgetTries(ctx), svc.WriteUses(ctx))
		}
		if err != nil && ctx.Err() == nil {
			log.Error("keep what was attempted", "error", err.Error())
		}
	}
}

// resolveDoubts logs what became of changes whose commit failed on the disk, once that is known.
func resolveDoubts(ctx context.Context, log *slog.Logger, svc *access.Service) error {
	known, err := svc.ResolveDoubts(ctx)
	for _, d := range known {
		log.Warn("now it's known whether this was saved", "entry", d.Seq, "action", d.Action, "saved", d.Saved)
	}
	return err
}

// finishAttempts writes the last attempts, and the last uses of sessions, after a server has
// stopped. Without those, sessions end a minute earlier.
func finishAttempts(ctx context.Context, log *slog.Logger, svc *access.Service) error {
	err := svc.WriteAttempts(ctx, true)
	if failed := svc.WriteUses(ctx); failed != nil {
		log.Warn("when sessions were last used couldn't be saved", "error", failed.Error())
	}
	if err != nil {
		return fmt.Errorf("the latest denied attempts aren't in the record, because they couldn't be written: %w", err)
	}
	return nil
}
