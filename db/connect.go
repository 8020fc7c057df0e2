package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
)

// pool opens connections to the file when they are needed. A file that was put in its place meanwhile is another one: it is not read either.
func (s *Store) pool(options string) (*sql.DB, error) {
	named, err := sql.Open(s.driver, "")
	if err != nil {
		return nil, err
	}
	c := connector{s, named.Driver(), dsn(s.path, options)}
	return sql.OpenDB(c), named.Close()
}

type connector struct {
	store *Store
	by    driver.Driver
	name  string
}

// Connect implements driver.Connector.
func (c connector) Connect(context.Context) (driver.Conn, error) {
	if c.store.opened != nil {
		if err := c.store.Replaced(); err != nil {
			return nil, err
		}
	}
	return c.by.Open(c.name)
}

// Driver implements driver.Connector.
func (c connector) Driver() driver.Driver { return c.by }
