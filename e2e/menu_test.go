package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	menuOpen   = `document.querySelector('#me').open && document.querySelector('.menu').checkVisibility()`
	menuClosed = `!document.querySelector('#me').open`
	nameFocus  = `document.activeElement.matches('.me > summary')`
)

// TestMenu: what belongs to the login is in a menu behind its name, which opens and closes by
// keyboard and by pointer.
func TestMenu(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	anna := d.browse(t, "Acme", "anna")
	anna.do(chromedp.Focus(chromedp.CSS(".me > summary")))
	anna.keys(kb.Enter)
	anna.sees("Enter opens it", menuOpen)
	anna.shoot("open")
	anna.keys(kb.Tab)
	anna.sees("Tab leads into it", `document.activeElement.matches('.menu a[href="/profile"]')`)
	anna.keys(kb.Escape)
	anna.sees("Escape closes it, and the name has the focus", menuClosed+` && `+nameFocus)

	anna.keys(" ")
	anna.sees("Space opens it", menuOpen)
	anna.keys(kb.Tab, chromedp.ModifierShift)
	anna.sees("it closes when the focus leaves it", menuClosed+` && !document.querySelector('#me').contains(document.activeElement)`)
	anna.do(chromedp.Click(chromedp.CSS(".me > summary")))
	anna.sees("a click opens it", menuOpen)
	anna.do(chromedp.Click(chromedp.CSS("main h1")))
	anna.sees("a click elsewhere closes it", menuClosed)

	anna.do(chromedp.Click(chromedp.CSS(".me > summary")), chromedp.Click(chromedp.CSS(".menu [data-theme-switch]")))
	anna.sees("the theme changes, and the menu stays", `document.documentElement.classList.contains('dark') && `+menuOpen)
	anna.shoot("dark")
	anna.do(chromedp.Click(chromedp.CSS(".menu [data-opens=shortcuts]")))
	anna.sees("the shortcuts open", shortcutsOpen+` && `+menuClosed)
	anna.keys(kb.Escape)
	anna.sees("the focus is on the name again", nothingOpen+` && `+nameFocus)

	anna.keys(kb.Enter)
	anna.do(chromedp.Focus(chromedp.CSS(`.menu a[href="/profile#language"]`)))
	anna.keys(kb.Enter)
	anna.sees("the language is a field of the profile", `location.pathname === '/profile' && document.querySelector(location.hash).matches('select')`)
	anna.open("/") // the browser goes on scrolling to that field for a while
	anna.signOut()
	anna.sees("they are signed out", `document.getElementById('me') === null && location.pathname === '/login'`)
}

// TestMenuWithoutJavaScript: everything in the menu is a link or a form, and what needs scripts is
// not there.
func TestMenuWithoutJavaScript(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	anna := openBrowser(t, d.Address, false)
	anna.signIn("Acme", "anna", d.password(t, "Acme", "anna"))
	anna.do(chromedp.Focus(chromedp.CSS(".me > summary")))
	anna.keys(kb.Enter)
	anna.sees("Enter opens it", menuOpen)
	anna.sees("no theme without scripts", `!document.querySelector('.menu [data-theme-switch]').checkVisibility()`)
	anna.shoot("open")
	follow(anna, chromedp.CSS(`.menu a[href="/profile/security"]`))
	anna.wantText("h1", en.Security.Title)
	anna.do(chromedp.Click(chromedp.CSS(".me > summary")))
	follow(anna, chromedp.CSS(`.menu a[href="/shortcuts"]`))
	anna.wantText("main", en.Search.ToWaiting)
	anna.signOut()
	anna.sees("they are signed out", `location.pathname === '/login'`)
}

// TestOneNavigation: between the header, the tabs and the menu, no entry and no number of waiting
// requests stands twice, exactly one entry is where the reader is, and the header and the content
// begin on the same line.
func TestOneNavigation(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	acme, _ := d.ids(t, "Acme", "")
	for user, account := range map[string]string{"anna": "Acme", "mia": "Northwind Support", "": "Northwind"} {
		b := d.browse(t, account, user)
		own, _ := d.ids(t, account, "")
		for _, path := range []string{"/accounts/" + own + "/external-access", "/accounts/" + acme + "/external-access", "/accounts/" + own, "/accounts/" + own + "/users", "/profile"} {
			b.open(path)
			// At an account, "Account" leads to the first tab, and one elsewhere has its own
			// External Access.
			twice := get(b, chromedp.Evaluate[[]string](`[...document.querySelectorAll("header nav a, .tabnav a, .menu a")].map(a => location.pathname.startsWith("/accounts/`+acme+`/") && "`+own+`" !== "`+acme+`" ? a.href : a.textContent.trim()).filter((x, i, all) => all.indexOf(x) !== i)`))
			same(t, fmt.Sprint(twice), "[]", "%s on %s: entries that stand twice", user, path)
			if n := get(b, chromedp.Evaluate[int](`document.querySelectorAll("header .badge, .tabnav .badge").length`)); n > 1 {
				t.Errorf("%s on %s: %d numbers of waiting requests", user, path, n)
			}
			if n := get(b, chromedp.Evaluate[int](`document.querySelectorAll("header nav [aria-current]").length`)); n > 1 {
				t.Errorf("%s on %s: %d entries are where they are", user, path, n)
			}
		}
	}
	anna := d.browse(t, "Acme", "anna")
	for _, width := range []int64{390, 1280, 1440, 2560} {
		anna.do(chromedp.EmulateViewport(width, 900))
		anna.sees("the header and the content share their edges", `(edge => edge(".brand").left === edge("h1").left && Math.abs(edge(".me").right - edge("main .page-head").right) < 1)(of => document.querySelector(of).getBoundingClientRect())`)
	}
}
