package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"latchkey/access"
	"latchkey/db"
)

// mailed is a server with an ADMINISTRATOR and an account with two users: sue has a password, and
// new has none.
type mailed struct {
	*world
	acme, sue, fresh string // pages
	admin, own       *http.Cookie
}

func newMailed(t *testing.T) *mailed {
	t.Helper()
	return newMailedOn(t, newWorld(t))
}

func newMailedOn(t *testing.T, w *world) *mailed {
	t.Helper()
	root := w.accountWithPassword("Root", access.Administrator)
	id, _, err := w.svc.CreateAccount(t.Context(), access.TheOperator(), access.NewAccount{Name: "Acme", Email: "it@acme.example", Password: goodPassword})
	must(t, err)
	m := &mailed{world: w, acme: "/accounts/" + id, admin: w.signIn(root, ""), own: w.signIn(id, "")}
	owner := access.Actor{Kind: access.KindAccount, AccountID: id, AccountName: "Acme", Roles: []access.Role{access.AccountLogin, access.Customer}, Zone: time.UTC}
	for name, password := range map[string]string{"sue": goodPassword, "new": ""} {
		user, _, err := w.svc.CreateUser(t.Context(), owner, id, access.NewUser{Name: name, Email: name + "@acme.example", Password: password})
		must(t, err)
		if password == "" {
			m.fresh = m.acme + "/users/" + user
		} else {
			m.sue = m.acme + "/users/" + user
		}
	}
	return m
}

// sends is the button that sends the login of a page its link.
func sends(page string) string { return "form[action='" + page + "/send-link'] button" }

// Links go by mail where mail is on: the buttons are there for whom they are for, and the page says
// afterwards where the link goes.
func TestButtonsThatSendLinks(t *testing.T) {
	m := newMailed(t)
	accountPage := func() page { return m.want(m.get(m.acme+"/edit", m.admin), http.StatusOK) }
	userPage := func(user string) page { return m.want(m.get(user, m.own), http.StatusOK) }
	accountPage().hasNot(sends(m.acme))
	userPage(m.fresh).hasNot(sends(m.fresh))
	made := m.post(m.fresh+"/setup-link", nil, m.own)
	m.want(made, http.StatusOK).hasNot(sends(m.fresh))
	m.want(m.post(m.fresh+"/send-link", nil, m.own), http.StatusConflict, en.Reason(access.MailIsOff{}))

	m.enableMail()
	accountPage().says(en.Passwords.SendPasswordLinkHint).has(saying(sends(m.acme), en.Passwords.SendPasswordLink))
	userPage(m.sue).has(saying(sends(m.sue), en.Passwords.SendSetupLink))
	userPage(m.fresh).has(saying(sends(m.fresh), en.Passwords.SendSetupLink))
	m.want(m.post(m.fresh+"/setup-link", nil, m.own), http.StatusOK).has(saying(sends(m.fresh), en.Passwords.NewLinkByMail))
	m.linksSent()

	for _, c := range []struct {
		page, email, leads string
		cookie             *http.Cookie
	}{{m.acme, "it@acme.example", "/password/", m.admin}, {m.fresh, "new@acme.example", "/setup-links/", m.own}} {
		sent := m.post(c.page+"/send-link", nil, c.cookie)
		m.want(sent, http.StatusSeeOther)
		m.want(m.get(sent.Header().Get("Location"), c.cookie), http.StatusOK, en.Passwords.Sent(c.email)).saysNot(c.leads)
	}
	same(t, len(m.linksSent()), 2, "links")

	made = m.post("/accounts", url.Values{"name": {"Borealis"}, "email": {"it@borealis.example"}}, m.admin)
	id := m.want(made, http.StatusOK).attr(saying("a", en.Login.GoOn), "href")
	m.want(made, http.StatusOK).has(saying(sends(id), en.Passwords.NewLinkByMail))
	m.want(m.get(id+"/edit", m.admin), http.StatusOK).has(saying(sends(id), en.Passwords.SendSetupLink))
}

// Pages say when a password was set, when it expires and that it has expired.
func TestPagesSayHowOldPasswordsAre(t *testing.T) {
	m := newMailed(t)
	begins := func(text func(string) string) string {
		before, _, _ := strings.Cut(text("|"), "|")
		return before
	}
	set, expires, expired := begins(en.Passwords.Set), begins(en.Passwords.Expires), begins(en.Passwords.Expired)
	says := func(has []string, hasNot ...string) page {
		t.Helper()
		m.want(m.get(m.acme, m.own), http.StatusOK, has...).saysNot(hasNot...)
		return m.want(m.get(m.sue, m.own), http.StatusOK, has...).saysNot(hasNot...)
	}
	m.want(m.get(m.fresh, m.own), http.StatusOK, en.Passwords.NotSet).saysNot(set)
	says([]string{set}, expires, expired).has("p > time[datetime^='2026-06-01']")
	m.want(m.post(m.acme+"/passwords", one("expiry_days", "30"), m.own), http.StatusSeeOther)
	says([]string{set, expires}, expired).has("p > time[datetime^='2026-07-01']")
	m.setClock(noon.Add(30 * 24 * time.Hour))
	m.write(func(q *db.Queries) error {
		return q.InsertSession(t.Context(), db.InsertSessionParams{
			TokenHash: db.HashToken("later"), AccountID: strings.TrimPrefix(m.acme, "/accounts/"), Data: sessionData,
			ExpiresAt: db.Millis(m.now().Add(time.Hour)), SeenAt: db.Millis(m.now()),
		})
	})
	m.own = &http.Cookie{Name: m.own.Name, Value: "later"}
	says([]string{set, expired}, expires)
}
