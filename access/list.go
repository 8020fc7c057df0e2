package access

import "context"

const (
	// pageSize is the number of rows of a list on one page.
	pageSize = 50
	// exportBatch is how many rows are in memory at a time while a whole list is read.
	exportBatch = 500
)

// lastID is greater than every id: a list that ends before it begins with the newest.
const lastID = "~"

// AccountList is a page of an account's list. Next is the place of the next page, or "".
type AccountList[T any] struct {
	Account Named
	Rows    []T
	Next    string
}

// cut returns a page of rows. rows has one row more than fits, if there is one. next is the place
// of the page's last row, after which the next page begins, or zero if there is no next page.
func cut[R, P any](rows []R, size int, place func(R) P) (page []R, next P) {
	if len(rows) > size {
		rows = rows[:size]
		next = place(rows[size-1])
	}
	return rows, next
}

// cutFrom is cut, but next is the place of the next page's first row.
func cutFrom[R, P any](rows []R, size int, place func(R) P) (page []R, next P) {
	if len(rows) > size {
		next = place(rows[size])
		rows = rows[:size]
	}
	return rows, next
}

// flag is a bool as a statement's argument.
func flag(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

// filterFlag is a filter as a statement's argument: 1, 0, or -1 for no filter.
func filterFlag(chosen, one, zero string) int64 {
	switch chosen {
	case one:
		return 1
	case zero:
		return 0
	}
	return -1
}

// mapped converts each row. It returns nil for no rows.
func mapped[R, T any](rows []R, as func(R) T) (made []T) {
	for _, row := range rows {
		made = append(made, as(row))
	}
	return made
}

// groupBy groups consecutive rows with the same id.
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

// rolesIn returns the roles in a group with one row per role. A row with "" has none.
func rolesIn[R any](group []R, role func(R) string) (roles []Role) {
	for _, row := range group {
		if name := role(row); name != "" {
			roles = append(roles, Role(name))
		}
	}
	return roles
}

// eachRow reads a list to its end, part by part, for as long as the actor is signed in, and calls
// fn with each row. It calls begin once the first part is there. It is for files, which need a
// fresh proof when they begin. Errors: ErrUnproved.
func eachRow[T any](ctx context.Context, s *Service, by Actor, begin func() error, fn func(T) error, part func(after string) (rows []T, next string, err error)) error {
	if err := s.needProof(ctx, by, s.now()); err != nil {
		return err // before the record says that someone has read it
	}
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
		if err = (&tx{Queries: s.store.Read, by: by, turn: s.now(), svc: s}).stillSignedIn(ctx); err == nil {
			rows, next, err = part(next)
		}
	}
	return err
}

// eachBatch calls fn with the rows of each batch until one is empty.
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
