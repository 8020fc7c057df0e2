package access

import (
	"context"
	"database/sql"
	"time"

	"latchkey/db"
)

// The actions on users, besides UsersRead and UserCreated.
const (
	UserRead         Action = "user.read"
	UserChanged      Action = "user.changed"
	UserRolesChanged Action = "user.roles_changed"
	UserActivated    Action = "user.activated"
	UserDeactivated  Action = "user.deactivated"
	UserDeleted      Action = "user.deleted"
	UserExtended     Action = "user.extended"
)

// UserPage is a user, with what the actor may do with it.
type UserPage struct {
	ID, AccountID, AccountName, Name, FirstName, LastName, Email string
	Zone                                                         *time.Location
	Active                                                       bool
	// HasPassword is false until the set-up link is used.
	HasPassword bool
	Password    PasswordState
	// EmailOutside says that someone wrote the e-mail address who is none of the account's own
	// people, or its identity provider. No link for choosing a password goes there.
	EmailOutside bool
	// EmailConfirmedAt is when someone followed a link in a mail to the address, or zero.
	EmailConfirmedAt time.Time
	// External is nil for one of the account's own users.
	External                          *External
	CreatedAt, UpdatedAt, LastLoginAt time.Time
	Roles                             []RoleChoice
	// Self says that it is the actor's own login.
	Self bool
	// MayEdit and the others say what the actor may do; MayAssign, that it may change at least one
	// of the roles.
	MayEdit, MayAssign, MayActivate, MayDeactivate, MayDelete, MayMakeSetupLink, MayExtend, MayEndSessions bool
	// Factors are the user's second factors, for those who may reset them and for the user. Reset
	// is a reset of them that waits. MayReset says that the actor may ask for one.
	Factors  *Factors
	Reset    FactorReset
	MayReset bool
	// NameFixed says that the actor may edit everything except the person's first and last name.
	NameFixed bool
	// GrantID is the live grant that gives the actor access, or "" if it needs none. readOnly says
	// that it is read-only.
	GrantID  string
	readOnly bool
	// madeUnder is the grant under which an external user was created, or "".
	madeUnder string
}

// LinkEmail is the address to which a link for choosing the user's password can be sent, or "".
func (u UserPage) LinkEmail() string {
	if u.EmailOutside {
		return ""
	}
	return u.Email
}

// External has more about an external user.
type External struct {
	// OwnerID is the user in another account who owns it. Owner is that person's name.
	OwnerID      string
	Owner        string
	OwnerAccount Named
	// ValidTo is its end, or that of an external user on whom it depends if that is earlier, or
	// zero.
	ValidTo time.Time
	// OwnerIn says whether the owner could sign in, MakersIn whether all external users on whom it
	// depends could, and GrantLive whether the grant under which it was created is live, if there
	// still is one. Without one of these, it is out, too.
	OwnerIn, MakersIn, GrantLive bool
}

// Over is why an external user cannot sign in at an instant, or nil.
func (e External) Over(active bool, now time.Time) Reason {
	if over := e.ended(active, now); over != nil || e.OwnerIn {
		return over
	}
	return OwnerOut{Account: e.OwnerAccount.Name}
}

// ended is Over without its owner, who may come back.
func (e External) ended(active bool, now time.Time) Reason {
	switch {
	case !active:
		return UserInactive{}
	case !e.ValidTo.IsZero() && !now.Before(e.ValidTo):
		return TimeOver{}
	case !e.GrantLive:
		return GrantOver{}
	case !e.MakersIn:
		return MakerOut{}
	}
	return nil
}

// RoleChoice is a user role as a control: whether the user has it, and why the actor cannot change
// that.
type RoleChoice struct {
	Role Role
	Held bool
	// Until is the end of the grant, or of the external user, on which it depends, or zero.
	Until time.Time
	// Hangs says that it depends on a grant or on external users, and so was not assigned for good.
	Hangs bool
	// Keepable says that it depends on something from which extending the external user can detach
	// it.
	Keepable bool
	// Reason is nil if the actor may change it.
	Reason Reason
}

// heldRoles are the roles that a user has now.
func (u UserPage) heldRoles() []Role {
	var roles []Role
	for _, c := range u.Roles {
		if c.Held {
			roles = append(roles, c.Role)
		}
	}
	return roles
}

// entry is an entry of the record about the user.
func (u UserPage) entry(action Action, before, after changes) Entry {
	return Entry{
		Action: action, AccountID: u.AccountID, ObjectID: u.ID, ObjectName: u.Name, GrantID: u.GrantID, Before: before, After: after,
	}
}

// User returns the page of one user. It needs ReadUsers. Under a grant, the read is recorded.
// Errors: ErrNotFound.
func (s *Service) User(ctx context.Context, by Actor, accountID, id string) (u UserPage, err error) {
	now := s.now()
	if !by.May(ReadUsers, accountID) && id != by.UserID {
		return u, s.refuseUser(ctx, by, now, ReadUsers, accountID, id, nil)
	}
	err = s.readRecorded(ctx, by, ReadUsers, accountID, now, func(q *db.Queries) (Entry, error) {
		u, err = getUser(ctx, q, by, now, ReadUsers, accountID, id)
		if err != nil {
			return Entry{}, err
		}
		return u.entry(UserRead, nil, nil), by.readFactorsOf(ctx, q, &u)
	})
	if db.IsNotFound(err) {
		return UserPage{}, s.refuseUser(ctx, by, now, ReadUsers, accountID, id, nil)
	}
	return u, err
}

// getUser reads a user that f allows the actor to reach.
func getUser(ctx context.Context, q *db.Queries, by Actor, now time.Time, f Function, accountID, id string) (u UserPage, err error) {
	row, err := q.GetUser(ctx, getUserParams(accountID, id, by.scope(f, now)))
	if err != nil {
		return u, err
	}
	roles, err := q.ListUserRoles(ctx, db.ListUserRolesParams{UserID: id, Now: db.Millis(now)})
	if err != nil {
		return u, err
	}
	u = userFrom(row)
	u.Self = id != "" && id == by.UserID
	u.GrantID = by.grantBehind(f, accountID, u.GrantID)
	u.Roles = by.roleChoices(u, roles)
	for _, c := range u.Roles {
		u.MayAssign = u.MayAssign || c.Reason == nil
	}
	u.MayEdit, u.MayDelete = by.mayEdit(u) == nil, by.mayDelete(u) == nil
	u.NameFixed = by.mayRename(u) != nil
	u.MayActivate, u.MayDeactivate = !u.Active && by.mayActivate(u) == nil, u.Active && by.mayDeactivate(u) == nil
	u.MayMakeSetupLink, u.MayExtend = by.mayMakeSetupLink(u) == nil, by.mayExtendUser(u) == nil
	u.MayEndSessions = by.mayEndSessions(u) == nil
	return u, nil
}

// firstEnd is the earlier of a user's own end and that of those on whom it depends.
func firstEnd(own sql.NullInt64, makers int64) time.Time {
	if makers != 0 && makers < endless && (!own.Valid || makers < own.Int64) {
		return db.Time(makers)
	}
	return db.NullTime(own)
}

// endless is the end, in the views of windows, of what has none.
const endless = 253402300799999

func userFrom(row db.GetUserRow) UserPage {
	u := UserPage{
		ID: row.ID, AccountID: row.AccountID, AccountName: row.AccountName, Name: row.Name, FirstName: row.FirstName, LastName: row.LastName,
		Email: row.Email, Zone: location(row.TimeZone), Active: row.Active, HasPassword: row.HasPassword != 0,
		Password: passwordState(row.PasswordSetAt, row.PasswordDays), EmailOutside: row.EmailOutside,
		EmailConfirmedAt: orZero(row.EmailConfirmedAt),
		CreatedAt:        db.Time(row.CreatedAt), UpdatedAt: db.Time(row.UpdatedAt), LastLoginAt: db.NullTime(row.LastLoginAt), GrantID: row.ByGrantID, readOnly: row.ByGrantReadOnly != 0, madeUnder: row.MadeUnder,
	}
	if row.OwnerID != "" {
		u.External = &External{
			OwnerID: row.OwnerID, Owner: personWithLogin(row.OwnerFirstName, row.OwnerLastName, row.OwnerName),
			OwnerAccount: Named{ID: row.OwnerAccountID, Name: row.OwnerAccountName}, ValidTo: firstEnd(row.ValidTo, row.MakersTo),
			OwnerIn: row.OwnerIn != 0, MakersIn: row.MakersIn != 0, GrantLive: row.GrantLive != 0,
		}
	}
	return u
}

// refuseUser is the answer to an actor who may not do f to a user: why, if it sees the user, and
// otherwise as if there was none.
func (s *Service) refuseUser(ctx context.Context, by Actor, now time.Time, f Function, accountID, id string, why error) error {
	row, err := s.store.Read.GetUser(ctx, getUserParams(accountID, id, everything))
	if err != nil && !db.IsNotFound(err) {
		return err
	}
	seen, notSeen := s.store.Read.GetUser(ctx, getUserParams(accountID, id, by.scope(ReadUsers, now)))
	if notSeen != nil && !db.IsNotFound(notSeen) {
		return notSeen
	}
	if err != nil {
		return ErrNotFound
	}
	answer := ErrNotFound
	if notSeen == nil && f != ReadUsers {
		answer = why
		if why == nil {
			answer = errMayNot(f)
			if seen.ByGrantReadOnly != 0 {
				answer = errReadOnly
			}
		}
	}
	object := Entry{AccountID: accountID, ObjectID: id, ObjectName: row.Name, RequestID: by.grantBehind(ReadUsers, accountID, seen.ByGrantID)}
	return s.deny(by, now, f, object, answer)
}
