package access

import (
	"context"
	"time"

	"latchkey/db"
)

// The actions on a login's calendar address.
const (
	CalendarMade    Action = "calendar.made"
	CalendarRemoved Action = "calendar.removed"
)

// Limits of a calendar: how long ago a window may have ended, and how many windows it has.
const (
	calendarBack = 30 * 24 * time.Hour
	maxCalendar  = 500
)

// CalendarFeed is the secret address of a login's calendar. Zero means that there is none.
type CalendarFeed struct {
	MadeAt time.Time
	// Works is false if the login's password or roles have changed since, so that a new address is
	// needed.
	Works bool
}

// HasExternalAccess reports whether the actor has an External Access tab of its own, and so can
// have a calendar of it.
func (a Actor) HasExternalAccess() bool {
	return a.MayOwn(ReadRequests) || a.MayAnywhere(RequestAccess)
}

// CalendarFeed returns whether the actor's login has a calendar address.
func (s *Service) CalendarFeed(ctx context.Context, by Actor) (CalendarFeed, error) {
	row, err := s.store.Read.GetCalendarFeed(ctx, by.loginID())
	if db.IsNotFound(err) {
		return CalendarFeed{}, nil
	}
	return CalendarFeed{db.Time(row.CreatedAt), row.Works != 0}, err
}

// MakeCalendarFeed creates the secret of the actor's calendar address, and replaces an earlier one.
// Only its hash is stored, so it can be shown only once. It needs ReadRequests or RequestAccess.
// Errors: ErrForbidden.
func (s *Service) MakeCalendarFeed(ctx context.Context, by Actor) (string, error) {
	token, err := s.newToken()
	if err != nil {
		return "", err
	}
	return token, s.changeCalendar(ctx, by, func(t *tx) error {
		return t.calendarChanged(ctx, CalendarMade, t.PutCalendarFeed(ctx, db.PutCalendarFeedParams{
			LoginID: by.loginID(), TokenHash: feedHash(token), AccountID: by.AccountID, UserID: db.NullText(by.UserID), Session: by.session,
			CreatedAt: db.Millis(t.now),
		}))
	})
}

// RemoveCalendarFeed ends the actor's calendar address. Errors: ErrForbidden; ErrConflict if there
// is none.
func (s *Service) RemoveCalendarFeed(ctx context.Context, by Actor) error {
	return s.changeCalendar(ctx, by, func(t *tx) error {
		n, err := t.DeleteCalendarFeed(ctx, by.loginID())
		if n == 0 {
			err = orConflict(err, CalendarGone{})
		}
		return t.calendarChanged(ctx, CalendarRemoved, err)
	})
}

func (s *Service) changeCalendar(ctx context.Context, by Actor, fn func(*tx) error) error {
	now := s.now()
	if !by.HasExternalAccess() {
		return s.refuseAccount(ctx, by, now, ReadRequests, by.AccountID)
	}
	return s.write(ctx, by, now, fn)
}

func (t *tx) calendarChanged(ctx context.Context, action Action, err error) error {
	return t.recordUnless(ctx, err, Entry{Action: action, AccountID: t.by.AccountID, ObjectID: t.by.loginID(), ObjectName: t.by.Name()})
}

// feedHash is the only form in which the secret of a calendar address is stored. It differs from a
// session's hash, so that one cannot be used as the other.
func feedHash(token string) []byte { return hashText("calendar", token) }

// Calendar returns the windows in a login's own External Access, by the secret of its calendar
// address: those that are running or still to come, and those that ended at most 30 days ago; and
// the language that the login chose. The secret works for as long as a session of the login would.
// Errors: ErrNotFound.
func (s *Service) Calendar(ctx context.Context, token string) (grants []Request, language string, err error) {
	now := s.now()
	by, err := s.findActor(ctx, db.GetSessionActorParams{FeedHash: feedHash(token), Now: db.Millis(now)}, now)
	if err != nil {
		return nil, "", err
	}
	if !by.HasExternalAccess() {
		return nil, "", ErrNotFound
	}
	grants, _, err = s.grantsBetween(ctx, by.accountSides(by.AccountID), Window{now.Add(-calendarBack), now.AddDate(2, 0, 0)}, maxCalendar, now)
	return grants, by.Language, err
}
