package handlers

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"latchkey/access"
	"latchkey/db"
)

// cells are the texts of the cells of tables, row by row.
func cells(tables *goquery.Selection) (rows [][]string) {
	for _, row := range tables.Find("tr").EachIter() {
		rows = append(rows, row.Find("th, td").Map(func(_ int, cell *goquery.Selection) string { return textOf(cell) }))
	}
	return rows
}

// TestRolesPage: the page shows every function and role of the permission table, with its reach,
// and nothing else.
func TestRolesPage(t *testing.T) {
	w := newWorld(t)
	id, _ := w.account("Customer")
	shown := w.page(w.get("/roles", w.signIn(id, w.user(id, "user", ""))))
	tables := shown.find("table")
	if tables.Length() != 4 {
		t.Fatalf("%d tables, want three of roles and the matrix", tables.Length())
	}
	matrix := cells(tables.Eq(3))
	want := [][]string{{en.Why.Function}}
	for _, r := range access.AllRoles {
		want[0] = append(want[0], string(r))
	}
	for _, p := range access.Permissions {
		row := []string{en.Function(p.Function)}
		for _, r := range access.AllRoles {
			row = append(row, map[bool]string{true: en.Why.Reach(p.Reach[r]), false: "–"}[p.Reach[r] != 0])
		}
		want = append(want, row)
		for r := range p.Reach {
			if !slices.Contains(access.AllRoles, r) {
				t.Errorf("%s is of %s, which has no column", p.Function, r)
			}
		}
	}
	// A name may break after its underscore, so the text has a space there.
	for i := range matrix[0] {
		matrix[0][i] = strings.ReplaceAll(matrix[0][i], "_ ", "_")
	}
	same(t, strings.ReplaceAll(fmt.Sprint(matrix), " _", "_"), strings.ReplaceAll(fmt.Sprint(want), " _", "_"), "the matrix")
	var names []access.Role
	for _, name := range shown.attrs("table:not(.matrix) [data-role]", "data-role") {
		names = append(names, access.Role(name))
	}
	sameList(t, names, access.AllRoles, "the role tables have")
	for _, table := range tables.Slice(0, 3).EachIter() {
		for _, row := range cells(table)[1:] {
			checkRoleRow(t, row)
		}
	}
	same(t, shown.count("[scope=col], [scope=row]"), 3*4+len(access.AllRoles)*2+1+len(access.Permissions), "header cells have a scope")
}

// checkRoleRow checks the row of a role: it must name the functions of the permission table, and no
// others.
func checkRoleRow(t *testing.T, row []string) {
	t.Helper()
	role := access.Role(strings.ReplaceAll(strings.ReplaceAll(row[0], " _", "_"), "_ ", "_"))
	var told []string
	for _, group := range regexp.MustCompile(`(?:self, own account|self|own account|granted|all):`).Split(row[2], -1)[1:] {
		for _, f := range strings.Split(group, "·") {
			told = append(told, strings.TrimSpace(f))
		}
	}
	var want []string
	for _, p := range access.Permissions {
		if p.Reach[role] != 0 {
			want = append(want, en.Function(p.Function))
		}
	}
	slices.Sort(told)
	slices.Sort(want)
	sameList(t, told, want, "%s: the row tells", role)
	for _, by := range access.AllRoles {
		reach := access.ReachToAssign([]access.Role{by}, role)
		named := strings.Contains(" "+row[1]+" ", " "+string(by)+" ")
		if named != (reach != 0) || named && !strings.Contains(" "+row[1]+" ", " "+string(by)+" "+en.Why.Reach(reach)+" ") {
			t.Errorf("%s: assigned by %q, but by %s %q", role, row[1], by, reach)
		}
	}
	same(t, row[3], en.Why.Constraints[role], "%s: constraint", role)
}

// explained is the current reach by function that the Why page of a person's login shows to that
// login's administrator.
func (w *world) explained(p person, admin *http.Cookie) map[access.Function]access.Reach {
	w.t.Helper()
	path := "/accounts/" + p.accountID + "/why"
	if p.userID != "" {
		path = "/accounts/" + p.accountID + "/users/" + p.userID + "/why"
	}
	r := w.want(w.get(path, admin), http.StatusOK)
	reach := map[access.Function]access.Reach{}
	for _, row := range cells(r.find("table")) {
		if len(row) != 3 || row[0] == en.Why.Function {
			continue
		}
		f := functionOf(row[0])
		reach[f] = 0
		for _, m := range []access.Reach{access.Self, access.Own, access.Granted, access.All} {
			if slices.Contains(strings.Split(row[1], ", "), en.Why.Reach(m)) {
				reach[f] |= m
			}
		}
	}
	same(w.t, len(reach), len(access.Permissions), "%s: the page tells of functions", p.name)
	return reach
}

// functionOf is the function that has this text.
func functionOf(text string) access.Function {
	for _, p := range access.Permissions {
		if en.Function(p.Function) == text {
			return p.Function
		}
	}
	return ""
}

// TestWhyIsWhatPagesAnswer compares what the page Why says with what the pages of an account really
// answer: for every kind of login, in its own account, in one that granted it access, and in a
// stranger's; and again when the login cannot sign in.
func TestWhyIsWhatPagesAnswer(t *testing.T) {
	w := newWorld(t)
	rootID, _ := w.account("Root", access.Administrator)
	root := w.signIn(rootID, "")
	strangerID, strangerCompany := w.account("Stranger")
	for _, p := range w.people() {
		places := []place{{name: "own", accountID: p.accountID, companyID: w.company(p.accountID, p.name+" Inc"), own: true},
			{name: "stranger's", accountID: strangerID, companyID: strangerCompany}}
		if access.ReachOf(p.roles, access.RequestAccess) != 0 {
			id, company := w.account("Customer of " + p.name)
			by := p.userID
			if by == "" {
				by = w.user(p.accountID, "somebody", "")
			}
			w.request(id, company, p.accountID, by, true)
			places = append(places, place{name: "granted", accountID: id, companyID: company, granted: true})
		}
		w.compareWithPages(p, places, w.explained(p, root))
		w.write(func(q *db.Queries) error {
			return errOf(q.UpdateAccountLoginEnabled(t.Context(), db.UpdateAccountLoginEnabledParams{ID: p.accountID}))
		})
		for f, reach := range w.explained(p, root) {
			if reach != 0 {
				t.Errorf("%s, disabled, still has %s with %s", p.name, reach, f)
			}
		}
		if r := w.get("/", p.cookie); r.Code != http.StatusSeeOther || !strings.HasPrefix(r.Header().Get("Location"), "/login") {
			t.Errorf("%s, disabled, is still in", p.name)
		}
		w.write(func(q *db.Queries) error {
			return errOf(q.UpdateAccountLoginEnabled(t.Context(), db.UpdateAccountLoginEnabledParams{ID: p.accountID, LoginEnabled: true}))
		})
	}
}

// compared are the pages of an account that need exactly one function.
var compared = map[string]access.Function{
	"":                    access.ReadAccount,
	"/companies/:company": access.ReadCompanies,
	"/users":              access.ReadUsers,
	"/audit":              access.ReadRecord,
}

func (w *world) compareWithPages(p person, places []place, reach map[access.Function]access.Reach) {
	w.t.Helper()
	within := func(f access.Function, where place) bool {
		return reach[f].Has(access.All) || where.own && reach[f].Has(access.Own) || where.granted && reach[f].Has(access.Granted)
	}
	for _, where := range places {
		for page, f := range compared {
			r := w.get("/accounts/"+where.accountID+strings.ReplaceAll(page, ":company", where.companyID), p.cookie)
			same(w.t, r.Code == http.StatusOK, within(f, where), "%s, %s, %s: Why says %q, the page is shown", p.name, where.name, f, reach[f])
		}
		company := w.get("/accounts/"+where.accountID+"/companies/"+where.companyID, p.cookie)
		shown, f := strings.Contains(company.Body.String(), "secret red"), access.ReadCompanySettings
		same(w.t, shown, within(f, where), "%s, %s: Why says %q, settings are shown", p.name, where.name, reach[f])
	}
	asks := w.get("/access-requests/new", p.cookie).Code == http.StatusOK
	same(w.t, asks, reach[access.RequestAccess] != 0, "%s: Why says %q, it asks", p.name, reach[access.RequestAccess])
}

func TestWhyPageNamesGrantAndGuard(t *testing.T) {
	d := newDesk(t)
	d.request(d.customer, d.company, d.support, d.mia, true)
	why := "/accounts/" + d.support + "/users/" + d.mia + "/why"
	d.want(d.get(why, d.miaCookie), http.StatusOK, en.Why.PartByGrant("granted", "SUPPORT", "somebody", "Acme One", "", false), "1 Jun 2026, 14:30 CEST", en.Reason(access.RoleOfAccountLogin{}), en.Reason(access.NeverOwnAccount{}), en.Why.NoRole).has(saying("del", "own account"))
	d.setClock(noon.Add(30 * time.Minute))
	d.want(d.get(why, d.miaCookie), http.StatusOK, en.Reason(access.NoLiveGrant{})).has(saying("del", "granted"))
	d.want(d.get("/", d.miaCookie), http.StatusOK).has("[href='"+why+"']", "[href='/roles']")
	d.want(d.get("/accounts/"+d.support+"/why", d.miaCookie), http.StatusForbidden)
	admin := d.signIn(d.support, "")
	d.want(d.get("/accounts/"+d.support+"/users", admin), http.StatusOK).has("[href='" + why + "']")
	d.want(d.get("/accounts/"+d.support, admin), http.StatusOK).has("[href='/accounts/" + d.support + "/why']")
}

// TestPromiseBeforeGrant: wherever the customer can press GRANT, they read who gets access, where,
// for how long and to do what.
func TestPromiseBeforeGrant(t *testing.T) {
	d := newDesk(t)
	id := d.request(d.customer, d.company, d.support, d.mia, false)
	granted := d.request(d.customer, d.sibling, d.support, d.mia, true)
	who := saying(".promise:haschild(strong:matches(^GRANT$))", "GRANT gives mia and the account login of Help desk access to Acme One until 1 Jun 2026, 14:30 CEST.")
	what := saying(".promise:haschild(strong:matches(^They may$))", en.Why.TheyMay+" see the account's details, see companies, see company settings, edit company settings, see users, "+
		"edit users' details, create users, assign SUPERUSER, assign EXTERNAL_SUPERUSER, assign EXTERNALUSER, assign webapps to users.")
	d.want(d.get("/access-requests/"+id, d.admin), http.StatusOK).has(who, what)
	tab := d.get("/accounts/"+d.customer+"/external-access", d.admin)
	d.want(tab, http.StatusOK).has(who, what)
	for name, r := range map[string]*httptest.ResponseRecorder{
		"the tab, once for the one that waits": tab,
		"the page of a grant":                  d.get("/access-requests/"+granted, d.admin),
		"the row after GRANT":                  d.post("/access-requests/"+id+"/grant", nil, d.admin, htmx),
	} {
		want := 0
		if r == tab {
			want = 1
		}
		if n := strings.Count(r.Body.String(), en.Why.TheyMay); r.Code != http.StatusOK || n != want {
			t.Errorf("%s: status %d, promised %d times", name, r.Code, n)
		}
	}
	d.write(func(q *db.Queries) error {
		return errOf(q.DeleteAccountRole(t.Context(), db.DeleteAccountRoleParams{AccountID: d.support, Role: string(access.Support)}))
	})
	last := d.request(d.customer, d.company, d.support, d.mia, false)
	d.want(d.get("/access-requests/"+last, d.admin), http.StatusOK, en.Why.GivesNothing("Help desk"))
}

// Wherever the customer can press GRANT, and after that, they read which webapps it opens.
func TestPromiseOfWebapps(t *testing.T) {
	w := newWebappWorld(t)
	id := w.request(w.acme, w.company, w.vendor, w.vera, false)
	admin, page, tab := w.browser(w.acme, "").session, "/access-requests/"+id, "/accounts/"+w.acme+"/external-access"
	for _, address := range []string{page, tab} {
		w.want(w.get(address, admin), http.StatusOK).saysNot("as a visitor")
	}
	w.letVisitors(w.acme, w.shopApp)
	w.letVisitors(w.acme, w.spaApp)
	opens := func(class string) string {
		return saying(class, en.Why.OpensAsVisitor("vera", []string{"Shop", "Spa"}))
	}
	for _, address := range []string{page, tab} {
		p := w.want(w.get(address, admin), http.StatusOK).has(opens(".promise"))
		same(t, strings.Count(p.find("main").Text(), "as a visitor"), 1, "how often %s says so", address)
	}
	w.want(w.get(page, w.browser(w.vendor, w.vera).session), http.StatusOK).saysNot("as a visitor")
	w.want(w.post(page+"/grant", nil, admin, htmx), http.StatusOK).has(opens(".hint"))
	w.want(w.get(page, admin), http.StatusOK).has(opens(".details .hint"))
}
