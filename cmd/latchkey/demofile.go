package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync/atomic"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/newfile"
)

// castFile is the file with the passwords of the demo at path. A database beside which there is
// none is not a demo's.
func castFile(path string) string { return path + ".demo" }

func notDemo(path string) error {
	return fmt.Errorf("%s holds data already, which is not a demo's: the demo fills a new file, or goes on with its own", path)
}

// readCast reads who is in the demo at path.
func readCast(path string) (cast demoCast, err error) {
	content, err := readPrivate(castFile(path))
	if errors.Is(err, fs.ErrNotExist) {
		return cast, notDemo(path)
	}
	if err == nil {
		err = json.Unmarshal(content, &cast)
	}
	if err != nil {
		return cast, fmt.Errorf("the file of the demo's passwords %s: %w", castFile(path), err)
	}
	return cast, nil
}

// check refuses a database that another one took the place of: these passwords are not of its
// logins.
func (c demoCast) check(ctx context.Context, path string, svc *access.Service) error {
	ours := false
	err := svc.AccountsForOperator(ctx, func(a access.AccountRow, _ string, _ bool) {
		ours = ours || len(c.Accounts) > 0 && a.ID == c.Accounts[0].ID
	})
	if err == nil && !ours {
		err = notDemo(path)
	}
	return err
}

// makeDemo plays the demo's story into a new file at path. The file gets its name last: whenever
// this is killed, there is no half of a demo.
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
	var made []string
	err = newfile.Make(path, newfile.Keep, func(temporary string) error {
		clock := &demoClock{}
		clock.set(time.Now().Add(-demoPast))
		store, svc, err := open(ctx, temporary, db.Exclusive, access.Config{Now: clock.now, Signer: signer})
		if err != nil {
			return err
		}
		err = useKey(ctx, svc, signer, key, newKey)
		if err == nil && newKey {
			made = append(made, key)
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
			return &fs.PathError{Op: "make", Path: path, Err: fs.ErrExist} // somebody was quicker
		}
		cast, err := json.Marshal(d.demoCast)
		if err != nil {
			return err
		}
		made = append(made, castFile(path))
		return newfile.Write(castFile(path), newfile.Replace, cast)
	})
	if err != nil && !errors.Is(err, fs.ErrExist) {
		for _, name := range made {
			err = errors.Join(err, os.RemoveAll(name))
		}
	}
	return err
}

// demoClock is the clock while the demo's past is played.
type demoClock struct{ played atomic.Pointer[time.Time] }

func (c *demoClock) now() time.Time  { return *c.played.Load() }
func (c *demoClock) set(t time.Time) { c.played.Store(&t) }
