package handlers

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
)

// halfOf is the cookie of someone who is half signed in.
func halfOf(t *testing.T, cookies []*http.Cookie) *http.Cookie {
	t.Helper()
	for _, c := range cookies {
		if c.Name == "__Host-latchkey-half" {
			return c
		}
	}
	t.Fatal("nobody is half signed in")
	return nil
}

func TestAnExpiredPasswordIsChangedAtSignIn(t *testing.T) {
	w := newWorld(t)
	id := w.accountWithPassword("Acme")
	w.write(func(q *db.Queries) error {
		return q.UpdateAccountPasswordDays(t.Context(), db.UpdateAccountPasswordDaysParams{PasswordDays: 90, ID: id})
	})
	w.want(w.get("/login/new-password", nil), http.StatusSeeOther)
	w.setClock(noon.Add(90 * 24 * time.Hour))
	r := w.login(url.Values{"account": {"Acme"}, "password": {goodPassword}, "next": {"/accounts"}})
	same(t, r.Header().Get("Location"), "/login/new-password?next=%2Faccounts", "an expired password leads to")
	half := halfOf(t, r.Result().Cookies())
	same(t, half.HttpOnly && half.Secure, true, "the cookie is safe")
	w.want(w.get("/login/new-password?next=/accounts", half), http.StatusOK, en.Passwords.OldExpired("Acme"))
	form := func(password string) url.Values { return url.Values{"new_password": {password}, "next": {"/accounts"}} }
	w.want(w.post("/login/new-password", form(goodPassword), half), http.StatusUnprocessableEntity, en.Reason(access.PasswordSame{})).
		saysNot(goodPassword)
	w.want(w.get("/accounts/"+id, half), http.StatusSeeOther)
	done := w.post("/login/new-password", form("several other garden words"), half)
	w.want(done, http.StatusSeeOther)
	same(t, done.Header().Get("Location"), "/accounts", "then")
	for _, c := range done.Result().Cookies() {
		if c.Name == "__Host-latchkey" {
			w.want(w.get("/accounts/"+id, c), http.StatusOK, "Acme")
		}
	}
	late := w.post("/login/new-password", form("several other meadow words"), half)
	same(t, late.Header().Get("Location"), "/login?after=late&next=%2Faccounts", "a sign-in goes on once")
}
