package handlers

import (
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"testing"

	"latchkey/access"
	"latchkey/views"
)

// TestTakingAwayWinsAtTheFirstPress: whatever a grantee does at the same time (reading, asking for
// an extension, withdrawing that, assigning roles), whoever takes something away from them succeeds
// with the first click. The clock stands still, so everything happens at the same instant.
func TestTakingAwayWinsAtTheFirstPress(t *testing.T) {
	d := newDesk(t)
	company := views.CompanyURL(d.customer, d.company)
	other, _ := d.account("Borealis")
	bea := d.user(other, "bea", "")
	sue := d.signIn(d.customer, d.user(d.customer, "sue", "", access.Superuser))
	give := one(views.RoleField(access.ExternalUser), "on")
	seen := one("held", "USER SUPERUSER") // and unticked
	for round := range 20 {
		id := d.request(d.customer, d.company, d.support, d.mia, true)
		asked := d.request(d.customer, d.company, d.support, d.mia, false)
		mia := d.signIn(d.support, d.mia)
		guest := d.user(d.customer, fmt.Sprint("gast", round), bea, access.Superuser)
		roles := views.UserURL(d.customer, guest) + "/roles"
		guestCookie := d.signIn(d.customer, guest)
		stop := make(chan struct{})
		var extended sync.Once
		began := make(chan struct{})
		var group sync.WaitGroup
		loop := func(act func()) {
			group.Go(func() {
				for {
					select {
					case <-stop:
						return
					default:
						act()
					}
				}
			})
		}
		loop(func() { d.get(company, mia) })
		loop(func() {
			d.post(views.ActURL(id, "extend"), url.Values{"valid_to": {"2026-06-01T18:00"}}, mia)
			extended.Do(func() { close(began) })
		})
		loop(func() { d.post(roles, give, mia); d.post(roles, nil, mia) })
		<-began
		for _, press := range []struct {
			address string
			form    url.Values
			by      *http.Cookie
		}{
			{views.ActURL(id, "shorten"), one("valid_to", "2026-06-01T14:29"), sue},
			{views.ActURL(asked, "deny"), one("reason", "x"), d.admin},
			{views.ActURL(id, "revoke"), nil, []*http.Cookie{sue, d.admin, guestCookie}[round%3]},
			{roles, seen, d.admin},
		} {
			if r := d.post(press.address, press.form, press.by); r.Code != http.StatusSeeOther || r.Header().Get("Location") == "/login" {
				t.Errorf("round %d: %s: status %d", round, press.address, r.Code)
			}
		}
		close(stop)
		group.Wait()
		d.wantNot(d.get(company, mia), "secret red")
		d.want(d.get("/", guestCookie), http.StatusSeeOther) // the account itself removed a role
	}
}
