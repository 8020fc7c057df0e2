package access

import (
	"fmt"
	"testing"
	"time"
)

// What an ADMINISTRATOR gives someone whom SUPPORT created depends on the grant like everything
// else.
func TestAnAdministratorUnbindsNobody(t *testing.T) {
	w := newWorld(t)
	r := w.granted(start, start.Add(time.Hour))
	w.must(w.make("vera @ Vendor", "nia @ Acme"))
	w.must(w.setRoles("Root", "nia @ Acme", ExternalSuperuser, Superuser))
	equal(t, "given by Root", w.roleGrant(w.idOf("nia @ Acme"), Superuser), r.ID)
	equal(t, "the other company", outcome(second(w.s.Company(t.Context(), w.as("nia @ Acme"), "acc_Acme", "com_South"))), "not found")
	equal(t, "deletes", outcome(w.s.DeleteUser(t.Context(), w.as("nia @ Acme"), "acc_Acme", "usr_sue")), "forbidden")
}

// externalGus is a world with gus, an external SUPERUSER of Acme with an end, who gave paul a role
// and created ann, who created ben.
func externalGus(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.addUser(worldUser{login: "gus @ Acme", roles: []Role{Superuser}, owner: "vera @ Vendor"}, start.Add(time.Hour))
	w.must(w.setRoles("gus @ Acme", "paul @ Acme", Superuser))
	w.must(w.make("gus @ Acme", "ann @ Acme", Superuser))
	w.must(w.make("ann @ Acme", "ben @ Acme"))
	return w
}

// What an external user assigns and creates ends with it, whatever ends it.
func TestWhatAnExternalUserGivesEndsWithIt(t *testing.T) {
	for what, end := range map[string]func(w *world) error{
		"by the clock": func(w *world) error { w.clock = start.Add(time.Hour); return nil },
		"deactivated": func(w *world) error {
			return w.s.SetUserActive(w.Context(), w.as("Acme"), "acc_Acme", "usr_gus", false)
		},
		"deleted": func(w *world) error { return w.s.DeleteUser(w.Context(), w.as("Acme"), "acc_Acme", "usr_gus") },
	} {
		w := externalGus(t)
		equal(t, what+": before", w.as("paul @ Acme").Roles, []Role{Superuser, User})
		in := w.in("gus @ Acme", "ann @ Acme", "ben @ Acme", "paul @ Acme")
		equal(t, what+": in before", len(in()), 4)
		w.must(end(w))
		equal(t, what+": paul", w.as("paul @ Acme").Roles, []Role{User})
		equal(t, what+": in", in(), []string{"paul @ Acme"})
	}
	w := externalGus(t)
	w.must(w.s.ExtendUser(t.Context(), w.as("Acme"), "acc_Acme", "usr_gus", local(start.Add(3*time.Hour)), nil))
	w.clock = start.Add(2 * time.Hour)
	equal(t, "extended: paul", w.as("paul @ Acme").Roles, []Role{Superuser, User})
}

// Extending keeps the roles that it names, ends old sessions, and is recorded like that.
func TestExtendingKeepsWhatItNames(t *testing.T) {
	w := newWorld(t)
	w.granted(start, start.Add(time.Hour))
	w.must(w.make("vera @ Vendor", "nia @ Acme", ExternalUser))
	w.must(w.setRoles("vera @ Vendor", "nia @ Acme", ExternalUser, Superuser)) // after Acme looked
	in := w.in("nia @ Acme")
	w.must(w.s.ExtendUser(t.Context(), w.as("Acme"), "acc_Acme", w.idOf("nia @ Acme"), local(start.Add(5*time.Hour)), []Role{ExternalUser, User}))
	equal(t, "its sessions", len(in()), 0)
	e := w.entries(0)
	equal(t, "entry", detailsOf(UserExtended, e[len(e)-1].After), map[Detail]string{DetailRolesKept: "EXTERNALUSER", DetailValidTo: "2026-03-02T14:00:00Z"})
	w.clock = start.Add(time.Hour)
	equal(t, "after the grant", w.as("nia @ Acme").Roles, []Role{ExternalUser, User})
}

// A webapp assigned under a grant ends with it and frees its seat. Under a grant, nobody can
// unassign one that the account assigned.
func TestWebappsGivenUnderAGrant(t *testing.T) {
	w := newWorld(t)
	app := w.subscribed("test", 2)
	assign := func(by, to string, on bool) string {
		return outcome(second(w.s.AssignWebapp(t.Context(), w.as(by), "acc_Acme", app.ID, []string{w.idOf(to)}, on)))
	}
	opens := func(login string) int {
		apps := must(w.s.OpenableWebapps(t.Context(), w.as(login)))(w)
		return len(apps)
	}
	r := w.granted(start, start.Add(time.Hour))
	equal(t, "Acme gives sue", assign("Acme", "sue @ Acme", true), "done")
	equal(t, "vera takes it away", assign("vera @ Vendor", "sue @ Acme", false), "conflict")
	equal(t, "vera gives paul", assign("vera @ Vendor", "paul @ Acme", true), "done")
	equal(t, "paul opens", opens("paul @ Acme"), 1)
	w.must(second(w.s.Revoke(t.Context(), w.as("Acme"), r.ID, "")))
	equal(t, "paul after", opens("paul @ Acme"), 0)
	equal(t, "sue after", opens("sue @ Acme"), 1)
	equal(t, "its seat", assign("Acme", "ext @ Acme", true), "done")
	equal(t, "the last seat", assign("Acme", "paul @ Acme", true), "conflict")
}

// A link can only be used while its login exists and could sign in.
func TestALinkEndsWithWhomItIsFor(t *testing.T) {
	w := newWorld(t)
	r := w.granted(start, start.Add(time.Hour))
	_, link, err := w.s.CreateUser(t.Context(), w.as("vera @ Vendor"), "acc_Acme", NewUser{Name: "nia"})
	w.must(err)
	try := func() string { _, err := w.s.SetupLink(t.Context(), link); return outcome(err) }
	equal(t, "in time", try(), "done")
	w.must(w.act("revoke", "Acme", r.ID))
	equal(t, "revoked", try(), "not found")
}

// A form of roles that shows an outdated state changes nothing.
func TestRolesSeenBefore(t *testing.T) {
	w := newWorld(t)
	w.granted(start, start.Add(time.Hour))
	w.must(w.setRoles("vera @ Vendor", "paul @ Acme", Superuser))
	sue, seen := w.session("sue @ Acme"), []Role{User, Superuser}
	w.clock = start.Add(time.Hour)
	a := must(w.s.Authenticate(t.Context(), sue, address))(w)
	err := w.s.SetUserRoles(t.Context(), a, "acc_Acme", "usr_paul", seen, seen)
	equal(t, "saved after its end", outcome(err), "conflict")
	equal(t, "paul", w.as("paul @ Acme").Roles, []Role{User})
	w.must(w.s.SetUserRoles(t.Context(), a, "acc_Acme", "usr_paul", seen, []Role{User}))
	equal(t, "seen as it is", w.as("paul @ Acme").Roles, []Role{Superuser, User})
}

// Roles assigned under a grant end when the requesting account is disabled or deleted.
func TestBondsEndWithTheRequester(t *testing.T) {
	for what, end := range map[string]func(w *world) error{
		"disabled": func(w *world) error { return w.s.SetAccountLogin(w.Context(), TheOperator(), "Vendor", false) },
		"deleted":  func(w *world) error { return w.s.DeleteAccount(w.Context(), w.as("Root"), "acc_Vendor", "Vendor") },
	} {
		w, _ := bonded(t)
		w.must(end(w))
		equal(t, what, w.as("paul @ Acme").Roles, []Role{User})
	}
}

// Only the operator can refer to accounts by name: otherwise, trying names would reveal which ones
// exist.
func TestNamesOfAccountsAreNotTold(t *testing.T) {
	w := newWorld(t)
	for _, name := range []string{"Borealis", "Nobody"} {
		lines := w.recorded(func() {
			equal(t, name, outcome(w.s.UpdateAccount(t.Context(), w.as("Acme"), name, AccountDetails{})), "not found")
		})
		equal(t, fmt.Sprint(name, ": entries"), lines, []string{})
	}
}

// Nobody external can let in someone whom the account keeps out.
func TestAnExternalUserActivatesNobody(t *testing.T) {
	w := newWorld(t)
	w.must(w.setRoles("Acme", "ext @ Acme", Superuser))
	w.must(w.s.SetUserActive(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul", false))
	equal(t, "ext", outcome(w.s.SetUserActive(t.Context(), w.as("ext @ Acme"), "acc_Acme", "usr_paul", true)), "forbidden")
	equal(t, "sue", outcome(w.s.SetUserActive(t.Context(), w.as("sue @ Acme"), "acc_Acme", "usr_paul", true)), "done")
}
