package access

import (
	"testing"
	"time"
)

// TestOnlyMine: a user's own requests are those in their name, and an account's are all that it
// made. They are found page by page, whatever else there is.
func TestOnlyMine(t *testing.T) {
	w := newWorld(t)
	ask := func(login, description string) Request {
		w.clock = w.clock.Add(time.Second)
		a := newRequest(from, to)
		a.Description = description
		if login == "Vendor" {
			a.RequestedBy = "usr_vera"
		}
		return must(w.s.Ask(w.Context(), w.as(login), a))(w)
	}
	ask("vera @ Vendor", "a")
	for _, c := range []string{"b", "c"} {
		ask("victor @ Vendor", c)
	}
	w.must(second(w.s.Grant(w.Context(), w.as("Acme"), ask("vera @ Vendor", "d").ID)))
	w.must(w.act("deny", "Acme", ask("vera @ Vendor", "e").ID))
	ask("Vendor", "f")
	ask("kim @ Kite", "g")
	for _, c := range []struct {
		name, login, account string
		f                    RequestFilter
		want                 string
	}{
		{"of a user", "vera @ Vendor", "acc_Vendor", RequestFilter{Mine: true}, "f e d a"},
		{"of another", "victor @ Vendor", "acc_Vendor", RequestFilter{Mine: true}, "c b"},
		{"of an account", "Vendor", "acc_Vendor", RequestFilter{Mine: true}, "f e d c b a"},
		{"that wait", "vera @ Vendor", "acc_Vendor", RequestFilter{Mine: true, State: OnlyWaiting}, "f a"},
		{"that are open", "vera @ Vendor", "acc_Vendor", RequestFilter{Mine: true, State: OnlyOpen}, "d"},
		{"that are over", "vera @ Vendor", "acc_Vendor", RequestFilter{Mine: true, State: OnlyOver}, "e"},
		{"by their end", "vera @ Vendor", "acc_Vendor", RequestFilter{Mine: true, Sort: SortByEnd}, "f d a"},
		{"with a text", "vera @ Vendor", "acc_Vendor", RequestFilter{Mine: true, Text: "E"}, "f e d a"},
		{"in the list of all", "vera @ Vendor", "", RequestFilter{Mine: true}, "forbidden"},
		{"in the list of all, of an account", "Vendor", "", RequestFilter{Mine: true}, "f e d c b a"},
		{"of someone who never asks", "Acme", "acc_Acme", RequestFilter{Mine: true}, ""},
		{"at someone else's account", "Root", "acc_Acme", RequestFilter{Mine: true}, ""},
	} {
		equal(t, c.name, w.filtered(c.login, c.account, c.f), c.want)
	}
	w.s.findDepth = 2
	equal(t, "page by page", w.filtered("vera @ Vendor", "acc_Vendor", RequestFilter{Mine: true}), "f e|d a|")
}

// TestAskingForTheSameLength: what a request asked for is a choice again, or exact times.
func TestAskingForTheSameLength(t *testing.T) {
	w := newWorld(t)
	for h, want := range map[HowLong]HowLong{OneHour: OneHour, FourHours: FourHours, Today: Exact, Exact: Exact} {
		a := newRequest(from, to)
		a.HowLong = h
		equal(t, string(h), must(w.s.Ask(t.Context(), w.as("vera @ Vendor"), a))(w).AskedHowLong(), want)
	}
}
