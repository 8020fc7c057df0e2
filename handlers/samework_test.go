package handlers

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"

	"latchkey/access"
	"latchkey/db/dbtest"
)

// hiding is a world in which logins try URLs of objects that exist, but not for them.
type hiding struct {
	*world
	counter *dbtest.Counter
	// there puts ids of existing objects into a URL. missingIn puts in ids that do not exist,
	// except for the account; in missing, none exists.
	there, missingIn, missing *strings.Replacer
	people                    map[string]*http.Cookie
}

func newHiding(t *testing.T) *hiding {
	t.Helper()
	store, counter := dbtest.OpenCounted(t)
	h := &hiding{world: newWorldOn(t, store), counter: counter, people: map[string]*http.Cookie{}}
	strangerID, company := h.account("Stranger")
	helpID, _ := h.account("Help desk", access.Support)
	helper := h.user(helpID, "helper", "")
	request := h.request(strangerID, company, helpID, helper, false)
	seller, _ := h.account("Seller", access.Sales)
	ids := []string{
		":account", strangerID, ":company", company, ":request", request, ":webapp", h.subscription(strangerID, 1),
		":user", h.user(strangerID, "somebody", "", access.Superuser), ":invoice", h.invoice(seller, strangerID).ID, ":consent", h.consent(strangerID, company, helpID),
	}
	none := []string{":account", "acc_0", ":company", "com_0", ":request", "req_0", ":webapp", "app_0", ":user", "usr_0", ":invoice", "inv_0", ":consent", "con_0", ":secret", "sec_0"}
	h.there, h.missing = strings.NewReplacer(ids...), strings.NewReplacer(none...)
	h.missingIn = strings.NewReplacer(append([]string{":account", strangerID}, none[2:]...)...)

	customerID, _ := h.account("Customer")
	consultID, _ := h.account("Consultants", access.Consultant)
	guestOf := h.user(customerID, "owner", "")
	visitor := h.user(consultID, "visitor", "")
	h.request(strangerID, h.company(strangerID, "Elsewhere"), consultID, visitor, true)
	for name, cookie := range map[string]*http.Cookie{
		"a customer": h.signIn(customerID, ""), "a user of it": h.signIn(customerID, h.user(customerID, "user", "")),
		"a SUPERUSER of it":                          h.signIn(customerID, h.user(customerID, "super", "", access.Superuser)),
		"SUPPORT without a grant":                    h.signIn(helpID, h.user(helpID, "colleague", "")),
		"CONSULTANT with a grant to another company": h.signIn(consultID, visitor), "its account": h.signIn(consultID, ""),
		"a plain user of the account": h.signIn(strangerID, h.user(strangerID, "plain", "")),
		"a guest of the account":      h.signIn(strangerID, h.user(strangerID, "guest", guestOf, access.ExternalUser)),
		"SALES":                       h.signIn(seller, ""), "ADMINISTRATOR": h.administrator(),
	} {
		h.people[name] = cookie
	}
	return h
}

func (h *hiding) administrator() *http.Cookie {
	id, _ := h.account("Root", access.Administrator)
	return h.signIn(id, "")
}

// work is what an answer cost.
func (h *hiding) work(r route, path string, cookie *http.Cookie) (status int, counts map[string]int, transactions int) {
	h.t.Helper()
	h.counter.Take()
	answer := h.do(r.method, path, formFor(r), cookie)
	counts, transactions = h.counter.Take()
	if answer.Code == http.StatusSeeOther {
		h.get("/profile", cookie) // this shows, once, what was done
	}
	return answer.Code, counts, transactions
}

// pathTo is a URL of what exists. A secret is a new one each time: other routes remove them.
func (h *hiding) pathTo(r route) string {
	h.t.Helper()
	path := r.path
	if strings.Contains(path, ":secret") {
		webapp := h.webappFor(path, "")
		path = strings.NewReplacer(":webapp", webapp, ":secret", h.secretFor(path, webapp)).Replace(path)
	}
	return h.there.Replace(path)
}

// At every URL with an id, for every kind of login: something that exists but not for the reader
// takes the same statements, and as many transactions, as something that does not exist. So the
// time that an answer takes does not reveal which it is.
func TestForbiddenCostsWhatMissingCosts(t *testing.T) {
	long(t)
	h := newHiding(t)
	compared := 0
	for _, r := range routes {
		if !strings.Contains(r.path, "/:") || strings.Contains(r.path, ":token") {
			continue
		}
		for name, cookie := range h.people {
			for _, missing := range []string{h.missing.Replace(r.path), h.missingIn.Replace(r.path)} {
				path := h.pathTo(r)
				status, counts, transactions := h.work(r, missing, cookie)
				if status != http.StatusNotFound || path == missing {
					continue
				}
				there, thereCounts, thereTransactions := h.work(r, path, cookie)
				if there != http.StatusNotFound {
					continue // it exists for this login
				}
				compared++
				if !maps.Equal(counts, thereCounts) || transactions != thereTransactions {
					t.Errorf("%s as %s: %s and %s differ:\nthere   %d transactions %v\nmissing %d transactions %v", fmt.Sprint(r.method, " ", r.path), name, path, missing,
						thereTransactions, thereCounts, transactions, counts)
				}
			}
		}
	}
	if compared < 600 {
		t.Errorf("only %d were compared", compared)
	}
}
