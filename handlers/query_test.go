package handlers

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"latchkey/access"
	"latchkey/views"
)

// tracking is what mail programs, search engines and redirectors add to links, including bad
// encodings and duplicates.
const tracking = "utm_source=mail&utm_source=again&fbclid=%zz&mc_eid&%zz=1&a;b"

// TestForeignParametersAreIgnored: every page, list, file and fragment is the same with unknown
// parameters. Known parameters are still parsed strictly.
func TestForeignParametersAreIgnored(t *testing.T) {
	long(t)
	f := newFull(t, fewRows)
	for _, r := range routes {
		if r.method != http.MethodGet || r.machine || r.webapps { // those are off here: TestOpenIDConnect
			continue
		}
		for _, query := range append([]string{""}, queries[r.path]...) {
			// these redirect signed-in readers, or are for signing in
			opened := strings.Contains(r.path, ":token") || r.path == "/login" || r.path == "/doctor" || r.path == views.ProviderCallbackURL
			for _, by := range f.logins {
				for _, path := range slices.Compact([]string{f.path(r.path+query, f.customer), f.path(r.path+query, by.accountID)}) {
					opened = f.compareTracked(r, path, by) || opened
				}
			}
			if !opened {
				t.Errorf("%s%s: nobody here opens it", r.path, query)
			}
		}
	}
}

// compareTracked reports whether a login may open a URL at all.
func (f *full) compareTracked(r route, path string, by person) bool {
	f.t.Helper()
	method, separator := r.method, "?"
	if strings.HasSuffix(r.path, "/events") {
		method = http.MethodHead // a stream does not end
	}
	if strings.Contains(path, "?") {
		separator = "&"
	}
	plain := f.do(method, path, nil, by.cookie).Code
	tracked := f.do(method, path+separator+tracking, nil, by.cookie).Code
	fragment := f.do(method, path+separator+tracking, nil, by.cookie, htmx).Code
	if tracked != plain || fragment != plain {
		f.t.Errorf("%s %s as %s: status %d, with tracking %d, for a fragment %d", method, path, by.name, plain, tracked, fragment)
	}
	return plain == http.StatusOK || plain == http.StatusSeeOther
}

// TestOwnParametersAreStrict: each known parameter may occur once and must be well encoded, even
// among unknown ones.
func TestOwnParametersAreStrict(t *testing.T) {
	w := newWorld(t)
	id, _ := w.account("Acme", access.Administrator)
	cookie := w.signIn(id, "")
	for _, query := range []string{"search=a&search=a", "search=%zz", "search=%ff", "search=%00"} {
		for _, path := range []string{"/accounts?", "/accounts.csv?", "/accounts?utm_source=mail&"} {
			same(t, w.get(path+query, cookie).Code, http.StatusBadRequest, "%s%s: status", path, query)
		}
	}
	w.want(w.get("/accounts?utm_source=mail&search=acm", cookie), http.StatusOK, "Acme").has("[value=acm]")
}
