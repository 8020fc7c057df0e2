package e2e

import (
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"latchkey/access"
)

// proofsAreOld makes the proofs of all sessions too old.
func (d *demo) proofsAreOld(t *testing.T) {
	t.Helper()
	execute(t, d.DB, "UPDATE sessions SET proved_at = proved_at - 16 * 60 * 1000")
}

// TestGrantWithAnOldProofByKeyboard: GRANT is still one press of a key on its button. Then the
// password is asked for, what was pressed is done, and the next GRANT is not asked for.
func TestGrantWithAnOldProofByKeyboard(t *testing.T) {
	t.Parallel()
	for name, javaScript := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := startDemo(t)
			password := d.password(t, "Acme", "anna")
			anna := openBrowser(t, d.Address, javaScript)
			anna.signIn("Acme", "anna", password)
			d.proofsAreOld(t)
			k := &keyboard{browser: anna}
			k.focusIs(".waits a")
			k.press(kb.Enter)
			k.focusIs(`button[aria-label^="GRANT Mia Keller"]`)
			k.press(kb.Enter)
			k.focusIs(`[name="proof_password"]`)
			anna.sees("what asks is a dialog with JavaScript", `(document.querySelector('dialog#prove[open]') !== null) === `+map[bool]string{true: "true", false: "false"}[javaScript])
			same(t, k.pressed, 2, "keys until it asks")
			anna.shoot("asked")
			if javaScript {
				k.press(kb.Escape)
				k.focusIs(`button[aria-label^="GRANT Mia Keller"]`)
				anna.sees("the dialog is gone", `document.getElementById('prove') === null`)
				k.press(kb.Enter)
				k.focusIs(`[name="proof_password"]`)
			}
			k.press("wrong" + kb.Enter)
			k.reads(".mistake", en.Reason(access.NotThePassword{}))
			k.focusIs(`[name="proof_password"]`)
			anna.shoot("wrong")
			k.press(password + kb.Enter)
			anna.sees("it is granted", `document.getElementById('flash').textContent.includes('Granted: Mia Keller (mia) has access to Acme Retail')`)
			anna.sees("nothing asks any more", `document.querySelector('[name="proof_password"]') === null`)
			anna.shoot("granted")

			d.ask(t, "Northwind Support", "mia", "Acme", "Acme Logistics", "Ticket 9201")
			id, _ := d.ids(t, "Acme", "")
			anna.open("/accounts/" + id + "/external-access")
			anna.do(chromedp.Focus(chromedp.CSS(requestRow(anna, "Ticket 9201") + " form button")))
			k.press(kb.Enter)
			anna.sees("the next is granted at once", `document.getElementById('flash').textContent.includes('Acme Logistics')`)
		})
	}
}

// TestAFormWithAnOldProofIsDoneAsTyped: a form with many fields is done exactly, and to deny is
// never asked for.
func TestAFormWithAnOldProofIsDoneAsTyped(t *testing.T) {
	t.Parallel()
	for name, javaScript := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := startDemo(t)
			password := d.password(t, "Acme", "")
			acme := openBrowser(t, d.Address, javaScript)
			acme.signIn("Acme", "", password)
			d.ask(t, "Northwind Support", "mia", "Acme", "Acme Logistics", "Ticket 9202")
			id, _ := d.ids(t, "Acme", "")
			account := "/accounts/" + id
			acme.open(account + "/rules/edit")
			acme.fill("/rules", "longest_hours", "3", "description_required", "on", "read_only", "on")
			d.proofsAreOld(t)
			acme.followText(en.Rules.SaveRule)
			acme.wantStatus(http.StatusUnprocessableEntity)
			acme.wantText("h1", en.Prove.Title)
			acme.shoot("asked")
			acme.do(chromedp.SendKeys(chromedp.CSS(`[name="proof_password"]`), password))
			acme.followText(en.Prove.Confirm)
			acme.wantText("main", "3 hours")
			acme.open(account + "/rules/edit")
			same(t, acme.value("longest_hours"), "3", "the longest access")
			same(t, get(acme, chromedp.JavascriptAttribute[bool](chromedp.CSS(`[name="description_required"]`), "checked")), true, "a description is required")
			same(t, get(acme, chromedp.JavascriptAttribute[bool](chromedp.CSS(`[name="read_only"]`), "checked")), true, "reading only")

			d.proofsAreOld(t)
			acme.open(account + "/users")
			acme.followText("CSV")
			acme.wantText("main", en.Prove.LeadFile)
			acme.shoot("file")
			acme.do(chromedp.SendKeys(chromedp.CSS(`[name="proof_password"]`), password))
			acme.followText(en.Prove.Confirm)
			acme.wantText("h1", en.Prove.Leaving)
			acme.shoot("leaving")
			same(t, get(acme, chromedp.AttributeValue(chromedp.CSS(".signin a.btn"), "href")).Value, account+"/users.csv", "the file")

			d.proofsAreOld(t)
			acme.open(account + "/external-access")
			acme.open("/access-requests/" + requestRow(acme, "Ticket 9202")[1:])
			acme.do(chromedp.Click(chromedp.Search(`//summary[contains(., "Deny")]`)))
			acme.fill("/deny", "reason", "Not today")
			follow(acme, chromedp.CSS(`form[action$="/deny"] button[type="submit"]`))
			acme.wantText("main", "DENIED")
		})
	}
}

// value is what a field of the page has.
func (b *browser) value(name string) string {
	b.t.Helper()
	return get(b, chromedp.Value(chromedp.CSS(`main [name="`+name+`"]`)))
}
