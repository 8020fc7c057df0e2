package handlers

import (
	"fmt"
	"net/http"
	"testing"

	"latchkey/access"
)

// TestWhatIsCutShortSaysSo: if a search shows fewer results than there are, it says how many there
// are, of every kind, and links to them.
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
	found := w.want(w.get("/search?q=meridian", cookie), http.StatusOK, "24 of 90 found", "Accounts, 6 of 15", "Companies, 6 of 45", "Users, 6 of 15", "Requests, 6 of 15")
	for kind, c := range map[string]struct {
		pattern string
		n       int
	}{
		"accounts": {`/accounts/acc_\d+`, 15}, "companies": {`/accounts/\w+/companies/com_\d+`, 45},
		"users": {`/accounts/\w+/users/usr_\d+`, 15}, "requests": {`/access-requests/req_\d+`, 15},
	} {
		address := "/search?only=" + kind + "&q=meridian"
		found.has("[href='" + address + "']")
		all := w.want(w.get(address, cookie), http.StatusOK, fmt.Sprint(c.n, " found"))
		same(t, all.count(".found [href#=(^"+c.pattern+"$)]"), c.n, "%s that stand there", kind)
	}
	w.want(w.get("/search?q=plenty", cookie), http.StatusOK, "6 of more than 50 found", en.Search.Companies.ShowMore)
	w.want(w.get("/search?q=plenty&only=companies", cookie), http.StatusOK, "50 of more than 50 found", en.Search.TypeMore)
	w.want(w.get("/search?q=plenty&only=companies", w.signIn(customer, "")), http.StatusOK).has("[href='/accounts/" + customer + "/companies?q=plenty']")
	w.want(w.get("/search?q=help", w.signIn(customer, "")), http.StatusOK, "6 of more than 50 found", "Requests, 6 of more than 50")
	w.wantNot(w.get("/search?q=branch+01", cookie), " of 1", "Show all 1")
}

// TestAllRequestsForWhoReadsThemAll: those who read the requests of all accounts find what is
// waiting anywhere, and every other request, page by page, but no buttons to act on them. Those who
// read one account's requests find only those.
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

	w.want(w.get("/accounts/"+root+"/external-access", administrator), http.StatusOK, en.Access.NothingWaitsHere("Root")).
		has(row(waiting[0]), row(waiting[1]), "[href='/access-requests/all']").saysNot("/grant", "/deny", "/revoke").hasNot(row(granted))
	w.want(w.get("/access-requests/all", administrator), http.StatusOK).has(row(waiting[0]), row(waiting[1]), row(granted)).
		saysNot("/grant", "/deny", "/revoke")
	w.want(w.get("/access-requests/all?state=OPEN", administrator), http.StatusOK).has(row(granted)).
		hasNot(row(waiting[0]), row(waiting[1]))
	w.want(w.get("/access-requests/all?state=WAITING", administrator), http.StatusOK).has(row(waiting[0]), row(waiting[1])).
		hasNot(row(granted))

	w.want(w.get("/access-requests/all", w.signIn(two, "")), http.StatusOK).has(row(waiting[1]), row(granted)).hasNot(row(waiting[0]))
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
