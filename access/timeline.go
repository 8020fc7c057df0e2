package access

import (
	"context"
	"slices"
	"time"

	"latchkey/db"
)

// Timeline is who has or had access when: an account's grants in a period.
type Timeline struct {
	Account Named
	Scale   Scale
	Days    Days
	// Window is Days in the reader's time zone.
	Window Window
	// Grants are those that begin last, latest first. More says that there are more.
	Grants []Request
	More   bool
	Now    time.Time
}

// Limits of a timeline, and the days that it shows by default.
const (
	maxTimeline                 = 200
	timelineBack, timelineAhead = 7, 14
)

// Scale is how long a period a timeline shows.
type Scale string

// The scales. Around is from a week ago to two weeks from now, or any other days.
const (
	Around  Scale = ""
	OneDay  Scale = "day"
	OneWeek Scale = "week"
	AMonth  Scale = "month"
)

// Scales are all scales.
var Scales = []Scale{Around, OneDay, OneWeek, AMonth}

// TimelinePeriod is the period of a timeline: with a scale, the day, week or month of Start, and
// otherwise the days From and To. Days are like 2026-03-14, in the actor's time zone. "" means
// today and, without a scale, a week ago, and two weeks from now.
type TimelinePeriod struct {
	Scale           Scale
	Start, From, To string
}

func (p TimelinePeriod) days(invalid *Invalid, today Date) Days {
	if p.Scale == Around {
		return readDays(invalid, p.From, p.To, Days{From: today.AddDays(-timelineBack), To: today.AddDays(timelineAhead)}, longestDays)
	}
	start := today
	if p.Start != "" {
		start = checkDate(invalid, "from", p.Start)
	}
	return start.period(p.Scale)
}

// period is the day, week or month of a day. Weeks begin on Monday.
func (d Date) period(s Scale) Days {
	switch t := d.Time(); s {
	case OneWeek:
		monday := d.AddDays(-(int(t.Weekday()) + 6) % 7)
		return Days{From: monday, To: monday.AddDays(6)}
	case AMonth:
		first := d.AddDays(1 - t.Day())
		return Days{From: first, To: Date(first.Time().AddDate(0, 1, -1).Format(dateForm))}
	default:
		return Days{From: d, To: d}
	}
}

// Around returns the days before and after a timeline's, as long as those or, for a month, the
// months.
func (t Timeline) Around() (before, after Days) {
	if t.Scale != Around {
		return t.Days.From.AddDays(-1).period(t.Scale), t.Days.To.AddDays(1).period(t.Scale)
	}
	days := int(t.Days.To.Time().Sub(t.Days.From.Time()).Hours()/24) + 1
	return Days{From: t.Days.From.AddDays(-days), To: t.Days.To.AddDays(-days)}, Days{From: t.Days.From.AddDays(days), To: t.Days.To.AddDays(days)}
}

// Timeline reads the grants in a period. Errors: *Invalid with the fields from and to, together
// with a Timeline without grants; otherwise like ExternalAccess.
func (s *Service) Timeline(ctx context.Context, by Actor, accountID string, p TimelinePeriod) (t Timeline, err error) {
	t.Scale = p.Scale
	t.Now = s.now()
	var of requestSides
	t.Account, of, err = s.seesRequestsOf(ctx, by, accountID, t.Now)
	if err != nil {
		return t, err
	}
	var invalid Invalid
	t.Days = p.days(&invalid, dateOf(t.Now, by.Zone))
	if err := invalid.err(); err != nil {
		return t, err
	}
	t.Window = t.Days.Window(by.Zone)
	t.Grants, t.More, err = s.grantsBetween(ctx, of, t.Window, maxTimeline, t.Now)
	t.Grants = slices.DeleteFunc(t.Grants, func(r Request) bool { return r.Over() && !r.WasOpen() })
	return t, err
}

// requestSides are an account as the target and as the requester of requests. A side is "" if the
// actor does not see its requests.
type requestSides struct{ target, asking string }

func (a Actor) accountSides(accountID string) (of requestSides) {
	if a.May(ReadRequests, accountID) {
		of.target = accountID
	}
	if a.askerAccount() == accountID || a.Reach(ReadRequests).Has(All) {
		of.asking = accountID
	}
	return of
}

// seesRequestsOf returns an account whose requests the actor sees, and from which sides. Errors:
// ErrNotFound, ErrForbidden.
func (s *Service) seesRequestsOf(ctx context.Context, by Actor, accountID string, now time.Time) (account Named, of requestSides, err error) {
	of = by.accountSides(accountID)
	if of != (requestSides{}) {
		account, err = s.visibleAccount(ctx, by, accountID, now)
	}
	if of == (requestSides{}) || db.IsNotFound(err) {
		err = s.refuseAccount(ctx, by, now, ReadRequests, accountID)
	}
	return account, of, err
}

func (s *Service) grantsBetween(ctx context.Context, of requestSides, w Window, size int, now time.Time) (grants []Request, more bool, err error) {
	rows, err := s.store.Read.ListGrantsBetween(ctx, db.ListGrantsBetweenParams{
		TargetAccount: of.target, AskingAccount: of.asking, Since: db.Millis(w.From), Until: db.Millis(w.To), PageSize: int64(size) + 1,
	})
	rows, next := cut(rows, size, requestID)
	return requestsFrom(rows, now), next != "", err
}

// Span is the time in which a grant gives, or gave, access: from the decision at the earliest,
// until it was ended. For a grant that was ended before it began, it is what would have been.
func (r Request) Span() Window {
	w := r.Window
	if r.Decision != nil && r.Decision.At.After(w.From) {
		w.From = r.Decision.At
	}
	if r.Ending != nil && r.Ending.At.After(w.From) {
		w.To = r.Ending.At
	}
	return w
}
