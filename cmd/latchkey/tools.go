package main

import (
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"latchkey/access"
	"latchkey/db"
)

type migrateCmd struct{ database }

// Run implements the command.
func (c *migrateCmd) Run(g *globals) error {
	store, _, err := open(g.ctx, c.DB, db.Exclusive, access.Config{})
	if err != nil {
		return err
	}
	v, err := store.SchemaVersion(g.ctx)
	if err == nil {
		_, err = fmt.Fprintf(g.stdout, "%s has the tables of version %d.\n", c.DB, v)
	}
	return errors.Join(err, store.Close())
}

type backupCmd struct {
	database
	File string `arg:"" help:"The new file to write."`
}

// Run implements the command.
func (c *backupCmd) Run(g *globals) error {
	store, err := db.Open(g.ctx, c.DB, db.Shared)
	if err != nil {
		return fmt.Errorf("%s: %w", c.DB, err)
	}
	return errors.Join(store.Backup(g.ctx, c.File), store.Close())
}

type auditCmd struct {
	Verify auditVerifyCmd `cmd:"" help:"Check every entry, every stored hash and the head of the record."`
}

type auditVerifyCmd struct {
	database
	Head string `placeholder:"SIZE:HASH" help:"A head that an earlier run printed and you kept: check also that the record still begins with what it saw."`
}

// Run implements the command.
func (c *auditVerifyCmd) Run(g *globals) error {
	kept, err := parseHead(c.Head)
	if err != nil {
		return err
	}
	return c.use(g.ctx, func(svc *access.Service) error {
		head, err := svc.VerifyRecord(g.ctx, kept)
		var broken *access.VerifyError
		if errors.As(err, &broken) {
			return fmt.Errorf("the record is NOT intact: %w", broken)
		}
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(g.stdout, "The record is intact: %d entries. Its head, to keep elsewhere:\n%d:%s\n", head.Size, head.Size, head.Hash)
		return err
	})
}

// parseHead reads a head as it was printed; "" is none.
func parseHead(text string) (*access.Head, error) {
	if text == "" {
		return nil, nil //nolint:nilnil // no head is not an error
	}
	size, hash, _ := strings.Cut(text, ":")
	n, err := strconv.ParseInt(size, 10, 64)
	if err == nil && n < 1 {
		err = errors.New("it has no entries")
	}
	h, hashErr := tlog.ParseHash(hash)
	if err := errors.Join(err, hashErr); err != nil {
		return nil, fmt.Errorf("--head must be SIZE:HASH as `latchkey audit verify` printed it: %w", err)
	}
	return &access.Head{Size: n, Hash: h}, nil
}

type healthcheckCmd struct {
	Addr string `env:"LATCHKEY_ADDR" default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where the server listens."`
}

// Run implements the command.
func (c *healthcheckCmd) Run(g *globals) error {
	client := http.Client{Timeout: 3 * time.Second}
	r, err := http.NewRequestWithContext(g.ctx, http.MethodGet, "http://"+c.Addr+"/readyz", nil)
	if err != nil {
		return err
	}
	response, err := client.Do(r)
	if err != nil {
		return err
	}
	defer response.Body.Close() //nolint:errcheck // nothing is read
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the server at %s is not ready: %s", c.Addr, response.Status)
	}
	_, err = fmt.Fprintln(g.stdout, "ready")
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
