package e2e

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"latchkey/access"
	"latchkey/words"
)

// windowLength leaves a slow machine enough time for the visit, without a long wait for the end on
// a fast one.
const windowLength = 40 * time.Second

// TestStory is the product's main job, from the request to the record, with two people in two
// browsers.
func TestStory(t *testing.T) {
	t.Parallel()
	for name, javaScript := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			story(t, startDemo(t), javaScript)
		})
	}
}

func story(t *testing.T, d *demo, javaScript bool) {
	const description = "Ticket 5000: the story"
	mia, anna := openBrowser(t, d.Address, javaScript), openBrowser(t, d.Address, javaScript)
	mia.signIn("Northwind Support", "mia", d.password(t, "Northwind Support", "mia"))
	anna.signIn("Acme", "anna", d.password(t, "Acme", "anna"))
	mia.shoot("start")

	mia.followText(en.Ask.Title)
	mia.do(chromedp.SendKeys(chromedp.ID("account_search"), "acm"))
	if !javaScript {
		mia.followText("Find")
	}
	mia.do(chromedp.WaitReady(chromedp.CSS(`[name="account_id"]`)), chromedp.WaitEnabled(chromedp.ID("company_id")))
	_, retail := d.ids(t, "Acme", "Acme Retail")
	end := time.Now().Add(windowLength).Truncate(time.Second)
	if end.Second() == 0 {
		// a browser omits :00, so the value would differ from what was set
		end = end.Add(time.Second)
	}
	mia.do(
		chromedp.SetValue(chromedp.ID("company_id"), retail),
		chromedp.SendKeys(chromedp.ID("description"), description),
		chromedp.Click(chromedp.ID("how_long-exact")),
		chromedp.WaitVisible(chromedp.ID("valid_to")),
	)
	if javaScript {
		eventually(t, "the form has followed", func() bool { return strings.Contains(mia.text("#asked"), "Acme Retail of Acme") })
	}
	mia.do(
		chromedp.SetAttributeValue(chromedp.ID("valid_to"), "step", "1"),
		chromedp.SetValue(chromedp.ID("valid_to"), end.In(berlin(t)).Format("2006-01-02T15:04:05")),
	)
	mia.shoot("ask")
	follow(mia, chromedp.CSS(`#ask .outcome .btn`))
	mia.wantText("main", en.Ask.Asked("Acme", "Acme Retail"))
	mia.wantText("main", description)

	anna.followText("External Access")
	row := requestRow(anna, description)
	hasAll(t, "on top stands", anna.text("#live section:first-of-type .request:first-of-type"), "PENDING")
	anna.shoot("external-access")
	grant := chromedp.CSS(row + ` [aria-label^="GRANT"]`)
	if javaScript {
		anna.do(chromedp.Evaluate[chromedp.Void](`window.samePage = true`), chromedp.Click(grant), chromedp.WaitNotPresent(grant))
		if !get(anna, chromedp.Evaluate[bool](`window.samePage === true`)) {
			t.Error("GRANT loaded another page instead of changing its row")
		}
	} else {
		follow(anna, grant)
		anna.wantText("#flash", "Granted: Mia Keller (mia) has access to Acme Retail")
	}
	for _, want := range []string{"ACTIVE", "Acme Retail", "Mia Keller (mia)", "Granted by Anna Schulz (anna) @ Acme"} {
		anna.wantText(chromedp.CSS(row), want)
	}
	anna.shoot("granted")

	mia.followText("3rd-party accounts")
	mia.followText("Acme")
	mia.followText("Acme Retail")
	mia.wantText("main", "Anna Schulz (anna) @ Acme granted you access until ")
	prefix := chromedp.CSS(`form:has([value="invoice prefix"]) [name="value"]`)
	mia.do(chromedp.SetValue(prefix, "RE-"))
	mia.save("invoice prefix", en.Company.SettingSaved("invoice prefix"))
	same(t, get(mia, chromedp.Value(prefix)), "RE-", "the setting after saving")
	mia.shoot("company")

	time.Sleep(time.Until(end)) // the story waits for the clock, as people do
	mia.do(chromedp.SetValue(prefix, "XX-"))
	mia.save("invoice prefix", en.Errors.Pages[words.NotFound].Heading)
	mia.shoot("not-found")

	customer, _ := d.ids(t, "Acme", "")
	anna.open("/accounts/" + customer + "/audit")
	record := anna.text("table")
	hasAll(t, "the customer's record", record,
		en.Actions[access.RequestAsked], en.Actions[access.RequestGranted], en.Actions[access.CompanyRead], en.Actions[access.SettingChanged], "invoice prefix: AR- → RE-", en.Actions[access.Denied], "mia @ Northwind Support")
	hasNone(t, "the customer's record", record, "XX-")
	anna.shoot("record")
}

// requestRow selects the row with a description. Its id stays when htmx replaces it.
func requestRow(b *browser, description string) string {
	b.t.Helper()
	id := get(b, chromedp.AttributeValue(chromedp.Search(fmt.Sprintf(`//*[@data-state or @class="request"][contains(., %q)]`, description)), "id"))
	if id.Value == "" {
		b.t.Fatalf("no row says %q", description)
	}
	return "#" + id.Value
}
