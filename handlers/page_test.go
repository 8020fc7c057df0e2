package handlers

import (
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// page is an answer of which a test asks for elements, by CSS selectors.
type page struct {
	t    testing.TB
	body string
}

func (w *world) page(r *httptest.ResponseRecorder) page { return page{w.t, r.Body.String()} }

func (p page) doc() *goquery.Document {
	p.t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(p.body))
	if err != nil {
		p.t.Fatal(err)
	}
	return doc
}

// has wants an element for each selector.
func (p page) has(selectors ...string) {
	p.t.Helper()
	for doc := p.doc(); len(selectors) > 0; selectors = selectors[1:] {
		if doc.Find(selectors[0]).Length() == 0 {
			p.t.Errorf("the page has no %s:\n%s", selectors[0], p.body)
		}
	}
}

// hasNot wants no element for any of the selectors.
func (p page) hasNot(selectors ...string) {
	p.t.Helper()
	for doc := p.doc(); len(selectors) > 0; selectors = selectors[1:] {
		if doc.Find(selectors[0]).Length() > 0 {
			p.t.Errorf("the page has a %s:\n%s", selectors[0], p.body)
		}
	}
}

// texts is what stands in each element that the selector finds.
func (p page) texts(selector string) []string {
	p.t.Helper()
	return p.doc().Find(selector).Map(func(_ int, s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") })
}

// attrs is an attribute of each element that the selector finds.
func (p page) attrs(selector, name string) []string {
	p.t.Helper()
	return p.doc().Find(selector).Map(func(_ int, s *goquery.Selection) string { return s.AttrOr(name, "") })
}

// attr is an attribute of the first element that the selector finds, and "" if there is none.
func (p page) attr(selector, name string) string {
	p.t.Helper()
	return p.doc().Find(selector).First().AttrOr(name, "")
}

// saying selects of a selector's elements those with this text and no other.
func saying(selector, text string) string {
	return selector + `:matches(^\s*` + regexp.QuoteMeta(text) + `\s*$)`
}
