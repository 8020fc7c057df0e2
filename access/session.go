package access

import (
	"bytes"
	"context"
	"encoding/hex"
	"slices"
	"strconv"
	"time"

	"latchkey/db"
)

// SessionsEnded says that someone ended sessions of a login, besides signing out in one.
const SessionsEnded Action = "sessions.ended"

// Session is a session of the actor's own login.
type Session struct {
	// ID stands for it. Nobody can use it to sign in, or to find the session of another login.
	ID string
	// Address and Browser are where it began; Browser is a User-Agent.
	Address, Browser string
	Since, Seen      time.Time
	Proofs           Proofs
	// This says that it is the session that the actor is using.
	This bool
	hash []byte
}

// SignedInNow is how many sessions a login has, and when one of them was last used. Where its
// people are is nobody else's business.
type SignedInNow struct {
	Sessions int
	Seen     time.Time
}

func (a Actor) sessionID(hash []byte) string {
	return hex.EncodeToString(hashText("session", a.loginID(), string(hash))[:12])
}

// sessionsOf are the sessions of a login, the last used first.
func (s *Service) sessionsOf(ctx context.Context, q *db.Queries, accountID, userID string, now time.Time) ([]Session, error) {
	rows, err := q.ListSessions(ctx, db.ListSessionsParams{AccountID: accountID, UserID: userID, Now: db.Millis(now)})
	list := mapped(rows, func(r db.ListSessionsRow) Session {
		return Session{
			Address: r.Address, Browser: r.Browser, Since: db.Time(r.CreatedAt), Seen: s.uses.latest(r.TokenHash, db.Time(r.SeenAt)), Proofs: proofsFrom(r.Proofs, r.Passkey), hash: r.TokenHash,
		}
	})
	list = slices.DeleteFunc(list, func(o Session) bool { return s.idle > 0 && o.Seen.Before(now.Add(-s.idle)) })
	slices.SortStableFunc(list, func(a, b Session) int { return b.Seen.Compare(a.Seen) })
	return list, err
}

// Sessions are the sessions of the actor's own login: its own first, then the last used.
func (s *Service) Sessions(ctx context.Context, by Actor) ([]Session, error) {
	list, err := s.sessionsOf(ctx, s.store.Read, by.AccountID, by.UserID, s.now())
	for i := range list {
		list[i].ID, list[i].This = by.sessionID(list[i].hash), bytes.Equal(list[i].hash, by.session)
	}
	if i := slices.IndexFunc(list, func(o Session) bool { return o.This }); i > 0 {
		list = slices.Insert(slices.Delete(slices.Clone(list), i, i+1), 0, list[i])
	}
	return list, err
}

// EndSession ends one session of the actor's own login. One that has ended, or never was, is over.
func (s *Service) EndSession(ctx context.Context, by Actor, id string) error {
	now := s.now()
	return s.write(ctx, by, now, func(t *tx) error {
		list, err := s.sessionsOf(ctx, t.Queries, by.AccountID, by.UserID, now)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(list, func(o Session) bool { return by.sessionID(o.hash) == id })
		if i < 0 {
			return errUnchanged
		}
		_, err = t.DeleteSession(ctx, list[i].hash)
		return t.recordUnless(ctx, err, by.ownEntry(SessionsEnded, nil, changes{DetailSessions: "1", DetailSince: instantText(list[i].Since)}))
	})
}

// EndOtherSessions ends all sessions of the actor's own login, except the one that it is using.
func (s *Service) EndOtherSessions(ctx context.Context, by Actor) error {
	return s.write(ctx, by, s.now(), func(t *tx) error {
		n, err := t.endSessionsOf(ctx, by.login(), by.session)
		if err != nil {
			return err
		}
		return t.record(ctx, by.ownEntry(SessionsEnded, nil, changes{DetailSessions: strconv.FormatInt(n, 10)}))
	})
}

// EndUserSessions ends all sessions of a user, who gets a mail about it. It needs UpdateUsers.
// Errors: ErrNotFound, ErrForbidden.
func (s *Service) EndUserSessions(ctx context.Context, by Actor, accountID, id string) error {
	return s.changeUser(ctx, by, UpdateUsers, accountID, id, func(t *tx, u UserPage) error {
		if err := by.mayEndSessions(u); err != nil {
			return err
		}
		l := login{kind: KindUser, accountID: u.AccountID, accountName: u.AccountName, userID: u.ID, userName: u.Name}
		return t.signOutEverywhere(ctx, l, u.entry(SessionsEnded, nil, nil))
	})
}

// EndAccountSessions ends all sessions of an account login, which gets a mail about it. It needs
// EnableAccounts. Errors: ErrNotFound, ErrForbidden.
func (s *Service) EndAccountSessions(ctx context.Context, by Actor, ref string) error {
	return s.changeAccount(ctx, by, EnableAccounts, ref, func(t *tx, a db.Account) error {
		l := login{kind: KindAccount, accountID: a.ID, accountName: a.Name}
		return t.signOutEverywhere(ctx, l, accountEntry(SessionsEnded, a, nil, nil))
	})
}

// signOutEverywhere ends a login's sessions on behalf of someone else.
func (t *tx) signOutEverywhere(ctx context.Context, l login, e Entry) error {
	n, err := t.endSessionsOf(ctx, l, nil)
	if err != nil {
		return err
	}
	e.After = changes{DetailSessions: strconv.FormatInt(n, 10)}
	if err := t.notifySecurity(ctx, l, SecurityNews{Event: SecuritySignedOutByOthers}); err != nil {
		return err
	}
	return t.record(ctx, e)
}

// endSessionsOf ends a login's sessions, except one, and what someone has begun with its password,
// and forgets its browsers. n is how many sessions there were. Errors: errUnchanged if there was
// nothing to end.
func (t *tx) endSessionsOf(ctx context.Context, l login, but []byte) (n int64, err error) {
	begun, err := t.DeleteSignInsOf(ctx, db.DeleteSignInsOfParams{AccountID: l.accountID, UserID: l.userID})
	if err != nil {
		return 0, err
	}
	if err := t.forgetBrowsers(ctx, l); err != nil {
		return 0, err
	}
	if but == nil {
		but = []byte{}
	}
	n, err = t.DeleteSessionsOf(ctx, db.DeleteSessionsOfParams{AccountID: l.accountID, UserID: l.userID, But: but})
	if err == nil && n+begun == 0 {
		err = errUnchanged
	}
	return n, err
}

// UserSessions says whether a user is signed in, to those who may end that. Errors: ErrNotFound.
func (s *Service) UserSessions(ctx context.Context, u UserPage) (SignedInNow, error) {
	if !u.MayEndSessions {
		return SignedInNow{}, nil
	}
	return s.signedInNow(ctx, u.AccountID, u.ID)
}

// AccountSessions says whether an account login is signed in, to those who may end that.
func (s *Service) AccountSessions(ctx context.Context, by Actor, accountID string) (SignedInNow, error) {
	if !by.May(EnableAccounts, accountID) {
		return SignedInNow{}, nil
	}
	return s.signedInNow(ctx, accountID, "")
}

func (s *Service) signedInNow(ctx context.Context, accountID, userID string) (n SignedInNow, err error) {
	list, err := s.sessionsOf(ctx, s.store.Read, accountID, userID, s.now())
	if len(list) > 0 {
		n = SignedInNow{Sessions: len(list), Seen: list[0].Seen}
	}
	return n, err
}
