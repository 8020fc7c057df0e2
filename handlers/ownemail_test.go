package handlers

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/views"
)

// ownEmails is every form in which a login changes its own e-mail address.
func ownEmails(w *world) []ownEmail {
	acme := w.accountWithPassword("Acme")
	root, _, err := w.svc.CreateAccount(w.t.Context(), access.TheOperator(), access.NewAccount{Name: "Root", Password: goodPassword, Roles: []access.Role{access.Administrator}})
	must(w.t, err)
	signedIn := func(kind string, form url.Values) *http.Cookie {
		form.Set("password", goodPassword)
		return w.post("/login/"+kind, form, nil).Result().Cookies()[0]
	}
	own := signedIn("account", one("account", "Acme"))
	list := []ownEmail{
		{own, acme, acme, "/accounts/" + acme + "/edit", "contact_last_name"},
		{signedIn("account", one("account", "Root")), root, root, "/accounts/" + root + "/edit", "contact_last_name"},
	}
	for _, user := range []url.Values{{"name": {"tom"}}, {"name": {"anna"}, "role_SUPERUSER": {"on"}}} {
		made := w.post("/accounts/"+acme+"/users", user, own)
		w.want(w.post(w.link(made), url.Values{"password": {goodPassword}}, nil), http.StatusSeeOther)
		id := strings.TrimPrefix(w.page(made).attr("a[href^='/accounts/"+acme+"/users/']", "href"), "/accounts/"+acme+"/users/")
		me := signedIn("user", url.Values{"account": {"Acme"}, "user": user["name"]})
		list = append(list, ownEmail{me, acme, id, "/accounts/" + acme + "/users/" + id, "last_name"})
	}
	return list
}

// ownEmail is such a form: whose it is, and another of its fields.
type ownEmail struct {
	me                              *http.Cookie
	accountID, loginID, page, other string
}

// TestOwnEmailNeedsTheCurrentPassword: nobody can change their own login's e-mail address without
// its password. What was typed stays. Wrong passwords are recorded, and counted together with those
// in the password form. Changing anything else of one's own, or someone else's address, needs no
// password.
func TestOwnEmailNeedsTheCurrentPassword(t *testing.T) {
	long(t)
	w := newWorld(t)
	for _, e := range ownEmails(w) {
		me := e.me
		send := func(email, other string, more ...string) *httptest.ResponseRecorder {
			f := w.formOn(w.get(e.page, me), e.page)
			if !f.Has("current_password") {
				t.Errorf("%s: the form has no field for the password", e.page)
			}
			f.Set("email", email)
			f.Set(e.other, other)
			f.Del("current_password")
			f.Del("version")
			for _, password := range more {
				f.Set("current_password", password)
			}
			return w.post(e.page, f, me)
		}
		email := func() string { return w.formOn(w.get(e.page, me), e.page).Get("email") }
		was := email()
		wrong := w.entries(e.accountID, access.WrongCurrentPassword)

		// a script that leaves the address unchanged
		w.want(send(was, "Other"), http.StatusSeeOther)
		w.want(send("new@example.com", "Typed"), http.StatusUnprocessableEntity, en.Reason(access.ConfirmByPassword{})).has("[value='new@example.com']", "[value=Typed]")
		same(t, w.entries(e.accountID, access.WrongCurrentPassword), wrong, "%s: wrong passwords in the record, after none", e.page)
		// not needed, because nothing was changed
		w.want(send("nobody", "Typed", "a wrong password"), http.StatusUnprocessableEntity, "name@example.com")
		guess := send("new@example.com", "Typed", "a wrong password")
		w.want(guess, http.StatusUnprocessableEntity, en.Reason(access.NotThePassword{})).
			has("[value='new@example.com']", "[value=Typed]").saysNot("a wrong password")
		same(t, w.entries(e.accountID, access.WrongCurrentPassword), wrong+1, "%s: wrong passwords in the record, after one", e.page)
		same(t, email(), was, "%s: the address is without the password", e.page)
		w.want(send("new@example.com", "Typed", goodPassword), http.StatusSeeOther)
		same(t, email(), "new@example.com", "%s: the address is with the password", e.page)

		// The right password reset the count. Ten wrong ones, from both forms together, are too
		// many.
		for i := range 10 {
			if i%2 == 0 {
				w.want(send("", "Typed", "a wrong password"), http.StatusUnprocessableEntity)
			} else {
				w.want(w.post("/profile/password", url.Values{"current_password": {"wrong"}, "new_password": {"wrong"}}, me), http.StatusUnprocessableEntity)
			}
		}
		w.want(send("", "Typed", goodPassword), http.StatusTooManyRequests)
		w.want(send("new@example.com", "Untouched"), http.StatusSeeOther)
		w.setClock(w.now().Add(time.Minute))
		w.want(send("", "Typed", goodPassword), http.StatusSeeOther)
	}
}

// The form promises a mail to the old address only where the server sends mail.
func TestTheFormPromisesNoMailWithoutMail(t *testing.T) {
	w := newWorld(t)
	list := ownEmails(w)
	for _, mail := range []bool{false, true} {
		if mail {
			address := func(string) string { return "https://latchkey.example/" }
			w.svc.EnableMail(access.Links{Request: address, User: func(_, id string) string { return address(id) }, Choices: address("profile")}, views.Letters("en"))
		}
		for _, e := range list {
			p := w.want(w.get(e.page, e.me), http.StatusOK).says(en.Account.CurrentPasswordHint)
			same(t, strings.Contains(p.find("main").Text(), en.Account.NotifiesOld), mail, "%s promises a mail", e.page)
		}
	}
}

// TestAnothersEmailNeedsNoPassword: it is changed through the account.
func TestAnothersEmailNeedsNoPassword(t *testing.T) {
	w := newWorld(t)
	list := ownEmails(w)
	acme, root, tom, anna := list[0], list[1], list[2], list[3]
	for _, c := range []struct{ by, of ownEmail }{{acme, tom}, {anna, tom}, {anna, acme}, {root, acme}, {root, tom}} {
		form := w.formOn(w.get(c.of.page, c.by.me), c.of.page)
		if form.Has("current_password") {
			t.Errorf("%s asks for a password that nobody looks at", c.of.page)
		}
		form.Set("email", c.by.loginID+"@example.com")
		w.want(w.post(c.of.page, form, c.by.me), http.StatusSeeOther)
	}
}
