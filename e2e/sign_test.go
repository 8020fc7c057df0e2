package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestSignedGrant: GRANT is one touch of the device, which signs it: anyone can verify the receipt.
// Who does not touch it can grant without a signature.
func TestSignedGrant(t *testing.T) {
	t.Parallel()
	needTools(t)
	d := startDemo(t)
	b := d.browserWithDevice(t)
	look := newLook(t, b)
	defer look.done()
	b.signIn("Acme", "anna", d.password(t, "Acme", "anna"))
	b.open("/profile/security")
	b.do(chromedp.WaitVisible(addPasskey))
	b.fill("/profile/security/passkeys", "name", "work laptop")
	follow(b, addPasskey)
	b.followText(en.Security.Recovery.Go)
	look.at("security")
	d.ask(t, "Northwind Support", "mia", "Acme", "Acme Logistics", "Ticket 9301")
	id, _ := d.ids(t, "Acme", "")
	page := "/accounts/" + id + "/external-access"

	// one key, one touch
	k := &keyboard{browser: b}
	b.open(page)
	address := get(b, chromedp.Evaluate[string](`document.querySelector("`+requestRow(b, "Ticket 4201")+` form").getAttribute("action")`))
	b.do(chromedp.Focus(chromedp.CSS(requestRow(b, "Ticket 4201") + ` form button`)))
	k.press(kb.Enter)
	b.sees("it is granted", `document.getElementById('flash').textContent.includes('Granted: Mia Keller (mia) has access to Acme Retail')`)
	same(t, k.pressed, 1, "keys to GRANT")
	request := strings.TrimSuffix(address, "/grant")
	b.open(request)
	b.wantText("dl.details", "Signed with the passkey “work laptop”")
	look.at("signed")

	// anyone can verify it
	receipt := get(b, chromedp.Evaluate[string](`fetch(location.pathname + "/receipt").then((r) => r.text())`, chromedp.EvalAwaitPromise))
	key := get(b, chromedp.Evaluate[string](`document.querySelector("code.anywhere").textContent.split("--public-key ")[1].trim()`))
	file := filepath.Join(t.TempDir(), "receipt.jsonl")
	must(t, os.WriteFile(file, []byte(receipt), 0o600))
	said := succeeds(t, "audit", "verify", file, "--public-key", key)
	hasAll(t, "verify", said, "Decisions by which people gave access: 1. Signed with a passkey: 1, and each signature is right.", `is signed by anna @ Acme (Anna Schulz) with the passkey "work laptop", SHA256:`,
		"It grants Mia Keller (mia) of ", " access to Acme Retail of Acme (", ", as asked for in entry ")
	fails(t, "audit", "verify", change(t, file, "people: 1", "people: 2"), "--public-key", key)

	// the device says no; then without
	b.verifies(false)
	b.open(page)
	b.do(chromedp.Focus(chromedp.CSS(requestRow(b, "Ticket 9301") + ` form button`)))
	k.press(kb.Enter)
	b.do(chromedp.WaitVisible(proveSays))
	b.wantText(proveSays, "No passkey was used.")
	look.at("cancelled")
	card := get(b, chromedp.Evaluate[string](`document.querySelector("#prove-passkey").getAttribute("action")`))
	b.open(strings.TrimSuffix(card, "/grant"))
	follow(b, chromedp.CSS(`form[action$="/grant"] button`))
	b.do(chromedp.WaitVisible(proveSays))
	look.at("page")
	b.open(page)
	b.do(chromedp.Focus(chromedp.CSS(requestRow(b, "Ticket 9301") + ` form button`)))
	k.press(kb.Enter)
	b.do(chromedp.WaitVisible(proveSays))
	b.do(chromedp.Click(chromedp.CSS(`dialog#prove form:not([data-passkey]):not([method="dialog"]) button[type="submit"]`)))
	b.sees("it is granted", `document.getElementById('flash').textContent.includes('Acme Logistics')`)
	b.open(page)
	follow(b, chromedp.CSS(requestRow(b, "Ticket 9301")+` a[href^="/access-requests/"]`))
	b.wantText("dl.details", "This decision itself wasn't signed, although this login had a passkey.")
}
