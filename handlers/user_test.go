package handlers

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
)

// office is a customer with a SUPERUSER and a plain user.
type office struct {
	*world
	id, users        string
	anna, tom        string
	admin, annas, my *http.Cookie
}

func newOffice(t *testing.T) *office {
	w := newWorld(t)
	o := &office{world: w}
	o.id, _ = w.account("Acme")
	o.users = "/accounts/" + o.id + "/users"
	o.anna, o.tom = w.user(o.id, "anna", "", access.Superuser), w.user(o.id, "tom", "")
	o.admin, o.annas, o.my = w.signIn(o.id, ""), w.signIn(o.id, o.anna), w.signIn(o.id, o.tom)
	return o
}

func TestMakingAUser(t *testing.T) {
	o := newOffice(t)
	o.want(o.get(o.users, o.admin), http.StatusOK, "New user").has("[href='" + o.users + "/" + o.tom + "']")
	o.want(o.get(o.users+"/new", o.admin), http.StatusOK, en.Reason(access.ForExternalUsers{Role: access.ExternalUser}), en.Reason(access.EveryUserHas{Role: access.User})).has("[value='Europe/Berlin']", "[name=role_SUPERUSER]")
	bad := url.Values{"name": {" "}, "first_name": {"Ines"}, "email": {"nobody"}, "role_SUPERUSER": {"on"}}
	o.want(o.post(o.users, bad, o.admin), http.StatusUnprocessableEntity, "Enter a name.", "name@example.com").
		has("[value=Ines]", "[name=role_SUPERUSER][checked]")
	o.want(o.post(o.users, url.Values{"name": {"x"}, "role_EXTERNALUSER": {"on"}}, o.admin), http.StatusUnprocessableEntity, en.Reason(access.ForExternalUsers{Role: access.ExternalUser}))
	o.want(o.post(o.users, url.Values{"name": {"x"}, "role_SUPPORT": {"on"}}, o.admin), http.StatusBadRequest)

	r := o.post(o.users, url.Values{"name": {"ines"}, "first_name": {"Ines"}, "time_zone": {"Europe/Vienna"}, "role_SUPERUSER": {"on"}}, o.admin)
	o.want(r, http.StatusOK, en.Login.LinkTitle("ines"), en.Login.LinkSentence("ines"))
	link := o.link(r)
	o.want(o.post(link, url.Values{"password": {goodPassword}}, nil), http.StatusSeeOther)
	o.want(o.login2("Acme", "ines"), http.StatusSeeOther)
	o.want(o.get(o.users+"?q=INES", o.admin), http.StatusOK, "ines", "SUPERUSER")
	o.want(o.post(o.users, url.Values{"name": {"Ines"}}, o.admin), http.StatusUnprocessableEntity, en.Reason(access.UserNameTaken{}))
}

// login2 signs a user in with its password.
func (o *office) login2(account, user string) *httptest.ResponseRecorder {
	o.t.Helper()
	return o.post("/login/user", url.Values{"account": {account}, "user": {user}, "password": {goodPassword}}, nil)
}

func TestOwnUserPage(t *testing.T) {
	o := newOffice(t)
	page := o.users + "/" + o.tom
	o.want(o.get("/", o.my), http.StatusOK).has("[href='" + page + "']")
	o.want(o.get(page, o.my), http.StatusOK, en.Reason(access.NobodyChangesOwnRoles{})).has("[name=first_name]").
		saysNot(en.Users.SaveRoles, en.Users.Deactivate, en.Users.Delete, en.Users.NewSetupLink).hasNot("[href='" + o.users + "']")
	o.want(o.post(page, url.Values{"first_name": {"Tom"}, "last_name": {"Weber"}, "email": {""}, "time_zone": {"Asia/Tokyo"}}, o.my), http.StatusSeeOther)
	o.want(o.get(page, o.my), http.StatusOK, "Saved.").has("[value=Weber]", "[value='Asia/Tokyo']")
	o.want(o.post(page, url.Values{"email": {"x"}, "last_name": {"Kept"}}, o.my), http.StatusUnprocessableEntity, "name@example.com").has("[value=Kept]")
	o.want(o.post(page, url.Values{"name": {"boss"}}, o.my), http.StatusBadRequest)
	for act, want := range map[string]int{
		"/roles": http.StatusForbidden, "/activate": http.StatusForbidden, "/deactivate": http.StatusForbidden, "/delete": http.StatusForbidden,
		"/setup-link": http.StatusForbidden, "/prolong": http.StatusForbidden,
	} {
		o.want(o.post(page+act, nil, o.my), want)
	}
	o.want(o.get(o.users+"/"+o.anna, o.my), http.StatusNotFound)
	o.want(o.get(o.users, o.my), http.StatusForbidden)
	o.want(o.get(o.users+"/new", o.my), http.StatusForbidden)
}

func TestUserActs(t *testing.T) {
	o := newOffice(t)
	page := o.users + "/" + o.tom
	o.want(o.get(page, o.annas), http.StatusOK, en.Users.SaveRoles, en.Users.Deactivate, en.Users.DeleteUser("tom"), en.Users.NewSetupLink)
	o.want(o.post(page+"/roles", url.Values{"role_SUPERUSER": {"on"}}, o.annas), http.StatusSeeOther)
	o.want(o.get(page, o.my), http.StatusSeeOther) // signed out
	tom := o.signInAgain(o.tom)
	o.want(o.get(o.users, tom), http.StatusOK, "New user")
	o.want(o.post(page+"/roles", url.Values{"role_EXTERNAL_SUPERUSER": {"on"}}, o.annas), http.StatusForbidden, en.Reason(access.ForExternalUsers{Role: access.ExternalSuperuser}))

	r := o.post(page+"/setup-link", nil, o.annas)
	o.want(r, http.StatusOK, "Set-up link for tom")
	same(t, o.entries(o.id, access.SetupLinkMade), 2, "entries of two links")
	link := o.link(r)
	o.wantNot(o.get(page, o.annas), link)

	o.want(o.post(page+"/deactivate", nil, o.annas), http.StatusSeeOther)
	o.want(o.post(page+"/deactivate", nil, o.annas), http.StatusConflict, en.Reason(access.UserIsSo{User: "tom"}))
	o.want(o.get(o.users+"?active=no", o.annas), http.StatusOK, "tom", "inactive")
	o.want(o.get(link, nil), http.StatusNotFound)
	o.want(o.post(page+"/activate", nil, o.annas), http.StatusSeeOther)
	o.want(o.post(o.users+"/"+o.anna+"/deactivate", nil, o.annas), http.StatusForbidden, en.Reason(access.NobodyDeactivatesSelf{}))
	o.want(o.post(page+"/delete", nil, o.annas), http.StatusSeeOther)
	o.want(o.get(page, o.annas), http.StatusNotFound)
	o.page(o.get(o.users, o.annas)).hasNot(saying("", "tom"))
	for name, path := range map[string]string{"role": "?role=NONE", "state": "?active=maybe", "field": "?sort=x", "twice": "?q=a&q=b"} {
		same(t, o.get(o.users+path, o.annas).Code, http.StatusBadRequest, "an unknown %s: status", name)
	}
}

// signInAgain is a new session of a user whose epoch has changed.
func (o *office) signInAgain(id string) *http.Cookie {
	o.t.Helper()
	link := o.link(o.post(o.users+"/"+id+"/setup-link", nil, o.annas))
	o.want(o.post(link, url.Values{"password": {goodPassword}}, nil), http.StatusSeeOther)
	r := o.login2("Acme", "tom")
	o.want(r, http.StatusSeeOther)
	return r.Result().Cookies()[0]
}

func TestPagingUsersKeepsTheFilter(t *testing.T) {
	o := newOffice(t)
	for i := range 51 {
		_, _, err := o.svc.CreateUser(t.Context(), access.Actor{Kind: access.KindAccount, AccountID: o.id, AccountName: "Acme", Roles: []access.Role{access.AccountLogin}, Zone: time.UTC},
			o.id, access.NewUser{Name: fmt.Sprintf("clerk %02d", i)})
		must(t, err)
	}
	r := o.want(o.get(o.users+"?q=clerk&active=yes&role=USER", o.admin), http.StatusOK, "clerk 49").has("[value=clerk]")
	r.saysNot("clerk 50").hasNot(saying("", "tom"))
	next := o.users + "?active=yes&after=clerk+49&q=clerk&role=USER"
	r.has("[href='" + next + "']")
	o.want(o.get(next, o.admin), http.StatusOK, "clerk 50").saysNot(en.Parts.NextPage).hasNot(":matchesOwn(clerk 49$)")
	o.want(o.get(o.users+"?q=nobody", o.admin), http.StatusOK, en.Parts.Users.NoneFound)
}

// SUPPORT creates a user for itself in a customer's account. The customer sees it, extends it and
// ends it.
func TestExternalUsers(t *testing.T) {
	d := newDesk(t)
	d.request(d.customer, d.company, d.support, d.mia, true)
	users, tab := "/accounts/"+d.customer+"/users", "/accounts/"+d.customer+"/external-access"
	d.want(d.get(users+"/new", d.miaCookie), http.StatusOK, "This will be an external user", "1 Jun 2026, 14:30 CEST")
	d.want(d.get(users+"/new", d.colleague), http.StatusNotFound)
	d.want(d.post(users, url.Values{"name": {"mia inside"}, "role_EXTERNAL_SUPERUSER": {"on"}}, d.miaCookie), http.StatusOK, "Set-up link for mia inside")

	r := d.get(tab, d.admin)
	d.want(r, http.StatusOK, "External users", "mia inside", "Help desk").has(":haschild(.sr-only):contains('Extend… mia inside')", ":haschild(.sr-only):contains('End… mia inside')", saying(".badge", en.Access.Live))
	page := d.page(r).attr("a[href^='"+users+"/usr_']", "href")
	d.want(d.get(page, d.miaCookie), http.StatusOK, en.Users.ByGrant, en.Users.ExternalOf("Help desk"))
	d.want(d.post(page+"/prolong", url.Values{"valid_to": {"2026-06-03T12:00"}}, d.miaCookie), http.StatusForbidden, en.Reason(access.OnlyAccountExtends{Account: "Acme"}))
	d.want(d.post(page+"/setup-link", nil, d.miaCookie), http.StatusForbidden)
	d.want(d.post(page+"/deactivate", nil, d.miaCookie), http.StatusSeeOther)
	d.want(d.post(page+"/activate", nil, d.miaCookie), http.StatusForbidden, en.Reason(access.OnlyAccountActivates{Account: "Acme"}))
	d.want(d.post(page+"/activate", nil, d.admin), http.StatusSeeOther)

	d.setClock(noon.Add(30 * time.Minute))
	d.want(d.get(tab, d.admin), http.StatusOK, en.Reason(access.TimeOver{})).has(saying(".badge", en.Access.Out))
	d.want(d.post(page+"/prolong", url.Values{"valid_to": {"2026-08-01T12:00"}}, d.admin), http.StatusUnprocessableEntity, en.Reason(access.EndTooFar{Most: 30 * 24 * time.Hour})).has("[value='2026-08-01T12:00']")
	d.want(d.post(page+"/prolong", url.Values{"valid_to": {"2026-06-03T12:00"}}, d.admin), http.StatusSeeOther)
	d.want(d.get(page, d.admin), http.StatusOK, en.Users.Extended, "3 Jun 2026, 12:00 CEST")
	d.want(d.get(tab, d.admin), http.StatusOK).has(saying(".badge", en.Access.Live))
	d.want(d.post(page+"/deactivate", nil, d.admin), http.StatusSeeOther)
	d.want(d.get(tab, d.admin), http.StatusOK, en.Reason(access.UserInactive{})).has(saying(".badge", en.Access.Out))
	for _, action := range []access.Action{access.UserCreated, access.UserExtended, access.UserActivated} {
		same(t, d.entries(d.customer, action), 1, "entries %q", action)
	}
}

func TestExtendingToATimeThatExistsTwice(t *testing.T) {
	d := newDesk(t)
	october := time.Date(2026, 10, 20, 12, 0, 0, 0, time.UTC)
	d.setClock(october)
	d.write(func(q *db.Queries) error {
		return q.InsertSession(t.Context(), db.InsertSessionParams{
			TokenHash: db.HashToken("october"), AccountID: d.customer, Data: sessionData, ExpiresAt: db.Millis(october.Add(time.Hour)),
		})
	})
	d.admin.Value = "october"
	page := "/accounts/" + d.customer + "/users/" + d.user(d.customer, "guest", d.mia) + "/prolong"
	d.want(d.post(page, url.Values{"valid_to": {"2026-10-25T02:30"}}, d.admin), http.StatusUnprocessableEntity, en.Parts.Second("25 Oct 2026, 02:30 CET"))
	d.want(d.post(page, url.Values{"valid_to": {"2026-10-25T02:30"}, "valid_to_which": {"second"}}, d.admin), http.StatusSeeOther)
}
