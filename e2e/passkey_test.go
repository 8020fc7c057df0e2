package e2e

import (
	"cmp"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

const (
	addPasskey    = chromedp.CSS(`#new-passkey button[type="submit"]`)
	usePasskey    = chromedp.CSS(`#passkey-login button[type="submit"]`)
	secondPasskey = chromedp.CSS(`#passkey-second button[type="submit"]`)
	passkeySays   = chromedp.CSS(`form[data-passkey] [data-says]`)
	passkeyTable  = chromedp.CSS(`table[aria-label="Your passkeys"]`)
)

// A user and an account login add a passkey, and sign in with it: alone by the button, as the
// second step, and as the browser offers it where user names are typed.
func TestPasskeys(t *testing.T) {
	t.Parallel()
	needTools(t)
	d := startDemo(t)
	for _, one := range []struct{ account, user, label string }{{"Acme", "anna", "work laptop"}, {"Acme", "", "Anna Adams"}} {
		t.Run(cmp.Or(one.user, one.account), func(t *testing.T) {
			b := d.browserWithDevice(t)
			look := newLook(t, b)
			defer look.done()
			b.signIn(one.account, one.user, d.password(t, one.account, one.user))
			b.open("/profile/security")
			b.do(chromedp.WaitVisible(addPasskey))
			look.at("security")
			b.fill("/profile/security/passkeys", "name", "work laptop")
			if one.user == "" {
				b.fill("/profile/security/passkeys", "person", one.label)
			}
			follow(b, addPasskey)
			b.wantText("h1", en.Security.Recovery.Title)
			b.followText(en.Security.Recovery.Go)
			b.wantText("#flash", "Passkey added.")
			b.wantText(passkeyTable, one.label)
			look.at("security-with-one")

			if one.user == "" {
				b.fill("/profile/security/passkeys", "person", one.label)
			}
			b.do(chromedp.Click(addPasskey), chromedp.WaitVisible(passkeySays))
			b.wantText(passkeySays, "This device already has a passkey for this login.")
			look.at("security-exists")

			// by the button
			b.offersNone(true)
			b.signOut()
			b.do(chromedp.WaitVisible(usePasskey))
			look.at("login")
			b.verifies(false)
			b.do(chromedp.Click(usePasskey), chromedp.WaitVisible(passkeySays))
			b.wantText(passkeySays, "No passkey was used.")
			look.at("login-cancelled")
			b.verifies(true)
			follow(b, usePasskey)
			b.wantText(".me", one.account)
			b.open("/profile/security")
			b.wantText("main", "Passkey")

			// as the second step
			b.signOut()
			b.typePassword(one.account, one.user, d.password(t, one.account, one.user))
			b.do(chromedp.WaitVisible(secondPasskey))
			look.at("second-factor")
			b.verifies(false)
			b.do(chromedp.Click(secondPasskey), chromedp.WaitVisible(passkeySays))
			look.at("second-factor-cancelled")
			b.verifies(true)
			follow(b, secondPasskey)
			b.wantText(".me", one.account)

			// as the browser offers it
			b.offersNone(false)
			b.signOut()
			b.do(chromedp.WaitVisible(chromedp.CSS(".me")))
			b.wantText(".me", one.account)
			id, _ := d.ids(t, one.account, "")
			b.open("/accounts/" + id + "/audit")
			b.wantText("main", one.label)
		})
	}
}

// browserWithDevice is a browser with a device that has passkeys, at the address at which they
// work.
func (d *demo) browserWithDevice(t *testing.T) *browser {
	t.Helper()
	b := openBrowser(t, strings.Replace(d.Address, "127.0.0.1", "localhost", 1), true)
	b.open("/login") // the device is that of a page's browser
	b.addDevice()
	return b
}

// signOut signs out by the menu behind the login's name.
func (b *browser) signOut() {
	b.t.Helper()
	b.do(chromedp.Click(chromedp.CSS(".me > summary")))
	follow(b, chromedp.CSS(".me form button"))
}

// look examines the states of pages that only a device brings about, as TestGallery does those that
// links lead to.
type look struct{ *tour }

func newLook(t *testing.T, b *browser) look {
	t.Helper()
	axe, err := os.ReadFile(toolPath("axe-core", "axe.min.js"))
	must(t, err)
	g := &gallery{axe: string(axe), dir: t.TempDir(), pictures: os.Getenv("LATCHKEY_GALLERY") != ""}
	if g.pictures {
		g.dir = filepath.Join("..", "build", "gallery-passkeys", filepath.Base(t.Name()))
	}
	must(t, os.MkdirAll(filepath.Join(g.dir, "html"), 0o750))
	l := look{&tour{browser: b, t: t, gallery: g, visitor: &visitor{name: "device"}, language: "en", findings: map[string][]string{}}}
	must(t, chromedp.Listen(b.ctx, l.hear))
	return l
}

// done says what was found.
func (l look) done() {
	l.t.Helper()
	l.gallery.validate(l.t)
	l.report()
}

// report says what was found in the browser.
func (l look) report() {
	l.t.Helper()
	for _, finding := range slices.Sorted(maps.Keys(l.findings)) {
		l.t.Errorf("%s: %s", strings.Join(l.findings[finding], ", "), finding)
	}
}

// at examines the page as it is now, or the dialog that is open.
func (l look) at(name string) {
	l.t.Helper()
	if get(l.browser, chromedp.Evaluate[bool](`!!document.querySelector("dialog[open]")`)) {
		l.do(chromedp.Evaluate[chromedp.Void](unfold))
		l.examineOpen(sight{name: name, path: name}, "")
		l.measure(sight{name: name}, narrow)
		return
	}
	l.keepHTML(sight{name: name})
	l.lookAt(sight{name: name, path: name})
}
