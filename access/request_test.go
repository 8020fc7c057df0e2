package access

import (
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// The window of most requests here.
var (
	from = start.Add(time.Hour)
	to   = start.Add(3 * time.Hour)
)

const millisecond = time.Millisecond

func TestAskChecksEachField(t *testing.T) {
	w := newWorld(t)
	month := start.Add(DefaultMaxWindow)
	for _, c := range []struct {
		what, login string
		edit        func(*NewRequest)
		want        string
	}{
		{"all right", "vera @ Vendor", func(*NewRequest) {}, "done"},

		{"account missing", "vera @ Vendor", func(a *NewRequest) { a.AccountID = "" }, "invalid account_id"},
		{"account own", "vera @ Vendor", func(a *NewRequest) { a.AccountID, a.CompanyID = "acc_Vendor", "com_Dock" }, "invalid account_id"},
		{"account unknown", "vera @ Vendor", func(a *NewRequest) { a.AccountID = "acc_Nobody" }, "invalid account_id"},
		{"company missing", "vera @ Vendor", func(a *NewRequest) { a.CompanyID = "" }, "invalid company_id"},
		{"company of another account", "vera @ Vendor", func(a *NewRequest) { a.CompanyID = "com_Bay" }, "invalid company_id"},
		{"company unknown", "vera @ Vendor", func(a *NewRequest) { a.CompanyID = "com_Nowhere" }, "invalid company_id"},
		{"company sibling", "vera @ Vendor", func(a *NewRequest) { a.CompanyID = "com_South" }, "done"},

		{"description missing", "vera @ Vendor", func(a *NewRequest) { a.Description = "" }, "done"},
		{"description of 2000", "vera @ Vendor", func(a *NewRequest) { a.Description = strings.Repeat("é", 2000) }, "done"},
		{"description of 2001", "vera @ Vendor", func(a *NewRequest) { a.Description = strings.Repeat("é", 2001) }, "invalid description"},
		{"description of 2000 in space", "vera @ Vendor", func(a *NewRequest) { a.Description = "\r\n " + strings.Repeat("🔑", 2000) + " " }, "done"},

		{"user for itself", "vera @ Vendor", func(a *NewRequest) { a.RequestedBy = "usr_vera" }, "done"},
		{"user for a colleague", "vera @ Vendor", func(a *NewRequest) { a.RequestedBy = "usr_victor" }, "invalid requested_by"},
		{"account for nobody", "Vendor", func(*NewRequest) {}, "invalid requested_by"},
		{"account for a user", "Vendor", func(a *NewRequest) { a.RequestedBy = "usr_victor" }, "done"},
		{"account for an inactive user", "Vendor", func(a *NewRequest) { a.RequestedBy = "usr_idle" }, "invalid requested_by"},
		{"account for another's user", "Vendor", func(a *NewRequest) { a.RequestedBy = "usr_kim" }, "invalid requested_by"},
		{"account for a user unknown", "Vendor", func(a *NewRequest) { a.RequestedBy = "usr_nobody" }, "invalid requested_by"},

		{"from missing", "vera @ Vendor", func(a *NewRequest) { a.ValidFrom.Text = "" }, "invalid valid_from"},
		{"from rubbish", "vera @ Vendor", func(a *NewRequest) { a.ValidFrom.Text = "soon" }, "invalid valid_from"},
		{"from in the past", "vera @ Vendor", func(a *NewRequest) { a.ValidFrom = local(start.Add(-time.Hour)) }, "done"},
		{"to missing", "vera @ Vendor", func(a *NewRequest) { a.ValidTo.Text = "" }, "invalid valid_to"},
		{"to before from", "vera @ Vendor", func(a *NewRequest) { a.ValidTo = local(from.Add(-time.Second)) }, "invalid valid_to"},
		{"to equal to from", "vera @ Vendor", func(a *NewRequest) { a.ValidTo = local(from) }, "invalid valid_to"},
		{"to a second after from", "vera @ Vendor", func(a *NewRequest) { a.ValidTo = local(from.Add(time.Second)) }, "done"},
		{"to in the past", "vera @ Vendor", func(a *NewRequest) {
			a.ValidFrom, a.ValidTo = local(start.Add(-2*time.Hour)), local(start.Add(-time.Hour))
		}, "invalid valid_to"},
		{"to now", "vera @ Vendor", func(a *NewRequest) { a.ValidFrom, a.ValidTo = local(start.Add(-time.Hour)), local(start) }, "invalid valid_to"},
		{"30 days", "vera @ Vendor", func(a *NewRequest) { a.ValidFrom, a.ValidTo = local(start), local(month) }, "done"},
		{"30 days and a second", "vera @ Vendor", func(a *NewRequest) { a.ValidFrom, a.ValidTo = local(start), local(month.Add(time.Second)) }, "invalid valid_to"},

		{"everything wrong", "Vendor", func(a *NewRequest) { *a = NewRequest{Description: strings.Repeat("x", 2001)} },
			"invalid account_id description requested_by valid_from valid_to"},
	} {
		a := newRequest(from, to)
		a.Description = c.what
		c.edit(&a)
		var err error
		lines := w.recorded(func() { _, err = w.s.Ask(t.Context(), w.as(c.login), a) })
		equal(t, c.what, outcome(err), c.want)
		equal(t, c.what+": there is an entry", len(lines), map[bool]int{true: 1}[c.want == "done"])
	}
}

func TestAskedRequest(t *testing.T) {
	w := newWorld(t)
	// victor lives in Berlin, an hour ahead of UTC.
	a := NewRequest{
		AccountID: "acc_Acme", CompanyID: "com_North", Description: " line one\r\nline two ",
		ValidFrom: LocalTime{Text: "2026-03-02T11:00"}, ValidTo: LocalTime{Text: "2026-03-02T13:00"},
	}
	var r Request
	var err error
	lines := w.recorded(func() { r, err = w.s.Ask(t.Context(), w.as("victor @ Vendor"), a) })
	w.must(err)
	for _, c := range []struct{ what, got, want string }{
		{"account", r.AccountName, "Acme"},
		{"company", r.CompanyName, "North"},
		{"asker", r.RequesterAccountName, "Vendor"},
		{"requested by", r.RequestedByName, "victor"},
		{"description", r.Description, "line one\nline two"},
		{"window", fmt.Sprint(r.Window), fmt.Sprint(Window{from, to})},
		{"state", string(r.State(start)), "PENDING"},
		{"created", r.CreatedAt.String(), start.String()},
		{"entries", fmt.Sprint(lines), "[victor @ Vendor: request.asked: North]"},
	} {
		equal(t, c.what, c.got, c.want)
	}
}

func TestOperatorSetsTheLongestWindow(t *testing.T) {
	w := newWorld(t)
	s := must(New(w.store, Config{Now: w.Now, Random: rand.Reader, MaxWindow: 2 * time.Hour}))(w)
	for end, want := range map[time.Time]string{to: "done", to.Add(time.Second): "invalid valid_to"} {
		equal(t, end.String(), outcome(second(s.Ask(t.Context(), w.as("vera @ Vendor"), newRequest(from, end)))), want)
	}
}

func TestWhoMayAsk(t *testing.T) {
	w := newWorld(t)
	for login, want := range map[string]string{
		"Vendor": "done", "vera @ Vendor": "done", "boss @ Vendor": "done", "Kite": "done", "kim @ Kite": "done",
		"Borealis": "forbidden", "bea @ Borealis": "forbidden", "Root": "forbidden", "Tills": "forbidden",
		"Acme": "forbidden", "sue @ Acme": "forbidden", "ext @ Acme": "forbidden", "spy @ Acme": "forbidden",
	} {
		by, a := w.as(login), newRequest(from, to)
		a.Description = login
		switch login {
		case "Vendor":
			a.RequestedBy = "usr_vera"
		case "Kite":
			a.RequestedBy = "usr_kim"
		case "Acme", "sue @ Acme", "ext @ Acme", "spy @ Acme":
			a.AccountID, a.CompanyID = "acc_Borealis", "com_Bay"
		}
		var err error
		lines := w.recorded(func() { _, err = w.s.Ask(t.Context(), by, a) })
		equal(t, login, outcome(err), want)
		entry := login + ": request.asked: North"
		if want == "forbidden" {
			entry = login + ": denied: "
		}
		equal(t, login+": entries", lines, []string{entry})
	}
}

// External users in the vendor's account cannot request access for it, because they belong to
// another account.
func TestExternalUserDoesNotAskForItsHost(t *testing.T) {
	w := newWorld(t)
	w.addUser(worldUser{login: "guest @ Vendor", roles: []Role{ExternalUser}, owner: "kim @ Kite"}, time.Time{})
	equal(t, "external user asks", outcome(second(w.s.Ask(t.Context(), w.as("guest @ Vendor"), newRequest(from, to)))), "forbidden")
	a := newRequest(from, to)
	a.RequestedBy = "usr_guest"
	equal(t, "asked for an external user", outcome(second(w.s.Ask(t.Context(), w.as("Vendor"), a))), "invalid requested_by")
}

func TestWhoMayGrant(t *testing.T) {
	for login, want := range map[string]string{
		"Acme": "done", "sue @ Acme": "done", "ext @ Acme": "done",
		"paul @ Acme": "not found", "spy @ Acme": "forbidden",
		"Vendor": "forbidden", "vera @ Vendor": "forbidden", "victor @ Vendor": "forbidden", "boss @ Vendor": "forbidden",
		"Root": "forbidden", "Borealis": "not found", "bea @ Borealis": "not found", "Kite": "not found", "kim @ Kite": "not found",
		"Tills": "not found",
	} {
		w := newWorld(t)
		for act, entry := range map[string]string{"grant": "request.granted", "deny": "request.denied", "revoke": "request.revoked"} {
			w.clock = w.clock.Add(gatherAttempts) // otherwise the attempts are counted together
			r := w.asked(from, to)
			if act == "revoke" {
				r = w.granted(from, to)
			}
			what, state := login+": "+act, r.State(w.clock)
			var err error
			lines := w.recorded(func() { err = w.act(act, login, r.ID) })
			equal(t, what, outcome(err), want)
			if want != "done" {
				entry = "denied"
				equal(t, what+": state", w.request(r.ID).State(w.clock), state)
			}
			equal(t, what+": entries", lines, []string{login + ": " + entry + ": North"})
		}
	}
}

func TestWhoMayTakeBack(t *testing.T) {
	w := newWorld(t)
	for login, want := range map[string]string{
		"Vendor": "done", "vera @ Vendor": "done", "victor @ Vendor": "done",
		"Acme": "forbidden", "sue @ Acme": "forbidden", "spy @ Acme": "forbidden", "Root": "forbidden",
		"paul @ Acme": "not found", "Kite": "not found", "bea @ Borealis": "not found",
	} {
		equal(t, login+" withdraws", outcome(w.act("withdraw", login, w.asked(from, to).ID)), want)
		equal(t, login+" hands back", outcome(w.act("hand back", login, w.granted(from, to).ID)), want)
	}
}

func TestActsOnARequestThatDoesNotExist(t *testing.T) {
	w := newWorld(t)
	for act := range acts {
		for _, login := range []string{"Acme", "Vendor", "Root"} {
			lines := w.recorded(func() { equal(t, login+": "+act, outcome(w.act(act, login, "req_0")), "not found") })
			equal(t, login+": "+act+": entries", lines, []string{})
		}
	}
}

func TestGrantedRequest(t *testing.T) {
	w := newWorld(t)
	r := w.asked(from, to)
	w.clock = start.Add(time.Minute)
	w.must(w.act("grant", "sue @ Acme", r.ID))
	w.clock = from
	w.must(w.act("revoke", "ext @ Acme", r.ID))
	r = w.request(r.ID)
	equal(t, "decision", *r.Decision, Act{"GRANTED", start.Add(time.Minute), "sue @ Acme", "", ""})
	equal(t, "ending", *r.Ending, Act{"REVOKED", from, "ext @ Acme", "because", ""})
	e := w.entries(0)
	last := e[len(e)-1]
	equal(t, "entry", []string{last.AccountID, last.ActorAccountID, last.ActorUserID, last.ObjectID, last.RequestID, last.Before, last.After},
		[]string{"acc_Acme", "acc_Acme", "usr_ext", "com_North", r.ID, `{"state":"ACTIVE"}`, `{"reason":"because","state":"ENDED"}`})
}

func TestReasonOfAnyLengthIsAnswered(t *testing.T) {
	w := newWorld(t)
	for n, want := range map[int]string{2000: "done", 2001: "invalid reason"} {
		reason := strings.Repeat("é", n)
		_, err := w.s.Deny(t.Context(), w.as("Acme"), w.asked(from, to).ID, reason)
		equal(t, fmt.Sprint("denied with ", n, " characters"), outcome(err), want)
		_, err = w.s.Revoke(t.Context(), w.as("Acme"), w.granted(from, to).ID, reason)
		equal(t, fmt.Sprint("revoked with ", n, " characters"), outcome(err), want)
	}
}

func TestStatesFollowTheClock(t *testing.T) {
	granted, ended := &Act{What: decisionGranted}, &Act{What: endingRevoked}
	instants := []time.Time{from.Add(-millisecond), from, from.Add(millisecond), to.Add(-millisecond), to, to.Add(millisecond)}
	for _, c := range []struct {
		what             string
		decision, ending *Act
		want             string
	}{
		{"asked", nil, nil, "[PENDING PENDING PENDING PENDING LAPSED LAPSED]"},
		{"granted", granted, nil, "[SCHEDULED ACTIVE ACTIVE ACTIVE EXPIRED EXPIRED]"},
		{"denied", &Act{What: decisionDenied}, nil, "[DENIED DENIED DENIED DENIED DENIED DENIED]"},
		{"withdrawn", &Act{What: decisionWithdrawn}, nil, "[WITHDRAWN WITHDRAWN WITHDRAWN WITHDRAWN WITHDRAWN WITHDRAWN]"},
		{"revoked", granted, ended, "[ENDED ENDED ENDED ENDED ENDED ENDED]"},
	} {
		r := Request{Window: Window{from, to}, Decision: c.decision, Ending: c.ending}
		equal(t, c.what, each(instants, r.State), c.want)
	}
}

// lives has every act in every state: the state after it, or - for a conflict.
const lives = `
state     | grant     | grant less | deny   | withdraw  | revoke | hand back | shorten   | extend
PENDING   | SCHEDULED | SCHEDULED  | DENIED | WITHDRAWN | -      | -         | -         | -
LAPSED    | -         | -          | -      | -         | -      | -         | -         | -
SCHEDULED | -         | -          | -      | -         | ENDED  | ENDED     | SCHEDULED | SCHEDULED
ACTIVE    | -         | -          | -      | -         | ENDED  | ENDED     | ACTIVE    | ACTIVE
EXPIRED   | -         | -          | -      | -         | -      | -         | -         | -
DENIED    | -         | -          | -      | -         | -      | -         | -         | -
WITHDRAWN | -         | -          | -      | -         | -      | -         | -         | -
ENDED     | -         | -          | -      | -         | -      | -         | -         | -
`

// comesTo is what brings a request into a state: an act, and an instant.
var comesTo = map[State]struct {
	act string
	now time.Time
}{
	Pending: {"", start}, Lapsed: {"", to}, Scheduled: {"grant", from.Add(-millisecond)}, Active: {"grant", from},
	Expired: {"grant", to}, Refused: {"deny", start}, Withdrawn: {"withdraw", start}, Ended: {"grant, revoke", start},
}

func TestConflictSaysWhatHappened(t *testing.T) {
	w := newWorld(t)
	for _, c := range []struct {
		act, login string
		want       Reason
	}{
		{"grant", "sue @ Acme", WasGranted{By: "sue @ Acme"}},
		{"deny", "sue @ Acme", WasDenied{By: "sue @ Acme"}},
		{"withdraw", "vera @ Vendor", WasWithdrawn{By: "vera @ Vendor"}},
	} {
		r := w.asked(from, to)
		w.must(w.act(c.act, c.login, r.ID))
		var p *Problem
		if err := w.act("grant", "Acme", r.ID); !errors.As(err, &p) || p.Reason != c.want {
			t.Errorf("%s: got %v, want %s", c.act, err, reasonText(c.want))
		}
	}
}

func TestOneOfManyGrantsWins(t *testing.T) {
	w := newWorld(t)
	r := w.asked(from, to)
	deciders := []Actor{w.as("Acme"), w.as("sue @ Acme")}
	lines := w.recorded(func() {
		count := together(64, func(i int) error { return second(w.s.Grant(t.Context(), deciders[i%2], r.ID)) })
		equal(t, "outcomes", count, map[string]int{"done": 1, "conflict": 63})
	})
	equal(t, "entries", lines, []string{w.request(r.ID).Decision.By + ": request.granted: North"})
}

func TestEndingOneGrantDoesNotCutAnother(t *testing.T) {
	for _, act := range []string{"revoke", "hand back"} {
		w := newWorld(t)
		first, other := w.granted(from, to), w.granted(from, to)
		w.clock = from
		w.must(w.act(act, decider[act], other.ID))
		page, err := w.s.Company(t.Context(), w.as("vera @ Vendor"), "acc_Acme", "com_North")
		equal(t, "in by the other grant", outcome(err), "done")
		equal(t, "grant", page.Grant.ID, first.ID)
		w.must(w.act(act, decider[act], first.ID))
		equal(t, "after both", outcome(second(w.s.Company(t.Context(), w.as("vera @ Vendor"), "acc_Acme", "com_North"))), "not found")
	}
}

var acts = map[string]func(*world, Actor, string) error{
	"grant":     func(w *world, by Actor, id string) error { _, err := w.s.Grant(w.Context(), by, id); return err },
	"deny":      func(w *world, by Actor, id string) error { return second(w.s.Deny(w.Context(), by, id, "because")) },
	"withdraw":  func(w *world, by Actor, id string) error { _, err := w.s.Withdraw(w.Context(), by, id); return err },
	"revoke":    func(w *world, by Actor, id string) error { return second(w.s.Revoke(w.Context(), by, id, "because")) },
	"hand back": func(w *world, by Actor, id string) error { _, err := w.s.HandBack(w.Context(), by, id); return err },
	"shorten": func(w *world, by Actor, id string) error {
		return second(w.s.Shorten(w.Context(), by, id, localIn(between, by)))
	},
	"extend": func(w *world, by Actor, id string) error {
		return second(w.s.Extend(w.Context(), by, id, localIn(later, by)))
	},
	"grant less": func(w *world, by Actor, id string) error {
		return second(w.s.GrantLess(w.Context(), by, id, Terms{ReadOnly: true}))
	},
}

// decider is a login that may do an act.
var decider = map[string]string{
	"grant": "Acme", "deny": "sue @ Acme", "revoke": "sue @ Acme", "withdraw": "vera @ Vendor", "hand back": "Vendor",
	"shorten": "sue @ Acme", "extend": "vera @ Vendor", "grant less": "Acme",
}

func (w *world) act(act, login, id string) error {
	w.Helper()
	return acts[act](w, w.as(login), id)
}

// request is a request as Acme sees it.
func (w *world) request(id string) Request {
	w.Helper()
	return must(w.s.Request(w.Context(), w.as("Acme"), id))(w)
}

func TestAskOptionsOfferNoMoreThanAskTakes(t *testing.T) {
	w := newWorld(t)
	name := func(n Named) string { return n.Name }
	for _, c := range []struct{ login, search, account, err, accounts, companies, requesters string }{
		{"vera @ Vendor", "", "", "done", "[]", "[]", "[vera]"},
		{"vera @ Vendor", "A", "", "done", "[Acme Borealis]", "[]", "[vera]"},
		{"vera @ Vendor", "cM", "", "done", "[Acme]", "[North South]", "[vera]"},
		{"vera @ Vendor", "vendor", "", "done", "[]", "[]", "[vera]"},
		{"vera @ Vendor", "%", "", "done", "[]", "[]", "[vera]"},
		{"vera @ Vendor", "", "acc_Acme", "done", "[Acme]", "[North South]", "[vera]"},
		{"vera @ Vendor", "", "acc_Vendor", "done", "[]", "[]", "[vera]"},
		{"vera @ Vendor", "", "acc_Nobody", "done", "[]", "[]", "[vera]"},
		{"Vendor", "", "", "done", "[]", "[]", "[boss vera victor]"},
		{"Acme", "kite", "", "forbidden", "[]", "[]", "[]"},
	} {
		o, err := w.s.AskOptions(t.Context(), w.as(c.login), c.search, NewRequest{AccountID: c.account})
		companies := each(o.Companies, func(c NamedZone) string { return c.Name })
		equal(t, fmt.Sprintf("%s searches %q, chose %q: offered", c.login, c.search, c.account),
			[]any{outcome(err), each(o.Accounts, name), companies, each(o.Requesters, name)}, []any{c.err, c.accounts, c.companies, c.requesters})
	}
}
