package access

import (
	"cmp"
	"context"
	"time"

	"latchkey/db"
)

// SetupLink is the login whose password a set-up link sets: a user or, with UserName "", the
// account itself.
type SetupLink struct {
	AccountID, AccountName, UserID, UserName string
	// madeByID and madeBy are the login that made it.
	madeByID, madeBy string
	email            string
	// mailedTo is the address to which it was mailed, or "".
	mailedTo string
	outside  bool // as in notifiedLogin
	zone     *time.Location
	// first says that the login has never had a password.
	first bool
}

// putSetupLink makes the token of a set-up link for an account login or, with a userID, for that
// user. It replaces an earlier link of the same login. It is valid for 24 hours, and only its hash
// is stored, so it can be shown only once. mailedTo is where it is mailed, or "" if it is shown.
func (s *Service) putSetupLink(ctx context.Context, t *tx, accountID, userID, mailedTo string) (token string, err error) {
	token, err = s.newToken()
	if err != nil {
		return "", err
	}
	return token, t.PutSetupLink(ctx, db.PutSetupLinkParams{
		TokenHash: hashText(token), LoginID: cmp.Or(userID, accountID), AccountID: accountID, UserID: db.NullText(userID),
		CreatedAt: db.Millis(t.now), ExpiresAt: db.Millis(t.now.Add(setupLifetime)),
		MadeByID: t.by.loginID(), MadeBy: t.by.Name(), Email: mailedTo,
	})
}

// SetupLink returns the login of a link's token. Errors: ErrNotFound if it cannot be used, or no
// longer can.
func (s *Service) SetupLink(ctx context.Context, token string) (SetupLink, error) {
	return setupLink(ctx, s.store.Read, token, s.now())
}

func setupLink(ctx context.Context, q *db.Queries, token string, now time.Time) (SetupLink, error) {
	return setupLinkWith(ctx, q, hashText(token), now)
}

// setupLinkWith is setupLink for the hash of a token.
func setupLinkWith(ctx context.Context, q *db.Queries, hash []byte, now time.Time) (SetupLink, error) {
	row, err := q.GetSetupLink(ctx, db.GetSetupLinkParams{TokenHash: hash, Now: db.Millis(now)})
	if err == nil && row.UserID != "" {
		// A login that cannot sign in needs no password.
		var login db.GetUserLoginRow
		login, err = q.GetUserLogin(ctx, db.GetUserLoginParams{AccountNameKey: NameKey(row.AccountName), NameKey: NameKey(row.UserName), Now: db.Millis(now)})
		if err == nil && login.Enabled == 0 {
			err = ErrNotFound
		}
	}
	return SetupLink{
		AccountID: row.AccountID, AccountName: row.AccountName, UserID: row.UserID, UserName: row.UserName, madeByID: row.MadeByID, madeBy: row.MadeBy, email: row.Email, mailedTo: row.MailedTo,
		outside: row.EmailOutside == 1, zone: location(row.TimeZone), first: row.FirstPassword == 1,
	}, notFound(err)
}

// UseSetupLink sets the password of a link's login, once, and returns that login. by is Nobody. It
// ends the login's sessions. email is the address that the page of the link has shown, or "": so
// whoever uses the link has accepted it. Errors: *Invalid with the field password; *Busy;
// ErrNotFound if the link cannot be used, or no longer can.
func (s *Service) UseSetupLink(ctx context.Context, by Actor, token, password, email string) (SetupLink, error) {
	l, _, err := s.useSetupLink(ctx, by, token, password, email, "")
	return l, err
}

// useSetupLink is UseSetupLink, and returns the password's hash. browserZone is as in
// SetUpAndSignIn.
func (s *Service) useSetupLink(ctx context.Context, by Actor, token, password, email, browserZone string) (l SetupLink, hash string, err error) {
	now := s.now()
	l, err = setupLink(ctx, s.store.Read, token, now)
	if err != nil {
		return l, "", s.orDone(ctx, by, err)
	}
	var invalid Invalid
	s.checkPassword(&invalid, "password", password, l.AccountName, l.UserName)
	if err := invalid.err(); err != nil {
		return l, "", err
	}
	hash, err = s.hashPassword(ctx, by.Address, password)
	if err != nil {
		return l, "", err
	}
	return l, hash, s.write(ctx, by, now, func(t *tx) error {
		l, err = setupLink(ctx, t.Queries, token, now)
		if err != nil {
			return err
		}
		err = t.setPassword(ctx, l.AccountID, l.UserID, hash)
		if err == nil && l.UserID != "" {
			// unknown for an old link
			err = t.noteLoginGiver(ctx, l.UserID, cmp.Or(l.madeByID, l.AccountID))
		}
		e, accepted := l.entry(PasswordSetUp), l.outside && email != "" && email == l.email
		if err == nil && accepted {
			err, e.After = t.acceptEmail(ctx, l), changes{DetailEmailAccepted: email}
		}
		if err == nil {
			err = t.notifyLogin(ctx, NoticePasswordSet, l.notified(), l.maker())
		}
		err = t.recordUnless(ctx, err, e)
		if zone := l.zoneFrom(browserZone); err == nil && zone != "" {
			err = t.takeZone(ctx, l, zone)
		}
		if err == nil {
			err = t.confirmSetUp(ctx, l, accepted)
		}
		return err
	})
}

// Email is the address that links for a forgotten password will go to, or "".
func (l SetupLink) Email() string { return l.email }

// acceptEmail notes that the login's owner knows its e-mail address.
func (t *tx) acceptEmail(ctx context.Context, l SetupLink) error {
	if l.UserID == "" {
		return t.AcceptAccountEmail(ctx, l.AccountID)
	}
	return t.AcceptUserEmail(ctx, l.UserID)
}

// confirmSetUp confirms the address of a link that was mailed. If the link was shown, an address
// that was accepted with it gets a link that confirms it.
func (t *tx) confirmSetUp(ctx context.Context, l SetupLink, accepted bool) error {
	of := login{kind: kindOf(l.UserID), accountID: l.AccountID, accountName: l.AccountName, userID: l.UserID, userName: l.UserName}
	confirmed, err := t.confirmAddress(ctx, of, l.mailedTo)
	if err == nil && accepted && !confirmed {
		_, err = t.askToConfirm(ctx, l.notified(), t.by.named())
	}
	return err
}

// entry is an entry of the record about the link's login.
func (l SetupLink) entry(a Action) Entry {
	e := Entry{Action: a, AccountID: l.AccountID, ObjectID: l.AccountID, ObjectName: l.AccountName}
	if l.UserID != "" {
		e.ObjectID, e.ObjectName = l.UserID, l.UserName
	}
	return e
}

// maker is who made the link. For an old link, for which that was not stored, it is the account.
func (l SetupLink) maker() Signatory {
	if l.madeBy == operatorName {
		return Signatory{Kind: KindOperator, Name: operatorName}
	}
	return Signatory{Kind: KindUser, Name: cmp.Or(l.madeBy, l.AccountName)}
}

// notified is the link's login.
func (l SetupLink) notified() notifiedLogin {
	return notifiedLogin{accountID: l.AccountID, accountName: l.AccountName, userID: l.UserID, userName: l.UserName, email: l.email, zone: l.zone}
}
