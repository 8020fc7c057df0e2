package e2e

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/webauthn"
	"github.com/chromedp/chromedp"
)

// patience is how long a step in the browser may take before the test fails.
const patience = 30 * time.Second

// chromiumName is Debian's name for Chromium without windows. Its pages are the same, and it needs
// a third less processor time than chromium --headless.
const chromiumName = "chromium-headless-shell"

const noChromium = "Chromium is missing: install Debian's package with `apt-get install " + chromiumName + "`, or run `make test`, which does"

// chromium is the one process that all browsers share. Each has its own profile in it.
var chromium = sync.OnceValues(func() (context.Context, error) {
	path, err := exec.LookPath(chromiumName)
	if err != nil {
		return nil, errors.New(noChromium)
	}
	options := []chromedp.ExecAllocatorOption{chromedp.ExecPath(path), chromedp.Headless,
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.WindowSize(1280, 900),
		chromedp.Flag("host-resolver-rules", "MAP latchkey.test 127.0.0.1")}
	allocator, cancelAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, cancel := chromedp.NewContext(allocator)
	closeChromium = func() { cancel(); cancelAllocator() }
	_, err = chromedp.Run(ctx, chromedp.Navigate("about:blank"))
	return ctx, err
})

// closeChromium ends chromium if it was started.
var closeChromium = func() {}

// browser is one person's browser, with its own profile.
type browser struct {
	t    *testing.T
	ctx  context.Context //nolint:containedctx // chromedp's handle
	base string
	// device has passkeys, if addDevice was called. script is that of offersNone.
	device webauthn.AuthenticatorID
	script page.ScriptIdentifier

	mu       sync.Mutex
	problems []string
	status   int64
}

// openBrowser opens a tab with a new profile in Chromium. Anything on its console during the test
// is a failure.
func openBrowser(t *testing.T, base string, javaScript bool) *browser {
	t.Helper()
	shared, err := chromium()
	must(t, err)
	ctx, cancel := chromedp.NewContext(shared, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	b := &browser{t: t, ctx: ctx, base: base}
	must(t, chromedp.Listen(ctx, b.listen))
	_, err = chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !javaScript})
	must(t, err)
	t.Cleanup(func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, p := range b.problems {
			t.Errorf("the browser's console: %s", p)
		}
	})
	return b
}

func (b *browser) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		b.problems = append(b.problems, fmt.Sprintf("%s %+v", e.Type, e.Args))
	case *runtime.EventExceptionThrown:
		b.problems = append(b.problems, fmt.Sprintf("%s %+v", e.ExceptionDetails.Text, e.ExceptionDetails.Exception))
	case *log.EventEntryAdded:
		// Answers of 404 or 422 are part of the story, and so are a test that focuses a field
		// before the browser handles the page's autofocus, and signing out.
		expected := func(text string) bool { return strings.Contains(e.Entry.Text, text) }
		if !slices.ContainsFunc([]string{"the server responded with a status of 4", "Autofocus processing was blocked", `Cleared data types: "cache"`}, expected) {
			b.problems = append(b.problems, e.Entry.Text)
		}
	case *network.EventResponseReceived:
		if e.Type == network.ResourceTypeDocument {
			b.status = e.Response.Status
		}
	}
}

// do takes steps in the browser, each within patience.
func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	for _, step := range steps {
		get(b, step)
	}
}

// get takes a step that returns something.
func get[T any](b *browser, step chromedp.Action[T]) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, step)
	if err != nil {
		b.shoot("failed")
		b.t.Fatalf("in the browser: %v\n%s", err, b.text("body"))
	}
	return value
}

// prefers sets the browser's preferred language, by its tag.
func (b *browser) prefers(tag string) {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": tag}})
	must(b.t, err)
}

// open opens a page, and waits until it is ready.
func (b *browser) open(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.base + path))
	b.isReady()
}

// follow clicks something that leads to another page, and waits until that is ready.
func follow[S chromedp.Selectable](b *browser, selector S) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.Click(selector)); err != nil {
		b.shoot("failed")
		b.t.Fatalf("click %v: %v\n%s", selector, err, b.text("body"))
	}
	b.isReady()
}

// followText is follow for a link or a button, by its text or name.
func (b *browser) followText(text string) {
	b.t.Helper()
	follow(b, chromedp.Search(fmt.Sprintf(
		`//main//*[self::a or self::button][normalize-space(.)=%q or @aria-label=%q] | //nav//a[normalize-space(.)=%q]`, text, text, text)))
}

func (b *browser) text(selector chromedp.CSS) string {
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	text, err := chromedp.Run(ctx, chromedp.Text(selector))
	if err != nil {
		return fmt.Sprintf("(no %s: %v)", selector, err)
	}
	return text
}

func (b *browser) wantText(selector chromedp.CSS, want string) {
	b.t.Helper()
	if got := b.text(selector); !strings.Contains(got, want) {
		b.shoot("failed")
		b.t.Fatalf("%s says %q, want %q in it", selector, got, want)
	}
}

func (b *browser) wantStatus(want int64) {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.status != want {
		b.t.Fatalf("status %d, want %d", b.status, want)
	}
}

// signIn signs in on a tab of the sign-in page.
func (b *browser) signIn(account, user, password string) {
	b.t.Helper()
	b.typePassword(account, user, password)
	b.wantText(".me", account)
}

// typePassword sends the form of a tab of the sign-in page.
func (b *browser) typePassword(account, user, password string) {
	b.t.Helper()
	b.open("/login")
	form := "#user-login"
	field := func(name string) chromedp.CSS { return chromedp.CSS(form + ` [name="` + name + `"]`) }
	if user == "" {
		form = "#account-login"
		b.do(chromedp.Click(chromedp.CSS(`label[for="as-account"]`)))
	} else {
		b.do(chromedp.SendKeys(field("user"), user))
	}
	b.do(chromedp.SendKeys(field("account"), account), chromedp.SendKeys(field("password"), password))
	follow(b, chromedp.CSS(form+` button[type="submit"]`))
}

// shoot keeps a screenshot of the page if LATCHKEY_SCREENSHOTS names a folder.
func (b *browser) shoot(name string) {
	dir := os.Getenv("LATCHKEY_SCREENSHOTS")
	if dir == "" {
		return
	}
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.MkdirAll(dir, 0o750)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, strings.ReplaceAll(b.t.Name(), "/", "-")+"-"+name+".png"), png, 0o600)
	}
	if err != nil {
		b.t.Logf("screenshot %s: %v", name, err)
	}
}

// addDevice gives the browser a device that has passkeys, and whose owner is there and verified
// whenever it asks.
func (b *browser) addDevice() {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, webauthn.Enable, webauthn.EnableParams{})
	must(b.t, err)
	a, err := chromedp.Call(b.ctx, webauthn.AddVirtualAuthenticator, webauthn.AddVirtualAuthenticatorParams{Options: &webauthn.VirtualAuthenticatorOptions{
		Protocol: webauthn.AuthenticatorProtocolCtap2, Transport: webauthn.AuthenticatorTransportInternal, HasResidentKey: true, HasUserVerification: true,
		IsUserVerified: true, AutomaticPresenceSimulation: true,
	}})
	must(b.t, err)
	b.device = a.AuthenticatorID
}

// verifies says whether the device's owner can verify who they are.
func (b *browser) verifies(can bool) {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, webauthn.SetUserVerified, webauthn.SetUserVerifiedParams{AuthenticatorID: b.device, IsUserVerified: can})
	must(b.t, err)
}

// offersNone makes the browser offer no passkeys by itself, or offer them again. The device would
// take up an offer immediately.
func (b *browser) offersNone(none bool) {
	b.t.Helper()
	if !none {
		_, err := chromedp.Call(b.ctx, page.RemoveScriptToEvaluateOnNewDocument, page.RemoveScriptToEvaluateOnNewDocumentParams{Identifier: b.script})
		must(b.t, err)
		return
	}
	added, err := chromedp.Call(b.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: "PublicKeyCredential.isConditionalMediationAvailable = async () => false",
	})
	must(b.t, err)
	b.script = added.Identifier
}
