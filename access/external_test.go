package access

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/db"
)

// What an external user creates has the same bonds as itself: otherwise, what SUPPORT created could
// outlive its grant by one step.
func TestWhatExternalUsersMake(t *testing.T) {
	w := newWorld(t)
	end := start.Add(time.Hour)
	r := w.granted(start, end)
	w.must(w.make("vera @ Vendor", "nia @ Acme", Superuser, ExternalSuperuser))
	w.must(w.make("nia @ Acme", "next @ Acme", Superuser))
	u := w.dbUser("next @ Acme")
	equal(t, "made by one", []string{u.OwnerID.String, fmt.Sprint(db.NullTime(u.ValidTo)), u.GrantID.String}, []string{"usr_vera", fmt.Sprint(end), r.ID})
	w.must(w.setRoles("nia @ Acme", "paul @ Acme", Superuser))
	equal(t, "role given by one", w.roleGrant("usr_paul", Superuser), r.ID)
	in := w.in("nia @ Acme", "next @ Acme", "paul @ Acme")
	w.must(second(w.s.Revoke(t.Context(), w.as("Acme"), r.ID, "")))
	equal(t, "revoked", in(), []string{"paul @ Acme"})
	equal(t, "paul", w.as("paul @ Acme").Roles, []Role{User})
}

// What docs/spec.md section 3 says about external users takes effect with the next request.
func TestExternalUserIsOutAtOnce(t *testing.T) {
	const nia = "nia @ Acme"
	end := start.Add(time.Hour)
	for _, c := range []struct {
		what string
		fn   func(w *world, r Request) error
		want string
	}{
		{"nothing", func(*world, Request) error { return nil }, nia},
		{"just before the end", func(w *world, _ Request) error { w.clock = end.Add(-millisecond); return nil }, nia},
		{"at the end", func(w *world, _ Request) error { w.clock = end; return nil }, ""},
		{"grant revoked", func(w *world, r Request) error { _, err := w.s.Revoke(w.Context(), w.as("Acme"), r.ID, ""); return err }, ""},
		{"grant handed back", func(w *world, r Request) error { _, err := w.s.HandBack(w.Context(), w.as("Vendor"), r.ID); return err }, ""},
		{"owner deactivated", func(w *world, _ Request) error {
			return w.s.SetUserActive(w.Context(), w.as("Vendor"), "acc_Vendor", "usr_vera", false)
		}, ""},
		{"owner deleted", func(w *world, _ Request) error {
			return w.s.DeleteUser(w.Context(), w.as("Vendor"), "acc_Vendor", "usr_vera")
		}, ""},
		{"owner's roles changed", func(w *world, _ Request) error { return w.setRoles("Vendor", "vera @ Vendor", Superuser) }, ""},
		{"deactivated", func(w *world, _ Request) error {
			return w.s.SetUserActive(w.Context(), w.as("Acme"), "acc_Acme", w.idOf(nia), false)
		}, ""},
	} {
		w := newWorld(t)
		r := w.granted(start, end)
		w.must(w.make("vera @ Vendor", nia, ExternalUser))
		in := w.in(nia)
		w.must(c.fn(w, r))
		equal(t, c.what, strings.Join(in(), ", "), c.want)
	}
}

func TestWhoExtends(t *testing.T) {
	end := start.Add(time.Hour)
	later := end.Add(24 * time.Hour)
	for _, c := range []struct {
		by, to string
		valid  time.Time
		want   string
	}{
		{"Acme", "nia @ Acme", later, "done"}, {"sue @ Acme", "nia @ Acme", later, "done"}, {"Acme", "nia @ Acme", start.Add(DefaultMaxWindow), "done"},
		{"Acme", "nia @ Acme", start.Add(DefaultMaxWindow + time.Second), "invalid valid_to"}, {"Acme", "nia @ Acme", start, "invalid valid_to"},
		{"Acme", "paul @ Acme", later, "forbidden"}, {"vera @ Vendor", "nia @ Acme", later, "forbidden"}, {"Vendor", "nia @ Acme", later, "forbidden"},
		{"Root", "nia @ Acme", later, "forbidden"}, {"nia @ Acme", "nia @ Acme", later, "forbidden"}, {"nia @ Acme", "spy @ Acme", later, "forbidden"},
		{"nia @ Acme", "ext @ Acme", later, "forbidden"}, {"ext @ Acme", "nia @ Acme", later, "forbidden"}, {"paul @ Acme", "nia @ Acme", later, "not found"},
	} {
		w := newWorld(t)
		w.granted(start, end)
		w.must(w.make("vera @ Vendor", "nia @ Acme", Superuser))
		err := w.s.ExtendUser(t.Context(), w.as(c.by), "acc_Acme", w.idOf(c.to), local(c.valid), nil)
		equal(t, fmt.Sprintf("%s extends %s to %s", c.by, c.to, c.valid), outcome(err), c.want)
	}
}

func TestExtendedUser(t *testing.T) {
	w := newWorld(t)
	end := start.Add(time.Hour)
	w.granted(start, end)
	w.must(w.make("vera @ Vendor", "nia @ Acme", Superuser))
	w.clock = end
	rows, _, err := w.s.ExternalUsers(t.Context(), w.as("Acme"), "acc_Acme", "")
	w.must(err)
	i := slices.IndexFunc(rows, func(u ExternalUserRow) bool { return u.Name == "nia" })
	equal(t, "row", []any{rows[i].Over, rows[i].Roles, rows[i].Owner, rows[i].OwnerAccount.Name, rows[i].MayExtend, rows[i].MayEnd},
		[]any{TimeOver{}, []Role{Superuser, User}, "vera", "Vendor", true, true})
	// There is another grant, and a role under it that is over when the customer extends.
	other := w.granted(end, end.Add(time.Hour))
	w.must(w.setRoles("vera @ Vendor", "nia @ Acme", ExternalUser, Superuser))
	w.must(second(w.s.Revoke(t.Context(), w.as("Acme"), other.ID, "")))
	until := end.Add(24 * time.Hour)
	lines := w.recorded(func() {
		w.must(w.s.ExtendUser(t.Context(), w.as("Acme"), "acc_Acme", w.idOf("nia @ Acme"), local(until), []Role{Superuser, ExternalUser}))
	})
	equal(t, "entries", lines, []string{"Acme: user.extended: nia"})
	u := w.dbUser("nia @ Acme")
	equal(t, "valid to, grant", []any{db.NullTime(u.ValidTo), u.GrantID.Valid}, []any{until, false})
	equal(t, "role of another grant", w.roleGrant(u.ID, ExternalUser), other.ID)
	w.clock = until.Add(-millisecond)
	in := w.in("nia @ Acme")
	equal(t, "just before", in(), []string{"nia @ Acme"})
	w.clock = until
	equal(t, "at the end", len(in()), 0)
}

func TestExternalUsersAreForTheAccount(t *testing.T) {
	w := newWorld(t)
	w.granted(start, start.Add(time.Hour))
	for login, want := range map[string][]string{
		"Acme": {"ext", "spy"}, "sue @ Acme": {"ext", "spy"}, "ext @ Acme": {"ext", "spy"}, "Root": {"ext", "spy"},
		"paul @ Acme": nil, "Vendor": nil, "vera @ Vendor": nil, "Borealis": nil, "Tills": nil,
	} {
		rows, next, err := w.s.ExternalUsers(t.Context(), w.as(login), "acc_Acme", "")
		w.must(err)
		equal(t, login+": next", []any{each(rows, func(r ExternalUserRow) string { return r.Name }), next}, []any{want, ""})
	}
}

// An earlier end takes access away and gives nothing: the user still ends with its grant. A later
// one makes it the customer's.
func TestAnEarlierEndOnlyTakesAway(t *testing.T) {
	for in, want := range map[time.Duration]int{30 * time.Minute: 0, 2 * time.Hour: 1} {
		w := newWorld(t)
		helped(w)
		lines := w.recorded(func() { w.must(w.newEnd(in)) })
		equal(t, in.String()+": entries", lines, []string{"Acme: user.extended: nia"})
		equal(t, in.String()+": end", db.NullTime(w.dbUser("nia @ Acme").ValidTo), start.Add(in))
		signedIn := w.in("nia @ Acme")
		equal(t, in.String()+": in", len(signedIn()), 1)
		w.must(second(w.s.Revoke(t.Context(), w.as("Acme"), w.latest(), "")))
		equal(t, in.String()+": in after the grant", len(signedIn()), want)
	}
}
