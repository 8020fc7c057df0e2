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

// Users is a page, by name, of an account's users. after is the next of the page before, or "". It needs ReadUsers. Read by a
// grant it is recorded. Errors: ErrNotFound, ErrForbidden.
func (s *Service) Users(ctx context.Context, by Actor, accountID, after string) (account Named, users []UserRow, next string, err error) {
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
			AccountID: accountID, After: after, PageSize: pageSize + 1,
			ScopeAll: sc.all, OwnAccount: sc.own, GranteeAccount: sc.granteeAccount, GranteeUser: sc.granteeUser, Now: sc.now,
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

// NewUser is a user to be made. Name is required; Roles come on top of USER. Without a Password it gets a set-up link, with which
// it chooses one itself.
type NewUser struct {
	Name      string
	FirstName string
	LastName  string
	Email     string
	// TimeZone is an IANA name; empty means UTC.
	TimeZone string
	Password string
	Roles    []Role
}

// CreateUser makes a user of the actor's own account, or of any with a reach of all. It needs CreateUsers, and for each role
// what assigning it needs; roles for external users are refused. link is the token of its set-up link, "" with a Password.
// Errors: *Invalid with the fields of the form, ErrNotFound, ErrForbidden.
func (s *Service) CreateUser(ctx context.Context, by Actor, accountID string, n NewUser) (id, link string, err error) {
	now := s.now()
	covers := func(r Reach) bool { return r.Has(All) || r.Has(Own) && accountID == by.AccountID }
	if !covers(by.Reach(CreateUsers)) {
		return "", "", s.refuseAccount(ctx, by, now, CreateUsers, accountID)
	}
	var invalid Invalid
	n.Name = checkName(&invalid, "name", n.Name)
	n.FirstName = checkLine(&invalid, "first_name", n.FirstName)
	n.LastName = checkLine(&invalid, "last_name", n.LastName)
	n.Email = checkEmail(&invalid, "email", n.Email)
	n.TimeZone = checkZone(&invalid, n.TimeZone)
	if n.Password != "" {
		checkPassword(&invalid, "password", n.Password, n.Name)
	}
	for _, role := range n.Roles {
		if role != Superuser || !covers(ReachToAssign(by.Roles, role)) {
			invalid.add("roles", "You cannot assign %s to this user.", role)
		}
	}
	if err := invalid.err(); err != nil {
		return "", "", err
	}
	hash := ""
	if n.Password != "" {
		if hash, err = s.hashPassword(ctx, n.Password); err != nil {
			return "", "", err
		}
	}
	if id, err = s.newID("usr", now); err != nil {
		return "", "", err
	}
	err = s.write(ctx, by, now, func(t *tx) error {
		if err := t.accountIsThere(ctx, accountID); err != nil {
			return err
		}
		err := t.InsertUser(ctx, db.InsertUserParams{
			ID: id, AccountID: accountID, Name: n.Name, NameKey: NameKey(n.Name), FirstName: n.FirstName, LastName: n.LastName, Email: n.Email,
			TimeZone: n.TimeZone, PasswordHash: hash, CreatedAt: db.Millis(now), UpdatedAt: db.Millis(now),
		})
		if err != nil {
			return err
		}
		var names []string
		for _, role := range append([]Role{User}, n.Roles...) {
			if _, err := t.InsertUserRole(ctx, db.InsertUserRoleParams{UserID: id, Role: string(role), AssignedAt: db.Millis(now)}); err != nil {
				return err
			}
			names = append(names, string(role))
		}
		if n.Password == "" {
			if link, err = s.putSetupLink(ctx, t, accountID, id); err != nil {
				return err
			}
		}
		return t.record(ctx, Entry{
			Action: UserCreated, AccountID: accountID, ObjectID: id, ObjectName: n.Name,
			After: changes{"name": n.Name, "roles": strings.Join(names, " ")},
		})
	})
	if db.IsUnique(err) {
		err = &Invalid{Fields: map[string]string{"name": "This account has a user of this name already."}}
	}
	if err != nil {
		return "", "", err
	}
	return id, link, nil
}
