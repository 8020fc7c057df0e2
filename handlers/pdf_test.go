package handlers

import (
	"bytes"
	"compress/zlib"
	"io"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"
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
