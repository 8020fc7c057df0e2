package e2e

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"github.com/chromedp/chromedp"

	"latchkey/views"
)

var confirmPath = regexp.MustCompile(`/confirm/[\w-]{43}`)

// confirmLink has a link sent that confirms the address of a login that is signed in, and returns
// its path.
func (m mailing) confirmLink(t *testing.T, c *client) string {
	t.Helper()
	leads(t, c.send(t, views.SendConfirmationURL, url.Values{}), views.ProfileURL)
	return m.sentToConfirm(t)
}

func (m mailing) sentToConfirm(t *testing.T) (link string) {
	t.Helper()
	eventually(t, "a mail with a link that confirms an address", func() bool {
		for _, mail := range m.mails.Received() {
			if found := confirmPath.FindString(mail.Body); found != "" {
				link = found
			}
		}
		return link != ""
	})
	return link
}

// TestAnAddressIsConfirmedInAnotherBrowser: Anna has a link sent, and follows it where she is not
// signed in.
func TestAnAddressIsConfirmedInAnotherBrowser(t *testing.T) {
	for name, javaScript := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := startMailing(t, "tom")
			b := openBrowser(t, m.Address, javaScript)
			b.signIn("Acme", "anna", m.password(t, "Acme", "anna"))
			b.open(views.ProfileURL)
			b.wantText("main", en.Emails.NotConfirmed)
			b.shoot("not-confirmed")
			b.followText(en.Emails.Send)
			b.wantText("main", en.Emails.Soon)
			b.shoot("sent")
			link := m.sentToConfirm(t)

			other := openBrowser(t, m.Address, javaScript)
			other.open(link)
			other.wantText("main", "anna @ Acme")
			other.shoot("link")
			b.open(views.ProfileURL)
			b.wantText("main", en.Emails.NotConfirmed) // opening it confirms nothing
			follow(other, chromedp.CSS(`main form button[type="submit"]`))
			other.wantText("h1", en.Emails.DoneTitle)
			other.shoot("done")
			b.open(views.ProfileURL)
			b.wantText("main", "Confirmed on")
			b.shoot("confirmed")
			other.open(link)
			other.wantStatus(http.StatusNotFound)
			other.shoot("used")
		})
	}
}
