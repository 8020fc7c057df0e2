package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/newfile"
)

type backupCmd struct {
	database
	keyFile
	passphraseFile
	WithKey bool   `help:"Put the key that the record is signed with beside it, in FILE.key.age, sealed with a passphrase."`
	File    string `arg:"" help:"The file to write. An earlier backup of this name is replaced once the new one is whole; any other file stays as it is."`
}

// Run implements the command.
func (c *backupCmd) Run(g *globals) error {
	passphrase := ""
	if c.WithKey {
		var err error
		if passphrase, err = c.askPassphrase(g, true); err != nil {
			return err
		}
	}
	store, svc, err := open(g.ctx, c.DB, db.Shared, access.Config{})
	if err != nil {
		return err
	}
	o := db.BackupOptions{Overwrite: newfile.Replace, Check: checkCopy}
	if c.WithKey {
		var sealed []byte
		sealed, err = sealedKey(g.ctx, svc, c.path(c.DB), passphrase)
		o.Beside = map[string][]byte{sealedSuffix: sealed}
	}
	if err == nil {
		err = store.BackupWith(g.ctx, c.File, o)
	}
	return errors.Join(err, store.Close())
}

// checkCopy is an error for a copy that is not sound: the database is not, or what was written of it.
func checkCopy(ctx context.Context, copied *db.Store) error {
	svc, err := access.New(copied, access.Config{Now: time.Now, Random: rand.Reader})
	if err != nil {
		return err
	}
	found, err := svc.Check(ctx, true)
	var damaged error
	for _, f := range found {
		if f.Damage { // rows that are not what the record says are those of the original: `latchkey check` tells of them
			damaged = errors.Join(damaged, errors.New(f.What))
		}
	}
	if err = errors.Join(err, damaged); damaged != nil {
		err = fmt.Errorf("no backup was made, for the copy is not sound; earlier ones are as they were: %w", err)
	}
	return err
}
