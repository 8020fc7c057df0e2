package access

import (
	"fmt"
	"maps"
	"testing"
	"time"

	"latchkey/db"
)

// causes is what the record says about the latest entries with an action, besides the state and the
// person.
func (w *world) causes(a Action) map[Detail]string {
	w.Helper()
	entries := w.entries(0)
	for i := len(entries) - 1; i >= 0; i-- {
		if Action(entries[i].Action) == a {
			after := detailsOf(a, entries[i].After)
			delete(after, DetailState)
			delete(after, DetailPerson)
			return after
		}
	}
	w.Fatalf("nothing is %s", a)
	return nil
}

// What the program ends or denies by itself has a cause. It has a reason only if someone typed one.
func TestCauses(t *testing.T) {
	for _, c := range []struct {
		what   string
		do     func(*world) error
		ending Act
		entry  map[Detail]string
		denied bool
	}{
		{"frozen", func(w *world) error { return w.s.Freeze(t.Context(), w.as("Acme"), "acc_Acme", "an incident") },
			Act{"REVOKED", start, "Acme", "an incident", CauseFreeze}, map[Detail]string{"cause": "freeze", "reason": "an incident"}, false},
		{"company deleted", func(w *world) error { return w.s.DeleteCompany(t.Context(), w.as("Acme"), "acc_Acme", "com_North") },
			Act{"REVOKED", start, "Acme", "", CauseCompanyDeleted}, map[Detail]string{"cause": "company_deleted"}, true},
		{"account deleted", func(w *world) error { return w.s.DeleteAccount(t.Context(), w.as("Root"), "acc_Acme", "Acme") },
			Act{"REVOKED", start, "Root", "", CauseAccountDeleted}, map[Detail]string{"cause": "account_deleted", "account": "Acme"}, true},
		{"asker deleted", func(w *world) error { return w.s.DeleteAccount(t.Context(), w.as("Root"), "acc_Kite", "Kite") },
			Act{"REVOKED", start, "Root", "", CauseAskerDeleted}, map[Detail]string{"cause": "asker_deleted", "account": "Kite"}, true},
	} {
		w := newWorld(t)
		asker := "vera @ Vendor"
		if c.entry["account"] == "Kite" {
			asker = "kim @ Kite"
		}
		ask := func() string { return must(w.s.Ask(t.Context(), w.as(asker), newRequest(start, to)))(w).ID }
		granted := ask()
		w.must(w.act("grant", "Acme", granted))
		waiting := ask()
		w.must(c.do(w))
		end := must(readRequest(t.Context(), w.store.Read, granted, w.clock))(w).Ending
		equal(t, c.what+": the end", *end, c.ending)
		if got := w.causes(GrantRevoked); !maps.Equal(got, c.entry) {
			t.Errorf("%s: the entry has %v, want %v", c.what, got, c.entry)
		}
		if !c.denied {
			continue
		}
		c.ending.What = decisionDenied
		equal(t, c.what+": the denial", *must(readRequest(t.Context(), w.store.Read, waiting, w.clock))(w).Decision, c.ending)
		if got := w.causes(RequestDenied); !maps.Equal(got, c.entry) {
			t.Errorf("%s: the entry of the denial has %v, want %v", c.what, got, c.entry)
		}
	}
}

// A restore has its own cause, and says what had become of what it ends. What was typed then
// remains the reason, however often backups are restored.
func TestTheCauseOfARestore(t *testing.T) {
	w := signs(t, 0)
	id := w.granted(start, start.Add(5*time.Hour)).ID
	clock, backups := &w.clock, []*world{w.backup(), w.backup(), w.backup()}
	*clock = clock.Add(time.Minute)
	w.must(w.s.Freeze(t.Context(), w.as("Acme"), "acc_Acme", "a theft"))
	for i, b := range backups {
		frozen := *clock
		*clock = clock.Add(time.Minute)
		b.clock = *clock
		must(b.s.Restore(t.Context(), Restore{Before: w.s, File: "b", Sum: "aa"}))(w)
		end, by := "freeze", "Acme"
		if i > 0 {
			end, by = "restore", "operator"
		}
		which := fmt.Sprintf("restore %d: ", i+1)
		equal(t, which+"the grant", *b.request(id).Ending, Act{"REVOKED", b.clock, "operator", "a theft", CauseRestore})
		equal(t, which+"the freeze", *b.as("Acme").Frozen, Freeze{b.clock, "operator", "a theft", CauseRestore})
		want := map[Detail]string{
			"cause": "restore", "backup_of": "2026-03-02T09:00:00Z", "why": end, "why_at": instantText(frozen), "why_by": by, "why_reason": "a theft",
		}
		for _, a := range []Action{GrantRevoked, AccessFrozen} {
			if got := b.causes(a); !maps.Equal(got, want) {
				t.Errorf("%s%s has %v, want %v", which, a, got, want)
			}
		}
		w = b
	}
	w.must(w.s.Unfreeze(t.Context(), w.as("Acme"), "acc_Acme"))
	entries := w.entries(0)
	equal(t, "what was lifted", entries[len(entries)-1].Before, `{"cause":"restore","reason":"a theft"}`)
}

// Whoever gave the consent made the decision, even in a database that says so in English, and check
// finds nothing.
func TestConsentersOfBefore(t *testing.T) {
	for _, name := range []string{"before", "phrases"} {
		w := storedWorld(t, name, at("2026-06-01T09:00:00Z"))
		n := 0
		w.must(w.store.Snapshot(t.Context(), func(q *db.Queries) error {
			return eachRowToCheck(func(after db.ListRequestsToCheckRow) ([]db.ListRequestsToCheckRow, error) {
				return q.ListRequestsToCheck(t.Context(), db.ListRequestsToCheckParams{After: after.ID, PageSize: verifyBatch})
			}, func(row db.ListRequestsToCheckRow) {
				r := must(readRequest(t.Context(), q, row.ID, w.clock))(w)
				if r.ConsentID != "" {
					n++
					c := must(q.GetConsentByID(t.Context(), db.GetConsentByIDParams{ID: r.ConsentID, AccountID: r.AccountID}))(w)
					equal(t, name+": "+r.ID, r.Decision.By, c.StandingConsent.CreatedBy)
				}
				equal(t, name+": causes", row.DecisionCause+row.EndingCause, "")
			})
		}))
		if name == "phrases" {
			equal(t, "visits by consent", n > 0, true)
		}
	}
}
