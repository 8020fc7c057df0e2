package handlers

import (
	"net/http"
	"net/url"
	"testing"

	"latchkey/access"
	"latchkey/db/dbtest"
	"latchkey/views"
)

// newConfirming is a server that sends mail, with its database, and the link that confirms sue's
// address.
func newConfirming(t *testing.T) (*mailed, *dbtest.Counter, string) {
	t.Helper()
	store, counter := dbtest.OpenCounted(t)
	m := newMailedOn(t, newWorldOn(t, store))
	m.enableMail()
	m.want(m.post(m.sue, url.Values{"email": {"sue@new.example"}}, m.own), http.StatusSeeOther)
	links := m.linksSent()
	same(t, len(links), 1, "links")
	return m, counter, links[0]
}

// The page of a link changes nothing, and says only what the mail and its address said. Its button
// confirms the address, once, without a session.
func TestAnAddressIsConfirmed(t *testing.T) {
	m, counter, link := newConfirming(t)
	w := &en.Emails
	state := func() page { return m.want(m.get(m.sue, m.own), http.StatusOK) }
	state().says(w.NotConfirmed)
	counter.Take()
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodGet, http.MethodOptions, http.MethodPut, http.MethodDelete} {
		r := m.do(method, link, nil, nil)
		same(t, r.Header().Get("Set-Cookie"), "", "%s: cookie", method)
		same(t, r.Header().Get("Referrer-Policy"), "same-origin", "%s: Referrer-Policy", method)
		same(t, r.Header().Get("Cache-Control"), "no-store", "%s: Cache-Control", method)
	}
	m.want(m.post(link, nil, nil, fromSite("cross-site")), http.StatusForbidden)
	m.want(m.post(link, one("email", "eve@evil.example"), nil), http.StatusBadRequest)
	if statements, transactions := counter.Take(); transactions > 0 {
		t.Errorf("%d transactions: %v", transactions, statements)
	}
	page := m.get(link, nil)
	m.want(page, http.StatusOK, w.Sentence("sue@new.example", "sue @ Acme")).hasNot("[href^='http'], [src^='http'], [action^='http']")
	state().says(w.NotConfirmed)

	form := m.formOn(page, link)
	m.want(m.post(link, form, nil), http.StatusOK, w.DoneTitle, w.Done("sue@new.example", "sue @ Acme"))
	m.want(m.post(link, form, nil), http.StatusOK, w.DoneTitle, w.DoneAlready).saysNot("sue@new.example") // a second click is no mistake
	state().saysNot(w.NotConfirmed).says("Confirmed on")
	form.Set("once", "another")
	for _, r := range []int{m.post(link, form, nil).Code, m.post(link, nil, nil).Code, m.get(link, nil).Code, m.do(http.MethodHead, link, nil, nil).Code} {
		same(t, r, http.StatusNotFound, "used")
	}
}

// A link that does not count is answered like one that never was, after the same statements if
// there is none, and says what to do.
func TestConfirmationsThatDoNotCount(t *testing.T) {
	m, counter, link := newConfirming(t)
	m.want(m.post(m.sue, url.Values{"email": {"sue@newer.example"}}, m.own), http.StatusSeeOther)
	answer := func(link string) map[string]int {
		counter.Take()
		r := m.get(link, nil)
		m.want(r, http.StatusNotFound, en.Errors.Pages[noEmailLink.page].Sentence).has("[href='/login']")
		m.want(m.post(link, nil, nil), http.StatusNotFound)
		statements, transactions := counter.Take()
		same(t, transactions, 0, "transactions")
		return statements
	}
	made, moved := answer(views.ConfirmEmailURL("made-up")), answer(link)
	same(t, len(made), len(moved), "statements: %v and %v", made, moved)
	for name, n := range made {
		same(t, moved[name], n, "%s", name)
	}
}

// The profile says whether the address is confirmed, and sends another link.
func TestTheProfileSendsAConfirmation(t *testing.T) {
	m := newMailed(t)
	w := &en.Emails
	button := "form[action='" + views.SendConfirmationURL + "'] button"
	m.want(m.get(views.ProfileURL, m.own), http.StatusOK).saysNot(w.NotConfirmed, w.Heading).hasNot(button) // without mail, nobody can confirm anything
	m.want(m.post(views.SendConfirmationURL, nil, m.own), http.StatusConflict, en.Reason(access.MailIsOff{}))
	m.enableMail()
	profile := m.get(views.ProfileURL, m.own)
	m.want(profile, http.StatusOK, w.NotConfirmed, w.NeverSent("it@acme.example")).has(button)
	form := m.formOn(profile, views.SendConfirmationURL)
	for range 2 { // a second click sends nothing more, and is no mistake
		sent := m.post(views.SendConfirmationURL, form, m.own)
		same(t, sent.Header().Get("Location"), views.ProfileURL, "then")
	}
	links := m.linksSent()
	same(t, len(links), 1, "links")
	m.want(m.get(views.ProfileURL, m.own), http.StatusOK, w.NotConfirmed, w.Soon).hasNot(button)
	m.want(m.post(views.SendConfirmationURL, nil, m.own), http.StatusConflict, en.Reason(access.LinkWasSent{Email: "it@acme.example", Minutes: 15}))
	m.want(m.post(links[0], nil, nil), http.StatusOK)
	m.want(m.get(views.ProfileURL, m.own), http.StatusOK, w.Heading, "Confirmed on").saysNot(w.NotConfirmed).hasNot(button)
	m.want(m.get(m.acme, m.own), http.StatusOK, "Confirmed on")
	m.want(m.post(views.SendConfirmationURL, nil, m.own), http.StatusConflict, en.Reason(access.EmailIsConfirmed{Email: "it@acme.example"}))
}
