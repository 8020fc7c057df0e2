package access

import (
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"latchkey/db"
)

// raw runs statements on a copy of the database, as only the operator could.
func (w *world) raw(statements ...string) (errs []error) {
	w.Helper()
	path := filepath.Join(w.TempDir(), "copy.db")
	w.must(w.store.Backup(w.Context(), path))
	copied := must(sql.Open("sqlite3", path))(w)
	defer func() { w.must(copied.Close()) }()
	for _, s := range statements {
		_, err := copied.ExecContext(w.Context(), s)
		errs = append(errs, err)
	}
	return errs
}

// till is a world with a SALES account with a name, a time zone and a contact.
func till(t *testing.T, zone string) (*world, Actor) {
	w := newWorld(t)
	return w, w.addSeller("Counter", zone)
}

func (w *world) addSeller(name, zone string) Actor {
	w.Helper()
	w.must(third(w.s.CreateAccount(w.Context(), TheOperator(), NewAccount{
		Name: name, Email: "ada@" + name + ".example", ContactFirstName: "Ada", ContactLastName: "Lovelace", TimeZone: zone, Roles: []Role{Sales},
	})))
	return w.as(name)
}

// newInvoice is a form for Acme.
func newInvoice() NewInvoice {
	return NewInvoice{
		AccountID: accountID("Acme"), From: "2026-02-01", To: "2026-02-28", Due: "2099-12-31", Messages: "1000", Price: "0.05", Currency: "EUR", VATRate: "19",
	}
}

// invoiced is an invoice to Acme.
func (w *world) invoiced(by Actor) Invoice {
	w.Helper()
	return must(w.s.CreateInvoice(w.Context(), by, newInvoice()))(w)
}

func TestInvoiceNumbersOfParallelInvoices(t *testing.T) {
	w, by := till(t, "UTC")
	other := w.addSeller("Other", "UTC")
	got := make([]string, 32)
	count := together(len(got), func(n int) error {
		i, err := w.s.CreateInvoice(t.Context(), []Actor{by, other}[n%2], newInvoice())
		got[n] = i.Number
		return err
	})
	equal(t, "outcomes", count, map[string]int{"done": 32})
	slices.Sort(got)
	var want []string
	for n := range got {
		want = append(want, fmt.Sprintf("2026-%06d", n+1))
	}
	equal(t, "numbers", got, want)
}

// The year is in the issuing account's time zone, and each year counts from 1.
func TestInvoiceNumbersOfYears(t *testing.T) {
	w, berlin := till(t, "Europe/Berlin")
	newYork := w.addSeller("Overseas", "America/New_York")
	for _, c := range []struct{ at, berlin, newYork string }{
		{"2026-12-31T22:59:59.999Z", "2026-000001 2026-12-31", "2026-000002 2026-12-31"},
		{"2026-12-31T23:00:00Z", "2027-000001 2027-01-01", "2026-000003 2026-12-31"},
		{"2027-01-01T04:59:59.999Z", "2027-000002 2027-01-01", "2026-000004 2026-12-31"},
		{"2027-01-01T05:00:00Z", "2027-000003 2027-01-01", "2027-000004 2027-01-01"},
	} {
		w.clock = at(c.at)
		// their sessions were over
		berlin, newYork = w.as(berlin.AccountName), w.as(newYork.AccountName)
		a, b := w.invoiced(berlin), w.invoiced(newYork)
		equal(t, c.at, []string{a.Number + " " + string(a.Issued), b.Number + " " + string(b.Issued)}, []string{c.berlin, c.newYork})
	}
	years := func(f InvoiceFilter) (numbers []string) {
		l := must(w.s.Invoices(t.Context(), berlin, f, ""))(w)
		return append(each(l.Rows, func(i Invoice) string { return i.Number }), fmt.Sprint(l.Years))
	}
	equal(t, "2026", years(InvoiceFilter{Year: 2026}), "[2026-000004 2026-000003 2026-000002 2026-000001 [2027 2026]]")
	equal(t, "all", years(InvoiceFilter{}), "[2027-000004 2027-000003 2027-000002 2027-000001 2026-000004 2026-000003 2026-000002 2026-000001 [2027 2026]]")
}

// A number that was taken by a failed transaction is used again.
func TestInvoiceNumbersAfterAFailure(t *testing.T) {
	w, by := till(t, "UTC")
	w.invoiced(by)
	broken := errors.New("the disk is full")
	err := w.s.write(t.Context(), by, w.clock, func(tx *tx) error {
		equal(t, "the number inside", must(tx.NextInvoiceNumber(t.Context(), 2026))(w), 2)
		return broken
	})
	equal(t, "the transaction", err, broken)
	bad := newInvoice()
	bad.Price = "free"
	equal(t, "an invalid invoice", outcome(second(w.s.CreateInvoice(t.Context(), by, bad))), "invalid price")
	equal(t, "the next", w.invoiced(by).Number, "2026-000002")
}

func TestInvoiceNumbersRunOut(t *testing.T) {
	w, by := till(t, "UTC")
	w.write(func(q *db.Queries) error {
		for range 3 {
			w.must(second(q.NextInvoiceNumber(t.Context(), 2026)))
		}
		return nil
	})
	equal(t, "the fourth", w.invoiced(by).Number, "2026-000004")
	errs := w.raw("DROP TRIGGER invoice_numbers_dense", "UPDATE invoice_numbers SET last = 999999", "UPDATE invoice_numbers SET last = last + 1")
	equal(t, "to the last", errs[:2], "[<nil> <nil>]")
	equal(t, "after the last", db.IsCheck(errs[2]), true)
}

func TestWhoMayInvoice(t *testing.T) {
	w, counter := till(t, "UTC")
	i := w.invoiced(counter)
	for login, want := range map[string]string{
		// Tills has the role, but no contact
		"Counter": "done done done", "Tills": "done forbidden forbidden",
		"Acme": "done forbidden forbidden", "sue @ Acme": "done forbidden forbidden",
		"paul @ Acme": "not found not found forbidden", "ext @ Acme": "not found not found forbidden",
		"Borealis": "not found not found forbidden", "Root": "not found not found forbidden", "vera @ Vendor": "not found not found forbidden",
	} {
		by := w.as(login)
		got := outcome(second(w.s.Invoice(t.Context(), by, i.ID)))
		fresh := w.invoiced(counter)
		got += " " + outcome(second(w.s.PayInvoice(t.Context(), by, fresh.ID)))
		equal(t, login+" reads, marks as paid, makes", got+" "+outcome(second(w.s.CreateInvoice(t.Context(), by, newInvoice()))), want)
		equal(t, login+" cancels nothing", outcome(second(w.s.CancelInvoice(t.Context(), by, "inv_none", nil))), "not found")
	}
}

// Names and people are copied when an invoice is issued, and never change after that.
func TestPersonsOnAnInvoice(t *testing.T) {
	w, by := till(t, "UTC")
	_, _, err := w.s.CreateAccount(t.Context(), TheOperator(), NewAccount{Name: "Delta", Email: "dora@delta.example", ContactFirstName: "Dora", ContactLastName: "Day"})
	w.must(err)
	delta := must(w.store.Read.GetAccountByRef(t.Context(), accountRef("delta")))(w)
	n := newInvoice()
	n.AccountID = delta.ID
	i := must(w.s.CreateInvoice(t.Context(), by, n))(w)
	equal(t, "invoiced", i.Account, Party{delta.ID, "Delta", "Dora", "Day", "dora@delta.example"})
	equal(t, "issuer", i.Issuer, Party{by.AccountID, "Counter", "Ada", "Lovelace", "ada@counter.example"})
	for _, column := range []string{"account_name", "account_email", "issuer_first_name", "issuer_last_name", "issuer_email"} {
		equal(t, column, w.raw("UPDATE invoices SET "+column+" = 'x'"), "[an invoice is never edited]")
	}
	equal(t, "as read", must(w.s.Invoice(t.Context(), by, i.ID))(w).Invoice, i)
}

func TestCancellation(t *testing.T) {
	w, by := till(t, "UTC")
	other := w.addSeller("Other", "Pacific/Auckland")
	n := newInvoice()
	n.Messages, n.Price, n.Currency, n.Note = "3", "0.335", "GBP", "order 7"
	i := must(w.s.CreateInvoice(t.Context(), by, n))(w)
	w.clock = at("2026-03-31T12:00:00Z")
	by, other = w.as(by.AccountName), w.as(other.AccountName) // their sessions were over
	lines := w.recorded(func() {
		cancelled := must(w.s.CancelInvoice(t.Context(), other, i.ID, nil))(w)
		equal(t, "cancelled", []any{cancelled.Status, cancelled.CancelledAt, cancelled.Amounts}, []any{StatusCancelled, w.clock, i.Amounts})
	})
	equal(t, "record", lines, "[Other: invoice.cancelled: 2026-000001]")
	page := must(w.s.Invoice(t.Context(), by, i.ID))(w)
	counter := must(w.s.Invoice(t.Context(), w.as("sue @ Acme"), page.Other.ID))(w)
	less := func(m Money) Money { return Money{-m.Minor, m.Currency} }
	equal(t, "counter-entry", []any{counter.Number, counter.Status, counter.Cancels, *counter.Other, counter.Messages, counter.Net, counter.VAT, counter.Total, counter.Issued, counter.Issuer.Name},
		[]any{"2026-000002", StatusCancellation, i.ID, Named{i.ID, "2026-000001"}, -3, less(i.Net), less(i.VAT), less(i.Total), "2026-04-01", "Other"})
	equal(t, "sum", i.Total.Minor+counter.Total.Minor, 0)
	equal(t, "invoiced", counter.Account, i.Account)
	for _, id := range []string{i.ID, counter.ID} {
		_, cancelErr := w.s.CancelInvoice(t.Context(), by, id, nil)
		_, payErr := w.s.PayInvoice(t.Context(), by, id)
		equal(t, "again", outcome(cancelErr)+" "+outcome(payErr), "conflict conflict")
	}
	equal(t, "the next number", w.invoiced(by).Number, "2026-000003")
}

// If many people pay and cancel at the same time, one wins, and no number is lost.
func TestPayingAndCancellingAtOnce(t *testing.T) {
	w, by := till(t, "UTC")
	i := w.invoiced(by)
	count := together(32, func(n int) error {
		if n%2 == 1 {
			return second(w.s.CancelInvoice(t.Context(), by, i.ID, nil))
		}
		return second(w.s.PayInvoice(t.Context(), by, i.ID))
	})
	equal(t, "outcomes", count, map[string]int{"done": 1, "conflict": 31})
	read := must(w.s.Invoice(t.Context(), by, i.ID))(w)
	want := "2026-000002"
	if read.Status == StatusCancelled {
		want = "2026-000003"
	}
	equal(t, "the next number", w.invoiced(by).Number, want)
}

func TestInvoicesAreNeverEdited(t *testing.T) {
	w, by := till(t, "UTC")
	w.invoiced(by)
	paid := w.invoiced(by)
	w.must(second(w.s.PayInvoice(t.Context(), by, paid.ID)))
	for _, s := range []string{
		"UPDATE invoices SET total = total", "UPDATE invoices SET number = '2026-000009'", "UPDATE invoices SET note = 'x'", "UPDATE invoices SET cancel_reason = 'x'", "UPDATE invoices SET due_date = '2099-01-01'",
		"UPDATE invoices SET status = 'ISSUED', paid_at = NULL", "UPDATE invoices SET paid_at = 1 WHERE status = 'PAID'", "UPDATE invoices SET status = 'CANCELLATION'",
		"DELETE FROM invoices", "UPDATE invoices SET id = 'inv_x'", "UPDATE OR REPLACE invoices SET number = '2026-000001'",
		"INSERT OR REPLACE INTO invoices SELECT * FROM invoices", "DELETE FROM invoice_numbers", "UPDATE invoice_numbers SET last = 1",
		"UPDATE invoice_numbers SET last = last + 2", "UPDATE invoice_numbers SET year = 2025, last = last + 1",
	} {
		if err := w.raw(s)[0]; err == nil || !strings.Contains(err.Error(), "never") && !strings.Contains(err.Error(), "no gaps") {
			t.Errorf("%s: %v", s, err)
		}
	}
}

func TestRecordOfInvoices(t *testing.T) {
	w, by := till(t, "UTC")
	lines := w.recorded(func() {
		w.must(second(w.s.PayInvoice(t.Context(), by, w.invoiced(by).ID)))
	})
	equal(t, "record", lines, "[Counter: invoice.issued: 2026-000001 Counter: invoice.paid: 2026-000001]")
	p := must(w.s.ReadRecord(t.Context(), w.as("Acme"), accountID("Acme"), RecordFilter{}, RecordPlace{}))(w)
	equal(t, "what Acme reads", []any{p.Records[1].After["total"], p.Records[1].After["person"], p.Records[0].Before["status"], p.Records[0].After["status"]},
		"[59.50 Ada Lovelace, ada@counter.example ISSUED PAID]")
}

func TestInvoicesTab(t *testing.T) {
	w, by := till(t, "UTC")
	has := func(login string) bool {
		a := must(w.s.ActorAt(t.Context(), w.as(login), accountID("Acme")))(w)
		return a.Invoiced == accountID("Acme")
	}
	equal(t, "before", []bool{has("Acme"), has("Counter")}, "[false false]")
	w.invoiced(by)
	equal(t, "after", []bool{has("Acme"), has("sue @ Acme"), has("Counter"), has("paul @ Acme"), has("Borealis"), has("Root")}, "[true true true false false false]")
}

func TestLastMonth(t *testing.T) {
	for day, want := range map[Date]string{
		"2026-06-01": "2026-05-01 2026-05-31", "2026-03-31": "2026-02-01 2026-02-28", "2028-03-01": "2028-02-01 2028-02-29", "2026-01-31": "2025-12-01 2025-12-31",
	} {
		first, last := day.LastMonth()
		equal(t, string(day), string(first)+" "+string(last), want)
	}
}
