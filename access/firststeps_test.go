package access

import (
	"fmt"
	"testing"
	"time"
)

// TestFirstSteps: each step is ticked once it is done, and the list is there until all steps but
// the optional ones are done.
func TestFirstSteps(t *testing.T) {
	w := newEmptyWorld(t)
	told := func(login, account string) []string {
		t.Helper()
		return each(must(w.s.FirstSteps(t.Context(), w.as(login), accountID(account), false))(w), func(s FirstStep) string {
			return fmt.Sprintf("%s in %q %s", s.Step, s.AccountID, map[bool]string{true: "done", false: "open"}[s.Done])
		})
	}
	sales := "open"
	vendors := func(accounts, companyIn, company string) []string {
		return []string{
			`customer in "acc_Root" ` + accounts, fmt.Sprintf("company in %q %s", companyIn, company),
			`asker in "acc_Root" ` + accounts, `webapp in "acc_Root" open`,
			fmt.Sprintf("subscription in %q open", companyIn), `sales in "acc_Root" ` + sales, `https in "" open`, `mail in "" open`, `keys in "" open`,
		}
	}
	customers := []string{
		`company in "acc_Acme" open`, `superuser in "acc_Acme" open`, `rules in "acc_Acme" open`,
	}

	w.addAccount("Root", Administrator)
	equal(t, "nothing", told("Root", "Root"), vendors("open", "", "open"))
	w.addCompany("Office", "Root")
	w.addAccount("Tills", Sales)
	sales = "done"
	equal(t, "what is the vendor's own is no customer's", told("Root", "Root"), vendors("open", "", "open"))
	w.addAccount("Acme", Customer)
	w.addAccount("Vendor", Support)
	equal(t, "accounts", told("Root", "Root"), vendors("done", "acc_Acme", "open"))
	equal(t, "another account", told("Root", "Acme"), []string{})
	equal(t, "a customer", told("Acme", "Acme"), customers)
	equal(t, "who asks", told("Vendor", "Vendor"), []string{`user in "acc_Vendor" open`, `ask in "acc_Vendor" open`})
	equal(t, "who makes invoices", told("Tills", "Tills"), []string{})

	w.addUser(worldUser{login: "paul @ Acme"}, time.Time{})
	w.addUser(worldUser{login: "vera @ Vendor"}, time.Time{})
	w.addUser(worldUser{login: "guest @ Acme", roles: []Role{Superuser}, owner: "vera @ Vendor"}, time.Time{})
	w.addUser(worldUser{login: "gone @ Acme", roles: []Role{Superuser}, inactive: true}, time.Time{})
	equal(t, "users who do not count", told("Acme", "Acme"), customers)
	equal(t, "a user without a role for it", told("paul @ Acme", "Acme"), []string{})
	w.addUser(worldUser{login: "sue @ Acme", roles: []Role{Superuser}}, time.Time{})
	w.addCompany("North", "Acme")
	equal(t, "all but the optional one", told("Acme", "Acme"), []string{})
	equal(t, "all but the optional one, for the SUPERUSER", told("sue @ Acme", "Acme"), []string{})

	equal(t, "a user", told("Vendor", "Vendor"), []string{`user in "acc_Vendor" done`, `ask in "acc_Vendor" open`})
	w.asked(start, start.Add(time.Hour))
	equal(t, "asked", told("Vendor", "Vendor"), []string{})

	equal(t, "only a webapp is missing", told("Root", "Root"), vendors("done", "acc_Acme", "done"))
	w.must(second(w.s.CreateWebapp(t.Context(), w.as("Root"), NewWebapp{Key: "desk", Name: "Desk", Address: "https://desk.example.com/"})))
	equal(t, "all", told("Root", "Root"), []string{})

	w.must(w.s.DeleteCompany(t.Context(), w.as("Acme"), accountID("Acme"), companyID("North")))
	equal(t, "a company that was deleted does not count", len(told("Root", "Root")), 9)
	equal(t, "nor for its account", len(told("Acme", "Acme")), 3)
}
