package access

import (
	"strings"
	"testing"
	"time"

	"latchkey/db"
)

// A freeze ends everything, whatever happens at the same instant, and with a reason of any allowed
// length.
func TestAFreezeLeavesNothingOut(t *testing.T) {
	w := newWorld(t)
	r := w.granted(start, to)
	w.must(w.act("shorten", "Acme", r.ID)) // at the very instant of the freeze
	equal(t, "too long", outcome(w.s.Freeze(t.Context(), w.as("Acme"), "acc_Acme", strings.Repeat("é", maxDescription+1))), "invalid reason")
	w.must(w.s.Freeze(t.Context(), w.as("Acme"), "acc_Acme", strings.Repeat("é", maxDescription)))
	w.must(w.s.Unfreeze(t.Context(), w.as("Acme"), "acc_Acme"))
	equal(t, "after it was lifted", w.request(r.ID).State(w.clock), Ended)
}

// While the machine's clock is behind, time advances by what really passes: acts in sequence remain
// possible, and windows end.
func TestTimeGoesOnBehind(t *testing.T) {
	w := newWorld(t)
	r := w.granted(start, to)
	w.clock = start.Add(time.Hour)
	w.must(w.act("shorten", "Acme", r.ID))
	w.clock = start.Add(-time.Hour)
	equal(t, "set back", w.s.now(), start.Add(time.Hour))
	w.clock = w.clock.Add(time.Minute)
	equal(t, "a minute later", w.s.now(), start.Add(time.Hour+time.Minute))
	w.must(w.act("revoke", "Acme", r.ID))
}

// What began while the clock was ahead must not survive when the operator says that the clock is
// right now.
func TestAcceptingTheClockEndsWhatWasBegunAhead(t *testing.T) {
	w := newWorld(t)
	w.clock = start.Add(20 * 24 * time.Hour)
	session := w.session("Acme")
	_, link, err := w.s.MakeSetupLink(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul")
	w.must(err)
	r := w.granted(w.clock, w.clock.Add(24*time.Hour))
	w.must(w.s.changeShorten(w, r.ID, w.clock.Add(time.Hour)))
	w.clock = start
	w.must(w.s.AcceptClock(t.Context()))
	w.s = must(New(w.store, Config{Now: w.Now, Random: w.s.random}))(w)
	equal(t, "session", outcome(second(w.s.Authenticate(t.Context(), session, address))), "not found")
	equal(t, "link", outcome(second(w.s.SetupLink(t.Context(), link))), "not found")
	w.clock = start.Add(time.Second)
	_, err = w.s.Shorten(t.Context(), w.as("Acme"), r.ID, local(start.Add(time.Hour)))
	equal(t, "shortened to before its decision", outcome(err), "invalid valid_to")
	w.must(w.act("revoke", "Acme", r.ID))
}

func (s *Service) changeShorten(w *world, id string, to time.Time) error {
	return second(s.Shorten(w.Context(), w.as("Acme"), id, local(to)))
}

// If clocks skip midnight, a day begins at one. A rule without hours refuses nothing.
func TestHoursWhereMidnightIsSkipped(t *testing.T) {
	for zone, day := range map[string]string{"Atlantic/Azores": "2026-03-29", "America/Santiago": "2026-09-06", "America/Havana": "2026-03-08"} {
		l := must(time.LoadLocation(zone))(t)
		noon := at(day + "T12:00:00Z")
		w := Window{noon.Add(-24 * time.Hour), noon.Add(24 * time.Hour)}
		equal(t, zone+": always", AllHours.Contain(w, l), true)
		equal(t, zone+": every day, all day", Hours{0, dayMinutes, 127}.Contain(w, l), true)
	}
	berlin := must(time.LoadLocation("Europe/Berlin"))(t)
	// Clocks go forward from 2:00 to 3:00, and in autumn they show 2:00 to 3:00 twice.
	equal(t, "from a time that is skipped", Hours{150, 600, 127}.Contain(Window{at("2026-03-29T01:00:00Z"), at("2026-03-29T02:00:00Z")}, berlin), true)
	equal(t, "to a time that comes twice", Hours{0, 150, 127}.Contain(Window{at("2026-10-25T00:40:00Z"), at("2026-10-25T00:50:00Z")}, berlin), false)
}

// Visits in direct succession would be longer than a standing consent allows.
func TestVisitsByConsentAreApart(t *testing.T) {
	w := newWorld(t)
	w.must(w.s.GiveConsent(t.Context(), w.as("Acme"), "acc_Acme", consent(func(*ConsentForm) {})))
	ask := func(from, to time.Time) State {
		r := must(w.s.Ask(t.Context(), w.as("vera @ Vendor"), newRequest(from, to)))(w)
		return r.State(w.clock)
	}
	equal(t, "the first", ask(start, start.Add(2*time.Hour)), Active)
	equal(t, "at once after it", ask(start.Add(2*time.Hour), start.Add(4*time.Hour)), Pending)
	equal(t, "over it", ask(start.Add(time.Hour), start.Add(2*time.Hour)), Pending)
	equal(t, "a moment after it", ask(start.Add(2*time.Hour+visitEndsAfter-millisecond), start.Add(3*time.Hour)), Pending)
	equal(t, "after a pause", ask(start.Add(2*time.Hour+visitEndsAfter), start.Add(3*time.Hour)), Scheduled)
	equal(t, "beyond a day ahead", ask(start.Add(consentAhead+time.Hour), start.Add(consentAhead+2*time.Hour)), Pending)
}

// Hours are in the company's time zone, which requesters must not set.
func TestNobodyExternalMovesTheHours(t *testing.T) {
	w := newWorld(t)
	move := func(login, zone string) string {
		return outcome(w.s.UpdateCompany(t.Context(), w.as(login), "acc_Acme", "com_North", NewCompany{Name: "North", Type: ERP, TimeZone: zone}))
	}
	equal(t, "without hours", move("spy @ Acme", "Europe/Berlin"), "done")
	w.must(w.s.GiveConsent(t.Context(), w.as("Acme"), "acc_Acme", consent(func(*ConsentForm) {})))
	for login, want := range map[string]string{"spy @ Acme": "invalid time_zone", "Root": "invalid time_zone", "sue @ Acme": "done"} {
		equal(t, login, move(login, "Asia/Tokyo"), want)
		equal(t, login+": the rest", move(login, map[bool]string{true: "Asia/Tokyo", false: "Europe/Berlin"}[login == "sue @ Acme"]), "done")
		w.must(w.s.UpdateCompany(t.Context(), w.as("Acme"), "acc_Acme", "com_North", NewCompany{Name: "North", Type: ERP, TimeZone: "Europe/Berlin"}))
	}
}

// If one visitor reads several pages at the same time, all are answered.
func TestManyPagesAtOnce(t *testing.T) {
	w := newWorld(t)
	r := w.granted(start, to)
	vera, ticks := w.as("vera @ Vendor"), make(chan time.Time, 100)
	for i := range 100 {
		// requests reach the writer in any order
		ticks <- start.Add(time.Duration((i*37)%100) * time.Second)
	}
	w.s.clock = &forwardClock{machine: func() time.Time {
		select {
		case now := <-ticks:
			return now
		default:
			return start.Add(100 * time.Second)
		}
	}}
	count := together(16, func(int) error { return second(w.s.Company(t.Context(), vera, "acc_Acme", "com_North")) })
	equal(t, "pages", count, map[string]int{"done": 16})
	rows := must(w.store.Read.ListVisits(t.Context(), db.ListVisitsParams{RequestID: r.ID, PageSize: 10}))(w)
	equal(t, "visits, pages", []any{len(rows), rows[0].Pages}, []any{1, 16})
}

// The approval of someone who has lost the role no longer counts.
func TestTheYesOfOneWhoLostTheRole(t *testing.T) {
	w := newWorld(t)
	w.must(w.setRoles("Acme", "paul @ Acme", Superuser))
	w.must(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.TwoApprovals = true })))
	r := w.asked(start, to)
	w.must(w.act("grant", "paul @ Acme", r.ID))
	w.clock = w.clock.Add(time.Second)
	seen := must(w.s.Request(t.Context(), w.as("paul @ Acme"), r.ID))(w)
	equal(t, "paul sees", []bool{seen.NeedsTwo, seen.SaidYes}, []bool{true, true})
	w.must(w.setRoles("Acme", "paul @ Acme"))
	w.must(w.act("grant", "sue @ Acme", r.ID))
	equal(t, "state", w.request(r.ID).State(w.clock), Pending)
}

// Grants end with their company and with either account, and requests for a company that is gone
// can be removed.
func TestWhatIsGoneKeepsNoGrant(t *testing.T) {
	w := newWorld(t)
	r, waits := w.granted(start, to), w.asked(from, to)
	w.must(w.s.DeleteCompany(t.Context(), w.as("Acme"), "acc_Acme", "com_North"))
	equal(t, "company deleted", w.request(r.ID).State(w.clock), Ended)
	equal(t, "what waited", w.request(waits.ID).State(w.clock), Refused)
	equal(t, "granted", outcome(w.act("grant", "Acme", waits.ID)), "conflict")
	w = newWorld(t)
	r = w.granted(start, to)
	w.must(w.s.DeleteAccount(t.Context(), w.as("Root"), "acc_Vendor", "Vendor"))
	equal(t, "asking account deleted", w.request(r.ID).State(w.clock), Ended)
}
