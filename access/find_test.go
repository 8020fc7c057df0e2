package access

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/db"
)

// finds is what a login finds by a text, one result per line.
func (w *world) finds(login, text string) []string {
	w.Helper()
	return w.foundBy(w.as(login), text)
}

func (w *world) foundBy(by Actor, text string) (lines []string) {
	w.Helper()
	f := must(w.s.Find(w.Context(), by, text, ""))(w)
	for _, a := range f.Accounts {
		lines = append(lines, a.Name)
	}
	for _, c := range f.Companies {
		lines = append(lines, c.Name+" of "+c.Account.Name)
	}
	for _, u := range f.Users {
		lines = append(lines, u.Name+" @ "+u.Account.Name)
	}
	for _, r := range f.Requests {
		lines = append(lines, "request "+r.Description)
	}
	return lines
}

// findsOfAll is what a login finds by the names of everything that exists.
func (w *world) findsOfAll(login string) string {
	w.Helper()
	var names, lines []string
	for _, a := range worldAccounts {
		names = append(names, a.name)
	}
	by := w.as(login)
	for _, full := range slices.Concat(names, worldCompanies, each(worldUsers, func(u worldUser) string { return u.login })) {
		name, _, _ := strings.Cut(full, " @ ")
		lines = append(lines, w.foundBy(by, name)...)
	}
	slices.Sort(lines)
	return strings.Join(slices.Compact(lines), ", ")
}

func TestFindStaysInsideReach(t *testing.T) {
	const (
		acme     = "Acme, North of Acme, South of Acme, ext @ Acme, paul @ Acme, request ticket 7, spy @ Acme, sue @ Acme"
		borealis = "Bay of Borealis, Borealis, bea @ Borealis"
		kite     = "Kite, kim @ Kite"
		vendor   = "Dock of Vendor, Vendor, boss @ Vendor, idle @ Vendor, request ticket 7, vera @ Vendor, victor @ Vendor"
		all      = "Acme, Bay of Borealis, Borealis, Dock of Vendor, Kite, North of Acme, Root, South of Acme, Tills, Vendor, bea @ Borealis, boss @ Vendor, " +
			"ext @ Acme, idle @ Vendor, kim @ Kite, paul @ Acme, request ticket 7, spy @ Acme, sue @ Acme, vera @ Vendor, victor @ Vendor"
		onlyAsks = "request ticket 7, "
	)
	w := newWorld(t)
	end := start.Add(time.Hour)
	id := w.asked(start, end).ID
	undecided := map[string]string{
		"Acme": acme, "sue @ Acme": acme, "ext @ Acme": acme, "spy @ Acme": acme, "paul @ Acme": "paul @ Acme",
		"Borealis": borealis, "bea @ Borealis": borealis, "Kite": kite, "kim @ Kite": "kim @ Kite", "Tills": "Tills", "Root": all,
		"Vendor": vendor, "vera @ Vendor": onlyAsks + "vera @ Vendor", "victor @ Vendor": onlyAsks + "victor @ Vendor",
		"boss @ Vendor": "Dock of Vendor, Vendor, boss @ Vendor, idle @ Vendor, request ticket 7, vera @ Vendor, victor @ Vendor",
	}
	check := func(when string, changed map[string]string) {
		t.Helper()
		for login, want := range undecided {
			if c, ok := changed[login]; ok {
				want = c
			}
			equal(t, login+" finds, "+when, w.findsOfAll(login), want)
		}
	}
	check("before a decision", nil)
	w.must(second(w.s.Grant(t.Context(), w.as("Acme"), id)))
	let := map[string]string{
		"vera @ Vendor": "Acme, North of Acme, request ticket 7, vera @ Vendor",
		"Vendor":        "Acme, Dock of Vendor, North of Acme, Vendor, boss @ Vendor, idle @ Vendor, request ticket 7, vera @ Vendor, victor @ Vendor",
	}
	check("while granted", let)
	w.clock = end.Add(-time.Millisecond)
	check("in the last instant", let)
	w.clock = end
	check("at the end", nil)
}

// A role assigned under a grant finds the granted company. The account's users are visible only
// under the grant, and so are not found.
func TestFindByABondedRole(t *testing.T) {
	w, _ := bonded(t)
	equal(t, "paul finds", w.findsOfAll("paul @ Acme"), "Acme, North of Acme, paul @ Acme")
	w.clock = start.Add(time.Hour)
	equal(t, "paul finds afterwards", w.findsOfAll("paul @ Acme"), "paul @ Acme")
}

func TestFindLeavesNoTrace(t *testing.T) {
	w := newWorld(t)
	w.granted(start, start.Add(time.Hour))
	equal(t, "entries", w.recorded(func() { w.finds("vera @ Vendor", "acme") }), []string{})
}

func TestFindByWhat(t *testing.T) {
	w := newWorld(t)
	r := w.asked(start, start.Add(time.Hour))
	w.write(func(q *db.Queries) error {
		return second(q.UpdateUserData(t.Context(), db.UpdateUserDataParams{
			ID: userID("vera @ Vendor"), AccountID: accountID("Vendor"), FirstName: "Vera", LastName: "Özil", Email: "v.secret@vendor.example",
			TimeZone: "UTC", SearchKey: searchKey("vera", "Vera", "Özil", "v.secret@vendor.example"),
		}))
	})
	for _, c := range []struct{ login, text, want string }{
		{"Acme", "NORTH", "[North of Acme request ticket 7]"},
		{"Acme", " nor ", "[North of Acme request ticket 7]"},
		{"Acme", "7", "[request ticket 7]"},
		{"Acme", "özil", "[request ticket 7]"},
		{"Acme", "vendor", "[request ticket 7]"},
		{"Acme", "Tick", "[request ticket 7]"},
		{"Acme", "icket", "[]"}, // not the beginning of a word
		{"Acme", r.ID, "[request ticket 7]"},
		{"Acme", " " + r.ID + " ", "[request ticket 7]"},
		{"Borealis", r.ID, "[]"},
		{"vera @ Vendor", r.ID, "[request ticket 7]"},
		{"Root", r.ID, "[request ticket 7]"},
		{"Acme", "secret", "[]"}, // the customer may not see the requester's e-mail address
		{"Vendor", "secret", "[vera @ Vendor]"},
		{"Root", "secret", "[vera @ Vendor]"},
		{"Acme", "", "[]"},
		{"Acme", "  ", "[]"},
		{"Acme", "%", "[]"},
		{"Acme", "_", "[]"},
		{"Acme", strings.Repeat("a", maxName+1), "[]"},
	} {
		equal(t, fmt.Sprintf("%s finds by %q", c.login, c.text), w.finds(c.login, c.text), c.want)
	}
}

// The best matches come first, those with a word that begins with the text; and only a few are
// returned.
func TestFindOrder(t *testing.T) {
	w := newWorld(t)
	for _, name := range []string{"The Northern", "Aanorth", "Bnorth", "Cnorth", "Dnorth", "Enorth", "Fnorth"} {
		w.addCompany(name, "Acme")
	}
	const want = "[North of Acme The Northern of Acme Aanorth of Acme Bnorth of Acme Cnorth of Acme Dnorth of Acme]"
	equal(t, "an account finds", w.finds("Acme", "north"), want)
	equal(t, "an ADMINISTRATOR finds", w.finds("Root", "north"), want)
	w.write(func(q *db.Queries) error {
		return second(q.DeleteCompany(t.Context(), db.DeleteCompanyParams{ID: companyID("North"), AccountID: accountID("Acme"), DeletedAt: db.NullMillis(start)}))
	})
	equal(t, "after a company was deleted", w.finds("Acme", "north")[0], "The Northern of Acme")
}
