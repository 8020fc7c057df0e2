package e2e

import (
	"strconv"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// keyboard is all that somebody uses of a browser, and counts how often.
type keyboard struct {
	*browser
	pressed int
}

func (k *keyboard) press(keys string, modifiers ...chromedp.Modifier) {
	k.t.Helper()
	k.pressed += len([]rune(keys))
	raw := func(p *input.DispatchKeyEventParams) {
		if p.Type == kb.KeyDown && p.Text == "" {
			p.Type = kb.KeyRawDown
		}
	}
	k.do(chromedp.KeyEvent(keys, chromedp.KeyModifiers(modifiers...), raw))
}

// reads waits until a part of the page says something.
func (k *keyboard) reads(selector, want string) {
	k.t.Helper()
	eventually(k.t, selector+" says "+want, func() bool {
		return get(k.browser, chromedp.Evaluate[bool](`Boolean(document.querySelector(`+quoted(selector)+`)?.textContent.replace(/\s+/g, " ").includes(`+quoted(want)+`))`))
	})
}

func (k *keyboard) focusIs(selector string) {
	k.t.Helper()
	eventually(k.t, "the focus is on "+selector, func() bool {
		return get(k.browser, chromedp.Evaluate[bool](`document.activeElement.matches(`+quoted(selector)+`)`))
	})
}

// TestAskingByKeyboard asks by keys alone, with and without a script, and counts them: for a company that is searched, and again for
// the one asked for last.
func TestAskingByKeyboard(t *testing.T) {
	for name, javaScript := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := startDemo(t)
			mia := &keyboard{browser: openBrowser(t, d.Address, javaScript)}
			mia.signIn("Northwind Support", "mia", d.password(t, "Northwind Support", "mia"))
			mia.open("/access-requests/new")
			mia.focusIs("#account_search")
			mia.shoot("begun")
			mia.press("acm")
			if javaScript {
				mia.reads("#company_id", "Acme Retail")
				mia.press(kb.Tab)
			} else {
				mia.press(kb.Enter)
				mia.reads("#company_id-mistake", "Acme is the account found.")
				mia.wantStatus(422)
			}
			mia.focusIs("#company_id")
			mia.press("acme r")
			if javaScript {
				mia.reads("#asked", "You ask Acme for access to Acme Retail, to read and edit, for 4 hours, from now until")
			}
			mia.press(kb.Tab)
			mia.focusIs("#how_long-4h")
			mia.press(kb.ArrowLeft)
			mia.focusIs("#how_long-1h")
			if javaScript {
				mia.reads("#asked", "for 1 hour, from now until")
			}
			mia.shoot("asking")
			mia.press(kb.Enter)
			mia.reads("#told", "Asked Acme for access to Acme Retail.")
			if want := 13; mia.pressed != want {
				t.Errorf("asking took %d key presses, want %d", mia.pressed, want)
			}

			mia.pressed = 0
			mia.open("/access-requests/new")
			mia.focusIs("#account_search")
			mia.press(kb.Tab, chromedp.ModifierShift)
			mia.focusIs("#again-another")
			mia.press(kb.ArrowDown)
			_, retail := d.ids(t, "Acme", "Acme Retail")
			mia.focusIs("#again-" + retail)
			if javaScript {
				mia.reads("#asked", "You ask Acme for access to Acme Retail, to read and edit, for 4 hours, from now until")
			}
			mia.shoot("again")
			mia.press(kb.Enter)
			mia.reads("#told", "Asked Acme for access to Acme Retail.")
			if want := 3; mia.pressed != want {
				t.Errorf("asking again took %d key presses, want %d", mia.pressed, want)
			}
		})
	}
}

func quoted(text string) string { return strconv.Quote(text) }
