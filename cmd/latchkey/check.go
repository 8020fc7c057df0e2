package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"latchkey/access"
	"latchkey/db"
)

type checkCmd struct{ database }

// errFound is the end of a check that found something, which was printed.
var errFound = errors.New("the check found what stands above")

// Run implements the command.
func (c *checkCmd) Run(g *globals) error {
	found, err := c.damages(g.ctx)
	if err != nil {
		return err
	}
	return tellFindings(g.stdout, c.DB, found)
}

// damages is Service.Check of a whole file. A file that cannot be opened for its damage is a finding.
func (d database) damages(ctx context.Context) (found []access.Finding, err error) {
	err = d.use(ctx, func(svc *access.Service) error {
		found, err = svc.Check(ctx, true)
		return err
	})
	if db.IsDamaged(err) {
		return append(found, access.Finding{What: "The database file is damaged: it cannot be opened.", Do: "Restore a backup with `latchkey restore FILE`."}), nil
	}
	return found, err
}

// tellFindings prints one line for each.
func tellFindings(w io.Writer, path string, found []access.Finding) error {
	for _, f := range found {
		if _, err := fmt.Fprintln(w, f.What, f.Do); err != nil {
			return err
		}
	}
	if len(found) > 0 {
		return errFound
	}
	_, err := fmt.Fprintf(w, "%s is sound.\n", path)
	return err
}
