package handlers

import (
	"bytes"
	"database/sql"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"latchkey/db"
	"latchkey/views"
)

// breakTable spoils the pages of a table and of its indexes in a database file, beside whoever has
// it open.
func breakTable(t *testing.T, path, table string) {
	t.Helper()
	raw, err := sql.Open(db.Driver, path)
	if err != nil {
		t.Fatal(err)
	}
	raw.SetMaxOpenConns(1)
	if _, err := raw.ExecContext(t.Context(), "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		t.Fatal(err)
	}
	rows, err := raw.QueryContext(t.Context(), "SELECT rootpage FROM sqlite_master WHERE tbl_name = ? AND rootpage > 0", table)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close() //nolint:errcheck // it was read only
	var pages []int64
	for rows.Next() {
		var page int64
		if err := rows.Scan(&page); err != nil {
			t.Fatal(err)
		}
		pages = append(pages, page)
	}
	if err := rows.Err(); err != nil || len(pages) == 0 {
		t.Fatal(pages, err)
	}
	if err := raw.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		if _, err := f.WriteAt(bytes.Repeat([]byte{0xff}, 16), (page-1)*4096); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestDamageMetWhileServing: the page and the log say that the file is damaged, and the server is
// not ready from then on.
func TestDamageMetWhileServing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "latchkey.db")
	store, err := db.Open(t.Context(), path, db.Exclusive)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() }) // it may not checkpoint any more
	w := newWorldOn(t, store)
	var logged bytes.Buffer
	w.server.config.Log = slog.New(slog.NewJSONHandler(&logged, nil))
	account, _ := w.account("Acme")
	cookie := w.signIn(account, "")
	w.want(w.get("/readyz", nil), http.StatusOK, "ready")
	breakTable(t, path, "companies")
	w.want(w.get(views.AccountURL(account, views.TabCompanies), cookie), http.StatusInternalServerError, "The data is damaged", "must restore a backup")
	if !strings.Contains(logged.String(), "the database file is damaged: restore a backup with `latchkey restore FILE`") {
		t.Errorf("logged: %s", logged.String())
	}
	w.want(w.get("/readyz", nil), http.StatusServiceUnavailable, "not ready")
}
