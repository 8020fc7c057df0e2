package e2e

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestPictures makes the README's screenshots from the current demo: `make screenshot`.
func TestPictures(t *testing.T) {
	dir := os.Getenv("LATCHKEY_PICTURES")
	if dir == "" {
		t.Skip("no LATCHKEY_PICTURES names a folder for them")
	}
	d := startDemo(t)
	acme, retail := d.ids(t, "Acme", "Acme Retail")
	for _, p := range []struct {
		name, account, user, path, shown string
		width, height                    int64
		scheme                           string
	}{
		{"external-access", "Acme", "anna", "/accounts/" + acme + "/external-access", ".request", 1280, 900, "light"},
		{"asking", "Northwind Support", "mia", "/access-requests/new?account_id=" + acme + "&company_id=" + retail, ".asked", 1280, 760, "light"},
		{"phone", "Acme", "anna", "/accounts/" + acme + "/external-access", ".request", 390, 844, "dark"},
	} {
		b := openBrowser(t, d.Address, true)
		b.do(chromedp.EmulateViewport(p.width, p.height), chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: p.scheme}}})
			return err
		}))
		b.signIn(p.account, p.user, d.password(t, p.account, p.user))
		b.open(p.path)
		b.do(chromedp.WaitVisible(chromedp.CSS(p.shown)))
		must(t, os.WriteFile(filepath.Join(dir, p.name+".png"), get(b, chromedp.CaptureScreenshot()), 0o600))
	}
}
