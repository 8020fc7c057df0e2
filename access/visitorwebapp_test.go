package access

import (
	"fmt"
	"testing"
	"time"
)

// visitable is what a login may open by its grants.
func (w *world) visitable(login string) (all []string) {
	w.Helper()
	for _, by := range must(w.s.VisitableWebapps(w.Context(), w.as(login)))(w) {
		for _, app := range by.Webapps {
			all = append(all, by.Account.Name+": "+app.Name)
		}
	}
	return all
}

func TestVisitorsOpenWhatTheAccountAllows(t *testing.T) {
	w := newWorld(t)
	app, plain := w.signingIn(), w.subscribed("plain", 1)
	grant := w.granted(w.clock, w.clock.Add(30*time.Minute))
	set := func(by string, ids ...string) string {
		return outcome(w.s.SetVisitorWebapps(t.Context(), w.as(by), "acc_Acme", ids))
	}
	equal(t, "off at first", w.visitable("vera @ Vendor"), []string(nil))
	v := must(w.s.VisitorWebapps(t.Context(), w.as("Acme"), "acc_Acme"))(w)
	equal(t, "to choose from", each(v.Rows, func(r VisitorWebapp) string { return fmt.Sprint(r.Name, r.Allowed) }), []string{"APPfalse"})
	for by, want := range map[string]string{"paul @ Acme": "forbidden", "ext @ Acme": "forbidden", "bea @ Borealis": "not found", "vera @ Vendor": "forbidden", "Root": "forbidden"} {
		equal(t, by, set(by, app.ID), want)
		equal(t, by+" reads", outcome(second(w.s.VisitorWebapps(t.Context(), w.as(by), "acc_Acme"))), want)
	}
	equal(t, "one that signs nobody in", set("Acme", plain.ID), "not found")
	lines := w.recorded(func() {
		equal(t, "allow", set("sue @ Acme", app.ID), "done")
		equal(t, "once more", set("sue @ Acme", app.ID), "done")
	})
	equal(t, "entries", lines, []string{"sue @ Acme: visitors.set: Acme"})
	equal(t, "a stale form", outcome(w.s.SetVisitorWebapps(t.Context(), w.as("Acme").Saw(v.Version()), "acc_Acme", nil)), "conflict")

	equal(t, "vera", w.visitable("vera @ Vendor"), []string{"Acme: APP"})
	page := must(w.s.Company(t.Context(), w.as("vera @ Vendor"), "acc_Acme", "com_North"))(w)
	equal(t, "on the company's page", each(page.Webapps, func(a Webapp) string { return a.Name }), []string{"APP"})
	for _, other := range []string{"victor @ Vendor", "Vendor", "paul @ Acme", "Acme", "bea @ Borealis"} {
		equal(t, other, w.visitable(other), []string(nil))
	}
	equal(t, "the rules say so", must(w.s.Rules(t.Context(), w.as("Acme"), "acc_Acme", ""))(w).VisitorsMayOpen, []string{"APP"})

	w.must(w.s.SetAccountLogin(t.Context(), w.as("Root"), "Acme", false))
	equal(t, "disabled", w.visitable("vera @ Vendor"), []string(nil))
	w.must(w.s.SetAccountLogin(t.Context(), w.as("Root"), "Acme", true))
	equal(t, "enabled", w.visitable("vera @ Vendor"), []string{"Acme: APP"})
	w.clock = grant.Window.To.Add(-time.Millisecond)
	equal(t, "just before the end", w.visitable("vera @ Vendor"), []string{"Acme: APP"})
	w.clock = grant.Window.To
	equal(t, "at the end", w.visitable("vera @ Vendor"), []string(nil))
}

// Whoever decides reads which webapps a request opens to its person, before GRANT and after.
func TestARequestOpensWebappsForVisitors(t *testing.T) {
	w := newWorld(t)
	app := w.signingIn()
	waits := w.asked(w.clock, w.clock.Add(30*time.Minute))
	later := w.granted(start.Add(50*time.Minute), start.Add(70*time.Minute))
	past := w.granted(start.Add(time.Hour), start.Add(70*time.Minute))
	opens := func(by string, r Request) []string {
		e := must(w.s.ExternalAccess(t.Context(), w.as(by), w.as(by).AccountID, ""))(w)
		page := must(w.s.Request(t.Context(), w.as(by), r.ID))(w)
		for _, listed := range append(append(e.Waiting, e.Granted...), e.Closed...) {
			if listed.ID == r.ID {
				equal(t, "on the tab", listed.Opens, page.Opens)
			}
		}
		return page.Opens
	}
	equal(t, "off at first", opens("Acme", waits), []string(nil))
	w.must(w.s.SetVisitorWebapps(t.Context(), w.as("Acme"), "acc_Acme", []string{app.ID}))
	equal(t, "waiting", opens("sue @ Acme", waits), []string{"APP"})
	equal(t, "for later", opens("Acme", later), []string{"APP"})
	equal(t, "who asks is told when they are in", opens("vera @ Vendor", waits), []string(nil))
	equal(t, "when the subscription is over", opens("Acme", past), []string(nil))
	equal(t, "after GRANT", must(w.s.Grant(t.Context(), w.as("Acme"), waits.ID))(w).Opens, []string{"APP"})
	equal(t, "granted", opens("Acme", waits), []string{"APP"})
	w.must(second(w.s.Revoke(t.Context(), w.as("Acme"), waits.ID, "")))
	equal(t, "revoked", opens("Acme", waits), []string(nil))
	waits = w.asked(w.clock, w.clock.Add(30*time.Minute))
	w.must(second(w.s.RemoveWebappClient(t.Context(), w.as("Root"), app.ID)))
	equal(t, "a webapp that signs nobody in", opens("Acme", waits), []string(nil))
}

// A subscription takes with it what visitors could open by it, and what is removed stays removed.
func TestVisitorsLoseASubscription(t *testing.T) {
	w := newWorld(t)
	app := w.signingIn()
	w.granted(w.clock, w.clock.Add(2*time.Hour))
	w.must(w.s.SetVisitorWebapps(t.Context(), w.as("Acme"), "acc_Acme", []string{app.ID}))
	equal(t, "before", len(w.visitable("vera @ Vendor")), 1)
	w.must(second(w.s.RemoveSubscription(t.Context(), w.as("Root"), "acc_Acme", app.ID)))
	equal(t, "without", w.visitable("vera @ Vendor"), []string(nil))
	w.must(second(w.s.AddSubscription(t.Context(), w.as("Root"), "acc_Acme", subscribing(app, 1, start, start.Add(time.Hour)))))
	equal(t, "with a new one", w.visitable("vera @ Vendor"), []string(nil))
	w.must(w.s.SetVisitorWebapps(t.Context(), w.as("Acme"), "acc_Acme", []string{app.ID}))
	w.clock = start.Add(time.Hour)
	equal(t, "when it is over", w.visitable("vera @ Vendor"), []string(nil))
}
