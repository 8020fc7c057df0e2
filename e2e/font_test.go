package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// TestFont: pages are in the font that comes with the program, its digits can have equal widths,
// and a browser loads it once.
func TestFont(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	b := openBrowser(t, d.Address, true)
	asked := map[network.RequestID]bool{}
	var bytes []int64
	must(t, chromedp.Listen(b.ctx, func(event any) {
		b.mu.Lock()
		defer b.mu.Unlock()
		switch e := event.(type) {
		case *network.EventResponseReceived:
			asked[e.RequestID] = strings.HasSuffix(e.Response.URL, ".woff2") && !e.Response.FromDiskCache
		case *network.EventLoadingFinished:
			if asked[e.RequestID] && e.EncodedDataLength > 0 {
				bytes = append(bytes, int64(e.EncodedDataLength))
			}
		}
	}))
	const loaded = `[...document.fonts].some(f => f.family === "geist" && f.status === "loaded")`
	b.open("/login")
	b.sees("the font is there", loaded)
	wide := func(style, text string) string {
		return `(() => { const e = document.createElement("span"); e.textContent = "` + text + `"; Object.assign(e.style, {position: "absolute", whiteSpace: "nowrap", ` + style + `}); document.body.append(e); const w = e.getBoundingClientRect().width; e.remove(); return w; })()`
	}
	b.sees("pages are in it", wide(`fontFamily: ""`, "GRANT access, Zürich, Łódź")+` === `+wide(`fontFamily: "geist"`, "GRANT access, Zürich, Łódź")+
		` && `+wide(`fontFamily: ""`, "GRANT access")+` !== `+wide(`fontFamily: "monospace"`, "GRANT access"))
	b.sees("digits have widths of their own, or equal ones", wide(`fontVariantNumeric: "tabular-nums"`, "1111")+` === `+wide(`fontVariantNumeric: "tabular-nums"`, "0000")+
		` && `+wide(`fontVariantNumeric: "normal"`, "1111")+` < `+wide(`fontVariantNumeric: "normal"`, "0000"))
	b.shoot("login")
	b.signIn("Acme", "anna", d.password(t, "Acme", "anna"))
	b.followText("External Access")
	b.sees("the next pages are in it", loaded)
	b.shoot("external-access")
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(bytes) != 1 || bytes[0] < 10_000 || bytes[0] > 25_000 {
		t.Errorf("the font came over the wire with %d bytes, want it once, with at most 25,000", bytes)
	}
}
