package handlers

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"latchkey/access"
)

var (
	nextLink     = regexp.MustCompile(`rel="next" href="([^"]+)"`)
	settingValue = regexp.MustCompile(`aria-label="Save ([^"]+)"`)
	removedKey   = regexp.MustCompile(`<input type="hidden" name="key" value="([^"]+)"[^>]*>\s*<input type="hidden" name="version"`)
	companyLink  = regexp.MustCompile(`<td><a href="[^"]+/companies/[^"]+">([^<]+)<`)
)

// TestListsInParts walks through the parts of lists that are longer than a page: everything is there once, in order.
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
	for _, c := range []struct {
		path   string
		cookie *http.Cookie
		item   *regexp.Regexp
		want   []string
	}{
		{account, acme, companyLink, companies},
		{account, support, companyLink, companies[:1]},
		{company, acme, settingValue, keys},
		{company, support, settingValue, keys},
		{company + "/settings", acme, removedKey, keys},
	} {
		var got []string
		pages := 0
		for path := c.path; path != ""; pages++ {
			r := w.get(path, c.cookie)
			w.want(r, http.StatusOK)
			for _, found := range c.item.FindAllStringSubmatch(r.Body.String(), -1) {
				got = append(got, found[1])
			}
			path = ""
			if next := nextLink.FindStringSubmatch(r.Body.String()); next != nil {
				path = html.UnescapeString(next[1])
			}
		}
		if !slices.Equal(got, c.want) || pages != (len(c.want)+49)/50 {
			t.Errorf("%s: in %d pages %q", c.path, pages, got)
		}
	}
	// A mistake is shown where it was made, on whatever page that is.
	tooLong := url.Values{"key": {"row 119"}, "value": {strings.Repeat("x", 2001)}}
	w.want(w.post(company+"/settings", tooLong, acme), http.StatusUnprocessableEntity, `-mistake" role="alert"`).has("[value='row 119']")
	w.want(w.get(company+"?from=1&from=2", acme), http.StatusBadRequest)
}

// TestOptionsEnd: the form of a request offers so many at most, and says so.
func TestOptionsEnd(t *testing.T) {
	w := newWorld(t)
	help, _ := w.account("Help desk", access.Support)
	w.users(help, access.MaxOptions+1)
	r := w.get("/access-requests/new", w.signIn(help, ""))
	w.want(r, http.StatusOK, "These are the first 1000 by name; others ask with their own login.").has(saying("", "user 000999"))
	if strings.Contains(r.Body.String(), ">user 001000<") {
		t.Error("more are offered")
	}
}
