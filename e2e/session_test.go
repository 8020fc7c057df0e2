package e2e

import (
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// TestASessionEndsWithoutUse: as long as someone is active on a page, their session goes on, even
// if they send nothing for longer than the idle time. When they stop, it ends, and what they typed
// is kept.
func TestASessionEndsWithoutUse(t *testing.T) {
	t.Parallel()
	const idle = 6 * time.Second
	d := startDemo(t)
	d.stop(t)
	p := startServe(t, d.DB, "--idle", idle.String())
	t.Cleanup(func() { p.stop(t) })
	anna := openBrowser(t, p.address, true)
	signIn := func() {
		anna.do(chromedp.SendKeys(chromedp.CSS("#user-user"), "anna @ Acme"), chromedp.SendKeys(chromedp.CSS("#user-password"), d.password(t, "Acme", "anna")))
		follow(anna, chromedp.CSS(`#user-login button[type="submit"]`))
	}
	anna.open("/login")
	signIn()
	acme, _ := d.ids(t, "Acme", "Acme Retail")
	anna.open("/accounts/" + acme + "/users/new")
	anna.do(chromedp.SendKeys(chromedp.CSS(`[name="name"]`), "berta"))
	for end := time.Now().Add(idle + idle/2); time.Now().Before(end); time.Sleep(idle / 20) {
		_, err := chromedp.Call(anna.ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: input.DispatchMouseEventTypeMouseMoved, X: float64(time.Now().UnixMilli() % 100), Y: 100})
		must(t, err)
	}
	get(anna, chromedp.Evaluate[bool](`Boolean(fetch("/profile", {redirect: "manual"}).then((r) => document.body.dataset.answer = r.status))`))
	anna.sees("the session goes on", `document.body.dataset.answer === "200"`)
	time.Sleep(idle + time.Second)
	follow(anna, chromedp.CSS(`main form button[type="submit"]`))
	anna.wantText("main", en.Login.NotDoneButKept)
	anna.shoot("over")
	signIn()
	anna.wantText("#typed", en.Parts.TypedAgain)
	same(t, get(anna, chromedp.Evaluate[string](`document.querySelector("[name=name]").value`)), "berta", "the name, after signing in again")
}
