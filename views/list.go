package views

import (
	"maps"

	"latchkey/words"
)

// List is what is around the rows of a list. Its URL contains the filters and the order, so that a
// view can be bookmarked and shared.
type List struct {
	// Address is the URL of the whole list. Values are its other parameters: the filters, SortField
	// and Turn.
	Address string
	Form
	// Things are the words for the rows. Count is the number of rows on this page.
	Things *words.Things
	Count  int
	// Turn is the parameter that says where a page begins. Next is its value for the next page, or
	// "".
	Turn, Next string
	// SortsByField says that the filters have a field for the order.
	SortsByField bool
	// Files are links to the list as a file.
	Files []File
}

// File is a link to a list as a file. Label replaces Text for screen readers, unless it is "".
type File struct{ Text, Label, URL string }

// SortField is the URL parameter for the order of a list.
const SortField = "sort"

// with is a URL with the list's values except its place and, if a field is named, with another
// value for that.
func (l List) with(address, field, value string) string {
	values := maps.Clone(l.Values)
	delete(values, l.Turn)
	delete(values, field)
	return withQuery(address, values, field, value)
}

// AsCSV is the list with a link to its rows as a file.
func (l List) AsCSV(address string) List {
	l.Files = append(l.Files, File{"CSV", l.Things.AsCSV, l.with(address, "", "")})
	return l
}

// NextURL is the URL of the next page, or "".
func (l List) NextURL() string {
	if l.Next == "" {
		return ""
	}
	return l.with(l.Address, l.Turn, l.Next)
}

func (l List) firstURL() string { return l.with(l.Address, "", "") }

func (l List) sortURL(value string) string { return l.with(l.Address, SortField, value) }

// wholeURL is the list without filters, in the same order.
func (l List) wholeURL() string {
	return withQuery(l.Address, nil, SortField, l.Values[SortField])
}

func (l List) later() bool { return l.Values[l.Turn] != "" }

// Narrowed reports whether a filter is set.
func (l List) Narrowed() bool {
	for name, v := range l.Values {
		if v != "" && name != l.Turn && name != SortField {
			return true
		}
	}
	return false
}

// told says how much is shown. It gives the total only if everything is shown, because nothing is
// counted for it.
func (l List) told() string {
	n := int64(l.Count)
	switch {
	case n == 0 && l.later():
		return l.Things.NoMore
	case l.Next != "" && l.later():
		return l.Things.Next(n)
	case l.Next != "":
		return l.Things.First(n)
	case l.later():
		return l.Things.Last(n)
	}
	return l.Things.All(n)
}
