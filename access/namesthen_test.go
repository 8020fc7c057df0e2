package access

import (
	"strings"
	"testing"
)

// person sets a user's first and last name.
func (w *world) person(login, first, last string) {
	w.Helper()
	u := w.dbUser(login)
	w.must(w.s.UpdateUser(w.Context(), w.as(accountOf(login)), u.AccountID, u.ID, UserData{FirstName: first, LastName: last, Email: u.Email, TimeZone: u.TimeZone}))
}

// TestWhoDidItKeepsPersonAndLogin: what someone did keeps the name that they had then.
func TestWhoDidItKeepsPersonAndLogin(t *testing.T) {
	w := newWorld(t)
	w.person("sue @ Acme", "Sue", "Gräf")
	w.person("vera @ Vendor", "Vera", "Lang")
	w.must(w.setRoles("Acme", "paul @ Acme", Superuser))
	rule := RuleForm{CompanyID: companyID("South"), TwoApprovals: true, Hours: HoursForm{Weekdays: week}}
	w.must(w.s.SetRule(t.Context(), w.as("sue @ Acme"), accountID("Acme"), rule))
	w.must(w.s.GiveConsent(t.Context(), w.as("sue @ Acme"), accountID("Acme"), ConsentForm{
		CompanyID: companyID("North"), Requester: "Kite", LongestHours: "1", Hours: HoursForm{Weekdays: week}, ValidTo: local(start.Add(hours(48))),
	}))
	denied, withdrawn, half := w.asked(start, start.Add(hours(8))), w.asked(start, start.Add(hours(7))), w.asked(start, start.Add(hours(6)))
	two := newRequest(start, start.Add(hours(5)))
	two.CompanyID = companyID("South")
	approved := must(w.s.Ask(t.Context(), w.as("vera @ Vendor"), two))(w)
	w.must(w.act("deny", "sue @ Acme", denied.ID))
	w.must(w.act("withdraw", "vera @ Vendor", withdrawn.ID))
	w.must(w.act("grant", "sue @ Acme", half.ID))
	w.must(w.act("grant", "sue @ Acme", approved.ID))
	w.must(second(w.s.Company(t.Context(), w.as("vera @ Vendor"), accountID("Acme"), companyID("North"))))
	w.must(w.act("revoke", "sue @ Acme", half.ID))
	w.must(w.s.Freeze(t.Context(), w.as("sue @ Acme"), accountID("Acme"), "why"))
	entries := w.entries(0)

	w.person("sue @ Acme", "Paula", "Pirk")
	w.person("vera @ Vendor", "Victor", "Voss")
	const sue, vera = "Sue Gräf (sue) @ Acme", "Vera Lang (vera) @ Vendor"
	equal(t, "denied, withdrawn", []string{w.request(denied.ID).Decision.By, w.request(withdrawn.ID).Decision.By}, []string{sue, vera})
	equal(t, "granted, revoked", []string{w.request(half.ID).Decision.By, w.request(half.ID).Ending.By}, []string{sue, sue})
	h := must(w.s.History(t.Context(), w.as("Acme"), approved.ID, ""))(w)
	equal(t, "said yes, changed", []string{h.Approvals[0].By, h.Changed.By}, []string{sue, sue})
	h = must(w.s.History(t.Context(), w.as("Acme"), half.ID, ""))(w)
	equal(t, "visit", h.Visits[0].Who, vera)
	rules := must(w.s.Rules(t.Context(), w.as("Acme"), accountID("Acme"), ""))(w)
	equal(t, "frozen, consent", []string{rules.Freeze.By, rules.Consents[0].CreatedBy}, []string{sue, sue})
	persons := map[Action]string{}
	for _, e := range entries {
		if strings.Contains(e.After, `"person":`) {
			persons[Action(e.Action)] = e.ActorName + " " + recordFrom(e).After["person"]
		}
		if Action(e.Action) == RequestAsked {
			persons[RequestAsked] = e.ActorName + " " + recordFrom(e).After["requested_by"]
		}
	}
	equal(t, "the record", persons, map[Action]string{
		RequestAsked: "vera @ Vendor Vera Lang (vera)", RequestDenied: "sue @ Acme Sue Gräf", RequestWithdrawn: "vera @ Vendor Vera Lang",
		RequestGranted: "sue @ Acme Sue Gräf", RequestApproved: "sue @ Acme Sue Gräf", GrantRevoked: "sue @ Acme Sue Gräf",
	})
}

// TestMailsKeepTheNamesOfThen: a later mail about a request uses the names that the request keeps.
func TestMailsKeepTheNamesOfThen(t *testing.T) {
	w := newToldWorld(t)
	w.person("vera @ Vendor", "Vera", "Lang")
	r := w.asked(w.clock, w.clock.Add(hours(8)))
	w.person("vera @ Vendor", "Victor", "Voss")
	w.must(w.s.UpdateCompany(t.Context(), w.as("Acme"), accountID("Acme"), companyID("North"), NewCompany{Name: "Nadir", Type: ERP}))
	told := func(text string) {
		t.Helper()
		n := 0
		for _, m := range w.sent() {
			if strings.Contains(m.Body, r.ID) {
				n++
				if all := m.Subject + m.Body; !strings.Contains(all, "North") || !strings.Contains(all, "by Vera Lang (vera), Vendor") || strings.Contains(all, "Nadir") ||
					strings.Contains(all, "Voss") {
					t.Errorf("%s: %s\n%s", text, m.Subject, m.Body)
				}
			}
		}
		if n == 0 {
			t.Errorf("%s: no mail", text)
		}
	}
	w.sent()
	w.clock = w.clock.Add(hours(7))
	w.must(w.s.MakeDueNotices(t.Context()))
	told("still waiting")
	w.must(w.act("grant", "sue @ Acme", r.ID))
	told("granted")
	w.clock = w.clock.Add(hours(1))
	w.must(w.s.MakeDueNotices(t.Context()))
	told("over")
}
