package handlers

import (
	"fmt"
	"net/http"
	"testing"

	"latchkey/access"
)

// TestWhatIsCutShortSaysSo: where a search shows fewer than there are it says how many there are, of every kind, and leads to them.
func TestWhatIsCutShortSaysSo(t *testing.T) {
	w := newWorld(t)
	customer, company := w.account("Customer")
	help, _ := w.account("Help desk", access.Support)
	helper := w.user(help, "helper", "")
	root, _ := w.account("Root", access.Administrator)
	for i := range 15 {
		name := fmt.Sprintf("meridian %02d", i)
		w.account(name)
		w.company(customer, name+" branch")
		w.user(customer, name, "")
		w.request(customer, w.company(customer, name), help, helper, i%2 == 0)
	}
	for range 55 {
		w.company(customer, w.id("plenty"))
		w.request(customer, company, help, helper, false)
	}
	cookie := w.signIn(root, "")
	page := w.get("/search?q=meridian", cookie)
	w.want(page, http.StatusOK, "24 of 90 found", "Accounts, 6 of 15", "Companies, 6 of 45", "Users, 6 of 15", "Requests, 6 of 15")
	for kind, c := range map[string]struct {
		pattern string
		n       int
	}{
		"accounts": {`/accounts/acc_\d+`, 15}, "companies": {`/accounts/\w+/companies/com_\d+`, 45},
		"users": {`/accounts/\w+/users/usr_\d+`, 15}, "requests": {`/access-requests/req_\d+`, 15},
	} {
		address := "/search?only=" + kind + "&q=meridian"
		w.want(page, http.StatusOK).has("[href='" + address + "']")
		all := w.get(address, cookie)
		w.want(all, http.StatusOK, fmt.Sprint(c.n, " found"))
		if n := w.page(all).count(".found [href#=(^" + c.pattern + "$)]"); n != c.n {
			t.Errorf("%d %s stand there, want %d", n, kind, c.n)
		}
	}
	w.want(w.get("/search?q=plenty", cookie), http.StatusOK, "6 of more than 50 found", "Show more companies")
	w.want(w.get("/search?q=plenty&only=companies", cookie), http.StatusOK, "50 of more than 50 found", "Type more of the name")
	own := w.get("/search?q=plenty&only=companies", w.signIn(customer, ""))
	w.want(own, http.StatusOK).has("[href='/accounts/" + customer + "/companies?q=plenty']")
	w.want(w.get("/search?q=help", w.signIn(customer, "")), http.StatusOK, "6 of more than 50 found", "Requests, 6 of more than 50")
	w.wantNot(w.get("/search?q=branch+01", cookie), " of 1", "Show all 1")
}

// TestAllRequestsForWhoReadsThemAll: who reads the requests of all accounts finds what waits anywhere, and every other, page by page, and
// is offered nothing to do with them; who reads those of one account finds only these.
func TestAllRequestsForWhoReadsThemAll(t *testing.T) {
	w := newWorld(t)
	one, company := w.account("One")
	two, other := w.account("Two")
	help, _ := w.account("Help desk", access.Support)
	helper := w.user(help, "helper", "")
	root, _ := w.account("Root", access.Administrator)
	granted := w.request(two, other, help, helper, true)
	waiting := []string{w.request(one, company, help, helper, false), w.request(two, other, help, helper, false)}
	row := func(id string) string { return "#" + id }
	administrator := w.signIn(root, "")

	tab := w.get("/accounts/"+root+"/external-access", administrator)
	w.want(tab, http.StatusOK, "No request for access to Root waits.").has(row(waiting[0]), row(waiting[1]), "[href='/access-requests/all']")
	w.wantNot(tab, "/grant", "/deny", "/revoke").hasNot(row(granted))
	all := w.get("/access-requests/all", administrator)
	w.want(all, http.StatusOK).has(row(waiting[0]), row(waiting[1]), row(granted))
	w.wantNot(all, "/grant", "/deny", "/revoke")
	only := w.get("/access-requests/all?state=OPEN", administrator)
	w.want(only, http.StatusOK).has(row(granted))
	w.page(only).hasNot(row(waiting[0]), row(waiting[1]))
	only = w.get("/access-requests/all?state=WAITING", administrator)
	w.want(only, http.StatusOK).has(row(waiting[0]), row(waiting[1]))
	w.page(only).hasNot(row(granted))

	own := w.get("/access-requests/all", w.signIn(two, ""))
	w.want(own, http.StatusOK).has(row(waiting[1]), row(granted))
	w.page(own).hasNot(row(waiting[0]))
	w.wantNot(w.get("/accounts/"+two+"/external-access", w.signIn(two, "")), "/access-requests/all", "other accounts")
	w.want(w.get("/access-requests/all", w.signIn(help, helper)), http.StatusForbidden)

	seen := map[string]bool{granted: true, waiting[0]: true, waiting[1]: true}
	for range 60 {
		seen[w.request(one, company, help, helper, false)] = true
	}
	found, address := map[string]bool{}, "/access-requests/all"
	for address != "" {
		p := w.page(w.get(address, administrator))
		for _, id := range p.attrs("tr[id^=req_]", "id") {
			found[id] = true
		}
		address = p.next()
	}
	same(t, len(found), len(seen), "requests stand on the pages")
}
