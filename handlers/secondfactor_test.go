package handlers

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/hotp"

	"latchkey/access"
	"latchkey/views"
)

// app is an authenticator app with a secret.
type app struct {
	w      *world
	secret string
}

// code is the code that the app shows after so many steps.
func (a app) code(steps int64) string {
	a.w.t.Helper()
	code, err := hotp.GenerateCode(a.secret, uint64(a.w.now().Unix()/30+steps))
	must(a.w.t, err)
	return code
}

// setUpCode gives the login of a session one-time codes, by the pages. codes are its recovery
// codes.
func (w *world) setUpCode(c *http.Cookie) (a app, codes []string) {
	w.t.Helper()
	begun := w.post(views.BeginCodeURL, nil, c)
	w.want(begun, http.StatusSeeOther)
	same(w.t, begun.Header().Get("Location"), views.CodeURL, "the set-up begins on")
	a = app{w, strings.Join(w.want(w.get(views.CodeURL, c), http.StatusOK).has("svg.qr[role=img][aria-label]").texts("code.secret"), "")}
	a.secret = strings.ReplaceAll(a.secret, " ", "")
	codes = w.want(w.post(views.CodeURL, url.Values{"code": {a.code(0)}}, c), http.StatusOK).texts("#recovery-codes code")
	w.clock.Add((5 * time.Minute).Milliseconds())
	return a, codes
}

// half signs an account in by its password, and returns the cookie for the next step.
func (w *world) half(account string) *http.Cookie {
	w.t.Helper()
	r := w.login(url.Values{"account": {account}, "password": {goodPassword}})
	w.want(r, http.StatusSeeOther)
	return r.Result().Cookies()[0]
}

func (w *world) sessionOfAcme() *http.Cookie {
	w.t.Helper()
	return w.login(url.Values{"account": {"Acme"}, "password": {goodPassword}}).Result().Cookies()[0]
}

// newSession is the session's cookie in an answer, or nil.
func newSession(r *httptest.ResponseRecorder) *http.Cookie { return sessionIn(r.Result().Cookies()) }

func TestTheSecondStepWithACode(t *testing.T) {
	w := newWorld(t)
	w.accountWithPassword("Acme")
	app, codes := w.setUpCode(w.sessionOfAcme())
	same(t, len(codes), access.RecoveryCodes, "recovery codes")

	answer := w.login(url.Values{"account": {"Acme"}, "password": {goodPassword}, "next": {"/search"}})
	same(t, answer.Header().Get("Location"), views.SecondFactorURL+"?next=%2Fsearch", "after the password comes")
	half := answer.Result().Cookies()[0]
	w.want(w.get("/", half), http.StatusSeeOther) // it is no session
	w.want(w.get(views.SecondFactorURL+"?next=/search", half), http.StatusOK, en.Login.SecondTitle, "Acme").has("input[name=code][autocomplete=one-time-code][inputmode=numeric][autofocus]", "details:not([open]) input[name=recovery_code]", "[name=next][value='/search']")

	wrong := w.want(w.post(views.SecondFactorURL, url.Values{"code": {"000000x"}, "next": {"/search"}}, half), http.StatusUnprocessableEntity, en.Reason(access.WrongCode{}))
	wrong.has("input[name=code][aria-invalid=true][aria-describedby~=code-mistake]:not([value*='0'])", "[name=next][value='/search']")

	done := w.post(views.SecondFactorURL, url.Values{"code": {app.code(0)}, "next": {"/search"}}, half)
	w.want(done, http.StatusSeeOther)
	same(t, done.Header().Get("Location"), "/search", "then the page that was wanted")
	w.want(w.get(views.SecurityURL, newSession(done)), http.StatusOK, "Password and one-time code", "10 of 10 left.")

	over := w.post(views.SecondFactorURL, url.Values{"code": {app.code(1)}}, half)
	same(t, over.Header().Get("Location"), views.LoginAfterURL(views.AfterLate, ""), "once it is over")
	same(t, w.get(views.SecondFactorURL, nil).Header().Get("Location"), views.LoginAfterURL(views.AfterLate, ""), "without the first step")
}

func TestTheSecondStepWithARecoveryCode(t *testing.T) {
	w := newWorld(t)
	w.accountWithPassword("Acme")
	_, codes := w.setUpCode(w.sessionOfAcme())
	half := w.half("Acme")
	w.want(w.post(views.RecoveryCodeURL, url.Values{"recovery_code": {"ABCD"}}, half), http.StatusUnprocessableEntity, en.Reason(access.WrongRecoveryCode{})).
		has("details[open] input[name=recovery_code][autofocus]:not([value=ABCD])", "input[name=code]:not([autofocus])")
	c := newSession(w.post(views.RecoveryCodeURL, url.Values{"recovery_code": {strings.ToLower(codes[0])}}, half))
	w.want(w.get(views.SecurityURL, c), http.StatusOK, "9 of 10 left.").saysNot(en.Security.Recovery.Few)
	for _, code := range codes[1:7] {
		w.want(w.post(views.RecoveryCodeURL, url.Values{"recovery_code": {code}}, w.half("Acme")), http.StatusSeeOther)
		w.clock.Add(time.Minute.Milliseconds())
	}
	w.want(w.get(views.SecurityURL, c), http.StatusOK, "3 of 10 left.", en.Security.Recovery.Few)
	anew := w.want(w.post(views.RecoveryCodesURL, nil, c), http.StatusOK)
	same(t, anew.count("#recovery-codes code"), access.RecoveryCodes, "new codes")
	anew.has("a[download][href^='data:text/plain']", "[data-copy=recovery-codes]")
	w.want(w.post(views.RecoveryCodeURL, url.Values{"recovery_code": {codes[8]}}, w.half("Acme")), http.StatusUnprocessableEntity)
}

// After five wrong codes the sign-in begins again, whatever comes then.
func TestWrongCodesEndASignIn(t *testing.T) {
	w := newWorld(t)
	w.accountWithPassword("Acme")
	app, codes := w.setUpCode(w.sessionOfAcme())
	half := w.half("Acme")
	for range 5 {
		w.want(w.post(views.SecondFactorURL, url.Values{"code": {"1"}}, half), http.StatusUnprocessableEntity)
	}
	for address, f := range map[string]url.Values{views.SecondFactorURL: {"code": {app.code(0)}}, views.RecoveryCodeURL: {"recovery_code": {codes[0]}}} {
		same(t, w.post(address, f, half).Header().Get("Location"), views.LoginAfterURL(views.AfterLate, ""), "after too many: %s", address)
	}
}

func TestSettingUpCodesByThePages(t *testing.T) {
	w := newWorld(t)
	w.accountWithPassword("Acme")
	c := w.sessionOfAcme()
	same(t, w.get(views.CodeURL, c).Header().Get("Location"), views.SecurityURL, "nothing was begun")
	same(t, w.post(views.CodeURL, url.Values{"code": {"1"}}, c).Header().Get("Location"), views.SecurityURL, "nothing to confirm")
	w.want(w.get(views.SecurityURL, c), http.StatusOK, en.Security.Codes.SetUp).saysNot(en.Security.Recovery.Heading)
	w.post(views.BeginCodeURL, nil, c)
	first := w.get(views.CodeURL, c)
	secret := w.want(first, http.StatusOK).texts("code.secret")
	sameList(t, w.want(w.post(views.CodeURL, url.Values{"code": {"1"}}, c), http.StatusUnprocessableEntity, en.Reason(access.WrongCode{})).texts("code.secret"), secret, "the secret after a wrong code")
	w.setUpCode(c)
	w.want(w.get(views.SecurityURL, c), http.StatusOK, en.Security.Codes.Since, en.Security.Recovery.Heading).has("form[action='" + views.RemoveCodeURL + "']")
	w.want(w.post(views.BeginCodeURL, nil, c), http.StatusConflict)
	w.want(w.post(views.RemoveCodeURL, nil, c), http.StatusSeeOther)
	w.want(w.get(views.SecurityURL, c), http.StatusOK, en.Security.Codes.SetUp, en.Security.Codes.Removed)
	w.want(w.post(views.RemoveCodeURL, nil, c), http.StatusConflict)
}
