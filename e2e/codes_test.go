package e2e

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	control "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
	"github.com/pquerna/otp/hotp"

	"latchkey/views"
)

// codeOf is what an authenticator app with a secret shows after so many steps. There is time left
// to type it.
func codeOf(t *testing.T, secret string, steps int64) string {
	t.Helper()
	for time.Now().Unix()%30 > 20 {
		time.Sleep(time.Second)
	}
	code, err := hotp.GenerateCode(strings.ReplaceAll(secret, " ", ""), uint64(time.Now().Unix()/30+steps))
	must(t, err)
	return code
}

// beginCode begins to set up one-time codes, and returns their secret.
func (c *client) beginCode(t *testing.T) (secret string) {
	t.Helper()
	leads(t, c.send(t, views.BeginCodeURL, nil), views.CodeURL)
	a := c.get(t, views.CodeURL)
	answers(t, a, http.StatusOK)
	return a.find(t, "code.secret").Text()
}

// setUpCode sets up one-time codes, by the code before the one of now.
func (c *client) setUpCode(t *testing.T) (secret string) {
	t.Helper()
	secret = c.beginCode(t)
	answers(t, c.send(t, views.CodeURL, url.Values{"code": {codeOf(t, secret, -1)}}), http.StatusOK)
	return secret
}

// half is a client that is half signed in as the account login.
func (d *demo) half(t *testing.T, account string) *client {
	t.Helper()
	c := newClient(d.Address)
	a := c.send(t, "/login/account", url.Values{"account": {account}, "password": {d.password(t, account, "")}})
	leads(t, a, views.SecondFactorURL)
	c.cookie = a.Cookies()[0].Name + "=" + a.Cookies()[0].Value
	return c
}

// TestCodes: Anna sets up one-time codes, signs in with one, and then with a recovery code.
func TestCodes(t *testing.T) {
	for name, javaScript := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := startDemo(t)
			b := openBrowser(t, d.Address, javaScript)
			password := d.password(t, "Acme", "anna")
			b.signIn("Acme", "anna", password)
			b.open("/profile")
			b.followText(en.Security.Title)
			b.followText(en.Security.Codes.SetUp)
			b.wantText("h1", en.Security.Codes.SetUpTitle)
			secret := b.text("code.secret")
			b.do(chromedp.SendKeys(chromedp.ID("code"), "12345"))
			b.followText(en.Security.Codes.Finish)
			b.wantStatus(http.StatusUnprocessableEntity)
			b.do(chromedp.SendKeys(chromedp.ID("code"), codeOf(t, secret, -1)))
			b.followText(en.Security.Codes.Finish)
			b.wantText("h1", en.Security.Recovery.Title)
			b.shoot("recovery-codes")
			codes := strings.Fields(b.text("#recovery-codes"))
			same(t, len(codes), 10, "recovery codes")
			b.keepsCodes(codes, javaScript)
			b.followText(en.Security.Recovery.Go)
			b.wantText("main", en.Security.Recovery.Left(10, 10))
			b.signOut()

			b.firstStep("Acme", "anna", password)
			b.shoot("second-step")
			code := codeOf(t, secret, 0)
			b.do(chromedp.SendKeys(chromedp.ID("code"), code))
			b.followText(en.Login.SignIn)
			b.wantText(".me", "anna")
			b.signOut()

			b.firstStep("Acme", "anna", password)
			b.do(chromedp.SendKeys(chromedp.ID("code"), code))
			follow(b, chromedp.CSS(`form[action="`+views.SecondFactorURL+`"] button`))
			b.wantStatus(http.StatusUnprocessableEntity)
			b.wantText("#code-mistake", "That code doesn't work.")
			b.do(chromedp.Click(chromedp.CSS(`summary`)), chromedp.SendKeys(chromedp.ID("recovery_code"), strings.ToLower(codes[3])))
			follow(b, chromedp.CSS(`form[action="`+views.RecoveryCodeURL+`"] button`))
			b.wantText(".me", "anna")
			b.open(views.SecurityURL)
			b.wantText("main", en.Security.Recovery.Left(9, 10))
		})
	}
}

// firstStep signs in by password, which leads to the second step.
func (b *browser) firstStep(account, user, password string) {
	b.t.Helper()
	b.open("/login?as=user")
	fill := func(name, value string) chromedp.Action[chromedp.Void] {
		return chromedp.SetValue(chromedp.CSS(`#user-login [name="`+name+`"]`), value)
	}
	b.do(fill("account", account), fill("user", user), fill("password", password))
	follow(b, chromedp.CSS(`#user-login button[type="submit"]`))
	b.wantText("h1", en.Login.SecondTitle)
	b.wantText("main", user+" @ "+account)
}

// keepsCodes requires that the codes can be downloaded and, with JavaScript, copied.
func (b *browser) keepsCodes(codes []string, javaScript bool) {
	b.t.Helper()
	dir := b.t.TempDir()
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, control.SetDownloadBehavior, control.SetDownloadBehaviorParams{BrowserContextID: chromedp.FromContext(ctx).BrowserContextID, Behavior: control.SetDownloadBehaviorBehaviorAllow, DownloadPath: dir})
		return err
	}), chromedp.Click(chromedp.CSS(`a[download]`)))
	file := filepath.Join(dir, en.Security.Recovery.File)
	eventually(b.t, "the codes are downloaded", func() bool { s, err := os.Stat(file); return err == nil && s.Size() > 0 })
	for _, code := range codes {
		if !strings.Contains(readFile(b.t, file), code+"\n") {
			b.t.Errorf("the file has no %s", code)
		}
	}
	if !javaScript {
		return
	}
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, control.SetPermission, control.SetPermissionParams{
			Permission: &control.PermissionDescriptor{Name: "clipboard-write"}, Setting: control.PermissionSettingGranted, BrowserContextID: chromedp.FromContext(ctx).BrowserContextID,
		})
		return err
	}), chromedp.Click(chromedp.CSS(`[data-copy]`)))
	b.sees("the codes are copied", `document.querySelector("[data-copy]").textContent === `+quoted(en.Script.Copied))
}
