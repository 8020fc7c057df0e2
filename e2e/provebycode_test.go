package e2e

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"latchkey/access"
	"latchkey/views"
)

// TestGrantByCode: with an old proof, a one-time code or a recovery code grants, and sends a form
// exactly as it was typed, with and without JavaScript. The states in between are examined.
func TestGrantByCode(t *testing.T) {
	t.Parallel()
	needTools(t)
	for name, javaScript := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := startDemo(t)
			acme, secret, recovery := d.signInByCode(t, javaScript)
			look := func(string) {}
			if javaScript {
				l := newLook(t, acme)
				defer l.done()
				look = l.at
			}
			id, _ := d.ids(t, "Acme", "")

			d.proofsAreOld(t)
			acme.open("/accounts/" + id + "/external-access")
			k := &keyboard{browser: acme}
			acme.do(chromedp.Focus(chromedp.CSS(requestRow(acme, "Ticket 4201") + ` form button`)))
			k.press(kb.Enter)
			k.focusIs(`[name="proof_code"]`)
			acme.sees("what asks is a dialog with JavaScript", fmt.Sprintf(`(document.querySelector('dialog#prove[open]') !== null) === %t`, javaScript))
			acme.sees("no password is asked for", `document.querySelector('[name="proof_password"]') === null`)
			look("asked")
			k.press("12345" + kb.Enter)
			k.reads(".mistake", en.Reason(access.WrongCode{}))
			k.focusIs(`[name="proof_code"]`)
			look("wrong-code")
			k.press(codeOf(t, secret, 1) + kb.Enter)
			acme.sees("it is granted", `document.getElementById('flash').textContent.includes('Granted: Mia Keller (mia) has access to Acme Retail')`)

			acme.open("/accounts/" + id + "/rules/edit")
			acme.fill("/rules", "longest_hours", "3", "second_factor", "on")
			d.proofsAreOld(t)
			acme.followText(en.Rules.SaveRule)
			acme.wantText("h1", en.Prove.Title)
			look("page")
			acme.proveByRecoveryCode("abcd-efgh")
			acme.wantStatus(http.StatusUnprocessableEntity)
			look("wrong-recovery-code")
			acme.proveByRecoveryCode(recovery)
			acme.wantText("main", "3 hours")
			acme.open("/accounts/" + id + "/rules/edit")
			same(t, acme.value("longest_hours"), "3", "the longest access")
			same(t, get(acme, chromedp.JavascriptAttribute[bool](chromedp.CSS(`[name="second_factor"]`), "checked")), true, "a second factor is required")

			d.proofsAreOld(t)
			acme.followText(en.Rules.SaveRule)
			for range 20 {
				acme.do(chromedp.SendKeys(chromedp.CSS(`[name="proof_code"]`), "12345"))
				acme.enter(chromedp.CSS(`form:has([name="proof_code"]) button[type="submit"]`))
				if acme.lastStatus() == http.StatusTooManyRequests {
					break
				}
			}
			acme.wantStatus(http.StatusTooManyRequests)
			acme.wantText("h1", en.Prove.Title)
			look("too-many")
		})
	}
}

// signInByCode sets up one-time codes for Acme, and signs in with one in a browser. recovery is one
// of its recovery codes.
func (d *demo) signInByCode(t *testing.T, javaScript bool) (b *browser, secret, recovery string) {
	t.Helper()
	c := d.signIn(t, "Acme", "")
	secret = c.beginCode(t)
	a := c.send(t, views.CodeURL, url.Values{"code": {codeOf(t, secret, -1)}})
	answers(t, a, http.StatusOK)
	recovery = a.find(t, "#recovery-codes code").First().Text()
	b = openBrowser(t, d.Address, javaScript)
	b.typePassword("Acme", "", d.password(t, "Acme", ""))
	b.do(chromedp.SendKeys(chromedp.ID("code"), codeOf(t, secret, 0)))
	b.followText(en.Login.SignIn)
	b.wantText(".me", "Acme")
	return b, secret, strings.ToLower(recovery)
}

// proveByRecoveryCode sends a recovery code on the page that asks for a proof.
func (b *browser) proveByRecoveryCode(code string) {
	b.t.Helper()
	if !get(b, chromedp.Evaluate[bool](`document.querySelector("details:has([name=proof_recovery_code])").open`)) {
		b.do(chromedp.Click(chromedp.CSS(`summary:has(+ form [name="proof_recovery_code"])`)))
	}
	b.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("[name=proof_recovery_code]").value = ""`), chromedp.SendKeys(chromedp.CSS(`[name="proof_recovery_code"]`), code))
	b.enter(chromedp.CSS(`form:has([name="proof_recovery_code"]) button[type="submit"]`))
}
