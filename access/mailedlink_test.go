package access

import (
	"cmp"
	"testing"
	"time"
)

// mailedLink is a kind of link by mail that lets its reader choose a password.
type mailedLink struct {
	lasts time.Duration
	get   func(w *world, login string) (token string)
	page  func(w *world, token string) error
	use   func(w *world, token, password string) string
}

var mailedLinks = map[string]mailedLink{
	"a password link": {
		resetLifetime,
		func(w *world, login string) string {
			w.clock = w.clock.Add(resetEvery)
			return linkIn(w.T, w.forget(login, address))
		},
		func(w *world, token string) error { return third(w.s.PasswordLink(w.Context(), token)) },
		(*world).useLink,
	},
	"a set-up link": {
		setupLifetime,
		func(w *world, login string) string {
			w.clock = w.clock.Add(time.Second)
			w.sent()
			if account := accountOf(login); account != login {
				w.must(second(w.s.SendUserLink(w.Context(), w.as(account), accountID(account), userID(login))))
			} else {
				w.must(second(w.s.SendAccountLink(w.Context(), w.as("Root"), w.accountNamed(login))))
			}
			return linkIn(w.T, w.sent())
		},
		func(w *world, token string) error { return second(w.s.SetupLink(w.Context(), token)) },
		func(w *world, token, password string) string {
			return outcome(second(w.s.UseSetupLink(w.Context(), Nobody(address), token, password, "")))
		},
	},
}

// accountNamed is the id of an account, also of one that a test made.
func (w *world) accountNamed(name string) string {
	return must(w.store.Read.GetAccountByRef(w.Context(), accountRef(name)))(w).ID
}

// A link opens nothing but a new password, once, for its time, only the newest, and only for as
// long as the login and its address stay what they were.
func TestPasswordLinksThatAreRefused(t *testing.T) {
	paul := func(by string, d UserData) func(w *world, _ mailedLink, _ string) {
		return func(w *world, _ mailedLink, _ string) {
			w.must(w.s.UpdateUser(w.Context(), w.as(by), "acc_Acme", "usr_paul", d))
		}
	}
	setLogin := func(account string, enabled ...bool) func(w *world, _ mailedLink, _ string) {
		return func(w *world, _ mailedLink, _ string) {
			for _, on := range enabled {
				w.must(w.s.SetAccountLogin(w.Context(), w.as("Root"), account, on))
			}
		}
	}
	for what, c := range map[string]struct {
		login  string // paul @ Acme, if empty
		before func(w *world, l mailedLink, token string)
		want   string
	}{
		"at once":           {"", func(*world, mailedLink, string) {}, "done"},
		"just in time":      {"", func(w *world, l mailedLink, _ string) { w.clock = w.clock.Add(l.lasts - time.Millisecond) }, "done"},
		"too late":          {"", func(w *world, l mailedLink, _ string) { w.clock = w.clock.Add(l.lasts) }, "not found"},
		"used twice":        {"", func(w *world, l mailedLink, token string) { l.use(w, token, newPassword) }, "not found"},
		"after a newer one": {"", func(w *world, l mailedLink, _ string) { l.get(w, "paul @ Acme") }, "not found"},
		"another's newer":   {"", func(w *world, l mailedLink, _ string) { l.get(w, "sue @ Acme") }, "done"},
		"after the login's other link": {"", func(w *world, l mailedLink, _ string) {
			for _, other := range mailedLinks {
				if other.lasts != l.lasts {
					equal(w.T, "the other", other.use(w, other.get(w, "paul @ Acme"), newPassword), "done")
				}
			}
		}, "not found"},
		"another password": {"", func(w *world, _ mailedLink, _ string) {
			w.must(w.s.ChangeOwnPassword(w.Context(), w.as("paul @ Acme"), password, "several other garden words", anyToken))
		}, "not found"},
		"another name":                  {"", paul("Acme", UserData{Email: "paul@acme", FirstName: "Paul"}), "done"},
		"another address":               {"", paul("Acme", UserData{Email: "paul@new.example"}), "not found"},
		"another address, by oneself":   {"", paul("paul @ Acme", UserData{Email: "paul@new.example", CurrentPassword: password}), "not found"},
		"another address, from outside": {"", paul("Root", UserData{Email: "paul@new.example"}), "not found"},
		"another address, without one":  {"", paul("Acme", UserData{}), "not found"},
		"another address, and back": {"", func(w *world, l mailedLink, token string) {
			paul("Acme", UserData{Email: "paul@new.example"})(w, l, token)
			paul("Acme", UserData{Email: "paul@acme"})(w, l, token)
		}, "not found"},
		"inactive": {"", func(w *world, _ mailedLink, _ string) { w.setActive("paul @ Acme", false) }, "not found"},
		"inactive, and active again": {"", func(w *world, _ mailedLink, _ string) {
			for _, active := range []bool{false, true} {
				w.must(w.s.SetUserActive(w.Context(), w.as("Acme"), "acc_Acme", "usr_paul", active))
			}
		}, "not found"},
		"deleted": {"", func(w *world, _ mailedLink, _ string) {
			w.must(w.s.DeleteUser(w.Context(), w.as("Acme"), "acc_Acme", "usr_paul"))
		}, "not found"},
		"user of a disabled account":              {"", setLogin("Acme", false), "not found"},
		"user of an account that was disabled":    {"", setLogin("Acme", false, true), "done"},
		"owned from a disabled account":           {"ext @ Acme", setLogin("Borealis", false), "not found"},
		"owned from an account that was disabled": {"ext @ Acme", setLogin("Borealis", false, true), "done"},
		"user of a deleted account": {"", func(w *world, _ mailedLink, _ string) {
			w.must(w.s.DeleteAccount(w.Context(), w.as("Root"), "acc_Acme", "Acme"))
		}, "not found"},
	} {
		for kind, l := range mailedLinks {
			w := newToldWorld(t)
			token := l.get(w, cmp.Or(c.login, "paul @ Acme"))
			c.before(w, l, token)
			equal(t, kind+", "+what+": its page", outcome(l.page(w, token)), c.want)
			equal(t, kind+", "+what, l.use(w, token, "meadow otter basin candle"), c.want)
		}
	}
	w := newToldWorld(t)
	for kind, l := range mailedLinks {
		equal(t, kind+", made up", l.use(w, "token", newPassword), "not found")
		for other, o := range mailedLinks {
			if other != kind {
				equal(t, kind+" as "+other, o.use(w, l.get(w, "paul @ Acme"), newPassword), "not found")
			}
		}
	}
}

// The same holds for account logins: one without a password gets a set-up link.
func TestLinksOfAccountsThatAreRefused(t *testing.T) {
	logins := map[string]string{"a password link": "Acme", "a set-up link": "Fresh"}
	update := func(email string) func(w *world, login string) {
		return func(w *world, login string) {
			w.must(w.s.UpdateAccount(w.Context(), w.as("Root"), w.accountNamed(login), AccountDetails{Email: email}))
		}
	}
	for what, c := range map[string]struct {
		before func(w *world, login string)
		want   string
	}{
		"at once":         {func(*world, string) {}, "done"},
		"another address": {update("it@new.example"), "not found"},
		"no address":      {update(""), "not found"},
		"the same":        {update("office@acme"), "done"},
		"disabled": {func(w *world, login string) {
			w.must(w.s.SetAccountLogin(w.Context(), w.as("Root"), login, false))
		}, "not found"},
		"disabled, and enabled again": {func(w *world, login string) {
			for _, on := range []bool{false, true} {
				w.must(w.s.SetAccountLogin(w.Context(), w.as("Root"), login, on))
			}
		}, "done"},
		"deleted": {func(w *world, login string) {
			w.must(w.s.DeleteAccount(w.Context(), w.as("Root"), w.accountNamed(login), login))
		}, "not found"},
		"a password from the operator": {func(w *world, login string) {
			w.must(w.s.SetAccountPassword(w.Context(), TheOperator(), login, "several other garden words"))
		}, "not found"},
	} {
		for kind, l := range mailedLinks {
			w := newToldWorld(t)
			w.must(third(w.s.CreateAccount(t.Context(), w.as("Root"), NewAccount{Name: "Fresh", Email: "office@acme"})))
			token := l.get(w, logins[kind])
			c.before(w, logins[kind])
			equal(t, kind+", "+what+": its page", outcome(l.page(w, token)), c.want)
			equal(t, kind+", "+what, l.use(w, token, "meadow otter basin candle"), c.want)
		}
	}
}

// A link ends the sign-ins that are at a step, and skips no step itself.
func TestALinkAtAStepOfSigningIn(t *testing.T) {
	for kind, l := range mailedLinks {
		w := newToldWorld(t)
		w.needsSecond("paul @ Acme")
		token := l.get(w, "paul @ Acme")
		half, _ := w.arrive("paul @ Acme")
		equal(t, kind, l.use(w, token, newPassword), "done")
		equal(t, kind+": the half sign-in", outcome(second(w.s.HalfSignedIn(t.Context(), half.Half))), "not found")
		a := must(w.s.SignIn(t.Context(), credentials("paul @ Acme", newPassword, address), newToken(new(string))))(w)
		equal(t, kind+": next", a.Step, StepSecond)
	}
}
