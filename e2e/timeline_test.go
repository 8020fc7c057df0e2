package e2e

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"latchkey/access"
)

// comesUp has Acme grant mia access to Acme Logistics from tomorrow on.
func (d *demo) comesUp(t *testing.T) {
	t.Helper()
	acme, logistics := d.ids(t, "Acme", "Acme Logistics")
	answers(t, d.signIn(t, "Northwind Support", "mia").send(t, "/access-requests", url.Values{
		"account_id": {acme}, "company_id": {logistics}, "description": {"Carriers for December"}, "ticket": {"CHG-12"},
		"valid_from": {d.soon(t, 24*time.Hour)}, "valid_from_which": {"first"}, "valid_to": {d.soon(t, 30*time.Hour)}, "valid_to_which": {"first"},
	}), http.StatusSeeOther)
	c := d.signIn(t, "Acme", "")
	id := c.get(t, "/accounts/"+acme+"/external-access?ticket=CHG-12").find(t, ".requests tbody tr").AttrOr("id", "")
	answers(t, c.send(t, "/access-requests/"+id+"/grant", nil), http.StatusSeeOther)
}

// bar selects the bar of someone in a state.
func bar(name string, s access.State) string {
	return fmt.Sprintf(`.timeline a[aria-label^=%q][aria-label$=%q]`, name, en.Request.States[s])
}

// has waits until the page has an element.
func (b *browser) has(selector string) {
	b.t.Helper()
	b.sees("it has "+selector, `document.querySelector(`+quoted(selector)+`) !== null`)
}

// lacks waits until the page does not have an element.
func (b *browser) lacks(selector string) {
	b.t.Helper()
	b.sees("it does not have "+selector, `document.querySelector(`+quoted(selector)+`) === null`)
}

// TestTimelineInABrowser: who is in is a bar at every scale; links lead to the periods around it
// and back; and what is over, now and coming is said in words, too. It goes the same way by
// keyboard, on a phone and without JavaScript.
func TestTimelineInABrowser(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	d.comesUp(t)
	acme, _ := d.ids(t, "Acme", "")
	timeline := "/accounts/" + acme + "/external-access/timeline"
	for _, javaScript := range []bool{true, false} {
		t.Run(fmt.Sprint("JavaScript ", javaScript), func(t *testing.T) {
			anna := &keyboard{browser: openBrowser(t, d.Address, javaScript)}
			anna.signIn("Acme", "anna", d.password(t, "Acme", "anna"))
			for _, s := range access.Scales[1:] {
				anna.open(timeline)
				anna.followText(en.Access.Scales[s])
				anna.sees("the scale is in the address", `new URLSearchParams(location.search).get("scale") === `+quoted(string(s)))
				anna.goesAround(string(s))
			}
			day := func(in int) string { return time.Now().AddDate(0, 0, in).Format(time.DateOnly) }
			anna.open(timeline + "?from=" + day(-10) + "&to=" + day(5))
			anna.saysWhen()
			anna.open(timeline)
			anna.sides("around")
			anna.byKeyboard()
		})
	}
}

// goesAround looks at the periods around the present one, two in each direction.
func (k *keyboard) goesAround(name string) {
	k.t.Helper()
	in, period := bar("Aylin Demir (aylin)", access.Active), k.text("h2")
	k.has(in)
	k.reads(".timeline text.now", en.Access.Now)
	k.sides(name)
	k.staysWide()
	for _, way := range [][2]string{{en.Access.EarlierDays, en.Access.LaterDays}, {en.Access.LaterDays, en.Access.EarlierDays}} {
		k.followText(way[0])
		k.followText(way[0])
		k.lacks(in)
		k.sees("the days are others", `document.querySelector("h2").textContent !== `+quoted(period))
		k.lacks(".timeline line.now")
		k.followText(way[1])
		k.followText(way[1])
		same(k.t, k.text("h2"), period, "the days after going back")
		k.has(in)
	}
	k.followText(en.Access.LaterDays)
	k.followText(en.Access.Today)
	same(k.t, k.text("h2"), period, "the days of today")
}

// staysWide looks at the page on a phone, where nothing is wider than it.
func (k *keyboard) staysWide() {
	k.t.Helper()
	k.do(chromedp.EmulateViewport(390, 844))
	k.sees("nothing scrolls sideways", `innerWidth === 390 && document.documentElement.scrollWidth <= 390`)
	k.sees("the drawing is not wider", `document.querySelector(".timeline").getBoundingClientRect().right <= 390`)
	k.do(chromedp.EmulateViewport(1280, 900))
}

// saysWhen reads what is over, now and coming, in the drawing and in the table.
func (k *keyboard) saysWhen() {
	k.t.Helper()
	table := strings.Join(strings.Fields(k.text("main table")), " ")
	for name, state := range map[string]access.State{"Leo Moretti (leo)": access.Ended, "Aylin Demir (aylin)": access.Active, "Mia Keller (mia)": access.Scheduled} {
		k.has(bar(name, state))
		hasAll(k.t, "the table", table, name, en.Request.States[state])
	}
}

// byKeyboard follows the links of the page by keyboard: a scale, other days, and a bar.
func (k *keyboard) byKeyboard() {
	k.t.Helper()
	week := `.periods .views a[href$="scale=week"]`
	k.do(chromedp.Focus(chromedp.CSS(`.periods .views a[aria-current]`)))
	k.press(kb.Tab)
	k.press(kb.Tab)
	k.focusIs(week)
	k.press(kb.Enter)
	k.has(week + "[aria-current]")
	k.do(chromedp.Focus(chromedp.CSS(`.periods [rel=prev]`)))
	k.press(kb.Enter)
	k.lacks(".timeline line.now")
	k.do(chromedp.Focus(chromedp.CSS(`.periods [rel=next]`)))
	k.press(kb.Enter)
	in := bar("Aylin Demir (aylin)", access.Active)
	k.has(in)
	k.do(chromedp.Focus(chromedp.CSS(`.periods [rel=next]`)))
	for range 10 {
		k.press(kb.Tab)
		if get(k.browser, chromedp.Evaluate[bool](`document.activeElement.matches(`+quoted(in)+`)`)) {
			break
		}
	}
	k.focusIs(in)
	k.shoot("focus")
	k.press(kb.Enter)
	k.sees("it leads to the request", `location.pathname.startsWith("/access-requests/req_")`)
	k.reads("main", "Ticket 4190: default carrier is not applied.")
}
