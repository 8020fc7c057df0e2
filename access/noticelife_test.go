package access

import (
	"strings"
	"testing"
	"time"
)

// Each act that adjusts or ends a request is told once, to the other side.
func TestAdjustingIsTold(t *testing.T) {
	w := newToldWorld(t)
	r := w.asked(start, to)
	equal(t, "granted less", w.told(func() { w.must(w.act("grant less", "sue @ Acme", r.ID)) }), []string{"vera@vendor: GRANTED_LESS North by sue @ Acme"})
	w.clock = w.clock.Add(time.Second)
	equal(t, "extension asked", w.told(func() { w.must(w.act("extend", "vera @ Vendor", r.ID)) }), deciders("PROLONG_ASKED North extension by vera @ Vendor"))
	w.clock = w.clock.Add(time.Second)
	equal(t, "shortened", w.told(func() { w.must(w.act("shorten", "Acme", r.ID)) }), []string{"vera@vendor: SHORTENED North by Acme"})
	equal(t, "frozen", w.told(func() { w.must(w.s.Freeze(t.Context(), w.as("Acme"), "acc_Acme", "an incident")) }), []string{"vera@vendor: FROZEN North by Acme"})
	w.must(w.s.Unfreeze(t.Context(), w.as("Acme"), "acc_Acme"))
	w.must(w.s.GiveConsent(t.Context(), w.as("Acme"), "acc_Acme", consent(func(*ConsentForm) {})))
	equal(t, "a visit by consent", w.told(func() {
		w.must(second(w.s.Ask(t.Context(), w.as("vera @ Vendor"), newRequest(w.clock, w.clock.Add(time.Hour)))))
	}), deciders("VISIT North by vera @ Vendor"))
	equal(t, "its company deleted", w.told(func() {
		w.must(w.s.DeleteCompany(t.Context(), w.as("Acme"), "acc_Acme", "com_North"))
	}), []string{"vera@vendor: DENIED North extension by Acme", "vera@vendor: REVOKED North by Acme"})
}

// If two people must approve, the requester is notified of the second approval, and of what is
// left.
func TestTheSecondYesIsTold(t *testing.T) {
	w := newToldWorld(t)
	w.must(w.setRoles("Acme", "paul @ Acme", Superuser))
	w.must(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.TwoApprovals = true })))
	r := w.asked(start, to)
	equal(t, "the first", w.told(func() { w.must(w.act("grant less", "sue @ Acme", r.ID)) }), []string(nil))
	w.clock = w.clock.Add(time.Second)
	w.must(w.act("grant", "paul @ Acme", r.ID))
	mails := w.sent()
	equal(t, "the second", len(mails), 1)
	equal(t, "the second", mails[0].Subject, "GRANTED_LESS North by paul @ Acme")
}

// Those to whom SUPPORT gave a role under its grant do not decide, and are not asked to.
func TestABondedRoleIsNotToldToDecide(t *testing.T) {
	w := newToldWorld(t)
	w.granted(start, to)
	w.must(w.setRoles("vera @ Vendor", "paul @ Acme", Superuser))
	for _, line := range w.told(func() { w.asked(start, to) }) {
		if strings.HasPrefix(line, "paul@") {
			t.Error(line)
		}
	}
}

// An extension is described as one.
func TestExtendingIsTold(t *testing.T) {
	w := newToldWorld(t)
	for _, c := range []struct {
		decide string
		says   []string
	}{
		{"grant", []string{"GRANTED North extension by Acme\n"}},
		{"deny", []string{"DENIED North extension by Acme\n", "because "}},
	} {
		r := w.granted(start, to)
		w.clock = w.clock.Add(time.Second)
		w.must(w.act("extend", "vera @ Vendor", r.ID))
		history := must(w.s.History(t.Context(), w.as("vera @ Vendor"), r.ID, ""))(w)
		w.sent()
		w.must(w.act(c.decide, "Acme", history.Extensions[0].ID))
		mails := w.sent()
		equal(t, c.decide, len(mails), 1)
		for _, want := range c.says {
			if text := mails[0].Subject + "\n" + mails[0].Body; !strings.Contains(text, want) {
				t.Errorf("%s: the mail does not say %q:\n%s", c.decide, want, text)
			}
		}
		w.clock = w.clock.Add(time.Second)
	}
}
