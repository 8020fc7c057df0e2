package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"
)

// How long writes take at most.
const (
	// writeWithin is for a write's turn and its statements, or for those of all writes of one
	// context (OneDeadline).
	writeWithin = 10 * time.Second
	// readyWithin is for the turn of the write of Ready.
	readyWithin = 2 * time.Second
	// settleWithin is for trying to write again after the disk failed.
	settleWithin = 3 * time.Second
	// lockedPause is between two tries while another process has the lock.
	lockedPause = 20 * time.Millisecond
	// readyFor is how long what Ready found out is answered again.
	readyFor = time.Second
)

// Deadlines are how long writes of a Store take at most. They are the constants, but in tests.
type Deadlines struct{ Write, Ready, Settle time.Duration }

// turns is where writes wait for the one connection that writes: the first to come is the first.
type turns struct {
	taken chan struct{}
	mu    sync.Mutex
	since map[int64]time.Time
	next  int64
}

func newTurns() turns { return turns{taken: make(chan struct{}, 1), since: map[int64]time.Time{}} }

// take waits for a turn, which leave ends.
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

// sharedDeadline is how long the writes of a context took so far.
type sharedDeadline struct {
	mu   sync.Mutex
	used time.Duration
}

// OneDeadline is a context whose writes together take no longer than one may: whoever waits for
// several of them does not wait several times. What is done between them, like writing a long
// answer, does not count.
func OneDeadline(ctx context.Context) context.Context {
	return context.WithValue(ctx, deadlineKey{}, &sharedDeadline{})
}

// deadline is when a write that begins now is over at the latest; spent is to be called when it is.
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

// Write runs fn in a transaction that no other write runs beside. It commits if fn returns nil, and
// otherwise changes nothing and returns fn's error. A cancelled ctx ends the wait for the turn and
// fn's statements. It never interrupts a commit that has begun, so that its outcome is known. Errors: context.DeadlineExceeded where there was no turn in time, or fn took too long
// (then IsBusy as well if another process had the lock), ErrReplaced, and *CommitError.
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
	// The transaction does not end with whoever waits for it: it would be rolled back while it
	// commits.
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

// begin begins a transaction that is over with alive at the latest. It waits for another process's
// to end, as long as within is not done.
func (s *Store) begin(within, alive context.Context) (*sql.Tx, error) {
	began := time.Now()
	for {
		tx, err := s.writer.BeginTx(alive, nil)
		if !IsBusy(err) {
			return tx, err
		}
		select {
		case <-within.Done():
			return nil, s.locked(began, errors.Join(within.Err(), err))
		case <-time.After(lockedPause):
		}
	}
}

// tooLate is the error of a transaction that may have ended because it was too late.
func tooLate(alive context.Context, err error) error {
	if errors.Is(err, sql.ErrTxDone) && alive.Err() != nil {
		return fmt.Errorf("a write took too long: %w", alive.Err())
	}
	return err
}

// commitStatement is what an Observer is told of commits, which wait for the disk.
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

// settle writes something else after a failed commit, so that it is known what became of that. The
// commit's pages may lie whole at the end of the write-ahead log, where no reader sees them; but
// whoever opens the file after a crash would find them there. The next write goes to the same
// place: once it is on the disk they are gone for good. (What a failed fsync leaves undone in the
// log is so written once more, and pages of the database itself stay in the log until their fsync
// succeeds.)
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

// touch writes no more than what each write does, by whoever has the turn.
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

// readiness is what Ready found out last, and the probe that finds it out anew.
type readiness struct {
	mu      sync.Mutex
	at      time.Time
	err     error
	running chan struct{}
}

// Ready says whether the database can be read and written: it reads from the file, and writes what
// each write does. However many ask, it writes once in a second, and they share the answer. Errors:
// ErrDamaged, ErrReplaced, and context.DeadlineExceeded where the write does not get its turn
// within two seconds.
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
		return fmt.Errorf("a write has not come through within %s: %w", s.Deadlines.Ready, context.DeadlineExceeded)
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

// rest waits for a probe that is running.
func (r *readiness) rest() {
	r.mu.Lock()
	done := r.running
	r.mu.Unlock()
	if done != nil {
		<-done
	}
}
