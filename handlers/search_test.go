package handlers

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/access"
)

// TestSearch: each result links to its page, and nothing outside the reader's reach is listed.
func TestSearch(t *testing.T) {
	w := newWorld(t)
	customer, company := w.account("Meridian")
	other := w.company(customer, "Meridian Two")
	colleague := w.user(customer, "meridia", "")
	help, _ := w.account("Help desk", access.Support)
	helper := w.user(help, "helper", "")
	root, _ := w.account("Root", access.Administrator)
	request := w.request(customer, company, help, helper, true)
	stranger, _ := w.account("Stranger")
	addresses := map[string]string{
		"account": "/accounts/" + customer, "company": "/accounts/" + customer + "/companies/" + company,
		"other company": "/accounts/" + customer + "/companies/" + other, "user": "/accounts/" + customer + "/users/" + colleague,
		"request": "/access-requests/" + request,
	}
	for _, c := range []struct {
		who, accountID, userID string
		finds                  string
	}{
		{"the account itself", customer, "", "account, company, other company, user, request"},
		{"a user of it", customer, w.user(customer, "plain", ""), ""},
		{"an ADMINISTRATOR", root, "", "account, company, other company, user, request"},
		{"whom the grant is for", help, helper, "account, company, request"},
		{"the account that asked", help, "", "account, company, request"},
		{"a colleague of whom it is for", help, w.user(help, "colleague", ""), "request"},
		{"a stranger", stranger, "", ""},
	} {
		cookie := w.signIn(c.accountID, c.userID)
		page := w.get("/search?q=MERIDI", cookie)
		w.want(page, http.StatusOK).has("title:contains('Search')")
		part := w.do(http.MethodGet, "/search?q=MERIDI", nil, cookie, htmx)
		w.page(part).hasNot("title")
		for name, address := range addresses {
			finds := strings.Contains(", "+c.finds+",", ", "+name+",")
			for _, r := range []*httptest.ResponseRecorder{page, part} {
				if (w.page(r).count(".found [href='"+address+"']") > 0) != finds {
					t.Errorf("%s: that it finds the %s is %v, want %v", c.who, name, !finds, finds)
				}
			}
			if finds {
				w.want(w.get(address, cookie), http.StatusOK)
			}
		}
	}
	w.setClock(noon.Add(time.Hour))
	w.want(w.do(http.MethodGet, "/search?q=meridi", nil, w.signIn(help, helper), htmx), http.StatusOK, addresses["request"]).
		saysNot("/accounts/")
}

// TestSearchPages: a reader finds their own pages, and each of them opens.
func TestSearchPages(t *testing.T) {
	w := newWorld(t)
	for _, p := range w.people() {
		links := w.page(w.do(http.MethodGet, "/search", nil, p.cookie, htmx)).attrs("a", "href")
		if len(links) < 4 {
			t.Errorf("%s finds only %d pages", p.name, len(links))
		}
		for _, address := range links {
			if r := w.get(address, p.cookie); r.Code != http.StatusOK && address != "/" {
				t.Errorf("%s: %s answers %d", p.name, address, r.Code)
			}
		}
	}
	id, _ := w.account("Plain")
	cookie := w.signIn(id, w.user(id, "plain", ""))
	w.wantNot(w.do(http.MethodGet, "/search?q=ACC", nil, cookie, htmx), "External Access", "Accounts", "Rules")
	w.want(w.do(http.MethodGet, "/search?q="+url.QueryEscape(`<b>"`), nil, cookie, htmx), http.StatusOK).has(`.found[data-text='<b>"']`)
	w.want(w.get("/search?q=a&q=b", cookie), http.StatusBadRequest)
	w.want(w.get("/shortcuts", cookie), http.StatusOK).has(saying("kbd", "?"))
	w.page(w.get("/shortcuts", cookie)).hasNot(saying("dt", "External Access"), saying("dt", en.Layout.Ask))
}
