package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"sync"
)

// pool opens connections to the file when they are needed. A file that was put in its place
// meanwhile is another one: it is not read either.
func (s *Store) pool(options string, statements ...string) (*sql.DB, *connector, error) {
	named, err := sql.Open(s.driver, "")
	if err != nil {
		return nil, nil, err
	}
	c := &connector{store: s, by: named.Driver(), name: dsn(s.path, options), statements: statements}
	return sql.OpenDB(c), c, named.Close() // which opened no connection
}

// connector tells each connection first what its name cannot say. database/sql opens another one
// wherever one is given up: what was set by a statement on the pool would be gone.
type connector struct {
	store *Store
	by    driver.Driver
	name  string

	mu         sync.Mutex
	statements []string
}

// Connect implements driver.Connector.
func (c *connector) Connect(ctx context.Context) (driver.Conn, error) {
	if c.store.opened != nil {
		if err := c.store.Replaced(); err != nil {
			return nil, err
		}
	}
	conn, err := c.by.Open(c.name)
	if err != nil {
		return nil, err
	}
	executor, ok := conn.(driver.ExecerContext)
	if !ok {
		return nil, errors.Join(errors.New("db: the driver's connections execute no statements"), conn.Close())
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, statement := range c.statements {
		if _, err := executor.ExecContext(ctx, statement, nil); err != nil {
			return nil, errors.Join(err, conn.Close())
		}
	}
	return observe(conn, &c.store.observers), nil
}

// Driver implements driver.Connector.
func (c *connector) Driver() driver.Driver { return c.by }

// journal is what each connection that writes is told first.
var journal = fmt.Sprintf("PRAGMA journal_size_limit = %d", journalSizeLimit)

// shortTimeout is that SQLite waits only briefly for another process: it cannot be told to stop
// waiting, and Store.begin can.
const shortTimeout = "PRAGMA busy_timeout = 20"

// shortenTimeout ends the patience with which the connection waits for other processes while the
// tables are looked at.
func (s *Store) shortenTimeout(ctx context.Context) error {
	s.writing.mu.Lock()
	s.writing.statements = append(s.writing.statements, shortTimeout)
	s.writing.mu.Unlock()
	_, err := s.writer.ExecContext(ctx, shortTimeout)
	return err
}
