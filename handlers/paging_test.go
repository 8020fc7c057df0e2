package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"latchkey/access"
)

// TestListsInParts pages through lists that are longer than a page: everything appears once, in
// order.
func TestListsInParts(t *testing.T) {
	w := newWorld(t)
	accountID, companyID := w.account("Acme")
	keys, companies := []string{"colour"}, []string{"Acme One"}
	for i := range 120 {
		name := fmt.Sprintf("row %03d", i)
		w.setting(companyID, name)
		w.company(accountID, name)
		keys, companies = append(keys, name), append(companies, name)
	}
	help, _ := w.account("Help desk", access.Support)
	helper := w.user(help, "helper", "")
	w.request(accountID, companyID, help, helper, true)
	acme, support := w.signIn(accountID, ""), w.signIn(help, helper)
	account, company := "/accounts/"+accountID+"/companies", "/accounts/"+accountID+"/companies/"+companyID
	names := func(p page) []string { return p.texts("td > a[href*='/companies/']") }
	saved := func(p page) []string { return p.attrs("form:has([aria-label^='Save ']) [name=key]", "value") }
	removed := func(p page) []string {
		return p.attrs("form[action$='/settings/delete']:has([type=hidden][name=version]) [type=hidden][name=key]", "value")
	}
	for _, c := range []struct {
		path   string
		cookie *http.Cookie
		items  func(page) []string
		want   []string
	}{
		{account, acme, names, companies},
		{account, support, names, companies[:1]},
		{company, acme, saved, keys},
		{company, support, saved, keys},
		{company + "/settings", acme, removed, keys},
	} {
		var got []string
		pages := 0
		for path := c.path; path != ""; pages++ {
			p := w.want(w.get(path, c.cookie), http.StatusOK)
			got, path = append(got, c.items(p)...), p.next()
		}
		if !slices.Equal(got, c.want) || pages != (len(c.want)+49)/50 {
			t.Errorf("%s: in %d pages %q", c.path, pages, got)
		}
	}
	// A mistake is shown where it was made, on any page of the list.
	tooLong := url.Values{"key": {"row 119"}, "value": {strings.Repeat("x", 2001)}}
	w.want(w.post(company+"/settings", tooLong, acme), http.StatusUnprocessableEntity).has("[value='row 119']", "[id$=-mistake][role=alert]")
	w.want(w.get(company+"?from=1&from=2", acme), http.StatusBadRequest)
}

// TestOptionsEnd: the request form offers a limited number of options, and says so.
func TestOptionsEnd(t *testing.T) {
	w := newWorld(t)
	help, _ := w.account("Help desk", access.Support)
	w.users(help, access.MaxOptions+1)
	r := w.get("/access-requests/new", w.signIn(help, ""))
	w.want(r, http.StatusOK, en.Ask.FirstRequesters(access.MaxOptions)).has(saying("option", "user 000999"))
	w.page(r).hasNot(saying("", "user 001000"))
}
