package access

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/db"
)

// mailTo is the only one of some mails that went to an address.
func (w *world) mailTo(mails []Mail, to string) Mail {
	w.Helper()
	i := slices.IndexFunc(mails, func(m Mail) bool { return m.To == to })
	if i < 0 {
		w.Fatalf("no mail to %s: %+v", to, mails)
	}
	return mails[i]
}

// TestInvoicesAreTold: those who may read an account's invoices get a mail, and nobody else does.
func TestInvoicesAreTold(t *testing.T) {
	w := newToldWorld(t)
	counter := w.addSeller("Counter", "UTC")
	readers := []string{"office@acme", "sue@acme"}
	for _, login := range []string{"Acme", "sue @ Acme", "paul @ Acme", "ext @ Acme", "spy @ Acme"} {
		name, _, isUser := strings.Cut(login, " @ ")
		address := name + "@acme"
		if !isUser {
			address = "office@acme"
		}
		equal(t, login+" reads invoices", w.as(login).MayOwn(ReadInvoices), slices.Contains(readers, address))
		equal(t, login+" chooses", slices.Contains(w.as(login).Topics(), TopicInvoices), slices.Contains(readers, address))
	}
	var i Invoice
	got := w.told(func() { i = w.invoiced(counter) })
	equal(t, "issued", got, []string{"office@acme: INVOICE_ISSUED 2026-000001 from Counter 59.50 EUR by Counter", "sue@acme: INVOICE_ISSUED 2026-000001 from Counter 59.50 EUR by Counter"})
	got = w.told(func() {
		reason := "Counted twice."
		w.must(second(w.s.CancelInvoice(t.Context(), counter, i.ID, &reason)))
	})
	equal(t, "cancelled", got, []string{"office@acme: INVOICE_CANCELLED 2026-000001 from Counter 59.50 EUR by Counter", "sue@acme: INVOICE_CANCELLED 2026-000001 from Counter 59.50 EUR by Counter"})
	equal(t, "paid", w.told(func() {
		w.must(second(w.s.PayInvoice(t.Context(), counter, w.invoiced(counter).ID)))
	}), []string{"office@acme: INVOICE_ISSUED 2026-000003 from Counter 59.50 EUR by Counter", "sue@acme: INVOICE_ISSUED 2026-000003 from Counter 59.50 EUR by Counter"})
	equal(t, "not issued", w.told(func() {
		n := newInvoice()
		n.Price = "free"
		equal(t, "a mistake", outcome(second(w.s.CreateInvoice(t.Context(), counter, n))), "invalid price")
	}), []string{})
}

// TestCancellationIsTold: the letter has the invoice, why it was cancelled, and the number of the
// cancellation.
func TestCancellationIsTold(t *testing.T) {
	w := newToldWorld(t)
	counter, other := w.addSeller("Counter", "UTC"), w.addSeller("Other", "UTC")
	i := must(w.s.CreateInvoice(t.Context(), counter, newInvoice()))(w)
	w.sent()
	letters := w.keepLetters()
	reason := "Counted twice.\nBcc: all@acme"
	w.must(second(w.s.CancelInvoice(t.Context(), other, i.ID, &reason)))
	last := (*letters)[0]
	equal(t, "cancelled", fmt.Sprint(last.Notice, last.By.Name, last.Invoice.ID, last.Invoice.CancelReason, last.Counter, last.Link),
		fmt.Sprint(NoticeInvoiceCancelled, "Other", i.ID, reason, "2026-000002", "https://latchkey.test/payment/invoices/"+i.ID))
}

// TestInvoiceNoticesFollowChoices: in a digest, many in few mails, or to a deputy.
func TestInvoiceNoticesFollowChoices(t *testing.T) {
	w := newToldWorld(t)
	counter := w.addSeller("Counter", "UTC")
	w.must(w.s.ChooseNotices(t.Context(), w.as("sue @ Acme"), map[Topic]Choice{TopicInvoices: ChoiceDigest}))
	w.must(w.s.ChooseNotices(t.Context(), w.as("Acme"), map[Topic]Choice{TopicInvoices: ChoiceNone}))
	equal(t, "no topic of Paul's", outcome(w.s.ChooseNotices(t.Context(), w.as("paul @ Acme"), map[Topic]Choice{TopicInvoices: ChoiceNone})), "invalid invoices")
	equal(t, "at once", w.told(func() { w.invoiced(counter) }), []string{})
	w.clock = at("2026-03-03T07:00:00Z")
	w.must(w.s.MakeDueNotices(t.Context()))
	digest := w.mailTo(w.sent(), "sue@acme")
	if !strings.HasPrefix(digest.Body, "2026-03-02 10:00:00 +0100 CET INVOICE_ISSUED 2026-000001 from Counter 59.50 EUR by Counter  https://latchkey.test/payment/invoices/inv_") {
		t.Errorf("the digest says:\n%s", digest.Body)
	}

	counter = w.as("Counter")
	w.must(w.s.ChooseNotices(t.Context(), w.as("Acme"), map[Topic]Choice{TopicInvoices: ChoiceNow}))
	equal(t, "many at once", len(w.told(func() {
		for range 12 {
			w.invoiced(counter)
		}
	})), atOnce)

	w.clock = w.clock.Add(time.Hour)
	w.addUser(worldUser{login: "max @ Acme", roles: []Role{Superuser}}, time.Time{})
	w.write(func(q *db.Queries) error {
		return second(q.UpdateUserData(t.Context(), db.UpdateUserDataParams{ID: "usr_max", AccountID: accountID("Acme"), Email: "max@acme", TimeZone: "UTC"}))
	})
	w.must(w.s.ChooseNotices(t.Context(), w.as("max @ Acme"), map[Topic]Choice{TopicInvoices: ChoiceNone}))
	w.must(w.s.ChooseNotices(t.Context(), w.as("sue @ Acme"), map[Topic]Choice{TopicInvoices: ChoiceNow}))
	berlin := func(t time.Time) LocalTime { return LocalTime{Text: LocalText(t, location("Europe/Berlin"))} }
	w.must(w.s.NameDeputy(t.Context(), w.as("sue @ Acme"), "usr_max", berlin(w.clock), berlin(w.clock.Add(time.Hour))))
	w.told(func() { w.must(w.s.MakeDueNotices(t.Context())) })
	w.invoiced(counter)
	if m := w.mailTo(w.sent(), "max@acme"); !strings.Contains(m.Body, "as deputy of sue\n") {
		t.Errorf("the deputy is told:\n%s", m.Body)
	}
}

// TestPreviewSaysWhetherAnybodyIsTold: a preview says whether the account gets a mail, so that the
// issuer can send the document in another way.
func TestPreviewSaysWhetherAnybodyIsTold(t *testing.T) {
	w := newToldWorld(t)
	counter := w.addSeller("Counter", "UTC")
	told := func() []bool {
		p := must(w.s.PreviewInvoice(t.Context(), counter, newInvoice()))(w)
		return []bool{p.ByMail, p.Told}
	}
	equal(t, "two readers", told(), "[true true]")
	for _, login := range []string{"Acme", "sue @ Acme"} {
		w.must(w.s.ChooseNotices(t.Context(), w.as(login), map[Topic]Choice{TopicInvoices: ChoiceNone}))
	}
	equal(t, "nobody wants to", told(), "[true false]")
	w.s.links = nil
	equal(t, "no mail", told(), "[false false]")
}
