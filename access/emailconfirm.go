package access

import (
	"context"
	"time"

	"latchkey/db"
)

// An e-mail address is confirmed once someone has followed a link in a mail that went there. That
// gives nobody access: it says that whoever reads the login's mail took note of it. A new address
// is always unconfirmed, also one that comes back.

// The actions on confirming e-mail addresses.
const (
	EmailLinkSent  Action = "email.link_sent"
	EmailConfirmed Action = "email.confirmed"
)

// NoticeConfirmEmail is the mail with the link.
const NoticeConfirmEmail Notice = "CONFIRM_EMAIL"

const (
	// confirmLifetime is how long a link can be used.
	confirmLifetime = 7 * 24 * time.Hour
	// A login gets no more than confirmsAtMost links in confirmsWithin of the first, and neither
	// does an address, from whichever logins. It can ask for another one confirmEvery after the
	// last.
	confirmEvery   = 15 * time.Minute
	confirmsAtMost = 5
	confirmsWithin = time.Hour
)

// OwnEmail is the e-mail address of a login, for that login. Its address may be "".
type OwnEmail struct {
	Address string
	// ConfirmedAt is when it was confirmed, or zero.
	ConfirmedAt time.Time
	// Outside is as in notifiedLogin: no link goes there.
	Outside bool
	// SentAt is when the last link that was not used was sent there, or zero.
	SentAt time.Time
	// MaySend says that SendConfirmation sends one now.
	MaySend bool
}

// ownEmail reads the address of a login.
func ownEmail(ctx context.Context, q *db.Queries, l login, now time.Time) (OwnEmail, error) {
	row, err := q.GetOwnEmail(ctx, db.GetOwnEmailParams{AccountID: l.accountID, UserID: l.userID})
	o := OwnEmail{Address: row.Email, Outside: row.EmailOutside == 1, ConfirmedAt: orZero(row.EmailConfirmedAt)}
	if row.LinkEmail == row.Email {
		o.SentAt = orZero(row.LinkAt)
	}
	o.MaySend = o.Address != "" && o.ConfirmedAt.IsZero() && !o.Outside && (o.SentAt.IsZero() || !now.Before(o.SentAt.Add(confirmEvery)))
	return o, err
}

// orZero is an instant in milliseconds, or zero for 0.
func orZero(millis int64) time.Time {
	if millis == 0 {
		return time.Time{}
	}
	return db.Time(millis)
}

// SendConfirmation sends a link that confirms it to the address of the actor's own login, and
// returns that address. Errors: ErrConflict if no mail can be sent, if the account's own people do
// not know the address, if it is confirmed, or if a link was sent a short time ago; *TooManyTries.
func (s *Service) SendConfirmation(ctx context.Context, by Actor) (email string, err error) {
	now := s.now()
	err = s.write(ctx, by, now, func(t *tx) error {
		to, err := t.findNotified(ctx, by.login())
		if err != nil {
			return err
		}
		if err := t.canMail(to); err != nil {
			return err
		}
		own, err := ownEmail(ctx, t.Queries, by.login(), now)
		switch {
		case err != nil:
			return err
		case own.Outside:
			return conflict(EmailFromOutside{Login: to.String(), Account: to.accountName})
		case !own.ConfirmedAt.IsZero():
			return conflict(EmailIsConfirmed{Email: own.Address})
		case !own.MaySend:
			return conflict(LinkWasSent{Email: own.Address, Minutes: int64(confirmEvery / time.Minute)})
		}
		email = own.Address
		asked, err := t.askToConfirm(ctx, to, Signatory{Kind: KindNobody, Name: to.String()})
		if err == nil && !asked {
			err = &TooManyTries{RetryAfter: confirmsWithin}
		}
		return t.recordUnless(ctx, err, by.ownEntry(EmailLinkSent, nil, changes{DetailEmail: email}))
	})
	return email, err
}

// asksToConfirm reports whether an entry says that a login has an address that its own people know,
// and did not have it before.
func (e Entry) asksToConfirm() bool {
	if e.Action != AccountUpdated && e.Action != UserChanged {
		return false
	}
	is := e.After[DetailEmail]
	return is != "" && is != e.Before[DetailEmail] || e.After[DetailEmailAccepted] != ""
}

// askToConfirm mails a login a link that confirms its address, which is unconfirmed, and replaces
// an earlier link. by is who gave it the address, or Nobody if the login asks itself. asked is
// false if no link goes there, or if too many went there: the login can ask for one later.
func (t *tx) askToConfirm(ctx context.Context, to notifiedLogin, by Signatory) (asked bool, err error) {
	if t.svc.links == nil || to.email == "" || to.outside {
		return false, nil
	}
	for _, key := range [][]byte{hashText("confirm of", to.id()), hashText("confirm to", emailKey(to.email))} {
		may, err := t.countReset(ctx, key, confirmsAtMost, confirmsWithin)
		if err != nil || !may {
			return false, err
		}
	}
	token, err := t.svc.newToken()
	if err != nil {
		return false, err
	}
	if err := t.DeleteExpiredEmailConfirmations(ctx, db.Millis(t.now)); err != nil {
		return false, err
	}
	err = t.PutEmailConfirmation(ctx, db.PutEmailConfirmationParams{
		TokenHash: hashText(token), LoginID: to.id(), AccountID: to.accountID, UserID: db.NullText(to.userID), Email: to.email,
		CreatedAt: db.Millis(t.now), ExpiresAt: db.Millis(t.now.Add(confirmLifetime)),
	})
	if err != nil {
		return false, err
	}
	return true, t.writeLoginMail(ctx, NoticeConfirmEmail, to, Letter{By: by, Login: &LoginLetter{}, Link: t.svc.links.EmailLink(token)}, false)
}

// EmailConfirmation is what a link confirms: the address of a login.
type EmailConfirmation struct {
	// Login is the login's name.
	Login, Email string
	login        login
}

// EmailConfirmation returns what a link would confirm. It changes nothing. Errors: ErrNotFound if
// the link cannot be used, or no longer can.
func (s *Service) EmailConfirmation(ctx context.Context, token string) (EmailConfirmation, error) {
	return emailConfirmation(ctx, s.store.Read, token, s.now())
}

func emailConfirmation(ctx context.Context, q *db.Queries, token string, now time.Time) (EmailConfirmation, error) {
	row, err := q.GetEmailConfirmation(ctx, db.GetEmailConfirmationParams{TokenHash: hashText(token), Now: db.Millis(now)})
	if err != nil {
		return EmailConfirmation{}, notFound(err)
	}
	l, err := linkedLogin(ctx, q, row.AccountID, row.AccountName, row.UserID, row.UserName, now)
	if err != nil {
		return EmailConfirmation{}, err
	}
	return EmailConfirmation{Login: l.actor("").Name(), Email: row.Email, login: l}, nil
}

// ConfirmEmail confirms the address of a link's login, once. by is Nobody: the link is the proof,
// in whichever browser. Errors: ErrNotFound if the link cannot be used, or no longer can.
func (s *Service) ConfirmEmail(ctx context.Context, by Actor, token string) (c EmailConfirmation, err error) {
	now := s.now()
	if c, err = emailConfirmation(ctx, s.store.Read, token, now); err != nil {
		return c, s.orDone(ctx, by, err)
	}
	err = s.write(ctx, by, now, func(t *tx) error {
		c, err = emailConfirmation(ctx, t.Queries, token, now)
		if err != nil {
			return err
		}
		confirmed, err := t.confirmAddress(ctx, c.login, c.Email)
		if err == nil && !confirmed {
			err = ErrNotFound
		}
		return err
	})
	return c, err
}

// confirmAddress confirms the address of a login, if it is still the one to which a link was mailed
// that someone followed to its end. "" is for a link that was not mailed.
func (t *tx) confirmAddress(ctx context.Context, l login, mailedTo string) (confirmed bool, err error) {
	if mailedTo == "" {
		return false, nil
	}
	n, err := t.ConfirmEmail(ctx, db.ConfirmEmailParams{AccountID: l.accountID, UserID: l.userID, Email: mailedTo, Now: db.Millis(t.now)})
	if err != nil || n == 0 {
		return false, err
	}
	err = t.DeleteEmailConfirmationOf(ctx, l.id())
	return true, t.recordUnless(ctx, err, l.actor("").ownEntry(EmailConfirmed, nil, changes{DetailEmail: mailedTo}))
}

// leaveEmail is for a login that no longer has an address: that it was confirmed does not count,
// and the links that went there end.
func (t *tx) leaveEmail(ctx context.Context, loginID string) error {
	for _, end := range []func(context.Context, string) error{t.DeleteConfirmedEmailOf, t.DeleteEmailConfirmationOf, t.deleteLinks} {
		if err := end(ctx, loginID); err != nil {
			return err
		}
	}
	return nil
}
