package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"
	"time"

	"latchkey/access"
)

// Where a login starts it reads of wrong passwords that were tried for it, in whatever form it was typed; nobody else does.
func TestAStartPageTellsOfWrongPasswords(t *testing.T) {
	w := newWorld(t)
	acme, _ := w.account("Acme")
	sue, paul := w.user(acme, "sue", "", access.Superuser), w.user(acme, "paul", "")
	help, _ := w.account("Help desk", access.Support)
	w.request(acme, w.company(acme, "North"), help, w.user(help, "helper", ""), true)
	account := "/accounts/" + acme
	for i := range 23 {
		forms := []url.Values{{"account": {"Acme"}, "user": {"sue"}, "password": {"wrong"}}, {"account": {""}, "user": {"sue @ Acme"}, "password": {"wrong"}}}
		w.want(w.post("/login/user", forms[i%2], nil, from(fmt.Sprint("203.0.113.", i))), http.StatusUnprocessableEntity)
	}
	w.want(w.get("/", w.signIn(acme, sue)), http.StatusOK, "23 wrong passwords since yesterday", "1 Jun 2026, 14:00")
	w.wantNot(w.get(account, w.signIn(acme, sue)), "wrong password")
	w.wantNot(w.get("/", w.signIn(acme, paul)), "wrong password")
	w.wantNot(w.get(account, w.signIn(acme, "")), "wrong password")
	w.want(w.post("/login/account", url.Values{"account": {"Acme"}, "password": {"wrong"}}, nil), http.StatusUnprocessableEntity)
	w.want(w.get(account, w.signIn(acme, "")), http.StatusOK, "1 wrong password since yesterday")
	w.wantNot(w.get(account, w.signIn(help, "")), "wrong password")
	w.setClock(noon.Add(11 * time.Hour))
	w.want(w.get("/", w.signIn(acme, sue)), http.StatusOK, "23 wrong passwords since yesterday")
}
