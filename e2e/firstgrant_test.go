package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"latchkey/access"
)

// mostClicks is how many clicks the way from nothing to the first granted request may take.
const mostClicks = 25

// newcomer is someone who uses a browser for the first time here, and counts what they do.
type newcomer struct {
	*browser
	done *doneByHand
}

// doneByHand is how much newcomers have done together.
type doneByHand struct{ clicks, fields int }

func (n newcomer) clicks(text string) {
	n.t.Helper()
	n.done.clicks++
	n.followText(text)
}

func (n newcomer) types(field, text string) {
	n.t.Helper()
	n.done.fields++
	n.do(chromedp.WaitVisible(chromedp.ID(field)), chromedp.SendKeys(chromedp.ID(field), text))
}

// copies copies the set-up link on the page, to open it in somebody else's browser.
func (n newcomer) copies() (path string) {
	n.t.Helper()
	n.done.clicks++ // the button Copy
	link := get(n.browser, chromedp.Value(chromedp.CSS("#link")))
	return strings.TrimPrefix(link, n.base)
}

// addsCodes adds one-time codes as the second factor that some must have.
func (n newcomer) addsCodes() {
	n.t.Helper()
	n.wantText("h1", en.SignInRules.AddTitle)
	n.types("code", codeOf(n.t, n.text("code.secret"), 0))
	n.clicks(en.Security.Codes.Finish)
	n.clicks(en.Security.Recovery.Go)
}

// TestNothingToTheFirstGrant follows README.md and the pages themselves, from an empty database to
// the first GRANT, as three people in three browsers: the vendor's ADMINISTRATOR, its support, and
// a customer. It counts each click and each field.
func TestNothingToTheFirstGrant(t *testing.T) {
	t.Parallel()
	p := startServe(t, newDB(t), "--require-second-factor") // as by default
	t.Cleanup(func() { p.stop(t) })
	by := &doneByHand{}
	person := func() newcomer { return newcomer{openBrowser(t, p.address, true), by} }

	vendor := person()
	vendor.open("/")
	vendor.wantText("h1", en.Login.NotSetUpTitle)
	vendor.shoot("new")
	vendor.open(p.setUpPath(t))
	vendor.shoot("set-up")
	vendor.types("name", "Northwind")
	vendor.types("password", goodPassword)
	vendor.clicks(en.Login.MakeTheAccount)
	vendor.addsCodes()
	vendor.wantText("main", en.Start.GettingStarted)
	vendor.shoot("getting-started")
	vendor.clicks(en.Start.Steps[access.StepCustomer].Do)
	vendor.types("name", "Acme")
	vendor.types("company", "Acme Retail")
	vendor.shoot("new-account")
	vendor.clicks(en.Account.Make)
	vendor.shoot("link")
	forCustomer := vendor.copies()
	vendor.clicks(en.Start.Steps[access.StepAsker].Do)
	vendor.types("name", "Northwind Support")
	vendor.clicks(en.Account.Make)

	customer := person()
	customer.open(forCustomer)
	customer.types("password", goodPassword)
	customer.clicks(en.Login.SetThePassword)
	customer.shoot("customer")

	support := person()
	support.open(vendor.copies())
	support.shoot("set-up-link")
	support.types("password", goodPassword)
	support.clicks(en.Login.SetThePassword)
	support.addsCodes()
	support.clicks(en.Start.Steps[access.StepUser].Do)
	support.types("name", "mia")
	support.shoot("new-user")
	support.clicks(en.Users.Make)
	support.clicks(en.Start.Steps[access.StepAsk].Do)
	support.types("account_search", "acm")
	support.sees("the form has found the company", `document.querySelector("#asked").textContent.includes("Acme Retail")`)
	support.sees("the only user is chosen already", `document.querySelector('[name="requested_by"]').selectedOptions[0].textContent.includes("mia")`)
	support.shoot("ask")
	by.clicks++
	follow(support.browser, chromedp.CSS(`#ask .outcome .btn`))
	support.wantText("main", en.Ask.Asked("Acme", "Acme Retail"))

	customer.clicks(en.Layout.ExternalAccess)
	grant := chromedp.CSS(`[aria-label^="GRANT"]`)
	by.clicks++
	customer.do(chromedp.Click(grant), chromedp.WaitNotPresent(grant))
	customer.wantText("main", "ACTIVE")

	said := fmt.Sprintf("%d clicks and %d fields", by.clicks, by.fields)
	t.Logf("from nothing to the first granted request: %s", said)
	if by.clicks > mostClicks {
		t.Errorf("it took %s, want at most %d clicks", said, mostClicks)
	}
}
