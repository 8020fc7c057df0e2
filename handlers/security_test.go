package handlers

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"latchkey/views"
)

func TestThePageOfALoginsSecurity(t *testing.T) {
	w := newWorld(t)
	w.accountWithPassword("Acme")
	c := w.login(url.Values{"account": {"Acme"}, "password": {goodPassword}}).Result().Cookies()[0]
	w.want(w.get(views.ProfileURL, c), http.StatusOK).has("a[href='" + views.SecurityURL + "']")
	now := views.MomentIn(en, w.now(), time.UTC).Text
	w.want(w.get(views.SecurityURL, c), http.StatusOK).says(en.Security.Sessions.This, "Password", now)
}

// TestTheBrowserInUseStaysKnown: whatever forgets a login's browsers gives the one in use a new
// cookie, by which that browser is known again.
func TestTheBrowserInUseStaysKnown(t *testing.T) {
	w := newWorld(t)
	id := w.accountWithPassword("Acme")
	navigates := func(r *http.Request) { r.Header.Set("Sec-Fetch-Mode", "navigate") }
	browser := w.login(url.Values{"account": {"Acme"}, "password": {goodPassword}}, navigates)
	session, known := cookieNamed(browser, "__Host-latchkey"), cookieNamed(browser, "__Host-latchkey-known")
	w.setUpCode(session)
	stays := func(path string, form url.Values) {
		t.Helper()
		w.clock.Add(time.Minute.Milliseconds()) // each cookie is another one
		r := w.post(path, form, session, navigates, func(r *http.Request) { r.AddCookie(known) })
		w.want(r, http.StatusSeeOther)
		before := known.Value
		known = cookieNamed(r, known.Name)
		if known.Value == before {
			t.Errorf("%s: the cookie is that of before", path)
		}
	}
	stays("/profile/security/code/remove", nil)
	w.signIn(id, "")
	stays("/profile/security/sessions/end", nil)
	stays("/profile/password", url.Values{"current_password": {goodPassword}, "new_password": {"seven other unrelated words"}})
}
