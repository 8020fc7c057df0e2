package db

import (
	"testing"
)

// What external users created and assigned before there were bonds depends on them and on their
// creators. What was ended for good is gone.
func TestBondsOfBefore(t *testing.T) {
	path := old(t, 23, world+`
INSERT INTO users (id, account_id, name, name_key, time_zone, owner_id, made_by, active, created_at, updated_at) VALUES
    ('usr_gus', 'acc_a', 'gus', 'gus', 'UTC', 'usr_b', NULL, 1, 5, 5), ('usr_ann', 'acc_a', 'ann', 'ann', 'UTC', 'usr_b', 'usr_gus', 1, 6, 6),
    ('usr_ben', 'acc_a', 'ben', 'ben', 'UTC', 'usr_b', 'usr_ann', 1, 7, 7), ('usr_out', 'acc_a', 'out', 'out', 'UTC', 'usr_b', NULL, 0, 5, 5),
    ('usr_own', 'acc_a', 'own', 'own', 'UTC', NULL, NULL, 1, 5, 5);
INSERT INTO user_roles (user_id, role, assigned_at, given_by, ends_at, account_id) VALUES
    ('usr_ann', 'USER', 6, NULL, NULL, 'acc_a'), ('usr_ann', 'SUPERUSER', 6, NULL, NULL, 'acc_a'), ('usr_ben', 'SUPERUSER', 9, NULL, NULL, 'acc_a'),
    ('usr_ben', 'EXTERNALUSER', 9, 'usr_out', 99, 'acc_a'), ('usr_own', 'SUPERUSER', 9, 'usr_ann', 99, 'acc_a');`)
	s, err := Open(t.Context(), path, Exclusive)
	must(t, err)
	for query, want := range map[string]string{
		"SELECT GROUP_CONCAT(user_id || ' ' || role || ' ' || guest_id, '|') FROM (SELECT * FROM bonds ORDER BY user_id, role, guest_id)":                 "usr_ann  usr_gus|usr_ann SUPERUSER usr_gus|usr_ben  usr_ann|usr_ben  usr_gus|usr_own SUPERUSER usr_ann|usr_own SUPERUSER usr_gus",
		"SELECT GROUP_CONCAT(user_id || ' ' || role, '|') FROM (SELECT * FROM user_roles WHERE user_id IN ('usr_ben', 'usr_own') ORDER BY user_id, role)": "usr_ben SUPERUSER|usr_own SUPERUSER",
	} {
		var got string
		must(t, s.writer.QueryRowContext(t.Context(), query).Scan(&got))
		same(t, got, want, "%s", query)
	}
	must(t, s.Close())
}

// Invoices cancelled before there were reasons have none. An older invoice can be cancelled with a
// reason.
func TestInvoicesOfBeforeHaveNoReason(t *testing.T) {
	path := old(t, 23, `
INSERT INTO accounts (id, name, name_key, skeleton, time_zone, password_status, created_at, updated_at) VALUES
    ('acc_a', 'A', 'a', 'a', 'UTC', 'UNSET', 0, 0), ('acc_b', 'B', 'b', 'b', 'UTC', 'UNSET', 0, 0);
INSERT INTO invoices SELECT 'inv_' || n, '2026-00000' || n, 'ISSUED', NULL, 'acc_a', 'A', '', '', '', 'acc_b', 'B', 'Pat', 'Doe', 'b@example.com',
    '2026-05-01', '2026-05-31', 1, 10000, 'EUR', 0, 1, 0, 1, '', '2026-06-01', '2026-07-01', 0, NULL, NULL FROM (SELECT 1 AS n UNION SELECT 2);
UPDATE invoices SET status = 'CANCELLED', cancelled_at = 1 WHERE id = 'inv_1';`)
	s, err := Open(t.Context(), path, Exclusive)
	must(t, err)
	must(t, s.Write(t.Context(), func(q *Queries) error {
		_, err := q.CancelInvoice(t.Context(), CancelInvoiceParams{ID: "inv_2", Now: 2, CancelReason: "wrong"})
		return err
	}))
	for id, want := range map[string]string{"inv_1": "CANCELLED ", "inv_2": "CANCELLED wrong"} {
		i, err := s.Read.GetInvoice(t.Context(), GetInvoiceParams{ID: id, ScopeAll: 1})
		must(t, err)
		same(t, i.Status+" "+i.CancelReason, want, "%s", id)
	}
	must(t, s.Close())
}

// Existing requests get the current names, which are the best that is known. After that, nothing
// changes them.
func TestRequestsOfBeforeGetNames(t *testing.T) {
	path := old(t, 32, world+`
UPDATE users SET first_name = 'Ute', last_name = 'Berg', email = 'u@b', search_key = 'ub ute berg u@b' WHERE id = 'usr_b';
INSERT INTO access_requests (id, account_id, company_id, requester_account_id, requested_by, valid_from, valid_to, created_at)
    VALUES ('req_1', 'acc_a', 'com_a', 'acc_b', 'usr_b', 5, 10, 0);`)

	s, err := Open(t.Context(), path, Exclusive)
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	names := func() string {
		r, err := s.Read.GetRequest(t.Context(), GetRequestParams{ID: "req_1", ScopeAll: 1})
		must(t, err)
		return r.AccountName + "|" + r.CompanyName + "|" + r.RequesterAccountName + "|" + r.RequestedByName + "|" + r.RequestedByFirstName + "|" + r.RequestedByLastName
	}
	const want = "A|CA|B|UB|Ute|Berg"
	if got := names(); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	var key string
	must(t, s.writer.QueryRowContext(t.Context(), "SELECT names_key FROM access_requests").Scan(&key))
	if key != "ca | a | b | ub ute berg " {
		t.Errorf("found by %q", key)
	}
	_, err = s.writer.ExecContext(t.Context(), "UPDATE users SET name = 'UX', first_name = 'X'; UPDATE accounts SET name = 'X' || name; UPDATE companies SET name = 'X' || name")
	must(t, err)
	if got := names(); got != want {
		t.Errorf("after all was renamed: got %s, want %s", got, want)
	}
	for _, column := range []string{"account_name", "company_name", "requester_account_name", "requested_by_name", "requested_by_first_name", "requested_by_last_name", "names_key"} {
		if _, err := s.writer.ExecContext(t.Context(), "UPDATE access_requests SET "+column+" = 'X'"); err == nil {
			t.Errorf("%s can be changed", column)
		}
	}
}

// Names that look alike may exist from before they were refused. Each stays, and the oldest one
// keeps its plain skeleton.
func TestLookalikesOfBeforeStay(t *testing.T) {
	path := old(t, 15, world+`
INSERT INTO accounts (id, name, name_key, time_zone, password_status, created_at, updated_at) VALUES
    ('acc_c', 'А', 'а', 'UTC', 'UNSET', 0, 0), ('acc_d', 'A'||CHAR(12644), 'a'||CHAR(12644), 'UTC', 'UNSET', 0, 0);
INSERT INTO users (id, account_id, name, name_key, time_zone, created_at, updated_at) VALUES
    ('usr_c', 'acc_a', 'U  A', 'u  a', 'UTC', 0, 0), ('usr_d', 'acc_a', 'U A', 'u a', 'UTC', 0, 0), ('usr_e', 'acc_b', 'U A', 'u a', 'UTC', 0, 0);
INSERT INTO companies (id, account_id, name, name_key, time_zone, type, created_at, updated_at, deleted_at) VALUES
    ('com_c', 'acc_a', 'СA', 'сa', 'UTC', 'ERP', 0, 0, NULL), ('com_d', 'acc_a', 'CA', 'ca', 'UTC', 'ERP', 0, 0, 9);
INSERT INTO webapps (id, key, name, address, created_at, updated_at) VALUES ('app_n', 'mail2', 'Mail', '', 0, 0);`)

	for range 2 { // opening it again must not change it
		s, err := Open(t.Context(), path, Exclusive)
		must(t, err)
		for query, want := range map[string]string{
			"SELECT GROUP_CONCAT(skeleton, '|') FROM (SELECT skeleton FROM accounts ORDER BY id)":                                "a|b|a\nacc_c|a\nacc_d",
			"SELECT GROUP_CONCAT(skeleton, '|') FROM (SELECT skeleton FROM users ORDER BY id)":                                   "ua|ub|u a|u a\nusr_d|u a",
			"SELECT GROUP_CONCAT(COALESCE(skeleton, '-'), '|') FROM (SELECT skeleton FROM companies ORDER BY id)":                "ca|cb|ca\ncom_c|-",
			"SELECT GROUP_CONCAT(skeleton, '|') FROM (SELECT skeleton FROM webapps ORDER BY id)":                                 "rnail|rnail\napp_n",
			"SELECT CAST(COUNT(*) AS TEXT) FROM accounts WHERE name_key IN ('a', 'а') AND name IN ('A', 'А') AND id <> skeleton": "2",
		} {
			var got string
			must(t, s.writer.QueryRowContext(t.Context(), query).Scan(&got))
			same(t, got, want, "%s", query)
		}
		must(t, s.Close())
	}
}

// Webapps that were opened in a visit counted as its pages.
func TestVisitsOfBeforeCountTheirWebapps(t *testing.T) {
	path := old(t, 46, world+`
INSERT INTO access_requests (id, account_id, company_id, requester_account_id, requested_by, valid_from, valid_to, asked_from, asked_to, created_at)
    VALUES ('req_1', 'acc_a', 'com_a', 'acc_b', 'usr_b', 5, 10, 5, 10, 0);
INSERT INTO access_visits (id, request_id, actor_name, address, began_at, last_at, pages, changes)
    VALUES ('vis_1', 'req_1', 'b', 'x', 5, 7, 3, 1), ('vis_2', 'req_1', 'b', 'x', 8, 9, 2, 0), ('vis_3', 'req_1', 'b', 'y', 5, 9, 1, 0);
INSERT INTO audit_entries (seq, at, actor_kind, actor_account_id, actor_user_id, actor_name, address, action, account_id, object_id, object_name, request_id, before, after)
SELECT column1, column2, 'USER', 'acc_b', 'usr_b', 'b', column3, column4, 'acc_a', 'app_1', 'Shop', 'req_1', '', '' FROM (VALUES
    (0, 5, 'x', 'webapp.opened'), (1, 7, 'x', 'webapp.opened'), (2, 9, 'x', 'webapp.opened'), (3, 9, 'y', 'company.read'));`)
	s, err := Open(t.Context(), path, Exclusive)
	must(t, err)
	use, err := s.Read.GetUse(t.Context(), "req_1")
	must(t, err)
	same(t, use, GetUseRow{Visits: 3, FirstAt: 5, LastAt: 9, Pages: 3, Changes: 1, Webapps: 3}, "use")
	must(t, s.Close())
}
