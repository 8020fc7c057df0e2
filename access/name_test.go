package access

import (
	"strings"
	"testing"

	"latchkey/db"
)

// naming has every operation by which something gets a name, each with a name that is taken in the
// world.
func (w *world) naming() map[string]struct {
	taken string
	name  func(name string) error
} {
	ctx := w.Context()
	company := func(name string) NewCompany { return NewCompany{Name: name, Type: ERP} }
	webapp := func(name string) NewWebapp {
		key := must(w.s.newID("k", w.clock))(w) // nothing has it yet
		return NewWebapp{Name: name, Key: strings.ToLower(strings.ReplaceAll(key, "_", "")), Address: "https://a.example/"}
	}
	id := must(w.s.CreateCompany(ctx, w.as("Acme"), accountID("Acme"), company("Another")))(w)
	w.must(second(w.s.CreateWebapp(ctx, w.as("Root"), webapp("Lamp"))))
	app := must(w.s.CreateWebapp(ctx, w.as("Root"), webapp("Elsewhere")))(w)
	w.must(third(w.s.CreateUser(ctx, w.as("Acme"), accountID("Acme"), NewUser{Name: "anna"})))
	w.must(third(w.s.CreateAccount(ctx, w.as("Root"), NewAccount{Name: "Nimbus"})))
	w.must(second(w.s.CreateCompany(ctx, w.as("Acme"), accountID("Acme"), company("Warehouse"))))
	return map[string]struct {
		taken string
		name  func(name string) error
	}{
		"an account": {"Nimbus", func(name string) error { return third(w.s.CreateAccount(ctx, w.as("Root"), NewAccount{Name: name})) }},
		"a user": {"anna", func(name string) error {
			return third(w.s.CreateUser(ctx, w.as("Acme"), accountID("Acme"), NewUser{Name: name}))
		}},
		"a company": {"Warehouse", func(name string) error {
			return second(w.s.CreateCompany(ctx, w.as("Acme"), accountID("Acme"), company(name)))
		}},
		"a company renamed": {"Warehouse", func(name string) error {
			return w.s.UpdateCompany(ctx, w.as("Acme"), accountID("Acme"), id, company(name))
		}},
		"a webapp":         {"Lamp", func(name string) error { return second(w.s.CreateWebapp(ctx, w.as("Root"), webapp(name))) }},
		"a webapp renamed": {"Lamp", func(name string) error { return second(w.s.ChangeWebapp(ctx, w.as("Root"), app.ID, webapp(name))) }},
	}
}

// Nothing gets a name that a reader could mistake for an existing one, or that has invisible
// characters.
func TestLookalikeNames(t *testing.T) {
	w := newWorld(t)
	for what, c := range w.naming() {
		more := ""
		if strings.HasSuffix(what, "renamed") {
			more = " 2" // otherwise it would be an existing name
		}
		for _, alike := range []string{
			c.taken + "\u3164", c.taken + "\u2800", c.taken + "\ufe0f", c.taken + "\u034f", c.taken + "\u115f", c.taken + "\u17b4", c.taken + "\u180b",
			c.taken + "\u200b", "\u202e" + c.taken, c.taken + "\U0001D159", strings.Replace(c.taken, "a", "а", 1) + "b", strings.ToUpper(c.taken),
			strings.NewReplacer("a", "а", "i", "і").Replace(c.taken), strings.Replace(c.taken, "m", "rn", 1), strings.Replace(c.taken, "a", "α", 1),
		} {
			if alike == c.taken || alike == c.taken+"b" || c.taken == "Nimbus" && strings.HasSuffix(alike, "b") {
				continue
			}
			equal(t, what+" named "+alike, outcome(c.name(alike)), "invalid name")
		}
		equal(t, what+" with two spaces", outcome(c.name("Blue  \u00a0Sky"+more)), "done")
		equal(t, what+" of one script", outcome(c.name("Синее небо"+more)), "done")
		equal(t, what+" of scripts that are written together", outcome(c.name("東京ソニー Sony"+more)), "done")
	}
	equal(t, "folded", must(w.store.Read.GetAccountByRef(t.Context(), db.GetAccountByRefParams{NameKey: "blue sky"}))(w).Name, "Blue Sky")
	equal(t, "the other one signs in by it", outcome(w.make("Acme", "blue  sky @ Acme")), "invalid name")
}

// Something with an old name keeps it, signs in with it, and can be changed otherwise.
func TestNamesOfBefore(t *testing.T) {
	w := newWorld(t)
	w.write(func(q *db.Queries) error {
		return q.InsertCompany(t.Context(), db.InsertCompanyParams{
			ID: "com_old", AccountID: accountID("Acme"), Name: "Аcme  \u3164", NameKey: NameKey("Аcme  \u3164"), TimeZone: "UTC", Type: "ERP",
		})
	})
	edit := func(name string) error {
		return w.s.UpdateCompany(t.Context(), w.as("Acme"), accountID("Acme"), "com_old", NewCompany{Name: name, Type: ERP, Description: "new"})
	}
	equal(t, "its description", outcome(edit("Аcme  \u3164")), "done")
	equal(t, "its name", outcome(edit("Аcmes")), "invalid name")
	equal(t, "its name made better", outcome(edit("Acme")), "done")
}

// Nobody can have a name that the record uses for actors that are not logins.
func TestNamesOfNobody(t *testing.T) {
	w := newWorld(t)
	for what, c := range w.naming() {
		more := ""
		if strings.HasSuffix(what, "renamed") {
			more = " 2"
		}
		for _, name := range []string{
			TheOperator().Name(), Actor{Kind: KindNobody}.Name(), externalName, CommandLine, "OPERATOR", "Operat0r", "The  Clock", "[operator]", "ореrаtоr",
			"standing consent of anna", "Nobody", "Nobody signed in", "Betreiber", "NIEMAND", "Jemand von außen", "jemand von aussen", "Dauerfreigabe von Anna", "System",
		} {
			equal(t, what+" named "+name, outcome(c.name(name)), "invalid name")
		}
		equal(t, what+" named like a trade", outcome(c.name("Operators Ltd"+more)), "done")
	}
	for _, d := range []UserData{{FirstName: "The", LastName: "Clock"}, {LastName: "operator"}, {FirstName: "Nobody", LastName: "signed in"}} {
		equal(t, d.FirstName+" "+d.LastName, outcome(w.s.UpdateUser(t.Context(), w.as("Acme"), accountID("Acme"), "usr_sue", d)), "invalid last_name")
	}
	equal(t, "a person with a turn", outcome(w.s.UpdateUser(t.Context(), w.as("Acme"), accountID("Acme"), "usr_sue", UserData{FirstName: "Sue\u202e", LastName: "X\u3164"})), "invalid first_name last_name")
}

// Whoever had a name before it was reserved keeps it.
func TestReservedPersonsOfBefore(t *testing.T) {
	w := newWorld(t)
	w.write(func(q *db.Queries) error {
		_, err := q.UpdateUserData(t.Context(), db.UpdateUserDataParams{ID: "usr_sue", AccountID: accountID("Acme"), FirstName: "Die", LastName: "Uhr", TimeZone: "UTC"})
		return err
	})
	edit := func(first, last string) string {
		return outcome(w.s.UpdateUser(t.Context(), w.as("Acme"), accountID("Acme"), "usr_sue", UserData{FirstName: first, LastName: last, TimeZone: "Europe/Berlin"}))
	}
	equal(t, "another time zone", edit("Die", "Uhr"), "done")
	equal(t, "another such name", edit("Der", "Betreiber"), "invalid last_name")
	equal(t, "and back", edit("Sue", "Ames"), "done")
	equal(t, "the same once more", edit("Die", "Uhr"), "invalid last_name")
}
