package e2e

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// firstVisit is how many bytes a first visit may take over the wire: signing in, and External
// Access.
const firstVisit = 100_000

// TestWeight counts what a new browser loads over the wire. TestGallery counts the same for later
// pages, for each page and login.
func TestWeight(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	b := openBrowser(t, d.Address, true)
	var bytes int64
	err := chromedp.Listen(b.ctx, func(event any) {
		b.mu.Lock()
		defer b.mu.Unlock()
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			if elsewhere(b, e.Request.URL) {
				t.Errorf("it asked for %s", e.Request.URL)
			}
			if e.RedirectResponse != nil {
				bytes += int64(e.RedirectResponse.EncodedDataLength)
			}
		case *network.EventLoadingFinished:
			bytes += int64(e.EncodedDataLength)
		}
	})
	must(t, err)
	weigh := func() int64 {
		b.mu.Lock()
		defer b.mu.Unlock()
		now := bytes
		bytes = 0
		return now
	}
	b.signIn("Acme", "anna", d.password(t, "Acme", "anna"))
	b.followText("External Access")
	b.wantText("h1", "External Access")
	first := weigh()
	if first < 10_000 || first > firstVisit {
		t.Errorf("the first visit took %d bytes, want at most %d, and more than a page", first, firstVisit)
	}
	b.followText("Account")
	weigh()
	b.followText("Users")
	b.wantText("main", "tom")
	later := weigh()
	if later < 500 || later > laterPage {
		t.Errorf("a later page took %d bytes, want at most %d", later, laterPage)
	}
	t.Logf("first visit %d bytes, a later page %d", first, later)
}

// elsewhere reports whether a URL is on another host. The browser's own images, for example of a
// calendar, have data: URLs.
func elsewhere(b *browser, address string) bool {
	return !strings.HasPrefix(address, b.base+"/") && !strings.HasPrefix(address, "data:")
}
