package e2e

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"latchkey/views"
)

// visitor is a kind of login that goes through the product.
type visitor struct {
	name string
	*client
	// account is the id of its own account, or "" for nobody.
	account string
	// customer and company are ids of a customer and of its company, for forms.
	customer, company string
	// words are what stands in a form for something of the visitor's, and that.
	words []string
	// starts are where its crawl begins.
	starts []string
	// only are the shapes that it examines, or nil for all.
	only []string
	// found are the pages that links lead to, one per shape.
	found []sight
	// examples has a path for each shape.
	examples map[string]string
	// answered are the URLs of the route table that answered 200.
	answered []string
}

// demoVisitors are all kinds of logins in a demo.
func demoVisitors(t *testing.T) (list []*visitor) {
	t.Helper()
	d := startDemo(t)
	desk := d.desk(t)
	guest := d.guest(t, "guest", "EXTERNAL_SUPERUSER")
	stale, coded := d.coded(t)
	d.ask(t, "Brightpath Consulting", "leo", "Bergmann & Söhne", "Bergmann Werkzeuge", "Approvals, once more.")
	d.grant(t, "Bergmann & Söhne", "Approvals, once more.")
	customer, _ := d.ids(t, "Acme", "")
	link := d.accountLink(t, "Southwind")
	list = append(list, &visitor{name: "nobody", client: newClient(d.Address), starts: []string{"/login", "/login?as=account", link}})
	for _, l := range []struct{ name, account, user string }{
		{"ADMINISTRATOR", "Northwind", ""},
		{"SALES", "Northwind Sales", ""},
		{"SUPPORT account", "Northwind Support", ""},
		{"SUPPORT", "Northwind Support", "aylin"},
		{"CONSULTANT", "Brightpath Consulting", "leo"},
		{"CUSTOMER", "Bergmann & Söhne", ""},
		{"SUPERUSER", "Acme", "anna"},
		{"EXTERNALUSER", "Acme", "aylin.support"},
		{"USER", "Acme", "tom"},
	} {
		id, _ := d.ids(t, l.account, "")
		list = append(list, &visitor{name: l.name, client: d.signIn(t, l.account, l.user), account: id, customer: customer})
	}
	for _, v := range list {
		switch v.name {
		case "USER":
			v.beginCode(t)
		case "ADMINISTRATOR":
			d.endSignIns(t, desk)
			v.starts = []string{"/", views.WebappTabURL(desk.id, views.TabSignIn), views.WebappTabURL(desk.id, views.TabSignOuts)}
			sheets := v.webapp(t, "Time Sheets").id // it signs nobody in
			v.starts = append(v.starts, views.WebappTabURL(sheets, views.TabSignIn), views.WebappTabURL(sheets, views.TabSignOuts))
		}
	}
	id, _ := d.ids(t, "Lakeside Foods", "")
	c := newClient(d.Address)
	list = slices.Concat(list, []*visitor{stale, coded}, d.factorVisitors(t), []*visitor{
		{name: "EXTERNAL_SUPERUSER", client: c.useLink(t, strings.TrimPrefix(guest, d.Address), "Lakeside Foods", "guest"), account: id},
	})
	for _, v := range list {
		v.words = d.deskWords(desk)
	}
	stayFresh(t, d.DB)
	return slices.Concat(list, []*visitor{mustAdd(t)}, forgetful(t))
}

// stayFresh makes everything that ends within an hour last an hour longer, in a database: what was
// proved just now, and what was begun. So nothing depends on how long the tour takes.
func stayFresh(t *testing.T, db string) {
	t.Helper()
	for _, s := range []string{
		"UPDATE sessions SET proved_at = proved_at + 3600000 WHERE proved_at > (unixepoch() - 15 * 60) * 1000",
		"UPDATE sessions SET seen_at = seen_at + 3600000",
		"UPDATE sign_ins SET expires_at = expires_at + 3600000",
		"UPDATE password_resets SET expires_at = expires_at + 3600000",
	} {
		execute(t, db, s)
	}
}

// firsts are the pages that are empty in a new installation, by who sees them; nil for all pages.
var firsts = map[string][]string{
	"ADMINISTRATOR": {"/accounts", "/webapps", "/accounts/:own/external-access", "/accounts/:own/subscriptions"},
	"SALES":         {"/payment/invoices", "/payment/invoices/new"},
	"SUPPORT":       {"/accounts", "/access-requests/new", "/accounts/:own/external-access", "/accounts/:own/external-access/timeline"},
	"CUSTOMER":      nil,
}

// emptyVisitors are logins of a new installation.
func emptyVisitors(t *testing.T) (list []*visitor) {
	t.Helper()
	bare := startServe(t, newDB(t))
	list = append(list, &visitor{name: "first", client: newClient(bare.address), starts: []string{bare.setUpPath(t)}})
	db, password := madeDB(t)
	names, passwords := map[string]string{"ADMINISTRATOR": "Northwind"}, map[string]string{"ADMINISTRATOR": password}
	for role := range firsts {
		if role == "ADMINISTRATOR" {
			continue
		}
		args := []string{"--email", "it@new.example", "--first-name", "Ada", "--last-name", "Marsh"}
		if role != "CUSTOMER" {
			args = append(args, "--role", role)
		}
		names[role] = "New " + role
		passwords[role] = create(t, db, names[role], args...)
	}
	s := startServe(t, db)
	for role, only := range firsts {
		c := s.signIn(t, names[role], "", passwords[role])
		own := strings.TrimPrefix(c.get(t, "/").Header.Get("Location"), "/accounts/")
		list = append(list, &visitor{name: "first " + role, client: c, account: own, only: only})
	}
	stayFresh(t, db)
	return list
}

// accountLink creates an account, and returns the path of its set-up link.
func (d *demo) accountLink(t *testing.T, name string) string {
	t.Helper()
	a := d.signIn(t, "Northwind", "").send(t, "/accounts", url.Values{
		"name": {name}, "contact_first_name": {"Ada"}, "contact_last_name": {"Marsh"}, "email": {"ada@southwind.example"},
	})
	answers(t, a, http.StatusOK)
	return strings.TrimPrefix(a.setupLink(t), d.Address)
}

// useLink sets a password with a set-up link, and signs in with it.
func (c *client) useLink(t *testing.T, path, account, user string) *client {
	t.Helper()
	if a := c.send(t, path, url.Values{"password": {goodPassword}}); a.StatusCode >= http.StatusBadRequest {
		t.Fatalf("%s: %s\n%s", path, a.Status, a.body)
	}
	in, a := (&process{address: c.base}).trySignIn(t, account, user, goodPassword)
	leads(t, a, "/")
	return in
}

// crawl opens every page that links lead to, and keeps one of each shape.
func (v *visitor) crawl(t *testing.T) {
	t.Helper()
	v.examples = map[string]string{}
	if v.starts == nil {
		v.starts = []string{"/"}
	}
	seen := map[string]bool{}
	for waiting := slices.Clone(v.starts); len(waiting) > 0; waiting = waiting[1:] {
		path, _, _ := strings.Cut(waiting[0], "?")
		key := path
		if slices.Contains(v.starts, path) {
			key = waiting[0]
		}
		if route(path) == "" || seen[key] || slices.Contains(noPages, route(path)) {
			continue
		}
		seen[key] = true
		a := v.get(t, waiting[0])
		if to := a.Header.Get("Location"); a.StatusCode == http.StatusSeeOther && strings.HasPrefix(to, "/") {
			waiting = append(waiting, to)
			continue
		}
		// the URL of a form, without the form
		if a.StatusCode != http.StatusOK && a.StatusCode != http.StatusBadRequest {
			t.Errorf("%s, to which a page links, answers %s", waiting[0], a.Status)
			continue
		}
		v.keep(t, waiting[0], a)
		for _, link := range a.find(t, "a[href^='/'], form[method=get][action^='/']").EachIter() {
			to, _, _ := strings.Cut(link.AttrOr("href", link.AttrOr("action", "")), "#")
			waiting = append(waiting, to)
		}
	}
}

// keep keeps a page as the example of its shape if it is the first.
func (v *visitor) keep(t *testing.T, address string, a answer) {
	t.Helper()
	path := a.Request.URL.Path
	if a.StatusCode != http.StatusOK {
		return
	}
	v.answered = append(v.answered, route(path))
	if !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
		return
	}
	shape := v.shape(path, a.find(t, `span.badge[data-tone]:matches(^\s*[A-Z]+\s*$)`).First().Text())
	if v.only != nil && !slices.Contains(v.only, shape) {
		return
	}
	name := slug(shape)
	if v.examples[shape] != "" {
		if !slices.Contains(v.starts, address) {
			return
		}
		name = slug(address) // a start is always examined
	} else {
		v.examples[shape] = path
	}
	v.found = append(v.found, sight{name: name, method: http.MethodGet, path: address, status: http.StatusOK})
}

// shape is the path with words in place of what differs between visitors: whose account it is, and
// the state of a request. Pages with the same shape look alike.
func (v *visitor) shape(path, badge string) string {
	words := strings.Split(path, "/")
	for i, part := range strings.Split(route(path), "/") {
		switch {
		case part == ":account" && words[i] == v.account:
			words[i] = ":own"
		case part == ":account":
			words[i] = ":other"
		case part == ":request":
			words[i] = part
			if badge != "" {
				words[i] = ":" + strings.ToLower(strings.TrimSpace(badge))
			}
		case strings.HasPrefix(part, ":"):
			words[i] = part
		}
	}
	return strings.Join(words, "/")
}

// address is the path for a shape, or for the longest beginning of it that the crawl found.
func (v *visitor) address(t *testing.T, shape string) string {
	t.Helper()
	for known := shape; strings.Contains(shape, ":") && known != ""; known = known[:strings.LastIndex(known, "/")] {
		if path := v.examples[known]; path != "" && !strings.Contains(shape[len(known):], ":") {
			return path + shape[len(known):]
		}
	}
	path := strings.Replace(shape, "/accounts/:own/", "/accounts/"+v.account+"/", 1)
	if strings.Contains(path, ":") {
		t.Fatalf("%s has no page like %s", v.name, shape)
	}
	return path
}
