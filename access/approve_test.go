package access

import (
	"slices"
	"strings"
	"testing"
	"time"

	"latchkey/db"
)

// link makes a set-up link for a user and uses it, as one person could do both.
func (w *world) link(by, login string) {
	w.Helper()
	_, token, err := w.s.MakeSetupLink(w.Context(), w.as(by), accountID(accountOf(login)), userID(login))
	w.must(err)
	w.must(second(w.s.UseSetupLink(w.Context(), Nobody(address), token, password, "")))
}

// mail changes a user's e-mail address.
func (w *world) mail(by, login string) {
	w.Helper()
	w.must(w.s.UpdateUser(w.Context(), w.as(by), accountID(accountOf(login)), userID(login), UserData{Email: "new@acme"}))
}

// ownMail changes a login's own e-mail address.
func (w *world) ownMail(login string) error {
	w.Helper()
	return w.s.UpdateUser(w.Context(), w.as(login), accountID(accountOf(login)), userID(login), UserData{Email: "new@acme", CurrentPassword: password})
}

// Nobody approves twice, not even as a user whose way to sign in they had.
func TestTwoWhoSayYesAreTwoPeople(t *testing.T) {
	long(t)
	const sue, paul, pia = "sue @ Acme", "paul @ Acme", "pia @ Acme"
	for _, c := range []struct {
		what          string
		before, after func(*world)
		first, second string
		// wait is how long after the first approval, and want the answer to the second.
		wait time.Duration
		want string
	}{
		{"each by a way of their own", nil, nil, sue, paul, 0, "done"},
		{"a link", nil, func(w *world) { w.link(sue, paul) }, sue, paul, 0, "forbidden"},
		{"a link, and as the other first", func(w *world) { w.link(sue, paul) }, nil, paul, sue, 0, "forbidden"},
		{"a link, much later", nil, func(w *world) { w.link(sue, paul) }, sue, paul, 24*time.Hour - millisecond, "forbidden"},
		{"a link, a day later", nil, func(w *world) { w.link(sue, paul) }, sue, paul, 24 * time.Hour, "done"},
		{"a link from somebody else", nil, func(w *world) { w.link(pia, paul) }, sue, paul, 0, "done"},
		{"a link for whoever makes another", nil, func(w *world) { w.link(sue, pia); w.link(pia, paul) }, sue, paul, 0, "forbidden"},
		{"links for both", func(w *world) { w.link(pia, sue); w.link(pia, paul) }, nil, sue, paul, 0, "forbidden"},
		{"a later link of another's hides none", nil, func(w *world) { w.link(sue, paul); w.link(pia, paul) }, sue, paul, 0, "forbidden"},
		{"an own password hides none", nil, func(w *world) {
			w.link(sue, paul)
			w.must(w.s.ChangeOwnPassword(w.Context(), w.as(paul), password, "five other unrelated cellar words", anyToken))
		}, sue, paul, 0, "forbidden"},
		{"a link after both said yes", nil, nil, paul, sue, 0, "done"},
		{"a link from the account login", nil, func(w *world) { w.link("Acme", paul) }, sue, paul, 0, "forbidden"},
		{"an e-mail address", nil, func(w *world) { w.mail(sue, paul) }, sue, paul, 0, "forbidden"},
		{"an e-mail address from somebody else", nil, func(w *world) { w.mail(pia, paul) }, sue, paul, 0, "done"},
		{"the own e-mail address", nil, func(w *world) { w.must(w.ownMail(paul)) }, sue, paul, 0, "done"},
	} {
		t.Run(c.what, func(t *testing.T) {
			w := newWorld(t)
			w.must(w.setRoles("Acme", paul, Superuser))
			w.addUser(worldUser{login: pia, roles: []Role{Superuser}}, time.Time{})
			w.must(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.TwoApprovals = true })))
			r := w.asked(start, start.Add(72*time.Hour))
			for _, step := range []func(){
				func() { c.before(w) }, func() { w.must(w.act("grant", c.first, r.ID)) }, func() { c.after(w) },
			} {
				w.clock = w.clock.Add(time.Second)
				if at := w.clock.Sub(start); at == time.Second && c.before == nil || at == 3*time.Second && c.after == nil {
					continue
				}
				step()
			}
			w.clock = w.clock.Add(c.wait)
			h := must(w.s.History(t.Context(), w.as(c.second), r.ID, ""))(w)
			e := must(w.s.ExternalAccess(t.Context(), w.as(c.second), "acc_Acme", ""))(w)
			for page, told := range map[string][]Breach{"its page": h.Against, "the list": e.Waiting[0].Against} {
				refused := len(told) == 1 && told[0].Why == (SamePerson{Other: c.first, Account: "Acme"})
				equal(t, page+" tells beforehand", refused, c.want == "forbidden")
			}
			equal(t, "the second yes", outcome(w.act("grant", c.second, r.ID)), c.want)
			if c.want == "forbidden" {
				equal(t, "it waits", w.request(r.ID).State(w.clock), Pending)
			}
		})
	}
}

// A user who was created with a password counts as the same person as whoever chose it.
func TestAUserMadeWithAPasswordIsNoSecondPerson(t *testing.T) {
	w := newWorld(t)
	w.must(w.setRoles("Acme", "paul @ Acme", Superuser))
	w.must(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", rule(func(f *RuleForm) { f.TwoApprovals = true })))
	r := w.asked(start, to)
	w.must(w.act("grant", "sue @ Acme", r.ID))
	_, _, err := w.s.CreateUser(t.Context(), w.as("sue @ Acme"), "acc_Acme", NewUser{Name: "puppet", Password: password, Roles: []Role{Superuser}})
	w.must(err)
	w.clock = w.clock.Add(time.Second)
	err = w.act("grant", "puppet @ Acme", r.ID)
	equal(t, "the puppet", outcome(err), "forbidden")
	equal(t, "why", err, forbidden(SamePerson{Other: "sue @ Acme", Account: "Acme"}))
	equal(t, "paul", outcome(w.act("grant", "paul @ Acme", r.ID)), "done")
	equal(t, "then", w.request(r.ID).State(w.clock), Active)
}

// If someone else got a way into a login, its owner gets a mail.
func TestWhoseLoginGotALinkIsTold(t *testing.T) {
	w := newToldWorld(t)
	var token string
	equal(t, "made", w.told(func() {
		var err error
		_, token, err = w.s.MakeSetupLink(t.Context(), w.as("sue @ Acme"), "acc_Acme", "usr_paul")
		w.must(err)
	}), []string{"paul@acme: LINK_MADE paul @ Acme by sue @ Acme"})
	w.sent()
	w.must(second(w.s.UseSetupLink(t.Context(), Nobody(address), token, password, "")))
	mails := w.sent()
	if len(mails) != 1 || mails[0].To != "paul@acme" || mails[0].Subject != "PASSWORD_SET paul @ Acme by sue @ Acme" ||
		strings.Contains(mails[0].Body, token) {
		t.Errorf("used: %+v", mails)
	}
	equal(t, "for an account", w.told(func() {
		id, _, err := w.s.CreateAccount(t.Context(), w.as("Root"), NewAccount{Name: "Newcomer", Email: "it@newcomer"})
		w.must(err)
		w.must(third(w.s.RenewAccountSetupLink(t.Context(), w.as("Root"), id)))
	}), []string{"it@newcomer: LINK_MADE Newcomer by Root"})
}

// Rules, their warning, approvals, deputies and mails all ask the same question: who could decide?
func TestWhoCouldDecideIsOneQuestion(t *testing.T) {
	for _, c := range []struct {
		what   string
		change func(*world)
		can    bool
	}{
		{"signs in", func(*world) {}, true},
		{"never set a password", func(w *world) {
			w.write(func(q *db.Queries) error {
				return q.UpdateUserPassword(w.Context(), db.UpdateUserPasswordParams{ID: "usr_paul"})
			})
		}, false},
		{"is not active", func(w *world) { w.setActive("paul @ Acme", false) }, false},
		{"is no SUPERUSER any more", func(w *world) { w.must(w.setRoles("Acme", "paul @ Acme")) }, false},
	} {
		t.Run(c.what, func(t *testing.T) {
			w := newToldWorld(t)
			w.must(w.setRoles("Acme", "paul @ Acme", Superuser))
			two := rule(func(f *RuleForm) { f.TwoApprovals = true })
			w.must(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", two))
			r := w.asked(start, to)
			w.must(w.act("grant", "paul @ Acme", r.ID))
			c.change(w)
			w.clock = w.clock.Add(time.Second)
			equal(t, "the warning", must(w.s.Rules(t.Context(), w.as("Acme"), "acc_Acme", ""))(w).TooFew, !c.can)
			equal(t, "the rule", outcome(w.s.SetRule(t.Context(), w.as("Acme"), "acc_Acme", two)), map[bool]string{true: "done", false: "invalid approvals"}[c.can])
			n := must(w.s.NoticeSettings(t.Context(), w.as("sue @ Acme")))(w)
			equal(t, "the deputies", slices.ContainsFunc(n.Deputies, func(d Named) bool { return d.ID == "usr_paul" }), c.can)
			told := w.told(func() { w.asked(start.Add(time.Hour), to) })
			equal(t, "the mails", slices.ContainsFunc(told, func(line string) bool { return strings.HasPrefix(line, "paul@acme: ASKED North by vera") }), c.can)
			w.must(w.act("grant", "sue @ Acme", r.ID))
			equal(t, "the yes", w.request(r.ID).State(w.clock) != Pending, c.can)
		})
	}
}
