package access

import (
	"slices"
	"testing"
	"time"
)

// chrome is another browser than firefox.
const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36"

// signedInFrom signs a login in with a browser that keeps known, and returns its actor and what the
// browser keeps then.
func (w *world) signedInFrom(login, browser, from, known string) (Actor, string) {
	w.Helper()
	c := credentials(login, password, from)
	c.Browser, c.Known = browser, known
	token := ""
	a, err := w.s.SignIn(w.Context(), c, func() (_ string, err error) {
		token, err = anyToken()
		return token, err
	})
	w.must(err)
	return must(w.s.Authenticate(w.Context(), token, from))(w), a.Known
}

// TestSignInFromANewBrowserIsTold: once a day for the same browser on the same system in the same
// network. Not the very first one, and not one that the login has used before.
func TestSignInFromANewBrowserIsTold(t *testing.T) {
	for login, to := range map[string]string{"sue @ Acme": "sue@acme", "Acme": "office@acme"} {
		w := newToldWorld(t)
		mail := []string{to + ": SIGNED_IN " + login + " by " + login}
		known := ""
		for _, c := range []struct {
			what, browser, from string
			keeps               bool
			after               time.Duration
			want                []string
		}{
			{"the very first", firefox, address, true, 0, nil},
			{"a known browser", firefox, address, true, time.Minute, nil},
			{"a known browser elsewhere", firefox, "203.0.113.9", true, time.Minute, nil},
			{"a new one", chrome, address, false, time.Minute, mail},
			{"it again", chrome, address, false, time.Hour, nil},
			{"from the same network", chrome, "192.0.2.1", false, time.Minute, nil},
			{"from another network", chrome, "203.0.113.9", false, time.Minute, mail},
			{"of another kind", firefox, address, false, time.Minute, mail},
			{"the next day", chrome, address, false, 24 * time.Hour, mail},
		} {
			w.clock = w.clock.Add(c.after)
			kept := ""
			if c.keeps {
				kept = known
			}
			got := w.told(func() {
				_, after := w.signedInFrom(login, c.browser, c.from, kept)
				if c.keeps {
					known = after
				}
			})
			if !slices.Equal(got, c.want) {
				t.Errorf("%s, %s: mails %q, want %q", login, c.what, got, c.want)
			}
		}
	}
}

// TestAMailSaysFromWhereSomeoneSignedIn: from where, and with what.
func TestAMailSaysFromWhereSomeoneSignedIn(t *testing.T) {
	w := newToldWorld(t)
	letters := w.keepLetters()
	w.signedInFrom("sue @ Acme", firefox, address, "")
	w.signedInFrom("sue @ Acme", chrome, "203.0.113.9", "")
	news := *(*letters)[0].Login.Security
	equal(t, "news", news, SecurityNews{Event: SecuritySignedIn, Address: "203.0.113.9", Browser: chrome})
	equal(t, "letters", len(*letters), 1)
}

// TestLastSignIn: each session knows the sign-in before it, and not its own or a later one.
func TestLastSignIn(t *testing.T) {
	w := newWorld(t)
	first, _ := w.signedInFrom("sue @ Acme", firefox, "192.0.2.7", "")
	w.clock = w.clock.Add(time.Hour)
	second, _ := w.signedInFrom("sue @ Acme", chrome, "203.0.113.9", "")
	w.clock = w.clock.Add(time.Hour)
	third, _ := w.signedInFrom("sue @ Acme", firefox, address, "")
	other, _ := w.signedInFrom("Acme", firefox, address, "")
	for i, c := range []struct {
		by   Actor
		want LastSignIn
	}{
		{first, LastSignIn{}},
		{second, LastSignIn{At: start, Address: "192.0.2.7", Browser: firefox}},
		{third, LastSignIn{At: start.Add(time.Hour), Address: "203.0.113.9", Browser: chrome}},
		{other, LastSignIn{}},
	} {
		equal(t, "before session "+string(rune('0'+i)), must(w.s.LastSignIn(t.Context(), c.by))(w), c.want)
	}
}

// TestANewAddressIsTold: that it is now the login's, besides the old one that it no longer is.
func TestANewAddressIsTold(t *testing.T) {
	w := newToldWorld(t)
	got := w.told(func() { w.mail("sue @ Acme", "paul @ Acme") })
	equal(t, "mails", got, []string{"new@acme: CONFIRM_EMAIL paul @ Acme by sue @ Acme", "paul@acme: EMAIL_CHANGED paul @ Acme by sue @ Acme"})
	// No link goes to an address that the account's own people do not know yet.
	got = w.told(func() {
		w.must(w.s.UpdateUser(t.Context(), w.as("Root"), "acc_Acme", "usr_paul", UserData{Email: "outside@acme", TimeZone: "UTC"}))
	})
	equal(t, "mails to an address from outside", got, []string{"new@acme: LOGIN_CHANGED paul @ Acme [email] by Root", "outside@acme: NEW_EMAIL paul @ Acme by Root"})
}
