package handlers

import (
	"bytes"
	"image"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"latchkey/db"
	"latchkey/pdf"
	"latchkey/views"
)

// TestVendorOnPages: its name and logo are on the sign-in page, and its logo on every page of
// whoever is signed in. An SVG runs no script, even by itself.
func TestVendorOnPages(t *testing.T) {
	w := newWorld(t)
	id := w.accountWithPassword("Acme")
	w.want(w.get("/login", nil), http.StatusOK).hasNot(".vendor")
	w.want(w.get(views.LogoURL, nil), http.StatusNotFound)
	const svg = `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`
	vendor := views.Vendor{Name: "North & Co", Logo: []byte(svg), LogoType: "image/svg+xml", LogoWidth: 60, LogoHeight: 20}
	w.server.config.Vendor = vendor
	w.want(w.get("/profile", w.signIn(id, "")), http.StatusOK).has(".brand img[src='" + views.LogoURL + "'][alt='North & Co'][width='84'][height='28']")
	s, err := New(w.svc, db.NewSessionStore(w.store, w.svc.Now), Config{Log: w.server.config.Log, Vendor: vendor})
	must(t, err)
	w.server = s
	w.want(w.get("/login", nil), http.StatusOK, "North &amp; Co").has(".vendor img[src='"+views.LogoURL+"'][alt=''][width='120'][height='40']", ".brand img[src*='/icon.']")
	r := w.get(views.LogoURL, nil)
	w.want(r, http.StatusOK)
	same(t, r.Body.String(), svg, "the logo")
	for name, want := range map[string]string{"Content-Type": "image/svg+xml", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": logoCSP} {
		same(t, r.Header().Get(name), want, "%s", name)
	}
}

// TestLogoInPDFs: each document has the logo once, and the name at the foot of each page. Without a
// logo, it is as if there were none.
func TestLogoInPDFs(t *testing.T) {
	s := newShop(t)
	invoice := "/payment/invoices/" + s.invoice(s.sellerID, s.customer).ID + ".pdf"
	d := newDesk(t)
	report := "/access-requests/" + d.request(d.customer, d.company, d.support, d.mia, true) + "/report.pdf"
	var file bytes.Buffer
	must(t, png.Encode(&file, image.NewNRGBA(image.Rect(0, 0, 60, 20))))
	logo, err := pdf.NewImage(file.Bytes())
	must(t, err)
	for _, get := range []func(views.Vendor) string{
		func(v views.Vendor) string { s.server.config.Vendor = v; return s.get(invoice, s.sales).Body.String() },
		func(v views.Vendor) string { d.server.config.Vendor = v; return d.get(report, d.admin).Body.String() },
	} {
		const name = "Böhm & Co"
		with := get(views.Vendor{Name: name, Printed: logo})
		same(t, strings.Count(poppler(t, with, "pdfimages", "-list", "-"), " rgb "), 1, "pictures")
		for _, page := range readPDF(t, with) {
			hasAll(t, "a page", page, name)
		}
		same(t, get(views.Vendor{Name: name, Printed: logo}) == with, true, "the same document again")
		without := get(views.Vendor{Name: name, Logo: []byte("<svg/>"), LogoType: "image/svg+xml", LogoWidth: 1, LogoHeight: 1})
		same(t, without == get(views.Vendor{Name: name}), true, "an SVG leaves no trace")
		same(t, strings.Contains(without, "/XObject"), false, "a picture")
	}
}
