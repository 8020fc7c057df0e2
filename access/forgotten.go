package access

import (
	"context"
	"strings"
	"time"

	"latchkey/db"
)

// Someone who forgot a password gets a link by mail. The answer to them must not reveal whether
// there is such a login: so ForgotPassword only keeps what was typed, and AnswerForgotten, which
// runs beside the server, looks it up.

// The actions on forgotten passwords.
const (
	PasswordLinkSent Action = "login.password_link_sent"
	PasswordReset    Action = "login.password_reset"
)

// The mails with links that let their reader in.
const (
	NoticeSetupLink    Notice = "SETUP_LINK"
	NoticePasswordLink Notice = "PASSWORD_LINK"
)

const (
	// resetLifetime is how long a link for a forgotten password can be used.
	resetLifetime = 30 * time.Minute
	// maxForgotten is how many can wait for AnswerForgotten. It takes forgottenAtOnce at a time.
	maxForgotten    = 1000
	forgottenAtOnce = 100
	// A login gets no more than one mail in resetEvery, and an address asks for no more than
	// resetsOfAddress in resetsWithin of the first. So no more of an address need to wait.
	resetEvery      = 15 * time.Minute
	resetsWithin    = time.Hour
	resetsOfAddress = 5
	// maxTyped is how many bytes of each name are kept. No name is longer.
	maxTyped = 1000
)

// ForgotPassword keeps what someone typed who forgot a password, for AnswerForgotten. Its work is
// the same whatever that was. The password of c is ignored.
func (s *Service) ForgotPassword(ctx context.Context, c Credentials) error {
	if !s.MailEnabled() {
		return nil
	}
	now := s.now()
	c = c.splitLogin()
	id, err := s.newID("fgt", now)
	if err != nil {
		return err
	}
	return s.store.Write(ctx, func(q *db.Queries) error {
		return q.InsertForgotten(ctx, db.InsertForgottenParams{
			ID: id, Kind: string(c.Kind), Account: firstBytes(c.Account), User: firstBytes(c.User), Address: c.Address, Network: Network(c.Address), AskedAt: db.Millis(now),
			Most: maxForgotten, MostOfNetwork: resetsOfAddress,
		})
	})
}

func firstBytes(text string) string { return strings.ToValidUTF8(text[:min(len(text), maxTyped)], "") }

// AnswerForgotten sends links to the logins whose passwords were forgotten. A server calls it every
// few seconds, and not when someone asks, so that nobody notices what it finds. It answers many in
// one transaction: most of them may be strangers' guesses, and cost no more than being read.
func (s *Service) AnswerForgotten(ctx context.Context) error {
	for range maxForgotten / forgottenAtOnce {
		rows, err := s.store.Read.ListForgotten(ctx, forgottenAtOnce)
		if err != nil || len(rows) == 0 {
			return err
		}
		err = s.transact(ctx, Nobody(""), s.now(), func(t *tx) error {
			for _, f := range rows {
				t.by = Nobody(f.Address)
				if err := t.answerForgotten(ctx, f); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil || len(rows) < forgottenAtOnce {
			return err
		}
	}
	return nil
}

// answerForgotten sends a link, if there is such a login that can sign in with a password, if it
// has an address that its own people know, and if it was not asked for too often.
func (t *tx) answerForgotten(ctx context.Context, f db.ForgottenPassword) error {
	n, err := t.DeleteForgotten(ctx, f.ID)
	if err != nil || n == 0 || t.now.Sub(db.Time(f.AskedAt)) >= resetLifetime {
		return err
	}
	l, err := findLogin(ctx, t.Queries, Credentials{Kind: Kind(f.Kind), Account: f.Account, User: f.User}, t.now)
	if err != nil || !l.enabled || l.hash == "" || l.byProvider {
		return err
	}
	to, err := t.findNotified(ctx, l)
	if err != nil || to.email == "" || to.outside {
		return err
	}
	may, err := t.countReset(ctx, hashText("forgotten from", f.Network), resetsOfAddress, resetsWithin)
	if err == nil && may {
		may, err = t.countReset(ctx, hashText("forgotten", l.id()), 1, resetEvery)
	}
	if err != nil || !may {
		return err
	}
	return t.sendPasswordLink(ctx, to, Signatory{})
}

// countReset counts a mail, and reports whether there were no more than most within a time since
// the first.
func (t *tx) countReset(ctx context.Context, key []byte, most int64, within time.Duration) (bool, error) {
	row, err := t.GetSignInAttempts(ctx, key)
	if err != nil && !db.IsNotFound(err) {
		return false, err
	}
	if !t.now.Before(db.Time(row.BlockedUntil)) {
		row.Failures, row.BlockedUntil = 0, db.Millis(t.now.Add(within))
	}
	if row.Failures >= most {
		return false, nil
	}
	return true, t.PutSignInAttempts(ctx, db.PutSignInAttemptsParams{
		Key: key, Failures: row.Failures + 1, BlockedUntil: row.BlockedUntil, UpdatedAt: db.Millis(t.now),
	})
}

// sendPasswordLink makes a link for a new password, and writes it to the login. It replaces an
// earlier link. Only its hash is stored; the mail loses it as soon as it is sent. by is who asked,
// or empty for someone who forgot.
func (t *tx) sendPasswordLink(ctx context.Context, to notifiedLogin, by Signatory) error {
	token, err := t.svc.newToken()
	if err != nil {
		return err
	}
	err = t.PutPasswordReset(ctx, db.PutPasswordResetParams{
		TokenHash: hashText(token), LoginID: to.id(), AccountID: to.accountID, UserID: db.NullText(to.userID), Email: to.email,
		CreatedAt: db.Millis(t.now), ExpiresAt: db.Millis(t.now.Add(resetLifetime)),
	})
	if err != nil {
		return err
	}
	err = t.writeLoginMail(ctx, NoticePasswordLink, to, Letter{By: by, Login: &LoginLetter{}, Link: t.svc.links.PasswordLink(token)}, false)
	return t.recordUnless(ctx, err, to.entry(PasswordLinkSent, changes{DetailEmail: to.email}))
}

// entry is an entry of the record about a login.
func (l notifiedLogin) entry(a Action, after changes) Entry {
	e := Entry{Action: a, AccountID: l.accountID, ObjectID: l.accountID, ObjectName: l.accountName, After: after}
	if l.userID != "" {
		e.ObjectID, e.ObjectName = l.userID, l.userName
	}
	return e
}

// PasswordLink returns the name of the login of a link for a forgotten password. Errors:
// ErrNotFound if it cannot be used, or no longer can.
func (s *Service) PasswordLink(ctx context.Context, token string) (login string, kind Kind, err error) {
	l, _, err := passwordLink(ctx, s.store.Read, token, s.now())
	return l.actor("").Name(), l.kind, err
}

// passwordLink returns the login of a link, and the address to which it was mailed.
func passwordLink(ctx context.Context, q *db.Queries, token string, now time.Time) (login, string, error) {
	row, err := q.GetPasswordReset(ctx, db.GetPasswordResetParams{TokenHash: hashText(token), Now: db.Millis(now)})
	if err != nil {
		return login{}, "", notFound(err)
	}
	l, err := linkedLogin(ctx, q, row.AccountID, row.AccountName, row.UserID, row.UserName, now)
	return l, row.Email, err
}

// linkedLogin is the login of a link. Errors: ErrNotFound if it may not sign in.
func linkedLogin(ctx context.Context, q *db.Queries, accountID, accountName, userID, userName string, now time.Time) (login, error) {
	l, err := findLogin(ctx, q, login{kind: kindOf(userID), accountName: accountName, userName: userName}.credentials(), now)
	if err == nil && (!l.enabled || l.accountID != accountID || l.userID != userID) {
		err = ErrNotFound
	}
	return l, err
}

// UsePasswordLink sets the password of a link's login, once. by is Nobody. It ends the login's
// sessions, and signs nobody in: that takes the new password, and a second factor if there is one.
// Errors: *Invalid with the field password; *Busy; ErrNotFound if the link cannot be used, or no
// longer can.
func (s *Service) UsePasswordLink(ctx context.Context, by Actor, token, password, browser string) (Kind, error) {
	now := s.now()
	l, _, err := passwordLink(ctx, s.store.Read, token, now)
	if err != nil {
		return "", s.orDone(ctx, by, err)
	}
	var invalid Invalid
	s.checkPassword(&invalid, "password", password, l.accountName, l.userName)
	if err := invalid.err(); err != nil {
		return "", err
	}
	hash, err := s.hashPassword(ctx, by.Address, password)
	if err != nil {
		return "", err
	}
	return l.kind, s.write(ctx, by, now, func(t *tx) error {
		l, mailedTo, err := passwordLink(ctx, t.Queries, token, now)
		if err != nil {
			return err
		}
		err = t.setPassword(ctx, l.accountID, l.userID, hash)
		if err == nil {
			err = t.DeleteSignInAttempts(ctx, triesKey(l.credentials(), by.Address)) // who forgot it has tried
		}
		if err == nil {
			err = t.notifySecurity(ctx, l, SecurityNews{Event: SecurityPasswordReset, Browser: browser})
		}
		err = t.recordUnless(ctx, err, l.actor("").ownEntry(PasswordReset, nil, nil))
		if err == nil {
			_, err = t.confirmAddress(ctx, l, mailedTo)
		}
		return err
	})
}
