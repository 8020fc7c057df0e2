// Latchkey is a door to customers' company data: vendor staff request access, the customer grants
// it, and the clock ends it.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"sort"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"latchkey/access"
	"latchkey/db"
	"latchkey/record"
	"latchkey/words"
)

type cli struct {
	Serve       serveCmd       `cmd:"" help:"Serve the Admin app. On an empty database it prints a one-time address with which the first ADMINISTRATOR account is made."`
	Demo        demoCmd        `cmd:"" help:"Serve a database of its own, filled with a vendor, three customers and requests in every state."`
	Account     accountCmd     `cmd:"" help:"The operator's tools for accounts. They work beside a running server; role changes are recorded as the operator's."`
	Migrate     migrateCmd     `cmd:"" help:"Bring the database to this version, making it where it is missing. serve does this by itself."`
	Backup      backupCmd      `cmd:"" help:"Write a whole, checked copy of the database to a file, also beside a running server."`
	Check       checkCmd       `cmd:"" help:"Look for damage in the database file and its record, also beside a running server; exit 1 if there is any."`
	Doctor      doctorCmd      `cmd:"" help:"Look at a whole installation, with the flags of serve: files, disk, clock, backups, the address and its proxy, mail. A line for each, with what to do; exit 1 if anything is wrong."`
	Restore     restoreCmd     `cmd:"" help:"Put a backup in the place of the database, which is kept beside it, and end what was ended after the backup was made. Stop the server first. Recorded, and told on every Record tab."`
	Audit       auditCmd       `cmd:"" help:"Check the record, and what was exported of it; begin a new key to sign it with."`
	Clock       clockCmd       `cmd:"" help:"Say that the machine's clock is right, after it was wrong."`
	Mail        mailCmd        `cmd:"" help:"The operator's tools for the mails that tell people what happened."`
	Healthcheck healthcheckCmd `cmd:"" help:"Ask a running server whether it is ready; exit 1 if it is not."`
	Version     versionCmd     `cmd:"" help:"Print the version."`
}

// database is the flag of every command that works on a database.
type database struct {
	DB string `name:"db" env:"LATCHKEY_DB" default:"./latchkey.db" help:"The SQLite file."`
}

// globals is what every command gets.
type globals struct {
	ctx    context.Context //nolint:containedctx // it lives as long as the command
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
}

func main() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(softMemory)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	context.AfterFunc(ctx, stop) // a second Ctrl C ends the program immediately
	code := run(&globals{ctx, os.Stdin, os.Stdout, os.Stderr}, os.Args[1:])
	stop()
	os.Exit(code)
}

// run runs one command and returns its exit status.
func run(g *globals, args []string) (code int) {
	defer g.flush()
	parser, err := kong.New(&cli{},
		kong.Name("latchkey"),
		kong.Description("Access to a customer's company data: asked for, granted by the customer, ended by the clock, and recorded.\n\nEvery flag can be set by the environment variable named with it."),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Writers(g.stdout, g.stderr),
	)
	if err != nil {
		panic(err) // the struct above is wrong
	}
	command, err := parser.Parse(args)
	if err == nil {
		err = command.Run(g)
	} else {
		err = usageError(err)
	}
	if err != nil {
		_, _ = fmt.Fprintln(g.stderr, "latchkey: "+errorText(err))
		return 1
	}
	return 0
}

// usageError says what is wrong with a command line, and how to get help.
func usageError(err error) error {
	name := "latchkey"
	var parse *kong.ParseError
	if errors.As(err, &parse) {
		for _, step := range parse.Context.Path {
			if step.Command != nil {
				name += " " + step.Command.Name
			}
		}
	}
	return fmt.Errorf("%w; `%s --help` tells what there is", err, name)
}

// errorText formats an error for whoever ran the command.
func errorText(err error) string {
	var invalid *access.Invalid
	var problem *access.Problem
	switch {
	case errors.As(err, &invalid):
		var lines []string
		for field, what := range words.English().Mistakes(invalid.Fields) {
			lines = append(lines, field+": "+what)
		}
		sort.Strings(lines)
		return strings.Join(lines, " ")
	case errors.Is(err, access.ErrUnknown):
		return "the disk failed while this was being saved, and it is not known whether it was: look how it stands before you do it again"
	case errors.Is(err, access.ErrNotSaved):
		return "the disk failed while this was being saved: nothing was changed"
	case db.IsFull(err):
		return db.ErrFull.Error()
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return oneLine(err) + ": make room on that disk, then try again"
	case errors.Is(err, record.ErrOtherKey):
		return oneLine(err) + ": if that key is one of yours, name its public key with --public-key"
	case errors.As(err, &problem):
		return words.English().Reason(problem.Reason)
	case errors.Is(err, access.ErrNotFound):
		return "there is no account of this name; `latchkey account list` lists them"
	}
	return oneLine(err)
}

func oneLine(err error) string { return strings.ReplaceAll(err.Error(), "\n", "; ") }

// open opens a database for a command, and the product on it.
func open(ctx context.Context, path string, lock db.Lock, c access.Config) (*db.Store, *access.Service, error) {
	store, err := db.Open(ctx, path, lock)
	return openService(path, store, err, c)
}

// openIn opens a database for this process alone. backups is the folder for the backup that is made
// before a migration.
func openIn(ctx context.Context, path, backups string, c access.Config) (*db.Store, *access.Service, error) {
	store, err := db.OpenIn(ctx, path, backups)
	return openService(path, store, err, c)
}

// openService opens the product on a database, unless opening the database failed with err.
func openService(path string, store *db.Store, err error, c access.Config) (*db.Store, *access.Service, error) {
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	c.Random, c.Languages = rand.Reader, words.Tags()
	svc, err := access.New(store, c)
	if err != nil {
		return nil, nil, errors.Join(err, store.Close())
	}
	return store, svc, nil
}

// use runs fn on the product. A server may be running at the same time.
func (d database) use(ctx context.Context, fn func(*access.Service) error) error {
	return d.run(ctx, db.Shared, fn)
}

// alone is like use, but no server may be running.
func (d database) alone(ctx context.Context, fn func(*access.Service) error) error {
	return d.run(ctx, db.Exclusive, fn)
}

func (d database) run(ctx context.Context, lock db.Lock, fn func(*access.Service) error) error {
	store, svc, err := open(ctx, d.DB, lock, access.Config{})
	if err != nil {
		return err
	}
	return errors.Join(fn(svc), svc.WriteAttempts(context.WithoutCancel(ctx), true), store.Close())
}

func newLog(w io.Writer, level slog.Level) *slog.Logger {
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level}))
}
