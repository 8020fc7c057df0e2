package main

import (
	"fmt"
	"time"
)

type healthcheckCmd struct {
	Addr string `env:"LATCHKEY_ADDR" default:"127.0.0.1:8080" help:"Where the server listens."`
}

func (c *healthcheckCmd) Run(g *globals) error {
	if _, err := readiness(g.ctx, c.Addr, 3*time.Second); err != nil {
		return fmt.Errorf("the server at %s: %w", c.Addr, err)
	}
	_, err := fmt.Fprintln(g.stdout, "ready")
	return err
}
