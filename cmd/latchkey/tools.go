package main

import (
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"latchkey/access"
)

type migrateCmd struct {
	database
	BackupDir string `env:"LATCHKEY_BACKUP_DIR" placeholder:"FOLDER" help:"The folder for the backup that is made before a migration; without it, that of the database."`
}

// Run implements the command.
func (c *migrateCmd) Run(g *globals) error {
	store, _, err := openIn(g.ctx, c.DB, c.BackupDir, access.Config{})
	if err != nil {
		return err
	}
	v, err := store.SchemaVersion(g.ctx)
	if err == nil {
		_, err = fmt.Fprintf(g.stdout, "%s has the tables of version %d.\n", c.DB, v)
	}
	if err == nil && store.Before != "" {
		_, err = fmt.Fprintf(g.stdout, "What it was before is in %s.\n", store.Before)
	}
	return errors.Join(err, store.Close())
}

type healthcheckCmd struct {
	Addr string `env:"LATCHKEY_ADDR" default:"127.0.0.1:8080" help:"Where the server listens."`
}

// Run implements the command.
func (c *healthcheckCmd) Run(g *globals) error {
	if _, err := readiness(g.ctx, c.Addr, 3*time.Second); err != nil {
		return fmt.Errorf("the server at %s: %w", c.Addr, err)
	}
	_, err := fmt.Fprintln(g.stdout, "ready")
	return err
}

type versionCmd struct{}

// Run implements the command.
func (c *versionCmd) Run(g *globals) error {
	_, err := fmt.Fprintln(g.stdout, "latchkey", version())
	return err
}

// release is set by the release build.
var release = ""

func version() string {
	if release != "" {
		return release
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
