package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/access"
)

// Each page that shows a request for a length says from when it counts, and shows no end until
// GRANT has fixed it. After that, it shows the exact window.
func TestPagesNameALengthUntilItIsGranted(t *testing.T) {
	d := newDesk(t)
	root, _ := d.account("Root", access.Administrator)
	reader := d.signIn(root, "")
	form := d.asking()
	form.Set("how_long", "4h") // the times in the form must not matter
	d.want(d.post("/access-requests", form, d.miaCookie), http.StatusSeeOther)
	tab := d.get("/accounts/"+d.customer+"/external-access", d.admin).Body.String()
	_, rest, _ := strings.Cut(tab, `"/access-requests/req_`)
	id, _, _ := strings.Cut(rest, `"`)
	page := "/access-requests/req_" + id
	pages := []struct {
		path   string
		cookie *http.Cookie
	}{
		{"/accounts/" + d.customer + "/external-access", d.admin}, {"/accounts/" + d.support + "/external-access", d.miaCookie},
		{page, d.admin}, {page, d.miaCookie}, {page, reader}, {page + "/report", d.admin}, {"/access-requests/all", reader}, {"/access-requests/all", d.admin},
		{"/search?q=Acme", d.admin},
	}
	const length, end, exact = "4 hours from GRANT", "18:00", "20:00"
	for _, p := range pages {
		d.want(d.get(p.path, p.cookie), http.StatusOK, length).saysNot(end, exact)
	}
	d.want(d.get(pages[0].path, d.admin), http.StatusOK, "wants to edit", " for 4 hours from GRANT.", "lapses ")
	d.want(d.get(page+"/dialog?act=grant", d.admin), http.StatusOK).has("dialog [name=length][value='4']")
	csv := func() string {
		files, _ := d.unpack("/accounts/"+d.customer+"/evidence?from=2026-06-01&to=2026-06-02", d.admin)
		return pick(d.table(files["requests.csv"]), "asked from", "asked to", "asked length", "given from", "given to")
	}
	same(t, csv(), "2026-06-01 12:00:00||4 hours from GRANT||", "requests.csv")

	d.setClock(noon.Add(2*time.Hour + 10*time.Second))
	more := d.post(page+"/grant", url.Values{"length": {"5"}, "back": {"request"}}, d.admin)
	d.want(more, http.StatusUnprocessableEntity, en.Reason(access.LongerThanAsked{Most: 4 * time.Hour})).has("#length-grant-mistake", "[value='5']")
	d.want(d.post(page+"/grant", nil, d.admin), http.StatusSeeOther)
	for _, p := range pages {
		r := d.want(d.get(p.path, p.cookie), http.StatusOK)
		if !strings.Contains(p.path, "/search") {
			r.says(exact)
		}
		if !strings.Contains(p.path, page) { // the record mentions it there
			r.saysNot(length)
		}
	}
	same(t, csv(), "2026-06-01 12:00:00||4 hours from GRANT|2026-06-01 14:00:00|2026-06-01 18:00:00", "requests.csv")
}
