package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/newfile"
	"latchkey/record"
)

// castFile is the file with the passwords of the demo at path. A database without such a file is
// not a demo's.
func castFile(path string) string { return path + ".demo" }

func notDemo(path string) error {
	return fmt.Errorf("%s already holds data that isn't from a demo: name a new file, or the file of an earlier demo", path)
}

// readCast reads the logins of the demo at path.
func readCast(path string) (cast demoCast, err error) {
	content, err := readPrivate(castFile(path))
	if errors.Is(err, fs.ErrNotExist) {
		return cast, notDemo(path)
	}
	if err == nil {
		err = json.Unmarshal(content, &cast)
	}
	if err != nil {
		return cast, fmt.Errorf("the demo's password file %s: %w", castFile(path), err)
	}
	return cast, nil
}

// check refuses a database that took the place of the demo's: these passwords are not for its
// logins. It changes nothing in the database: if that is from an older version, it looks at a copy.
func (c demoCast) check(ctx context.Context, path string) error {
	ours, err := c.isIn(ctx, path, db.Shared)
	if errors.Is(err, db.ErrOlder) {
		ours, err = c.isInCopy(ctx, path)
	}
	if err == nil && !ours {
		err = notDemo(path)
	}
	return err
}

// isIn reports whether a database has the demo's first account.
func (c demoCast) isIn(ctx context.Context, path string, lock db.Lock) (ours bool, err error) {
	store, svc, err := open(ctx, path, lock, access.Config{})
	if err != nil {
		return false, err
	}
	err = svc.AccountsForOperator(ctx, func(a access.AccountRow, _ string, _ bool) {
		ours = ours || len(c.Accounts) > 0 && a.ID == c.Accounts[0].ID
	})
	return ours, errors.Join(err, store.Close())
}

// isInCopy is like isIn, for a migrated copy of the database.
func (c demoCast) isInCopy(ctx context.Context, path string) (ours bool, err error) {
	dir, err := os.MkdirTemp("", "latchkey-demo-")
	if err != nil {
		return false, err
	}
	scratch := filepath.Join(dir, "latchkey.db")
	_, err = db.CopyBackup(ctx, path, scratch)
	if err == nil {
		ours, err = c.isIn(ctx, scratch, db.Exclusive)
	}
	return ours, errors.Join(err, os.RemoveAll(dir))
}

// makeDemo plays the demo's story into a new file at path. The file gets its name last, so a killed
// run leaves no half-made demo.
func makeDemo(ctx context.Context, path string) error {
	if info, err := os.Stat(path); err == nil && info.Size() == 0 {
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	if err := db.TempBeside(path); err != nil {
		return err
	}
	keys, err := readDemoKeys(path)
	if err != nil {
		return err
	}
	var cast []byte
	err = newfile.Make(path, newfile.Keep, func(temporary string) (err error) {
		if cast, err = fillDemo(ctx, temporary, &keys); err != nil {
			return err
		}
		if _, err := os.Lstat(path); err == nil {
			// another process was faster
			return &fs.PathError{Op: "make", Path: path, Err: fs.ErrExist}
		}
		return newfile.Write(castFile(path), newfile.Replace, cast)
	})
	if err == nil {
		return nil
	}
	if !errors.Is(err, fs.ErrExist) { // the faster process may use the keys by now
		err = errors.Join(err, keys.forget())
	}
	if there, readErr := os.ReadFile(castFile(path)); readErr == nil && bytes.Equal(there, cast) {
		err = errors.Join(err, os.Remove(castFile(path)))
	}
	return err
}

// fillDemo plays the demo's story into a new database, and returns the content of its castFile.
func fillDemo(ctx context.Context, path string, keys *demoKeys) (cast []byte, err error) {
	clock := &demoClock{}
	clock.set(time.Now().Add(-demoPast))
	store, svc, err := open(ctx, path, db.Exclusive, access.Config{Now: clock.now, Signer: keys.signer, FactorKeys: keys.factors})
	if err != nil {
		return nil, err
	}
	d := &demo{ctx: ctx, svc: svc, clock: clock}
	err = keys.use(ctx, svc, path)
	if err == nil {
		err = d.fill(time.Now())
	}
	if err = errors.Join(err, store.Close()); err != nil {
		return nil, err
	}
	return json.Marshal(d.demoCast)
}

// demoKeys are the keys of a demo, and their files.
type demoKeys struct {
	file, factorsFile string
	signer            *record.Signer
	factors           access.FactorKeys
	isNew, newFactors bool
	// made says that the file of the key was made here.
	made bool
}

// readDemoKeys reads the keys of the demo at path, or makes new ones.
func readDemoKeys(path string) (k demoKeys, err error) {
	k.file, k.factorsFile = keyFile{}.path(path), factorsKeyFile{}.factorsPath(path)
	k.signer, k.isNew, err = readKey(k.file)
	if err == nil {
		k.factors, k.newFactors, err = readFactorsKey(k.factorsFile)
	}
	return k, err
}

// use makes a database use the keys, and writes those that are new to their files.
func (k *demoKeys) use(ctx context.Context, svc *access.Service, database string) error {
	err := useKey(ctx, svc, k.signer, k.file, database, k.isNew)
	k.made = err == nil && k.isNew
	if err == nil {
		err = useFactorsKey(ctx, svc, k.factors, k.factorsFile, database, k.newFactors)
	}
	return err
}

// forget removes the files that were made.
func (k *demoKeys) forget() (err error) {
	if k.made {
		err = os.Remove(k.file)
	}
	if k.made && k.newFactors {
		err = errors.Join(err, forgetFile(k.factorsFile))
	}
	return err
}

// demoClock is the clock while the demo plays its past.
type demoClock struct{ played atomic.Pointer[time.Time] }

func (c *demoClock) now() time.Time  { return *c.played.Load() }
func (c *demoClock) set(t time.Time) { c.played.Store(&t) }
