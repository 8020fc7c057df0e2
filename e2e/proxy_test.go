package e2e

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"latchkey/words"
)

const noProxies = "no --trusted-proxies: behind a proxy, the record shows the proxy's address for every visitor"

// If a browser uses plain HTTP although the server's URL is https, it would drop the session's
// cookie. The sign-in says so.
func TestProcessPlainHTTP(t *testing.T) {
	t.Parallel()
	db, password := madeDB(t)
	s := startServe(t, db, "--url", "https://latchkey.test")
	listen := regexp.MustCompile(`"listen":"127\.0\.0\.1(:\d+)"`).FindStringSubmatch(s.Stderr.String())
	if listen == nil {
		t.Fatal(s.Stderr.String())
	}
	// Browsers treat plain HTTP to 127.0.0.1 as safe, so this one uses a name.
	b := openBrowser(t, "http://latchkey.test"+listen[1], true)
	b.open("/login")
	b.do(chromedp.Click(chromedp.CSS(`label[for="as-account"]`)))
	b.do(chromedp.SendKeys(chromedp.CSS(`#account-login [name="account"]`), "Northwind"), chromedp.SendKeys(chromedp.CSS(`#account-login [name="password"]`), password))
	follow(b, chromedp.CSS(`#account-login button[type="submit"]`))
	b.wantText("main", en.Errors.Pages[words.PlainHTTP].Heading)
	b.wantText(`main a[href="https://latchkey.test/login"]`, "Open https://latchkey.test")
	b.wantStatus(403)
	b.problems = slices.DeleteFunc(b.problems, func(p string) bool {
		// this is expected over plain HTTP
		return strings.HasPrefix(p, "The Cross-Origin-Opener-Policy header has been ignored")
	})
	if n := strings.Count(s.Stderr.String(), noProxies); n != 1 {
		t.Errorf("without --trusted-proxies the log warns of that %d times:\n%s", n, &s.Stderr)
	}
	s.stop(t)
	s = startServe(t, db, "--url", "https://latchkey.test", "--trusted-proxies", "127.0.0.1")
	hasNone(t, "with --trusted-proxies the log says", s.Stderr.String(), noProxies)
}
