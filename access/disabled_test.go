package access

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// While the account's own people are out, nobody external has access; afterwards, a live grant
// continues.
func TestADisabledAccountLetsNobodyIn(t *testing.T) {
	w := newWorld(t)
	w.granted(start, start.Add(2*time.Hour))
	w.must(w.make("vera @ Vendor", "nia @ Acme", Superuser))
	w.must(w.setRoles("vera @ Vendor", "paul @ Acme", Superuser))
	app := w.subscribed("test", 1)
	w.must(second(w.s.AssignWebapp(t.Context(), w.as("vera @ Vendor"), "acc_Acme", app.ID, []string{"usr_paul"}, true)))
	vera, vendor := w.as("vera @ Vendor"), w.as("Vendor")
	doors := func() string {
		var lines []string
		for _, a := range []Actor{vera, vendor} {
			_, read := w.s.Company(t.Context(), a, "acc_Acme", "com_North")
			_, users := w.s.User(t.Context(), a, "acc_Acme", "usr_paul")
			live := must(w.s.LiveGrants(t.Context(), a))(w)
			lines = append(lines, outcome(read), outcome(w.s.SetSetting(t.Context(), a, "acc_Acme", "com_North", "bank", "by "+fmt.Sprint(w.clock))),
				outcome(users), fmt.Sprint(len(live)))
		}
		return strings.Join(lines, ", ")
	}
	in := w.in("nia @ Acme", "paul @ Acme")
	equal(t, "enabled", []any{doors(), len(in())}, []any{"done, done, done, 1, done, done, done, 1", 2})
	w.must(w.s.SetAccountLogin(t.Context(), w.as("Root"), "Acme", false))
	equal(t, "disabled", []any{doors(), len(in())}, []any{"not found, not found, not found, 0, not found, not found, not found, 0", 0})
	w.clock = start.Add(time.Hour)
	w.must(w.s.SetAccountLogin(t.Context(), w.as("Root"), "Acme", true))
	equal(t, "enabled again", doors(), "done, done, done, 1, done, done, done, 1")
	equal(t, "paul", w.as("paul @ Acme").Roles, []Role{Superuser, User})
	w.must(w.s.SetAccountLogin(t.Context(), w.as("Root"), "Vendor", false))
	_, err := w.s.AssignWebapp(t.Context(), w.as("Acme"), "acc_Acme", app.ID, []string{"usr_sue"}, true)
	equal(t, "the seat while the vendor is disabled", outcome(err), "conflict")
	w.must(w.s.SetAccountLogin(t.Context(), w.as("Root"), "Vendor", true))
	vera, vendor = w.as("vera @ Vendor"), w.as("Vendor")
	in = w.in("nia @ Acme")
	equal(t, "nia", in(), []string{"nia @ Acme"})
	w.must(w.s.SetAccountLogin(t.Context(), w.as("Root"), "Acme", false))
	w.clock = start.Add(2 * time.Hour)
	w.must(w.s.SetAccountLogin(t.Context(), w.as("Root"), "Acme", true))
	equal(t, "after the window", doors(), "not found, not found, not found, 0, not found, not found, not found, 0")
}

// Nobody can request, extend or grant access to a disabled account, not even by standing consent.
func TestNothingIsAskedOfADisabledAccount(t *testing.T) {
	w := newWorld(t)
	running, waiting := w.granted(start, start.Add(time.Hour)), w.asked(start, start.Add(time.Hour))
	w.must(w.s.GiveConsent(t.Context(), w.as("Acme"), "acc_Acme", ConsentForm{
		CompanyID: "com_South", Requester: "Vendor", LongestHours: "4", Hours: HoursForm{From: "00:00", To: "24:00", Weekdays: week}, ValidTo: local(start.Add(24 * time.Hour)),
	}))
	acme := w.as("Acme")
	acme.session = nil // it was signed in when it happened
	w.must(w.s.SetAccountLogin(t.Context(), w.as("Root"), "Acme", false))
	for _, company := range []string{"com_North", "com_South"} {
		a := newRequest(start, start.Add(time.Hour))
		a.CompanyID = company
		o := must(w.s.AskOptions(t.Context(), w.as("vera @ Vendor"), "", a))(w)
		equal(t, company+": told beforehand", []bool{o.Draft.Disabled, o.Draft.AtOnce, o.Draft.NobodyDecides}, []bool{true, false, false})
		_, err := w.s.Ask(t.Context(), w.as("vera @ Vendor"), a)
		equal(t, company+": asked", err, &Invalid{Fields: map[string]Reason{"account_id": DisabledNotAsked{Account: "Acme"}}})
	}
	_, err := w.s.Extend(t.Context(), w.as("vera @ Vendor"), running.ID, local(start.Add(2*time.Hour)))
	equal(t, "extended", outcome(err), "conflict")
	equal(t, "granted", outcome(second(w.s.Grant(t.Context(), acme, waiting.ID))), "conflict")
	for id, want := range map[string]string{running.ID: "ACTIVE Acme", waiting.ID: "PENDING Acme"} {
		r := must(w.s.Request(t.Context(), w.as("vera @ Vendor"), id))(w)
		equal(t, "its page", fmt.Sprint(r.State(w.clock), " ", r.DisabledAccount), want)
	}
}

// Why says that the account is disabled, and not that a grant is over that continues once the
// account is enabled.
func TestWhyOfADisabledAccount(t *testing.T) {
	w := newWorld(t)
	w.granted(start, start.Add(time.Hour))
	w.must(w.make("vera @ Vendor", "nia @ Acme", Superuser))
	guards := func() string {
		why := must(w.s.WhyUser(t.Context(), w.as("Root"), "acc_Acme", w.idOf("nia @ Acme")))(w)
		guards := slices.DeleteFunc(why.Guards, func(g Guard) bool { return g.Why == NoPasswordYet{} })
		return fmt.Sprint(why.MaySignIn, each(guards, func(g Guard) string { return reasonText(g.Why) }))
	}
	w.must(w.s.SetAccountLogin(t.Context(), w.as("Root"), "Acme", false))
	equal(t, "disabled", guards(), "false [users_account_disabled Account:Acme]")
	w.must(w.s.SetAccountLogin(t.Context(), w.as("Root"), "Acme", true))
	w.must(w.s.SetAccountLogin(t.Context(), w.as("Root"), "Vendor", false))
	equal(t, "the owner's", guards(), "false [owner_out Account:Vendor]")
	w.clock = start.Add(time.Hour)
	equal(t, "over", strings.Contains(guards(), "grant_over"), true)
}
