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

const passkeyPage = "https://admin.example.com"

// newPasskeyWorld is a world with an account that has a password.
func newPasskeyWorld(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.accountWithPassword("Acme")
	return w
}

// options are what a URL sends to a script.
func (w *world) options(path string, cookie *http.Cookie) []byte {
	w.t.Helper()
	r := w.post(path, nil, cookie)
	same(w.t, r.Code, http.StatusOK, "status of %s", path)
	same(w.t, r.Header().Get("Content-Type"), "application/json", "type of %s", path)
	same(w.t, r.Header().Get("Cache-Control"), "no-store", "cache of %s", path)
	return r.Body.Bytes()
}

// addPasskey gives the signed-in login its first passkey.
func (w *world) addPasskey(cookie *http.Cookie) *passkeytest.Device {
	w.t.Helper()
	d := passkeytest.New(passkeyPage)
	answer := url.Values{"answer": {d.Register(w.options(views.NewPasskeyOptionsURL, cookie))}, "name": {"phone"}, "person": {"Anna Adams"}}
	same(w.t, w.want(w.post(views.PasskeysURL, answer, cookie), http.StatusOK).count("#recovery-codes code"), access.RecoveryCodes, "codes with the first passkey")
	return d
}

// sessionIn is the session's cookie, or nil.
func sessionIn(cookies []*http.Cookie) *http.Cookie {
	for _, c := range cookies {
		if c.Name == "__Host-latchkey" && c.Value != "" {
			return c
		}
	}
	return nil
}

func TestSigningInWithAPasskey(t *testing.T) {
	w := newPasskeyWorld(t)
	first := newSession(w.login(url.Values{"account": {"Acme"}, "password": {goodPassword}}))
	w.want(w.get(views.SecurityURL, first), http.StatusOK, en.Security.Passkeys.Lead, passkeyPage).has("form[data-passkey=create][hidden]")
	d := w.addPasskey(first)
	w.want(w.get(views.SecurityURL, first), http.StatusOK, "phone", "Anna Adams", en.Security.Passkeys.Added, en.Security.Passkeys.Never)

	w.want(w.get(views.LoginURL+"?next=/search", nil), http.StatusOK).has("form[data-passkey=get][hidden] input[name=next][value='/search']").
		has("#user-user[autocomplete='username webauthn']")
	answer := d.Sign(w.options(views.PasskeyOptionsURL, nil))
	done := w.post(views.PasskeyURL, url.Values{"answer": {answer}, "next": {"/search"}}, nil)
	same(t, done.Header().Get("Location"), "/search", "after signing in")
	w.want(w.get(views.SecurityURL, newSession(done)), http.StatusOK, "Acme")

	for what, answer := range map[string]string{"replayed": answer, "nothing": "", "no answer": "{}"} {
		refused := w.post(views.PasskeyURL, url.Values{"answer": {answer}, "next": {"/search"}}, nil)
		w.want(refused, http.StatusUnprocessableEntity, en.Security.Passkeys.Wrong).has("input[name=next][value='/search']")
		if newSession(refused) != nil {
			t.Errorf("%s: a session", what)
		}
	}
}

// The answers to strangers are alike, whatever they name.
func TestWrongPasskeysAreAnsweredAlike(t *testing.T) {
	w := newPasskeyWorld(t)
	cookie := newSession(w.login(url.Values{"account": {"Acme"}, "password": {goodPassword}}))
	d := w.addPasskey(cookie)
	d.Unverified = true
	known := w.post(views.PasskeyURL, url.Values{"answer": {d.Sign(w.options(views.PasskeyOptionsURL, nil))}}, nil)
	unknown := w.post(views.PasskeyURL, url.Values{"answer": {passkeytest.New(passkeyPage).Sign(w.options(views.PasskeyOptionsURL, nil))}}, nil)
	w.want(known, http.StatusUnprocessableEntity)
	same(t, unknown.Body.String(), known.Body.String(), "the answer for an unknown passkey")
}

func TestOwnPasskeys(t *testing.T) {
	w := newPasskeyWorld(t)
	cookie := newSession(w.login(url.Values{"account": {"Acme"}, "password": {goodPassword}}))
	d := passkeytest.New(passkeyPage)
	again := w.want(w.post(views.PasskeysURL, url.Values{"answer": {d.Register(w.options(views.NewPasskeyOptionsURL, cookie))}, "name": {"key"}, "person": {""}}, cookie),
		http.StatusUnprocessableEntity, en.Reason(access.EnterName{}))
	again.has("input[name=name][value=key]").hasNot("input[name=answer][value]")
	w.want(w.post(views.PasskeysURL, url.Values{"answer": {"{}"}, "name": {"key"}, "person": {"Anna"}}, cookie), http.StatusUnprocessableEntity, en.Reason(access.PasskeyNotAccepted{}))
	w.addPasskey(cookie)
	id := w.want(w.get(views.SecurityURL, cookie), http.StatusOK).attr("dialog[id^=rename-] form", "action")
	id = strings.TrimSuffix(strings.TrimPrefix(id, views.PasskeysURL+"/"), "/rename")
	w.want(w.post(views.PasskeysURL+"/"+id+"/rename", url.Values{"name": {"Anna @ Home"}}, cookie), http.StatusUnprocessableEntity).
		has("form[action='" + views.PasskeysURL + "/" + id + "/rename'] [name=name][value='Anna @ Home'][aria-invalid=true]")
	same(t, w.post(views.PasskeysURL+"/"+id+"/rename", url.Values{"name": {"tablet"}}, cookie).Code, http.StatusSeeOther, "renamed")
	w.want(w.get(views.SecurityURL, cookie), http.StatusOK, "tablet", en.Security.Passkeys.Renamed)
	same(t, w.post(views.PasskeysURL+"/"+id+"/remove", nil, cookie).Code, http.StatusSeeOther, "removed")
	w.want(w.get(views.SecurityURL, cookie), http.StatusOK, en.Security.Passkeys.Removed).saysNot("tablet")
	w.want(w.post(views.PasskeysURL+"/"+id+"/remove", nil, cookie), http.StatusNotFound)
}

// Where there are no passkeys, pages say so and do not offer any.
func TestWithoutPasskeys(t *testing.T) {
	w := newPasskeyWorld(t)
	var err error
	w.server.svc, err = access.New(w.store, w.config)
	must(t, err)
	cookie := newSession(w.login(url.Values{"account": {"Acme"}, "password": {goodPassword}}))
	w.want(w.get(views.SecurityURL, cookie), http.StatusOK, en.Security.Passkeys.Nowhere).hasNot("form[data-passkey]")
	w.want(w.get(views.LoginURL, nil), http.StatusOK).hasNot("form[data-passkey]")
	w.want(w.post(views.PasskeyOptionsURL, nil, nil), http.StatusNotFound)
	w.want(w.post(views.NewPasskeyOptionsURL, nil, cookie), http.StatusNotFound)
	w.want(w.post(views.PasskeyURL, url.Values{"answer": {"{}"}}, nil), http.StatusUnprocessableEntity)
}

func TestAPasskeyAsTheSecondStep(t *testing.T) {
	w := newPasskeyWorld(t)
	d := w.addPasskey(newSession(w.login(url.Values{"account": {"Acme"}, "password": {goodPassword}})))
	half := halfOf(t, w.login(url.Values{"account": {"Acme"}, "password": {goodPassword}}).Result().Cookies())
	w.want(w.get(views.SecondFactorURL+"?next=/search", half), http.StatusOK, en.Security.Passkeys.Elsewhere(passkeyPage)).
		has("form#passkey-second[data-passkey=get][hidden] input[name=next][value='/search']")
	answer := url.Values{"answer": {d.Sign(w.options(views.SecondPasskeyOptionsURL, half))}, "next": {"/search"}}
	w.want(w.post(views.SecondPasskeyURL, url.Values{"answer": {d.Sign(w.options(views.PasskeyOptionsURL, nil))}, "next": {"/search"}}, half),
		http.StatusUnprocessableEntity, en.Reason(access.PasskeyNotAccepted{})).has("input[name=next][value='/search']")
	done := w.post(views.SecondPasskeyURL, answer, half)
	same(t, done.Header().Get("Location"), "/search", "after the second step")
	w.want(w.get(views.SecurityURL, newSession(done)), http.StatusOK, "phone")
	same(t, w.post(views.SecondPasskeyURL, answer, half).Header().Get("Location"), views.LoginAfterURL(views.AfterLate, "/search"), "once more")
	w.want(w.post(views.SecondPasskeyOptionsURL, nil, half), http.StatusNotFound)
}
