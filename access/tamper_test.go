package access

import (
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"latchkey/db"
	"latchkey/record"
)

// forger has a copy of a database, without the triggers that protect it.
type forger struct {
	*world
	raw *sql.DB
}

// forge is an open copy of the world, with someone who changes its file at the same time.
func (w *world) forge() *forger {
	w.Helper()
	path := filepath.Join(w.TempDir(), "copy.db")
	w.must(w.store.Backup(w.Context(), path))
	raw := must(sql.Open(db.Driver, path))(w)
	raw.SetMaxOpenConns(1) // the pragma lasts as long as its connection
	f := &forger{&world{T: w.T, clock: w.clock}, raw}
	f.do("PRAGMA ignore_check_constraints = ON")
	for _, trigger := range f.texts("SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%append-only%'") {
		f.do("DROP TRIGGER " + trigger)
	}
	f.store = must(db.Open(w.Context(), path, db.Exclusive))(w)
	f.s = must(New(f.store, Config{Now: f.Now, Random: w.s.random, Signer: w.s.signer}))(w)
	w.Cleanup(func() { w.must(errors.Join(f.store.Close(), raw.Close())) })
	return f
}

func (f *forger) do(statement string, args ...any) {
	f.Helper()
	if _, err := f.raw.ExecContext(f.Context(), statement, args...); err != nil {
		f.Fatalf("%s: %v", statement, err)
	}
}

func (f *forger) texts(query string, args ...any) (texts []string) {
	f.Helper()
	rows, err := f.raw.QueryContext(f.Context(), query, args...)
	f.must(err)
	defer func() { f.must(rows.Close()) }()
	for rows.Next() {
		var text string
		f.must(rows.Scan(&text))
		texts = append(texts, text)
	}
	f.must(rows.Err())
	return texts
}

// found is the entry that verification names, or -1 if it finds nothing wrong.
func (f *forger) found() int64 {
	f.Helper()
	_, err := f.s.VerifyRecord(f.Context(), nil)
	var wrong *record.VerifyError
	switch {
	case err == nil:
		return -1
	case !errors.As(err, &wrong):
		f.Fatal(err)
	}
	return wrong.Seq
}

// TestEveryByteOfTheRecord changes each byte, and requires that its entry is named.
func TestEveryByteOfTheRecord(t *testing.T) {
	w := signs(t, 3)
	w.must(second(w.s.SignHead(t.Context())))
	f := w.forge()
	equal(t, "as it was", f.found(), -1)
	for _, table := range []struct {
		name, key string
		columns   []string
		seq       func(key int64) int64
	}{
		{"audit_entries", "seq", []string{
			"at", "actor_kind", "actor_account_id", "actor_user_id", "actor_name", "address", "action", "account_id", "object_id",
			"object_name", "request_id", "before", "after", "salt",
		}, func(seq int64) int64 { return seq }},
		// Entries 0 to 3 store the hashes 0, 1-2, 3 and 4-6.
		{"audit_hashes", "idx", []string{"hash"}, func(idx int64) int64 { return []int64{0, 1, 1, 2, 3, 3, 3}[idx] }},
		{"audit_head", "id", []string{"hash"}, func(int64) int64 { return 3 }},
		{"signed_heads", "size", []string{"hash", "checkpoint"}, func(size int64) int64 { return size - 1 }},
	} {
		changed := 0
		for _, column := range table.columns {
			kind := "TEXT"
			switch column {
			case "hash":
				kind = "BLOB"
			case "at":
				kind = "INTEGER"
			}
			for key := range int64(8) {
				where := fmt.Sprintf(" FROM %s WHERE %s = %d", table.name, table.key, key)
				set := fmt.Sprintf("UPDATE %s SET %s = CAST(? AS %s) WHERE %s = %d", table.name, column, kind, table.key, key)
				for _, value := range f.texts("SELECT CAST(" + column + " AS BLOB)" + where) {
					for i := range value {
						other := []byte(value)
						other[i] ^= 1
						f.do(set, other)
						equal(t, fmt.Sprintf("%s %d: byte %d of %s", table.name, key, i, column), f.found(), table.seq(key))
						changed++
					}
					f.do(set, []byte(value))
				}
			}
		}
		if changed == 0 {
			t.Errorf("nothing of %s was changed", table.name)
		}
	}
	equal(t, "changed back", f.found(), -1)
}

// rewrite cuts off the record after some entries and continues with others, as someone with the
// file could: with correct hashes.
func (f *forger) rewrite(size int64, others int) {
	f.Helper()
	f.do("DELETE FROM audit_entries WHERE seq >= ?", size)
	f.do("DELETE FROM audit_hashes WHERE idx >= ?", tlog.StoredHashCount(size))
	f.do("UPDATE audit_head SET size = ?, hash = ?", size, treeHash(f.world, size))
	for i := range others {
		f.must(f.note(Actor{Kind: KindAccount, AccountID: "acc_Acme", AccountName: "Acme"}, Entry{Action: SettingChanged, AccountID: "acc_Acme", ObjectName: fmt.Sprint("other ", i)}))
	}
}
