package handlers

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"latchkey/access"
	"latchkey/access/passkeytest"
	"latchkey/views"
)

// sentTwice sends a form that adds a first second factor twice at the same time, as a double click
// does, and then once more. One answer has the recovery codes. The others say that the factor is
// on, or may be, and lead to new codes.
func (w *world) sentTwice(address string, form url.Values, cookie *http.Cookie, says string, leads ...string) {
	w.t.Helper()
	answers := make([]*httptest.ResponseRecorder, 3)
	send := func(n int) { answers[n] = w.post(address, form, cookie) }
	atOnce(2, send)
	send(2)
	shown := 0
	for _, answer := range answers {
		if answer.Code == http.StatusOK {
			same(w.t, w.want(answer, http.StatusOK, en.Security.Recovery.Keep).count("#recovery-codes code"), access.RecoveryCodes, "recovery codes")
			shown++
			continue
		}
		w.want(answer, http.StatusConflict, "create new ones under “"+en.Security.Title+"”") // which page depends on when it was read
	}
	same(w.t, shown, 1, "%s: answers with recovery codes", address)
	sameList(w.t, w.want(answers[2], http.StatusConflict, says).leadsOn(), leads, "the last answer leads to")
}

// A double click never loses recovery codes without a word.
func TestAFactorThatIsAddedTwice(t *testing.T) {
	w := newPasskeyWorld(t)
	d := passkeytest.New(passkeyPage)
	acme := w.sessionOfAcme()
	passkey := url.Values{"answer": {d.Register(w.options(views.NewPasskeyOptionsURL, acme))}, "name": {"phone"}, "person": {"Anna Adams"}}
	w.sentTwice(views.PasskeysURL, passkey, acme, en.Security.AddedBefore, views.SecurityURL)
	w.want(w.get(views.SecurityURL, acme), http.StatusOK, "10 of 10 left.").has("dialog#new-recovery-codes")

	other, _ := w.account("Other")
	own := w.signIn(other, "")
	w.post(views.BeginCodeURL, nil, own)
	w.sentTwice(views.CodeURL, w.codeOn(w.get(views.CodeURL, own)), own, en.Security.AddedBefore, views.SecurityURL)
}

func TestAFactorThatIsAddedTwiceOnTheWayIn(t *testing.T) {
	leads := []string{views.LoginAfterURL("", "/search"), views.SecurityURL}
	t.Run("code", func(t *testing.T) {
		w := newRequiringWorld(t)
		half := w.half("Help desk")
		form := w.codeOn(w.get(views.AddFactorURL, half))
		form.Set("next", "/search")
		w.sentTwice(views.AddFactorURL, form, half, en.Security.Over, leads...)
		// another tab is at the step after it
		w.want(w.post(views.AddFactorURL, form, w.half("Help desk")), http.StatusConflict, en.Security.AddedBefore).
			has("main a.btn[href='" + views.SecondFactorURL + "?next=%2Fsearch']")
	})
	t.Run("passkey", func(t *testing.T) {
		w := newRequiringWorld(t)
		half := w.half("Help desk")
		d := passkeytest.New(passkeyPage)
		form := url.Values{"answer": {d.Register(w.options(views.AddPasskeyOptionsURL, half))}, "name": {"phone"}, "person": {"Mia Mason"}, "next": {"/search"}}
		w.sentTwice(views.AddPasskeyURL, form, half, en.Security.Over, leads...)
	})
}

// codeOn is the form with a right code for the secret on a page.
func (w *world) codeOn(page *httptest.ResponseRecorder) url.Values {
	w.t.Helper()
	secret := strings.ReplaceAll(strings.Join(w.want(page, http.StatusOK).has("form[data-sent-once] [name=code]").texts("code.secret"), ""), " ", "")
	return url.Values{"code": {app{w, secret}.code(0)}}
}
