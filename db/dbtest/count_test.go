package dbtest

import (
	"maps"
	"testing"

	"latchkey/db"
)

func TestCounter(t *testing.T) {
	store, counter := OpenCounted(t)
	counter.Take()
	for range 2 {
		if _, err := store.Read.ListInvoiceYears(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	err := store.Write(t.Context(), func(q *db.Queries) error {
		return q.InsertSetupToken(t.Context(), db.InsertSetupTokenParams{TokenHash: db.HashToken("token")})
	})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{"ListInvoiceYears": 2, "InsertSetupToken": 1}
	if got, transactions := counter.Take(); !maps.Equal(got, want) || transactions != 1 {
		t.Errorf("got %v in %d transactions, want %v in 1", got, transactions, want)
	}
	if got, transactions := counter.Take(); len(got) != 0 || transactions != 0 {
		t.Errorf("taken again: got %v in %d transactions, want nothing", got, transactions)
	}
}
