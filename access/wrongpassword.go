package access

import (
	"cmp"
	"context"
	"time"

	"latchkey/db"
)

// Wrong passwords, and wrong second factors, are counted per login, from all addresses.
const (
	// wrongHours is how many clock hours count, including the current one: a day.
	wrongHours = 24
	// manyWrong in this clock hour and the previous one is when unknown browsers are slowed down
	// strictly; manyWrong second factors in a day, too.
	manyWrong = 30
	// tellWrong in a day is when the owner gets a mail.
	tellWrong = 10
)

// WrongPasswords is how many wrong passwords were tried for a login within a day, how many of them
// in this clock hour and the previous one, and when the last one was.
type WrongPasswords struct {
	Times, Recent int64
	Last          time.Time
	// told says that the owner had a mail within the day.
	told bool
}

// hourOf is the number of an instant's clock hour.
func hourOf(t time.Time) int64 { return db.Millis(t) / time.Hour.Milliseconds() }

// wrongKey is what wrong passwords are counted by: the login, even if it does not exist, so that
// the count does not reveal which logins do.
func (l login) wrongKey(c Credentials) []byte {
	if l.id() != "" {
		return wrongKey(l.id())
	}
	return hashText("no login", string(c.Kind), NameKey(c.Account), NameKey(c.User))
}

func wrongKey(loginID string) []byte { return hashText("login", loginID) }

// wrongSecondKey is what wrong second factors are counted by, to tell their login.
func wrongSecondKey(loginID string) []byte { return hashText("login's second factor", loginID) }

func wrongPasswords(ctx context.Context, q *db.Queries, key []byte, now time.Time) (WrongPasswords, error) {
	hour := hourOf(now)
	row, err := q.GetWrongPasswords(ctx, db.GetWrongPasswordsParams{Key: key, RecentHour: hour - 1, SinceHour: hour - wrongHours + 1})
	return WrongPasswords{row.Times, row.Recent, db.Time(row.LastAt), row.Told != 0}, err
}

// WrongPasswords is for the actor's own login. They are forgotten after a day, but not after a
// sign-in, because that may have been the guesser.
func (s *Service) WrongPasswords(ctx context.Context, by Actor) (WrongPasswords, error) {
	return wrongPasswords(ctx, s.store.Read, wrongKey(by.loginID()), s.now())
}

// wrongTry counts a wrong password or a wrong second factor by key, and tells the owner if there
// are many: once a day, however many follow. A wrong password from a known browser does not count,
// because it is the owner's own mistake; a wrong second factor does, because whoever types it may
// know the password.
func (s *Service) wrongTry(ctx context.Context, now time.Time, key []byte, l login, n Notice) error {
	ctx = context.WithoutCancel(ctx) // a guess counts even if the client goes away
	return s.transact(ctx, clockActor, now, func(t *tx) error {
		if err := t.AddWrongPassword(ctx, db.AddWrongPasswordParams{Key: key, Hour: hourOf(now), LastAt: db.Millis(now)}); err != nil {
			return err
		}
		of, err := wrongPasswords(ctx, t.Queries, key, now)
		if err != nil || of.Times < tellWrong || of.told || !l.enabled {
			return err
		}
		if err = t.SetWrongPasswordsTold(ctx, db.SetWrongPasswordsToldParams{Key: key, Hour: hourOf(now)}); err != nil {
			return err
		}
		told, err := t.findNotified(ctx, l)
		if db.IsNotFound(err) {
			return nil // it was deleted in the meantime
		}
		if err != nil {
			return err
		}
		return t.writeLoginMail(ctx, n, told, Letter{Login: &LoginLetter{Times: of.Times}}, true)
	})
}

// findNotified returns a login for a notification.
func (t *tx) findNotified(ctx context.Context, l login) (notifiedLogin, error) {
	if l.userID != "" {
		u, err := t.GetUser(ctx, getUserParams(l.accountID, l.userID, everything))
		return userFrom(u).notified(), err
	}
	a, err := t.GetAccount(ctx, getAccountParams(l.accountID, everything))
	return notifiedLogin{accountID: l.accountID, accountName: cmp.Or(a.Name, l.accountName), email: a.Email, zone: location(a.TimeZone), outside: a.EmailOutside}, err
}
