package handlers

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"log/slog"
	"net/http"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"latchkey/access"
	"latchkey/static"
	"latchkey/views"
	"latchkey/words"
)

// readPDF is the text on each page of a document, as poppler reads it, with single spaces.
func readPDF(t *testing.T, document string) []string {
	t.Helper()
	pages := strings.Split(strings.TrimSuffix(poppler(t, document, "pdftotext", "-layout", "-enc", "UTF-8", "-", "-"), "\f"), "\f")
	for n, page := range pages {
		pages[n] = strings.Join(strings.Fields(page), " ")
	}
	return pages
}

// poppler runs one of poppler's programs, which `make setup` installs.
func poppler(t *testing.T, document, name string, args ...string) string {
	t.Helper()
	c := exec.CommandContext(t.Context(), name, args...)
	c.Stdin = strings.NewReader(document)
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%s: %v (is it installed? `make setup` does it)", name, err)
	}
	return string(out)
}

func TestInvoicePDF(t *testing.T) {
	s := newShop(t)
	id, _ := s.account("Ελληνικά Žluťoučký Кириллица Ağ & Söhne " + strings.Repeat("lang ", 11))
	i := s.invoice(s.sellerID, id)
	path := "/payment/invoices/" + i.ID + ".pdf"
	document := s.download(path, s.sales, "application/pdf", `inline; filename="2026-000001.pdf"`)
	hasAll(t, "the document", strings.Join(readPDF(t, document), "|"), "Invoice 2026-000001", "Till", "Pat Doe, pat@example.com", "Ελληνικά Žluťoučký Кириллица Ağ & Söhne", "lang lang", "2,000", "0.05 EUR",
		en.Invoices.PeriodIs("1 May 2026", "31 May 2026"), "100.00 EUR", "VAT 19.00%", "19.00 EUR", "119.00 EUR", "1 Jul 2026", "halves away from zero", "Page 1 of 1")
	same(t, s.get(path, s.sales).Body.String() == document, true, "the same invoice makes the same document")
	hasAll(t, "the size of the page", document, "/MediaBox [0 0 595.28 841.89]")
	s.want(s.get("/payment/invoices/inv_none.pdf", s.sales), http.StatusNotFound)
	s.want(s.get(path, s.admin), http.StatusNotFound)
}

// A document is in the language of whoever downloads it, and says which language that is.
func TestLanguageOfAnInvoicePDF(t *testing.T) {
	s := newShop(t)
	path := "/payment/invoices/" + s.invoice(s.sellerID, s.customer).ID + ".pdf"
	for _, w := range words.All {
		document := s.do(http.MethodGet, path, nil, s.sales, accepts(w.Tag)).Body.String()
		i := &w.Invoices
		hasAll(t, w.Tag, strings.Join(readPDF(t, document), "|"), i.Invoice("2026-000001"), i.For, i.Item+" "+i.Messages+" "+i.Price+" "+i.Amount, w.Format.Number(2000),
			w.Format.Decimal("0.05")+" EUR", i.VAT(w.Format.Decimal("19.00")), w.Parts.PageOf(1, 1))
		hasAll(t, w.Tag, document, "/Lang("+w.Tag+")")
	}
}

// Documents are made at the same time from one copy of the fonts, which nobody changes.
func TestInvoicePDFsAtOnce(t *testing.T) {
	s := newShop(t)
	before := sha256.Sum256(append(slices.Clone(static.Font), static.FontBold...))
	page := "/payment/invoices/" + s.invoice(s.sellerID, s.customer).ID + ".pdf"
	want := s.get(page, s.sales).Body.String()
	atOnce(8, func(int) {
		same(t, s.get(page, s.sales).Body.String() == want, true, "the same invoice makes the same document")
	})
	same(t, sha256.Sum256(append(slices.Clone(static.Font), static.FontBold...)), before, "the fonts' sum")
}

func TestInvoicePDFOfManyPages(t *testing.T) {
	s := newShop(t)
	note := "First € line\n" + strings.Repeat("line\n", 150) + strings.Repeat("word ", 200) + "x\U0001F600y " + strings.Repeat("W", 200) + " the end"
	i := s.invoice(s.sellerID, s.customer, func(n *access.NewInvoice) { n.Note = note })
	document := s.get("/payment/invoices/"+i.ID+".pdf", s.sales).Body.String()
	pages := readPDF(t, document)
	if len(pages) != 4 {
		t.Fatalf("%d pages", len(pages))
	}
	for n, page := range pages {
		hasAll(t, "a page", page, "Page "+string(rune('1'+n))+" of 4", "Invoice 2026-000001")
	}
	all := strings.Join(pages, " ")
	if strings.Count(all, "line ") != 151 || strings.Count(all, "word ") != 200 || strings.Count(all, "W") != 200 {
		t.Errorf("something of the note is missing:\n%s", all)
	}
	hasAll(t, "the document", all, "First € line", "x\U0001F600y", "the end")
	hasAll(t, "the last page says", pages[3], "halves away from zero")
}

// The invoiced account's name is printed in its own script, and not as boxes: different letters
// look different on paper.
func TestPDFsInEveryScript(t *testing.T) {
	s := newShop(t)
	for _, names := range [][2]string{{"株式会社", "東京大学"}, {"हिन्दी", "मराठी"}, {"ภาษาไทย", "กรุงเทพ"}, {"العربية", "المدينة"}, {"עברית", "ירושלים"}} {
		var drawn []string
		for _, name := range names {
			p := access.InvoicePage{Invoice: access.Invoice{Number: "2026-000001", Status: access.StatusIssued, Account: access.Party{Name: name}}}
			d, err := views.InvoicePDF(en, views.Vendor{}, p)
			must(t, err)
			if text := strings.Join(readPDF(t, string(d.Bytes)), " "); len(d.Missing) > 0 || !strings.Contains(text, name) {
				t.Errorf("%q: no font has %U, and the document says %q", name, d.Missing, text)
			}
			drawn = append(drawn, poppler(t, string(d.Bytes), "pdftoppm", "-r", "40", "-gray", "-"))
		}
		if drawn[0] == drawn[1] || len(drawn[0]) < 1000 {
			t.Errorf("%q and %q look the same on paper", names[0], names[1])
		}
	}
	id, _ := s.account("株式会社サンプル")
	i := s.invoice(s.sellerID, id, func(n *access.NewInvoice) { n.Note = "العربية 17\nשלום" })
	hasAll(t, "the invoice says", strings.Join(readPDF(t, s.get("/payment/invoices/"+i.ID+".pdf", s.sales).Body.String()), " "),
		"株式会社サンプル", "שלום")
}

// The log says once per document which characters no font has.
func TestCharactersThatNoFontHasAreInTheLog(t *testing.T) {
	s := newShop(t)
	var log bytes.Buffer
	s.server.config.Log = slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelWarn}))
	i := s.invoice(s.sellerID, s.customer, func(n *access.NewInvoice) { n.Note = "a \U00012000 b \U00012000 c \U00012001" })
	text := strings.Join(readPDF(t, s.get("/payment/invoices/"+i.ID+".pdf", s.sales).Body.String()), " ")
	hasAll(t, "the document says", text, "a [U+12000] b [U+12000] c [U+12001]")
	// A busy machine may also log a slow request.
	lines := slices.DeleteFunc(strings.SplitAfter(log.String(), "\n"), func(line string) bool { return strings.Contains(line, `"slow":true`) })
	var line map[string]any
	if err := json.Unmarshal([]byte(strings.Join(lines, "")), &line); err != nil || line["level"] != "WARN" || line["characters"] != "U+12000 U+12001" || line["document"] != "2026-000001.pdf" {
		t.Errorf("the log says %s (%v)", log.String(), err)
	}
}
