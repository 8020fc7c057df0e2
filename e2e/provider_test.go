package e2e

import (
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"

	"latchkey/idp/idptest"
	"latchkey/views"
)

// TestGrantByAnIdentityProvider: a customer's people sign in by the identity provider that they
// have, with the second factor there, because the account requires one; and they GRANT, also with
// an old proof, which they make fresh there.
func TestGrantByAnIdentityProvider(t *testing.T) {
	t.Parallel()
	needTools(t)
	for name, javaScript := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := startDemo(t)
			issuer := idptest.Independent(t, "..", d.Address+views.ProviderCallbackURL)
			id, _ := d.ids(t, "Acme", "")
			anna := openBrowser(t, d.Address, javaScript)
			anna.signIn("Acme", "anna", d.password(t, "Acme", "anna"))
			anna.open(views.IdentityProviderURL(id))
			anna.send("/identity-provider", en.Provider.Saved, "name", "Acme ID", "issuer", issuer, "client_id", idptest.ClientID, "client_secret", idptest.IndependentSecret)
			anna.open(views.SecurityURL)
			follow(anna, chromedp.CSS(`form[action$="/identity/link"] button`))
			anna.atProvider()
			anna.sees("she is linked", saysLinked)
			anna.open(views.IdentityProviderURL(id))
			anna.send("/identity-provider", en.Provider.Saved, "required", "on")
			anna.open("/accounts/" + id + "/sign-in-rules")
			anna.send("/sign-in-rules", en.SignInRules.Saved, "second_factor", "REQUIRED")

			// another browser, in which she does not know a password
			anna = openBrowser(t, d.Address, javaScript)
			anna.open("/login?next=" + "/accounts/" + id + "/external-access")
			anna.do(chromedp.SendKeys(chromedp.CSS("#user-account"), "Acme"))
			if javaScript {
				anna.sees("her provider is offered", `document.querySelector('#provider-offer button').textContent.includes('Acme ID')`)
			}
			follow(anna, chromedp.CSS("#provider-offer button"))
			anna.atProvider()
			anna.sees("she is in", `document.querySelector('.me').textContent.includes('Acme')`)

			d.proofsAreOld(t)
			anna.open("/accounts/" + id + "/external-access")
			anna.focus(chromedp.CSS(requestRow(anna, "Ticket 4201") + ` form button`))
			anna.enter(chromedp.CSS(requestRow(anna, "Ticket 4201") + ` form button`))
			anna.sees("it asks", `document.querySelector('form[action="`+views.ProveByProviderURL+`"] button') !== null`)
			follow(anna, chromedp.CSS(`form[action="`+views.ProveByProviderURL+`"] button`))
			anna.atProvider()
			if !javaScript {
				anna.sees("it goes on", `document.querySelector('form[data-goes-on]') !== null`)
				follow(anna, chromedp.CSS("form[data-goes-on] button"))
			}
			anna.sees("it is granted", `document.getElementById('flash').textContent.includes('Granted: Mia Keller (mia) has access to Acme Retail')`)
		})
	}
}

// TestThePagesOfAProvider are examined in the states that only a provider brings about.
func TestThePagesOfAProvider(t *testing.T) {
	t.Parallel()
	needTools(t)
	d := startDemo(t)
	issuer := idptest.Independent(t, "..", d.Address+views.ProviderCallbackURL)
	id, _ := d.ids(t, "Acme", "")
	anna := openBrowser(t, d.Address, true)
	look := newLook(t, anna)
	defer look.done()
	anna.signIn("Acme", "anna", d.password(t, "Acme", "anna"))
	anna.open(views.IdentityProviderURL(id))
	look.at("none")
	test := chromedp.CSS(`main form[action$="/identity-provider"] [name="test"]`)
	anna.fill("/identity-provider", "name", "Acme ID", "issuer", issuer+"/elsewhere", "client_id", idptest.ClientID, "client_secret", idptest.IndependentSecret)
	anna.enter(test)
	anna.wantStatus(http.StatusUnprocessableEntity)
	look.at("mistake")
	anna.fill("/identity-provider", "issuer", issuer, "client_secret", idptest.IndependentSecret) // which no page repeats
	anna.enter(test)
	anna.wantText("main", en.Provider.Works)
	look.at("works")
	anna.send("/identity-provider", en.Provider.Saved, "client_secret", idptest.IndependentSecret, "creates", "on", "required", "on")
	look.at("set")
	anna.open(views.SecurityURL)
	look.at("to link")
	follow(anna, chromedp.CSS(`form[action$="/identity/link"] button`))
	anna.atProvider()
	anna.sees("she is linked", saysLinked)
	look.at("linked")
	d.proofsAreOld(t)
	anna.open("/accounts/" + id + "/rules/edit")
	anna.enter(chromedp.CSS(`main form[action$="/rules"] button[type="submit"]:not(.sr-only, [formmethod])`))
	anna.sees("it asks", `document.querySelector('form[action="`+views.ProveByProviderURL+`"] button') !== null`)
	look.at("prove")
	anna.signOut()
	anna.open("/login?as=user")
	anna.do(chromedp.SendKeys(chromedp.CSS("#user-account"), "Acme"))
	anna.sees("her provider is offered", `document.querySelector('#provider-offer button').textContent.includes('Acme ID')`)
	look.at("offered")
	anna.open(views.ProviderCallbackURL + "?state=old&code=old")
	anna.wantStatus(http.StatusForbidden)
	look.at("refused")
}

// saysLinked is that the page says that a user was linked.
var saysLinked = `document.body.textContent.includes('` + en.Provider.Linked + `')`

// atProvider signs in as anna, with a second factor, at the provider to which the page leads.
func (b *browser) atProvider() {
	b.t.Helper()
	b.sees("the provider", `document.title === 'Sign in at the provider'`)
	b.do(chromedp.SendKeys(chromedp.CSS(`[name="name"]`), "anna"), chromedp.SendKeys(chromedp.CSS(`[name="code"]`), idptest.IndependentCode))
	follow(b, chromedp.CSS("button"))
}
