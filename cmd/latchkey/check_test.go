package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
)

// demoFile is the content of the demo's database. It uses every part of the product.
var demoFile = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "check")
	if err != nil {
		return nil, err
	}
	path, clock := filepath.Join(dir, "latchkey.db"), &demoClock{}
	clock.set(time.Now().Add(-demoPast))
	signer, _, err := readKey(path + ".key")
	if err != nil {
		return nil, err
	}
	factors, _, err := readFactorsKey(path + ".factors.key")
	if err != nil {
		return nil, err
	}
	store, svc, err := open(context.Background(), path, db.Exclusive, access.Config{Now: clock.now, Signer: signer, FactorKeys: factors})
	if err != nil {
		return nil, err
	}
	err = svc.BeginKey(context.Background(), false)
	if err == nil {
		err = (&demo{ctx: context.Background(), svc: svc, clock: clock}).fill(time.Now())
	}
	err = errors.Join(err, store.Close())
	content, readErr := os.ReadFile(path)
	return content, errors.Join(err, readErr, os.RemoveAll(dir))
})

// demoCopy is the path of a copy of the demo's database, with which a test may do anything.
func demoCopy(t *testing.T) string {
	t.Helper()
	content, err := demoFile()
	path := filepath.Join(t.TempDir(), "latchkey.db")
	must(t, err)
	must(t, os.WriteFile(path, content, 0o600))
	return path
}

// checked runs `latchkey check`, and returns what it says and its exit status.
func checked(t *testing.T, path string) (said string, code int) {
	t.Helper()
	stdout, stderr, code := says(t, "check", "--db", path)
	return stdout + stderr, code
}

func TestCheckFindsNothingInTheDemo(t *testing.T) {
	path := demoCopy(t)
	if said, code := checked(t, path); code != 0 || said != path+" is intact.\n" {
		t.Errorf("%d: %s", code, said)
	}
}

// planted are changes by SQL to a sound database, and the line that reports each: which row, and
// how it differs from the record.
var planted = []struct{ what, statement, line string }{
	{"a role of an account", "INSERT INTO account_roles VALUES ((SELECT id FROM accounts WHERE name = 'Lakeside Foods'), 'ADMINISTRATOR', 0)", "/ADMINISTRATOR: it is there, but the record does not know it"},
	{"a role taken away", "DELETE FROM account_roles WHERE role = 'SALES'", "/SALES: it is not there, but it is by entry"},
	{"a role of a user", "INSERT INTO user_roles (user_id, role, assigned_at, account_id) SELECT id, 'SUPERUSER', 0, account_id FROM users WHERE name = 'tom'", "/SUPERUSER: it is there, but the record does not know it"},
	{"a longer window", "UPDATE access_requests SET valid_to = valid_to + 60000 WHERE decision = 'GRANTED' AND ending IS NULL", "valid_to is \""},
	{"a grant", "UPDATE access_requests SET decision = 'GRANTED', decided_at = created_at, decided_by = 'x', length_ms = NULL WHERE decision IS NULL", "decision is \"GRANTED\", but \"\" by entry"},
	{"a revoke undone", "UPDATE access_requests SET ending = NULL, ended_at = NULL, ended_by = '' WHERE ending = 'REVOKED'", "ending is \"\", but \"REVOKED\" by entry"},
	{"a grant for more", "UPDATE access_requests SET read_only = 0 WHERE read_only", "access is \"edit\", but \"read_only\" by entry"},
	{"a grant for another company", "UPDATE access_requests SET company_id = (SELECT MAX(c.id) FROM companies c WHERE c.account_id = access_requests.account_id AND c.id <> access_requests.company_id) WHERE id = (SELECT MIN(r.id) FROM access_requests r JOIN accounts a ON a.id = r.account_id WHERE a.name = '" + demoCustomer + "')", "company is \"com_"},
	{"a user deactivated", "UPDATE users SET active = 0 WHERE name = 'mia'", "active is \"no\", but \"yes\" by entry"},
	{"an account disabled", "UPDATE accounts SET login_enabled = 0 WHERE name = 'Lakeside Foods'", "login is \"disabled\", but \"enabled\" by entry"},
	{"an account", "INSERT INTO accounts (id, name, name_key, time_zone, password_status, created_at, updated_at) VALUES ('acc_1', 'Eve', 'eve', 'UTC', 'UNSET', 0, 0)", "accounts acc_1: it is there, but the record does not know it"},
	{"a setting's value", "UPDATE company_settings SET value = '26' WHERE key = 'stock warning level'", "value is \"26\", but \""},
	{"a setting", "INSERT INTO company_settings (company_id, key, value, updated_at) SELECT MIN(id), 'bank', 'X', 0 FROM companies", "/bank: it is there, but the record does not know it"},
	{"seats", "UPDATE account_subscriptions SET seats = seats + 100", "seats is \""},
	{"a webapp's user", "DELETE FROM user_subscriptions", "it is not there, but it is by entry"},
	{"an invoice's sum", "DROP TRIGGER invoices_no_edit; DROP TRIGGER invoices_status_once; UPDATE invoices SET net = net + 100, total = total + 100 WHERE status = 'ISSUED'", "total is \""},
	{"an invoice paid", "UPDATE invoices SET status = 'PAID', paid_at = 1 WHERE status = 'ISSUED'", "status is \"PAID\", but \"ISSUED\" by entry"},
	{"a rule", "UPDATE access_rules SET longest_ms = longest_ms + 3600000", "longest is \""},
	{"a rule out of force", "UPDATE access_rules SET ended_at = 1", "access_rules acc_"},
	{"a consent", "INSERT INTO standing_consents (id, account_id, company_id, requester_account_id, longest_ms, read_only, from_minute, to_minute, weekdays, valid_to, created_at, created_by) SELECT 'con_1', c.account_id, c.id, a.id, 3600000, 0, 0, 1440, 127, 9999999999999, 0, 'x' FROM accounts a, companies c WHERE a.name = 'Brightpath Consulting' AND c.name = 'Lakeside Bakery'", "standing_consents com_"},
	{"a freeze", "UPDATE accounts SET frozen_at = 1, frozen_by = 'x', freeze_reason = 'y' WHERE name = 'Lakeside Foods'", "frozen is \"yes\", but \"no\" by entry"},
	{"why something ended", "UPDATE access_requests SET ending_cause = 'freeze' WHERE ending = 'REVOKED'", "ending_cause is \"freeze\", but \"\" by entry"},
	{"why something was decided", "UPDATE access_requests SET decision_cause = 'restore' WHERE decision IS NOT NULL", "decision_cause is \"restore\", but \"\" by entry"},
	{"why it is frozen", "UPDATE accounts SET freeze_cause = 'restore'", "freeze_cause is \"restore\", but \"\" by entry"},
	{"the end of the lock on the record", "DROP TRIGGER audit_entries_no_update", "the trigger audit_entries_no_update is missing"},
	{"a trigger", "CREATE TRIGGER eve AFTER INSERT ON sessions BEGIN DELETE FROM sign_in_attempts; END", "the trigger eve is not Latchkey's"},
	{"an entry", "DROP TRIGGER audit_entries_no_update; UPDATE audit_entries SET actor_name = 'Eve' WHERE seq = 5", "The record doesn't match what was written: entry 5: changed"},
	{"a company that is gone", "PRAGMA foreign_keys = OFF; DELETE FROM companies WHERE name = 'Lakeside Bakery'", "names a row of companies that is not there"},
}

// TestCheckFindsWhatWasChangedBySQL changes the database behind the product's back.
func TestCheckFindsWhatWasChangedBySQL(t *testing.T) {
	for _, p := range planted {
		path := demoCopy(t)
		execute(t, path, p.statement)
		if said, code := checked(t, path); code != 1 || !strings.Contains(said, p.line) {
			t.Errorf("%s: exit %d, and no %q in\n%s", p.what, code, p.line, said)
		}
	}
}

// TestABackupIsMadeOfRowsThatTheRecordDoesNotKnow: it is a true copy, and a backup is needed most
// if someone else changed the database.
func TestABackupIsMadeOfRowsThatTheRecordDoesNotKnow(t *testing.T) {
	path := demoCopy(t)
	execute(t, path, planted[0].statement)
	file := filepath.Join(t.TempDir(), "backup.db")
	if _, said, code := says(t, "backup", file, "--db", path); code != 0 || !strings.Contains(said, planted[0].line) {
		t.Fatalf("the backup said %s, exit status %d", said, code)
	}
	if said, code := checked(t, file); code != 1 || !strings.Contains(said, planted[0].line) {
		t.Errorf("%d: %s", code, said)
	}
}
