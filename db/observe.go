package db

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"os"
	"regexp"
	"sync/atomic"
	"syscall"
	"time"
)

// Observer hears what a Store does. It must not block.
type Observer interface {
	// Statement reports an executed statement by its name in queries/, and how long SQLite worked
	// on it.
	Statement(name string, took time.Duration)
	// Turn reports how long a write waited for its turn.
	Turn(waited time.Duration)
}

type noObserver struct{}

func (noObserver) Statement(string, time.Duration) {}
func (noObserver) Turn(time.Duration)              {}

// observers holds the one observer, where connections find it.
type observers struct{ one atomic.Pointer[Observer] }

func (o *observers) get() Observer {
	if one := o.one.Load(); one != nil {
		return *one
	}
	return noObserver{}
}

// Observe sets the observer.
func (s *Store) Observe(o Observer) { s.observers.one.Store(&o) }

// Waiting returns how many writes are waiting for their turn, and how long the first one has
// waited.
func (s *Store) Waiting() (n int, oldest time.Duration) {
	s.turns.mu.Lock()
	defer s.turns.mu.Unlock()
	for _, since := range s.turns.since {
		oldest = max(oldest, time.Since(since))
	}
	return len(s.turns.since), oldest
}

// Sizes are in bytes: the database file, its write-ahead log, the size of their disk, and the free
// space on it.
type Sizes struct{ Database, WAL, Disk, Free int64 }

// Sizes returns the current sizes.
func (s *Store) Sizes() (z Sizes, err error) {
	for path, size := range map[string]*int64{s.path: &z.Database, s.path + "-wal": &z.WAL} {
		info, err := os.Stat(path)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return z, err
		}
		if err == nil {
			*size = info.Size()
		}
	}
	var disk syscall.Statfs_t
	if err := syscall.Statfs(s.path, &disk); err != nil {
		return z, err
	}
	z.Disk, z.Free = int64(disk.Blocks)*disk.Bsize, int64(disk.Bavail)*disk.Bsize //nolint:gosec // no disk is that large
	return z, nil
}

var nameInQuery = regexp.MustCompile(`^-- name: (\w+)`)

// ownStatements is the name for statements that are not in queries/.
const ownStatements = "own"

func nameOf(query string) string {
	if m := nameInQuery.FindStringSubmatch(query); m != nil {
		return m[1]
	}
	return ownStatements
}

// observedConn is a connection that reports its statements. All other methods are the driver's.
type observedConn struct {
	conn
	observers *observers
}

// conn has the methods of the driver's connections.
type conn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
}

func observe(c driver.Conn, o *observers) driver.Conn {
	if known, ok := c.(conn); ok {
		return &observedConn{known, o}
	}
	return c
}

func (c *observedConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	began := time.Now()
	result, err := c.conn.ExecContext(ctx, query, args)
	c.observers.get().Statement(nameOf(query), time.Since(began))
	return result, err
}

func (c *observedConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	began := time.Now()
	rows, err := c.conn.QueryContext(ctx, query, args)
	if err != nil {
		return nil, err
	}
	return &observedRows{rows, query, c.observers, time.Since(began)}, nil
}

// observedRows measures the time in which SQLite looks for rows, without the time in which the
// caller reads them.
type observedRows struct {
	driver.Rows
	query     string
	observers *observers
	took      time.Duration
}

func (r *observedRows) Next(dest []driver.Value) error {
	began := time.Now()
	err := r.Rows.Next(dest)
	r.took += time.Since(began)
	if errors.Is(err, io.EOF) {
		return io.EOF
	}
	return err
}

func (r *observedRows) Close() error {
	err := r.Rows.Close()
	r.observers.get().Statement(nameOf(r.query), r.took)
	return err
}
