package e2e

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// held is an answer that is on its way to a browser until it is let go.
type held struct {
	here, gone chan struct{}
	once       sync.Once
}

func (h *held) letGo() { h.once.Do(func() { close(h.gone) }) }

// holds holds the answers to some requests on their way. Nothing comes from the browser's cache.
func (b *browser) holds(which func(*network.Request) bool) *held {
	b.t.Helper()
	h := &held{here: make(chan struct{}, 100), gone: make(chan struct{})}
	b.t.Cleanup(h.letGo)
	must(b.t, chromedp.Listen(b.ctx, func(event any) {
		e, ok := event.(*fetch.EventRequestPaused)
		if !ok {
			return
		}
		go func() {
			if which(e.Request) {
				h.here <- struct{}{}
				<-h.gone
			}
			_, _ = chromedp.Call(b.ctx, fetch.ContinueRequest, fetch.ContinueRequestParams{RequestID: e.RequestID}) // it may have been given up
		}()
	}))
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
		if err == nil {
			_, err = cdp.Call(ctx, target, fetch.Enable, fetch.EnableParams{Patterns: []*fetch.RequestPattern{{URLPattern: "*", RequestStage: fetch.RequestStageResponse}}})
		}
		return err
	}))
	return h
}

// isHere waits until an answer is on its way.
func (h *held) isHere(t *testing.T, what string) {
	t.Helper()
	eventually(t, what, func() bool { return len(h.here) > 0 })
}

const (
	grantMia     = chromedp.CSS(`button[aria-label^="GRANT Mia Keller"]`)
	typesProof   = `document.querySelector('dialog#prove[open]') !== null && document.activeElement.matches('[name="proof_password"]')`
	grantedToMia = `document.getElementById('flash').textContent.includes('Granted: Mia Keller (mia) has access to Acme Retail')`
)

// TestGrantBeforeTheScripts: who presses GRANT before the scripts are there has a page that asks,
// and types at once.
func TestGrantBeforeTheScripts(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	password := d.password(t, "Acme", "anna")
	d.ask(t, "Northwind Support", "mia", "Acme", "Acme Logistics", "Ticket 9205") // so that another page has GRANT
	anna := d.browse(t, "Acme", "anna")
	d.proofsAreOld(t)
	scripts := anna.holds(func(r *network.Request) bool { return strings.Contains(r.URL, "/htmx.min.") })
	k := &keyboard{browser: anna}
	k.focusIs(".waits a")
	k.press(kb.Enter)
	scripts.isHere(t, "the page waits for its scripts")
	anna.focus(grantMia)
	k.press(kb.Enter)
	anna.seesSoon("the page that asks", `document.querySelector('[name="proof_password"]') !== null`)
	scripts.letGo()
	k.focusIs(`[name="proof_password"]`)
	anna.sees("it is a page", `document.querySelector('dialog#prove') === null`)
	k.press(password + kb.Enter)
	anna.sees("it is granted", grantedToMia)
}

// TestNewsTakesNoDialog: news that was asked for before the dialog opened does not close it, and is
// on the page when the dialog is closed.
func TestNewsTakesNoDialog(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	password := d.password(t, "Acme", "anna")
	anna := d.browse(t, "Acme", "anna")
	anna.followText("External Access")
	d.proofsAreOld(t)
	news := anna.holds(func(r *network.Request) bool { return r.Headers["HX-Target"] == "div#live" })
	anna.do(chromedp.Evaluate[chromedp.Void](`document.addEventListener('htmx:finally:request', e => { if (e.detail.ctx.sourceElement.id === 'live') window.read = true })`))
	d.ask(t, "Northwind Support", "mia", "Acme", "Acme Logistics", "Ticket 9301")
	news.isHere(t, "the news is on its way")
	k := &keyboard{browser: anna}
	anna.do(chromedp.Focus(grantMia))
	k.press(kb.Enter)
	anna.sees("the dialog asks", typesProof)
	k.press(password)
	news.letGo()
	anna.sees("the news is read", `window.read`)
	anna.sees("the dialog is still there, with what was typed", typesProof+` && document.activeElement.value === `+quoted(password))
	k.press(kb.Escape)
	anna.sees("then the news is on the page", `document.querySelector('main').innerText.includes('Ticket 9301')`)
	k.focusIs(string(grantMia))
	k.press(kb.Enter)
	anna.sees("the dialog asks again", typesProof)
	k.press(password + kb.Enter)
	anna.sees("it is granted", grantedToMia)
}

// TestNewsTakesNoPress: news that arrives while GRANT is on its way takes neither what was pressed
// nor the focus.
func TestNewsTakesNoPress(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	password := d.password(t, "Acme", "anna")
	anna := d.browse(t, "Acme", "anna")
	anna.followText("External Access")
	d.proofsAreOld(t)
	grant := anna.holds(func(r *network.Request) bool { return strings.HasSuffix(r.URL, "/grant") })
	k := &keyboard{browser: anna}
	anna.do(chromedp.Focus(grantMia))
	k.press(kb.Enter)
	grant.isHere(t, "GRANT is on its way")
	d.ask(t, "Northwind Support", "mia", "Acme", "Acme Logistics", "Ticket 9302")
	anna.sees("the news is on the page", `document.querySelector('main').innerText.includes('Ticket 9302')`)
	k.focusIs(string(grantMia))
	grant.letGo()
	anna.sees("the dialog asks", typesProof)
	k.press(password + kb.Enter)
	anna.sees("it is granted", grantedToMia)
}
