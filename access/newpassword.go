package access

import (
	"cmp"
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/alexedwards/argon2id"

	"latchkey/db"
)

// PasswordState is what the pages of a login say about its password: when it was set, and when it
// expires. Both are zero if there is none.
type PasswordState struct{ SetAt, Expires time.Time }

// passwordState is the state of a password. days is how long the account wants passwords to last,
// or zero for ever.
func passwordState(setAt, days int64) PasswordState {
	if setAt == 0 {
		return PasswordState{}
	}
	p := PasswordState{SetAt: db.Time(setAt)}
	if days > 0 {
		p.Expires = p.SetAt.Add(time.Duration(days) * 24 * time.Hour)
	}
	return p
}

func passwordExpired(setAt, days int64, now time.Time) bool {
	expires := passwordState(setAt, days).Expires
	return !expires.IsZero() && !now.Before(expires)
}

// setPassword sets a login's password. Every way of setting one ends here. It ends the login's
// sessions, and the links by which its password could be set.
func (t *tx) setPassword(ctx context.Context, accountID, userID, hash string) (err error) {
	if userID == "" {
		err = t.UpdateAccountPassword(ctx, db.UpdateAccountPasswordParams{PasswordHash: hash, UpdatedAt: db.Millis(t.now), ID: accountID})
	} else {
		err = t.UpdateUserPassword(ctx, db.UpdateUserPasswordParams{PasswordHash: hash, UpdatedAt: db.Millis(t.now), ID: userID})
	}
	if err != nil {
		return err
	}
	return t.deleteLinks(ctx, login{kind: kindOf(userID), accountID: accountID, userID: userID}.id())
}

// kindOf is the kind of the login that has a user, or none.
func kindOf(userID string) Kind {
	if userID == "" {
		return KindAccount
	}
	return KindUser
}

// deleteLinks deletes the links by which a login's password could be set.
func (t *tx) deleteLinks(ctx context.Context, loginID string) error {
	if err := t.DeleteSetupLinkOf(ctx, loginID); err != nil {
		return err
	}
	return t.DeletePasswordResetOf(ctx, loginID)
}

// Who else knows a login's password. Zero is nobody.
const (
	passwordKnownByMany int64 = 1 // a sign-in found that
	passwordPrinted     int64 = 2 // the operator's tools made it, and whoever used them knows it
)

// setPasswordKnown notes that others know a login's password: from now on, it must be changed at
// the next sign-in.
func (t *tx) setPasswordKnown(ctx context.Context, l login) error {
	if l.kind == KindUser {
		return t.SetUserPasswordKnown(ctx, db.SetUserPasswordKnownParams{PasswordKnown: passwordKnownByMany, ID: l.userID})
	}
	return t.SetAccountPasswordKnown(ctx, db.SetAccountPasswordKnownParams{PasswordKnown: passwordKnownByMany, ID: l.accountID})
}

// passwordChanged is the action of a login's own new password.
func (l login) passwordChanged() Action {
	if l.kind == KindUser {
		return UserPasswordChanged
	}
	return AccountPasswordChanged
}

// maxPasswordDays is the longest time after which passwords can expire, in days.
const maxPasswordDays = 3650

// SetPasswordDays sets after how many days the passwords of an account and its users expire: "" or
// 0 for never. It needs SetAccessRules and a fresh proof, and the actor must be one of the
// account's own people. Errors: *Invalid with the field expiry_days, ErrNotFound, ErrForbidden.
func (s *Service) SetPasswordDays(ctx context.Context, by Actor, id, text string) error {
	return s.changeFreeze(ctx, by, id, func(t *tx, a db.Account) error {
		days, err := strconv.ParseInt(cmp.Or(strings.TrimSpace(text), "0"), 10, 64)
		if err != nil || days < 0 || days > maxPasswordDays {
			return &Invalid{Fields: map[string]Reason{"expiry_days": PasswordDaysRange{Most: maxPasswordDays}}}
		}
		if err := t.checkFresh(passwordDaysValues(a.PasswordDays), passwordDaysValues(days)); err != nil {
			return err
		}
		if days == a.PasswordDays {
			return errUnchanged
		}
		if err := t.needProof(); err != nil {
			return err
		}
		err = t.UpdateAccountPasswordDays(ctx, db.UpdateAccountPasswordDaysParams{PasswordDays: days, UpdatedAt: db.Millis(t.now), ID: a.ID})
		return t.recordUnless(ctx, err, accountEntry(AccountUpdated, a, daysChange(a.PasswordDays), daysChange(days)))
	})
}

func daysChange(days int64) changes { return changes{DetailPasswordDays: strconv.FormatInt(days, 10)} }

func passwordDaysValues(days int64) formValues {
	return formValues{"password days", []Shown{{"expiry_days", days}}}
}

// PasswordsVersion is the version of the form of how long an account's passwords last.
func (a Account) PasswordsVersion() Version { return passwordDaysValues(a.PasswordDays).version() }

// ChooseNewPassword sets a new password for someone who is half signed in and has to choose one,
// and takes them on as SignIn does. It ends the login's sessions. Errors: *Invalid with the field
// new_password, also for the old one; ErrNotFound if the sign-in is over; *Busy.
func (s *Service) ChooseNewPassword(ctx context.Context, half string, c Client, password string, newToken func() (string, error)) (Arrival, error) {
	now := s.now()
	h, err := s.half(ctx, s.store.Read, half, now)
	if err != nil {
		return Arrival{}, err
	}
	if h.Step != StepPassword {
		return Arrival{}, ErrNotFound
	}
	leave, err := s.hashing.known.enter(ctx, c.Address)
	if err != nil {
		return Arrival{}, err
	}
	defer leave()
	var invalid Invalid
	s.checkPassword(&invalid, "new_password", password, h.accountName, h.userName)
	if err := invalid.err(); err != nil {
		return Arrival{}, err
	}
	same, err := s.passwordMatches(password, h.hash)
	if err != nil {
		return Arrival{}, err
	}
	if same {
		return Arrival{}, &Invalid{Fields: map[string]Reason{"new_password": PasswordSame{}}}
	}
	hash, err := argon2id.CreateHash(password, s.passwordParams)
	if err != nil {
		return Arrival{}, err
	}
	h.expired, h.known, h.printed = false, false, false
	l := h.login
	return s.arrive(ctx, h, proving{proof: ProofPassword, use: func(ctx context.Context, t *tx) error {
		err := t.setPassword(ctx, l.accountID, l.userID, hash)
		if err == nil {
			err = t.notifySecurity(ctx, l, SecurityNews{Event: SecurityPasswordChanged, Browser: c.Browser})
		}
		return t.recordUnless(ctx, err, l.actor("").ownEntry(l.passwordChanged(), nil, nil))
	}}, now, c, newToken, nil)
}
