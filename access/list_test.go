package access

import "testing"

func TestCut(t *testing.T) {
	double := func(row int) int { return 2 * row }
	for _, c := range []struct {
		rows           []int
		page           []int
		next, nextFrom int
	}{
		{rows: nil},
		{rows: []int{1}, page: []int{1}},
		{rows: []int{1, 2}, page: []int{1, 2}},
		{rows: []int{1, 2, 3}, page: []int{1, 2}, next: 4, nextFrom: 6},
	} {
		page, next := cut(c.rows, 2, double)
		equal(t, "page", page, c.page)
		equal(t, "next", next, c.next)
		page, next = cutFrom(c.rows, 2, double)
		equal(t, "page", page, c.page)
		equal(t, "next", next, c.nextFrom)
	}
}

func TestGroupBy(t *testing.T) {
	first := func(text string) string { return text[:1] }
	equal(t, "groups", groupBy([]string{"a1", "a2", "b1", "a3"}, first), [][]string{{"a1", "a2"}, {"b1"}, {"a3"}})
	equal(t, "no groups", len(groupBy(nil, first)), 0)
}
