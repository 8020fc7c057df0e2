package access

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/db"
)

// deniedIn are the denied attempts in the record of an account: who, on what, and which of them
// were counted together.
func (w *world) deniedIn(accountID string) (lines []string) {
	w.Helper()
	for _, e := range w.entries(0) {
		if e.Action == string(Denied) && e.AccountID == accountID {
			lines = append(lines, strings.TrimSpace(strings.Join([]string{e.ActorName, e.ObjectName, timesOf(e)}, " ")))
		}
	}
	return lines
}

// timesOf is how often an entry says that something happened, and what.
func timesOf(e db.RecordEntry) string {
	c := detailsOf(Denied, e.After)
	text := c[DetailTimes]
	for _, d := range []Detail{DetailRepeated, DetailVarious} {
		if c[d] != "" {
			text += " " + string(d)
		}
	}
	return text
}

// probe tries to read a company of Acme that the actor does not see.
func (w *world) probe(by Actor, company string) {
	w.Helper()
	_, err := w.s.Company(w.Context(), by, accountID("Acme"), companyID(company))
	equal(w, "a company that is not there for the actor", outcome(err), "not found")
}

// Whatever is denied, and however often: equal attempts within a minute become one entry, and
// another one that counts them.
func TestEqualDeniedAttemptsBecomeOneEntry(t *testing.T) {
	w := newWorld(t)
	r := w.asked(from, to)
	app := w.listed("mail")
	acme := accountID("Acme")
	for what, try := range map[string]func(Actor) error{
		"account": func(by Actor) error { return second(w.s.Account(t.Context(), by, acme)) },
		"company": func(by Actor) error { return second(w.s.Company(t.Context(), by, acme, companyID("North"))) },
		"user":    func(by Actor) error { return second(w.s.User(t.Context(), by, acme, "usr_sue")) },
		"request": func(by Actor) error { return second(w.s.Request(t.Context(), by, r.ID)) },
		"grant":   func(by Actor) error { return second(w.s.Grant(t.Context(), by, r.ID)) },
		"record": func(by Actor) error {
			return second(w.s.ReadRecord(t.Context(), by, acme, RecordFilter{}, RecordPlace{}))
		},
		"why":       func(by Actor) error { return second(w.s.WhyUser(t.Context(), by, acme, "usr_sue")) },
		"catalogue": func(by Actor) error { return third(w.s.Webapp(t.Context(), by, app.ID)) },
	} {
		w.clock = w.clock.Add(2 * gatherAttempts)
		by := w.as("bea @ Borealis")
		began := w.clock
		lines := w.recorded(func() {
			for i := range 300 {
				if err := try(by); err == nil {
					t.Fatalf("%s: it was allowed", what)
				}
				if i%100 == 50 {
					w.entries(0) // reading the record does not make more of it
				}
				w.clock = w.clock.Add(time.Millisecond)
			}
		})
		equal(t, what+": entries in the same minute", len(lines), 1)
		w.clock = began.Add(gatherAttempts)
		entries := w.entries(0)
		last := entries[len(entries)-1]
		equal(t, what+": what follows", []string{last.ActorName, last.Action, timesOf(last), detailsOf(Denied, last.After)[DetailUntil]},
			[]string{"bea @ Borealis", "denied", "249 repeated", instantText(began.Add(299 * time.Millisecond))})
		first := entries[len(entries)-2]
		equal(t, what+": what was first", []string{timesOf(first), first.ObjectID}, []string{"51", last.ObjectID})
		equal(t, what+": and then", len(w.recorded(func() { w.clock = w.clock.Add(time.Hour) })), 0)
	}
	w.must(second(w.s.VerifyRecord(t.Context(), nil)))
}

// However many logins and objects are involved, the attempts of one account cannot flood another's
// record. A third account's record stays as it is.
func TestAStrangerDoesNotFillARecord(t *testing.T) {
	w := newWorld(t)
	for i := range 40 {
		w.addCompany(fmt.Sprint("Branch ", i), "Acme")
	}
	bea, borealis := w.as("bea @ Borealis"), w.as("Borealis")
	began := w.clock
	for range 30 {
		for i := range 40 {
			w.probe([]Actor{bea, borealis}[i%2], fmt.Sprint("Branch ", i))
		}
		w.clock = w.clock.Add(time.Millisecond)
	}
	w.clock = began.Add(gatherAttempts)
	lines := w.deniedIn("acc_Acme")
	if len(lines) > 22 {
		t.Errorf("%d entries: %v", len(lines), lines)
	}
	all := 30 * (40 - 10)
	if want := fmt.Sprintf("Borealis  %d various", all); !slices.Contains(lines, want) {
		t.Errorf("there is no %q in %v", want, lines)
	}
	w.probe(w.as("kim @ Kite"), "Branch 1")
	equal(t, "somebody else's attempt", w.deniedIn("acc_Acme")[len(lines):], []string{"kim @ Kite Branch 1"})
	equal(t, "memory", []int{len(w.s.attempts.waiting), len(w.s.attempts.open)}, []int{1, 1})
}

// Only a crash loses anything, but not a record that cannot be written for a while, nor the end of
// a server.
func TestAttemptsAreWrittenInTheEnd(t *testing.T) {
	w := newWorld(t)
	bea := w.as("bea @ Borealis")
	w.probe(bea, "North")
	equal(t, "at once", w.deniedIn("acc_Acme"), []string{"bea @ Borealis North"})
	w.probe(bea, "North")
	w.probe(bea, "South")
	over, cancel := context.WithCancel(t.Context())
	cancel()
	equal(t, "where it fails", w.s.WriteAttempts(over, true), context.Canceled)
	equal(t, "in the same minute", w.deniedIn("acc_Acme"), []string{"bea @ Borealis North", "bea @ Borealis South"})
	w.must(w.s.WriteAttempts(t.Context(), true))
	equal(t, "when the server stops", w.deniedIn("acc_Acme"), []string{"bea @ Borealis North", "bea @ Borealis South", "bea @ Borealis North 1 repeated"})
}

// However many attempts are made, they take a limited amount of memory.
func TestAttemptsAreBounded(t *testing.T) {
	w := newWorld(t)
	most := 2 * attemptsAtOnce
	w.s.attempts.most = most
	for i := range 3 * most {
		id := fmt.Sprint("acc_", i)
		w.s.attempted(Actor{Kind: KindAccount, AccountID: id, AccountName: id}, w.clock, Entry{Action: Denied, AccountID: "acc_Acme", ObjectID: "com_North"})
	}
	equal(t, "waiting", len(w.s.attempts.waiting), most+1)
	w.clock = w.clock.Add(gatherAttempts)
	w.must(w.s.WriteAttempts(t.Context(), false))
	w.must(w.s.WriteAttempts(t.Context(), false))
	equal(t, "afterwards", []int{len(w.s.attempts.waiting), len(w.s.attempts.open), len(w.s.attempts.pairs)}, []int{0, 0, 0})
	equal(t, "entries", len(w.entries(0)), most+1)
	equal(t, "those of which it is not known any more who made them", w.deniedIn(""), []string{fmt.Sprintf("nobody  %d various", 2*most)})
}

// An attempt that is written late does not set back the next server's clock.
func TestAttemptsDoNotTakeTimeBack(t *testing.T) {
	w := newWorld(t)
	w.probe(w.as("bea @ Borealis"), "North")
	w.clock = start.Add(30 * time.Second)
	w.must(w.make("Acme", "tim @ Acme"))
	w.must(w.s.WriteAttempts(t.Context(), false))
	again := must(New(w.store, Config{Now: func() time.Time { return start }, Random: rand.Reader}))(w)
	equal(t, "it is", again.Now(), start.Add(30*time.Second))
}
