package handlers

import (
	"net/http"
	"testing"

	"latchkey/access"
)

// TestASetUpLinkSignsIn: whoever sets a password by a link is in. Who sets somebody else's stays
// who they are, and reads so.
func TestASetUpLinkSignsIn(t *testing.T) {
	w := newWorld(t)
	id, _ := w.account("Acme")
	anna, sue := w.user(id, "anna", ""), w.user(id, "sue", "")
	by := access.Actor{Kind: access.KindAccount, AccountID: id, AccountName: "Acme", Roles: []access.Role{access.AccountLogin, access.Customer}}
	link := func(user string) string {
		_, token, err := w.svc.MakeSetupLink(t.Context(), by, id, user)
		must(t, err)
		return "/setup-links/" + token
	}
	r := w.post(link(anna), one("password", goodPassword), nil)
	w.want(r, http.StatusSeeOther)
	same(t, r.Header().Get("Location"), "/", "then")
	w.want(w.get("/", r.Result().Cookies()[0]), http.StatusOK, "anna")

	as := w.signIn(id, sue)
	r = w.post(link(anna), one("password", "meadow otter basin candle"), as)
	w.want(r, http.StatusSeeOther)
	same(t, len(r.Result().Cookies()), 0, "new cookies")
	w.want(w.get("/", as), http.StatusOK, en.Login.PasswordSetFor("anna @ Acme", "sue @ Acme"))
	r = w.post(link(sue), one("password", "meadow otter basin candle"), as)
	w.want(w.get("/", r.Result().Cookies()[0]), http.StatusOK, "sue")
}
