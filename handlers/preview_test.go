package handlers

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"latchkey/access"
	"latchkey/db"
)

// preview is the preview of an invoice from its form, and what its button sends.
func (s *shop) preview(change url.Values) (*httptest.ResponseRecorder, url.Values) {
	s.t.Helper()
	form := edited(s.formOn(s.get("/payment/invoices/new?account_id="+s.customer, s.sales), "/payment/invoices"), s.typed())
	r := s.post("/payment/invoices", edited(form, change), s.sales)
	s.want(r, http.StatusOK, "Preview: invoice to Acme")
	return r, s.formOn(r, "/payment/invoices")
}

func (s *shop) issue(form url.Values, status int, texts ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	r := s.post("/payment/invoices", form, s.sales)
	s.want(r, status, texts...)
	return r
}

// invoices counts the numbers that were used.
func (s *shop) invoices() int {
	s.t.Helper()
	return len(s.pages("/payment/invoices", s.sales))
}

// TestAnInvoiceIsSeenBeforeItIsIssued: the form leads to a preview, and from there back to the form
// as it was typed, or on. Nothing is created before that. A script that does not ask for a preview
// issues at once.
func TestAnInvoiceIsSeenBeforeItIsIssued(t *testing.T) {
	s := newShop(t)
	page, form := s.preview(one("note", "Order <7>\r\n\r\nPay to us."))
	s.want(page, http.StatusOK, "Acme", "Pat Doe", "pat@example.com", "Till", "125,000", "0.0345 EUR", "4,312.50 EUR", "VAT 19.00%", "819.38 EUR", "5,131.88 EUR",
		"1 May 2026 – 31 May 2026", "1 Jun 2026", "1 Jul 2026", "Order &lt;7&gt;", en.Invoices.CannotUndo, en.Invoices.CannotUndoWhy, en.Invoices.NothingIssuedYet, en.Invoices.Issue, en.Invoices.NoMail("Acme"))
	s.wantNot(page, "2026-0000")
	same(t, s.entries(s.customer, access.InvoiceCreated)+s.invoices(), 0, "what a preview issued")
	back := s.post("/payment/invoices", edited(url.Values{"step": {"form"}}, form), s.sales)
	s.want(back, http.StatusOK, "New invoice")
	kept := s.formOn(back, "/payment/invoices")
	s.wantTyped(kept, s.typed(), "note")
	same(t, strings.ReplaceAll(kept.Get("note"), "\r", ""), "Order <7>\n\nPay to us.", "the note is")
	r := s.issue(form, http.StatusSeeOther)
	s.want(s.get(r.Header().Get("Location"), s.sales), http.StatusOK, en.Invoices.IssuedFlash("2026-000001", "Acme", "5,131.88 EUR"), "4,312.50 EUR", "Order &lt;7&gt;")

	s.issue(edited(s.typed(), one("step", "preview")), http.StatusOK, "Preview: invoice to Acme")
	mistaken := s.issue(edited(s.typed(), url.Values{"step": {"preview"}, "price": {"none"}}), http.StatusUnprocessableEntity, "Enter a price like 0.0345")
	if again := s.formOn(mistaken, "/payment/invoices"); again.Get("messages") != "125000" || again.Get("step") != "preview" {
		t.Errorf("after a mistake the form has %v", again)
	}
	s.issue(edited(s.typed(), one("step", "issue")), http.StatusBadRequest)
	s.want(s.post("/payment/invoices", edited(s.typed(), one("step", "preview")), s.admin), http.StatusForbidden, "role SALES")
	s.issue(s.typed(), http.StatusSeeOther)
	same(t, s.invoices(), 2, "invoices")
}

// TestAnInvoiceIsIssuedAsSeen: if anything differs from the preview, the answer shows it and asks
// again, and nothing is issued.
func TestAnInvoiceIsIssuedAsSeen(t *testing.T) {
	s := newShop(t)
	details := func(id, email string) func(url.Values) {
		return func(url.Values) {
			s.write(func(q *db.Queries) error {
				return q.UpdateAccountDetails(t.Context(), db.UpdateAccountDetailsParams{ID: id, Email: email, ContactFirstName: "Pat", ContactLastName: "Doe", TimeZone: "Europe/Berlin"})
			})
		}
	}
	typed := func(name, value string) func(url.Values) { return func(f url.Values) { f.Set(name, value) } }
	for _, c := range []struct {
		what   string
		change func(url.Values)
		says   string
	}{
		{"the price", typed("price", "0.0346"), "Total: 5,146.75 EUR"},
		{"the messages", typed("messages", "125001"), "Messages: 125,001"},
		{"the period", typed("period_to", "2026-05-30"), "Period: 1 May 2026 – 30 May 2026"},
		{"the note", typed("note", ""), "Note: nothing"},
		{"the customer's contact", details(s.customer, "new@example.com"), "Invoiced to: Acme, Pat Doe, new@example.com"},
		{"who issues", details(s.sellerID, "till@example.com"), "From: Till, Pat Doe, till@example.com"},
		{"a version of nothing", typed("version", "x"), "Total: 5,131.88 EUR"},
		// in Berlin, it is already the next day
		{"the day", func(url.Values) { s.setClock(noon.Add(11 * 3600e9)) }, "Issued: 2 Jun 2026"},
	} {
		t.Run(c.what, func(t *testing.T) {
			s.t = t
			_, form := s.preview(nil)
			c.change(form)
			before := s.invoices()
			answer := s.issue(form, http.StatusConflict, en.Invoices.NotWhatYouSaw, c.says, "Issue invoice")
			same(t, s.invoices(), before, "it was issued")
			issued := s.issue(s.formOn(answer, "/payment/invoices"), http.StatusSeeOther)
			s.want(s.post(issued.Header().Get("Location")+"/cancel", nil, s.sales), http.StatusSeeOther)
		})
	}
}

// TestASecondInvoiceForTheSameDaysAsksFirst: if the account already has an invoice for some of
// these days, the issuer sees it and decides. Cancelled invoices, and those of others, do not
// count. A script, which sees no preview, is not asked.
func TestASecondInvoiceForTheSameDaysAsksFirst(t *testing.T) {
	s := newShop(t)
	first := s.invoice(s.sellerID, s.customer)
	asks, says := en.Invoices.IssueAnyway, "already has an invoice for part of this period."
	for _, c := range []struct {
		from, to string
		asks     bool
	}{
		{"2026-05-01", "2026-05-31", true}, {"2026-05-31", "2026-06-30", true}, {"2026-04-01", "2026-05-01", true}, {"2026-05-10", "2026-05-10", true},
		{"2026-01-01", "2026-12-31", true}, {"2026-06-01", "2026-06-30", false}, {"2026-04-01", "2026-04-30", false},
	} {
		page, _ := s.preview(url.Values{"period_from": {c.from}, "period_to": {c.to}, "currency": {"USD"}})
		if got := strings.Contains(page.Body.String(), asks); got != c.asks || strings.Contains(page.Body.String(), says) != c.asks ||
			(s.page(page).count("[href='/payment/invoices/"+first.ID+"']:contains('2026-000001')") > 0) != c.asks {
			t.Errorf("%s to %s asks: %t, want %t", c.from, c.to, got, c.asks)
		}
	}
	other, _ := s.account("Borealis")
	s.wantNot(s.issue(edited(s.typed(), url.Values{"account_id": {other}, "step": {"preview"}}), http.StatusOK, "Preview: invoice to Borealis"), says)

	// Whoever saw it can issue anyway, with a button that says so.
	_, knowing := s.preview(nil)
	s.issue(knowing, http.StatusSeeOther)

	// If the preview showed no other invoice because there was none, a second one is not issued
	// without asking, even at the same time.
	s.want(s.post("/payment/invoices/"+first.ID+"/cancel", nil, s.sales), http.StatusSeeOther)
	s.wantNot(s.issue(edited(s.typed(), url.Values{"period_to": {"2026-05-01"}, "account_id": {other}, "step": {"preview"}}), http.StatusOK), says)
	july := url.Values{"period_from": {"2026-07-01"}, "period_to": {"2026-07-31"}}
	_, mine := s.preview(july)
	_, yours := s.preview(july)
	forms, answers := []url.Values{mine, yours}, make([]*httptest.ResponseRecorder, 2)
	atOnce(2, func(n int) { answers[n] = s.post("/payment/invoices", forms[n], s.sales) })
	if answers[0].Code == http.StatusSeeOther {
		answers[0], answers[1] = answers[1], answers[0]
	}
	s.want(answers[1], http.StatusSeeOther)
	s.want(answers[0], http.StatusConflict, "Other invoices for this period: 2026-0000", asks).has("[href='" + answers[1].Header().Get("Location") + "']")
	s.issue(s.formOn(answers[0], "/payment/invoices"), http.StatusSeeOther)

	// A cancelled invoice does not count, nor does its cancellation.
	for _, invoice := range s.page(s.get("/payment/invoices?status=ISSUED", s.sales)).attrs("a[href^='/payment/invoices/inv_']", "href") {
		s.post(invoice+"/cancel", nil, s.sales)
	}
	page, _ := s.preview(nil)
	s.wantNot(page, says, asks)

	before := s.invoices()
	s.issue(s.typed(), http.StatusSeeOther)
	s.issue(s.typed(), http.StatusSeeOther)
	same(t, s.invoices(), before+2, "invoices after those of scripts")
}

// TestCancellingAnInvoiceSaysWhy: the form requires a reason, and loses nothing if there is none.
// The reason is shown wherever the invoice is.
func TestCancellingAnInvoiceSaysWhy(t *testing.T) {
	s := newShop(t)
	i := s.invoice(s.sellerID, s.customer)
	page := "/payment/invoices/" + i.ID
	form := s.formOn(s.get(page, s.sales), page+"/cancel")
	if !form.Has("reason") || !form.Has("once") {
		t.Fatalf("the form has %v", form)
	}
	s.want(s.post(page+"/cancel", edited(form, one("reason", " \r\n ")), s.sales), http.StatusUnprocessableEntity, en.Reason(access.SayWhyCancelled{})).has("#reason-mistake", "details.more[open]")
	long := strings.Repeat("ä", 2001)
	s.want(s.post(page+"/cancel", edited(form, one("reason", long)), s.sales), http.StatusUnprocessableEntity, "Use at most 2,000 characters.", long)
	s.want(s.get(page, s.sales), http.StatusOK, "ISSUED")
	s.want(s.post(page+"/cancel", one("reason", "no"), s.admin), http.StatusForbidden)

	s.want(s.post(page+"/cancel", edited(form, one("reason", "=Counted <twice>.\r\nSorry.")), s.sales), http.StatusSeeOther)
	counter := s.page(s.get(page, s.sales)).attr("p:contains('Cancelled by') a[href^='/payment/invoices/inv_']", "href")
	for _, document := range []string{page, counter} {
		s.want(s.get(document, s.admin), http.StatusOK, "Reason: =Counted &lt;twice&gt;.\nSorry.")
		pages := readPDF(t, s.get(document+".pdf", s.admin).Body.String())
		hasAll(t, "the document", strings.Join(pages, "|"), "Reason: =Counted <twice>.", "Sorry.")
	}
	csv := s.get("/payment/invoices.csv", s.sales).Body.String()
	same(t, strings.Count(csv, "'=Counted <twice>."), 2, "times that the list says why")
	s.want(s.get("/accounts/"+s.customer+"/audit", s.admin), http.StatusOK, "reason: =Counted &lt;twice&gt;.")
	for _, late := range []string{"", "again"} {
		s.want(s.post(page+"/cancel", one("reason", late), s.sales), http.StatusConflict, "is already cancelled")
	}

	// A script may leave out the reason; then none is shown.
	silent := "/payment/invoices/" + s.invoice(s.sellerID, s.customer).ID
	s.want(s.post(silent+"/cancel", nil, s.sales), http.StatusSeeOther)
	s.wantNot(s.get(silent, s.sales), "Reason:")
}

// TestAHundredPressesIssueOneInvoice: if one form is sent a hundred times at once, from two
// sessions of the login, there is one number. The key belongs to that login and that form.
func TestAHundredPressesIssueOneInvoice(t *testing.T) {
	s := newShop(t)
	_, form := s.preview(nil)
	sessions := []*http.Cookie{s.sales, s.signIn(s.sellerID, "")}
	locations := make([]string, 100)
	atOnce(len(locations), func(n int) {
		locations[n] = s.post("/payment/invoices", form, sessions[n%2]).Header().Get("Location")
	})
	for _, to := range locations {
		if to == "" || to != locations[0] {
			t.Fatalf("they lead to %q", locations)
		}
	}
	same(t, s.invoices(), 1, "invoices")
	// After signing out and in again, it still counts as the same click.
	s.want(s.post("/logout", nil, s.sales), http.StatusSeeOther)
	s.sales = s.signIn(s.sellerID, "")
	s.issue(form, http.StatusSeeOther)
	same(t, s.invoices(), 1, "invoices after signing in again")
	// The same key from another login, or in another form, counts separately.
	otherID, _ := s.account("Other till", access.Sales)
	s.want(s.post("/payment/invoices", form, s.signIn(otherID, "")), http.StatusConflict, en.Invoices.NotWhatYouSaw, "From: Other till")
	cancel := s.formOn(s.get(locations[0], s.sales), locations[0]+"/cancel")
	cancel.Set("once", form.Get("once"))
	s.want(s.post(locations[0]+"/cancel", edited(cancel, one("reason", "wrong")), s.sales), http.StatusSeeOther)
	s.want(s.get(locations[0], s.sales), http.StatusOK, "CANCELLED")
}

// TestAPreviewAskedForTooLate: if a form asks for its preview after the session has ended, it is
// shown again as it was typed.
func TestAPreviewAskedForTooLate(t *testing.T) {
	s := newShop(t)
	b := s.window(s.another(s.sales))
	form := edited(s.formOn(b.send(http.MethodGet, "/payment/invoices/new", nil), "/payment/invoices"), s.typed())
	s.end(b.cookies[s.sales.Name])
	answer := b.send(http.MethodPost, "/payment/invoices", form)
	s.want(answer, http.StatusSeeOther)
	to, err := url.Parse(answer.Header().Get("Location"))
	must(t, err)
	b.become(s.sales)
	page := b.send(http.MethodGet, to.Query().Get("next"), nil)
	s.want(page, http.StatusOK, en.Parts.TypedAgain, "New invoice")
	kept := s.formOn(page, "/payment/invoices")
	s.wantTyped(kept, form, "once")
	s.want(b.send(http.MethodPost, "/payment/invoices", kept), http.StatusOK, "Preview: invoice to Acme")
}
