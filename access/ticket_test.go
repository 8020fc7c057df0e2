package access

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// askedForTicket asks for a ticket as vera does.
func (w *world) askedForTicket(ticket string) (Request, string) {
	w.Helper()
	a := newRequest(from, to)
	a.Ticket = ticket
	r, err := w.s.Ask(w.Context(), w.as("vera @ Vendor"), a)
	return r, outcome(err)
}

// TestTickets: a ticket is one line, and in the record. Requests for different tickets are not
// equal, and an extension is for the same one.
func TestTickets(t *testing.T) {
	w := newWorld(t)
	for _, ticket := range []string{strings.Repeat("4", 101), "47\n11", "\u200b", "47\x0011", "47\xff11"} {
		_, said := w.askedForTicket(ticket)
		equal(t, fmt.Sprintf("%.10q", ticket), said, "invalid ticket")
	}
	before := int64(len(w.entries(0)))
	_, said := w.askedForTicket("  INC-4711 ")
	equal(t, "a ticket", said, "done")
	equal(t, "the record has it", strings.Contains(w.entries(before)[0].After, `"ticket":"INC-4711"`), true)
	for ticket, want := range map[string]string{"inc-4711": "conflict", "4712": "done", "": "done"} {
		_, said := w.askedForTicket(ticket)
		equal(t, "then "+ticket, said, want)
	}
	w.anew(start)
	r, _ := w.askedForTicket("INC-4712")
	w.must(second(w.s.Grant(w.Context(), w.as("Acme"), r.ID)))
	e := must(w.s.Extend(w.Context(), w.as("vera @ Vendor"), r.ID, local(to.Add(time.Hour))))(w)
	equal(t, "an extension is for", e.Ticket, "INC-4712")
	equal(t, "the request is for", w.request(r.ID).Ticket, "INC-4712")
	w.isSound()
}
