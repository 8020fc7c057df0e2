package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"latchkey/access"
	"latchkey/db"
	"latchkey/views"
	"latchkey/words"
)

// keyless are the forms of a page that need a one-time key but have none.
func (w *world) keyless(p page) (found []string) {
	for _, form := range p.find("form[method=post]").EachIter() {
		c, action := w.server.echo.NewContext(nil, nil), form.AttrOr("action", "")
		w.server.echo.Router().Find(http.MethodPost, action, c)
		if r := findRoute(http.MethodPost, c.Path()); r != nil && r.once != "" && form.Find("[name=once]").Length() == 0 {
			found = append(found, action)
		}
	}
	return found
}

// crawl follows every link from a URL, each URL once, in a browser that prefers a language, and
// returns those that are refused. It writes the pages to files.
func (w *world) crawl(cookie *http.Cookie, language, from string, most int, files *pageFiles) (visited int, refused map[string]int) {
	w.t.Helper()
	refused = map[string]int{}
	found, wait := map[string]bool{from: true}, []string{from}
	for ; len(wait) > 0 && visited < most; visited++ {
		address := wait[0]
		wait = wait[1:]
		r := w.do(http.MethodGet, address, nil, cookie, accepts(language))
		files.write(http.MethodGet, address, r)
		if r.Code >= http.StatusBadRequest || strings.HasPrefix(r.Header().Get("Location"), "/login") {
			refused[address] = r.Code
		}
		next := []string{r.Header().Get("Location")}
		if strings.HasPrefix(r.Header().Get("Content-Type"), "text/html") {
			p := w.page(r)
			same(w.t, p.attr("html", "lang"), language, "%s: lang", address)
			same(w.t, r.Header().Get("Content-Language"), language, "%s: Content-Language", address)
			if forms := w.keyless(p); len(forms) > 0 {
				w.t.Errorf("on %s forms without a one-time key: %v", address, forms)
			}
			w.wantNamedPasswords(address, p)
			next = append(next, p.links()...)
		}
		for _, n := range next {
			if n != "" && !found[n] && !strings.HasPrefix(n, "/static/") {
				found[n] = true
				wait = append(wait, n)
			}
		}
	}
	return visited, refused
}

// wantNamedPasswords finds forms that ask for a password but do not say whose: a password manager
// would offer that of any login.
func (w *world) wantNamedPasswords(address string, p page) {
	w.t.Helper()
	for _, form := range p.find("form[method=post]").EachIter() {
		if form.Find("[autocomplete~=username], [type=password]").First().Is("[type=password]") {
			w.t.Errorf("%s: a form asks for a password and does not say whose it is: %s", address, textOf(form))
		}
	}
}

// TestEveryPasswordIsSomebodys: even without a session, a form with a password has the name of its
// login.
func TestEveryPasswordIsSomebodys(t *testing.T) {
	w := newWorld(t)
	setup, err := w.svc.OfferSetup(t.Context())
	must(t, err)
	w.accountWithPassword("Acme")
	for _, address := range []string{"/login", "/setup/" + setup} {
		w.wantNamedPasswords(address, w.want(w.get(address, nil), http.StatusOK).has("form[method=post] [type=password]"))
	}
	customer, _ := w.account("Customer")
	for _, login := range []string{"", w.user(customer, "anna", "")} {
		profile := w.want(w.get("/profile", w.signIn(customer, login)), http.StatusOK).has("form[method=post] [type=password]")
		w.wantNamedPasswords("/profile", profile)
	}
}

// TestNoLinkIsRefused follows every link on the pages of every kind of login, in each language,
// including a login whose account may no longer request access. It also checks on each page that
// forms which must act once carry their key, and that the language is right.
func TestNoLinkIsRefused(t *testing.T) {
	f := newFull(t, fewRows)
	help := f.logins[4]
	f.logins = append(f.logins, person{name: "external superuser", cookie: f.signIn(f.customer, f.world.user(f.customer, "outside", f.logins[3].userID, access.ExternalSuperuser))},
		person{name: "plain user", cookie: f.signIn(f.customer, f.world.user(f.customer, "plain", ""))})
	check := func(p person, from string) {
		t.Helper()
		for _, language := range words.Tags() {
			visited, refused := f.crawl(p.cookie, language, from, 250, filesOf(t, t.Name()+" "+p.name+" "+language))
			if len(refused) > 0 || visited < 3 {
				t.Errorf("%s, in %s: of %d links these are refused: %v", p.name, language, visited, refused)
			}
		}
	}
	for _, p := range f.logins {
		check(p, "/")
	}
	f.write(func(q *db.Queries) error {
		return errOf(q.DeleteAccountRole(t.Context(), db.DeleteAccountRoleParams{AccountID: help.accountID, Role: string(access.Support)}))
	})
	help.cookie = f.signIn(help.accountID, "")
	check(person{name: "not SUPPORT any more", cookie: help.cookie}, "/accounts/"+help.accountID+"/audit")
}

// TestACompanysHistoryLeadsSomewhere: someone whose role comes from a grant sees in a company's
// history what was done under that grant, but may not see the access request.
func TestACompanysHistoryLeadsSomewhere(t *testing.T) {
	w := newWorld(t)
	customer, company := w.account("Customer")
	help, _ := w.account("Help desk", access.Support)
	helper, tom := w.user(help, "helper", ""), w.user(customer, "tom", "")
	grant := w.request(customer, company, help, helper, true)
	mia := w.signIn(help, helper)
	settings := views.CompanyURL(customer, company) + "/settings"
	w.want(w.post(settings, url.Values{"key": {"colour"}, "value": {"under a grant"}}, mia), http.StatusSeeOther)
	w.want(w.post(views.UserURL(customer, tom)+"/roles", url.Values{"role_SUPERUSER": {"on"}}, mia), http.StatusSeeOther)
	links := map[string]bool{}
	for name, cookie := range map[string]*http.Cookie{"mia": mia, "tom": w.signIn(customer, tom), "the account": w.signIn(customer, "")} {
		links[name] = w.want(w.get(settings, cookie), http.StatusOK, "under a grant").count("[href='"+views.RequestURL(grant)+"']") > 0
		same(t, links[name], w.get(views.RequestURL(grant), cookie).Code == http.StatusOK, "%s: there is a link only where it leads somewhere", name)
	}
	if !links["mia"] || links["tom"] || !links["the account"] {
		t.Errorf("links: %v", links)
	}
}

// TestRemovingASettingAsks: the page's only way to remove a setting is a dialog that states the
// consequences.
func TestRemovingASettingAsks(t *testing.T) {
	w := newWorld(t)
	customer, company := w.account("Customer")
	p := w.page(w.get("/accounts/"+customer+"/companies/"+company+"/settings", w.signIn(customer, "")))
	const removes = "[action$='/settings/delete']"
	if n := p.count("dialog " + removes); n == 0 || n != p.count(removes) {
		t.Error("the form that removes a setting does not stand in a dialog")
	}
}

// TestTheNameOfAPasswordManagerSignsIn: the forms give password managers the name user @ account,
// and that name signs in.
func TestTheNameOfAPasswordManagerSignsIn(t *testing.T) {
	w := newWorld(t)
	account, _ := w.account("Acme")
	const password = "a few unrelated words 12"
	user := w.user(account, "anna", "")
	_, link, err := w.svc.MakeSetupLink(t.Context(), access.Actor{Kind: access.KindAccount, AccountID: account, AccountName: "Acme", Roles: []access.Role{access.AccountLogin, access.Customer}}, account, user)
	must(t, err)
	page := w.get("/setup-links/"+link, nil)
	name := w.page(page).attr("[autocomplete=username]", "value")
	if name == "" {
		t.Fatalf("no user name for the password manager:\n%s", page.Body)
	}
	w.want(w.post("/setup-links/"+link, url.Values{"password": {password}}, nil), http.StatusSeeOther)
	for _, f := range []struct {
		account, user string
		status        int
	}{
		{"", name, http.StatusSeeOther}, {"Acme", name, http.StatusSeeOther}, {"", "ANNA@acme", http.StatusSeeOther}, {"Acme", "anna", http.StatusSeeOther},
		{"", "anna", http.StatusUnprocessableEntity}, {"Other", name, http.StatusUnprocessableEntity}, {"", "anna @ Other", http.StatusUnprocessableEntity},
	} {
		got := w.post("/login/user", url.Values{"account": {f.account}, "user": {f.user}, "password": {password}}, nil)
		same(t, got.Code, f.status, "account %q, user %q: status", f.account, f.user)
	}
	w.page(w.get("/profile", w.signIn(account, w.user(account, "bert", "")))).has("[autocomplete=username][value='bert @ Acme']")
}
