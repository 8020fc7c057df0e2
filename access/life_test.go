package access

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// between is an end inside the window of these tests, and later one after it.
var between, later = to.Add(-time.Second), to.Add(time.Hour)

func localIn(t time.Time, by Actor) LocalTime { return LocalTime{Text: ExactLocalText(t, by.Zone)} }

// side is what a kind of login may do to a request by vera to Acme: - it does not see it, r it
// reads it, d it decides, a it is on the requesting side (docs/spec.md, section 4).
var side = map[string]string{
	"Acme": "d", "sue @ Acme": "d", "ext @ Acme": "d", "spy @ Acme": "r", "paul @ Acme": "-",
	"Vendor": "a", "vera @ Vendor": "a", "victor @ Vendor": "a", "boss @ Vendor": "a",
	"Kite": "-", "kim @ Kite": "-", "Borealis": "-", "bea @ Borealis": "-", "Root": "r", "Tills": "-",
}

var deciderActs = []string{"grant", "grant less", "deny", "revoke", "shorten"}

// TestEveryActByEverybody tries every action in every state as every kind of login.
func TestEveryActByEverybody(t *testing.T) {
	long(t)
	w := newWorld(t)
	names, table := parseLives()
	for state, row := range table {
		for i, act := range names {
			for login, s := range side {
				w.anew(start)
				r := w.broughtTo(state)
				want, then := "done", State(row[i])
				switch {
				case s == "-":
					want = "not found"
				case s != map[bool]string{true: "d", false: "a"}[slices.Contains(deciderActs, act)]:
					want = "forbidden"
				case row[i] == "-":
					want = "conflict"
				}
				if want != "done" {
					then = state
				}
				what := fmt.Sprintf("%s: %s %s", state, login, act)
				equal(t, what, outcome(w.act(act, login, r.ID)), want)
				equal(t, what+": then", w.request(r.ID).State(w.clock), then)
				// only a limited number can wait
				if w.anew(start); w.request(r.ID).Decision == nil {
					w.must(w.act("withdraw", "Vendor", r.ID))
				}
			}
		}
	}
}

func parseLives() (names []string, table map[State][]string) {
	table = map[State][]string{}
	for i, line := range strings.Split(strings.TrimSpace(lives), "\n") {
		row := strings.Split(line, "|")
		for j := range row {
			row[j] = strings.TrimSpace(row[j])
		}
		if i == 0 {
			names = row[1:]
		} else {
			table[State(row[0])] = row[1:]
		}
	}
	return names, table
}

// broughtTo is a new request by vera, with the clock moved so that it is in a state.
func (w *world) broughtTo(state State) Request {
	w.Helper()
	r := w.asked(from, to)
	for act := range strings.SplitSeq(comesTo[state].act, ", ") {
		if act != "" {
			w.must(w.act(act, decider[act], r.ID))
		}
	}
	w.clock = comesTo[state].now
	equal(w, "brought to", w.request(r.ID).State(w.clock), state)
	return r
}

// model is a request's life in the words of docs/spec.md section 4, with which the program is
// compared.
type model struct {
	decision, ending string
	end              time.Time
	readOnly         bool
	extension        time.Time
}

func (m *model) state(now time.Time) State {
	over := !now.Before(m.end)
	switch {
	case m.decision == "" && over:
		return Lapsed
	case m.decision == "":
		return Pending
	case m.decision == "deny":
		return Refused
	case m.decision == "withdraw":
		return Withdrawn
	case m.ending != "":
		return Ended
	case over:
		return Expired
	case now.Before(from):
		return Scheduled
	}
	return Active
}

// do is the outcome of an act by someone who may do it.
func (m *model) do(act string, now time.Time) string {
	state := m.state(now)
	live := state == Scheduled || state == Active
	switch {
	case slices.Contains([]string{"grant", "grant less", "deny", "withdraw"}, act) && state != Pending:
		return "conflict"
	case slices.Contains([]string{"revoke", "hand back", "shorten", "extend"}, act) && !live:
		return "conflict"
	case act == "shorten" && (!between.After(now) || !between.Before(m.end)):
		return "invalid valid_to"
	case act == "extend" && now.Before(m.extension):
		return "conflict" // one is waiting
	}
	switch act {
	case "grant", "grant less":
		m.decision, m.readOnly = "grant", act == "grant less"
	case "deny", "withdraw":
		m.decision = act
	case "revoke", "hand back":
		m.ending = act
	case "shorten":
		m.end = between
	case "extend":
		m.extension = later
	}
	return "done"
}

// withdrawAll withdraws the requests of an earlier story, because only a limited number can wait.
func (w *world) withdrawAll() {
	w.Helper()
	page := must(w.s.ExternalAccess(w.Context(), w.as("Vendor"), "acc_Vendor", ""))(w)
	for _, r := range page.Waiting {
		w.must(w.act("withdraw", "Vendor", r.ID))
	}
}

// TestLifeIsThatOfTheModel plays random acts at random times on the program and on the model.
func TestLifeIsThatOfTheModel(t *testing.T) {
	long(t)
	w := newWorld(t)
	names, _ := parseLives()
	instants := []time.Time{start, from.Add(-millisecond), from, from.Add(time.Minute), between.Add(-millisecond), between, to.Add(-millisecond), to, later}
	rapid.Check(t, func(rt *rapid.T) {
		w.anew(start)
		w.withdrawAll()
		// Each story gets its own company, for which no grant of another story counts.
		company, err := w.s.CreateCompany(w.Context(), w.as("Acme"), "acc_Acme", NewCompany{Name: fmt.Sprint("C", len(w.entries(0))), Type: ERP})
		w.must(err)
		form := newRequest(from, to)
		form.CompanyID = company
		r := must(w.s.Ask(w.Context(), w.as("vera @ Vendor"), form))(w)
		m, at := &model{end: to}, 0
		for range rapid.IntRange(1, 8).Draw(rt, "acts") {
			at = min(at+rapid.SampledFrom([]int{0, 0, 1, 2, 4}).Draw(rt, "later"), len(instants)-1)
			w.clock = instants[at]
			act := rapid.SampledFrom(names).Draw(rt, "act")
			want := m.do(act, w.clock)
			equal(rt, act+" at "+w.clock.String(), outcome(w.act(act, decider[act], r.ID)), want)
			got := w.request(r.ID)
			equal(rt, "state and terms after "+act, []any{got.State(w.clock), got.Window.To, got.ReadOnly}, []any{m.state(w.clock), m.end, m.readOnly})
			_, err := w.s.Company(w.Context(), w.as("vera @ Vendor"), "acc_Acme", company)
			equal(rt, "vera is in after "+act, err == nil, m.state(w.clock) == Active)
		}
	})
}

// meet is the outcome of two acts at one instant: no change of a grant delays ending it.
func meet(first string) []string {
	if first == "shorten" || first == "extend" {
		return []string{"done", "done"}
	}
	return []string{"done", "conflict"}
}

// TestTwoActsAtOnce: whoever comes too late reads who was faster, and ending never comes too late.
func TestTwoActsAtOnce(t *testing.T) {
	long(t)
	for state, possible := range map[State][]string{
		Pending: {"grant", "grant less", "deny", "withdraw"}, Scheduled: {"revoke", "hand back", "shorten", "extend"}, Active: {"revoke", "hand back", "shorten", "extend"},
	} {
		w := newWorld(t)
		for _, a := range possible {
			for _, b := range possible {
				if a >= b {
					continue
				}
				for round := range 6 {
					w.anew(start)
					r := w.broughtTo(state)
					two := [2]string{a, b}
					if round%2 == 1 {
						two = [2]string{b, a}
					}
					actors := [2]Actor{w.as(decider[two[0]]), w.as(decider[two[1]])}
					var errs [2]error
					lines := w.recorded(func() {
						var group sync.WaitGroup
						for i, act := range two {
							group.Go(func() { errs[i] = acts[act](w, actors[i], r.ID) })
						}
						group.Wait()
					})
					outcomes := []string{outcome(errs[0]), outcome(errs[1])}
					what := fmt.Sprintf("%s: %s and %s", state, two[0], two[1])
					if !slices.Equal(outcomes, meet(two[0])) {
						slices.Reverse(outcomes) // the other one was first
						equal(t, what, outcomes, meet(two[1]))
					}
					equal(t, what+": entries", len(lines), strings.Count(strings.Join(outcomes, " "), "done"))
					for i, err := range errs {
						if winner := actors[1-i].Name(); err != nil && !strings.Contains(err.Error(), winner) {
							t.Errorf("%s: the loser hears %q, which does not name %s", what, err, winner)
						}
					}
				}
			}
		}
	}
}

// TestVisitorIsOutAtTheNextRequest: whatever ends it, a signed-in visitor finds nothing any more.
func TestVisitorIsOutAtTheNextRequest(t *testing.T) {
	for what, end := range map[string]func(w *world, r Request) error{
		"revoked":     func(w *world, r Request) error { return w.act("revoke", "Acme", r.ID) },
		"handed back": func(w *world, r Request) error { return w.act("hand back", "Vendor", r.ID) },
		"frozen": func(w *world, _ Request) error {
			return w.s.Freeze(w.Context(), w.as("Acme"), "acc_Acme", "an incident")
		},
		"expired":             func(w *world, _ Request) error { w.clock = to; return nil },
		"shortened, and over": func(w *world, r Request) error { err := w.act("shorten", "Acme", r.ID); w.clock = between; return err },
		"company deleted": func(w *world, _ Request) error {
			return w.s.DeleteCompany(w.Context(), w.as("Acme"), "acc_Acme", "com_North")
		},
		"his account's role taken": func(w *world, _ Request) error {
			return w.s.RemoveAccountRole(w.Context(), TheOperator(), "Vendor", Support)
		},
		"he is deactivated": func(w *world, _ Request) error {
			return w.s.SetUserActive(w.Context(), w.as("Vendor"), "acc_Vendor", "usr_vera", false)
		},
		"his account disabled": func(w *world, _ Request) error {
			return w.s.SetAccountLogin(w.Context(), TheOperator(), "Vendor", false)
		},
	} {
		w := newWorld(t)
		r := w.granted(start, to)
		w.must(w.make("vera @ Vendor", "nia @ Acme", Superuser))
		tokens := []string{w.session("vera @ Vendor"), w.session("nia @ Acme"), w.session("Vendor")}
		in := func() (n int) {
			for _, token := range tokens {
				if a, err := w.s.Authenticate(t.Context(), token, address); err == nil {
					if _, err = w.s.Company(t.Context(), a, "acc_Acme", "com_North"); err == nil {
						n++
					}
				}
			}
			return n
		}
		equal(t, what+": before", in(), 3)
		w.must(end(w, r))
		want := 0
		if what == "he is deactivated" {
			want = 1 // the grant also gives the account login access
		}
		equal(t, what+": after", in(), want)
	}
}

// TestAClockThatIsSetBack brings no ended access back, not even in a program that was restarted.
func TestAClockThatIsSetBack(t *testing.T) {
	w := newWorld(t)
	w.granted(start, start.Add(time.Hour))
	in := func(s *Service) string {
		token := w.session("vera @ Vendor")
		a := must(s.Authenticate(t.Context(), token, address))(w)
		return outcome(second(s.Company(t.Context(), a, "acc_Acme", "com_North")))
	}
	equal(t, "in time", in(w.s), "done")
	w.clock = start.Add(time.Hour)
	equal(t, "over", in(w.s), "not found")
	w.clock = start.Add(-time.Hour)
	equal(t, "set back", in(w.s), "not found")
	w.must(second(w.s.MarkTime(t.Context())))
	anew := must(New(w.store, Config{Now: w.Now, Random: w.s.random}))(w)
	equal(t, "started anew", in(anew), "not found")
	equal(t, "behind", must(anew.MarkTime(t.Context()))(w), 2*time.Hour)
	w.must(anew.AcceptClock(t.Context()))
	again := must(New(w.store, Config{Now: w.Now, Random: w.s.random}))(w)
	equal(t, "now", again.now(), w.clock)
	w.must(second(w.s.VerifyRecord(t.Context(), nil)))
}

// Grants that touch or overlap give access without a gap, and ending one does not affect the
// others.
func TestWindowsThatTouchAndOverlap(t *testing.T) {
	w := newWorld(t)
	hour := func(n int) time.Time { return start.Add(time.Duration(n) * time.Hour) }
	spans := [][2]int{{0, 2}, {2, 4}, {3, 6}, {6, 7}, {0, 1}}
	ids := each(spans, func(span [2]int) string { return w.granted(hour(span[0]), hour(span[1])).ID })
	for h := range 14 {
		w.clock = start.Add(time.Duration(h) * time.Hour / 2)
		_, err := w.s.Company(t.Context(), w.as("vera @ Vendor"), "acc_Acme", "com_North")
		equal(t, fmt.Sprint("after ", h, " half hours"), outcome(err), "done")
	}
	w.anew(hour(3))
	rand.Shuffle(2, func(i, j int) { ids[1+i], ids[1+j] = ids[1+j], ids[1+i] })
	w.must(w.act("revoke", "Acme", ids[1]))
	equal(t, "one of two revoked", outcome(second(w.s.Company(t.Context(), w.as("vera @ Vendor"), "acc_Acme", "com_North"))), "done")
}
