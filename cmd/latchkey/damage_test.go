package main

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"latchkey/db"
)

// dump returns every value of every row of every table, one per line, with the names of its table
// and column first: everything in a file that matters. It returns an error if the file is
// unreadable.
func dump(t *testing.T, path string) (lines []string, err error) {
	t.Helper()
	pool, err := sql.Open(db.Driver, "file:"+path+"?mode=ro&_query_only=true")
	must(t, err)
	defer func() { err = errors.Join(err, pool.Close()) }()
	tables := []string{"sqlite_master"}
	for i := 0; i < len(tables); i++ {
		more, err := dumpTable(t, pool, tables[i], func(row []any) {
			if kind, name := row[0], row[1]; i == 0 && kind == any("table") {
				tables = append(tables, fmt.Sprint(name))
			}
		})
		if err != nil {
			return nil, err
		}
		lines = append(lines, more...)
	}
	return lines, nil
}

// dumpTable returns every value of a table, one per line, and calls each with every row.
func dumpTable(t *testing.T, pool *sql.DB, table string, each func(row []any)) (lines []string, err error) {
	t.Helper()
	rows, err := pool.QueryContext(t.Context(), `SELECT * FROM "`+table+`"`)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Err(), rows.Close()) }()
	columns, err := rows.Columns()
	row, values := make([]any, len(columns)), make([]any, len(columns))
	for i := range row {
		values[i] = &row[i]
	}
	for err == nil && rows.Next() {
		err = rows.Scan(values...)
		for j, v := range row {
			lines = append(lines, fmt.Sprintf("%s.%s = %v", table, columns[j], v))
		}
		each(row)
	}
	return lines, err
}

// guarded are the columns whose values the record or the file itself can confirm. Changes to others
// (passwords, times, columns only for lookups, names on papers) are not found, as docs/hosting.md
// says.
var guarded = regexp.MustCompile(`^(sqlite_master\.|audit_|signed_heads\.(size|hash|checkpoint)` +
	`|accounts\.(id|name|name_key|time_zone|login_enabled|deleted_at) |account_roles\.(account_id|role) ` +
	`|users\.(id|account_id|name|name_key|active|deleted_at|valid_to) |user_roles\.(user_id|role) ` +
	`|companies\.(id|account_id|name|name_key|deleted_at) |company_settings\.(company_id|key) ` +
	`|webapps\.(id|key|name|address|description) |account_subscriptions\.(account_id|webapp_id|seats|used|valid_from|valid_to) ` +
	`|user_subscriptions\.(user_id|account_id|webapp_id) ` +
	`|access_requests\.(id|account_id|company_id|requester_account_id|requested_by|description|valid_from|valid_to|length_ms|read_only|decision|decided_at|decided_by|decision_cause|ending|ended_at|ended_by|ending_cause) ` +
	`|invoices\.(id|number|status|account_id|issuer_name|issuer_first_name|issuer_last_name|issuer_email|total|issued_at) )`)

// unguarded reports whether all differences are in other columns. It ignores the definition of
// goose's own table.
func unguarded(a, b []string) (differ []string, ok bool) {
	if len(a) != len(b) {
		return []string{"another number of rows"}, false
	}
	ok = true
	for i := range a {
		if a[i] != b[i] {
			differ = append(differ, a[i]+" → "+b[i])
			ok = ok && (!guarded.MatchString(a[i]) || strings.HasPrefix(a[i], "sqlite_master.sql = CREATE TABLE goose_db_version"))
		}
	}
	return differ, ok
}

func lacksAdvice(line string) bool { return !strings.Contains(line, "estore a backup") }

// TestCheckFindsOneFlippedBit flips one bit of the demo's file at a time: in the file's header, in
// the headers of pages, and anywhere else. Either the check finds it, or every row of every table
// is unchanged except for a column that nothing can confirm.
func TestCheckFindsOneFlippedBit(t *testing.T) {
	if testing.Short() {
		t.Skip("this takes seconds")
	}
	content, err := demoFile()
	must(t, err)
	sound, err := dump(t, demoCopy(t))
	must(t, err)
	random := rand.New(rand.NewPCG(13, 14))
	var places []int
	for i := range 50 { // the file's header
		places = append(places, 2*i)
	}
	const page = 4096
	for p := range len(content) / page {
		places = append(places, p*page+random.IntN(page))
		if p%4 == 0 { // the page's header
			places = append(places, p*page+random.IntN(12))
		}
	}
	path := filepath.Join(t.TempDir(), "latchkey.db")
	found, unseen := 0, 0
	for _, place := range places {
		flipped := slices.Clone(content)
		flipped[place] ^= 1 << random.IntN(8)
		for _, beside := range []string{"", "-wal", "-shm", "-journal"} {
			_ = os.Remove(path + beside) // most do not exist
		}
		must(t, os.WriteFile(path, flipped, 0o600))
		lines, readErr := dump(t, path)
		if said, code := checked(t, path); code != 0 {
			found++
			if !strings.Contains(said, "restore a backup") && !strings.Contains(said, "Restore a backup") {
				t.Errorf("byte %d of page %d: what to do is not in %q", place%page, place/page, said)
			}
			if findings := strings.Split(strings.TrimSuffix(said, "\n"), "\n"); slices.ContainsFunc(findings[:len(findings)-1], lacksAdvice) {
				t.Errorf("byte %d of page %d: not a finding on each line: %q", place%page, place/page, findings)
			}
			continue
		}
		differ, ok := unguarded(sound, lines)
		if unseen += len(differ); readErr != nil || !ok {
			t.Errorf("byte %d of page %d: nothing found, but: %v %q", place%page, place/page, readErr, differ)
		}
	}
	t.Logf("%d flips: %d found, %d in what nothing tells of, the others in unused bytes", len(places), found, unseen)
}

// TestServeRefusesADamagedFile: serving would damage more of it. A file that is damaged everywhere
// cannot be opened. If only one page is damaged, and no start reads it, only the check finds it.
func TestServeRefusesADamagedFile(t *testing.T) {
	for what, damaged := range map[string]func(path string, pages int) []int{
		"all over": func(_ string, pages int) (all []int) {
			for page := 20; page < pages; page++ {
				all = append(all, page)
			}
			return all
		},
		"in one table": func(path string, _ int) []int {
			return []int{value[int](t, path, "SELECT rootpage FROM sqlite_master WHERE name = 'company_settings'") - 1}
		},
	} {
		path := demoCopy(t)
		content, err := os.ReadFile(path)
		must(t, err)
		for _, page := range damaged(path, len(content)/4096) {
			content[page*4096] = 0xff
		}
		must(t, os.WriteFile(path, content, 0o600))
		_, said, code := says(t, "serve", "--db", path, "--addr", "127.0.0.1:0")
		if code != 1 || !strings.Contains(said, "the database file is damaged: restore a backup with `latchkey restore FILE`") || strings.Count(said, "\n") != 1 {
			t.Errorf("%s: %d: %s", what, code, said)
		}
	}
}
