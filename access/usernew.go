package access

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"latchkey/db"
)

// NewUser is a user to create. Name is required. Roles are in addition to USER. Without a Password,
// the user gets a set-up link, with which it sets one itself.
type NewUser struct {
	Name, FirstName, LastName, Email string
	// TimeZone is an IANA name; empty means UTC.
	TimeZone string
	Password string
	Roles    []Role
}

// origin is where a new user comes from. It is empty for one of the account's own users.
type origin struct {
	ownerID sql.NullString
	validTo sql.NullInt64
	// grantID is the grant that the user and its roles do not outlive.
	grantID sql.NullString
}

// origin returns where a user that the actor creates in an account comes from. Under a grant, or
// with a role that depends on one, it is an external user of the grant's responsible user, and ends
// with the grant. A user created by an external user, or with a role that depends on one, is just
// as external. u is the user to be created, so far.
func (s *Service) origin(ctx context.Context, q *db.Queries, by Actor, now time.Time, accountID string) (o origin, u UserPage, err error) {
	sc := by.scope(CreateUsers, now)
	a, err := q.GetAccount(ctx, getAccountParams(accountID, sc))
	if err != nil {
		return o, u, err
	}
	u = UserPage{AccountID: a.ID, AccountName: a.Name}
	switch {
	case by.grantBond(CreateUsers) != nil && accountID == by.AccountID:
		b := by.grantBond(CreateUsers)
		u.GrantID = b.GrantID
		o = origin{db.NullText(b.RequestedBy), db.NullMillis(b.ValidTo), db.NullText(b.GrantID)}
	case by.onlyByGrant(CreateUsers, u):
		g, err := q.GetLongestGrant(ctx, scoped(sc, db.GetLongestGrantParams{AccountID: accountID}))
		if err != nil {
			return o, u, err
		}
		u.GrantID = g.ID
		o = origin{ownerID: db.NullText(g.RequestedBy), validTo: sql.NullInt64{Int64: g.ValidTo, Valid: true}, grantID: db.NullText(g.ID)}
		if by.UserID != "" {
			o.ownerID = db.NullText(by.UserID)
		}
	case by.OwnerAccountID != "":
		me, err := q.GetUser(ctx, getUserParams(by.AccountID, by.UserID, everything))
		if err != nil {
			return o, u, err
		}
		u.GrantID = me.MadeUnder
		o = origin{db.NullText(me.OwnerID), me.ValidTo, db.NullText(me.MadeUnder)}
	case accountID == by.AccountID && by.isBound(CreateUsers):
		role, _ := by.roleAndBond(CreateUsers)
		external, err := q.GetExternalBehind(ctx, db.GetExternalBehindParams{UserID: by.UserID, Role: string(role)})
		if err != nil {
			return o, u, err
		}
		u.GrantID = external.GrantID.String
		o = origin{external.OwnerID, sql.NullInt64{Int64: external.ValidTo, Valid: external.ValidTo < endless}, external.GrantID}
	}
	if o.ownerID.Valid {
		u.External = &External{OwnerID: o.ownerID.String, ValidTo: db.NullTime(o.validTo), OwnerIn: true, MakersIn: true, GrantLive: true}
	}
	u.Roles = by.roleChoices(u, nil)
	u.Roles[0].Held = true
	return o, u, nil
}

// NewUser returns a user to be created in an account: where it comes from, and which roles the
// actor may assign to it. It needs CreateUsers. Errors: ErrNotFound, ErrForbidden.
func (s *Service) NewUser(ctx context.Context, by Actor, accountID string) (u UserPage, err error) {
	return s.newUser(ctx, by, s.now(), accountID)
}

func (s *Service) newUser(ctx context.Context, by Actor, now time.Time, accountID string) (u UserPage, err error) {
	if !by.May(CreateUsers, accountID) {
		return u, s.refuseAccount(ctx, by, now, CreateUsers, accountID)
	}
	_, u, err = s.origin(ctx, s.store.Read, by, now, accountID)
	if db.IsNotFound(err) {
		err = s.refuseAccount(ctx, by, now, CreateUsers, accountID)
	}
	return u, err
}

func (n *NewUser) check(s *Service, by Actor, u UserPage) error {
	var invalid Invalid
	if n.Password != "" && !by.mayGiveSetupLink(u) {
		invalid.add("password", OwnPeopleChoosePassword{Account: u.AccountName})
	}
	n.Name = checkName(&invalid, n.Name)
	d := UserData{FirstName: n.FirstName, LastName: n.LastName, Email: n.Email, TimeZone: n.TimeZone}
	d.check(&invalid, UserData{})
	n.FirstName, n.LastName, n.Email, n.TimeZone = d.FirstName, d.LastName, d.Email, d.TimeZone
	if n.Password != "" {
		s.checkPassword(&invalid, "password", n.Password, u.AccountName, n.Name)
	}
	for _, role := range n.Roles {
		i := slices.Index(UserRoles, role)
		switch {
		case i < 0:
			invalid.add("roles", NotForUsers{Role: role})
		case u.Roles[i].Reason != nil:
			invalid.add("roles", u.Roles[i].Reason)
		}
	}
	return invalid.err()
}

// CreateUser creates a user. It needs CreateUsers and, for each role, what assigning it needs.
// Under a grant, or by an external user, the user is external and ends with that. link is the token
// of its set-up link. It is "" with a Password, and for an ADMINISTRATOR in another account: only
// the account's own people make that link, because otherwise the ADMINISTRATOR could sign in as
// someone who decides there. Errors: *Invalid with the fields of the form, ErrNotFound,
// ErrForbidden.
func (s *Service) CreateUser(ctx context.Context, by Actor, accountID string, n NewUser) (id, link string, err error) {
	now := s.now()
	u, err := s.newUser(ctx, by, now, accountID)
	if err != nil {
		return "", "", err
	}
	if err := n.check(s, by, u); err != nil {
		return "", "", err
	}
	hash := ""
	if n.Password != "" {
		hash, err = s.hashPassword(ctx, by.Address, n.Password)
		if err != nil {
			return "", "", err
		}
	}
	id, err = s.newID("usr", now)
	if err != nil {
		return "", "", err
	}
	err = s.write(ctx, by, now, func(t *tx) error {
		// This is checked again where nobody can end the grant in between.
		o, u, err := s.origin(ctx, t.Queries, by, now, accountID)
		if err != nil {
			return err
		}
		u.ID, u.Name = id, n.Name
		if err := t.insertUser(ctx, hash, u, n, o); err != nil {
			return err
		}
		if n.Password != "" {
			if err := t.noteLoginGiver(ctx, id, by.loginID()); err != nil {
				return err
			}
		} else if by.mayGiveSetupLink(u) {
			link, err = s.putSetupLink(ctx, t, accountID, id, "")
			if err != nil {
				return err
			}
		}
		after := changes{DetailName: n.Name, DetailRoles: roleText(slices.Concat([]Role{User}, n.Roles))}
		if o.validTo.Valid {
			after[DetailValidTo] = instantText(db.NullTime(o.validTo))
		}
		if err := t.record(ctx, u.entry(UserCreated, nil, after)); err != nil {
			return err
		}
		u.Email, u.Zone, u.EmailOutside = n.Email, location(n.TimeZone), by.actsExternally(CreateUsers, u)
		if _, err := t.askToConfirm(ctx, u.notified(), by.named()); err != nil {
			return err
		}
		return t.notifyUserMade(ctx, u)
	})
	if db.IsUnique(err) {
		err = &Invalid{Fields: map[string]Reason{"name": UserNameTaken{}}}
	}
	if err != nil {
		return "", "", notFound(err)
	}
	return id, link, nil
}

func (t *tx) insertUser(ctx context.Context, hash string, u UserPage, n NewUser, o origin) error {
	err := t.InsertUser(ctx, db.InsertUserParams{
		ID: u.ID, AccountID: u.AccountID, Name: n.Name, NameKey: NameKey(n.Name), Skeleton: skeleton(n.Name), FirstName: n.FirstName, LastName: n.LastName, Email: n.Email,
		TimeZone: n.TimeZone, PasswordHash: hash, EmailOutside: n.Email != "" && t.by.actsExternally(CreateUsers, u), OwnerID: o.ownerID, ValidTo: o.validTo, GrantID: o.grantID,
		SearchKey: searchKey(n.Name, n.FirstName, n.LastName, n.Email), CreatedAt: db.Millis(t.now), UpdatedAt: db.Millis(t.now),
	})
	if err != nil {
		return err
	}
	for _, role := range slices.Concat([]Role{User}, n.Roles) {
		grantID := o.grantID
		if b := t.by.grantBond(assignedWith[role]); b != nil && t.by.AccountID == u.AccountID {
			grantID = db.NullText(b.GrantID)
		}
		if role == User {
			grantID = sql.NullString{}
		}
		if err := t.giveRole(ctx, u, role, grantID); err != nil {
			return err
		}
	}
	return t.bindToActor(ctx, u, "", CreateUsers)
}
