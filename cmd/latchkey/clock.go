package main

import (
	"fmt"
	"log/slog"
	"time"

	"latchkey/access"
)

// markEvery is how often a running server stores the current time. If the clock is set back while
// no server is running, no more than this is lost.
const markEvery = 30 * time.Second

// markTime stores the current time, and does what is due at a time, until the stop begins, and once
// more then. It logs a warning if the machine's clock is behind a time that was seen before.
func markTime(end stopping, log *slog.Logger, svc *access.Service) {
	ctx := end.running
	turn := time.NewTicker(markEvery)
	defer turn.Stop()
	for {
		behind, err := svc.MarkTime(ctx)
		switch {
		case err != nil && ctx.Err() == nil:
			log.Error("keep the time", "error", err.Error())
		case behind > time.Second:
			log.Error("this machine's clock was set back: Latchkey continues from the latest time it has seen. If the clock is right now, stop the server and run `latchkey clock accept`",
				"behind", behind.Round(time.Second).String())
		}
		if err := svc.DoResets(ctx); err != nil && ctx.Err() == nil {
			log.Error("reset second factors", "error", err.Error())
		}
		if err := svc.RetireSigningKeys(ctx); err != nil && ctx.Err() == nil {
			log.Error("retire signing keys", "error", err.Error())
		}
		select {
		case <-ctx.Done():
			if _, err := svc.MarkTime(end.last); err != nil {
				log.Warn("the time of the stop was not kept", "error", err.Error())
			}
			return
		case <-turn.C:
		}
	}
}

type clockCmd struct {
	Accept clockAcceptCmd `cmd:"" help:"Accept this machine's clock again after it had been set ahead by mistake. Stop the server first. This is recorded."`
}

type clockAcceptCmd struct{ database }

// Run locks the database like a server, so that no server can be running.
func (c *clockAcceptCmd) Run(g *globals) error {
	return c.alone(g.ctx, func(svc *access.Service) error {
		if err := svc.AcceptClock(g.ctx); err != nil {
			return err
		}
		_, err := fmt.Fprintln(g.stdout, "This machine's clock is accepted again:", time.Now().UTC().Format(time.RFC3339))
		return err
	})
}
