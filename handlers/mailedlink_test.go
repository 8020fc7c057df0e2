package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db/dbtest"
)

// linked is a server that sends links, with its database, and a link of each kind.
type linked struct {
	*mailed
	counter *dbtest.Counter
	links   map[string]string // by the field's name in access.Links
}

func newLinked(t *testing.T) linked {
	t.Helper()
	store, counter := dbtest.OpenCounted(t)
	l := linked{newMailedOn(t, newWorldOn(t, store)), counter, map[string]string{}}
	l.enableMail()
	l.want(l.post(l.fresh+"/send-link", nil, l.own), http.StatusSeeOther)
	l.want(l.post(l.acme+"/send-link", nil, l.admin), http.StatusSeeOther)
	for _, link := range l.linksSent() {
		kind, _, _ := strings.Cut(strings.TrimPrefix(link, "/"), "/")
		l.links[kind] = link
	}
	same(t, len(l.links), 2, "links")
	return l
}

// Opening a link changes nothing, however often and in whatever way: what scans mails uses no link
// up. The page keeps the link to itself: nobody stores it, no other site hears of it, and a form
// from another site does not use it.
func TestOpeningALinkChangesNothing(t *testing.T) {
	l := newLinked(t)
	for kind, link := range l.links {
		l.counter.Take()
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodGet, http.MethodOptions, http.MethodPut, http.MethodDelete} {
			r := l.do(method, link, nil, nil)
			same(t, r.Header().Get("Set-Cookie"), "", "%s %s: cookie", method, kind)
			same(t, r.Header().Get("Referrer-Policy"), "same-origin", "%s %s: Referrer-Policy", method, kind)
			same(t, r.Header().Get("Cache-Control"), "no-store", "%s %s: Cache-Control", method, kind)
		}
		for what, refused := range map[string]url.Values{"empty": {}, "too easy": one("password", "password1234"), "unknown field": {"password": {goodPassword}, "login": {"Root"}}} {
			if r := l.post(link, refused, nil); r.Code < 400 {
				t.Errorf("%s, %s: %d", kind, what, r.Code)
			}
		}
		l.want(l.post(link, one("password", goodPassword), nil, fromSite("cross-site")), http.StatusForbidden)
		if statements, transactions := l.counter.Take(); transactions > 0 {
			t.Errorf("%s: %d transactions: %v", kind, transactions, statements)
		}
		l.want(l.get(link, nil), http.StatusOK).hasNot("[href^='http'], [src^='http'], [action^='http']")
	}
	for kind, link := range l.links {
		l.counter.Take()
		l.want(l.post(link, one("password", "meadow otter basin candle"), nil), http.StatusSeeOther)
		if _, transactions := l.counter.Take(); transactions == 0 {
			t.Errorf("%s: using it is not counted", kind)
		}
		l.want(l.get(link, nil), http.StatusNotFound)
		l.want(l.post(link, one("password", "several other garden words"), nil), http.StatusNotFound)
		same(t, l.do(http.MethodHead, link, nil, nil).Code, http.StatusNotFound, "%s, used", kind)
	}
}

// The page of a set-up link sends along the address that it shows. Where no mail is sent, it shows
// none, and nothing is accepted.
func TestASetUpPageSendsTheAddressThatItShows(t *testing.T) {
	for _, mail := range []bool{true, false} {
		w := newWorld(t)
		root := access.Actor{Kind: access.KindAccount, AccountID: w.accountWithPassword("Root", access.Administrator), AccountName: "Root", Roles: []access.Role{access.AccountLogin, access.Administrator}, Zone: time.UTC}
		if mail {
			w.enableMail()
		}
		id, token, err := w.svc.CreateAccount(t.Context(), root, access.NewAccount{Name: "Fresh", Email: "it@fresh.example"})
		must(t, err)
		link := "/setup-links/" + token
		form := w.formOn(w.get(link, nil), link)
		same(t, form.Get("email"), map[bool]string{true: "it@fresh.example"}[mail], "the form, mail %v", mail)
		form.Set("password", "short")
		form = w.formOn(w.post(link, form, nil), link)
		form.Set("password", goodPassword)
		w.want(w.post(link, form, nil), http.StatusSeeOther)
		a, err := w.svc.Account(t.Context(), root, id)
		must(t, err)
		same(t, a.EmailOutside, !mail, "from outside, mail %v", mail)
	}
}

// Where no link is sent, there is no button, and the page says why.
func TestNoButtonSendsALinkToAnAddressFromOutside(t *testing.T) {
	m := newMailed(t)
	m.enableMail()
	edit := func(page string, form url.Values, cookie *http.Cookie) {
		t.Helper()
		m.want(m.post(page, form, cookie), http.StatusSeeOther)
	}
	outside := url.Values{"email": {"root@vendor.example"}}
	edit(m.sue, outside, m.admin)
	edit(m.acme+"/edit", outside, m.admin)
	p := m.want(m.get(m.sue, m.own), http.StatusOK, en.Passwords.EmailFromOutside)
	p.has("[name=email_accepted]", saying("button", en.Users.NewSetupLink)).hasNot(sends(m.sue))
	why := access.EmailFromOutside{Login: "Acme", Account: "Acme"}
	m.want(m.get(m.acme+"/edit", m.admin), http.StatusOK, en.Reason(why)).hasNot(sends(m.acme))
	m.want(m.post(m.sue+"/setup-link", nil, m.own), http.StatusOK).hasNot(sends(m.sue))
	m.want(m.post(m.sue+"/send-link", nil, m.own), http.StatusConflict, en.Reason(access.EmailFromOutside{Login: "sue @ Acme", Account: "Acme"}))
	outside.Set("email_accepted", "on")
	edit(m.sue, outside, m.own)
	m.want(m.get(m.sue, m.own), http.StatusOK).has(saying(sends(m.sue), en.Passwords.SendSetupLink)).saysNot(en.Passwords.EmailFromOutside)
}
