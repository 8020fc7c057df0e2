package e2e

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestGrantIsTwoKeys: from where the sign-in leads, by the keyboard alone, with and without scripts; and who is in is one.
func TestGrantIsTwoKeys(t *testing.T) {
	t.Parallel()
	for name, javaScript := range map[string]bool{"with JavaScript": true, "without JavaScript": false} {
		for _, user := range []string{"anna", ""} {
			t.Run(name+"/"+user, func(t *testing.T) {
				t.Parallel()
				d := startDemo(t)
				anna := openBrowser(t, d.Address, javaScript)
				anna.signIn("Acme", user, d.password(t, "Acme", user))
				k := &keyboard{browser: anna}
				k.focusIs(".waits a")
				k.press(kb.Enter)
				k.focusIs(`button[aria-label^="GRANT Mia Keller"]`)
				// Who is in stands on the same page: one key.
				if k.pressed != 1 {
					t.Errorf("who is in took %d keys, want 1", k.pressed)
				}
				anna.wantText("#live", "In now")
				anna.wantText("#live", "Aylin Demir")
				if javaScript && get(anna, chromedp.Evaluate[bool](`document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', repeat: true, bubbles: true, cancelable: true}))`)) {
					t.Error("who holds Enter down presses GRANT")
				}
				k.press(kb.Enter)
				anna.sees("it is granted", `document.getElementById('flash').textContent.includes('Granted: Mia Keller (mia) has access to Acme Retail')`)
				if k.pressed != 2 {
					t.Errorf("GRANT took %d keys, want 2", k.pressed)
				}
			})
		}
	}
}
