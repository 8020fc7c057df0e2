package access

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// findings are what Check finds, one per line.
func (w *world) findings(whole bool) []string {
	w.Helper()
	found := must(w.s.Check(w.Context(), whole))(w)
	lines := []string{}
	for _, f := range found {
		if f.What == "" || f.Do == "" {
			w.Errorf("half a finding: %+v", f)
		}
		// the world was set up without entries
		if !strings.Contains(f.What, "the record does not know it") {
			lines = append(lines, f.What)
		}
	}
	return lines
}

// wants requires want in what was found or, if it is "", that nothing was.
func (w *world) wants(what string, found []string, want string) {
	w.Helper()
	if all := strings.Join(found, "\n"); want == "" && all != "" || !strings.Contains(all, want) {
		w.Errorf("%s: found %q, want %q", what, all, want)
	}
}

func TestCheckFindsNothingInASoundDatabase(t *testing.T) {
	w := newWorld(t)
	equal(t, "in an empty record", append(w.findings(false), w.findings(true)...), []string{})
	w.granted(w.clock, w.clock.Add(time.Hour))
	equal(t, "after a grant", append(w.findings(false), w.findings(true)...), []string{})
}

// The quick check notices a change of the record's last entry only.
func TestCheckFindsWhatIsNotWhatWasWritten(t *testing.T) {
	w := newWorld(t)
	w.granted(w.clock, w.clock.Add(time.Hour))
	size := len(w.entries(0))
	for _, c := range []struct {
		statement string
		quick     string
		whole     string
	}{
		{fmt.Sprintf("UPDATE audit_entries SET actor_name = 'nobody' WHERE seq = %d", size-1), "The record doesn't match what was written", "The record doesn't match what was written"},
		{"UPDATE audit_entries SET actor_name = 'nobody' WHERE seq = 0", "", "The record doesn't match what was written: entry 0"},
		{"PRAGMA foreign_keys = OFF; DELETE FROM companies WHERE id = 'com_North'", "", "names a row of companies that is not there"},
	} {
		f := w.forge()
		f.do(c.statement)
		f.wants(c.statement+" (quick)", f.findings(false), c.quick)
		f.wants(c.statement, f.findings(true), c.whole)
	}
}

// Second factors that were put into the tables, or taken out of them, without the product are
// found.
func TestCheckFindsFactorsThatNobodyAdded(t *testing.T) {
	w := newPasskeyWorld(t)
	w.addPasskey("sue @ Acme")
	w.setUpCode("sue @ Acme")
	w.setUpCode("paul @ Acme")
	w.must(w.s.ResetFactorsNow(t.Context(), TheOperator(), "Acme", "paul"))
	equal(t, "as they were made", w.findings(true), []string{})
	for _, c := range []struct{ statement, want string }{
		{"UPDATE passkeys SET user_id = 'usr_bea', account_id = 'acc_Borealis'", `login is "usr_bea", but "usr_sue" by entry 0`},
		{"DELETE FROM passkeys", "it is not there, but it is by entry 0"},
		{"DELETE FROM one_time_codes", "one_time_codes usr_sue: it is not there, but it is by entry"},
		{"UPDATE one_time_codes SET confirmed_at = confirmed_at + 1", "one_time_codes usr_sue: confirmed_at is"},
		{"UPDATE one_time_codes SET login_id = 'usr_paul', user_id = 'usr_paul'", "one_time_codes usr_paul: it is there, but the record took it away in entry"},
		{"INSERT INTO recovery_codes SELECT login_id, randomblob(32), account_id, user_id, created_at + 1, NULL FROM recovery_codes LIMIT 1", "recovery_codes usr_sue: last is"},
		{"INSERT INTO recovery_codes SELECT login_id, randomblob(32), account_id, user_id, created_at, NULL FROM recovery_codes LIMIT 1", "recovery_codes usr_sue: there are 11, but 10 are made at a time"},
		{"INSERT INTO recovery_codes SELECT 'usr_paul', code_hash, account_id, 'usr_paul', created_at, NULL FROM recovery_codes LIMIT 1", "recovery_codes usr_paul: it is there, but the record took it away in entry"},
	} {
		f := w.forge()
		f.do(c.statement)
		f.wants(c.statement, f.findings(true), c.want)
	}
}
