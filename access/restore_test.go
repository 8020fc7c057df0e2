package access

import (
	"crypto/rand"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/db"
	"latchkey/record"
)

// backup is an open copy of the world, with its own key, from which a restore continues.
func (w *world) backup() *world {
	w.Helper()
	path := filepath.Join(w.TempDir(), "backup.db")
	w.must(w.store.Backup(w.Context(), path))
	store := must(db.Open(w.Context(), path, db.Exclusive))(w)
	w.Cleanup(func() { w.must(store.Close()) })
	signer := must(record.NewSigner(rand.Reader))(w)
	b := &world{T: w.T, store: store, clock: w.clock}
	b.s = must(New(store, Config{Now: b.Now, Random: rand.Reader, Signer: signer, FactorKeys: w.s.factorKeys}))(w)
	b.s.passkeys = w.s.passkeys
	return b
}

// restored is a world with everything that can be ended, and the same world restored after an act.
func restored(t *testing.T, setUp, act func(*world), r Restore) (before, after *world, report RestoreReport) {
	t.Helper()
	w := signs(t, 0)
	w.signed("")
	setUp(w)
	b := w.backup()
	w.clock = w.clock.Add(time.Minute)
	act(w)
	w.signed("")
	w.clock = w.clock.Add(time.Minute)
	b.clock = w.clock
	report = must(b.s.Restore(t.Context(), r.of(w)))(w)
	found := must(b.s.CheckRecord(t.Context(), true))(w)
	for _, f := range found {
		if !strings.Contains(f.What, "the record does not know it") { // of the world's own making
			t.Errorf("after the restore it finds: %s", f.What)
		}
	}
	return w, b, report
}

// of makes the world what is being replaced, if r has any Before.
func (r Restore) of(w *world) Restore {
	if r.Before != nil {
		r.Before = w.s
	}
	return r
}

var known = Restore{Before: &Service{}, File: "backup.db", Sum: "aa"}

// lifeEnding is an act that ends access, and what the list of a restore says about it.
type lifeEnding struct {
	what  string
	setUp func(*world)
	act   func(*world) error
	alive func(*world) bool
	says  string
}

// gets, in and has report whether Vera has access to the company, whether a login can sign in, and
// whether it has a role.
func gets(w *world) bool {
	return second(w.s.Company(w.Context(), w.as("vera @ Vendor"), "acc_Acme", "com_North")) == nil
}

func in(login string) func(w *world) bool {
	return func(w *world) bool {
		return second(w.s.Authenticate(w.Context(), w.session(login), "192.0.2.1")) == nil
	}
}

func has(login string, role Role) func(w *world) bool {
	return func(w *world) bool { return slices.Contains(w.as(login).Roles, role) }
}

func endings() []lifeEnding {
	var grant Request
	end := start.Add(5 * time.Hour)
	granted := func(w *world) { grant = w.granted(start, end) }
	return []lifeEnding{
		{"revoked", granted, func(w *world) error { return w.act("revoke", "Acme", grant.ID) }, gets, "request.revoked North: revoked 2026-03-02T09:01:00Z Acme"},
		{"handed back", granted, func(w *world) error { return w.act("hand back", "vera @ Vendor", grant.ID) }, gets, "request.revoked North: handed_back 2026-03-02T09:01:00Z vera @ Vendor"},
		{"shortened, and over", granted, func(w *world) error { return w.s.changeShorten(w, grant.ID, w.clock.Add(30*time.Second)) }, gets, "request.revoked North: shortened 2026-03-02T09:01:30Z"},
		{"shortened", granted, func(w *world) error { return w.s.changeShorten(w, grant.ID, w.clock.Add(time.Hour)) }, func(w *world) bool { return w.request(grant.ID).Window.To.Equal(end) }, "request.shortened North: shortened 2026-03-02T10:01:00Z"},
		{"frozen", func(*world) {}, func(w *world) error { return w.s.Freeze(w.Context(), w.as("Acme"), "acc_Acme", "a theft") }, in("spy @ Acme"), "freeze.set Acme: freeze 2026-03-02T09:01:00Z Acme a theft"},
		{"a user deactivated", func(*world) {}, func(w *world) error {
			return w.s.SetUserActive(w.Context(), w.as("Acme"), "acc_Acme", "usr_paul", false)
		}, in("paul @ Acme"), "user.deactivated paul @ Acme: deactivated"},
		{"a user deleted", func(*world) {}, func(w *world) error { return w.s.DeleteUser(w.Context(), w.as("Acme"), "acc_Acme", "usr_paul") }, in("paul @ Acme"), "user.deactivated paul @ Acme: deleted 2026-03-02T09:01:00Z"},
		{"a role taken", func(*world) {}, func(w *world) error { return w.setRoles("Acme", "sue @ Acme") }, has("sue @ Acme", Superuser), "user.roles_changed sue @ Acme SUPERUSER: taken"},
		{"an account's role taken", func(*world) {}, func(w *world) error { return w.s.RemoveAccountRole(w.Context(), TheOperator(), "Tills", Sales) }, has("Tills", Sales), "account.role_removed Tills SALES: taken"},
		{"an account disabled", func(*world) {}, func(w *world) error { return w.s.SetAccountLogin(w.Context(), TheOperator(), "Kite", false) }, in("kim @ Kite"), "account.disabled Kite: disabled"},
		{"an account deleted", granted, func(w *world) error { return w.s.DeleteAccount(w.Context(), w.as("Root"), "acc_Kite", "Kite") }, in("Kite"), "account.disabled Kite: deleted 2026-03-02T09:01:00Z"},
		{"a company deleted", granted, func(w *world) error { return w.s.DeleteCompany(w.Context(), w.as("Acme"), "acc_Acme", "com_North") }, gets, "request.revoked North: company_deleted 2026-03-02T09:01:00Z Acme"},
		{"a standing consent ended", func(w *world) {
			w.must(w.s.GiveConsent(w.Context(), w.as("Acme"), "acc_Acme", consent(func(*ConsentForm) {})))
		},
			func(w *world) error { return w.s.EndConsent(w.Context(), w.as("Acme"), "acc_Acme", w.lastConsent()) },
			func(w *world) bool {
				rows := must(w.store.Read.ListConsentsEverywhere(w.Context(), 0))(w)
				return len(rows) > 0
			}, "consent.ended North: ended 2026-03-02T09:01:00Z Acme"},
		{"a calendar address removed", func(w *world) { _, err := w.s.MakeCalendarFeed(w.Context(), w.as("sue @ Acme")); w.must(err) },
			func(w *world) error { return w.s.RemoveCalendarFeed(w.Context(), w.as("sue @ Acme")) },
			func(w *world) bool {
				rows := must(w.store.Read.ListCalendarFeeds(w.Context()))(w)
				return len(rows) > 0
			}, "calendar.removed sue @ Acme: removed"},
		{"a request denied", func(w *world) { grant = w.asked(start, end) }, func(w *world) error { return w.act("deny", "Acme", grant.ID) },
			func(w *world) bool { return w.request(grant.ID).State(w.clock) == Pending }, "request.denied North: denied 2026-03-02T09:01:00Z Acme"},
	}
}

// revivedText is what a restore says about something that comes back to life.
func revivedText(r Revived) string {
	text := strings.Join(append([]string{string(r.Action), r.Name}, r.Taken...), " ") + ": " + string(r.Fate.End)
	if !r.Fate.At.IsZero() {
		text += " " + instantText(r.Fate.At)
	}
	return strings.TrimSpace(text + " " + r.Fate.By + " " + r.Fate.Reason)
}

// What was ended after the backup is kept only if the operator says so.
func TestWhatWasEndedStaysEnded(t *testing.T) {
	long(t)
	for _, c := range endings() {
		for _, keep := range []bool{false, true} {
			if keep && c.what != "revoked" && c.what != "a user deleted" {
				continue // one place of these is enough
			}
			r := known
			r.KeepAccess = keep
			_, after, report := restored(t, c.setUp, func(w *world) { w.must(c.act(w)) }, r)
			equal(t, fmt.Sprintf("%s, kept %t: alive", c.what, keep), c.alive(after), keep)
			if got := strings.Join(each(report.Access, revivedText), "\n"); !strings.Contains(got, c.says) {
				t.Errorf("%s: the list is %q, want %q", c.what, got, c.says)
			}
			if !report.Known || len(report.Lost) == 0 || len(report.Heads) == 0 || report.KeyKept {
				t.Errorf("%s: %+v", c.what, report)
			}
		}
	}
}

// If nobody knows what was ended after the backup, everything external is ended.
func TestWhatIsNotKnownIsEnded(t *testing.T) {
	var grant Request
	begin := func(w *world) {
		grant = w.granted(start, start.Add(5*time.Hour))
		w.must(w.s.GiveConsent(w.Context(), w.as("Acme"), "acc_Acme", consent(func(*ConsentForm) {})))
	}
	for _, c := range []struct {
		what  string
		r     Restore
		state State
		alive bool
	}{
		{"known", known, Active, true}, {"not known", Restore{File: "backup.db", Sum: "aa"}, Ended, false},
		{"not believed", Restore{Before: known.Before, Distrust: true, File: "backup.db", Sum: "aa"}, Ended, false},
	} {
		w, after, report := restored(t, begin, func(w *world) { w.must(w.note(w.as("Acme"), Entry{Action: SettingChanged, AccountID: "acc_Acme"})) }, c.r)
		equal(t, c.what+": the grant", after.request(grant.ID).State(after.clock), c.state)
		rows := must(after.store.Read.ListConsentsEverywhere(t.Context(), 0))(w)
		equal(t, c.what+": the consent", len(rows) > 0, c.alive)
		equal(t, c.what+": an external user", must(after.store.Read.GetUserState(t.Context(), "usr_spy"))(w).Active, c.alive)
		equal(t, c.what+": one of its own", must(after.store.Read.GetUserState(t.Context(), "usr_paul"))(w).Active, true)
		equal(t, c.what+": listed", len(report.Access) == 0, c.alive)
		equal(t, c.what+": lost", report.Known && len(report.Lost) == 1, c.r.Before != nil)
	}
}

// If the database is gone, heads and exports show what is lost; no number is used twice.
func TestWhatWasKeptElsewhereTells(t *testing.T) {
	w := signs(t, 0)
	b := w.backup()
	seller := w.addSeller("Shop", "UTC")
	inv := w.invoiced(seller)
	head := w.signed("")
	file := w.export("Acme", "Acme", record.JSONLines)
	x := must(w.verify(file))(w)
	var entries []record.Entry
	_, err := record.VerifyExport(strings.NewReader(file), []string{w.s.signer.PublicKey()}, func(e record.Entry) { entries = append(entries, e) })
	w.must(err)
	r := Restore{File: "b", Sum: "aa", Kept: record.Kept{Checkpoints: []string{head.Checkpoint}, Heads: []record.Head{x.Head}}, Exported: entries}
	report := must(b.s.Restore(t.Context(), r))(w)
	equal(t, "heads", report.Heads, []record.Head{head.Head})
	equal(t, "entries", len(report.Lost) > 0 && !report.Known, true)
	equal(t, "numbers", report.Numbers, []NextNumber{{2026, "2026-000002", inv.Number, inv.Number}})
	w.must(b.s.SetKeptHeads(t.Context(), []string{head.Checkpoint}))
	w.must(second(b.s.SignHead(t.Context())))
	equal(t, "it is this backup", must(b.s.RestoredFrom(t.Context(), "aa"))(w), true)
	equal(t, "it is another one", must(b.s.RestoredFrom(t.Context(), "bb"))(w), false)
	b.clock, w.clock = b.clock.Add(time.Second), w.clock.Add(time.Second)
	w.must(b.note(b.as("Acme"), Entry{Action: SettingChanged, AccountID: "acc_Acme"}))
	equal(t, "it went on since", must(b.s.RestoredFrom(t.Context(), "aa"))(w), false)
}

// If the record has a different history, its common part is found, and nothing in its tables is
// believed.
func TestADatabaseThatDoesNotGoOnFromTheBackup(t *testing.T) {
	w := signs(t, 0)
	for range 5 {
		w.must(w.note(w.as("Acme"), Entry{Action: SettingChanged, AccountID: "acc_Acme"}))
	}
	b := w.backup()
	w.must(b.note(b.as("Acme"), Entry{Action: SettingChanged, AccountID: "acc_Acme"}))
	w.must(w.note(w.as("Acme"), Entry{Action: SettingChanged, AccountID: "acc_Acme"}))
	w.must(w.note(w.as("Acme"), Entry{Action: SettingChanged, AccountID: "acc_Acme"}))
	report := must(b.s.Restore(t.Context(), known.of(w)))(w)
	equal(t, "known, in common, lost", []any{report.Known, report.Common, len(report.Lost)}, []any{false, int64(6), 2})
}

// A restore does not continue from a record with gaps without its signed heads.
func TestARecordThatIsReplacedIsReadToItsEnd(t *testing.T) {
	w := signs(t, 0)
	b := w.backup()
	w.must(w.note(w.as("Acme"), Entry{Action: SettingChanged, AccountID: "acc_Acme"}))
	head := w.signed("").Head
	f := w.forge()
	f.do("DELETE FROM audit_entries WHERE seq >= ?", head.Size-1)
	_, err := b.s.Restore(t.Context(), Restore{Before: f.s, File: "backup.db", Sum: "aa"})
	want := fmt.Sprintf("the record that is replaced has no entry %d, but its head is of %d: move that database away to restore without it", head.Size-1, head.Size)
	if err == nil || err.Error() != want {
		t.Errorf("it says %v, want %s", err, want)
	}
}
