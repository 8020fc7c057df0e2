package access

import "context"

const (
	// pageSize is the number of rows of a list on one page.
	pageSize = 50
	// exportBatch is how many rows are in memory at a time while a whole list is read.
	exportBatch = 500
)

// lastID is above every id: a list that ends before it begins with the newest.
const lastID = "~"

// AccountList is a page of a list of an account. Next is the place of the next page, "" where there
// is none.
type AccountList[T any] struct {
	Account Named
	Rows    []T
	Next    string
}

// cut is a page of rows, of which one more was read than fits on it. next is the place of its last
// row, after which the next page begins; the zero value where there is no next page.
func cut[R, P any](rows []R, size int, place func(R) P) (page []R, next P) {
	if len(rows) > size {
		rows = rows[:size]
		next = place(rows[size-1])
	}
	return rows, next
}

// cutFrom is cut where next is the place of the first row of the next page.
func cutFrom[R, P any](rows []R, size int, place func(R) P) (page []R, next P) {
	if len(rows) > size {
		next = place(rows[size])
		rows = rows[:size]
	}
	return rows, next
}

// flag is yes or no as the statements take it.
func flag(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

// filterFlag is what a list is narrowed to as the statements take it: 1 or 0, or -1 for both.
func filterFlag(chosen, one, zero string) int64 {
	switch chosen {
	case one:
		return 1
	case zero:
		return 0
	}
	return -1
}

// mapped is what each of some rows is made into; nil of none.
func mapped[R, T any](rows []R, as func(R) T) (made []T) {
	for _, row := range rows {
		made = append(made, as(row))
	}
	return made
}

// groupBy puts those of rows together that follow each other with the same id.
func groupBy[R any](rows []R, id func(R) string) (groups [][]R) {
	for i, row := range rows {
		if i == 0 || id(row) != id(rows[i-1]) {
			groups = append(groups, nil)
		}
		last := len(groups) - 1
		groups[last] = append(groups[last], row)
	}
	return groups
}

// rolesIn is the roles of a group of rows, one for each role; a row with "" has none.
func rolesIn[R any](group []R, role func(R) string) (roles []Role) {
	for _, row := range group {
		if name := role(row); name != "" {
			roles = append(roles, Role(name))
		}
	}
	return roles
}

// eachRow reads a list to its end, a part at a time, for as long as the actor is signed in, and
// calls fn with each row. begin is called once the first part is there.
func eachRow[T any](ctx context.Context, s *Service, by Actor, begin func() error, fn func(T) error, part func(after string) (rows []T, next string, err error)) error {
	rows, next, err := part("")
	if err == nil {
		err = begin()
	}
	for err == nil {
		for _, row := range rows {
			if err := fn(row); err != nil {
				return err
			}
		}
		if next == "" {
			return nil
		}
		if err = (&tx{Queries: s.store.Read, by: by, turn: s.now()}).stillSignedIn(ctx); err == nil {
			rows, next, err = part(next)
		}
	}
	return err
}

// eachBatch calls fn with the rows of batches, until one is empty.
func eachBatch[T any](fn func(T) error, batch func() ([]T, error)) error {
	for {
		rows, err := batch()
		if err != nil || len(rows) == 0 {
			return err
		}
		for _, row := range rows {
			if err := fn(row); err != nil {
				return err
			}
		}
	}
}
