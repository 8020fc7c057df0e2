package e2e

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// keys presses keys one after the other, like a person: on whatever has the focus.
func (b *browser) keys(keys string, modifiers ...chromedp.Modifier) {
	b.t.Helper()
	raw := func(p *input.DispatchKeyEventParams) {
		if p.Type == kb.KeyDown {
			// as on a keyboard: what a page does not let through types nothing
			p.Type = kb.KeyRawDown
		}
	}
	b.do(chromedp.KeyEvent(keys, chromedp.KeyModifiers(modifiers...), raw))
}

// ready holds once a page is loaded, its scripts have taken over its forms. Before that,
// a page works as it does without scripts.
const ready = `document.readyState === 'complete' && (!window.htmx || !document.querySelector('[hx-get], [hx-post]') || document.querySelector('[data-htmx-powered]') !== null)`

// isReady waits until a page is ready.
func (b *browser) isReady() {
	b.t.Helper()
	b.sees("the page is ready", "true")
}

// sees waits until something is true on the page. While a page is loading, nothing is.
func (b *browser) sees(what, js string) {
	b.t.Helper()
	b.seesSoon(what, ready+` && (`+js+`)`)
}

// seesSoon is sees for a page that may not be ready yet.
func (b *browser) seesSoon(what, js string) {
	b.t.Helper()
	defer func() {
		if b.t.Failed() {
			b.shoot("failed")
			focus, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`[location, document.readyState, document.activeElement?.outerHTML.slice(0, 200)].join(", ")`))
			b.t.Logf("the page and its focus: %s (%v)", focus, err)
		}
	}()
	eventually(b.t, what, func() bool {
		ctx, cancel := context.WithTimeout(b.ctx, patience)
		defer cancel()
		holds, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`(() => { try { return Boolean(`+js+`) } catch { return false } })()`))
		return err == nil && holds // the error is about a page that was left in the meantime
	})
}

const (
	paletteOpen   = `document.querySelector('#palette[open]') !== null`
	shortcutsOpen = `document.querySelector('#shortcuts[open] dl') !== null`
	nothingOpen   = `document.querySelector('dialog[open]') === null`
)

// TestPalette: from any page to a company by keyboard alone; and the same without JavaScript.
func TestPalette(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	anna := d.browse(t, "Acme", "anna")
	anna.do(chromedp.Focus(chromedp.CSS(".brand")))
	anna.keys("k", chromedp.ModifierCtrl)
	anna.sees("Ctrl K opens the search", paletteOpen)
	anna.sees("the field has the focus", `document.activeElement.id === 'search-text'`)
	anna.sees("it begins with the pages", `document.querySelector('#search-found .found[data-text=""] a') !== null`)
	anna.shoot("begun")
	anna.keys("logist")
	anna.sees("what was typed is found", `document.querySelector('#search-found .found')?.dataset.text === 'logist'`)
	anna.sees("how many is said", `document.getElementById('search-count').textContent.endsWith(' found')`)
	anna.shoot("found")
	anna.keys(kb.Escape)
	anna.sees("Escape closes it", nothingOpen)
	anna.sees("the focus is where it was", `document.activeElement.matches('.brand')`)

	anna.keys("/")
	anna.sees("a slash opens it", paletteOpen)
	anna.keys("acme")
	anna.sees("what was typed is found", `document.querySelector('#search-found .found')?.dataset.text === 'acme'`)
	anna.keys(kb.ArrowDown)
	anna.keys(kb.ArrowDown)
	anna.sees("the second has the focus", `document.activeElement === document.querySelectorAll('#search-found a')[1]`)
	anna.keys(kb.ArrowUp)
	anna.keys(kb.ArrowUp)
	anna.sees("up from the first is the field", `document.activeElement.id === 'search-text'`)
	anna.keys(kb.ArrowDown)
	anna.keys("retail")
	anna.sees("letters go on in the field", `document.getElementById('search-text').value === 'acmeretail'`)
	anna.keys(strings.Repeat(kb.Backspace, len("retail")))
	anna.keys(" log")
	anna.keys(kb.Enter)
	anna.sees("Enter opens what was typed, not what was found before", `location.pathname.includes('/companies/') && document.querySelector('h1')?.textContent === 'Acme Logistics'`)

	tom := openBrowser(t, d.Address, false)
	tom.signIn("Acme", "anna", d.password(t, "Acme", "anna"))
	follow(tom, chromedp.CSS(".find"))
	tom.do(chromedp.SendKeys(chromedp.ID("search-text"), "logist"))
	follow(tom, chromedp.CSS(".search [type=submit]"))
	tom.wantText("#search-found", "Acme Logistics")
	tom.shoot("page")
	follow(tom, chromedp.Search(`//*[@id="search-found"]//section[@aria-label="Companies"]//a`))
	tom.wantText("h1", "Acme Logistics")
	tom.do(chromedp.Click(chromedp.CSS(".me summary")))
	follow(tom, chromedp.CSS(`.me a[href="/shortcuts"]`))
	tom.wantText("main", en.Search.ToWaiting)
}

// TestShortcuts: the keys do what the list says, only outside of fields, and can be switched off.
func TestShortcuts(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	acme, _ := d.ids(t, "Acme", "")
	anna := d.browse(t, "Acme", "anna")
	anna.do(chromedp.Focus(chromedp.CSS(".me summary")))
	anna.keys("?")
	anna.sees("a question mark opens the list", shortcutsOpen)
	anna.shoot("list")
	anna.keys(kb.Escape)
	anna.sees("Escape closes it", nothingOpen)
	anna.sees("the focus is where it was", `document.activeElement.matches('.me summary')`)
	anna.keys("ga")
	anna.sees("g a leads to the account", `location.pathname === '/accounts/`+acme+`' && document.readyState === 'complete'`)
	anna.keys("ge")
	anna.sees("g e leads to External Access", `location.pathname.endsWith('/external-access') && document.readyState === 'complete'`)
	anna.keys("gs")
	anna.sees("g s leads to the start", `location.pathname === '/' && document.readyState === 'complete'`)
	anna.keys("w")
	anna.sees("w leads to what waits", `location.pathname.endsWith('/external-access') && location.hash === '#waits' && document.readyState === 'complete'`)
	anna.sees("the focus is on the first GRANT", `document.activeElement.matches('[data-first-waiting]')`)
	anna.keys("gs")
	anna.sees("g s leads to the start", `location.pathname === '/' && document.readyState === 'complete'`)
	anna.keys("w")
	anna.sees("w leads there once more", `document.activeElement.matches('[data-first-waiting]')`)
	anna.do(chromedp.Focus(chromedp.CSS(".brand")))
	anna.keys("w")
	anna.sees("and on the page itself", `document.activeElement.matches('[data-first-waiting]')`)

	mia := d.browse(t, "Northwind Support", "mia")
	mia.keys("n")
	mia.sees("n leads to the form", `location.pathname === '/access-requests/new' && document.activeElement.id === 'account_search'`)
	mia.do(chromedp.Focus(chromedp.ID("description")))
	mia.keys("/ge?nw")
	mia.sees("a field takes them as letters", `document.getElementById('description').value === '/ge?nw' && `+nothingOpen)

	mia.do(chromedp.Evaluate[chromedp.Void](`for (const t of ['submit', 'invalid']) addEventListener(t, e => { e.preventDefault(); window.sent = true }, true)`))
	mia.keys(kb.Enter)
	mia.sees("Enter is a line of the field", `document.getElementById('description').value === '/ge?nw\n' && !window.sent`)
	mia.keys(kb.Enter, chromedp.ModifierCtrl)
	mia.sees("Ctrl Enter sends", `window.sent`)

	mia.do(chromedp.Focus(chromedp.CSS(".brand")))
	mia.keys("?")
	mia.sees("the list", shortcutsOpen)
	mia.do(chromedp.Focus(chromedp.CSS("[data-keys-switch] input")))
	mia.keys(" ")
	mia.keys(kb.Escape)
	mia.sees("the list is closed", nothingOpen)
	mia.keys("gs?/w")
	mia.keys("k", chromedp.ModifierCtrl)
	mia.sees("of the keys only those with Ctrl are left", paletteOpen+` && document.querySelectorAll('dialog[open]').length === 1 && location.pathname === '/access-requests/new'`)
	mia.sees("the field is empty", `document.getElementById('search-text').value === ''`)
	mia.open("/shortcuts")
	mia.sees("the page knows as well", `document.querySelector('[data-keys-switch] input').checked === false`)
}

// TestFocusAfterSwap: after GRANT was pressed by keyboard, the focus is in the new row. If
// something else had the focus, it stays there.
func TestFocusAfterSwap(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	d.ask(t, "Northwind Support", "mia", "Acme", "Acme Logistics", "Ticket 9101")
	anna := d.browse(t, "Acme", "anna")
	anna.followText("External Access")
	row := requestRow(anna, "Ticket 9101")
	anna.do(chromedp.Focus(chromedp.CSS(row + ` form button`)))
	anna.keys(kb.Enter)
	anna.sees("it is granted", `document.querySelector('`+row+`').dataset.state === 'ACTIVE'`)
	anna.sees("the focus is in its place", `document.querySelector('`+row+`').contains(document.activeElement)`)
	anna.shoot("granted")
	d.ask(t, "Northwind Support", "mia", "Acme", "Acme Logistics", "Ticket 9102")
	anna.sees("another one appears", `document.querySelector('main').innerText.includes('Ticket 9102')`)
	anna.sees("the focus stays with what was granted, in its new place", `document.querySelector('`+row+`').contains(document.activeElement)`)
	anna.do(chromedp.Focus(chromedp.CSS(".past summary")))
	d.ask(t, "Northwind Support", "mia", "Acme", "Acme Logistics", "Ticket 9103")
	anna.sees("one more appears", `document.querySelector('main').innerText.includes('Ticket 9103')`)
	anna.sees("the focus stays where it was", `document.activeElement.matches('.past summary')`)
}

// TestGrantIsTwoKeys: from the first page after sign-in, by keyboard alone, with and without
// JavaScript; and one key shows who has access.
func TestGrantIsTwoKeys(t *testing.T) {
	t.Parallel()
	for name, javaScript := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		for _, user := range []string{"anna", ""} {
			t.Run(name+"/"+user, func(t *testing.T) {
				t.Parallel()
				d := startDemo(t)
				anna := openBrowser(t, d.Address, javaScript)
				anna.signIn("Acme", user, d.password(t, "Acme", user))
				k := &keyboard{browser: anna}
				k.focusIs(".waits a")
				k.press(kb.Enter)
				k.focusIs(`button[aria-label^="GRANT Mia Keller"]`)
				// Who has access is on the same page: one key.
				same(t, k.pressed, 1, "keys to see who is in")
				anna.wantText("#live", en.Access.InNow)
				anna.wantText("#live", "Aylin Demir")
				if javaScript && get(anna, chromedp.Evaluate[bool](`document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', repeat: true, bubbles: true, cancelable: true}))`)) {
					t.Error("who holds Enter down presses GRANT")
				}
				k.press(kb.Enter)
				anna.sees("it is granted", `document.getElementById('flash').textContent.includes('Granted: Mia Keller (mia) has access to Acme Retail')`)
				same(t, k.pressed, 2, "keys to GRANT")
			})
		}
	}
}

// TestGrantOnTheStartPage: the one request that waits is decided where one arrives, which says so
// afterwards. With a second one, the first key leads to all of them.
func TestGrantOnTheStartPage(t *testing.T) {
	t.Parallel()
	for name, javaScript := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := startDemo(t)
			anna := openBrowser(t, d.Address, javaScript)
			anna.signIn("Acme", "anna", d.password(t, "Acme", "anna"))
			k := &keyboard{browser: anna}
			k.focusIs(".waits a")
			anna.wantText("h1", en.Start.Hello("Anna"))
			anna.wantText(".request", "Acme Retail")
			k.press(kb.Enter)
			k.focusIs(`button[aria-label^="GRANT Mia Keller"]`)
			same(t, anna.path(), "/", "GRANT is on")
			k.press(kb.Enter)
			anna.sees("it is granted", `document.getElementById('flash').textContent.includes('Granted: Mia Keller (mia) has access to Acme Retail')`)
			anna.sees("on the same page", `location.pathname === '/' && document.querySelector('.request') === null`)
			anna.sees("who is in", `[...document.querySelectorAll('.people li')].some(li => li.textContent.includes('Mia Keller (mia)') && li.textContent.includes('Acme Retail'))`)
			anna.shoot("granted")

			for _, ticket := range []string{"Ticket 9301", "Ticket 9302"} {
				d.ask(t, "Northwind Support", "mia", "Acme", "Acme Logistics", ticket)
			}
			anna.open("/")
			k.focusIs(".waits a")
			k.press(kb.Enter)
			k.focusIs(`button[aria-label^="GRANT Mia Keller"]`)
			anna.wantText("h2", en.Access.ForYou.Waiting)
			anna.sees("all of them", `document.querySelectorAll('#list [data-state=PENDING]').length === 2`)
		})
	}
}
