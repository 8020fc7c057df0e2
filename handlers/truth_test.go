package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"latchkey/access"
	"latchkey/views"
)

// part is what an answer brings for a place of the page.
func part(answer, target string) string {
	_, rest, _ := strings.Cut(answer, `hx-target="#`+target+`"`)
	text, _, _ := strings.Cut(rest, "</hx-partial>")
	return text
}

// TestOneTruthAtATime: the answer to GRANT brings all that counts the request along, what waits, who is in, and the heading that it stands
// under, with the cards that the page keeps.
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
	says := func(answer, target string, is bool, text string) {
		t.Helper()
		if got := part(answer, target); strings.Contains(got, text) != is || got == "" {
			t.Errorf("that %q says %q is %v, want %v: %s", target, text, !is, is, got)
		}
	}

	a := w.post("/access-requests/"+first+"/grant", url.Values{views.KeptField: {first + "," + second + "," + third}}, anna, htmx)
	w.want(a, http.StatusOK).has("article.request#" + first + "[data-state=ACTIVE]")
	answer := a.Body.String()
	says(answer, "waiting", true, "2")
	says(answer, "waiting-here", true, "2")
	says(answer, "waits-here", true, "Waiting for you, and decided just now")
	says(answer, "in", false, "Nobody can get in now")
	says(answer, "in", true, `id="row-`+first+`"`) // its card is on the page

	a = w.post("/access-requests/"+second+"/grant", nil, anna, htmx) // a script that does not say what it keeps
	says(a.Body.String(), "in", true, `id="row-`+second+`"`)
	a = w.post("/access-requests/"+third+"/grant", url.Values{views.KeptField: {first + "," + second + "," + third}}, anna, htmx)
	answer = a.Body.String()
	says(answer, "waiting", false, "badge")
	says(answer, "waits-here", true, "Decided just now")
	for _, id := range []string{first, second, third} {
		says(answer, "in", true, `id="row-`+id+`"`)
	}

	late := w.request(customer, company, help, helper, true)
	a = w.post("/access-requests/"+late+"/grant", nil, anna, htmx) // somebody else was faster
	w.want(a, http.StatusConflict, "Decided just now")
	page := w.get(tab+"?kept="+first+","+late, anna)
	w.want(page, http.StatusOK).has(saying("h2#waits-here", "Decided just now"))
}

// TestPagesOfASignInAreLive: where a sign-in leads to, and it is said that a request waits, that is said as soon as one does.
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
		w.wantNot(page, "waits for your decision")
		request := w.request(customer, company, help, helper, false)
		again := w.do(http.MethodGet, path, nil, cookie, htmx)
		w.want(again, http.StatusOK, "A request to get in waits for your decision.")
		w.wantNot(again, "autofocus") // nobody loses the focus to it
		w.want(w.get(path, cookie), http.StatusOK, "autofocus")
		w.post("/access-requests/"+request+"/grant", nil, cookie)
	}
}
