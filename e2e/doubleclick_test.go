package e2e

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/chromedp"

	"latchkey/views"
)

// answersTakeLong makes the answers to forms arrive late, when the server has long done what was
// sent.
func (b *browser) answersTakeLong() {
	b.t.Helper()
	must(b.t, chromedp.Listen(b.ctx, func(event any) {
		e, ok := event.(*fetch.EventRequestPaused)
		if !ok {
			return
		}
		go func() {
			if e.Request.Method == http.MethodPost {
				time.Sleep(time.Second)
			}
			_, _ = chromedp.Call(b.ctx, fetch.ContinueRequest, fetch.ContinueRequestParams{RequestID: e.RequestID}) // it may have been given up
		}()
	}))
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, fetch.Enable, fetch.EnableParams{Patterns: []*fetch.RequestPattern{{URLPattern: "*", RequestStage: fetch.RequestStageResponse}}})
		return err
	}))
}

// pressedOften presses a button for as long as nothing happens.
func (b *browser) pressedOften(button chromedp.CSS) {
	b.t.Helper()
	for range 15 {
		get(b, chromedp.Evaluate[bool](`(document.querySelector(`+quoted(string(button))+`)?.click(), true)`))
		time.Sleep(200 * time.Millisecond)
	}
}

// Whoever presses the button again while the answer is on its way still gets the recovery codes.
func TestPressingAgainLosesNoRecoveryCodes(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	t.Run("codes", func(t *testing.T) {
		b := openBrowser(t, d.Address, true)
		b.signIn("Acme", "anna", d.password(t, "Acme", "anna"))
		b.open(views.SecurityURL)
		b.followText(en.Security.Codes.SetUp)
		b.do(chromedp.SendKeys(chromedp.ID("code"), codeOf(t, b.text("code.secret"), -1)))
		b.answersTakeLong()
		b.pressedOften(`form[action="` + views.CodeURL + `"] button`)
		b.wantText("h1", en.Security.Recovery.Title)
	})
	t.Run("a passkey", func(t *testing.T) {
		b := d.browserWithDevice(t)
		b.signIn("Acme", "", d.password(t, "Acme", ""))
		b.open(views.SecurityURL)
		b.do(chromedp.WaitVisible(addPasskey))
		b.fill(views.PasskeysURL, "name", "work laptop")
		b.fill(views.PasskeysURL, "person", "Anna Adams")
		b.answersTakeLong()
		b.pressedOften(addPasskey)
		b.wantText("h1", en.Security.Recovery.Title)
	})
}
