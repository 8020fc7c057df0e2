package db

import "testing"

// What external users made and gave before there were bonds hangs on them, and on who made those; what was ended for good is gone.
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
		if got != want {
			t.Errorf("%s: got %q, want %q", query, got, want)
		}
	}
	must(t, s.Close())
}
