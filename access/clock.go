package access

import (
	"context"
	"fmt"
	"sync"
	"time"

	"latchkey/db"
)

// forwardClock is a clock that does not go back: what was over stays over. While the machine's is behind what was seen before, it goes
// on from there by the time that passes.
type forwardClock struct {
	machine func() time.Time

	mu sync.Mutex
	// latest is the latest instant told, and read what the machine's clock said then: from the one to the next passes what really
	// passes, whatever the hands of the clock do.
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
	return told
}

// remember takes in the latest instant that the database has seen: in its record, or by MarkTime.
func (c *forwardClock) remember(ctx context.Context, q *db.Queries) error {
	latest, err := q.GetLatestInstant(ctx)
	if err != nil {
		return fmt.Errorf("the latest instant: %w", err)
	}
	c.latest, c.read = db.Time(latest), c.machine()
	return nil
}

// MarkTime keeps the present instant, so that a clock that is set back while no server runs gives nothing back either. behind is how
// far the machine's clock is behind it; above a second the operator wants to know.
func (s *Service) MarkTime(ctx context.Context) (behind time.Duration, err error) {
	now, machine := s.now(), s.clock.machine()
	err = s.store.Write(ctx, func(q *db.Queries) error { return q.PutClockMark(ctx, db.Millis(now)) })
	return db.Time(db.Millis(now)).Sub(db.Time(db.Millis(machine))), err
}

// AcceptClock lets the machine's clock count again that is behind what was seen before: whoever set it wrongly ahead would be ahead for
// good otherwise. Access that was over in between may come back, so it is the operator's to say, and recorded. What was begun in the
// wrong time ends: sessions, set-up links, and the waits of whoever typed a wrong password.
func (s *Service) AcceptClock(ctx context.Context) error {
	seen, machine := s.now(), s.clock.machine()
	return s.write(ctx, TheOperator(), machine, func(t *tx) error {
		now := db.Millis(machine)
		for _, forget := range []func(context.Context, int64) error{
			t.PutClockMark, t.DeleteSessionsFrom, t.DeleteSetupLinksFrom, t.DeleteSetupTokensFrom, t.DeleteSignInAttemptsFrom, t.DeleteWrongPasswordsFrom, t.ResetChangedFrom, t.ResetMailsFrom,
			t.DeleteLastBackupFrom,
		} {
			if err := forget(ctx, now); err != nil {
				return err
			}
		}
		return t.record(ctx, Entry{Action: ClockAccepted, Before: changes{DetailNow: instantText(seen)}, After: changes{DetailNow: instantText(machine)}})
	})
}

// ClockAccepted is the operator's word that the machine's clock is right.
const ClockAccepted Action = "clock.accepted"
