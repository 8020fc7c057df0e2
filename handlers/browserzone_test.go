package handlers

import (
	"net/http"
	"testing"

	"latchkey/access"
)

// TestASetUpLinkTakesTheBrowsersZone: the page has a field for it that the script fills, and a
// wrong value is no mistake. Somebody else's browser says nothing about whose login it is.
func TestASetUpLinkTakesTheBrowsersZone(t *testing.T) {
	w := newWorld(t)
	id, _ := w.account("Acme")
	by := access.Actor{Kind: access.KindAccount, AccountID: id, AccountName: "Acme", Roles: []access.Role{access.AccountLogin, access.Customer}}
	other := w.signIn(id, "")
	for name, c := range map[string]struct {
		as         *http.Cookie
		zone, want string
	}{
		"anna": {nil, "Europe/Berlin", "Europe/Berlin"}, "ben": {nil, "Mars/Base", "UTC"}, "cleo": {nil, "", "UTC"}, "dora": {other, "Europe/Berlin", "UTC"},
	} {
		user, token, err := w.svc.CreateUser(t.Context(), by, id, access.NewUser{Name: name})
		must(t, err)
		path := "/setup-links/" + token
		w.want(w.get(path, nil), http.StatusOK).has("input[type=hidden][name=time_zone][data-zone]:not([value])")
		form := one("password", goodPassword)
		form.Set("time_zone", c.zone)
		r := w.post(path, form, c.as)
		w.want(r, http.StatusSeeOther)
		same(t, r.Header().Get("Location"), "/", "%s: then", name)
		u, err := w.svc.User(t.Context(), by, id, user)
		must(t, err)
		same(t, u.Zone.String(), c.want, "%s: zone", name)
	}
}
