package access

import (
	"fmt"
	"testing"
	"time"

	"latchkey/db"
)

// hung is a world with gus, an external SUPERUSER of Acme with an end; paul, who is SUPERUSER only
// through gus; and ann, whom gus created.
func hung(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.addUser(worldUser{login: "gus @ Acme", roles: []Role{Superuser}, owner: "vera @ Vendor"}, start.Add(2*time.Hour))
	w.must(w.setRoles("gus @ Acme", "paul @ Acme", Superuser))
	w.must(w.make("gus @ Acme", "ann @ Acme", Superuser))
	return w
}

func (w *world) extendUser(by, login string, end time.Time, keep ...Role) error {
	w.Helper()
	return w.s.ExtendUser(w.Context(), w.as(by), "acc_Acme", w.idOf(login), local(end), keep)
}

// An earlier end also applies to everything that depends on the user.
func TestAnEarlierEndIsOneForAllThatHangsOnIt(t *testing.T) {
	w := hung(t)
	w.must(w.make("ann @ Acme", "ben @ Acme"))
	end := start.Add(time.Hour)
	w.must(w.extendUser("Acme", "gus @ Acme", end, Superuser))
	u := must(w.s.User(t.Context(), w.as("Acme"), "acc_Acme", w.idOf("ben @ Acme")))(w)
	equal(t, "ben's end", u.External.ValidTo, end)
	w.clock = end.Add(-millisecond)
	in := w.in("gus @ Acme", "ann @ Acme", "ben @ Acme", "paul @ Acme")
	equal(t, "before", len(in()), 4)
	w.clock = end
	equal(t, "at the end", in(), []string{"paul @ Acme"})
	equal(t, "paul", w.as("paul @ Acme").Roles, []Role{User})
	for _, login := range []string{"ann @ Acme", "ben @ Acme"} {
		u := must(w.s.User(t.Context(), w.as("Acme"), "acc_Acme", w.idOf(login)))(w)
		equal(t, login, reasonText(u.External.Over(u.Active, w.clock)), "time_over")
		why := must(w.s.WhyUser(t.Context(), w.as("Acme"), "acc_Acme", u.ID))(w)
		equal(t, login+": why", fmt.Sprint(why.MaySignIn, ": ", reasonText(why.Guards[0].Why)), "false: maker_out")
	}
}

// With a role that depends on an external user, nobody can let anyone in for longer than that user,
// and what it creates is external.
func TestAPowerThatHangsLetsNobodyStay(t *testing.T) {
	w := hung(t)
	w.must(w.s.SetUserActive(t.Context(), w.as("Acme"), "acc_Acme", "usr_ext", false))
	asked := w.asked(start, start.Add(time.Hour))
	for what, do := range map[string]func(by Actor) error{
		"extends":          func(Actor) error { return w.extendUser("paul @ Acme", "gus @ Acme", start.Add(5*time.Hour)) },
		"activates":        func(by Actor) error { return w.s.SetUserActive(t.Context(), by, "acc_Acme", "usr_ext", true) },
		"makes a link":     func(by Actor) error { return third(w.s.MakeSetupLink(t.Context(), by, "acc_Acme", "usr_sue")) },
		"grants":           func(by Actor) error { _, err := w.s.Grant(t.Context(), by, asked.ID); return err },
		"lifts the freeze": func(by Actor) error { return w.s.Unfreeze(t.Context(), by, "acc_Acme") },
	} {
		err := do(w.as("paul @ Acme"))
		if o := outcome(err); o != "forbidden" && o != "not found" {
			t.Errorf("paul %s: %s", what, o)
		}
	}
	rows := must(w.store.Read.ListDeciders(t.Context(), db.ListDecidersParams{AccountID: "acc_Acme", Now: db.Millis(w.clock)}))(w)
	deciders := each(rows, func(row db.ListDecidersRow) string { return row.UserID })
	equal(t, "deciders", deciders, []string{"", "usr_gus", "usr_spy", "usr_sue"})
	w.must(w.make("paul @ Acme", "new @ Acme", Superuser))
	equal(t, "made by paul", w.dbUser("new @ Acme").OwnerID.String, "usr_vera")
	w.must(w.make("new @ Acme", "next @ Acme", Superuser))
	w.must(w.setRoles("new @ Acme", "spy @ Acme", Superuser))
	w.clock = start.Add(2 * time.Hour)
	equal(t, "in", w.in("sue @ Acme", "gus @ Acme", "ann @ Acme", "new @ Acme", "next @ Acme", "paul @ Acme", "spy @ Acme")(), []string{"sue @ Acme", "paul @ Acme", "spy @ Acme"})
	equal(t, "spy", w.as("spy @ Acme").Roles, []Role{ExternalSuperuser, User})
}

// Extending a user after its end brings nothing back that nobody chose. Before its end, what
// depends on it continues.
func TestExtendingBringsNothingBack(t *testing.T) {
	for _, after := range []bool{false, true} {
		w := hung(t)
		if after {
			w.clock = start.Add(2 * time.Hour)
		}
		w.must(w.extendUser("Acme", "gus @ Acme", start.Add(9*time.Hour), Superuser))
		want := []Role{Superuser, User}
		if after {
			want = []Role{User}
		}
		equal(t, fmt.Sprint("paul, extended after the end: ", after), w.as("paul @ Acme").Roles, want)
		equal(t, "gus", w.as("gus @ Acme").Roles, []Role{Superuser, User})
	}
	// A ticked role stays, even one that depends on the same user through someone to whom it was
	// assigned.
	own := hung(t)
	own.must(own.setRoles("Acme", "gus @ Acme"))
	own.must(own.setRoles("paul @ Acme", "gus @ Acme", Superuser))
	own.clock = start.Add(2 * time.Hour)
	own.must(own.extendUser("Acme", "gus @ Acme", start.Add(9*time.Hour), Superuser))
	equal(t, "gus, by itself", own.as("gus @ Acme").Roles, []Role{Superuser, User})
	equal(t, "paul then", own.as("paul @ Acme").Roles, []Role{User})
	// An extended user is detached from its creator, with the ticked roles; what it had created is
	// not.
	w := hung(t)
	w.must(w.make("ann @ Acme", "ben @ Acme"))
	w.must(w.extendUser("Acme", "ann @ Acme", start.Add(9*time.Hour)))
	w.clock = start.Add(2 * time.Hour)
	in := w.in("ann @ Acme", "ben @ Acme")
	equal(t, "in", in(), []string{"ann @ Acme"})
	equal(t, "ann", w.as("ann @ Acme").Roles, []Role{User})
}

// What a grantee assigns and removes in the meantime does not delay anyone who may do the same
// without that.
func TestARoleThatAddsNothingIsNotMissed(t *testing.T) {
	w := newWorld(t)
	r := w.granted(start, start.Add(time.Hour))
	w.must(w.setRoles("Acme", "ext @ Acme", Superuser))
	w.must(w.setRoles("vera @ Vendor", "ext @ Acme", Superuser, ExternalUser))
	ext := w.as("ext @ Acme")
	equal(t, "roles", ext.Roles, []Role{ExternalUser, ExternalSuperuser, Superuser, User})
	w.must(w.setRoles("vera @ Vendor", "ext @ Acme", Superuser))
	equal(t, "revokes", outcome(second(w.s.Revoke(t.Context(), ext, r.ID, ""))), "done")
}
