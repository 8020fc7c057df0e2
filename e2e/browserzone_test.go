package e2e

import (
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"latchkey/access"
	"latchkey/views"
)

// TestTheBrowsersZoneAfterSettingUp: a user for whom nobody chose a time zone has that of the
// browser in which they chose their password.
func TestTheBrowsersZoneAfterSettingUp(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	acme, _ := d.ids(t, "Acme", "Acme Retail")
	made := d.signIn(t, "Acme", "").send(t, "/accounts/"+acme+"/users", url.Values{"name": {"kim"}, "time_zone": {"UTC"}})
	b := openBrowser(t, d.Address, true)
	_, err := chromedp.Call(b.ctx, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: "Asia/Tokyo"})
	must(t, err)
	b.open(strings.TrimPrefix(made.setupLink(t), d.Address))
	b.do(chromedp.SendKeys(chromedp.ID("password"), goodPassword))
	b.followText(en.Login.SetThePassword)
	b.wantText(".me", "kim @ Acme")
	b.open(views.ProfileURL)
	b.wantText("main", "Asia/Tokyo")

	anna := d.browse(t, "Acme", "anna")
	anna.open(views.AccountURL(acme, views.TabRecord))
	anna.wantText("main", en.Actions[access.UserChanged])
	anna.wantText("main", "UTC → Asia/Tokyo")
}
