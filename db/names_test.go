package db

import "testing"

// Requests of before get the names of now, which are the best that is known; after that nothing changes them.
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
