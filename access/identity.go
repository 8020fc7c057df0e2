package access

import (
	"context"
	"time"

	"latchkey/db"
	"latchkey/idp"
)

// The actions on who a user is at the account's identity provider.
const (
	IdentityLinked   Action = "identity.linked"
	IdentityUnlinked Action = "identity.unlinked"
)

// Linking is how a user and somebody at a provider were found to be the same.
type Linking string

// The linkings. None of them goes by a name or an e-mail address: at a provider, anyone may have
// any.
const (
	LinkedByUser       Linking = "USER"
	LinkedByInvitation Linking = "INVITATION"
	LinkedByFirst      Linking = "FIRST_SIGN_IN"
)

// Identity is who a user is at the account's identity provider.
type Identity struct {
	Issuer, Subject string
	Since           time.Time
	How             Linking
}

// UserIdentity is a user's page about that. Provider is "" if the account has none.
type UserIdentity struct {
	Provider string
	// Identity is nil if the user is not linked.
	Identity *Identity
	// Enabled and Required are those of the provider.
	Enabled, Required bool
	// MayUnlink says that the actor may unlink it, and MayLink that it may link its own.
	MayUnlink, MayLink bool
}

// OwnIdentity is who the actor's own login is at its account's provider. External users and account
// logins are nobody there.
func (s *Service) OwnIdentity(ctx context.Context, by Actor) (UserIdentity, error) {
	if by.UserID == "" || by.OwnerAccountID != "" {
		return UserIdentity{}, nil
	}
	i, err := s.identityOf(ctx, by.AccountID, by.UserID)
	i.MayLink, i.MayUnlink = i.Enabled && s.providers != nil, i.Identity != nil
	return i, err
}

// IdentityOf is who a user is at its account's provider, for the account's own people.
func (s *Service) IdentityOf(ctx context.Context, by Actor, u UserPage) (UserIdentity, error) {
	mayEdit := by.mayEdit(u) == nil // this is about the actor, not about what can be read
	if u.External != nil || by.actsExternally(UpdateUsers, u) || !mayEdit {
		return UserIdentity{}, nil
	}
	i, err := s.identityOf(ctx, u.AccountID, u.ID)
	i.MayUnlink = i.Identity != nil && by.mayUnlink(u) == nil
	return i, err
}

func (s *Service) identityOf(ctx context.Context, accountID, userID string) (i UserIdentity, err error) {
	p, err := s.store.Read.GetIdentityProvider(ctx, accountID)
	if err != nil {
		return i, notFoundIsNone(err)
	}
	i.Provider, i.Enabled, i.Required = p.Name, p.Enabled == 1, p.Required == 1
	row, err := s.store.Read.GetIdentity(ctx, userID)
	if err != nil {
		return i, notFoundIsNone(err)
	}
	i.Identity = &Identity{Issuer: row.Issuer, Subject: row.Subject, Since: db.Time(row.LinkedAt), How: Linking(row.How)}
	return i, nil
}

// link links a user to somebody at its account's provider, instead of whoever it was linked to. e
// is the entry about it. Errors: ErrConflict if another user is linked to them; ErrNotFound for a
// user who is not one of the account's own.
func (t *tx) link(ctx context.Context, l login, p db.IdentityProvider, id idp.Identity, how Linking) error {
	own, err := t.IsOwnUser(ctx, db.IsOwnUserParams{ID: l.userID, AccountID: l.accountID})
	if err != nil || own == 0 {
		return orNotFound(err)
	}
	was, err := t.GetIdentity(ctx, l.userID)
	if notFoundIsNone(err) != nil {
		return err
	}
	if err == nil && was.Issuer == id.Issuer && was.Subject == id.Subject {
		return errUnchanged
	}
	e := l.actor("").ownEntry(IdentityLinked, nil, identityChanges(p.Name, id.Issuer, id.Subject))
	e.After[DetailHow] = string(how)
	if err == nil {
		e.Before = identityChanges(p.Name, was.Issuer, was.Subject)
	}
	err = t.PutIdentity(ctx, db.PutIdentityParams{
		UserID: l.userID, AccountID: l.accountID, Issuer: id.Issuer, Subject: id.Subject, LinkedAt: db.Millis(t.now), How: string(how),
	})
	if db.IsUnique(err) {
		return conflict(IdentityTaken{Provider: p.Name})
	}
	if err == nil && how != LinkedByFirst {
		err = t.notifySecurity(ctx, l, SecurityNews{Event: SecurityIdentityLinked, Name: p.Name})
	}
	return t.recordUnless(ctx, err, e)
}

// orNotFound returns err or, if that is nil, ErrNotFound.
func orNotFound(err error) error {
	if err == nil {
		err = ErrNotFound
	}
	return err
}

func identityChanges(provider, issuer, subject string) changes {
	return changes{DetailProvider: provider, DetailIssuer: issuer, DetailSubject: subject}
}

// UnlinkOwn makes the actor's own login nobody at its account's provider, and ends its other
// sessions. Errors: ErrConflict if it is not linked, or could not sign in any more.
func (s *Service) UnlinkOwn(ctx context.Context, by Actor) error {
	return s.write(ctx, by, s.now(), func(t *tx) error {
		l, err := findLogin(ctx, t.Queries, by.login().credentials(), t.now)
		if err != nil {
			return err
		}
		has, err := factors(ctx, t.Queries, l)
		switch {
		case err != nil:
			return err
		case l.byProvider:
			return conflict(ProviderStays{Account: l.accountName})
		case l.hash == "" && !has.Passkey:
			return conflict(LastWayIn{})
		}
		return t.unlink(ctx, l, t.by.holder())
	})
}

// mayUnlink is who may unlink a user: the account's own people. It takes access away.
func (a Actor) mayUnlink(u UserPage) error {
	if a.AccountID != u.AccountID {
		return forbidden(OnlyOwnPeople{Account: u.AccountName})
	}
	return a.mayEndSessions(u)
}

// UnlinkUser makes a user nobody at its account's provider, and signs it out. It needs UpdateUsers,
// and the actor must be one of the account's own people. Errors: ErrNotFound, ErrForbidden;
// ErrConflict if the user is not linked.
func (s *Service) UnlinkUser(ctx context.Context, by Actor, accountID, id string) error {
	return s.changeUser(ctx, by, UpdateUsers, accountID, id, func(t *tx, u UserPage) error {
		if err := by.mayUnlink(u); err != nil {
			return err
		}
		return t.unlink(ctx, u.login(), nil)
	})
}

// unlink unlinks a user, and ends its sessions, except one.
func (t *tx) unlink(ctx context.Context, l login, but []byte) error {
	was, err := t.GetIdentity(ctx, l.userID)
	if db.IsNotFound(err) {
		return conflict(NotLinkedNow{})
	}
	if err != nil {
		return err
	}
	p, err := t.GetIdentityProvider(ctx, l.accountID)
	if err != nil {
		return err
	}
	news := SecurityNews{Event: SecurityIdentityUnlinked, Name: p.Name}
	if news.Ended, err = t.endSessionsOf(ctx, l, but); err == errUnchanged { //nolint:errorlint // it is never wrapped
		err = nil
	}
	if err == nil {
		_, err = t.DeleteIdentity(ctx, l.userID)
	}
	if err == nil {
		err = t.notifySecurity(ctx, l, news)
	}
	return t.recordUnless(ctx, err, l.actor("").ownEntry(IdentityUnlinked, identityChanges(p.Name, was.Issuer, was.Subject), nil))
}
