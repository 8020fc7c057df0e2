package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func open(t *testing.T, path string, lock Lock) *Store {
	t.Helper()
	s, err := Open(t.Context(), path, lock)
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	return s
}

// same requires a value to be the expected one.
func same[T comparable](t testing.TB, got, want T, what string, args ...any) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %#v, want %#v", fmt.Sprintf(what, args...), got, want)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// made returns the path of a database that was created and closed.
func made(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "latchkey.db")
	s, err := Open(t.Context(), path, Exclusive)
	must(t, err)
	must(t, s.Close())
	return path
}

func execute(t *testing.T, path string, statements ...string) {
	t.Helper()
	raw, err := sql.Open("sqlite3", path)
	must(t, err)
	for _, statement := range statements {
		_, err := raw.ExecContext(t.Context(), statement)
		must(t, err)
	}
	must(t, raw.Close())
}

func TestOpenRefuses(t *testing.T) {
	for _, c := range []struct {
		what      string
		file      func(t *testing.T) string
		shared    error
		exclusive error
	}{
		{"missing", func(t *testing.T) string { return filepath.Join(t.TempDir(), "latchkey.db") }, ErrMissing, nil},
		{"made", made, nil, nil},
		{"newer version", func(t *testing.T) string {
			path := made(t)
			execute(t, path, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)")
			return path
		}, ErrNewer, ErrNewer},
		{"older version", func(t *testing.T) string {
			path := filepath.Join(t.TempDir(), "latchkey.db")
			versionOf(t, path, writerOptions)
			return path
		}, ErrOlder, nil},
		{"read only", func(t *testing.T) string {
			path := made(t)
			must(t, os.Chmod(path, 0o444))
			return path
		}, ErrReadOnly, ErrReadOnly},
		{"text", func(t *testing.T) string {
			path := filepath.Join(t.TempDir(), "latchkey.db")
			must(t, os.WriteFile(path, []byte(strings.Repeat("this is no database\n", 100)), 0o600))
			return path
		}, ErrNotADB, ErrNotADB},
		{"another program's database", func(t *testing.T) string {
			path := filepath.Join(t.TempDir(), "latchkey.db")
			execute(t, path, "CREATE TABLE songs (name TEXT)")
			return path
		}, ErrNotADB, ErrNotADB},
		{"in no folder", func(t *testing.T) string { return filepath.Join(t.TempDir(), "no", "latchkey.db") }, ErrMissing, ErrNoFolder},
		{"a folder", func(t *testing.T) string { return t.TempDir() }, ErrReadOnly, ErrReadOnly},
		{"strange name", func(t *testing.T) string { return filepath.Join(t.TempDir(), "a b?c#d%41é.db") }, ErrMissing, nil},
	} {
		for lock, want := range map[Lock]error{Shared: c.shared, Exclusive: c.exclusive} {
			path := c.file(t)
			s, err := Open(t.Context(), path, lock)
			if err == nil {
				must(t, s.Close())
				if _, missing := os.Stat(path); missing != nil {
					t.Errorf("%s, exclusive %v: %v", c.what, lock, missing)
				}
			}
			if !errors.Is(err, want) {
				t.Errorf("%s, exclusive %v: got %v, want %v", c.what, lock, err, want)
			}
		}
	}
}

func TestOneServerAtATime(t *testing.T) {
	path := made(t)
	s, err := Open(t.Context(), path, Exclusive)
	must(t, err)
	if _, err := Open(t.Context(), path, Exclusive); !errors.Is(err, ErrInUse) {
		t.Errorf("second server: got %v, want %v", err, ErrInUse)
	}
	open(t, path, Shared)
	must(t, s.Ready(t.Context()))
	must(t, s.Close())
	open(t, path, Exclusive)
}

// Other users of the machine must not be able to read the database.
func TestTheFileIsPrivate(t *testing.T) {
	path := made(t)
	s := open(t, path, Exclusive)
	copied := filepath.Join(t.TempDir(), "backup.db")
	must(t, s.Backup(t.Context(), copied))
	for _, name := range []string{path, copied} {
		info, err := os.Stat(name)
		must(t, err)
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", filepath.Base(name), info.Mode())
		}
	}
}

func TestWriterIsDurable(t *testing.T) {
	s := open(t, made(t), Exclusive)
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "20", "journal_size_limit": "67108864"} {
		var got string
		must(t, s.writer.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got))
		same(t, got, want, "%s", pragma)
	}
	if _, err := s.reader.ExecContext(t.Context(), "DELETE FROM sessions"); err == nil {
		t.Error("the readers' pool writes")
	}
}

func TestWriteIsWholeOrNothing(t *testing.T) {
	s := open(t, made(t), Exclusive)
	failure := errors.New("failure")
	for _, want := range []error{failure, nil} {
		err := s.Write(t.Context(), func(q *Queries) error { return errors.Join(insertToken(t.Context(), q, "mail"), want) })
		if !errors.Is(err, want) {
			t.Errorf("got %v, want %v", err, want)
		}
	}
	err := s.Write(t.Context(), func(q *Queries) error { return insertToken(t.Context(), q, "mail") })
	if !IsUnique(err) {
		t.Errorf("the second time: got %v, want a broken UNIQUE", err)
	}
}

func insertToken(ctx context.Context, q *Queries, token string) error {
	return q.InsertSetupToken(ctx, InsertSetupTokenParams{TokenHash: HashToken(token)})
}

func TestBackup(t *testing.T) {
	s := open(t, made(t), Exclusive)
	for i := range 500 {
		must(t, s.Write(t.Context(), func(q *Queries) error { return insertToken(t.Context(), q, strconv.Itoa(i)) }))
	}
	path := filepath.Join(t.TempDir(), "back up.db")
	must(t, s.Backup(t.Context(), path))
	must(t, s.Write(t.Context(), func(q *Queries) error { return insertToken(t.Context(), q, "later") }))

	copied := open(t, path, Exclusive)
	var count int
	must(t, copied.writer.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM setup_tokens").Scan(&count))
	same(t, count, 500, "tokens in the backup")
	version, err := copied.SchemaVersion(t.Context())
	must(t, err)
	if want, err := s.SchemaVersion(t.Context()); version != want || err != nil {
		t.Errorf("version of the backup: got %d, want %d (%v)", version, want, err)
	}
	for name, there := range map[string]func(string) error{
		"backup": func(string) error { return nil },
		"file":   func(p string) error { return os.WriteFile(p, []byte("mine"), 0o600) },
		"empty":  func(p string) error { return os.WriteFile(p, nil, 0o600) },
		"link":   func(p string) error { return os.Symlink(filepath.Join(t.TempDir(), "nothing"), p) },
	} {
		target := filepath.Join(t.TempDir(), "there.db")
		if name == "backup" {
			target = path
		}
		must(t, there(target))
		before, _ := os.ReadFile(target)
		if err := s.Backup(t.Context(), target); !errors.Is(err, fs.ErrExist) {
			t.Errorf("over a %s: got %v, want %v", name, err, fs.ErrExist)
		}
		if after, _ := os.ReadFile(target); string(after) != string(before) {
			t.Errorf("a %s was overwritten", name)
		}
	}
}

// world has two accounts, each with a company and two users.
const world = `
INSERT INTO accounts (id, name, name_key, time_zone, password_status, created_at, updated_at) VALUES
    ('acc_a', 'A', 'a', 'UTC', 'UNSET', 0, 0), ('acc_b', 'B', 'b', 'UTC', 'UNSET', 0, 0);
INSERT INTO companies (id, account_id, name, name_key, time_zone, type, created_at, updated_at) VALUES
    ('com_a', 'acc_a', 'CA', 'ca', 'UTC', 'ERP', 0, 0), ('com_b', 'acc_b', 'CB', 'cb', 'UTC', 'ERP', 0, 0);
INSERT INTO users (id, account_id, name, name_key, time_zone, created_at, updated_at) VALUES
    ('usr_a', 'acc_a', 'UA', 'ua', 'UTC', 0, 0), ('usr_b', 'acc_b', 'UB', 'ub', 'UTC', 0, 0);
INSERT INTO webapps (id, key, name, address, created_at, updated_at) VALUES ('app_m', 'mail', 'Mail', '', 0, 0);
INSERT INTO account_subscriptions (account_id, webapp_id, seats, valid_from, valid_to, created_at, updated_at)
    VALUES ('acc_a', 'app_m', 2, 0, 10, 0, 0);
`

func TestConstraints(t *testing.T) {
	path := made(t)
	s := open(t, path, Exclusive)
	_, err := s.writer.ExecContext(t.Context(), world)
	must(t, err)
	request := func(id, account, company, requester, user string, from, to int) string {
		return fmt.Sprintf("INSERT INTO access_requests (id, account_id, company_id, requester_account_id, requested_by, valid_from, valid_to, created_at) "+
			"VALUES ('%s', '%s', '%s', '%s', '%s', %d, %d, 0)", id, account, company, requester, user, from, to)
	}
	decided := func(set string) string { return "UPDATE access_requests SET " + set }
	const grant = "decision = 'GRANTED', decided_at = 9, decided_by = 'A'"
	for _, c := range []struct{ what, statement, want string }{
		{"request", request("req_1", "acc_a", "com_a", "acc_b", "usr_b", 5, 10), ""},
		{"request with another id", request("rqu_1", "acc_a", "com_a", "acc_b", "usr_b", 5, 10), "CHECK"},
		{"request twice", request("req_1", "acc_a", "com_a", "acc_b", "usr_b", 5, 10), "UNIQUE"},
		{"empty window", request("req_2", "acc_a", "com_a", "acc_b", "usr_b", 5, 5), "valid_from < valid_to"},
		{"window backwards", request("req_2", "acc_a", "com_a", "acc_b", "usr_b", 6, 5), "valid_from < valid_to"},
		{"company of another account", request("req_2", "acc_a", "com_b", "acc_b", "usr_b", 5, 10), "FOREIGN KEY"},
		{"requested by another account's user", request("req_2", "acc_a", "com_a", "acc_b", "usr_a", 5, 10), "FOREIGN KEY"},
		{"request for the own account", request("req_2", "acc_a", "com_a", "acc_a", "usr_a", 5, 10), "account_id <> requester_account_id"},
		{"request of nobody", request("req_2", "acc_a", "com_a", "acc_c", "usr_c", 5, 10), "FOREIGN KEY"},

		{"decision unknown", decided("decision = 'MAYBE', decided_at = 9, decided_by = 'A'"), "CHECK"},
		{"decision of nobody", decided("decision = 'GRANTED', decided_at = 9"), "CHECK"},
		{"decision at no time", decided("decision = 'GRANTED', decided_by = 'A'"), "CHECK"},
		{"decider of no decision", decided("decided_by = 'A'"), "CHECK"},
		{"ending before a decision", decided("ending = 'REVOKED', ended_at = 9, ended_by = 'A'"), "CHECK"},
		{"ending of what was denied", decided("decision = 'DENIED', decided_at = 9, decided_by = 'A', ending = 'REVOKED', ended_at = 9, ended_by = 'A'"), "CHECK"},
		{"granted when over", decided("decision = 'GRANTED', decided_at = 10, decided_by = 'A'"), "decided_at < valid_to"},
		{"granted in time", decided(grant), ""},
		{"ended when over", decided(grant + ", ending = 'REVOKED', ended_at = 10, ended_by = 'A'"), "ended_at < valid_to"},
		{"ended in time", decided(grant + ", ending = 'REVOKED', ended_at = 9, ended_by = 'A'"), ""},

		{"account name again", "INSERT INTO accounts (id, name, name_key, time_zone, password_status, created_at, updated_at) VALUES ('acc_c', 'a', 'a', 'UTC', 'UNSET', 0, 0)", "UNIQUE"},
		{"company name again", "INSERT INTO companies (id, account_id, name, name_key, time_zone, type, created_at, updated_at) VALUES ('com_c', 'acc_a', 'ca', 'ca', 'UTC', 'ERP', 0, 0)", "UNIQUE"},
		{"company name in another account", "INSERT INTO companies (id, account_id, name, name_key, time_zone, type, created_at, updated_at) VALUES ('com_c', 'acc_b', 'CA', 'ca', 'UTC', 'ERP', 0, 0)", ""},
		{"company type unknown", "UPDATE companies SET type = 'SHOP'", "CHECK"},
		{"user name again", "INSERT INTO users (id, account_id, name, name_key, time_zone, created_at, updated_at) VALUES ('usr_c', 'acc_a', 'ua', 'ua', 'UTC', 0, 0)", "UNIQUE"},
		{"user owned by itself", "UPDATE users SET owner_id = id", "CHECK"},
		{"valid-to without an owner", "UPDATE users SET valid_to = 9", "CHECK"},
		{"account with a user role", "INSERT INTO account_roles VALUES ('acc_a', 'SUPERUSER', 0)", "CHECK"},
		{"user with an account role", "INSERT INTO user_roles (user_id, role, assigned_at) VALUES ('usr_a', 'SUPPORT', 0)", "CHECK"},
		{"password that is not there", "UPDATE accounts SET password_status = 'SET'", "CHECK"},
		{"no seats", "UPDATE account_subscriptions SET seats = 0", "CHECK"},
		{"user of a subscription", "INSERT INTO user_subscriptions VALUES ('usr_a', 'acc_a', 'app_m', 0, NULL)", ""},
		{"user of no subscription", "INSERT INTO user_subscriptions VALUES ('usr_b', 'acc_b', 'app_m', 0, NULL)", "FOREIGN KEY"},
		{"user of another account's subscription", "INSERT INTO user_subscriptions VALUES ('usr_b', 'acc_a', 'app_m', 0, NULL)", "FOREIGN KEY"},
		{"fewer seats than used", "UPDATE account_subscriptions SET used = seats + 1", "used BETWEEN 0 AND seats"},
		{"user of a subscription changed", "UPDATE user_subscriptions SET assigned_at = 1", "made and deleted"},
		{"text for a number", "UPDATE accounts SET created_at = 'now'", "TEXT"},
	} {
		_, err := s.writer.ExecContext(t.Context(), c.statement)
		if got := fmt.Sprint(err); c.want == "" && err != nil || !strings.Contains(got, c.want) {
			t.Errorf("%s: got %v, want %q", c.what, err, c.want)
		}
	}
}

var (
	statement = regexp.MustCompile("(?s)`-- name: (\\w+) :\\w+\n(.+?)`")
	parameter = regexp.MustCompile(`\?(\d+)`)
	inner     = regexp.MustCompile(`(\w+) AS \(|\) AS (\w+)`)
	scanned   = regexp.MustCompile(`^SCAN (\w+)`)
)

// TestStatementsUseAnIndex: a statement may scan only its own intermediate results, except as
// listed here.
func TestStatementsUseAnIndex(t *testing.T) {
	s := open(t, made(t), Exclusive)
	want := map[string]string{
		"FindAccounts":      "SCAN accounts USING INDEX sqlite_autoindex_accounts_2",
		"DeleteSetupTokens": "SCAN setup_tokens",
		// Those who see everything search all names for a part. Requests are limited to the newest.
		"FindVisibleAccounts": "SCAN a", "FindVisibleCompanies": "SCAN c USING INDEX companies_by_skeleton", "FindVisibleUsers": "SCAN u USING COVERING INDEX users_by_search",
		"FindVisibleRequests": "SCAN w USING COVERING INDEX sqlite_autoindex_access_requests_1",
		// The catalogue, in the order of the names.
		"ListWebappsToSubscribe": "SCAN w USING COVERING INDEX webapps_by_name",
		// These run when the operator corrects the clock, while no server is running.
		"DeleteSessionsFrom": "SCAN sessions", "DeleteSetupLinksFrom": "SCAN setup_links", "DeleteSetupTokensFrom": "SCAN setup_tokens", "DeletePasswordResetsFrom": "SCAN password_resets", "DeleteEmailConfirmationsFrom": "SCAN email_confirmations", "DeleteLastBackupFrom": "SCAN last_backup",
		"ResetChangedFrom": "SCAN access_requests", "DeleteWrongPasswordsFrom": "SCAN wrong_passwords",
		// These run when a backup is restored, while no server is running.
		"DeleteSessions": "SCAN sessions", "DeleteSetupLinks": "SCAN setup_links", "DeletePasswordResets": "SCAN password_resets", "DeleteEmailConfirmations": "SCAN email_confirmations",
		"DeleteSignIns": "SCAN sign_ins", "DeleteProviderSignIns": "SCAN provider_sign_ins", "SpendCodes": "SCAN one_time_codes", "ForgetAccountsBrowsers": "SCAN accounts", "ForgetUsersBrowsers": "SCAN users", "StopFactorResets": "SCAN factor_resets USING INDEX factor_resets_due", "DeleteAllWebappCodes": "SCAN webapp_codes", "DeleteAllWebappTokens": "SCAN webapp_tokens", "ListInvoiceNumbers": "SCAN invoice_numbers",
		"ListLoginsWithFactors":  "SCAN p USING COVERING INDEX passkeys_of_login, SCAN c, SCAN r",
		"ListCalendarFeeds":      "SCAN f USING INDEX sqlite_autoindex_calendar_feeds_1",
		"ListConsentsEverywhere": "SCAN s USING INDEX sqlite_autoindex_standing_consents_1",
		// These are bounded, and empty every few seconds.
		"InsertForgotten": "SCAN forgotten_passwords USING COVERING INDEX forgotten_passwords_by_network",
		"ListForgotten":   "SCAN forgotten_passwords USING INDEX sqlite_autoindex_forgotten_passwords_1",
		// This runs when the server starts.
		"ListCodeKeys": "SCAN one_time_codes",
		// There are a handful of signing keys.
		"ListSigningKeys": "SCAN signing_keys", "DeleteSigningKeys": "SCAN signing_keys", "DeleteRetiredSigningKeys": "SCAN signing_keys", "LimitSigningKeys": "SCAN signing_keys",
		// These run once a minute, on tables that they keep small or on the few first rows of an
		// index.
		"DeleteIdleSessions":        "SCAN sessions",
		"DeleteOverWebappSecrets":   "SCAN webapp_secrets",
		"CountSignInAttempts":       "SCAN sign_in_attempts USING COVERING INDEX sign_in_attempts_by_age",
		"CountWrongPasswords":       "SCAN wrong_passwords USING COVERING INDEX wrong_passwords_by_hour",
		"DeleteLeastSignInAttempts": "SCAN l USING INDEX sign_in_attempts_by_failures", "DeleteLeastWrongPasswords": "SCAN l USING INDEX wrong_passwords_by_times",
		"ListInvoiceYears": "SCAN invoice_numbers", // one row per year
		// the index has only these rows
		"ListRecordKeys":    "SCAN audit_entries USING INDEX audit_entries_keys",
		"ListPublicClients": "SCAN c USING INDEX webapp_clients_public", "ListWebappsToTell": "SCAN w USING COVERING INDEX webapp_sessions_due_of_webapp",
		"ListRecordForks": "SCAN audit_entries USING INDEX audit_entries_forks",
	}
	for name, text := range allStatements(t) {
		var own []string
		for _, i := range inner.FindAllStringSubmatch(text, -1) {
			own = append(own, i[1:]...)
		}
		for _, detail := range plan(t, s, text) {
			scan := scanned.FindStringSubmatch(detail)
			if scan != nil && !slices.Contains(own, scan[1]) && scan[1] != "CONSTANT" && scan[1] != "part_of_door" && !slices.Contains(strings.Split(want[name], ", "), detail) {
				t.Errorf("%s: %s", name, detail)
			}
		}
	}
}

// allStatements are the statements in the queries, by name.
func allStatements(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("*.sql.go")
	must(t, err)
	texts := map[string]string{}
	for _, file := range files {
		for _, q := range statement.FindAllStringSubmatch(string(contentOf(t, file)), -1) {
			texts[q[1]] = q[2]
		}
	}
	if len(texts) < 40 {
		t.Errorf("found %d statements only", len(texts))
	}
	return texts
}

// plan is SQLite's plan for a query.
func plan(t *testing.T, s *Store, query string) (details []string) {
	t.Helper()
	args := 0
	for _, p := range parameter.FindAllStringSubmatch(query, -1) {
		n, err := strconv.Atoi(p[1])
		must(t, err)
		args = max(args, n)
	}
	args += strings.Count(query, "/*SLICE:") // each is a list of one, after the other arguments
	rows, err := s.reader.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query, make([]any, args)...)
	must(t, err)
	defer func() { must(t, rows.Close()) }()
	for rows.Next() {
		var id, parent, unused int
		var detail string
		must(t, rows.Scan(&id, &parent, &unused, &detail))
		details = append(details, detail)
	}
	must(t, rows.Err())
	return details
}
