package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"math"
	"os"
	"path/filepath"

	"latchkey/access"
	"latchkey/db"
	"latchkey/newfile"
	"latchkey/passwords"
)

type passwordsCmd struct {
	Build passwordsBuildCmd `cmd:"" help:"Make a list of passwords that others know, for --passwords of serve: from a Have I Been Pwned dump (lines of SHA1:COUNT) or from plain passwords, one per line."`
}

type passwordsBuildCmd struct {
	Out   string `required:"" placeholder:"FILE" help:"The list to write. The file must not exist yet."`
	Count int64  `placeholder:"N" help:"Make room for N passwords, instead of reading the file twice to count them first. Required for standard input."`
	Seen  int64  `placeholder:"N" default:"1" help:"Leave out hashes that were seen less than N times, to make the list smaller."`
	File  string `arg:"" help:"The file to read, or - for standard input."`
}

func (c *passwordsBuildCmd) Run(g *globals) error {
	if c.Count < 0 {
		return errors.New("--count must not be negative")
	}
	if _, err := os.Lstat(c.Out); err == nil {
		return c.exists()
	}
	n, err := c.build(g)
	switch {
	case errors.Is(err, passwords.ErrMore):
		return fmt.Errorf("%s: it has more than %d passwords: use a larger --count", c.File, c.Count)
	case errors.Is(err, fs.ErrExist):
		return c.exists()
	case err != nil:
		return fmt.Errorf("%s: %w", c.File, err)
	}
	if err := newfile.GiveToOwner(filepath.Dir(c.Out), c.Out); err != nil {
		return err
	}
	info, err := os.Stat(c.Out)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(g.stdout, "%s: %d passwords in %d KiB. Use it with `latchkey serve --passwords %s`.\n", c.Out, n, info.Size()>>10, c.Out)
	return err
}

func (c *passwordsBuildCmd) exists() error {
	return fmt.Errorf("%s exists: remove it first, or use another --out", c.Out)
}

func (c *passwordsBuildCmd) build(g *globals) (n int64, err error) {
	source := passwords.Source{Reader: g.stdin, Least: access.MinPassword, Seen: c.Seen}
	if c.File == "-" {
		if c.Count == 0 {
			return 0, errors.New("standard input can't be read twice: say with --count how many passwords it has at most")
		}
		return passwords.Build(g.ctx, c.Out, newfile.Keep, source, c.Count)
	}
	f, err := os.Open(filepath.Clean(c.File))
	if err != nil {
		return 0, errors.Unwrap(err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	source.Reader = f
	if c.Count == 0 {
		if c.Count, err = source.Count(g.ctx); err != nil {
			return 0, err
		}
		if _, err = f.Seek(0, 0); err != nil {
			return 0, errors.New("this can't be read twice: say with --count how many passwords it has at most")
		}
	}
	return passwords.Build(g.ctx, c.Out, newfile.Keep, source, c.Count)
}

// passwordsFlag is the flag for the operator's list of passwords that others know.
type passwordsFlag struct {
	Passwords string `name:"passwords" env:"LATCHKEY_PASSWORDS" placeholder:"FILE" help:"A list of passwords that others know, made by passwords build. Nobody can set one of them. Default: only the list that is built in."`
}

// rebuild says what to do about a list that cannot be used.
const rebuild = "make it again with `latchkey passwords build`, or leave out --passwords"

// openList opens the list, or returns nil if there is no flag. If the list has at most so many
// bytes, it also checks that they are as they were made.
func (p passwordsFlag) openList(ctx context.Context, checked int64) (*passwords.List, error) {
	if p.Passwords == "" {
		return nil, nil //nolint:nilnil // no flag is no error
	}
	l, err := passwords.Open(p.Passwords)
	if err != nil {
		return nil, p.unusable(err)
	}
	if l.Size() <= checked {
		if err := l.Check(ctx); err != nil {
			return nil, errors.Join(p.unusable(err), l.Close())
		}
	}
	return l, nil
}

func (p passwordsFlag) unusable(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("the list of passwords %s: %w: %s", p.Passwords, err, rebuild)
}

// knows is for access.Config. If the list cannot be read, it says so in the log, and knows nothing.
func (p passwordsFlag) knows(l *passwords.List, log *slog.Logger) func(string) bool {
	if l == nil {
		return nil
	}
	return func(password string) bool {
		found, err := l.Has(password)
		if err != nil {
			log.Error("the list of passwords can't be read: passwords in it aren't refused", "file", p.Passwords, "error", err.Error())
		}
		return found
	}
}

// useList is like database.use, with the list.
func (p passwordsFlag) useList(g *globals, d database, fn func(*access.Service) error) error {
	l, err := p.openList(g.ctx, checkedAtOnce)
	if err != nil {
		return err
	}
	defer l.Close() //nolint:errcheck // it was only read
	return d.run(g.ctx, db.Shared, access.Config{KnownPassword: p.knows(l, newLog(g.stderr, slog.LevelError))}, fn)
}

// passwords examines the list of passwords that others know.
func (e *examination) passwords() {
	const part = "passwords"
	l, err := e.openList(e.ctx, math.MaxInt64)
	switch {
	case err != nil:
		e.bad(part, err.Error(), "")
	case l == nil:
		e.ok(part, "the %d in the list that is built in are refused (no --passwords)", passwords.Common().Len())
	default:
		e.ok(part, "the %d in %s are refused, besides the %d in the list that is built in", l.Len(), e.Passwords, passwords.Common().Len())
	}
	_ = l.Close()
}
