package e2e

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"latchkey/words"
)

// TestWhatWasTypedSurvives: the session ends in another tab, and a preset refreshes the form or the
// form is sent. After signing in again, everything that was typed is still there.
func TestWhatWasTypedSurvives(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	mia := openBrowser(t, d.Address, true)
	password := d.password(t, "Northwind Support", "mia")
	mia.signIn("Northwind Support", "mia", password)
	signOut := func() {
		t.Helper()
		get(mia, chromedp.Evaluate[bool](`Boolean(fetch("/logout", {method: "POST"}).then(() => document.body.dataset.out = "yes"))`))
		mia.sees("the session is over", `document.body.dataset.out === "yes"`)
	}
	again := func() {
		t.Helper()
		mia.do(chromedp.WaitVisible(chromedp.CSS("#user-login")))
		mia.shoot("sign-in")
		mia.do(chromedp.SendKeys(chromedp.CSS("#user-user"), "mia @ Northwind Support"), chromedp.SendKeys(chromedp.CSS("#user-password"), password))
		follow(mia, chromedp.CSS(`#user-login button[type="submit"]`))
		mia.wantText("#typed", en.Parts.TypedAgain)
		same(t, get(mia, chromedp.Evaluate[string](`document.getElementById("description").value`)), "Ticket 9001", "the description")
	}
	acme, retail := d.ids(t, "Acme", "Acme Retail")
	mia.open("/access-requests/new?account_id=" + acme + "&company_id=" + retail)
	mia.do(chromedp.SendKeys(chromedp.CSS("#description"), "Ticket 9001"))
	signOut()
	mia.do(chromedp.Click(chromedp.CSS(`input[name="how_long"][value="1h"]`)))
	again()
	mia.shoot("after a preset")
	signOut()
	follow(mia, chromedp.CSS(`.outcome button[type="submit"]`))
	again()
	mia.shoot("after sending")
	follow(mia, chromedp.CSS(`.outcome button[type="submit"]`))
	mia.wantText("#flash", en.Ask.Asked("Acme", "Acme Retail"))
}

// TestAnActAsksOnceMoreWithoutScripts: the confirmation unfolds on the page.
func TestAnActAsksOnceMoreWithoutScripts(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	anna := openBrowser(t, d.Address, false)
	anna.signIn("Acme", "anna", d.password(t, "Acme", "anna"))
	acme, retail := d.ids(t, "Acme", "Acme Retail")
	anna.open("/accounts/" + acme + "/companies/" + retail + "/settings")
	follows := func(link chromedp.CSS) {
		anna.focus(link)
		anna.do(chromedp.SendKeys(link, kb.Enter))
	}
	remove, button := chromedp.CSS(`a[href="#remove-0"]`), chromedp.CSS(`#remove-0 button[type="submit"]`)
	follows(remove)
	anna.do(chromedp.WaitVisible(button))
	anna.shoot("unfolded")
	follows(`#remove-0 a[href="#main"]`)
	anna.do(chromedp.WaitNotVisible(chromedp.CSS("#remove-0")))
	follows(remove)
	anna.enter(button)
	anna.wantText("#flash", en.Company.SettingRemoved(""))
}

// TestAPasswordManagerKeepsAUserThatSignsIn: with account and user, the form also sends the user
// name that signs in by itself.
func TestAPasswordManagerKeepsAUserThatSignsIn(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	b := openBrowser(t, d.Address, true)
	b.open("/login")
	b.do(chromedp.SendKeys(chromedp.CSS("#user-account"), "Acme"), chromedp.SendKeys(chromedp.CSS("#user-user"), "anna"), chromedp.SendKeys(chromedp.CSS("#user-password"), "wrong"))
	follow(b, chromedp.CSS(`#user-login button[type="submit"]`))
	b.wantStatus(422)
	same(t, get(b, chromedp.Evaluate[string](`document.getElementById("user-user").value`)), "anna @ Acme", "the user sent")
	b.do(chromedp.SendKeys(chromedp.CSS("#user-password"), d.password(t, "Acme", "anna")))
	follow(b, chromedp.CSS(`#user-login button[type="submit"]`))
	b.wantText(".me", "anna @ Acme")
}

// The customer grants fewer hours than requested, in a dialog; from then on, the grant has its
// exact window.
func TestGrantingFewerHours(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	anna := openBrowser(t, d.Address, true)
	anna.signIn("Acme", "anna", d.password(t, "Acme", "anna"))
	anna.followText("External Access")
	anna.wantText("main", "wants to edit Acme Retail for 4 hours from GRANT.")
	dialog := "#grant-" + requestRow(anna, "Ticket 4201")[1:]
	anna.do(chromedp.Click(chromedp.CSS(`a[data-ask][href$="?act=grant"]`)), chromedp.WaitVisible(chromedp.CSS(dialog+` [name="length"]`)))
	anna.shoot("dialog")
	anna.do(chromedp.SetValue(chromedp.CSS(dialog+` [name="length"]`), "1"))
	follow(anna, chromedp.CSS(dialog+` [type="submit"]`))
	anna.wantText("#flash", "has access to Acme Retail until")
	anna.wantText("main", en.Request.AskedFor(words.When{For: 4 * time.Hour, FromGrant: true}, true, false))
	anna.shoot("granted")
}
