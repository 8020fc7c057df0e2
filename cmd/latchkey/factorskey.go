package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"

	"latchkey/access"
	"latchkey/db"
	"latchkey/newfile"
)

// factorsKeyFile is the flag for the file with the keys that encrypt secrets in the database: those
// of one-time codes, and the keys that sign what webapps are told.
type factorsKeyFile struct {
	FactorsKey string `env:"LATCHKEY_FACTORS_KEY" placeholder:"FILE" help:"The file with the key that encrypts secrets in the database: those of one-time codes and identity providers, and the signing keys for webapps. Default: the database file's name plus .factors.key. serve creates it."`
}

func (k factorsKeyFile) factorsPath(database string) string {
	if k.FactorsKey == "" {
		return database + ".factors.key"
	}
	return k.FactorsKey
}

// readFactorsKey reads the factors keys from their file. If there is no file, it makes a key, but
// does not write it.
func readFactorsKey(path string) (keys access.FactorKeys, isNew bool, err error) {
	content, err := readPrivate(path)
	if errors.Is(err, fs.ErrNotExist) {
		key, err := access.NewFactorKey(rand.Reader)
		return access.FactorKeys{key}, true, err
	}
	if err == nil {
		keys, err = access.ParseFactorKeys(string(content))
	}
	if err != nil {
		return nil, false, fmt.Errorf("the factors key file %s: %w", path, err)
	}
	return keys, false, nil
}

// writeFactorsKey writes factors keys to their file. Only the owner of the database can read it.
func writeFactorsKey(path, database string, o newfile.Overwrite, keys access.FactorKeys) error {
	return newfile.WriteLike(database, path, o, []byte(keys.Text()))
}

// useFactorsKey writes a new key to its file, and makes the signing keys that are missing. There
// must be no secrets that the keys do not open.
func useFactorsKey(ctx context.Context, svc *access.Service, keys access.FactorKeys, path, database string, isNew bool) error {
	err := opensAll(ctx, svc, keys, path, isNew)
	if err == nil && isNew {
		err = writeFactorsKey(path, database, newfile.Keep, keys)
	}
	if err == nil {
		err = svc.MakeSigningKeys(ctx)
	}
	return err
}

// opensAll returns an error if there are secrets that the keys do not open.
func opensAll(ctx context.Context, svc *access.Service, keys access.FactorKeys, path string, isNew bool) error {
	codes, err := svc.CodesWithoutKey(ctx, keys)
	if err != nil {
		return err
	}
	signing, err := svc.SigningKeysWithoutKey(ctx, keys)
	if err != nil {
		return err
	}
	var lost, these string
	switch {
	case codes == 0 && signing == 0:
		return nil
	case codes == 0:
		lost, these = "the signing keys for webapps", "them"
	case signing == 0:
		lost, these = fmt.Sprintf("%d of the secrets of one-time codes and identity providers in the database", codes), "these"
	default:
		lost, these = fmt.Sprintf("%d of the secrets of one-time codes and identity providers in the database and of the signing keys for webapps", codes), "them"
	}
	what := "doesn't hold the key of"
	if isNew {
		what = "is missing, and with it the key of"
	}
	return fmt.Errorf("the factors key file %s %s %s: restore the right file, or remove %s with `latchkey key forget`", path, what, lost, these)
}

type keyCmd struct {
	Rotate keyRotateCmd `cmd:"" help:"Encrypt the secrets of all one-time codes and identity providers with a new key, and drop the old one. Also change the signing keys for webapps. Stop the server first. Nobody has to set up anything again."`
	Forget keyForgetCmd `cmd:"" help:"After the factors key file was lost: remove the one-time codes, identity providers and signing keys for webapps that can't be read any more. People set up new ones; passkeys aren't affected. serve creates new signing keys. Stop the server first. This is recorded."`
}

type keyRotateCmd struct {
	database
	factorsKeyFile
	Leaked bool `help:"Someone else may have the database and the key: none of the earlier signing keys for webapps counts any more."`
}

// Run makes the new key in three steps. Wherever it is killed, the file has the keys of all
// secrets.
func (c *keyRotateCmd) Run(g *globals) error {
	path := c.factorsPath(c.DB)
	old, isNew, err := readFactorsKey(path)
	if err == nil && isNew {
		err = fmt.Errorf("there is no factors key file %s: name it with --factors-key", path)
	}
	if err != nil {
		return err
	}
	key, err := access.NewFactorKey(rand.Reader)
	if err != nil {
		return err
	}
	both := append(access.FactorKeys{key}, old...)
	store, svc, err := open(g.ctx, c.DB, db.Exclusive, access.Config{FactorKeys: both})
	if err != nil {
		return err
	}
	store.Deadlines.Write = restoreWithin // nobody waits for it
	err = opensAll(g.ctx, svc, old, path, false)
	if err == nil {
		err = writeFactorsKey(path, c.DB, newfile.Replace, both)
	}
	var codes int64
	if err == nil {
		codes, err = svc.RotateKeys(g.ctx, c.Leaked)
	}
	if err == nil {
		err = writeFactorsKey(path, c.DB, newfile.Replace, both[:1])
	}
	if err == nil {
		_, err = fmt.Fprintf(g.stdout, "%s holds a new key, which encrypts %d secrets. The signing keys for webapps were changed, too. Backups from before need the old key: create a new one.\n", path, codes)
	}
	return errors.Join(err, store.Close())
}

type keyForgetCmd struct {
	database
	factorsKeyFile
}

func (c *keyForgetCmd) Run(g *globals) error {
	keys, _, err := readFactorsKey(c.factorsPath(c.DB))
	if err != nil {
		return err
	}
	return c.alone(g.ctx, func(svc *access.Service) error {
		removed, err := svc.ForgetCodes(g.ctx, keys)
		for _, name := range removed {
			_, printErr := fmt.Fprintln(g.stdout, name)
			err = errors.Join(err, printErr)
		}
		if err == nil {
			_, err = fmt.Fprintf(g.stdout, "Removed the one-time codes or identity providers of %d logins.\n", len(removed))
		}
		if err != nil {
			return err
		}
		signing, err := svc.ForgetSigningKeys(g.ctx, keys)
		if err == nil && signing > 0 {
			_, err = fmt.Fprintln(g.stdout, "Removed the signing keys for webapps. serve creates new ones.")
		}
		return err
	})
}
