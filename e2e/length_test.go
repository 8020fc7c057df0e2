package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// Of a request for a length the customer grants fewer hours in a dialog; from then on it has its exact window.
func TestGrantingFewerHours(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	anna := openBrowser(t, d.Address, true)
	anna.signIn("Acme", "anna", d.password(t, "Acme", "anna"))
	anna.followText("External Access")
	anna.wantText("main", "wants to edit Acme Retail for 4 hours from GRANT.")
	dialog := "#grant-" + requestRow(anna, "Ticket 4201")[1:]
	anna.do(chromedp.Click(chromedp.CSS(`[command="show-modal"][commandfor="`+dialog[1:]+`"]`)), chromedp.WaitVisible(chromedp.CSS(dialog+` [name="length"]`)))
	anna.shoot("dialog")
	anna.do(chromedp.SetValue(chromedp.CSS(dialog+` [name="length"]`), "1"))
	follow(anna, chromedp.CSS(dialog+` [type="submit"]`))
	anna.wantText("#flash", "has access to Acme Retail until")
	anna.wantText("main", "asked for: 4 hours from GRANT")
	anna.shoot("granted")
}
