package db

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"
)

// setMark writes something with a context.
func setMark(ctx context.Context, q *Queries) error { return q.PutClockMark(ctx, 1) }

func touch(ctx context.Context) func(*Queries) error {
	return func(q *Queries) error { return setMark(ctx, q) }
}

// writes counts all writes so far.
func (s *Store) writes(t *testing.T) (n int) {
	t.Helper()
	must(t, s.reader.QueryRowContext(t.Context(), "PRAGMA user_version").Scan(&n))
	return n
}

// TestDeadlines checks the deadlines that the docs give.
func TestDeadlines(t *testing.T) {
	s := open(t, made(t), Exclusive)
	if want := (Deadlines{Write: 10 * time.Second, Ready: 2 * time.Second, Settle: 3 * time.Second}); s.Deadlines != want {
		t.Errorf("got %+v, want %+v", s.Deadlines, want)
	}
}

// TestALockIsTheCauseAlsoAtTheVeryEnd: if the time is up while a write tries once more to get the
// lock, it still says who has the lock.
func TestALockIsTheCauseAlsoAtTheVeryEnd(t *testing.T) {
	path := made(t)
	s, other := open(t, path, Shared), open(t, path, Shared)
	tx, err := other.writer.BeginTx(t.Context(), nil)
	must(t, err)
	defer tx.Rollback() //nolint:errcheck // nothing was written
	alive, stop := context.WithTimeout(t.Context(), time.Second)
	defer stop()
	_, err = s.begin(t.Context(), alive) // the pause never ends it
	if !errors.As(err, new(*LockedError)) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want a LockedError", err)
	}
}

// TestWritesTakeTurns: first come, first served; whoever goes away gives up their turn; nobody
// waits longer than the deadline.
func TestWritesTakeTurns(t *testing.T) {
	s := open(t, made(t), Exclusive)
	leave, err := s.turns.take(t.Context())
	must(t, err)
	var order []int
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			if err := s.Write(t.Context(), func(*Queries) error { order = append(order, i); return nil }); err != nil {
				t.Error(err)
			}
		})
		for s.waiting() != i+1 {
			time.Sleep(time.Millisecond)
		}
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Write(gone, touch(gone)); err != context.Canceled { //nolint:errorlint // it is that itself
		t.Errorf("whoever went away: %v", err)
	}
	late, stop := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer stop()
	if err := s.Write(late, touch(late)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("whoever was late: %v", err)
	}
	leave()
	all.Wait()
	if !slices.IsSorted(order) || len(order) != 20 {
		t.Errorf("their turns were %v", order)
	}
}

func (s *Store) waiting() int {
	s.turns.mu.Lock()
	defer s.turns.mu.Unlock()
	return len(s.turns.since)
}

// TestACommitIsNotInterrupted: if the caller goes away after the last statement, the change is
// saved. If they go away earlier or take too long, nothing is saved, and the next write works as
// usual.
func TestACommitIsNotInterrupted(t *testing.T) {
	s := open(t, made(t), Exclusive)
	before := s.writes(t)
	ctx, cancel := context.WithCancel(t.Context())
	must(t, s.Write(ctx, func(q *Queries) error {
		defer cancel()
		return setMark(ctx, q)
	}))
	if n := s.writes(t) - before; n != 1 {
		t.Errorf("it was saved %d times", n)
	}
	ctx, cancel = context.WithCancel(t.Context())
	err := s.Write(ctx, func(q *Queries) error {
		cancel()
		return setMark(ctx, q)
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("given up before the statement: %v", err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	err = s.Write(ctx, func(q *Queries) error {
		for setMark(t.Context(), q) == nil { // until the transaction is over
		}
		return nil
	})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("too late: %v", err)
	}
	if n := s.writes(t) - before; n != 1 {
		t.Errorf("it was saved %d times", n)
	}
	must(t, s.Write(t.Context(), touch(t.Context())))
	if n := s.writes(t) - before; n != 2 {
		t.Errorf("after that it was saved %d times", n)
	}
	var limit int
	must(t, s.writer.QueryRowContext(t.Context(), "PRAGMA journal_size_limit").Scan(&limit))
	if limit != journalSizeLimit {
		t.Errorf("another connection limits the log to %d", limit)
	}
}

// TestOneDeadline: the writes of one request share one wait.
func TestOneDeadline(t *testing.T) {
	s := open(t, made(t), Exclusive)
	s.Deadlines.Write = 100 * time.Millisecond
	leave, err := s.turns.take(t.Context())
	must(t, err)
	ctx := OneDeadline(t.Context())
	first := s.Write(ctx, touch(ctx))
	leave()
	second := s.Write(ctx, touch(ctx))
	if !errors.Is(first, context.DeadlineExceeded) || !errors.Is(second, context.DeadlineExceeded) {
		t.Errorf("got %v and then %v", first, second)
	}
	must(t, s.Write(t.Context(), touch(t.Context())))
}

// TestADeadlineIsForWritesAlone: an evidence pack first writes its entry, and signs the head of its
// record only after a slow reader has downloaded the rest.
func TestADeadlineIsForWritesAlone(t *testing.T) {
	s := open(t, made(t), Exclusive)
	s.Deadlines.Write = time.Second
	ctx := OneDeadline(t.Context())
	must(t, s.Write(ctx, touch(ctx)))
	time.Sleep(s.Deadlines.Write + 10*time.Millisecond)
	must(t, s.Write(ctx, touch(ctx)))
}
