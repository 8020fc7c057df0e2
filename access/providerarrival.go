package access

import (
	"cmp"
	"context"
	"errors"
	"time"

	"latchkey/db"
)

// arriveReturned signs in whoever came back.
func (s *Service) arriveReturned(ctx context.Context, r returning, c Client, now time.Time, newToken func() (string, error)) (Arrival, error) {
	l, p, err := s.returnedLogin(ctx, r, c, now)
	if err != nil {
		return Arrival{}, err
	}
	if !l.enabled {
		return Arrival{}, forbidden(UserCannotSignIn{Account: l.accountName})
	}
	a, err := s.arrive(ctx, Half{login: l}, p, now, c, newToken, nil)
	if errors.Is(err, ErrNotFound) {
		err = forbidden(SignInElsewhere{})
	}
	return a, err
}

// returnedLogin is whose login it is, and the proof, which also links it for an invitation.
func (s *Service) returnedLogin(ctx context.Context, r returning, c Client, now time.Time) (l login, p proving, err error) {
	p = proving{proof: r.proof, use: func(ctx context.Context, t *tx) error { return t.currentProvider(ctx, r) }}
	if r.purpose == ProviderInvitation {
		return s.invitedLogin(ctx, r, p, now)
	}
	row, err := s.store.Read.GetIdentityUser(ctx, db.GetIdentityUserParams{AccountID: r.row.AccountID, Issuer: r.identity.Issuer, Subject: r.identity.Subject})
	if db.IsNotFound(err) && r.row.Creates == 1 {
		row.Name, row.AccountName, err = s.createReturned(ctx, r, c.Address, now)
	} else if db.IsNotFound(err) {
		err = forbidden(NotLinked{Provider: r.row.Name, Account: s.accountName(ctx, r.row.AccountID)})
	}
	if err != nil {
		return l, p, err
	}
	l, err = findLogin(ctx, s.store.Read, Credentials{Kind: KindUser, Account: row.AccountName, User: row.Name}, now)
	p.use = func(ctx context.Context, t *tx) error {
		is, err := t.GetIdentity(ctx, l.userID)
		if err != nil || is.Issuer != r.identity.Issuer || is.Subject != r.identity.Subject {
			return cmp.Or(notFound(err), ErrNotFound)
		}
		return t.currentProvider(ctx, r)
	}
	return l, p, err
}

// invitedLogin is the login of a set-up link, which the proof uses up.
func (s *Service) invitedLogin(ctx context.Context, r returning, p proving, now time.Time) (l login, _ proving, err error) {
	link, err := setupLinkWith(ctx, s.store.Read, r.holder, now)
	if err != nil {
		return l, p, cmp.Or(isNotFound(err, forbidden(SignInElsewhere{})), err)
	}
	l, err = findLogin(ctx, s.store.Read, Credentials{Kind: KindUser, Account: link.AccountName, User: link.UserName}, now)
	p.use = func(ctx context.Context, t *tx) error {
		link, err := setupLinkWith(ctx, t.Queries, r.holder, now)
		if err == nil {
			err = t.currentProvider(ctx, r)
		}
		if err == nil {
			err = t.deleteLinks(ctx, link.UserID)
		}
		if err == nil {
			err = t.noteLoginGiver(ctx, link.UserID, cmp.Or(link.madeByID, link.AccountID))
		}
		if err == nil {
			err = t.link(ctx, l, r.row, r.identity, LinkedByInvitation)
		}
		if errors.Is(err, errUnchanged) { // the link only signs in, then
			err = nil
		}
		return err
	}
	return l, p, err
}

// isNotFound is instead if err is ErrNotFound, and otherwise nil.
func isNotFound(err, instead error) error {
	if errors.Is(err, ErrNotFound) {
		return instead
	}
	return nil
}

// createReturned makes a user of the account for whoever came back, and links it. It never gets
// more than USER, and never takes an existing user's place.
func (s *Service) createReturned(ctx context.Context, r returning, address string, now time.Time) (name, accountName string, err error) {
	a, err := s.store.Read.GetAccountState(ctx, r.row.AccountID)
	if err != nil {
		return "", "", err
	}
	n := NewUser{Name: cmp.Or(r.identity.Name, r.identity.Email), Email: r.identity.Email, TimeZone: a.TimeZone}
	if n.Name == "" {
		return "", "", forbidden(NoNameThere{Provider: r.row.Name})
	}
	var invalid, person, email Invalid
	notPossible := forbidden(NameNotPossible{Name: n.Name, Account: a.Name})
	if n.Name = checkName(&invalid, n.Name); invalid.err() != nil {
		return "", "", notPossible
	}
	n.FirstName, n.LastName = r.identity.GivenName, r.identity.FamilyName
	if checkPerson(&person, "first_name", "last_name", &n.FirstName, &n.LastName, ""); person.err() != nil {
		n.FirstName, n.LastName = "", ""
	}
	if n.Email = checkEmail(&email, n.Email, ""); email.err() != nil {
		n.Email = ""
	}
	id, err := s.newID("usr", now)
	if err != nil {
		return "", "", err
	}
	err = s.write(ctx, Nobody(address), now, func(t *tx) error {
		if err := t.currentProvider(ctx, r); err != nil {
			return err
		}
		if is, err := t.GetAccountState(ctx, a.ID); err != nil || !is.LoginEnabled || is.DeletedAt.Valid {
			return cmp.Or(err, forbidden(UserCannotSignIn{Account: a.Name}))
		}
		u := UserPage{ID: id, AccountID: a.ID, AccountName: a.Name, Name: n.Name}
		if err := t.insertUser(ctx, "", u, n, origin{}); err != nil {
			return err
		}
		after := changes{DetailName: n.Name, DetailRoles: roleText([]Role{User}), DetailProvider: r.row.Name}
		if err := t.record(ctx, u.entry(UserCreated, nil, after)); err != nil {
			return err
		}
		return t.link(ctx, u.login(), r.row, r.identity, LinkedByFirst)
	})
	if db.IsUnique(err) {
		err = notPossible
	}
	return n.Name, a.Name, err
}
