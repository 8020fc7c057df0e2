package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"text/tabwriter"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/handlers"
)

type demoCmd struct {
	DB   string `name:"db" env:"LATCHKEY_DB" placeholder:"FILE" help:"A new file for the database; without it, one that goes away with the demo."`
	Addr string `env:"LATCHKEY_ADDR" default:"127.0.0.1:8080" help:"Where to listen; port 0 picks a free one."`
	JSON bool   `name:"json" help:"Print the address and the logins as one line of JSON as soon as it serves."`
}

// Run implements the command.
func (c *demoCmd) Run(g *globals) (err error) {
	g.stayUp()
	path := c.DB
	if path == "" {
		dir, err := os.MkdirTemp("", "latchkey-demo-")
		if err != nil {
			return fmt.Errorf("%s cannot be written: set TMPDIR to a folder for temporary files, or give the demo a file with --db", os.TempDir())
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
		path = filepath.Join(dir, "latchkey.db")
	}
	if info, err := os.Stat(path); err == nil && info.Size() > 0 {
		return fmt.Errorf("%s holds data already: the demo fills a new file only", path)
	}
	_, err = os.Lstat(path)
	isNew := errors.Is(err, fs.ErrNotExist)
	clock := &demoClock{}
	clock.set(time.Now().Add(-demoPast))
	key := keyFile{}.path(path)
	signer, newKey, err := readKey(key)
	if err != nil {
		return err
	}
	store, svc, err := open(g.ctx, path, db.Exclusive, access.Config{Now: clock.now, Signer: signer})
	if err != nil {
		return err
	}
	filled := false
	if err = useKey(g.ctx, svc, signer, key, newKey); err == nil {
		err = c.serve(g, clock, store, svc, &filled)
	}
	err = errors.Join(err, store.Close())
	if isNew && !filled {
		err = errors.Join(err, os.Remove(path))
		if newKey {
			err = errors.Join(err, os.RemoveAll(key))
		}
	}
	return err
}

func (c *demoCmd) serve(g *globals, clock *demoClock, store *db.Store, svc *access.Service, filled *bool) error {
	l, _, _, err := listen(g.ctx, c.Addr, "")
	if err != nil {
		return err
	}
	defer l.Close() //nolint:errcheck // the server has closed it
	address := "http://" + l.Addr().String()
	d := &demo{ctx: g.ctx, svc: svc, clock: clock}
	d.Address = address
	switch err := d.fill(time.Now()); {
	case g.ctx.Err() != nil:
		return nil // stopped before it began
	case err != nil:
		return fmt.Errorf("fill the demo: %w", err)
	}
	*filled = true
	clock.live()
	if _, err := svc.SignHead(g.ctx); err != nil {
		return err
	}
	if err := c.tell(g, d); err != nil {
		return err
	}
	log := newLog(g.stderr, slog.LevelWarn)
	end := newStopping(g.ctx)
	defer end.over()
	return serve(end, log, l, address, store, svc, handlers.Config{Log: log, URL: address, Components: true})
}

// tell prints where the demo is and who can sign in.
func (c *demoCmd) tell(g *globals, d *demo) error {
	if c.JSON {
		return json.NewEncoder(g.stdout).Encode(d.demoOutput)
	}
	w := tabwriter.NewWriter(g.stdout, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintf(w, "\nThe demo is at  %s\n\nLOGIN\tACCOUNT\tUSER\tPASSWORD\tROLES\n", d.Address) // the error comes with Flush
	for _, l := range d.Logins {
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", l.Kind, l.Account, l.User, l.Password, strings.Join(l.Roles, " "))
	}
	_, _ = fmt.Fprintf(w, "\nTry: sign in as a user of %s and ask for access; sign in as %s in another browser and press GRANT.\nCtrl C ends the demo.\n\n", demoSupport, demoCustomer)
	return w.Flush()
}

// demoClock is the clock while the demo's past is played, and then the real one.
type demoClock struct{ played atomic.Pointer[time.Time] }

func (c *demoClock) now() time.Time {
	if t := c.played.Load(); t != nil {
		return *t
	}
	return time.Now()
}

func (c *demoClock) set(t time.Time) { c.played.Store(&t) }
func (c *demoClock) live()           { c.played.Store(nil) }
