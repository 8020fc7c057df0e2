package handlers

import (
	"bytes"
	"database/sql"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"latchkey/db"
	"latchkey/views"
	"latchkey/words"
)

// breakTable damages the pages of a table and of its indexes in a database file that others may
// have open.
func breakTable(t *testing.T, path, table string) {
	t.Helper()
	raw, err := sql.Open(db.Driver, path)
	must(t, err)
	raw.SetMaxOpenConns(1)
	must(t, errOf(raw.ExecContext(t.Context(), "PRAGMA wal_checkpoint(TRUNCATE)")))
	rows, err := raw.QueryContext(t.Context(), "SELECT rootpage FROM sqlite_master WHERE tbl_name = ? AND rootpage > 0", table)
	must(t, err)
	defer rows.Close() //nolint:errcheck // it was read only
	var pages []int64
	for rows.Next() {
		var page int64
		must(t, rows.Scan(&page))
		pages = append(pages, page)
	}
	if err := rows.Err(); err != nil || len(pages) == 0 {
		t.Fatal(pages, err)
	}
	must(t, raw.Close())
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	must(t, err)
	for _, page := range pages {
		must(t, errOf(f.WriteAt(bytes.Repeat([]byte{0xff}, 16), (page-1)*4096)))
	}
	must(t, f.Close())
}

// TestDamageMetWhileServing: the page and the log say that the file is damaged, and from then on
// the server is not ready.
func TestDamageMetWhileServing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "latchkey.db")
	store, err := db.Open(t.Context(), path, db.Exclusive)
	must(t, err)
	t.Cleanup(func() { _ = store.Close() }) // it may be unable to checkpoint
	w := newWorldOn(t, store)
	var logged bytes.Buffer
	w.server.config.Log = slog.New(slog.NewJSONHandler(&logged, nil))
	account, _ := w.account("Acme")
	cookie := w.signIn(account, "")
	w.want(w.get("/readyz", nil), http.StatusOK, "ready")
	breakTable(t, path, "companies")
	w.want(w.get(views.AccountURL(account, views.TabCompanies), cookie), http.StatusInternalServerError, en.Errors.Pages[words.Damaged].Heading, "must restore a backup")
	hasAll(t, "logged", logged.String(), "the database file is damaged: restore a backup with `latchkey restore FILE`")
	w.want(w.get("/readyz", nil), http.StatusServiceUnavailable, "not ready")
}
