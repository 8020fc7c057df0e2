package e2e

import (
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"latchkey/access"
	"latchkey/words"
)

// keyboard is someone who uses a browser only by keyboard, and counts the keys.
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
	k.sees(selector+" says "+want, `Boolean(document.querySelector(`+quoted(selector)+`)?.textContent.replace(/\s+/g, " ").includes(`+quoted(want)+`))`)
}

func (k *keyboard) focusIs(selector string) {
	k.t.Helper()
	k.sees("the focus is on "+selector, `document.activeElement.matches(`+quoted(selector)+`)`)
}

// TestAskingByKeyboard requests access by keyboard alone, with and without JavaScript, and counts
// the keys: for a company that is searched, and again for a recent one.
func TestAskingByKeyboard(t *testing.T) {
	t.Parallel()
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
				mia.reads("#company_id-mistake", en.Ask.ChooseItsCompany("Acme"))
				mia.wantStatus(422)
			}
			mia.focusIs("#company_id")
			mia.press("acme r")
			if javaScript {
				mia.reads("#asked", wish("Acme Retail", false, 4*time.Hour))
			}
			mia.press(kb.Tab)
			mia.focusIs("#how_long-4h")
			mia.press(kb.ArrowLeft)
			mia.focusIs("#how_long-1h")
			if javaScript {
				mia.reads("#asked", "for 1 hour from GRANT.")
			}
			mia.shoot("asking")
			mia.press(kb.Enter)
			mia.reads("#flash", en.Ask.Asked("Acme", "Acme Retail"))
			same(t, mia.pressed, 13, "key presses to ask")

			mia.pressed = 0
			mia.open("/access-requests/new")
			mia.focusIs("#account_search")
			mia.press(kb.Tab, chromedp.ModifierShift)
			mia.focusIs("#again-another")
			mia.press(kb.ArrowDown)
			_, retail := d.ids(t, "Acme", "Acme Retail")
			mia.focusIs("#again-" + retail)
			if javaScript {
				mia.reads("#asked", wish("Acme Retail", false, 4*time.Hour))
			}
			mia.shoot("again")
			mia.press(kb.Enter)
			mia.reads("#flash", en.Ask.Asked("Acme", "Acme Retail"))
			same(t, mia.pressed, 3, "key presses to ask again")
		})
	}
}

// TestTheFormFollowsTheRules: when another company's rules change the form, the browser shows and
// sends the changed values; the focus and what was typed stay.
func TestTheFormFollowsTheRules(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	acme, retail := d.ids(t, "Acme", "Acme Retail")
	_, logistics := d.ids(t, "Acme", "Acme Logistics")
	rule := url.Values{"company_id": {retail}, "longest_hours": {"2"}, "read_only": {"on"}, "approvals": {"1"}}
	for day := range time.Weekday(7) {
		rule.Set("day_"+day.String(), "on")
	}
	leads(t, d.signIn(t, "Acme", "anna").send(t, "/accounts/"+acme+"/rules", rule), "/accounts/"+acme+"/rules")

	mia := &keyboard{browser: openBrowser(t, d.Address, true)}
	mia.signIn("Northwind Support", "mia", d.password(t, "Northwind Support", "mia"))
	mia.open("/access-requests/new?account_id=" + acme + "&company_id=" + logistics)
	has := func(what, selector string, want bool) {
		t.Helper()
		mia.sees(what, `(document.querySelector(`+quoted(selector)+`) !== null) === `+strconv.FormatBool(want))
	}
	mia.do(chromedp.SendKeys(chromedp.ID("description"), "Ticket 77"), chromedp.Click(chromedp.ID("how_long-today")))
	mia.reads("#asked", "to read and edit Acme Logistics of Acme, for today, from now until")
	mia.do(chromedp.Click(chromedp.ID("how_long-exact")), chromedp.WaitVisible(chromedp.ID("valid_to")))
	if end := get(mia.browser, chromedp.Value(chromedp.ID("valid_to"))); !strings.HasSuffix(end, "T00:00") {
		t.Errorf("exact times begin with an end at %s, want that of the window chosen before", end)
	}
	// On a Sunday evening, the rest of a week or day is no longer than the rules allow.
	mia.do(chromedp.Click(chromedp.ID("how_long-4h")))
	mia.reads("#asked", wish("Acme Logistics", false, 4*time.Hour))

	mia.do(chromedp.Click(chromedp.ID("again-" + retail)))
	mia.reads("#asked", en.Reason(access.RuleLongest{Account: "Acme", Most: 2 * time.Hour})+" "+en.Ask.Instead)
	mia.reads("#asked", wish("Acme Retail", true, time.Hour))
	has("the window allowed is chosen", "#how_long-1h-instead:checked", true)
	has("what is too long cannot be", "#how_long-4h-refused:disabled:not(:checked)", true)
	has("reading only is ticked", "#read_only-rule:checked:disabled", true)
	mia.focusIs("#again-" + retail)
	mia.shoot("rules")

	mia.do(chromedp.Click(chromedp.ID("again-" + logistics)))
	mia.reads("#asked", wish("Acme Logistics", false, time.Hour))
	has("everything can be chosen", "#ask [name='how_long']:disabled", false)
	has("reading only is not ticked", "#read_only:not(:checked)", true)
	same(t, get(mia.browser, chromedp.Value(chromedp.ID("description"))), "Ticket 77", "the description")
	mia.do(chromedp.Click(chromedp.ID("again-" + retail)))
	mia.reads("#asked", wish("Acme Retail", true, time.Hour))
	mia.press(kb.Enter)
	mia.reads("#flash", en.Ask.Asked("Acme", "Acme Retail"))
	mia.reads("main", "Ticket 77")
}

// wish is a request for a length of time.
func wish(company string, readOnly bool, length time.Duration) string {
	return en.Ask.Wish(words.Wish{Account: "Acme", Company: company, ReadOnly: readOnly, FromGrant: true, Length: length})
}

func quoted(text string) string { return strconv.Quote(text) }
