package access

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"latchkey/db"
)

// askedFor is a request by vera for a preset.
func (w *world) askedFor(h HowLong) Request {
	w.Helper()
	a := newRequest(from, to)
	a.HowLong = h
	return must(w.s.Ask(w.Context(), w.as("vera @ Vendor"), a))(w)
}

// windowOf is a request's window in local time, and what counts from GRANT.
func windowOf(r Request) string {
	text := LocalText(r.Window.From, time.UTC) + "–" + LocalText(r.Window.To, time.UTC)
	if r.Length > 0 {
		text += " " + lengthOf(r)
	}
	return text
}

// lengthOf is the length that counts from GRANT, or "" for a fixed window, and its earliest start
// if that is in the future.
func lengthOf(r Request) string {
	if r.Length == 0 {
		return ""
	}
	text := r.Length.String()
	if r.Window.From.After(r.AsOf) {
		text += " from " + LocalText(r.Window.From, time.UTC)
	}
	return text
}

// A length counts from GRANT, whenever it was requested. A fixed end stays.
func TestALengthCountsFromGrant(t *testing.T) {
	nine, noon := at("2026-03-02T09:00:20Z"), at("2026-03-02T12:00:40Z")
	for _, c := range []struct {
		howLong        HowLong
		asked, granted string
	}{
		{OneHour, "2026-03-02T09:00–2026-03-05T09:00 1h0m0s", "2026-03-02T12:00–2026-03-02T13:00"},
		{FourHours, "2026-03-02T09:00–2026-03-05T09:00 4h0m0s", "2026-03-02T12:00–2026-03-02T16:00"},
		{Today, "2026-03-02T09:00–2026-03-03T00:00", "2026-03-02T09:00–2026-03-03T00:00"},
		{ThisWeek, "2026-03-02T09:00–2026-03-09T00:00", "2026-03-02T09:00–2026-03-09T00:00"},
	} {
		w := newWorld(t)
		w.clock = nine
		r := w.askedFor(c.howLong)
		equal(t, string(c.howLong)+" asked", windowOf(r), c.asked)
		w.clock = noon
		r = must(w.s.Grant(t.Context(), w.as("Acme"), r.ID))(w)
		equal(t, string(c.howLong)+" granted", windowOf(r), c.granted)
		equal(t, "what was asked for stays", r.Asked.Length, c.howLong.length())
		equal(t, "it is less", r.OtherWindow(), false)
		for _, state := range []struct {
			at   time.Time
			want State
		}{{r.Window.To.Add(-1), Active}, {r.Window.To, Expired}} {
			equal(t, "its state at "+instantText(state.at), r.State(state.at), state.want)
		}
	}
}

// A request for a length waits for a decision for lapsesAfter, and GRANT in the last moment still
// gives the whole length.
func TestARequestForALengthLapses(t *testing.T) {
	w := newWorld(t)
	late, never := w.askedFor(FourHours), w.askedFor(OneHour)
	w.clock = start.Add(lapsesAfter - millisecond)
	equal(t, "before", w.request(never.ID).State(w.clock), Pending)
	r := must(w.s.Grant(t.Context(), w.as("Acme"), late.ID))(w)
	equal(t, "granted in the last moment", windowOf(r), "2026-03-05T08:59–2026-03-05T12:59")
	w.clock = start.Add(lapsesAfter)
	equal(t, "lapsed", w.request(never.ID).State(w.clock), Lapsed)
	r, err := w.s.Grant(t.Context(), w.as("Acme"), never.ID)
	equal(t, "granting what lapsed", []any{outcome(err), r.Decision}, []any{"conflict", nil})
}

// If two people must approve, a length counts from the second approval, but not from before the
// earliest start that the first one allowed.
func TestALengthCountsFromTheSecondYes(t *testing.T) {
	for _, c := range []struct {
		what                  string
		first                 Terms
		between, want, asking string
	}{
		{"all of it", Terms{}, "4h0m0s", "2026-03-02T12:00–2026-03-02T16:00", ""},
		{"less of it", Terms{Length: "1.5"}, "1h30m0s", "2026-03-02T12:00–2026-03-02T13:30", "4h0m0s"},
		{"later", Terms{ValidFrom: LocalTime{Text: "2026-03-03T08:00"}}, "4h0m0s from 2026-03-03T08:00", "2026-03-03T08:00–2026-03-03T12:00", "4h0m0s"},
		{"later, but over by then", Terms{ValidFrom: LocalTime{Text: "2026-03-02T11:00"}}, "4h0m0s from 2026-03-02T11:00", "2026-03-02T12:00–2026-03-02T16:00", ""},
		{"a fixed end", Terms{Length: "4", ValidTo: LocalTime{Text: "2026-03-02T14:00"}}, "", "2026-03-02T10:00–2026-03-02T14:00", "4h0m0s"},
	} {
		w := newWorld(t)
		w.addUser(worldUser{login: "pia @ Acme", roles: []Role{Superuser}}, time.Time{})
		w.must(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.TwoApprovals = true })))
		r := w.askedFor(FourHours)
		w.clock = start.Add(time.Hour)
		r = must(w.s.GrantLess(t.Context(), w.as("sue @ Acme"), r.ID, c.first))(w)
		equal(t, c.what+": after the first yes", []any{r.State(w.clock), lengthOf(r)}, []any{Pending, c.between})
		w.clock = start.Add(3 * time.Hour)
		r = must(w.s.Grant(t.Context(), w.as("pia @ Acme"), r.ID))(w)
		equal(t, c.what, windowOf(r), c.want)
		equal(t, c.what+": it is less", r.OtherWindow(), c.asking != "")
	}
}

// Less of a length is a shorter one, a later start or a fixed end. None of these can exceed the
// request.
func TestGrantingLessOfALength(t *testing.T) {
	until := func(text string) Terms { return Terms{Length: "4", ValidTo: LocalTime{Text: text}} }
	from := func(text string) Terms { return Terms{Length: "4", ValidFrom: LocalTime{Text: text}} }
	for _, c := range []struct {
		terms Terms
		want  string
	}{
		{Terms{Length: "4"}, "2026-03-02T12:00–2026-03-02T16:00 all"},
		{Terms{Length: " 0,5 "}, "2026-03-02T12:00–2026-03-02T12:30 less"},
		{Terms{Length: "4.1"}, "invalid length"}, {Terms{Length: "0"}, "invalid length"}, {Terms{Length: "long"}, "invalid length"},
		{until("2026-03-02T15:59"), "2026-03-02T12:00–2026-03-02T15:59 less"}, {until("2026-03-02T16:00"), "2026-03-02T12:00–2026-03-02T16:00 all"},
		// an older script
		{Terms{ValidTo: LocalTime{Text: "2026-03-02T13:00"}}, "2026-03-02T12:00–2026-03-02T13:00 less"},
		{until("2026-03-02T16:01"), "invalid valid_to"}, {until("2026-03-02T12:00"), "invalid valid_to"}, {until("soon"), "invalid valid_to"},
		{Terms{Length: "2", ValidTo: LocalTime{Text: "2026-03-02T13:00"}}, "invalid valid_to"},
		{from("2026-03-02T08:00"), "2026-03-02T12:00–2026-03-02T16:00 all"}, {from("2026-03-03T09:30"), "2026-03-03T09:30–2026-03-03T13:30 less"},
		{Terms{Length: "1", ValidFrom: LocalTime{Text: "2026-03-03T09:30"}, ValidTo: LocalTime{}}, "2026-03-03T09:30–2026-03-03T10:30 less"},
		{Terms{ValidFrom: LocalTime{Text: "2026-03-03T09:30"}, ValidTo: LocalTime{Text: "2026-03-03T13:31"}}, "invalid valid_to"},
		{from("2026-03-05T08:59"), "2026-03-05T08:59–2026-03-05T12:59 less"}, {from("2026-03-05T09:00"), "invalid valid_from"}, {from("soon"), "invalid valid_from"},
	} {
		w := newWorld(t)
		r := w.askedFor(FourHours)
		w.clock = start.Add(3*time.Hour + 40*time.Second)
		r, err := w.s.GrantLess(t.Context(), w.as("Acme"), r.ID, c.terms)
		got := outcome(err)
		if err == nil {
			got = windowOf(r) + " " + map[bool]string{true: "less", false: "all"}[r.OtherWindow()]
		}
		equal(t, fmt.Sprintf("%+v", c.terms), got, c.want)
	}
	w := newWorld(t)
	fixed := w.askedFor(Today)
	_, err := w.s.GrantLess(t.Context(), w.as("Acme"), fixed.ID, Terms{Length: "1"})
	equal(t, "a length of what is fixed", outcome(err), "conflict")
}

// When a length is requested, shown and granted, a rule treats it as if it were granted now.
func TestRulesSeeALengthAsIfGrantedNow(t *testing.T) {
	w := newWorld(t)
	w.must(w.s.SetRule(t.Context(), w.as("sue @ Acme"), "acc_Acme", rule(func(f *RuleForm) { f.Hours.From, f.Hours.To = "08:00", "18:00" })))
	for _, c := range []struct {
		at      string
		howLong HowLong
		want    string
	}{
		{"2026-03-02T14:00:30Z", FourHours, "done"}, {"2026-03-02T14:01:00Z", FourHours, "invalid how_long"}, {"2026-03-02T17:00:59Z", OneHour, "done"},
		{"2026-03-02T07:59:59Z", OneHour, "invalid how_long"},
	} {
		w.anew(at(c.at))
		a := newRequest(from, to)
		a.HowLong, a.Description = c.howLong, c.at
		equal(t, c.at, outcome(second(w.s.Ask(t.Context(), w.as("vera @ Vendor"), a))), c.want)
	}
	w.anew(at("2026-03-02T15:00:00Z"))
	r := w.askedFor(OneHour)
	w.clock = at("2026-03-02T17:30:00Z")
	shown := must(w.s.Request(t.Context(), w.as("Acme"), r.ID))(w)
	equal(t, "what stands against it", []any{shown.Against[0].Field, reasonText(shown.Against[0].Why), len(shown.Against)},
		[]any{"valid_to", reasonText(RuleHours{Account: "Acme", Company: "North", Hours: Hours{8 * 60, 18 * 60, 127}}), 1})
	equal(t, "granted too late in the day", outcome(second(w.s.Grant(t.Context(), w.as("Acme"), r.ID))), "invalid length")
	w.clock = at("2026-03-03T09:00:00Z")
	equal(t, "in the morning", must(w.s.Request(t.Context(), w.as("Acme"), r.ID))(w).Against, []Breach(nil))
	w.must(w.s.SetRule(t.Context(), w.as("sue @ Acme"), "acc_Acme", rule(func(f *RuleForm) { f.LongestHours = "0.5" })))
	equal(t, "longer than is allowed now", outcome(second(w.s.Grant(t.Context(), w.as("Acme"), r.ID))), "invalid length")
	r = must(w.s.GrantLess(t.Context(), w.as("Acme"), r.ID, Terms{Length: "0.5"}))(w)
	equal(t, "as long as is allowed", windowOf(r), "2026-03-03T09:00–2026-03-03T09:30")
}

// A standing consent grants a length when it is requested, so its window is exact immediately.
func TestConsentFixesALength(t *testing.T) {
	w := newWorld(t)
	w.must(w.s.GiveConsent(t.Context(), w.as("sue @ Acme"), "acc_Acme", consent(func(f *ConsentForm) { f.LongestHours = "1" })))
	w.clock = start.Add(20 * time.Second)
	equal(t, "longer than consented to", windowOf(w.askedFor(FourHours)), "2026-03-02T09:00–2026-03-05T09:00 4h0m0s")
	r := w.askedFor(OneHour)
	equal(t, "an hour", []any{r.State(w.clock), windowOf(r)}, []any{Active, "2026-03-02T09:00–2026-03-02T10:00"})
}

// What people read about a length, and the record of it, mentions no end before there is one.
func TestWordsOfALength(t *testing.T) {
	w := newToldWorld(t)
	letters := w.keepLetters()
	r := w.askedFor(FourHours)
	asked := (*letters)[0].Request
	w.clock = start.Add(3 * time.Hour)
	*letters = nil
	w.must(second(w.s.GrantLess(t.Context(), w.as("Acme"), r.ID, Terms{Length: "1"})))
	granted := (*letters)[0].Request
	equal(t, "asked", fmt.Sprint(asked.Length, instantText(asked.Window.To)), "4h0m0s2026-03-05T09:00:00Z")
	equal(t, "granted", fmt.Sprint(granted.Length, granted.Asked.Length, granted.Asked.ReadOnly, instantText(granted.Window.From), instantText(granted.Window.To)),
		"0s 4h0m0s false2026-03-02T12:00:00Z2026-03-02T13:00:00Z")
	h := must(w.s.History(t.Context(), w.as("Acme"), r.ID, ""))(w)
	equal(t, "the record of asking", []string{h.Acts[0].After["length"], h.Acts[0].After["valid_to"], h.Acts[0].After["lapses"]}, []string{"4h0m0s", "", "2026-03-05T09:00:00Z"})
	equal(t, "the record of granting", h.Acts[1].Before, map[Detail]string{"state": "PENDING", "length": "4h0m0s", "valid_from": "2026-03-02T09:00:00Z"})
	equal(t, "what it is then", h.Acts[1].After, map[Detail]string{"state": "ACTIVE", "valid_from": "2026-03-02T12:00:00Z", "valid_to": "2026-03-02T13:00:00Z", "proof": "PASSWORD"})
}

// No grant still has a length: otherwise it would give access for as long as it could have waited.
func TestNoGrantIsWithoutItsExactWindow(t *testing.T) {
	w := newWorld(t)
	r := w.askedFor(FourHours)
	err := w.store.Write(t.Context(), func(q *db.Queries) error {
		return second(q.DecideRequest(t.Context(), db.DecideRequestParams{ID: r.ID, AccountID: r.AccountID, Decision: db.NullText(decisionGranted), Now: db.Millis(w.clock), DecidedBy: "somebody"}))
	})
	if err == nil || !strings.Contains(err.Error(), "CHECK constraint failed") {
		t.Errorf("the database takes a grant without its window: %v", err)
	}
}
