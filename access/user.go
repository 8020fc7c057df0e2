package access

import (
	"context"
	"strings"
	"time"

	"latchkey/db"
)

// UserRow is a user in a list.
type UserRow struct {
	ID     string
	Name   string
	Person string
	Email  string
	Active bool
	Roles  []Role
	// OwnerAccount is, for an external user, the name of its owner's account; ValidTo is zero where there is none.
	OwnerAccount string
	ValidTo      time.Time
	LastLoginAt  time.Time
}

// UserFilter is what a list of users is narrowed to; the zero value is every user.
type UserFilter struct {
	// Part is a part of the name, the person's name or the e-mail, regardless of case.
	Part string
	// Role is one that counts now.
	Role Role
	// Active is "yes", "no" or "".
	Active string
}

func (f UserFilter) active() int64 {
	switch f.Active {
	case "yes":
		return 1
	case "no":
		return 0
	default:
		return -1
	}
}

// searchKey is what a user is found by.
func searchKey(name, first, last, email string) string {
	return NameKey(name + " " + first + " " + last + " " + email)
}

// Users is a page, by name, of an account's users. after is the next of the page before, or "". It needs ReadUsers. Read by a
// grant it is recorded. Errors: ErrNotFound, ErrForbidden.
func (s *Service) Users(ctx context.Context, by Actor, accountID string, f UserFilter, after string) (account Named, users []UserRow, next string, err error) {
	now := s.now()
	if !by.May(ReadUsers, accountID) {
		return account, nil, "", s.refuseAccount(ctx, by, now, ReadUsers, accountID)
	}
	err = s.look(ctx, by, ReadUsers, accountID, now, func(q *db.Queries) (Entry, error) {
		sc := by.scope(ReadUsers, now)
		a, err := q.GetAccount(ctx, getAccountParams(accountID, sc))
		if err != nil {
			return Entry{}, err
		}
		account = Named{a.ID, a.Name}
		rows, err := q.ListUsers(ctx, db.ListUsersParams{
			AccountID: accountID, After: after, PageSize: pageSize + 1, Part: NameKey(f.Part), Role: string(f.Role), Active: f.active(),
			ScopeAll: sc.all, OwnAccount: sc.own, GranteeAccount: sc.granteeAccount, GranteeUser: sc.granteeUser, ReadOnly: sc.readOnly, Now: sc.now,
		})
		users, next = usersFrom(rows)
		return Entry{Action: UsersRead, AccountID: a.ID, ObjectID: a.ID, ObjectName: a.Name, GrantID: a.GrantID}, err
	})
	if db.IsNotFound(err) {
		return account, nil, "", s.refuseAccount(ctx, by, now, ReadUsers, accountID)
	}
	return account, users, next, err
}

// usersFrom gathers the rows, one for each role, of at most a page of users.
func usersFrom(rows []db.ListUsersRow) (users []UserRow, next string) {
	lastKey := ""
	for _, row := range rows {
		if len(users) == 0 || users[len(users)-1].ID != row.ID {
			if len(users) == pageSize {
				return users, lastKey
			}
			users = append(users, UserRow{
				ID: row.ID, Name: row.Name, Person: strings.TrimSpace(row.FirstName + " " + row.LastName), Email: row.Email, Active: row.Active != 0,
				OwnerAccount: row.OwnerAccountName, ValidTo: db.NullTime(row.ValidTo), LastLoginAt: db.NullTime(row.LastLoginAt),
			})
			lastKey = row.NameKey
		}
		if row.Role != "" {
			u := &users[len(users)-1]
			u.Roles = append(u.Roles, Role(row.Role))
		}
	}
	return users, ""
}
