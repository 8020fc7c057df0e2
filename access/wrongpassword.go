package access

import (
	"cmp"
	"context"
	"time"

	"latchkey/db"
)

// Wrong passwords are counted for each login, from whatever addresses they come.
const (
	// wrongHours is how many hours count, the present one included: a day.
	wrongHours = 24
	// manyWrong in this hour and the last is when unknown browsers are slowed strictly.
	manyWrong = 30
	// tellWrong in a day is when the owner gets a mail.
	tellWrong = 10
)

// WrongPasswords is how many wrong passwords were tried for a login within a day, how many of them in this hour and the last, and when the
// last one was.
type WrongPasswords struct {
	Times, Recent int64
	Last          time.Time
	// told says that the owner had a mail within the day.
	told bool
}

// hourOf is the hour of an instant, as a number.
func hourOf(t time.Time) int64 { return db.Millis(t) / time.Hour.Milliseconds() }

// wrongKey is what wrong passwords are counted by: the login, also one that there is not, so that nothing tells which there are.
func (l login) wrongKey(c Credentials) []byte {
	if l.id() != "" {
		return wrongKey(l.id())
	}
	return hashText("no login", string(c.Kind), NameKey(c.Account), NameKey(c.User))
}

func wrongKey(loginID string) []byte { return hashText("login", loginID) }

func wrongPasswords(ctx context.Context, q *db.Queries, key []byte, now time.Time) (WrongPasswords, error) {
	hour := hourOf(now)
	row, err := q.GetWrongPasswords(ctx, db.GetWrongPasswordsParams{Key: key, RecentHour: hour - 1, SinceHour: hour - wrongHours + 1})
	return WrongPasswords{row.Times, row.Recent, db.Time(row.LastAt), row.Told != 0}, err
}

// WrongPasswords is for the actor's own login. They are forgotten after a day, and not when somebody signs in: it may be who guessed.
func (s *Service) WrongPasswords(ctx context.Context, by Actor) (WrongPasswords, error) {
	return wrongPasswords(ctx, s.store.Read, wrongKey(by.loginID()), s.now())
}

// wrongPassword counts one, and tells the owner when there are many: once in a day, however many follow. One typed in a known browser does
// not count: it is the owner's own mistake.
func (s *Service) wrongPassword(ctx context.Context, now time.Time, key []byte, l login) error {
	ctx = context.WithoutCancel(ctx) // whoever hangs up was wrong all the same
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
			return nil // it was deleted meanwhile
		}
		if err != nil {
			return err
		}
		return t.writeLoginMail(ctx, NoticeWrongPasswords, told, Letter{Login: &LoginLetter{Times: of.Times}}, true)
	})
}

// findNotified is a login as it is told something.
func (t *tx) findNotified(ctx context.Context, l login) (notifiedLogin, error) {
	if l.userID != "" {
		u, err := t.GetUser(ctx, getUserParams(l.accountID, l.userID, everything))
		return userFrom(u).notified(), err
	}
	a, err := t.GetAccount(ctx, getAccountParams(l.accountID, everything))
	return notifiedLogin{accountID: l.accountID, accountName: cmp.Or(a.Name, l.accountName), email: a.Email, zone: location(a.TimeZone)}, err
}
