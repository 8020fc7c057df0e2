package access

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/db"
)

// listed is a webapp in the catalogue, created by Root.
func (w *world) listed(key string) Webapp {
	w.Helper()
	app, err := w.s.CreateWebapp(w.Context(), w.as("Root"), NewWebapp{Key: key, Name: strings.ToUpper(key), Address: "https://" + key + ".example/"})
	w.must(err)
	return app
}

func subscribing(app Webapp, seats int, from, to time.Time) NewSubscription {
	return NewSubscription{WebappID: app.ID, Seats: fmt.Sprint(seats), ValidFrom: local(from), ValidTo: local(to)}
}

// subscribed is Acme's subscription for an hour from now.
func (w *world) subscribed(key string, seats int) Webapp {
	w.Helper()
	app := w.listed(key)
	w.must(second(w.s.AddSubscription(w.Context(), w.as("Root"), accountID("Acme"), subscribing(app, seats, start, start.Add(time.Hour)))))
	return app
}

// seats is Acme's used seats, of those it has.
func (w *world) seats(app Webapp) string {
	w.Helper()
	row := must(w.store.Read.GetSubscription(w.Context(), getSubscriptionParams(accountID("Acme"), app.ID, everything)))(w)
	return fmt.Sprintf("%d of %d", row.Used, row.Seats)
}

func (w *world) assign(by string, app Webapp, assign bool, logins ...string) error {
	w.Helper()
	ids := make([]string, len(logins))
	for i, l := range logins {
		ids[i] = userID(l)
	}
	return second(w.s.AssignWebapp(w.Context(), w.as(by), accountID("Acme"), app.ID, ids, assign))
}

func TestWebappFields(t *testing.T) {
	w := newWorld(t)
	w.listed("taken")
	for _, c := range []struct {
		n    NewWebapp
		want string
	}{
		{NewWebapp{Key: "a", Name: "A", Address: "https://a.example"}, "done"},
		{NewWebapp{Key: "time-sheets2", Name: "B", Address: "http://localhost:8080/x?y=z"}, "done"},
		{NewWebapp{Key: strings.Repeat("k", 50), Name: "C", Address: "https://a.example"}, "done"},
		{NewWebapp{Key: strings.Repeat("k", 51), Name: "A", Address: "https://a.example"}, "invalid key"},
		{NewWebapp{Key: "taken", Name: "E", Address: "https://a.example"}, "invalid key"},
		{NewWebapp{Key: "Up", Name: "A", Address: "https://a.example"}, "invalid key"},
		{NewWebapp{Key: "-a", Name: "A", Address: "https://a.example"}, "invalid key"},
		{NewWebapp{Key: "a-", Name: "A", Address: "https://a.example"}, "invalid key"},
		{NewWebapp{}, "invalid address key name"},
		{NewWebapp{Key: "b", Name: "A", Address: "javascript:alert(1)"}, "invalid address"},
		{NewWebapp{Key: "b", Name: "A", Address: "//a.example"}, "invalid address"},
		{NewWebapp{Key: "b", Name: "A", Address: "/a"}, "invalid address"},
		{NewWebapp{Key: "b", Name: "A", Address: "https:///a"}, "invalid address"},
		{NewWebapp{Key: "b", Name: "A", Address: "https://:8080"}, "invalid address"},
		{NewWebapp{Key: "b", Name: "A", Address: "https:a.example"}, "invalid address"},
		{NewWebapp{Key: "b", Name: "A", Address: "https://a b.example"}, "invalid address"},
		{NewWebapp{Key: "b", Name: "A", Address: "https://a<b>.example"}, "invalid address"},
		{NewWebapp{Key: "b", Name: "A", Address: "https://me:word@a.example"}, "invalid address"},
		{NewWebapp{Key: "b", Name: "A", Address: "https://a.example/" + strings.Repeat("a", 2000)}, "invalid address"},
		{NewWebapp{Key: "b", Name: "A", Address: "https://a.example", Description: strings.Repeat("é", 501)}, "invalid description"},
		{NewWebapp{Key: "b", Name: "D", Address: "https://a.example", Description: strings.Repeat("é", 500)}, "done"},
	} {
		equal(t, fmt.Sprintf("%.80v", c.n), outcome(second(w.s.CreateWebapp(t.Context(), w.as("Root"), c.n))), c.want)
	}
}

func TestCatalogueIsTheAdministrators(t *testing.T) {
	w := newWorld(t)
	app := w.listed("mail")
	for _, login := range []string{"Acme", "sue @ Acme", "Vendor", "boss @ Vendor", "Tills", "Kite", "ext @ Acme"} {
		by := w.as(login)
		got := w.recorded(func() {
			equal(t, login+" lists", outcome(third(w.s.Webapps(t.Context(), by, ""))), "forbidden")
			equal(t, login+" reads", outcome(third(w.s.Webapp(t.Context(), by, app.ID))), "forbidden")
			equal(t, login+" creates", outcome(second(w.s.CreateWebapp(t.Context(), by, NewWebapp{}))), "forbidden")
			equal(t, login+" changes", outcome(second(w.s.ChangeWebapp(t.Context(), by, app.ID, NewWebapp{}))), "forbidden")
			equal(t, login+" deletes", outcome(second(w.s.DeleteWebapp(t.Context(), by, "app_0"))), "forbidden")
		})
		// five times in the same minute
		equal(t, login+"'s record", got, []string{login + ": denied: "})
	}
	root := w.as("Root")
	equal(t, "the record", w.recorded(func() {
		w.must(second(w.s.ChangeWebapp(t.Context(), root, app.ID, NewWebapp{Key: "other", Name: "Post", Address: "https://post.example/"})))
		equal(t, "changing none", outcome(second(w.s.ChangeWebapp(t.Context(), root, "app_0", NewWebapp{}))), "not found")
		got, subscribed, err := w.s.Webapp(t.Context(), root, app.ID)
		w.must(err)
		equal(t, "changed", fmt.Sprint(got, subscribed), fmt.Sprint(Webapp{app.ID, "mail", "Post", "https://post.example/", ""}, false))
		w.must(second(w.s.DeleteWebapp(t.Context(), root, app.ID)))
		equal(t, "deleted", outcome(third(w.s.Webapp(t.Context(), root, app.ID))), "not found")
	}), []string{"Root: webapp.changed: Post", "Root: webapp.deleted: Post"})
}

func TestSubscriptionFields(t *testing.T) {
	w := newWorld(t)
	app, other := w.listed("mail"), w.listed("other")
	end := start.Add(time.Hour)
	for _, c := range []struct {
		what string
		f    NewSubscription
		want string
	}{
		{"nothing", NewSubscription{}, "invalid seats valid_from valid_to webapp_id"},
		{"no seat", subscribing(app, 0, start, end), "invalid seats"},
		{"too many", subscribing(app, 1_000_001, start, end), "invalid seats"},
		{"half a seat", NewSubscription{app.ID, "1.5", local(start), local(end)}, "invalid seats"},
		{"no window", subscribing(app, 1, end, end), "invalid valid_to"},
		{"over", subscribing(app, 1, start.Add(-time.Hour), start), "invalid valid_to"},
		{"no such webapp", subscribing(Webapp{ID: "app_0"}, 1, start, end), "invalid webapp_id"},
		{"one second", subscribing(app, 1, start.Add(-time.Hour), start.Add(time.Second)), "done"},
		{"again", subscribing(app, 1, start, end), "invalid webapp_id"},
		{"most", subscribing(other, 1_000_000, end, end.Add(time.Hour)), "done"},
	} {
		equal(t, c.what, outcome(second(w.s.AddSubscription(t.Context(), w.as("Root"), accountID("Acme"), c.f))), c.want)
	}
	_, err := w.s.AddSubscription(t.Context(), w.as("Root"), "acc_0", subscribing(app, 1, start, end))
	equal(t, "no account", outcome(err), "not found")
	equal(t, "deleting what is subscribed to", outcome(second(w.s.DeleteWebapp(t.Context(), w.as("Root"), app.ID))), "conflict")
}

// TestWhoManagesAndWhoAssigns: for a subscription of Acme, as each login, before a grant to vera
// and kim, and under it.
func TestWhoManagesAndWhoAssigns(t *testing.T) {
	w := newWorld(t)
	app := w.subscribed("mail", 5)
	try := func(login string) string {
		by, acme := w.as(login), accountID("Acme")
		_, see := w.s.Subscriptions(t.Context(), by, acme)
		_, page := w.s.Subscribers(t.Context(), by, acme, app.ID, FindSubscribers{})
		_, change := w.s.ChangeSubscription(t.Context(), by, acme, subscribing(app, 5, start, start.Add(time.Hour)))
		_, users := w.s.UserSubscriptions(t.Context(), by, acme, userID("paul @ Acme"))
		assign := w.assign(login, app, true, "paul @ Acme")
		set := w.s.SetUserSubscriptions(t.Context(), by, acme, userID("paul @ Acme"), nil)
		equal(t, login+" sees the page as the tab", outcome(page), outcome(see))
		equal(t, login+" sees a user's as it assigns", outcome(users), outcome(assign))
		equal(t, login+" sets as it assigns", outcome(set), outcome(assign))
		return outcome(see) + ", " + outcome(change) + ", " + outcome(assign)
	}
	const none, sees, assigns = "not found, not found, not found", "forbidden, forbidden, forbidden", "done, forbidden, done"
	for login, want := range map[string]string{
		"Root": "done, done, forbidden", "Acme": assigns, "sue @ Acme": assigns, "paul @ Acme": sees, "ext @ Acme": sees, "spy @ Acme": sees,
		"Vendor": none, "vera @ Vendor": none, "boss @ Vendor": none, "Kite": none, "kim @ Kite": none, "Borealis": none, "bea @ Borealis": none, "Tills": none,
	} {
		equal(t, login, try(login), want)
	}
	grant := w.granted(start, start.Add(time.Minute))
	for login, want := range map[string]string{"vera @ Vendor": assigns, "Vendor": assigns, "victor @ Vendor": none, "kim @ Kite": none} {
		equal(t, login+" under vera's grant", try(login), want)
	}
	equal(t, "what vera reads", w.recorded(func() {
		vera := w.as("vera @ Vendor")
		w.must(second(w.s.Subscriptions(t.Context(), vera, accountID("Acme"))))
		w.must(second(w.s.Subscribers(t.Context(), vera, accountID("Acme"), app.ID, FindSubscribers{})))
		w.must(second(w.s.UserSubscriptions(t.Context(), vera, accountID("Acme"), userID("paul @ Acme"))))
		w.must(second(w.s.Subscriptions(t.Context(), w.as("Acme"), accountID("Acme"))))
	}), []string{"vera @ Vendor: subscriptions.read: Acme", "vera @ Vendor: subscriptions.read: MAIL", "vera @ Vendor: subscriptions.read: paul"})
	from := int64(len(w.entries(0)))
	w.must(w.assign("vera @ Vendor", app, true, "sue @ Acme"))
	for _, e := range w.entries(from) {
		equal(t, "vera's entry", []string{e.Action, e.ObjectName, e.After, e.RequestID}, []string{"webapp.assigned", "sue", `{"webapp":"MAIL"}`, grant.ID})
	}
	w.clock = start.Add(time.Minute)
	equal(t, "vera when the grant is over", try("vera @ Vendor"), none)
	equal(t, "the page of another's user", outcome(second(w.s.UserSubscriptions(t.Context(), w.as("Acme"), accountID("Acme"), userID("bea @ Borealis")))), "not found")
	equal(t, "assigning to another's user", outcome(w.assign("Acme", app, true, "bea @ Borealis")), "not found")
	equal(t, "seats", w.seats(app), "1 of 5")
}

func TestSeats(t *testing.T) {
	w := newWorld(t)
	app := w.subscribed("mail", 2)
	step := func(what string, err error, want, seats string) {
		t.Helper()
		equal(t, what+", and seats after it", []string{outcome(err), w.seats(app)}, []string{want, seats})
	}
	change := func(seats int, from, to time.Time) error {
		return second(w.s.ChangeSubscription(t.Context(), w.as("Root"), accountID("Acme"), subscribing(app, seats, from, to)))
	}
	activate := func(login string) error {
		return w.store.Write(t.Context(), func(q *db.Queries) error {
			x := &tx{Queries: q, now: w.clock}
			if err := x.seatsFit(t.Context(), userID(login)); err != nil {
				return err
			}
			return second(q.UpdateUserActive(t.Context(), db.UpdateUserActiveParams{ID: userID(login), Active: true}))
		})
	}
	end := start.Add(time.Hour)
	step("nobody", w.assign("Acme", app, true), "invalid users", "0 of 2")
	step("one", w.assign("Acme", app, true, "paul @ Acme"), "done", "1 of 2")
	step("one again", w.assign("Acme", app, true, "paul @ Acme"), "done", "1 of 2")
	step("two for one seat", w.assign("Acme", app, true, "sue @ Acme", "ext @ Acme"), "conflict", "1 of 2")
	step("one twice", w.assign("Acme", app, true, "sue @ Acme", "sue @ Acme", "paul @ Acme"), "done", "2 of 2")
	step("fewer seats than used", change(1, start, end), "invalid seats", "2 of 2")

	w.setActive("paul @ Acme", false)
	step("deactivating", nil, "done", "1 of 2")
	step("as many as are used", change(1, start, end), "done", "1 of 1")
	step("activating without a seat", activate("paul @ Acme"), "conflict", "1 of 1")
	step("activating who is active", activate("sue @ Acme"), "done", "1 of 1")
	step("taking away from who is inactive", w.assign("Acme", app, false, "paul @ Acme"), "done", "1 of 1")
	step("activating", activate("paul @ Acme"), "done", "1 of 1")
	step("taking away", w.assign("Acme", app, false, "paul @ Acme", "sue @ Acme"), "done", "0 of 1")
	w.setActive("paul @ Acme", false)
	step("giving to who is inactive", w.assign("Acme", app, true, "paul @ Acme"), "conflict", "0 of 1")

	w.setActive("paul @ Acme", true)
	step("activating who has nothing", nil, "done", "0 of 1")
	set := func(ids ...string) error {
		return w.s.SetUserSubscriptions(t.Context(), w.as("Acme"), accountID("Acme"), userID("sue @ Acme"), ids)
	}
	other := w.subscribed("other", 1)
	step("what Acme is not subscribed to", set(app.ID, "app_0"), "not found", "0 of 1")
	step("both", set(other.ID, app.ID), "done", "1 of 1")
	equal(t, "the other", w.seats(other), "1 of 1")
	step("both again", set(other.ID, app.ID), "done", "1 of 1")
	step("the other only", set(other.ID), "done", "0 of 1")
	w.must(w.assign("Acme", app, true, "ext @ Acme"))
	step("taken by another, and neither is changed", set(app.ID), "conflict", "1 of 1")
	equal(t, "the other", w.seats(other), "1 of 1")

	w.clock = end.Add(-time.Millisecond)
	step("taking away at the end", w.assign("Acme", app, false, "ext @ Acme"), "done", "0 of 1")
	w.clock = end
	step("giving when it is over", w.assign("Acme", app, true, "ext @ Acme"), "conflict", "0 of 1")
	step("taking away when it is over", w.assign("Acme", other, false, "sue @ Acme"), "done", "0 of 1")
}

func TestRemovingASubscription(t *testing.T) {
	w := newWorld(t)
	app := w.subscribed("mail", 2)
	w.clock = start.Add(time.Hour) // it is over
	remove := func() error {
		return second(w.s.RemoveSubscription(t.Context(), w.as("Root"), accountID("Acme"), app.ID))
	}
	equal(t, "the record", w.recorded(func() {
		w.must(remove())
		equal(t, "removing again", outcome(remove()), "not found")
	}), []string{"Root: subscription.removed: MAIL"})
}

// TestActivatingPastTheSeats: the database refuses what seatsFit would have refused.
func TestActivatingPastTheSeats(t *testing.T) {
	w := newWorld(t)
	app := w.subscribed("mail", 1)
	w.must(w.assign("Acme", app, true, "paul @ Acme"))
	w.setActive("paul @ Acme", false)
	w.must(w.assign("Acme", app, true, "sue @ Acme"))
	err := w.store.Write(t.Context(), func(q *db.Queries) error {
		return second(q.UpdateUserActive(t.Context(), db.UpdateUserActiveParams{ID: userID("paul @ Acme"), Active: true}))
	})
	if err == nil || !strings.Contains(err.Error(), "CHECK") {
		t.Errorf("got %v, want a broken CHECK", err)
	}
	equal(t, "seats", w.seats(app), "1 of 1")
}

// TestLastSeat: of 32 people who want the last seat, one gets it.
func TestLastSeat(t *testing.T) {
	w := newWorld(t)
	app := w.subscribed("mail", 1)
	const people = 32
	var logins []string
	for i := range people {
		logins = append(logins, fmt.Sprintf("p%d @ Acme", i))
		w.addUser(worldUser{login: logins[i]}, time.Time{})
	}
	by := w.as("Acme")
	count := together(people, func(i int) error {
		if i%2 == 0 {
			return second(w.s.AssignWebapp(t.Context(), by, accountID("Acme"), app.ID, []string{userID(logins[i])}, true))
		}
		return w.s.SetUserSubscriptions(t.Context(), by, accountID("Acme"), userID(logins[i]), []string{app.ID})
	})
	equal(t, "outcomes", count, map[string]int{"done": 1, "conflict": people - 1})
	equal(t, "seats", w.seats(app), "1 of 1")
	rows, err := w.store.Read.ListSubscribers(t.Context(), db.ListSubscribersParams{AccountID: accountID("Acme"), WebappID: app.ID, AssignedOnly: 1, PageSize: 99, ScopeAll: 1})
	w.must(err)
	equal(t, "who have it", len(rows), 1)
}

// TestOpenable: a subscription opens its webapp from its first instant until just before its end.
func TestOpenable(t *testing.T) {
	w := newWorld(t)
	app, opens, closes := w.listed("mail"), start.Add(time.Minute), start.Add(time.Hour)
	w.must(second(w.s.AddSubscription(t.Context(), w.as("Root"), accountID("Acme"), subscribing(app, 1, opens, closes))))
	w.must(w.assign("Acme", app, true, "paul @ Acme"))
	paul, sue, acme := w.as("paul @ Acme"), w.as("sue @ Acme"), w.as("Acme")
	for _, c := range []struct {
		at    time.Time
		state SubscriptionState
		want  []Webapp
	}{
		{start, SubscriptionComing, nil},
		{opens.Add(-time.Millisecond), SubscriptionComing, nil},
		{opens, SubscriptionRunning, []Webapp{app}},
		{closes.Add(-time.Millisecond), SubscriptionRunning, []Webapp{app}},
		{closes, SubscriptionOver, nil},
		{closes.Add(time.Millisecond), SubscriptionOver, nil},
	} {
		w.clock = c.at
		got := must(w.s.OpenableWebapps(t.Context(), paul))(w)
		equal(t, "paul's at "+instantText(c.at), got, c.want)
		for _, by := range []Actor{sue, acme} {
			equal(t, by.Name()+"'s at "+instantText(c.at), must(w.s.OpenableWebapps(t.Context(), by))(w), []Webapp{})
		}
		l := must(w.s.Subscriptions(t.Context(), acme, accountID("Acme")))(w)
		equal(t, "the state at "+instantText(c.at), l.Rows[0].State(l.Now), c.state)
	}
}

// TestSubscribersPages goes through the pages of users, with and without a search.
func TestSubscribersPages(t *testing.T) {
	w := newWorld(t)
	app := w.subscribed("mail", 100)
	w.write(func(q *db.Queries) error {
		for i := range 2*pageSize + 1 {
			id := fmt.Sprintf("usr_n%03d", i)
			first, last := "Élodie", "No"+id[5:]
			w.must(q.InsertUser(t.Context(), db.InsertUserParams{
				ID: id, AccountID: accountID("Acme"), Name: id[4:], NameKey: id[4:], FirstName: first, LastName: last, TimeZone: "UTC",
				SearchKey: searchKey(id[4:], first, last, ""),
			}))
		}
		return nil
	})
	w.must(w.assign("Acme", app, true, "n007 @ Acme", "n099 @ Acme"))
	find := func(f FindSubscribers) (names []string, pages int) {
		for {
			p := must(w.s.Subscribers(t.Context(), w.as("Acme"), accountID("Acme"), app.ID, f))(w)
			pages++
			names = append(names, each(p.Rows, func(u Subscriber) string { return u.Name })...)
			if p.Next == "" {
				return names, pages
			}
			f.After = p.Next
		}
	}
	names, pages := find(FindSubscribers{})
	equal(t, "all", []any{len(names), pages, slices.IsSorted(names)}, []any{2*pageSize + 1 + 4, 3, true})
	names, _ = find(FindSubscribers{Part: " N09 "})
	equal(t, "by login", names, []string{"n090", "n091", "n092", "n093", "n094", "n095", "n096", "n097", "n098", "n099"})
	names, _ = find(FindSubscribers{Part: "ÉLODIE no05"})
	equal(t, "by person", len(names), 10)
	names, _ = find(FindSubscribers{AssignedOnly: true})
	equal(t, "who have it", names, []string{"n007", "n099"})
	names, _ = find(FindSubscribers{AssignedOnly: true, Part: "%"})
	equal(t, "nobody", len(names), 0)
}
