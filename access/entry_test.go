package access

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"latchkey/db"
)

// read is the outcome when a login reads a company, with the number of settings that it sees.
func (w *world) read(by Actor, account, company string) string {
	w.Helper()
	page, err := w.s.Company(w.Context(), by, accountID(account), companyID(company))
	if err != nil {
		if page.ID != "" || page.Settings != nil {
			w.Errorf("%s is refused, but gets %v", by.Name(), page)
		}
		return outcome(err)
	}
	return fmt.Sprintf("%d settings", len(page.Settings))
}

func (w *world) edit(by Actor, account, company string) string {
	w.Helper()
	return outcome(w.s.SetSetting(w.Context(), by, accountID(account), companyID(company), "bank", "another"))
}

func TestGranteeIsInDuringTheWindow(t *testing.T) {
	w := newWorld(t)
	r := w.granted(from, to)
	for _, login := range []string{"vera @ Vendor", "Vendor"} {
		w.anew(start)
		by := w.as(login)
		for _, c := range []struct {
			what, read, edit string
			now              time.Time
		}{
			{"before", "not found", "not found", from.Add(-millisecond)},
			{"at from", "1 settings", "done", from},
			{"at the end", "1 settings", "done", to.Add(-millisecond)},
			{"at to", "not found", "not found", to},
		} {
			w.anew(c.now)
			for _, do := range []struct {
				name, want, action string
				fn                 func(Actor, string, string) string
			}{
				{"read", c.read, "company.read", w.read}, {"edit", c.edit, "setting.changed", w.edit},
			} {
				what := login + " " + c.what + ": " + do.name
				first := int64(len(w.entries(0)))
				equal(t, what, do.fn(by, "Acme", "North"), do.want)
				entries := w.entries(first)
				equal(t, what+": entries", len(entries), 1)
				want := []string{login, do.action, "acc_Acme", "com_North", r.ID}
				if do.want == "not found" {
					want[1], want[4] = "denied", ""
				}
				e := entries[0]
				equal(t, what+": entry", []string{e.ActorName, e.Action, e.AccountID, e.ObjectID, e.RequestID}, want)
				equal(t, what+": at", db.Time(e.At), c.now)
			}
		}
	}
}

func TestNobodyElseIsIn(t *testing.T) {
	w := newWorld(t)
	r := w.granted(from, to)
	w.clock = from
	const page, set, denied = "company.read", "setting.changed", "denied"
	for _, c := range []struct{ login, company, read, readEntry, edit, editEntry string }{
		{"vera @ Vendor", "North @ Acme", "1 settings", page, "done", set},
		{"vera @ Vendor", "South @ Acme", "not found", denied, "not found", denied},
		{"vera @ Vendor", "Bay @ Borealis", "not found", denied, "not found", denied},
		{"vera @ Vendor", "North @ Borealis", "not found", "", "not found", ""},
		{"vera @ Vendor", "Bay @ Acme", "not found", "", "not found", ""},
		{"vera @ Vendor", "Nowhere @ Acme", "not found", "", "not found", ""},
		{"vera @ Vendor", "Dock @ Vendor", "not found", denied, "not found", denied},
		{"victor @ Vendor", "North @ Acme", "not found", denied, "not found", denied},
		{"boss @ Vendor", "North @ Acme", "not found", denied, "not found", denied},
		{"kim @ Kite", "North @ Acme", "not found", denied, "not found", denied},
		{"Kite", "North @ Acme", "not found", denied, "not found", denied},
		{"Borealis", "North @ Acme", "not found", denied, "not found", denied},
		{"bea @ Borealis", "North @ Acme", "not found", denied, "not found", denied},
		{"Tills", "North @ Acme", "not found", denied, "not found", denied},
		{"Root", "North @ Acme", "0 settings", "", "forbidden", denied},
		{"Root", "Bay @ Acme", "not found", "", "not found", ""},
		{"paul @ Acme", "North @ Acme", "not found", denied, "not found", denied},
		{"Acme", "North @ Acme", "1 settings", "", "done", set},
		{"sue @ Acme", "South @ Acme", "1 settings", "", "done", set},
		{"ext @ Acme", "North @ Acme", "1 settings", "", "done", set},
	} {
		by := w.as(c.login)
		company, account, _ := strings.Cut(c.company, " @ ")
		for _, do := range []struct {
			name, want, entry string
			fn                func(Actor, string, string) string
		}{
			{"read", c.read, c.readEntry, w.read}, {"edit", c.edit, c.editEntry, w.edit},
		} {
			what, want := fmt.Sprintf("%s: %s %s", c.login, do.name, c.company), []string{}
			if do.entry != "" {
				want = []string{c.login + ": " + do.entry + ": " + company}
			}
			lines := w.recorded(func() { equal(t, what, do.fn(by, account, company), do.want) })
			equal(t, what+": entries", lines, want)
		}
	}
	equal(t, "request", w.request(r.ID).State(w.clock), Active)
}

func TestGranteeSeesTheAccountAsItsRolesAllow(t *testing.T) {
	w := newWorld(t)
	r := w.granted(from, to)
	w.clock = from
	by := w.as("vera @ Vendor")
	first := int64(len(w.entries(0)))
	account := must(w.s.Account(t.Context(), by, "acc_Acme"))(w)
	users := must(w.s.Users(t.Context(), by, "acc_Acme", UserFilter{}, ""))(w)
	equal(t, "companies", each(account.Companies, func(c Company) string { return c.Name }), []string{"North"})
	equal(t, "users", each(users.Rows, func(u UserRow) string { return u.Name }), []string{"ext", "paul", "spy", "sue"})
	entries := each(w.entries(first), func(e db.RecordEntry) string { return e.Action + " by " + e.RequestID })
	equal(t, "entries", entries, []string{"account.read by " + r.ID, "users.read by " + r.ID})

	page := must(w.s.Company(t.Context(), by, "acc_Acme", "com_North"))(w)
	equal(t, "may", []any{page.MayRead, page.MayEdit, page.Grant.ID, page.Grant.Window.To}, []any{true, true, r.ID, to})

	accounts, _, err := w.s.Accounts(t.Context(), by, AccountFilter{})
	w.must(err)
	equal(t, "accounts", fmt.Sprintf("%d %s granted=%v", len(accounts), accounts[0].Name, accounts[0].Granted), "1 Acme granted=true")
	w.clock = to
	accounts, _, err = w.s.Accounts(t.Context(), by, AccountFilter{})
	w.must(err)
	equal(t, "accounts when over", len(accounts), 0)
	for what, err := range map[string]error{
		"account": second(w.s.Account(t.Context(), by, "acc_Acme")),
		"users":   second(w.s.Users(t.Context(), by, "acc_Acme", UserFilter{}, "")),
	} {
		equal(t, what+" when over", outcome(err), "not found")
	}
}

func TestAdministratorSeesTheCompanyWithoutItsSettings(t *testing.T) {
	w := newWorld(t)
	page := must(w.s.Company(t.Context(), w.as("Root"), "acc_Acme", "com_North"))(w)
	equal(t, "page", []any{page.Name, page.Settings, page.MayRead, page.MayEdit, page.Grant}, "[North [] false false <nil>]")
}

// An ADMINISTRATOR reads every account's record, but never a setting, and the same goes for a
// grantee's colleague.
func TestTheRecordShowsSettingsOnlyToThoseWhoMayReadThem(t *testing.T) {
	w := newWorld(t)
	w.granted(from, to)
	w.clock = from
	equal(t, "edit", w.edit(w.as("vera @ Vendor"), "Acme", "North"), "done")
	_, err := w.s.CreateCompany(t.Context(), w.as("Acme"), "acc_Acme", NewCompany{Name: "East", Type: ERP, Settings: map[string]string{"bank": "another"}})
	w.must(err)
	for _, c := range []struct {
		login, account string
		shown          bool
	}{
		{"Acme", "Acme", true}, {"sue @ Acme", "Acme", true}, {"Root", "Acme", false}, {"boss @ Vendor", "Vendor", false},
	} {
		p := must(w.s.ReadRecord(t.Context(), w.as(c.login), accountID(c.account), RecordFilter{}, RecordPlace{}))(w)
		shown := false
		for _, r := range p.Records {
			for _, value := range []string{r.Before["bank"], r.After["bank"]} {
				shown = shown || value != "" && value != "(hidden)"
			}
		}
		equal(t, c.login+" reads a setting in the record of "+c.account, shown, c.shown)
	}
}

func TestWithoutTheRoleAGrantLetsNobodyIn(t *testing.T) {
	w := newWorld(t)
	w.granted(from, to)
	w.clock = from
	equal(t, "with the role", w.read(w.as("vera @ Vendor"), "Acme", "North"), "1 settings")
	w.must(w.s.RemoveAccountRole(t.Context(), w.as("Root"), "Vendor", Support))
	for _, login := range []string{"vera @ Vendor", "Vendor"} {
		by := w.as(login)
		equal(t, login+": read", w.read(by, "Acme", "North"), "not found")
		equal(t, login+": edit", w.edit(by, "Acme", "North"), "not found")
		equal(t, login+": account", outcome(second(w.s.Account(t.Context(), by, "acc_Acme"))), "not found")
		equal(t, login+": users", outcome(second(w.s.Users(t.Context(), by, "acc_Acme", UserFilter{}, ""))), "not found")
	}
}

func TestSettingIsChecked(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct{ key, value, want string }{
		{"bank", "  DE00 \r\n", "done"},
		{"bank", strings.Repeat("é", 2001), "invalid value"},
		{"no such key", "x", "not found"},
	} {
		equal(t, c.key, outcome(w.s.SetSetting(t.Context(), w.as("Acme"), "acc_Acme", "com_North", c.key, c.value)), c.want)
	}
	page := must(w.s.Company(t.Context(), w.as("Acme"), "acc_Acme", "com_North"))(w)
	equal(t, "setting", page.Settings, []Setting{{Key: "bank", Value: "DE00", UpdatedAt: start}})
}

// What an ADMINISTRATOR creates is checked, too. Company settings are not theirs to set.
func TestCreateCompany(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		what, login, account string
		n                    NewCompany
		want                 string
	}{
		{"own", "Acme", "acc_Acme", NewCompany{Name: "East", Type: ERP}, "done"},
		{"same name", "Acme", "acc_Acme", NewCompany{Name: "EAST", Type: ERP}, "invalid name"},
		{"same name elsewhere", "Borealis", "acc_Borealis", NewCompany{Name: "East", Type: ERP}, "done"},
		{"no name, no type", "Acme", "acc_Acme", NewCompany{}, "invalid name type"},
		{"another's", "Acme", "acc_Borealis", NewCompany{Name: "West", Type: ERP}, "not found"},
		{"by a user", "paul @ Acme", "acc_Acme", NewCompany{Name: "West", Type: ERP}, "forbidden"},
		{"by an ADMINISTRATOR", "Root", "acc_Acme", NewCompany{Name: "West", Type: ERP}, "done"},
		{"by an ADMINISTRATOR, of nobody", "Root", "acc_Nobody", NewCompany{Name: "West", Type: ERP}, "not found"},
		{"by an ADMINISTRATOR, with settings", "Root", "acc_Acme", NewCompany{Name: "Up", Type: ERP, Settings: map[string]string{"a": "b"}}, "forbidden"},
		{"with a long setting", "Acme", "acc_Acme", NewCompany{Name: "Low", Type: ERP, Settings: map[string]string{"a": strings.Repeat("é", 2001)}}, "invalid settings"},
	} {
		equal(t, c.what, outcome(second(w.s.CreateCompany(t.Context(), w.as(c.login), c.account, c.n))), c.want)
	}
}

// What was allowed when an operation began is checked again when it gets the writer.
func TestWaitingForTheWriter(t *testing.T) {
	for _, c := range []struct {
		what string
		do   func(*world, Actor) error
	}{
		{"read", func(w *world, by Actor) error { return second(w.s.Company(w.Context(), by, "acc_Acme", "com_North")) }},
		{"edit", func(w *world, by Actor) error {
			return w.s.SetSetting(w.Context(), by, "acc_Acme", "com_North", "bank", "late")
		}},
	} {
		w := newWorld(t)
		w.granted(from, to)
		w.clock = to.Add(-time.Millisecond)
		vera := w.as("vera @ Vendor")
		reads := 0
		w.s.clock.machine = func() time.Time {
			if reads++; reads == 1 {
				return w.clock
			}
			return to
		}
		equal(t, c.what+" when the window ends meanwhile", outcome(c.do(w, vera)), "not found")

		w = newWorld(t)
		w.granted(from, to)
		w.clock = from
		by := must(w.s.Authenticate(t.Context(), w.session("vera @ Vendor"), address))(w)
		w.must(w.store.Write(t.Context(), func(q *db.Queries) error { return second(q.DeleteSession(t.Context(), by.session)) }))
		equal(t, c.what+" when the session ends meanwhile", errors.Is(c.do(w, by), ErrSignedOut), true)
	}
}

// Reading a whole list ends with the reader's session.
func TestListEndsWithItsReader(t *testing.T) {
	w := newWorld(t)
	by := must(w.s.Authenticate(t.Context(), w.session("Acme"), address))(w)
	rows := 0
	err := eachRow(t.Context(), w.s, by, func() error { return nil }, func(int) error {
		if rows++; rows == 4 {
			return w.store.Write(t.Context(), func(q *db.Queries) error { return second(q.DeleteSession(t.Context(), by.session)) })
		}
		return nil
	}, func(string) ([]int, string, error) { return []int{1, 2}, "more", nil })
	equal(t, "rows", rows, 4)
	equal(t, "signed out", errors.Is(err, ErrSignedOut), true)
}

// TestEntriesSayWhoIsBehindAnAccountLogin: several people may share it, and each of their passkeys
// has a person's name. Entries of a user say nothing of the kind.
func TestEntriesSayWhoIsBehindAnAccountLogin(t *testing.T) {
	acts := maps.Clone(freshActs)
	for what, do := range map[string]func(w *world, acme Actor) error{
		"deny": func(w *world, acme Actor) error {
			return second(w.s.Deny(t.Context(), acme, w.asked(from, to).ID, "no"))
		},
		"revoke": func(w *world, acme Actor) error {
			return second(w.s.Revoke(t.Context(), acme, w.granted(from, to).ID, ""))
		},
		"a user": func(w *world, acme Actor) error {
			return w.s.SetUserActive(t.Context(), acme, "acc_Acme", "usr_paul", false)
		},
		"a setting": func(w *world, acme Actor) error {
			return w.s.SetSetting(t.Context(), acme, "acc_Acme", "com_North", "bank", "b")
		},
		"sign out": func(w *world, acme Actor) error { return w.s.SignOut(t.Context(), acme, w.sessions["Acme"]) },
	} {
		acts[what] = freshAct{do: func(w *world) error { return do(w, w.as("Acme")) }}
	}
	for what, act := range acts {
		w := act.prepared(t)
		w.oldProofs()
		w.write(func(q *db.Queries) error {
			for _, token := range w.sessions {
				_, err := q.SetSessionProved(t.Context(), db.SetSessionProvedParams{
					ProvedAt: db.Millis(w.clock), Proofs: string(ProofPasskey), Passkey: "Anna Adams", TokenHash: db.HashToken(token),
				})
				if err != nil {
					return err
				}
			}
			return nil
		})
		before := int64(len(w.entries(0)))
		equal(t, what, outcome(act.do(w)), "done")
		for _, e := range w.entries(before) {
			a, want := actionOf(e.Action), ""
			if Kind(e.ActorKind) == KindAccount && !isVerbatim(a) || saysProof[a] {
				want = "Anna Adams"
			}
			equal(t, what+": "+e.ActorName+" "+e.Action, detailsOf(a, e.After)[DetailPasskey], want)
		}
	}
}
