package dbtest

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/mattn/go-sqlite3"

	"latchkey/db"
)

// Counter counts every statement that a database executes.
type Counter struct {
	mu           sync.Mutex
	statements   map[string]int
	transactions int
}

// OpenCounted is like Open, with a driver that counts.
func OpenCounted(t testing.TB) (*db.Store, *Counter) {
	t.Helper()
	return OpenCountedIn(t, t.TempDir())
}

// OpenCountedIn is OpenCounted in a folder.
func OpenCountedIn(t testing.TB, dir string) (*db.Store, *Counter) {
	t.Helper()
	c := &Counter{statements: map[string]int{}}
	// A driver stays registered, so this database gets its own.
	name := fmt.Sprintf("%s counted %d", db.Driver, drivers.Add(1))
	sql.Register(name, &countedDriver{counter: c})
	store, err := db.OpenWith(t.Context(), name, fileIn(t, dir), db.Exclusive)
	return keep(t, store, err), c
}

// Take returns how often each statement was executed since the last Take, by its name in queries/
// or else its text, and how many transactions began in that time.
func (c *Counter) Take() (statements map[string]int, transactions int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	statements, transactions = c.statements, c.transactions
	c.statements, c.transactions = map[string]int{}, 0
	return statements, transactions
}

var (
	drivers atomic.Int64
	named   = regexp.MustCompile(`^-- name: (\w+)`)
)

func (c *Counter) executed(query string) {
	if strings.HasPrefix(query, "PRAGMA ") {
		return // the store's own statement in each transaction
	}
	if n := named.FindStringSubmatch(query); n != nil {
		query = n[1]
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.statements[query]++
}

type countedDriver struct {
	sqlite3.SQLiteDriver
	counter *Counter
}

func (d *countedDriver) Open(dsn string) (driver.Conn, error) {
	conn, err := d.SQLiteDriver.Open(dsn)
	sqlite, ok := conn.(*sqlite3.SQLiteConn)
	if !ok {
		return conn, err
	}
	return &countedConn{sqlite, d.counter}, err
}

type countedConn struct {
	*sqlite3.SQLiteConn
	counter *Counter
}

func (c *countedConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	c.counter.executed(query)
	return c.SQLiteConn.ExecContext(ctx, query, args)
}

func (c *countedConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	c.counter.executed(query)
	return c.SQLiteConn.QueryContext(ctx, query, args)
}

func (c *countedConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	stmt, err := c.SQLiteConn.PrepareContext(ctx, query)
	sqlite, ok := stmt.(*sqlite3.SQLiteStmt)
	if !ok {
		return stmt, err
	}
	return &countedStmt{sqlite, c.counter, query}, err
}

func (c *countedConn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	c.counter.mu.Lock()
	c.counter.transactions++
	c.counter.mu.Unlock()
	return c.SQLiteConn.BeginTx(ctx, opts)
}

type countedStmt struct {
	*sqlite3.SQLiteStmt
	counter *Counter
	query   string
}

func (s *countedStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	s.counter.executed(s.query)
	return s.SQLiteStmt.ExecContext(ctx, args)
}

func (s *countedStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	s.counter.executed(s.query)
	return s.SQLiteStmt.QueryContext(ctx, args)
}
