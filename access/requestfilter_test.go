package access

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// filtered are the descriptions of a filtered list, page by page, with | between pages.
func (w *world) filtered(login, account string, f RequestFilter) string {
	w.Helper()
	var pages []string
	for next := ""; ; {
		p, err := w.s.FilterRequests(w.Context(), w.as(login), account, f, next)
		if err != nil {
			return outcome(err)
		}
		pages = append(pages, strings.Join(each(p.Requests, func(r Request) string { return r.Description }), " "))
		if next = p.Next; next == "" {
			return strings.Join(pages, "|")
		}
	}
}

func TestRequestsAreFiltered(t *testing.T) {
	w := newWorld(t)
	ask := func(login, description, ticket, company string, from, to time.Time) Request {
		w.clock = w.clock.Add(time.Second)
		a := newRequest(from, to)
		a.Description, a.Ticket, a.CompanyID = description, ticket, companyID(company)
		return must(w.s.Ask(w.Context(), w.as(login), a))(w)
	}
	day := 24 * time.Hour
	ask("vera @ Vendor", "waits", "INC-1", "North", from, to)
	live := ask("vera @ Vendor", "Live", "INC-1", "South", start, to.Add(day))
	coming := ask("victor @ Vendor", "coming", "INC-2", "North", to, to.Add(2*day))
	denied := ask("kim @ Kite", "Überdenied", "", "North", from, to)
	w.must(second(w.s.Grant(w.Context(), w.as("Acme"), live.ID)))
	w.must(second(w.s.Grant(w.Context(), w.as("Acme"), coming.ID)))
	w.must(w.act("deny", "Acme", denied.ID))
	for _, c := range []struct {
		name, login, account string
		f                    RequestFilter
		want                 string
	}{
		{"all", "Acme", "acc_Acme", RequestFilter{}, "Überdenied coming Live waits"},
		{"waiting", "Acme", "acc_Acme", RequestFilter{State: OnlyWaiting}, "waits"},
		{"open", "Acme", "acc_Acme", RequestFilter{State: OnlyOpen}, "coming Live"},
		{"over", "Acme", "acc_Acme", RequestFilter{State: OnlyOver}, "Überdenied"},
		{"a state that is none", "Acme", "acc_Acme", RequestFilter{State: "PENDING"}, ""},
		{"part of the description", "Acme", "acc_Acme", RequestFilter{Text: "LIVE"}, "Live"},
		{"as typed", "Acme", "acc_Acme", RequestFilter{Text: "Über"}, "Überdenied"},
		{"part of a ticket", "Acme", "acc_Acme", RequestFilter{Text: "inc-"}, "coming Live waits"},
		{"a whole ticket", "Acme", "acc_Acme", RequestFilter{Ticket: "inc-1"}, "Live waits"},
		{"a ticket that is longer", "Acme", "acc_Acme", RequestFilter{Ticket: "inc-"}, ""},
		{"an id", "Acme", "acc_Acme", RequestFilter{Text: live.ID}, "Live"},
		{"a company", "Acme", "acc_Acme", RequestFilter{Company: "sout"}, "Live"},
		{"the id of a company", "Acme", "acc_Acme", RequestFilter{Company: "com_South"}, "Live"},
		{"a person", "Acme", "acc_Acme", RequestFilter{By: "victor"}, "coming"},
		{"an account", "Acme", "acc_Acme", RequestFilter{By: "kite"}, "Überdenied"},
		{"the id of an account", "Acme", "acc_Acme", RequestFilter{By: "acc_Kite"}, "Überdenied"},
		{"two filters", "Acme", "acc_Acme", RequestFilter{By: "Vendor", Company: "North"}, "coming waits"},
		{"what ends soonest", "Acme", "acc_Acme", RequestFilter{Sort: SortByEnd}, "waits Live coming"},
		{"what waits and lapses soonest", "Acme", "acc_Acme", RequestFilter{Sort: SortByEnd, State: OnlyWaiting}, "waits"},
		{"what is over has no end", "Acme", "acc_Acme", RequestFilter{Sort: SortByEnd, State: OnlyOver}, ""},
		{"a day", "Acme", "acc_Acme", RequestFilter{From: string(dateOf(to.Add(2*day), w.as("Acme").Zone))}, "coming"},
		{"a day that is none", "Acme", "acc_Acme", RequestFilter{From: "yesterday"}, "invalid from"},
		{"a period backwards", "Acme", "acc_Acme", RequestFilter{From: "2026-03-02", To: "2026-03-01"}, "invalid to"},
		{"who asked", "vera @ Vendor", "acc_Vendor", RequestFilter{}, "coming Live waits"},
		{"another who asked", "Kite", "acc_Kite", RequestFilter{Text: "i"}, "Überdenied"},
		{"a stranger", "Kite", "acc_Acme", RequestFilter{}, "not found"},
		{"someone of the account", "paul @ Acme", "acc_Acme", RequestFilter{}, "forbidden"},
		{"all accounts", "Root", "", RequestFilter{By: "i"}, "Überdenied coming"},
		{"all of the own", "Acme", "", RequestFilter{Ticket: "INC-2"}, "coming"},
		{"none of others", "Borealis", "", RequestFilter{}, ""},
	} {
		equal(t, c.name, w.filtered(c.login, c.account, c.f), c.want)
	}
}

// TestAFilterLooksAtALimitedNumber: it goes on from there, says how far it looked, and finds a
// whole ticket however old.
func TestAFilterLooksAtALimitedNumber(t *testing.T) {
	w := newWorld(t)
	w.s.findDepth = 4
	for i := range 10 {
		w.clock = w.clock.Add(time.Second)
		a := newRequest(from, to)
		a.Description, a.Ticket = fmt.Sprint(i), fmt.Sprint("T", i)
		r := must(w.s.Ask(w.Context(), w.as("vera @ Vendor"), a))(w)
		w.must(w.act("withdraw", "Vendor", r.ID))
	}
	equal(t, "all", w.filtered("Acme", "acc_Acme", RequestFilter{}), "9 8 7 6|5 4 3 2|1 0")
	equal(t, "rare", w.filtered("Acme", "acc_Acme", RequestFilter{Company: "North", Text: "1"}), "||1")
	equal(t, "a ticket", w.filtered("Acme", "acc_Acme", RequestFilter{Ticket: "t1"}), "1")
	p := must(w.s.FilterRequests(t.Context(), w.as("Acme"), "acc_Acme", RequestFilter{Text: "t1"}, ""))(w)
	equal(t, "a ticket in the text", each(p.Requests, func(r Request) string { return r.Description }), []string{"1"})
	equal(t, "how far it looked", p.Since, start.Add(7*time.Second))
}

// TestATicketHasMorePages: a ticket with more requests than a page goes on with the others.
func TestATicketHasMorePages(t *testing.T) {
	w := newWorld(t)
	for range pageSize + 2 {
		w.clock = w.clock.Add(time.Second)
		a := newRequest(from, to)
		a.Ticket = "T1"
		r := must(w.s.Ask(w.Context(), w.as("vera @ Vendor"), a))(w)
		w.must(w.act("withdraw", "Vendor", r.ID))
	}
	first := must(w.s.FilterRequests(t.Context(), w.as("Acme"), "acc_Acme", RequestFilter{Ticket: "T1"}, ""))(w)
	rest := must(w.s.FilterRequests(t.Context(), w.as("Acme"), "acc_Acme", RequestFilter{Ticket: "T1"}, first.Next))(w)
	equal(t, "requests", []any{len(first.Requests), len(rest.Requests), rest.Next}, []any{pageSize, 2, ""})
}

// TestFilteredPagesMissNothing: the pages of every order have each request once.
func TestFilteredPagesMissNothing(t *testing.T) {
	w := newWorld(t)
	var ids []string
	for i := range pageSize*2 + 3 {
		w.clock = w.clock.Add(time.Second)
		ids = append(ids, w.waitsFor(fmt.Sprintf("req_Z%03d", i), to.Add(time.Duration(i%7)*time.Hour)))
	}
	for _, sort := range []string{"", SortByEnd} {
		var seen []string
		for next := ""; ; {
			p := must(w.s.FilterRequests(t.Context(), w.as("Acme"), "acc_Acme", RequestFilter{Sort: sort}, next))(w)
			seen = append(seen, each(p.Requests, func(r Request) string { return r.ID })...)
			if next = p.Next; next == "" {
				break
			}
		}
		slices.Sort(seen)
		equal(t, "pages in the order "+sort, seen, ids)
	}
}
