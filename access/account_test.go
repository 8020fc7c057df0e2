package access

import (
	"strings"
	"testing"
	"time"
)

var newAccount = NewAccount{Name: "First", Password: "four unrelated garden words"}

func (w *world) offered() string {
	w.Helper()
	return must(w.s.OfferSetup(w.Context()))(w)
}

func TestSetup(t *testing.T) {
	w := newEmptyWorld(t)
	token := w.offered()
	equal(t, "another token", outcome(w.s.CheckSetup(t.Context(), token+"x")), "not found")
	equal(t, "no token", outcome(w.s.Setup(t.Context(), Nobody(address), "", newAccount)), "not found")
	equal(t, "invalid", outcome(w.s.Setup(t.Context(), Nobody(address), token, NewAccount{})), "invalid name password")
	equal(t, "token after a mistake", outcome(w.s.CheckSetup(t.Context(), token)), "done")
	lines := w.recorded(func() { w.must(w.s.Setup(t.Context(), Nobody(address), token, newAccount)) })
	equal(t, "entries", lines, []string{"nobody: account.created: First"})
	equal(t, "roles", w.as("First").Roles, []Role{Administrator, Customer, AccountLogin})
	equal(t, "signs in", outcome(second(w.signIn(credentials("First", newAccount.Password, address)))), "done")

	again := newAccount
	again.Name = "Second"
	equal(t, "second use", outcome(w.s.Setup(t.Context(), Nobody(address), token, again)), "not found")
	equal(t, "token offered", w.offered(), "")
}

func TestSetupTokenLastsADay(t *testing.T) {
	w := newEmptyWorld(t)
	token := w.offered()
	w.clock = start.Add(24*time.Hour - millisecond)
	equal(t, "in time", outcome(w.s.CheckSetup(t.Context(), token)), "done")
	w.clock = start.Add(24 * time.Hour)
	equal(t, "too late", outcome(w.s.CheckSetup(t.Context(), token)), "not found")
	equal(t, "used too late", outcome(w.s.Setup(t.Context(), Nobody(address), token, newAccount)), "not found")
}

func TestSetupTokenReplacesTheOneBefore(t *testing.T) {
	w := newEmptyWorld(t)
	first, second := w.offered(), w.offered()
	equal(t, "first", outcome(w.s.CheckSetup(t.Context(), first)), "not found")
	equal(t, "second", outcome(w.s.CheckSetup(t.Context(), second)), "done")
}

// If the operator has created an ADMINISTRATOR in the meantime, that is the first one, and the
// token creates no other.
func TestSetupTokenEndsWithTheFirstAdministrator(t *testing.T) {
	w := newEmptyWorld(t)
	token := w.offered()
	_, _, err := w.s.CreateAccount(t.Context(), TheOperator(), NewAccount{Name: "Root", Password: newAccount.Password, Roles: []Role{Administrator}})
	w.must(err)
	equal(t, "check", outcome(w.s.CheckSetup(t.Context(), token)), "not found")
	equal(t, "use", outcome(w.s.Setup(t.Context(), Nobody(address), token, newAccount)), "not found")
}

func TestOneOfManySetupsWins(t *testing.T) {
	w := newEmptyWorld(t)
	token := w.offered()
	count := together(8, func(i int) error {
		n := newAccount
		n.Name += strings.Repeat("I", i)
		return w.s.Setup(t.Context(), Nobody(address), token, n)
	})
	equal(t, "outcomes", count, map[string]int{"done": 1, "not found": 7})
}

func TestLastAdministratorStays(t *testing.T) {
	w := newWorld(t)
	remove := func(name string) string {
		return outcome(w.s.RemoveAccountRole(t.Context(), TheOperator(), name, Administrator))
	}
	disable := func(name string) string { return outcome(w.s.SetAccountLogin(t.Context(), TheOperator(), name, false)) }

	equal(t, "the last loses the role", remove("Root"), "conflict")
	equal(t, "the last is disabled", disable("Root"), "conflict")
	equal(t, "one who is none", remove("Acme"), "conflict")
	w.must(w.s.AddAccountRole(t.Context(), TheOperator(), "Kite", Administrator))
	equal(t, "one of two is disabled", disable("Kite"), "done")
	equal(t, "the last enabled loses the role", remove("Root"), "conflict")
	equal(t, "the last enabled is disabled", disable("Root"), "conflict")
	w.must(w.s.SetAccountLogin(t.Context(), TheOperator(), "Kite", true))
	equal(t, "one of two loses the role", remove("Root"), "done")
	equal(t, "then the other is the last", remove("Kite"), "conflict")
	equal(t, "roles", w.as("Root").Roles, []Role{Customer, AccountLogin})
}

func TestSalesIsForNamedAccounts(t *testing.T) {
	w := newWorld(t)
	equal(t, "Acme, nobody known", outcome(w.s.AddAccountRole(t.Context(), w.as("Root"), "Acme", Sales)), "invalid role")
	for _, c := range []struct{ first, last, email, want string }{
		{"", "", "", "invalid role"}, {"Ann", "", "", "invalid role"}, {"Ann", "Lee", "", "invalid role"}, {"", "Lee", "ann@example.com", "invalid role"},
		{"Ann", "", "ann@example.com", "invalid role"}, {" ", "Lee", "ann@example.com", "invalid role"}, {"\u3164", "Lee", "ann@example.com", "invalid contact_first_name"}, {"Ann", "\u2800\ufe0f", "ann@example.com", "invalid contact_last_name"}, {"Ann", "Lee", "ann@example.com", "done"},
	} {
		n := NewAccount{
			Name: "Named", ContactFirstName: c.first, ContactLastName: c.last, Email: c.email, Password: newAccount.Password, Roles: []Role{Sales},
		}
		equal(t, c.first+" "+c.last+" "+c.email, outcome(third(w.s.CreateAccount(t.Context(), w.as("Root"), n))), c.want)
	}
}

func TestWhoChangesAccountRoles(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ login, account, want string }{
		{"Root", "Acme", "done"}, {"Root", "Acme", "conflict"}, {"Root", "Nobody", "not found"},
		{"Acme", "Acme", "forbidden"}, {"sue @ Acme", "Acme", "forbidden"}, {"Vendor", "Vendor", "forbidden"},
		// What a login may not see gets the same answer as what does not exist.
		{"Borealis", "Acme", "not found"}, {"Borealis", "Nobody", "not found"}, {"Vendor", "Borealis", "not found"},
	} {
		by := w.as(c.login)
		var err error
		lines := w.recorded(func() { err = w.s.AddAccountRole(t.Context(), by, accountID(c.account), Consultant) })
		what := c.login + " to " + c.account
		equal(t, what, outcome(err), c.want)
		want := []string{}
		switch {
		case c.want == "done":
			want = []string{c.login + ": account.role_added: " + c.account}
		case c.want == "forbidden" || c.want == "not found" && c.account != "Nobody":
			want = []string{c.login + ": denied: " + c.account}
		}
		equal(t, what+": entries", lines, want)
	}
	for _, role := range []Role{Superuser, "NO SUCH ROLE"} {
		equal(t, string(role)+" of an account", outcome(w.s.AddAccountRole(t.Context(), w.as("Root"), "Borealis", role)), "invalid role")
	}
	equal(t, "CUSTOMER removed", outcome(w.s.RemoveAccountRole(t.Context(), w.as("Root"), "Acme", Customer)), "conflict")
}

func TestWhoChangesAnAccountsPassword(t *testing.T) {
	w := newWorld(t)
	const another = "seven other unrelated words"
	for _, c := range []struct{ login, account, password, want string }{
		{"Acme", "Acme", another, "done"}, {"Acme", "Acme", "short", "invalid password"}, {"Acme", "Acme", "acme acme acme words", "invalid password"},
		{"sue @ Acme", "Acme", another, "forbidden"}, {"paul @ Acme", "Acme", another, "forbidden"}, {"Root", "Acme", another, "forbidden"},
		{"Borealis", "Acme", another, "not found"}, {"Borealis", "Acme", "short", "not found"},
	} {
		equal(t, c.login+" of "+c.account, outcome(w.s.SetAccountPassword(t.Context(), w.as(c.login), c.account, c.password)), c.want)
	}
	equal(t, "by the operator", outcome(w.s.SetAccountPassword(t.Context(), TheOperator(), "Acme", another)), "done")
	equal(t, "signs in", outcome(second(w.signIn(credentials("Acme", another, address)))), "done")
}

func TestCreateAccount(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		login, name string
		roles       []Role
		want        string
	}{
		{"Root", "New", []Role{Support, Consultant}, "done"},
		{"Root", " NEW ", nil, "invalid name"},
		{"Root", "", nil, "invalid name"},
		{"Root", "bad\xffname", nil, "invalid name"},
		{"Root", "two\nlines", nil, "invalid name"},
		{"Root", "With USER", []Role{Superuser}, "invalid role"},
		{"Acme", "Other", nil, "forbidden"},
		{"Vendor", "Other", nil, "forbidden"},
		{"sue @ Acme", "Other", nil, "forbidden"},
	} {
		_, _, err := w.s.CreateAccount(t.Context(), w.as(c.login), NewAccount{Name: c.name, Password: newAccount.Password, Roles: c.roles})
		equal(t, c.login+" makes "+c.name, outcome(err), c.want)
	}
	equal(t, "roles", w.as("New").Roles, []Role{Consultant, Customer, Support, AccountLogin})
}

func TestCreateUser(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		login, account, name string
		roles                []Role
		want                 string
	}{
		{"Acme", "Acme", "ann", nil, "done"},
		{"sue @ Acme", "Acme", "bob", []Role{Superuser}, "done"},
		{"Root", "Borealis", "ann", []Role{Superuser}, "invalid password"},
		{"Borealis", "Borealis", "ann", []Role{Superuser}, "done"},
		{"Acme", "Acme", "ANN", nil, "invalid name"},
		{"Acme", "Acme", "cat", []Role{ExternalSuperuser}, "invalid roles"},
		{"Acme", "Acme", "cat", []Role{Support}, "invalid roles"},
		{"paul @ Acme", "Acme", "dan", nil, "forbidden"},
		{"ext @ Acme", "Acme", "dan", nil, "forbidden"},
		{"Acme", "Borealis", "dan", nil, "not found"},
		{"Root", "Nobody", "dan", nil, "not found"},
	} {
		_, _, err := w.s.CreateUser(t.Context(), w.as(c.login), accountID(c.account), NewUser{Name: c.name, Password: newAccount.Password, Roles: c.roles})
		equal(t, c.login+" makes "+c.name+" of "+c.account, outcome(err), c.want)
	}
	equal(t, "roles", w.as("bob @ Acme").Roles, []Role{Superuser, User})
}
