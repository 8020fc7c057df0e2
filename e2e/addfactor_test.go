package e2e

import (
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"latchkey/views"
)

// Whoever must add a second factor can add a passkey instead of codes.
func TestTheFirstAdministratorAddsAPasskey(t *testing.T) {
	t.Parallel()
	needTools(t)
	p := startServe(t, newDB(t), "--require-second-factor")
	t.Cleanup(func() { p.stop(t) })
	answers(t, newClient(p.address).send(t, p.setUpPath(t), setUpForm("Northwind")), http.StatusSeeOther)
	b := (&demo{Address: p.address}).browserWithDevice(t)
	look := newLook(t, b)
	defer look.done()
	add := chromedp.CSS(`#add-passkey button[type="submit"]`)
	b.typePassword("Northwind", "", goodPassword)
	b.do(chromedp.WaitVisible(add))
	b.fill(views.AddPasskeyURL, "name", "work laptop")
	b.fill(views.AddPasskeyURL, "person", "Anna Adams")
	b.verifies(false)
	b.do(chromedp.Click(add), chromedp.WaitVisible(passkeySays))
	look.at("add-passkey-cancelled")
	b.open("/accounts")
	b.wantText("h1", en.Login.Title)
	b.typePassword("Northwind", "", goodPassword)
	b.do(chromedp.WaitVisible(add))
	b.fill(views.AddPasskeyURL, "name", "work laptop")
	b.fill(views.AddPasskeyURL, "person", "Anna Adams")
	b.verifies(true)
	follow(b, add)
	b.wantText("h1", en.Security.Recovery.Title)
	look.at("recovery-codes")
	b.followText(en.Security.Recovery.Go)
	b.wantText(".me", "Northwind")
	b.offersNone(true)
	b.signOut()
	b.do(chromedp.WaitVisible(usePasskey))
	follow(b, usePasskey)
	b.wantText(".me", "Northwind")
}

// The first ADMINISTRATOR of a server that requires second factors adds one at the first sign-in,
// and gets no further before, with and without JavaScript.
func TestTheFirstAdministratorAddsASecondFactor(t *testing.T) {
	for name, javaScript := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := startServe(t, newDB(t), "--require-second-factor")
			answers(t, newClient(p.address).send(t, p.setUpPath(t), setUpForm("Northwind")), http.StatusSeeOther)
			b := openBrowser(t, p.address, javaScript)
			signIn := func() {
				t.Helper()
				b.open("/login?as=account")
				b.do(chromedp.SetValue(chromedp.CSS(`#account-login [name="account"]`), "Northwind"), chromedp.SetValue(chromedp.CSS(`#account-login [name="password"]`), goodPassword))
				follow(b, chromedp.CSS(`#account-login button[type="submit"]`))
			}
			signIn()
			b.wantText("h1", en.SignInRules.AddTitle)
			b.shoot("add-factor")
			b.open("/accounts")
			b.wantText("h1", en.Login.Title)
			signIn()
			secret := b.text("code.secret")
			b.do(chromedp.SendKeys(chromedp.ID("code"), "12345"))
			b.followText(en.Security.Codes.Finish)
			b.wantStatus(http.StatusUnprocessableEntity)
			b.wantText("code.secret", secret)
			b.do(chromedp.SendKeys(chromedp.ID("code"), codeOf(t, secret, -1)))
			b.followText(en.Security.Codes.Finish)
			b.wantText("h1", en.Security.Recovery.Title)
			same(t, len(strings.Fields(b.text("#recovery-codes"))), 10, "recovery codes")
			b.followText(en.Security.Recovery.Go)
			b.wantText(".me", "Northwind")
			b.open("/accounts")
			b.wantText("main", "Northwind")
			b.signOut()
			signIn()
			b.wantText("h1", en.Login.SecondTitle)
			b.open(views.AddFactorURL)
			b.wantText("h1", en.Login.SecondTitle)
			p.stop(t)
		})
	}
}
