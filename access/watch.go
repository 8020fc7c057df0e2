package access

import (
	"context"
	"slices"
	"sync"
	"time"

	"latchkey/db"
)

// watchers are the pages that wait for changes in an account. They hear only that something
// changed, and read it themselves, by the rules of every other read.
type watchers struct {
	mu sync.Mutex
	// changed is when an account's requests last changed, and last when any did; at first, it is
	// when the process started.
	changed     map[string]time.Time
	began, last time.Time
	open        map[*Watch]bool
}

// Watch is signalled when something changes in the access requests that a login sees.
type Watch struct {
	// C is signalled at least once after a change, or after several.
	C       chan struct{}
	account string
	all     bool
}

func newWatchers(now time.Time) *watchers {
	return &watchers{changed: map[string]time.Time{}, began: now, last: now, open: map[*Watch]bool{}}
}

// publish signals those who see something in the accounts.
func (w *watchers) publish(now time.Time, accounts []string) {
	if len(accounts) == 0 {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.last = now
	for _, id := range accounts {
		w.changed[id] = now
	}
	for o := range w.open {
		if o.all || slices.Contains(accounts, o.account) {
			select {
			case o.C <- struct{}{}:
			default:
			}
		}
	}
}

// Watch waits for changes in what the actor sees, until stop is called.
func (s *Service) Watch(by Actor) (watch *Watch, stop func()) {
	watch = &Watch{C: make(chan struct{}, 1), account: by.AccountID, all: by.Reach(ReadRequests).Has(All)}
	s.watchers.mu.Lock()
	defer s.watchers.mu.Unlock()
	s.watchers.open[watch] = true
	return watch, func() {
		s.watchers.mu.Lock()
		defer s.watchers.mu.Unlock()
		delete(s.watchers.open, watch)
	}
}

// ChangedSince reports whether what w waits for may have changed at or after an instant.
func (s *Service) ChangedSince(w *Watch, since time.Time) bool {
	s.watchers.mu.Lock()
	defer s.watchers.mu.Unlock()
	last, known := s.watchers.changed[w.account]
	switch {
	case w.all:
		last = s.watchers.last
	case !known:
		last = s.watchers.began
	}
	return !last.Before(since)
}

// NextBoundary is when the clock next changes the state of a request to or by the actor's account,
// after an instant, or zero.
func (s *Service) NextBoundary(ctx context.Context, by Actor, after time.Time) (time.Time, error) {
	p := db.GetNextBoundaryParams{After: db.Millis(after), AskingAccount: by.askerAccount()}
	if by.MayOwn(ReadRequests) {
		p.TargetAccount = by.AccountID
	}
	at, err := s.store.Read.GetNextBoundary(ctx, p)
	return timeOrZero(at), err
}

// MaxWaiting is how far CountWaiting counts.
const MaxWaiting = 100

// Waiting is how many requests wait for someone's decision. Only is the id of the request if it is
// just one, or else "".
type Waiting struct {
	Number int
	Only   string
}

// CountWaiting returns how many requests wait for the actor's decision, up to MaxWaiting. It leaves
// out those that the actor has approved and a second person must approve.
func (s *Service) CountWaiting(ctx context.Context, by Actor) (w Waiting, err error) {
	if !by.MayOwn(DecideRequests) {
		return w, nil
	}
	row, err := s.store.Read.CountWaitingRequests(ctx, db.CountWaitingRequestsParams{
		AccountID: by.AccountID, Now: db.Millis(s.now()), OwnerAccount: by.OwnerAccountID, UserID: by.UserID, AtMost: MaxWaiting,
	})
	w.Number = int(row.Number)
	if w.Number == 1 {
		w.Only = row.Oldest
	}
	return w, err
}
