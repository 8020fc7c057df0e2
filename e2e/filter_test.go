package e2e

import (
	"fmt"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/chromedp/chromedp"
)

// TestRequestsAreFoundAndDecidedTogether: somebody finds what belongs to a ticket, chooses all of
// it, and grants it with one press, although one of them was withdrawn meanwhile. Without
// JavaScript it goes the same way.
func TestRequestsAreFoundAndDecidedTogether(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	acme, _ := d.ids(t, "Acme", "")
	mia := d.signIn(t, "Northwind Support", "mia")
	for _, javaScript := range []bool{true, false} {
		ticket := fmt.Sprintf("INC-%t", javaScript)
		for i := range 4 {
			d.askFor(t, ticket, "Northwind Support", "mia", "Acme", "Acme Retail", fmt.Sprint("till ", i))
		}
		var asked []string
		d.signIn(t, "Acme", "").get(t, "/accounts/"+acme+"/external-access?q="+ticket).find(t, "input[form=all]").Each(func(_ int, box *goquery.Selection) {
			asked = append(asked, strings.TrimPrefix(box.AttrOr("name", ""), "request_"))
		})
		if len(asked) != 4 {
			t.Fatalf("%s has %d requests", ticket, len(asked))
		}
		b := openBrowser(t, d.Address, javaScript)
		b.signIn("Acme", "anna", d.password(t, "Acme", "anna"))
		b.open("/accounts/" + acme + "/external-access")
		if javaScript {
			b.do(chromedp.SendKeys(chromedp.CSS("#q"), ticket))
			b.sees("they are found", `document.querySelectorAll(".requests tbody tr").length === 4`)
			b.do(chromedp.Click(chromedp.CSS("[data-choose-all]")))
			b.wantText("[data-chosen]", "4 chosen")
		} else {
			b.open("/accounts/" + acme + "/external-access?q=" + ticket)
			for _, id := range asked {
				b.do(chromedp.Click(chromedp.CSS("input[name=request_" + id + "]")))
			}
		}
		answers(t, mia.send(t, "/access-requests/"+asked[1]+"/withdraw", nil), 303)
		follow(b, chromedp.CSS(`#all button[value="grant"]`))
		b.wantText("h1", "3 of 4 requests were changed")
		b.wantText(".outcomes", "Mia")
		b.look("outcome")
		follow(b, chromedp.CSS("main > .more a"))
		b.wantText("#list", ticket)
		d.askFor(t, ticket, "Northwind Support", "mia", "Acme", "Acme Retail", "one more")
		b.open("/accounts/" + acme + "/external-access?state=WAITING&q=" + ticket)
		follow(b, chromedp.CSS(`.requests form[action$="/grant"] button`))
		b.wantText("#flash", "Granted")
	}
}
