package e2e

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"latchkey/db"
)

// waitsInFile makes requests of mia's for Acme Logistics that wait, in the file itself: more than
// people could make. The tickets are OPS-first and so on.
func (d *demo) waitsInFile(t *testing.T, first, n int) {
	t.Helper()
	acme, logistics := d.ids(t, "Acme", "Acme Logistics")
	support, _ := d.ids(t, "Northwind Support", "")
	pool, err := sql.Open("sqlite3", (&url.URL{Scheme: "file", Opaque: d.DB, RawQuery: "_busy_timeout=5000"}).String())
	must(t, err)
	defer func() { must(t, pool.Close()) }()
	var mia string
	must(t, pool.QueryRow(`SELECT id FROM users WHERE account_id = ? AND name = 'mia'`, support).Scan(&mia))
	tx, err := pool.BeginTx(t.Context(), nil)
	must(t, err)
	now := time.Now()
	for i := first; i < first+n; i++ {
		ticket := fmt.Sprintf("OPS-%04d", i)
		must(t, db.New(tx).InsertRequest(context.Background(), db.InsertRequestParams{
			ID: fmt.Sprintf("req_01ZZZZZZZZZZZZZZZZZZZZ%04d", i), AccountID: acme, CompanyID: logistics, RequesterAccountID: support, RequestedBy: mia,
			Description: "The orders of November are missing.", Ticket: ticket, TicketKey: strings.ToLower(ticket),
			ValidFrom: db.Millis(now.Add(-time.Minute)), ValidTo: db.Millis(now.Add(3 * time.Hour)), CreatedAt: db.Millis(now),
		}))
	}
	must(t, tx.Commit())
}

// onScreen is how many elements are wholly on the first screen.
func (b *browser) onScreen(selector string) int {
	b.t.Helper()
	b.do(chromedp.Evaluate[chromedp.Void](`scrollTo(0, 0)`))
	return get(b, chromedp.Evaluate[int](`[...document.querySelectorAll(`+quoted(selector)+`)].filter((e) => { const r = e.getBoundingClientRect(); return r.width > 0 && r.top >= 0 && r.bottom <= innerHeight; }).length`))
}

// Whatever the number, the first screen has those who have access and the first requests, and the
// page stays small. One or two requests are on cards.
func TestOneGlance(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	acme, _ := d.ids(t, "Acme", "")
	anna := d.browse(t, "Acme", "anna")
	tab := "/accounts/" + acme + "/external-access"
	waiting := 1 // of the demo
	for _, c := range []struct {
		n, rows int
		says    string
	}{{1, 0, "1 waiting"}, {6, 6, "6 waiting"}, {60, 50, "60 waiting"}, {600, 50, "waiting"}} {
		d.waitsInFile(t, waiting, c.n-waiting)
		waiting = c.n
		anna.do(chromedp.EmulateViewport(1440, 900))
		anna.open(tab)
		anna.wantText("#summary", c.says)
		anna.wantText("#summary", "1 has access now")
		same(t, anna.onScreen("#in h2")+anna.onScreen("#in :is(li, tbody tr)"), 2, "of %d: who has access now on the first screen", c.n)
		same(t, get(anna, chromedp.Evaluate[int](`document.querySelectorAll("li.request").length`)), c.rows, "rows of %d", c.n)
		same(t, get(anna, chromedp.Evaluate[int](`document.querySelectorAll("article.request").length`)), c.n%2, "cards of %d", c.n)
		if seen := anna.onScreen(".request"); seen < min(8, c.n) {
			t.Errorf("%d of %d are on the first screen", seen, c.n)
		}
		anna.shoot(fmt.Sprint(c.n))
		anna.do(chromedp.EmulateViewport(390, 844))
		if seen := anna.onScreen(".request"); seen < min(4, c.rows) {
			t.Errorf("on a phone, %d of %d are on the first screen", seen, c.n)
		}
		if width := get(anna, chromedp.Evaluate[int]("document.documentElement.scrollWidth")); width > 390 {
			t.Errorf("the page of %d is %d wide on a phone", c.n, width)
		}
		anna.shoot(fmt.Sprint(c.n, "-phone"))
	}
	page := d.signIn(t, "Acme", "anna").get(t, tab)
	if size := len(page.body); size > 40<<10 || strings.Count(page.body, `<li class="request"`) != 50 {
		t.Errorf("50 rows take %d bytes", size)
	}

	// an old one is found, decided, and gone
	anna.do(chromedp.EmulateViewport(1440, 900))
	anna.open(tab)
	anna.do(chromedp.SendKeys(chromedp.CSS("#q"), "ops-0599"))
	anna.sees("it is found", `document.querySelectorAll(".requests tbody tr").length === 1 && location.search === "?q=ops-0599"`)
	follow(anna, chromedp.CSS(`.requests form[action$="/grant"] button`))
	anna.wantText("#flash", "Granted")
	anna.open(tab + "?q=ops-0599")
	anna.wantText(".requests", "ACTIVE")
}

// examiner examines pages and dialogs with axe, if there is JavaScript, until it is done. A row's
// GRANT has no type, which a page of many rows has no room for, so their HTML is not validated.
func (b *browser) examiner(javaScript bool) (examine func(name string), done func()) {
	if !javaScript {
		return b.shoot, func() {}
	}
	look := newLook(b.t, b)
	return func(name string) {
		look.at(name)
		b.do(chromedp.EmulateViewport(1280, 900))
		b.shoot(name)
	}, look.report
}

// A row's form, and what it has no room for, are in a dialog, which axe examines; without
// JavaScript, they are on the request's page.
func TestActsOfARow(t *testing.T) {
	t.Parallel()
	needTools(t)
	for name, javaScript := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := startDemo(t)
			d.waitsInFile(t, 1, 5)
			acme, _ := d.ids(t, "Acme", "")
			tab := "/accounts/" + acme + "/external-access"
			anna := openBrowser(t, d.Address, javaScript)
			anna.signIn("Acme", "anna", d.password(t, "Acme", "anna"))
			anna.open(tab)
			grant := chromedp.CSS(requestRow(anna, "OPS-0001") + ` button[name="grant"]`)
			if javaScript {
				anna.do(chromedp.Click(grant))
				anna.sees("it is granted", `document.querySelector("li.request[data-state=ACTIVE]") !== null && document.getElementById("flash").textContent.includes("Granted")`)
				anna.sees("who has access is beside it", `document.querySelectorAll("#in li").length === 2`)
			} else {
				follow(anna, grant)
				anna.wantText("h1", "1 request was changed")
			}
			examine, done := anna.examiner(javaScript)
			defer done()
			anna.open(tab)
			examine("rows")
			anna.open(tab)
			link := func(what, selector string) {
				button := chromedp.CSS(requestRow(anna, what) + " " + selector)
				if !javaScript {
					follow(anna, button)
					return
				}
				anna.do(chromedp.Click(button), chromedp.WaitVisible(chromedp.CSS("dialog.ask[open]")))
			}
			within := map[bool]string{true: "dialog.ask[open]", false: "main details[open]"}[javaScript]
			link("OPS-0002", `a[href^="?deny="]`)
			examine("deny")
			anna.do(chromedp.SendKeys(chromedp.CSS(within+` [name="reason"]`), "Not in the season"))
			follow(anna, chromedp.CSS(within+` [type="submit"]`))
			anna.wantText("#flash", "Denied")
			anna.open(tab)
			link("OPS-0003", `a[href^="?less="]`)
			examine("less")
			anna.do(chromedp.Click(chromedp.CSS(within + ` [name="read_only"]`)))
			follow(anna, chromedp.CSS(within+` [type="submit"]`))
			anna.wantText("#flash", "Granted")
			anna.open(tab)
			link("OPS-0004", `p a`)
			anna.wantText(map[bool]chromedp.CSS{true: "dialog.ask[open]", false: "main"}[javaScript], "The orders of November are missing.")
			examine("details")
			if !javaScript {
				return
			}
			anna.keys(kb.Escape)
			anna.sees("the dialog is gone", `document.querySelector("dialog.ask[open]") === null && document.activeElement.matches(".request p a")`)
		})
	}
}

// Fourteen requests of a ticket are chosen with Shift and decided together; two of them were taken
// back or denied meanwhile, and the page says so.
func TestFourteenTogether(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	acme, _ := d.ids(t, "Acme", "")
	d.waitsInFile(t, 4700, 16)
	anna := d.browse(t, "Acme", "anna")
	anna.open("/accounts/" + acme + "/external-access")
	anna.do(chromedp.Evaluate[chromedp.Void](`document.addEventListener("htmx:before:request", (e) => e.detail.ctx.sourceElement.id === "live" && e.preventDefault())`)) // no news
	anna.sees("nothing is chosen", `getComputedStyle(document.querySelector("#all")).display === "none"`)
	box := func(ticket string) chromedp.CSS {
		return chromedp.CSS(requestRow(anna, ticket) + ` input[type="checkbox"]`)
	}
	anna.do(chromedp.Click(box("OPS-4701")))
	anna.wantText("[data-chosen]", "1 chosen")
	anna.do(chromedp.Evaluate[chromedp.Void](`document.querySelector(` + quoted(string(box("OPS-4714"))) + `).dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey: true }))`))
	anna.wantText("[data-chosen]", "14 chosen")
	anna.shoot("chosen")
	id := func(ticket int) string { return fmt.Sprintf("/access-requests/req_01ZZZZZZZZZZZZZZZZZZZZ%04d", ticket) }
	answers(t, d.signIn(t, "Northwind Support", "mia").send(t, id(4703)+"/withdraw", nil), http.StatusSeeOther)
	answers(t, d.signIn(t, "Acme", "").send(t, id(4705)+"/deny", url.Values{"reason": {"no"}}), http.StatusSeeOther)
	follow(anna, chromedp.CSS(`#all button[value="grant"]`))
	anna.shoot("outcome")
	anna.wantText("main", "OPS-4714")
	same(t, get(anna, chromedp.Evaluate[string](`document.querySelector("h1").textContent`)), "12 of 14 requests were changed", "outcome")
	same(t, get(anna, chromedp.Evaluate[int](`document.querySelectorAll(".outcomes li").length`)), 2, "that were not")
}

// By keyboard alone, the first GRANT of many is two keys away, and the next one a few more.
func TestManyByKeyboard(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	d.waitsInFile(t, 1, 8)
	anna := &keyboard{browser: d.browse(t, "Acme", "anna")}
	anna.press(kb.Enter)
	anna.focusIs(`.request:first-child button[name="grant"]`)
	anna.press(kb.Enter)
	anna.reads("#flash", "Granted")
	same(t, anna.pressed, 2, "keys to GRANT")
	anna.focusIs(".request[data-state=ACTIVE]")
	for range 20 {
		anna.press(kb.Tab)
		if get(anna.browser, chromedp.Evaluate[bool](`document.activeElement.matches('.request:nth-child(2) button[name="grant"]')`)) {
			break
		}
	}
	anna.press(kb.Enter)
	anna.sees("two are granted", `document.querySelectorAll(".request[data-state=ACTIVE]").length === 2`)
}
