package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"sync"
)

// pool opens connections to the file as they are needed. If another file has taken its place, they
// fail instead of reading that one.
func (s *Store) pool(options string, statements ...string) (*sql.DB, *connector, error) {
	named, err := sql.Open(s.driver, "")
	if err != nil {
		return nil, nil, err
	}
	c := &connector{store: s, by: named.Driver(), name: dsn(s.path, options), statements: statements}
	return sql.OpenDB(c), c, named.Close() // this opened no connection
}

// connector runs setup statements on each new connection, for settings that the DSN cannot express.
// A statement on the pool would not be enough: database/sql silently replaces a broken connection,
// and its settings would be lost.
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

// journal is the setup statement of each connection that writes.
var journal = fmt.Sprintf("PRAGMA journal_size_limit = %d", journalSizeLimit)

// shortTimeout makes SQLite wait only briefly for another process. That wait cannot be cancelled;
// the one in Store.begin can.
const shortTimeout = "PRAGMA busy_timeout = 20"

// shortenTimeout ends the long busy timeout that the connection has while the tables are inspected.
func (s *Store) shortenTimeout(ctx context.Context) error {
	s.writing.mu.Lock()
	s.writing.statements = append(s.writing.statements, shortTimeout)
	s.writing.mu.Unlock()
	_, err := s.writer.ExecContext(ctx, shortTimeout)
	return err
}
