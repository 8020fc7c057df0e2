package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync"

	"latchkey/access"
	"latchkey/db"
)

type checkCmd struct{ database }

// errFound ends a check that found something, which was printed before.
var errFound = errors.New("the check found the problems above")

func (c *checkCmd) Run(g *globals) error {
	found, err := c.damages(g.ctx)
	if err != nil {
		return err
	}
	return tellFindings(g.stdout, c.DB, found)
}

// damages runs Service.Check on a whole file. If the file is too damaged to open, that is a
// finding.
func (d database) damages(ctx context.Context) (found []access.Finding, err error) {
	err = d.use(ctx, func(svc *access.Service) error {
		found, err = svc.Check(ctx, true)
		return err
	})
	if db.IsDamaged(err) {
		return append(found, access.Finding{What: "The database file is damaged and can't be opened.", Do: access.RestoreBackup}), nil
	}
	return found, err
}

// checkedAtOnce is the largest size, in bytes, of a file that serve checks before it serves:
// reading that takes less than a second. It checks larger files while it serves.
const checkedAtOnce = 64 << 20

// serveChecked runs serve after a quick check of the file or, if the file is large, during the
// check. If the file is damaged, it returns an error, because serving would damage more of it. If
// the record was changed, it only logs that.
func serveChecked(end stopping, log *slog.Logger, path string, check func(context.Context) error, serve func() error) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.Size() <= checkedAtOnce {
		if err := check(end.running); err != nil {
			return err
		}
		return serve()
	}
	ctx, stop := context.WithCancel(end.running)
	defer stop()
	var checking sync.WaitGroup
	checking.Go(func() {
		if err := check(ctx); err != nil && ctx.Err() == nil {
			log.ErrorContext(ctx, "check the database", "error", err.Error())
		}
	})
	err = serve()
	stop()
	end.begin()
	return errors.Join(err, end.wait("the check of the database", &checking))
}

func quickCheck(ctx context.Context, log *slog.Logger, path string, store *db.Store, svc *access.Service) error {
	wrong, err := store.Integrity(ctx, false)
	if err == nil && len(wrong) > 0 {
		svc.FoundDamage()
		err = fmt.Errorf("%s: %w (%s)", path, db.ErrDamaged, strings.Join(wrong, "; "))
	}
	if err != nil {
		return err
	}
	found, err := svc.CheckRecord(ctx, false)
	for _, f := range found {
		log.ErrorContext(ctx, "the quick check found", "what", f.What, "do", f.Do)
	}
	return err
}

// tellFindings prints one line per finding.
func tellFindings(w io.Writer, path string, found []access.Finding) error {
	for _, f := range found {
		if _, err := fmt.Fprintln(w, strings.ReplaceAll(f.What+" "+f.Do, "\n", "; ")); err != nil {
			return err
		}
	}
	if len(found) > 0 {
		return errFound
	}
	_, err := fmt.Fprintf(w, "%s is intact.\n", path)
	return err
}
