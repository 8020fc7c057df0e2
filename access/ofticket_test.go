package access

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// endedTicket is what comes of ending what was granted for a ticket, and how many are left.
func (w *world) endedTicket(login, account, ticket string, act TogetherAct) string {
	w.Helper()
	outcomes, left, err := w.s.EndTicket(w.Context(), w.as(login), account, ticket, Together{Act: act, Reason: "ticket closed"})
	if err != nil {
		return outcome(err)
	}
	return strings.TrimSpace(fmt.Sprint(strings.Join(each(outcomes, func(o Outcome) string { return o.Request.Description + " " + outcome(o.Err) }), ", "), " ", left))
}

// TestEndingWhatWasGrantedForATicket: who may end grants ends all for a ticket, each with its own
// entry, and nothing else.
func TestEndingWhatWasGrantedForATicket(t *testing.T) {
	w := newWorld(t)
	granted := func(login, description, ticket string) {
		w.clock = w.clock.Add(time.Second)
		a := newRequest(start, to)
		a.Description, a.Ticket = description, ticket
		r := must(w.s.Ask(w.Context(), w.as(login), a))(w)
		w.must(second(w.s.Grant(w.Context(), w.as("Acme"), r.ID)))
	}
	granted("vera @ Vendor", "a", "INC-1")
	granted("kim @ Kite", "b", "INC-1")
	granted("vera @ Vendor", "c", "INC-2")
	granted("victor @ Vendor", "d", "inc-1")
	_, said := w.askedForTicket("INC-1")
	equal(t, "one waits", said, "done")
	for _, c := range []struct {
		name, login, account, ticket string
		act                          TogetherAct
		want                         string
	}{
		{"another ticket", "sue @ Acme", "acc_Acme", "INC", RevokeTogether, "invalid requests"},
		{"no ticket", "sue @ Acme", "acc_Acme", " ", RevokeTogether, "not found"},
		{"another act", "sue @ Acme", "acc_Acme", "INC-1", GrantTogether, "not found"},
		{"by a stranger", "bea @ Borealis", "acc_Acme", "INC-1", RevokeTogether, "not found"},
		{"by who does not decide about all", "spy @ Acme", "acc_Acme", "inc-1", RevokeTogether, "b done 0"},
		{"by an ADMINISTRATOR", "Root", "", "INC-1", RevokeTogether, "invalid requests"},
		{"handed back", "vera @ Vendor", "acc_Vendor", "INC-1", HandBackTogether, "d done, a done 0"},
		{"handed back again", "vera @ Vendor", "acc_Vendor", "INC-1", HandBackTogether, "invalid requests"},
		{"revoked when all is over", "sue @ Acme", "acc_Acme", "INC-1", RevokeTogether, "invalid requests"},
		{"the other ticket", "Acme", "", "INC-2", RevokeTogether, "c done 0"},
	} {
		equal(t, c.name, w.endedTicket(c.login, c.account, c.ticket, c.act), c.want)
	}
	ended := 0
	for _, e := range w.entries(0) {
		if a := Action(e.Action); a == GrantRevoked || a == GrantHandedBack {
			ended++
		}
	}
	equal(t, "entries", ended, 4)
}

// TestEndingATicketIsBounded: it ends as many as can be ended at once, and says how many are left.
// The pages of a ticket have all of them.
func TestEndingATicketIsBounded(t *testing.T) {
	w := newWorld(t)
	const more = 3
	for i := range MaxTogether + more {
		w.clock = w.clock.Add(time.Millisecond)
		a := newRequest(start, to)
		a.Description, a.Ticket = fmt.Sprint(i), "INC-1"
		r := must(w.s.Ask(w.Context(), w.as("vera @ Vendor"), a))(w)
		w.must(second(w.s.Grant(w.Context(), w.as("Acme"), r.ID)))
	}
	for _, f := range []RequestFilter{{Ticket: "INC-1"}, {Ticket: "INC-1", State: OnlyOpen}} {
		pages := strings.Split(w.filtered("Acme", "acc_Acme", f), "|")
		equal(t, "pages "+f.State, each(pages, func(p string) int { return len(strings.Fields(p)) }), []int{pageSize, pageSize, more})
	}
	for _, want := range []string{"100 done, 3 left", "3 done, 0 left"} {
		outcomes, left, err := w.s.EndTicket(t.Context(), w.as("sue @ Acme"), "acc_Acme", "INC-1", Together{Act: RevokeTogether})
		equal(t, "ended", outcome(err), "done")
		equal(t, "ended", fmt.Sprintf("%d done, %d left", len(outcomes), left), want)
	}
}
