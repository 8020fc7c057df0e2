package handlers

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/record"
)

// seller acts as the account login of an account with the role SALES.
func seller(accountID string) access.Actor {
	return access.Actor{Kind: access.KindAccount, AccountID: accountID, AccountName: "Seller", Roles: []access.Role{access.AccountLogin, access.Customer, access.Sales}, Zone: time.UTC}
}

// invoice is an invoice over 119.00 EUR from one account to another.
func (w *world) invoice(sellerID, accountID string, change ...func(*access.NewInvoice)) access.Invoice {
	w.t.Helper()
	n := access.NewInvoice{
		AccountID: accountID, From: "2026-05-01", To: "2026-05-31", Due: "2026-07-01", Messages: "2000", Price: "0.05", Currency: "EUR", VATRate: "19",
	}
	for _, c := range change {
		c(&n)
	}
	i, err := w.svc.CreateInvoice(w.t.Context(), seller(sellerID), n)
	must(w.t, err)
	return i
}

// shop is a SALES account and a customer.
type shop struct {
	*world
	sellerID, customer string
	sales, admin       *http.Cookie
}

func newShop(t *testing.T) *shop {
	w := newWorld(t)
	s := &shop{world: w}
	s.sellerID, _ = w.account("Till", access.Sales)
	s.customer, _ = w.account("Acme")
	s.sales, s.admin = w.signIn(s.sellerID, ""), w.signIn(s.customer, "")
	return s
}

func (s *shop) typed() url.Values {
	return url.Values{
		"account_search": {"acm"}, "account_id": {s.customer}, "period_from": {"2026-05-01"}, "period_to": {"2026-05-31"}, "messages": {"125000"},
		"price": {"0.0345"}, "currency": {"EUR"}, "vat_rate": {"19"}, "due_date": {"2026-07-01"}, "note": {"Order <7>"},
	}
}

func TestInvoicing(t *testing.T) {
	s := newShop(t)
	s.want(s.get("/payment/invoices", s.sales), http.StatusOK, en.Invoices.NoneYet).has("[href='/payment/invoices/new']", saying("a", "Payment"))
	s.page(s.get("/accounts/"+s.customer, s.admin)).hasNot(saying("", "Invoices"), saying("", "Payment"))
	form := s.get("/payment/invoices/new?account_search=ACM&messages=7", s.sales)
	s.want(form, http.StatusOK, "1 Jun 2026").has("[value='"+s.customer+"'][checked]", "[value='7']", "[value='2026-05-01']", "[value='2026-05-31']", "[value='2026-07-01']")

	r := s.post("/payment/invoices", s.typed(), s.sales)
	s.want(r, http.StatusSeeOther)
	page := r.Header().Get("Location")
	s.want(s.get(page, s.sales), http.StatusOK, en.Invoices.IssuedFlash("2026-000001", "Acme", "5,131.88 EUR"))
	s.want(s.get(page, s.sales), http.StatusOK, "Invoice 2026-000001", "ISSUED", "4,312.50 EUR", "819.38 EUR", "5,131.88 EUR", "Order &lt;7&gt;",
		"Pat Doe", "pat@example.com", "halves away from zero", "Mark as paid", "Cancel invoice 2026-000001")
	s.want(s.get("/payment/invoices", s.sales), http.StatusOK, "2026-000001", "Acme", "1 May 2026 – 31 May 2026", "1 Jul 2026")

	// The customer sees it but cannot change it.
	s.want(s.get("/accounts/"+s.customer, s.admin), http.StatusOK).has("[href='/accounts/" + s.customer + "/invoices']")
	s.want(s.get("/accounts/"+s.customer+"/invoices", s.admin), http.StatusOK, "2026-000001", "5,131.88 EUR")
	s.want(s.get(page, s.admin), http.StatusOK, "Invoice 2026-000001", page+".pdf").saysNot("Mark as paid", "Cancel")
	for _, act := range []string{"/paid", "/cancel"} {
		s.want(s.post(page+act, nil, s.admin), http.StatusForbidden, "role SALES")
	}
	super := s.signIn(s.customer, s.user(s.customer, "super", "", access.Superuser))
	plain := s.signIn(s.customer, s.user(s.customer, "plain", ""))
	s.want(s.get(page, super), http.StatusOK, "Invoice 2026-000001")
	s.want(s.get(page, plain), http.StatusNotFound)
	s.want(s.get(page+".pdf", plain), http.StatusNotFound)
	s.want(s.get("/payment/invoices", super), http.StatusForbidden, "role SALES")

	s.want(s.post(page+"/paid", nil, s.sales), http.StatusSeeOther)
	s.want(s.get(page, s.sales), http.StatusOK, en.Invoices.PaidFlash("2026-000001"), "PAID")
	s.want(s.post(page+"/paid", nil, s.sales), http.StatusConflict, "is already paid")
	s.want(s.post(page+"/cancel", nil, s.sales), http.StatusConflict, "is already paid")
	for action, want := range map[access.Action]int{access.InvoiceCreated: 1, access.InvoicePaid: 1, access.Denied: 3} {
		same(t, s.entries(s.customer, action), want, "entries %q", action)
	}
}

func TestCancellingAnInvoice(t *testing.T) {
	s := newShop(t)
	page := "/payment/invoices/" + s.invoice(s.sellerID, s.customer).ID
	s.want(s.post(page+"/cancel", nil, s.sales), http.StatusSeeOther)
	cancelled := s.get(page, s.sales)
	s.want(cancelled, http.StatusOK, "CANCELLED", "Cancelled by", "2026-000002", "119.00 EUR")
	s.wantNot(cancelled, "Mark as paid")
	for _, act := range []string{"/paid", "/cancel"} {
		s.want(s.post(page+act, nil, s.sales), http.StatusConflict, "is already cancelled")
	}
	counter := s.page(cancelled).attr("a[href^='/payment/invoices/inv_']:contains('2026-000002')", "href")
	s.want(s.get(counter, s.sales), http.StatusOK, "Cancellation 2026-000002", "Cancels invoice", "2026-000001", "-100.00 EUR", "-19.00 EUR", "-119.00 EUR", "-2,000")
	for _, act := range []string{"/paid", "/cancel"} {
		s.want(s.post(counter+act, nil, s.sales), http.StatusConflict, "is a cancellation")
	}
	s.want(s.get("/payment/invoices?status=CANCELLATION&year=2026", s.sales), http.StatusOK, "2026-000002")
	s.want(s.get("/payment/invoices?status=CANCELLED", s.sales), http.StatusOK, "2026-000001").saysNot("2026-000002")
	s.want(s.get("/payment/invoices?year=2025", s.sales), http.StatusOK, en.Parts.Invoices.NoneFound)
	for _, query := range []string{"?status=issued", "?year=x", "?year=99999", "?sort=1", "?status=PAID&status=PAID"} {
		s.want(s.get("/payment/invoices"+query, s.sales), http.StatusBadRequest)
	}
}

func TestInvoicingWrongly(t *testing.T) {
	s := newShop(t)
	for _, c := range []struct{ field, value, says string }{
		{"account_id", "", en.Reason(access.FindAccount{})},
		{"account_id", s.sellerID, en.Reason(access.OwnAccountInvoiced{})},
		{"account_id", "acc_none", en.Reason(access.NoSuchAccount{})},
		{"period_from", "", en.Reason(access.EnterDate{})},
		{"period_from", "1 May 2026", en.Reason(access.NotADate{})},
		{"period_to", "2026-02-30", en.Reason(access.NotADate{})},
		{"period_to", "2026-04-30", en.Reason(access.DayBeforeFirst{})},
		{"messages", "0", en.Reason(access.MessagesRange{Most: 1_000_000_000})},
		{"messages", "1000000001", en.Reason(access.MessagesRange{Most: 1_000_000_000})},
		{"messages", "1.5", en.Reason(access.MessagesRange{Most: 1_000_000_000})},
		{"price", "-0.01", "Enter a price like 0.0345 or 0,0345, from 0 to 1,000,000, with up to 6 decimal places."},
		{"price", "0.0000001", "Enter a price like 0.0345 or 0,0345, from 0 to 1,000,000, with up to 6 decimal places."},
		{"price", "1,234", en.Reason(access.AmbiguousNumber{Text: "1,234", Whole: "1234", Decimal: "1.2340"})},
		{"currency", "XXX", en.Reason(access.ChooseCurrency{})},
		{"vat_rate", "100.01", en.Reason(access.RateRange{Most: 100, Digits: 2})},
		{"vat_rate", "7.123", en.Reason(access.RateRange{Most: 100, Digits: 2})},
		{"due_date", "2026-05-31", "Choose today, 1 Jun 2026, or a later date."},
		{"note", strings.Repeat("ä", 2001), en.Reason(access.TooLong{Most: 2000, Has: 2001})},
	} {
		t.Run(c.field+" "+c.value[:min(len(c.value), 12)], func(t *testing.T) {
			s.t = t
			form := s.typed()
			form.Set(c.field, c.value)
			p := s.want(s.post("/payment/invoices", form, s.sales), http.StatusUnprocessableEntity, c.says).has("[value=acm]")
			if c.field != "note" {
				p.says("Order &lt;7&gt;")
			}
		})
	}
	s.t = t
	s.want(s.post("/payment/invoices", url.Values{"number": {"2026-000009"}}, s.sales), http.StatusBadRequest)
	same(t, s.invoice(s.sellerID, s.customer).Number, "2026-000001", "the first invoice after the mistakes is")
}

// An account without a known person cannot issue invoices, whatever its roles.
func TestInvoicingWithoutAPerson(t *testing.T) {
	s := newShop(t)
	id := s.id("acc")
	s.write(func(q *db.Queries) error {
		err := q.InsertAccount(t.Context(), db.InsertAccountParams{ID: id, Name: "Ghost", NameKey: "ghost", TimeZone: "UTC", PasswordStatus: "UNSET", ContactFirstName: "Pat", ContactLastName: "Doe"})
		if err == nil {
			_, err = q.InsertAccountRole(t.Context(), db.InsertAccountRoleParams{AccountID: id, Role: string(access.Sales)})
		}
		return err
	})
	ghost := s.signIn(id, "")
	page := "/payment/invoices/" + s.invoice(s.sellerID, s.customer).ID
	says := en.Reason(access.InvoicesNeedContact{})
	s.want(s.get("/payment/invoices", ghost), http.StatusOK, "2026-000001")
	s.want(s.get("/payment/invoices/new", ghost), http.StatusForbidden, says)
	s.want(s.post("/payment/invoices", s.typed(), ghost), http.StatusForbidden, says)
	s.want(s.post(page+"/paid", nil, ghost), http.StatusForbidden, says)
	s.want(s.post(page+"/cancel", nil, ghost), http.StatusForbidden, says)
	s.want(s.get(page, s.sales), http.StatusOK, "ISSUED")
}

func TestInvoicesCSV(t *testing.T) {
	s := newShop(t)
	var want [][]string
	for _, c := range []struct{ name, cell string }{
		{"=1+1", "'=1+1"}, {"+49 30", "'+49 30"}, {"-x", "'-x"}, {"@home", "'@home"}, {"＝wide", "'＝wide"}, {`"Quoted", Ltd.`, `"Quoted", Ltd.`}, {"Söhne; €", "Söhne; €"},
	} {
		id, _ := s.account(c.name)
		i := s.invoice(s.sellerID, id)
		want = append(want, []string{i.Number, c.cell})
	}
	for range 600 { // more than a batch
		want = append(want, []string{s.invoice(s.sellerID, s.customer).Number, "Acme"})
	}
	slices.Reverse(want)
	csv := s.download("/payment/invoices.csv", s.sales, "text/csv; charset=utf-8; header=present", `attachment; filename="invoices.csv"`)
	rows := spreadsheet(t, csv)
	sameList(t, rows[0], invoiceColumns, "columns")
	var got [][]string
	for _, row := range rows[1:] {
		got = append(got, []string{row[0], row[2]})
	}
	if !slices.EqualFunc(got, want, slices.Equal[[]string]) {
		t.Errorf("%d rows, want %d: %q …", len(got), len(want), got[:min(9, len(got))])
	}
	last := []string{"2026-000001", "ISSUED", "'=1+1", "Pat Doe", "pat@example.com", "2026-05-01", "2026-05-31", "2000", "0.05", "EUR", "100.00", "19.00", "19.00", "119.00",
		"2026-06-01", "2026-07-01", "", "", "Till", "Pat Doe", "pat@example.com", "", "Europe/Berlin"}
	sameList(t, rows[len(rows)-1], last, "row")
	s.want(s.get("/payment/invoices.csv?year=2025&status=PAID", s.sales), http.StatusOK, "number,status,account")
	s.want(s.get("/payment/invoices.csv", s.admin), http.StatusForbidden)
}

// brokenLine is a connection that breaks after a number of bytes.
type brokenLine struct {
	*httptest.ResponseRecorder
	left int
}

func (b *brokenLine) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, io.ErrClosedPipe
	}
	return b.ResponseRecorder.Write(p)
}

// A list that could not be sent completely must not look complete: the connection is cut.
func TestInvoicesCSVCut(t *testing.T) {
	s := newShop(t)
	for range 60 {
		s.invoice(s.sellerID, s.customer)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/payment/invoices.csv", nil)
	r.AddCookie(s.sales)
	line := &brokenLine{httptest.NewRecorder(), 5000}
	defer func() {
		if cause := recover(); cause != http.ErrAbortHandler { //nolint:errorlint // net/http compares like this
			t.Errorf("the handler ends with %v", cause)
		}
		if rows := strings.Count(line.Body.String(), "\r\n"); rows == 0 || rows > 60 {
			t.Errorf("%d rows went out", rows)
		}
	}()
	s.server.ServeHTTP(line, r)
	t.Error("the handler ended as if all was sent")
}

func TestTextCell(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "Acme": "Acme", "=A1": "'=A1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx", "\nx": "'\nx", "a=b": "a=b", "＋1": "'＋1", "＠x": "'＠x", "－1": "'－1", "'x": "''x",
		"a;=1": "a;'=1", "a\t@x": "a\t'@x", "=1;-2": "'=1;'-2", "a; b": "a; b",
	} {
		same(t, record.TextCell(text), want, "%q becomes", text)
	}
}

// pages pages through a list, and returns the numbers that it shows.
func (s *shop) pages(address string, cookie *http.Cookie) (numbers []string) {
	s.t.Helper()
	for range 10 {
		p := s.page(s.get(address, cookie))
		numbers = append(numbers, p.texts(`:matchesOwn(^2026-\d{6}$)`)...)
		if address = p.next(); address == "" {
			return numbers
		}
	}
	s.t.Fatal("the list does not end")
	return nil
}

func TestInvoicePages(t *testing.T) {
	s := newShop(t)
	var all []string
	for range 101 {
		all = append(all, s.invoice(s.sellerID, s.customer).Number)
	}
	slices.Reverse(all)
	for _, list := range []string{"/payment/invoices", "/payment/invoices?status=ISSUED&year=2026", "/accounts/" + s.customer + "/invoices"} {
		sameList(t, s.pages(list, s.sales), all, "%s shows", list)
	}
	sameList(t, s.pages("/accounts/"+s.customer+"/invoices", s.admin), all, "the customer sees")
}
