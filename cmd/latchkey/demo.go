package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"latchkey/access"
	"latchkey/db"
	"latchkey/handlers"
)

type demoCmd struct {
	DB   string `name:"db" env:"LATCHKEY_DB" placeholder:"FILE" help:"The database file: a new one, or that of an earlier demo, which then continues with its data and passwords. By default, a temporary file that is deleted when the demo ends."`
	Addr string `env:"LATCHKEY_ADDR" default:"127.0.0.1:8080" help:"The address to listen on. Port 0 picks a free port."`
	JSON bool   `name:"json" help:"Print the address and the logins as one line of JSON once the demo is ready."`
}

func (c *demoCmd) Run(g *globals) (err error) {
	g.surviveOutput()
	path := c.DB
	if path == "" {
		dir, err := os.MkdirTemp("", "latchkey-demo-")
		if err != nil {
			return fmt.Errorf("can't write to %s: set TMPDIR to a folder for temporary files, or give the demo a file with --db", os.TempDir())
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
		path = filepath.Join(dir, "latchkey.db")
	}
	info, err := os.Stat(path)
	isNew := err != nil || info.Size() == 0
	if !isNew {
		if _, err := readCast(path); err != nil {
			return err
		}
	}
	l, err := listen(g.ctx, c.Addr, "")
	if err != nil {
		return err
	}
	defer l.Close() //nolint:errcheck // the server has closed it
	if isNew {
		switch err := makeDemo(g.ctx, path); {
		case g.ctx.Err() != nil:
			return nil // stopped before it began
		case err != nil:
			return fmt.Errorf("fill the demo: %w", err)
		}
	}
	return c.serve(g, l, path)
}

// serve serves the demo at path.
func (c *demoCmd) serve(g *globals, l net.Listener, path string) (err error) {
	cast, err := readCast(path)
	if err != nil {
		return err
	}
	if err := cast.check(g.ctx, path); err != nil {
		return err
	}
	keys, err := readDemoKeys(path)
	if err != nil {
		return err
	}
	store, svc, err := open(g.ctx, path, db.Exclusive, access.Config{Signer: keys.signer, FactorKeys: keys.factors, Idle: access.DefaultIdle, FreshFor: access.DefaultFreshFor})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if err := keys.use(g.ctx, svc, path); err != nil {
		return err
	}
	if _, err := svc.SignHead(g.ctx); err != nil {
		return err
	}
	log := newLog(g.stderr, slog.LevelWarn)
	end := newStopping(g.ctx)
	defer end.over()
	out := demoOutput{Address: "http://" + l.Addr().String(), Logins: cast.Logins, Accounts: cast.Accounts}
	desk, wait, err := startDesk(end, log, l, svc, cast, out.Address)
	if err != nil {
		return err
	}
	defer wait()
	out.OrderDesk = desk
	if err := c.tell(g, out, cast.WithCode); err != nil {
		return err
	}
	return serve(end, log, l, out.Address, store, svc, handlers.Config{
		Log: log, URL: out.Address, Components: true, Uncompressed: os.Getenv("TEMPL_DEV_MODE") == "true",
	}, true)
}

// tell prints the demo's address and who can sign in. withCode may be nil.
func (c *demoCmd) tell(g *globals, d demoOutput, withCode *codeLogin) error {
	if c.JSON {
		return json.NewEncoder(g.stdout).Encode(d)
	}
	w := tabwriter.NewWriter(g.stdout, 0, 0, 2, ' ', 0)
	// Flush returns the error
	_, _ = fmt.Fprintf(w, "\nThe demo is at  %s\n\nLOGIN\tACCOUNT\tUSER\tPASSWORD\tROLES\n", d.Address)
	for _, l := range d.Logins {
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", l.Kind, l.Account, l.User, l.Password, strings.Join(l.Roles, " "))
	}
	_, _ = fmt.Fprintf(w, "\nTry it: sign in as a user of %s and request access. Then sign in as %s in another browser and press GRANT.\n", demoSupport, demoCustomer)
	_, _ = fmt.Fprintf(w, "Order Desk, a webapp of the vendor, is at %s: open it from the start page of a user of %s.\n", d.OrderDesk, demoCustomer)
	// Browsers bind passkeys to a name, not to an IP address.
	_, _ = fmt.Fprintf(w, "Second factors: open %s, sign in as %s, and add a passkey under Sign-in and security.\n", cmp.Or(d.byName(), d.Address), demoCustomer)
	if l := withCode; l != nil {
		_, _ = fmt.Fprintf(w, "%s of %s, password %s, also needs a one-time code. The secret for an authenticator app is %s.\n", l.User, l.Account, l.Password, l.Secret)
	}
	_, _ = fmt.Fprint(w, "Press Ctrl+C to stop the demo.\n\n")
	return w.Flush()
}

// byName is the demo's address with this machine's name, or "" if it listens elsewhere.
func (d demoOutput) byName() string {
	u, err := url.Parse(d.Address)
	if err != nil || !isLoopback(u.Hostname()) {
		return ""
	}
	return u.Scheme + "://localhost:" + u.Port()
}
