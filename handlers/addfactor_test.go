package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"latchkey/access"
	"latchkey/access/passkeytest"
	"latchkey/views"
)

// newRequiringWorld is a world in which account login Help desk must have a second factor.
func newRequiringWorld(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, func(c *access.Config) { c.RequireSecondFactor = true })
	must(t, w.svc.EnablePasskeys(passkeyPage))
	w.accountWithPassword("Help desk", access.Support)
	return w
}

// Whoever must have a second factor is led there from every page, and adds a code and nothing else.
func TestACodeIsAddedOnTheWayIn(t *testing.T) {
	w := newRequiringWorld(t)
	answer := w.login(url.Values{"account": {"Help desk"}, "password": {goodPassword}, "next": {"/search"}})
	same(t, answer.Header().Get("Location"), views.AddFactorURL+"?next=%2Fsearch", "after the password comes")
	half := answer.Result().Cookies()[0]
	for _, address := range []string{"/", views.SecurityURL, "/search"} {
		if to := w.get(address, half).Header().Get("Location"); !strings.HasPrefix(to, views.LoginURL) {
			t.Errorf("%s leads to %s", address, to)
		}
	}
	same(t, w.get(views.SecondFactorURL, half).Header().Get("Location"), views.AddFactorURL, "the other step")
	page := w.want(w.get(views.AddFactorURL+"?next=/search", half), http.StatusOK, en.SignInRules.AddTitle, en.SignInRules.AddWhy, "Help desk")
	page.has("svg.qr", "form[data-passkey=create][hidden] [name=person]", "input[name=code][autocomplete=one-time-code]", "[name=next][value='/search']").hasNot("header nav a")
	a := app{w, strings.ReplaceAll(strings.Join(page.texts("code.secret"), ""), " ", "")}
	w.want(w.post(views.AddFactorURL, url.Values{"code": {"1"}, "next": {"/search"}}, half), http.StatusUnprocessableEntity, en.Reason(access.WrongCode{})).
		has("input[name=code][aria-invalid=true]", "[name=next][value='/search']")
	done := w.post(views.AddFactorURL, url.Values{"code": {a.code(0)}, "next": {"/search"}}, half)
	codes := w.want(done, http.StatusOK, en.Security.Recovery.Keep).has("a.btn[href='/search']").texts("#recovery-codes code")
	same(t, len(codes), access.RecoveryCodes, "recovery codes")
	session := newSession(done)
	w.want(w.get(views.SecurityURL, session), http.StatusOK, "Password and one-time code")
	same(t, w.get(views.AddFactorURL, half).Header().Get("Location"), views.LoginAfterURL(views.AfterLate, ""), "once it is over")
	same(t, w.half("Help desk").Name, "__Host-latchkey-half", "the next time")
	w.want(w.post(views.RemoveCodeURL, nil, session), http.StatusConflict, en.Reason(access.LastFactorStays{}))
}

func TestAPasskeyIsAddedOnTheWayIn(t *testing.T) {
	w := newRequiringWorld(t)
	half := w.half("Help desk")
	d := passkeytest.New(passkeyPage)
	answer := url.Values{"answer": {d.Register(w.options(views.AddPasskeyOptionsURL, half))}, "name": {"phone"}, "person": {""}}
	w.want(w.post(views.AddPasskeyURL, answer, half), http.StatusUnprocessableEntity).has("[name=person][aria-invalid=true]")
	answer = url.Values{"answer": {d.Register(w.options(views.AddPasskeyOptionsURL, half))}, "name": {"phone"}, "person": {"Mia Mason"}}
	done := w.post(views.AddPasskeyURL, answer, half)
	same(t, w.want(done, http.StatusOK).count("#recovery-codes code"), access.RecoveryCodes, "recovery codes")
	w.want(w.get(views.SecurityURL, newSession(done)), http.StatusOK, "Mia Mason", "phone")
	w.want(w.post(views.AddPasskeyOptionsURL, nil, half), http.StatusNotFound)
}

// An account's people set the sign-in rules, and see them on its page; a recommendation is on the
// start page until there is a factor.
func TestSignInRulesOnPages(t *testing.T) {
	w := newWorld(t)
	id := w.accountWithPassword("Acme")
	own := w.sessionOfAcme()
	account := "/accounts/" + id
	w.want(w.get(account, own), http.StatusOK, en.SignInRules.Wishes[access.WishOff]).has("a[href='" + views.SignInRulesURL(id) + "']").saysNot(en.SignInRules.Recommend)
	w.want(w.post(views.SignInRulesURL(id), url.Values{"second_factor": {"REQUIRED"}, "from": {"2026-05-31"}}, own), http.StatusUnprocessableEntity, en.Reason(access.DayIsPast{})).
		has("option[value=REQUIRED][selected]", "[name=from][value='2026-05-31'][aria-invalid=true]")
	w.goesTo(w.post(views.SignInRulesURL(id), url.Values{"second_factor": {"REQUIRED"}, "from": {"2026-06-09"}}, own), account)
	w.want(w.get(account, own), http.StatusOK, en.SignInRules.Saved, "Required from 9 Jun 2026", en.SignInRules.Recommend)
	w.want(w.get(views.SignInRulesURL(id), own), http.StatusOK).has("[name=from][value='2026-06-09']")
	w.want(w.get(account+"/audit", own), http.StatusOK, en.Actions[access.SignInRulesSet], "Required")
	w.setUpCode(own)
	w.want(w.get(account, own), http.StatusOK).saysNot(en.SignInRules.Recommend)
}

// An administrator resets a user's second factors; both see it, and either stops it with one press.
func TestResettingSecondFactorsOnPages(t *testing.T) {
	w := newWorld(t)
	acme, _ := w.account("Acme")
	tom := w.user(acme, "tom", "")
	own, user := w.signIn(acme, ""), w.signIn(acme, tom)
	page := "/accounts/" + acme + "/users/" + tom
	w.want(w.get(page, own), http.StatusOK, en.SignInRules.HasNoFactor).saysNot(en.SignInRules.AskReset)
	w.setUpCode(user)
	w.want(w.get(page, own), http.StatusOK, en.SignInRules.HasFactor, en.SignInRules.ResetMeans("tom"))
	for _, stops := range []*http.Cookie{user, own} {
		w.goesTo(w.post(page+"/factors/reset", nil, own), page)
		w.want(w.get(page, own), http.StatusOK, en.SignInRules.ResetAsked, en.SignInRules.StopReset).hasNot("form[action$='/factors/reset']")
		for _, address := range []string{"/", views.SecurityURL} {
			w.want(w.get(address, user), http.StatusOK, "Acme is resetting your second factors").has("form[action='" + page + "/factors/keep']")
		}
		w.want(w.post(page+"/factors/reset", nil, own), http.StatusConflict, en.Reason(access.ResetWaits{User: "tom"}))
		w.goesTo(w.post(page+"/factors/keep", nil, stops), page)
		w.want(w.get("/", user), http.StatusOK).saysNot(en.SignInRules.StopReset)
	}
	w.want(w.post(page+"/factors/keep", nil, user), http.StatusConflict, en.Reason(access.NoResetWaits{}))
	w.want(w.post(page+"/factors/reset", nil, user), http.StatusForbidden)
}
