package access

import (
	"context"
	"math"
	"strconv"
	"strings"
	"time"

	"latchkey/db"
)

// UserRow is a user in a list.
type UserRow struct {
	ID, Name, Person, Email string
	Active                  bool
	Roles                   []Role
	// OwnerAccount is the name of the account of an external user's owner. ValidTo is zero if there
	// is no end.
	OwnerAccount string
	ValidTo      time.Time
	LastLoginAt  time.Time
}

// UserFilter is the filter and order of a list of users. Zero lists every user.
type UserFilter struct {
	// Part is a part of the name, the person's name or the e-mail, in any case.
	Part string
	// Role is a role that counts now.
	Role Role
	// Active is "yes", "no" or "".
	Active string
	// ByLogin sorts by last sign-in, latest first. Otherwise, the list is by name.
	ByLogin bool
}

// CheckPlace checks that text can be the after of a page of such users.
func (f UserFilter) CheckPlace(text string) error {
	if !f.ByLogin {
		return nil
	}
	_, _, err := parseLoginPlace(text)
	return err
}

// parseLoginPlace parses a place in the order of last sign-ins: an instant in milliseconds, and the
// id of a user.
func parseLoginPlace(text string) (at int64, id string, err error) {
	if text == "" {
		return math.MaxInt64, "", nil
	}
	millis, id, _ := strings.Cut(text, "-")
	at, err = strconv.ParseInt(millis, 10, 64)
	return at, id, err
}

// Users returns a page of an account's users. after is the Next of the previous page, or "". It
// needs ReadUsers. Under a grant, the read is recorded. Errors: ErrNotFound, ErrForbidden.
func (s *Service) Users(ctx context.Context, by Actor, accountID string, f UserFilter, after string) (AccountList[UserRow], error) {
	return s.users(ctx, by, accountID, f, after, pageSize)
}

// EachUser calls begin, and then fn with every user that matches a filter, in the order of the
// list. It needs ReadUsers. Under a grant, the read is recorded like as many pages. Errors: those
// of Users, before or after begin is called; what begin or fn returns.
func (s *Service) EachUser(ctx context.Context, by Actor, accountID string, f UserFilter, begin func() error, fn func(UserRow) error) error {
	return eachRow(ctx, s, by, begin, fn, func(after string) ([]UserRow, string, error) {
		l, err := s.users(ctx, by, accountID, f, after, exportBatch)
		return l.Rows, l.Next, err
	})
}

func (s *Service) users(ctx context.Context, by Actor, accountID string, f UserFilter, after string, size int) (l AccountList[UserRow], err error) {
	err = s.readAccount(ctx, by, ReadUsers, accountID, s.now(), UsersRead, func(q *db.Queries, a db.GetAccountRow, sc scope) error {
		l.Account = Named{ID: a.ID, Name: a.Name}
		rows, err := listUsers(ctx, q, accountID, f, after, size, sc)
		l.Rows, l.Next = usersFrom(rows, f.ByLogin, size)
		return err
	})
	return l, err
}

// listUsers returns the rows, one per role, of a page of users and the next user.
func listUsers(ctx context.Context, q *db.Queries, accountID string, f UserFilter, after string, size int, sc scope) ([]db.ListUsersRow, error) {
	if !f.ByLogin {
		return q.ListUsers(ctx, scoped(sc, db.ListUsersParams{
			AccountID: accountID, After: after, PageSize: int64(size) + 1, Part: NameKey(f.Part), Role: string(f.Role), Active: filterFlag(f.Active, "yes", "no"),
		}))
	}
	at, id, err := parseLoginPlace(after)
	if err != nil {
		return nil, err
	}
	byLogin, err := q.ListUsersByLogin(ctx, scoped(sc, db.ListUsersByLoginParams{
		AccountID: accountID, BeforeAt: at, BeforeID: id, PageSize: int64(size) + 1, Part: NameKey(f.Part), Role: string(f.Role), Active: filterFlag(f.Active, "yes", "no"),
	}))
	return mapped(byLogin, func(r db.ListUsersByLoginRow) db.ListUsersRow { return db.ListUsersRow(r) }), err
}

// usersFrom groups rows, one per role, into at most size users.
func usersFrom(rows []db.ListUsersRow, byLogin bool, size int) (users []UserRow, next string) {
	groups, next := cut(groupBy(rows, func(r db.ListUsersRow) string { return r.ID }), size, func(g []db.ListUsersRow) string {
		if byLogin {
			return strconv.FormatInt(g[0].LastLoginAt.Int64, 10) + "-" + g[0].ID
		}
		return g[0].NameKey
	})
	for _, g := range groups {
		row := g[0]
		users = append(users, UserRow{
			ID: row.ID, Name: row.Name, Person: strings.TrimSpace(row.FirstName + " " + row.LastName), Email: row.Email, Active: row.Active != 0,
			Roles:        rolesIn(g, func(r db.ListUsersRow) string { return r.Role }),
			OwnerAccount: row.OwnerAccountName, ValidTo: db.NullTime(row.ValidTo), LastLoginAt: db.NullTime(row.LastLoginAt),
		})
	}
	return users, next
}
