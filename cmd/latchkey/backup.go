package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/newfile"
)

type backupCmd struct {
	database
	keyFile
	factorsKeyFile
	passphraseFile
	WithKey bool   `help:"Also save the record's signing key and the factors key beside the backup, in FILE.key.age, encrypted with a passphrase."`
	Keep    int    `placeholder:"N" help:"If <file> is a folder, keep only the N newest backups in it. By default, keep all."`
	File    string `arg:"" help:"The file to write, or a folder in which to create one with the time in its name. An earlier backup with the same name is replaced once the new one is complete. Any other file is left alone."`
}

func (c *backupCmd) Run(g *globals) error {
	info, err := os.Stat(c.File)
	isFolder := err == nil && info.IsDir()
	if c.Keep < 0 || c.Keep > 0 && !isFolder {
		return errors.New("--keep must not be negative, and works only if <file> is an existing folder")
	}
	passphrase := ""
	if c.WithKey {
		passphrase, err = c.askPassphrase(g, true)
		if err != nil {
			return err
		}
	}
	store, svc, err := open(g.ctx, c.DB, db.Shared, access.Config{})
	if err != nil {
		return err
	}
	b := backups{store: store, svc: svc, tell: func(f access.Finding) {
		_, _ = fmt.Fprintln(g.stderr, "latchkey: the backup was created, but checking it found:", f.What, f.Do)
	}}
	if c.WithKey {
		b.sealed, err = sealedKeys(g.ctx, svc, c.path(c.DB), c.factorsPath(c.DB), passphrase)
	}
	switch {
	case err != nil:
	case isFolder:
		err = c.toFolder(g, b)
	default:
		err = b.make(g.ctx, c.File)
	}
	var noted *notNoted
	if errors.As(err, &noted) {
		_, err = fmt.Fprintln(g.stderr, "latchkey:", noted)
	}
	return errors.Join(err, store.Close())
}

// toFolder makes a backup in a folder, and prints its name.
func (c *backupCmd) toFolder(g *globals, b backups) error {
	path, err := b.makeIn(g.ctx, c.File)
	if path != "" {
		_, printErr := fmt.Fprintln(g.stdout, path)
		err = errors.Join(err, printErr)
	}
	if c.Keep > 0 && path != "" {
		err = errors.Join(err, prune(c.File, c.Keep))
	}
	return err
}

// backups makes backups of a database.
type backups struct {
	store *db.Store
	svc   *access.Service
	// sealed is the encrypted keys to put next to each backup, or nil.
	sealed []byte
	// tell is called for each row that contradicts the record. The backup is still a true copy.
	tell func(access.Finding)
}

// notNoted means that the backup was made, but could not be noted in the database.
type notNoted struct{ error }

// make makes a backup and notes it in the database. If only the note failed, the error is a
// *notNoted.
func (b backups) make(ctx context.Context, path string) error {
	at := b.svc.Now()
	o := db.BackupOptions{Overwrite: newfile.Replace, Check: b.checkCopy, At: at, Beside: map[string][]byte{sealedSuffix: b.sealed}}
	if err := b.store.BackupWith(ctx, path, o); err != nil {
		return err
	}
	if err := b.svc.BackedUp(ctx, at); err != nil {
		return &notNoted{fmt.Errorf("the backup was created, but couldn't be noted in the database: %w", err)}
	}
	return nil
}

// makeIn makes a backup in a folder, with the time in its name. If it was made, path is set, even
// if there is an error.
func (b backups) makeIn(ctx context.Context, dir string) (path string, err error) {
	path = filepath.Join(dir, stampedName(b.svc.Now()))
	err = b.make(ctx, path)
	var noted *notNoted
	if err != nil && !errors.As(err, &noted) {
		path = ""
	}
	return path, err
}

// checkCopy returns an error if the copy is damaged: either the database is, or the copy was not
// written correctly.
func (b backups) checkCopy(ctx context.Context, copied *db.Store) error {
	svc, err := access.New(copied, access.Config{Now: time.Now, Random: rand.Reader})
	if err != nil {
		return err
	}
	found, err := svc.Check(ctx, true)
	var damaged error
	for _, f := range found {
		if f.Damage {
			damaged = errors.Join(damaged, errors.New(f.What))
		} else {
			b.tell(f)
		}
	}
	err = errors.Join(err, damaged)
	if damaged != nil {
		err = fmt.Errorf("no backup was created, because the copy is damaged; earlier backups are unchanged: %w", err)
	}
	return err
}
