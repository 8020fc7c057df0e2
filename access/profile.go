package access

import (
	"context"

	"github.com/alexedwards/argon2id"

	"latchkey/db"
)

// ChangeOwnPassword gives the actor's own login another password: an account login with ChangeAccountPassword, and every user. It
// wants the current one, and looks at the new one only then; it ends the login's other sessions, and keeps this one. Errors: *Invalid with the fields current_password
// and new_password; *TooManyTries, *Busy, ErrForbidden.
func (s *Service) ChangeOwnPassword(ctx context.Context, by Actor, current, password string) error {
	now := s.now()
	if by.Kind == KindAccount && !by.MayOwn(ChangeAccountPassword) {
		return s.refuseAccount(ctx, by, now, ChangeAccountPassword, by.AccountID)
	}
	leave, err := s.hashing.known.enter(ctx, by.Address)
	if err != nil {
		return err
	}
	defer leave()
	l, err := s.findLogin(ctx, Credentials{Kind: by.Kind, Account: by.AccountName, User: by.UserName}, now)
	if err != nil {
		return err
	}
	key := hashText("password", by.AccountID, by.UserID, Network(by.Address))
	if _, err := s.countTry(ctx, key, now); err != nil {
		return err
	}
	matches, err := s.passwordMatches(current, l.hash)
	if err != nil {
		return err
	}
	var invalid Invalid
	if !matches {
		invalid.add("current_password", "This is not the current password.")
		return &invalid
	}
	if checkPassword(&invalid, "new_password", password, by.AccountName, by.UserName); invalid.err() != nil {
		return &invalid
	}
	hash, err := argon2id.CreateHash(password, passwordParams)
	if err != nil {
		return err
	}
	return s.write(ctx, by, now, func(t *tx) error {
		e := Entry{Action: AccountPasswordChanged, AccountID: by.AccountID, ObjectID: by.AccountID, ObjectName: by.AccountName}
		if by.Kind == KindAccount {
			err = t.UpdateAccountPassword(ctx, db.UpdateAccountPasswordParams{PasswordHash: hash, UpdatedAt: db.Millis(now), ID: by.AccountID})
		} else {
			e.Action, e.ObjectID, e.ObjectName = UserPasswordChanged, by.UserID, by.UserName
			err = t.UpdateUserPassword(ctx, db.UpdateUserPasswordParams{PasswordHash: hash, UpdatedAt: db.Millis(now), ID: by.UserID})
		}
		if err == nil {
			err = t.DeleteSetupLinkOf(ctx, e.ObjectID)
		}
		if err == nil {
			err = t.KeepSession(ctx, by.session)
		}
		if err == nil {
			err = t.DeleteSignInAttempts(ctx, key)
		}
		if err != nil {
			return err
		}
		return t.record(ctx, e)
	})
}
