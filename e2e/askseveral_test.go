package e2e

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"latchkey/words"
)

// sides keeps pictures of a page, wide and narrow, in light and dark colours.
func (b *browser) sides(name string) {
	b.t.Helper()
	b.look(name)
	if os.Getenv("LATCHKEY_SCREENSHOTS") == "" {
		return
	}
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}})
	must(b.t, err) // colours change at once
	for _, width := range []int64{390, 1440} {
		b.do(chromedp.EmulateViewport(width, 900))
		for _, colours := range []string{"light", "dark"} {
			get(b, chromedp.Evaluate[bool](`document.documentElement.classList.toggle("dark", `+fmt.Sprint(colours == "dark")+`)`))
			b.shoot(fmt.Sprint(name, "-", width, "-", colours))
		}
		get(b, chromedp.Evaluate[bool](`document.documentElement.classList.toggle("dark", false)`))
	}
	b.do(chromedp.EmulateViewport(1280, 900))
}

// TestAskingForSeveralByKeyboard: somebody asks for two companies at once by keyboard, with and
// without JavaScript. When one is denied, they ask again, with everything filled in, and when the
// ticket is closed, the customer ends all that was granted for it.
func TestAskingForSeveralByKeyboard(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	acme, retail := d.ids(t, "Acme", "Acme Retail")
	_, logistics := d.ids(t, "Acme", "Acme Logistics")
	for _, javaScript := range []bool{true, false} {
		ticket := fmt.Sprintf("CHG-%t", javaScript)
		mia := &keyboard{browser: openBrowser(t, d.Address, javaScript)}
		mia.signIn("Northwind Support", "mia", d.password(t, "Northwind Support", "mia"))
		mia.open("/access-requests/new?how_long=1h&account_id=" + acme + "&company_id=" + retail)
		mia.do(chromedp.SendKeys(chromedp.ID("ticket"), ticket), chromedp.SendKeys(chromedp.ID("description"), "Month-end closing"))
		mia.press(kb.Tab)
		mia.focusIs("#others summary")
		mia.press(kb.Enter)
		mia.press(kb.Tab)
		mia.focusIs("#also_" + logistics)
		mia.press(" ")
		if javaScript {
			mia.reads("#asked", en.Ask.Wish(words.Wish{Account: "Acme", Company: "Acme Retail and Acme Logistics", FromGrant: true, Length: time.Hour}))
			mia.focusIs("#also_" + logistics)
		}
		mia.sees("the box is ticked and in sight", `document.querySelector("#others[open] input:checked") !== null`)
		mia.sides(ticket + "-several")
		follow(mia.browser, chromedp.CSS("#ask .outcome button"))
		mia.reads("#flash", en.Ask.AskedSeveral("Acme", []string{"Acme Retail", "Acme Logistics"}, nil))
		mia.reads("#list", "Acme Retail")
		mia.reads("#list", "Acme Logistics")
		mia.sides(ticket + "-asked")

		anna := openBrowser(t, d.Address, javaScript)
		anna.signIn("Acme", "anna", d.password(t, "Acme", "anna"))
		list := "/accounts/" + acme + "/external-access?ticket=" + ticket
		anna.open(list)
		anna.followText(en.Request.Together.ChooseTicket(2, ticket))
		anna.sees("both are chosen", `document.querySelectorAll("input[form=all]:checked").length === 2`)
		anna.sides(ticket + "-chosen")
		follow(anna, chromedp.CSS(`#all button[value="grant"]`))
		anna.wantText("h1", en.Request.Together.Outcome(2, 2))
		anna.open(list + "&state=OPEN")
		anna.do(chromedp.Click(chromedp.CSS(".of-ticket summary")), chromedp.SendKeys(chromedp.ID("ticket-reason"), "Ticket closed"))
		anna.sides(ticket + "-end")
		follow(anna, chromedp.CSS(`.of-ticket button[value="revoke"]`))
		anna.wantText("h1", en.Request.Together.Outcome(2, 2))
		anna.wantText("main", "Ticket closed")

		north, _ := d.ids(t, "Northwind Support", "")
		mia.open("/accounts/" + north + "/external-access?mine=1&state=OVER&ticket=" + ticket)
		mia.sees("only the own ones are chosen", `document.querySelector("input[name=mine]").checked`)
		mia.sides(ticket + "-mine")
		follow(mia.browser, chromedp.CSS(`td.act a[href*="again="]`))
		for field, want := range map[string]string{"ticket": ticket, "description": "Month-end closing"} {
			same(t, get(mia.browser, chromedp.Value(chromedp.ID(field))), want, "the field %s", field)
		}
		mia.sees("the length is chosen", `document.querySelector("#how_long-1h").checked`)
		mia.sees("nothing else is in the address", `/^\?again=req_\w+$/.test(location.search)`)
		mia.sides(ticket + "-again")
	}
}
