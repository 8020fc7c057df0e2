// Package dbtest gives each test a real, migrated database file of its own.
package dbtest

import (
	"path/filepath"
	"testing"

	"latchkey/db"
)

// Open is a new database in a folder that goes away with the test.
func Open(t testing.TB) *db.Store {
	t.Helper()
	store, err := db.Open(t.Context(), filepath.Join(t.TempDir(), "latchkey.db"), db.Exclusive)
	return keep(t, store, err)
}

// keep closes a store that was opened when the test is over.
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
