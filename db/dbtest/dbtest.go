// Package dbtest gives each test a real, migrated database file of its own.
package dbtest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"latchkey/db"
)

// Open makes a new database in a temporary folder.
func Open(t testing.TB) *db.Store {
	t.Helper()
	store, err := db.Open(t.Context(), file(t), db.Exclusive)
	return keep(t, store, err)
}

// Prepared opens databases that begin with what fill writes. It calls fill only once.
func Prepared(fill func(*testing.T, *db.Store)) func(*testing.T) *db.Store {
	var once sync.Once
	var content []byte
	return func(t *testing.T) *db.Store {
		t.Helper()
		once.Do(func() {
			path := file(t)
			store, err := db.Open(t.Context(), path, db.Exclusive)
			if err == nil {
				fill(t, store)
				err = store.Close()
			}
			if err == nil {
				content, err = os.ReadFile(path) //nolint:gosec // it was just made
			}
			if err != nil {
				t.Fatal(err)
			}
		})
		store, err := db.Open(t.Context(), fileOf(t, t.TempDir(), content), db.Exclusive)
		return keep(t, store, err)
	}
}

// file returns the path for a new database in a temporary folder.
func file(t testing.TB) string {
	t.Helper()
	return fileIn(t, t.TempDir())
}

func fileIn(t testing.TB, dir string) string {
	t.Helper()
	content, err := migrated()
	if err != nil {
		t.Fatal(err)
	}
	return fileOf(t, dir, content)
}

func fileOf(t testing.TB, dir string, content []byte) string {
	t.Helper()
	path := filepath.Join(dir, "latchkey.db")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// migrated is the content of a new database file. Migrating one for each test would take most of
// the tests' time.
var migrated = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "dbtest")
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, "latchkey.db")
	store, err := db.Open(context.Background(), path, db.Exclusive)
	if err == nil {
		err = store.Close()
	}
	content, readErr := os.ReadFile(path) //nolint:gosec // it was just made
	return content, errors.Join(err, readErr, os.RemoveAll(dir))
})

// keep closes the store at the end of the test.
func keep(t testing.TB, store *db.Store, err error) *db.Store {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return store
}
