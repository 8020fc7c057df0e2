package access

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/db"
)

// bonded is a world in which vera's grant for North is live. Under it, paul, one of Acme's own
// users, got SUPERUSER, and nia, an external user, got SUPERUSER and EXTERNAL_SUPERUSER.
func bonded(t *testing.T) (*world, Request) {
	t.Helper()
	w := newWorld(t)
	r := w.granted(start, start.Add(time.Hour))
	w.must(w.setRoles("vera @ Vendor", "paul @ Acme", Superuser))
	w.must(w.make("vera @ Vendor", "nia @ Acme", Superuser, ExternalSuperuser))
	return w, r
}

// A role assigned under a grant reaches no further than what the grant gives its grantee.
func TestABondedRoleReachesAsFarAsItsGrant(t *testing.T) {
	w, _ := bonded(t)
	vera := w.as("vera @ Vendor")
	for _, login := range []string{"paul @ Acme", "nia @ Acme"} {
		a := w.as(login)
		for _, p := range Permissions {
			want := ReachOf(a.Roles, p.Function)
			if !vera.Reach(p.Function).Has(Granted) {
				want &= Self
			}
			equal(t, login+": "+string(p.Function), a.Reach(p.Function), want&(Self|Own))
		}
	}
	for what, c := range map[string]struct {
		do   func(a Actor) error
		want string
	}{
		"reads the granted company": {func(a Actor) error { _, err := w.s.Company(t.Context(), a, "acc_Acme", "com_North"); return err }, "done"},
		"edits its settings": {func(a Actor) error {
			return w.s.SetSetting(t.Context(), a, "acc_Acme", "com_North", "bank", "by "+a.UserName)
		}, "done"},
		"reads the other company":    {func(a Actor) error { _, err := w.s.Company(t.Context(), a, "acc_Acme", "com_South"); return err }, "not found"},
		"edits the other's settings": {func(a Actor) error { return w.s.SetSetting(t.Context(), a, "acc_Acme", "com_South", "bank", "x") }, "not found"},
		"deletes a colleague":        {func(a Actor) error { return w.s.DeleteUser(t.Context(), a, "acc_Acme", "usr_sue") }, "forbidden"},
		"deactivates a colleague": {func(a Actor) error {
			return w.s.SetUserActive(t.Context(), a, "acc_Acme", "usr_sue", false)
		}, "forbidden"},
		"makes a link for a colleague": {func(a Actor) error { _, _, err := w.s.MakeSetupLink(t.Context(), a, "acc_Acme", "usr_sue"); return err }, "forbidden"},
		"takes a role away":            {func(a Actor) error { return w.s.SetUserRoles(t.Context(), a, "acc_Acme", "usr_sue", nil, nil) }, "done"},
		"extends": {func(a Actor) error {
			return w.s.ExtendUser(t.Context(), a, "acc_Acme", "usr_ext", local(start.Add(2*time.Hour)), nil)
		}, "forbidden"},
		"reads the record": {func(a Actor) error {
			return second(w.s.ReadRecord(t.Context(), a, "acc_Acme", RecordFilter{}, RecordPlace{}))
		}, "forbidden"},
		"reads why of the account": {func(a Actor) error { _, err := w.s.WhyAccount(t.Context(), a, "acc_Acme"); return err }, "forbidden"},
		"makes a company": {func(a Actor) error {
			return second(w.s.CreateCompany(t.Context(), a, "acc_Acme", NewCompany{Name: "East", Type: ERP}))
		}, "forbidden"},
	} {
		for _, login := range []string{"paul @ Acme", "nia @ Acme"} {
			equal(t, login+" "+what, outcome(c.do(w.as(login))), c.want)
		}
	}
	equal(t, "sue keeps her role", w.as("sue @ Acme").Roles, []Role{Superuser, User})
	companies := must(w.s.Companies(t.Context(), w.as("nia @ Acme"), "acc_Acme", CompanyFilter{}, ""))(w)
	equal(t, "companies listed", len(companies.Rows), 1)
}

// SUPPORT's next request cannot be decided by those to whom it gave a role.
func TestABondedRoleDecidesNothing(t *testing.T) {
	w, _ := bonded(t)
	next := w.asked(start, start.Add(24*time.Hour))
	for _, login := range []string{"paul @ Acme", "nia @ Acme"} {
		equal(t, login, outcome(second(w.s.Grant(t.Context(), w.as(login), next.ID))), "not found")
	}
	// A role that Acme itself assigns can decide.
	w.must(w.setRoles("Acme", "paul @ Acme"))
	w.must(w.setRoles("Acme", "paul @ Acme", Superuser))
	equal(t, "given by Acme", outcome(second(w.s.Grant(t.Context(), w.as("paul @ Acme"), next.ID))), "done")
}

// Whatever is created or assigned with a bonded role, across any number of steps, ends with the
// grant.
func TestWhatABondedRoleMakesEndsWithTheGrant(t *testing.T) {
	w, r := bonded(t)
	w.must(w.make("paul @ Acme", "first @ Acme", Superuser))
	w.must(w.make("first @ Acme", "second @ Acme", Superuser))
	w.must(w.make("Acme", "plain @ Acme"))
	w.must(w.setRoles("second @ Acme", "plain @ Acme", Superuser))
	for _, login := range []string{"first @ Acme", "second @ Acme"} {
		u := w.dbUser(login)
		equal(t, login, []string{u.OwnerID.String, fmt.Sprint(db.NullTime(u.ValidTo)), u.GrantID.String}, []string{"usr_vera", fmt.Sprint(start.Add(time.Hour)), r.ID})
	}
	equal(t, "a role given", w.roleGrant(w.idOf("plain @ Acme"), Superuser), r.ID)
	in := w.in("paul @ Acme", "nia @ Acme", "first @ Acme", "second @ Acme", "plain @ Acme")
	w.must(second(w.s.Revoke(t.Context(), w.as("Acme"), r.ID, "")))
	equal(t, "in after the end", in(), []string{"paul @ Acme", "plain @ Acme"})
	for _, login := range in() {
		equal(t, login, w.as(login).Roles, []Role{User})
	}
}

// A user who was extended, and so belongs to the customer, gets a bond again through a role under
// another grant.
func TestAnExtendedUserIsBondedByALaterGrant(t *testing.T) {
	w := newWorld(t)
	r := w.granted(start, start.Add(time.Hour))
	w.must(w.make("vera @ Vendor", "nia @ Acme"))
	w.must(w.s.ExtendUser(t.Context(), w.as("Acme"), "acc_Acme", w.idOf("nia @ Acme"), local(start.Add(5*time.Hour)), nil))
	w.must(w.setRoles("vera @ Vendor", "nia @ Acme", Superuser))
	w.must(w.make("nia @ Acme", "next @ Acme", Superuser))
	w.must(w.setRoles("nia @ Acme", "paul @ Acme", Superuser))
	equal(t, "made", w.dbUser("next @ Acme").GrantID.String, r.ID)
	equal(t, "given", w.roleGrant("usr_paul", Superuser), r.ID)
}

// What is read and changed with a bonded role is recorded under the grant.
func TestABondedRoleIsRecordedUnderItsGrant(t *testing.T) {
	w, r := bonded(t)
	nia := w.as("nia @ Acme")
	before := int64(len(w.entries(0)))
	w.must(second(w.s.Account(t.Context(), nia, "acc_Acme")))
	w.must(second(w.s.Users(t.Context(), nia, "acc_Acme", UserFilter{}, "")))
	w.must(second(w.s.Company(t.Context(), nia, "acc_Acme", "com_North")))
	w.must(w.s.SetSetting(t.Context(), nia, "acc_Acme", "com_North", "bank", "new"))
	w.must(w.s.UpdateUser(t.Context(), nia, "acc_Acme", "usr_paul", UserData{FirstName: "P"}))
	var actions []string
	for _, e := range w.entries(before) {
		equal(t, e.Action+": its request", e.RequestID, r.ID)
		actions = append(actions, e.Action)
	}
	equal(t, "entries", strings.Join(actions, ", "), "account.read, users.read, company.read, setting.changed, user.changed")
}

// An ADMINISTRATOR never gets a way to act as someone at a customer.
func TestAnAdministratorGetsNobodysLink(t *testing.T) {
	w := newWorld(t)
	id, link, err := w.s.CreateUser(t.Context(), w.as("Root"), "acc_Acme", NewUser{Name: "new", Roles: []Role{Superuser}})
	w.must(err)
	equal(t, "link", link, "")
	equal(t, "asks for one", outcome(third(w.s.MakeSetupLink(t.Context(), w.as("Root"), "acc_Acme", id))), "forbidden")
	_, link, err = w.s.MakeSetupLink(t.Context(), w.as("Acme"), "acc_Acme", id)
	w.must(err)
	equal(t, "Acme has one", link != "", true)
	// Nor can it give its own people a role in a customer's account.
	w.addUser(worldUser{login: "rob @ Root"}, time.Time{})
	w.addUser(worldUser{login: "guest @ Acme", owner: "rob @ Root"}, time.Time{})
	equal(t, "gives its own person a role", outcome(w.setRoles("Root", "guest @ Acme", ExternalSuperuser)), "forbidden")
	_, link, err = w.s.CreateUser(t.Context(), w.as("Root"), "acc_Root", NewUser{Name: "own"})
	w.must(err)
	equal(t, "in its own account", link != "", true)
}

// A link does not work while its account is disabled, and works again afterwards.
func TestALinkOfADisabledAccount(t *testing.T) {
	w := newWorld(t)
	_, link, err := w.s.MakeSetupLink(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul")
	w.must(err)
	try := func() string { _, err := w.s.SetupLink(t.Context(), link); return outcome(err) }
	w.must(w.s.SetAccountLogin(t.Context(), w.as("Root"), "Acme", false))
	equal(t, "disabled", try(), "not found")
	w.must(w.s.SetAccountLogin(t.Context(), w.as("Root"), "Acme", true))
	equal(t, "enabled", try(), "done")
}

// A visitor does not learn who other visitors were or where they came from.
func TestTheHistoryNamesNoOtherVisitor(t *testing.T) {
	w := newWorld(t)
	w.granted(start, start.Add(time.Hour))
	w.must(w.s.SetSetting(t.Context(), w.as("vera @ Vendor"), "acc_Acme", "com_North", "bank", "by vera"))
	w.must(w.s.SetSetting(t.Context(), w.as("sue @ Acme"), "acc_Acme", "com_North", "bank", "by sue"))
	asked := must(w.s.Ask(t.Context(), w.as("kim @ Kite"), newRequest(start, start.Add(time.Hour))))(w)
	w.must(second(w.s.Grant(t.Context(), w.as("Acme"), asked.ID)))
	w.must(w.s.SetSetting(t.Context(), w.as("kim @ Kite"), "acc_Acme", "com_North", "bank", "by kim"))
	line := func(login string) string {
		h := must(w.s.SettingHistory(t.Context(), w.as(login), "acc_Acme", "com_North", "", 0))(w)
		var lines []string
		for _, r := range h.Records {
			lines = append(lines, strings.TrimSpace(r.Actor+" "+r.Address))
			if (r.RequestID != "") != (r.Actor == "kim @ Kite" || login == "sue @ Acme" && r.Actor == "vera @ Vendor") {
				t.Errorf("%s: request %q of %s", login, r.RequestID, r.Actor)
			}
		}
		return strings.Join(lines, ", ")
	}
	equal(t, "kim reads", line("kim @ Kite"), "kim @ Kite 192.0.2.1, sue @ Acme, outside")
	equal(t, "sue reads", line("sue @ Acme"), "kim @ Kite 192.0.2.1, sue @ Acme 192.0.2.1, vera @ Vendor 192.0.2.1")
}

// Changing several roles of an account is one change.
func TestAccountRolesChangeTogether(t *testing.T) {
	w := newWorld(t)
	// Acme has no contact
	err := w.s.SetAccountRoles(t.Context(), w.as("Root"), "acc_Acme", []Role{Support, Sales})
	equal(t, "with SALES", outcome(err), "invalid role")
	equal(t, "roles", must(rolesOfAccount(t.Context(), w.store.Read, "acc_Acme"))(w), []Role{Customer})
	lines := w.recorded(func() { w.must(w.s.SetAccountRoles(t.Context(), w.as("Root"), "acc_Vendor", []Role{Consultant})) })
	equal(t, "entries", lines, []string{"Root: account.role_removed: Vendor", "Root: account.role_added: Vendor"})
	equal(t, "nothing to change", w.recorded(func() {
		w.must(w.s.SetAccountRoles(t.Context(), w.as("Root"), "acc_Vendor", []Role{Consultant}))
	}), []string{})
}

func TestNobodySettlesTheirOwnInvoice(t *testing.T) {
	w, by := till(t, "UTC")
	other := w.addSeller("Other", "UTC")
	n := newInvoice()
	n.AccountID = other.AccountID
	i := must(w.s.CreateInvoice(t.Context(), by, n))(w)
	equal(t, "pays", outcome(second(w.s.PayInvoice(t.Context(), other, i.ID))), "forbidden")
	equal(t, "cancels", outcome(second(w.s.CancelInvoice(t.Context(), other, i.ID, nil))), "forbidden")
	equal(t, "is offered it", must(w.s.Invoice(t.Context(), other, i.ID))(w).MayChange, false)
	equal(t, "the issuer", outcome(second(w.s.PayInvoice(t.Context(), by, i.ID))), "done")
	last := w.entries(0)
	equal(t, "denied", slices.ContainsFunc(last, func(e db.RecordEntry) bool { return e.Action == string(Denied) && e.ObjectID == i.ID }), true)
}
