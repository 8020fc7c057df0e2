package handlers

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
)

// shown pages through a list, and returns the beginnings of its rows and the number of pages.
func (w *world) shown(path string, cookie *http.Cookie) (names []string, pages int) {
	w.t.Helper()
	for ; path != "" && pages < 20; pages++ {
		p := w.want(w.get(path, cookie), http.StatusOK)
		names, path = append(names, p.texts("tr[data-href] > td:first-child > a:first-child")...), p.next()
	}
	return names, pages
}

// file follows a list's link to its file, and returns the rows.
func (w *world) file(page string, cookie *http.Cookie) [][]string {
	w.t.Helper()
	link := w.page(w.get(page, cookie)).attr("a[href*='.csv']", "href")
	if link == "" {
		w.t.Fatalf("%s has no link to a file", page)
	}
	r := w.get(link, cookie)
	w.want(r, http.StatusOK)
	same(w.t, r.Header().Get("Content-Type"), "text/csv; charset=utf-8; header=present", "%s is a", link)
	return spreadsheet(w.t, r.Body.String())
}

// spreadsheet parses a CSV like a spreadsheet, which needs the mark for UTF-8.
func spreadsheet(t testing.TB, text string) [][]string {
	t.Helper()
	text, marked := strings.CutPrefix(text, "\xef\xbb\xbf")
	if !marked {
		t.Errorf("a CSV does not say that it is UTF-8: %.40q", text)
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	must(t, err)
	return rows
}

// first are the first cells of a file's rows, without the header.
func first(rows [][]string) (cells []string) {
	for _, row := range rows[1:] {
		cells = append(cells, row[0])
	}
	return cells
}

// lists is a customer with more users and companies than fit into a batch of a file, and a
// neighbour with its own.
type lists struct {
	*world
	root, acme, neighbour    *http.Cookie
	acmeID, neighbourID      string
	users, companies, logins []string
}

func newLists(t *testing.T) *lists {
	t.Helper()
	l := &lists{world: newWorld(t)}
	rootID, _ := l.account("Root", access.Administrator)
	l.acmeID, _ = l.account("Acme")
	l.neighbourID, _ = l.account("Neighbour")
	l.user(l.neighbourID, "row of the neighbour", "")
	l.root, l.acme, l.neighbour = l.signIn(rootID, ""), l.signIn(l.acmeID, ""), l.signIn(l.neighbourID, "")
	l.companies = []string{"Acme One"}
	l.write(func(q *db.Queries) error {
		for i := range 620 {
			name := fmt.Sprintf("row %03d", i)
			err := q.InsertUser(t.Context(), db.InsertUserParams{
				ID: "usr_" + name, AccountID: l.acmeID, Name: name, NameKey: name, SearchKey: name, Email: "=" + name + "@x.example", TimeZone: "UTC",
			})
			if err == nil && i%3 == 0 {
				// Always two sign in at the same instant.
				err = q.UpdateUserLastLogin(t.Context(), db.UpdateUserLastLoginParams{ID: "usr_" + name, LastLoginAt: db.NullMillis(noon.Add(time.Duration(i/6) * time.Second))})
			}
			if err == nil && i < 60 {
				err = q.InsertCompany(t.Context(), db.InsertCompanyParams{ID: "com_" + name, AccountID: l.acmeID, Name: name, NameKey: name, Industry: "@" + name, TimeZone: "UTC", Type: "STANDALONE"})
				l.companies = append(l.companies, name)
			}
			if err != nil {
				return err
			}
			l.users = append(l.users, name)
		}
		return nil
	})
	l.logins = slices.Clone(l.users)
	slices.SortFunc(l.logins, func(a, b string) int {
		key := func(name string) string {
			var i int
			_, _ = fmt.Sscanf(name, "row %d", &i)
			if i%3 != 0 {
				return "000 " + name
			}
			return fmt.Sprintf("%03d %s", i/6+1, name)
		}
		return strings.Compare(key(b), key(a))
	})
	return l
}

func TestListsAreOrderedAndFiled(t *testing.T) {
	l := newLists(t)
	users, companies := "/accounts/"+l.acmeID+"/users", "/accounts/"+l.acmeID+"/companies"
	for _, c := range []struct {
		page   string
		cookie *http.Cookie
		want   []string
	}{
		{users, l.acme, l.users},
		{users + "?sort=login", l.acme, l.logins},
		{users + "?sort=login&q=row+0&active=yes", l.root, slices.DeleteFunc(slices.Clone(l.logins), func(s string) bool { return !strings.HasPrefix(s, "row 0") })},
		{users + "?q=row+61&role=", l.acme, l.users[610:]},
		{companies, l.acme, l.companies},
		{companies + "?q=ROW+05", l.acme, l.companies[51:]},
		{companies + "?type=ERP", l.root, l.companies[:1]},
		{"/accounts", l.root, []string{"Acme", "Neighbour", "Root"}},
		{"/accounts?sort=newest", l.root, []string{"Neighbour", "Acme", "Root"}},
		{"/accounts?search=E&sort=newest&role=CUSTOMER", l.root, []string{"Neighbour", "Acme"}},
	} {
		got, pages := l.shown(c.page, c.cookie)
		sameList(t, got, c.want, "%s: rows", c.page)
		same(t, pages, (len(c.want)+49)/50, "%s: pages", c.page)
		sameList(t, first(l.file(c.page, c.cookie)), c.want, "%s: the file has", c.page)
	}
	for _, bad := range []string{users + "?sort=email", users + "?sort=login&after=yesterday", companies + "?type=erp", users + ".csv?sort=email", companies + ".csv?type=erp", "/accounts.csv?role=x&role=y"} {
		l.want(l.get(bad, l.root), http.StatusBadRequest)
	}
}

// TestListFiles checks what a file contains, and that it has nobody else's data.
func TestListFiles(t *testing.T) {
	l := newLists(t)
	users, companies := "/accounts/"+l.acmeID+"/users", "/accounts/"+l.acmeID+"/companies"
	want := [][]string{userColumns, {"row 003", "", "'=row 003@x.example", "", "", "active", "", "2026-06-01 14:00:00", "usr_row 003", "Europe/Berlin"}}
	same(t, fmt.Sprintf("%q", l.file(users+"?q=row+003", l.acme)), fmt.Sprintf("%q", want), "users")
	want = [][]string{companyColumns, {"row 003", "STANDALONE", "'@row 003", "UTC", "com_row 003"}}
	same(t, fmt.Sprintf("%q", l.file(companies+"?q=row+003", l.acme)), fmt.Sprintf("%q", want), "companies")
	want = [][]string{accountColumns, {"Acme", "enabled", "CUSTOMER", "1970-01-01 01:00:00", l.acmeID, "Europe/Berlin"}}
	same(t, fmt.Sprintf("%q", l.file("/accounts?search=acme", l.root)), fmt.Sprintf("%q", want), "accounts")

	for _, path := range []string{users + ".csv", companies + ".csv"} {
		r := l.get(path, l.neighbour)
		l.want(r, http.StatusNotFound)
		same(t, r.Header().Get("Content-Disposition"), "", "%s answers with the file", path)
		hasNone(t, path, strings.ToLower(l.get(path, l.acme).Body.String()), "neighbour")
	}
	sameList(t, first(l.file("/accounts", l.neighbour)), []string{"Neighbour"}, "a customer's file of accounts has")
}

// Reading a file under a grant is recorded. The file has only what the grant covers, and ends with
// the grant.
func TestListFilesByAGrant(t *testing.T) {
	l := newLists(t)
	help, _ := l.account("Help desk", access.Support)
	helper := l.user(help, "helper", "")
	support := l.signIn(help, helper)
	users, companies := "/accounts/"+l.acmeID+"/users.csv", "/accounts/"+l.acmeID+"/companies.csv"
	l.want(l.get(users, support), http.StatusNotFound)
	l.request(l.acmeID, "com_row 007", help, helper, true)
	r := l.get(users, support)
	l.want(r, http.StatusOK)
	same(t, strings.Count(r.Body.String(), "\r\n"), 1+len(l.users), "rows of users")
	l.want(l.get(companies, support), http.StatusOK, "row 007,").saysNot("row 008")
	sameList(t, []int{l.entries(l.acmeID, access.UsersRead), l.entries(l.acmeID, access.CompaniesRead)}, []int{2, 1}, "recorded, an entry for each 500 rows")
	l.setClock(noon.Add(30 * time.Minute))
	l.want(l.get(users, support), http.StatusNotFound)
	l.want(l.get(companies, support), http.StatusNotFound)
}

// TestListSays: a live region says what is shown, every link keeps the filters and the order, and
// column headers are links if they can change the order.
func TestListSays(t *testing.T) {
	l := newLists(t)
	users := "/accounts/" + l.acmeID + "/users"
	told := func(count string) string { return saying("p[role=status]:not(.sr-only)", count) }
	for _, c := range []struct {
		path string
		has  []string
	}{
		{users, []string{
			told(en.Parts.Users.First(50)), saying("th[scope=col][aria-sort=ascending]", "User"), saying("a[href='"+users+"?sort=login']", en.Users.LastSignIn),
			"[hx-replace-url=true]", "[rel=next][href='" + users + "?after=row+049']", "[href='" + users + ".csv']",
		}},
		{users + "?q=row+6&sort=login&active=", []string{
			told("20 users"), saying("th[scope=col][aria-sort=descending]", en.Users.LastSignIn), saying("a[href='"+users+"?q=row+6']", "User"),
			"input[type=hidden][name=sort][value=login]", saying("a[href='"+users+"?sort=login']", en.Parts.ShowAll), "[href='" + users + ".csv?q=row+6&sort=login']",
		}},
		{users + "?q=row+61&after=row+614", []string{told("The last 5 users"), "[rel=first][href='" + users + "?q=row+61']"}},
		{users + "?q=row&after=row+300", []string{told("The next 50 users"), "[rel=next][href='" + users + "?after=row+350&q=row']"}},
		{users + "?q=row+007", []string{told("1 user")}},
		{users + "?q=nobody", []string{saying("p[role=status].sr-only", en.Parts.Users.All(0)), ":contains('" + en.Parts.Users.NoneFound + "')", saying("a", en.Parts.Users.ShowAll)}},
		{users + "?after=z", []string{saying("p[role=status].sr-only", en.Parts.Users.NoMore), saying("a", en.Parts.FirstPage)}},
	} {
		l.want(l.get(c.path, l.acme), http.StatusOK).has(c.has...)
	}
	l.wantNot(l.get(users+"?q=row+007", l.acme), en.Parts.NextPage, en.Parts.FirstPage)
}

func TestInvoicesByDue(t *testing.T) {
	s := newShop(t)
	var want []string
	for i := range 120 {
		due := fmt.Sprintf("2026-%02d-15", 12-i%6)
		want = append(want, due+" "+s.invoice(s.sellerID, s.customer, func(n *access.NewInvoice) { n.Due = due }).Number)
	}
	slices.Sort(want)
	for i := range want {
		_, want[i], _ = strings.Cut(want[i], " ")
	}
	for _, query := range []string{"?sort=due", "?sort=due&status=ISSUED", "?sort=due&year=2026"} {
		got, pages := s.shown("/payment/invoices"+query, s.sales)
		sameList(t, got, want, "%s: invoices", query)
		same(t, pages, 3, "%s: pages", query)
		sameList(t, first(s.file("/payment/invoices"+query, s.sales)), want, "%s: the file has", query)
	}
	for _, query := range []string{"?sort=due&status=PAID", "?sort=due&year=2025", "?sort=due&year=2027"} {
		got, _ := s.shown("/payment/invoices"+query, s.sales)
		sameList(t, got, nil, "%s shows", query)
	}
	s.want(s.get("/payment/invoices?sort=total", s.sales), http.StatusBadRequest)
}

// TestRecordList: the next page's URL has the filter, and exports are for the chosen days.
func TestRecordList(t *testing.T) {
	l := newLists(t)
	companyID := l.company(l.acmeID, "Another")
	owner := access.Actor{Kind: access.KindAccount, AccountID: l.acmeID, AccountName: "Acme", Roles: []access.Role{access.AccountLogin, access.Customer}, Zone: time.UTC}
	for i := range 51 {
		must(t, l.svc.SetSetting(t.Context(), owner, l.acmeID, companyID, "colour", fmt.Sprint("no ", i)))
	}
	record := "/accounts/" + l.acmeID + "/audit"
	l.want(l.get(record+"?object=another&from=2026-06-01&to=", l.acme), http.StatusOK).has("[href$='&from=2026-06-01&object=another']", saying("p", en.Parts.Entries.First(50)), "[value=another]", "[href='"+record+"/export?format=csv&from=2026-06-01']:contains('"+en.Record.DaysCSV+"')", saying("a", en.Parts.ShowAll))
	l.want(l.get(record, l.acme), http.StatusOK).has("[href='" + record + "/export?format=jsonl']:contains('" + en.Record.AllJSON + "')")
	l.want(l.get(record+"?from=2026-06-02&to=2026-06-01", l.acme), http.StatusUnprocessableEntity, en.Reason(access.DayBeforeFirst{}), en.Record.NoDays).has(saying("p", en.Parts.Entries.All(0)))
}
