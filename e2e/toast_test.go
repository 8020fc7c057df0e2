package e2e

import (
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// ownClock lets a test say when time is up: what a page would do after ten seconds or more waits in
// due until then.
const ownClock = `{
	const {setTimeout, clearTimeout} = window;
	window.due = [];
	window.setTimeout = (act, wait, ...rest) => wait >= 10000 ? -due.push({act, wait}) : setTimeout(act, wait, ...rest);
	window.clearTimeout = (id) => id < 0 ? due[-id - 1].act = null : clearTimeout(id);
	window.ends = () => due.filter(({act, wait}) => act && wait <= 30000);
}`

// TestToast: what an act did is said for a while, at least ten seconds and not while someone points
// at it or is in it with the focus. It stays for screen readers and for the keyboard; a mistake
// stays for everyone.
func TestToast(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	d.ask(t, "Northwind Support", "mia", "Acme", "Acme Logistics", "Ticket 9301")
	anna := d.browse(t, "Acme", "anna")
	_, err := chromedp.Call(anna.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: ownClock})
	must(t, err)
	anna.followText("External Access")
	point := func(selector string) {
		t.Helper()
		at := get(anna, chromedp.Evaluate[[]float64](`(({left, top, width, height}) => [left + width / 2, top + height / 2])(document.querySelector("`+selector+`").getBoundingClientRect())`))
		_, err := chromedp.Call(anna.ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved, X: at[0], Y: at[1]})
		must(t, err)
	}
	const (
		goes  = `ends().length === 1`
		stays = `ends().length === 0`
		seen  = `getComputedStyle(document.getElementById("flash")).opacity === "1"`
		gone  = `getComputedStyle(document.getElementById("flash")).opacity === "0"`
		undo  = "#flash form button"
	)
	point("h1")
	anna.do(chromedp.Focus(chromedp.CSS(requestRow(anna, "Ticket 9301") + ` form button`)))
	anna.keys("\r")
	anna.sees("it says what was done, and goes in a while", `document.querySelector("`+undo+`") && `+seen+` && `+goes)
	anna.shoot("said")
	point("#flash p")
	anna.sees("not while somebody points at it", stays)
	point("h1")
	anna.sees("but after that", goes)
	anna.do(chromedp.Focus(chromedp.CSS(undo)))
	anna.sees("not while it has the focus", stays)
	anna.do(chromedp.Focus(chromedp.CSS(".brand")))
	anna.sees("but after that", goes)
	anna.do(chromedp.Evaluate[chromedp.Void](`ends().forEach(({act}) => act())`))
	anna.sees("time is up: it cannot be seen, but screen readers read it", gone+` && document.querySelector("#flash p").textContent.includes("Granted")`)
	anna.do(chromedp.Focus(chromedp.CSS(undo)))
	anna.sees("the keyboard brings it back", seen)
	anna.do(chromedp.Click(chromedp.CSS("#flash [data-dismiss]")))
	anna.sees("it is dismissed", `document.getElementById("flash").childElementCount === 0`)

	d.ask(t, "Northwind Support", "mia", "Acme", "Acme Logistics", "Ticket 9302")
	anna.sees("another request waits", `document.querySelector("main").innerText.includes("Ticket 9302")`)
	anna.do(chromedp.Evaluate[chromedp.Void](`addEventListener('news', e => e.stopImmediatePropagation(), true)`))
	d.grant(t, "Acme", "Ticket 9302")
	anna.do(chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll('.request')].find(r => r.innerText.includes('Ticket 9302')).querySelector('form button').click()`))
	anna.sees("a mistake stays", `document.getElementById("flash").innerText.includes("granted this request.") && `+seen+` && `+stays)
	anna.shoot("stays")
}
