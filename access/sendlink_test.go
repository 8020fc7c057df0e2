package access

import (
	"context"
	"crypto/rand"
	"errors"
	"testing"
	"time"
)

// An ADMINISTRATOR sends an account a link, and never sees it.
func TestAnAdministratorSendsAnAccountALink(t *testing.T) {
	w := newToldWorld(t)
	send := func(by string) (email string, err error) {
		return w.s.SendAccountLink(t.Context(), w.as(by), "acc_Acme")
	}
	for by, want := range map[string]string{"Acme": "forbidden", "sue @ Acme": "forbidden", "Vendor": "not found", "Borealis": "not found"} {
		equal(t, by, outcome(second(send(by))), want)
	}
	var email string
	lines := w.recorded(func() { email = must(send("Root"))(w) })
	equal(t, "recorded", []any{email, lines}, []any{"office@acme", []string{"Root: login.password_link_sent: Acme"}})
	mails := w.sent()
	equal(t, "mail", []any{mails[0].Kind, mails[0].To}, []any{NoticePasswordLink, "office@acme"})
	equal(t, "used", w.useLink(linkIn(t, mails), newPassword), "done")
	w.sent()

	w.must(w.s.SetAccountLogin(t.Context(), w.as("Root"), "Acme", false))
	equal(t, "disabled", outcome(second(send("Root"))), "conflict")
	id, _, err := w.s.CreateAccount(t.Context(), w.as("Root"), NewAccount{Name: "Fresh", Email: "it@fresh.example"})
	w.must(err)
	must(w.s.SendAccountLink(t.Context(), w.as("Root"), id))(w)
	mails = w.sent()
	equal(t, "set-up link", []any{mails[0].Kind, mails[0].To}, []any{NoticeSetupLink, "it@fresh.example"})
	w.must(second(w.s.UseSetupLink(t.Context(), Nobody(address), linkIn(t, mails), newPassword, "")))
	none, _, err := w.s.CreateAccount(t.Context(), w.as("Root"), NewAccount{Name: "Silent"})
	w.must(err)
	equal(t, "no address", outcome(second(w.s.SendAccountLink(t.Context(), w.as("Root"), none))), "conflict")
	silent := newWorld(t)
	equal(t, "no mail", outcome(second(silent.s.SendAccountLink(t.Context(), silent.as("Root"), "acc_Acme"))), "conflict")
}

// Who may make a user's set-up link may have it sent.
func TestASetupLinkIsSent(t *testing.T) {
	w := newToldWorld(t)
	w.granted(start, start.Add(time.Hour))
	w.sent()
	send := func(by, to string) error {
		return second(w.s.SendUserLink(t.Context(), w.as(by), "acc_Acme", userID(to)))
	}
	for by, want := range map[string]string{"vera @ Vendor": "forbidden", "Root": "forbidden", "paul @ Acme": "forbidden", "bea @ Borealis": "not found"} {
		equal(t, by, outcome(send(by, "paul @ Acme")), want)
	}
	equal(t, "refused", len(w.sent()), 0)
	w.must(send("sue @ Acme", "paul @ Acme"))
	mails := w.sent()
	equal(t, "mail", []any{mails[0].Kind, mails[0].To}, []any{NoticeSetupLink, "paul@acme"})
	shown := second(w.s.SetupLink(t.Context(), linkIn(t, mails)))
	equal(t, "works", shown, nil)
	w.clock = w.clock.Add(time.Minute)
	w.must(send("Acme", "paul @ Acme"))
	equal(t, "after a newer one", outcome(second(w.s.SetupLink(t.Context(), linkIn(t, mails)))), "not found")
	equal(t, "used", outcome(second(w.s.UseSetupLink(t.Context(), Nobody(address), linkIn(t, w.sent()), newPassword, ""))), "done")
	equal(t, "oneself", outcome(send("sue @ Acme", "sue @ Acme")), "forbidden")
}

// A link that lets its reader in is not sent any more when it has expired.
func TestALinkThatCannotBeSentIsGivenUp(t *testing.T) {
	w := newToldWorld(t)
	w.must(w.s.ForgotPassword(t.Context(), credentials("sue @ Acme", "", address)))
	w.must(w.s.AnswerForgotten(t.Context()))
	givenUp := func() bool {
		t.Helper()
		_, err := w.s.SendMail(t.Context(), t.Context(), func(context.Context, Mail) error { return errWrong })
		failed := new(MailError)
		if !errors.As(err, &failed) {
			t.Fatal(err)
		}
		return failed.NextTry.IsZero()
	}
	equal(t, "first", givenUp(), false)
	w.clock = w.clock.Add(resetLifetime)
	equal(t, "too late", givenUp(), true)
	n := must(w.s.RetryMails(t.Context()))(w)
	equal(t, "retried", []any{n, len(w.sent())}, []any{0, 0})
	equal(t, "kept", w.forge().texts("SELECT kind FROM mails WHERE instr(body, '/password/')"), []string{})
}

// Nobody gets a link for someone else's login by writing its e-mail address.
func TestNoLinkGoesToAnAddressFromOutside(t *testing.T) {
	w := newToldWorld(t)
	w.granted(start, start.Add(time.Hour))
	account := func(by, email string, accepted bool) {
		t.Helper()
		w.must(w.s.UpdateAccount(t.Context(), w.as(by), "acc_Acme", AccountDetails{Email: email, EmailAccepted: accepted, CurrentPassword: password}))
	}
	user := func(by, email string, accepted bool) {
		t.Helper()
		w.must(w.s.UpdateUser(t.Context(), w.as(by), "acc_Acme", "usr_paul", UserData{Email: email, EmailAccepted: accepted}))
	}
	for i, c := range []struct {
		by       string
		accepted bool
		want     bool
	}{
		{"vera @ Vendor", false, false}, {"vera @ Vendor", true, false}, {"Root", true, false}, {"sue @ Acme", false, false}, {"sue @ Acme", true, true},
	} {
		email := "new@vendor.example"
		user(c.by, email, c.accepted)
		u := must(w.s.User(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul"))(w)
		equal(t, c.by, []any{i, !u.EmailOutside}, []any{i, c.want})
	}
	w.sent()
	setupLink := func() string {
		return outcome(second(w.s.SendUserLink(t.Context(), w.as("sue @ Acme"), "acc_Acme", "usr_paul")))
	}
	equal(t, "a user's own people know it", []any{len(w.forget("paul @ Acme", "198.51.100.1")), setupLink()}, []any{1, "done"})
	user("Root", "other@vendor.example", false)
	w.sent()
	w.clock = w.clock.Add(resetEvery)
	equal(t, "a user's, from outside", []any{len(w.forget("paul @ Acme", "198.51.100.2")), setupLink(), len(w.sent())}, []any{0, "conflict", 0})
	err := second(w.s.SendUserLink(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul"))
	equal(t, "why", err, conflict(EmailFromOutside{Login: "paul @ Acme", Account: "Acme"}))
	user("sue @ Acme", "other@vendor.example", true)
	w.clock = w.clock.Add(time.Second)
	equal(t, "a user's, that somebody accepted", setupLink(), "done")
	user("Acme", "paul@acme.example", false)
	w.sent()
	equal(t, "a user's, from inside", len(w.forget("paul @ Acme", "198.51.100.2")), 1)

	account("Root", "root@vendor.example", true)
	w.sent()
	equal(t, "an account's, from outside", len(w.forget("Acme", "198.51.100.3")), 0)
	equal(t, "by the ADMINISTRATOR", outcome(second(w.s.SendAccountLink(t.Context(), w.as("Root"), "acc_Acme"))), "conflict")
	account("Acme", "root@vendor.example", true)
	w.sent()
	equal(t, "an account's own people know it", len(w.forget("Acme", "198.51.100.3")), 1)
}

// A set-up link shows the address that links will go to. Whoever uses it accepts the address that
// they have seen, and the record says so.
func TestWhoSetsUpALoginAcceptsItsAddress(t *testing.T) {
	w := newToldWorld(t)
	id, link, err := w.s.CreateAccount(t.Context(), w.as("Root"), NewAccount{Name: "Fresh", Email: "it@fresh.example"})
	w.must(err)
	outside := func() bool {
		return must(w.s.Account(t.Context(), w.as("Root"), id))(w).EmailOutside
	}
	equal(t, "before", outside(), true)
	equal(t, "shown", must(w.s.SetupLink(t.Context(), link))(w).Email(), "it@fresh.example")
	w.must(second(w.s.UseSetupLink(t.Context(), Nobody(address), link, newPassword, "it@fresh.example")))
	equal(t, "after", outside(), false)
	w.sent()
	equal(t, "a link", w.forget("Fresh", address)[0].To, "it@fresh.example")
	for shown, want := range map[string][]any{
		"it@late.example": {false, `{"email_accepted":"it@late.example"}`}, "": {true, ""}, "it@fresh.example": {true, ""}, "IT@late.example": {true, ""},
	} {
		other, link, err := w.s.CreateAccount(t.Context(), w.as("Root"), NewAccount{Name: "Late " + rand.Text(), Email: "it@late.example"})
		w.must(err)
		w.must(second(w.s.UseSetupLink(t.Context(), Nobody(address), link, newPassword, shown)))
		a := must(w.s.Account(t.Context(), w.as("Root"), other))(w)
		last := w.entries(0)
		equal(t, "shown: "+shown, []any{a.EmailOutside, last[len(last)-1].After}, want)
	}

	user, _, err := w.s.CreateUser(t.Context(), w.as("Root"), "acc_Acme", NewUser{Name: "planted", Email: "root@vendor.example"})
	w.must(err)
	u := must(w.s.User(t.Context(), w.as("Acme"), "acc_Acme", user))(w)
	equal(t, "a user made from outside", u.EmailOutside, true)
	user, _, err = w.s.CreateUser(t.Context(), w.as("Acme"), "acc_Acme", NewUser{Name: "ours", Email: "ours@acme.example"})
	w.must(err)
	u = must(w.s.User(t.Context(), w.as("Acme"), "acc_Acme", user))(w)
	equal(t, "a user made from inside", u.EmailOutside, false)
}

func TestHowLongPasswordsLast(t *testing.T) {
	w := newWorld(t)
	set := func(by, days string) error { return w.s.SetPasswordDays(t.Context(), w.as(by), "acc_Acme", days) }
	for by, want := range map[string]string{"vera @ Vendor": "not found", "paul @ Acme": "forbidden", "sue @ Acme": "done", "Acme": "done", "Root": "forbidden", "ext @ Acme": "forbidden"} {
		w.must(w.s.SetPasswordDays(t.Context(), w.as("Acme"), "acc_Acme", "1"))
		equal(t, by, outcome(set(by, "90")), want)
	}
	for days, want := range map[string]string{"-1": "invalid expiry_days", "x": "invalid expiry_days", "3651": "invalid expiry_days", "1.5": "invalid expiry_days", "3650": "done", "0": "done", "": "done"} {
		equal(t, days, outcome(set("Acme", days)), want)
	}
	w.must(set("Acme", ""))
	equal(t, "recorded", w.recorded(func() { w.must(set("Acme", "30")); w.must(set("Acme", "30")) }), []string{"Acme: account.changed: Acme"})
	last := w.entries(0)
	equal(t, "what", []string{last[len(last)-1].Before, last[len(last)-1].After}, []string{`{"password_days":"0"}`, `{"password_days":"30"}`})
	a := must(w.s.Account(t.Context(), w.as("Acme"), "acc_Acme"))(w)
	equal(t, "shown", a.PasswordDays, 30)
	w.must(w.s.ChangeOwnPassword(t.Context(), w.as("Acme"), password, newPassword, anyToken))
	a = must(w.s.Account(t.Context(), w.as("Acme"), "acc_Acme"))(w)
	equal(t, "state", a.Password, PasswordState{SetAt: w.clock, Expires: w.clock.Add(daysOf(30))})
	_, link, err := w.s.MakeSetupLink(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul")
	w.must(err)
	w.clock = w.clock.Add(time.Hour)
	w.must(second(w.s.UseSetupLink(t.Context(), Nobody(address), link, newPassword, "")))
	u := must(w.s.User(t.Context(), w.as("Acme"), "acc_Acme", "usr_paul"))(w)
	equal(t, "a user's", u.Password, PasswordState{SetAt: w.clock, Expires: w.clock.Add(daysOf(30))})
	fresh, _, err := w.s.CreateUser(t.Context(), w.as("Acme"), "acc_Acme", NewUser{Name: "fresh"})
	w.must(err)
	equal(t, "not set", must(w.s.User(t.Context(), w.as("Acme"), "acc_Acme", fresh))(w).Password, PasswordState{})
}
