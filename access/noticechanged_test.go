package access

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestWhatAnExternalUserChangesIsToldToThePerson: whoever is external, or acts by what a grant lets them, changes nothing of a user that the user
// is not told: which fields, by whom, and under which request.
func TestWhatAnExternalUserChangesIsToldToThePerson(t *testing.T) {
	w := newToldWorld(t)
	ctx := t.Context()
	app := w.subscribed("mail", 5)
	r := w.granted(start, start.Add(hours(4)))
	w.must(w.make("Acme", "pia @ Acme"))
	w.must(w.make("vera @ Vendor", "nia @ Acme"))
	pia, nia := w.idOf("pia @ Acme"), w.idOf("nia @ Acme")
	for _, id := range []string{pia, nia} {
		w.must(w.s.UpdateUser(ctx, w.as("Acme"), "acc_Acme", id, UserData{Email: strings.TrimPrefix(id, "usr_") + "@acme"}))
	}
	of := func(login string) string { return w.dbUser(login).Email }
	update := func(id string, d UserData) func(Actor) error {
		return func(a Actor) error { return w.s.UpdateUser(ctx, a, "acc_Acme", id, d) }
	}
	roles := func(id string, roles ...Role) func(Actor) error {
		return func(a Actor) error { return w.s.SetUserRoles(ctx, a, "acc_Acme", id, roles) }
	}
	active := func(id string, active bool) func(Actor) error {
		return func(a Actor) error { return w.s.SetUserActive(ctx, a, "acc_Acme", id, active) }
	}
	webapps := func(ids ...string) func(Actor) error {
		return func(a Actor) error { return w.s.SetUserSubscriptions(ctx, a, "acc_Acme", pia, ids) }
	}
	const vera, bonded, spy, root = "vera @ Vendor", "paul @ Acme", "spy @ Acme", "Root"
	byGrant := func(by, what string) []string {
		return []string{by + ", by the access to North, changed your login pia @ Acme: " + what, what + ".\n\nAccess request: " + r.ID + ", of vera (Vendor) for the company North, 2 Mar 2026, 09:00 UTC – 2 Mar 2026, 13:00 UTC\n"}
	}
	for _, c := range []struct {
		by  string
		act func(Actor) error
		// to is whose address of before it goes to, "" for nobody; says is the subject, and a part of the body.
		to   string
		says []string
	}{
		{vera, update(pia, UserData{Email: "x@acme", FirstName: "P", LastName: "A"}), "pia @ Acme", byGrant(vera, "e-mail, first name, last name")},
		{vera, update(pia, UserData{Email: "x@acme", FirstName: "P", LastName: "A"}), "", nil}, // nothing is changed
		{vera, update(pia, UserData{Email: "x@acme", FirstName: "Q", LastName: "A", TimeZone: "UTC"}), "pia @ Acme", byGrant(vera, "first name")},
		{vera, roles(pia, Superuser), "pia @ Acme", byGrant(vera, "roles")},
		{vera, webapps(app.ID), "pia @ Acme", byGrant(vera, "webapps")},
		{vera, func(a Actor) error {
			return second(w.s.AssignWebapp(ctx, a, "acc_Acme", app.ID, []string{pia}, false))
		}, "pia @ Acme", byGrant(vera, "webapps")},
		{vera, roles("usr_paul", Superuser), "paul @ Acme", []string{"vera @ Vendor, by the access to North, changed your login paul @ Acme: roles"}},
		{bonded, update(pia, UserData{Email: "x@acme"}), "pia @ Acme", byGrant(bonded, "first name, last name")},
		{bonded, update("usr_paul", UserData{Email: "paul@acme", FirstName: "Paul"}), "", nil}, // his own
		{spy, roles("usr_ext", ExternalSuperuser, Superuser), "ext @ Acme", []string{"spy @ Acme (external, of Vendor) changed your login ext @ Acme: roles"}},
		{vera, active(nia, false), "nia @ Acme", []string{"vera @ Vendor, by the access to North, changed your login nia @ Acme: it was deactivated"}},
		{root, update(pia, UserData{Email: "y@acme"}), "pia @ Acme", []string{"Root changed your login pia @ Acme: e-mail", "no longer to this one."}},
		{root, active(pia, false), "pia @ Acme", []string{"Root changed your login pia @ Acme: it was deactivated"}},
		{root, active(pia, true), "pia @ Acme", []string{"Root changed your login pia @ Acme: it was activated"}},
		{"Acme", update(pia, UserData{Email: "y@acme", FirstName: "P"}), "", nil},
		{"sue @ Acme", roles(pia), "", nil},
		{"vera @ Vendor", func(a Actor) error { _, err := w.s.User(ctx, a, "acc_Acme", pia); return err }, "", nil},
		{root, func(a Actor) error { return w.s.DeleteUser(ctx, a, "acc_Acme", pia) }, "pia @ Acme", []string{"Root changed your login pia @ Acme: it was deleted"}},
	} {
		w.clock = w.clock.Add(4 * time.Minute) // fewer than are gathered
		to := ""
		if c.to != "" {
			to = of(c.to)
		}
		a := w.as(c.by)
		w.sent()
		w.must(c.act(a))
		var got []Mail
		for _, m := range w.sent() {
			if m.Kind == NoticeLoginChanged || m.Kind == NoticeEmailChanged {
				got = append(got, m)
			}
		}
		if c.to == "" {
			equal(t, c.by+" tells nobody", got, []Mail(nil))
			continue
		}
		if len(got) != 1 || got[0].To != to || got[0].Subject != c.says[0] || len(c.says) > 1 && !strings.Contains(got[0].Body, c.says[1]) {
			t.Errorf("%s changes %s: told %+v\nwant to %s: %q", c.by, c.to, got, to, c.says)
		}
	}
}

// TestManyChangesOfAnExternalUserAreGathered: more than a few within minutes go out together, each with what it is, but for a changed address.
func TestManyChangesOfAnExternalUserAreGathered(t *testing.T) {
	w := newToldWorld(t)
	w.granted(start, start.Add(time.Hour))
	paul := func(d UserData) {
		w.must(w.s.UpdateUser(t.Context(), w.as("vera @ Vendor"), "acc_Acme", "usr_paul", d))
	}
	w.sent()
	for _, name := range []string{"A", "B", "C", "D", "E"} {
		w.clock = w.clock.Add(time.Second)
		paul(UserData{Email: "paul@acme", FirstName: name})
	}
	paul(UserData{Email: "other@acme", FirstName: "E"})
	got := []string{}
	for _, m := range w.sent() {
		if m.Kind == NoticeLoginChanged {
			got = append(got, m.To+": "+m.Subject)
		}
	}
	const changed = "paul@acme: vera @ Vendor, by the access to North, changed your login paul @ Acme: "
	equal(t, "at once", strings.Join(got, "\n"), strings.Join([]string{changed + "first name", changed + "first name", changed + "first name", changed + "e-mail"}, "\n"))
	w.clock = w.clock.Add(5 * time.Minute)
	w.must(w.s.MakeDueNotices(t.Context()))
	mails := w.sent()
	if len(mails) != 1 || mails[0].To != "paul@acme" || strings.Count(mails[0].Body, "vera @ Vendor, by the access to North, changed your login paul @ Acme: first name.\n") != 2 {
		t.Errorf("gathered: %+v", mails)
	}
}

// TestEveryChangeOfAUserIsKnown finds actions on users of which nobody has said whether the user is told.
func TestEveryChangeOfAUserIsKnown(t *testing.T) {
	untold := []Action{UserRead, UsersRead, UserCreated, UserPasswordChanged}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`Action += "((?:users? |external user |webapp assigned|webapp taken)[^"]*)"`).FindAllStringSubmatch(string(text), -1) {
			found++
			if _, told := loginChanges[Action(m[1])]; !told && !slices.Contains(untold, Action(m[1])) {
				t.Errorf("is a user told of %q?", m[1])
			}
		}
	}
	if found != len(loginChanges)+len(untold) {
		t.Errorf("found %d actions, know %d", found, len(loginChanges)+len(untold))
	}
}

// Whoever acts only through somebody external is told of like that one.
func TestWhatSomebodyThroughAnExternalUserChangesIsTold(t *testing.T) {
	w := newToldWorld(t)
	w.addUser(worldUser{login: "gus @ Acme", roles: []Role{Superuser}, owner: "vera @ Vendor"}, start.Add(hours(2)))
	w.must(w.make("Acme", "tim @ Acme"))
	tim := w.idOf("tim @ Acme")
	w.must(w.s.UpdateUser(t.Context(), w.as("Acme"), "acc_Acme", tim, UserData{Email: "tim@acme"}))
	change := func(name string) []string {
		return w.told(func() {
			w.must(w.s.UpdateUser(t.Context(), w.as("paul @ Acme"), "acc_Acme", tim, UserData{Email: "tim@acme", FirstName: name}))
		})
	}
	w.must(w.setRoles("gus @ Acme", "paul @ Acme", Superuser))
	equal(t, "through gus", len(change("Tim")), 1)
	w.must(w.setRoles("Acme", "paul @ Acme"))
	w.must(w.setRoles("Acme", "paul @ Acme", Superuser))
	equal(t, "of the account's own", len(change("Timothy")), 0)
}
