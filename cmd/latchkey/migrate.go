package main

import (
	"errors"
	"fmt"

	"latchkey/access"
)

type migrateCmd struct {
	database
	BackupDir string `env:"LATCHKEY_BACKUP_DIR" placeholder:"FOLDER" help:"The folder for the backup that's created before a migration. Default: the database's folder."`
}

func (c *migrateCmd) Run(g *globals) error {
	store, _, err := openIn(g.ctx, c.DB, c.BackupDir, access.Config{})
	if err != nil {
		return err
	}
	v, err := store.SchemaVersion(g.ctx)
	if err == nil {
		_, err = fmt.Fprintf(g.stdout, "%s is at schema version %d.\n", c.DB, v)
	}
	if err == nil && store.Before != "" {
		_, err = fmt.Fprintf(g.stdout, "The database as it was before is in %s.\n", store.Before)
	}
	return errors.Join(err, store.Close())
}
