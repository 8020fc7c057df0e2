package access

import (
	"context"
	"fmt"
	"sync"
	"time"

	"latchkey/db"
)

// forwardClock is a clock that never goes back, so that what is over stays over. If the machine's
// clock is behind a time that was seen before, forwardClock continues from that time. It tells
// whole milliseconds, as the database does, so that the record never says more than a column.
type forwardClock struct {
	machine func() time.Time

	mu sync.Mutex
	// latest is the latest time that the clock returned, and read what the machine's clock said
	// then. From one call to the next, the time advances by what really passes, however the
	// machine's clock is set.
	latest, read time.Time
}

func (c *forwardClock) now() time.Time {
	t := c.machine()
	c.mu.Lock()
	defer c.mu.Unlock()
	told := t
	if t.UnixMilli() < c.latest.UnixMilli() {
		told = c.latest.Add(max(0, t.Sub(c.read)))
	}
	c.latest, c.read = told, t
	return told.Truncate(time.Millisecond)
}

// remember takes in the latest time that the database has seen: in its record, or by MarkTime.
func (c *forwardClock) remember(ctx context.Context, q *db.Queries) error {
	latest, err := q.GetLatestInstant(ctx)
	if err != nil {
		return fmt.Errorf("the latest instant: %w", err)
	}
	c.latest, c.read = db.Time(latest), c.machine()
	return nil
}

// MarkTime stores the current time, so that a clock that is set back while no server is running
// does not bring anything back either. behind is how far the machine's clock is behind. More than a
// second is worth a warning to the operator.
func (s *Service) MarkTime(ctx context.Context) (behind time.Duration, err error) {
	now, machine := s.now(), s.clock.machine()
	err = s.store.Write(ctx, func(q *db.Queries) error { return q.PutClockMark(ctx, db.Millis(now)) })
	return db.Time(db.Millis(now)).Sub(db.Time(db.Millis(machine))), err
}

// AcceptClock makes the machine's clock count again if it is behind what was seen before: otherwise
// a clock that was wrongly ahead would be ahead for good. Access that ended in between may come
// back, so this is the operator's decision, and it is recorded. It ends what began in the wrong
// time: sessions, set-up links, and the waits after wrong passwords.
func (s *Service) AcceptClock(ctx context.Context) error {
	seen, machine := s.now(), s.clock.machine()
	return s.write(ctx, TheOperator(), machine, func(t *tx) error {
		now := db.Millis(machine)
		for _, forget := range []func(context.Context, int64) error{
			t.PutClockMark, t.DeleteSessionsFrom, t.DeleteSetupLinksFrom, t.DeletePasswordResetsFrom, t.DeleteEmailConfirmationsFrom, t.DeleteSetupTokensFrom, t.DeleteSignInAttemptsFrom, t.DeleteWrongPasswordsFrom, t.ResetChangedFrom, t.ResetMailsFrom,
			t.DeleteLastBackupFrom, t.ResetLogoutsFrom,
		} {
			if err := forget(ctx, now); err != nil {
				return err
			}
		}
		if err := t.LimitSigningKeys(ctx, now+oldKeyPublished.Milliseconds()); err != nil {
			return err
		}
		if err := t.endAllShut(ctx); err != nil {
			return err
		}
		return t.record(ctx, Entry{Action: ClockAccepted, Before: changes{DetailNow: instantText(seen)}, After: changes{DetailNow: instantText(machine)}})
	})
}

// ClockAccepted is the operator's statement that the machine's clock is right.
const ClockAccepted Action = "clock.accepted"
