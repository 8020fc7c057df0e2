package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"
)

// How long writes may take.
const (
	// writeWithin limits the wait for a turn plus the statements, for one write or for all writes
	// of one context (OneDeadline).
	writeWithin = 10 * time.Second
	// readyWithin limits the wait for the turn of the write in Ready.
	readyWithin = 2 * time.Second
	// settleWithin limits the attempts to write again after the disk failed.
	settleWithin = 3 * time.Second
	// lockedPause is the pause between two attempts while another process holds the lock.
	lockedPause = 20 * time.Millisecond
	// readyFor is how long Ready reuses its last result.
	readyFor = time.Second
)

// Deadlines limits how long the writes of a Store take. They are the constants, except in tests.
type Deadlines struct{ Write, Ready, Settle time.Duration }

// turns is the queue for the one connection that writes, first come, first served.
type turns struct {
	taken chan struct{}
	mu    sync.Mutex
	since map[int64]time.Time
	next  int64
}

func newTurns() turns { return turns{taken: make(chan struct{}, 1), since: map[int64]time.Time{}} }

// take waits for a turn. leave ends it.
func (t *turns) take(ctx context.Context) (leave func(), err error) {
	t.mu.Lock()
	id := t.next
	t.next++
	t.since[id] = time.Now()
	t.mu.Unlock()
	defer func() {
		t.mu.Lock()
		delete(t.since, id)
		t.mu.Unlock()
	}()
	select {
	case t.taken <- struct{}{}:
		return func() { <-t.taken }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

type deadlineKey struct{}

// sharedDeadline adds up how long the writes of a context have taken.
type sharedDeadline struct {
	mu   sync.Mutex
	used time.Duration
}

// OneDeadline returns a context whose writes together may take as long as a single one, so that a
// request with several writes does not wait several times. Time between the writes, such as sending
// a long answer, does not count.
func OneDeadline(ctx context.Context) context.Context {
	return context.WithValue(ctx, deadlineKey{}, &sharedDeadline{})
}

// deadline returns when a write that begins now must be over. Call spent when it is over.
func (s *Store) deadline(ctx context.Context) (at time.Time, spent func()) {
	began := time.Now()
	at, spent = began.Add(s.Deadlines.Write), func() {}
	if shared, ok := ctx.Value(deadlineKey{}).(*sharedDeadline); ok {
		shared.mu.Lock()
		at = at.Add(-shared.used)
		shared.mu.Unlock()
		spent = func() {
			shared.mu.Lock()
			shared.used += time.Since(began)
			shared.mu.Unlock()
		}
	}
	if own, ok := ctx.Deadline(); ok && own.Before(at) {
		at = own
	}
	return at, spent
}

// Write runs fn in a transaction while no other write runs. If fn returns nil, Write commits;
// otherwise it changes nothing and returns fn's error. Cancelling ctx ends the wait for the turn
// and fn's statements, but never a commit that has begun, so that its outcome is known. Errors:
// context.DeadlineExceeded if the turn did not come in time or fn took too long (IsBusy is also
// true if another process held the lock), ErrReplaced, and *CommitError.
func (s *Store) Write(ctx context.Context, fn func(*Queries) error) error {
	if err := s.Replaced(); err != nil {
		return err
	}
	began := time.Now()
	at, spent := s.deadline(ctx)
	defer spent()
	within, cancel := context.WithDeadline(ctx, at)
	defer cancel()
	leave, err := s.turns.take(within)
	if gone := ctx.Err(); errors.Is(gone, context.Canceled) && err != nil {
		return gone
	}
	if err != nil {
		return fmt.Errorf("a write waited for its turn: %w", err)
	}
	defer leave()
	// The transaction must not end when the caller goes away: that would roll it back during the
	// commit.
	alive, stop := context.WithDeadline(context.WithoutCancel(ctx), at)
	defer stop()
	tx, err := s.begin(within, alive)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	s.observers.get().Turn(time.Since(began))
	if err := fn(New(tx)); err != nil {
		return tooLate(alive, err)
	}
	if err := s.countWrite(alive, tx); err != nil {
		return tooLate(alive, err)
	}
	return s.commit(alive, tx)
}

// begin begins a transaction that ends with alive at the latest. It waits for another process's
// transaction until within is done.
func (s *Store) begin(within, alive context.Context) (*sql.Tx, error) {
	began := time.Now()
	var busy error
	for {
		tx, err := s.writer.BeginTx(alive, nil)
		switch {
		case IsBusy(err):
			busy = err
		case err != nil && busy != nil && alive.Err() != nil: // the time was up during one more try
			return nil, s.locked(began, errors.Join(alive.Err(), busy))
		default:
			return tx, err
		}
		select {
		case <-within.Done():
			return nil, s.locked(began, errors.Join(within.Err(), busy))
		case <-time.After(lockedPause):
		}
	}
}

// tooLate returns the error of a transaction that may have failed because its time was up.
func tooLate(alive context.Context, err error) error {
	if errors.Is(err, sql.ErrTxDone) && alive.Err() != nil {
		return fmt.Errorf("a write took too long: %w", alive.Err())
	}
	return err
}

// commitStatement is the name under which an Observer hears of commits, which wait for the disk.
const commitStatement = "commit"

func (s *Store) commit(alive context.Context, tx *sql.Tx) error {
	began := time.Now()
	err := tx.Commit()
	s.observers.get().Statement(commitStatement, time.Since(began))
	if !mayBeKept(err) {
		return tooLate(alive, err)
	}
	return &CommitError{Settled: s.settle(s.Deadlines.Settle), Err: err}
}

// settle makes another write after a failed commit, to find out what became of that commit. The
// commit's pages may be complete at the end of the write-ahead log. Readers do not see them there,
// but whoever opens the file after a crash would. The next write goes to the same place in the log:
// once it is on the disk, they are gone for good. (This also repeats the failed fsync of the log.
// Pages of the database itself stay in the log until their fsync succeeds.)
func (s *Store) settle(within time.Duration) bool {
	ctx, cancel := context.WithTimeout(context.Background(), within)
	defer cancel()
	for {
		if err := s.touch(ctx); err == nil {
			return true
		}
		select {
		case <-ctx.Done():
			return false
		case <-time.After(lockedPause):
		}
	}
}

// touch writes only what every write does. The caller must have the turn.
func (s *Store) touch(ctx context.Context) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	if err := s.countWrite(ctx, tx); err != nil {
		return err
	}
	return tx.Commit()
}

// readiness is the last result of Ready, and the probe that finds out the next one.
type readiness struct {
	mu      sync.Mutex
	at      time.Time
	err     error
	running chan struct{}
}

// Ready checks that the database can be read and written: it reads from the file, and writes what
// every write does. It writes at most once a second; all callers share the result. Errors:
// ErrDamaged, ErrReplaced, and context.DeadlineExceeded if the write does not get its turn within
// two seconds.
func (s *Store) Ready(ctx context.Context) error {
	if s.damaged.Load() {
		return ErrDamaged
	}
	if err := s.Replaced(); err != nil {
		return err
	}
	r := &s.readiness
	r.mu.Lock()
	if r.running == nil && !r.at.IsZero() && time.Since(r.at) < readyFor {
		defer r.mu.Unlock()
		return r.err
	}
	if r.running == nil {
		r.running = make(chan struct{})
		go s.probe(r.running) //nolint:gosec // whoever asked first may go away
	}
	done := r.running
	r.mu.Unlock()
	late := time.NewTimer(s.Deadlines.Ready)
	defer late.Stop()
	select {
	case <-done:
		r.mu.Lock()
		defer r.mu.Unlock()
		return r.err
	case <-late.C:
		return fmt.Errorf("a write hasn't finished within %s: %w", s.Deadlines.Ready, context.DeadlineExceeded)
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Store) probe(done chan struct{}) {
	ctx, cancel := context.WithTimeout(context.Background(), s.Deadlines.Ready)
	defer cancel()
	_, _, err := countTables(ctx, s.reader)
	if err == nil {
		err = s.Write(ctx, func(*Queries) error { return nil })
	}
	r := &s.readiness
	r.mu.Lock()
	defer r.mu.Unlock()
	r.at, r.err, r.running = time.Now(), err, nil
	close(done)
}

// rest waits for a running probe.
func (r *readiness) rest() {
	r.mu.Lock()
	done := r.running
	r.mu.Unlock()
	if done != nil {
		<-done
	}
}
