package e2e

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// manyUsers creates more users of Acme than fit on a page, and returns the list's URL.
func manyUsers(t *testing.T, d *demo) string {
	t.Helper()
	acme, _ := d.ids(t, "Acme", "")
	users := "/accounts/" + acme + "/users"
	admin := d.signIn(t, "Acme", "")
	for i := range 60 {
		form := url.Values{"name": {fmt.Sprintf("clerk %02d", i)}, "email": {fmt.Sprintf("clerk%02d@acme.example", i)}}
		answers(t, admin.send(t, users, form), http.StatusOK)
	}
	return users
}

// js is the value of an expression on the page.
func js[T any](b *browser, expression string) T {
	b.t.Helper()
	return get(b, chromedp.Evaluate[T](expression))
}

const rowCount = `document.querySelectorAll(".list tbody tr").length`

// TestTables filters, sorts and pages through a list, like a person.
func TestTables(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	users := manyUsers(t, d)
	b := openBrowser(t, d.Address, true)
	b.signIn("Acme", "anna", d.password(t, "Acme", "anna"))
	b.open(users)
	b.wantText("#list [role=status]", en.Parts.Users.First(50))

	// The list is filtered while someone types: no page is loaded, the focus stays, and the URL has
	// the filter.
	before := js[int](b, `window.samePage = history.length`)
	b.do(chromedp.SendKeys(chromedp.ID("q"), "clerk1"))
	eventually(t, "the list is narrowed", func() bool { return js[int](b, rowCount) == 10 })
	b.wantText("#list [role=status]", "10 users")
	same(t, js[string](b, `location.pathname + location.search`), users+"?q=clerk1", "the address")
	if !js[bool](b, `document.activeElement.id === "q" && window.samePage === history.length`) {
		t.Errorf("the focus is lost, or the history is longer than %d", before)
	}
	b.do(chromedp.SendKeys(chromedp.ID("q"), "x"))
	eventually(t, "nobody is left", func() bool { return js[int](b, rowCount) == 0 })
	b.wantText("#list", en.Parts.Users.NoneFound)

	// The URL keeps the view.
	b.open(users + "?q=clerk1&active=yes")
	b.do(chromedp.Reload())
	same(t, js[int](b, rowCount), 10, "rows after a reload")
	same(t, js[string](b, `q.value + " " + active.value`), "clerk1 yes", "after a reload the filter")

	// A click anywhere in a row opens it, and Back returns to the same place.
	follow(b, chromedp.CSS(`.list tbody tr:nth-child(3) td[data-label="E-mail"]`))
	b.wantText("h1", "clerk 12")
	b.do(chromedp.NavigateBack())
	b.wantText("#list [role=status]", "10 users")

	b.followText(en.Parts.ShowAll)
	b.wantText("#list [role=status]", en.Parts.Users.First(50))
	b.followText(en.Users.LastSignIn)
	b.wantText(".list th[aria-sort=descending]", en.Users.LastSignIn)
	b.wantText(".list tbody tr:first-child", "anna")
	b.followText(en.Parts.NextPage)
	b.wantText(".list th[aria-sort=descending]", en.Users.LastSignIn)
	b.wantText("#list [role=status]", "The last ")
	b.followText(en.Parts.FirstPage)
	b.wantText(".list tbody tr:first-child", "anna")

	// The header stays in view.
	b.do(chromedp.Evaluate[chromedp.Void](`scrollTo({top: 900, behavior: "instant"})`))
	same(t, js[float64](b, `document.querySelector(".list th").getBoundingClientRect().top`), 0, "pixels from the head to the top, scrolled down")
	// On a phone, nothing is wider than the page.
	_, err := chromedp.Call(b.ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: 375, Height: 800, DeviceScaleFactor: 1, Mobile: true})
	must(t, err)
	for _, path := range []string{users, users + "?sort=login", "/accounts"} {
		b.open(path)
		if width := js[int](b, `document.documentElement.scrollWidth`); width > 375 {
			t.Errorf("%s: %d px wide on a phone", path, width)
		}
	}
}

// TestTablesWithoutJavaScript: a button filters.
func TestTablesWithoutJavaScript(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	users := manyUsers(t, d)
	b := openBrowser(t, d.Address, false)
	b.signIn("Acme", "anna", d.password(t, "Acme", "anna"))
	b.open(users)
	b.do(chromedp.SendKeys(chromedp.ID("q"), "clerk1"))
	b.followText("Show")
	b.wantText("#list [role=status]", "10 users")
	follow(b, chromedp.CSS(`.list tbody tr:nth-child(3) a`))
	b.wantText("h1", "clerk 12")
}
