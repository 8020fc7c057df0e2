package e2e

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTheGallerySeesFaults: a page is examined again as soon as its structure is another one, and
// then all faults on it are found. A page that only says something else is not.
func TestTheGallerySeesFaults(t *testing.T) {
	t.Parallel()
	needTools(t)
	d := startDemo(t)
	b := openBrowser(t, d.Address, true)
	l := newLook(t, b)
	b.open("/login")
	look := func(change string) string {
		t.Helper()
		clear(l.findings)
		b.do(chromedp.Evaluate[chromedp.Void](change))
		l.lookAt(sight{name: "login", path: "/login"})
		return strings.Join(slices.Sorted(maps.Keys(l.findings)), "\n")
	}
	same(t, look(``), "", "findings on the page as it is")
	same(t, look(`document.querySelector("h1").textContent = "Something else"`), "", "findings on a page that says something else")
	hasAll(t, "findings", look(`{
		const pale = Object.assign(document.createElement("p"), {textContent: "pale"});
		pale.style.color = "#808080";
		pale.style.background = "#888888";
		document.querySelector("main").append(pale, Object.assign(document.createElement("input"), {type: "text"}));
	}`), "axe: color-contrast", "axe: label")
	hasAll(t, "findings", look(`document.querySelector("h1").remove()`), "axe: page-has-heading-one")
	wide := look(`document.querySelector("main p[style]").style.minWidth = "3000px"`)
	hasAll(t, "findings of a page with a known structure", wide, "it scrolls sideways")
	hasNone(t, "findings of a page with a known structure", wide, "axe")
}
