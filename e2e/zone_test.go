package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A time zone is chosen from a searchable list, and is the zone of that name even if the machine's
// zone files differ.
func TestProcessTimeZones(t *testing.T) {
	t.Parallel()
	lies := t.TempDir()
	const tokyo = "/usr/share/zoneinfo/Asia/Tokyo" // from Debian's tzdata
	for _, name := range []string{"Europe/Berlin", "right/Europe/Berlin"} {
		must(t, os.MkdirAll(filepath.Join(lies, filepath.Dir(name)), 0o755))
		copyFile(t, tokyo, filepath.Join(lies, name))
	}
	db, password := madeDB(t)
	s := serveWith(t, []string{"ZONEINFO=" + lies}, db)
	b := openBrowser(t, s.address, true)
	b.signIn("Northwind", "", password)
	b.open("/")
	account := strings.TrimPrefix(get(b, chromedp.Location()), s.address)
	b.open(account + "/edit")
	search, list := chromedp.CSS(`[data-narrows="time_zone"]`), chromedp.CSS("#time_zone")
	b.do(chromedp.SendKeys(search, "berl"))
	shown := `[...document.querySelectorAll("#time_zone option")].map((o) => o.value).join(" ")`
	same(t, get(b, chromedp.Evaluate[string](shown)), "UTC Europe/Berlin", "what the list shows of berl")
	b.do(chromedp.SendKeys(search, kb.Enter))
	same(t, get(b, chromedp.JavascriptAttribute[string](list, "value")), "Europe/Berlin", "what Enter chose")
	if n := get(b, chromedp.Evaluate[int](`document.querySelectorAll("#time_zone option").length`)); n < 400 {
		t.Errorf("after that the list has %d time zones", n)
	}
	b.send("/edit", "Saved.")
	b.wantText("main", "Europe/Berlin (UTC"+time.Now().In(berlin(t)).Format("-07:00")+")")

	c := s.signIn(t, "Northwind", "", password)
	page := c.send(t, account+"/edit", map[string][]string{"time_zone": {"right/Europe/Berlin"}})
	answers(t, page, 422)
}
