package access

import (
	"testing"
	"time"
)

// A login gets the browser's time zone only with its first password, if nobody chose one for it,
// and only one that exists.
func TestZoneFromTheBrowser(t *testing.T) {
	for what, c := range map[string]struct {
		first                 bool
		stored, browser, want string
	}{
		"all of it":            {true, "UTC", "Europe/Berlin", "Europe/Berlin"},
		"an old name":          {true, "UTC", "Asia/Calcutta", "Asia/Calcutta"},
		"none stored":          {true, "", "Europe/Berlin", "Europe/Berlin"},
		"has had a password":   {false, "UTC", "Europe/Berlin", ""},
		"somebody chose one":   {true, "Asia/Tokyo", "Europe/Berlin", ""},
		"unknown one stored":   {true, "right/Europe/Berlin", "Europe/Berlin", ""},
		"no JavaScript":        {true, "UTC", "", ""},
		"the same":             {true, "UTC", "UTC", ""},
		"a zone of nowhere":    {true, "UTC", "Mars/Base", ""},
		"an offset":            {true, "UTC", "+02:00", ""},
		"a zone of a machine":  {true, "UTC", "localtime", ""},
		"another way to write": {true, "UTC", "europe/berlin", ""},
	} {
		equal(t, what, SetupLink{first: c.first, zone: location(c.stored)}.zoneFrom(c.browser), c.want)
	}
}

// The record says it as if the login had changed it, and nobody gets a mail about it. A later link
// changes nothing.
func TestTheFirstPasswordBringsTheZone(t *testing.T) {
	w := newToldWorld(t)
	user, ofUser, err := w.s.CreateUser(t.Context(), w.as("Acme"), "acc_Acme", NewUser{Name: "fresh", Email: "fresh@acme.example"})
	w.must(err)
	account, ofAccount, err := w.s.CreateAccount(t.Context(), w.as("Root"), NewAccount{Name: "Fresh"})
	w.must(err)
	zone := func(id string) string {
		if id == user {
			return must(w.s.User(t.Context(), w.as("Acme"), "acc_Acme", user))(w).Zone.String()
		}
		return must(w.s.Account(t.Context(), w.as("Root"), account))(w).Zone.String()
	}
	use := func(link, browser string) []string {
		w.Helper()
		return w.recorded(func() {
			var token string
			_, _, err := w.s.SetUpAndSignIn(t.Context(), Nobody(address), link, newPassword, "", browser, Client{Address: address}, newToken(&token))
			w.must(err)
		})
	}
	w.sent()
	nobody := Nobody(address).Name()
	lines := use(ofUser, "Europe/Berlin")
	equal(t, "of the user", lines, []string{nobody + ": login.password_set: fresh", nobody + ": user.changed: fresh", "fresh @ Acme: session.started: Acme"})
	equal(t, "its zone", zone(user), "Europe/Berlin")
	for _, m := range w.sent() {
		if m.Kind == NoticeLoginChanged {
			t.Errorf("a mail to %s: %s", m.To, m.Body)
		}
	}
	lines = use(ofAccount, "America/New_York")
	equal(t, "of the account", lines, []string{nobody + ": login.password_set: Fresh", nobody + ": account.changed: Fresh", "Fresh: session.started: Fresh"})
	equal(t, "its zone", zone(account), "America/New_York")

	other, link, err := w.s.CreateUser(t.Context(), w.as("Acme"), "acc_Acme", NewUser{Name: "late"})
	w.must(err)
	user = other
	use(link, "Mars/Base")
	equal(t, "unknown", zone(user), "UTC")
	w.clock = w.clock.Add(time.Minute)
	_, link, err = w.s.MakeSetupLink(t.Context(), w.as("Acme"), "acc_Acme", user)
	w.must(err)
	lines = use(link, "Europe/Berlin")
	equal(t, "a later link", []any{len(lines), zone(user)}, []any{2, "UTC"})
}
