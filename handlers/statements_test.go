package handlers

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/db/dbtest"
	"latchkey/views"
)

// full is a world with a number of everything, and the logins who look at it.
type full struct {
	*world
	counter *dbtest.Counter
	logins  []person
	// customer is the account with the rows. The other objects in a URL belong to it.
	customer, company, user, request, webapp, invoice string
	// grant has as many visits as there are rows, each with a page read and a setting changed.
	grant string
}

// fewRows fit on every page; manyRows are more than any page shows.
const fewRows, manyRows = 2, 120

func newFull(t *testing.T, rows int) *full {
	t.Helper()
	store, counter := dbtest.OpenCounted(t)
	return newFullOn(t, store, counter, rows)
}

func newFullOn(t *testing.T, store *db.Store, counter *dbtest.Counter, rows int) *full {
	t.Helper()
	f := &full{world: newWorldOn(t, store), counter: counter}
	f.customer, f.company = f.account("Customer")
	help, _ := f.account("Help desk", access.Support)
	root, _ := f.account("Root", access.Administrator)
	seller, _ := f.account("Seller", access.Sales)
	f.user = f.world.user(f.customer, "first", "", access.Superuser)
	helper := f.world.user(help, "helper", "")
	for i := range rows {
		f.addRow(i, help, helper, seller)
	}
	f.signOuts(rows)
	for i := range rows {
		f.visit(i, help, helper)
	}
	add := func(name, accountID, userID string) {
		f.logins = append(f.logins, person{name: name, accountID: accountID, userID: userID, cookie: f.signIn(accountID, userID)})
	}
	add("own account login", f.customer, "")
	add("own user", f.customer, f.user)
	add("ADMINISTRATOR", root, "")
	add("SUPPORT user", help, helper)
	add("SUPPORT account", help, "")
	add("SALES", seller, "")
	f.want(f.post(views.BeginCodeURL, nil, f.logins[0].cookie), http.StatusSeeOther)
	return f
}

// addRow adds one of everything that pages list.
func (f *full) addRow(i int, help, helper, seller string) {
	f.t.Helper()
	name := fmt.Sprintf("row %03d", i)
	f.setting(f.company, name)
	company := f.world.company(f.customer, name)
	f.world.user(f.customer, name, "")
	f.world.user(f.customer, "guest "+name, helper, access.ExternalUser)
	f.world.user(help, name, "")
	f.request = f.world.request(f.customer, company, help, helper, false)
	f.grant = f.world.request(f.customer, f.company, help, helper, true)
	closed := f.world.request(f.customer, company, help, helper, false)
	f.webapp = f.subscription(f.customer, 5)
	f.world.webapp(name)
	f.invoice = f.world.invoice(seller, f.customer).ID
	other, otherCompany := f.account("other " + name)
	f.world.request(other, otherCompany, help, helper, true)
	f.write(func(q *db.Queries) error {
		_, err := q.DecideRequest(f.t.Context(), db.DecideRequestParams{
			ID: closed, AccountID: f.customer, Decision: db.NullText("DENIED"), DecidedBy: "somebody", Now: db.Millis(noon.Add(-time.Hour)),
		})
		if err != nil {
			return err
		}
		_, err = q.InsertUserSubscription(f.t.Context(), db.InsertUserSubscriptionParams{
			Now: db.Millis(noon), AccountID: f.customer, WebappID: f.webapp, UserID: f.user, ScopeAll: 1,
		})
		return err
	})
	owner := access.Actor{Kind: access.KindAccount, AccountID: f.customer, AccountName: "Customer", Roles: []access.Role{access.AccountLogin, access.Customer}}
	must(f.t, f.svc.SetSetting(f.t.Context(), owner, f.customer, f.company, "colour", name))
}

// signOuts adds sign-ins that are over, and visitors, to webapps that sign people in.
func (f *full) signOuts(rows int) {
	f.t.Helper()
	f.write(func(q *db.Queries) error {
		subscribed, err := q.ListWebappsForVisitors(f.t.Context(), f.customer)
		must(f.t, err)
		for _, w := range subscribed {
			must(f.t, q.InsertWebappClient(f.t.Context(), db.InsertWebappClientParams{WebappID: w.ID, ClientID: "cli_" + w.ID, RedirectUris: "https://app.example/cb", LogoutUri: "https://app.example/out"}))
			must(f.t, errOf(q.InsertVisitorWebapp(f.t.Context(), db.InsertVisitorWebappParams{AccountID: f.customer, WebappID: w.ID})))
		}
		for i := range rows {
			id := fmt.Sprintf("sid_%d", i)
			must(f.t, errOf(q.InsertWebappSession(f.t.Context(), db.InsertWebappSessionParams{
				ID: id, ClientID: "cli_" + f.webapp, AccountID: f.customer, UserID: f.user, SessionHash: db.HashToken(id), Seat: true,
			})))
			must(f.t, errOf(q.SetWebappSessionUsed(f.t.Context(), id)))
			must(f.t, errOf(q.EndWebappSession(f.t.Context(), db.EndWebappSessionParams{ID: id, Now: db.Millis(noon), Why: string(access.EndedSeat)})))
		}
		return nil
	})
}

// visit uses the newest grant as a user, from a new address: it reads a page and changes a setting.
func (f *full) visit(i int, help, helper string) {
	f.t.Helper()
	by := access.Actor{
		Kind: access.KindUser, AccountID: help, AccountName: "Help desk", UserID: helper, UserName: "helper", Roles: []access.Role{access.User, access.Support},
		Zone: time.UTC, Address: fmt.Sprintf("192.0.2.%d", i),
	}
	_, err := f.svc.CompanyFrom(f.t.Context(), by, f.customer, f.company, "")
	if err == nil {
		err = f.svc.SetSetting(f.t.Context(), by, f.customer, f.company, "colour", fmt.Sprint("visit ", i))
	}
	must(f.t, err)
}

// queries are what a route is asked for besides its plain URL: forms with their options, and
// filtered lists.
var queries = map[string][]string{
	"/accounts":                                   {"?search=row", "?search=nothing+like+it", "?role=CUSTOMER&sort=newest", "?after=m"},
	"/accounts/:account/users":                    {"?q=row", "?role=USER&active=yes", "?after=m", "?sort=login", "?sort=login&q=row&after=1780315200000-usr_1"},
	"/accounts/:account/companies":                {"?q=row&type=ERP"},
	"/access-requests/new":                        {"?account_id=:account", "?account_search=other", "?account_id=:account&company_id=:company&how_long=1h"},
	"/search":                                     {"?q=row", "?q=nothing+like+it", "?q=row&only=companies"},
	"/access-requests/all":                        {"?state=WAITING", "?state=OPEN"},
	"/accounts/:account/external-access/timeline": {"?from=2026-01-01&to=2026-12-31", "?scale=week&start=2026-05-28"},
	"/payment/invoices":                           {"?status=ISSUED&year=2026", "?sort=due", "?sort=due&status=ISSUED&year=2026"},
	"/payment/invoices/new":                       {"?account_id=:account", "?account_search=other"},
	"/payment/invoices/:invoice":                  {".pdf"},
	"/accounts/:account/subscriptions/:webapp":    {"?q=row&only=assigned"},
	"/webapps/:webapp/sign-outs":                  {"?before=1780315200000-sid_1"},
	"/accounts/:account/audit":                    {"?person=row&object=row&action=setting&from=2026-05-01&to=2026-06-01", "?before=1780315200000-60"},
	"/accounts/:account/audit/export":             {"?format=csv&from=2026-05-01&to=2026-06-01"},
}

// statements is what an answer cost: how often each statement was executed, without those for the
// record's tree. Their number grows with the number of bits in an entry's number.
func (f *full) statements(path string, by person) (status, size int, counts map[string]int, transactions int) {
	f.t.Helper()
	// a server does this in the background
	if err := f.svc.WriteAttempts(f.t.Context(), true); err != nil {
		f.t.Fatal(err)
	}
	f.counter.Take()
	r := f.get(path, by.cookie)
	counts, transactions = f.counter.Take()
	if n := counts["InsertRecordHash"] + counts["ListRecordHashesAt"]; n > 20 {
		f.t.Errorf("%d statements for the tree of the record", n)
	}
	delete(counts, "InsertRecordHash")
	// An export reads the record in batches of 500 entries, with the hashes that prove them.
	delete(counts, "ListRecordToExport")
	delete(counts, "ListRecordHashesAt")
	return r.Code, r.Body.Len(), counts, transactions
}

func (f *full) path(text, accountID string) string {
	request := f.request
	if strings.Contains(text, "/report") {
		request = f.grant
	}
	return strings.NewReplacer(":account", accountID, ":company", f.company, ":request", request, ":webapp", f.webapp, ":user", f.user,
		":invoice", f.invoice).Replace(text)
}

// TestStatements compares the statements of every page with few rows and with many rows: they must
// be the same, whoever reads it. (The export of invoices and the evidence packs read batches of 500
// rows, and here there are fewer.)
func TestStatements(t *testing.T) {
	few, many := newFull(t, fewRows), newFull(t, manyRows)
	for _, r := range routes {
		if r.method != http.MethodGet || r.need.who == forAll || r.webapps || r.path == views.ProvedURL { // that leads to what was kept
			continue
		}
		for _, query := range append([]string{""}, queries[r.path]...) {
			opened := false
			for i, by := range few.logins {
				opened = compare(t, r.path+query, few, many, i, few.customer, many.customer) || opened
				if strings.Contains(r.path, ":account") && by.accountID != few.customer {
					opened = compare(t, r.path+query, few, many, i, by.accountID, many.logins[i].accountID) || opened
				}
			}
			if !opened {
				t.Errorf("%s%s: nobody here opens it", r.path, query)
			}
		}
	}
}

// compare reports whether a login may open a URL at all.
func compare(t *testing.T, path string, few, many *full, login int, fewAccount, manyAccount string) bool {
	t.Helper()
	by, where := few.logins[login], "the customer's"
	if fewAccount == by.accountID {
		where = "own"
	}
	status, size, counts, begun := few.statements(few.path(path, fewAccount), by)
	manyStatus, manySize, manyCounts, manyBegun := many.statements(many.path(path, manyAccount), many.logins[login])
	name := fmt.Sprintf("%s as %s, %s", path, by.name, where)
	switch {
	case status != manyStatus:
		t.Errorf("%s: status %d with few rows, %d with many", name, status, manyStatus)
	case status != http.StatusOK:
		return false
	case !maps.Equal(counts, manyCounts) || begun != manyBegun:
		t.Errorf("%s: %d statements in %d transactions with few rows, %d in %d with many\n few %v\nmany %v",
			name, sum(counts), begun, sum(manyCounts), manyBegun, counts, manyCounts)
	}
	t.Logf("%-100s %3d statements, %d transactions, %6d and %6d bytes", name, sum(counts), begun, size, manySize)
	return true
}

func sum(counts map[string]int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}
