package access

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"latchkey/db"
)

// verified is whether each login's address is confirmed, as the rest of the product reads it.
func (w *world) verified(login string) bool {
	w.Helper()
	own := must(ownEmail(w.Context(), w.store.Read, w.as(login).login(), w.clock))(w)
	if account := accountOf(login); account == login {
		a := must(w.store.Read.GetAccount(w.Context(), getAccountParams(w.accountNamed(login), everything)))(w)
		equal(w.T, login+": the account's page", a.EmailConfirmedAt != 0, !own.ConfirmedAt.IsZero())
	} else {
		u := must(w.store.Read.GetUser(w.Context(), getUserParams(accountID(account), userID(login), everything)))(w)
		equal(w.T, login+": the user's page", u.EmailConfirmedAt != 0, !own.ConfirmedAt.IsZero())
	}
	return !own.ConfirmedAt.IsZero()
}

// askedToConfirm is the token of a link that a login asks for.
func (w *world) askedToConfirm(login string) string {
	w.Helper()
	w.sent()
	w.must(second(w.s.SendConfirmation(w.Context(), w.as(login))))
	return linkIn(w.T, w.sent())
}

func (w *world) confirm(token string) string {
	w.Helper()
	return outcome(second(w.s.ConfirmEmail(w.Context(), Nobody(address), token)))
}

// giveEmail gives a login an address, and returns the mails to it.
func (w *world) giveEmail(by, login, email string, accepted bool) (there []Mail) {
	w.Helper()
	w.sent()
	if account := accountOf(login); account == login {
		w.must(w.s.UpdateAccount(w.Context(), w.as(by), accountID(login), AccountDetails{Email: email, EmailAccepted: accepted, CurrentPassword: password}))
	} else {
		w.must(w.s.UpdateUser(w.Context(), w.as(by), accountID(account), userID(login), UserData{Email: email, EmailAccepted: accepted, CurrentPassword: password}))
	}
	for _, m := range w.sent() {
		if m.To == email {
			there = append(there, m)
		}
	}
	return there
}

func TestAnAddressIsConfirmedByALink(t *testing.T) {
	for login, email := range map[string]string{"paul @ Acme": "paul@acme", "Acme": "office@acme"} {
		w := newToldWorld(t)
		var token string
		name := w.as(login).login().actor("").ownEntry("", nil, nil).ObjectName
		equal(t, "asked", w.recorded(func() { token = w.askedToConfirm(login) }), []string{login + ": email.link_sent: " + name})
		found := must(w.s.EmailConfirmation(t.Context(), token))(w)
		equal(t, "the page", []string{found.Login, found.Email}, []string{login, email})
		equal(t, "before", w.verified(login), false)
		w.clock = w.clock.Add(time.Minute)
		equal(t, "recorded", w.recorded(func() { equal(t, "confirmed", w.confirm(token), "done") }), []string{"nobody: email.confirmed: " + name})
		equal(t, "after", w.verified(login), true)
		own := must(w.s.NoticeSettings(t.Context(), w.as(login)))(w).Email
		equal(t, "its own page", own, OwnEmail{Address: email, ConfirmedAt: w.clock})
		equal(t, "told", len(w.sent()), 0)
		equal(t, "once more", outcome(second(w.s.SendConfirmation(t.Context(), w.as(login)))), "conflict")
		equal(t, "mails that keep the link", w.forge().texts("SELECT kind FROM mails WHERE instr(body || link, ?)", token), []string{})
	}
}

// A link confirms one address, once, for its time, only the newest, and only while that is the
// address of a login that may sign in.
func TestConfirmationsThatAreRefused(t *testing.T) {
	move := func(by, login, email string) func(*world, string) {
		return func(w *world, _ string) { w.giveEmail(by, login, email, false) }
	}
	both := func(steps ...func(*world, string)) func(*world, string) {
		return func(w *world, token string) {
			for _, step := range steps {
				step(w, token)
			}
		}
	}
	active := func(on bool) func(*world, string) {
		return func(w *world, _ string) {
			w.must(w.s.SetUserActive(w.Context(), w.as("Acme"), "acc_Acme", "usr_paul", on))
		}
	}
	enabled := func(account string, on bool) func(*world, string) {
		return func(w *world, _ string) { w.must(w.s.SetAccountLogin(w.Context(), w.as("Root"), account, on)) }
	}
	later := func(d time.Duration) func(*world, string) {
		return func(w *world, _ string) { w.clock = w.clock.Add(d) }
	}
	for what, c := range map[string]struct {
		login  string // paul @ Acme, if empty
		before func(w *world, token string)
		want   string
		is     bool // confirmed in the end
	}{
		"at once":           {"", both(), "done", true},
		"just in time":      {"", later(confirmLifetime - time.Millisecond), "done", true},
		"too late":          {"", later(confirmLifetime), "not found", false},
		"used twice":        {"", func(w *world, token string) { equal(w.T, "first", w.confirm(token), "done") }, "not found", true},
		"after a newer one": {"", both(later(confirmEvery), func(w *world, _ string) { w.askedToConfirm("paul @ Acme") }), "not found", false},
		"another's newer":   {"", func(w *world, _ string) { w.askedToConfirm("sue @ Acme") }, "done", true},
		"another's link": {"", func(w *world, _ string) {
			equal(w.T, "sue's", w.confirm(w.askedToConfirm("sue @ Acme")), "done")
			equal(w.T, "paul", w.verified("paul @ Acme"), false)
		}, "done", true},
		"another name": {"", func(w *world, _ string) {
			w.must(w.s.UpdateUser(w.Context(), w.as("Acme"), "acc_Acme", "usr_paul", UserData{Email: "paul@acme", FirstName: "Paul"}))
		}, "done", true},
		"another address":               {"", move("Acme", "paul @ Acme", "paul@new.example"), "not found", false},
		"another address, from outside": {"", move("Root", "paul @ Acme", "paul@new.example"), "not found", false},
		"no address":                    {"", move("Acme", "paul @ Acme", ""), "not found", false},
		"another address, and back":     {"", both(move("Acme", "paul @ Acme", "paul@new.example"), move("Acme", "paul @ Acme", "paul@acme")), "not found", false},
		"no address, and back":          {"", both(move("Acme", "paul @ Acme", ""), move("Root", "paul @ Acme", "paul@acme")), "not found", false},
		"confirmed, moved, and back": {"", both(func(w *world, token string) { equal(w.T, "first", w.confirm(token), "done") },
			move("Acme", "paul @ Acme", "paul@new.example"), move("Acme", "paul @ Acme", "paul@acme")), "not found", false},
		"another password": {"", func(w *world, _ string) {
			w.must(w.s.ChangeOwnPassword(w.Context(), w.as("paul @ Acme"), password, "several other garden words", anyToken))
		}, "done", true},
		"inactive":                             {"", active(false), "not found", false},
		"inactive, active again":               {"", both(active(false), active(true)), "done", true},
		"of a disabled account":                {"", enabled("Acme", false), "not found", false},
		"of an account enabled again":          {"", both(enabled("Acme", false), enabled("Acme", true)), "done", true},
		"owned from a disabled account":        {"ext @ Acme", enabled("Borealis", false), "not found", false},
		"deleted":                              {"", func(w *world, _ string) { w.must(w.s.DeleteUser(w.Context(), w.as("Acme"), "acc_Acme", "usr_paul")) }, "not found", false},
		"of a deleted account":                 {"", func(w *world, _ string) { w.must(w.s.DeleteAccount(w.Context(), w.as("Root"), "acc_Acme", "Acme")) }, "not found", false},
		"the account itself":                   {"Acme", both(), "done", true},
		"the account, disabled":                {"Acme", enabled("Acme", false), "not found", false},
		"the account, another address":         {"Acme", move("Acme", "Acme", "it@new.example"), "not found", false},
		"the account, while a user has its":    {"Acme", move("Acme", "paul @ Acme", "office@acme"), "done", true},
		"the account, moved by one of its own": {"Acme", move("sue @ Acme", "Acme", "sue@new.example"), "not found", false},
	} {
		w := newToldWorld(t)
		login := cmp.Or(c.login, "paul @ Acme")
		token := w.askedToConfirm(login)
		c.before(w, token)
		equal(t, what+": its page", outcome(second(w.s.EmailConfirmation(t.Context(), token))), c.want)
		equal(t, what, w.confirm(token), c.want)
		rows := must(w.store.Read.ListConfirmedEmailsToCheck(t.Context(), db.ListConfirmedEmailsToCheckParams{PageSize: 100}))(w)
		is := false
		for _, r := range rows {
			is = is || r.LoginID == cmp.Or(w.as(login).UserID, w.as(login).AccountID)
		}
		equal(t, what+": confirmed", is, c.is)
	}
	w := newToldWorld(t)
	equal(t, "made up", w.confirm("token"), "not found")
	equal(t, "a password link", w.confirm(linkIn(t, w.forget("paul @ Acme", address))), "not found")
	equal(t, "as a password link", w.useLink(w.askedToConfirm("sue @ Acme"), newPassword), "not found")
	token := w.askedToConfirm("bea @ Borealis")
	count := together(4, func(int) error { return second(w.s.ConfirmEmail(context.Background(), Nobody(address), token)) })
	equal(t, "at the same time", count, map[string]int{"done": 1, "not found": 3})
}

// Whoever gets an address gets a link there, if the account's own people gave it.
func TestANewAddressIsAskedToBeConfirmed(t *testing.T) {
	w := newToldWorld(t)
	kinds := func(mails []Mail) []Notice { return each(mails, func(m Mail) Notice { return m.Kind }) }
	link, welcome := []Notice{NoticeConfirmEmail}, []Notice{Notice(SecurityNewEmail)}
	for i, c := range []struct {
		by, login string
		want      []Notice
	}{
		{"Acme", "paul @ Acme", link}, {"sue @ Acme", "paul @ Acme", link}, {"sue @ Acme", "sue @ Acme", link}, {"Root", "paul @ Acme", welcome},
		{"Acme", "Acme", link}, {"sue @ Acme", "Acme", welcome}, {"Root", "Acme", welcome},
	} {
		w.clock = w.clock.Add(time.Hour)
		email := fmt.Sprintf("new%d@acme.example", i)
		there := w.giveEmail(c.by, c.login, email, false)
		equal(t, c.by+" gives "+c.login, kinds(there), c.want)
		if len(there) == 1 && there[0].Kind == NoticeConfirmEmail {
			equal(t, c.by+" gives "+c.login+": confirmed", w.confirm(linkIn(t, there)), "done")
		} else {
			equal(t, c.login+" asks", outcome(second(w.s.SendConfirmation(t.Context(), w.as(c.login)))), "conflict")
		}
		equal(t, c.login+" is confirmed", w.verified(c.login), len(c.want) == 1 && c.want[0] == NoticeConfirmEmail)
	}
	equal(t, "Acme accepts its own", kinds(w.giveEmail("Acme", "Acme", "new6@acme.example", true)), link)
	equal(t, "the same again", kinds(w.giveEmail("Acme", "Acme", "new6@acme.example", false)), []Notice{})
	equal(t, "none", kinds(w.giveEmail("Acme", "paul @ Acme", "", false)), []Notice{})
	equal(t, "none, and asks", outcome(second(w.s.SendConfirmation(t.Context(), w.as("paul @ Acme")))), "conflict")
	equal(t, "the first", kinds(w.giveEmail("Acme", "paul @ Acme", "first@acme.example", false)), link)

	for by, want := range map[string]int{"Acme": 1, "Root": 0} {
		w.sent()
		w.must(third(w.s.CreateUser(t.Context(), w.as(by), "acc_Acme", NewUser{Name: "of " + by, Email: "of@" + by})))
		asked := slices.DeleteFunc(kinds(w.sent()), func(n Notice) bool { return n != NoticeConfirmEmail })
		equal(t, "a user by "+by, len(asked), want)
	}
	w.must(third(w.s.CreateAccount(t.Context(), w.as("Root"), NewAccount{Name: "Fresh", Email: "it@fresh.example"})))
	equal(t, "an account by an ADMINISTRATOR", kinds(w.sent()), []Notice{})
	w.must(third(w.s.CreateAccount(t.Context(), TheOperator(), NewAccount{Name: "Made", Email: "it@made.example", Password: password})))
	equal(t, "an account by the operator", kinds(w.sent()), link)
	without := newWorld(t)
	without.must(without.s.UpdateUser(t.Context(), without.as("Acme"), "acc_Acme", "usr_paul", UserData{Email: "paul@acme.example"}))
	equal(t, "without mail", outcome(second(without.s.SendConfirmation(t.Context(), without.as("paul @ Acme")))), "conflict")
	equal(t, "links without mail", without.forge().texts("SELECT login_id FROM email_confirmations"), []string{})
}

// A link that sets a password, and was mailed, proves the address, too. One that was shown does
// not.
func TestALinkForAPasswordConfirmsTheAddress(t *testing.T) {
	w := newToldWorld(t)
	stale := w.askedToConfirm("paul @ Acme")
	equal(t, "a password link", w.useLink(linkIn(t, w.forget("paul @ Acme", address)), newPassword), "done")
	equal(t, "a password link: confirmed", w.verified("paul @ Acme"), true)
	equal(t, "the link of before", w.confirm(stale), "not found")

	w.link("Acme", "sue @ Acme")
	equal(t, "a set-up link that was shown", w.verified("sue @ Acme"), false)
	w.sent()
	w.must(second(w.s.SendUserLink(t.Context(), w.as("Acme"), "acc_Acme", "usr_sue")))
	mailed := linkIn(t, w.sent())
	w.must(second(w.s.UseSetupLink(t.Context(), Nobody(address), mailed, newPassword, "")))
	equal(t, "one that was mailed", w.verified("sue @ Acme"), true)

	for name, c := range map[string]struct {
		mails, accepts, want bool
		then                 []Notice
	}{
		"Mailed":      {true, true, true, []Notice{NoticePasswordSet}},
		"Mailed only": {true, false, false, []Notice{NoticePasswordSet}},
		"Shown":       {false, true, false, []Notice{NoticeConfirmEmail, NoticePasswordSet}},
		"Shown only":  {false, false, false, []Notice{NoticePasswordSet}},
	} {
		email, accepted := NameKey(name)[:5]+"@fresh.example", ""
		id, token, err := w.s.CreateAccount(t.Context(), w.as("Root"), NewAccount{Name: name, Email: email})
		w.must(err)
		if w.sent(); c.mails {
			w.must(second(w.s.SendAccountLink(t.Context(), w.as("Root"), id)))
			token = linkIn(t, w.sent())
		}
		if c.accepts {
			accepted = email
		}
		w.must(second(w.s.UseSetupLink(t.Context(), Nobody(address), token, newPassword, accepted)))
		// mails of one instant have no order
		equal(t, name+": mails", slices.Sorted(slices.Values(each(w.sent(), func(m Mail) Notice { return m.Kind }))), c.then)
		a := must(w.s.Account(t.Context(), w.as("Root"), id))(w)
		equal(t, name, !a.EmailConfirmedAt.IsZero(), c.want)
	}
}

// Nobody gets more than a few of these mails, whoever wants them.
func TestConfirmationsAreLimited(t *testing.T) {
	w := newToldWorld(t)
	ask := func(login string) string { return outcome(second(w.s.SendConfirmation(t.Context(), w.as(login)))) }
	equal(t, "first", ask("paul @ Acme"), "done")
	w.clock = w.clock.Add(confirmEvery - time.Millisecond)
	equal(t, "too soon", ask("paul @ Acme"), "conflict")
	w.clock = w.clock.Add(time.Millisecond)
	equal(t, "in time", ask("paul @ Acme"), "done")
	w.clock = w.clock.Add(confirmsWithin)
	for i := range confirmsAtMost {
		equal(t, fmt.Sprint("an address of a login ", i), len(w.giveEmail("Acme", "paul @ Acme", fmt.Sprintf("%d@acme.example", i), false)), 1)
	}
	there := w.giveEmail("Acme", "paul @ Acme", "one@too.many", false)
	equal(t, "one more", each(there, func(m Mail) Notice { return m.Kind }), []Notice{Notice(SecurityNewEmail)})
	equal(t, "one more, asked for", ask("paul @ Acme"), "too many tries")
	w.clock = w.clock.Add(confirmsWithin)
	equal(t, "an hour later", ask("paul @ Acme"), "done")
	for i := range confirmsAtMost + 1 { // whichever logins have the address
		w.sent()
		w.must(third(w.s.CreateUser(t.Context(), w.as("Acme"), "acc_Acme", NewUser{Name: fmt.Sprint("many ", i), Email: "Shared@acme.example"})))
		equal(t, fmt.Sprint("a shared address ", i), len(w.sent()) == 1, i < confirmsAtMost)
	}
}

// What was confirmed without the product is found.
func TestCheckFindsAddressesThatNobodyConfirmed(t *testing.T) {
	w := newToldWorld(t)
	equal(t, "sue", w.confirm(w.askedToConfirm("sue @ Acme")), "done")
	equal(t, "paul", w.confirm(w.askedToConfirm("paul @ Acme")), "done")
	w.giveEmail("Acme", "paul @ Acme", "paul@new.example", false)
	for _, c := range []struct{ statement, want string }{
		{"DELETE FROM confirmed_emails", "confirmed_emails usr_sue: it is not there, but it is by entry"},
		{"UPDATE confirmed_emails SET email = 'eve@evil.example'", `confirmed_emails usr_sue: email is "eve@evil.example", but "sue@acme" by entry`},
		{"UPDATE confirmed_emails SET confirmed_at = confirmed_at + 1", "confirmed_emails usr_sue: confirmed_at is"},
		{"UPDATE confirmed_emails SET login_id = 'usr_paul', user_id = 'usr_paul'", "confirmed_emails usr_paul: it is there, but the record took it away in entry"},
	} {
		f := w.forge()
		f.do(c.statement)
		f.wants(c.statement, f.findings(true), c.want)
	}
}

// An address that stayed what it was is confirmed after a restore, too; no link of before counts.
func TestAConfirmedAddressOutlivesARestore(t *testing.T) {
	var token string
	_, b, report := restored(t, func(w *world) {
		w.enableMail()
		equal(t, "sue", w.confirm(w.askedToConfirm("sue @ Acme")), "done")
		token = w.askedToConfirm("paul @ Acme")
	}, func(w *world) {
		equal(t, "paul", w.confirm(token), "done")
		w.must(w.s.UpdateUser(t.Context(), w.as("Acme"), "acc_Acme", "usr_sue", UserData{Email: "sue@acme", FirstName: "Susan"}))
	}, known)
	equal(t, "doubted", len(report.Emails), 0)
	equal(t, "sue", b.verified("sue @ Acme"), true)
	equal(t, "paul", b.verified("paul @ Acme"), false)
	equal(t, "the link of before", b.confirm(token), "not found")
}
