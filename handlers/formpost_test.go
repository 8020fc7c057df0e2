package handlers

import (
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// formOn is what a browser sends of the form on a page that posts to action, without changes.
func (w *world) formOn(page *httptest.ResponseRecorder, action string) url.Values {
	w.t.Helper()
	return w.formWith(page, action, nil)
}

// formWith is like formOn, for the form that has the fields of typed, if several post to action.
func (w *world) formWith(page *httptest.ResponseRecorder, action string, typed url.Values) url.Values {
	w.t.Helper()
	doc, err := html.Parse(strings.NewReader(page.Body.String()))
	must(w.t, err)
	var found url.Values
	for n := range doc.Descendants() {
		if n.Data != "form" || attribute(n, "action") != action || attribute(n, "method") != "post" {
			continue
		}
		has := true
		for name := range typed {
			has = has && slices.ContainsFunc(fieldsOf(doc, n), func(in *html.Node) bool { return attribute(in, "name") == name })
		}
		if has || found == nil {
			found = valuesOf(fieldsOf(doc, n))
		}
		if has {
			return found
		}
	}
	if found == nil {
		w.t.Fatalf("no form posts to %s: status %d\n%s", action, page.Code, page.Body)
	}
	return found
}

// fieldsOf are the elements in a form, and those elsewhere that belong to it.
func fieldsOf(doc, form *html.Node) (fields []*html.Node) {
	for n := range doc.Descendants() {
		if of := attribute(n, "form"); of != "" && of == attribute(form, "id") {
			fields = append(fields, n)
		}
	}
	return slices.AppendSeq(fields, form.Descendants())
}

func valuesOf(fields []*html.Node) url.Values {
	values := url.Values{}
	for _, n := range fields {
		name := attribute(n, "name")
		if n.Type != html.ElementNode || name == "" || has(n, "disabled") {
			continue
		}
		switch n.Data {
		case "input":
			kind, value := attribute(n, "type"), attribute(n, "value")
			ticks := kind == "checkbox" || kind == "radio"
			if ticks && !has(n, "value") {
				value = "on"
			}
			if !ticks || has(n, "checked") {
				values.Set(name, value)
			}
		case "textarea":
			if n.FirstChild != nil {
				values.Set(name, n.FirstChild.Data)
			} else {
				values.Set(name, "")
			}
		case "select":
			for o := range n.Descendants() {
				if o.Data == "option" && (has(o, "selected") || !values.Has(name)) {
					values.Set(name, attribute(o, "value"))
				}
			}
		}
	}
	return values
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}
