package access

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"latchkey/db"
)

// dbUser is a user as stored.
func (w *world) dbUser(login string) db.User {
	w.Helper()
	name, account, _ := strings.Cut(login, " @ ")
	return must(w.store.Read.GetUserByName(w.Context(), db.GetUserByNameParams{AccountID: accountID(account), NameKey: NameKey(name)}))(w)
}

// idOf is a user's id, however the user was created.
func (w *world) idOf(login string) string {
	w.Helper()
	return w.dbUser(login).ID
}

// make creates a user without a password, who cannot sign in with one: its sessions come from
// world.session.
func (w *world) make(by, login string, roles ...Role) error {
	w.Helper()
	name, account, _ := strings.Cut(login, " @ ")
	return third(w.s.CreateUser(w.Context(), w.as(by), accountID(account), NewUser{Name: name, Roles: roles}))
}

func (w *world) setRoles(by, login string, roles ...Role) error {
	w.Helper()
	return w.s.SetUserRoles(w.Context(), w.as(by), accountID(accountOf(login)), w.idOf(login), roles, nil)
}

// in reports which of logins can act, each with a session from when fn is called.
func (w *world) in(logins ...string) func() []string {
	tokens := map[string]string{}
	for _, l := range logins {
		tokens[l] = w.session(l)
	}
	return func() (in []string) {
		for _, l := range logins {
			if _, err := w.s.Authenticate(w.Context(), tokens[l], address); err == nil {
				in = append(in, l)
			}
		}
		return in
	}
}

func TestUserMadeUnderAGrant(t *testing.T) {
	w := newWorld(t)
	end := start.Add(2 * time.Hour)
	r := w.granted(start, end)
	for _, c := range []struct{ by, want string }{
		{"vera @ Vendor", "done"}, {"Vendor", "done"}, {"victor @ Vendor", "not found"}, {"Kite", "not found"}, {"Borealis", "not found"},
	} {
		equal(t, c.by, outcome(w.make(c.by, "by "+c.by[:3]+" @ Acme", ExternalSuperuser, Superuser)), c.want)
	}
	for _, login := range []string{"by ver @ Acme", "by Ven @ Acme"} {
		u := w.dbUser(login)
		equal(t, login, []string{u.OwnerID.String, fmt.Sprint(db.NullTime(u.ValidTo)), u.GrantID.String}, []string{"usr_vera", fmt.Sprint(end), r.ID})
		equal(t, login+": roles", w.as(login).Roles, []Role{ExternalSuperuser, Superuser, User})
	}
	made := 0
	for _, e := range w.entries(0) {
		if e.Action == string(UserCreated) && e.RequestID == r.ID && e.AccountID == "acc_Acme" {
			made++
		}
	}
	equal(t, "entries under the grant", made, 2)
	w.clock = end
	equal(t, "at its end", outcome(w.make("vera @ Vendor", "late @ Acme")), "not found")
}

func TestConsultantMakesNoUsers(t *testing.T) {
	w := newWorld(t)
	r := must(w.s.Ask(t.Context(), w.as("kim @ Kite"), newRequest(start, start.Add(time.Hour))))(w)
	w.must(second(w.s.Grant(t.Context(), w.as("Acme"), r.ID)))
	equal(t, "makes", outcome(w.make("kim @ Kite", "nia @ Acme")), "forbidden")
	equal(t, "edits", outcome(w.s.UpdateUser(t.Context(), w.as("kim @ Kite"), "acc_Acme", "usr_paul", UserData{})), "forbidden")
	equal(t, "gives roles", outcome(w.setRoles("kim @ Kite", "paul @ Acme", Superuser)), "forbidden")
	equal(t, "reads", outcome(second(w.s.User(t.Context(), w.as("kim @ Kite"), "acc_Acme", "usr_paul"))), "done")
}

func TestRoleGivenUnderAGrant(t *testing.T) {
	w := newWorld(t)
	end := start.Add(time.Hour)
	r := w.granted(start, end)
	w.must(w.setRoles("vera @ Vendor", "paul @ Acme", Superuser))
	equal(t, "while it is live", w.as("paul @ Acme").Roles, []Role{Superuser, User})
	w.clock = end.Add(-millisecond)
	paul := w.session("paul @ Acme")
	equal(t, "just before its end", w.as("paul @ Acme").Roles, []Role{Superuser, User})
	w.clock = end
	equal(t, "at its end", must(w.s.Authenticate(t.Context(), paul, address))(w).Roles, []Role{User})
	users, _, err := namesOf(w.s.Users(t.Context(), w.as("Acme"), "acc_Acme", UserFilter{Role: Superuser}, ""))
	w.must(err)
	equal(t, "found by the role", users, []string{"sue"})
	// The account itself assigns it for good.
	w.must(w.setRoles("Acme", "paul @ Acme", Superuser))
	equal(t, "given again", w.as("paul @ Acme").Roles, []Role{Superuser, User})
	equal(t, "its grant", w.roleGrant("usr_paul", Superuser), "")

	w.anew(start)
	w.must(w.setRoles("Acme", "paul @ Acme"))
	w.must(w.setRoles("vera @ Vendor", "paul @ Acme", Superuser))
	equal(t, "its grant", w.roleGrant("usr_paul", Superuser), r.ID)
	w.must(second(w.s.Revoke(t.Context(), w.as("Acme"), r.ID, "")))
	equal(t, "revoked", w.as("paul @ Acme").Roles, []Role{User})
	equal(t, "given after", outcome(w.setRoles("vera @ Vendor", "paul @ Acme", Superuser)), "not found")
}

// namesOf are the names on a page of users.
func namesOf(l AccountList[UserRow], err error) (names []string, next string, e error) {
	return each(l.Rows, func(u UserRow) string { return u.Name }), l.Next, err
}

func (w *world) roleGrant(userID string, role Role) string {
	w.Helper()
	roles := must(w.store.Read.ListUserRoles(w.Context(), db.ListUserRolesParams{UserID: userID, Now: db.Millis(w.clock)}))(w)
	for _, r := range roles {
		if Role(r.Role) == role {
			return r.GrantID
		}
	}
	return "no such role"
}

// An external user whom the customer has extended gets a role under a grant, and with it the
// grant's end.
func TestRoleUnderAGrantCapsAnExternalUser(t *testing.T) {
	w := newWorld(t)
	end := start.Add(time.Hour)
	w.granted(start, end)
	w.must(w.setRoles("vera @ Vendor", "ext @ Acme", ExternalSuperuser, ExternalUser))
	equal(t, "valid to", db.NullTime(w.dbUser("ext @ Acme").ValidTo), end)
	entries := w.entries(0)
	equal(t, "entry", detailsOf(UserRolesChanged, entries[len(entries)-1].After), map[Detail]string{
		DetailRoles: "USER EXTERNAL_SUPERUSER EXTERNALUSER", DetailValidTo: "2026-03-02T10:00:00Z",
	})
	equal(t, "the role it had", w.roleGrant("usr_ext", ExternalSuperuser), "")
	w.must(w.setRoles("vera @ Vendor", "paul @ Acme", Superuser))
	equal(t, "valid to of one of its own", w.dbUser("paul @ Acme").ValidTo.Valid, false)
}

func TestWhoAssignsUserRoles(t *testing.T) {
	for _, c := range []struct {
		by, to string
		roles  []Role
		want   string
		then   []Role
	}{
		{"Acme", "paul @ Acme", []Role{Superuser}, "done", []Role{Superuser, User}},
		{"sue @ Acme", "paul @ Acme", []Role{Superuser}, "done", []Role{Superuser, User}},
		{"ext @ Acme", "paul @ Acme", []Role{Superuser}, "done", []Role{Superuser, User}},
		{"Root", "paul @ Acme", []Role{Superuser}, "done", []Role{Superuser, User}},
		{"vera @ Vendor", "paul @ Acme", []Role{Superuser}, "done", []Role{Superuser, User}},
		{"paul @ Acme", "sue @ Acme", nil, "not found", []Role{Superuser, User}},
		{"victor @ Vendor", "paul @ Acme", []Role{Superuser}, "not found", []Role{User}},
		{"Borealis", "paul @ Acme", []Role{Superuser}, "not found", []Role{User}},
		{"Tills", "paul @ Acme", []Role{Superuser}, "not found", []Role{User}},
		// These are only for external users.
		{"Acme", "paul @ Acme", []Role{ExternalSuperuser}, "forbidden", []Role{User}},
		{"Root", "paul @ Acme", []Role{ExternalUser}, "forbidden", []Role{User}},
		{"vera @ Vendor", "paul @ Acme", []Role{ExternalUser}, "forbidden", []Role{User}},
		// The table does not allow assigning these.
		{"Acme", "spy @ Acme", []Role{ExternalSuperuser, ExternalUser}, "forbidden", []Role{ExternalSuperuser, User}},
		{"sue @ Acme", "spy @ Acme", []Role{ExternalSuperuser, ExternalUser}, "forbidden", []Role{ExternalSuperuser, User}},
		{"ext @ Acme", "spy @ Acme", []Role{ExternalSuperuser, ExternalUser}, "done", []Role{ExternalUser, ExternalSuperuser, User}},
		{"Root", "spy @ Acme", []Role{ExternalUser}, "done", []Role{ExternalUser, User}},
		// A role that they cannot change stays, ticked or not.
		{"Acme", "spy @ Acme", []Role{Superuser}, "done", []Role{ExternalSuperuser, Superuser, User}},
		{"Acme", "spy @ Acme", nil, "done", []Role{ExternalSuperuser, User}},
		{"vera @ Vendor", "sue @ Acme", nil, "done", []Role{Superuser, User}},
		{"Root", "sue @ Acme", nil, "done", []Role{User}},
		// Nobody can change their own.
		{"sue @ Acme", "sue @ Acme", nil, "done", []Role{Superuser, User}},
		{"paul @ Acme", "paul @ Acme", []Role{Superuser}, "forbidden", []Role{User}},
		{"ext @ Acme", "ext @ Acme", []Role{ExternalSuperuser, Superuser}, "forbidden", []Role{ExternalSuperuser, User}},
	} {
		w := newWorld(t)
		w.granted(start, start.Add(time.Hour))
		what := fmt.Sprintf("%s gives %s %v", c.by, c.to, c.roles)
		equal(t, what+", and then", []any{outcome(w.setRoles(c.by, c.to, c.roles...)), w.as(c.to).Roles}, []any{c.want, c.then})
	}
}

func TestWhoEditsUserData(t *testing.T) {
	w := newWorld(t)
	w.granted(start, start.Add(time.Hour))
	good := UserData{FirstName: "P", LastName: "L", Email: "p@example.com", TimeZone: "Europe/Berlin", CurrentPassword: password}
	for _, c := range []struct {
		by, to string
		data   UserData
		want   string
	}{
		{"Acme", "paul @ Acme", good, "done"}, {"Acme", "paul @ Acme", good, "done"}, {"sue @ Acme", "paul @ Acme", UserData{}, "done"},
		{"paul @ Acme", "paul @ Acme", good, "done"}, {"vera @ Vendor", "paul @ Acme", UserData{}, "done"}, {"Root", "paul @ Acme", good, "done"},
		{"paul @ Acme", "sue @ Acme", good, "not found"}, {"ext @ Acme", "paul @ Acme", good, "forbidden"}, {"ext @ Acme", "ext @ Acme", good, "done"},
		{"victor @ Vendor", "paul @ Acme", good, "not found"}, {"bea @ Borealis", "paul @ Acme", good, "not found"},
		{"Acme", "paul @ Acme", UserData{Email: "nobody", TimeZone: "Mars/Base", LastName: "\x07"}, "invalid email last_name time_zone"},
	} {
		equal(t, c.by+" edits "+c.to, outcome(w.s.UpdateUser(t.Context(), w.as(c.by), accountID(accountOf(c.to)), w.idOf(c.to), c.data)), c.want)
	}
	entry := w.entries(0)[len(w.entries(0))-1]
	equal(t, "last entry", entry.Action, "denied")
	u := w.dbUser("paul @ Acme")
	equal(t, "then", []string{u.Name, u.FirstName, u.LastName, u.Email, u.TimeZone}, []string{"paul", "P", "L", "p@example.com", "Europe/Berlin"})
	lines := w.recorded(func() {
		w.must(w.s.UpdateUser(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul", good))
	})
	equal(t, "nothing changed, nothing recorded", lines, []string{})
	// A user of another account, with the own account in the URL.
	equal(t, "another's", outcome(w.s.UpdateUser(t.Context(), w.as("Borealis"), "acc_Borealis", "usr_paul", good)), "not found")
}

func TestWhoActivatesAndDeletes(t *testing.T) {
	type act func(w *world, by, to string) error
	active := func(on bool) act {
		return func(w *world, by, to string) error {
			return w.s.SetUserActive(w.Context(), w.as(by), accountID(accountOf(to)), w.idOf(to), on)
		}
	}
	off, on := active(false), active(true)
	gone := func(w *world, by, to string) error {
		return w.s.DeleteUser(w.Context(), w.as(by), accountID(accountOf(to)), w.idOf(to))
	}
	for _, c := range []struct {
		what   string
		do     act
		by, to string
		want   string
	}{
		{"deactivates", off, "Acme", "paul @ Acme", "done"}, {"deactivates", off, "sue @ Acme", "paul @ Acme", "done"}, {"deactivates", off, "Root", "paul @ Acme", "done"},
		{"deactivates", off, "sue @ Acme", "sue @ Acme", "forbidden"}, {"deactivates", off, "paul @ Acme", "paul @ Acme", "forbidden"},
		{"deactivates", off, "ext @ Acme", "paul @ Acme", "forbidden"}, {"deactivates", off, "vera @ Vendor", "paul @ Acme", "forbidden"},
		{"deactivates", off, "vera @ Vendor", "spy @ Acme", "done"}, {"deactivates", off, "vera @ Vendor", "ext @ Acme", "forbidden"},
		{"deactivates", off, "paul @ Acme", "sue @ Acme", "not found"}, {"deactivates", off, "Vendor", "idle @ Vendor", "conflict"},
		{"activates", on, "Vendor", "idle @ Vendor", "done"}, {"activates", on, "Root", "idle @ Vendor", "done"}, {"activates", on, "Acme", "paul @ Acme", "conflict"},
		{"activates", on, "vera @ Vendor", "spy @ Acme", "forbidden"}, {"activates", on, "Root", "spy @ Acme", "forbidden"}, {"activates", on, "vera @ Vendor", "paul @ Acme", "forbidden"},
		{"deletes", gone, "Acme", "paul @ Acme", "done"}, {"deletes", gone, "sue @ Acme", "paul @ Acme", "done"}, {"deletes", gone, "Root", "paul @ Acme", "done"},
		{"deletes", gone, "sue @ Acme", "sue @ Acme", "forbidden"}, {"deletes", gone, "vera @ Vendor", "spy @ Acme", "forbidden"},
		{"deletes", gone, "ext @ Acme", "paul @ Acme", "forbidden"}, {"deletes", gone, "victor @ Vendor", "paul @ Acme", "not found"},
	} {
		w := newWorld(t)
		w.granted(start, start.Add(time.Hour))
		equal(t, c.by+" "+c.what+" "+c.to, outcome(c.do(w, c.by, c.to)), c.want)
	}
}

func TestDeletedUser(t *testing.T) {
	w := newWorld(t)
	in := w.in("vera @ Vendor", "spy @ Acme", "victor @ Vendor")
	lines := w.recorded(func() { w.must(w.s.DeleteUser(t.Context(), w.as("Vendor"), "acc_Vendor", "usr_vera")) })
	equal(t, "entries", lines, []string{"Vendor: user.deleted: vera"})
	equal(t, "in", in(), []string{"victor @ Vendor"})
	equal(t, "name used again", outcome(w.make("Vendor", "VERA @ Vendor")), "invalid name")
	equal(t, "its page", outcome(second(w.s.User(t.Context(), w.as("Vendor"), "acc_Vendor", "usr_vera"))), "not found")
	names, _, err := namesOf(w.s.Users(t.Context(), w.as("Vendor"), "acc_Vendor", UserFilter{}, ""))
	w.must(err)
	equal(t, "list", names, []string{"boss", "idle", "victor"})
	equal(t, "signs in", outcome(second(w.signIn(credentials("vera @ Vendor", password, address)))), ErrSignIn)
	equal(t, "deleted again", outcome(w.s.DeleteUser(t.Context(), w.as("Vendor"), "acc_Vendor", "usr_vera")), "not found")
}

func TestWhoMakesSetupLinks(t *testing.T) {
	w := newWorld(t)
	w.granted(start, start.Add(time.Hour))
	w.must(w.make("Acme", "new @ Acme"))
	w.must(w.setRoles("Acme", "spy @ Acme", Superuser))
	for _, c := range []struct{ by, to, want string }{
		{"Acme", "paul @ Acme", "done"}, {"sue @ Acme", "paul @ Acme", "done"}, {"Acme", "spy @ Acme", "done"},
		{"sue @ Acme", "sue @ Acme", "forbidden"}, {"paul @ Acme", "paul @ Acme", "forbidden"}, {"paul @ Acme", "sue @ Acme", "not found"},
		{"vera @ Vendor", "paul @ Acme", "forbidden"}, {"vera @ Vendor", "new @ Acme", "forbidden"}, {"Vendor", "spy @ Acme", "forbidden"},
		{"spy @ Acme", "paul @ Acme", "forbidden"}, {"ext @ Acme", "paul @ Acme", "forbidden"},
		{"Root", "paul @ Acme", "forbidden"}, {"Root", "new @ Acme", "forbidden"}, {"Borealis", "paul @ Acme", "not found"},
	} {
		by := w.as(c.by)
		var link string
		var err error
		lines := w.recorded(func() { _, link, err = w.s.MakeSetupLink(t.Context(), by, "acc_Acme", w.idOf(c.to)) })
		what := c.by + " for " + c.to
		equal(t, what, outcome(err), c.want)
		equal(t, what+": link", link != "", c.want == "done")
		if c.want == "done" {
			equal(t, what+": entries", lines, []string{c.by + ": login.link_made: " + strings.TrimSuffix(c.to, " @ Acme")})
			equal(t, what+": whose", must(w.s.SetupLink(t.Context(), link))(w).UserID, w.idOf(c.to))
		}
	}
	_, link, err := w.s.MakeSetupLink(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul")
	w.must(err)
	w.must(w.s.SetUserActive(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul", false))
	equal(t, "link of one who was deactivated", outcome(second(w.s.SetupLink(t.Context(), link))), "not found")
}

func TestFindingUsers(t *testing.T) {
	w := newWorld(t)
	for i := range 2*pageSize + 1 {
		w.must(third(w.s.CreateUser(t.Context(), w.as("Borealis"), "acc_Borealis", NewUser{
			Name: fmt.Sprintf("n%03d", i), FirstName: "Zoë", LastName: fmt.Sprint("Last", i%2), Email: fmt.Sprintf("m%03d@example.com", i),
		})))
	}
	by := w.as("Borealis")
	for _, c := range []struct {
		filter UserFilter
		pages  []int
	}{
		{UserFilter{}, []int{50, 50, 2}}, {UserFilter{Part: "ZOË last1"}, []int{50}}, {UserFilter{Part: "last0"}, []int{50, 1}},
		{UserFilter{Part: "M007@"}, []int{1}}, {UserFilter{Part: "n01"}, []int{10}}, {UserFilter{Part: "%"}, []int{0}}, {UserFilter{Part: " "}, []int{50, 50, 2}},
		{UserFilter{Role: Superuser}, []int{1}}, {UserFilter{Role: Superuser, Part: "n0"}, []int{0}}, {UserFilter{Active: "no"}, []int{0}},
		{UserFilter{Active: "yes", Part: "last1"}, []int{50}},
	} {
		var sizes []int
		seen := map[string]bool{}
		for after := ""; ; {
			names, next, err := namesOf(w.s.Users(t.Context(), by, "acc_Borealis", c.filter, after))
			w.must(err)
			for _, n := range names {
				if seen[n] {
					t.Errorf("%+v: %s twice", c.filter, n)
				}
				seen[n] = true
			}
			sizes = append(sizes, len(names))
			if after = next; next == "" {
				break
			}
		}
		equal(t, fmt.Sprintf("%+v", c.filter), sizes, c.pages)
	}
}

// The roles that assign a role are in the order on pages.
func TestAssignedBy(t *testing.T) {
	equal(t, "EXTERNALUSER", AssignedBy(ExternalUser), []RoleReach{{ExternalSuperuser, Own}, {Administrator, All}, {Support, Granted}})
	equal(t, "USER", AssignedBy(User), []RoleReach{})
}

// The reasons next to the role controls come from the rules that decide.
func TestRoleReasons(t *testing.T) {
	w := newWorld(t)
	w.granted(start, start.Add(time.Hour))
	for _, c := range []struct {
		by, to string
		want   []Reason
	}{
		{"Acme", "paul @ Acme", []Reason{EveryUserHas{Role: User}, nil, ForExternalUsers{Role: ExternalSuperuser}, ForExternalUsers{Role: ExternalUser}}},
		{"Acme", "spy @ Acme", []Reason{EveryUserHas{Role: User}, nil, AssignedByOthers{Role: ExternalSuperuser}, AssignedByOthers{Role: ExternalUser}}},
		{"paul @ Acme", "paul @ Acme", []Reason{EveryUserHas{Role: User}, NobodyChangesOwnRoles{}, NobodyChangesOwnRoles{}, NobodyChangesOwnRoles{}}},
		{"vera @ Vendor", "sue @ Acme", []Reason{
			EveryUserHas{Role: User}, GivenByAccount{Account: "Acme"}, ForExternalUsers{Role: ExternalSuperuser}, ForExternalUsers{Role: ExternalUser},
		}},
	} {
		u := must(w.s.User(t.Context(), w.as(c.by), "acc_Acme", w.idOf(c.to)))(w)
		reasons := each(u.Roles, func(r RoleChoice) string { return reasonText(r.Reason) })
		equal(t, c.by+" on "+c.to, reasons, each(c.want, reasonText))
	}
}
