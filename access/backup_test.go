package access

import (
	"crypto/rand"
	"testing"
	"time"
)

// TestBackupState: an ADMINISTRATOR reads when the last backup was made, and whether one is
// overdue.
func TestBackupState(t *testing.T) {
	w := newWorld(t)
	state := func(login string) BackupState {
		t.Helper()
		by := w.as(login)
		return must(w.s.BackupState(t.Context(), by, by.AccountID))(w)
	}
	equal(t, "where nobody wants to know", state("Root"), BackupState{})
	w.s.backups = &BackupPlan{}
	equal(t, "before the first", state("Root"), BackupState{Known: true, Overdue: true})
	equal(t, "for others", state("Acme"), BackupState{})
	at := w.s.Now()
	w.must(w.s.BackedUp(t.Context(), at))
	equal(t, "the last one", must(w.s.LastBackup(t.Context()))(w), at.UTC())
	for _, c := range []struct {
		every, age time.Duration
		overdue    bool
	}{
		{0, 48 * time.Hour, false}, {0, 48*time.Hour + time.Millisecond, true},
		{6 * time.Hour, 12 * time.Hour, false}, {6 * time.Hour, 12*time.Hour + time.Millisecond, true},
	} {
		w.s.backups = &BackupPlan{Every: c.every}
		w.must(w.s.BackedUp(t.Context(), w.s.Now().Add(-c.age)))
		if got := state("Root"); got.Overdue != c.overdue || got.Planned != (c.every > 0) {
			t.Errorf("every %s, %s old: %+v", c.every, c.age, got)
		}
	}
	w.s.BackupFailed()
	equal(t, "after one that failed", state("Root").Failed, true)
	w.must(w.s.BackedUp(t.Context(), at))
	equal(t, "after one that did not", state("Root").Failed, false)
	w.clock = w.clock.Add(time.Hour)
	w.s.BackupFailed()
	equal(t, "after another one that failed", state("Root").Failed, true)
	cron := must(New(w.store, Config{Now: func() time.Time { return w.clock }, Random: rand.Reader}))(w)
	w.must(cron.BackedUp(t.Context(), w.clock))
	equal(t, "after a good one of another process", state("Root").Failed, false)
	size := len(w.entries(0))
	w.must(w.s.BackedUp(t.Context(), at))
	equal(t, "entries of the record for it", len(w.entries(0)), size)
}
