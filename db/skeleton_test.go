package db

import "testing"

// Names that look alike may have been made before that was refused: each stays, the oldest as itself.
func TestLookalikesOfBeforeStay(t *testing.T) {
	path := old(t, 15, world+`
INSERT INTO accounts (id, name, name_key, time_zone, password_status, created_at, updated_at) VALUES
    ('acc_c', 'А', 'а', 'UTC', 'UNSET', 0, 0), ('acc_d', 'A'||CHAR(12644), 'a'||CHAR(12644), 'UTC', 'UNSET', 0, 0);
INSERT INTO users (id, account_id, name, name_key, time_zone, created_at, updated_at) VALUES
    ('usr_c', 'acc_a', 'U  A', 'u  a', 'UTC', 0, 0), ('usr_d', 'acc_a', 'U A', 'u a', 'UTC', 0, 0), ('usr_e', 'acc_b', 'U A', 'u a', 'UTC', 0, 0);
INSERT INTO companies (id, account_id, name, name_key, time_zone, type, created_at, updated_at, deleted_at) VALUES
    ('com_c', 'acc_a', 'СA', 'сa', 'UTC', 'ERP', 0, 0, NULL), ('com_d', 'acc_a', 'CA', 'ca', 'UTC', 'ERP', 0, 0, 9);
INSERT INTO webapps (id, key, name, address, created_at, updated_at) VALUES ('app_n', 'mail2', 'Mail', '', 0, 0);`)

	for range 2 { // opened again it stays as it is
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
			if got != want {
				t.Errorf("%s: got %q, want %q", query, got, want)
			}
		}
		must(t, s.Close())
	}
}
