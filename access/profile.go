package access

import (
	"context"
	"errors"
	"time"

	"github.com/alexedwards/argon2id"

	"latchkey/db"
)

// ChangeOwnPassword sets a new password for the actor's own login: an account login with
// ChangeAccountPassword, or any user. It requires the current one, and judges the new one only if
// that is right. A wrong current password is recorded. It ends the login's other sessions, and
// gives this one the token that newToken returns: whoever has the old one is out. newToken is
// called at the very end, when nothing but the disk can fail. Errors: *Invalid with the fields
// current_password and new_password; *TooManyTries, *Busy, ErrForbidden.
func (s *Service) ChangeOwnPassword(ctx context.Context, by Actor, current, password string, newToken func() (string, error)) error {
	now := s.now()
	if by.Kind == KindAccount && !by.MayOwn(ChangeAccountPassword) {
		return s.refuseAccount(ctx, by, now, ChangeAccountPassword, by.AccountID)
	}
	if by.rehearses { // a rehearsal must not count as a try
		return &Invalid{}
	}
	leave, err := s.hashing.known.enter(ctx, by.Address)
	if err != nil {
		return err
	}
	defer leave()
	key, err := s.checkCurrentPassword(ctx, by, now, current)
	if err != nil {
		return err
	}
	var invalid Invalid
	s.checkPassword(&invalid, "new_password", password, by.AccountName, by.UserName)
	if err := invalid.err(); err != nil {
		return err
	}
	hash, err := argon2id.CreateHash(password, s.passwordParams)
	if err != nil {
		return err
	}
	return s.write(ctx, by, now, func(t *tx) error {
		err := t.provedByPassword(ctx)
		if err == nil {
			err = t.setPassword(ctx, by.AccountID, by.UserID, hash)
		}
		if err == nil {
			err = t.DeleteSignInAttempts(ctx, key)
		}
		if err == nil {
			err = t.notifySecurity(ctx, by.login(), SecurityNews{Event: SecurityPasswordChanged})
		}
		err = t.recordUnless(ctx, err, by.ownEntry(by.login().passwordChanged(), nil, nil))
		if err != nil {
			return err
		}
		token, err := newToken()
		if err != nil {
			return err
		}
		renewed := db.HashToken(token)
		if err := t.MoveWebappSessions(ctx, db.MoveWebappSessionsParams{NewHash: renewed, SessionHash: by.session}); err != nil {
			return err
		}
		return t.RenewSession(ctx, db.RenewSessionParams{NewHash: renewed, SeenAt: db.Millis(now), TokenHash: by.session})
	})
}

// checkCurrentPassword returns nil if current is the password of the actor's own login. key is then
// what its tries are counted by, to be reset together with the change. It needs a slot for password
// work. Errors: *Invalid with the field current_password, *TooManyTries.
func (s *Service) checkCurrentPassword(ctx context.Context, by Actor, now time.Time, current string) (key []byte, err error) {
	l, err := findLogin(ctx, s.store.Read, Credentials{Kind: by.Kind, Account: by.AccountName, User: by.UserName}, now)
	if err != nil {
		return nil, err
	}
	key = hashText("password", by.AccountID, by.UserID, Network(by.Address))
	wait, err := s.countTry(ctx, key, now, ordinarily)
	if err != nil {
		return nil, err
	}
	matches, err := s.passwordMatches(current, l.hash)
	if err == nil && !matches {
		err = s.wrongTry(ctx, now, l.wrongKey(Credentials{}), l, NoticeWrongPasswords)
		if err == nil {
			err = s.wrongCurrentPassword(ctx, by, now, wait)
		}
	}
	return key, err
}

// confirmation means that the actor knows the password of its own login. tries is what its tries
// were counted by.
type confirmation struct{ tries []byte }

// errUnconfirmed undoes a change that needs the actor's password, if that was not checked yet.
var errUnconfirmed = errors.New("access: needs the current password")

// confirm returns nil if the actor has a fresh proof, or typed its password.
func (t *tx) confirm(ctx context.Context, c *confirmation) error {
	switch asks := t.svc.freshFor > 0; {
	case c != nil:
		if err := t.provedByPassword(ctx); err != nil {
			return err
		}
		if err := t.needProof(); err != nil {
			return err
		}
		return t.DeleteSignInAttempts(ctx, c.tries)
	case asks && t.needProof() == nil:
		return nil
	}
	return errUnconfirmed
}

// confirmEmail is confirm for a new e-mail address. For the login of someone else, only a fresh
// proof counts.
func (t *tx) confirmEmail(ctx context.Context, own bool, c *confirmation) error {
	if !own {
		return t.needProof()
	}
	return t.confirm(ctx, c)
}

// confirmed makes a change that may need a fresh proof, or the password of the actor's own login.
// Whether it does shows only inside its transaction. Then the password, if it was typed, is checked
// outside of it, and the change is made again. So nobody has to prove anything for a change that
// does not need it, or that has another mistake. Errors: ErrUnproved if there is neither.
func (s *Service) confirmed(ctx context.Context, by Actor, current string, change func(*confirmation) error) error {
	err := change(nil)
	if !errors.Is(err, errUnconfirmed) {
		return err
	}
	if current == "" && s.freshFor > 0 {
		return ErrUnproved
	}
	if current == "" {
		return &Invalid{Fields: map[string]Reason{"current_password": ConfirmByPassword{}}}
	}
	leave, err := s.hashing.known.enter(ctx, by.Address)
	if err != nil {
		return err
	}
	defer leave()
	key, err := s.checkCurrentPassword(ctx, by, s.now(), current)
	if err != nil {
		return err
	}
	return change(&confirmation{key})
}

// wrongCurrentPassword records that someone who is signed in did not know the login's password: the
// session may have been left open.
func (s *Service) wrongCurrentPassword(ctx context.Context, by Actor, now time.Time, wait time.Duration) error {
	e := by.ownEntry(WrongCurrentPassword, nil, nil)
	if wait > 0 {
		e.After = changes{DetailWaits: wait.String()}
	}
	ctx = context.WithoutCancel(ctx) // a guess counts even if the client goes away
	if err := s.write(ctx, by, now, func(t *tx) error { return t.record(ctx, e) }); err != nil {
		return err
	}
	return &Invalid{Fields: map[string]Reason{"current_password": NotThePassword{}}}
}
