package handlers

import (
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// page is an answer in which a test finds elements by CSS selectors.
type page struct {
	t      testing.TB
	body   string
	parsed func() (*goquery.Document, error)
}

func (w *world) page(r *httptest.ResponseRecorder) page { return newPage(w.t, r.Body.String()) }

// newPage parses the page when it is first needed.
func newPage(t testing.TB, body string) page {
	return page{t, body, sync.OnceValues(func() (*goquery.Document, error) { return goquery.NewDocumentFromReader(strings.NewReader(body)) })}
}

// find fails for an invalid selector, for which goquery's own Find would find nothing.
func (p page) find(selector string) *goquery.Selection {
	p.t.Helper()
	matcher, err := cascadia.Compile(selector)
	if err != nil {
		p.t.Fatalf("%s: %v", selector, err)
	}
	doc, err := p.parsed()
	must(p.t, err)
	return doc.FindMatcher(matcher)
}

// apostrophes replaces them as in HTML by what people read.
var apostrophes = strings.NewReplacer("&#39;", "'")

func unescaped(texts []string) []string {
	all := make([]string, len(texts))
	for i, text := range texts {
		all[i] = apostrophes.Replace(text)
	}
	return all
}

// says requires texts on the page.
func (p page) says(texts ...string) page {
	p.t.Helper()
	hasAll(p.t, "the page", apostrophes.Replace(p.body), unescaped(texts)...)
	return p
}

func (p page) saysNot(texts ...string) page {
	p.t.Helper()
	hasNone(p.t, "the page", apostrophes.Replace(p.body), unescaped(texts)...)
	return p
}

// has requires an element for each selector.
func (p page) has(selectors ...string) page {
	p.t.Helper()
	for _, s := range selectors {
		if p.count(s) == 0 {
			p.t.Errorf("the page has no %s:\n%s", s, p.body)
		}
	}
	return p
}

// hasNot requires that no selector matches.
func (p page) hasNot(selectors ...string) {
	p.t.Helper()
	for _, s := range selectors {
		if p.count(s) > 0 {
			p.t.Errorf("the page has a %s:\n%s", s, p.body)
		}
	}
}

func (p page) count(selector string) int {
	p.t.Helper()
	return p.find(selector).Length()
}

// texts is the text of each element that matches the selector.
func (p page) texts(selector string) []string {
	p.t.Helper()
	return p.find(selector).Map(func(_ int, s *goquery.Selection) string { return textOf(s) })
}

// textOf is the text of elements, with spaces between them.
func textOf(s *goquery.Selection) string {
	var texts []string
	for _, top := range s.Nodes {
		for n := range top.Descendants() {
			if n.Type == html.TextNode {
				texts = append(texts, strings.Fields(n.Data)...)
			}
		}
	}
	return strings.Join(texts, " ")
}

// attrs is an attribute of each element that matches the selector.
func (p page) attrs(selector, name string) []string {
	p.t.Helper()
	return p.find(selector).Map(func(_ int, s *goquery.Selection) string { return s.AttrOr(name, "") })
}

// attr is an attribute of the first element that matches the selector, or "".
func (p page) attr(selector, name string) string {
	p.t.Helper()
	return p.find(selector).First().AttrOr(name, "")
}

// next is where the link to the next page leads, or "" on the last page.
func (p page) next() string { return p.attr("a[rel=next]", "href") }

// links are the page's links within the server.
func (p page) links() (addresses []string) {
	for _, href := range p.attrs("a[href^='/']", "href") {
		address, _, _ := strings.Cut(href, "#")
		addresses = append(addresses, address)
	}
	return addresses
}

// saying selects those of a selector's elements that have exactly this text.
func saying(selector, text string) string {
	return selector + `:matches(^\s*` + regexp.QuoteMeta(text) + `\s*$)`
}
