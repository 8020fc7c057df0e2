package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"latchkey/access"
	"latchkey/views"
)

// part selects what an answer has for a place on the page.
func part(target string) string { return "hx-partial[hx-target='#" + target + "']" }

// TestOneTruthAtATime: the answer to GRANT updates everything that depends on the request: the
// number that waits, who has access, and the heading above it, with the cards that the page keeps.
func TestOneTruthAtATime(t *testing.T) {
	w := newWorld(t)
	customer, company := w.account("Customer")
	help, _ := w.account("Help desk", access.Support)
	helper := w.user(help, "helper", "")
	anna := w.signIn(customer, w.user(customer, "anna", "", access.Superuser))
	first, second := w.request(customer, company, help, helper, false), w.request(customer, company, help, helper, false)
	third := w.request(customer, company, help, helper, false)
	tab := "/accounts/" + customer + "/external-access"
	w.want(w.get(tab, anna), http.StatusOK).has(saying("h2#waits-here", "Waiting for you"))
	says := func(answer page, target string, is bool, text string) {
		t.Helper()
		if got := answer.texts(part(target)); len(got) != 1 || strings.Contains(got[0], text) != is {
			t.Errorf("that %q says %q is %v, want %v: %s", target, text, !is, is, got)
		}
	}

	a := w.post("/access-requests/"+first+"/grant", url.Values{views.KeptField: {first + "," + second + "," + third}}, anna, htmx)
	w.want(a, http.StatusOK).has(".request#" + first + "[data-state=ACTIVE]")
	answer := w.page(a)
	says(answer, "waiting", true, "2")
	says(answer, "waits-here", true, en.Access.ForYou.AndDecided)
	says(answer, "in", false, en.Access.NobodyIn)
	answer.has(part("in") + " #row-" + first) // its card is on the page

	// a script that does not say which cards it keeps
	a = w.post("/access-requests/"+second+"/grant", nil, anna, htmx)
	w.page(a).has(part("in") + " #row-" + second)
	a = w.post("/access-requests/"+third+"/grant", url.Values{views.KeptField: {first + "," + second + "," + third}}, anna, htmx)
	answer = w.page(a)
	answer.has(part("waiting"))
	answer.hasNot(part("waiting") + " .badge")
	says(answer, "waits-here", true, en.Access.DecidedJustNow)
	for _, id := range []string{first, second, third} {
		answer.has(part("in") + " #row-" + id)
	}

	late := w.request(customer, company, help, helper, true)
	a = w.post("/access-requests/"+late+"/grant", nil, anna, htmx) // someone else was faster
	w.want(a, http.StatusConflict, en.Access.DecidedJustNow)
	w.want(w.get(tab+"?kept="+first+","+late, anna), http.StatusOK).has(saying("h2#waits-here", en.Access.DecidedJustNow))
}

// TestPagesOfASignInAreLive: the first page after sign-in shows a waiting request as soon as there
// is one.
func TestPagesOfASignInAreLive(t *testing.T) {
	w := newWorld(t)
	customer, company := w.account("Customer")
	help, _ := w.account("Help desk", access.Support)
	helper := w.user(help, "helper", "")
	for path, cookie := range map[string]*http.Cookie{
		"/":                     w.signIn(customer, w.user(customer, "anna", "", access.Superuser)),
		"/accounts/" + customer: w.signIn(customer, ""),
	} {
		page := w.get(path, cookie)
		w.want(page, http.StatusOK).has("#live[hx-get='" + path + "']")
		w.wantNot(page, "waiting for your decision")
		request := w.request(customer, company, help, helper, false)
		again := w.want(w.do(http.MethodGet, path, nil, cookie, htmx), http.StatusOK, en.Access.RequestsWait(1))
		again.hasNot("[autofocus]") // nobody loses the focus to it
		w.want(w.get(path, cookie), http.StatusOK).has("[autofocus]")
		w.post("/access-requests/"+request+"/grant", nil, cookie)
	}
}
