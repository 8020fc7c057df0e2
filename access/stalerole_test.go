package access

import (
	"slices"
	"testing"
	"time"

	"latchkey/db"
)

// If such a role ends while its holder waits for the writer, the holder can do nothing with it any
// more.
func TestARoleThatEndedMeanwhileGivesNothing(t *testing.T) {
	for what, end := range map[string]func(*world){
		"nothing ended": nil,
		"its guest is deactivated": func(w *world) {
			w.must(w.s.SetUserActive(w.Context(), w.as("Acme"), "acc_Acme", "usr_gus", false))
		},
		"its guest is deleted": func(w *world) { w.must(w.s.DeleteUser(w.Context(), w.as("Acme"), "acc_Acme", "usr_gus")) },
		"its guest is over":    func(w *world) { w.clock = start.Add(2 * time.Hour) },
		"a grantee takes it away": func(w *world) {
			w.granted(start, start.Add(time.Hour))
			w.must(w.setRoles("vera @ Vendor", "paul @ Acme"))
		},
		"a grantee gives it anew": func(w *world) {
			w.granted(start, start.Add(time.Hour))
			w.must(w.setRoles("vera @ Vendor", "paul @ Acme"))
			w.must(w.setRoles("vera @ Vendor", "paul @ Acme", Superuser))
		},
	} {
		t.Run(what, func(t *testing.T) {
			w := hung(t)
			w.must(w.make("Acme", "tim @ Acme"))
			tim, paul, want := w.idOf("tim @ Acme"), w.as("paul @ Acme"), "done"
			if end != nil {
				end(w)
				want = "forbidden"
			}
			equal(t, "gives a role", outcome(w.s.SetUserRoles(t.Context(), paul, "acc_Acme", tim, []Role{Superuser}, nil)), want)
			a := w.as("tim @ Acme")
			equal(t, "and it counts", slices.Contains(a.Roles, Superuser), end == nil)
			equal(t, "and it hangs", a.isBound(UpdateUsers), end == nil)
			equal(t, "edits a user", outcome(w.s.UpdateUser(t.Context(), paul, "acc_Acme", tim, UserData{FirstName: "Tim"})), want)
			if _, _, err := w.s.CreateUser(t.Context(), paul, "acc_Acme", NewUser{Name: "new"}); end != nil {
				equal(t, "makes a user", err != nil, true)
				_, err := w.store.Read.GetUserByName(t.Context(), db.GetUserByNameParams{AccountID: "acc_Acme", NameKey: "new"})
				equal(t, "and it is there", err == nil, false)
			}
		})
	}
}

// If someone is refused because such a role ended before the request was read, there is no entry
// without an account and an object.
func TestARoleThatEndedMeanwhileLeavesNoEmptyEntry(t *testing.T) {
	w := hung(t)
	r := w.asked(start, start.Add(time.Hour))
	paul := w.as("paul @ Acme")
	w.must(w.s.SetUserActive(t.Context(), w.as("Acme"), "acc_Acme", "usr_gus", false))
	lines := w.recorded(func() {
		equal(t, "denies", outcome(second(w.s.Deny(t.Context(), paul, r.ID, "no"))), "forbidden")
		w.must(w.s.WriteAttempts(t.Context(), true))
	})
	equal(t, "record", lines, []string{})
}
