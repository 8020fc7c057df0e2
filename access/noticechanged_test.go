package access

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// byGrant is the mail that pia gets about a change under a request: the subject, and a part of the
// body.
func byGrant(r Request, by, what string) []string {
	return []string{"LOGIN_CHANGED pia @ Acme [" + what + "] under North by " + by, "under " + r.ID + " of vera\n"}
}

// The person reads which fields were changed, by whom, and under which request.
func TestWhatAnExternalUserChangesIsToldToThePerson(t *testing.T) {
	w := newToldWorld(t)
	ctx := t.Context()
	app := w.subscribed("mail", 5)
	r := w.granted(start, start.Add(hours(4)))
	w.addUser(worldUser{login: "pia @ Acme"}, time.Time{})
	w.must(w.make("vera @ Vendor", "nia @ Acme"))
	const pia = "usr_pia"
	nia := w.idOf("nia @ Acme")
	w.must(w.s.UpdateUser(ctx, w.as("Acme"), "acc_Acme", pia, UserData{Email: "pia@acme"}))
	w.must(w.s.UpdateUser(ctx, w.as("Acme"), "acc_Acme", nia, UserData{Email: "nia@acme"}))
	update := func(id string, d UserData) func(Actor) error {
		return func(a Actor) error { return w.s.UpdateUser(ctx, a, "acc_Acme", id, d) }
	}
	roles := func(id string, roles ...Role) func(Actor) error {
		return func(a Actor) error { return w.s.SetUserRoles(ctx, a, "acc_Acme", id, roles, nil) }
	}
	active := func(id string, active bool) func(Actor) error {
		return func(a Actor) error { return w.s.SetUserActive(ctx, a, "acc_Acme", id, active) }
	}
	const vera, bonded, spy, root = "vera @ Vendor", "paul @ Acme", "spy @ Acme", "Root"
	for _, c := range []struct {
		by  string
		act func(Actor) error
		// to is the old address, or "" for nobody. says is the subject, and a part of the body.
		to   string
		says []string
	}{
		{vera, update(pia, UserData{Email: "x@acme", FirstName: "P", LastName: "A"}), "pia@acme", byGrant(r, vera, "email first_name last_name")},
		// nothing is changed
		{vera, update(pia, UserData{Email: "x@acme", FirstName: "P", LastName: "A"}), "", nil},
		{vera, update(pia, UserData{Email: "x@acme", FirstName: "Q", LastName: "A", TimeZone: "UTC"}), "x@acme", byGrant(r, vera, "first_name")},
		{vera, roles(pia, Superuser), "x@acme", byGrant(r, vera, "roles")},
		{vera, func(a Actor) error { return w.s.SetUserSubscriptions(ctx, a, "acc_Acme", pia, []string{app.ID}) }, "x@acme", byGrant(r, vera, "webapps")},
		{vera, func(Actor) error { return w.assign(vera, app, false, "pia @ Acme") }, "x@acme", byGrant(r, vera, "webapps")},
		{vera, roles("usr_paul", Superuser), "paul@acme", []string{"LOGIN_CHANGED paul @ Acme [roles] under North by vera @ Vendor"}},
		{bonded, update(pia, UserData{Email: "x@acme"}), "x@acme", byGrant(r, bonded, "first_name last_name")},
		// his own data
		{bonded, update("usr_paul", UserData{Email: "paul@acme", FirstName: "Paul"}), "", nil},
		{spy, roles("usr_ext", ExternalSuperuser, Superuser), "ext@acme", []string{"LOGIN_CHANGED ext @ Acme [roles] by spy @ Acme external of Vendor"}},
		{vera, active(nia, false), "nia@acme", []string{"LOGIN_CHANGED nia @ Acme [deactivated] under North by vera @ Vendor"}},
		{root, update(pia, UserData{Email: "y@acme"}), "x@acme", []string{"LOGIN_CHANGED pia @ Acme [email] by Root", "moved\n"}},
		{root, active(pia, false), "y@acme", []string{"LOGIN_CHANGED pia @ Acme [deactivated] by Root"}},
		{root, active(pia, true), "y@acme", []string{"LOGIN_CHANGED pia @ Acme [activated] by Root"}},
		{"Acme", update(pia, UserData{Email: "y@acme", FirstName: "P"}), "", nil},
		{"sue @ Acme", roles(pia), "", nil},
		{"vera @ Vendor", func(a Actor) error { _, err := w.s.User(ctx, a, "acc_Acme", pia); return err }, "", nil},
		{root, func(a Actor) error { return w.s.DeleteUser(ctx, a, "acc_Acme", pia) }, "y@acme", []string{"LOGIN_CHANGED pia @ Acme [deleted] by Root"}},
	} {
		w.clock = w.clock.Add(4 * time.Minute) // fewer than would be gathered
		a := w.as(c.by)
		w.sent()
		w.must(c.act(a))
		got := slices.DeleteFunc(w.sent(), func(m Mail) bool { return m.Kind != NoticeLoginChanged && m.Kind != NoticeEmailChanged })
		if c.to == "" {
			equal(t, c.by+" tells nobody", got, []Mail(nil))
		} else if len(got) != 1 || got[0].To != c.to || got[0].Subject != c.says[0] || len(c.says) > 1 && !strings.Contains(got[0].Body, c.says[1]) {
			t.Errorf("%s: told %+v\nwant to %s: %q", c.by, got, c.to, c.says)
		}
	}
}

// TestManyChangesOfAnExternalUserAreGathered: if there are many within minutes, they go out
// together, each with its content, except a changed address.
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
	changes := slices.DeleteFunc(w.sent(), func(m Mail) bool { return m.Kind != NoticeLoginChanged })
	got := each(changes, func(m Mail) string { return m.To + ": " + m.Subject })
	changed := func(what string) string {
		return "paul@acme: LOGIN_CHANGED paul @ Acme [" + what + "] under North by vera @ Vendor"
	}
	equal(t, "at once", strings.Join(got, "\n"), strings.Join([]string{changed("first_name"), changed("first_name"), changed("first_name"), changed("email")}, "\n"))
	w.clock = w.clock.Add(5 * time.Minute)
	w.must(w.s.MakeDueNotices(t.Context()))
	mails := w.sent()
	if len(mails) != 1 || mails[0].To != "paul@acme" || strings.Count(mails[0].Body, "LOGIN_CHANGED paul @ Acme [first_name] under North by vera @ Vendor ") != 2 {
		t.Errorf("gathered: %+v", mails)
	}
}

// TestEveryChangeOfAUserIsKnown finds actions on users that do not say whether the user is
// notified.
func TestEveryChangeOfAUserIsKnown(t *testing.T) {
	untold := []Action{UserRead, UsersRead, UserCreated, UserPasswordChanged}
	found := 0
	for _, a := range Actions {
		if !strings.HasPrefix(string(a), "user.") && !strings.HasPrefix(string(a), "users.") && a != WebappAssigned && a != WebappTakenAway {
			continue
		}
		found++
		if _, told := loginChanges[a]; !told && !slices.Contains(untold, a) {
			t.Errorf("is a user told of %q?", a)
		}
	}
	if found != len(loginChanges)+len(untold) {
		t.Errorf("found %d actions, know %d", found, len(loginChanges)+len(untold))
	}
}

// Someone who acts only through an external user is treated like that user.
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
