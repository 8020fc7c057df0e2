package access

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// consent lets vera's account into North for up to two hours per visit, for nearly a year.
func consent(change func(*ConsentForm)) ConsentForm {
	f := ConsentForm{
		CompanyID: "com_North", Requester: "vendor", LongestHours: "2", Hours: HoursForm{From: "08:00", To: "20:00", Weekdays: week},
		ValidTo: local(start.Add(300 * 24 * time.Hour)),
	}
	change(&f)
	return f
}

func (w *world) lastConsent() string {
	w.Helper()
	r := must(w.s.Rules(w.Context(), w.as("Acme"), "acc_Acme", ""))(w)
	i := slices.IndexFunc(r.Consents, func(c Consent) bool { return c.Ended == nil })
	return r.Consents[i].ID
}

func TestStandingConsent(t *testing.T) {
	for _, c := range []struct {
		what    string
		consent func(*ConsentForm)
		ask     func(*NewRequest)
		want    State
	}{
		{"inside", func(*ConsentForm) {}, func(*NewRequest) {}, Active},
		{"longer", func(*ConsentForm) {}, func(a *NewRequest) { a.ValidTo = local(start.Add(2*time.Hour + time.Second)) }, Pending},
		{"outside the hours", func(f *ConsentForm) { f.Hours.From = "09:01" }, func(*NewRequest) {}, Pending},
		{"another day", func(f *ConsentForm) { f.Hours.Weekdays = week[2:] }, func(*NewRequest) {}, Pending},
		{"another company", func(f *ConsentForm) { f.CompanyID = "com_South" }, func(*NewRequest) {}, Pending},
		{"another account", func(f *ConsentForm) { f.Requester = "Kite" }, func(*NewRequest) {}, Pending},
		{"to edit where it is read-only", func(f *ConsentForm) { f.ReadOnly = true }, func(*NewRequest) {}, Pending},
		{"to read where it is read-only", func(f *ConsentForm) { f.ReadOnly = true }, func(a *NewRequest) { a.ReadOnly = true }, Active},
		{"beyond its end", func(f *ConsentForm) { f.ValidTo = local(start.Add(time.Hour)) }, func(*NewRequest) {}, Pending},
		{"later", func(*ConsentForm) {}, func(a *NewRequest) {
			a.ValidFrom, a.ValidTo = local(start.Add(time.Hour)), local(start.Add(2*time.Hour))
		}, Scheduled},
	} {
		w := newWorld(t)
		w.must(w.s.GiveConsent(t.Context(), w.as("sue @ Acme"), "acc_Acme", consent(c.consent)))
		form := newRequest(start, start.Add(2*time.Hour))
		c.ask(&form)
		var r Request
		var err error
		lines := w.recorded(func() { r, err = w.s.Ask(t.Context(), w.as("vera @ Vendor"), form) })
		w.must(err)
		equal(t, c.what, r.State(w.clock), c.want)
		if c.want == Pending {
			continue
		}
		equal(t, c.what+": entries", lines, []string{"vera @ Vendor: request.asked: North", "vera @ Vendor: request.consented: North"})
		equal(t, c.what+": decided by", r.Decision.By, "sue @ Acme")
		equal(t, c.what+": its consent", r.ConsentID, w.lastConsent())
		w.must(second(w.s.Extend(t.Context(), w.as("vera @ Vendor"), r.ID, local(start.Add(3*time.Hour)))))
		e := must(w.s.ExternalAccess(t.Context(), w.as("Acme"), "acc_Acme", ""))(w)
		equal(t, c.what+": extending waits", len(e.Waiting), 1)
		w.clock = w.clock.Add(time.Second)
		w.must(w.act("revoke", "Acme", r.ID))
	}
}

func TestStandingConsentEnds(t *testing.T) {
	w := newWorld(t)
	give := func(change func(*ConsentForm)) string {
		return outcome(w.s.GiveConsent(t.Context(), w.as("Acme"), "acc_Acme", consent(change)))
	}
	equal(t, "given", give(func(f *ConsentForm) { f.ValidTo = local(from) }), "done")
	equal(t, "given again", give(func(*ConsentForm) {}), "invalid requester")
	expired := w.lastConsent()
	w.clock = from
	equal(t, "given after its time", give(func(*ConsentForm) {}), "done")
	equal(t, "the expired one is ended", w.s.EndConsent(t.Context(), w.as("Acme"), "acc_Acme", expired), conflict(ConsentWasEnded{}))
	r := must(w.s.Ask(t.Context(), w.as("vera @ Vendor"), newRequest(from, to)))(w)
	equal(t, "asked", r.State(w.clock), Active)
	id := w.lastConsent()
	w.must(w.s.EndConsent(t.Context(), w.as("Acme"), "acc_Acme", id))
	equal(t, "ended again", outcome(w.s.EndConsent(t.Context(), w.as("Acme"), "acc_Acme", id)), "conflict")
	equal(t, "another's", outcome(w.s.EndConsent(t.Context(), w.as("Borealis"), "acc_Borealis", id)), "not found")
	equal(t, "a visit goes on", w.request(r.ID).State(w.clock), Active)
	r = must(w.s.Ask(t.Context(), w.as("vera @ Vendor"), newRequest(from, to)))(w)
	equal(t, "asked after", r.State(w.clock), Pending)
	for what, f := range map[string]func(*ConsentForm){
		"no company": func(f *ConsentForm) { f.CompanyID = "" }, "nobody": func(f *ConsentForm) { f.Requester = "Nobody" },
		"itself": func(f *ConsentForm) { f.Requester = "Acme" }, "a customer": func(f *ConsentForm) { f.Requester = "Borealis" },
		"no length": func(f *ConsentForm) { f.LongestHours = "" }, "over": func(f *ConsentForm) { f.ValidTo = local(from) },
		"too far": func(f *ConsentForm) { f.ValidTo = local(from.Add(400 * 24 * time.Hour)) },
	} {
		equal(t, what, strings.HasPrefix(give(f), "invalid"), true)
	}
	w.must(w.setRoles("Acme", "paul @ Acme", Superuser))
	w.must(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.TwoApprovals = true })))
	equal(t, "where two must say yes", give(func(*ConsentForm) {}), "invalid company_id")
}
