package handlers

import (
	"database/sql"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
	"latchkey/views"
)

// namesWorld has requests in every state, with everything that was done to them and under them, by
// people with known names.
type namesWorld struct {
	*desk
	path                             string
	northwind, globex, harbour, mill string
	mia, jonas                       string
	miaIn, annaIn, rootIn            *http.Cookie
	ended, running, waiting, half    string
	calendar                         string
}

func newNamesWorld(t *testing.T) *namesWorld {
	t.Helper()
	n := &namesWorld{path: filepath.Join(t.TempDir(), "names.db")}
	store, err := db.Open(t.Context(), n.path, db.Exclusive)
	must(t, err)
	t.Cleanup(func() { store.Close() }) //nolint:errcheck // the test is over
	w := newWorldOn(t, store)
	n.desk = &desk{world: w}
	n.northwind, _ = w.account("Northwind", access.Support)
	n.globex, _ = w.account("Globex")
	n.harbour, n.mill = w.company(n.globex, "Harbour shop"), w.company(n.globex, "Mill shop")
	root, _ := w.account("Root", access.Administrator)
	n.rootIn = w.signIn(root, "")
	n.mia, n.jonas = n.person(n.northwind, "mia", "Mia", "Keller"), n.person(n.northwind, "jonas", "Jonas", "Brandt")
	anna, tom := n.person(n.globex, "anna", "Anna", "Schulz", access.Superuser), n.person(n.globex, "tom", "Tom", "Weber", access.Superuser)
	n.miaIn, n.annaIn = w.signIn(n.northwind, n.mia), w.signIn(n.globex, anna)
	tomIn := w.signIn(n.globex, tom)
	w.write(func(q *db.Queries) error {
		return q.InsertRule(t.Context(), db.InsertRuleParams{
			ID: "rul_1", AccountID: n.globex, CompanyID: n.mill, ToMinute: 24 * 60, Weekdays: 127, Approvals: 2, CreatedBy: "somebody",
		})
	})
	n.calendar = n.subscribe(n.miaIn)
	n.ended = n.asks(n.harbour, "ended", 2)
	n.done("/access-requests/"+n.ended+"/grant", nil, n.annaIn)
	n.setClock(noon.Add(time.Minute))
	shop := "/accounts/" + n.globex + "/companies/" + n.harbour
	w.want(w.get(shop, n.miaIn), http.StatusOK)
	n.done(shop+"/settings", url.Values{"key": {"colour"}, "value": {"blue"}}, n.miaIn)
	n.setClock(noon.Add(2 * time.Minute))
	n.done("/access-requests/"+n.ended+"/shorten", url.Values{"valid_to": {"2026-06-01T15:00"}}, n.annaIn)
	n.done("/access-requests/"+n.ended+"/revoke", url.Values{"reason": {"enough"}}, n.annaIn)
	denied := n.asks(n.harbour, "denied", 3)
	n.done("/access-requests/"+denied+"/deny", url.Values{"reason": {"no"}}, n.annaIn)
	n.running = n.asks(n.harbour, "running", 4)
	n.done("/access-requests/"+n.running+"/grant", nil, tomIn)
	n.setClock(noon.Add(3 * time.Minute))
	w.want(w.get(shop, n.miaIn), http.StatusOK)
	n.waiting = n.asks(n.harbour, "waiting", 5)
	n.half = n.asks(n.mill, "half", 6)
	n.done("/access-requests/"+n.half+"/grant", nil, n.annaIn)
	n.setClock(noon.Add(4 * time.Minute))
	return n
}

func (n *namesWorld) person(account, login, first, last string, roles ...access.Role) string {
	n.t.Helper()
	id := n.user(account, login, "", roles...)
	n.write(func(q *db.Queries) error {
		_, err := q.UpdateUserData(n.t.Context(), db.UpdateUserDataParams{
			ID: id, AccountID: account, FirstName: first, LastName: last, TimeZone: "Europe/Berlin",
			SearchKey: access.NameKey(login + " " + first + " " + last),
		})
		return err
	})
	return id
}

func (n *namesWorld) done(path string, form url.Values, cookie *http.Cookie) {
	n.t.Helper()
	n.want(n.post(path, form, cookie), http.StatusSeeOther)
}

// asks is a request by Mia for some hours from now.
func (n *namesWorld) asks(company, description string, hours int) (id string) {
	n.t.Helper()
	n.setClock(n.now().Add(time.Second)) // the newest has the highest id
	now := n.now().In(time.FixedZone("CEST", 2*60*60))
	n.done("/access-requests", url.Values{
		"account_id": {n.globex}, "company_id": {company}, "description": {description},
		"valid_from": {access.LocalText(now, now.Location())}, "valid_to": {access.LocalText(now.Add(time.Duration(hours)*time.Hour), now.Location())},
	}, n.miaIn)
	return n.page(n.get("/access-requests/all", n.rootIn)).attr("[id^=req_]", "id")
}

// rename gives everything named in the requests another name, directly in the database: logins and
// accounts cannot be renamed in the product.
func (n *namesWorld) rename() {
	n.t.Helper()
	pool, err := sql.Open(db.Driver, n.path)
	must(n.t, err)
	defer pool.Close() //nolint:errcheck // only read and written here
	for _, text := range []string{
		"UPDATE users SET first_name = 'Zelda', last_name = 'Yoder', name = 'zelda', name_key = 'zelda', search_key = 'zelda zelda yoder ' WHERE name = 'mia'",
		"UPDATE users SET first_name = 'Quentin', last_name = 'Xander', name = 'quentin', name_key = 'quentin' WHERE name = 'anna'",
		"UPDATE users SET first_name = 'Boris', last_name = 'Udall', name = 'boris', name_key = 'boris' WHERE name = 'tom'",
		"UPDATE accounts SET name = 'Vandelay', name_key = 'vandelay' WHERE name = 'Northwind'",
		"UPDATE accounts SET name = 'Umbrella', name_key = 'umbrella' WHERE name = 'Globex'",
		"UPDATE companies SET name = 'Inland shop', name_key = 'inland shop' WHERE name = 'Harbour shop'",
		"UPDATE companies SET name = 'Upland shop', name_key = 'upland shop' WHERE name = 'Mill shop'",
	} {
		must(n.t, errOf(pool.ExecContext(n.t.Context(), text)))
	}
}

// places is what every place shows of the requests: the main part of a page, or a file, as text.
func (n *namesWorld) places() map[string]string {
	n.t.Helper()
	shown := map[string]string{}
	for name, cookie := range map[string]*http.Cookie{"root": n.rootIn, "anna": n.annaIn, "mia": n.miaIn} {
		paths := []string{
			"/accounts/" + n.globex + "/external-access", "/accounts/" + n.globex + "/external-access/timeline", "/search?q=ended", "/search?q=" + n.ended,
		}
		if name == "mia" {
			paths = []string{"/", "/accounts/" + n.northwind + "/external-access", "/accounts/" + n.northwind + "/users/" + n.mia + "/why", "/search?q=ended",
				"/accounts/" + n.northwind + "/external-access/timeline"}
		}
		if name != "mia" {
			paths = append(paths, "/access-requests/all")
		}
		for _, id := range []string{n.ended, n.running, n.waiting, n.half} {
			paths = append(paths, "/access-requests/"+id, "/access-requests/"+id+"/report")
		}
		for _, path := range paths {
			shown[name+" "+path] = n.text(path, cookie)
		}
		pages := readPDF(n.t.(*testing.T), n.get("/access-requests/"+n.ended+"/report.pdf", cookie).Body.String()) //nolint:forcetypeassert // no benchmark
		shown[name+" PDF"] = strings.Join(pages, "\n")
		shown[name+" receipt"] = n.get("/access-requests/"+n.ended+"/receipt", cookie).Body.String()
	}
	shown["calendar"] = fmt.Sprint(n.events(n.calendar))
	files, _ := n.unpack("/accounts/"+n.globex+"/evidence", n.annaIn)
	for _, name := range []string{"requests.csv", "decisions.csv", "visits.csv", "exceptions.csv"} {
		shown[name] = files[name]
	}
	return shown
}

func (n *namesWorld) text(path string, cookie *http.Cookie) string {
	n.t.Helper()
	return strings.Join(n.want(n.get(path, cookie), http.StatusOK).texts("main"), " ")
}

// then are the names that the requests keep.
var then = []string{
	"Mia Keller (mia)", "Mia Keller (mia) @ Northwind", "mia @ Northwind", "Anna Schulz (anna) @ Globex", "anna @ Globex",
	"Tom Weber (tom) @ Globex", "Harbour shop", "Mill shop",
}

// headed reports whether a page shows the current name of the reader's own account.
func headed(place string) bool { return place == "mia /" || strings.HasSuffix(place, "/why") }

// TestNamesInRequestsStayAsTheyWere: whatever is renamed later (the person, login, account or
// company, on either side), every place that shows a request, a decision or a visit keeps showing
// the old names.
func TestNamesInRequestsStayAsTheyWere(t *testing.T) {
	n := newNamesWorld(t)
	before := n.places()
	n.rename()
	after := n.places()
	seen := map[string]int{}
	for _, place := range slices.Sorted(maps.Keys(before)) {
		for _, name := range then {
			was, is := strings.Count(before[place], name), strings.Count(after[place], name)
			// it can be requested again
			if seen[name] += was; was != is && (place != "mia /" || name != "Mill shop") {
				t.Errorf("%s says %q %d times, before %d:\n%s", place, name, is, was, after[place])
			}
		}
		for _, account := range []string{"Northwind", "Globex"} {
			if strings.Contains(before[place], account) && !strings.Contains(after[place], account) && !headed(place) {
				t.Errorf("%s says %s no more:\n%s", place, account, after[place])
			}
		}
		for _, name := range []string{"Zelda", "Yoder", "Quentin", "Xander", "Boris", "Upland"} {
			if strings.Contains(after[place], name) && place != "mia /" {
				t.Errorf("%s says %q:\n%s", place, name, after[place])
			}
		}
	}
	hasAll(t, "the company's page", n.text("/accounts/"+n.globex+"/companies/"+n.harbour, n.miaIn),
		"Tom Weber (tom) @ Globex granted you access until ")
	for name, times := range seen {
		if times == 0 {
			t.Errorf("no place says %q", name)
		}
	}
	for _, file := range []string{"requests.csv", "decisions.csv", "visits.csv", "exceptions.csv", "calendar"} {
		same(t, before[file], after[file], "%s before and after", file)
	}
}

// A search finds a request by the names that it keeps, even if nothing has that name any more, and
// by the current names.
func TestSearchFindsRequestsByTheNamesOfThenAndNow(t *testing.T) {
	n := newNamesWorld(t)
	n.rename()
	for part, finds := range map[string]bool{
		"keller": true, "mia": true, "mia keller": true, "harbour": true, "northwind": true, "globex": true, "yoder": true, "zelda": true, "inland": true,
		"vandelay": true, "umbrella": true, "quentin": false, "anna": false,
	} {
		found, err := n.svc.Find(t.Context(), n.actor(n.rootIn), part, access.FoundRequests)
		if err != nil || (len(found.Requests) > 0) != finds {
			t.Errorf("%s: that requests are found is %v, want %v (%v)", part, !finds, finds, err)
		}
	}
}

func (n *namesWorld) actor(cookie *http.Cookie) access.Actor {
	n.t.Helper()
	a, err := n.svc.Authenticate(n.t.Context(), cookie.Value, "192.0.2.1")
	must(n.t, err)
	return a
}

// A request made under a name keeps it, even if someone else gets that name later. Later requests
// have the later name.
func TestARenamedPersonAsksUnderTheNewName(t *testing.T) {
	n := newNamesWorld(t)
	n.done(views.UserURL(n.northwind, n.mia), url.Values{"first_name": {"Jonas"}, "last_name": {"Brandt"}, "time_zone": {"Europe/Berlin"}}, n.signIn(n.northwind, ""))
	later := n.asks(n.harbour, "later", 7)
	hasAll(t, "the page of what was asked later", n.text("/access-requests/"+later, n.annaIn), "Jonas Brandt (mia)")
	before := n.text("/access-requests/"+n.ended, n.annaIn)
	hasAll(t, "the page of what was asked before", before, "Mia Keller (mia)")
	hasNone(t, "the page of what was asked before", before, "Jonas")
}

// TestSupportCannotRenameItself: whoever requests access cannot change their own name; their
// account can.
func TestSupportCannotRenameItself(t *testing.T) {
	for _, role := range []access.Role{access.Support, access.Consultant} {
		w := newWorld(t)
		account, _ := w.account("Helpers", role)
		mia, boss := w.user(account, "mia", ""), w.user(account, "boss", "", access.Superuser)
		miaIn, bossIn, accountIn := w.signIn(account, mia), w.signIn(account, boss), w.signIn(account, "")
		form := func(first, last, zone string) url.Values {
			return url.Values{"first_name": {first}, "last_name": {last}, "time_zone": {zone}}
		}
		page := views.UserURL(account, mia)
		w.want(w.post(page, form("Mia", "Keller", "UTC"), accountIn), http.StatusSeeOther)
		w.want(w.get(page, miaIn), http.StatusOK, en.Users.NameFixed("Helpers")).has("[aria-describedby=name-fixed][autocomplete=given-name][readonly]")
		w.wantNot(w.get(page, bossIn), "name-fixed")
		for name, c := range map[string]struct {
			page   string
			form   url.Values
			cookie *http.Cookie
			status int
		}{
			"the first name": {page, form("Jonas", "Keller", "UTC"), miaIn, http.StatusForbidden},
			"the last name":  {page, form("Mia", "Brandt", "UTC"), miaIn, http.StatusForbidden},
			"no name at all": {page, form("", "", "UTC"), miaIn, http.StatusForbidden},
			"a SUPERUSER":    {views.UserURL(account, boss), form("Jonas", "Brandt", "UTC"), bossIn, http.StatusForbidden},
			"the rest":       {page, form("Mia", "Keller", "Asia/Tokyo"), miaIn, http.StatusSeeOther},
			"without names":  {page, url.Values{"time_zone": {"Asia/Seoul"}}, miaIn, http.StatusSeeOther},
		} {
			same(t, w.post(c.page, c.form, c.cookie).Code, c.status, "%s, %s", role, name)
		}
		got, err := w.store.Read.GetUserByName(t.Context(), db.GetUserByNameParams{AccountID: account, NameKey: "mia"})
		if err != nil || got.FirstName+" "+got.LastName != "Mia Keller" {
			t.Errorf("%s: mia is %s %s (%v)", role, got.FirstName, got.LastName, err)
		}
		if w.entries(account, access.Denied) != 2 { // equal ones become one entry
			t.Errorf("%s: what was refused is not in the record", role)
		}
		w.want(w.post(page, form("Maria", "Keller", "UTC"), bossIn), http.StatusSeeOther)
		w.want(w.post(page, form("Mia", "Keller", "UTC"), accountIn), http.StatusSeeOther)
		// Those who cannot request access can change their own name.
		customer, _ := w.account("Customer")
		tom := w.user(customer, "tom", "")
		w.want(w.post(views.UserURL(customer, tom), form("Tom", "Weber", "UTC"), w.signIn(customer, tom)), http.StatusSeeOther)
	}
}
