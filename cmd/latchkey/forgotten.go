package main

import (
	"context"
	"log/slog"
	"time"

	"latchkey/access"
)

// forgottenEvery is how often a running server looks up the logins whose passwords were forgotten.
// It never does so when someone asks, so that the time of nothing that they see depends on it.
const forgottenEvery = 3 * time.Second

// answerForgotten sends links for forgotten passwords until ctx is done.
func answerForgotten(ctx context.Context, log *slog.Logger, svc *access.Service) {
	turn := time.NewTicker(forgottenEvery)
	defer turn.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-turn.C:
		}
		if err := svc.AnswerForgotten(ctx); err != nil && ctx.Err() == nil {
			log.Error("send links for forgotten passwords", "error", err.Error())
		}
	}
}
