package handlers

import (
	"net/http"
	"testing"

	"latchkey/db"
	"latchkey/views"
)

// TestVendorOnTheSignInPage: its name and logo are there, and an SVG runs no script, even by itself.
func TestVendorOnTheSignInPage(t *testing.T) {
	w := newWorld(t)
	w.accountWithPassword("Acme")
	w.want(w.get("/login", nil), http.StatusOK).hasNot(".vendor")
	w.want(w.get(views.LogoURL, nil), http.StatusNotFound)
	const svg = `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`
	s, err := New(w.svc, db.NewSessionStore(w.store, w.svc.Now), Config{Log: w.server.config.Log, Vendor: views.Vendor{Name: "North & Co", Logo: []byte(svg), LogoType: "image/svg+xml"}})
	must(t, err)
	w.server = s
	w.want(w.get("/login", nil), http.StatusOK, "North &amp; Co").has(".vendor img[src='" + views.LogoURL + "'][alt='']")
	r := w.get(views.LogoURL, nil)
	w.want(r, http.StatusOK)
	same(t, r.Body.String(), svg, "the logo")
	for name, want := range map[string]string{"Content-Type": "image/svg+xml", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": logoCSP} {
		same(t, r.Header().Get(name), want, "%s", name)
	}
}
