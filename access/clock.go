package access

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"latchkey/db"
)

// forwardClock is a clock that does not go back: what was over stays over. Where the machine's is behind what was seen before, time
// stands still until that has caught up.
type forwardClock struct {
	machine func() time.Time
	latest  atomic.Int64
}

func (c *forwardClock) now() time.Time {
	t := c.machine()
	for {
		latest := c.latest.Load()
		if t.UnixMilli() < latest {
			return db.Time(latest)
		}
		if c.latest.CompareAndSwap(latest, t.UnixMilli()) {
			return t
		}
	}
}

// remember takes in the latest instant that the database has seen: in its record, or by MarkTime.
func (c *forwardClock) remember(ctx context.Context, q *db.Queries) error {
	latest, err := q.GetLatestInstant(ctx)
	if err != nil {
		return fmt.Errorf("the latest instant: %w", err)
	}
	c.latest.Store(latest)
	return nil
}

// MarkTime keeps the present instant, so that a clock that is set back while no server runs gives nothing back either. behind is how
// far the machine's clock is behind what was seen before; above a second the operator wants to know.
func (s *Service) MarkTime(ctx context.Context) (behind time.Duration, err error) {
	machine := s.clock.machine()
	now := s.now()
	err = s.store.Write(ctx, func(q *db.Queries) error { return q.PutClockMark(ctx, db.Millis(now)) })
	return now.Sub(machine), err
}

// AcceptClock lets the machine's clock count again that is behind what was seen before: whoever set it wrongly ahead would wait for
// the same time otherwise. Access that was over in between may come back, so it is the operator's to say, and recorded.
func (s *Service) AcceptClock(ctx context.Context) error {
	seen, machine := s.now(), s.clock.machine()
	return s.write(ctx, TheOperator(), machine, func(t *tx) error {
		if err := t.PutClockMark(ctx, db.Millis(machine)); err != nil {
			return err
		}
		return t.record(ctx, Entry{Action: ClockAccepted, Before: changes{"now": instantText(seen)}, After: changes{"now": instantText(machine)}})
	})
}

// ClockAccepted is the operator's word that the machine's clock is right.
const ClockAccepted Action = "clock accepted"
