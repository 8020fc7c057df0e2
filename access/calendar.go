package access

import (
	"context"
	"time"

	"latchkey/db"
)

// The actions on the address of a login's calendar.
const (
	CalendarMade    Action = "calendar.made"
	CalendarRemoved Action = "calendar.removed"
)

// The bounds of a calendar: how long ago what it tells of was over, and how many windows.
const (
	calendarBack = 30 * 24 * time.Hour
	maxCalendar  = 500
)

// CalendarFeed is the secret address of a login's calendar; the zero value is that there is none.
type CalendarFeed struct {
	MadeAt time.Time
	// Works is false where the login's password or roles changed since: then another one is to be made.
	Works bool
}

// HasExternalAccess says whether the actor has an External Access tab of its own, and so can have a calendar of it.
func (a Actor) HasExternalAccess() bool {
	return a.MayOwn(ReadRequests) || a.MayAnywhere(RequestAccess)
}

// CalendarFeed says whether the actor's login has an address of its calendar.
func (s *Service) CalendarFeed(ctx context.Context, by Actor) (CalendarFeed, error) {
	row, err := s.store.Read.GetCalendarFeed(ctx, by.loginID())
	if db.IsNotFound(err) {
		return CalendarFeed{}, nil
	}
	return CalendarFeed{db.Time(row.CreatedAt), row.Works != 0}, err
}

// MakeCalendarFeed makes the secret of the address of the actor's calendar, in place of an earlier one. Only its hash is kept: whoever
// made it is shown it once. It needs ReadRequests or RequestAccess. Errors: ErrForbidden.
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

// RemoveCalendarFeed ends the address of the actor's calendar. Errors: ErrForbidden; ErrConflict where there is none.
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

// feedHash is the only form in which the secret of a calendar's address is kept. It is another one than a session's: neither passes for
// the other.
func feedHash(token string) []byte { return hashText("calendar", token) }

// Calendar is the windows of access that a login sees in its own External Access, by the secret of its calendar's address: those that
// are to come or running, and those that were over at most 30 days ago; and the language that the login chose. The secret works for as long as a session of the login would.
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
