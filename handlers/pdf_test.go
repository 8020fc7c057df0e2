package handlers

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"io"
	"net/http"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"latchkey/access"
	"latchkey/static"
)

// readPDF is what stands on each page of a document, with one space for any room between words: as fpdf wrote it, and where
// Debian's poppler-utils is installed also as that reads it.
func readPDF(t *testing.T, document string) map[string][]string {
	t.Helper()
	read := map[string][]string{"as written": writtenPages(t, document)}
	if path, err := exec.LookPath("pdftotext"); err == nil {
		c := exec.CommandContext(t.Context(), path, "-layout", "-enc", "UTF-8", "-", "-")
		c.Stdin = strings.NewReader(document)
		out, err := c.Output()
		if err != nil {
			t.Fatalf("pdftotext: %v", err)
		}
		read["pdftotext"] = strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
	}
	for _, pages := range read {
		for n, page := range pages {
			pages[n] = strings.Join(strings.Fields(page), " ")
		}
	}
	return read
}

var (
	pdfStream  = regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`)
	pdfString  = regexp.MustCompile(`(?s)\(((?:\\.|[^\\)])*)\) ?Tj`)
	pdfEscapes = regexp.MustCompile(`(?s)\\(.)`)
)

// writtenPages inflates the pages and reads the strings that are drawn there: they are UTF-16.
func writtenPages(t *testing.T, document string) (pages []string) {
	t.Helper()
	for _, stream := range pdfStream.FindAllStringSubmatch(document, -1) {
		r, err := zlib.NewReader(strings.NewReader(stream[1]))
		if err != nil {
			continue // not a compressed one
		}
		content, err := io.ReadAll(r)
		if err != nil || !bytes.Contains(content, []byte("Tj")) || bytes.Contains(content, []byte("glyf")) {
			continue // a font
		}
		var page strings.Builder
		for _, drawn := range pdfString.FindAllSubmatch(content, -1) {
			plain := pdfEscapes.ReplaceAllFunc(drawn[1], func(e []byte) []byte {
				if e[1] == 'r' {
					return []byte{'\r'}
				}
				return e[1:]
			})
			var units []uint16
			for i := 0; i+1 < len(plain); i += 2 {
				units = append(units, uint16(plain[i])<<8|uint16(plain[i+1]))
			}
			page.WriteString(string(utf16.Decode(units)) + " ")
		}
		pages = append(pages, page.String())
	}
	return pages
}

func TestInvoicePDF(t *testing.T) {
	s := newShop(t)
	id, _ := s.account("Ελληνικά Žluťoučký Кириллица Ağ & Söhne " + strings.Repeat("lang ", 11))
	i := s.invoice(s.sellerID, id)
	r := s.get("/payment/invoices/"+i.ID+".pdf", s.sales)
	s.want(r, http.StatusOK)
	if h := r.Header(); h.Get("Content-Type") != "application/pdf" || h.Get("Content-Disposition") != `inline; filename="2026-000001.pdf"` {
		t.Errorf("headers %v", h)
	}
	document := r.Body.String()
	for reader, pages := range readPDF(t, document) {
		text := strings.Join(pages, "|")
		for _, want := range []string{"Invoice 2026-000001", "Till", "Pat Doe, pat@example.com", "Ελληνικά Žluťoučký Кириллица Ağ & Söhne", "lang lang", "2,000", "0.05 EUR",
			"Period 1 May 2026 – 31 May 2026", "100.00 EUR", "VAT 19.00 %", "19.00 EUR", "119.00 EUR", "1 Jul 2026", "halves away from zero", "Page 1 of 1"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: the document does not say %q:\n%s", reader, want, text)
			}
		}
	}
	if again := s.get("/payment/invoices/"+i.ID+".pdf", s.sales).Body.String(); again != document {
		t.Error("the same invoice makes another document")
	}
	if !strings.Contains(document, "/MediaBox [0 0 595.28 841.89]") {
		t.Error("the page is not A4")
	}
	s.want(s.get("/payment/invoices/inv_none.pdf", s.sales), http.StatusNotFound)
	s.want(s.get("/payment/invoices/"+i.ID+".pdf", s.admin), http.StatusNotFound)
}

// Documents are made at the same time from one copy of the fonts, which nobody changes.
func TestInvoicePDFsAtOnce(t *testing.T) {
	s := newShop(t)
	before := sha256.Sum256(append(slices.Clone(static.Font), static.FontBold...))
	page := "/payment/invoices/" + s.invoice(s.sellerID, s.customer).ID + ".pdf"
	want := s.get(page, s.sales).Body.String()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if s.get(page, s.sales).Body.String() != want {
				t.Error("the same invoice makes another document")
			}
		})
	}
	wg.Wait()
	if sha256.Sum256(append(slices.Clone(static.Font), static.FontBold...)) != before {
		t.Error("making a document changes the fonts")
	}
}

func TestInvoicePDFOfManyPages(t *testing.T) {
	s := newShop(t)
	note := "First € line\n" + strings.Repeat("line\n", 150) + strings.Repeat("word ", 200) + "x\U0001F600y " + strings.Repeat("W", 200) + " the end"
	i := s.invoice(s.sellerID, s.customer, func(n *access.NewInvoice) { n.Note = note })
	document := s.get("/payment/invoices/"+i.ID+".pdf", s.sales).Body.String()
	for reader, pages := range readPDF(t, document) {
		if len(pages) != 4 {
			t.Fatalf("%s: %d pages", reader, len(pages))
		}
		for n, page := range pages {
			if want := "Page " + string(rune('1'+n)) + " of 4"; !strings.Contains(page, want) || !strings.Contains(page, "Invoice 2026-000001") {
				t.Errorf("%s: page %d does not say %q:\n%s", reader, n+1, want, page)
			}
		}
		all := strings.Join(pages, " ")
		if strings.Count(all, "line ") != 151 || strings.Count(all, "word ") != 200 || strings.Count(all, "W") != 200 {
			t.Errorf("%s: something of the note is missing:\n%s", reader, all)
		}
		for _, want := range []string{"First € line", "x\uFFFDy", "the end"} {
			if !strings.Contains(all, want) {
				t.Errorf("%s: the document does not say %q", reader, want)
			}
		}
		if !strings.Contains(pages[3], "halves away from zero") {
			t.Errorf("%s: the last page says %q", reader, pages[3])
		}
	}
}
