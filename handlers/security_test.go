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
