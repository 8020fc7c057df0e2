package views

import (
	"maps"

	"latchkey/words"
)

// List is what stands around the rows of a list. All that it is narrowed and ordered by stands in its address, so that a view can be
// kept and passed on.
type List struct {
	// Address is that of the whole list; Values are the fields of the address besides: what it is narrowed by, SortField, and Turn.
	Address string
	Form
	// Things are the rows, Count is how many stand on this page.
	Things *words.Things
	Count  int
	// Turn is the field that says where a page begins, Next its value for the next page, "" where there is none.
	Turn, Next string
	// Files lead to the list as a file.
	Files []File
}

// File leads to a list as a file. Label is what screen readers say in place of Text, "" where that says all.
type File struct{ Text, Label, URL string }

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
	l.Files = append(l.Files, File{"CSV", l.Things.AsCSV, l.with(address, "", "")})
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
