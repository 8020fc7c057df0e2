package handlers

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"latchkey/db"
	"latchkey/views"
)

// with sends another cookie, too.
func with(c *http.Cookie) func(*http.Request) {
	return func(r *http.Request) { r.AddCookie(c) }
}

// Another login may be signed in with the same browser. Pages of signing in say nothing about it,
// and lead to the beginning without losing where the reader wants to go.
func TestPagesOfSigningInAreOfNobodyElse(t *testing.T) {
	w := newRequiringWorld(t)
	w.accountWithPassword("Other")
	w.accountWithPassword("Acme")
	w.setUpCode(w.sessionOfAcme())
	expired := w.accountWithPassword("Old")
	w.write(func(q *db.Queries) error {
		return q.UpdateAccountPasswordDays(t.Context(), db.UpdateAccountPasswordDaysParams{PasswordDays: 1, ID: expired})
	})
	w.clock.Add((49 * time.Hour).Milliseconds())
	session := newSession(w.login(url.Values{"account": {"Other"}, "password": {goodPassword}}))
	for address, half := range map[string]*http.Cookie{views.AddFactorURL: w.half("Help desk"), views.SecondFactorURL: w.half("Acme"), views.NewPasswordURL: w.half("Old")} {
		wrong := url.Values{"code": {"1"}, "next": {"/search"}}
		if address == views.NewPasswordURL {
			wrong = url.Values{"new_password": {"short"}, "next": {"/search"}}
		}
		for _, step := range []page{
			w.want(w.do(http.MethodGet, address+"?next=/search", nil, half, with(session)), http.StatusOK),
			w.want(w.post(address, wrong, half, with(session)), http.StatusUnprocessableEntity),
		} {
			step.saysNot("Other").has("a[href='"+views.LoginAfterURL("", "/search")+"']").hasNot(".me", "header nav", "body[data-seen]")
		}
	}
	refused := w.want(w.post(views.PasskeyURL, url.Values{"answer": {"{}"}}, session), http.StatusUnprocessableEntity, en.Security.Passkeys.Wrong)
	refused.saysNot("Other").hasNot("[name=password][aria-invalid]") // it was not typed
}

// Whoever has lost everything is told whom to ask, by the kind of login and nothing else.
func TestWhoHasLostTheirFactorsIsToldWhomToAsk(t *testing.T) {
	w := newPasskeyWorld(t)
	w.addPasskey(w.sessionOfAcme())
	asked := w.want(w.get(views.SecondFactorURL, w.half("Acme")), http.StatusOK, en.Login.LostFactors(true)).saysNot(en.Login.LostFactors(false))
	asked.hasNot("form[data-passkey] p.hint")
	acme, _ := w.account("Northwind")
	tom := w.user(acme, "tom", "")
	w.setUpCode(w.signIn(acme, tom))
	w.write(func(q *db.Queries) error {
		return q.UpdateUserPassword(t.Context(), db.UpdateUserPasswordParams{PasswordHash: cheapHash, ID: tom})
	})
	half := w.post("/login/user", url.Values{"account": {"Northwind"}, "user": {"tom"}, "password": {goodPassword}}, nil).Result().Cookies()[0]
	w.want(w.get(views.SecondFactorURL, half), http.StatusOK, en.Login.LostFactors(false)).saysNot(en.Login.LostFactors(true))
}
