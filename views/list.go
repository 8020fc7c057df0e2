package views

import (
	"maps"

	"latchkey/access"
)

// List is what stands around the rows of a list. All that it is narrowed and ordered by stands in its address, so that a view can be
// kept and passed on.
type List struct {
	// Address is that of the whole list; Values are the fields of the address besides: what it is narrowed by, SortField, and Turn.
	Address string
	Form
	// One and Many are what the rows are called, Count is how many stand on this page.
	One, Many string
	Count     int
	// Turn is the field that says where a page begins, Next its value for the next page, "" where there is none.
	Turn, Next string
	// Files lead to the list as a file.
	Files []Link
}

// SortField is the field of an address that says how a list is ordered.
const SortField = "sort"

// with is an address with the list's values, but for its place; where a field is named, with another value for that.
func (l List) with(address, field, value string) string {
	values := maps.Clone(l.Values)
	delete(values, l.Turn)
	delete(values, field)
	return withQuery(address, values, field, value)
}

// AsCSV is the list with its rows as a file at an address.
func (l List) AsCSV(address string) List {
	l.Files = append(l.Files, Link{Text: "CSV", URL: l.with(address, "", "")})
	return l
}

// NextURL is the address of the next page, "" where there is none.
func (l List) NextURL() string {
	if l.Next == "" {
		return ""
	}
	return l.with(l.Address, l.Turn, l.Next)
}

func (l List) firstURL() string { return l.with(l.Address, "", "") }

func (l List) sortURL(value string) string { return l.with(l.Address, SortField, value) }

// wholeURL is the list without what narrows it, in the same order.
func (l List) wholeURL() string {
	return withQuery(l.Address, nil, SortField, l.Values[SortField])
}

func (l List) later() bool { return l.Values[l.Turn] != "" }

// Narrowed says whether the list is not all that there is.
func (l List) Narrowed() bool {
	for name, v := range l.Values {
		if v != "" && name != l.Turn && name != SortField {
			return true
		}
	}
	return false
}

// told says how much is shown. How much there is, is said only where that is all of it: nothing is counted for it.
func (l List) told() string {
	n, what := access.CountText(int64(l.Count)), l.Many
	switch l.Count {
	case 0:
		n = "No"
	case 1:
		what = l.One
	}
	switch {
	case l.Count == 0 && l.later():
		return "No more " + what
	case l.Next != "" && l.later():
		return "The next " + n + " " + what
	case l.Next != "":
		return "The first " + n + " " + what
	case l.later():
		return "The last " + n + " " + what
	}
	return n + " " + what
}
