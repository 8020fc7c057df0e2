package access

import (
	"strings"
	"testing"
	"time"

	"latchkey/db"
)

// resetWorld has a user with every kind of factor, and a way to see what is left of them.
func resetWorld(t *testing.T) (w *world, left func() string) {
	t.Helper()
	w = newWorld(t)
	w.must(w.setRoles("Acme", "paul @ Acme", Superuser))
	w.setUpCode("paul @ Acme")
	w.needsSecond("paul @ Acme")
	l := w.as("paul @ Acme").login()
	return w, func() string {
		switch f := must(factors(t.Context(), w.store.Read, l))(w); f {
		case Factors{Passkey: true, Code: true, RecoveryCodes: RecoveryCodes}:
			return "all"
		case Factors{}:
			return "none"
		default:
			return "some"
		}
	}
}

func TestWhoResetsSecondFactors(t *testing.T) {
	for login, want := range map[string]string{
		"Acme": "done", "sue @ Acme": "done", "paul @ Acme": "forbidden", "ext @ Acme": "forbidden", "spy @ Acme": "forbidden",
		"Root": "forbidden", "Vendor": "not found", "bea @ Borealis": "not found",
	} {
		w, left := resetWorld(t)
		equal(t, login+" asks", outcome(w.s.AskReset(t.Context(), w.as(login), "acc_Acme", "usr_paul")), want)
		equal(t, login+" takes nothing away at once", left(), "all")
		if want != "done" {
			w.must(w.s.AskReset(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul"))
		}
		if login == "paul @ Acme" {
			want = "done"
		}
		equal(t, login+" stops", outcome(w.s.StopReset(t.Context(), w.as(login), "acc_Acme", "usr_paul")), want)
	}
	w, _ := resetWorld(t)
	equal(t, "of someone without", outcome(w.s.AskReset(t.Context(), w.as("Acme"), "acc_Acme", "usr_ext")), "conflict")
	equal(t, "of an account", outcome(w.s.AskReset(t.Context(), w.as("Root"), "acc_Acme", "acc_Acme")), "not found")
}

// A reset takes place 24 hours after it was asked for, to the millisecond, once, and ends every
// session.
func TestAResetTakesADay(t *testing.T) {
	w, left := resetWorld(t)
	asked := w.clock
	w.must(w.s.AskReset(t.Context(), w.as("sue @ Acme"), "acc_Acme", "usr_paul"))
	equal(t, "another one", outcome(w.s.AskReset(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul")), "conflict")
	r := must(w.s.OwnReset(t.Context(), w.as("paul @ Acme")))(w)
	equal(t, "the owner sees it", []any{r.AskedBy, r.At}, []any{"sue @ Acme", asked.Add(24 * time.Hour)})
	for _, c := range []struct {
		after         time.Duration
		left, session string
	}{
		{0, "all", "done"}, {24*time.Hour - millisecond, "all", "done"}, {24 * time.Hour, "none", "not found"}, {25 * time.Hour, "none", "done"},
	} {
		w.clock = asked.Add(c.after)
		token := w.session("paul @ Acme")
		w.must(w.s.DoResets(t.Context()))
		equal(t, c.after.String(), []any{left(), outcome(second(w.s.Authenticate(t.Context(), token, address)))}, []any{c.left, c.session})
	}
	equal(t, "done once", len(w.recorded(func() { w.must(w.s.DoResets(t.Context())) })), 0)
	equal(t, "too late to stop", outcome(w.s.StopReset(t.Context(), w.as("paul @ Acme"), "acc_Acme", "usr_paul")), "conflict")
	var told []string
	for _, e := range w.entries(0) {
		if strings.HasPrefix(e.Action, "factors.") {
			told = append(told, e.ActorName+" "+e.Action+" "+e.ObjectName+" "+e.After)
		}
	}
	equal(t, "recorded", told, []string{`sue @ Acme factors.reset_asked paul {"until":"2026-03-03T09:05:00Z"}`, `nobody factors.reset paul {"requested_by":"sue @ Acme"}`})
}

func TestAStoppedResetTakesNothing(t *testing.T) {
	w, left := resetWorld(t)
	w.must(w.s.AskReset(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul"))
	w.clock = w.clock.Add(resetAfter - millisecond)
	w.must(w.s.StopReset(t.Context(), w.as("paul @ Acme"), "acc_Acme", "usr_paul"))
	equal(t, "stopped twice", outcome(w.s.StopReset(t.Context(), w.as("sue @ Acme"), "acc_Acme", "usr_paul")), "conflict")
	if must(w.s.OwnReset(t.Context(), w.as("paul @ Acme")))(w).Waits() {
		t.Error("a stopped reset still waits")
	}
	// a newer one counts from when it was asked for
	w.must(w.s.AskReset(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul"))
	w.clock = w.clock.Add(resetAfter - millisecond)
	w.must(w.s.DoResets(t.Context()))
	equal(t, "left", left(), "all")
	w.clock = w.clock.Add(millisecond)
	equal(t, "too late to stop, though nobody has done it", outcome(w.s.StopReset(t.Context(), w.as("paul @ Acme"), "acc_Acme", "usr_paul")), "conflict")
	w.must(w.s.DoResets(t.Context()))
	equal(t, "left", left(), "none")
}

// Whoever signs in when a reset is due needs no second factor any more, even if the clock was not
// there first.
func TestADueResetIsDoneAtSignIn(t *testing.T) {
	w, left := resetWorld(t)
	w.must(w.s.AskReset(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul"))
	w.clock = w.clock.Add(resetAfter - millisecond)
	equal(t, "a millisecond before", w.step("paul @ Acme"), StepSecond)
	w.clock = w.clock.Add(millisecond)
	equal(t, "due", []any{w.step("paul @ Acme"), left()}, []any{StepDone, "none"})
}

// The operator resets at once, an account's factors too, and nobody else does.
func TestTheOperatorResetsAtOnce(t *testing.T) {
	w, left := resetWorld(t)
	w.setUpCode("Acme")
	w.must(w.s.AskReset(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul"))
	for _, c := range []struct {
		by            Actor
		account, user string
		want          string
	}{
		{w.as("Root"), "Acme", "paul", "forbidden"}, {w.as("Acme"), "Acme", "", "forbidden"}, {w.as("Root"), "Acme", "", "forbidden"},
		{TheOperator(), "Acme", "nobody", "not found"}, {TheOperator(), "Nowhere", "", "not found"}, {TheOperator(), "Acme", "sue", "conflict"},
		{TheOperator(), "acme", "Paul", "done"}, {TheOperator(), "Acme", "paul", "conflict"}, {TheOperator(), "Acme", "", "done"}, {TheOperator(), "Acme", "", "conflict"},
	} {
		equal(t, c.by.Name()+" "+c.account+" "+c.user, outcome(w.s.ResetFactorsNow(t.Context(), c.by, c.account, c.user)), c.want)
	}
	equal(t, "left", left(), "none")
	equal(t, "the reset that waited is over", outcome(w.s.StopReset(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul")), "conflict")
	equal(t, "steps", []any{w.step("Acme"), w.step("paul @ Acme")}, []any{StepDone, StepDone})
}

// The owner and everyone who decides get a mail when a reset is asked for, stopped and done.
func TestMailsAboutResets(t *testing.T) {
	w := newToldWorld(t)
	w.setUpCode("paul @ Acme")
	ask := func() { w.must(w.s.AskReset(t.Context(), w.as("sue @ Acme"), "acc_Acme", "usr_paul")) }
	stop := func() { w.must(w.s.StopReset(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul")) }
	do := func() { w.clock = w.clock.Add(resetAfter); w.must(w.s.DoResets(t.Context())) }
	for _, c := range []struct {
		do          func()
		own, others SecurityEvent
	}{
		{ask, SecurityResetAsked, SecurityOthersResetAsked}, {stop, SecurityResetStopped, SecurityOthersResetStopped},
		{ask, SecurityResetAsked, SecurityOthersResetAsked}, {do, SecurityFactorsReset, SecurityOthersFactorsReset},
	} {
		w.clock = w.clock.Add(time.Hour)
		told := each(w.told(c.do), func(line string) string { return strings.Join(strings.Fields(line)[:2], " ") })
		equal(t, string(c.own), told, []string{"office@acme: " + string(c.others), "paul@acme: " + string(c.own), "sue@acme: " + string(c.others)})
	}
}

// A reset may have been stopped after the backup that is restored, so none of that backup goes on.
func TestARestoreStopsResets(t *testing.T) {
	ask := func(w *world) {
		w.needsSecond("paul @ Acme")
		w.must(w.s.AskReset(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul"))
	}
	stop := func(w *world) { w.must(w.s.StopReset(t.Context(), w.as("paul @ Acme"), "acc_Acme", "usr_paul")) }
	_, w, _ := restored(t, ask, stop, known)
	w.clock = w.clock.Add(2 * resetAfter)
	w.must(w.s.DoResets(t.Context()))
	equal(t, "has", must(factors(t.Context(), w.store.Read, w.as("paul @ Acme").login()))(w).Passkey, true)
}

// A reset of someone who was deleted before it was due holds up nobody's sign-in, and no other
// reset.
func TestAResetOfSomeoneDeletedHoldsUpNobody(t *testing.T) {
	for what, remove := range map[string]func(w *world) error{
		"a user":     func(w *world) error { return w.s.DeleteUser(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul") },
		"an account": func(w *world) error { return w.s.DeleteAccount(t.Context(), w.as("Root"), "acc_Acme", "Acme") },
	} {
		w := newToldWorld(t)
		for _, login := range []string{"paul @ Acme", "bea @ Borealis"} {
			w.setUpCode(login)
			by := w.as(login)
			w.must(w.s.AskReset(t.Context(), w.as(by.AccountName), by.AccountID, by.UserID))
		}
		w.must(remove(w))
		w.clock = w.clock.Add(resetAfter)
		equal(t, what+": another login", w.step("Vendor"), StepDone)
		w.must(w.s.DoResets(t.Context()))
		equal(t, what+": another reset", must(factors(t.Context(), w.store.Read, w.as("bea @ Borealis").login()))(w), Factors{})
		equal(t, what+": due again", len(must(w.store.Read.ListDueResets(t.Context(), db.Millis(w.clock)))(w)), 0)
	}
}
