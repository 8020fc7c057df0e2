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
	Serve       serveCmd       `cmd:"" help:"Run the server. On an empty database, it prints a one-time set-up address for creating the first ADMINISTRATOR account."`
	Demo        demoCmd        `cmd:"" help:"Run a demo with its own database: a vendor, three customers and requests in every state."`
	Account     accountCmd     `cmd:"" help:"Manage accounts as the operator, also while the server is running. Role changes are recorded as the operator's."`
	Migrate     migrateCmd     `cmd:"" help:"Update the database to this version, or create it if it's missing. serve does this on its own."`
	Backup      backupCmd      `cmd:"" help:"Write a complete, checked copy of the database to a file, also while the server is running."`
	Check       checkCmd       `cmd:"" help:"Check the database file and its record for damage, also while the server is running. Exits with 1 if there is any."`
	Doctor      doctorCmd      `cmd:"" help:"Check a whole installation, with the same flags as serve: files, disk, clock, backups, address and proxy, e-mail. Prints a line for each, with what to do. Exits with 1 if anything is wrong."`
	Restore     restoreCmd     `cmd:"" help:"Replace the database with a backup, and end again what was ended after the backup was created. The replaced database is kept beside it. Stop the server first. This is recorded and shown on every Record tab."`
	Key         keyCmd         `cmd:"" help:"Change the key that encrypts the secrets of one-time codes."`
	Audit       auditCmd       `cmd:"" help:"Verify the record and exports of it, or start a new key to sign it with."`
	Passwords   passwordsCmd   `cmd:"" help:"Make a list of passwords that others know, so that nobody uses them."`
	Clock       clockCmd       `cmd:"" help:"Accept this machine's clock again after it was wrong."`
	Mail        mailCmd        `cmd:"" help:"Show and retry the e-mails that notify people."`
	Healthcheck healthcheckCmd `cmd:"" help:"Ask a running server whether it's ready. Exits with 1 if it isn't."`
	Version     versionCmd     `cmd:"" help:"Print the version."`
}

// database is the flag of every command that works on a database.
type database struct {
	DB string `name:"db" env:"LATCHKEY_DB" default:"./latchkey.db" help:"The SQLite database file."`
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
		kong.Description("Temporary access to a customer's company data: requested, granted by the customer, ended by the clock and recorded.\n\nYou can also set a flag with the environment variable named next to it."),
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
	return fmt.Errorf("%w; run `%s --help` for usage", err, name)
}

// errorText formats an error for whoever ran the command.
func errorText(err error) string {
	var invalid *access.Invalid
	var problem *access.Problem
	switch {
	case errors.As(err, &invalid):
		var lines []string
		for field, what := range words.English().Mistakes(invalid) {
			lines = append(lines, field+": "+what)
		}
		sort.Strings(lines)
		return strings.Join(lines, " ")
	case errors.Is(err, access.ErrUnknown):
		return "the disk failed while saving, and it isn't known whether this was saved: check the current state before you try again"
	case errors.Is(err, access.ErrNotSaved):
		return "the disk failed while saving: nothing was changed"
	case db.IsFull(err):
		return db.ErrFull.Error()
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return oneLine(err) + ": free some space on that disk, then try again"
	case errors.Is(err, record.ErrOtherKey):
		return oneLine(err) + ": if that key is one of yours, name its public key with --public-key"
	case errors.As(err, &problem):
		return words.English().Reason(problem.Reason)
	case errors.Is(err, access.ErrNotFound):
		return "there is no account with this name: `latchkey account list` lists them"
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
	return d.run(ctx, db.Shared, access.Config{}, fn)
}

// alone is like use, but no server may be running.
func (d database) alone(ctx context.Context, fn func(*access.Service) error) error {
	return d.run(ctx, db.Exclusive, access.Config{}, fn)
}

func (d database) run(ctx context.Context, lock db.Lock, c access.Config, fn func(*access.Service) error) error {
	store, svc, err := open(ctx, d.DB, lock, c)
	if err != nil {
		return err
	}
	return errors.Join(fn(svc), svc.WriteAttempts(context.WithoutCancel(ctx), true), store.Close())
}

func newLog(w io.Writer, level slog.Level) *slog.Logger {
	return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level}))
}
