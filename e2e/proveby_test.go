package e2e

import (
	"cmp"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// proveByPasskey and proveSays are the passkey's form of the page or dialog that asks for a fresh
// proof, and what it says.
const (
	proveByPasskey = chromedp.CSS(`#prove-passkey button[type="submit"]`)
	proveSays      = chromedp.CSS(`#prove-passkey [data-says]`)
)

// TestGrantByPasskey: with an old proof, GRANT by keyboard is one touch of the device more: nothing
// else is pressed. The record says whose passkey it was.
func TestGrantByPasskey(t *testing.T) {
	t.Parallel()
	needTools(t)
	for _, one := range []struct{ account, user, label string }{{"Acme", "anna", "work laptop"}, {"Acme", "", "Anna Adams"}} {
		t.Run(cmp.Or(one.user, one.account), func(t *testing.T) {
			t.Parallel()
			d := startDemo(t)
			b := d.browserWithDevice(t)
			look := newLook(t, b)
			defer look.done()
			b.signIn(one.account, one.user, d.password(t, one.account, one.user))
			b.open("/profile/security")
			b.do(chromedp.WaitVisible(addPasskey))
			b.fill("/profile/security/passkeys", "name", "work laptop")
			if one.user == "" {
				b.fill("/profile/security/passkeys", "person", one.label)
			}
			follow(b, addPasskey)
			d.ask(t, "Northwind Support", "mia", "Acme", "Acme Logistics", "Ticket 9301")
			id, _ := d.ids(t, "Acme", "")
			page := "/accounts/" + id + "/external-access"

			// by the device, at once
			d.proofsAreOld(t)
			k := &keyboard{browser: b}
			b.open(page)
			b.do(chromedp.Focus(chromedp.CSS(requestRow(b, "Ticket 4201") + ` form button`)))
			k.press(kb.Enter)
			b.sees("it is granted", `document.getElementById('flash').textContent.includes('Granted: Mia Keller (mia) has access to Acme Retail')`)
			same(t, k.pressed, 1, "keys to GRANT")

			// the device says no; then the button has the focus
			d.proofsAreOld(t)
			b.verifies(false)
			b.do(chromedp.Focus(chromedp.CSS(requestRow(b, "Ticket 9301") + ` form button`)))
			k.press(kb.Enter)
			b.do(chromedp.WaitVisible(proveSays))
			b.wantText(proveSays, "No passkey was used.")
			k.focusIs(`#prove-passkey button[type="submit"]`)
			b.verifies(true)
			k.press(kb.Enter)
			b.sees("it is granted", `document.getElementById('flash').textContent.includes('Acme Logistics')`)

			// a page asks at once, too
			b.open("/accounts/" + id + "/rules/edit")
			b.fill("/rules", "longest_hours", "3")
			d.proofsAreOld(t)
			b.verifies(false)
			b.followText(en.Rules.SaveRule)
			b.do(chromedp.WaitVisible(proveSays))
			look.at("page")
			b.verifies(true)
			follow(b, proveByPasskey)
			b.wantText("main", "3 hours")
			b.open("/accounts/" + id + "/audit?action=Access+granted")
			b.wantText("main", one.label)
		})
	}
}

// TestThePagesThatAskForAPassword are examined, with a mistake and as a dialog.
func TestThePagesThatAskForAPassword(t *testing.T) {
	t.Parallel()
	needTools(t)
	d := startDemo(t)
	b := d.browse(t, "Acme", "")
	look := newLook(t, b)
	defer look.done()
	id, _ := d.ids(t, "Acme", "")
	d.proofsAreOld(t)
	b.open("/accounts/" + id + "/users")
	b.followText("CSV")
	look.at("file")
	b.do(chromedp.SendKeys(chromedp.CSS(`[name="proof_password"]`), "wrong"))
	b.followText(en.Prove.Confirm)
	look.at("mistake")
	b.open("/accounts/" + id + "/external-access")
	b.do(chromedp.Focus(chromedp.CSS(requestRow(b, "Ticket 4201") + ` form button`)))
	b.keys(kb.Enter)
	b.sees("the dialog", `document.querySelector('dialog#prove[open]') !== null`)
	look.at("dialog")
	b.keys(kb.Escape)
	b.open("/accounts/" + id + "/users")
	b.followText("CSV")
	b.do(chromedp.SendKeys(chromedp.CSS(`[name="proof_password"]`), d.password(t, "Acme", "")))
	b.followText(en.Prove.Confirm)
	look.at("leaving")
}
