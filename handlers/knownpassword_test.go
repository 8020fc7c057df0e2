package handlers

import (
	"net/http"
	"net/url"
	"sync/atomic"
	"testing"

	"latchkey/access"
	"latchkey/words"
)

// A password may get into a list after it was set. Whoever signs in with it reads why they must
// change it, in their language, and cannot choose another one that others know.
func TestAPasswordThatOthersKnowIsChangedAtSignIn(t *testing.T) {
	var leaked atomic.Bool
	w := newWorld(t, func(c *access.Config) {
		c.KnownPassword = func(p string) bool { return leaked.Load() && p == goodPassword }
	})
	id := w.accountWithPassword("Acme")
	w.want(w.login(url.Values{"account": {"Acme"}, "password": {goodPassword}}), http.StatusSeeOther)
	leaked.Store(true)
	r := w.login(url.Values{"account": {"Acme"}, "password": {goodPassword}})
	same(t, r.Header().Get("Location"), "/login/new-password", "a known password leads to")
	half := halfOf(t, r.Result().Cookies())
	w.want(w.get("/accounts/"+id, half), http.StatusSeeOther)
	w.want(w.get("/login/new-password", half), http.StatusOK, en.Passwords.OldKnown("Acme"))
	form := func(password string) url.Values { return url.Values{"new_password": {password}} }
	w.want(w.post("/login/new-password", form("!QAZ2wsx#EDC"), half), http.StatusUnprocessableEntity, en.Reason(access.PasswordKnown{}))
	w.want(w.post("/login/new-password", form("CorrectHorseBatteryStaple"), half, accepts("de")), http.StatusUnprocessableEntity, words.Of("de", "").Reason(access.PasswordKnown{}))
	w.want(w.post("/login/new-password", form("several other garden words"), half), http.StatusSeeOther)
	r = w.login(url.Values{"account": {"Acme"}, "password": {"several other garden words"}})
	same(t, r.Header().Get("Location"), "/", "the new password leads to")
}
