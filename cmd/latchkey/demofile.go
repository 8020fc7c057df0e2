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
	key := keyFile{}.path(path)
	signer, newKey, err := readKey(key)
	if err != nil {
		return err
	}
	factorsKey := factorsKeyFile{}.factorsPath(path)
	factors, newFactors, err := readFactorsKey(factorsKey)
	if err != nil {
		return err
	}
	var cast []byte
	keyMade := false
	err = newfile.Make(path, newfile.Keep, func(temporary string) error {
		clock := &demoClock{}
		clock.set(time.Now().Add(-demoPast))
		store, svc, err := open(ctx, temporary, db.Exclusive, access.Config{Now: clock.now, Signer: signer, FactorKeys: factors})
		if err != nil {
			return err
		}
		err = useKey(ctx, svc, signer, key, newKey)
		keyMade = err == nil && newKey
		if err == nil {
			err = useFactorsKey(ctx, svc, factors, factorsKey, newFactors)
		}
		d := &demo{ctx: ctx, svc: svc, clock: clock}
		if err == nil {
			err = d.fill(time.Now())
		}
		err = errors.Join(err, store.Close())
		if err != nil {
			return err
		}
		if _, err := os.Lstat(path); err == nil {
			// another process was faster
			return &fs.PathError{Op: "make", Path: path, Err: fs.ErrExist}
		}
		cast, err = json.Marshal(d.demoCast)
		if err != nil {
			return err
		}
		return newfile.Write(castFile(path), newfile.Replace, cast)
	})
	if err == nil {
		return nil
	}
	// The faster process may use the key by now, so it stays.
	if keyMade && !errors.Is(err, fs.ErrExist) {
		err = errors.Join(err, os.Remove(key))
		if newFactors {
			err = errors.Join(err, forgetFile(factorsKey))
		}
	}
	if there, readErr := os.ReadFile(castFile(path)); readErr == nil && bytes.Equal(there, cast) {
		err = errors.Join(err, os.Remove(castFile(path)))
	}
	return err
}

// demoClock is the clock while the demo plays its past.
type demoClock struct{ played atomic.Pointer[time.Time] }

func (c *demoClock) now() time.Time  { return *c.played.Load() }
func (c *demoClock) set(t time.Time) { c.played.Store(&t) }
