package e2e

import (
	"net/url"
	"strings"
	"testing"

	"latchkey/views"
)

// byName is an address with the name to which browsers bind passkeys.
func byName(address string) string { return strings.Replace(address, "127.0.0.1", "localhost", 1) }

// coded are two sessions of a login with one-time codes, of which the proof of the first is too
// old. They come before everybody else, whose proofs are not.
func (d *demo) coded(t *testing.T) (stale, coded *visitor) {
	t.Helper()
	id, _ := d.ids(t, "Lakeside Foods", "")
	c := d.signIn(t, "Lakeside Foods", "")
	secret := c.setUpCode(t)
	d.proofsAreOld(t)
	whole := d.half(t, "Lakeside Foods")
	a := whole.send(t, views.SecondFactorURL, url.Values{"code": {codeOf(t, secret, 0)}})
	leads(t, a, "/")
	whole.keepCookie(t, a)
	execute(t, d.DB, "UPDATE recovery_codes SET used_at = 1 WHERE code_hash IN (SELECT code_hash FROM recovery_codes WHERE account_id = '"+id+"' AND user_id IS NULL LIMIT 8)")
	whole.base = byName(whole.base)
	return &visitor{name: "stale", client: c, account: id, starts: []string{"/prove?next=/accounts&from=/"}, only: []string{"/prove"}},
		&visitor{name: "coded", client: whole, only: []string{views.SecurityURL}}
}

// keepCookie keeps the newest cookie that an answer sets.
func (c *client) keepCookie(t *testing.T, a answer) {
	t.Helper()
	for _, cookie := range a.Cookies() {
		if cookie.MaxAge >= 0 && cookie.Value != "" {
			c.cookie = cookie.Name + "=" + cookie.Value
			return
		}
	}
	t.Fatal("no cookie")
}

// mustAdd is half signed in to a server that requires a second factor of it.
func mustAdd(t *testing.T) *visitor {
	t.Helper()
	db, password := madeDB(t)
	half, a := startServe(t, db, "--require-second-factor").trySignIn(t, "Northwind", "", password)
	leads(t, a, views.AddFactorURL)
	half.base = byName(half.base)
	stayFresh(t, db)
	return &visitor{name: "mustadd", client: half, starts: []string{views.AddFactorURL}, only: []string{views.AddFactorURL}}
}

// factorVisitors are logins with second factors: one half signed in that has a passkey and codes,
// and a user whose factors are going to be reset, with who asked for that.
func (d *demo) factorVisitors(t *testing.T) []*visitor {
	t.Helper()
	execute(t, d.DB, "INSERT INTO passkeys SELECT 'pky_01J00000000000000000000000', id, NULL, x'00', '{}', 0, 'Laptop at the front desk', 'Grace Miller', created_at, NULL FROM accounts WHERE name = 'Lakeside Foods'")
	half, again := d.half(t, "Lakeside Foods"), d.half(t, "Lakeside Foods")
	half.base, again.base = byName(half.base), byName(again.base)
	karl, ines := d.signIn(t, "Bergmann & Söhne", "karl"), d.signIn(t, "Bergmann & Söhne", "ines")
	ines.setUpCode(t)
	execute(t, d.DB, "UPDATE recovery_codes SET used_at = 1 WHERE user_id = (SELECT id FROM users WHERE name = 'ines')")
	file := openFile(t, d.DB)
	page := file.texts("SELECT '/accounts/' || account_id || '/users/' || id FROM users WHERE name = 'ines'")[0]
	file.close()
	leads(t, karl.send(t, page+"/factors/reset", nil), page)
	d.giveBack(t, karl, "Bergmann & Söhne", "karl")
	id, _ := d.ids(t, "Bergmann & Söhne", "")
	remembered := newClient(d.Address)
	for _, cookie := range remembered.send(t, "/login/account", url.Values{"account": {"Acme"}, "password": {d.password(t, "Acme", "")}, views.RememberField: {"on"}}).Cookies() {
		if strings.HasSuffix(cookie.Name, "-account") {
			remembered.cookie = cookie.Name + "=" + cookie.Value
		}
	}
	return []*visitor{
		{name: "remembered", client: remembered, starts: []string{"/login"}, only: []string{"/login"}},
		{name: "half", client: half, starts: []string{views.SecondFactorURL}, only: []string{views.SecondFactorURL}},
		{name: "again", client: again, starts: []string{views.SecondFactorURL}, only: []string{}}, // few wrong proofs end it
		{name: "lost", client: ines, account: id, only: []string{"/", "/accounts/:own", views.SecurityURL}},
		{name: "resets", client: karl, account: id, starts: []string{page}, only: []string{"/accounts/:own/users/:user"}},
	}
}
