package db

import "testing"

// Invoices that were cancelled before there were reasons have none, and one that was issued can be cancelled with a reason.
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
		if got := i.Status + " " + i.CancelReason; got != want {
			t.Errorf("%s is %q, want %q", id, got, want)
		}
	}
	must(t, s.Close())
}
