package access

import (
	"testing"
	"time"
)

// A user whom an ADMINISTRATOR created decides like any other user of the account; the
// ADMINISTRATOR does not.
func TestAUserMadeByAnAdministratorDecides(t *testing.T) {
	w := newWorld(t)
	w.must(w.make("Root", "new @ Acme", Superuser))
	r := w.asked(start, start.Add(time.Hour))
	equal(t, "Root grants", outcome(w.act("grant", "Root", r.ID)), "forbidden")
	equal(t, "who was made grants", outcome(w.act("grant", "new @ Acme", r.ID)), "done")
}

// Nobody approves terms that they did not know: if two people approve at the same instant, and one
// changed the terms, the other approval fails.
func TestAYesLosesToAChangeOfTheTerms(t *testing.T) {
	w := newWorld(t)
	w.must(w.setRoles("Acme", "paul @ Acme", Superuser))
	w.must(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.TwoApprovals = true })))
	r := w.asked(start, start.Add(time.Hour))
	w.must(second(w.s.GrantLess(t.Context(), w.as("sue @ Acme"), r.ID, Terms{ReadOnly: true})))
	equal(t, "at that instant", outcome(w.act("grant", "paul @ Acme", r.ID)), "conflict")
	equal(t, "then", w.request(r.ID).State(w.clock), Pending)
	w.clock = w.clock.Add(time.Millisecond)
	equal(t, "later", outcome(w.act("grant", "paul @ Acme", r.ID)), "done")
	equal(t, "read-only", w.request(r.ID).ReadOnly, true)
}

// A set-up link works once, within 24 hours.
func TestASetUpLinkLastsADay(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		after time.Duration
		want  string
	}{{setupLifetime - time.Millisecond, "done"}, {setupLifetime, "not found"}} {
		_, link, err := w.s.MakeSetupLink(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul")
		w.must(err)
		w.clock = w.clock.Add(c.after)
		use := func() string {
			return outcome(second(w.s.UseSetupLink(t.Context(), Nobody(address), link, password, "")))
		}
		equal(t, c.after.String(), use(), c.want)
		equal(t, c.after.String()+", once more", use(), "not found")
	}
}

// A search looks only at the newest requests, however many there are.
func TestASearchLooksThroughTheNewestRequests(t *testing.T) {
	w := newWorld(t)
	var ids []string
	for hour := range 3 {
		w.clock = w.clock.Add(time.Minute)
		ids = append(ids, w.asked(start, start.Add(time.Duration(hour+2)*time.Hour)).ID)
	}
	for looked, want := range map[int64][]string{2: {ids[2], ids[1]}, 3: {ids[2], ids[1], ids[0]}} {
		w.s.findDepth = looked
		f := must(w.s.Find(t.Context(), w.as("Root"), "North", FoundRequests))(w)
		equal(t, "found", each(f.Requests, func(r Request) string { return r.ID }), want)
	}
}
