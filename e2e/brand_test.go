package e2e

import (
	"bytes"
	pixels "image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// wordmark is a logo three times as wide as high.
const wordmark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><rect width="40" height="40" rx="8" fill="#0b5d4e"/><path d="M12 30V10l16 20V10" stroke="#fff" stroke-width="4" fill="none"/><path d="M52 14h60M52 26h44" stroke="#1d2b28" stroke-width="6"/></svg>`

// TestTheVendorsLogo: it is at the top of every page of whoever is signed in, small, and its room
// is there before it is.
func TestTheVendorsLogo(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	d.stop(t)
	dot := pixels.NewNRGBA(pixels.Rect(0, 0, 96, 96))
	for n := range 96 * 96 {
		if x, y := n%96-48, n/96-48; x*x+y*y < 48*48 {
			dot.Set(n%96, n/96, color.NRGBA{0x7A, 0x1F, 0xA2, 0xFF})
		}
	}
	var file bytes.Buffer
	must(t, png.Encode(&file, dot))
	for name, logo := range map[string][]byte{"svg": []byte(wordmark), "png": file.Bytes()} {
		path := filepath.Join(t.TempDir(), "logo")
		must(t, os.WriteFile(path, logo, 0o600))
		p := startServe(t, d.DB, "--vendor-name", "Northwind", "--vendor-logo", path)
		d.Address = p.address
		b := openBrowser(t, d.Address, true)
		b.open("/login")
		b.sees("the logo on the sign-in page", `document.querySelector(".vendor img").naturalWidth > 0`)
		b.look(name + "-sign-in")
		b.signIn("Acme", "anna", d.password(t, "Acme", "anna"))
		const box = `document.querySelector(".brand img").getBoundingClientRect()`
		b.sees("the logo", `document.querySelector(".brand img").naturalWidth > 0 && document.querySelector(".brand img").alt === "Northwind"`)
		b.sees("it is small", box+`.height === 28 && `+box+`.width <= 112`)
		b.sees("its room was there before", `Math.abs(`+box+`.width - document.querySelector(".brand img").getAttribute("width")) < 1`)
		b.look(name)
		b.dark()
		b.look(name + "-dark")
		b.do(chromedp.EmulateViewport(1280, 900))
		b.signOut()
		b.look(name + "-sign-in-dark")
		p.stop(t)
	}
}

// dark shows pages as someone sees them who likes them dark.
func (b *browser) dark() {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}})
	must(b.t, err)
}
